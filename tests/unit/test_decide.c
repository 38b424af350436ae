/* Decisions against the formula in long double, and what must never depend on order. */
#include "score/decide.h"

#include "oracle/decision_naive.h"
#include "score/binary_log.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RESIDENTS 10000000

static struct ras_candidate candidate(uint32_t resident, int32_t weight)
{
    return (struct ras_candidate){.resident = resident, .weight = weight};
}

static struct ras_decision decide(const struct ras_candidate *candidates, size_t count)
{
    struct ras_model model;
    struct ras_decision decision;
    ras_model_default(&model);
    ras_decide(&model, candidates, count, RESIDENTS, &decision);
    return decision;
}

Test(decide, nobody_is_none)
{
    const struct ras_decision decision = decide(NULL, 0);
    cr_assert_eq(decision.decision, RAS_DECISION_NONE);
    cr_assert_eq(decision.candidate_count, 0);
    cr_assert_eq(decision.pair_count, 0);
    cr_assert_eq(decision.margin, INT32_MAX);
}

Test(decide, one_candidate_by_its_weight)
{
    static const struct {
        int32_t weight;
        unsigned decision;
    } rows[] = {{-20000, RAS_DECISION_NONE},  {0, RAS_DECISION_NONE},
                {19000, RAS_DECISION_NONE},   {21000, RAS_DECISION_REVIEW},
                {26000, RAS_DECISION_REVIEW}, {27000, RAS_DECISION_MATCH},
                {60000, RAS_DECISION_MATCH}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct ras_candidate one = candidate(7, rows[i].weight);
        const struct ras_decision decision = decide(&one, 1);
        cr_expect_eq(decision.decision, rows[i].decision, "%d", (int)rows[i].weight);
        cr_expect_eq(decision.margin, INT32_MAX);
        cr_expect_eq(decision.candidates[0].resident, 7);
    }
}

Test(decide, ties_are_asked)
{
    const struct ras_candidate tie[] = {candidate(9, 60000), candidate(3, 60000)};
    struct ras_model model;
    struct ras_decision decision;
    ras_model_default(&model);
    model.match_margin = 0;
    model.match_probability = 1;
    model.review_probability = 1;
    ras_decide(&model, tie, 2, RESIDENTS, &decision);
    cr_assert_eq(decision.decision, RAS_DECISION_REVIEW);
    cr_assert_eq(decision.margin, 0);
    cr_assert_eq(decision.candidates[0].resident, 3);
    cr_assert_eq(decision.candidates[0].probability, 500000);
}

Test(decide, a_near_second_is_asked)
{
    const struct ras_candidate near[] = {candidate(1, 60000), candidate(2, 54001)};
    const struct ras_candidate far[] = {candidate(1, 60000), candidate(2, 53000)};
    cr_assert_eq(decide(near, 2).decision, RAS_DECISION_REVIEW);
    cr_assert_eq(decide(near, 2).margin, 5999);
    cr_assert_eq(decide(far, 2).decision, RAS_DECISION_MATCH);
    const struct ras_candidate sure[] = {candidate(1, 60000), candidate(2, 54000)};
    struct ras_model model;
    struct ras_decision decision;
    ras_model_default(&model);
    model.match_probability = 980000; /* 6 bits of margin are 0.9846 */
    ras_decide(&model, sure, 2, RESIDENTS, &decision);
    cr_assert_eq(decision.decision, RAS_DECISION_MATCH);
}

/* Nobody alone is likely, but that it is one of them is. */
Test(decide, many_likely_candidates_are_asked)
{
    struct ras_candidate many[40];
    for (uint32_t i = 0; i < 40; i++)
        many[i] = candidate(100 - i, 19000);
    const struct ras_decision decision = decide(many, 40);
    cr_assert_eq(decision.decision, RAS_DECISION_REVIEW);
    cr_assert_eq(decision.candidate_count, RAS_CANDIDATES_SHOWN);
    cr_assert_eq(decision.pair_count, 40);
    for (unsigned i = 0; i < RAS_CANDIDATES_SHOWN; i++)
        cr_assert_eq(decision.candidates[i].resident, 61 + i);
}

