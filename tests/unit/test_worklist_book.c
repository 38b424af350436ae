#include "base/alloc.h"
#include "base/bytes.h"
#include "report/report.h"
#include "support/report_sample.h"
#include "support/shell_output.h"

#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TASKS = 200 };
static struct ras_task tasks[TASKS];
static struct sample_task_text texts[TASKS];
static char folder[] = "/tmp/rasoat_book_XXXXXX";
static char path[64];

static void start(void)
{
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/01234.xlsx", folder);
    sample_tasks(tasks, texts, TASKS, NULL, 0);
}

static void finish(void)
{
    char command[96];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(worklist_book, .init = start, .fini = finish);

static const struct ras_unit unit = {1234, 1, "Xã Tân Hòa & Đông", "Tỉnh Hậu Sông"};

static void write_book(const char *to, const struct ras_worklist_settings *settings, size_t count)
{
    const struct ras_bulk_line bulk[] = {{0, 0, 1234}, {21, 2, 99}};
    struct ras_error error = {0};
    cr_assert_eq(ras_worklist_book(to, settings, &unit, tasks, count, bulk, 2, &error), RAS_OK,
                 "%s", error.message);
}

/* A part of the book as text. */
static char *part(const char *name)
{
    char command[160];
    int status;
    (void)snprintf(command, sizeof command, "unzip -p '%s' '%s'", path, name);
    char *const text = shell_output(command, &status);
    cr_assert_eq(status, 0, "%s", name);
    return text;
}

Test(worklist_book, has_a_first_sheet_and_one_per_office)
{
    need_tool("unzip");
    const struct ras_worklist_settings settings = sample_settings();
    write_book(path, &settings, TASKS);
    char *const book = part("xl/workbook.xml");
    const char *const names[] = {"name=\"Tổng hợp\"", "name=\"Công an xã\"",
                                 "name=\"Tư pháp - hộ tịch\"", "name=\"Trạm y tế\"",
                                 "name=\"An sinh xã hội\""};
    const char *last = book;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *const at = strstr(last, names[i]);
        cr_assert_not_null(at, "%s", names[i]);
        last = at;
    }
    cr_assert_eq(count_of(book, "<sheet "), 5);
    free(book);
    char *const first = part("xl/worksheets/sheet1.xml");
    cr_assert_not_null(strstr(first, "Xã Tân Hòa &amp; Đông (01234), Tỉnh Hậu Sông"));
    cr_assert_not_null(strstr(first, "số liệu đến ngày 30/09/2026"));
    cr_assert_not_null(strstr(first, ">1.234<")); /* a bulk line's count */
    cr_assert_not_null(strstr(first, "đồng ý,không đồng ý"));
    free(first);
}

Test(worklist_book, office_sheets_are_ready_for_work_and_paper)
{
    need_tool("unzip");
    const struct ras_worklist_settings settings = sample_settings();
    write_book(path, &settings, TASKS);
    char *const sheet = part("xl/worksheets/sheet2.xml");
    const char *const wanted[] = {"state=\"frozen\"",
                                  "<autoFilter ",
                                  "orientation=\"landscape\"",
                                  "paperSize=\"9\"",
                                  "fitToHeight=\"0\"",
                                  "đã sửa,xác nhận đúng,không tìm thấy,chuyển nơi khác,đã chết",
                                  "đúng người này,không phải người này",
                                  "Ứng viên: họ tên"};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        cr_assert_not_null(strstr(sheet, wanted[i]), "%s", wanted[i]);
    free(sheet);
    char *const book = part("xl/workbook.xml");
    cr_assert_eq(count_of(book, "_xlnm.Print_Titles"), 4);
    free(book);
    char *const without = part("xl/worksheets/sheet3.xml"); /* no reviews there */
    cr_assert_null(strstr(without, "Ứng viên"));
    cr_assert_null(strstr(without, "đúng người này"));
    free(without);
}

