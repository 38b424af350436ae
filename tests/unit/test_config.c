/* Whole configs: what a good one sets, and the exact message, line and column of each bad one. */
#include "engine/config.h"

#include "base/alloc.h"
#include "record/date.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LEAST                                                                                      \
    "purpose: kiểm thử\noutput: out\nresidents: {path: residents.csv}\nsources:\n"             \
    "  - {name: civil, kind: civil_registry, path: civil.csv}\n"
#define LEAST_LINES 5

static char folder[64];
static char config_path[96];

static void write_file(const char *name, const char *text)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *const file = fopen(path, "w");
    cr_assert_not_null(file);
    cr_assert_geq(fputs(text, file), 0);
    cr_assert_eq(fclose(file), 0);
}

/* A model file whose threshold is none of the defaults. */
static void write_model(void)
{
    struct ras_model model;
    struct ras_text text;
    ras_model_default(&model);
    model.match_probability = 970000;
    ras_text_init(&text);
    ras_model_json(&model, &text);
    ras_text_char(&text, '\0');
    cr_assert_not(text.failed);
    write_file("model.json", text.data);
    ras_text_fini(&text);
}

static void folder_make(void)
{
    (void)strcpy(folder, "/tmp/rasoat_config_XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(config_path, sizeof config_path, "%s/rasoat.yaml", folder);
    write_file("residents.csv", "a\n");
    write_file("civil.csv", "a\n");
    write_model();
    (void)setenv("SOURCE_DATE_EPOCH", "1793404800", 1); /* 2026-10-31 */
}

static void folder_remove(void)
{
    static const char *const names[] = {"residents.csv", "civil.csv", "model.json", "rasoat.yaml"};
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}
TestSuite(config, .init = folder_make, .fini = folder_remove);

static struct ras_config *good(const char *text)
{
    struct ras_config *config = NULL;
    struct ras_error error = {0};
    write_file("rasoat.yaml", text);
    cr_assert_eq(ras_config_read(config_path, &config, &error), RAS_OK, "%d:%d: %s",
                 (int)error.line_number, (int)error.column, error.message);
    return config;
}

struct bad {
    const char *text;
    enum ras_status status;
    uint64_t line, column;
    const char *message;
};

static void expect_bad(const struct bad *bad)
{
    struct ras_config *config = NULL;
    struct ras_error error = {0};
    write_file("rasoat.yaml", bad->text);
    cr_expect_eq(ras_config_read(config_path, &config, &error), bad->status, "%s", bad->text);
    cr_expect_eq(error.status, bad->status);
    cr_expect_str_eq(error.message, bad->message);
    cr_expect_eq(error.line_number, bad->line, "line %d of %s", (int)error.line_number, bad->text);
    cr_expect_eq(error.column, bad->column, "column %d of %s", (int)error.column, bad->text);
    cr_expect_str_eq(error.source, config_path);
    cr_expect_null(config);
}

Test(config, least_config_has_the_defaults)
{
    struct ras_config *const config = good(LEAST);
    char path[128];
    cr_assert_str_eq(config->purpose, "kiểm thử");
    (void)snprintf(path, sizeof path, "%s/out", folder);
    cr_assert_str_eq(config->output, path);
    (void)snprintf(path, sizeof path, "%s/civil.csv", folder);
    cr_assert_str_eq(config->sources[0].path, path);
    cr_assert_str_eq(config->directory, folder);
    cr_assert_str_eq(config->path, config_path);
    cr_assert_eq(config->source_count, 1);
    cr_assert_eq(config->sources[0].kind, RAS_KIND_CIVIL_REGISTRY);
    cr_assert_eq(config->sources[0].line_number, LEAST_LINES);
    cr_assert_eq(config->residents.kind, RAS_KIND_COUNT);
    cr_assert_not(config->sources[0].optional);
    cr_assert_eq(config->sources[0].delimiter, 0);
    cr_assert_eq(config->keep_runs, 14);
    cr_assert_eq(config->thread_count, 0);
    cr_assert_eq(config->block_rows_max, 2000);
    cr_assert_eq(config->sheet_rows_max, 2000);
    cr_assert(config->workbooks);
    cr_assert_not(config->reveal_numbers);
    cr_assert_float_eq(config->reject_share_max, 0.05, 1e-12);
    cr_assert_eq(config->memory_bytes_max, 0);
    cr_assert_null(config->unit_list);
    cr_assert_null(config->crosswalk);
    cr_assert_null(config->key_text);
    cr_assert_eq(config->as_of, ras_date_make(2026, 10, 31));
    cr_assert_eq(config->model.match_probability, 990000);
    cr_assert_float_eq(config->quality.green_percent, 90, 1e-9);
    ras_config_destroy(config);
}

Test(config, every_key_goes_where_it_belongs)
{
    struct ras_config *const config = good(
        "as_of: 2025-02-28\nkeep_runs: 3\nthreads: 2\n"
        "units: {list: civil.csv, crosswalk: residents.csv}\n"
        "match:\n  probability: 0.95\n  review: 0.25\n  margin: 4.5\n  block_cap: 100\n"
        "  strategy: fs-tf\n  model: model.json\n"
        "quality:\n  weights: {dung: 2, song: 0.5}\n  green: 95\n  yellow: 60.5\n"
        "  freshness_days: {vaccination: 30}\n  mandatory: {social_welfare: [full_name, account]}\n"
        "  populations: {social_welfare: {age_min: 75}, vaccination: {age_max: 5}}\n"
        "  bars: {dung: 95}\n"
        "worklist: {reveal: true, sheet_rows: 50, workbooks: false, key: demo}\n"
        "limits: {rejects: 0.1, memory: 1.5GB}\n" LEAST "    # a comment\n"
        "  - name: welfare-2\n    kind: social_welfare\n    path: \"welfare-*.csv\"\n"
        "    optional: true\n    delimiter: \";\"\n    encoding: UTF-8\n"
        "    columns: {full_name: Họ và tên, sex: gt}\n    carry: [ghi chú, stt]\n"
        "    values: {sex: {\"1\": male, \"0\": female}, status: {da_chet: dead}}\n");
    const struct ras_source_config *const source = &config->sources[1];
    cr_assert_eq(config->as_of, ras_date_make(2025, 2, 28));
    cr_assert_eq(config->keep_runs, 3);
    cr_assert_eq(config->thread_count, 2);
    cr_assert_neq(strstr(config->unit_list, "/civil.csv"), NULL);
    cr_assert_neq(strstr(config->crosswalk, "/residents.csv"), NULL);
    cr_assert_eq(config->model.match_probability, 950000, "stands above the model that it changes");
    cr_assert_eq(config->model.review_probability, 250000);
    cr_assert_eq(config->model.match_margin, 4500);
    cr_assert_eq(config->block_rows_max, 100);
    cr_assert_float_eq(config->quality.word_weight[RAS_WORD_DUNG], 2, 1e-9);
    cr_assert_float_eq(config->quality.word_weight[RAS_WORD_DU], 1, 1e-9);
    cr_assert_float_eq(config->quality.word_weight[RAS_WORD_SONG], 0.5, 1e-9);
    cr_assert_float_eq(config->quality.yellow_percent, 60.5, 1e-9);
    cr_assert_eq(config->quality.freshness_days[RAS_KIND_VACCINATION], 30);
    cr_assert_eq(config->quality.freshness_days[RAS_KIND_CIVIL_REGISTRY], 365);
    cr_assert_eq(config->quality.mandatory[RAS_KIND_SOCIAL_WELFARE],
                 RAS_FIELD_BIT(RAS_FIELD_FULL_NAME) | RAS_FIELD_BIT(RAS_FIELD_ACCOUNT));
    cr_assert_eq(config->quality.population_age_min[RAS_KIND_SOCIAL_WELFARE], 75);
    cr_assert_eq(config->quality.population_age_max[RAS_KIND_VACCINATION], 5);
    cr_assert_float_eq(config->quality.bar_percent[RAS_WORD_DUNG], 95, 1e-9);
    cr_assert(config->reveal_numbers);
    cr_assert_eq(config->sheet_rows_max, 50);
    cr_assert_not(config->workbooks);
    cr_assert_str_eq(config->key_text, "demo");
    cr_assert_float_eq(config->reject_share_max, 0.1, 1e-12);
    cr_assert_eq(config->memory_bytes_max, 1500000000);
    cr_assert_str_eq(source->name, "welfare-2");
    cr_assert(source->optional);
    cr_assert_eq(source->delimiter, ';');
    cr_assert_eq(source->column_count, 2);
    cr_assert_eq(source->columns[0].field, RAS_FIELD_FULL_NAME);
    cr_assert_str_eq(source->columns[0].header, "Họ và tên");
    cr_assert_eq(source->carry_count, 2);
    cr_assert_str_eq(source->carry[1], "stt");
    cr_assert_eq(source->value_count, 3);
    cr_assert_eq(source->values[1].field, RAS_FIELD_SEX);
    cr_assert_str_eq(source->values[1].written, "0");
    cr_assert_eq(source->values[2].field, RAS_FIELD_STATUS);
    ras_config_destroy(config);
}

Test(config, thresholds_of_the_model_hold_unless_the_config_has_its_own)
{
    struct ras_config *const config = good(LEAST "match: {model: model.json, margin: 3}\n");
    cr_assert_eq(config->model.match_probability, 970000);
    cr_assert_eq(config->model.review_probability, 500000);
    cr_assert_eq(config->model.match_margin, 3000);
    ras_config_destroy(config);
}

Test(config, empty_sections_and_one_number_for_all_kinds)
{
    struct ras_config *const config =
        good(LEAST "limits:\nmatch: {}\nquality:\n  freshness_days: 90\n");
    for (unsigned i = 0; i < RAS_KIND_COUNT; i++)
        cr_assert_eq(config->quality.freshness_days[i], 90);
    cr_assert_float_eq(config->reject_share_max, 0.05, 1e-12);
    ras_config_destroy(config);
}

Test(config, wrong_keys_are_told_with_the_nearest_word)
{
    static const struct bad table[] = {
        {LEAST "surces: 1\n", RAS_CONFIG, 6, 1, "unknown key 'surces', did you mean 'sources'?"},
        {LEAST "limits: {reject: 1}\n", RAS_CONFIG, 6, 10,
         "unknown key 'reject', did you mean 'rejects'?"},
        {LEAST "limits: {zebra: 1}\n", RAS_CONFIG, 6, 10,
         "unknown key 'zebra', known here: rejects, memory"},
        {LEAST "output: x\n", RAS_CONFIG, 6, 1, "doubled key 'output', first on line 2"},
        {LEAST "match: {strategy: fs-tg}\n", RAS_CONFIG, 6, 19,
         "unknown strategy 'fs-tg', did you mean 'fs-tf'?"},
        {LEAST "ledger: ledger.db\n", RAS_CONFIG, 6, 1, "key 'ledger' is not supported yet"},
        {LEAST "match: {passes: []}\n", RAS_CONFIG, 6, 9, "key 'passes' is not supported yet"},
        {LEAST "quality: {bars: {dun: 1}}\n", RAS_CONFIG, 6, 18,
         "unknown word 'dun', did you mean 'dung'?"},
        {LEAST "quality: {freshness_days: {vacination: 1}}\n", RAS_CONFIG, 6, 28,
         "unknown kind 'vacination', did you mean 'vaccination'?"},
        {LEAST "quality: {mandatory: {vaccination: [ful_name]}}\n", RAS_CONFIG, 6, 37,
         "unknown field 'ful_name', did you mean 'full_name'?"},
        {LEAST "  - {name: b, kind: social_welfar, path: civil.csv}\n", RAS_CONFIG, 6, 21,
         "unknown kind 'social_welfar', did you mean 'social_welfare'?"},
        {LEAST "  - {name: b, kind: vaccination, path: civil.csv, columns: {fullname: a}}\n",
         RAS_CONFIG, 6, 61, "unknown field 'fullname', did you mean 'full_name'?"},
        {LEAST "  - {name: b, kind: vaccination, path: civil.csv, values: {sex: {a: femal}}}\n",
         RAS_CONFIG, 6, 69, "unknown value 'femal', did you mean 'female'?"},
        {LEAST "  - {name: b, kind: vaccination, path: civil.csv, values: {phone: {a: male}}}\n",
         RAS_CONFIG, 6, 60, "unknown field 'phone', known here: sex, status, event_type"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        expect_bad(&table[i]);
}

Test(config, missing_keys_and_files_have_a_place)
{
    char missing[200];
    static const struct bad table[] = {
        {"", RAS_CONFIG, 1, 1, "missing key 'purpose': say what these data are processed for"},
        {"output: out\n", RAS_CONFIG, 1, 1,
         "missing key 'purpose': say what these data are processed for"},
        {"purpose: a\noutput: out\nresidents: {path: residents.csv}\n", RAS_CONFIG, 1, 1,
         "missing key 'sources'"},
        {"purpose: a\noutput: out\nresidents:\nsources: []\n", RAS_CONFIG, 4, 10,
         "'sources' is empty"},
        {LEAST "  - {name: b, path: civil.csv}\n", RAS_CONFIG, 6, 5, "missing key 'kind'"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        expect_bad(&table[i]);
    (void)snprintf(missing, sizeof missing, "cannot open '%s/no.csv': No such file or directory",
                   folder);
    expect_bad(&(struct bad){LEAST "  - {name: b, kind: vaccination, path: no.csv}\n",
                             RAS_INPUT_MISSING, 6, 40, missing});
    expect_bad(&(struct bad){LEAST "units:\n  list: no.csv\n", RAS_INPUT_MISSING, 7, 9, missing});
    (void)snprintf(missing, sizeof missing, "'%s/.' is a folder, a file is expected", folder);
    expect_bad(&(struct bad){LEAST "units: {list: .}\n", RAS_CONFIG, 6, 15, missing});
}

Test(config, optional_sources_and_globs_need_not_be_there)
{
    struct ras_config *const config =
        good(LEAST "  - {name: b, kind: vaccination, path: no.csv, optional: true}\n"
                   "  - {name: c, kind: vaccination, path: \"no-*.csv\"}\n");
    cr_assert_eq(config->source_count, 3);
    ras_config_destroy(config);
}

Test(config, wrong_values_are_told_with_what_is_expected)
{
    static const struct bad table[] = {
        {LEAST "threads: many\n", RAS_CONFIG, 6, 10,
         "'threads' must be a whole number from 1 to 256, not 'many'"},
        {LEAST "threads: 0\n", RAS_CONFIG, 6, 10,
         "'threads' must be a whole number from 1 to 256, not '0'"},
        {LEAST "threads: 257\n", RAS_CONFIG, 6, 10,
         "'threads' must be a whole number from 1 to 256, not '257'"},
        {LEAST "threads: 2.0\n", RAS_CONFIG, 6, 10,
         "'threads' must be a whole number from 1 to 256, not '2.0'"},
        {LEAST "threads: \"2\"\n", RAS_CONFIG, 6, 10,
         "'threads' must be a whole number from 1 to 256, not '2'"},
        {LEAST "threads: [2]\n", RAS_CONFIG, 6, 10,
         "'threads' must be a whole number from 1 to 256"},
        {LEAST "threads: 99999999999999999999\n", RAS_CONFIG, 6, 10,
         "'threads' must be a whole number from 1 to 256, not '99999999999999999999'"},
        {LEAST "threads:\n", RAS_CONFIG, 6, 9, "'threads' is empty"},
        {LEAST "limits: {rejects: 1.000001}\n", RAS_CONFIG, 6, 19,
         "'rejects' must be a number from 0 to 1, not '1.000001'"},
        {LEAST "limits: {rejects: -0.1}\n", RAS_CONFIG, 6, 19,
         "'rejects' must be a number from 0 to 1, not '-0.1'"},
        {LEAST "limits: {rejects: 1e-3}\n", RAS_CONFIG, 6, 19,
         "'rejects' must be a number from 0 to 1, not '1e-3'"},
        {LEAST "limits: {rejects: 0.1234567}\n", RAS_CONFIG, 6, 19,
         "'rejects' must be a number from 0 to 1, not '0.1234567'"},
        {LEAST "limits: {memory: 2000}\n", RAS_CONFIG, 6, 18,
         "'memory' must be a size such as 500MB or 2GB, not '2000'"},
        {LEAST "limits: {memory: GB}\n", RAS_CONFIG, 6, 18,
         "'memory' must be a size such as 500MB or 2GB, not 'GB'"},
        {LEAST "limits: {memory: 1MB}\n", RAS_CONFIG, 6, 18,
         "'memory' must be a size from 2MB to 1000TB, not '1MB'"},
        {LEAST "as_of: 2026-02-29\n", RAS_CONFIG, 6, 8,
         "'as_of' must be a date written as YYYY-MM-DD, not '2026-02-29'"},
        {LEAST "as_of: 28/2/2026\n", RAS_CONFIG, 6, 8,
         "'as_of' must be a date written as YYYY-MM-DD, not '28/2/2026'"},
        {LEAST "worklist: {reveal: yes}\n", RAS_CONFIG, 6, 20,
         "'reveal' must be true or false, not 'yes'"},
        {LEAST "worklist: [a]\n", RAS_CONFIG, 6, 11, "'worklist' must be keys with values"},
        {LEAST "worklist: {key: \" \"}\n", RAS_CONFIG, 6, 17, "'key' is empty"},
        {LEAST "match: {review: 0.995}\n", RAS_CONFIG, 6, 17,
         "'review' must not be above 'probability'"},
        {LEAST "match: {margin: 100.1}\n", RAS_CONFIG, 6, 17,
         "'margin' must be a number from 0 to 100, not '100.1'"},
        {LEAST "quality: {green: 50}\n", RAS_CONFIG, 6, 10, "'yellow' must not be above 'green'"},
        {LEAST "quality: {weights: {dung: 0, du: 0, sach: 0, song: 0}}\n", RAS_CONFIG, 6, 20,
         "all weights are 0, one at least must count"},
        {LEAST "quality: {populations: {vaccination: {age_min: 5, age_max: 4}}}\n", RAS_CONFIG, 6,
         38, "age_min 5 is above age_max 4"},
        {LEAST "  - just a text\n", RAS_CONFIG, 6, 5, "keys with values expected here"},
        {LEAST "  - {name: Civil, kind: vaccination, path: civil.csv}\n", RAS_CONFIG, 6, 12,
         "a source name is 1 to 40 of the characters a-z, 0-9, _ and -"},
        {LEAST "  - {name: civil, kind: vaccination, path: civil.csv}\n", RAS_CONFIG, 6, 12,
         "two sources are called 'civil'"},
        {LEAST "  - {name: residents, kind: vaccination, path: civil.csv}\n", RAS_CONFIG, 6, 12,
         "no source may be called 'residents'"},
        {LEAST "  - {name: b, kind: vaccination, path: \"-\"}\n", RAS_CONFIG, 6, 40,
         "standard input ('-') can only be given on the command line"},
        {LEAST "  - {name: b, kind: vaccination, path: civil.csv, encoding: tcvn3}\n", RAS_CONFIG,
         6, 61, "encoding 'tcvn3' is not supported yet, only utf-8 is read"},
        {LEAST "  - {name: b, kind: vaccination, path: civil.csv, delimiter: ab}\n", RAS_CONFIG, 6,
         62, "'delimiter' must be one of , ; | tab"},
        {LEAST "  - {name: b, kind: vaccination, path: civil.csv, carry: [a, a]}\n", RAS_CONFIG, 6,
         62, "column 'a' is carried twice"},
        {LEAST "  - {name: b, kind: vaccination, path: civil.csv, columns: {sex: }}\n", RAS_CONFIG,
         6, 66, "the header of a column is empty"},
        {"[a, b]\n", RAS_CONFIG, 1, 1, "keys with values expected here"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        expect_bad(&table[i]);
}

Test(config, source_count_and_name_length_at_their_limits)
{
    static char text[8192];
    size_t length = (size_t)snprintf(
        text, sizeof text, "purpose: a\noutput: o\nresidents: {path: residents.csv}\nsources:\n");
    for (int i = 0; i < RAS_RUN_SOURCES_MAX; i++)
        length += (size_t)snprintf(text + length, sizeof text - length,
                                   "  - {name: %040d, kind: vaccination, path: civil.csv}\n", i);
    struct ras_config *const config = good(text);
    cr_assert_eq(config->source_count, RAS_RUN_SOURCES_MAX);
    ras_config_destroy(config);
    (void)snprintf(text + length, sizeof text - length,
                   "  - {name: z, kind: vaccination, path: civil.csv}\n");
    expect_bad(&(struct bad){text, RAS_CONFIG, 5, 3,
                             "'sources' holds 33 sources, at most 32 are allowed"});
    expect_bad(&(struct bad){
        LEAST "  - {name: a0123456789012345678901234567890123456789, kind: vaccination, path: a}\n",
        RAS_CONFIG, 6, 12, "a source name is 1 to 40 of the characters a-z, 0-9, _ and -"});
}

Test(config, missing_config_and_folder)
{
    struct ras_config *config = NULL;
    struct ras_error error = {0};
    cr_assert_eq(ras_config_read("/nowhere/rasoat.yaml", &config, &error), RAS_INPUT_MISSING);
    cr_assert_eq(ras_config_read(folder, &config, &error), RAS_CONFIG);
    cr_assert_eq(ras_config_read("/nowhere/rasoat.yaml", &config, NULL), RAS_INPUT_MISSING);
}

Test(config, wrong_epoch_is_told)
{
    struct ras_config *config = NULL;
    struct ras_error error = {0};
    write_file("rasoat.yaml", LEAST);
    (void)setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
    cr_assert_eq(ras_config_read(config_path, &config, &error), RAS_CONFIG);
    (void)setenv("SOURCE_DATE_EPOCH", "99999999999", 1);
    cr_assert_eq(ras_config_read(config_path, &config, &error), RAS_CONFIG);
    (void)unsetenv("SOURCE_DATE_EPOCH");
    cr_assert_eq(ras_config_read(config_path, &config, &error), RAS_OK);
    cr_assert_geq(ras_date_year(config->as_of), 2024);
    ras_config_destroy(config);
}

Test(config, larger_than_a_config_can_be)
{
    struct ras_config *config = NULL;
    struct ras_error error = {0};
    char *const text = malloc((1 << 20) + 2);
    cr_assert_not_null(text);
    memset(text, '#', (1 << 20) + 1);
    text[(1 << 20) + 1] = '\0';
    write_file("rasoat.yaml", text);
    free(text);
    cr_assert_eq(ras_config_read(config_path, &config, &error), RAS_CONFIG);
}

Test(config, every_failed_allocation_is_an_error_and_no_leak)
{
    struct ras_config *config = NULL;
    struct ras_error error = {0};
    write_file("rasoat.yaml", LEAST);
    enum ras_status status = RAS_NO_MEMORY;
    for (uint64_t k = 1; status != RAS_OK; k++) {
        cr_assert_lt(k, 100);
        ras_alloc_fail_at(k);
        status = ras_config_read(config_path, &config, &error);
        ras_alloc_fail_at(0);
        cr_assert(status == RAS_OK || status == RAS_NO_MEMORY);
    }
    ras_config_destroy(config);
    ras_config_destroy(NULL);
}
