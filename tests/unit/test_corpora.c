/* Whole files: our own fixtures, and public CSV collections where they are at hand. */
#include "unit/read_support.h"

#include "oracle/csv_naive.h"

#include <dirent.h>

#define SHARED "../shared/data/csv/"

static char *file_bytes(const char *path, size_t *length)
{
    FILE *const file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    char *const bytes = calloc(1, (size_t)1 << 22);
    *length = fread(bytes, 1, (size_t)1 << 22, file);
    fclose(file);
    return bytes;
}

static struct read_result read_path(const char *path, struct ras_reader_settings settings)
{
    settings.paths = &path;
    settings.path_count = 1;
    settings.source_name = "test";
    return read_all(&settings);
}

/* Values only: lines and offsets differ between the forms. */
static char *values_only(const char *text)
{
    char *const values = calloc(1, strlen(text) + 1);
    char *out = values;
    for (const char *at = text; *at != '\0'; at++) {
        if (strncmp(at, "line ", 5) == 0 && (at == text || at[-1] == '\n'))
            at = strchr(at, '[');
        if (*at != '\r')
            *out++ = *at;
    }
    return values;
}

Test(corpora, every_good_fixture_gives_the_same_rows)
{
    static const char *const names[] = {"bom.csv",
                                        "crlf.csv",
                                        "no_last_line_end.csv",
                                        "blank_lines.csv",
                                        "semicolon.csv",
                                        "tab.tsv",
                                        "separator_line.csv",
                                        "header_without_marks.csv",
                                        "compressed.csv.zst",
                                        "two_frames.csv.zst"};
    struct ras_reader_settings settings = {CARRY("mã hồ sơ", "họ và tên", "địa chỉ"),
                                           .required = RAS_FIELD_BIT(RAS_FIELD_FULL_NAME) |
                                                       RAS_FIELD_BIT(RAS_FIELD_ADDRESS)};
    struct read_result plain = read_path("fixtures/csv_good/plain.csv", settings);
    cr_assert_eq(plain.status, RAS_OK, "%s", plain.error.message);
    cr_assert_eq(plain.rows, 3);
    char *const expected = values_only(plain.text);
    cr_assert_not_null(strstr(expected, "[HS002] [Trần Thị Thử] [Tổ 3 \"Cũ\"]"));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "fixtures/csv_good/%s", names[i]);
        struct read_result result = read_path(path, settings);
        cr_assert_eq(result.status, RAS_OK, "%s: %s", names[i], result.error.message);
        char *const values = values_only(result.text);
        cr_assert_str_eq(values, expected, "%s", names[i]);
        free(values);
        free(result.text);
    }
    free(expected);
    free(plain.text);
}

Test(corpora, other_good_fixtures_are_read)
{
    struct ras_reader_settings settings = {.required = RAS_FIELD_BIT(RAS_FIELD_FULL_NAME)};
    static const struct {
        const char *name;
        uint64_t rows;
    } files[] = {{"lone_cr.csv", 3}, {"decomposed.csv", 3}, {"header_only.csv", 0}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "fixtures/csv_good/%s", files[i].name);
        struct read_result result = read_path(path, settings);
        cr_assert_eq(result.status, RAS_OK, "%s: %s", path, result.error.message);
        cr_assert_eq(result.rows, files[i].rows);
        cr_assert_eq(result.rejects, 0);
        free(result.text);
    }
}

