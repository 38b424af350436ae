/* Reading the inputs into a record table: rows in order, each field through its transforms, each
 * text into a number. */
#include "linkage/record_table.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "base/try.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define ARENA_BLOCK_BYTES ((size_t)256 << 10)
#define JOINED_BYTES_MAX  RAS_TRANSFORM_BYTES_MAX

uint64_t ras_record_pair_count(const struct ras_record_table *table)
{
    const uint64_t all = table->record_count;
    if (table->schema->two_files)
        return (uint64_t)table->left_count * (all - table->left_count);
    return all < 2 ? 0 : all * (all - 1) / 2;
}

/* The number of a text, new or known; 0 for the empty one. */
static enum ras_status value_of(struct ras_record_table *table, struct ras_bytes text,
                                uint32_t *value, struct ras_error *error)
{
    *value = 0;
    if (text.length == 0)
        return RAS_OK;
    const uint32_t fresh = (uint32_t)table->texts.count;
    RAS_TRY(ras_table_add(&table->numbers, ras_hash(text.data, text.length), fresh, value, error));
    if (*value != fresh)
        return RAS_OK;
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&table->texts, 1, &item, error));
    const struct ras_bytes copy = ras_arena_copy(&table->arena, text);
    if (copy.data == NULL)
        return ras_no_memory(error, text.length);
    *(struct ras_bytes *)item = copy;
    return RAS_OK;
}

enum ras_status ras_record_table_init(struct ras_record_table *table,
                                      const struct ras_link_schema *schema, struct ras_error *error)
{
    *table = (struct ras_record_table){.schema = schema};
    ras_arena_init(&table->arena, ARENA_BLOCK_BYTES);
    ras_table_init(&table->numbers);
    ras_vector_init(&table->ids, sizeof(struct ras_bytes));
    ras_vector_init(&table->texts, sizeof(struct ras_bytes));
    ras_vector_init(&table->word_starts, sizeof(uint32_t));
    ras_vector_init(&table->words, sizeof(uint32_t));
    table->columns = ras_alloc_zeroed(schema->field_count, sizeof table->columns[0]);
    if (table->columns == NULL)
        return ras_no_memory(error, schema->field_count * sizeof table->columns[0]);
    for (uint32_t i = 0; i < schema->field_count; i++)
        ras_vector_init(&table->columns[i], sizeof(uint32_t));
    void *none = NULL;
    RAS_TRY(ras_vector_extend(&table->texts, 1, &none, error));
    *(struct ras_bytes *)none = (struct ras_bytes){"", 0};
    return RAS_OK;
}

void ras_record_table_fini(struct ras_record_table *table)
{
    for (uint32_t i = 0; table->columns != NULL && i < table->schema->field_count; i++)
        ras_vector_fini(&table->columns[i]);
    ras_free(table->columns);
    table->columns = NULL;
    ras_vector_fini(&table->ids);
    ras_vector_fini(&table->texts);
    ras_vector_fini(&table->word_starts);
    ras_vector_fini(&table->words);
    ras_table_fini(&table->numbers);
    ras_arena_fini(&table->arena);
}

/* The cells of a field joined by blanks, empty ones left out. */
static struct ras_bytes cells_join(const struct ras_link_field *field,
                                   const struct ras_bytes *cells, char *joined)
{
    if (field->column_count == 1)
        return cells[field->columns[0]];
    size_t used = 0;
    for (unsigned i = 0; i < field->column_count; i++) {
        const struct ras_bytes cell = cells[field->columns[i]];
        if (cell.length == 0 || used + cell.length + 1 > JOINED_BYTES_MAX)
            continue;
        if (used > 0)
            joined[used++] = ' ';
        memcpy(joined + used, cell.data, cell.length);
        used += cell.length;
    }
    return (struct ras_bytes){joined, used};
}

enum ras_status ras_record_table_add(struct ras_record_table *table, struct ras_bytes id,
                                     const struct ras_bytes *cells, struct ras_error *error)
{
    char joined[JOINED_BYTES_MAX + 1];
    char transformed[RAS_TRANSFORM_BYTES_MAX];
    if (table->record_count == UINT32_MAX - 1)
        return ras_fail(error, RAS_BAD_INPUT, "more than %u records", UINT32_MAX - 1);
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&table->ids, 1, &item, error));
    const struct ras_bytes copy = ras_arena_copy(&table->arena, id);
    if (copy.data == NULL)
        return ras_no_memory(error, id.length);
    *(struct ras_bytes *)item = copy;
    for (uint32_t i = 0; i < table->schema->field_count; i++) {
        const struct ras_link_field *const field = &table->schema->fields[i];
        const struct ras_bytes text = cells_join(field, cells, joined);
        const size_t length = text.length == 0
                                  ? 0
                                  : ras_transforms_apply(field->transforms, field->transform_count,
                                                         text, transformed, sizeof transformed);
        uint32_t value = 0;
        RAS_TRY(value_of(table, (struct ras_bytes){transformed, length}, &value, error));
        RAS_TRY(ras_vector_extend(&table->columns[i], 1, &item, error));
        *(uint32_t *)item = value;
    }
    table->record_count++;
    return RAS_OK;
}

void ras_record_table_left_done(struct ras_record_table *table)
{
    table->left_count = table->record_count;
}

