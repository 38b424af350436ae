/* Columns of letters. */
#include "engine/text_table.h"

#include "base/bytes.h"

#include <assert.h>

#define COLUMN_GAP "  "

/* Bytes of the letter at the start; broken UTF-8 counts byte by byte. */
static size_t letter_length(struct ras_bytes text)
{
    const unsigned char first = (unsigned char)text.data[0];
    const size_t length = first < 0x80   ? 1
                          : first < 0xC0 ? 1
                          : first < 0xE0 ? 2
                          : first < 0xF0 ? 3
                                         : 4;
    return length <= text.length ? length : text.length;
}

/* U+0300 .. U+036F, the marks of decomposed Vietnamese: CC 80 .. CD AF. */
static bool is_combining(struct ras_bytes text)
{
    const unsigned char first = (unsigned char)text.data[0];
    if (text.length < 2 || (first != 0xCC && first != 0xCD))
        return false;
    return first == 0xCC || (unsigned char)text.data[1] <= 0xAF;
}

size_t ras_text_width(struct ras_bytes text)
{
    size_t width = 0;
    while (text.length > 0) {
        const size_t length = letter_length(text);
        width += !is_combining(text);
        text.data += length;
        text.length -= length;
    }
    return width;
}

void ras_text_table_init(struct ras_text_table *table, unsigned column_count,
                         unsigned right_columns, size_t cell_width_max)
{
    assert(column_count > 0 && column_count <= RAS_TEXT_TABLE_COLUMNS_MAX);
    *table = (struct ras_text_table){.column_count = column_count,
                                     .right_columns = right_columns,
                                     .cell_width_max = cell_width_max};
    ras_text_init(&table->text);
    ras_vector_init(&table->ends, sizeof(size_t));
}

void ras_text_table_fini(struct ras_text_table *table)
{
    ras_text_fini(&table->text);
    ras_vector_fini(&table->ends);
}

static void cell_clean(struct ras_text *out, struct ras_bytes cell, size_t width_max)
{
    const bool cut = ras_text_width(cell) > width_max;
    const size_t room = cut ? width_max - 1 : width_max;
    size_t width = 0;
    while (cell.length > 0) {
        const size_t length = letter_length(cell);
        const bool control = (unsigned char)cell.data[0] < 0x20 || cell.data[0] == 0x7F;
        width += !is_combining(cell);
        if (width > room)
            break;
        if (control)
            ras_text_char(out, ' ');
        else
            ras_text_bytes(out, (struct ras_bytes){cell.data, length});
        cell.data += length;
        cell.length -= length;
    }
    if (cut)
        ras_text_string(out, "…");
}

void ras_text_table_add(struct ras_text_table *table, struct ras_bytes cell)
{
    void *item = NULL;
    cell_clean(&table->text, cell, table->cell_width_max);
    if (ras_vector_extend(&table->ends, 1, &item, NULL) != RAS_OK) {
        table->failed = true;
        return;
    }
    *(size_t *)item = table->text.length;
}

void ras_text_table_add_string(struct ras_text_table *table, const char *cell)
{
    ras_text_table_add(table, ras_bytes_of(cell));
}

static struct ras_bytes cell_at(const struct ras_text_table *table, size_t position)
{
    const size_t *const ends = table->ends.data;
    const size_t start = position == 0 ? 0 : ends[position - 1];
    return (struct ras_bytes){table->text.data + start, ends[position] - start};
}

static void blanks(struct ras_text *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ras_text_char(out, ' ');
}

static void row_append(const struct ras_text_table *table, size_t first, const size_t *widths,
                       struct ras_text *out)
{
    size_t owed = 0; /* blanks are written only when something follows them */
    for (unsigned column = 0; column < table->column_count; column++) {
        if (first + column >= table->ends.count)
            break;
        const struct ras_bytes cell = cell_at(table, first + column);
        const size_t padding = widths[column] - ras_text_width(cell);
        const bool right = (table->right_columns >> column & 1) != 0;
        if (column > 0)
            owed += sizeof COLUMN_GAP - 1;
        owed += right ? padding : 0;
        if (cell.length > 0) {
            blanks(out, owed);
            owed = 0;
            ras_text_bytes(out, cell);
        }
        owed += right ? 0 : padding;
    }
    ras_text_char(out, '\n');
}

void ras_text_table_append(const struct ras_text_table *table, struct ras_text *out)
{
    size_t widths[RAS_TEXT_TABLE_COLUMNS_MAX] = {0};
    out->failed = out->failed || table->failed || table->text.failed;
    if (out->failed)
        return;
    for (size_t i = 0; i < table->ends.count; i++) {
        const size_t width = ras_text_width(cell_at(table, i));
        size_t *const widest = &widths[i % table->column_count];
        *widest = width > *widest ? width : *widest;
    }
    for (size_t first = 0; first < table->ends.count; first += table->column_count)
        row_append(table, first, widths, out);
}
