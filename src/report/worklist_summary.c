/* The first sheet of a commune's workbook: what there is to do, what can be approved in bulk, how
 * to answer. */
#include "report/worklist_parts.h"

#include "base/bytes.h"
#include "report/utf8_cut.h"
#include "report/vietnamese_figures.h"

#include <assert.h>

enum { CODE, CONTENT, OFFICE, COUNT, LEVEL, ACTION, PAPER, COLUMN_COUNT };

struct summary {
    struct ras_book *book;
    lxw_worksheet *sheet;
    lxw_row_t row;
};

static const char *const approvals[] = {"đồng ý", "không đồng ý", NULL};

static const char *const instructions[] = {
    "Mỗi đơn vị làm trên trang tính mang tên mình; mỗi dòng là một việc, cột \"Mã việc\" giữ "
    "nguyên.",
    "Ở cột \"Trả lời\" chọn một trong: đã sửa · xác nhận đúng · không tìm thấy · chuyển nơi khác · "
    "đã chết.",
    "Dòng hỏi \"có phải người này\": mỗi ứng viên một dòng, chọn đúng người này hoặc không phải "
    "người "
    "này.",
    "Chỉ sửa ở phần mềm của ngành mình; giá trị đề xuất chỉ để tham khảo, giấy tờ gốc quyết định.",
    "Không thêm, không xóa cột; xong thì ghi tên người ký rồi nộp lại tệp này.",
};

static void put(struct summary *summary, unsigned column, const char *text, lxw_format *format)
{
    ras_book_put(summary->book, summary->sheet, summary->row, column, text, format);
}

static void put_count(struct summary *summary, unsigned column, uint64_t count)
{
    ras_figure_count(&summary->book->scratch, count);
    ras_book_put_scratch(summary->book, summary->sheet, summary->row, column,
                         summary->book->figure);
}

static void put_headers(struct summary *summary, const char *const headers[COLUMN_COUNT])
{
    for (unsigned column = 0; column < COLUMN_COUNT; column++)
        if (headers[column] != NULL)
            put(summary, column, headers[column], summary->book->header);
    summary->row++;
}

static void write_title(struct summary *summary)
{
    struct ras_book *const book = summary->book;
    static const double widths[COLUMN_COUNT] = {9, 58, 20, 12, 14, 44, 34};
    for (unsigned column = 0; column < COLUMN_COUNT; column++)
        ras_book_check(book, worksheet_set_column(summary->sheet, (lxw_col_t)column,
                                                  (lxw_col_t)column, widths[column], NULL));
    ras_book_check(book, worksheet_set_row(summary->sheet, 0, 26, NULL));
    put(summary, CODE, "Sổ đầu việc rà soát dữ liệu", book->title);
    summary->row++;
    ras_book_check(book, worksheet_set_row(summary->sheet, 1, 18, NULL));
    ras_book_commune(book, &book->scratch);
    ras_book_put_scratch(book, summary->sheet, summary->row++, CODE, book->heading);
    ras_text_string(&book->scratch, "Lượt chạy ");
    ras_utf8_clean(&book->scratch, ras_bytes_of(book->settings->run_id), 100);
    ras_text_string(&book->scratch, " · số liệu đến ngày ");
    ras_figure_date(&book->scratch, book->settings->as_of);
    ras_book_put_scratch(book, summary->sheet, summary->row, CODE, book->note);
    summary->row += 2;
}

static void write_offices(struct summary *summary, const struct ras_office_part *parts,
                          size_t part_count)
{
    static const char *const headers[COLUMN_COUNT] = {
        "STT", "Đơn vị giải quyết", "Đầu việc", "Mức 1 (gấp)", "Mức 2", "Ghi chú", NULL};
    put(summary, CODE, "1. Đầu việc theo đơn vị giải quyết", summary->book->heading);
    summary->row++;
    if (part_count == 0)
        put(summary, CODE, "Không có đầu việc nào.", summary->book->note);
    else
        put_headers(summary, headers);
    for (size_t i = 0; i < part_count; i++) {
        uint64_t count = 0;
        uint64_t by_severity[4] = {0};
        for (size_t t = 0; t < parts[i].task_count; t++) {
            const struct ras_task *const task = &parts[i].tasks[t];
            count += ras_task_begins(task);
            by_severity[task->severity > 3 ? 3 : task->severity] += ras_task_begins(task);
        }
        put_count(summary, CODE, i + 1);
        put(summary, CONTENT, ras_office_vietnamese(parts[i].office), summary->book->cell);
        put_count(summary, OFFICE, count);
        put_count(summary, COUNT, by_severity[1]);
        put_count(summary, LEVEL, by_severity[2]);
        if (parts[i].shown_count < parts[i].task_count) {
            ras_figure_count(&summary->book->scratch, parts[i].task_count - parts[i].shown_count);
            ras_text_string(&summary->book->scratch, " dòng cuối chỉ có ở tệp CSV của xã");
            ras_book_put_scratch(summary->book, summary->sheet, summary->row, ACTION,
                                 summary->book->note);
        }
        summary->row++;
    }
    summary->row++;
}

