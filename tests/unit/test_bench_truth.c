/* Reading the truth: what is known, what is not, and files that cannot be used. */
#include "engine/bench_truth.h"

#include "base/bytes.h"
#include "base/try.h"
#include "support/people_sample.h"
#include "support/scratch_folder.h"

#include <criterion/criterion.h>
#include <string.h>

static struct scratch_folder folder;
static struct ras_bench_truth truth;
static struct people_sample residents;
static struct ras_index *index_;
static struct ras_source_config sources[2] = {{.name = "civil"}, {.name = "welfare"}};
static struct ras_config config = {.sources = sources, .source_count = 2};
static struct ras_context context = {.config = &config};

static void begin(void)
{
    scratch_make(&folder);
    ras_bench_truth_init(&truth);
    people_sample_blank(&residents, 3);
    for (size_t i = 0; i < 3; i++)
        residents.arrivals[i].subject.fields.personal_id = UINT64_C(1085012345) + i;
    index_ = people_sample_index(&residents, 3, 100, 1, false);
}

static void end(void)
{
    ras_index_close(index_);
    people_sample_fini(&residents);
    ras_bench_truth_fini(&truth);
    scratch_remove(&folder);
}

TestSuite(bench_truth, .init = begin, .fini = end);

static enum ras_status truth_of(const char *text, struct ras_error *error)
{
    char path[160];
    scratch_write(&folder, "truth.csv", text);
    return ras_bench_truth_read(&truth, scratch_path(&folder, "truth.csv", path), &context, index_,
                                error);
}

static const struct ras_bench_truth_line *line_of(unsigned source, const char *record)
{
    const uint32_t line =
        ras_bench_truth_find(&truth, ras_bench_record_hash(source, ras_bytes_of(record)));
    cr_assert_neq(line, RAS_BENCH_NO_TRUTH, "%s", record);
    return (const struct ras_bench_truth_line *)truth.lines.data + line;
}

Test(bench_truth, lines_are_found_by_source_and_record)
{
    cr_assert_eq(truth_of("source,record_id,person_id,resident_id,errors\n"
                          "civil,A,P1,001085012346,name_typo|id_missing\n"
                          "welfare,A,P2,,\n"
                          "welfare,B,P3,001085099999,id_missing\n"
                          "other,A,P4,001085012345,\n",
                          NULL),
                 RAS_OK);
    const char *const *const names = truth.names.data;
    const uint16_t *const classes = truth.classes.data;
    cr_assert_eq(truth.lines.count, 3);
    cr_assert_eq(truth.other_source_count, 1);
    cr_assert_eq(truth.unlisted, 1);
    cr_assert_eq(line_of(0, "A")->resident, 1);
    cr_assert_eq(line_of(0, "A")->class_count, 2);
    cr_assert_eq(line_of(1, "A")->resident, RAS_RESIDENT_NONE);
    cr_assert_eq(line_of(1, "A")->class_count, 0);
    cr_assert_eq(line_of(1, "B")->resident, RAS_BENCH_UNLISTED);
    cr_assert_eq(truth.names.count, 2);
    cr_assert_str_eq(names[classes[line_of(1, "B")->first_class]], "id_missing");
    cr_assert_eq(ras_bench_truth_find(&truth, ras_bench_record_hash(0, ras_bytes_of("B"))),
                 RAS_BENCH_NO_TRUTH);
}

Test(bench_truth, the_errors_column_may_be_missing)
{
    cr_assert_eq(truth_of("source,record_id,resident_id\ncivil,A,001085012345\n", NULL), RAS_OK);
    cr_assert_eq(line_of(0, "A")->resident, 0);
    cr_assert_eq(truth.names.count, 0);
}

Test(bench_truth, a_record_twice_is_an_error_with_its_line)
{
    struct ras_error error = {0};
    cr_assert_eq(
        truth_of("source,record_id,resident_id,errors\ncivil,A,,\ncivil,B,,\ncivil,A,,\n", &error),
        RAS_BAD_INPUT);
    cr_assert_eq(error.line_number, 4);
    cr_assert_not_null(strstr(error.message, "twice"));
}

Test(bench_truth, other_files_are_refused)
{
    struct ras_error error = {0};
    cr_assert_eq(truth_of("a,b\n1,2\n", &error), RAS_BAD_INPUT);
    cr_assert_neq(error.message[0], '\0');
    cr_assert_eq(ras_bench_truth_read(&truth, "/no/such/truth.csv", &context, index_, &error),
                 RAS_INPUT_MISSING);
}

Test(bench_truth, residents_with_ids_of_their_own_are_found_by_them)
{
    static const char *const ids[] = {"HK-1", "HK-2", "HK-3"};
    for (size_t i = 0; i < 3; i++)
        residents.arrivals[i].resident_id = ras_bytes_of(ids[i]);
    struct ras_index *const by_id = people_sample_index(&residents, 3, 100, 1, true);
    char path[160], room[RAS_RESIDENT_ID_MAX], text[200];
    const struct ras_bytes id = ras_index_resident_id(by_id, 2, room);
    (void)snprintf(text, sizeof text, "source,record_id,resident_id,errors\ncivil,A,%.*s,\n",
                   (int)id.length, id.data);
    scratch_write(&folder, "truth.csv", text);
    cr_assert_eq(ras_bench_truth_read(&truth, scratch_path(&folder, "truth.csv", path), &context,
                                      by_id, NULL),
                 RAS_OK);
    cr_assert_eq(line_of(0, "A")->resident, 2);
    ras_index_close(by_id);
}
