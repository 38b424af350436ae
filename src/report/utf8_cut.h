/* Texts from rows made fit for files that people open: whole letters, no byte that an XML or UTF-8
 * reader refuses. Threads: pure. */
#ifndef RASOAT_REPORT_UTF8_CUT_H
#define RASOAT_REPORT_UTF8_CUT_H

#include "base/text.h"
#include "rasoat/bytes.h"

#include <stddef.h>

/* Bytes of the well-formed letter at the start of `bytes` (Unicode 15, table 3-7), 0 if there is
 * none. bytes.length is at least 1. */
size_t ras_utf8_letter(struct ras_bytes bytes);
/* The longest prefix of at most `bytes_max` bytes that does not cut a letter in two. */
struct ras_bytes ras_utf8_prefix(struct ras_bytes bytes, size_t bytes_max);
/* Would ras_utf8_clean leave the bytes as they are, however many letters they have? May say no
 * where it would: letters of U+0800..U+0FFF and those above U+CFFF are left to it. */
bool ras_utf8_plain(struct ras_bytes bytes);
/* Append at most `letters_max` letters; then "…" if there were more. Bytes that are not UTF-8, NUL
 * and the non-characters U+FFFE and U+FFFF (no XML 1.0 characters) become U+FFFD. */
void ras_utf8_clean(struct ras_text *out, struct ras_bytes bytes, size_t letters_max);

#endif
