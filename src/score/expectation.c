/* Rounds that share m. */
#include "score/expectation.h"

#include "base/alloc.h"

#include <assert.h>
#include <string.h>

#define SHARE_START 0.5
#define SHARE_MIN   1e-6
/* What the start is worth, in pairs: a level that is hardly ever seen keeps its m and its habit. */
#define START_PAIRS 20.0

typedef double level_table[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1];

/* One pass: its own untrue pairs. */
struct round {
    level_table habit; /* P(level | not one person), within the pass; 1 for "missing" */
    level_table untrue;
    double share;
    double true_count, count;
};

struct expectation {
    const struct ras_expectation_input *input;
    struct round *rounds;
    level_table m, seen;
};

static void begin(struct expectation *expectation)
{
    const struct ras_model *const start = expectation->input->start;
    memcpy(expectation->m, start->m, sizeof expectation->m);
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        expectation->m[c][RAS_LEVEL_MISSING] = 1;
    for (unsigned pass = 0; pass < expectation->input->pass_count; pass++) {
        struct round *const round = &expectation->rounds[pass];
        memcpy(round->habit, start->u, sizeof round->habit);
        for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
            round->habit[c][RAS_LEVEL_MISSING] = 1;
        round->share = SHARE_START;
    }
}

static void sums_clear(struct expectation *expectation)
{
    memset(expectation->seen, 0, sizeof expectation->seen);
    for (unsigned pass = 0; pass < expectation->input->pass_count; pass++) {
        struct round *const round = &expectation->rounds[pass];
        memset(round->untrue, 0, sizeof round->untrue);
        round->true_count = round->count = 0;
    }
}

/* The probability that pairs of this pattern, met in this pass, are one person. */
static double true_probability(const struct expectation *expectation, const struct round *round,
                               uint64_t pattern, uint32_t tied)
{
    double is = round->share, is_not = 1 - round->share;
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++) {
        if ((tied >> c & 1) != 0)
            continue;
        const unsigned level = ras_pattern_level(pattern, c);
        is *= expectation->m[c][level];
        is_not *= round->habit[c][level];
    }
    return is + is_not > 0 ? is / (is + is_not) : 0;
}

static void pattern_take(struct expectation *expectation, unsigned pass,
                         const struct ras_pattern_count *item)
{
    struct round *const round = &expectation->rounds[pass];
    const uint32_t tied = expectation->input->tied[pass];
    const double count = (double)item->count;
    const double sure = count * true_probability(expectation, round, item->pattern, tied);
    round->count += count;
    round->true_count += sure;
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++) {
        const unsigned level = ras_pattern_level(item->pattern, c);
        if ((tied >> c & 1) != 0 || level == RAS_LEVEL_MISSING)
            continue;
        expectation->seen[c][level] += sure;
        round->untrue[c][level] += count - sure;
    }
}

static void patterns_take(struct expectation *expectation)
{
    const struct ras_expectation_input *const input = expectation->input;
    sums_clear(expectation);
    for (size_t i = 0; i < input->pattern_count; i++)
        for (uint32_t left = ras_pattern_passes(input->patterns[i].pattern); left != 0;
             left &= left - 1)
            pattern_take(expectation, (unsigned)__builtin_ctz(left), &input->patterns[i]);
}

void ras_expectation_shares(const double *counts, const double *start, unsigned level_count,
                            double *shares)
{
    double sum = START_PAIRS;
    for (unsigned level = 1; level <= level_count; level++)
        sum += counts[level];
    for (unsigned level = 1; level <= level_count; level++)
        shares[level] = (counts[level] + START_PAIRS * start[level]) / sum;
}

static void round_learn(struct expectation *expectation, struct round *round)
{
    const struct ras_model *const start = expectation->input->start;
    if (round->count > 0)
        round->share = round->true_count / round->count;
    round->share = round->share < SHARE_MIN       ? SHARE_MIN
                   : round->share > 1 - SHARE_MIN ? 1 - SHARE_MIN
                                                  : round->share;
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        ras_expectation_shares(round->untrue[c], start->u[c],
                               ras_level_count((enum ras_comparator)c), round->habit[c]);
}

/* The largest step of any m. */
static double learn(struct expectation *expectation)
{
    const struct ras_expectation_input *const input = expectation->input;
    double change = 0;
    for (unsigned pass = 0; pass < input->pass_count; pass++)
        round_learn(expectation, &expectation->rounds[pass]);
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++) {
        double before[RAS_LEVEL_MAX + 1];
        const unsigned level_count = ras_level_count((enum ras_comparator)c);
        if ((input->fixed >> c & 1) != 0)
            continue;
        memcpy(before, expectation->m[c], sizeof before);
        ras_expectation_shares(expectation->seen[c], input->start->m[c], level_count,
                               expectation->m[c]);
        for (unsigned level = 1; level <= level_count; level++) {
            const double step = expectation->m[c][level] - before[level];
            change = step > change ? step : -step > change ? -step : change;
        }
    }
    return change;
}

enum ras_status ras_expectation_run(const struct ras_expectation_input *input,
                                    struct ras_expectation_result *result, struct ras_error *error)
{
    struct expectation expectation = {.input = input};
    assert(input->pass_count <= RAS_EXPECTATION_PASSES_MAX);
    memset(result, 0, sizeof *result);
    expectation.rounds = ras_alloc_zeroed(input->pass_count, sizeof expectation.rounds[0]);
    if (expectation.rounds == NULL)
        return ras_no_memory(error, input->pass_count * sizeof expectation.rounds[0]);
    begin(&expectation);
    while (result->iterations < input->iterations_max && !result->converged) {
        patterns_take(&expectation);
        result->change = learn(&expectation);
        result->iterations++;
        result->converged = result->change <= input->change_min;
    }
    memcpy(result->m, expectation.m, sizeof result->m);
    memcpy(result->seen, expectation.seen, sizeof result->seen);
    for (unsigned pass = 0; pass < input->pass_count; pass++)
        result->share[pass] = expectation.rounds[pass].share;
    ras_free(expectation.rounds);
    return RAS_OK;
}
