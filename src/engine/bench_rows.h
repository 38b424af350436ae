/* The rows of a source as one strategy decides them, each alone, with what scoring needs to know.
 *
 * The same rows in the same order for any number of threads. */
#ifndef RASOAT_ENGINE_BENCH_ROWS_H
#define RASOAT_ENGINE_BENCH_ROWS_H

#include "base/vector.h"
#include "engine/bench_truth.h"
#include "engine/context.h"
#include "index/index.h"
#include "record/pair.h"
#include "score/model.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_BENCH_ODDS_MAX 100000 /* millibits: nobody competes */

struct ras_bench_row {
    uint64_t record;      /* ras_bench_record_hash */
    uint32_t truth;       /* line of the truth, RAS_BENCH_NO_TRUTH = not known */
    uint32_t resident;    /* best candidate, RAS_RESIDENT_NONE = no candidate */
    uint32_t probability; /* millionths, as the strategy says */
    uint32_t expected;    /* millionths, as the weights say: that the best candidate is the one */
    uint32_t present;     /* millionths, as the weights say: that any candidate is */
    int32_t odds;         /* millibits for the best candidate against all else: ranks rows */
    int32_t weight;       /* millibits, of the best candidate */
    uint32_t commune;     /* of the row, else of the best candidate; 0 = not known */
    uint32_t passes : 16; /* that the best candidate was met in */
    uint32_t keyed : 16;  /* passes that the row has a key for */
    uint32_t true_passes; /* that the true resident was met in, 0 = not among the candidates */
    uint32_t pair_count;
    uint8_t decision;
    uint8_t shown_count;
    uint32_t shown[RAS_CANDIDATES_SHOWN];
};

struct ras_bench_pass_count {
    uint64_t pairs; /* met in the pass */
    uint64_t added; /* ... and in none before it in the table */
    uint64_t only;  /* ... and in no other */
    uint64_t refined;
    uint64_t capped;
};

struct ras_bench_rows {
    struct ras_vector rows; /* struct ras_bench_row, in input order */
    uint64_t row_count;     /* read */
    uint64_t reject_count;
    bool skipped; /* optional, and not there */
    uint64_t pair_count;
    uint64_t closer_pair_count; /* of the collective stage */
    struct ras_bench_pass_count passes[RAS_PASS_COUNT];
    double seconds;
};

void ras_bench_rows_init(struct ras_bench_rows *rows);
void ras_bench_rows_fini(struct ras_bench_rows *rows);

/* One source of the config under a model as a strategy uses it. An optional source that is missing
 * or broken has no rows. */
enum ras_status ras_bench_rows_take(struct ras_context *context, const struct ras_index *index,
                                    const struct ras_model *model, unsigned source,
                                    const struct ras_bench_truth *truth,
                                    struct ras_bench_rows *rows,
                                    struct ras_error *error) RAS_MUST_CHECK;

/* log2 of P / (1 - P) in millibits, P in millionths; bounded as P is. */
int32_t ras_bench_odds(uint32_t probability);

#endif
