/* One pair through every comparator of record/pair.h. */
#include "compare/compare.h"

#include "record/person.h"

void ras_compare(const struct ras_subject *row, const struct ras_subject *resident,
                 struct ras_levels *levels)
{
    uint8_t *const level = levels->level;
    ras_compare_fields(row, &resident->fields, levels);
    level[RAS_COMPARATOR_NAME] =
        (uint8_t)ras_name_compare(&row->name, &resident->name, row->repairs);
    level[RAS_COMPARATOR_MOTHER_NAME] =
        (uint8_t)ras_parent_name_compare(&row->mother, &resident->mother);
    level[RAS_COMPARATOR_FATHER_NAME] =
        (uint8_t)ras_parent_name_compare(&row->father, &resident->father);
}

/* Of a date that is in no calendar the year is left to compare: either of the others is wrong. */
static unsigned date_compare(const struct ras_subject *row, uint32_t resident)
{
    const unsigned level = ras_date_compare(row->fields.birth_date, resident);
    return level == RAS_LEVEL_BIRTH_DATE_YEAR &&
                   (row->repairs & RAS_REPAIR_BIT(RAS_REPAIR_DATE_IMPOSSIBLE)) != 0
               ? RAS_LEVEL_BIRTH_DATE_LOWER
               : level;
}

void ras_compare_fields(const struct ras_subject *row, const struct ras_resident *resident,
                        struct ras_levels *levels)
{
    const struct ras_resident *const a = &row->fields;
    const struct ras_resident *const b = resident;
    uint8_t *const level = levels->level;
    level[RAS_COMPARATOR_BIRTH_DATE] = (uint8_t)date_compare(row, b->birth_date);
    level[RAS_COMPARATOR_PERSONAL_ID] = (uint8_t)ras_personal_id_compare(
        a->personal_id, b->personal_id, row->partial_id, row->partial_digits, row->repairs);
    level[RAS_COMPARATOR_OLD_ID] = (uint8_t)ras_old_id_compare(a->old_id, b->old_id);
    level[RAS_COMPARATOR_SEX] = a->sex == 0 || b->sex == 0 ? RAS_LEVEL_MISSING
                                : a->sex == b->sex         ? RAS_LEVEL_SEX_EQUAL
                                                           : RAS_LEVEL_SEX_OTHER;
    level[RAS_COMPARATOR_COMMUNE] = a->commune == 0 || b->commune == 0 ? RAS_LEVEL_MISSING
                                    : a->commune == b->commune         ? RAS_LEVEL_COMMUNE_EQUAL
                                                                       : RAS_LEVEL_COMMUNE_OTHER;
    level[RAS_COMPARATOR_ADDRESS] = (uint8_t)ras_address_compare(a->address, b->address);
    level[RAS_COMPARATOR_MOTHER_ID] = (uint8_t)ras_parent_id_compare(a->mother_id, b->mother_id);
    level[RAS_COMPARATOR_FATHER_ID] = (uint8_t)ras_parent_id_compare(a->father_id, b->father_id);
}
