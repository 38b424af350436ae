/* See csv_naive.h. Each row is tried on its own; nothing is shared with the fast reader. */
#include "oracle/csv_naive.h"

#include <stdlib.h>
#include <string.h>

struct attempt {
    struct csv_naive_row row;
    size_t end;    /* of the row, without line end */
    size_t behind; /* the next row */
    size_t quote;  /* where the open quote opened, when unclosed */
    size_t content_length;
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static size_t behind_line_end(const char *text, size_t length, size_t at)
{
    if (at >= length)
        return length;
    return at + (text[at] == '\r' && at + 1 < length && text[at + 1] == '\n' ? 2 : 1);
}

static size_t find_line_end(const char *text, size_t length, size_t at)
{
    while (at < length && !is_line_end(text[at]))
        at++;
    return at;
}

/* One row from `start` on, with no limit. content is where its fields are written. */
static void row_try(struct attempt *attempt, const char *text, size_t length, size_t start,
                    char delimiter, char *content, size_t content_start)
{
    enum { START, PLAIN, QUOTED, QUOTE_SEEN } state = START;
    struct csv_naive_row *const row = &attempt->row;
    size_t out = 0;
    size_t field_start = 0;
    size_t at = start;
    attempt->quote = 0;
    for (;; at++) {
        const bool at_end = at == length;
        const char c = at_end ? '\n' : text[at];
        if (state == QUOTED && at_end)
            break;
        if (state == QUOTED) {
            if (c == '"')
                state = QUOTE_SEEN;
            else
                content[out++] = c;
        } else if (is_line_end(c) || c == delimiter) {
            if (row->field_count < CSV_NAIVE_FIELDS_MAX) {
                row->field_offset[row->field_count] = content_start + field_start;
                row->field_length[row->field_count] = out - field_start;
            }
            row->field_count++;
            field_start = out;
            state = START;
            if (is_line_end(c))
                break;
        } else if (c == '"' && state == START) {
            state = QUOTED;
            attempt->quote = at;
        } else if (c == '"' && state == QUOTE_SEEN) {
            content[out++] = c;
            state = QUOTED;
        } else {
            content[out++] = c;
            state = PLAIN;
        }
    }
    row->unclosed = state == QUOTED;
    attempt->end = at;
    attempt->behind = behind_line_end(text, length, at);
    attempt->content_length = out;
}

/* The rules for rows that do not end in time. */
static void row_limit(struct attempt *attempt, const char *text, size_t length, size_t start,
                      size_t row_bytes_max, char delimiter, char *content)
{
    struct csv_naive_row *const row = &attempt->row;
    row->unclosed = row->too_long = false;
    /* What would the state be after row_bytes_max + 1 bytes (or the end)? */
    const size_t reach = length - start > row_bytes_max + 1 ? start + row_bytes_max + 1 : length;
    struct attempt part;
    memset(&part, 0, sizeof part);
    row_try(&part, text, reach, start, delimiter, content, 0);
    const size_t from = part.row.unclosed ? part.quote : reach;
    const size_t end = find_line_end(text, length, from);
    if (part.row.unclosed && end - start <= row_bytes_max)
        row->unclosed = true;
    else
        row->too_long = true;
    row->quote_offset = part.row.unclosed ? part.quote - start : 0;
    attempt->end = end;
    attempt->behind = behind_line_end(text, length, end);
    attempt->content_length = 0;
}

static bool is_blank(const char *text, size_t start, size_t end, size_t field_count)
{
    if (field_count != 1)
        return false;
    while (start < end && text[start] == ' ')
        start++;
    return start == end;
}

static uint64_t lines_in(const char *text, size_t from, size_t to)
{
    uint64_t lines = 0;
    while (from < to) {
        const size_t end = find_line_end(text, to, from);
        lines += end < to;
        from = behind_line_end(text, to, end);
    }
    return lines;
}

void csv_naive_read(struct csv_naive *result, const char *text, size_t length, char delimiter,
                    size_t row_bytes_max)
{
    result->text = malloc(2 * length + 1);
    result->rows = malloc((length + 1) * sizeof *result->rows);
    result->row_count = 0;
    size_t content = 0;
    size_t start = 0;
    uint64_t line_number = 1;
    while (start < length) {
        struct attempt attempt;
        memset(&attempt, 0, sizeof attempt);
        row_try(&attempt, text, length, start, delimiter, result->text + content, content);
        if (attempt.row.unclosed || attempt.end - start > row_bytes_max)
            row_limit(&attempt, text, length, start, row_bytes_max, delimiter,
                      result->text + content);
        content += attempt.content_length;
        attempt.row.line_number = line_number;
        attempt.row.byte_offset = start;
        attempt.row.raw_length = attempt.end - start;
        const bool failed = attempt.row.unclosed || attempt.row.too_long;
        if (failed || !is_blank(text, start, attempt.end, attempt.row.field_count))
            result->rows[result->row_count++] = attempt.row;
        line_number += lines_in(text, start, attempt.behind);
        start = attempt.behind;
    }
}

void csv_naive_free(struct csv_naive *result)
{
    free(result->text);
    free(result->rows);
}
