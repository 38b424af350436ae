/* How fast a run's results are written: lines of matches on one core, tasks of workbooks on one and
 * two threads (a workbook per commune, as a run writes them). Medians of five. */
#include "base/alloc.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "record/date.h"
#include "report/report.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS         5
#define MATCH_LINES    1000000u
#define BOOKS          24u
#define TASKS_PER_BOOK 1500u
#define CELL_BYTES     64

static const struct ras_rule_info rules[] = {
    {"DG03", RAS_WORD_DUNG, 8, 1, RAS_OFFICE_CONG_AN, 7, RAS_FIELD_FULL_NAME, true,
     "họ tên khác dữ liệu quốc gia về dân cư", "name differs from the resident",
     "Đối chiếu giấy tờ gốc, sửa bên sai", "Thẻ căn cước"},
    {"DU01", RAS_WORD_DU, 1, 2, RAS_OFFICE_TU_PHAP, 7, RAS_FIELD_BIRTH_DATE, true,
     "thiếu ngày sinh", "no birth date", "Bổ sung ngày sinh", "Giấy khai sinh"},
    {"SA02", RAS_WORD_SACH, 4, 3, RAS_OFFICE_LAO_DONG, 7, RAS_FIELD_PERSONAL_ID, true,
     "số định danh sai định dạng", "malformed number", "Sửa số giấy tờ", "Thẻ căn cước"},
};
static const struct ras_rule_info *const rule_list[] = {&rules[0], &rules[1], &rules[2]};
static const char *const pass_names[] = {"id", "old_id_year", "name_date", "name_year_commune"};
static const char *const source_names[] = {"civil", "welfare"};
static const enum ras_source_kind source_kinds[] = {RAS_KIND_CIVIL_REGISTRY,
                                                    RAS_KIND_SOCIAL_WELFARE};

struct person {
    char record_id[CELL_BYTES], name[CELL_BYTES], number[16], address[CELL_BYTES];
};

static int compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double values[ROUNDS])
{
    qsort(values, ROUNDS, sizeof values[0], compare_doubles);
    return values[ROUNDS / 2];
}

static void bench_matches(void)
{
    struct ras_candidate best = {.passes = 5, .weight = 31415, .probability = 999871};
    best.levels.level[RAS_COMPARATOR_NAME] = RAS_LEVEL_NAME_TONE;
    best.levels.level[RAS_COMPARATOR_BIRTH_DATE] = RAS_LEVEL_BIRTH_DATE_EQUAL;
    best.levels.level[RAS_COMPARATOR_PERSONAL_ID] = RAS_LEVEL_PERSONAL_ID_EQUAL;
    best.levels.level[RAS_COMPARATOR_SEX] = RAS_LEVEL_SEX_EQUAL;
    best.levels.level[RAS_COMPARATOR_COMMUNE] = RAS_LEVEL_COMMUNE_EQUAL;
    best.levels.level[RAS_COMPARATOR_ADDRESS] = RAS_LEVEL_ADDRESS_PLACE;
    double rates[ROUNDS];
    size_t bytes = 0;
    struct ras_line_words words;
    ras_line_words_make(&words, rule_list, 3, pass_names, 4);
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct ras_text out;
        ras_text_init(&out);
        const uint64_t start = ras_clock_ns();
        for (uint32_t i = 0; i < MATCH_LINES; i++) {
            char record_id[16], resident_id[16];
            memcpy(record_id, "HT-000000000000", 16);
            memcpy(resident_id, "038085000000000", 16);
            for (uint32_t n = i, at = 14; n > 0; n /= 10, at--)
                record_id[at] = (char)('0' + n % 10);
            struct ras_rule_set broken = {{i % 4 == 0 ? 3 : 0, 0}};
            best.weight = (int32_t)(i % 50000) - 10000;
            const struct ras_match_line line = {.record_id = {record_id, 15},
                                                .decision = RAS_DECISION_MATCH,
                                                .outcome = RAS_OUTCOME_WRONG,
                                                .resident_id = {resident_id, 12},
                                                .best = &best,
                                                .margin = 12345,
                                                .broken = &broken};
            ras_match_append(&out, &words, &line);
            if (out.length > 1 << 20) {
                bytes += out.length;
                ras_text_clear(&out);
            }
        }
        rates[round] = (double)(ras_clock_ns() - start) / MATCH_LINES;
        bytes += out.length;
        ras_text_fini(&out);
    }
    const double ns = median(rates);
    printf("matches: %.0f ns per row, %.1f M rows/s, %.0f bytes a row\n", ns, 1e3 / ns,
           (double)bytes / (double)MATCH_LINES / ROUNDS);
}

struct books {
    const char *folder;
    const struct ras_task *tasks;
    const struct ras_worklist_settings *settings;
    unsigned first, step;
    bool failed;
};

