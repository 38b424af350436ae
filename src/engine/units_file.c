/* Reading the list of communes (code,name,type,province_code,province) and the crosswalk
 * (old_code,new_code,kind) through the same reader as every other file.
 *
 * The reader knows the fields of persons only, so the columns of these files are carried through
 * and taken by position. */
#include "engine/context.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "read/reader.h"

#include <string.h>

enum { LIST_CODE, LIST_NAME, LIST_PROVINCE_CODE, LIST_PROVINCE, LIST_COLUMNS };
enum { CROSSWALK_OLD, CROSSWALK_NEW, CROSSWALK_COLUMNS };

static const char *const list_headers[LIST_COLUMNS] = {"code", "name", "province_code", "province"};
static const char *const crosswalk_headers[CROSSWALK_COLUMNS] = {"old_code", "new_code"};

typedef enum ras_status unit_row_function(struct ras_units *units, const struct ras_bytes *values,
                                          const char *path, uint64_t line_number,
                                          struct ras_error *error);

static bool code_parse(struct ras_bytes text, uint32_t *code)
{
    uint32_t value = 0;
    if (text.length == 0 || text.length > 6)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        value = value * 10 + (uint32_t)(text.data[i] - '0');
    }
    *code = value;
    return true;
}

/* Into a NUL-terminated field, cut before a letter that does not fit. */
static void text_keep(struct ras_bytes text, char *out, size_t capacity)
{
    size_t length = text.length < capacity - 1 ? text.length : capacity - 1;
    while (length > 0 && length < text.length && ((unsigned char)text.data[length] & 0xC0) == 0x80)
        length--;
    if (length > 0)
        memcpy(out, text.data, length);
    out[length] = '\0';
}

static enum ras_status list_row(struct ras_units *units, const struct ras_bytes *values,
                                const char *path, uint64_t line_number, struct ras_error *error)
{
    struct ras_unit unit;
    if (!code_parse(values[LIST_CODE], &unit.code) ||
        !code_parse(values[LIST_PROVINCE_CODE], &unit.province_code))
        return ras_fail_at(error, RAS_BAD_INPUT, path, line_number, 0,
                           "a commune needs a code and a province_code of digits");
    text_keep(values[LIST_NAME], unit.name, sizeof unit.name);
    text_keep(values[LIST_PROVINCE], unit.province, sizeof unit.province);
    return ras_units_add(units, &unit, error);
}

static enum ras_status crosswalk_row(struct ras_units *units, const struct ras_bytes *values,
                                     const char *path, uint64_t line_number,
                                     struct ras_error *error)
{
    uint32_t old_code = 0, new_code = 0;
    if (!code_parse(values[CROSSWALK_OLD], &old_code) ||
        !code_parse(values[CROSSWALK_NEW], &new_code))
        return ras_fail_at(error, RAS_BAD_INPUT, path, line_number, 0,
                           "a line of the crosswalk needs old_code and new_code of digits");
    return ras_units_add_old(units, old_code, new_code, error);
}

static enum ras_status batch_take(struct ras_units *units, const struct ras_batch *batch,
                                  const char *path, unit_row_function *take,
                                  struct ras_error *error)
{
    struct ras_bytes values[LIST_COLUMNS];
    if (batch->reject_count > 0)
        return ras_fail_at(error, RAS_BAD_INPUT, path,
                           batch->first_line_number + batch->rejects[0].line, 0,
                           "cannot read this line: %s", ras_reject_name(batch->rejects[0].code));
    for (uint32_t row = 0; row < batch->row_count; row++) {
        for (uint32_t i = 0; i < batch->carried_count; i++) {
            const struct ras_cell cell = batch->carried[i][row];
            values[i] = (struct ras_bytes){batch->text + cell.offset, cell.length};
        }
        RAS_TRY(take(units, values, path, batch->first_line_number + batch->line[row], error));
    }
    return RAS_OK;
}

static enum ras_status file_read(struct ras_units *units, const char *path,
                                 const char *const *headers, size_t header_count,
                                 unit_row_function *take, struct ras_error *error)
{
    const struct ras_reader_settings settings = {.source_name = "units",
                                                 .paths = &path,
                                                 .path_count = 1,
                                                 .carried = headers,
                                                 .carried_count = header_count};
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
        RAS_TRY_DONE(batch_take(units, &chunk.batch, path, take, error));
    }
done:
    ras_chunk_fini(&chunk);
    ras_reader_close(reader);
    return status;
}

enum ras_status ras_units_read(struct ras_units *units, const char *list, const char *crosswalk,
                               struct ras_error *error)
{
    if (list != NULL)
        RAS_TRY(file_read(units, list, list_headers, LIST_COLUMNS, list_row, error));
    if (crosswalk != NULL)
        RAS_TRY(file_read(units, crosswalk, crosswalk_headers, CROSSWALK_COLUMNS, crosswalk_row,
                          error));
    return RAS_OK;
}
