/* Truth of a linkage, from the file to the model. */
#include "engine/linkage_truth.h"

#include "support/link_records.h"
#include "support/scratch_folder.h"

#include <math.h>

static struct scratch_folder folder;
static char path[160];
static struct link_records records;
static struct ras_vector pairs;

static void begin(void)
{
    scratch_make(&folder);
    (void)scratch_path(&folder, "truth.csv", path);
    ras_vector_init(&pairs, sizeof(struct ras_true_pair));
}

static void end(void)
{
    ras_vector_fini(&pairs);
    link_records_end(&records);
    scratch_remove(&folder);
}

TestSuite(linkage_truth, .init = begin, .fini = end);

/* Records 0 to 5; of two files three each. Their ids are their numbers. */
static void records_make(bool two_files)
{
    static const char *const rows[] = {"anna|x|", "bert|x|", "carl|y|",
                                       "anna|x|", "bern|y|", "|y|"};
    link_records_begin(&records, two_files);
    link_records_compare(&records, 'a', "jaro_winkler", "exact 0.8");
    link_records_compare(&records, 'b', "exact", "exact");
    records.schema.inputs[0].path = "left.csv";
    records.schema.inputs[1].path = "right.csv";
    for (unsigned i = 0; i < 6; i++) {
        link_records_add(&records, rows[i]);
        if (two_files && i == 2)
            ras_record_table_left_done(&records.table);
    }
    link_records_done(&records);
}

static enum ras_status read_text(const char *text, struct ras_error *error)
{
    scratch_write(&folder, "truth.csv", text);
    return ras_linkage_truth_read(path, &records.table, NULL, &pairs, error);
}

static void expect_pairs(const char *wanted)
{
    char got[200] = "";
    const struct ras_true_pair *const pair = pairs.data;
    for (size_t i = 0; i < pairs.count; i++)
        (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%u-%u ", pair[i].a, pair[i].b);
    cr_assert_str_eq(got, wanted);
}

Test(linkage_truth, pairs_of_two_files)
{
    records_make(true);
    cr_assert_eq(read_text("left,note,right\n1,x,4\n0,,3\n0,,5\n", NULL), RAS_OK);
    expect_pairs("1-4 0-3 0-5 ");
}

Test(linkage_truth, clusters_become_all_their_pairs)
{
    records_make(false);
    cr_assert_eq(read_text("id,cluster\n5,p\n3,q\n0,q\n1,r\n4,q\n", NULL), RAS_OK);
    expect_pairs("0-3 0-4 3-4 ");
}

static void expect_wrong(const char *text, const char *message, uint64_t line, uint64_t column)
{
    struct ras_error error = {.line_number = 0};
    cr_assert_eq(read_text(text, &error), RAS_BAD_INPUT);
    cr_assert_not_null(strstr(error.message, message), "%s", error.message);
    cr_assert_eq(error.line_number, line, "%s", error.message);
    cr_assert_eq(error.column, column, "%s", error.message);
}

Test(linkage_truth, what_is_wrong_with_pairs_is_told)
{
    records_make(true);
    expect_wrong("left,write\n0,3\n", "no column for right", 1, 0);
    expect_wrong("left,right\n3,3\n", "'left.csv' has no record with this id", 2, 1);
    expect_wrong("left,right\n0,3\n0,0\n", "'right.csv' has no record with this id", 3, 3);
    expect_wrong("left,right\n0,3\n1,3\n0,3\n", "twice", 4, 1);
}

Test(linkage_truth, what_is_wrong_with_clusters_is_told)
{
    records_make(false);
    expect_wrong("id,group\n0,3\n", "no column for cluster", 1, 0);
    expect_wrong("id,cluster\n0,a\n0,b\n", "twice", 3, 1);
    expect_wrong("id,cluster\n0,\n", "the cluster is empty", 2, 3);
    expect_wrong("id,cluster\n9,a\n", "no record with this id", 2, 1);
}

Test(linkage_truth, an_id_of_several_records_is_of_none)
{
    records_make(false);
    ((struct ras_bytes *)records.table.ids.data)[4] =
        ((struct ras_bytes *)records.table.ids.data)[1];
    expect_wrong("id,cluster\n0,a\n1,a\n", "several records", 3, 1);
}

/* a: equal, alike, missing; b: equal, other, other. */
Test(linkage_truth, the_model_is_what_the_pairs_are)
{
    struct ras_pair_comparer comparer;
    struct ras_link_model model;
    struct ras_chances chances = {.share = {{0, .2, .1, .7}, {0, .5, .5}}};
    records_make(true);
    ras_link_model_init(&model);
    cr_assert_eq(read_text("left,right\n0,3\n1,4\n0,5\n", NULL), RAS_OK);
    cr_assert_eq(ras_pair_comparer_init(&comparer, &records.table, NULL), RAS_OK);
    cr_assert_eq(ras_link_count(&model, &comparer, pairs.data, pairs.count, &chances, NULL),
                 RAS_OK);
    cr_assert_lt(fabs(model.prior - 3.0 / 9), 1e-12);
    cr_assert_eq(model.true_pairs, 3);
    cr_assert(model.converged);
    const double a[] = {0, (1 + 1 / 3.0) / 3, (1 + 1 / 3.0) / 3, 1 / 9.0};
    const double b[] = {0, 1.5 / 4, 2.5 / 4};
    for (unsigned level = 1; level < 4; level++) {
        cr_assert_lt(fabs(model.comparisons[0].m[level] - a[level]), 1e-12);
        const double left = (chances.share[0][level] - a[level] / 3) / (2 / 3.0);
        const double least = chances.share[0][level] * .02;
        cr_assert_lt(fabs(model.comparisons[0].u[level] - fmax(left, least)), 1e-12);
    }
    for (unsigned level = 1; level < 3; level++)
        cr_assert_lt(fabs(model.comparisons[1].m[level] - b[level]), 1e-12);
    struct ras_error error;
    cr_assert_eq(ras_link_count(&model, &comparer, pairs.data, 0, &chances, &error), RAS_BAD_INPUT);
    ras_pair_comparer_fini(&comparer);
    ras_link_model_fini(&model);
}
