/* The sheet of one office: a header that stays, one row per task, an answer to choose. */
#include "report/worklist_parts.h"

#include "report/vietnamese_figures.h"

#include <assert.h>

#define HEADER_POINTS 50.0
/* Heights are given, since not every program fits rows to wrapped texts when it opens a book. */
#define LINE_POINTS 12.0
#define LINES_MAX   12u

static const char *const answers[] = {"đã sửa",          "xác nhận đúng", "không tìm thấy",
                                      "chuyển nơi khác", "đã chết",       NULL};
static const char *const review_answers[] = {"đúng người này", "không phải người này", NULL};

/* Which list column stands in which column of the sheet. */
struct layout {
    unsigned count;
    enum ras_worklist_column columns[RAS_WORKLIST_COLUMN_COUNT];
    unsigned answer; /* of the sheet */
};

static struct layout choose_columns(const struct ras_office_part *part)
{
    bool has_review = false;
    for (size_t i = 0; i < part->shown_count; i++)
        has_review |= part->tasks[i].rule == RAS_TASK_REVIEW;
    struct layout layout = {0};
    for (unsigned column = 0; column < RAS_WORKLIST_COLUMN_COUNT; column++) {
        const enum ras_worklist_where where =
            ras_worklist_column_at((enum ras_worklist_column)column)->where;
        if (where == RAS_WORKLIST_CSV_ONLY || (where == RAS_WORKLIST_REVIEW && !has_review))
            continue;
        if (column == RAS_WORKLIST_ANSWER)
            layout.answer = layout.count;
        layout.columns[layout.count++] = (enum ras_worklist_column)column;
    }
    return layout;
}

static void write_header(struct ras_book *book, lxw_worksheet *sheet, const struct layout *layout)
{
    for (unsigned i = 0; i < layout->count; i++) {
        const struct ras_worklist_column_info *const info =
            ras_worklist_column_at(layout->columns[i]);
        ras_book_check(
            book, worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, info->width, book->cell));
    }
    ras_book_check(book, worksheet_set_row(sheet, 0, HEADER_POINTS, NULL));
    for (unsigned i = 0; i < layout->count; i++)
        ras_book_put(book, sheet, 0, i, ras_worklist_column_at(layout->columns[i])->header,
                     book->header);
    worksheet_freeze_panes(sheet, 1, 0);
    ras_book_check(book, worksheet_repeat_rows(sheet, 0, 0));
}

/* Lines that the fullest cell takes: widths are in digits of 11 points, texts are of 9 points, and
 * breaking between words costs a part of each line, which leaves 5 letters for 4 of width. */
static unsigned count_lines(const struct ras_worklist_row *row, const struct layout *layout)
{
    unsigned lines = 1;
    for (unsigned i = 0; i < layout->count; i++) {
        const enum ras_worklist_column column = layout->columns[i];
        size_t letters = 0;
        for (size_t byte = 0; byte < row->cells[column].length; byte++)
            letters += ((unsigned char)row->cells[column].data[byte] & 0xC0) != 0x80;
        const unsigned width = ras_worklist_column_at(column)->width * 5 / 4;
        const size_t wanted = (letters + width - 1) / width;
        lines = wanted > lines ? (unsigned)wanted : lines;
        if (lines >= LINES_MAX)
            return LINES_MAX;
    }
    return lines;
}

