/* A run made by hand, and what verify says when it is touched. */
#include "rasoat/engine.h"

#include "base/hash.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static const struct {
    const char *path;
    const char *text;
    unsigned rows;
} files[] = {
    {"duplicates/civil.csv", "group,record_id\n1,1\n1,2\n", 2},
    {"matches/civil.csv", "record_id,decision\n1,match\n\"2\n\",review\n3,none\n4,match\n", 4},
    {"quality.json", "{}\n", 0},
    {"rejects/civil.csv", "file,line\na,7\n", 1},
    {"reviews/civil.csv", "record_id,rank\n2,1\n2,2\n", 2},
};
#define FILE_COUNT (sizeof files / sizeof files[0])

static void write_file(const char *name, const char *text)
{
    char path[160];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *const file = fopen(path, "w");
    cr_assert_not_null(file);
    cr_assert_geq(fputs(text, file), 0);
    cr_assert_eq(fclose(file), 0);
}

/* What stands before the outputs in every manifest. */
#define HEAD                                                                                       \
    "\"formats\":{\"manifest\":1},\"run_id\":\"2026-10-31-1\",\"as_of\":\"2026-10-31\","           \
    "\"config\":{\"path\":\"rasoat.yaml\",\"xxh3\":\"0000000000000001\"},"                         \
    "\"index_xxh3\":\"0000000000000002\","                                                         \
    "\"inputs\":[{\"role\":\"source "                                                              \
    "civil\",\"path\":\"civil.csv\",\"xxh3\":\"0000000000000003\"}],"

static void write_manifest(const char *counts)
{
    char text[4096];
    size_t length =
        (size_t)snprintf(text, sizeof text,
                         "{" HEAD "\"counts\":{\"sources\":[{"
                         "\"name\":\"civil\",\"kind\":\"civil_registry\",%s}]},\"outputs\":[",
                         counts);
    for (size_t i = 0; i < FILE_COUNT; i++)
        length +=
            (size_t)snprintf(text + length, sizeof text - length,
                             "%s{\"role\":\"output\",\"path\":\"%s\",\"bytes\":%zu,\"rows\":%u,"
                             "\"xxh3\":\"%016llx\"}",
                             i == 0 ? "" : ",", files[i].path, strlen(files[i].text), files[i].rows,
                             (unsigned long long)XXH3_64bits(files[i].text, strlen(files[i].text)));
    (void)snprintf(text + length, sizeof text - length, "]}\n");
    write_file("manifest.json", text);
}

#define COUNTS                                                                                     \
    "\"rows\":5,\"match\":2,\"review\":1,\"none\":1,\"rejected\":1,\"duplicates\":2,\"tasks\":0"

static void run_make(void)
{
    static const char *const folders[] = {"matches", "rejects", "reviews", "duplicates"};
    char path[160];
    (void)strcpy(folder, "/tmp/rasoat_verify_XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        cr_assert_eq(mkdir(path, 0700), 0);
    }
    for (size_t i = 0; i < FILE_COUNT; i++)
        write_file(files[i].path, files[i].text);
    write_file("timing.json", "{}\n");
    write_manifest(COUNTS);
}

static void run_remove(void)
{
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}
TestSuite(verify, .init = run_make, .fini = run_remove);

static void expect(enum ras_status status, const char *told)
{
    struct ras_error error = {.status = RAS_OK};
    char *text = NULL;
    const enum ras_status got = ras_engine_verify(folder, false, false, &text, &error);
    cr_assert_eq(got, status, "status %d: %s", (int)got, error.message);
    if (told != NULL) {
        cr_assert_not_null(text);
        cr_assert_neq(strstr(text, told), NULL, "'%s' is not in:\n%s", told, text);
    }
    ras_engine_text_free(text);
}

