/* A batch: the rows of one chunk of a file, as columns of cells over one text.
 *
 *   text:   ...|Nguyễn Văn An|1985-03-07|...        one chunk, whole rows only
 *   cells[FULL_NAME]: {offset, length} per row      NULL where the file has no such column
 *
 * Ownership: everything belongs to the reader's job and lives until the job is given back. Cells
 * are already unquoted (in place); text is followed by RAS_TEXT_PADDING readable bytes. */
#ifndef RASOAT_RECORD_BATCH_H
#define RASOAT_RECORD_BATCH_H

#include "rasoat/bytes.h"
#include "record/fields.h"

#include <stdint.h>

#define RAS_CARRIED_MAX 64 /* carried columns per source */

struct ras_cell {
    uint32_t offset;
    uint32_t length;
};

/* Why a row was rejected. name is what the rejects file shows. */
#define RAS_REJECT_CODES(REJECT)                                                                   \
    REJECT(RAGGED, ragged, "số cột khác dòng tiêu đề")                                             \
    REJECT(INVALID_UTF8, invalid_utf8, "byte không phải UTF-8")                                    \
    REJECT(NUL_BYTE, nul_byte, "có byte NUL")                                                      \
    REJECT(UNCLOSED_QUOTE, unclosed_quote, "dấu nháy mở không đóng")                               \
    REJECT(LINE_TOO_LONG, line_too_long, "dòng quá dài")                                           \
    REJECT(REPEATED_HEADER, repeated_header, "dòng tiêu đề lặp lại")                               \
    REJECT(NO_IDENTITY, no_identity, "không có khóa, họ tên và số giấy tờ")                        \
    REJECT(NO_RECORD_ID, no_record_id, "không có mã bản ghi")                                      \
    REJECT(DUPLICATE_RECORD_ID, duplicate_record_id, "mã bản ghi đã gặp")

enum ras_reject_code {
#define REJECT(ENUM, name, vietnamese) RAS_REJECT_##ENUM,
    RAS_REJECT_CODES(REJECT)
#undef REJECT
        RAS_REJECT_CODE_COUNT
};
const char *ras_reject_name(enum ras_reject_code code); /* "ragged" */
const char *ras_reject_vietnamese(enum ras_reject_code code);

struct ras_reject {
    uint32_t offset;       /* of the raw row in text */
    uint32_t length;       /* of the raw row, at most RAS_REJECT_RAW_MAX are shown */
    uint32_t line;         /* lines after the batch's first line */
    uint32_t error_offset; /* of the offending byte, from the start of the row */
    enum ras_reject_code code;
    enum ras_field field; /* RAS_FIELD_NONE when it is not about one mapped field */
    uint32_t detail;      /* ragged: columns found; else 0 */
};
#define RAS_REJECT_RAW_MAX 4096

struct ras_batch {
    const char *text;
    uint32_t row_count;
    const struct ras_cell *cells[RAS_FIELD_COUNT]; /* NULL: column not in this file */
    uint32_t carried_count;
    const struct ras_cell *carried[RAS_CARRIED_MAX];
    const uint32_t *line;       /* per row: lines after first_line_number */
    const uint32_t *row_offset; /* per row: start of the raw row in text */
    const uint32_t
        *row_length; /* per row: raw bytes without the line end (quotes already undone) */
    const struct ras_reject *rejects;
    uint32_t reject_count;

    uint64_t sequence; /* 0, 1, 2 ... over all files of the source */
    uint32_t file_index;
    uint64_t first_line_number; /* 1-based line of text[0] in its file */
    uint64_t first_byte_offset; /* of text[0] in its (decompressed) file */
};

static inline struct ras_bytes ras_batch_value(const struct ras_batch *batch, enum ras_field field,
                                               uint32_t row)
{
    if (batch->cells[field] == NULL)
        return (struct ras_bytes){NULL, 0};
    const struct ras_cell cell = batch->cells[field][row];
    return (struct ras_bytes){batch->text + cell.offset, cell.length};
}

#endif
