/* The two numbers a person is known by, as cells hold them.
 *
 *   036085012345   PPP province or country, G sex and century, YY year of birth, six random digits
 *   271450001      nine digits of the old identity card, no structure to check
 *
 * Source: decree 137/2015 art. 13, circular 59/2021 annex I. There is no check digit. */
#include "base/bytes.h"
#include "base/digits.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"

#include <assert.h>
#include <string.h>

#define RUNS_MAX    2  /* "036085012345 / 271450001" holds both numbers */
#define DIGITS_MAX  18 /* a longer run is malformed whatever it says */
#define LETTERS_MAX 24

/* One number of a cell: its digits, and the letters that stand among them. */
struct run {
    uint64_t value;
    unsigned digits;
    unsigned letters;
    char sign[LETTERS_MAX]; /* letters (upper case) and digits in order, cut */
    unsigned signs;
};

struct cell {
    unsigned run_count;
    struct run run[RUNS_MAX];
};

/* Bit n set: the old province code n is in use (list of 63, circular 59/2021). */
static bool province_exists(unsigned code)
{
    static const uint64_t low = /* 1 2 4 6 8 10 11 12 14 15 17 19 20 22 24 25 26 27 30 31 33..38 */
        UINT64_C(1) << 1 | UINT64_C(1) << 2 | UINT64_C(1) << 4 | UINT64_C(1) << 6 |
        UINT64_C(1) << 8 | UINT64_C(1) << 10 | UINT64_C(1) << 11 | UINT64_C(1) << 12 |
        UINT64_C(1) << 14 | UINT64_C(1) << 15 | UINT64_C(1) << 17 | UINT64_C(1) << 19 |
        UINT64_C(1) << 20 | UINT64_C(1) << 22 | UINT64_C(1) << 24 | UINT64_C(1) << 25 |
        UINT64_C(1) << 26 | UINT64_C(1) << 27 | UINT64_C(1) << 30 | UINT64_C(1) << 31 |
        UINT64_C(1) << 33 | UINT64_C(1) << 34 | UINT64_C(1) << 35 | UINT64_C(1) << 36 |
        UINT64_C(1) << 37 | UINT64_C(1) << 38 | UINT64_C(1) << 40 | UINT64_C(1) << 42 |
        UINT64_C(1) << 44 | UINT64_C(1) << 45 | UINT64_C(1) << 46 | UINT64_C(1) << 48 |
        UINT64_C(1) << 49 | UINT64_C(1) << 51 | UINT64_C(1) << 52 | UINT64_C(1) << 54 |
        UINT64_C(1) << 56 | UINT64_C(1) << 58 | UINT64_C(1) << 60 | UINT64_C(1) << 62;
    static const uint64_t high = /* 64 66 67 68 70 72 74 75 77 79 80 82 83 84 86 87 89 91..96 */
        UINT64_C(1) << 0 | UINT64_C(1) << 2 | UINT64_C(1) << 3 | UINT64_C(1) << 4 |
        UINT64_C(1) << 6 | UINT64_C(1) << 8 | UINT64_C(1) << 10 | UINT64_C(1) << 11 |
        UINT64_C(1) << 13 | UINT64_C(1) << 15 | UINT64_C(1) << 16 | UINT64_C(1) << 18 |
        UINT64_C(1) << 19 | UINT64_C(1) << 20 | UINT64_C(1) << 22 | UINT64_C(1) << 23 |
        UINT64_C(1) << 25 | UINT64_C(1) << 27 | UINT64_C(1) << 28 | UINT64_C(1) << 29 |
        UINT64_C(1) << 30 | UINT64_C(1) << 31 | UINT64_C(1) << 32;
    return code < 64 ? (low >> code & 1) != 0 : code < 128 && (high >> (code - 64) & 1) != 0;
}

bool ras_number_structure_holds(uint64_t personal_id)
{
    if (personal_id >= UINT64_C(1000000000000))
        return false;
    const unsigned place = (unsigned)(personal_id / 1000000000);
    const unsigned century = (unsigned)(personal_id / 100000000 % 10);
    /* From 100 on: born abroad. Digits above 3 are of births after 2099. */
    return (place >= 100 || province_exists(place)) && century <= 3;
}

void ras_number_claims(uint64_t personal_id, uint8_t *sex, uint16_t *birth_year)
{
    const unsigned digit = (unsigned)(personal_id / 100000000 % 10);
    const unsigned year = (unsigned)(personal_id / 1000000 % 100);
    *sex = digit % 2 == 0 ? RAS_SEX_MALE : RAS_SEX_FEMALE;
    *birth_year = digit > 3 ? 0 : (uint16_t)(1900 + digit / 2 * 100 + year);
}

/* ---- the cell as runs ---- */

