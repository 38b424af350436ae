/* Logarithms and powers of two in integers: the same result on every machine, whatever its libm.
 *
 * Units: 2^-24 bits inside (Q24), millibits (1/1000 bit) outside. Threads: pure. */
#ifndef RASOAT_SCORE_BINARY_LOG_H
#define RASOAT_SCORE_BINARY_LOG_H

#include <stdint.h>

#define RAS_LOG_ONE        (INT32_C(1) << 24) /* one bit in Q24 */
#define RAS_POWER_ONE_BITS 36                 /* ras_power_of_two gives 2^0 as 2^36 */

/* log2(count) in Q24, count >= 1; at most 2^-16 bits too small. */
int32_t ras_log2_count(uint32_t count);
/* log2(value) in Q24, value > 0 and finite, |result| < 128 bits. */
int32_t ras_log2_value(double value);
/* Q24 to millibits, to the nearest, halves up. */
int32_t ras_log2_millibits(int64_t log);

/* 2^(-millibits / 1000) in units of 2^-36; 0 where that is nothing. Relative error below 2^-29. */
uint64_t ras_power_of_two(uint64_t millibits);

#endif