Test(corpora, every_bad_fixture_is_refused_by_its_defect)
{
    static const char *const files[][2] = {
        {"empty.csv", "is empty"},
        {"utf16.csv", "UTF-16"},
        {"missing_column.csv", "no column for full_name"},
        {"two_columns_one_field.csv", "both fit personal_id"},
        {"header_quote_open.csv", "quote"},
        {"torn.csv.zst", "cut off"},
        {"junk_behind.csv.zst", "bytes after its last zstd frame"},
        {"not_zstd.csv.zst", "not a zstd stream"},
        {"gzip.csv", "gzip"},
        {"tcvn3.csv", "TCVN3 (ABC); save it as UTF-8"},
        {"vni.csv", "VNI"},
        {"windows1258.csv", "Windows-1258"},
        {"tcvn3_saved_as_utf8.csv", "TCVN3 (ABC) text that was saved as UTF-8"},
    };
    struct ras_reader_settings settings = {.required = RAS_FIELD_BIT(RAS_FIELD_FULL_NAME)};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "fixtures/csv_bad/%s", files[i][0]);
        struct read_result result = read_path(path, settings);
        cr_assert_eq(result.status, RAS_BAD_INPUT, "%s", path);
        cr_assert_not_null(strstr(result.error.message, files[i][1]), "%s: %s", path,
                           result.error.message);
        free(result.text);
    }
}

Test(corpora, rejected_rows_each_for_its_reason)
{
    struct ras_reader_settings settings = {CARRY("ma", "ho_ten")};
    struct read_result result = read_path("fixtures/csv_bad/rejected_rows.csv", settings);
    static const char *const parts[] = {"line 3 byte 19 ragged",
                                        "line 4 byte 25 ragged",
                                        "line 5 byte 35 invalid_utf8 at 6",
                                        "line 6 byte 43 nul_byte at 7",
                                        "line 7 byte 53 repeated_header",
                                        "line 8 byte 63 unclosed_quote at 6",
                                        "line 13 byte 117 length 9: [HS011] [Hoa]"};
    cr_assert_eq(result.status, RAS_OK, "%s", result.error.message);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        cr_assert_not_null(strstr(result.text, parts[i]), "'%s' not in\n%s", parts[i], result.text);
    cr_assert_eq(result.rows, 6);
    cr_assert_eq(result.rejects, 6);
    free(result.text);
}

/* A JSON array of flat objects of strings, one value after the other; enough for csv-spectrum. */
static size_t json_string(const char *json, size_t at, char *out, size_t *length)
{
    *length = 0;
    for (at++; json[at] != '"'; at++) {
        if (json[at] == '\\') {
            at++;
            out[(*length)++] = (char)(json[at] == 'n' ? '\n' : json[at] == 'r' ? '\r' : json[at]);
        } else {
            out[(*length)++] = json[at];
        }
    }
    return at + 1;
}

static void spectrum_case(const char *name)
{
    char path[256];
    size_t json_length = 0;
    size_t csv_length = 0;
    struct csv_naive naive;
    (void)snprintf(path, sizeof path, SHARED "csv-spectrum/json/%s.json", name);
    char *const json = file_bytes(path, &json_length);
    (void)snprintf(path, sizeof path, SHARED "csv-spectrum/csvs/%s.csv", name);
    char *const csv = file_bytes(path, &csv_length);
    csv_naive_read(&naive, csv, csv_length, ',', RAS_ROW_BYTES_MAX);
    /* The values of the JSON file, in order, are the cells. */
    const char *headers[8];
    const size_t columns = naive.rows[0].field_count;
    char names[8][64];
    for (size_t i = 0; i < columns; i++) {
        (void)snprintf(names[i], sizeof names[i], "%.*s", (int)naive.rows[0].field_length[i],
                       naive.text + naive.rows[0].field_offset[i]);
        headers[i] = names[i];
    }
    char *expected = NULL;
    size_t expected_length = 0;
    FILE *const out = open_memstream(&expected, &expected_length);
    size_t strings = 0;
    static char value[65536];
    for (size_t at = 0; at < json_length;) {
        if (json[at] != '"') {
            at++;
            continue;
        }
        size_t length = 0;
        at = json_string(json, at, value, &length);
        if (strings % 2 == 1) {
            fprintf(out, "%s[", strings / 2 % columns == 0 ? "" : " ");
            fwrite(value, 1, length, out);
            fprintf(out, "]%s", strings / 2 % columns == columns - 1 ? "\n" : "");
        }
        strings++;
    }
    fclose(out);
    struct ras_reader_settings settings = {.carried = headers, .carried_count = columns};
    struct read_result result = read_path(path, settings);
    cr_assert_eq(result.status, RAS_OK, "%s: %s", name, result.error.message);
    char *const values = values_only(result.text);
    char *const wanted = values_only(expected);
    cr_assert_str_eq(values, wanted, "%s", name);
    free(values);
    free(wanted);
    free(expected);
    free(result.text);
    free(json);
    free(csv);
    csv_naive_free(&naive);
}

