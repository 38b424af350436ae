/* Decimal numbers to and from text without libc's locale. */
#include "score/decimal.h"

#include <assert.h>

#define EXPONENT_MAX     22
#define DIGITS_LIMIT     UINT64_C(1000000000000000) /* 15 digits are exact in a double */
#define DIGITS_WRITTEN   12
#define PLAIN_PLACES_MAX 18 /* more decimals than this are written with an exponent */
#define PLAIN_LEAST      6

static const double powers_of_ten[EXPONENT_MAX + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* No zero at the end of the digits. */
static struct ras_decimal shortened(struct ras_decimal decimal)
{
    if (decimal.digits == 0)
        decimal.exponent = 0;
    while (decimal.digits != 0 && decimal.digits % 10 == 0) {
        decimal.digits /= 10;
        decimal.exponent++;
    }
    return decimal;
}

struct ras_decimal ras_decimal_of(double value)
{
    assert(value >= 1e-15 && value <= 1);
    int places = DIGITS_WRITTEN; /* after the point */
    while (places < EXPONENT_MAX && value * powers_of_ten[places] < powers_of_ten[11])
        places++;
    const uint64_t digits = (uint64_t)(value * powers_of_ten[places] + 0.5);
    return shortened((struct ras_decimal){digits, -places, false});
}

double ras_decimal_value(struct ras_decimal decimal)
{
    assert(decimal.digits < DIGITS_LIMIT);
    assert(decimal.exponent >= -EXPONENT_MAX && decimal.exponent <= EXPONENT_MAX);
    const double digits = (double)decimal.digits;
    const double value = decimal.exponent < 0 ? digits / powers_of_ten[-decimal.exponent]
                                              : digits * powers_of_ten[decimal.exponent];
    return decimal.negative ? -value : value;
}

bool ras_decimal_scaled(struct ras_decimal decimal, uint32_t scale, int64_t *scaled)
{
    assert(decimal.digits < DIGITS_LIMIT);
    int exponent = decimal.exponent;
    for (; scale >= 10; scale /= 10)
        exponent++;
    uint64_t value = decimal.digits;
    for (; exponent > 0 && value != 0; exponent--) {
        if (value > UINT64_C(90000000000000000))
            return false;
        value *= 10;
    }
    for (; exponent < -1 && value != 0; exponent++)
        value /= 10; /* digits below the last one that rounds */
    if (exponent == -1)
        value = (value + 5) / 10;
    *scaled = decimal.negative ? -(int64_t)value : (int64_t)value;
    return true;
}

static unsigned digit_count(uint64_t digits)
{
    unsigned count = 1;
    for (; digits >= 10; digits /= 10)
        count++;
    return count;
}

void ras_decimal_write(struct ras_text *text, struct ras_decimal decimal)
{
    const struct ras_decimal shortest = shortened(decimal);
    const int leading = (int)digit_count(shortest.digits) - 1 + shortest.exponent;
    if (shortest.negative)
        ras_text_char(text, '-');
    if (leading >= -PLAIN_LEAST && shortest.exponent <= 0 &&
        -shortest.exponent <= PLAIN_PLACES_MAX) {
        ras_text_fixed(text, (int64_t)shortest.digits, (unsigned)-shortest.exponent);
        return;
    }
    const unsigned decimals = digit_count(shortest.digits) - 1;
    ras_text_fixed(text, (int64_t)shortest.digits, decimals);
    ras_text_char(text, 'e');
    ras_text_signed(text, leading);
}

/* Digits from *at on; places after the point are counted in *exponent. false: none, or too many. */
static bool digits_read(struct ras_bytes text, size_t *at, struct ras_decimal *decimal,
                        bool after_point)
{
    const size_t start = *at;
    for (; *at < text.length && text.data[*at] >= '0' && text.data[*at] <= '9'; ++*at) {
        decimal->digits = decimal->digits * 10 + (uint64_t)(text.data[*at] - '0');
        decimal->exponent -= after_point;
        if (decimal->digits >= DIGITS_LIMIT || *at - start > 2 * EXPONENT_MAX)
            return false;
    }
    return *at > start;
}

static bool exponent_read(struct ras_bytes text, size_t *at, struct ras_decimal *decimal)
{
    bool negative = false;
    if (*at < text.length && (text.data[*at] == '+' || text.data[*at] == '-'))
        negative = text.data[(*at)++] == '-';
    struct ras_decimal power = {0, 0, false};
    if (!digits_read(text, at, &power, false) || power.digits > 99)
        return false;
    decimal->exponent += negative ? -(int)power.digits : (int)power.digits;
    return true;
}

bool ras_decimal_read(struct ras_bytes text, struct ras_decimal *decimal)
{
    struct ras_decimal found = {0, 0, false};
    size_t at = 0;
    if (at < text.length && text.data[at] == '-') {
        found.negative = true;
        at++;
    }
    const size_t start = at;
    if (!digits_read(text, &at, &found, false) || (at - start > 1 && text.data[start] == '0'))
        return false;
    if (at < text.length && text.data[at] == '.') {
        at++;
        if (!digits_read(text, &at, &found, true))
            return false;
    }
    if (at < text.length && (text.data[at] == 'e' || text.data[at] == 'E')) {
        at++;
        if (!exponent_read(text, &at, &found))
            return false;
    }
    found = shortened(found);
    if (at != text.length || found.exponent < -EXPONENT_MAX || found.exponent > EXPONENT_MAX)
        return false;
    *decimal = found;
    return true;
}
