/* The parts of a commune's workbook: the first sheet and the sheets of the offices.
 *
 * libxlsxwriter reports trouble per call; the first is remembered here (`error`) and later writes
 * do nothing, so that a sheet is written freely and asked once.
 * Rows must be written from top to bottom: the book is in constant-memory mode, where a row leaves
 * memory when the next begins, and texts stand in their cells (a third faster than one table of
 * shared texts, measured). Threads: a book belongs to one thread. */
#ifndef RASOAT_REPORT_WORKLIST_PARTS_H
#define RASOAT_REPORT_WORKLIST_PARTS_H

#include "report/worklist_row.h"

#include <xlsxwriter.h>

#define RAS_SHEET_ROWS_DEFAULT 2000u
/* Letters of a cell: a longer text is cut and stands whole in the CSV (Excel takes 32,767). */
#define RAS_CELL_LETTERS_MAX 1000u

struct ras_book {
    lxw_workbook *workbook;
    const struct ras_worklist_settings *settings;
    const struct ras_unit *unit; /* NULL = unknown commune */
    lxw_format *title;
    lxw_format *heading; /* of a part of the first sheet */
    lxw_format *header;  /* of a table */
    lxw_format *cell;
    lxw_format *figure;
    lxw_format *code; /* task ids: small and grey */
    lxw_format *note;
    lxw_format *to_fill; /* what the officer is to fill in, while it is empty */
    struct ras_worklist_row row;
    struct ras_text scratch;
    lxw_error error;
};

/* The tasks of one office, and how many rows of them the sheet shows. */
struct ras_office_part {
    enum ras_office office;
    const struct ras_task *tasks;
    size_t task_count;
    size_t shown_count;
};

/* A sheet with the house's paper and margins; NULL (and error) without memory or temporary file. */
lxw_worksheet *ras_book_sheet(struct ras_book *book, const char *name);
void ras_book_put(struct ras_book *book, lxw_worksheet *sheet, lxw_row_t row, unsigned column,
                  const char *text, lxw_format *format);
/* What stands in book->scratch, which is cleared. */
void ras_book_put_scratch(struct ras_book *book, lxw_worksheet *sheet, lxw_row_t row,
                          unsigned column, lxw_format *format);
/* Remember the first error. */
void ras_book_check(struct ras_book *book, lxw_error error);
/* A drop-down of answers on rows first..last of a column. choices ends with NULL. */
void ras_book_choices(struct ras_book *book, lxw_worksheet *sheet, lxw_row_t first, lxw_row_t last,
                      unsigned column, const char *const *choices, const char *help);
/* "Xã Tân Hòa (01234), Tỉnh ..." */
void ras_book_commune(const struct ras_book *book, struct ras_text *out);

void ras_summary_sheet(struct ras_book *book, const struct ras_office_part *parts,
                       size_t part_count, const struct ras_bulk_line *bulk, size_t bulk_count);
void ras_office_sheet(struct ras_book *book, const struct ras_office_part *part);

/* Every part of the finished archive is whole: read back, unpacked, ended by the tag that it began
 * with. libxlsxwriter does not look at failed writes of its temporary files, so that a disk that
 * was full for a moment would leave a torn sheet in a sound archive. */
enum ras_status ras_book_verify(int descriptor, const char *path,
                                struct ras_error *error) RAS_MUST_CHECK;

#endif
