/* Whole runs on small registers. */
#include "rasoat/engine.h"

#include "base/alloc.h"
#include "support/people_sample.h"
#include "support/scratch_folder.h"

#define RESIDENTS_HEADER "so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,ma_xa\n"
#define WELFARE_HEADER                                                                             \
    "ma,so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,ma_xa,loai_tro_cap,so_tai_khoan\n"

static struct scratch_folder folder;
static struct ras_config *config;
static struct ras_engine_options options;
static struct ras_run_result result;
static struct ras_error why;

static void config_read(const char *sources)
{
    char path[160], text[2048];
    struct ras_error error = {0};
    ras_config_destroy(config);
    (void)snprintf(text, sizeof text,
                   "purpose: test\noutput: out\nas_of: 2026-10-31\nworklist: {key: test}\n"
                   "residents: {path: residents.csv}\n%s",
                   sources);
    scratch_write(&folder, "rasoat.yaml", text);
    cr_assert_eq(ras_config_read(scratch_path(&folder, "rasoat.yaml", path), &config, &error),
                 RAS_OK, "%s", error.message);
}

#define WELFARE "sources:\n  - {name: welfare, kind: social_welfare, path: welfare.csv}\n"

static void append(char *text, size_t capacity, const char *line)
{
    cr_assert_lt(strlen(text) + strlen(line), capacity);
    strcat(text, line);
}

static void begin(void)
{
    static char text[65536];
    char line[200];
    scratch_make(&folder);
    config = NULL;
    options = (struct ras_engine_options){.thread_count = 2};
    strcpy(text, RESIDENTS_HEADER);
    for (unsigned i = 0; i < 300; i++) {
        static const char *const given[] = {"Hùng", "Lan", "Minh", "Hoà", "Quý", "Nam"};
        (void)snprintf(line, sizeof line, "0010850%05u,Nguyễn %c%c %s,%02u/%02u/1985,Nam,00004\n",
                       10000 + i, 'A' + (int)(i % 17), 'a' + (int)(i % 5), given[i % 6], 1 + i % 28,
                       1 + i % 12);
        append(text, sizeof text, line);
    }
    scratch_write(&folder, "residents.csv", text);
    scratch_write(&folder, "welfare.csv",
                  WELFARE_HEADER
                  "W1,001085010000,Nguyễn Aa Hùng,01/01/1985,Nam,00004,người cao tuổi,123\n"
                  "W2,001085010001,Nguyễn Bb Lan,02/02/1985,Nam,00004,người cao tuổi,123\n"
                  "W3,001085010000,Nguyễn Aa Hùng,01/01/1985,Nam,00004,người cao tuổi,124\n"
                  "W4,,Trần Không Có,05/05/1950,Nữ,00004,khuyết tật,9\n"
                  "W5,,Trần Không Có,05/05/1950,Nữ,00004,khuyết tật,9\n"
                  ",001085010002,,,,,,\n");
    config_read("limits: {rejects: 0.5}\n" WELFARE);
}

static void end(void)
{
    ras_config_destroy(config);
    scratch_remove(&folder);
}

TestSuite(run, .init = begin, .fini = end);

static enum ras_status run(void)
{
    memset(&why, 0, sizeof why);
    return ras_engine_run(config, &options, &result, &why);
}

static void expect_verified(void)
{
    char path[160], *text = NULL;
    struct ras_error error = {0};
    cr_assert_eq(ras_engine_verify(scratch_path(&folder, "out/published", path), false, false,
                                   &text, &error),
                 RAS_OK, "%s %s", text == NULL ? "" : text, error.message);
    ras_engine_text_free(text);
}

static unsigned line_count(const char *name)
{
    char *const text = scratch_read(&folder, name);
    unsigned count = 0;
    for (const char *c = text; *c != '\0'; c++)
        count += *c == '\n';
    free(text);
    return count;
}

Test(run, every_row_has_a_fate)
{
    cr_assert_eq(run(), RAS_OK, "%s", why.message);
    const struct ras_run_source *const source = &result.sources[0];
    cr_assert_eq(result.source_count, 1);
    cr_assert_eq(result.resident_count, 300);
    cr_assert_eq(source->row_count, 6);
    cr_assert_eq(source->reject_count, 1);
    cr_assert_eq(source->match_count + source->review_count + source->none_count, 5);
    cr_assert_eq(source->match_count, 3);
    cr_assert_eq(source->duplicate_count, 4); /* W1 with W3, and W4 with W5 whom nobody knows */
    cr_assert_str_eq(result.run_id, "2026-10-31-1");
    cr_assert_eq(line_count("out/published/matches/welfare.csv"), 6);
    cr_assert_eq(line_count("out/published/rejects/welfare.csv"), 2);
    cr_assert_eq(line_count("out/published/duplicates/welfare.csv"), 5);
    expect_verified();
    cr_assert_eq(run(), RAS_OK);
    cr_assert(result.index_reused);
    cr_assert_str_eq(result.run_id, "2026-10-31-2");
}

