/* Which pairs of two files hold when each record of one of them has one partner at most, and those
 * of the other as many as come: a person and its doses.
 *
 * No record stands in another's way, so the best pair of each record is the best choice of all. One
 * that is better than the next, or than none, by no more than `margin` is a tie: a person should
 * look at it and at all that come as near. */
#ifndef RASOAT_LINKAGE_ONE_PARTNER_H
#define RASOAT_LINKAGE_ONE_PARTNER_H

#include "linkage/candidates.h"
#include "linkage/decisions.h"

/* Decisions, by candidate, of the pairs that reach the threshold; the others are left as they are.
 * of_right: it is the right records that have one partner. */
enum ras_status ras_one_partner(const struct ras_candidates *candidates, const int32_t *weights,
                                uint32_t record_count, bool of_right, int32_t threshold,
                                int32_t margin, uint8_t *decisions,
                                struct ras_error *error) RAS_MUST_CHECK;

#endif