static void write_rule_line(struct summary *summary, enum ras_office office, uint32_t rule,
                            uint64_t count)
{
    struct ras_book *const book = summary->book;
    const bool review = rule == RAS_TASK_REVIEW;
    const struct ras_rule_info *const info = review ? NULL : book->settings->rules[rule];
    put(summary, CODE, review ? "Xem lại" : info->code, book->cell);
    if (review)
        ras_worklist_problem(&book->scratch, book->settings, rule);
    else
        ras_text_string(&book->scratch, info->vietnamese);
    ras_book_put_scratch(book, summary->sheet, summary->row, CONTENT, book->cell);
    put(summary, OFFICE, ras_office_vietnamese(office), book->cell);
    put_count(summary, COUNT, count);
    if (!review) {
        put_count(summary, LEVEL, info->severity);
        put(summary, PAPER, info->paper, book->cell);
    }
    put(summary, ACTION,
        review ? "Đối chiếu với từng ứng viên, chọn đúng người này hoặc không phải người này"
               : info->action,
        book->cell);
    summary->row++;
}

static void write_rules(struct summary *summary, const struct ras_office_part *parts,
                        size_t part_count)
{
    static const char *const headers[COLUMN_COUNT] = {
        "Mã lỗi", "Lỗi",          "Đơn vị giải quyết", "Đầu việc",
        "Mức độ", "Việc cần làm", "Giấy tờ cần có"};
    if (part_count == 0)
        return;
    const unsigned rule_count = summary->book->settings->rule_count;
    assert(rule_count <= RAS_RULES_MAX);
    put(summary, CODE, "2. Đầu việc theo lỗi", summary->book->heading);
    summary->row++;
    put_headers(summary, headers);
    for (size_t i = 0; i < part_count; i++) {
        uint64_t counts[RAS_RULES_MAX + 1] = {0}; /* the last: reviews */
        for (size_t t = 0; t < parts[i].task_count; t++) {
            const struct ras_task *const task = &parts[i].tasks[t];
            const uint32_t slot = task->rule == RAS_TASK_REVIEW ? rule_count : task->rule;
            assert(slot <= rule_count);
            counts[slot] += ras_task_begins(task);
        }
        for (unsigned rule = 0; rule < rule_count; rule++)
            if (counts[rule] > 0)
                write_rule_line(summary, parts[i].office, rule, counts[rule]);
        if (counts[rule_count] > 0)
            write_rule_line(summary, parts[i].office, RAS_TASK_REVIEW, counts[rule_count]);
    }
    summary->row++;
}

static void write_bulk(struct summary *summary, const struct ras_bulk_line *bulk, size_t bulk_count)
{
    static const char *const headers[COLUMN_COUNT] = {
        "Mã lỗi", "Thay đổi đề xuất", "Nguồn", "Số bản ghi", "Duyệt", "Ghi chú", "Người ký"};
    struct ras_book *const book = summary->book;
    put(summary, CODE, "3. Thay đổi đã chắc chắn, duyệt hàng loạt", book->heading);
    summary->row++;
    if (bulk_count == 0) {
        put(summary, CODE, "Không có.", book->note);
        summary->row += 2;
        return;
    }
    put_headers(summary, headers);
    const lxw_row_t first = summary->row;
    for (size_t i = 0; i < bulk_count; i++, summary->row++) {
        assert(bulk[i].rule < book->settings->rule_count);
        assert(bulk[i].source_index < book->settings->source_count);
        const struct ras_rule_info *const info = book->settings->rules[bulk[i].rule];
        put(summary, CODE, info->code, book->cell);
        put(summary, CONTENT, info->vietnamese, book->cell);
        ras_utf8_clean(&book->scratch,
                       ras_bytes_of(book->settings->source_names[bulk[i].source_index]), 64);
        ras_book_put_scratch(book, summary->sheet, summary->row, OFFICE, book->cell);
        put_count(summary, COUNT, bulk[i].count);
    }
    ras_book_choices(book, summary->sheet, first, summary->row - 1, LEVEL, approvals,
                     "Đồng ý: áp dụng cho mọi bản ghi của dòng này.");
    lxw_conditional_format empty = {.type = LXW_CONDITIONAL_TYPE_BLANKS, .format = book->to_fill};
    ras_book_check(book, worksheet_conditional_format_range(summary->sheet, first, LEVEL,
                                                            summary->row - 1, PAPER, &empty));
    put(summary, CODE, "Danh sách từng bản ghi ở thư mục proposals của lượt chạy.", book->note);
    summary->row += 2;
}

void ras_summary_sheet(struct ras_book *book, const struct ras_office_part *parts,
                       size_t part_count, const struct ras_bulk_line *bulk, size_t bulk_count)
{
    struct summary summary = {.book = book, .sheet = ras_book_sheet(book, "Tổng hợp")};
    if (summary.sheet == NULL)
        return;
    worksheet_gridlines(summary.sheet, LXW_HIDE_ALL_GRIDLINES);
    write_title(&summary);
    write_offices(&summary, parts, part_count);
    write_rules(&summary, parts, part_count);
    write_bulk(&summary, bulk, bulk_count);
    put(&summary, CODE, "4. Cách trả lời", book->heading);
    summary.row++;
    for (size_t i = 0; i < sizeof instructions / sizeof instructions[0]; i++, summary.row++)
        put(&summary, CODE, instructions[i], book->note);
    char range[32];
    (void)snprintf(range, sizeof range, "A1:G%u", (unsigned)summary.row + 1);
    ras_book_check(book,
                   worksheet_ignore_errors(summary.sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
}
