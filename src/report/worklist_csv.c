/* worklists/<commune>.csv: every task of the commune, for people who open it in a spreadsheet. */
#include "report/report.h"

#include "base/bytes.h"
#include "report/line_fields.h"
#include "report/worklist_row.h"

#include <assert.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

void ras_worklist_csv_header(struct ras_text *out)
{
    ras_text_string(out, BYTE_ORDER_MARK);
    for (unsigned column = 0; column < RAS_WORKLIST_COLUMN_COUNT; column++) {
        if (column > 0)
            ras_text_char(out, ',');
        const char *const header = ras_worklist_column_at((enum ras_worklist_column)column)->header;
        ras_line_text(out, ras_bytes_of(header));
    }
    ras_text_char(out, '\n');
}

/* One reservation a task. */
static void append_row(struct ras_text *out, const struct ras_worklist_row *row)
{
    size_t bytes = 1;
    for (unsigned column = 0; column < RAS_WORKLIST_COLUMN_COUNT; column++)
        bytes += RAS_PUT_TEXT_MAX(row->cells[column].length);
    if (!ras_text_reserve(out, bytes))
        return;
    char *at = out->data + out->length;
    for (unsigned column = 0; column < RAS_WORKLIST_COLUMN_COUNT; column++) {
        if (column > 0)
            *at++ = ',';
        if (row->cells[column].length > 0)
            at = ras_put_text(at, row->cells[column]);
    }
    *at++ = '\n';
    out->length = (size_t)(at - out->data);
    assert(out->length <= out->capacity);
}

void ras_worklist_csv_append(struct ras_text *out, const struct ras_worklist_settings *settings,
                             const struct ras_task *tasks, size_t task_count)
{
    struct ras_worklist_row row;
    ras_worklist_row_init(&row);
    for (size_t i = 0; i < task_count && !out->failed; i++) {
        if (!ras_worklist_row_fill(&row, settings, &tasks[i], SIZE_MAX))
            out->failed = true;
        else
            append_row(out, &row);
    }
    ras_worklist_row_fini(&row);
}
