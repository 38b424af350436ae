#include "score/closer_weight.h"

#include "record/date.h"
#include "record/person.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct ras_closer_model model;
static struct ras_closer_chances chances;
static struct ras_subject row;
static struct ras_resident resident;
static struct ras_levels levels;

static void begin(void)
{
    struct ras_model base;
    ras_model_default(&base);
    memcpy(model.m, base.m, sizeof model.m);
    model.coverage = 0.98;
    model.other_number = 0.005;
    model.garbled_number = 0.0005;
    model.unlisted_old_id = 0.001;
    chances = (struct ras_closer_chances){.name = 1e-5,
                                          .name_part = 1e-3,
                                          .row_name = 1e-5,
                                          .row_spelled = 1e-5,
                                          .row_given = 0.01,
                                          .date = 3e-5,
                                          .year = 0.012,
                                          .row_date = 3e-5,
                                          .no_old_id = 0.3,
                                          .commune = 0.2,
                                          .name_in_commune = 1,
                                          .name_in_row_commune = 1,
                                          .name_in_year = 1,
                                          .place = 0.05,
                                          .place_anywhere = 0.03,
                                          .mother_name = 1e-4,
                                          .father_name = 1e-4,
                                          .resident_count = 100000};
    memset(&row, 0, sizeof row);
    memset(&resident, 0, sizeof resident);
    memset(&levels, 0, sizeof levels);
    row.name.count = 3;
    row.fields.birth_date = ras_date_make(1985, 3, 7);
    resident.birth_date = ras_date_make(1985, 3, 7);
}

TestSuite(closer_weight, .init = begin);

static struct ras_closer_weight weigh(void)
{
    struct ras_closer_weight weight;
    const int32_t name =
        ras_closer_weigh_name(&model, &row, 3, levels.level[RAS_COMPARATOR_NAME], &chances);
    ras_closer_weigh(&model, &row, &resident, name, &levels, &chances, &weight);
    return weight;
}

static int32_t share(enum ras_comparator comparator, unsigned level)
{
    levels.level[comparator] = (uint8_t)level;
    const int32_t found = weigh().share[comparator];
    levels.level[comparator] = 0;
    return found;
}

static void expect_bits(int32_t millibits, double ratio)
{
    cr_expect_lt(fabs(millibits - 1000 * log2(ratio)), 2.0, "%d is not %f", millibits,
                 1000 * log2(ratio));
}

Test(closer_weight, what_agrees_counts_by_its_rarity)
{
    expect_bits(share(RAS_COMPARATOR_NAME, RAS_LEVEL_NAME_EQUAL), 1 / 1e-5);
    expect_bits(share(RAS_COMPARATOR_BIRTH_DATE, RAS_LEVEL_BIRTH_DATE_EQUAL), 1 / 3e-5);
    expect_bits(share(RAS_COMPARATOR_BIRTH_DATE, RAS_LEVEL_BIRTH_DATE_LOWER), 1 / 0.012);
    const double m = model.m[RAS_COMPARATOR_COMMUNE][RAS_LEVEL_COMMUNE_EQUAL];
    expect_bits(share(RAS_COMPARATOR_COMMUNE, RAS_LEVEL_COMMUNE_EQUAL), m / 0.2);
    chances.name_in_commune = 4;
    expect_bits(share(RAS_COMPARATOR_COMMUNE, RAS_LEVEL_COMMUNE_EQUAL), m / 0.8);
}

/* A slip into a name that nobody bears is as good as the name; into one that many bear, it is not.
 */
