/* Fields of CSV lines: numbers, levels and texts. */
#include "report/line_fields.h"

#include "base/bytes.h"
#include "report/utf8_cut.h"

#include <assert.h>

/* A word of at most 15 bytes in a 16-byte slot, so that copying it is one vector store. */
#define WORD_BYTES 16
struct word {
    char text[WORD_BYTES - 1];
    uint8_t length;
};
static_assert(sizeof(struct word) == WORD_BYTES, "a word is one vector");

#define WORD(string)                                                                               \
    {                                                                                              \
        string, sizeof(string) - 1                                                                 \
    }

static const struct word comparator_words[RAS_COMPARATOR_COUNT] = {
#define COMPARATOR(ENUM, name, field, vietnamese) [RAS_COMPARATOR_##ENUM] = WORD(#name "="),
    RAS_COMPARATORS(COMPARATOR)
#undef COMPARATOR
};

static const struct word level_words[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1] = {
#define LEVEL(COMPARATOR, ENUM, number, name, vietnamese)                                          \
    [RAS_COMPARATOR_##COMPARATOR][number] = WORD(name),
    RAS_LEVELS(LEVEL)
#undef LEVEL
};

/* What a byte asks of the CSV field it stands in. */
enum { QUOTE_NEEDED = 1, QUOTE_DOUBLED = 2 };
static const uint8_t byte_classes[256] = {
    [','] = QUOTE_NEEDED,
    ['\n'] = QUOTE_NEEDED,
    ['\r'] = QUOTE_NEEDED,
    ['"'] = QUOTE_NEEDED | QUOTE_DOUBLED,
};

static char *put_word(char *at, const struct word *word)
{
    memcpy(at, word->text, WORD_BYTES);
    return at + word->length;
}

static char *put_unsigned(char *at, uint64_t value)
{
    char digits[20];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    return ras_put_bytes(at, digits + first, sizeof digits - first);
}

char *ras_put_probability(char *at, uint32_t millionths)
{
    const uint32_t whole = millionths / 1000000;
    uint32_t rest = millionths % 1000000;
    at = put_unsigned(at, whole);
    *at = '.';
    for (unsigned place = 6; place > 0; place--) {
        at[place] = (char)('0' + rest % 10);
        rest /= 10;
    }
    return at + 7;
}

char *ras_put_weight(char *at, int32_t millibits)
{
    const uint32_t magnitude = millibits < 0 ? 0u - (uint32_t)millibits : (uint32_t)millibits;
    const uint32_t hundredths = magnitude / 10 + (magnitude % 10 >= 5);
    if (millibits < 0 && hundredths > 0)
        *at++ = '-';
    at = put_unsigned(at, hundredths / 100);
    at[0] = '.';
    at[1] = (char)('0' + hundredths / 10 % 10);
    at[2] = (char)('0' + hundredths % 10);
    return at + 3;
}

char *ras_put_levels(char *at, const struct ras_levels *levels)
{
    char *const first = at;
    for (unsigned comparator = 0; comparator < RAS_COMPARATOR_COUNT; comparator++) {
        const uint8_t level = levels->level[comparator];
        assert(level <= RAS_LEVEL_MAX);
        if (level == RAS_LEVEL_MISSING)
            continue;
        at = put_word(at, &comparator_words[comparator]);
        at = put_word(at, &level_words[comparator][level]);
        *at++ = '|';
    }
    return at == first ? at : at - 1;
}

/* Also the full-width signs, which some spreadsheets read as the plain ones. */
static bool begins_formula(struct ras_bytes field)
{
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                       "\xEF\xBC\xA0"};
    const char c = field.data[0];
    if (c == wide[0][0] && field.length >= 3)
        for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
            if (memcmp(field.data, wide[i], 3) == 0)
                return true;
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

char *ras_put_text(char *at, struct ras_bytes field)
{
    if (field.length == 0)
        return at;
    unsigned classes = 0;
    for (size_t i = 0; i < field.length; i++)
        classes |= byte_classes[(unsigned char)field.data[i]];
    const bool formula = begins_formula(field);
    const bool blank_end = field.data[0] == ' ' || field.data[field.length - 1] == ' ';
    if (classes == 0 && !formula && !blank_end)
        return ras_put_bytes(at, field.data, field.length);
    *at++ = '"';
    if (formula)
        *at++ = '\'';
    for (size_t i = 0; i < field.length; i++) {
        if (byte_classes[(unsigned char)field.data[i]] & QUOTE_DOUBLED)
            *at++ = '"';
        *at++ = field.data[i];
    }
    *at++ = '"';
    return at;
}

void ras_line_probability(struct ras_text *out, uint32_t millionths)
{
    if (ras_text_reserve(out, RAS_PUT_PROBABILITY_MAX + 4))
        out->length =
            (size_t)(ras_put_probability(out->data + out->length, millionths) - out->data);
}

void ras_line_weight(struct ras_text *out, int32_t millibits)
{
    if (ras_text_reserve(out, RAS_PUT_WEIGHT_MAX))
        out->length = (size_t)(ras_put_weight(out->data + out->length, millibits) - out->data);
}

void ras_line_levels(struct ras_text *out, const struct ras_levels *levels)
{
    if (ras_text_reserve(out, RAS_PUT_LEVELS_MAX))
        out->length = (size_t)(ras_put_levels(out->data + out->length, levels) - out->data);
}

void ras_line_commune(struct ras_text *out, uint32_t commune)
{
    if (commune == 0)
        ras_text_string(out, "unknown");
    else
        ras_text_digits(out, commune, 5);
}

void ras_line_hash(struct ras_text *out, uint64_t value)
{
    char digits[16];
    for (unsigned i = 16; i > 0; i--) {
        digits[i - 1] = "0123456789abcdef"[value & 15];
        value >>= 4;
    }
    ras_text_bytes(out, (struct ras_bytes){digits, sizeof digits});
}

void ras_line_text(struct ras_text *out, struct ras_bytes field)
{
    if (ras_text_reserve(out, RAS_PUT_TEXT_MAX(field.length)))
        out->length = (size_t)(ras_put_text(out->data + out->length, field) - out->data);
}

void ras_line_raw(struct ras_text *out, struct ras_bytes raw)
{
    struct ras_text clean;
    ras_text_init(&clean);
    ras_utf8_clean(&clean, raw, SIZE_MAX);
    if (clean.failed)
        out->failed = true;
    else
        ras_line_text(out, (struct ras_bytes){clean.data, clean.length});
    ras_text_fini(&clean);
}
