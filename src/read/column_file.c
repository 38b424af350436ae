/* Rows of wanted columns through the same reader as every other file. */
#include "read/column_file.h"

#include "base/try.h"
#include "read/reader.h"

#include <stdarg.h>
#include <stdio.h>

#define COUNT_DIGITS_MAX 15

static enum ras_status rows_take(const struct ras_column_file *file, const struct ras_batch *batch,
                                 ras_column_row_function *take, void *context,
                                 struct ras_error *error)
{
    struct ras_column_row given = {.path = file->path};
    if (batch->reject_count > 0)
        return ras_fail_at(error, RAS_BAD_INPUT, file->path,
                           batch->first_line_number + batch->rejects[0].line, 0,
                           "this line cannot be read: %s", ras_reject_name(batch->rejects[0].code));
    for (uint32_t row = 0; row < batch->row_count; row++) {
        given.line_number = batch->first_line_number + batch->line[row];
        for (uint32_t i = 0; i < batch->carried_count; i++) {
            const struct ras_cell cell = batch->carried[i][row];
            given.value[i] = (struct ras_bytes){batch->text + cell.offset, cell.length};
            given.column[i] = cell.offset - batch->row_offset[row] + 1;
        }
        RAS_TRY(take(context, &given, error));
    }
    return RAS_OK;
}

enum ras_status ras_column_file_read(const struct ras_column_file *file,
                                     ras_column_row_function *take, void *context, uint64_t *hash,
                                     struct ras_error *error)
{
    const struct ras_reader_settings settings = {.source_name = file->what,
                                                 .paths = &file->path,
                                                 .path_count = 1,
                                                 .carried = file->headers,
                                                 .carried_count = file->column_count,
                                                 .carried_only = true,
                                                 .stop = file->stop};
    struct ras_reader *reader = NULL;
    struct ras_chunk chunk;
    bool end = false;
    RAS_TRY(ras_reader_open(&reader, &settings, error));
    ras_chunk_init(&chunk);
    enum ras_status status = RAS_OK;
    for (;;) {
        RAS_TRY_DONE(ras_reader_next(reader, &chunk, &end, error));
        if (end)
            break;
        RAS_TRY_DONE(ras_chunk_parse(&chunk, error));
        RAS_TRY_DONE(rows_take(file, &chunk.batch, take, context, error));
    }
    if (hash != NULL)
        *hash = ras_reader_file_at(reader, 0)->hash;
done:
    ras_chunk_fini(&chunk);
    ras_reader_close(reader);
    return status;
}

enum ras_status ras_column_row_fail(const struct ras_column_row *row, unsigned column,
                                    struct ras_error *error, const char *format, ...)
{
    char message[RAS_ERROR_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ras_fail_at(error, RAS_BAD_INPUT, row->path, row->line_number, row->column[column], "%s",
                       message);
}

enum ras_status ras_column_row_count(const struct ras_column_row *row, unsigned column,
                                     uint64_t *count, struct ras_error *error)
{
    const struct ras_bytes text = row->value[column];
    *count = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || i == COUNT_DIGITS_MAX)
            return ras_column_row_fail(row, column, error,
                                       "a count must be a whole number of at most %d digits",
                                       COUNT_DIGITS_MAX);
        *count = *count * 10 + (uint64_t)(text.data[i] - '0');
    }
    return text.length > 0 ? RAS_OK : ras_column_row_fail(row, column, error, "a count is empty");
}
