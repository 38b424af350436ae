/* Comparing identity numbers: equal, one slip of the finger, a digit lost, or only the same
 * structure.
 *
 * Two unrelated numbers are the usual case, so the slip test first asks a question that costs two
 * instructions: one changed digit makes a difference of c × 10^k, two swapped neighbours one of
 * 9c × 10^k, with c from 1 to 9. Such a difference ends in k binary zeros as well, which a random
 * one does only with probability 2^-k. What passes is divided, and at last looked at digit by
 * digit, since 1999 and 2000 differ by one but in every digit. */
#include "compare/compare.h"
#include "record/person.h"

#include <assert.h>
#include <stdbool.h>

#define DIGITS_MAX          19
#define PERSONAL_ID_DIGITS  12
#define OLD_ID_DIGITS       9
#define STRUCTURE_REMAINDER UINT64_C(1000000) /* province, sex and century, year | serial */

/* By the significant bits of a difference: the least k with 81 × 10^k >= 2^(bits - 1). */
static const uint8_t least_tens[65] = {
    0,  0,  0,  0,  0,  0,  0,  0,  1,  1,  1,  2,  2,  2,  3,  3,  3,  3,  4,  4,  4,  5,
    5,  5,  6,  6,  6,  6,  7,  7,  7,  8,  8,  8,  9,  9,  9,  9,  10, 10, 10, 11, 11, 11,
    12, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15, 15, 16, 16, 16, 17, 17, 17, 18};

/* Bit q: q is c × 10^j or 9c × 10^j. */
static const uint64_t slip_quotients[3] = {UINT64_C(0x90442110481407fe), UINT64_C(0x1004030140),
                                           UINT64_C(0x0)};

static bool may_be_slip(uint64_t difference)
{
    const unsigned tens = least_tens[64 - (unsigned)__builtin_clzll(difference)];
    if ((unsigned)__builtin_ctzll(difference) < tens)
        return false;
    uint64_t quotient = difference; /* by 10^tens: at most twice 81 */
    if (tens > 0) {
        uint64_t power = 1;
        for (unsigned i = 0; i < tens; i++)
            power *= 10;
        quotient = difference / power;
        if (quotient * power != difference)
            return false;
    }
    return (slip_quotients[quotient / 64] >> quotient % 64 & 1) != 0;
}

int ras_digits_slip(uint64_t a, uint64_t b, unsigned digits)
{
    assert(digits <= DIGITS_MAX);
    if (a == b || !may_be_slip(a > b ? a - b : b - a))
        return 0;
    unsigned changed = 0;
    unsigned swapped = 0;
    unsigned a_before = 0; /* the differing digits one place to the right */
    unsigned b_before = 0;
    bool before_differs = false;
    for (unsigned i = 0; i < digits; i++) {
        const unsigned a_digit = (unsigned)(a % 10);
        const unsigned b_digit = (unsigned)(b % 10);
        a /= 10;
        b /= 10;
        const bool differs = a_digit != b_digit;
        changed += differs;
        swapped += differs && before_differs && a_digit == b_before && b_digit == a_before;
        a_before = a_digit;
        b_before = b_digit;
        before_differs = differs;
    }
    return a == b && (changed == 1 || (changed == 2 && swapped == 1));
}

int ras_digits_lost(uint64_t longer, uint64_t shorter, unsigned digits)
{
    assert(digits >= 1 && digits <= DIGITS_MAX);
    uint64_t place = 1; /* of the digit left out */
    for (unsigned i = 0; i < digits; i++) {
        const uint64_t left = longer / place / 10;
        if (left * place + longer % place == shorter)
            return 1;
        place *= 10;
    }
    return 0;
}

static unsigned partial_compare(uint64_t resident, uint64_t partial, unsigned digits)
{
    if (digits == PERSONAL_ID_DIGITS - 2) {
        /* ten digits are a number cut off at its end, or no identity number at all (phones) */
        return resident / 100 == partial ? RAS_LEVEL_PERSONAL_ID_LOST_DIGIT : RAS_LEVEL_MISSING;
    }
    if (digits == PERSONAL_ID_DIGITS - 1)
        return ras_digits_lost(resident, partial, PERSONAL_ID_DIGITS)
                   ? RAS_LEVEL_PERSONAL_ID_LOST_DIGIT
                   : RAS_LEVEL_PERSONAL_ID_OTHER;
    if (digits == PERSONAL_ID_DIGITS + 1)
        return ras_digits_lost(partial, resident, PERSONAL_ID_DIGITS + 1)
                   ? RAS_LEVEL_PERSONAL_ID_LOST_DIGIT
                   : RAS_LEVEL_PERSONAL_ID_OTHER;
    return RAS_LEVEL_MISSING;
}

unsigned ras_personal_id_compare(uint64_t row, uint64_t resident, uint64_t partial_id,
                                 unsigned partial_digits, uint64_t row_repairs)
{
    if (resident == 0)
        return RAS_LEVEL_MISSING;
    if (row == 0)
        return partial_id == 0 ? RAS_LEVEL_MISSING
                               : partial_compare(resident, partial_id, partial_digits);
    if (row == resident)
        return row_repairs & RAS_REPAIR_BIT(RAS_REPAIR_ID_LOST_ZERO)
                   ? RAS_LEVEL_PERSONAL_ID_REPAIRED
                   : RAS_LEVEL_PERSONAL_ID_EQUAL;
    if (ras_digits_slip(row, resident, PERSONAL_ID_DIGITS))
        return RAS_LEVEL_PERSONAL_ID_SLIP;
    if (row / STRUCTURE_REMAINDER == resident / STRUCTURE_REMAINDER)
        return RAS_LEVEL_PERSONAL_ID_STRUCTURE;
    return RAS_LEVEL_PERSONAL_ID_OTHER;
}

unsigned ras_old_id_compare(uint32_t row, uint32_t resident)
{
    if (row == 0 || resident == 0)
        return RAS_LEVEL_MISSING;
    if (row == resident)
        return RAS_LEVEL_OLD_ID_EQUAL;
    return ras_digits_slip(row, resident, OLD_ID_DIGITS) ? RAS_LEVEL_OLD_ID_SLIP
                                                         : RAS_LEVEL_OLD_ID_OTHER;
}