Test(worklist_book, has_text_cells_only_whatever_the_data)
{
    need_tool("unzip");
    sample_tasks(tasks, texts, TASKS, sample_hostile, sample_hostile_count);
    const struct ras_worklist_settings settings = sample_settings();
    write_book(path, &settings, TASKS);
    for (unsigned i = 1; i <= 5; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", i);
        char *const sheet = part(name);
        cr_assert_eq(count_of(sheet, "<f>") + count_of(sheet, "<f "), 0);
        cr_assert_eq(count_of(sheet, "<c "), count_of(sheet, " t=\"inlineStr\""));
        cr_assert_null(strstr(sheet, "<script"));
        cr_assert_null(strstr(sheet, "\xEF\xBF\xBF")); /* no XML character */
        cr_assert_null(strstr(sheet, "\x01"));
        free(sheet);
    }
}

Test(worklist_book, hides_numbers)
{
    need_tool("unzip");
    struct ras_worklist_settings settings = sample_settings();
    write_book(path, &settings, TASKS);
    char *const sheet = part("xl/worksheets/sheet2.xml");
    for (size_t i = 0; i < TASKS; i++)
        cr_assert_null(strstr(sheet, texts[i].number));
    cr_assert_not_null(strstr(sheet, ">038*******"));
    free(sheet);
    settings.reveal_numbers = true;
    cr_assert_eq(unlink(path), 0);
    write_book(path, &settings, TASKS);
    char *const revealed = part("xl/worksheets/sheet2.xml");
    cr_assert_not_null(strstr(revealed, ">0380"));
    cr_assert_null(strstr(revealed, "*****"));
    free(revealed);
}

Test(worklist_book, rows_beyond_the_limit_are_told)
{
    need_tool("unzip");
    struct ras_worklist_settings settings = sample_settings();
    size_t police = 0;
    while (police < TASKS && tasks[police].office == RAS_OFFICE_CONG_AN)
        police++;
    cr_assert(police > 20 && police < TASKS);
    const size_t limits[] = {police, police - 1, 20, 1};
    for (size_t i = 0; i < 4; i++) {
        settings.sheet_rows_max = (uint32_t)limits[i];
        write_book(path, &settings, police);
        char *const sheet = part("xl/worksheets/sheet2.xml");
        const size_t shown = count_of(sheet, "<row ") - 1 - (limits[i] < police);
        cr_assert_leq(shown, limits[i]);
        cr_assert_geq(shown + 2, limits[i]); /* three candidates stay together */
        if (shown > 1)
            cr_assert(shown == police || tasks[shown].candidate_rank <= 1);
        char told[96];
        (void)snprintf(told, sizeof told, "Còn %zu dòng nữa", police - shown);
        cr_assert_eq(strstr(sheet, told) != NULL, limits[i] < police);
        free(sheet);
        cr_assert_eq(unlink(path), 0);
    }
}

Test(worklist_book, equal_tasks_give_equal_bytes)
{
    const struct ras_worklist_settings settings = sample_settings();
    char other[80];
    (void)snprintf(other, sizeof other, "%s/other.xlsx", folder);
    write_book(path, &settings, TASKS);
    sleep(2); /* a clock inside would show: archives count in steps of two seconds */
    write_book(other, &settings, TASKS);
    char command[200];
    (void)snprintf(command, sizeof command, "cmp '%s' '%s'", path, other);
    cr_assert_eq(system(command), 0);
}

Test(worklist_book, is_private_and_new)
{
    const struct ras_worklist_settings settings = sample_settings();
    (void)umask(0);
    write_book(path, &settings, 1);
    struct stat status;
    cr_assert_eq(stat(path, &status), 0);
    cr_assert_eq(status.st_mode & 0777, 0600);
    struct ras_error error;
    cr_assert_eq(ras_worklist_book(path, &settings, NULL, tasks, 1, NULL, 0, &error),
                 RAS_CANNOT_CREATE);
    struct stat after;
    cr_assert_eq(stat(path, &after), 0);
    cr_assert_eq(after.st_size, status.st_size);
}

