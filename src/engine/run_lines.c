/* The files of a run are read like any extract: the same splitter, quotes and all. */
#include "engine/run_lines.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "read/reader.h"

#include <assert.h>
#include <string.h>

static bool begins_formula(struct ras_bytes text)
{
    return text.length > 0 && memchr("=+-@\t\r", text.data[0], 6) != NULL;
}

bool ras_run_line_is(struct ras_bytes cell, struct ras_bytes key)
{
    if (ras_bytes_equal(cell, key))
        return true;
    const struct ras_bytes rest = {cell.data + 1, cell.length - 1};
    return cell.length > 1 && cell.data[0] == '\'' && begins_formula(key) &&
           ras_bytes_equal(rest, key);
}

static bool is_edge(char byte)
{
    return memchr(",;\t\"' \r\n", byte, 8) != NULL;
}

bool ras_run_line_holds(struct ras_bytes cell, struct ras_bytes key)
{
    const char *at = cell.data;
    const char *const end = cell.data + cell.length;
    if (key.length == 0)
        return false;
    while ((size_t)(end - at) >= key.length) {
        at = memmem(at, (size_t)(end - at), key.data, key.length);
        if (at == NULL)
            return false;
        const bool starts = at == cell.data || is_edge(at[-1]);
        const bool ends = at + key.length == end || is_edge(at[key.length]);
        if (starts && ends)
            return true;
        at++;
    }
    return false;
}

static enum ras_status line_take(const struct ras_run_lines_query *query,
                                 const struct ras_batch *batch, uint32_t row,
                                 struct ras_arena *arena, struct ras_run_line *line,
                                 struct ras_error *error)
{
    for (size_t i = 0; i < query->column_count; i++) {
        const struct ras_cell cell = batch->carried[i][row];
        line->values[i] =
            ras_arena_copy(arena, (struct ras_bytes){batch->text + cell.offset, cell.length});
        if (line->values[i].data == NULL)
            return ras_no_memory(error, cell.length);
    }
    return RAS_OK;
}

static enum ras_status chunk_search(const struct ras_run_lines_query *query,
                                    const struct ras_batch *batch, struct ras_arena *arena,
                                    struct ras_run_line *lines, size_t *found,
                                    struct ras_error *error)
{
    for (uint32_t row = 0; row < batch->row_count; row++) {
        if (!query->fits(ras_batch_value(batch, RAS_FIELD_RECORD_ID, row), query->key))
            continue;
        if (*found < query->line_max)
            RAS_TRY(line_take(query, batch, row, arena, &lines[*found], error));
        (*found)++;
    }
    return RAS_OK;
}

enum ras_status ras_run_lines_find(const struct ras_run_lines_query *query, struct ras_arena *arena,
                                   struct ras_run_line *lines, size_t *found,
                                   struct ras_error *error)
{
    const struct ras_column_mapping mapping = {RAS_FIELD_RECORD_ID, query->key_column};
    const struct ras_reader_settings settings = {.source_name = "the run",
                                                 .paths = &query->path,
                                                 .path_count = 1,
                                                 .mappings = &mapping,
                                                 .mapping_count = 1,
                                                 .carried = query->columns,
                                                 .carried_count = query->column_count,
                                                 .required = RAS_FIELD_BIT(RAS_FIELD_RECORD_ID),
                                                 .delimiter = ','};
    struct ras_reader *reader = NULL;
    struct ras_chunk chunk;
    enum ras_status status = RAS_OK;
    assert(query->column_count <= RAS_RUN_LINE_COLUMNS_MAX);
    *found = 0;
    ras_chunk_init(&chunk);
    RAS_TRY_DONE(ras_reader_open(&reader, &settings, error));
    for (;;) {
        bool end = false;
        RAS_TRY_DONE(ras_reader_next(reader, &chunk, &end, error));
        if (end)
            break;
        RAS_TRY_DONE(ras_chunk_parse(&chunk, error));
        RAS_TRY_DONE(chunk_search(query, &chunk.batch, arena, lines, found, error));
    }
done:
    ras_chunk_fini(&chunk);
    if (reader != NULL)
        ras_reader_close(reader);
    return status;
}
