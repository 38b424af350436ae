/* Cutting and cleaning of UTF-8. */
#include "report/utf8_cut.h"

#include <stdint.h>

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
