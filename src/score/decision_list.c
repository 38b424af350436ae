/* Rules tried in order. */
#include "score/decision_list.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

static bool rule_holds(const struct ras_decision_rule *rule, const struct ras_candidate *candidate)
{
    if (rule->passes != 0 && (rule->passes & candidate->passes) == 0)
        return false;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        if (rule->levels[i] != 0 && (rule->levels[i] >> candidate->levels.level[i] & 1) == 0)
            return false;
    return true;
}

unsigned ras_decision_list_rule(const struct ras_decision_list *list,
                                const struct ras_candidate *candidate)
{
    unsigned rule = 0;
    while (rule < list->rule_count && !rule_holds(&list->rules[rule], candidate))
        rule++;
    return rule;
}

/* The best candidates so far, with their rules. */
struct shown {
    struct ras_candidate *best;
    unsigned rules[RAS_CANDIDATES_SHOWN];
    unsigned count;
};

static bool is_before(const struct ras_candidate *a, unsigned a_rule, const struct ras_candidate *b,
                      unsigned b_rule)
{
    if (a_rule != b_rule)
        return a_rule < b_rule;
    return a->weight != b->weight ? a->weight > b->weight : a->resident < b->resident;
}

static void shown_insert(struct shown *shown, const struct ras_candidate *candidate, unsigned rule)
{
    unsigned place = shown->count;
    if (place == RAS_CANDIDATES_SHOWN) {
        place--;
        if (!is_before(candidate, rule, &shown->best[place], shown->rules[place]))
            return;
    } else {
        shown->count++;
    }
    for (;
         place > 0 && is_before(candidate, rule, &shown->best[place - 1], shown->rules[place - 1]);
         place--) {
        shown->best[place] = shown->best[place - 1];
        shown->rules[place] = shown->rules[place - 1];
    }
    shown->best[place] = *candidate;
    shown->rules[place] = rule;
}

void ras_decision_list_decide(const struct ras_decision_list *list,
                              const struct ras_candidate *candidates, size_t count,
                              struct ras_decision *decision)
{
    struct shown shown = {.best = decision->candidates};
    size_t competing = 0; /* candidates of the best rule */
    unsigned best_rule = list->rule_count;
    memset(decision, 0, sizeof *decision);
    decision->decision = RAS_DECISION_NONE;
    decision->pair_count = count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
    decision->margin = INT32_MAX;
    for (size_t i = 0; i < count; i++) {
        const unsigned rule = ras_decision_list_rule(list, &candidates[i]);
        if (rule == list->rule_count)
            continue;
        competing = rule < best_rule ? 1 : competing + (rule == best_rule);
        best_rule = rule < best_rule ? rule : best_rule;
        shown_insert(&shown, &candidates[i], rule);
    }
    decision->candidate_count = (uint8_t)shown.count;
    if (shown.count == 0)
        return;
    const struct ras_decision_rule *const rule = &list->rules[best_rule];
    for (unsigned i = 0; i < shown.count; i++)
        decision->candidates[i].probability =
            shown.rules[i] == best_rule ? rule->probability / (uint32_t)competing : 0;
    decision->present = rule->probability;
    if (shown.count > 1) {
        const int64_t margin = (int64_t)shown.best[0].weight - shown.best[1].weight;
        decision->margin = margin < 0 ? 0 : margin < INT32_MAX ? (int32_t)margin : INT32_MAX - 1;
    }
    assert(competing > 0);
    decision->decision = competing == 1 ? rule->decision : RAS_DECISION_REVIEW;
}
