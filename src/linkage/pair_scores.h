/* What a pair weighs: the prior, the level of each comparison, and how rare the very value is on
 * which it agrees. Weights are whole millibits, so that sums are the same in any order. */
#ifndef RASOAT_LINKAGE_PAIR_SCORES_H
#define RASOAT_LINKAGE_PAIR_SCORES_H

#include "linkage/candidates.h"
#include "linkage/link_model.h"

struct ras_pair_scorer {
    const struct ras_pair_comparer *comparer;
    const struct ras_link_model *model;
    int32_t prior;
    int32_t weights[RAS_LINK_COMPARISONS_MAX][RAS_LINK_LEVELS_MAX];
    /* weight of agreeing on this value, per value number; NULL where frequency is not asked for */
    int32_t *equal[RAS_LINK_COMPARISONS_MAX];
};

enum ras_status ras_pair_scorer_init(struct ras_pair_scorer *scorer,
                                     const struct ras_pair_comparer *comparer,
                                     const struct ras_link_model *model,
                                     struct ras_error *error) RAS_MUST_CHECK;
void ras_pair_scorer_fini(struct ras_pair_scorer *scorer);

/* The weight with the prior, in millibits; levels as compared. */
int32_t ras_pair_weight(const struct ras_pair_scorer *scorer, uint32_t a, uint32_t b,
                        const uint8_t *levels);
/* The same, compared afresh. */
int32_t ras_pair_score(const struct ras_pair_scorer *scorer, struct ras_pair_scratch *scratch,
                       uint32_t a, uint32_t b);
/* The weight of every candidate: weights has room for all. */
enum ras_status ras_candidates_score(const struct ras_candidates *candidates,
                                     const struct ras_pair_scorer *scorer, unsigned thread_count,
                                     const atomic_int *stop, int32_t *weights,
                                     struct ras_error *error) RAS_MUST_CHECK;

#endif
