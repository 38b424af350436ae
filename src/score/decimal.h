/* Decimal numbers that a double holds exactly enough to come back: digits × 10^exponent.
 *
 * With at most 15 digits and |exponent| <= 22 both factors are exact in a double and one operation
 * rounds correctly (W. D. Clinger, "How to Read Floating Point Numbers Accurately", 1990), so text
 * and value agree on every machine and in every locale. Threads: pure. */
#ifndef RASOAT_SCORE_DECIMAL_H
#define RASOAT_SCORE_DECIMAL_H

#include "base/text.h"
#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stdint.h>

struct ras_decimal {
    uint64_t digits; /* below 10^15 */
    int exponent;    /* of ten, -22 to 22 */
    bool negative;
};

/* A value in [1e-15, 1] by at most 12 significant digits (fewer below 1e-10). */
struct ras_decimal ras_decimal_of(double value);
double ras_decimal_value(struct ras_decimal decimal);
/* value × scale rounded to an integer, halves away from 0; scale is a power of ten up to 10^9.
 * false: more than 9 × 10^17. */
bool ras_decimal_scaled(struct ras_decimal decimal, uint32_t scale, int64_t *scaled);
/* "0.985", "0.00004" or "2e-8": shortest, plain down to 10^-6. */
void ras_decimal_write(struct ras_text *text, struct ras_decimal decimal);
/* A JSON number; false for anything else and where the bounds above do not hold. */
bool ras_decimal_read(struct ras_bytes text, struct ras_decimal *decimal);

#endif
