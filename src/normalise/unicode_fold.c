/* Unicode text to ASCII, and what kind of sign a code point is: Vietnamese by own tables,
 * everything else through utf8proc. */
#include "normalise/unicode_fold.h"

#include "base/digits.h"
#include "normalise/normaliser.h"
#include "normalise/vietnamese_letter.h"

#include <utf8proc.h>

#include <string.h>

uint32_t ras_utf8_decode(const char *s, size_t left, unsigned *length)
{
    const unsigned char *const u = (const unsigned char *)s;
    *length = 1;
    if (u[0] < 0x80)
        return u[0];
    if (u[0] < 0xC2 || u[0] > 0xF4)
        return RAS_CODE_POINT_NONE;
    const unsigned wanted = u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
    if (left < wanted)
        return RAS_CODE_POINT_NONE;
    uint32_t code_point = u[0] & (0x7Fu >> wanted);
    for (unsigned i = 1; i < wanted; i++) {
        if ((u[i] & 0xC0) != 0x80)
            return RAS_CODE_POINT_NONE;
        code_point = code_point << 6 | (u[i] & 0x3Fu);
    }
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    if (code_point < least[wanted] || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point <= 0xDFFF))
        return RAS_CODE_POINT_NONE;
    *length = wanted;
    return code_point;
}

unsigned ras_utf8_encode(uint32_t code_point, char *out)
{
    return (unsigned)utf8proc_encode_char((utf8proc_int32_t)code_point, (utf8proc_uint8_t *)out);
}

uint32_t ras_sign_plain(uint32_t code_point)
{
    if (code_point >= 0xFF01 && code_point <= 0xFF5E)
        return code_point - 0xFF01 + 0x21;
    switch (code_point) {
    case 0xD0:
    case 0x189: return 0x110;
    case 0xF0:
    case 0x256: return 0x111;
    default: return code_point;
    }
}

static enum ras_sign_kind ascii_kind(uint32_t c)
{
    if ((c | 0x20) - 'a' < 26)
        return RAS_SIGN_LETTER;
    if (c - '0' < 10)
        return RAS_SIGN_DIGIT;
    switch (c) {
    case ' ': return RAS_SIGN_BLANK;
    case '\t':
    case '\n':
    case '\r': return RAS_SIGN_ODD_BLANK;
    case '\'':
    case '`': return RAS_SIGN_APOSTROPHE;
    case '-': return RAS_SIGN_HYPHEN;
    case '.': return RAS_SIGN_DOT;
    case ',':
    case ';':
    case '/':
    case '|': return RAS_SIGN_COMMA;
    case '(':
    case '[':
    case '{': return RAS_SIGN_OPEN;
    case ')':
    case ']':
    case '}': return RAS_SIGN_CLOSE;
    default: return c < 0x20 || c == 0x7F ? RAS_SIGN_INVISIBLE : RAS_SIGN_OTHER;
    }
}

static enum ras_sign_kind category_kind(uint32_t code_point)
{
    const unsigned category = (unsigned)utf8proc_category((utf8proc_int32_t)code_point);
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO)
        return RAS_SIGN_LETTER;
    if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME)
        return RAS_SIGN_MARK;
    if (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP)
        return RAS_SIGN_ODD_BLANK;
    if (category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF)
        return RAS_SIGN_INVISIBLE;
    if (category == UTF8PROC_CATEGORY_PD)
        return RAS_SIGN_HYPHEN;
    if (category == UTF8PROC_CATEGORY_PS || category == UTF8PROC_CATEGORY_PE)
        return category == UTF8PROC_CATEGORY_PS ? RAS_SIGN_OPEN : RAS_SIGN_CLOSE;
    return RAS_SIGN_OTHER;
}

enum ras_sign_kind ras_sign_kind(uint32_t code_point)
{
    if (code_point < 0x80)
        return ascii_kind(code_point);
    if (code_point >= 0xFF01 && code_point <= 0xFF5E)
        return ascii_kind(code_point - 0xFF01 + 0x21);
    if (ras_letter_info[ras_letter_index(code_point)] != 0)
        return RAS_SIGN_LETTER;
    if (code_point >= 0x0300 && code_point <= 0x036F && code_point != 0x034F)
        return RAS_SIGN_MARK;
    switch (code_point) {
    case 0x00B4: /* acute accent alone */
    case 0x02B9:
    case 0x02BB:
    case 0x02BC: /* modifier letter apostrophe */
    case 0x02C8:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032: return RAS_SIGN_APOSTROPHE;
    case 0x3001:
    case 0xFF64: return RAS_SIGN_COMMA;
    case 0x3002: return RAS_SIGN_DOT;
    case 0x115F: /* Hangul fillers are letters that show nothing */
    case 0x1160:
    case 0x3164:
    case 0xFFA0: return RAS_SIGN_INVISIBLE;
    default: break;
    }
    if ((code_point >= 0xFE00 && code_point <= 0xFE0F) || code_point == 0x034F ||
        (code_point >= 0xE0100 && code_point <= 0xE01EF))
        return RAS_SIGN_INVISIBLE; /* variation selectors, grapheme joiner */
    return category_kind(code_point);
}

/* Letters and digits of anything that is not in the tables; 0 = a separator. */
static unsigned fold_other(uint32_t code_point, char *out)
{
    int32_t points[32];
    int last_boundclass = 0;
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        (int32_t)code_point, points, 32,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
        &last_boundclass);
    unsigned length = 0;
    for (utf8proc_ssize_t i = 0; i < count && i < 32; i++) {
        const uint32_t c = (uint32_t)points[i];
        if (c < 0x80 && (ascii_kind(c) == RAS_SIGN_LETTER || ascii_kind(c) == RAS_SIGN_DIGIT))
            out[length++] = (char)(c | (ascii_kind(c) == RAS_SIGN_LETTER ? 0x20 : 0));
        else if (c == 0x111)
            out[length++] = 'd';
    }
    return length;
}

