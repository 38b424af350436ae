/* Sorting of 64-bit keys in linear time: what groups rows by a hash or a number. */
#ifndef RASOAT_BASE_SORT_H
#define RASOAT_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

/* keys into rising order of their bits from first_bit on, stable: keys that agree there keep their
 * order, so rows already in order need no pass over their numbers below first_bit. scratch has room
 * for count keys too and does not overlap keys.
 * Least significant digit radix sort, 11 bits a pass; passes in which all keys agree are skipped.
 */
void ras_sort_keys(uint64_t *keys, uint64_t *scratch, size_t count, unsigned first_bit);

#endif
