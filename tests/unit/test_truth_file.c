#include "engine/truth_file.h"

#include "base/bytes.h"
#include "support/scratch_folder.h"

static struct scratch_folder folder;
static char path[160];
static struct ras_source_config sources[] = {{.name = "civil"}, {.name = "welfare"}};
static struct ras_config config = {.sources = sources, .source_count = 2};
static struct ras_truth truth;

static void begin(void)
{
    scratch_make(&folder);
    (void)scratch_path(&folder, "truth.csv", path);
    ras_truth_init(&truth);
}

static void end(void)
{
    ras_truth_fini(&truth);
    scratch_remove(&folder);
}

TestSuite(truth_file, .init = begin, .fini = end);

static enum ras_status read_text(const char *text, struct ras_error *error)
{
    scratch_write(&folder, "truth.csv", text);
    return ras_truth_file_read(&truth, path, &config, NULL, error);
}

static void expect(unsigned source, const char *record, const char *resident)
{
    const uint32_t line = ras_truth_find(&truth, source, ras_bytes_of(record));
    cr_assert_neq(line, RAS_TRUTH_NONE, "%s", record);
    const struct ras_truth_line *const lines = truth.lines.data;
    cr_assert(ras_bytes_equal(lines[line].resident_id, ras_bytes_of(resident)), "%s", record);
}

Test(truth_file, answers_are_found_by_source_and_record)
{
    struct ras_error error = {.message = ""};
    cr_assert_eq(read_text("source,record_id,person_id,resident_id,errors\n"
                           "civil,A1,P1,001,name|date\nwelfare,A1,P2,002,\nwelfare,A2,P3,,\n",
                           &error),
                 RAS_OK, "%s", error.message);
    cr_assert_eq(truth.lines.count, 3);
    cr_assert_neq(truth.hash, 0);
    expect(0, "A1", "001");
    expect(1, "A1", "002");
    expect(1, "A2", "");
    cr_assert_eq(ras_truth_find(&truth, 0, RAS_LITERAL("A2")), RAS_TRUTH_NONE);
    cr_assert_eq(ras_truth_find(&truth, 0, RAS_LITERAL("")), RAS_TRUTH_NONE);
}

Test(truth_file, columns_may_stand_in_any_order_and_others_be_missing)
{
    cr_assert_eq(read_text("resident_id;record_id;source\n007;B;civil\n", NULL), RAS_OK);
    expect(0, "B", "007");
}

/* Answers that are not of a file: the first one stays. */
Test(truth_file, answers_may_be_added_one_by_one)
{
    bool doubled = true;
    cr_assert_eq(ras_truth_add(&truth, 1, RAS_LITERAL("X"), RAS_LITERAL("9"), &doubled, NULL),
                 RAS_OK);
    cr_assert_not(doubled);
    cr_assert_eq(ras_truth_add(&truth, 1, RAS_LITERAL("X"), RAS_LITERAL("8"), &doubled, NULL),
                 RAS_OK);
    cr_assert(doubled);
    expect(1, "X", "9");
    cr_assert_eq(truth.lines.count, 1);
}

Test(truth_file, what_cannot_be_used_is_told_with_line_and_column)
{
    static const struct {
        const char *text, *message;
        uint64_t line, column;
    } bad[] = {
        {"source,record_id\ncivil,1\n", "resident_id", 1, 0},
        {"source,record_id,resident_id\ncivil,1,2\nwelfar,1,2\n", "did you mean 'welfare'?", 3, 1},
        {"source,record_id,resident_id\nlibrary,1,2\n", "no source of this name", 2, 1},
        {"source,record_id,resident_id\ncivil,1,2\ncivil,2,2\ncivil,1,3\n", "twice", 4, 7},
        {"source,record_id,resident_id\ncivil,,2\n", "no id", 2, 7},
        {"source,record_id,resident_id\ncivil,2\n", "ragged", 2, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct ras_error error = {.line_number = 0};
        ras_truth_fini(&truth);
        ras_truth_init(&truth);
        cr_assert_eq(read_text(bad[i].text, &error), RAS_BAD_INPUT, "case %zu", i);
        cr_assert_eq(error.line_number, bad[i].line, "case %zu: %s", i, error.message);
        cr_assert_eq(error.column, bad[i].column, "case %zu: %s", i, error.message);
        cr_assert_not_null(strstr(error.message, bad[i].message), "case %zu: %s", i, error.message);
        cr_assert_str_eq(error.source, path);
    }
}
