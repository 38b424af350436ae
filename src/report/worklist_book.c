/* One commune's workbook: made new with mode 0600, written by libxlsxwriter, read back, synced. */
#include "report/report.h"

#include "base/bytes.h"
#include "base/try.h"
#include "record/date.h"
#include "report/utf8_cut.h"
#include "report/worklist_parts.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#define PATH_BYTES_MAX 4096
#define PAPER_A4       9
#define FONT           "Arial"
#define INK            0x1F2937
#define HEADER_FILL    0xDCE6F1
#define FILL_IN        0xFFF8DC
#define CHOICES_MAX    8
#define CHOICE_BYTES   64

static lxw_format *add_format(struct ras_book *book, double size, lxw_color_t color)
{
    lxw_format *const format = workbook_add_format(book->workbook);
    if (format == NULL) {
        ras_book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    format_set_font_name(format, FONT);
    format_set_font_size(format, size);
    format_set_font_color(format, color);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static void add_formats(struct ras_book *book)
{
    book->title = add_format(book, 15, INK);
    book->heading = add_format(book, 11, INK);
    book->header = add_format(book, 9, INK);
    book->cell = add_format(book, 9, INK);
    book->figure = add_format(book, 9, INK);
    book->code = add_format(book, 7, 0x6B7280);
    book->note = add_format(book, 9, 0x4B5563);
    book->to_fill = workbook_add_format(book->workbook);
    if (book->error != LXW_NO_ERROR || book->to_fill == NULL) {
        ras_book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    format_set_bold(book->title);
    format_set_bold(book->heading);
    format_set_bold(book->header);
    format_set_bg_color(book->header, HEADER_FILL);
    format_set_border(book->header, LXW_BORDER_THIN);
    format_set_border_color(book->header, 0x9CA3AF);
    format_set_align(book->header, LXW_ALIGN_CENTER);
    format_set_align(book->header, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(book->header);
    format_set_text_wrap(book->cell);
    format_set_text_wrap(book->code);
    format_set_align(book->figure, LXW_ALIGN_RIGHT);
    format_set_indent(book->figure, 1);
    format_set_bg_color(book->to_fill, FILL_IN);
}

/* Midnight UTC of the day the data are of: the only time a book knows. Excel's calendar begins in
 * 1900; libxlsxwriter takes 0 for "now", which as_of can only be on 1 January 1970. */
static time_t created_time(uint32_t as_of)
{
    const unsigned month = ras_date_month(as_of) == 0 ? 1 : ras_date_month(as_of);
    const unsigned day = ras_date_day(as_of) == 0 ? 1 : ras_date_day(as_of);
    const time_t days = ras_date_days(ras_date_year(as_of), month, day);
    return days == 0 ? 1 : days * 86400;
}

static void set_properties(struct ras_book *book)
{
    char title[] = "Sổ đầu việc rà soát dữ liệu";
    char author[] = "rasoat";
    char comments[160];
    const struct ras_bytes run_id = ras_utf8_prefix(ras_bytes_of(book->settings->run_id), 100);
    ras_text_clear(&book->scratch);
    ras_text_string(&book->scratch, "Lượt chạy ");
    ras_text_bytes(&book->scratch, run_id);
    if (book->scratch.failed) {
        ras_book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    memcpy(comments, book->scratch.data, book->scratch.length);
    comments[book->scratch.length] = '\0';
    ras_text_clear(&book->scratch);
    lxw_doc_properties properties = {.title = title,
                                     .author = author,
                                     .comments = comments,
                                     .created = created_time(book->settings->as_of)};
    ras_book_check(book, workbook_set_properties(book->workbook, &properties));
}

/* The sheets of the offices that have tasks, in the order of the tasks. */
static size_t split_offices(const struct ras_worklist_settings *settings,
                            const struct ras_task *tasks, size_t task_count,
                            struct ras_office_part parts[RAS_OFFICE_COUNT])
{
    const size_t rows_max =
        settings->sheet_rows_max == 0 ? RAS_SHEET_ROWS_DEFAULT : settings->sheet_rows_max;
    size_t part_count = 0;
    for (size_t first = 0, end = 0; first < task_count; first = end) {
        while (end < task_count && tasks[end].office == tasks[first].office)
            end++;
        assert(part_count < RAS_OFFICE_COUNT);
        size_t shown = end - first;
        if (shown > rows_max) {
            shown = rows_max;
            /* the candidates of one question are not torn apart */
            while (shown > 0 && !ras_task_begins(&tasks[first + shown]))
                shown--;
            if (shown == 0)
                shown = rows_max;
        }
        parts[part_count++] = (struct ras_office_part){.office = tasks[first].office,
                                                       .tasks = tasks + first,
                                                       .task_count = end - first,
                                                       .shown_count = shown};
    }
    return part_count;
}

/* Temporary files of libxlsxwriter hold the same people as the book: they lie in its own folder,
 * 0600 and unlinked, never in /tmp. */
static enum ras_status folder_of(const char *path, char folder[PATH_BYTES_MAX],
                                 struct ras_error *error)
{
    const char *const slash = strrchr(path, '/');
    const size_t length = slash == NULL ? 0 : (size_t)(slash - path);
    if (length >= PATH_BYTES_MAX)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot create '%.100s…': path too long", path);
    if (slash == NULL || length == 0) {
        strcpy(folder, slash == NULL ? "." : "/");
        return RAS_OK;
    }
    memcpy(folder, path, length);
    folder[length] = '\0';
    return RAS_OK;
}

static enum ras_status book_failure(lxw_error failure, const char *path, struct ras_error *error)
{
    if (failure == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return ras_fail(error, RAS_NO_MEMORY, "cannot write '%s': out of memory", path);
    if (failure == LXW_ERROR_ZIP_FILE_OPERATION && errno != 0)
        return ras_fail(error, RAS_IO, "cannot write '%s': %s", path, strerror(errno));
    return ras_fail(error, RAS_IO, "cannot write '%s': %s", path, lxw_strerror(failure));
}

static enum ras_status write_book(const char *path, char *folder,
                                  const struct ras_worklist_settings *settings,
                                  const struct ras_unit *unit, const struct ras_office_part *parts,
                                  size_t part_count, const struct ras_bulk_line *bulk,
                                  size_t bulk_count, struct ras_error *error)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
    struct ras_book book = {.settings = settings, .unit = unit};
    book.workbook = workbook_new_opt(path, &options);
    if (book.workbook == NULL)
        return book_failure(LXW_ERROR_MEMORY_MALLOC_FAILED, path, error);
    ras_worklist_row_init(&book.row);
    ras_text_init(&book.scratch);
    add_formats(&book);
    if (book.error == LXW_NO_ERROR) {
        set_properties(&book);
        ras_summary_sheet(&book, parts, part_count, bulk, bulk_count);
        for (size_t i = 0; i < part_count && book.error == LXW_NO_ERROR; i++)
            ras_office_sheet(&book, &parts[i]);
    }
    ras_worklist_row_fini(&book.row);
    ras_text_fini(&book.scratch);
    if (book.error != LXW_NO_ERROR) {
        lxw_workbook_free(book.workbook);
        return book_failure(book.error, path, error);
    }
    /* Each book asks gmtime for its date, which answers in one struct for all threads: harmless
     * while all books being closed are of one as_of, and the reason why runs of different days in
     * one process must not overlap here. */
    errno = 0; /* the library keeps the cause of a failed write to itself */
    const lxw_error closed = workbook_close(book.workbook);
    return closed == LXW_NO_ERROR ? RAS_OK : book_failure(closed, path, error);
}

/* libxlsxwriter prints widths with printf, which follows the caller's locale: a decimal comma would
 * make a book that nothing opens. */
static enum ras_status write_book_in_c_locale(const char *path, char *folder,
                                              const struct ras_worklist_settings *settings,
                                              const struct ras_unit *unit,
                                              const struct ras_office_part *parts,
                                              size_t part_count, const struct ras_bulk_line *bulk,
                                              size_t bulk_count, struct ras_error *error)
{
    const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0)
        return ras_fail(error, RAS_NO_MEMORY, "cannot write '%s': out of memory", path);
    const locale_t before = uselocale(plain);
    const enum ras_status status =
        write_book(path, folder, settings, unit, parts, part_count, bulk, bulk_count, error);
    (void)uselocale(before);
    freelocale(plain);
    return status;
}

void ras_book_check(struct ras_book *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

lxw_worksheet *ras_book_sheet(struct ras_book *book, const char *name)
{
    errno = 0;
    lxw_worksheet *const sheet = workbook_add_worksheet(book->workbook, name);
    if (sheet == NULL) {
        /* no sheet means no memory or no temporary file; only the latter leaves an errno of I/O */
        ras_book_check(book, errno == 0 || errno == ENOMEM ? LXW_ERROR_MEMORY_MALLOC_FAILED
                                                           : LXW_ERROR_CREATING_TMPFILE);
        return NULL;
    }
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.3, 0.3, 0.4, 0.5);
    return sheet;
}

void ras_book_put(struct ras_book *book, lxw_worksheet *sheet, lxw_row_t row, unsigned column,
                  const char *text, lxw_format *format)
{
    if (book->error == LXW_NO_ERROR && text[0] != '\0')
        ras_book_check(book, worksheet_write_string(sheet, row, (lxw_col_t)column, text, format));
}

void ras_book_put_scratch(struct ras_book *book, lxw_worksheet *sheet, lxw_row_t row,
                          unsigned column, lxw_format *format)
{
    ras_text_char(&book->scratch, '\0');
    if (book->scratch.failed)
        ras_book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else
        ras_book_put(book, sheet, row, column, book->scratch.data, format);
    ras_text_clear(&book->scratch);
}

void ras_book_choices(struct ras_book *book, lxw_worksheet *sheet, lxw_row_t first, lxw_row_t last,
                      unsigned column, const char *const *choices, const char *help)
{
    char copies[CHOICES_MAX][CHOICE_BYTES]; /* libxlsxwriter's list is not const */
    char *list[CHOICES_MAX + 1] = {NULL};
    char title[] = "Trả lời";
    char message[200];
    for (size_t i = 0; choices[i] != NULL; i++) {
        assert(i < CHOICES_MAX && strlen(choices[i]) < CHOICE_BYTES);
        list[i] = strcpy(copies[i], choices[i]);
    }
    assert(strlen(help) < sizeof message);
    strcpy(message, help);
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .value_list = list,
                                      .input_title = title,
                                      .input_message = message,
                                      .error_type = LXW_VALIDATION_ERROR_TYPE_STOP};
    ras_book_check(book, worksheet_data_validation_range(sheet, first, (lxw_col_t)column, last,
                                                         (lxw_col_t)column, &validation));
}

void ras_book_commune(const struct ras_book *book, struct ras_text *out)
{
    if (book->unit == NULL) {
        ras_text_string(out, "Chưa xác định được xã/phường");
        return;
    }
    ras_utf8_clean(out, ras_bytes_of(book->unit->name), sizeof book->unit->name);
    ras_text_string(out, " (");
    ras_text_digits(out, book->unit->code, 5);
    ras_text_char(out, ')');
    if (book->unit->province[0] != '\0') {
        ras_text_string(out, ", ");
        ras_utf8_clean(out, ras_bytes_of(book->unit->province), sizeof book->unit->province);
    }
}

enum ras_status ras_worklist_book(const char *path, const struct ras_worklist_settings *settings,
                                  const struct ras_unit *unit, const struct ras_task *tasks,
                                  size_t task_count, const struct ras_bulk_line *bulk,
                                  size_t bulk_count, struct ras_error *error)
{
    char folder[PATH_BYTES_MAX];
    RAS_TRY(folder_of(path, folder, error));
    struct ras_office_part parts[RAS_OFFICE_COUNT];
    const size_t part_count = split_offices(settings, tasks, task_count, parts);
    /* libxlsxwriter opens by name and with the process's umask: the file is there before it */
    const int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return ras_fail(error, errno == ENOSPC || errno == EDQUOT ? RAS_IO : RAS_CANNOT_CREATE,
                        "cannot create '%s': %s", path, strerror(errno));
    enum ras_status status = write_book_in_c_locale(path, folder, settings, unit, parts, part_count,
                                                    bulk, bulk_count, error);
    if (status == RAS_OK)
        status = ras_book_verify(descriptor, path, error);
    if (status == RAS_OK && fdatasync(descriptor) != 0)
        status = ras_fail(error, RAS_IO, "cannot sync '%s': %s", path, strerror(errno));
    if (close(descriptor) != 0 && status == RAS_OK)
        status = ras_fail(error, RAS_IO, "cannot close '%s': %s", path, strerror(errno));
    if (status != RAS_OK)
        (void)unlink(path);
    return status;
}
