/* From pairs to persons: which records of one file are one.
 *
 * Records are joined bottom up, the pair of groups that fits best first. Two groups fit as well as
 * the mean weight of all pairs between them says, proposed or not: one false link cannot chain two
 * persons together, since the pairs behind it speak against it; and a poor record is carried by
 * those that fit it. A join below the threshold is not made. Only groups between which some
 * proposed pair reaches the threshold are looked at, and ties go to the smaller records, so the
 * result is the same for any number of threads. */
#ifndef RASOAT_LINKAGE_CLUSTERS_H
#define RASOAT_LINKAGE_CLUSTERS_H

#include "linkage/pair_scores.h"

/* cluster[record] = the smallest record of its group. threshold in millibits. */
enum ras_status ras_clusters_make(const struct ras_candidates *candidates, const int32_t *weights,
                                  const struct ras_pair_scorer *scorer, int32_t threshold,
                                  unsigned thread_count, const atomic_int *stop, uint32_t *cluster,
                                  struct ras_error *error) RAS_MUST_CHECK;

#endif
