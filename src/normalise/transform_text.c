/* Transforms of letters: case, marks, kinds of signs, beginnings and ends. */
#include "normalise/transform.h"

#include "base/bytes.h"
#include "normalise/normaliser.h"
#include "normalise/transform_writer.h"
#include "normalise/unicode_fold.h"

#include <utf8proc.h>

size_t ras_transform_lower(const struct ras_transform *transform, struct ras_bytes in, char *out,
                           size_t capacity)
{
    struct ras_transform_writer writer = {out, 0, capacity};
    (void)transform;
    while (in.length > 0) {
        const unsigned char lead = (unsigned char)in.data[0];
        unsigned size = 1;
        char letter[4] = {(char)(lead >= 'A' && lead <= 'Z' ? lead | 0x20 : lead)};
        unsigned length = 1;
        if (lead >= 0x80) {
            const uint32_t point = ras_utf8_decode(in.data, in.length, &size);
            if (point != RAS_CODE_POINT_NONE)
                length =
                    ras_utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)point), letter);
        }
        if (!ras_writer_put(&writer, letter, length))
            break;
        in = ras_text_after(in, size);
    }
    return writer.length;
}

/* Latin letters that are no letter with a mark to Unicode, as they are written without their
 * own key; NULL for any other. */
static const char *latin_plain(uint32_t point)
{
    switch (point) {
    case 0xC6:
    case 0xE6: return "ae";
    case 0xD8:
    case 0xF8: return "o";
    case 0xDE:
    case 0xFE: return "th";
    case 0x126:
    case 0x127: return "h";
    case 0x131: return "i";
    case 0x138: return "k";
    case 0x141:
    case 0x142: return "l";
    case 0x14A:
    case 0x14B: return "ng";
    case 0x152:
    case 0x153: return "oe";
    case 0x166:
    case 0x167: return "t";
    case 0x1E9E: return "ss";
    default: return NULL;
    }
}

/* Letters as ras_text_fold knows them: those above spelled out, no apostrophes (O'Brien is one
 * word).
 */
static size_t plain_latin(struct ras_bytes in, char *out, size_t capacity)
{
    struct ras_transform_writer writer = {out, 0, capacity};
    unsigned size;
    for (; in.length > 0; in = ras_text_after(in, size)) {
        const uint32_t point = ras_utf8_decode(in.data, in.length, &size);
        const char *const letters = latin_plain(point);
        if (point != RAS_CODE_POINT_NONE && ras_sign_kind(point) == RAS_SIGN_APOSTROPHE)
            continue;
        const bool fits = letters != NULL ? ras_writer_put(&writer, letters, strlen(letters))
                                          : ras_writer_put(&writer, in.data, size);
        if (!fits)
            break;
    }
    return writer.length;
}

size_t ras_transform_fold(const struct ras_transform *transform, struct ras_bytes in, char *out,
                          size_t capacity)
{
    char plain[RAS_TRANSFORM_BYTES_MAX];
    size_t at = 0;
    (void)transform;
    while (at < in.length && (unsigned char)in.data[at] < 0x80 && in.data[at] != '\'' &&
           in.data[at] != '`')
        at++;
    if (at == in.length)
        return ras_text_fold(in, out, capacity);
    const size_t length = plain_latin(in, plain, sizeof plain);
    return ras_text_fold((struct ras_bytes){plain, length}, out, capacity);
}

static bool is_blank(struct ras_bytes text, unsigned *size)
{
    const uint32_t point = ras_utf8_decode(text.data, text.length, size);
    if (point == RAS_CODE_POINT_NONE)
        return false;
    const enum ras_sign_kind kind = ras_sign_kind(point);
    return kind == RAS_SIGN_BLANK || kind == RAS_SIGN_ODD_BLANK || (point >= 0x09 && point <= 0x0D);
}

size_t ras_transform_trim(const struct ras_transform *transform, struct ras_bytes in, char *out,
                          size_t capacity)
{
    unsigned size;
    size_t end = 0; /* after the last sign that is no blank */
    (void)transform;
    while (in.length > 0 && is_blank(in, &size))
        in = ras_text_after(in, size);
    for (size_t at = 0; at < in.length; at += size)
        if (!is_blank(ras_text_after(in, at), &size))
            end = at + size;
    return ras_text_copy((struct ras_bytes){in.data, end}, out, capacity);
}

size_t ras_transform_squeeze(const struct ras_transform *transform, struct ras_bytes in, char *out,
                             size_t capacity)
{
    struct ras_transform_writer writer = {out, 0, capacity};
    unsigned size;
    (void)transform;
    for (; in.length > 0; in = ras_text_after(in, size))
        if (!is_blank(in, &size) && !ras_writer_put(&writer, in.data, size))
            break;
    return writer.length;
}

size_t ras_transform_digits(const struct ras_transform *transform, struct ras_bytes in, char *out,
                            size_t capacity)
{
    struct ras_transform_writer writer = {out, 0, capacity};
    unsigned size;
    (void)transform;
    for (; in.length > 0; in = ras_text_after(in, size)) {
        const uint32_t sign = ras_sign_read(in.data, in.length, &size);
        if (sign >= '0' && sign <= '9' && !ras_writer_char(&writer, (char)sign))
            break;
    }
    return writer.length;
}

size_t ras_transform_letters(const struct ras_transform *transform, struct ras_bytes in, char *out,
                             size_t capacity)
{
    struct ras_transform_writer writer = {out, 0, capacity};
    unsigned size;
    (void)transform;
    for (; in.length > 0; in = ras_text_after(in, size)) {
        const uint32_t point = ras_utf8_decode(in.data, in.length, &size);
        if (point == RAS_CODE_POINT_NONE)
            continue;
        const enum ras_sign_kind kind = ras_sign_kind(point);
        const bool mark = kind == RAS_SIGN_MARK && writer.length > 0;
        if ((kind == RAS_SIGN_LETTER || mark) && !ras_writer_put(&writer, in.data, size))
            break;
    }
    return writer.length;
}

/* Bytes of the first `count` code points. */
static size_t points_bytes(struct ras_bytes text, size_t count)
{
    size_t at = 0;
    for (; count > 0 && at < text.length; count--)
        at += ras_text_step(ras_text_after(text, at));
    return at;
}

static size_t points_count(struct ras_bytes text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length; count++)
        at += ras_text_step(ras_text_after(text, at));
    return count;
}

size_t ras_transform_prefix(const struct ras_transform *transform, struct ras_bytes in, char *out,
                            size_t capacity)
{
    in.length = points_bytes(in, transform->number);
    return ras_text_copy(in, out, capacity);
}

size_t ras_transform_suffix(const struct ras_transform *transform, struct ras_bytes in, char *out,
                            size_t capacity)
{
    const size_t count = points_count(in);
    const size_t before = count > transform->number ? count - transform->number : 0;
    return ras_text_copy(ras_text_after(in, points_bytes(in, before)), out, capacity);
}

size_t ras_transform_min_length(const struct ras_transform *transform, struct ras_bytes in,
                                char *out, size_t capacity)
{
    return points_count(in) < transform->number ? 0 : ras_text_copy(in, out, capacity);
}

size_t ras_transform_null_if(const struct ras_transform *transform, struct ras_bytes in, char *out,
                             size_t capacity)
{
    return ras_bytes_equal(in, transform->text) ? 0 : ras_text_copy(in, out, capacity);
}
