/* Unicode text to NFC and to ASCII: Vietnamese by own tables, everything else through utf8proc. */
#include "normalise/unicode_fold.h"

#include "normalise/normaliser.h"
#include "normalise/vietnamese_letter.h"

#include <utf8proc.h>

#include <assert.h>
#include <string.h>

#define SEGMENT_MAX 256 /* code points composed at once outside Vietnamese */

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

/* ---- composition ---- */

static int tone_of_mark(uint32_t mark)
{
    switch (mark) {
    case 0x0300:
    case 0x0340: return RAS_TONE_FALL;
    case 0x0309: return RAS_TONE_HOOK;
    case 0x0303: return RAS_TONE_TILDE;
    case 0x0301:
    case 0x0341: return RAS_TONE_RISE;
    case 0x0323: return RAS_TONE_HEAVY;
    default: return -1;
    }
}

/* The letter with that mark on it, 0 where Vietnamese has none. */
static unsigned letter_with_mark(unsigned letter, uint32_t mark)
{
    if (mark == 0x0302)
        return letter == RAS_LETTER('a')   ? RAS_LETTER_A_HAT
               : letter == RAS_LETTER('e') ? RAS_LETTER_E_HAT
               : letter == RAS_LETTER('o') ? RAS_LETTER_O_HAT
                                           : 0;
    if (mark == 0x0306)
        return letter == RAS_LETTER('a') ? RAS_LETTER_A_BREVE : 0;
    if (mark == 0x031B)
        return letter == RAS_LETTER('o')   ? RAS_LETTER_O_HORN
               : letter == RAS_LETTER('u') ? RAS_LETTER_U_HORN
                                           : 0;
    return 0;
}

/* The one code point of a Vietnamese letter and its marks in any order, 0 if it is none. */
static uint32_t compose_vietnamese(const uint32_t *cluster, unsigned count)
{
    const unsigned info = ras_letter_info[ras_letter_index(cluster[0])];
    if ((info & RAS_INFO_LETTER) == 0 || (info & RAS_INFO_LOOKALIKE) != 0)
        return 0;
    unsigned letter = ras_info_letter(info), tone = ras_info_tone(info);
    for (unsigned i = 1; i < count; i++) {
        const int mark_tone = tone_of_mark(cluster[i]);
        if (mark_tone >= 0) {
            if (tone != RAS_TONE_LEVEL)
                return 0;
            tone = (unsigned)mark_tone;
            continue;
        }
        letter = letter_with_mark(letter, cluster[i]);
        if (letter == 0)
            return 0;
    }
    return ras_letter_code_point[(info & RAS_INFO_UPPER) != 0][letter][tone];
}

