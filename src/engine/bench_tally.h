/* From decided rows to figures: pure counting, whatever decided them. The order of rows never
 * matters. */
#ifndef RASOAT_ENGINE_BENCH_TALLY_H
#define RASOAT_ENGINE_BENCH_TALLY_H

#include "engine/bench_rows.h"
#include "report/bench_report.h"

/* Rows of one source, or of all. `lines` are those of the truth. */
struct ras_bench_span {
    const struct ras_bench_row *rows;
    size_t count;
};

/* Everything of a tally but its name, rejects and unseen truth. */
enum ras_status ras_bench_tally(const struct ras_bench_span *spans, size_t span_count,
                                const struct ras_bench_truth *truth, struct ras_bench_tally *tally,
                                struct ras_error *error) RAS_MUST_CHECK;

/* Curve, calibration, weights, passes (their true pairs) and classes of a strategy. */
void ras_bench_details(const struct ras_bench_span *spans, size_t span_count,
                       const struct ras_bench_truth *truth, struct ras_bench_strategy *strategy);

/* What the rows tell without truth (engine/bench_estimate.c). */
enum ras_status ras_bench_estimate(const struct ras_bench_span *spans, size_t span_count,
                                   struct ras_bench_estimate *estimate,
                                   struct ras_error *error) RAS_MUST_CHECK;

/* The true resident of a row, RAS_RESIDENT_NONE if there is none. */
static inline uint32_t ras_bench_true_resident(const struct ras_bench_truth *truth,
                                               const struct ras_bench_row *row)
{
    return ((const struct ras_bench_truth_line *)truth->lines.data)[row->truth].resident;
}

#endif
