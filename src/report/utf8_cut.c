/* Cutting and cleaning of UTF-8. */
#include "report/utf8_cut.h"

#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

size_t ras_utf8_letter(struct ras_bytes bytes)
{
    const unsigned char *const s = (const unsigned char *)bytes.data;
    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    const size_t wanted = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (bytes.length < wanted)
        return 0;
    for (size_t i = 1; i < wanted; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    const bool overlong = (s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xF0 && s[1] < 0x90);
    const bool surrogate = s[0] == 0xED && s[1] > 0x9F;
    const bool beyond = s[0] == 0xF4 && s[1] > 0x8F;
    return overlong || surrogate || beyond ? 0 : wanted;
}

struct ras_bytes ras_utf8_prefix(struct ras_bytes bytes, size_t bytes_max)
{
    if (bytes.length <= bytes_max)
        return bytes;
    size_t cut = bytes_max;
    for (unsigned back = 0; back < 3 && cut > 0; back++) {
        if (((unsigned char)bytes.data[cut] & 0xC0) != 0x80)
            break;
        cut--;
    }
    return (struct ras_bytes){bytes.data, cut};
}

static bool refused(struct ras_bytes letter)
{
    if (letter.length == 1)
        return letter.data[0] == '\0';
    return letter.length == 3 && memcmp(letter.data, "\xEF\xBF", 2) == 0 &&
           (unsigned char)letter.data[2] >= 0xBE;
}

/* Eight bytes of ASCII, none of them NUL? A byte below 0x80 less one borrows only from 0. */
static bool eight_plain(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return ((word | (word - UINT64_C(0x0101010101010101))) & UINT64_C(0x8080808080808080)) == 0;
}

/* ---- what needs no cleaning, sixteen bytes at a time ---- */

#ifdef __SSE2__
/* The first `length` bytes (1..15) in front of zeros; no byte outside them is read. */
static __m128i load_short(const char *bytes, size_t length)
{
    uint64_t low = 0, high = 0;
    if (length >= 8) {
        memcpy(&low, bytes, 8);
        memcpy(&high, bytes + length - 8, 8);
        high = length == 8 ? 0 : high >> 8 * (16 - length);
    } else if (length >= 4) {
        uint32_t first, last;
        memcpy(&first, bytes, 4);
        memcpy(&last, bytes + length - 4, 4);
        low = (uint64_t)last << 8 * (length - 4) | first;
    } else {
        low = (uint64_t)(unsigned char)bytes[length - 1] << 8 * (length - 1) |
              (uint64_t)(unsigned char)bytes[length / 2] << 8 * (length / 2) |
              (unsigned char)bytes[0];
    }
    return _mm_set_epi64x((long long)high, (long long)low);
}

/* Do the bytes follow each other as in letters of one to three bytes, none of them NUL? *carry: the
 * places at the start of the next block where a letter that begins in this one goes on.
 * Signed comparisons: 0x80..0xBF are the least, and lead bytes rise from -64. */
static bool block_plain(__m128i block, unsigned used, unsigned *carry)
{
    const unsigned high = (unsigned)_mm_movemask_epi8(block);
    const __m128i zero = _mm_cmpeq_epi8(block, _mm_setzero_si128());
    if ((high | *carry) == 0)
        return ((unsigned)_mm_movemask_epi8(zero) & used) == 0;
    const unsigned inner = (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(block, _mm_set1_epi8(-64)));
    const unsigned above_e0 =
        high & (unsigned)_mm_movemask_epi8(_mm_cmpgt_epi8(block, _mm_set1_epi8(-32)));
    const unsigned above_ec =
        high & (unsigned)_mm_movemask_epi8(_mm_cmpgt_epi8(block, _mm_set1_epi8(-20)));
    const unsigned refused = (unsigned)_mm_movemask_epi8(
        _mm_or_si128(zero, _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(-32)), /* E0 */
                                        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(-64)),
                                                     _mm_cmpeq_epi8(block, _mm_set1_epi8(-63))))));
    const unsigned expected = *carry | (high & ~inner) << 1 | above_e0 << 2;
    *carry = expected >> 16;
    return (expected & 0xFFFF) == inner && ((refused & used) | above_ec) == 0;
}

bool ras_utf8_plain(struct ras_bytes bytes)
{
    unsigned carry = 0;
    size_t at = 0;
    for (; bytes.length - at >= 16; at += 16)
        if (!block_plain(_mm_loadu_si128((const __m128i *)(const void *)(bytes.data + at)), 0xFFFF,
                         &carry))
            return false;
    const size_t rest = bytes.length - at;
    if (rest == 0)
        return carry == 0;
    return block_plain(load_short(bytes.data + at, rest), (1u << rest) - 1, &carry) && carry == 0;
}
#else
bool ras_utf8_plain(struct ras_bytes bytes)
{
    for (size_t at = 0; at < bytes.length;) {
        const size_t length =
            ras_utf8_letter((struct ras_bytes){bytes.data + at, bytes.length - at});
        if (length == 0 || bytes.data[at] == '\0' || (unsigned char)bytes.data[at] > 0xEC)
            return false;
        at += length;
    }
    return true;
}
#endif

/* How many bytes at the start stand as they are: at most `letters_max` letters, counted in
 * *letters. */
static size_t clean_run(struct ras_bytes bytes, size_t letters_max, size_t *letters)
{
    size_t at = 0, count = 0;
    while (at < bytes.length && count < letters_max) {
        const struct ras_bytes rest = {bytes.data + at, bytes.length - at};
        if (rest.length >= 8 && letters_max - count >= 8 && eight_plain(rest.data)) {
            at += 8;
            count += 8;
            continue;
        }
        const size_t length = ras_utf8_letter(rest);
        if (length == 0 || refused((struct ras_bytes){rest.data, length}))
            break;
        at += length;
        count++;
    }
    *letters = count;
    return at;
}

void ras_utf8_clean(struct ras_text *out, struct ras_bytes bytes, size_t letters_max)
{
    size_t at = 0;
    for (size_t left = letters_max, letters; at < bytes.length && left > 0;) {
        const struct ras_bytes rest = {bytes.data + at, bytes.length - at};
        const size_t clean = clean_run(rest, left, &letters);
        ras_text_bytes(out, (struct ras_bytes){rest.data, clean});
        at += clean;
        left -= letters;
        if (at == bytes.length || left == 0)
            break;
        const struct ras_bytes odd = {bytes.data + at, bytes.length - at};
        const size_t length = ras_utf8_letter(odd);
        ras_text_string(out, REPLACEMENT);
        at += length == 0 ? 1 : length;
        left--;
    }
    if (at < bytes.length)
        ras_text_string(out, "…");
}
