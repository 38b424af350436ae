/* UTF-8 decoding for the generic comparators, and the table of places that bit-parallel ones use.
 * Ranges of well-formed sequences: The Unicode Standard, table 3-7. */
#include "compare/code_points.h"

#include <assert.h>
#include <string.h>

#define BROKEN_BYTE UINT32_C(0xDC00)

static_assert(RAS_POINT_SLOTS == 128, "the hash shifts down to 7 bits");
static_assert(RAS_POINT_SLOTS >= 2 * RAS_POINT_WORD_BITS, "a search always meets a free slot");

/* Bytes of the sequence at text[0], 1 for a broken byte; the code point goes to *point. */
static size_t point_read(const unsigned char *text, size_t length, uint32_t *point)
{
    const unsigned lead = text[0];
    const size_t bytes = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
    *point = lead < 0x80 ? lead : BROKEN_BYTE + lead;
    if (bytes == 1 || bytes > length)
        return 1;
    uint32_t value = lead & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if ((text[i] & 0xC0u) != 0x80u)
            return 1;
        value = value << 6 | (text[i] & 0x3Fu);
    }
    const uint32_t least = bytes == 2 ? 0x80 : bytes == 3 ? 0x800 : 0x10000;
    if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 1;
    *point = value;
    return bytes;
}

/* Bytes in front that are ASCII, by words of eight, then one by one. */
static size_t ascii_length(const unsigned char *bytes, size_t length)
{
    size_t i = 0;
    uint64_t word = 0;
    for (; i + sizeof word <= length; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0)
            break;
    }
    while (i < length && bytes[i] < 0x80)
        i++;
    return i;
}

void ras_points_read(struct ras_points *out, struct ras_bytes text)
{
    const unsigned char *const bytes = (const unsigned char *)text.data;
    const size_t readable = text.length < RAS_POINTS_MAX ? text.length : RAS_POINTS_MAX;
    uint32_t count = (uint32_t)ascii_length(bytes, readable);
    for (uint32_t i = 0; i < count; i++)
        out->point[i] = bytes[i];
    for (size_t i = count; i < text.length && count < RAS_POINTS_MAX; count++)
        i += point_read(bytes + i, text.length - i, &out->point[count]);
    out->length = count;
}

void ras_point_places_fill(struct ras_point_places *places, const uint32_t *pattern,
                           uint32_t length)
{
    assert(length <= RAS_POINT_WORD_BITS);
    memset(places->ascii, 0, sizeof places->ascii);
    places->beyond_ascii = 0;
    for (uint32_t i = 0; i < length; i++) {
        if (pattern[i] < RAS_POINT_SLOTS) {
            places->ascii[pattern[i]] |= UINT64_C(1) << i;
            continue;
        }
        if (!places->beyond_ascii) {
            memset(places->key, 0, sizeof places->key);
            memset(places->word, 0, sizeof places->word);
            places->beyond_ascii = 1;
        }
        const uint32_t slot = ras_point_slot(places, pattern[i]);
        places->key[slot] = pattern[i];
        places->word[slot] |= UINT64_C(1) << i;
    }
}
