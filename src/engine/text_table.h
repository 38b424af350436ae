/* A table for the screen: columns as wide as their widest cell, counted in letters and not in
 * bytes. Cells are cleaned on the way in: what people typed may hold line ends or control bytes.
 * Threads: one table belongs to one thread at a time. */
#ifndef RASOAT_ENGINE_TEXT_TABLE_H
#define RASOAT_ENGINE_TEXT_TABLE_H

#include "base/text.h"
#include "base/vector.h"
#include "rasoat/bytes.h"

#include <stdbool.h>

#define RAS_TEXT_TABLE_COLUMNS_MAX 12

struct ras_text_table {
    struct ras_text text;   /* of all cells */
    struct ras_vector ends; /* size_t: end of each cell in text */
    unsigned column_count;
    unsigned right_columns; /* bit per column: numbers stand right */
    size_t cell_width_max;  /* letters; longer cells are cut and end in an ellipsis */
    bool failed;
};

void ras_text_table_init(struct ras_text_table *table, unsigned column_count,
                         unsigned right_columns, size_t cell_width_max);
void ras_text_table_fini(struct ras_text_table *table);
/* The next cell, row by row. */
void ras_text_table_add(struct ras_text_table *table, struct ras_bytes cell);
void ras_text_table_add_string(struct ras_text_table *table, const char *cell);
/* Lines end without blanks; the last row may be short. out fails if an add failed. */
void ras_text_table_append(const struct ras_text_table *table, struct ras_text *out);

/* Letters of UTF-8 text as a terminal shows them: combining marks take no place. */
size_t ras_text_width(struct ras_bytes text);

#endif
