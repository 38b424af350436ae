/* Letters and their marks put together (NFC): Vietnamese by own tables and in any order of the
 * marks, everything else through utf8proc. */
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"
#include "normalise/vietnamese_letter.h"

#include <utf8proc.h>

#include <assert.h>
#include <string.h>

#define SEGMENT_MAX 256 /* code points composed at once outside Vietnamese */

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

bool ras_letter_add_mark(unsigned *letter, unsigned *tone, uint32_t mark)
{
    const int mark_tone = tone_of_mark(mark);
    if (mark_tone < 0) {
        const unsigned marked = letter_with_mark(*letter, mark);
        if (marked == 0)
            return false;
        *letter = marked;
        return true;
    }
    if (*tone != RAS_TONE_LEVEL || ras_letter_utf8[*letter][mark_tone] == 0)
        return false;
    *tone = (unsigned)mark_tone;
    return true;
}

/* The one code point of a Vietnamese letter and its marks in any order, 0 if it is none. */
static uint32_t compose_vietnamese(const uint32_t *cluster, unsigned count)
{
    const unsigned info = ras_letter_info[ras_letter_index(cluster[0])];
    if ((info & RAS_INFO_LETTER) == 0 || (info & RAS_INFO_LOOKALIKE) != 0)
        return 0;
    unsigned letter = ras_info_letter(info), tone = ras_info_tone(info);
    for (unsigned i = 1; i < count; i++)
        if (!ras_letter_add_mark(&letter, &tone, cluster[i]))
            return 0;
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
