/* Comparing a row with a resident: one level per comparator, best to worst (record/pair.h).
 *
 * Threads: pure. Nothing is allocated. Both sides have their names as syllables with their weaker
 * forms ready, so most levels are comparisons of integers; only a syllable that differs in letters
 * is measured. */
#ifndef RASOAT_COMPARE_COMPARE_H
#define RASOAT_COMPARE_COMPARE_H

#include "rasoat/bytes.h"
#include "record/name.h"
#include "record/pair.h"
#include "record/resident.h"

#include <stddef.h>
#include <stdint.h>

/* All levels of a pair. `row` is the source side, `resident` the reference side. */
void ras_compare(const struct ras_subject *row, const struct ras_subject *resident,
                 struct ras_levels *levels);
/* All but those of the three names, which are left as they are: a caller who meets the same name
 * many times compares it once. */
void ras_compare_fields(const struct ras_subject *row, const struct ras_resident *resident,
                        struct ras_levels *levels);

/* ---- the parts, one file each ---- */
unsigned ras_name_compare(const struct ras_name *row, const struct ras_name *resident,
                          uint64_t row_repairs);
unsigned ras_date_compare(uint32_t row, uint32_t resident);
unsigned ras_personal_id_compare(uint64_t row, uint64_t resident, uint64_t partial_id,
                                 unsigned partial_digits, uint64_t row_repairs);
unsigned ras_old_id_compare(uint32_t row, uint32_t resident);
unsigned ras_parent_name_compare(const struct ras_name *row, const struct ras_name *resident);
unsigned ras_parent_id_compare(uint64_t row, uint64_t resident);
unsigned ras_address_compare(struct ras_address row, struct ras_address resident);

/* Optimal string alignment distance (Levenshtein with transpositions of neighbours, each substring
 * edited once), of folded letters a-z, at most 19 each: bit-parallel.
 * Source: H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances",
 * 2003. Returns the distance, or limit + 1 as soon as it must exceed limit. */
unsigned ras_syllable_distance(const struct ras_syllable *a, const struct ras_syllable *b,
                               unsigned limit);

/* Has a word more than `limit` bits set? For small limits this is cheaper than counting them where
 * the processor is not known to count bits itself. */
static inline int ras_more_bits_than(uint32_t word, unsigned limit)
{
    for (; word != 0 && limit > 0; limit--)
        word &= word - 1;
    return word != 0;
}

/* One digit changed, or two neighbours swapped, in numbers of `digits` digits. */
int ras_digits_slip(uint64_t a, uint64_t b, unsigned digits);
/* `shorter` (digits - 1 digits) comes out of `longer` (digits digits) by leaving one out. */
int ras_digits_lost(uint64_t longer, uint64_t shorter, unsigned digits);

#endif
