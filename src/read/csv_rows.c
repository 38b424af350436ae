/* From a chunk of whole rows to a batch: rows sorted into good ones and rejects, cells of the
 * columns in use, quotes undone in place.
 *
 *   structurals:  , , , \n , , , \n        one array of positions for the whole chunk
 *   ends:             3        7           which of them end a row
 *
 * The field count of a row is then one subtraction, and its cells are neighbours in the array. */
#include "read/reader.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "read/csv_scan.h"
#include "read/layout.h"
#include "read/utf8.h"

#include <assert.h>
#include <string.h>

#define ARENA_BLOCK_BYTES ((size_t)1 << 20)
#define ROWS_AT_ONCE      64 /* their part of the structurals stays in the first cache */

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* A row as the ends tell it. */
struct row {
    uint32_t start;
    uint32_t length; /* without line end */
    uint32_t lines;  /* line ends before it in the chunk */
    uint32_t rank;   /* of the structural that ends its first field */
    uint32_t fields;
};

struct rows {
    struct ras_chunk *chunk;
    const struct ras_layout *layout;
    struct ras_csv_index index;
    bool clean; /* the whole chunk is valid UTF-8 without NUL */
    uint32_t row_count;
    uint32_t *line;
    uint32_t *offset;
    uint32_t *length;
    uint32_t *rank;
    struct ras_cell *cells; /* slot_count × row_room */
    size_t row_room;
    struct ras_reject *rejects;
    size_t reject_count;
    size_t reject_room;
};

void ras_chunk_init(struct ras_chunk *chunk)
{
    *chunk = (struct ras_chunk){.text = NULL};
    ras_arena_init(&chunk->arena, ARENA_BLOCK_BYTES);
}

void ras_chunk_fini(struct ras_chunk *chunk)
{
    ras_arena_fini(&chunk->arena);
    ras_free(chunk->text);
    chunk->text = NULL;
    chunk->length = chunk->capacity = 0;
}

/* The general case of unquoting: quotes are dropped, a pair inside gives one, and what stands
 * behind the closing quote is kept. The bytes left over behind the content become a quote and
 * blanks, so that the raw row stays readable. */
static uint32_t unquote_slowly(char *text, uint32_t start, uint32_t end)
{
    enum { INSIDE, CLOSED, PLAIN } state = INSIDE;
    uint32_t out = start;
    for (uint32_t at = start + 1; at < end; at++) {
        const char c = text[at];
        const bool kept = state != INSIDE || c != '"';
        if (state == INSIDE && c == '"')
            state = CLOSED;
        else if (state == CLOSED)
            state = c == '"' ? INSIDE : PLAIN;
        if (kept)
            text[out++] = c;
    }
    if (out < end)
        memset(text + out, ' ', end - out);
    if (out < end)
        text[out] = '"';
    return out;
}

struct ras_cell ras_field_unquote(char *text, struct ras_cell field)
{
    assert(field.length > 0);
    const uint32_t start = field.offset;
    const uint32_t end = field.offset + field.length;
    if (text[start] != '"')
        return field;
    const char *const quote = memchr(text + start + 1, '"', field.length - 1);
    if (quote == text + end - 1)
        return (struct ras_cell){start + 1, field.length - 2};
    return (struct ras_cell){start, unquote_slowly(text, start, end) - start};
}

static void *take(struct rows *rows, size_t count, size_t bytes)
{
    return ras_arena_alloc(&rows->chunk->arena, count * bytes, 8);
}

static enum ras_status index_make(struct rows *rows, struct ras_error *error)
{
    struct ras_chunk *const chunk = rows->chunk;
    const size_t structural_room = chunk->length + RAS_CSV_INDEX_SLACK;
    const size_t end_room = chunk->line_count + 1;
    rows->index.structurals = take(rows, structural_room, sizeof *rows->index.structurals);
    rows->index.ends = take(rows, end_room, sizeof *rows->index.ends);
    if (rows->index.structurals == NULL || rows->index.ends == NULL)
        return ras_no_memory(error, structural_room * sizeof *rows->index.structurals);
    ras_csv_index(&rows->index, chunk->text, chunk->length, rows->layout->delimiter);
    /* The last row of a file may have no line end: it ends with the text. */
    struct ras_csv_row_end *const ends = rows->index.ends;
    const size_t count = rows->index.end_count;
    const size_t seen = count == 0 ? 0 : (size_t)ends[count - 1].position + 1;
    assert(count < end_room || seen == chunk->length);
    if (seen < chunk->length) {
        ends[count] = (struct ras_csv_row_end){(uint32_t)chunk->length,
                                               (uint32_t)rows->index.structural_count,
                                               count == 0 ? 1 : ends[count - 1].lines + 1};
        rows->index.structurals[rows->index.structural_count++] = (uint32_t)chunk->length;
        rows->index.end_count++;
    }
    return RAS_OK;
}