Test(run, an_optional_source_that_is_broken_or_missing_is_left_out)
{
    static const char *const texts[] = {NULL, "", WELFARE_HEADER, "a,b\n1,2\n",
                                        WELFARE_HEADER "R1,\xFF\xFE,x,1985,,,,\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i] != NULL)
            scratch_write(&folder, "late.csv", texts[i]);
        config_read("limits: {rejects: 0.5}\n" WELFARE
                    "  - {name: late, kind: vaccination, path: late.csv, optional: true}\n");
        const enum ras_status status = run();
        if (i == 4) {
            cr_assert_neq(status, RAS_OK);
            continue;
        }
        cr_assert_eq(status, RAS_OK, "case %zu: %s", i, why.message);
        cr_assert_eq(result.warning_count, 1);
        cr_assert_eq(result.sources[1].row_count, 0);
        cr_assert_eq(result.sources[0].row_count, 6);
        expect_verified();
    }
}

Test(run, a_source_that_must_be_there_stops_the_run_and_leaves_nothing)
{
    char path[160];
    cr_assert_eq(run(), RAS_OK);
    cr_assert_eq(unlink(scratch_path(&folder, "welfare.csv", path)), 0);
    cr_assert_eq(run(), RAS_INPUT_MISSING);
    cr_assert_not(scratch_has(&folder, "out/2026-10-31-2"));
    cr_assert_not(scratch_has(&folder, "out/2026-10-31-2.tmp"));
    scratch_write(&folder, "welfare.csv", WELFARE_HEADER);
    cr_assert_eq(run(), RAS_BAD_INPUT);
    cr_assert_eq(line_count("out/published/matches/welfare.csv"), 6);
}

Test(run, too_many_rejects_are_written_but_not_published)
{
    config_read("limits: {rejects: 0.1}\n" WELFARE);
    cr_assert_eq(run(), RAS_TOO_MANY_REJECTS);
    cr_assert_not(scratch_has(&folder, "out/published"));
    cr_assert_eq(line_count("out/2026-10-31-1/matches/welfare.csv"), 6);
    cr_assert_str_eq(result.published, "");
}

Test(run, same_bytes_for_any_number_of_threads)
{
    static const char *const names[] = {
        "matches/welfare.csv",   "issues/welfare.csv", "duplicates/welfare.csv",
        "proposals/welfare.csv", "quality.csv",        "quality.json"};
    const unsigned threads[] = {1, 2, 3, 8};
    char *first[6] = {NULL};
    for (unsigned t = 0; t < 4; t++) {
        options.thread_count = threads[t];
        cr_assert_eq(run(), RAS_OK, "%s", why.message);
        for (unsigned i = 0; i < 6; i++) {
            char name[160], *text = NULL;
            (void)snprintf(name, sizeof name, "out/published/%s", names[i]);
            text = scratch_read(&folder, name);
            /* the run's own number is the only difference */
            for (char *at = strstr(text, result.run_id); at != NULL; at = strstr(at, result.run_id))
                memset(at, '-', strlen(result.run_id));
            if (t == 0)
                first[i] = text;
            else
                cr_assert_str_eq(text, first[i], "%s", names[i]);
            if (t != 0)
                free(text);
        }
    }
    for (unsigned i = 0; i < 6; i++)
        free(first[i]);
}

Test(run, a_request_to_stop_leaves_nothing)
{
    options.stop = ras_stop_create();
    ras_stop_request(options.stop, RAS_INTERRUPTED);
    cr_assert_eq(run(), RAS_INTERRUPTED);
    ras_stop_destroy(options.stop);
    cr_assert_not(scratch_has(&folder, "out/2026-10-31-1"));
    cr_assert_not(scratch_has(&folder, "out/2026-10-31-1.tmp"));
}

/* Every allocation fails from the k-th on: the run ends with an error, never otherwise. The last
 * ones are tried one by one: what a run does after publishing must not fail it. */
Test(run, failed_allocations_publish_nothing, .timeout = 120)
{
    uint64_t failed = 0;
    for (uint64_t k = 1;; k += k < 400 ? 1 + k / 12 : 1, failed++) {
        ras_alloc_fail_at(k);
        const enum ras_status status = run();
        ras_alloc_fail_at(0);
        if (status == RAS_OK)
            break;
        cr_assert_eq(status, RAS_NO_MEMORY, "%llu: %d %s", (unsigned long long)k, (int)status,
                     why.message);
        cr_assert_not(scratch_has(&folder, "out/published"));
        cr_assert_not(scratch_has(&folder, "out/2026-10-31-1"));
    }
    cr_assert_gt(failed, 40);
    expect_verified();
}
