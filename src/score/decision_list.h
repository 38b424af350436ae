/* Deciding by a list of rules instead of by weights: exact keys, and rules written by hand.
 *
 * A candidate takes the first rule of the list that holds for it; a rule asks in which passes the
 * pair was met and which levels it has. Candidates of the earliest rule compete: one of them alone
 * is decided as the rule says, several are a question, since nothing tells them apart. Candidates
 * that no rule holds for are none. Threads: pure. */
#ifndef RASOAT_SCORE_DECISION_LIST_H
#define RASOAT_SCORE_DECISION_LIST_H

#include "record/pair.h"

#include <stddef.h>
#include <stdint.h>

struct ras_decision_rule {
    const char *name;
    uint32_t passes;                       /* met in one of these; 0 = wherever */
    uint16_t levels[RAS_COMPARATOR_COUNT]; /* bit per level that will do; 0 = all */
    uint32_t probability;                  /* millionths: that its only candidate is the one */
    uint8_t decision;                      /* RAS_DECISION_MATCH or RAS_DECISION_REVIEW */
};

struct ras_decision_list {
    const struct ras_decision_rule *rules;
    unsigned rule_count;
};

/* The first rule that holds, rule_count if there is none. */
unsigned ras_decision_list_rule(const struct ras_decision_list *list,
                                const struct ras_candidate *candidate);
/* As ras_decide; of equal rules the greater weight is shown first. The margin is in weights, but
 * never below 0. */
void ras_decision_list_decide(const struct ras_decision_list *list,
                              const struct ras_candidate *candidates, size_t count,
                              struct ras_decision *decision);

#endif