static enum ras_status arrays_make(struct rows *rows, struct ras_error *error)
{
    /* A good row has at least a byte for each of its columns. */
    const size_t columns = rows->layout->column_count;
    const size_t by_length = rows->chunk->length / columns + 1;
    rows->row_room = rows->index.end_count < by_length ? rows->index.end_count : by_length;
    rows->line = take(rows, rows->row_room, sizeof *rows->line);
    rows->offset = take(rows, rows->row_room, sizeof *rows->offset);
    rows->length = take(rows, rows->row_room, sizeof *rows->length);
    rows->rank = take(rows, rows->row_room, sizeof *rows->rank);
    const size_t cells = rows->row_room * rows->layout->slot_count;
    rows->cells = take(rows, cells, sizeof *rows->cells);
    if (rows->line == NULL || rows->offset == NULL || rows->length == NULL || rows->rank == NULL ||
        rows->cells == NULL)
        return ras_no_memory(error, cells * sizeof *rows->cells);
    return RAS_OK;
}

static enum ras_status reject_add(struct rows *rows, struct ras_reject reject,
                                  struct ras_error *error)
{
    if (rows->reject_count == rows->reject_room) {
        const size_t room = rows->reject_room == 0 ? 64 : rows->reject_room * 2;
        struct ras_reject *const larger = take(rows, room, sizeof *larger);
        if (larger == NULL)
            return ras_no_memory(error, room * sizeof *larger);
        if (rows->reject_count > 0)
            memcpy(larger, rows->rejects, rows->reject_count * sizeof *larger);
        rows->rejects = larger;
        rows->reject_room = room;
    }
    rows->rejects[rows->reject_count++] = reject;
    return RAS_OK;
}

/* The field of the column in which the byte at `position` of the chunk lies. */
static enum ras_field field_at(const struct rows *rows, const struct row *row, uint32_t position)
{
    uint32_t column = 0;
    while (column + 1 < row->fields && rows->index.structurals[row->rank + column] < position)
        column++;
    return column < rows->layout->column_count ? rows->layout->column_field[column]
                                               : RAS_FIELD_NONE;
}

static enum ras_status row_reject(struct rows *rows, const struct row *row,
                                  enum ras_reject_code code, uint32_t error_offset,
                                  struct ras_error *error)
{
    const bool about_a_byte = code == RAS_REJECT_NUL_BYTE || code == RAS_REJECT_INVALID_UTF8;
    return reject_add(
        rows,
        (struct ras_reject){
            .offset = row->start,
            .length = row->length,
            .line = row->lines,
            .error_offset = error_offset,
            .code = code,
            .field = about_a_byte ? field_at(rows, row, row->start + error_offset) : RAS_FIELD_NONE,
            .detail = code == RAS_REJECT_RAGGED ? row->fields : 0,
        },
        error);
}

/* Only rows of a chunk that is not clean come here. Returns the code, RAS_REJECT_CODE_COUNT = none
 */
static enum ras_reject_code text_trouble(const struct rows *rows, const struct row *row,
                                         uint32_t *error_offset)
{
    const char *const text = rows->chunk->text + row->start;
    const char *const nul = memchr(text, '\0', row->length);
    if (nul != NULL) {
        *error_offset = (uint32_t)(nul - text);
        return RAS_REJECT_NUL_BYTE;
    }
    const size_t invalid = ras_utf8_error(text, row->length);
    if (invalid == RAS_UTF8_VALID)
        return RAS_REJECT_CODE_COUNT;
    *error_offset = (uint32_t)invalid;
    return RAS_REJECT_INVALID_UTF8;
}

static bool is_blank(const char *text, const struct row *row)
{
    if (row->fields != 1)
        return false;
    for (uint32_t i = 0; i < row->length; i++)
        if (text[row->start + i] != ' ')
            return false;
    return true;
}

/* Files that were joined carry their header lines, and perhaps BOMs, along. */
static bool is_repeated_header(const struct rows *rows, const struct row *row)
{
    const struct ras_bytes header = rows->layout->header_row;
    const char *text = rows->chunk->text + row->start;
    size_t length = row->length;
    if (length == header.length + 3 && memcmp(text, byte_order_mark, 3) == 0) {
        text += 3;
        length -= 3;
    }
    return length == header.length && memcmp(text, header.data, length) == 0;
}

