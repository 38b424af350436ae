/* Reading the list of communes (code,name,type,province_code,province) and the crosswalk
 * (old_code,new_code,kind). */
#include "engine/context.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "read/column_file.h"

#include <string.h>

enum { LIST_CODE, LIST_NAME, LIST_PROVINCE_CODE, LIST_PROVINCE, LIST_COLUMNS };
enum { CROSSWALK_OLD, CROSSWALK_NEW, CROSSWALK_COLUMNS };

static const char *const list_headers[LIST_COLUMNS] = {"code", "name", "province_code", "province"};
static const char *const crosswalk_headers[CROSSWALK_COLUMNS] = {"old_code", "new_code"};

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

static enum ras_status list_row(void *context, const struct ras_column_row *row,
                                struct ras_error *error)
{
    struct ras_units *const units = context;
    const struct ras_bytes *const values = row->value;
    struct ras_unit unit;
    if (!code_parse(values[LIST_CODE], &unit.code) ||
        !code_parse(values[LIST_PROVINCE_CODE], &unit.province_code))
        return ras_fail_at(error, RAS_BAD_INPUT, row->path, row->line_number, 0,
                           "a commune needs a code and a province_code of digits");
    text_keep(values[LIST_NAME], unit.name, sizeof unit.name);
    text_keep(values[LIST_PROVINCE], unit.province, sizeof unit.province);
    return ras_units_add(units, &unit, error);
}

static enum ras_status crosswalk_row(void *context, const struct ras_column_row *row,
                                     struct ras_error *error)
{
    struct ras_units *const units = context;
    uint32_t old_code = 0, new_code = 0;
    if (!code_parse(row->value[CROSSWALK_OLD], &old_code) ||
        !code_parse(row->value[CROSSWALK_NEW], &new_code))
        return ras_fail_at(error, RAS_BAD_INPUT, row->path, row->line_number, 0,
                           "a line of the crosswalk needs old_code and new_code of digits");
    return ras_units_add_old(units, old_code, new_code, error);
}

enum ras_status ras_units_read(struct ras_units *units, const char *list, const char *crosswalk,
                               struct ras_error *error)
{
    const struct ras_column_file list_file = {
        .path = list, .what = "units", .headers = list_headers, .column_count = LIST_COLUMNS};
    const struct ras_column_file crosswalk_file = {.path = crosswalk,
                                                   .what = "units",
                                                   .headers = crosswalk_headers,
                                                   .column_count = CROSSWALK_COLUMNS};
    if (list != NULL)
        RAS_TRY(ras_column_file_read(&list_file, list_row, units, NULL, error));
    if (crosswalk != NULL)
        RAS_TRY(ras_column_file_read(&crosswalk_file, crosswalk_row, units, NULL, error));
    return RAS_OK;
}
