/* Curves, calibration, weights, passes and classes of errors. */
#include "engine/bench_tally.h"

#define QUARTER_BIT (RAS_MILLIBITS / 4)
#define MILLIONTHS  1000000u
#define SQUARE_UNIT 1000u /* squares of millionths are summed in thousands of them */

static unsigned curve_bin(int32_t odds)
{
    const int64_t offset = (int64_t)odds - RAS_BENCH_CURVE_FIRST * RAS_MILLIBITS;
    const int64_t bin = offset < 0 ? 0 : offset / QUARTER_BIT;
    return bin >= RAS_BENCH_CURVE_BINS ? RAS_BENCH_CURVE_BINS - 1 : (unsigned)bin;
}

static unsigned weight_bin(int32_t weight)
{
    const int64_t offset = (int64_t)weight - RAS_BENCH_WEIGHT_FIRST * RAS_MILLIBITS;
    const int64_t bin = offset < 0 ? 0 : offset / (RAS_BENCH_WEIGHT_BITS * RAS_MILLIBITS);
    return bin >= RAS_BENCH_WEIGHT_BINS ? RAS_BENCH_WEIGHT_BINS - 1 : (unsigned)bin;
}

static unsigned calibration_bin(uint32_t probability)
{
    unsigned bin = RAS_BENCH_CALIBRATIONS - 1;
    while (bin > 0 && probability < ras_bench_calibration_edges[bin])
        bin--;
    return bin;
}

static void candidate_take(const struct ras_bench_row *row, bool right,
                           struct ras_bench_strategy *strategy, uint64_t *squares)
{
    const unsigned at = curve_bin(row->odds);
    struct ras_bench_calibration *const bin =
        &strategy->calibration[calibration_bin(row->probability)];
    const uint64_t gap = right ? MILLIONTHS - row->probability : row->probability;
    strategy->curve.links[at]++;
    strategy->curve.right[at] += right;
    bin->rows++;
    bin->right += right;
    bin->predicted += row->probability;
    *squares += gap * gap / SQUARE_UNIT;
    if (right)
        strategy->right_weights[weight_bin(row->weight)]++;
    else
        strategy->wrong_weights[weight_bin(row->weight)]++;
}

/* A true pair, and the passes that met it. */
static void passes_take(uint32_t met, struct ras_bench_strategy *strategy)
{
    for (uint32_t rest = met; rest != 0; rest &= rest - 1) {
        struct ras_bench_pass *const pass = &strategy->passes[__builtin_ctz(rest)];
        pass->true_pairs++;
        pass->true_added += rest == met;
        pass->true_only += (met & (met - 1)) == 0;
    }
}

static void class_take(const struct ras_bench_row *row, uint32_t resident,
                       struct ras_bench_class *class)
{
    const bool linked = row->decision == RAS_DECISION_MATCH;
    bool shown = false;
    for (unsigned i = 0; i < row->shown_count; i++)
        shown = shown || row->shown[i] == resident;
    class->rows++;
    class->met += row->true_passes != 0;
    class->right += linked && row->resident == resident;
    class->wrong += linked && row->resident != resident;
    class->asked += row->decision == RAS_DECISION_REVIEW && shown;
}

/* classes[0] is of the rows without any. */
static void classes_take(const struct ras_bench_row *row, const struct ras_bench_truth *truth,
                         struct ras_bench_strategy *strategy)
{
    const struct ras_bench_truth_line *const line =
        (const struct ras_bench_truth_line *)truth->lines.data + row->truth;
    const uint16_t *const classes = truth->classes.data;
    if (line->class_count == 0)
        class_take(row, line->resident, &strategy->classes[0]);
    for (unsigned i = 0; i < line->class_count; i++)
        class_take(row, line->resident, &strategy->classes[1 + classes[line->first_class + i]]);
}

void ras_bench_details(const struct ras_bench_span *spans, size_t span_count,
                       const struct ras_bench_truth *truth, struct ras_bench_strategy *strategy)
{
    uint64_t count = 0;
    uint64_t squares = 0;
    for (size_t i = 0; i < span_count; i++)
        for (size_t at = 0; at < spans[i].count; at++) {
            const struct ras_bench_row *const row = &spans[i].rows[at];
            if (row->truth == RAS_BENCH_NO_TRUTH)
                continue;
            const uint32_t resident = ras_bench_true_resident(truth, row);
            if (row->resident != RAS_RESIDENT_NONE) {
                candidate_take(row, row->resident == resident, strategy, &squares);
                count++;
            }
            if (resident == RAS_RESIDENT_NONE)
                continue;
            passes_take(row->true_passes & ((1u << RAS_PASS_COUNT) - 1), strategy);
            classes_take(row, truth, strategy);
        }
    strategy->brier =
        count == 0 ? 0 : (double)squares * SQUARE_UNIT / ((double)count * MILLIONTHS * MILLIONTHS);
}
