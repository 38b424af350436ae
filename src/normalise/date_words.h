/* Dates in words, as birth certificates repeat them. */
#ifndef RASOAT_NORMALISE_DATE_WORDS_H
#define RASOAT_NORMALISE_DATE_WORDS_H

#include "rasoat/bytes.h"

#include <stdbool.h>

/* "ngay muoi lam thang ba nam mot nghin chin tram tam muoi lam" (folded, single blanks) -> 15, 3,
 * 1985; parts that are not said are 0. False if the words do not give at least a year. */
bool ras_date_words(struct ras_bytes folded, unsigned *day, unsigned *month, unsigned *year);

#endif
