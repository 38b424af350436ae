/* Lists of rules against a decision that looks at everything again for every question. */
#include "score/decision_list.h"

#include "score/decide.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <string.h>

#define CANDIDATES_MAX 12

static const struct ras_decision_rule rules[] = {
    {.name = "sure",
     .passes = 1,
     .levels = {[RAS_COMPARATOR_NAME] = 1u << 1 | 1u << 2},
     .probability = 990000,
     .decision = RAS_DECISION_MATCH},
    {.name = "name",
     .levels = {[RAS_COMPARATOR_NAME] = 1u << 1 | 1u << 2 | 1u << 3},
     .probability = 900000,
     .decision = RAS_DECISION_MATCH},
    {.name = "doubt", .passes = 6, .probability = 400000, .decision = RAS_DECISION_REVIEW},
};
static const struct ras_decision_list list = {rules, 3};

static unsigned naive_rule(const struct ras_candidate *candidate)
{
    const unsigned level = candidate->levels.level[RAS_COMPARATOR_NAME];
    if ((candidate->passes & 1) != 0 && (level == 1 || level == 2))
        return 0;
    if (level >= 1 && level <= 3)
        return 1;
    return (candidate->passes & 6) != 0 ? 2 : 3;
}

static size_t draw(struct ras_candidate *candidates, uint64_t *seed)
{
    const size_t count = sample_below(seed, CANDIDATES_MAX + 1);
    for (size_t i = 0; i < count; i++) {
        memset(&candidates[i], 0, sizeof candidates[i]);
        candidates[i].resident = (uint32_t)i * 3;
        candidates[i].passes = sample_below(seed, 16);
        candidates[i].weight = (int32_t)sample_below(seed, 4) * 1000 - 1500;
        candidates[i].levels.level[RAS_COMPARATOR_NAME] = (uint8_t)sample_below(seed, 14);
    }
    return count;
}

static void expect_naive(const struct ras_candidate *candidates, size_t count,
                         const struct ras_decision *decision)
{
    unsigned best = 3;
    size_t competing = 0, holding = 0;
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(ras_decision_list_rule(&list, &candidates[i]), naive_rule(&candidates[i]));
        best = naive_rule(&candidates[i]) < best ? naive_rule(&candidates[i]) : best;
        holding += naive_rule(&candidates[i]) < 3;
    }
    for (size_t i = 0; i < count; i++)
        competing += best < 3 && naive_rule(&candidates[i]) == best;
    cr_assert_eq(decision->candidate_count,
                 holding < RAS_CANDIDATES_SHOWN ? holding : RAS_CANDIDATES_SHOWN);
    cr_assert_eq(decision->pair_count, count);
    if (best == 3) {
        cr_assert_eq(decision->decision, RAS_DECISION_NONE);
        return;
    }
    cr_assert_eq(decision->decision, competing > 1 ? RAS_DECISION_REVIEW : rules[best].decision);
    cr_assert_eq(decision->present, rules[best].probability);
    cr_assert_eq(decision->candidates[0].probability, rules[best].probability / competing);
    for (unsigned i = 0; i + 1 < decision->candidate_count; i++) {
        const struct ras_candidate *const a = &decision->candidates[i];
        const struct ras_candidate *const b = &decision->candidates[i + 1];
        const bool ordered =
            naive_rule(a) < naive_rule(b) ||
            (naive_rule(a) == naive_rule(b) &&
             (a->weight > b->weight || (a->weight == b->weight && a->resident < b->resident)));
        cr_assert(ordered);
    }
    if (holding > RAS_CANDIDATES_SHOWN) { /* none that was left out is better than the last shown */
        const unsigned last = naive_rule(&decision->candidates[RAS_CANDIDATES_SHOWN - 1]);
        size_t better = 0;
        for (size_t i = 0; i < count; i++)
            better += naive_rule(&candidates[i]) < last;
        cr_assert_lt(better, RAS_CANDIDATES_SHOWN);
    }
}

Test(decision_list, agrees_with_the_naive_decision)
{
    uint64_t seed = 5;
    struct ras_candidate candidates[CANDIDATES_MAX];
    for (unsigned round = 0; round < 3000; round++) {
        struct ras_decision decision;
        const size_t count = draw(candidates, &seed);
        ras_decision_list_decide(&list, candidates, count, &decision);
        expect_naive(candidates, count, &decision);
    }
}

Test(decision_list, the_order_of_candidates_never_matters)
{
    uint64_t seed = 17;
    struct ras_candidate candidates[CANDIDATES_MAX], reversed[CANDIDATES_MAX];
    for (unsigned round = 0; round < 500; round++) {
        struct ras_decision one, two;
        const size_t count = draw(candidates, &seed);
        for (size_t i = 0; i < count; i++)
            reversed[i] = candidates[count - 1 - i];
        ras_decision_list_decide(&list, candidates, count, &one);
        ras_decision_list_decide(&list, reversed, count, &two);
        cr_assert_eq(memcmp(&one, &two, sizeof one), 0);
    }
}

Test(decision_list, a_model_with_a_list_decides_by_it)
{
    struct ras_model model;
    struct ras_decision decision;
    struct ras_candidate candidate = {.resident = 4, .passes = 2, .weight = 90000};
    ras_model_default(&model);
    ras_decide(&model, &candidate, 1, 1000, &decision);
    cr_assert_eq(decision.decision, RAS_DECISION_MATCH);
    model.list = &list;
    ras_decide(&model, &candidate, 1, 1000, &decision);
    cr_assert_eq(decision.decision, RAS_DECISION_REVIEW);
    cr_assert_eq(decision.candidates[0].probability, 400000);
    cr_assert_eq(decision.margin, INT32_MAX);
    candidate.passes = 8;
    ras_decide(&model, &candidate, 1, 1000, &decision);
    cr_assert_eq(decision.decision, RAS_DECISION_NONE);
    cr_assert_eq(decision.candidate_count, 0);
}
