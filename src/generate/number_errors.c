/* Numbers as clerks write them. One draw decides the row: no number, another person's or a mistyped
 * one, the old one, what spreadsheets make of it, or the number itself. */
#include "generate/clerks.h"

#define PLACEHOLDER_CHANCE UINT32_C(5000)
#define SCIENTIFIC_CHANCE  UINT32_C(4000)
#define LETTERS_CHANCE     UINT32_C(2000)
#define LOST_ZERO_CHANCE   UINT32_C(22000)
#define SEPARATORS_CHANCE  UINT32_C(9000)
#define APOSTROPHE_CHANCE  UINT32_C(4000)
#define WIDE_CHANCE        UINT32_C(1000)

struct digits {
    char text[16];
    unsigned count;
};

static struct digits digits_of(uint64_t value, unsigned count)
{
    struct digits digits = {.count = count};
    for (unsigned i = count; i > 0; i--) {
        digits.text[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    return digits;
}

static void digits_remove(struct digits *digits, unsigned at)
{
    digits->count--;
    memmove(digits->text + at, digits->text + at + 1, digits->count - at);
}

/* The wrong numbers of the brief: slip, transposition, lost or doubled digit, another person's. */
static enum ras_made_error make_wrong(struct digits *digits, uint64_t other_id,
                                      struct ras_random *random)
{
    const uint32_t kind = ras_random_below(random, 100);
    const unsigned at = ras_random_below(random, digits->count);
    if (kind < 20 && other_id != 0) {
        *digits = digits_of(other_id, 12);
        return RAS_MADE_ID_OTHER_PERSON;
    }
    if (kind < 40) {
        for (unsigned k = 0; k + 1 < digits->count; k++) {
            const unsigned i = (at + k) % (digits->count - 1);
            const char first = digits->text[i];
            if (first == digits->text[i + 1])
                continue;
            digits->text[i] = digits->text[i + 1];
            digits->text[i + 1] = first;
            return RAS_MADE_ID_TRANSPOSED;
        }
    }
    if (kind < 52) {
        digits_remove(digits, at);
        return RAS_MADE_ID_LOST_DIGIT;
    }
    if (kind < 58) {
        memmove(digits->text + at + 1, digits->text + at, digits->count - at);
        digits->count++;
        return RAS_MADE_ID_EXTRA_DIGIT;
    }
    digits->text[at] =
        (char)('0' + (digits->text[at] - '0' + 1 + (int)ras_random_below(random, 9)) % 10);
    return RAS_MADE_ID_SLIP;
}

static void scientific_write(struct ras_made_cell *cell, uint64_t value)
{
    unsigned exponent = 0;
    while (value >= 1000) {
        value /= 10;
        exponent++;
    }
    ras_cell_number(cell, value / 100, 1);
    ras_cell_char(cell, '.');
    ras_cell_number(cell, value % 100, 2);
    ras_cell_string(cell, "E+");
    ras_cell_number(cell, exponent + 2, 2);
}

static void separated_write(struct ras_made_cell *cell, const struct digits *digits,
                            struct ras_random *random)
{
    static const char separators[] = {' ', '.', '-', ' '};
    const char separator = separators[ras_random_below(random, 4)];
    for (unsigned i = 0; i < digits->count; i++) {
        if (i > 0 && i % 3 == 0)
            ras_cell_char(cell, separator);
        ras_cell_char(cell, digits->text[i]);
    }
}

/* The number is right; how it stands in the cell may not be. */
static void form_write(struct ras_made_cell *cell, const struct digits *digits,
                       struct ras_random *random, struct ras_error_set *errors)
{
    uint32_t draw = ras_random_below(random, RAS_MILLION);
    if (draw < LOST_ZERO_CHANCE && digits->text[0] == '0') {
        unsigned zeros = 0;
        while (digits->text[zeros] == '0')
            zeros++;
        ras_cell_bytes(cell, digits->text + zeros, digits->count - zeros);
        ras_error_set_add(errors, RAS_MADE_ID_LOST_ZERO);
        return;
    }
    draw -= draw < LOST_ZERO_CHANCE ? 0 : LOST_ZERO_CHANCE;
    if (draw < SEPARATORS_CHANCE) {
        separated_write(cell, digits, random);
        ras_error_set_add(errors, RAS_MADE_ID_SEPARATORS);
    } else if (draw < SEPARATORS_CHANCE + APOSTROPHE_CHANCE) {
        ras_cell_char(cell, '\'');
        ras_cell_bytes(cell, digits->text, digits->count);
        ras_error_set_add(errors, RAS_MADE_ID_APOSTROPHE);
    } else if (draw < SEPARATORS_CHANCE + APOSTROPHE_CHANCE + WIDE_CHANCE) {
        for (unsigned i = 0; i < digits->count; i++) {
            const char wide[3] = {'\xEF', '\xBC', (char)(0x90 + (digits->text[i] - '0'))};
            ras_cell_bytes(cell, wide, sizeof wide);
        }
        ras_error_set_add(errors, RAS_MADE_ID_WIDE_DIGITS);
    } else {
        ras_cell_bytes(cell, digits->text, digits->count);
    }
}

void ras_number_clerk(const struct ras_rates *rates, uint32_t missing,
                      const struct ras_made_person *person, uint64_t other_id,
                      struct ras_random *random, struct ras_made_cell *cell,
                      struct ras_error_set *errors)
{
    static const char *const placeholders[] = {"000000000000", "123456789", "123456789012",
                                               "111111111111", "000000000", "999999999999"};
    cell->length = 0;
    const uint32_t draw = ras_random_below(random, RAS_MILLION);
    uint32_t limit = missing;
    if (draw < limit) {
        ras_error_set_add(errors, RAS_MADE_ID_MISSING);
        return;
    }
    const bool has_old = person->old_id != 0;
    struct digits digits = digits_of(person->personal_id, 12);
    limit += rates->id_wrong;
    if (draw < limit) {
        const uint64_t other = other_id == person->personal_id ? 0 : other_id;
        ras_error_set_add(errors, make_wrong(&digits, other, random));
        ras_cell_bytes(cell, digits.text, digits.count);
        return;
    }
    limit += has_old ? rates->id_nine_digit : 0;
    if (draw < limit) {
        digits = digits_of(person->old_id, 9);
        ras_error_set_add(errors, RAS_MADE_ID_NINE_DIGIT);
        form_write(cell, &digits, random, errors);
        return;
    }
    limit += PLACEHOLDER_CHANCE;
    if (draw < limit) {
        ras_cell_string(cell, placeholders[ras_random_below(random, 6)]);
        ras_error_set_add(errors, RAS_MADE_ID_PLACEHOLDER);
        return;
    }
    limit += SCIENTIFIC_CHANCE;
    if (draw < limit) {
        scientific_write(cell, person->personal_id);
        ras_error_set_add(errors, RAS_MADE_ID_SCIENTIFIC);
        return;
    }
    limit += LETTERS_CHANCE;
    if (draw < limit) {
        const unsigned at = ras_random_below(random, digits.count);
        digits.text[at] = digits.text[at] == '0' ? 'O' : digits.text[at] == '1' ? 'l' : 'B';
        ras_cell_bytes(cell, digits.text, digits.count);
        ras_error_set_add(errors, RAS_MADE_ID_LETTERS);
        return;
    }
    form_write(cell, &digits, random, errors);
}
