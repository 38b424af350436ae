/* Looking for lines in the CSV files that a run left. */
#ifndef RASOAT_ENGINE_RUN_LINES_H
#define RASOAT_ENGINE_RUN_LINES_H

#include "base/arena.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"

#include <stdbool.h>
#include <stddef.h>

#define RAS_RUN_LINE_COLUMNS_MAX 12

struct ras_run_line {
    struct ras_bytes values[RAS_RUN_LINE_COLUMNS_MAX]; /* in the arena */
};

struct ras_run_lines_query {
    const char *path;
    const char *key_column;     /* "record_id" */
    const char *const *columns; /* what to take of a line that fits */
    size_t column_count;        /* at most RAS_RUN_LINE_COLUMNS_MAX */
    struct ras_bytes key;
    /* Does a cell of the key column fit? */
    bool (*fits)(struct ras_bytes cell, struct ras_bytes key);
    size_t line_max; /* lines kept; all are counted */
};

/* The cell is the key, perhaps with the apostrophe that keeps a spreadsheet from reading it as a
 * formula. */
bool ras_run_line_is(struct ras_bytes cell, struct ras_bytes key);
/* The cell is a raw row in which the key stands as a whole field. */
bool ras_run_line_holds(struct ras_bytes cell, struct ras_bytes key);

/* Lines that fit, in order; *found counts all of them. One pass over the file. */
enum ras_status ras_run_lines_find(const struct ras_run_lines_query *query, struct ras_arena *arena,
                                   struct ras_run_line *lines, size_t *found,
                                   struct ras_error *error) RAS_MUST_CHECK;

#endif
