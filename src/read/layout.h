/* The columns of one file: what its header line says and what of it is used.
 *
 * Each used column has one slot, whatever number of fields and carried columns ask for it, so that
 * its cells are found and unquoted once. Read-only after ras_layout_make, shared by all workers;
 * owned by the reader until it is closed. */
#ifndef RASOAT_READ_LAYOUT_H
#define RASOAT_READ_LAYOUT_H

#include "base/arena.h"
#include "read/reader.h"
#include "record/batch.h"

#include <stdatomic.h>
#include <stdint.h>

#define RAS_SLOT_NONE UINT16_MAX

struct ras_layout {
    char delimiter;
    uint32_t column_count;
    const char *const *headers;         /* column_count, unquoted */
    const enum ras_field *column_field; /* column_count */
    uint32_t slot_count;
    const uint16_t *slot_column;          /* slot -> column */
    uint16_t field_slot[RAS_FIELD_COUNT]; /* RAS_SLOT_NONE = no such column */
    uint32_t carried_count;
    uint16_t carried_slot[RAS_CARRIED_MAX];
    struct ras_bytes header_row;     /* raw, without BOM and line end: to know it when repeated */
    atomic_uint_fast64_t *row_count; /* of the file; chunks add to it as they are parsed */
};

/* The delimiter of a header line: of comma, semicolon, tab and bar the one that gives the most
 * known headers, then the most columns, then the first in this order. */
char ras_delimiter_detect(struct ras_bytes header_row);

/* Fill the layout from the raw header row; everything kept lies in the arena. path is for
 * messages. layout->row_count is left to the caller. Errors: RAS_BAD_INPUT (missing or ambiguous
 * column, too many columns), RAS_NO_MEMORY. */
enum ras_status ras_layout_make(struct ras_layout *layout,
                                const struct ras_reader_settings *settings, const char *path,
                                struct ras_bytes header_row, char delimiter,
                                struct ras_arena *arena, struct ras_error *error) RAS_MUST_CHECK;

/* Undo the quotes of a field in place; returns its content (csv_rows.c). field.length > 0. */
struct ras_cell ras_field_unquote(char *text, struct ras_cell field);

#endif
