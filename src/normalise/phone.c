/* Telephone numbers to the digits after the leading 0. */
#include "base/digits.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"

#define DIGITS_MAX 15

/* The prefixes of mobile numbers with eleven digits and what became of them in September 2018: the
 * last three digits of the old prefix (0162 -> 162) to the new two (032 -> 32). */
static unsigned new_prefix(unsigned old)
{
    static const struct {
        uint8_t old; /* after the 1 */
        uint8_t now;
    } prefixes[] = {{20, 70}, {21, 79}, {22, 77}, {23, 83}, {24, 84}, {25, 85}, {26, 76},
                    {27, 81}, {28, 78}, {29, 82}, {62, 32}, {63, 33}, {64, 34}, {65, 35},
                    {66, 36}, {67, 37}, {68, 38}, {69, 39}, {86, 56}, {88, 58}, {99, 59}};
    for (unsigned i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (prefixes[i].old + 100u == old)
            return prefixes[i].now;
    return 0;
}

/* The digits of the first number of a cell ("0912 345 678; 0987..."); their count, 0 = no number.
 */
static unsigned read_digits(struct ras_bytes written, uint64_t *value, bool *plus)
{
    unsigned count = 0;
    *plus = false;
    if (written.length >= 8 && written.length <= DIGITS_MAX &&
        ras_digits_read(written.data, (unsigned)written.length, value))
        return (unsigned)written.length;
    *value = 0;
    for (size_t at = 0; at < written.length;) {
        unsigned size;
        const uint32_t point = ras_sign_read(written.data + at, written.length - at, &size);
        at += size;
        if (point - '0' < 10) {
            if (count == DIGITS_MAX)
                return 0;
            *value = *value * 10 + (point - '0');
            count++;
        } else if (point == '+' && count == 0) {
            *plus = true;
        } else if (point == RAS_CODE_POINT_NONE || ras_sign_kind(point) == RAS_SIGN_LETTER) {
            return 0;
        } else if (ras_sign_kind(point) == RAS_SIGN_COMMA && count >= 9) {
            break;
        }
    }
    return count;
}

static bool all_same(uint64_t value, unsigned digits)
{
    for (unsigned i = 1; i < digits; i++)
        if (value / 10 % 10 != value % 10)
            return false;
        else
            value /= 10;
    return true;
}

/* Remove the country's 84 (after +, 00 or alone). Returns the digits that stay. */
static unsigned drop_country(uint64_t *value, unsigned digits, bool plus, bool *dropped)
{
    static const uint64_t power[] = {1,
                                     10,
                                     100,
                                     1000,
                                     10000,
                                     100000,
                                     1000000,
                                     10000000,
                                     100000000,
                                     1000000000,
                                     UINT64_C(10000000000),
                                     UINT64_C(100000000000),
                                     UINT64_C(1000000000000)};
    /* Leading zeros are counted in digits but not in the value: 0084... has the value 84... */
    for (unsigned rest = 9; rest <= 11; rest++) {
        const bool long_enough = digits >= rest + 2 && *value / power[rest] == 84;
        const bool whole = plus || digits == rest + 2 || digits == rest + 4;
        if (long_enough && whole) {
            *value %= power[rest];
            *dropped = true;
            return rest;
        }
    }
    return digits;
}

uint64_t ras_phone_parse(struct ras_bytes written, uint64_t *repairs)
{
    uint64_t value;
    bool plus, changed = false;
    unsigned digits = read_digits(written, &value, &plus);
    if (digits < 9)
        return 0;
    if (digits >= 11)
        digits = drop_country(&value, digits, plus, &changed);
    if (value >= UINT64_C(1200000000) && value < UINT64_C(2000000000)) {
        const unsigned now = new_prefix((unsigned)(value / 10000000));
        if (now == 0)
            return 0;
        value = now * UINT64_C(10000000) + value % 10000000;
        changed = true;
    }
    /* Mobile: nine digits from 3, 5, 7, 8, 9; fixed line: nine or ten from 2. */
    const uint64_t lead = value >= UINT64_C(1000000000) ? value / 1000000000 : value / 100000000;
    const bool mobile = value < UINT64_C(1000000000) && (lead == 3 || lead == 5 || lead >= 7);
    const bool fixed = value < UINT64_C(10000000000) && lead == 2;
    if ((!mobile && !fixed) || digits > 11 || all_same(value, value >= 1000000000 ? 10 : 9))
        return 0;
    if (changed)
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_PHONE_PREFIX);
    return value;
}
