/* A file of which a few columns are wanted, taken row by row on the caller's thread: truth, tables
 * of values and their counts. Nothing may be left out silently here: a row that cannot be read is
 * an error, not a reject. */
#ifndef RASOAT_READ_COLUMN_FILE_H
#define RASOAT_READ_COLUMN_FILE_H

#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/batch.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

struct ras_column_row {
    const char *path;
    struct ras_bytes value[RAS_CARRIED_MAX]; /* RAS_TEXT_PADDING readable bytes follow each */
    uint64_t line_number;
    uint32_t column[RAS_CARRIED_MAX]; /* byte of the line, from 1, where the value begins */
};

typedef enum ras_status ras_column_row_function(void *context, const struct ras_column_row *row,
                                                struct ras_error *error);

struct ras_column_file {
    const char *path;
    const char *what;           /* for messages: "truth" */
    const char *const *headers; /* of the wanted columns, in the order of ras_column_row.value */
    size_t column_count;        /* at most RAS_CARRIED_MAX */
    const atomic_int *stop;     /* may be NULL */
};

/* Every row to `take`, in order; *hash (may be NULL) = XXH3 of the bytes on disk.
 * Errors: as ras_reader_next, those of take, RAS_BAD_INPUT with the line of a broken row. */
enum ras_status ras_column_file_read(const struct ras_column_file *file,
                                     ras_column_row_function *take, void *context, uint64_t *hash,
                                     struct ras_error *error) RAS_MUST_CHECK;

/* RAS_BAD_INPUT with the place of one value: what is wrong with it, never the value. */
enum ras_status ras_column_row_fail(const struct ras_column_row *row, unsigned column,
                                    struct ras_error *error, const char *format, ...)
    RAS_PRINTF(4, 5);
/* A value of digits only, at most 15 of them: a double holds it exactly. */
enum ras_status ras_column_row_count(const struct ras_column_row *row, unsigned column,
                                     uint64_t *count, struct ras_error *error) RAS_MUST_CHECK;

#endif
