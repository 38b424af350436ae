/* Fields of CSV lines: numbers, levels and texts. */
#include "report/line_fields.h"

#include "base/bytes.h"
#include "report/utf8_cut.h"

#include <assert.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define EACH_BYTE UINT64_C(0x0101010101010101)

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

static char *put_word(char *at, const struct word *word)
{
    memcpy(at, word->text, WORD_BYTES);
    return at + word->length;
}

char *ras_put_unsigned(char *at, uint64_t value)
{
    char digits[20];
    size_t first = sizeof digits;
    if (value < 10) { /* groups, severities */
        *at = (char)('0' + value);
        return at + 1;
    }
    do {
        digits[--first] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    return ras_put_bytes(at, digits + first, sizeof digits - first);
}

char *ras_put_commune(char *at, uint32_t commune)
{
    if (commune == 0)
        return ras_put_bytes(at, "unknown", 7);
    const uint32_t code = commune % 100000, middle = code / 100 % 100, last = code % 100;
    at[0] = (char)('0' + code / 10000);
    at[1] = (char)('0' + middle / 10);
    at[2] = (char)('0' + middle % 10);
    at[3] = (char)('0' + last / 10);
    at[4] = (char)('0' + last % 10);
    return at + 5;
}

/* Eight digits, a byte each: nine and less become '0'.., ten and more 'a'... */
static uint64_t hash_digits(uint32_t value)
{
    uint64_t digits = value;
    digits = (digits | digits << 16) & UINT64_C(0x0000FFFF0000FFFF);
    digits = (digits | digits << 8) & UINT64_C(0x00FF00FF00FF00FF);
    digits = (digits | digits << 4) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    const uint64_t letters = (digits + UINT64_C(0x0606060606060606)) >> 4 & EACH_BYTE;
    return digits + EACH_BYTE * '0' + letters * ('a' - '0' - 10);
}

char *ras_put_hash(char *at, uint64_t value)
{
    const uint64_t halves[2] = {__builtin_bswap64(hash_digits((uint32_t)(value >> 32))),
                                __builtin_bswap64(hash_digits((uint32_t)value))};
    memcpy(at, halves, sizeof halves);
    return at + 16;
}

char *ras_put_probability(char *at, uint32_t millionths)
{
    if (millionths == 1000000) /* nine links in ten */
        return ras_put_bytes(at, "1.000000", 8);
    const uint32_t whole = millionths / 1000000;
    uint32_t rest = millionths % 1000000;
    at = ras_put_unsigned(at, whole);
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
    at = ras_put_unsigned(at, hundredths / 100);
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

/* ---- text: copied and looked at in one go, since nine fields in ten need no quotes ---- */

#define BLOCK_BYTES 16u

#ifdef __SSE2__
static inline __m128i vector_special(__m128i bytes)
{
    const __m128i comma = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(','));
    const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i feed = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
    const __m128i back = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r'));
    return _mm_or_si128(_mm_or_si128(comma, quote), _mm_or_si128(feed, back));
}

static inline bool pair_special(uint64_t head, uint64_t tail)
{
    const __m128i bytes =
        _mm_unpacklo_epi64(_mm_cvtsi64_si128((long long)head), _mm_cvtsi64_si128((long long)tail));
    return _mm_movemask_epi8(vector_special(bytes)) != 0;
}

/* The last piece of each size overlaps the one before it: no byte outside the field is touched.
 * Both copies tell whether the field asks for quotes. */
static inline bool copy_long(char *to, const char *from, size_t length)
{
    const size_t last = length - BLOCK_BYTES;
    const __m128i end = _mm_loadu_si128((const __m128i *)(const void *)(from + last));
    __m128i special = vector_special(end);
    for (size_t i = 0; i < last; i += BLOCK_BYTES) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(from + i));
        _mm_storeu_si128((__m128i *)(void *)(to + i), bytes);
        special = _mm_or_si128(special, vector_special(bytes));
    }
    _mm_storeu_si128((__m128i *)(void *)(to + last), end);
    return _mm_movemask_epi8(special) != 0;
}
#else
/* Not 0 if one of the eight bytes of word is c (Mycroft's test for a zero byte). */
static inline uint64_t word_has(uint64_t word, unsigned char c)
{
    const uint64_t difference = word ^ EACH_BYTE * c;
    return (difference - EACH_BYTE) & ~difference & EACH_BYTE << 7;
}

