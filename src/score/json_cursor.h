/* A strict reader of JSON for documents whose shape the caller knows: it asks for what must come
 * next, and whatever else stands there is an error with line and column. Nothing is allocated and
 * nothing is nested here, so depth is bounded by the caller's shape.
 *
 * Errors: all functions return RAS_CONFIG with source, line, column and message. */
#ifndef RASOAT_SCORE_JSON_CURSOR_H
#define RASOAT_SCORE_JSON_CURSOR_H

#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "score/decimal.h"

#include <stdbool.h>
#include <stddef.h>

struct ras_json_cursor {
    struct ras_bytes text;
    size_t at;
    size_t line_start;
    uint64_t line_number;
    size_t token; /* where the last string or number began: what an error is about */
    const char *source;
    struct ras_error *error;
};

void ras_json_begin(struct ras_json_cursor *cursor, struct ras_bytes text, const char *source,
                    struct ras_error *error);
enum ras_status ras_json_fail(struct ras_json_cursor *cursor, const char *format, ...)
    RAS_PRINTF(2, 3);

/* One of { } [ ] : , */
enum ras_status ras_json_expect(struct ras_json_cursor *cursor, char mark) RAS_MUST_CHECK;
/* The next member of an object that was opened: its key and the colon, or more = false and the
 * closing brace. *first is true before the first call. */
enum ras_status ras_json_member(struct ras_json_cursor *cursor, bool *first, char *key,
                                size_t capacity, bool *more) RAS_MUST_CHECK;
/* The same for an array: another element follows, or the closing bracket was read. */
enum ras_status ras_json_element(struct ras_json_cursor *cursor, bool *first,
                                 bool *more) RAS_MUST_CHECK;
/* A string as UTF-8 with a NUL behind it; longer than capacity - 1 bytes is an error. */
enum ras_status ras_json_take_string(struct ras_json_cursor *cursor, char *out,
                                     size_t capacity) RAS_MUST_CHECK;
enum ras_status ras_json_number(struct ras_json_cursor *cursor,
                                struct ras_decimal *number) RAS_MUST_CHECK;
/* Nothing but blanks is left. */
enum ras_status ras_json_end(struct ras_json_cursor *cursor) RAS_MUST_CHECK;

#endif
