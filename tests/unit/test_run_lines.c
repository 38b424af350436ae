#include "engine/run_lines.h"

#include "base/bytes.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

Test(run_lines, a_cell_is_its_key_with_or_without_the_apostrophe_of_formulas)
{
    cr_assert(ras_run_line_is(RAS_LITERAL("A1"), RAS_LITERAL("A1")));
    cr_assert(ras_run_line_is(RAS_LITERAL("'=A1"), RAS_LITERAL("=A1")));
    cr_assert_not(ras_run_line_is(RAS_LITERAL("'A1"), RAS_LITERAL("A1")));
    cr_assert_not(ras_run_line_is(RAS_LITERAL("A1 "), RAS_LITERAL("A1")));
    cr_assert_not(ras_run_line_is(RAS_LITERAL(""), RAS_LITERAL("A1")));
    cr_assert_not(ras_run_line_is(RAS_LITERAL("'"), RAS_LITERAL("=")));
}

Test(run_lines, a_raw_row_holds_a_key_only_as_a_whole_field)
{
    cr_assert(ras_run_line_holds(RAS_LITERAL("A1"), RAS_LITERAL("A1")));
    cr_assert(ras_run_line_holds(RAS_LITERAL("x;A1;y"), RAS_LITERAL("A1")));
    cr_assert(ras_run_line_holds(RAS_LITERAL("A12,A1"), RAS_LITERAL("A1")));
    cr_assert(ras_run_line_holds(RAS_LITERAL("\"A1\",x"), RAS_LITERAL("A1")));
    cr_assert_not(ras_run_line_holds(RAS_LITERAL("A12,BA1"), RAS_LITERAL("A1")));
    cr_assert_not(ras_run_line_holds(RAS_LITERAL(""), RAS_LITERAL("A1")));
    cr_assert_not(ras_run_line_holds(RAS_LITERAL("A1"), RAS_LITERAL("")));
    cr_assert_not(ras_run_line_holds(RAS_LITERAL("A"), RAS_LITERAL("A1")));
}

static char path[64];

static void file_make(const char *text)
{
    (void)snprintf(path, sizeof path, "/tmp/run_lines_XXXXXX");
    const int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(write(descriptor, text, strlen(text)), (ssize_t)strlen(text));
    cr_assert_eq(close(descriptor), 0);
}

static size_t find(const char *key, struct ras_arena *arena, struct ras_run_line *lines)
{
    static const char *const columns[] = {"rank", "levels"};
    const struct ras_run_lines_query query = {.path = path,
                                              .key_column = "record_id",
                                              .columns = columns,
                                              .column_count = 2,
                                              .key = ras_bytes_of(key),
                                              .fits = ras_run_line_is,
                                              .line_max = 2};
    size_t found = 0;
    struct ras_error error;
    cr_assert_eq(ras_run_lines_find(&query, arena, lines, &found, &error), RAS_OK, "%s",
                 error.message);
    return found;
}

Test(run_lines, finds_all_lines_of_a_key_and_keeps_the_first)
{
    struct ras_arena arena;
    struct ras_run_line lines[2];
    file_make("record_id,rank,resident_id,levels\n"
              "a,1,r1,\"x\n,y\"\n"
              "b,1,r1,name=equal|date=other\n"
              "a,2,r2,z\n"
              "a,3,r3,w\n");
    ras_arena_init(&arena, 4096);
    cr_assert_eq(find("a", &arena, lines), 3);
    cr_assert(ras_bytes_equal(lines[0].values[1], RAS_LITERAL("x\n,y")));
    cr_assert(ras_bytes_equal(lines[1].values[0], RAS_LITERAL("2")));
    cr_assert_eq(find("b", &arena, lines), 1);
    cr_assert(ras_bytes_equal(lines[0].values[1], RAS_LITERAL("name=equal|date=other")));
    cr_assert_eq(find("c", &arena, lines), 0);
    ras_arena_fini(&arena);
    cr_assert_eq(unlink(path), 0);
}

Test(run_lines, a_missing_file_or_column_is_an_error)
{
    static const char *const columns[] = {"rank"};
    struct ras_run_lines_query query = {.path = "/tmp/there/is/no/such/file",
                                        .key_column = "record_id",
                                        .columns = columns,
                                        .column_count = 1,
                                        .fits = ras_run_line_is};
    struct ras_arena arena;
    size_t found = 0;
    ras_arena_init(&arena, 4096);
    cr_assert_eq(ras_run_lines_find(&query, &arena, NULL, &found, NULL), RAS_INPUT_MISSING);
    file_make("record_id,other\na,b\n");
    query.path = path;
    cr_assert_eq(ras_run_lines_find(&query, &arena, NULL, &found, NULL), RAS_BAD_INPUT);
    cr_assert_eq(unlink(path), 0);
    ras_arena_fini(&arena);
}
