/* UTF-8 as the Unicode standard defines it (Unicode 15, table 3-7): no overlong form, no
 * surrogate, nothing above U+10FFFF. Threads: pure. */
#ifndef RASOAT_READ_UTF8_H
#define RASOAT_READ_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define RAS_UTF8_VALID SIZE_MAX

/* Length of the valid sequence at the start of the bytes (length > 0), 0 if there is none. */
size_t ras_utf8_sequence(const char *bytes, size_t length);
/* Position of the first byte that begins no valid sequence, RAS_UTF8_VALID if there is none. */
size_t ras_utf8_error(const char *bytes, size_t length);
/* The code point of a valid sequence of that length. */
uint32_t ras_utf8_code_point(const char *bytes, size_t sequence);

#endif