Test(verify, untouched_run_holds)
{
    char *text = NULL;
    expect(RAS_OK, "5 files, 118 bytes, 5 rows read, 1 sources: everything holds\n");
    cr_assert_eq(ras_engine_verify(folder, true, false, &text, NULL), RAS_OK);
    cr_assert_str_eq(text, "{\"run_id\":\"2026-10-31-1\",\"holds\":true,\"files\":5,\"bytes\":118,"
                           "\"rows\":5,\"problem_count\":0,\"problems\":[]}\n");
    ras_engine_text_free(text);
    cr_assert_eq(ras_engine_verify(folder, false, true, &text, NULL), RAS_OK);
    cr_assert_neq(strstr(text, "mọi thứ đều khớp"), NULL);
    ras_engine_text_free(text);
}

Test(verify, changed_byte_and_changed_length)
{
    write_file("quality.json", "[]\n");
    expect(RAS_BAD_INPUT, "quality.json: changed (hash ");
    write_file("quality.json", "{}");
    expect(RAS_BAD_INPUT, "quality.json: changed (2 bytes instead of 3)");
}

Test(verify, missing_and_extra_files)
{
    char path[160];
    (void)snprintf(path, sizeof path, "%s/rejects/civil.csv", folder);
    (void)unlink(path);
    expect(RAS_BAD_INPUT, "rejects/civil.csv: missing");
    write_file("matches/more.csv", "");
    expect(RAS_BAD_INPUT, "matches/more.csv: extra");
    write_file("notes.txt", "");
    expect(RAS_BAD_INPUT, "notes.txt: extra");
    (void)symlink("civil.csv", path);
    expect(RAS_BAD_INPUT, "rejects/civil.csv: missing");
}

Test(verify, counts_that_do_not_add_up)
{
    write_manifest(
        "\"rows\":6,\"match\":2,\"review\":1,\"none\":1,\"rejected\":1,\"duplicates\":2");
    expect(RAS_BAD_INPUT,
           "civil: counts (6 rows are not 2 match + 1 review + 1 none + 1 rejected)");
    write_manifest(
        "\"rows\":5,\"match\":1,\"review\":2,\"none\":1,\"rejected\":1,\"duplicates\":3");
    expect(RAS_BAD_INPUT, "civil: counts (match in matches: 2 instead of 1)");
    expect(RAS_BAD_INPUT, "civil: counts (rows of duplicates: 2 instead of 3)");
    write_manifest(
        "\"rows\":5,\"match\":2,\"review\":0,\"none\":2,\"rejected\":1,\"duplicates\":2");
    expect(RAS_BAD_INPUT, "civil: counts (reviews shows 2 candidates for 0 rows)");
}

Test(verify, what_is_no_manifest)
{
    struct ras_error error;
    char *text = NULL;
    static const char *const bad[] = {
        "",
        "[]",
        "{",
        "{\"formats\":{\"manifest\":2}}",
        "{\"formats\":{\"manifest\":1},\"run_id\":7}",
        "{" HEAD "\"counts\":{\"sources\":[{}]}}",
        "{" HEAD "\"counts\":{\"sources\":[]},\"outputs\":[{"
        "\"path\":\"../x\",\"bytes\":1,\"rows\":0,\"xxh3\":\"0123456789abcdef\"}]}",
        "{" HEAD "\"counts\":{\"sources\":[]},\"outputs\":[{"
        "\"path\":\"x\",\"bytes\":-1,\"rows\":0,\"xxh3\":\"0123456789abcdef\"}]}",
        "{" HEAD "\"counts\":{\"sources\":[]},\"outputs\":[{"
        "\"path\":\"x\",\"bytes\":1,\"rows\":0,\"xxh3\":\"0x23456789abcdef\"}]}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        write_file("manifest.json", bad[i]);
        cr_assert_eq(ras_engine_verify(folder, false, false, &text, &error), RAS_BAD_INPUT, "%s",
                     bad[i]);
        cr_assert_null(text);
        cr_assert_neq(error.message[0], '\0');
    }
    cr_assert_eq(ras_engine_verify("/nowhere", false, false, &text, &error), RAS_INPUT_MISSING);
}