static enum ras_status row_sort(struct rows *rows, const struct row *row, struct ras_error *error)
{
    if (row->fields == 1 && is_blank(rows->chunk->text, row))
        return RAS_OK;
    if (is_repeated_header(rows, row))
        return row_reject(rows, row, RAS_REJECT_REPEATED_HEADER, 0, error);
    if (!rows->clean) {
        uint32_t error_offset = 0;
        const enum ras_reject_code code = text_trouble(rows, row, &error_offset);
        if (code != RAS_REJECT_CODE_COUNT)
            return row_reject(rows, row, code, error_offset, error);
    }
    const uint32_t columns = rows->layout->column_count;
    if (row->fields != columns) {
        /* The delimiter too many, or the end where one is missing. */
        const uint32_t at = row->fields > columns
                                ? rows->index.structurals[row->rank + columns - 1] - row->start
                                : row->length;
        return row_reject(rows, row, RAS_REJECT_RAGGED, at, error);
    }
    const uint32_t i = rows->row_count++;
    assert(i < rows->row_room);
    rows->line[i] = row->lines;
    rows->offset[i] = row->start;
    rows->length[i] = row->length;
    rows->rank[i] = row->rank;
    return RAS_OK;
}

static enum ras_status rows_sort(struct rows *rows, struct ras_error *error)
{
    const char *const text = rows->chunk->text;
    struct row row = {0, 0, 0, 0, 0};
    for (size_t i = 0; i < rows->index.end_count; i++) {
        const struct ras_csv_row_end end = rows->index.ends[i];
        row.length = end.position - row.start;
        if (row.length > 0 && text[end.position] == '\n' && text[end.position - 1] == '\r') {
            row.length--;
            rows->index.structurals[end.rank]--; /* the last cell ends before the CR */
        }
        row.fields = end.rank + 1 - row.rank;
        RAS_TRY(row_sort(rows, &row, error));
        row.start = end.position + 1;
        row.lines = end.lines;
        row.rank = end.rank + 1;
    }
    return RAS_OK;
}

/* The cells of one column for rows [from, to). */
static void column_cells(const struct rows *rows, uint32_t column, struct ras_cell *cells,
                         uint32_t from, uint32_t to)
{
    char *const text = rows->chunk->text;
    const uint32_t *const structurals = rows->index.structurals;
    for (uint32_t i = from; i < to; i++) {
        const uint32_t at = rows->rank[i] + column;
        const uint32_t start = column == 0 ? rows->offset[i] : structurals[at - 1] + 1;
        struct ras_cell cell = {start, structurals[at] - start};
        if (text[start] == '"' && cell.length > 0)
            cell = ras_field_unquote(text, cell);
        cells[i] = cell;
    }
}

static void cells_fill(const struct rows *rows)
{
    for (uint32_t from = 0; from < rows->row_count; from += ROWS_AT_ONCE) {
        const uint32_t left = rows->row_count - from;
        const uint32_t to = from + (left < ROWS_AT_ONCE ? left : ROWS_AT_ONCE);
        for (uint32_t slot = 0; slot < rows->layout->slot_count; slot++)
            column_cells(rows, rows->layout->slot_column[slot], rows->cells + slot * rows->row_room,
                         from, to);
    }
}

static void batch_fill(const struct rows *rows)
{
    const struct ras_layout *const layout = rows->layout;
    struct ras_batch *const batch = &rows->chunk->batch;
    batch->row_count = rows->row_count;
    batch->line = rows->line;
    batch->row_offset = rows->offset;
    batch->row_length = rows->length;
    batch->rejects = rows->rejects;
    batch->reject_count = (uint32_t)rows->reject_count;
    for (unsigned field = 0; field < RAS_FIELD_COUNT; field++)
        batch->cells[field] = layout->field_slot[field] == RAS_SLOT_NONE
                                  ? NULL
                                  : rows->cells + layout->field_slot[field] * rows->row_room;
    batch->carried_count = layout->carried_count;
    for (uint32_t i = 0; i < layout->carried_count; i++)
        batch->carried[i] = rows->cells + layout->carried_slot[i] * rows->row_room;
    atomic_fetch_add_explicit(layout->row_count, rows->row_count + rows->reject_count,
                              memory_order_relaxed);
}

/* A row that the splitter gave up on: nothing but its reject. */
static enum ras_status failed_row(struct rows *rows, struct ras_error *error)
{
    const struct ras_chunk *const chunk = rows->chunk;
    return reject_add(rows,
                      (struct ras_reject){.length = (uint32_t)chunk->length,
                                          .error_offset = chunk->row_failure_offset,
                                          .code = chunk->row_failure,
                                          .field = RAS_FIELD_NONE},
                      error);
}

enum ras_status ras_chunk_parse(struct ras_chunk *chunk, struct ras_error *error)
{
    assert(chunk->layout != NULL);
    ras_arena_reset(&chunk->arena);
    chunk->batch.text = chunk->text;
    struct rows rows = {.chunk = chunk, .layout = chunk->layout};
    if (chunk->row_failed) {
        RAS_TRY(arrays_make(&rows, error));
        RAS_TRY(failed_row(&rows, error));
    } else {
        rows.clean = ras_text_is_clean(chunk->text, chunk->length);
        RAS_TRY(index_make(&rows, error));
        RAS_TRY(arrays_make(&rows, error));
        RAS_TRY(rows_sort(&rows, error));
        cells_fill(&rows);
    }
    batch_fill(&rows);
    return RAS_OK;
}
