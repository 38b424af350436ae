/* Is this text, and is it UTF-8? Judged over the first part of a file, so that a file in another
 * encoding is refused with one message and not row by row.
 *
 * A few bad rows in a file that is otherwise UTF-8 are no reason to refuse it: they become rejects.
 * Text that is valid UTF-8 can still be mojibake (TCVN3 or VNI bytes read as Windows-1252, or UTF-8
 * encoded twice): it is refused only if most words with letters beyond ASCII say so, and hardly
 * any is proper Vietnamese. Threads: pure. */
#ifndef RASOAT_READ_CHARSET_H
#define RASOAT_READ_CHARSET_H

#include "rasoat/bytes.h"
#include "rasoat/error.h"

#include <stddef.h>

/* Judge the first part of a text (BOM of UTF-8 allowed and skipped). RAS_OK: read it as UTF-8. Else
 * RAS_BAD_INPUT with what it looks like. path is for the message. Nothing is allocated. */
enum ras_status ras_charset_judge(struct ras_bytes head, const char *path,
                                  struct ras_error *error) RAS_MUST_CHECK;

/* What the words with bytes beyond ASCII look like. */
enum ras_charset {
    RAS_CHARSET_TCVN3,
    RAS_CHARSET_VNI,
    RAS_CHARSET_VISCII,
    RAS_CHARSET_CP1258,
    RAS_CHARSET_CP1252, /* some other language of western Europe */
    RAS_CHARSET_UNKNOWN
};
const char *ras_charset_name(enum ras_charset charset);
/* The legacy encoding of words that are not UTF-8, by how many become Vietnamese syllables. */
enum ras_charset ras_charset_guess(struct ras_bytes text);

#endif