static inline uint64_t word_special(uint64_t word)
{
    return word_has(word, ',') | word_has(word, '"') | word_has(word, '\n') | word_has(word, '\r');
}

static inline bool pair_special(uint64_t head, uint64_t tail)
{
    return (word_special(head) | word_special(tail)) != 0;
}

static inline bool copy_block(char *to, const char *from)
{
    uint64_t words[2];
    memcpy(words, from, sizeof words);
    memcpy(to, words, sizeof words);
    return pair_special(words[0], words[1]);
}

static inline bool copy_long(char *to, const char *from, size_t length)
{
    const size_t last = length - BLOCK_BYTES;
    bool special = copy_block(to + last, from + last);
    for (size_t i = 0; i < last; i += BLOCK_BYTES)
        special |= copy_block(to + i, from + i);
    return special;
}
#endif

static inline bool copy_short(char *to, const char *from, size_t length)
{
    if (length >= sizeof(uint64_t)) {
        uint64_t head, tail;
        memcpy(&head, from, sizeof head);
        memcpy(&tail, from + length - sizeof tail, sizeof tail);
        memcpy(to, &head, sizeof head);
        memcpy(to + length - sizeof tail, &tail, sizeof tail);
        return pair_special(head, tail);
    }
    if (length >= sizeof(uint32_t)) {
        uint32_t head, tail;
        memcpy(&head, from, sizeof head);
        memcpy(&tail, from + length - sizeof tail, sizeof tail);
        memcpy(to, &head, sizeof head);
        memcpy(to + length - sizeof tail, &tail, sizeof tail);
        return pair_special(head, tail);
    }
    const unsigned char first = (unsigned char)from[0];
    const unsigned char middle = (unsigned char)from[length / 2];
    const unsigned char last = (unsigned char)from[length - 1];
    to[0] = (char)first;
    to[length / 2] = (char)middle;
    to[length - 1] = (char)last;
    return pair_special((uint64_t)last << 16 | (uint64_t)middle << 8 | first, 0);
}

/* From quote to quote: most quoted fields hold a comma and no quote. */
static char *put_quoted(char *at, struct ras_bytes field)
{
    const char *from = field.data;
    *at++ = '"';
    if (ras_begins_formula(field))
        *at++ = '\'';
    for (size_t left = field.length; left > 0;) {
        const char *const quote = memchr(from, '"', left);
        const size_t run = quote == NULL ? left : (size_t)(quote - from) + 1;
        at = ras_put_bytes(at, from, run);
        if (quote != NULL)
            *at++ = '"';
        from += run;
        left -= run;
    }
    *at++ = '"';
    return at;
}

char *ras_put_text(char *at, struct ras_bytes field)
{
    if (field.length == 0)
        return at;
    const bool special = field.length >= BLOCK_BYTES ? copy_long(at, field.data, field.length)
                                                     : copy_short(at, field.data, field.length);
    const bool blank_end = field.data[0] == ' ' || field.data[field.length - 1] == ' ';
    if (!special && !ras_begins_formula(field) && !blank_end)
        return at + field.length;
    return put_quoted(at, field);
}

void ras_line_key_make(struct ras_line_key *key, struct ras_bytes text)
{
    key->text = text;
    key->length = 0;
    if (RAS_PUT_TEXT_MAX(text.length) <= RAS_LINE_KEY_BYTES)
        key->length = (unsigned)(ras_put_text(key->written, text) - key->written);
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
    if (ras_text_reserve(out, RAS_PUT_COMMUNE_MAX))
        out->length = (size_t)(ras_put_commune(out->data + out->length, commune) - out->data);
}

void ras_line_hash(struct ras_text *out, uint64_t value)
{
    if (ras_text_reserve(out, RAS_PUT_HASH_MAX))
        out->length = (size_t)(ras_put_hash(out->data + out->length, value) - out->data);
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
