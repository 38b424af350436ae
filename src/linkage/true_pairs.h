/* Pairs of records that are known to be one person, and what they tell of a linkage.
 *
 * Where truth is known it is taken to be whole: a pair that it does not name is of two persons.
 * Each true pair is compared, proposed by a pass or not, so m holds what passes miss. */
#ifndef RASOAT_LINKAGE_TRUE_PAIRS_H
#define RASOAT_LINKAGE_TRUE_PAIRS_H

#include "linkage/learning.h"

struct ras_true_pair {
    uint32_t a; /* records, a < b */
    uint32_t b;
};

/* Prior and m counted, u as ras_link_learn leaves it: the chances less those of true pairs. The
 * levels hold one pair spread over them, so that none is impossible. */
enum ras_status ras_link_count(struct ras_link_model *model,
                               const struct ras_pair_comparer *comparer,
                               const struct ras_true_pair *pairs, size_t count,
                               const struct ras_chances *chances,
                               struct ras_error *error) RAS_MUST_CHECK;

#endif
