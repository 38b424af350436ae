/* Learning m: pairs are drawn from a model that the test knows, and must give it back. */
#include "score/expectation.h"

#include "base/hash.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#define PAIRS 200000u

enum { PASS_NAME, PASS_DATE, PASS_COUNT };
#define BIT(COMPARATOR) (UINT32_C(1) << RAS_COMPARATOR_##COMPARATOR)

static uint64_t draw_state = 11;

static double draw(void)
{
    draw_state = ras_hash_mix(draw_state + 1);
    return (double)(draw_state >> 11) / 9007199254740992.0;
}

static unsigned draw_level(const double *shares, unsigned count)
{
    double left = draw();
    for (unsigned level = 1; level < count; level++) {
        if (left < shares[level])
            return level;
        left -= shares[level];
    }
    return count;
}

/* What the drawn pairs obey. The shares of untrue pairs in a block are not those of random pairs:
 * the rounds must find that out by themselves. */
static void truth_make(struct ras_model *truth, struct ras_model *habits)
{
    ras_model_default(truth);
    ras_model_default(habits);
    const double name[] = {0, .70, .02, .05, .10, .01, .02, .05, .02, .01, .005, .005, .005, .005};
    const double date[] = {0, .80, .05, .05, .03, .02, .03, .01, .005, .005};
    const double id[] = {0, .85, .05, .05, .02, .01, .02};
    const double sex[] = {0, .97, .03};
    memcpy(truth->m[RAS_COMPARATOR_NAME], name, sizeof name);
    memcpy(truth->m[RAS_COMPARATOR_BIRTH_DATE], date, sizeof date);
    memcpy(truth->m[RAS_COMPARATOR_PERSONAL_ID], id, sizeof id);
    memcpy(truth->m[RAS_COMPARATOR_SEX], sex, sizeof sex);
    habits->u[RAS_COMPARATOR_SEX][1] = .8; /* who share a name share a sex */
    habits->u[RAS_COMPARATOR_SEX][2] = .2;
}

static void pairs_draw(struct ras_pattern_counts *counts, const struct ras_model *truth,
                       const struct ras_model *habits)
{
    static const enum ras_comparator used[] = {RAS_COMPARATOR_NAME, RAS_COMPARATOR_BIRTH_DATE,
                                               RAS_COMPARATOR_PERSONAL_ID, RAS_COMPARATOR_SEX};
    for (unsigned i = 0; i < PAIRS; i++) {
        const unsigned pass = i % PASS_COUNT;
        const bool same = draw() < (pass == PASS_NAME ? .3 : .6);
        struct ras_levels levels;
        memset(&levels, 0, sizeof levels);
        for (unsigned k = 0; k < 4; k++) {
            const double *const shares = same ? truth->m[used[k]] : habits->u[used[k]];
            levels.level[used[k]] = (uint8_t)draw_level(shares, ras_level_count(used[k]));
        }
        if (draw() < .1)
            levels.level[RAS_COMPARATOR_PERSONAL_ID] = RAS_LEVEL_MISSING;
        levels.level[pass == PASS_NAME ? RAS_COMPARATOR_NAME : RAS_COMPARATOR_BIRTH_DATE] = 1;
        struct ras_error error;
        cr_assert_eq(ras_pattern_counts_add(counts, ras_pattern_of(&levels, 1u << pass), 1, &error),
                     RAS_OK);
    }
    ras_pattern_counts_sort(counts);
}

static void learn(const struct ras_pattern_counts *counts, const struct ras_model *start,
                  uint32_t fixed, unsigned iterations_max, struct ras_expectation_result *result)
{
    const uint32_t tied[PASS_COUNT] = {BIT(NAME), BIT(BIRTH_DATE)};
    const struct ras_expectation_input input = {.patterns = counts->slots,
                                                .pattern_count = counts->used,
                                                .start = start,
                                                .tied = tied,
                                                .pass_count = PASS_COUNT,
                                                .fixed = fixed,
                                                .iterations_max = iterations_max,
                                                .change_min = 1e-7};
    struct ras_error error;
    cr_assert_eq(ras_expectation_run(&input, result, &error), RAS_OK);
}