/* location_coordinates is left out: it is not UTF-8, and its JSON tells of another person. */
Test(corpora, csv_spectrum_agrees_with_its_json)
{
    static const char *const names[] = {
        "comma_in_quotes", "newlines_crlf", "utf8",       "quotes_and_newlines",
        "escaped_quotes",  "newlines",      "empty_crlf", "simple_crlf",
        "simple",          "empty",         "json"};
    if (access(SHARED "csv-spectrum", R_OK) != 0)
        cr_skip_test("no shared data here");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        spectrum_case(names[i]);
}

/* Any public file: every byte is accounted for by the same rows whatever the chunks, or it is
 * refused with a message. */
static size_t survive(const char *folder)
{
    DIR *const directory = opendir(folder);
    size_t count = 0;
    if (directory == NULL)
        return 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        char path[512];
        if (entry->d_type != DT_REG)
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        struct ras_reader_settings settings = {.chunk_bytes = 0};
        struct read_result whole = read_path(path, settings);
        settings.chunk_bytes = 7;
        struct read_result pieces = read_path(path, settings);
        cr_assert_eq(whole.status, pieces.status, "%s", path);
        cr_assert(whole.status == RAS_OK || whole.status == RAS_BAD_INPUT, "%s: %s", path,
                  whole.error.message);
        cr_assert_str_eq(whole.text, pieces.text, "%s", path);
        free(whole.text);
        free(pieces.text);
        count++;
    }
    closedir(directory);
    return count;
}

Test(corpora, public_collections_are_read_alike_in_all_chunk_sizes)
{
    if (access(SHARED "zsv", R_OK) != 0)
        cr_skip_test("no shared data here");
    cr_assert_gt(survive(SHARED "zsv"), 10);
    cr_assert_gt(survive(SHARED "csvlint"), 5);
    cr_assert_gt(survive(SHARED "csv-parser-fixtures"), 10);
    cr_assert_gt(survive(SHARED "commons-csv/CSVFileParser"), 5);
    cr_assert_gt(survive("../shared/data/units"), 5);
    cr_assert_gt(survive("../shared/data/unicode"), 1);
    cr_assert_gt(survive("../shared/data/unicode/utf8tests"), 1);
}

Test(corpora, zsv_files_of_interest)
{
    if (access(SHARED "zsv", R_OK) != 0)
        cr_skip_test("no shared data here");
    struct ras_reader_settings settings = {CARRY("A1", "G1")};
    struct read_result result = read_path(SHARED "zsv/blank-leading-rows.csv", settings);
    cr_assert_eq(result.status, RAS_OK, "%s", result.error.message);
    cr_assert_eq(strncmp(result.text, "line 4 ", 7), 0, "%s", result.text);
    free(result.text);
    settings = (struct ras_reader_settings){CARRY("col4", "col8", "col6")};
    result = read_path(SHARED "zsv/quoted_nonstandard.csv", settings);
    cr_assert_eq(result.status, RAS_OK);
    cr_assert_not_null(strstr(result.text, "[12\" monitor] [say"), "%s", result.text);
    cr_assert_not_null(strstr(result.text, "[line1\nline2]"), "%s", result.text);
    free(result.text);
}
