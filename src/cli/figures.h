/* Figures and tables as people read them: 1,234,567 and 94.1 % in English, 1.234.567 and 94,1 % in
 * Vietnamese, columns aligned by letters and not by bytes. */
#ifndef RASOAT_CLI_FIGURES_H
#define RASOAT_CLI_FIGURES_H

#include "cli/messages.h"

#include <stdint.h>

#define RAS_TABLE_COLUMNS_MAX 8
#define RAS_TABLE_CELL_BYTES  96

void ras_shown_count(struct ras_text *out, enum ras_language language, uint64_t value);
/* value with that many decimals (at most 3); negative and not-a-number are a dash. */
void ras_figure_decimal(struct ras_text *out, enum ras_language language, double value,
                        unsigned decimals);
/* numerator / denominator as "94.1%", a dash when the denominator is 0. */
void ras_shown_share(struct ras_text *out, enum ras_language language, uint64_t numerator,
                     uint64_t denominator);
/* "1.2 GB": decimal units. */
void ras_figure_bytes(struct ras_text *out, enum ras_language language, uint64_t bytes);
/* Letters of a UTF-8 text (NFC Vietnamese: one column each). */
size_t ras_figure_width(const char *text, size_t length);

/* A table whose cells are filled row by row; its first column stands left, the others right. */
struct ras_table {
    enum ras_language language;
    unsigned column_count;
    unsigned cell_count;
    unsigned row_max;
    char (*cells)[RAS_TABLE_CELL_BYTES];
};
/* RAS_NO_MEMORY when there is no room for row_max rows. */
enum ras_status ras_table_open(struct ras_table *table, enum ras_language language,
                               unsigned column_count, unsigned row_max,
                               struct ras_error *error) RAS_MUST_CHECK;
void ras_table_close(struct ras_table *table);
void ras_table_text(struct ras_table *table, const char *text);
void ras_table_count(struct ras_table *table, uint64_t value);
void ras_table_share(struct ras_table *table, uint64_t numerator, uint64_t denominator);
void ras_table_append(struct ras_text *out, const struct ras_table *table);

#endif