Test(expectation, finds_the_model_that_the_pairs_were_drawn_from)
{
    struct ras_model truth, habits, start;
    struct ras_pattern_counts counts;
    struct ras_expectation_result result, again;
    truth_make(&truth, &habits);
    ras_model_default(&start);
    ras_pattern_counts_init(&counts);
    pairs_draw(&counts, &truth, &habits);
    learn(&counts, &start, 0, 1000, &result);
    cr_assert(result.converged);
    cr_assert_leq(result.change, 1e-7);
    static const enum ras_comparator used[] = {RAS_COMPARATOR_NAME, RAS_COMPARATOR_BIRTH_DATE,
                                               RAS_COMPARATOR_PERSONAL_ID, RAS_COMPARATOR_SEX};
    for (unsigned k = 0; k < 4; k++) {
        double sum = 0;
        for (unsigned level = 1; level <= ras_level_count(used[k]); level++) {
            const double wanted = truth.m[used[k]][level], got = result.m[used[k]][level];
            cr_assert_leq(fabs(wanted - got), .004 + .03 * wanted, "%s %u: %f, drawn with %f",
                          ras_comparator_name(used[k]), level, got, wanted);
            sum += got;
        }
        cr_assert_leq(fabs(sum - 1), 1e-9);
    }
    cr_assert_leq(fabs(result.share[PASS_NAME] - .3), .01);
    cr_assert_leq(fabs(result.share[PASS_DATE] - .6), .01);
    learn(&counts, &start, 0, 1000, &again);
    cr_assert_eq(memcmp(&again, &result, sizeof again), 0, "same counts, same result");
    ras_pattern_counts_fini(&counts);
}

Test(expectation, keeps_what_is_fixed_and_what_was_never_seen)
{
    struct ras_model truth, habits, start;
    struct ras_pattern_counts counts;
    struct ras_expectation_result result;
    truth_make(&truth, &habits);
    ras_model_default(&start);
    ras_pattern_counts_init(&counts);
    pairs_draw(&counts, &truth, &habits);
    learn(&counts, &start, BIT(SEX), 1000, &result);
    for (unsigned level = 1; level <= 2; level++)
        cr_assert_eq(result.m[RAS_COMPARATOR_SEX][level], start.m[RAS_COMPARATOR_SEX][level]);
    for (unsigned level = 1; level <= ras_level_count(RAS_COMPARATOR_ADDRESS); level++) {
        cr_assert_leq(
            fabs(result.m[RAS_COMPARATOR_ADDRESS][level] - start.m[RAS_COMPARATOR_ADDRESS][level]),
            1e-12);
        cr_assert_eq(result.seen[RAS_COMPARATOR_ADDRESS][level], 0);
    }
    ras_pattern_counts_fini(&counts);
}

Test(expectation, says_so_when_it_stops_at_the_limit)
{
    struct ras_model truth, habits, start;
    struct ras_pattern_counts counts;
    struct ras_expectation_result result;
    truth_make(&truth, &habits);
    ras_model_default(&start);
    ras_pattern_counts_init(&counts);
    pairs_draw(&counts, &truth, &habits);
    learn(&counts, &start, 0, 2, &result);
    cr_assert_not(result.converged);
    cr_assert_eq(result.iterations, 2);
    cr_assert_gt(result.change, 1e-7);
    ras_pattern_counts_fini(&counts);
}

Test(expectation, no_pairs_leave_the_start)
{
    struct ras_model start;
    struct ras_pattern_counts counts;
    struct ras_expectation_result result;
    ras_model_default(&start);
    ras_pattern_counts_init(&counts);
    learn(&counts, &start, 0, 10, &result);
    cr_assert(result.converged);
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        for (unsigned level = 1; level <= ras_level_count((enum ras_comparator)c); level++)
            cr_assert_leq(fabs(result.m[c][level] - start.m[c][level]), 1e-12);
}

Test(expectation, twenty_pairs_of_the_start_are_among_what_was_counted)
{
    const double counts[] = {7, 60, 20, 0}, start[] = {0, .5, .25, .25};
    double shares[4] = {-1, 0, 0, 0};
    ras_expectation_shares(counts, start, 3, shares);
    cr_assert_eq(shares[0], -1, "missing is no level");
    cr_assert_leq(fabs(shares[1] - .70), 1e-12);
    cr_assert_leq(fabs(shares[2] - .25), 1e-12);
    cr_assert_leq(fabs(shares[3] - .05), 1e-12);
}