static enum ras_status chunk_add(struct ras_record_table *table, const struct ras_batch *batch,
                                 uint32_t column_count, bool has_id, struct ras_error *error)
{
    struct ras_bytes cells[RAS_CARRIED_MAX];
    for (uint32_t row = 0; row < batch->row_count; row++) {
        for (uint32_t i = 0; i < column_count; i++) {
            const struct ras_cell cell = batch->carried[i][row];
            cells[i] = (struct ras_bytes){batch->text + cell.offset, cell.length};
        }
        char number[24];
        struct ras_bytes id = {number, 0};
        if (has_id) {
            const struct ras_cell cell = batch->carried[column_count][row];
            id = (struct ras_bytes){batch->text + cell.offset, cell.length};
        } else {
            id.length = (size_t)snprintf(number, sizeof number, "%u", table->record_count + 1);
        }
        RAS_TRY(ras_record_table_add(table, id, cells, error));
    }
    table->reject_count += batch->reject_count;
    return RAS_OK;
}

static enum ras_status input_read(struct ras_record_table *table, unsigned side,
                                  const atomic_int *stop, struct ras_error *error)
{
    const struct ras_link_schema *const schema = table->schema;
    const struct ras_link_input *const input = &schema->inputs[side];
    const char *carried[RAS_CARRIED_MAX];
    for (uint32_t i = 0; i < schema->column_count; i++)
        carried[i] = schema->columns[side][i];
    if (input->id != NULL)
        carried[schema->column_count] = input->id;
    const struct ras_reader_settings settings = {.source_name = input->path,
                                                 .paths = &input->path,
                                                 .path_count = 1,
                                                 .carried = carried,
                                                 .carried_count =
                                                     schema->column_count + (input->id != NULL),
                                                 .carried_only = true,
                                                 .stop = stop};
    struct ras_reader *reader = NULL;
    struct ras_chunk chunk;
    bool end = false;
    ras_chunk_init(&chunk);
    enum ras_status status = ras_reader_open(&reader, &settings, error);
    while (status == RAS_OK) {
        RAS_TRY_DONE(ras_reader_next(reader, &chunk, &end, error));
        if (end)
            break;
        RAS_TRY_DONE(ras_chunk_parse(&chunk, error));
        RAS_TRY_DONE(
            chunk_add(table, &chunk.batch, schema->column_count, input->id != NULL, error));
    }
done:
    ras_chunk_fini(&chunk);
    ras_reader_close(reader);
    return status;
}

enum ras_status ras_record_table_read(struct ras_record_table *table, const atomic_int *stop,
                                      struct ras_error *error)
{
    RAS_TRY(input_read(table, 0, stop, error));
    ras_record_table_left_done(table);
    if (table->schema->two_files)
        RAS_TRY(input_read(table, 1, stop, error));
    return ras_record_table_split(table, error);
}

/* ---- words ---- */

static void numbers_sort(uint32_t *numbers, unsigned *count)
{
    for (unsigned i = 1; i < *count; i++) {
        const uint32_t number = numbers[i];
        unsigned at = i;
        for (; at > 0 && numbers[at - 1] > number; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = number;
    }
    unsigned kept = 0;
    for (unsigned i = 0; i < *count; i++)
        if (kept == 0 || numbers[kept - 1] != numbers[i])
            numbers[kept++] = numbers[i];
    *count = kept;
}

static enum ras_status value_split(struct ras_record_table *table, uint32_t value,
                                   struct ras_error *error)
{
    uint32_t numbers[RAS_LINK_WORDS_MAX];
    unsigned count = 0;
    const struct ras_bytes text = ras_value_text(table, value);
    for (size_t at = 0; at < text.length && count < RAS_LINK_WORDS_MAX;) {
        size_t end = at;
        while (end < text.length && text.data[end] != ' ')
            end++;
        if (end > at)
            RAS_TRY(value_of(table, (struct ras_bytes){text.data + at, end - at}, &numbers[count++],
                             error));
        at = end + 1;
    }
    numbers_sort(numbers, &count);
    void *items = NULL;
    RAS_TRY(ras_vector_extend(&table->words, count, &items, error));
    if (count > 0)
        memcpy(items, numbers, count * sizeof numbers[0]);
    return RAS_OK;
}

static enum ras_status start_add(struct ras_record_table *table, struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&table->word_starts, 1, &item, error));
    *(uint32_t *)item = (uint32_t)table->words.count;
    return RAS_OK;
}

enum ras_status ras_record_table_split(struct ras_record_table *table, struct ras_error *error)
{
    const uint32_t value_count = ras_value_count(table);
    enum ras_status status = RAS_OK;
    uint8_t *const split = ras_alloc_zeroed(value_count, 1);
    if (split == NULL)
        return ras_no_memory(error, value_count);
    for (uint32_t field = 0; field < table->schema->field_count; field++)
        for (uint32_t i = 0; table->schema->fields[field].words && i < table->record_count; i++)
            split[ras_record_value(table, field, i)] = 1;
    for (uint32_t value = 0; value < value_count; value++) {
        RAS_TRY_DONE(start_add(table, error));
        if (value > 0 && split[value])
            RAS_TRY_DONE(value_split(table, value, error));
    }
    RAS_TRY_DONE(start_add(table, error));
done:
    ras_free(split);
    return status;
}
