#include "read/column_file.h"

#include "base/bytes.h"
#include "support/scratch_folder.h"

static struct scratch_folder folder;
static char path[160];

static void begin(void)
{
    scratch_make(&folder);
    (void)scratch_path(&folder, "t.csv", path);
}

static void end(void)
{
    scratch_remove(&folder);
}

TestSuite(column_file, .init = begin, .fini = end);

static const char *const headers[] = {"name", "count"};
static struct ras_column_file file = {
    .path = path, .what = "table", .headers = headers, .column_count = 2};

struct seen {
    char text[400];
    uint64_t sum;
};

static enum ras_status take(void *context, const struct ras_column_row *row,
                            struct ras_error *error)
{
    struct seen *const seen = context;
    const size_t used = strlen(seen->text);
    uint64_t count = 0;
    const enum ras_status status = ras_column_row_count(row, 1, &count, error);
    (void)snprintf(seen->text + used, sizeof seen->text - used, "%lu:%u,%u:%.*s;",
                   (unsigned long)row->line_number, row->column[0], row->column[1],
                   (int)row->value[0].length, row->value[0].data);
    seen->sum += count;
    return status;
}

static enum ras_status read_text(const char *text, struct seen *seen, struct ras_error *error)
{
    *seen = (struct seen){.sum = 0};
    scratch_write(&folder, "t.csv", text);
    return ras_column_file_read(&file, take, seen, NULL, error);
}

Test(column_file, rows_come_in_order_with_their_places)
{
    struct seen seen;
    cr_assert_eq(read_text("x,count,name\n1,20,Lê\n\n,3,\"a,b\"\n", &seen, NULL), RAS_OK);
    cr_assert_str_eq(seen.text, "2:6,3:Lê;4:5,2:a,b;");
    cr_assert_eq(seen.sum, 23);
}

/* More rows than a chunk holds. */
Test(column_file, every_row_of_a_long_file_is_taken)
{
    char *const text = malloc(2000000);
    size_t used = (size_t)sprintf(text, "name,count\n");
    uint64_t hash = 0, again = 0;
    struct seen seen = {.sum = 0};
    for (unsigned i = 1; i <= 100000; i++)
        used += (size_t)sprintf(text + used, "n%u,%u\n", i, i);
    scratch_write(&folder, "t.csv", text);
    cr_assert_eq(ras_column_file_read(&file, take, &seen, &hash, NULL), RAS_OK);
    cr_assert_eq(seen.sum, UINT64_C(5000050000));
    text[used - 2] = '1'; /* 100001 */
    scratch_write(&folder, "t.csv", text);
    cr_assert_eq(ras_column_file_read(&file, take, &seen, &again, NULL), RAS_OK);
    cr_assert_neq(hash, again);
    free(text);
}

Test(column_file, what_is_wrong_is_told_with_its_place)
{
    static const struct {
        const char *text;
        uint64_t line, column;
    } bad[] = {
        {"name,number\na,1\n", 1, 0},   {"name,count\na,1\nb,x\n", 3, 3},
        {"name,count\na,-1\n", 2, 3},   {"name,count\na,\n", 2, 3},
        {"name,count\na,1\nb\n", 3, 0}, {"name,count\na,1234567890123456\n", 2, 3},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct ras_error error = {.line_number = 0};
        struct seen seen;
        cr_assert_eq(read_text(bad[i].text, &seen, &error), RAS_BAD_INPUT, "case %zu", i);
        cr_assert_eq(error.line_number, bad[i].line, "case %zu: %s", i, error.message);
        cr_assert_eq(error.column, bad[i].column, "case %zu: %s", i, error.message);
        cr_assert_str_eq(error.source, path);
    }
    struct ras_error error;
    struct seen seen = {.sum = 0};
    const struct ras_column_file gone = {
        .path = "/nonexistent.csv", .what = "table", .headers = headers, .column_count = 2};
    cr_assert_eq(ras_column_file_read(&gone, take, &seen, NULL, &error), RAS_INPUT_MISSING);
}