Test(closer_weight, a_slip_is_weighed_against_the_true_bearers)
{
    static const unsigned slips[] = {RAS_LEVEL_NAME_RESIDUE, RAS_LEVEL_NAME_DIALECT,
                                     RAS_LEVEL_NAME_TYPO, RAS_LEVEL_NAME_ORDER,
                                     RAS_LEVEL_NAME_NEAR};
    const int32_t whole = share(RAS_COMPARATOR_NAME, RAS_LEVEL_NAME_EQUAL);
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        chances.row_name = 1e-12;
        const int32_t nobody = share(RAS_COMPARATOR_NAME, slips[i]);
        cr_expect_lt(abs(nobody - whole), 2500, "level %u", slips[i]);
        int32_t before = nobody;
        for (double bearers = 1e-9; bearers < 1e-2; bearers *= 10) {
            chances.row_name = bearers;
            const int32_t now = share(RAS_COMPARATOR_NAME, slips[i]);
            cr_expect_leq(now, before);
            before = now;
        }
        cr_expect_lt(before, nobody - 10000, "level %u", slips[i]);
    }
    const double made = model.m[RAS_COMPARATOR_NAME][RAS_LEVEL_NAME_TYPO] / 500;
    chances.row_name = 1e-7;
    const double right = model.m[RAS_COMPARATOR_NAME][RAS_LEVEL_NAME_EQUAL] +
                         model.m[RAS_COMPARATOR_NAME][RAS_LEVEL_NAME_TONE_PLACEMENT];
    expect_bits(share(RAS_COMPARATOR_NAME, RAS_LEVEL_NAME_TYPO),
                made / (right * 1e-7 + made * 1e-5));
}

/* Siblings share all but the given name: that is the family's, not the person's. */
Test(closer_weight, a_family_name_is_no_evidence_for_a_member)
{
    for (double rarity = 1e-9; rarity < 1e-2; rarity *= 10) {
        chances.row_name = rarity;
        cr_expect_leq(share(RAS_COMPARATOR_NAME, RAS_LEVEL_NAME_SIBLING), 0);
        cr_expect_leq(share(RAS_COMPARATOR_NAME, RAS_LEVEL_NAME_GIVEN), 0);
        cr_expect_lt(share(RAS_COMPARATOR_NAME, RAS_LEVEL_NAME_OTHER), 0);
    }
}

Test(closer_weight, a_step_of_one_is_the_likeliest_slip_of_a_date)
{
    resident.birth_date = ras_date_make(1985, 3, 8);
    const int32_t day = share(RAS_COMPARATOR_BIRTH_DATE, RAS_LEVEL_BIRTH_DATE_DIGIT);
    resident.birth_date = ras_date_make(1984, 3, 7);
    cr_expect_eq(share(RAS_COMPARATOR_BIRTH_DATE, RAS_LEVEL_BIRTH_DATE_DIGIT), day);
    resident.birth_date = ras_date_make(1975, 3, 7);
    const int32_t decade = share(RAS_COMPARATOR_BIRTH_DATE, RAS_LEVEL_BIRTH_DATE_DIGIT);
    resident.birth_date = ras_date_make(1985, 9, 7);
    const int32_t digit = share(RAS_COMPARATOR_BIRTH_DATE, RAS_LEVEL_BIRTH_DATE_DIGIT);
    cr_expect_geq(decade, day);
    cr_expect_gt(day, digit);
}

/* Where the register knows the year alone, a row with the year alone is more likely his. */
Test(closer_weight, a_year_is_what_is_written_of_whom_the_year_is_known)
{
    row.fields.birth_date = ras_date_make(1985, 0, 0);
    const int32_t full = share(RAS_COMPARATOR_BIRTH_DATE, RAS_LEVEL_BIRTH_DATE_LOWER);
    resident.birth_date = ras_date_make(1985, 0, 0);
    cr_expect_gt(share(RAS_COMPARATOR_BIRTH_DATE, RAS_LEVEL_BIRTH_DATE_LOWER), full);
    row.fields.birth_date = ras_date_make(1985, 3, 7);
    cr_expect_lt(share(RAS_COMPARATOR_BIRTH_DATE, RAS_LEVEL_BIRTH_DATE_LOWER), full);
}

Test(closer_weight, whose_a_number_is_makes_the_difference)
{
    const int32_t own = share(RAS_COMPARATOR_PERSONAL_ID, RAS_LEVEL_PERSONAL_ID_EQUAL);
    const int32_t nobodys = share(RAS_COMPARATOR_PERSONAL_ID, RAS_LEVEL_PERSONAL_ID_OTHER);
    const int32_t likeness = share(RAS_COMPARATOR_PERSONAL_ID, RAS_LEVEL_PERSONAL_ID_STRUCTURE);
    chances.number_is_of_another = true;
    const int32_t others = share(RAS_COMPARATOR_PERSONAL_ID, RAS_LEVEL_PERSONAL_ID_OTHER);
    chances.number_is_of_household = true;
    const int32_t relatives = share(RAS_COMPARATOR_PERSONAL_ID, RAS_LEVEL_PERSONAL_ID_OTHER);
    cr_expect_gt(own, relatives);
    cr_expect_gt(relatives, 0);
    cr_expect_lt(others, 0);
    cr_expect_lt(nobodys, others);
    cr_expect_lt(likeness, nobodys);
    /* a 9-digit number of someone who has none in the register */
    cr_expect_eq(share(RAS_COMPARATOR_OLD_ID, RAS_LEVEL_MISSING), 0);
    row.fields.old_id = 275235276;
    cr_expect_lt(share(RAS_COMPARATOR_OLD_ID, RAS_LEVEL_MISSING), -5000);
}

