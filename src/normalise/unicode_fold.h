/* Reading UTF-8 text code point by code point, for the parts that meet more than clean Vietnamese:
 * decoding, what kind of sign a code point is, and putting marks on letters. */
#ifndef RASOAT_NORMALISE_UNICODE_FOLD_H
#define RASOAT_NORMALISE_UNICODE_FOLD_H

#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RAS_CODE_POINT_NONE UINT32_MAX /* not UTF-8 */
#define RAS_CLUSTER_MAX     32         /* code points of one letter with its marks */

enum ras_sign_kind {
    RAS_SIGN_LETTER,    /* of any script */
    RAS_SIGN_MARK,      /* combining */
    RAS_SIGN_DIGIT,     /* 0-9, also full width */
    RAS_SIGN_BLANK,     /* U+0020 */
    RAS_SIGN_ODD_BLANK, /* no-break space, tab, ideographic space ... */
    RAS_SIGN_INVISIBLE, /* soft hyphen, zero width, byte order mark, controls */
    RAS_SIGN_APOSTROPHE,
    RAS_SIGN_HYPHEN,
    RAS_SIGN_DOT,
    RAS_SIGN_COMMA, /* , ; / | : text after it is about something else */
    RAS_SIGN_OPEN,
    RAS_SIGN_CLOSE,
    RAS_SIGN_OTHER
};

/* The code point at s (left >= 1 bytes) and its length; RAS_CODE_POINT_NONE and 1 if it is not
 * UTF-8. */
uint32_t ras_utf8_decode(const char *s, size_t left, unsigned *length);
/* Append a code point; up to 4 bytes must be writable. Returns their number. */
unsigned ras_utf8_encode(uint32_t code_point, char *out);

enum ras_sign_kind ras_sign_kind(uint32_t code_point);
/* Full-width forms U+FF01..FF5E to ASCII, Ɖ ɖ Ð ð to Đ đ; anything else as it is. */
uint32_t ras_sign_plain(uint32_t code_point);

/* The next sign of a text in its plain form, for readers of digits: nearly all are ASCII. */
static inline uint32_t ras_sign_read(const char *s, size_t left, unsigned *length)
{
    *length = 1;
    return (unsigned char)*s < 0x80 ? (unsigned char)*s
                                    : ras_sign_plain(ras_utf8_decode(s, left, length));
}

/* What becomes of an ASCII byte in a folded text: itself in lower case, a gap (0), or nothing. */
#define RAS_FOLD_NOTHING 1
extern const uint8_t ras_ascii_fold[128];

/* A short text of ASCII letters and digits alone in lower case, which is all that folding does to
 * it; false if it is longer or has another byte. RAS_TEXT_PADDING readable bytes follow it, out
 * holds RAS_PLAIN_BYTES_MAX bytes. */
#define RAS_PLAIN_BYTES_MAX 32
bool ras_plain_lower(struct ras_bytes written, char *out);

/* Put a combining mark on a Vietnamese letter (numbers of vietnamese_letter.h): false where there
 * is no such letter. */
bool ras_letter_add_mark(unsigned *letter, unsigned *tone, uint32_t mark);
/* Canonical composition of a letter with marks after it (count >= 1 in all), in place; returns the
 * new count. Marks of Vietnamese may stand in any order, also where Unicode would keep them apart
 * (tone before circumflex); other marks follow Unicode. */
unsigned ras_cluster_compose(uint32_t *cluster, unsigned count);

#endif