/* ASCII of one code point: its length, 0 = nothing; *separates tells a gap from nothing at all. */
static unsigned fold_point(uint32_t code_point, char *out, bool *separates)
{
    *separates = false;
    const enum ras_sign_kind kind =
        code_point == RAS_CODE_POINT_NONE ? RAS_SIGN_OTHER : ras_sign_kind(code_point);
    if (kind == RAS_SIGN_MARK || kind == RAS_SIGN_INVISIBLE)
        return 0;
    const unsigned length =
        code_point == RAS_CODE_POINT_NONE ? 0 : fold_other(ras_sign_plain(code_point), out);
    *separates = length == 0;
    return length;
}

const uint8_t ras_ascii_fold[128] =
    {
#define KEEP(c)  [c] = (c)
#define LOWER(c) [c] = (c), [(c)-32] = (c)
        1,          1,          1,          1,          1,          1,          1,
        1,          1,          0,          0,          1,          1,          0,
        1,          1,          1,          1,          1,          1,          1,
        1,          1,          1,          1,          1,          1,          1,
        1,          1,          1,          1,          [127] = 1,  KEEP('0'),  KEEP('1'),
        KEEP('2'),  KEEP('3'),  KEEP('4'),  KEEP('5'),  KEEP('6'),  KEEP('7'),  KEEP('8'),
        KEEP('9'),  LOWER('a'), LOWER('b'), LOWER('c'), LOWER('d'), LOWER('e'), LOWER('f'),
        LOWER('g'), LOWER('h'), LOWER('i'), LOWER('j'), LOWER('k'), LOWER('l'), LOWER('m'),
        LOWER('n'), LOWER('o'), LOWER('p'), LOWER('q'), LOWER('r'), LOWER('s'), LOWER('t'),
        LOWER('u'), LOWER('v'), LOWER('w'), LOWER('x'), LOWER('y'), LOWER('z')
#undef LOWER
#undef KEEP
};

/* A high bit for each byte of a word without high bits that is at least c. */
static inline uint64_t bytes_from(uint64_t word, unsigned c)
{
    return (word + UINT64_C(0x0101010101010101) * (0x80 - c)) & UINT64_C(0x8080808080808080);
}

bool ras_plain_lower(struct ras_bytes written, char *out)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    if (written.length > RAS_PLAIN_BYTES_MAX)
        return false;
    for (size_t at = 0; at < written.length; at += 8) {
        const size_t left = written.length - at;
        const uint64_t kept = left >= 8 ? UINT64_MAX : (UINT64_C(1) << 8 * left) - 1;
        uint64_t word = (ras_word_at(written.data + at) & kept) | (RAS_ZEROS & ~kept);
        const uint64_t digits = bytes_from(word & ~high, '0') & ~bytes_from(word & ~high, '9' + 1);
        const uint64_t lower = word | UINT64_C(0x2020202020202020); /* digits have that bit */
        const uint64_t letters =
            bytes_from(lower & ~high, 'a') & ~bytes_from(lower & ~high, 'z' + 1);
        if ((word & high) != 0 || (digits | letters) != high)
            return false;
        memcpy(out + at, &lower, sizeof lower);
    }
    return true;
}

/* Fold one code point that is no letter of the tables. Returns the bytes read. */
static __attribute__((noinline)) size_t fold_rare(struct ras_bytes rest, char *out, size_t capacity,
                                                  size_t *length, bool *gap)
{
    char folded[32];
    unsigned size;
    bool separates;
    const uint32_t point = ras_utf8_decode(rest.data, rest.length, &size);
    const unsigned count = fold_point(point, folded, &separates);
    *gap = *gap || separates;
    if (count == 0)
        return size;
    const unsigned blank = *gap && *length > 0;
    if (capacity - *length < blank + count)
        return rest.length; /* full: the text ends here */
    if (blank)
        out[(*length)++] = ' ';
    memcpy(out + *length, folded, count);
    *length += count;
    *gap = false;
    return size;
}

size_t ras_text_fold(struct ras_bytes written, char *out, size_t capacity)
{
    const unsigned char *const s = (const unsigned char *)written.data;
    size_t length = 0;
    bool gap = false;
    for (size_t at = 0; at < written.length;) {
        unsigned step = 1;
        char c;
        if (s[at] < 0x80) {
            c = (char)ras_ascii_fold[s[at]];
            if (c <= RAS_FOLD_NOTHING) {
                gap = gap || c == 0;
                at++;
                continue;
            }
        } else {
            const unsigned info =
                ras_letter_info[ras_letter_at(s + at, written.length - at, &step)];
            if (info == 0) {
                const struct ras_bytes rest = {written.data + at, written.length - at};
                size_t end = length;
                bool open = gap;
                at += fold_rare(rest, out, capacity, &end, &open);
                length = end;
                gap = open;
                continue;
            }
            c = ras_letter_fold[ras_info_letter(info)];
        }
        const size_t blank = gap && length > 0;
        if (capacity - length <= blank)
            break;
        out[length] = ' ';
        length += blank;
        out[length++] = c;
        gap = false;
        at += step;
        while (at < written.length && length < capacity && s[at] < 0x80 &&
               ras_ascii_fold[s[at]] > RAS_FOLD_NOTHING)
            out[length++] = (char)ras_ascii_fold[s[at++]];
    }
    return length;
}
