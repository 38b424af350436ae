/* How often two random records reach each level of a comparison by words.
 *
 * Random pairs hardly ever share two rare words, so plain sampling tells nothing of the levels that
 * matter. Pairs that share a word are drawn apart: a word by the number of pairs that share it,
 * then two of its records. Such a pair is drawn by each of its k shared words, so it counts 1/k;
 * plain random pairs then stand for those that share none. */
#ifndef RASOAT_LINKAGE_WORD_CHANCES_H
#define RASOAT_LINKAGE_WORD_CHANCES_H

#include "linkage/pair_levels.h"

/* share[level] of all pairs in which both records have words; plain: counts of random pairs by
 * level, those without a common word alone, of plain_present that have words on both sides. */
enum ras_status ras_word_chances(const struct ras_pair_comparer *comparer, unsigned comparison,
                                 const uint64_t *plain, uint64_t plain_present,
                                 unsigned thread_count, const atomic_int *stop, double *share,
                                 struct ras_error *error) RAS_MUST_CHECK;

#endif
