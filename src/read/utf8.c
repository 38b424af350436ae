/* Plain UTF-8 validation that tells where the trouble is. */
#include "read/utf8.h"

#include <assert.h>
#include <string.h>

size_t ras_utf8_sequence(const char *bytes, size_t length)
{
    assert(length > 0);
    const unsigned char *const s = (const unsigned char *)bytes;
    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    const size_t wanted = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (length < wanted)
        return 0;
    /* The second byte is bound more tightly behind E0, ED, F0 and F4. */
    const unsigned lowest = s[0] == 0xE0 ? 0xA0 : s[0] == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = s[0] == 0xED ? 0x9F : s[0] == 0xF4 ? 0x8F : 0xBF;
    if (s[1] < lowest || s[1] > highest)
        return 0;
    for (size_t i = 2; i < wanted; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return wanted;
}

size_t ras_utf8_error(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint64_t word = 0;
        while (length - at >= sizeof word) {
            memcpy(&word, bytes + at, sizeof word);
            if ((word & UINT64_C(0x8080808080808080)) != 0)
                break;
            at += sizeof word;
        }
        if (at == length)
            break;
        const size_t sequence = ras_utf8_sequence(bytes + at, length - at);
        if (sequence == 0)
            return at;
        at += sequence;
    }
    return RAS_UTF8_VALID;
}

uint32_t ras_utf8_code_point(const char *bytes, size_t sequence)
{
    assert(sequence >= 1 && sequence <= 4);
    const unsigned char *const s = (const unsigned char *)bytes;
    if (sequence == 1)
        return s[0];
    uint32_t code_point = s[0] & (0xFFu >> (sequence + 1));
    for (size_t i = 1; i < sequence; i++)
        code_point = code_point << 6 | (s[i] & 0x3Fu);
    return code_point;
}