Test(closer_weight, who_moved_has_another_address_anyway)
{
    row.fields.address.place = resident.address.place = 7;
    levels.level[RAS_COMPARATOR_COMMUNE] = RAS_LEVEL_COMMUNE_OTHER;
    cr_expect_eq(share(RAS_COMPARATOR_ADDRESS, RAS_LEVEL_ADDRESS_OTHER), 0);
    levels.level[RAS_COMPARATOR_COMMUNE] = RAS_LEVEL_COMMUNE_EQUAL;
    cr_expect_lt(share(RAS_COMPARATOR_ADDRESS, RAS_LEVEL_ADDRESS_OTHER), 0);
    row.fields.address.number = 12;
    resident.address.number = 12;
    const int32_t house = share(RAS_COMPARATOR_ADDRESS, RAS_LEVEL_ADDRESS_EQUAL);
    resident.address.number = 14;
    const int32_t next = share(RAS_COMPARATOR_ADDRESS, RAS_LEVEL_ADDRESS_PLACE);
    resident.address.number = 0;
    const int32_t unknown = share(RAS_COMPARATOR_ADDRESS, RAS_LEVEL_ADDRESS_PLACE);
    cr_expect_gt(house, unknown);
    cr_expect_gt(unknown, next);
    /* an address that is kept while the commune is not */
    levels.level[RAS_COMPARATOR_COMMUNE] = RAS_LEVEL_COMMUNE_OTHER;
    resident.address.number = 12;
    cr_expect_gt(share(RAS_COMPARATOR_ADDRESS, RAS_LEVEL_ADDRESS_EQUAL), 5000);
}

Test(closer_weight, a_divided_commune_says_less)
{
    const int32_t other = share(RAS_COMPARATOR_COMMUNE, RAS_LEVEL_COMMUNE_OTHER);
    const int32_t equal = share(RAS_COMPARATOR_COMMUNE, RAS_LEVEL_COMMUNE_EQUAL);
    row.repairs = RAS_REPAIR_BIT(RAS_REPAIR_COMMUNE_SPLIT);
    cr_expect_gt(share(RAS_COMPARATOR_COMMUNE, RAS_LEVEL_COMMUNE_OTHER), other);
    cr_expect_lt(share(RAS_COMPARATOR_COMMUNE, RAS_LEVEL_COMMUNE_EQUAL), equal);
}

/* Whatever the levels: shares are whole, add up, and missing says nothing. */
Test(closer_weight, the_sums_are_those_of_the_shares)
{
    for (unsigned which = 0; which < RAS_COMPARATOR_COUNT; which++)
        for (unsigned level = 0; level <= ras_level_count((enum ras_comparator)which); level++) {
            levels.level[which] = (uint8_t)level;
            levels.level[RAS_COMPARATOR_NAME] = RAS_LEVEL_NAME_EQUAL;
            levels.level[RAS_COMPARATOR_COMMUNE] = RAS_LEVEL_COMMUNE_EQUAL;
            const struct ras_closer_weight weight = weigh();
            int32_t person = 0, household = 0;
            for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
                *(i < RAS_COMPARATOR_COMMUNE ? &person : &household) += weight.share[i];
                if (levels.level[i] == RAS_LEVEL_MISSING)
                    cr_expect_eq(weight.share[i], 0);
            }
            cr_expect_eq(weight.person, person);
            cr_expect_eq(weight.household, household);
            memset(&levels, 0, sizeof levels);
        }
}

Test(closer_weight, a_household_is_one_of_all)
{
    cr_expect_eq(ras_closer_household_max(4096), 10000);
    cr_expect_gt(ras_closer_household_max(100000000), ras_closer_household_max(100000));
    cr_expect_gt(ras_closer_household_max(0), 0);
}