Test(worklist_book, follows_no_link)
{
    const struct ras_worklist_settings settings = sample_settings();
    char target[80];
    (void)snprintf(target, sizeof target, "%s/target", folder);
    cr_assert_eq(symlink(target, path), 0);
    struct ras_error error;
    cr_assert_eq(ras_worklist_book(path, &settings, NULL, tasks, 1, NULL, 0, &error),
                 RAS_CANNOT_CREATE);
    cr_assert_neq(access(target, F_OK), 0);
}

Test(worklist_book, a_missing_folder_is_told)
{
    const struct ras_worklist_settings settings = sample_settings();
    struct ras_error error;
    cr_assert_eq(
        ras_worklist_book("/nonexistent/a.xlsx", &settings, &unit, tasks, 1, NULL, 0, &error),
        RAS_CANNOT_CREATE);
    cr_assert_not_null(strstr(error.message, "/nonexistent/a.xlsx"));
}

Test(worklist_book, an_empty_commune_has_a_book)
{
    need_tool("unzip");
    const struct ras_worklist_settings settings = sample_settings();
    struct ras_error error;
    cr_assert_eq(ras_worklist_book(path, &settings, NULL, NULL, 0, NULL, 0, &error), RAS_OK);
    char *const first = part("xl/worksheets/sheet1.xml");
    cr_assert_not_null(strstr(first, "Chưa xác định được xã/phường"));
    cr_assert_not_null(strstr(first, "Không có đầu việc nào."));
    free(first);
}

/* A file size limit stops the temporary files of libxlsxwriter, whose failed writes it does not
 * see, while the small archive itself still fits. */
Test(worklist_book, a_torn_sheet_is_not_published)
{
    const struct ras_worklist_settings settings = sample_settings();
    (void)signal(SIGXFSZ, SIG_IGN);
    for (rlim_t bytes = 4096; bytes <= 40960; bytes += 4096) {
        const struct rlimit limit = {bytes, RLIM_INFINITY};
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
        struct ras_error error = {0};
        const enum ras_status status =
            ras_worklist_book(path, &settings, &unit, tasks, TASKS, NULL, 0, &error);
        const struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};
        cr_assert_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
        cr_assert_eq(status, RAS_IO, "limit %zu", (size_t)bytes);
        cr_assert_neq(access(path, F_OK), 0);
    }
}

Test(worklist_book, without_memory_nothing_is_left)
{
    const struct ras_worklist_settings settings = sample_settings();
    unsigned failed = 0;
    for (uint64_t k = 1; k < 40; k++) {
        ras_alloc_fail_at(k);
        struct ras_error error;
        const enum ras_status status =
            ras_worklist_book(path, &settings, &unit, tasks, 5, NULL, 0, &error);
        ras_alloc_fail_at(0);
        cr_assert(status == RAS_OK || status == RAS_NO_MEMORY);
        cr_assert_eq(access(path, F_OK) == 0, status == RAS_OK);
        (void)unlink(path);
        failed += status != RAS_OK;
    }
    cr_assert_gt(failed, 0);
}

static void *write_many(void *argument)
{
    const struct ras_worklist_settings settings = sample_settings();
    for (unsigned i = 0; i < 5; i++) {
        char to[96];
        (void)snprintf(to, sizeof to, "%s/%s%u.xlsx", folder, (const char *)argument, i);
        write_book(to, &settings, 50);
    }
    return NULL;
}

Test(worklist_book, threads_do_not_meet)
{
    pthread_t threads[2];
    char a[] = "a", b[] = "b";
    cr_assert_eq(pthread_create(&threads[0], NULL, write_many, a), 0);
    cr_assert_eq(pthread_create(&threads[1], NULL, write_many, b), 0);
    (void)pthread_join(threads[0], NULL);
    (void)pthread_join(threads[1], NULL);
    char command[256];
    (void)snprintf(command, sizeof command,
                   "cd '%s' && for f in a?.xlsx b?.xlsx; do cmp a0.xlsx $f || exit 1; done && "
                   "test $(ls | wc -l) = 10",
                   folder);
    cr_assert_eq(system(command), 0);
}