static void write_row(struct ras_book *book, lxw_worksheet *sheet, lxw_row_t row,
                      const struct layout *layout, const struct ras_task *task)
{
    if (!ras_worklist_row_fill(&book->row, book->settings, task, RAS_CELL_LETTERS_MAX)) {
        ras_book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    const double points = count_lines(&book->row, layout) * LINE_POINTS + 3;
    ras_book_check(book, worksheet_set_row(sheet, row, points, NULL));
    for (unsigned i = 0; i < layout->count; i++) {
        const enum ras_worklist_column column = layout->columns[i];
        ras_text_bytes(&book->scratch, book->row.cells[column]);
        ras_book_put_scratch(book, sheet, row, i,
                             column == RAS_WORKLIST_TASK_ID ? book->code : book->cell);
    }
}

/* Reviews and other tasks may alternate: a drop-down for each run of one kind. */
static void write_choices(struct ras_book *book, lxw_worksheet *sheet,
                          const struct ras_office_part *part, unsigned column)
{
    for (size_t first = 0, end = 0; first < part->shown_count; first = end) {
        const bool review = part->tasks[first].rule == RAS_TASK_REVIEW;
        while (end < part->shown_count && (part->tasks[end].rule == RAS_TASK_REVIEW) == review)
            end++;
        ras_book_choices(book, sheet, (lxw_row_t)first + 1, (lxw_row_t)end, column,
                         review ? review_answers : answers,
                         review ? "Chọn cho từng ứng viên." : "Chọn một câu trả lời.");
    }
}

static void mark_to_fill(struct ras_book *book, lxw_worksheet *sheet, const struct layout *layout,
                         lxw_row_t last)
{
    lxw_conditional_format empty = {.type = LXW_CONDITIONAL_TYPE_BLANKS, .format = book->to_fill};
    ras_book_check(book,
                   worksheet_conditional_format_range(sheet, 1, (lxw_col_t)layout->answer, last,
                                                      (lxw_col_t)(layout->count - 1), &empty));
}

static void set_print(struct ras_book *book, lxw_worksheet *sheet, const struct layout *layout,
                      lxw_row_t last, enum ras_office office)
{
    ras_book_check(book, worksheet_autofilter(sheet, 0, 0, last, (lxw_col_t)(layout->count - 1)));
    char range[32];
    char column[LXW_MAX_COL_NAME_LENGTH];
    lxw_col_to_name(column, (lxw_col_t)(layout->count - 1), LXW_FALSE);
    (void)snprintf(range, sizeof range, "A1:%s%u", column, (unsigned)last + 1);
    /* counts are text cells on purpose: no green corners for them */
    ras_book_check(book, worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
    worksheet_gridlines(sheet, LXW_SHOW_ALL_GRIDLINES);
    struct ras_text *const out = &book->scratch;
    ras_text_string(out, "&L&8");
    const size_t start = out->length;
    ras_book_commune(book, out);
    for (size_t i = start; i < out->length; i++)
        if (out->data[i] == '&')
            out->data[i] = '+'; /* '&' begins a code of its own in footers */
    ras_text_string(out, " - ");
    ras_text_string(out, ras_office_vietnamese(office));
    ras_text_string(out, "&R&8Trang &P/&N");
    ras_text_char(out, '\0');
    if (out->failed)
        ras_book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else
        ras_book_check(book, worksheet_set_footer(sheet, out->data));
    ras_text_clear(out);
}

void ras_office_sheet(struct ras_book *book, const struct ras_office_part *part)
{
    assert(part->shown_count > 0 && part->shown_count <= part->task_count);
    lxw_worksheet *const sheet = ras_book_sheet(book, ras_office_vietnamese(part->office));
    if (sheet == NULL)
        return;
    const struct layout layout = choose_columns(part);
    const lxw_row_t last = (lxw_row_t)part->shown_count;
    write_header(book, sheet, &layout);
    for (size_t i = 0; i < part->shown_count && book->error == LXW_NO_ERROR; i++)
        write_row(book, sheet, (lxw_row_t)i + 1, &layout, &part->tasks[i]);
    write_choices(book, sheet, part, layout.answer);
    mark_to_fill(book, sheet, &layout, last);
    set_print(book, sheet, &layout, last, part->office);
    /* last: libxlsxwriter takes no filter above a row that it has already let go */
    if (part->shown_count < part->task_count) {
        ras_text_string(&book->scratch, "Còn ");
        ras_figure_count(&book->scratch, part->task_count - part->shown_count);
        ras_text_string(&book->scratch, " dòng nữa của đơn vị này ở tệp CSV của xã.");
        /* not in the first column: a row without a task id is no answer */
        ras_book_put_scratch(book, sheet, last + 2, RAS_WORKLIST_NAME - 1, book->note);
    }
}