static void *write_books(void *argument)
{
    struct books *const books = argument;
    for (unsigned book = books->first; book < BOOKS; book += books->step) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s/%05u.xlsx", books->folder, book);
        struct ras_unit unit = {.code = book + 1, .province_code = 1};
        (void)snprintf(unit.name, sizeof unit.name, "Xã Số %u", book);
        struct ras_error error;
        if (ras_worklist_book(path, books->settings, &unit, books->tasks + book * TASKS_PER_BOOK,
                              TASKS_PER_BOOK, NULL, 0, &error) != RAS_OK) {
            fprintf(stderr, "%s\n", error.message);
            books->failed = true;
        }
    }
    return NULL;
}

static void remove_books(const char *folder)
{
    for (unsigned book = 0; book < BOOKS; book++) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s/%05u.xlsx", folder, book);
        (void)unlink(path);
    }
}

static double books_rate(const char *folder, const struct ras_task *tasks, unsigned thread_count)
{
    const struct ras_worklist_settings settings = {.sheet_rows_max = 2000,
                                                   .as_of = ras_date_make(2026, 9, 30),
                                                   .run_id = "2026-09-30-1",
                                                   .source_names = source_names,
                                                   .source_kinds = source_kinds,
                                                   .source_count = 2,
                                                   .rules = rule_list,
                                                   .rule_count = 3};
    double rates[ROUNDS];
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct books books[2];
        pthread_t threads[2];
        const uint64_t start = ras_clock_ns();
        for (unsigned t = 0; t < thread_count; t++) {
            books[t] = (struct books){folder, tasks, &settings, t, thread_count, false};
            if (pthread_create(&threads[t], NULL, write_books, &books[t]) != 0)
                exit(70);
        }
        for (unsigned t = 0; t < thread_count; t++) {
            (void)pthread_join(threads[t], NULL);
            if (books[t].failed)
                exit(74);
        }
        rates[round] = BOOKS * TASKS_PER_BOOK / ((double)(ras_clock_ns() - start) * 1e-9);
        remove_books(folder);
    }
    return median(rates);
}

static void bench_books(void)
{
    const size_t count = (size_t)BOOKS * TASKS_PER_BOOK;
    struct ras_task *const tasks = ras_alloc_zeroed(count, sizeof *tasks);
    struct person *const people = ras_alloc_zeroed(count, sizeof *people);
    char folder[] = "/tmp/rasoat_bench_XXXXXX";
    if (tasks == NULL || people == NULL || mkdtemp(folder) == NULL)
        exit(71);
    static const char *const surnames[] = {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ"};
    static const char *const given[] = {"An", "Bình", "Chi", "Dũng", "Hạnh", "Khôi", "Linh"};
    for (size_t i = 0; i < count; i++) {
        struct person *const p = &people[i];
        (void)snprintf(p->record_id, sizeof p->record_id, "HT%08zu", i * 7919 % 100000000);
        (void)snprintf(p->name, sizeof p->name, "%s Văn %s %s", surnames[i % 6], given[i % 7],
                       given[i * 5 % 7]);
        (void)snprintf(p->number, sizeof p->number, "0380%08zu", i * 104729 % 100000000);
        (void)snprintf(p->address, sizeof p->address, "Số %zu, thôn %zu", i % 211, i % 9);
        tasks[i] = (struct ras_task){
            .task_id = (i + 1) * UINT64_C(0x9E3779B97F4A7C15),
            .source_index = (uint32_t)(i % 2),
            .rule = (uint32_t)(i % 3),
            .office = i % TASKS_PER_BOOK < 900 ? RAS_OFFICE_CONG_AN : RAS_OFFICE_TU_PHAP,
            .severity = 1 + (unsigned)(i % 3),
            .row_count = 1,
            .record_id = ras_bytes_of(p->record_id),
            .name = ras_bytes_of(p->name),
            .birth_date = RAS_LITERAL("07/03/1985"),
            .sex = RAS_LITERAL("Nam"),
            .number = ras_bytes_of(p->number),
            .address = ras_bytes_of(p->address),
            .field = RAS_FIELD_FULL_NAME,
            .value = ras_bytes_of(p->name),
            .proposal = ras_bytes_of(p->name),
            .evidence = RAS_LITERAL("khác dấu thanh, trùng số và ngày sinh"),
            .probability = 999000};
    }
    const double one = books_rate(folder, tasks, 1);
    const double two = books_rate(folder, tasks, 2);
    printf("workbooks: %.0f tasks/s on 1 thread, %.0f on 2 (%.2f x), %u books of %u tasks\n", one,
           two, two / one, BOOKS, TASKS_PER_BOOK);
    (void)rmdir(folder);
    ras_free(tasks);
    ras_free(people);
}

int main(void)
{
    bench_matches();
    bench_books();
    return 0;
}
