/* The fields that several CSV lines share, and the unchecked writes behind them.
 *
 * A line of matches costs some hundred bytes and must cost some ten nanoseconds: the room for a
 * whole line is reserved once, then fields are copied through a bare pointer. Each `put` states the
 * most bytes it writes; who calls it has reserved them. Threads: pure. */
#ifndef RASOAT_REPORT_LINE_FIELDS_H
#define RASOAT_REPORT_LINE_FIELDS_H

#include "base/text.h"
#include "rasoat/bytes.h"
#include "record/pair.h"

#include <stdint.h>
#include <string.h>

/* Most bytes of each field, one more than the widest value for the comma that follows it. */
#define RAS_PUT_PROBABILITY_MAX 9u  /* "1.000000," */
#define RAS_PUT_WEIGHT_MAX      13u /* "-2147483.65," */
#define RAS_PUT_UNSIGNED_MAX    20u
#define RAS_PUT_COMMUNE_MAX     8u
#define RAS_PUT_HASH_MAX        16u
/* name=level and a bar for every comparator; words are copied 16 bytes at a time. */
#define RAS_PUT_LEVELS_MAX (RAS_COMPARATOR_COUNT * 32u + 16u)
/* A text field: every byte a quote, the two quotes around, the apostrophe, the comma. */
#define RAS_PUT_TEXT_MAX(length) (2 * (length) + 4)

/* millionths as "0.998123". */
char *ras_put_probability(char *at, uint32_t millionths);
/* millibits as bits with two decimals, rounded half away from zero: -1235 is "-1.24". */
char *ras_put_weight(char *at, int32_t millibits);
/* name=equal|date=swapped in the order of the comparator table; what is missing is left out. */
char *ras_put_levels(char *at, const struct ras_levels *levels);
char *ras_put_unsigned(char *at, uint64_t value);
/* "01234" or "unknown" for 0; above 99999 the last five digits. */
char *ras_put_commune(char *at, uint32_t commune);
/* 16 hexadecimal digits. */
char *ras_put_hash(char *at, uint64_t value);
/* As ras_text_csv_safe. `field` must not overlap what is written. */
char *ras_put_text(char *at, struct ras_bytes field);

/* A text that many lines hold, as it stands in them: escaped once, then copied whole steps at a
 * time. A long one is written anew each time. */
#define RAS_LINE_KEY_BYTES 48u
struct ras_line_key {
    struct ras_bytes text;
    unsigned length; /* of what is written; 0 = not kept */
    char written[RAS_LINE_KEY_BYTES];
};
#define RAS_PUT_KEY_MAX(length) (RAS_PUT_TEXT_MAX(length) + RAS_LINE_KEY_BYTES)
void ras_line_key_make(struct ras_line_key *key, struct ras_bytes text);
static inline char *ras_put_key(char *at, const struct ras_line_key *key)
{
    if (key->length == 0)
        return ras_put_text(at, key->text);
    memcpy(at, key->written, RAS_LINE_KEY_BYTES);
    return at + key->length;
}

static inline char *ras_put_bytes(char *at, const char *data, size_t length)
{
    memcpy(at, data, length);
    return at + length;
}

/* The same fields appended to a text, for lines that are not hot. */
void ras_line_probability(struct ras_text *out, uint32_t millionths);
void ras_line_weight(struct ras_text *out, int32_t millibits);
void ras_line_levels(struct ras_text *out, const struct ras_levels *levels);
void ras_line_commune(struct ras_text *out, uint32_t commune);
void ras_line_hash(struct ras_text *out, uint64_t value);
/* As ras_text_csv_safe, several times faster. */
void ras_line_text(struct ras_text *out, struct ras_bytes field);
/* UTF-8 at all events: bytes that are none, and NUL, become U+FFFD; then as ras_line_text. */
void ras_line_raw(struct ras_text *out, struct ras_bytes raw);

#endif
