#include "engine/register_statistics.h"

#include "base/alloc.h"
#include "record/date.h"
#include "record/person.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#define RESIDENTS 400

static struct people_sample people;
static struct ras_index *people_index;

static void begin(void)
{
    people_sample_make(&people, RESIDENTS, 11, 5);
    for (size_t i = 0; i < RESIDENTS; i += 8)
        people.arrivals[i].subject.fields.status = RAS_STATUS_DEAD;
    people.arrivals[1].subject.fields.death_date = ras_date_make(2020, 1, 2);
    people_index = people_sample_index(&people, RESIDENTS, 2000, 1, false);
}

static void end(void)
{
    ras_index_close(people_index);
    people_sample_fini(&people);
}

TestSuite(register_statistics, .init = begin, .fini = end);

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * b;
}

static double count_of(const struct ras_resident *wanted, bool commune, bool place, bool year,
                       bool lacking)
{
    double count = 0;
    for (size_t i = 0; i < RESIDENTS; i++) {
        const struct ras_resident *const fields = &people.arrivals[i].subject.fields;
        count +=
            (!commune || fields->commune == wanted->commune) &&
            (!place || fields->address.place == wanted->address.place) &&
            (!year || ras_date_year(fields->birth_date) == ras_date_year(wanted->birth_date)) &&
            (!lacking || fields->old_id == 0);
    }
    return count;
}

static void row_name(const void *context, uint32_t row, struct ras_name *name)
{
    *name = ((const struct people_sample *)context)->arrivals[row].subject.name;
}

static enum ras_status statistics_count(struct ras_register_statistics *statistics,
                                        const struct people_sample *sample, size_t count)
{
    const struct ras_register_rows rows = {.count = count, .name = row_name, .context = sample};
    return ras_register_statistics_count(statistics, &rows, 2, NULL, NULL);
}

/* All chances of each resident against counting anew. */
Test(register_statistics, agrees_with_counting_for_each)
{
    struct ras_register_statistics statistics;
    ras_register_statistics_init(&statistics, people_index);
    cr_assert_eq(statistics_count(&statistics, &people, RESIDENTS), RAS_OK);
    cr_expect(near(ras_register_dead(&statistics), (RESIDENTS / 8 + 1.5) / (RESIDENTS + 1)));
    for (uint32_t i = 0; i < RESIDENTS; i++) {
        const struct ras_subject *const subject = &people.arrivals[i].subject;
        const struct ras_resident *const fields = &subject->fields;
        struct ras_closer_chances chances;
        memset(&chances, 0, sizeof chances);
        ras_register_resident(&statistics, i, &chances);
        ras_register_place(&statistics, i, &chances);
        ras_register_name(&statistics, people_index->residents[i].name, &chances);
        ras_register_row(&statistics, subject, &chances);
        const double commune = count_of(fields, true, false, false, false);
        const double year = count_of(fields, false, false, true, false);
        cr_expect(near(chances.commune, (commune + 1) / (RESIDENTS + 1)));
        cr_expect(near(ras_register_commune(&statistics, fields->commune), chances.commune));
        cr_expect(near(chances.year, (year + 0.5) / (RESIDENTS + 50)));
        cr_expect(
            near(chances.no_old_id, (count_of(fields, false, false, true, true) + 1) / (year + 1)));
        if (fields->address.place != 0) {
            cr_expect(near(chances.place,
                           (count_of(fields, true, true, false, false) + 1) / (commune + 1)));
            cr_expect(near(chances.place_anywhere,
                           (count_of(fields, false, true, false, false) + 1) / (RESIDENTS + 1)));
        }
        if (subject->name.count > 0) {
            /* his own name is a name that is borne */
            cr_expect(near(chances.row_name, chances.name));
            cr_expect_leq(chances.row_spelled, chances.row_name);
        }
        cr_expect_eq(chances.resident_count, RESIDENTS);
    }
    ras_register_statistics_fini(&statistics);
}

Test(register_statistics, a_name_of_unknown_syllables_is_the_rarest)
{
    struct ras_register_statistics statistics;
    struct people_sample rows;
    struct ras_closer_chances known, strange;
    people_sample_blank(&rows, 2);
    struct ras_subject *const own = &people.arrivals[0].subject;
    people_sample_name(&rows, 0, 0, "xyzw qqqq zzzz");
    ras_register_statistics_init(&statistics, people_index);
    rows.arrivals[1].subject.name = own->name;
    cr_assert_eq(statistics_count(&statistics, &rows, 2), RAS_OK);
    ras_register_row(&statistics, own, &known);
    ras_register_row(&statistics, &rows.arrivals[0].subject, &strange);
    cr_expect_lt(strange.row_name, known.row_name / 100);
    cr_expect_gt(strange.row_name, 0);
    /* no name, no date: nothing that could be chance */
    const struct ras_subject nobody = {.repairs = 0};
    ras_register_row(&statistics, &nobody, &known);
    cr_expect_eq(known.row_name, 1);
    cr_expect_eq(known.row_date, 1);
    ras_register_statistics_fini(&statistics);
    people_sample_fini(&rows);
}

Test(register_statistics, failed_allocations_leave_nothing)
{
    for (uint64_t k = 1;; k++) {
        struct ras_register_statistics statistics;
        ras_alloc_fail_at(k);
        ras_register_statistics_init(&statistics, people_index);
        const enum ras_status status = statistics_count(&statistics, &people, 2);
        ras_alloc_fail_at(0);
        ras_register_statistics_fini(&statistics);
        if (status == RAS_OK)
            break;
        cr_assert_eq(status, RAS_NO_MEMORY);
        cr_assert_lt(k, 1000);
    }
}
