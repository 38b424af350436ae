/* A growing buffer of text, and the few ways in which values are written into it: the one CSV
 * quoting, the one JSON escaping, the one HTML escaping of the project.
 *
 * Errors: a failed allocation is remembered (`failed`) and later appends do nothing, so that a
 * writer appends freely and asks once. Threads: one buffer belongs to one thread. */
#ifndef RASOAT_BASE_TEXT_H
#define RASOAT_BASE_TEXT_H

#include "rasoat/bytes.h"
#include "rasoat/error.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct ras_text {
    char *data;
    size_t length;
    size_t capacity;
    bool failed;
};

void ras_text_init(struct ras_text *text);
void ras_text_fini(struct ras_text *text);
/* The slow half of ras_text_reserve: the buffer is too small, or an append failed before. */
bool ras_text_grow(struct ras_text *text, size_t bytes);
/* RAS_OK, or RAS_NO_MEMORY if any append failed. */
enum ras_status ras_text_status(const struct ras_text *text,
                                struct ras_error *error) RAS_MUST_CHECK;

/* Room for `bytes` more; false (and failed) without memory. */
static inline bool ras_text_reserve(struct ras_text *text, size_t bytes)
{
    return (!text->failed && text->capacity - text->length >= bytes) || ras_text_grow(text, bytes);
}

static inline void ras_text_clear(struct ras_text *text)
{
    text->length = 0;
}

static inline void ras_text_bytes(struct ras_text *text, struct ras_bytes bytes)
{
    if (bytes.length > 0 && ras_text_reserve(text, bytes.length)) {
        memcpy(text->data + text->length, bytes.data, bytes.length);
        text->length += bytes.length;
    }
}

static inline void ras_text_char(struct ras_text *text, char c)
{
    if (text->length < text->capacity || ras_text_reserve(text, 1))
        text->data[text->length++] = c;
}

/* Inline, so that the length of a literal is known where it is written. */
static inline void ras_text_string(struct ras_text *text, const char *string)
{
    ras_text_bytes(text, (struct ras_bytes){string, strlen(string)});
}

void ras_text_format(struct ras_text *text, const char *format, ...) RAS_PRINTF(2, 3);
void ras_text_unsigned(struct ras_text *text, uint64_t value);
void ras_text_signed(struct ras_text *text, int64_t value);
/* Exactly `digits` digits, zeros in front (12 for a personal id). */
void ras_text_digits(struct ras_text *text, uint64_t value, unsigned digits);
/* scaled / 10^decimals with exactly that many decimals: (-1234, 2) is -12.34. Integers in, so that
 * no printf rounding or locale can differ between machines. */
void ras_text_fixed(struct ras_text *text, int64_t scaled, unsigned decimals);
/* A CSV field (RFC 4180): quoted where it holds a comma, quote, CR, LF, or a blank at an end. */
void ras_text_csv(struct ras_text *text, struct ras_bytes field);
/* Would a spreadsheet take the field (not empty) for a formula? It begins with = + - @, tab or CR,
 * or with the full-width = + - @ (U+FF1D, FF0B, FF0D, FF20), which some take for the plain ones. */
static inline bool ras_begins_formula(struct ras_bytes field)
{
    const char c = field.data[0];
    if (c == '\xEF' && field.length >= 3 && field.data[1] == '\xBC')
        return field.data[2] == '\x9D' || field.data[2] == '\x8B' || field.data[2] == '\x8D' ||
               field.data[2] == '\xA0';
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}
/* As ras_text_csv, and harmless in a spreadsheet: a field that begins as a formula does
 * gets an apostrophe in front (OWASP, CSV injection). For files that people open in Excel. */
void ras_text_csv_safe(struct ras_text *text, struct ras_bytes field);
/* A quoted JSON string; bytes that are not UTF-8 become U+FFFD. */
void ras_text_json(struct ras_text *text, struct ras_bytes string);
/* HTML text or attribute value: & < > " ' escaped. */
void ras_text_html(struct ras_text *text, struct ras_bytes string);

#endif
