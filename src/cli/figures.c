/* Figures are built from integers: no locale takes part. */
#include "cli/figures.h"

#include "base/alloc.h"
#include "base/bytes.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define GAP 2 /* blanks between columns */

void ras_shown_count(struct ras_text *out, enum ras_language language, uint64_t value)
{
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            ras_text_char(out, language == RAS_VIETNAMESE ? '.' : ',');
        ras_text_char(out, digits[i]);
    }
}

void ras_figure_decimal(struct ras_text *out, enum ras_language language, double value,
                        unsigned decimals)
{
    static const uint64_t units[] = {1, 10, 100, 1000};
    assert(decimals <= 3);
    if (!(value >= 0) || value > 1e15) {
        ras_text_string(out, "–");
        return;
    }
    const uint64_t scaled = (uint64_t)llround(value * (double)units[decimals]);
    ras_shown_count(out, language, scaled / units[decimals]);
    if (decimals == 0)
        return;
    ras_text_char(out, language == RAS_VIETNAMESE ? ',' : '.');
    ras_text_digits(out, scaled % units[decimals], decimals);
}

void ras_shown_share(struct ras_text *out, enum ras_language language, uint64_t numerator,
                     uint64_t denominator)
{
    ras_figure_decimal(out, language,
                       denominator == 0 ? -1.0 : (double)numerator * 100 / (double)denominator, 1);
    if (denominator != 0)
        ras_text_char(out, '%');
}

void ras_figure_bytes(struct ras_text *out, enum ras_language language, uint64_t bytes)
{
    static const char *const names[] = {"B", "kB", "MB", "GB", "TB"};
    double value = (double)bytes;
    unsigned unit = 0;
    while (value >= 1000 && unit + 1 < sizeof names / sizeof names[0]) {
        value /= 1000;
        unit++;
    }
    ras_figure_decimal(out, language, value, unit == 0 || value >= 100 ? 0 : 1);
    ras_text_char(out, ' ');
    ras_text_string(out, names[unit]);
}

size_t ras_figure_width(const char *text, size_t length)
{
    size_t width = 0;
    for (size_t i = 0; i < length; i++)
        width += ((unsigned char)text[i] & 0xC0) != 0x80;
    return width;
}

enum ras_status ras_table_open(struct ras_table *table, enum ras_language language,
                               unsigned column_count, unsigned row_max, struct ras_error *error)
{
    assert(column_count > 0 && column_count <= RAS_TABLE_COLUMNS_MAX);
    const size_t count = (size_t)column_count * row_max;
    *table = (struct ras_table){.language = language,
                                .column_count = column_count,
                                .row_max = row_max,
                                .cells = ras_alloc_zeroed(count, RAS_TABLE_CELL_BYTES)};
    return table->cells == NULL ? ras_no_memory(error, count * RAS_TABLE_CELL_BYTES) : RAS_OK;
}

void ras_table_close(struct ras_table *table)
{
    ras_free(table->cells);
    table->cells = NULL;
}

void ras_table_text(struct ras_table *table, const char *text)
{
    assert(table->cell_count < table->column_count * table->row_max);
    (void)snprintf(table->cells[table->cell_count++], RAS_TABLE_CELL_BYTES, "%s", text);
}

/* A cell from built text. */
static void cell_take(struct ras_table *table, struct ras_text *text)
{
    ras_text_char(text, '\0');
    ras_table_text(table, text->failed ? "" : text->data);
    ras_text_fini(text);
}

void ras_table_count(struct ras_table *table, uint64_t value)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_shown_count(&text, table->language, value);
    cell_take(table, &text);
}

void ras_table_share(struct ras_table *table, uint64_t numerator, uint64_t denominator)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_shown_share(&text, table->language, numerator, denominator);
    cell_take(table, &text);
}

static size_t cell_width(const struct ras_table *table, unsigned cell)
{
    return ras_figure_width(table->cells[cell], strlen(table->cells[cell]));
}

static void append_blanks(struct ras_text *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ras_text_char(out, ' ');
}

void ras_table_append(struct ras_text *out, const struct ras_table *table)
{
    size_t widths[RAS_TABLE_COLUMNS_MAX] = {0};
    for (unsigned cell = 0; cell < table->cell_count; cell++) {
        size_t *const width = &widths[cell % table->column_count];
        *width = cell_width(table, cell) > *width ? cell_width(table, cell) : *width;
    }
    for (unsigned cell = 0; cell < table->cell_count; cell++) {
        const unsigned column = cell % table->column_count;
        const size_t blanks = widths[column] - cell_width(table, cell);
        if (column > 0)
            append_blanks(out, blanks + GAP);
        ras_text_string(out, table->cells[cell]);
        if (column == 0)
            append_blanks(out, blanks);
        if (column + 1 == table->column_count)
            ras_text_char(out, '\n');
    }
}