static void add_digit(struct run *run, unsigned digit)
{
    if (run->digits < DIGITS_MAX)
        run->value = run->value * 10 + digit;
    run->digits++;
    if (run->signs < LETTERS_MAX)
        run->sign[run->signs++] = (char)('0' + digit);
}

static void add_letter(struct run *run, uint32_t code_point)
{
    run->letters++;
    if (run->signs < LETTERS_MAX)
        run->sign[run->signs++] = code_point < 0x80 ? (char)(code_point & ~UINT32_C(0x20)) : '?';
}

/* A run is over and may be the label of the next one: CMND, CCCD, Số. */
static bool is_label(const struct run *run)
{
    static const char *const labels[] = {"CMND", "CCCD", "CMT",    "CMTND", "SO",
                                         "S?",   "CC",   "SOCMND", "SOCCCD"};
    if (run->digits != 0)
        return false;
    for (unsigned i = 0; i < sizeof labels / sizeof labels[0]; i++)
        if (strlen(labels[i]) == run->signs && memcmp(labels[i], run->sign, run->signs) == 0)
            return true;
    return false;
}

/* 3.60E+10, 3,6E10: one digit, a fraction, an exponent. */
static bool is_exponent(struct ras_bytes text)
{
    size_t at = 0, mantissa = 0;
    while (at < text.length && text.data[at] >= '0' && text.data[at] <= '9')
        at++;
    if (at != 1)
        return false;
    if (at < text.length && (text.data[at] == '.' || text.data[at] == ','))
        at++;
    while (at < text.length && text.data[at] >= '0' && text.data[at] <= '9') {
        at++;
        mantissa++;
    }
    if (at == text.length || (text.data[at] | 0x20) != 'e')
        return false;
    at++;
    const bool sign = at < text.length && (text.data[at] == '+' || text.data[at] == '-');
    at += sign;
    const size_t digits = text.length - at;
    if (digits == 0 || digits > 3 || (!sign && mantissa > 5))
        return false;
    for (; at < text.length; at++)
        if (text.data[at] < '0' || text.data[at] > '9')
            return false;
    return true;
}

/* A whole number that a spreadsheet wrote with its decimals: 36085012345.0 */
static struct ras_bytes without_fraction(struct ras_bytes text)
{
    size_t length = text.length;
    while (length > 0 && text.data[length - 1] == '0')
        length--;
    if (length == text.length || length < 9 || text.data[length - 1] != '.' ||
        text.length - length > 2)
        return text;
    for (size_t i = 0; i + 1 < length; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return text;
    return (struct ras_bytes){text.data, length - 1};
}

static void read_sign(struct cell *cell, uint32_t written, uint64_t *repairs)
{
    struct run *const run = &cell->run[cell->run_count - 1];
    const uint32_t point = written == RAS_CODE_POINT_NONE ? '?' : ras_sign_plain(written);
    const enum ras_sign_kind kind = ras_sign_kind(point);
    if (kind == RAS_SIGN_DIGIT) {
        if (point != written)
            *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_WIDE_DIGITS);
        add_digit(run, point - '0');
    } else if (kind == RAS_SIGN_LETTER) {
        add_letter(run, point);
    } else if (kind == RAS_SIGN_APOSTROPHE) {
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_APOSTROPHE);
    } else if (kind == RAS_SIGN_COMMA && run->digits >= 8 && cell->run_count < RUNS_MAX) {
        cell->run[cell->run_count++] = (struct run){0};
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_SEPARATORS);
    } else {
        if (is_label(run))
            *run = (struct run){0};
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_SEPARATORS);
    }
}

static void read_cell(struct ras_bytes written, struct cell *cell, uint64_t *repairs)
{
    cell->run_count = 1;
    cell->run[0] = (struct run){0};
    cell->run[1] = (struct run){0};
    for (size_t at = 0; at < written.length;) {
        unsigned size;
        const uint32_t code_point = ras_utf8_decode(written.data + at, written.length - at, &size);
        read_sign(cell, code_point, repairs);
        at += size;
    }
    if (cell->run_count == 2 && cell->run[1].signs == 0)
        cell->run_count = 1;
}

/* ---- one run to a number ---- */

static bool is_placeholder(uint64_t value, unsigned digits)
{
    const uint64_t last = value % 10;
    uint64_t repeated = value + 1;
    if (digits < 2 || value / 10 % 10 == last) { /* one number in ten is looked at whole */
        repeated = 0;
        for (unsigned i = 0; i < digits; i++)
            repeated = repeated * 10 + last;
    }
    if (repeated == value)
        return true;
    if (digits == 12)
        return value == UINT64_C(123456789012) || value == UINT64_C(12345678901) ||
               value % 1000000 == 0 || value % 1000000 == 123456;
    return value == 123456789 || value == 987654321 || value == 12345678;
}

