/* rejects/<source>.csv: rows that could not be read, shown as they stood. */
#include "report/report.h"

#include "base/bytes.h"
#include "report/line_fields.h"
#include "report/utf8_cut.h"

static void append_reason(struct ras_text *out, const struct ras_reject *reject)
{
    ras_text_string(out, ras_reject_vietnamese(reject->code));
    if (reject->code == RAS_REJECT_RAGGED) {
        ras_text_string(out, " (");
        ras_text_unsigned(out, reject->detail);
        ras_text_string(out, " cột)");
    }
}

void ras_reject_header(struct ras_text *out)
{
    ras_text_string(out, ras_report_at(RAS_REPORT_REJECTS)->columns);
    ras_text_char(out, '\n');
}

void ras_reject_append(struct ras_text *out, const char *file, const struct ras_batch *batch,
                       const struct ras_reject *reject)
{
    ras_line_text(out, ras_bytes_of(file));
    ras_text_char(out, ',');
    ras_text_unsigned(out, batch->first_line_number + reject->line);
    ras_text_char(out, ',');
    ras_text_unsigned(out, batch->first_byte_offset + reject->offset + reject->error_offset);
    ras_text_char(out, ',');
    ras_text_string(out, ras_reject_name(reject->code));
    ras_text_char(out, ',');
    if (reject->field != RAS_FIELD_NONE)
        ras_text_string(out, ras_field_name(reject->field));
    ras_text_char(out, ',');
    append_reason(out, reject);
    ras_text_char(out, ',');
    const struct ras_bytes raw = {batch->text + reject->offset, reject->length};
    ras_line_raw(out, ras_utf8_prefix(raw, RAS_REJECT_RAW_MAX));
    ras_text_char(out, '\n');
}