/* NFC of code points in place through utf8proc; the buffer holds room of them. */
static unsigned compose_unicode(int32_t *points, unsigned count, unsigned room)
{
    char text[4 * SEGMENT_MAX];
    size_t length = 0;
    assert(count <= SEGMENT_MAX);
    for (unsigned i = 0; i < count; i++)
        length += ras_utf8_encode((uint32_t)points[i], text + length);
    const utf8proc_ssize_t split =
        utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, points,
                           (utf8proc_ssize_t)room, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
    if (split < 0 || split > (utf8proc_ssize_t)room)
        return 0;
    const utf8proc_ssize_t joined =
        utf8proc_normalize_utf32(points, split, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    return joined < 0 ? 0 : (unsigned)joined;
}

unsigned ras_cluster_compose(uint32_t *cluster, unsigned count)
{
    assert(count >= 1 && count <= RAS_CLUSTER_MAX);
    if (count == 1 && ras_letter_info[ras_letter_index(cluster[0])] != 0)
        return 1;
    const uint32_t letter = compose_vietnamese(cluster, count);
    if (letter != 0) {
        cluster[0] = letter;
        return 1;
    }
    int32_t points[4 * RAS_CLUSTER_MAX];
    for (unsigned i = 0; i < count; i++)
        points[i] = (int32_t)cluster[i];
    const unsigned joined = compose_unicode(points, count, 4 * RAS_CLUSTER_MAX);
    if (joined == 0 || joined > RAS_CLUSTER_MAX)
        return count;
    for (unsigned i = 0; i < joined; i++)
        cluster[i] = (uint32_t)points[i];
    return joined;
}

/* ---- NFC of a text ---- */

/* May a segment end before this code point? It must be a starter that joins with nothing before
 * it. */
static bool starts_segment(uint32_t code_point)
{
    if (ras_letter_info[ras_letter_index(code_point)] != 0)
        return true;
    const utf8proc_property_t *const property = utf8proc_get_property((int32_t)code_point);
    const bool vowel_or_final_jamo = code_point >= 0x1160 && code_point <= 0x11FF;
    const bool joins_back =
        property->comb_index != UINT16_MAX && (property->comb_index & 0x8000) != 0;
    return property->combining_class == 0 && !joins_back && !vowel_or_final_jamo;
}

/* Write code points while they fit; false when the room has run out. */
static bool put_points(const int32_t *points, unsigned count, char *out, size_t capacity,
                       size_t *length)
{
    for (unsigned i = 0; i < count; i++) {
        char bytes[4];
        const unsigned size = ras_utf8_encode((uint32_t)points[i], bytes);
        if (capacity - *length < size)
            return false;
        memcpy(out + *length, bytes, size);
        *length += size;
    }
    return true;
}

/* Read one segment: a starter and what may join with it. Returns its bytes. */
static size_t read_segment(struct ras_bytes text, size_t at, int32_t *points, unsigned *count)
{
    const size_t first = at;
    *count = 0;
    while (at < text.length && *count < SEGMENT_MAX / 4) {
        unsigned size;
        const uint32_t code_point = ras_utf8_decode(text.data + at, text.length - at, &size);
        if (code_point == RAS_CODE_POINT_NONE || (*count > 0 && starts_segment(code_point)))
            break;
        points[(*count)++] = (int32_t)code_point;
        at += size;
    }
    return at - first;
}

static unsigned compose_segment(int32_t *points, unsigned count)
{
    if (count == 1 && ras_letter_info[ras_letter_index((uint32_t)points[0])] != 0)
        return 1;
    uint32_t cluster[RAS_CLUSTER_MAX];
    if (count > 1 && count <= RAS_CLUSTER_MAX) {
        for (unsigned i = 0; i < count; i++)
            cluster[i] = (uint32_t)points[i];
        const uint32_t letter = compose_vietnamese(cluster, count);
        if (letter != 0) {
            points[0] = (int32_t)letter;
            return 1;
        }
    }
    const unsigned joined = compose_unicode(points, count, SEGMENT_MAX);
    return joined == 0 ? count : joined;
}

size_t ras_text_compose(struct ras_bytes written, char *out, size_t capacity, bool *changed)
{
    size_t length = 0;
    *changed = false;
    for (size_t at = 0; at < written.length;) {
        int32_t points[SEGMENT_MAX];
        unsigned count;
        const size_t size = read_segment(written, at, points, &count);
        if (size == 0) { /* not UTF-8: as it is */
            if (length == capacity)
                break;
            out[length++] = written.data[at++];
            continue;
        }
        const size_t before = length;
        count = compose_segment(points, count);
        const bool whole = put_points(points, count, out, capacity, &length);
        if (length - before != size || memcmp(out + before, written.data + at, size) != 0)
            *changed = *changed || whole;
        if (!whole)
            break;
        at += size;
    }
    return length;
}

/* ---- ASCII ---- */

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

size_t ras_text_fold(struct ras_bytes written, char *out, size_t capacity)
{
    size_t length = 0;
    bool gap = false;
    for (size_t at = 0; at < written.length;) {
        const unsigned char byte = (unsigned char)written.data[at];
        char folded[32];
        unsigned count = 1, size = 1;
        bool separates = false;
        if (byte < 0x80) {
            folded[0] = (char)(byte | 0x20);
            separates = (unsigned char)(folded[0] - 'a') > 25 && (unsigned char)(byte - '0') > 9;
            if (byte >= '0' && byte <= '9')
                folded[0] = (char)byte;
            count = !separates;
            if (separates && ascii_kind(byte) == RAS_SIGN_INVISIBLE)
                separates = false;
        } else {
            const uint32_t code_point =
                ras_utf8_decode(written.data + at, written.length - at, &size);
            const unsigned info = code_point == RAS_CODE_POINT_NONE
                                      ? 0
                                      : ras_letter_info[ras_letter_index(code_point)];
            if (info != 0)
                folded[0] = ras_letter_fold[ras_info_letter(info)];
            else
                count = fold_point(code_point, folded, &separates);
        }
        at += size;
        gap = gap || separates;
        if (count == 0)
            continue;
        const unsigned blank = gap && length > 0;
        if (capacity - length < blank + count)
            break;
        if (blank)
            out[length++] = ' ';
        memcpy(out + length, folded, count);
        length += count;
        gap = false;
    }
    return length;
}