/* O for 0, I and l for 1, where that makes a number that obeys the structure. */
static bool without_letters(const struct run *run, uint64_t *value)
{
    if (run->signs != 12 || run->digits + run->letters != 12)
        return false;
    *value = 0;
    for (unsigned i = 0; i < 12; i++) {
        const char c = run->sign[i];
        const unsigned digit = c >= '0' && c <= '9'     ? (unsigned)(c - '0')
                               : c == 'O'               ? 0
                               : (c == 'I' || c == 'L') ? 1
                                                        : 10;
        if (digit == 10)
            return false;
        *value = *value * 10 + digit;
    }
    return ras_number_structure_holds(*value);
}

static enum ras_number_state take_twelve(struct ras_number *number, uint64_t value,
                                         uint64_t *repairs)
{
    if (is_placeholder(value, 12)) {
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_PLACEHOLDER);
        return RAS_NUMBER_NONE;
    }
    if (!ras_number_structure_holds(value))
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_STRUCTURE);
    number->personal_id = value;
    return RAS_NUMBER_TWELVE;
}

static enum ras_number_state take_nine(struct ras_number *number, uint64_t value, bool lost_zero,
                                       uint64_t *repairs)
{
    if (is_placeholder(value, 9)) {
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_PLACEHOLDER);
        return RAS_NUMBER_NONE;
    }
    if (lost_zero)
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_OLD_ID_LOST_ZERO);
    number->old_id = (uint32_t)value;
    return RAS_NUMBER_NINE;
}

/* A zero can only have been lost where none is in front now. */
static bool starts_with_zero(const struct run *run)
{
    return run->signs > 0 && run->sign[0] == '0';
}

/* 10, 11 or 13 digits: kept beside, for comparing. */
static enum ras_number_state take_partial(struct ras_number *number, const struct run *run)
{
    if (run->digits == 10 || run->digits == 11 || run->digits == 13) {
        number->partial_id = run->value;
        number->partial_digits = (uint8_t)run->digits;
    }
    return RAS_NUMBER_MALFORMED;
}

static enum ras_number_state take_run(struct ras_number *number, const struct run *run,
                                      uint64_t *repairs)
{
    uint64_t value;
    if (run->letters > 0) {
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_LETTERS);
        return without_letters(run, &value) ? take_twelve(number, value, repairs)
                                            : RAS_NUMBER_MALFORMED;
    }
    const bool zeros = run->value == 0;
    switch (run->digits) {
    case 0: return RAS_NUMBER_NONE;
    case 12: return take_twelve(number, run->value, repairs);
    case 11:
    case 10:
        if (starts_with_zero(run) || !ras_number_structure_holds(run->value) ||
            is_placeholder(run->value, 12))
            break;
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_LOST_ZERO);
        return take_twelve(number, run->value, repairs);
    case 9: return take_nine(number, run->value, false, repairs);
    case 8:
        if (starts_with_zero(run) && !zeros)
            break;
        return take_nine(number, run->value, true, repairs);
    default: break;
    }
    if (zeros || is_placeholder(run->value, run->digits < DIGITS_MAX ? run->digits : DIGITS_MAX)) {
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_PLACEHOLDER);
        return RAS_NUMBER_NONE;
    }
    return take_partial(number, run);
}

/* Twelve or nine bare digits: nearly every cell. */
static bool read_bare(struct ras_bytes text, uint64_t *value)
{
    return (text.length == 12 || text.length == 9) &&
           ras_digits_read(text.data, (unsigned)text.length, value);
}

void ras_number_parse(struct ras_bytes written, struct ras_number *number, uint64_t *repairs)
{
    uint64_t value;
    struct cell cell;
    *number = (struct ras_number){0};
    while (written.length > 0 && *written.data == ' ') {
        written.data++;
        written.length--;
    }
    while (written.length > 0 && written.data[written.length - 1] == ' ')
        written.length--;
    if (read_bare(written, &value)) {
        number->state = (uint8_t)(written.length == 12 ? take_twelve(number, value, repairs)
                                                       : take_nine(number, value, false, repairs));
        return;
    }
    if (is_exponent(written)) {
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_SCIENTIFIC);
        number->state = RAS_NUMBER_MALFORMED;
        return;
    }
    const struct ras_bytes whole = without_fraction(written);
    if (whole.length != written.length)
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_SEPARATORS);
    read_cell(whole, &cell, repairs);
    enum ras_number_state state = take_run(number, &cell.run[0], repairs);
    if (cell.run_count == 2) {
        const enum ras_number_state second = take_run(number, &cell.run[1], repairs);
        const bool better = state == RAS_NUMBER_NONE || state == RAS_NUMBER_MALFORMED ||
                            second == RAS_NUMBER_TWELVE;
        if (better && second != RAS_NUMBER_NONE)
            state = second;
    }
    number->state = (uint8_t)state;
}
