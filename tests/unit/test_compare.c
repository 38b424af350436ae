/* A whole pair: each comparator reads its own field. */
#include "compare/compare.h"
#include "record/date.h"
#include "record/person.h"
#include "support/spelled_name.h"

#include <criterion/criterion.h>
#include <string.h>

static void subject_make(struct ras_subject *out, struct spelled_name *names)
{
    memset(out, 0, sizeof *out);
    spelled_name_make(&names[0], "nguyễn văn an");
    spelled_name_make(&names[1], "trần thị hoa");
    spelled_name_make(&names[2], "nguyễn văn bình");
    out->name = names[0].name;
    out->mother = names[1].name;
    out->father = names[2].name;
    out->fields = (struct ras_resident){.personal_id = 38085001234,
                                        .mother_id = 38160001111,
                                        .father_id = 38058002222,
                                        .old_id = 271450001,
                                        .birth_date = ras_date_make(1985, 3, 7),
                                        .commune = 14812,
                                        .address.place = 99,
                                        .address.number = 12,
                                        .sex = 1};
}

Test(compare, a_person_with_itself_is_equal_everywhere)
{
    struct spelled_name names[3];
    struct ras_subject person;
    struct ras_levels levels;
    subject_make(&person, names);
    ras_compare(&person, &person, &levels);
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        cr_expect_eq(levels.level[i], 1, "%s", ras_comparator_name((enum ras_comparator)i));
}

Test(compare, nothing_with_anything_is_missing_everywhere)
{
    struct spelled_name names[3];
    struct ras_subject person;
    struct ras_subject nobody;
    struct ras_levels levels;
    subject_make(&person, names);
    memset(&nobody, 0, sizeof nobody);
    ras_compare(&nobody, &person, &levels);
    cr_expect_eq(ras_levels_pack(&levels), 0);
    ras_compare(&person, &nobody, &levels);
    cr_expect_eq(ras_levels_pack(&levels), 0);
}

Test(compare, each_comparator_reads_its_own_field)
{
    struct spelled_name names[3];
    struct spelled_name other[3];
    struct ras_subject person;
    struct ras_subject row;
    struct ras_levels levels;
    subject_make(&person, names);
    for (unsigned changed = 0; changed < RAS_COMPARATOR_COUNT; changed++) {
        subject_make(&row, other);
        switch ((enum ras_comparator)changed) {
        case RAS_COMPARATOR_NAME: row.name.count = 2; break;
        case RAS_COMPARATOR_BIRTH_DATE: row.fields.birth_date++; break;
        case RAS_COMPARATOR_PERSONAL_ID: row.fields.personal_id++; break;
        case RAS_COMPARATOR_OLD_ID: row.fields.old_id++; break;
        case RAS_COMPARATOR_SEX: row.fields.sex = 2; break;
        case RAS_COMPARATOR_COMMUNE: row.fields.commune++; break;
        case RAS_COMPARATOR_ADDRESS: row.fields.address.number++; break;
        case RAS_COMPARATOR_MOTHER_NAME: row.mother.count = 1; break;
        case RAS_COMPARATOR_MOTHER_ID: row.fields.mother_id++; break;
        case RAS_COMPARATOR_FATHER_NAME: row.father.count = 1; break;
        case RAS_COMPARATOR_FATHER_ID: row.fields.father_id++; break;
        case RAS_COMPARATOR_COUNT: break;
        }
        ras_compare(&row, &person, &levels);
        for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
            cr_expect_eq(levels.level[i] == 1, i != changed, "%s changed, %s is %s",
                         ras_comparator_name((enum ras_comparator)changed),
                         ras_comparator_name((enum ras_comparator)i),
                         ras_level_name((enum ras_comparator)i, levels.level[i]));
    }
}

Test(compare, parents_have_four_levels)
{
    struct spelled_name a;
    struct spelled_name b;
    spelled_name_make(&a, "trần thị hoà");
    static const struct {
        const char *name;
        unsigned level;
    } rows[] = {{"trần thị hòa", RAS_LEVEL_MOTHER_NAME_EQUAL},
                {"trần thị hoá", RAS_LEVEL_MOTHER_NAME_MARKS},
                {"tran thi hoa", RAS_LEVEL_MOTHER_NAME_MARKS},
                {"trần hoà", RAS_LEVEL_MOTHER_NAME_NEAR},
                {"trần thị hoàn", RAS_LEVEL_MOTHER_NAME_NEAR},
                {"trần thị cúc", RAS_LEVEL_MOTHER_NAME_OTHER},
                {"trần mỹ hoà", RAS_LEVEL_MOTHER_NAME_OTHER}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        spelled_name_make(&b, rows[i].name);
        cr_expect_eq(ras_parent_name_compare(&b.name, &a.name), rows[i].level, "%s", rows[i].name);
    }
}

Test(compare, of_a_day_in_no_calendar_the_year_is_left)
{
    struct ras_subject row = {.fields.birth_date = ras_date_make(2012, 9, 0)};
    struct ras_levels levels;
    const struct ras_resident same_year = {.birth_date = ras_date_make(2012, 5, 12)};
    const struct ras_resident next_year = {.birth_date = ras_date_make(2013, 5, 12)};
    ras_compare_fields(&row, &same_year, &levels);
    cr_expect_eq(levels.level[RAS_COMPARATOR_BIRTH_DATE], RAS_LEVEL_BIRTH_DATE_YEAR);
    row.repairs = RAS_REPAIR_BIT(RAS_REPAIR_DATE_IMPOSSIBLE);
    ras_compare_fields(&row, &same_year, &levels);
    cr_expect_eq(levels.level[RAS_COMPARATOR_BIRTH_DATE], RAS_LEVEL_BIRTH_DATE_LOWER);
    ras_compare_fields(&row, &next_year, &levels);
    cr_expect_eq(levels.level[RAS_COMPARATOR_BIRTH_DATE], RAS_LEVEL_BIRTH_DATE_NEAR_YEAR);
}

Test(compare, addresses)
{
    static const struct {
        struct ras_address row, resident;
        unsigned level;
    } cases[] = {
        {{0, 0, 12}, {7, 0, 12}, RAS_LEVEL_MISSING},
        {{7, 0, 12}, {0, 0, 12}, RAS_LEVEL_MISSING},
        {{7, 0, 12}, {7, 0, 12}, RAS_LEVEL_ADDRESS_EQUAL},
        {{7, 0, 0}, {7, 0, 0}, RAS_LEVEL_ADDRESS_PLACE},
        {{7, 0, 12}, {7, 0, 13}, RAS_LEVEL_ADDRESS_PLACE},
        {{7, 0, 12}, {8, 0, 12}, RAS_LEVEL_ADDRESS_OTHER},
        {{7, 3, 12}, {7, 0, 12}, RAS_LEVEL_ADDRESS_EQUAL},
        {{7, 3, 12}, {7, 4, 12}, RAS_LEVEL_ADDRESS_PLACE},
        {{7, 3, 12}, {8, 4, 12}, RAS_LEVEL_ADDRESS_OTHER},
        {{7, 3, 12}, {8, 3, 12}, RAS_LEVEL_MISSING},      /* a street misspelt, perhaps */
        {{0x10003, 0, 0}, {8, 3, 12}, RAS_LEVEL_MISSING}, /* the group alone */
        {{8, 3, 12}, {0x10003, 0, 0}, RAS_LEVEL_MISSING},
    };
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_expect_eq(ras_address_compare(cases[i].row, cases[i].resident), cases[i].level, "%u", i);
}