Test(decide, probabilities_follow_the_formula)
{
    uint64_t state = 1;
    struct ras_candidate candidates[300];
    long double expected[300];
    for (unsigned round = 0; round < 3000; round++) {
        struct ras_model model;
        struct ras_decision decision;
        ras_model_default(&model);
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
        const size_t count = 1 + (size_t)(state >> 33) % (round % 10 == 0 ? 300 : 8);
        const uint32_t residents = 1 + (uint32_t)(state >> 36) % 100000000;
        model.coverage = 0.05 + 0.9 * (double)(state >> 11) / 9007199254740992.0;
        ras_model_refresh(&model);
        for (size_t i = 0; i < count; i++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            candidates[i] = candidate((uint32_t)i, (int32_t)((state >> 33) % 50000) - 10000);
        }
        const long double present =
            naive_posterior(model.coverage, residents, candidates, count, expected);
        ras_decide(&model, candidates, count, residents, &decision);
        for (unsigned i = 0; i < decision.candidate_count; i++) {
            const struct ras_candidate *const shown = &decision.candidates[i];
            /* the prior is known to a millibit: 0.07 % of the odds */
            cr_assert_lt(fabsl((long double)shown->probability / 1e6L - expected[shown->resident]),
                         0.0004L);
            if (i > 0)
                cr_assert_geq(shown[-1].weight, shown->weight);
        }
        if (fabsl(present - 0.5L) > 0.001L)
            cr_assert_eq(decision.decision != RAS_DECISION_NONE, present > 0.5L);
    }
}

Test(decide, order_of_arrival_changes_nothing)
{
    uint64_t state = 2;
    struct ras_candidate candidates[64];
    for (unsigned round = 0; round < 300; round++) {
        for (uint32_t i = 0; i < 64; i++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            candidates[i] = candidate(i, (int32_t)((state >> 33) % 40) * 1000);
            candidates[i].passes = (uint32_t)(state >> 40);
        }
        const struct ras_decision first = decide(candidates, 64);
        for (uint32_t i = 63; i > 0; i--) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            const uint32_t j = (uint32_t)(state >> 33) % (i + 1);
            const struct ras_candidate swap = candidates[i];
            candidates[i] = candidates[j];
            candidates[j] = swap;
        }
        const struct ras_decision second = decide(candidates, 64);
        cr_assert_eq(memcmp(&first, &second, sizeof first), 0);
    }
}

Test(decide, extreme_weights_hold)
{
    const struct ras_candidate extremes[] = {candidate(1, INT32_MAX), candidate(2, INT32_MIN),
                                             candidate(3, 0)};
    const struct ras_decision decision = decide(extremes, 3);
    cr_assert_eq(decision.decision, RAS_DECISION_MATCH);
    cr_assert_eq(decision.candidates[0].probability, 1000000);
    cr_assert_eq(decision.candidates[2].probability, 0);
    const struct ras_candidate least = candidate(1, INT32_MIN);
    cr_assert_eq(decide(&least, 1).decision, RAS_DECISION_NONE);
}

Test(decide, many_candidates)
{
    const size_t count = 1000000;
    struct ras_candidate *const many = calloc(count, sizeof *many);
    for (size_t i = 0; i < count; i++)
        many[i] = candidate((uint32_t)i, 20000);
    const struct ras_decision decision = decide(many, count);
    cr_assert_eq(decision.decision, RAS_DECISION_REVIEW);
    cr_assert_eq(decision.candidates[0].probability, 1);
    cr_assert_eq(decision.margin, 0);
    free(many);
}

static uint32_t millionths(uint64_t part, uint64_t whole)
{
    return (uint32_t)((part * 1000000 + whole / 2) / whole);
}

/* Every odd summed: what a decision says where the best is far above the others, too. */
Test(decide, far_above_is_as_summed)
{
    uint64_t state = 3;
    struct ras_candidate candidates[80];
    struct ras_model model;
    ras_model_default(&model);
    const int64_t absence = (int64_t)model.absence + ras_log2_millibits(ras_log2_count(RESIDENTS));
    for (unsigned round = 0; round < 200000; round++) {
        struct ras_decision decision;
        uint32_t random[4];
        for (unsigned i = 0; i < 4; i++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            random[i] = (uint32_t)(state >> 33);
        }
        const size_t count = 1 + random[0] % (round % 4 == 0 ? 80 : 6);
        const int32_t best = (int32_t)absence + 17000 + (int32_t)(random[1] % 13000);
        const int32_t second = best - 17000 - (int32_t)(random[2] % 13000);
        const size_t place = random[3] % count;
        for (size_t i = 0; i < count; i++)
            candidates[i] = candidate((uint32_t)i, i == place ? best : second - (int32_t)(i % 3));
        uint64_t present = 0;
        for (size_t i = 0; i < count; i++)
            present += ras_power_of_two((uint64_t)(best - candidates[i].weight));
        const uint64_t whole = present + ras_power_of_two((uint64_t)(best - absence));
        ras_decide(&model, candidates, count, RESIDENTS, &decision);
        cr_assert_eq(decision.present, millionths(present, whole));
        for (unsigned i = 0; i < decision.candidate_count; i++)
            cr_assert_eq(
                decision.candidates[i].probability,
                millionths(ras_power_of_two((uint64_t)(best - decision.candidates[i].weight)),
                           whole));
    }
}
