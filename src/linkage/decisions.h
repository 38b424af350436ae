/* What becomes of each candidate pair.
 *
 * Two files: link = chosen one to one, or the best of each record of one side (one_partner.h), or
 * every pair above the threshold, where neither is asked for; review = a tie, or between the
 * thresholds where no record that may have one partner only has found it.
 * One file: link = both records in one cluster; review = above the review threshold all the same.
 */
#ifndef RASOAT_LINKAGE_DECISIONS_H
#define RASOAT_LINKAGE_DECISIONS_H

#include "linkage/pair_scores.h"

enum ras_pair_decision { RAS_PAIR_NONE, RAS_PAIR_REVIEW, RAS_PAIR_LINK };
const char *ras_pair_decision_name(enum ras_pair_decision decision); /* "link" */

struct ras_decisions {
    uint8_t *pairs;    /* enum ras_pair_decision, by candidate */
    uint32_t *cluster; /* by record: the smallest record of its cluster; NULL for two files */
};

/* fini must follow in any case. */
enum ras_status ras_decisions_make(struct ras_decisions *decisions,
                                   const struct ras_candidates *candidates, const int32_t *weights,
                                   const struct ras_pair_scorer *scorer, unsigned thread_count,
                                   const atomic_int *stop, struct ras_error *error) RAS_MUST_CHECK;
void ras_decisions_fini(struct ras_decisions *decisions);

#endif
