/* From scored candidates to a decision: match, review or none.
 *
 * A row belongs to one resident or to none. With prior odds coverage/N for each of N residents,
 *   P(candidate i) = 2^w_i · c/N / ( (1 - c) + Σ_j 2^w_j · c/N ).
 * match:  P(best) ≥ match_probability and its margin over the second ≥ match_margin bits;
 * none:   all candidates together are less likely than review_probability;
 * review: between, and every tie - never broken by file order.
 * The order shown is weight down, then resident row up, so it does not depend on arrival.
 * Threads: pure. */
#ifndef RASOAT_SCORE_DECIDE_H
#define RASOAT_SCORE_DECIDE_H

#include "record/pair.h"
#include "score/model.h"

#include <stddef.h>
#include <stdint.h>

/* candidates: count of them, distinct residents, weight and levels filled; they are left as they
 * are. Any count is fine; only the best RAS_CANDIDATES_SHOWN are kept, with their probability.
 * Odds are summed in integers, so that the order of arrival changes nothing. */
void ras_decide(const struct ras_model *model, const struct ras_candidate *candidates, size_t count,
                uint32_t resident_count, struct ras_decision *decision);

/* What it weighs that nobody is the one, in millibits: log2(N × (1 - c) / c). */
int32_t ras_decide_absence(const struct ras_model *model, uint32_t resident_count);

#endif
