/* Chances of values by a table from outside, against the formula by hand. */
#include "linkage/population.h"

#include "base/bytes.h"
#include "linkage/pair_scores.h"
#include "support/link_records.h"
#include "support/scratch_folder.h"

#include <math.h>

static struct scratch_folder folder;
static char path[160];
static struct link_records records;
static struct ras_population population;

static void begin(void)
{
    scratch_make(&folder);
    (void)scratch_path(&folder, "table.csv", path);
    link_records_begin(&records, false);
    link_records_compare(&records, 'a', "exact", "exact");
    link_records_compare(&records, 'b', "exact", "exact");
    cr_assert_null(ras_transform_parse(RAS_LITERAL("fold"), &records.fields[0].transforms[0]));
    records.fields[0].transform_count = 1;
    static const char *const rows[] = {"Lê|x|", "lê|x|", "Lê|y|", "Trần|x|", "Vũ|y|", "|x|"};
    for (unsigned i = 0; i < 6; i++)
        link_records_add(&records, rows[i]);
    link_records_done(&records);
    records.schema.comparisons[0].frequency = true;
    records.schema.comparisons[0].population =
        (struct ras_link_population){.path = path, .value = "surname", .count = "n", .weight = 50};
    population = (struct ras_population){.shares = NULL};
}

static void end(void)
{
    ras_population_fini(&population);
    link_records_end(&records);
    scratch_remove(&folder);
}

TestSuite(population, .init = begin, .fini = end);

static enum ras_status read_text(const char *text, struct ras_error *error)
{
    scratch_write(&folder, "table.csv", text);
    ras_population_fini(&population);
    return ras_population_read(&population, &records.table, &records.schema.comparisons[0], NULL,
                               error);
}

static uint32_t value_of(uint32_t record)
{
    return ras_record_value(&records.table, 0, record);
}

static void expect_near(double got, double wanted)
{
    cr_assert_lt(fabs(got - wanted), 1e-12, "%.15f instead of %.15f", got, wanted);
}

/* "Lê" and "le" are one value after folding; what the data have not counts in the total alone, what
 * becomes nothing counts nowhere. */
Test(population, counts_are_shares_of_the_values_after_transforms)
{
    cr_assert_eq(read_text("n,surname\n100,Lê\n20,le\n30,TRẦN\n250,Đỗ\n7,\n", NULL), RAS_OK);
    expect_near(population.weight, 50);
    expect_near(population.shares[value_of(0)], 120.0 / 400);
    expect_near(population.shares[value_of(3)], 30.0 / 400);
    expect_near(population.shares[value_of(4)], 0);
}

Test(population, a_table_is_worth_no_more_than_was_counted)
{
    cr_assert_eq(read_text("surname,n\nLê,3\nVũ,1\n", NULL), RAS_OK);
    expect_near(population.weight, 4);
}

Test(population, chances_are_of_both_and_without_the_table_of_the_data)
{
    cr_assert_eq(read_text("surname,n\nLê,300\nĐỗ,100\n", NULL), RAS_OK);
    expect_near(ras_population_chance(&population, value_of(0), 1, 5), (1 + 1 + 50 * .75) / 56);
    expect_near(ras_population_chance(&population, value_of(3), 0, 5), 1.0 / 6);
    ras_population_fini(&population);
    expect_near(ras_population_chance(&population, value_of(0), 1, 5), 2.0 / 6);
    expect_near(ras_population_chance(&population, value_of(0), 9, 5), 1);
}

static int32_t weight_of(const struct ras_pair_scorer *scorer, uint32_t record)
{
    return scorer->equal[0][value_of(record)];
}

/* Two of three bear the name here, one of a thousand elsewhere: agreeing on it is worth more, and
 * the value that the table has not is worth what it was. */
Test(population, weights_of_agreement_follow)
{
    struct ras_pair_comparer comparer;
    struct ras_pair_scorer alone, beside;
    struct ras_link_model model;
    ras_link_model_init(&model);
    model.prior = .01;
    for (unsigned level = 1; level < 3; level++)
        model.comparisons[0].m[level] = model.comparisons[0].u[level] =
            model.comparisons[1].m[level] = model.comparisons[1].u[level] = .5;
    scratch_write(&folder, "table.csv", "surname,n\nLê,10\nTrần,9990\n");
    cr_assert_eq(ras_pair_comparer_init(&comparer, &records.table, NULL), RAS_OK);
    cr_assert_eq(ras_pair_scorer_init(&alone, &comparer, &model, NULL), RAS_OK);
    cr_assert_eq(ras_pair_comparer_populate(&comparer, NULL, NULL), RAS_OK);
    cr_assert_null(comparer.populations[1].shares);
    cr_assert_eq(ras_pair_scorer_init(&beside, &comparer, &model, NULL), RAS_OK);
    cr_assert_eq(weight_of(&alone, 0), lround(1000 * log2(.5 / (2.0 / 6))));
    cr_assert_eq(weight_of(&beside, 0), lround(1000 * log2(.5 / (2.05 / 56))));
    cr_assert_eq(weight_of(&beside, 3), lround(1000 * log2(.5 / (50.95 / 56))));
    cr_assert_eq(weight_of(&beside, 4), weight_of(&alone, 4));
    ras_pair_scorer_fini(&alone);
    ras_pair_scorer_fini(&beside);
    ras_pair_comparer_fini(&comparer);
    ras_link_model_fini(&model);
}

Test(population, a_table_that_counts_nothing_is_refused)
{
    struct ras_error error = {.line_number = 0};
    cr_assert_eq(read_text("surname,n\nLê,0\n", &error), RAS_BAD_INPUT);
    cr_assert_eq(read_text("surname,n\n", &error), RAS_BAD_INPUT);
    cr_assert_eq(read_text("surname,n\nLê,1\nLý,one\n", &error), RAS_BAD_INPUT);
    cr_assert_eq(error.line_number, 3);
}
