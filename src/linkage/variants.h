/* Words that stand for each other: Tom and Thomas, learnt from the pairs that are believed anyway.
 *
 * Where a linked pair leaves over one word or two on both sides, these words may be one name. What
 * recurs in several persons, and oftener than the two words would meet by chance, is a variant. The
 * levels are then reached anew and all weights learnt again, so a variant that says little weighs
 * little. */
#ifndef RASOAT_LINKAGE_VARIANTS_H
#define RASOAT_LINKAGE_VARIANTS_H

#include "linkage/decisions.h"

/* Adds to model->variants of the comparison; *found = how many. Believed is what decisions link;
 * pairs of one cluster (or, of two files, of one left record) are one person. */
enum ras_status ras_variants_learn(struct ras_link_model *model,
                                   const struct ras_pair_comparer *comparer, unsigned comparison,
                                   const struct ras_candidates *candidates,
                                   const struct ras_decisions *decisions, size_t *found,
                                   struct ras_error *error) RAS_MUST_CHECK;

#endif
