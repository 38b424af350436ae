/* A slow and obvious reader of CSV text: one state machine over bytes, rows as lists of fields. */
#ifndef RASOAT_TESTS_ORACLE_CSV_NAIVE_H
#define RASOAT_TESTS_ORACLE_CSV_NAIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSV_NAIVE_FIELDS_MAX 64

/* A field's content lies in text[offset, offset + length), unquoted. */
struct csv_naive_row {
    uint64_t line_number; /* 1-based, of its first line */
    size_t byte_offset;   /* of its first byte */
    size_t raw_length;    /* without line end */
    size_t field_count;   /* all, also those beyond CSV_NAIVE_FIELDS_MAX */
    size_t field_offset[CSV_NAIVE_FIELDS_MAX];
    size_t field_length[CSV_NAIVE_FIELDS_MAX];
    bool unclosed; /* a failed row: only its raw part counts */
    bool too_long;
    size_t quote_offset; /* unclosed: of the quote, from the start of the row */
};

struct csv_naive {
    char *text; /* contents of fields, one behind the other */
    struct csv_naive_row *rows;
    size_t row_count;
};

/* Rows of the text (no header is known here); blank lines are left out. */
void csv_naive_read(struct csv_naive *result, const char *text, size_t length, char delimiter,
                    size_t row_bytes_max);
void csv_naive_free(struct csv_naive *result);

#endif
