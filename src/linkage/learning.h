/* Learning m, u and the prior from the candidate pairs alone, without labels.
 *
 * The space is all pairs of records, not the candidates: pairs that no pass proposed count as two
 * persons. So the prior means what it says, u comes from random pairs, and only m is a matter of
 * belief: expectation maximisation over the counted patterns (A. Dempster, N. Laird, D. Rubin,
 * 1977; W. Winkler, 1988). A comparison learns from the pairs in which it is free (candidates.h).
 * Random pairs hold a few pairs of one person: u is what is left of a level when those are taken
 * off. */
#ifndef RASOAT_LINKAGE_LEARNING_H
#define RASOAT_LINKAGE_LEARNING_H

#include "linkage/candidates.h"
#include "linkage/link_model.h"

/* What random pairs reach: shares of the pairs in which neither value is missing. */
struct ras_chances {
    double share[RAS_LINK_COMPARISONS_MAX][RAS_LINK_LEVELS_MAX];
};

/* Pairs of one person, expected or known: all of them, and by level those that tell of it. */
struct ras_level_sums {
    double matches;
    double levels[RAS_LINK_COMPARISONS_MAX][RAS_LINK_LEVELS_MAX];
};

/* From random pairs, and where equality is a level from the frequencies of the values. */
enum ras_status ras_chances_find(struct ras_chances *chances,
                                 const struct ras_pair_comparer *comparer, unsigned thread_count,
                                 const atomic_int *stop, struct ras_error *error) RAS_MUST_CHECK;

/* Prior, m and u from nothing, what variants there are staying; converged tells truly whether the
 * last round changed nothing that matters. */
enum ras_status ras_link_learn(struct ras_link_model *model, const struct ras_link_schema *schema,
                               const struct ras_candidates *candidates,
                               const struct ras_chances *chances, uint64_t record_count,
                               uint64_t pair_count, struct ras_error *error) RAS_MUST_CHECK;
/* The same where the sums are known and nothing is to be guessed: one step. */
void ras_link_learn_sums(struct ras_link_model *model, const struct ras_link_schema *schema,
                         const struct ras_level_sums *sums, const struct ras_chances *chances,
                         uint64_t pair_count);

#endif
