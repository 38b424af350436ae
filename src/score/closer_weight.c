/* Closer weights, comparator by comparator. */
#include "score/closer_weight.h"

#include "record/date.h"
#include "record/person.h"
#include "score/binary_log.h"

#include <stdlib.h>

#define HOUSEHOLD_MEMBERS 4.0
/* P(one garbled name of all that there could be); P(another name altogether). */
#define GARBLED_NAME  1e-7
#define REPLACED_NAME 2e-4
/* P(the address is right | the commune is not); P(the part of a divided commune is the right one)
 */
#define ADDRESS_KEPT 0.15
#define RIGHT_PART   0.6
#define OTHER_PART   0.2
/* What sources write of a person of whom the register knows the year alone. */
#define YEAR_KNOWN_AS_YEAR  0.4
#define YEAR_KNOWN_AS_FIRST 0.4
#define YEAR_KNOWN_AS_DAY   0.2
/* Names that a name of which letters were lost could be, all as common. */
#define LOST_READINGS 4
/* Of the names that differ in marks, those of rows that have marks. */
#define MARKS_BY_SLIP 0.1

static int32_t millibits(double ratio)
{
    const double least = 1e-12, most = 1e12;
    const double bounded = ratio < least ? least : ratio > most ? most : ratio;
    return ras_log2_millibits(ras_log2_value(bounded));
}

/* LR of a value that a slip made: see the head of the header. */
static double slip_ratio(double m, double results, double right, double truth, double residents)
{
    const double made = m / results;
    return made / (right * truth + made * residents);
}

/* P(a name, a full date is written as it is). */
static double name_right(const struct ras_closer_model *model)
{
    const double *const m = model->m[RAS_COMPARATOR_NAME];
    return m[RAS_LEVEL_NAME_EQUAL] + m[RAS_LEVEL_NAME_TONE_PLACEMENT];
}

static double date_right(const struct ras_closer_model *model)
{
    return model->m[RAS_COMPARATOR_BIRTH_DATE][RAS_LEVEL_BIRTH_DATE_EQUAL];
}

/* ---- name ---- */

/* How many names a slip of this kind can make of one. */
static double name_results(unsigned level, uint32_t row_count, uint32_t resident_count)
{
    const bool row_is_longer = row_count > resident_count;
    const uint32_t apart = row_is_longer ? row_count - resident_count : resident_count - row_count;
    switch (level) {
    case RAS_LEVEL_NAME_RESIDUE: return 3;
    case RAS_LEVEL_NAME_DIALECT: return 4;
    case RAS_LEVEL_NAME_TYPO: return 500;
    case RAS_LEVEL_NAME_MIDDLE: return (row_is_longer ? 300 : 2) * (apart > 1 ? 10 : 1);
    case RAS_LEVEL_NAME_ORDER: return 3;
    case RAS_LEVEL_NAME_NEAR: return 2000;
    case RAS_LEVEL_NAME_GIVEN: return 500;
    default: return 1;
    }
}

static int32_t at_most_even(double ratio)
{
    return millibits(ratio < 1 ? ratio : 1);
}

/* Names without likeness: the row's may have been garbled past recognition, but not into a name
 * that people bear; then a clerk wrote another name altogether. */
static double other_name_ratio(double m, const struct ras_subject *row,
                               const struct ras_closer_chances *chances)
{
    if ((row->repairs & RAS_REPAIR_BIT(RAS_REPAIR_NAME_INITIAL)) != 0)
        return m;
    const double garbled =
        m * (chances->row_name > GARBLED_NAME ? GARBLED_NAME / chances->row_name : 1);
    return garbled > REPLACED_NAME ? garbled : REPLACED_NAME;
}

int32_t ras_closer_weigh_name(const struct ras_closer_model *model, const struct ras_subject *row,
                              uint32_t resident_syllables, unsigned level,
                              const struct ras_closer_chances *chances)
{
    const double m = model->m[RAS_COMPARATOR_NAME][level];
    const double results = name_results(level, row->name.count, resident_syllables);
    const double right = name_right(model);
    const bool no_marks = (row->repairs & RAS_REPAIR_BIT(RAS_REPAIR_NAME_NO_MARKS)) != 0;
    switch (level) {
    case RAS_LEVEL_MISSING: return 0;
    case RAS_LEVEL_NAME_EQUAL:
    case RAS_LEVEL_NAME_TONE_PLACEMENT: return millibits(1 / chances->name);
    case RAS_LEVEL_NAME_MARKS:
        if (no_marks)
            return millibits(1 / chances->name);
        if ((row->repairs & RAS_REPAIR_BIT(RAS_REPAIR_NAME_LOST)) != 0)
            return millibits(1 / (LOST_READINGS * chances->name));
        return millibits(
            slip_ratio(m * MARKS_BY_SLIP, 10, right, chances->row_spelled, chances->name));
    case RAS_LEVEL_NAME_TONE:
        return millibits(slip_ratio(m, 10, right, chances->row_spelled, chances->name));
    case RAS_LEVEL_NAME_RESIDUE:
    case RAS_LEVEL_NAME_DIALECT:
    case RAS_LEVEL_NAME_TYPO:
    case RAS_LEVEL_NAME_ORDER:
    case RAS_LEVEL_NAME_NEAR:
        return millibits(slip_ratio(m, results, right, chances->row_name, chances->name));
    case RAS_LEVEL_NAME_MIDDLE:
        return millibits(slip_ratio(m, results, right, chances->row_name, chances->name_part));
    case RAS_LEVEL_NAME_SIBLING: /* what is shared is the family's */
        return at_most_even(m * chances->row_given / (right * chances->row_name));
    case RAS_LEVEL_NAME_GIVEN:
        return at_most_even(slip_ratio(m, results, right, chances->row_name, chances->name_part));
    default: return millibits(other_name_ratio(m, row, chances));
    }
}

/* ---- date ---- */

/* P(this very slip of a full date), given one digit or one unit is off: a step of one in day, month
 * or year is likelier than ten years, and those than any other digit. */
static double date_slip(uint32_t row, uint32_t resident)
{
    const int days = abs((int)ras_date_day(row) - (int)ras_date_day(resident));
    const int months = abs((int)ras_date_month(row) - (int)ras_date_month(resident));
    const int years = abs((int)ras_date_year(row) - (int)ras_date_year(resident));
    if (days + months + years == 1)
        return 0.5 / 6;
    if (days + months == 0 && years == 10)
        return 0.2 / 2;
    return 0.3 / 40;
}

/* The register itself knows the year alone: mostly nobody knows more. */
static double known_year_share(uint32_t row)
{
    if (ras_date_precision(row) == RAS_DATE_DAY)
        return (row & RAS_DATE_PLACEHOLDER) != 0 ? YEAR_KNOWN_AS_FIRST : YEAR_KNOWN_AS_DAY;
    return YEAR_KNOWN_AS_YEAR;
}

static int32_t lower_share(const double *m, const struct ras_subject *row,
                           const struct ras_resident *resident,
                           const struct ras_closer_chances *chances)
{
    const uint32_t written = row->fields.birth_date;
    if (ras_date_precision(resident->birth_date) != RAS_DATE_YEAR)
        return millibits(1 / chances->year);
    const double known = known_year_share(written);
    if (ras_date_precision(written) != RAS_DATE_DAY)
        return millibits(known / (m[RAS_LEVEL_BIRTH_DATE_LOWER] * chances->year));
    if ((written & RAS_DATE_PLACEHOLDER) != 0)
        return millibits(known /
                         (chances->row_date + m[RAS_LEVEL_BIRTH_DATE_PLACEHOLDER] * chances->year));
    return millibits(known / chances->year);
}

static int32_t date_share(const struct ras_closer_model *model, const struct ras_subject *row,
                          const struct ras_resident *resident, unsigned level,
                          const struct ras_closer_chances *chances)
{
    const double *const m = model->m[RAS_COMPARATOR_BIRTH_DATE];
    const double right = date_right(model);
    const bool row_first = (row->fields.birth_date & RAS_DATE_PLACEHOLDER) != 0;
    switch (level) {
    case RAS_LEVEL_MISSING: return 0;
    case RAS_LEVEL_BIRTH_DATE_EQUAL: return millibits(1 / chances->date);
    case RAS_LEVEL_BIRTH_DATE_FIRST_JANUARY:
        return millibits(1 / (chances->date + m[RAS_LEVEL_BIRTH_DATE_PLACEHOLDER] * chances->year));
    case RAS_LEVEL_BIRTH_DATE_LOWER: return lower_share(m, row, resident, chances);
    case RAS_LEVEL_BIRTH_DATE_PLACEHOLDER:
        if (!row_first) /* the resident's day is the convention, perhaps */
            return millibits(0.05 / chances->year);
        return millibits(slip_ratio(m[level], 1, right, chances->row_date, chances->year));
    case RAS_LEVEL_BIRTH_DATE_SWAPPED:
        return millibits(slip_ratio(m[level], 1, right, chances->row_date, chances->date));
    case RAS_LEVEL_BIRTH_DATE_DIGIT:
        return millibits(slip_ratio(m[level],
                                    1 / date_slip(row->fields.birth_date, resident->birth_date),
                                    right, chances->row_date, chances->date));
    case RAS_LEVEL_BIRTH_DATE_YEAR: return millibits(m[level] / (right * chances->year));
    case RAS_LEVEL_BIRTH_DATE_NEAR_YEAR: return millibits(m[level] / (right * 0.17));
    default: return millibits(m[level]);
    }
}

/* What is too much of a year that agrees, because the name is of that time. */
static int32_t year_of_name(unsigned level, const struct ras_closer_chances *chances)
{
    return level == RAS_LEVEL_MISSING || level >= RAS_LEVEL_BIRTH_DATE_NEAR_YEAR
               ? 0
               : millibits(chances->name_in_year);
}

/* ---- numbers ---- */

static int32_t id_share(const struct ras_closer_model *model, unsigned level,
                        const struct ras_closer_chances *chances)
{
    const double *const m = model->m[RAS_COMPARATOR_PERSONAL_ID];
    const double anybody = model->other_number / chances->resident_count;
    switch (level) {
    case RAS_LEVEL_MISSING: return 0;
    case RAS_LEVEL_PERSONAL_ID_EQUAL:
    case RAS_LEVEL_PERSONAL_ID_REPAIRED: return millibits(m[RAS_LEVEL_PERSONAL_ID_EQUAL] / anybody);
    case RAS_LEVEL_PERSONAL_ID_SLIP:
        /* of a resident: somebody's number, or a slip; of nobody: an absent person's own */
        return millibits(m[level] / 120 / (chances->number_is_of_another ? anybody : 5e-9));
    case RAS_LEVEL_PERSONAL_ID_LOST_DIGIT: return millibits(m[level] / 2e-8);
    default:
        /* half of the numbers of others come from the own household */
        if (chances->number_is_of_household)
            return millibits(chances->resident_count / (2 * (HOUSEHOLD_MEMBERS - 1)));
        if (chances->number_is_of_another)
            return millibits(0.5);
        /* who is not listed was as often as not born in the same province and year */
        return millibits(model->garbled_number *
                         (level == RAS_LEVEL_PERSONAL_ID_STRUCTURE ? 0.2 : 1));
    }
}

static int32_t old_id_share(const struct ras_closer_model *model, const struct ras_subject *row,
                            const struct ras_resident *resident, unsigned level,
                            const struct ras_closer_chances *chances)
{
    const double *const m = model->m[RAS_COMPARATOR_OLD_ID];
    switch (level) {
    case RAS_LEVEL_MISSING:
        return row->fields.old_id != 0 && resident->old_id == 0
                   ? millibits(model->unlisted_old_id / chances->no_old_id)
                   : 0;
    case RAS_LEVEL_OLD_ID_EQUAL: return millibits(m[level] / 1e-7);
    case RAS_LEVEL_OLD_ID_SLIP: return millibits(m[level] / 2e-6);
    default: return millibits(m[level]);
    }
}

static int32_t sex_share(const struct ras_closer_model *model, unsigned level)
{
    return level == RAS_LEVEL_MISSING ? 0 : millibits(model->m[RAS_COMPARATOR_SEX][level] / 0.5);
}

/* ---- household ---- */

static int32_t commune_share(const struct ras_closer_model *model, const struct ras_subject *row,
                             unsigned level, const struct ras_closer_chances *chances)
{
    if (level == RAS_LEVEL_MISSING)
        return 0;
    double m = model->m[RAS_COMPARATOR_COMMUNE][level];
    if ((row->repairs & RAS_REPAIR_BIT(RAS_REPAIR_COMMUNE_SPLIT)) != 0)
        m = level == RAS_LEVEL_COMMUNE_EQUAL ? RIGHT_PART : OTHER_PART;
    return level == RAS_LEVEL_COMMUNE_EQUAL
               ? millibits(m / (chances->commune * chances->name_in_commune))
               : millibits(m / chances->name_in_row_commune);
}

/* The house number, given the place agrees. */
static double number_ratio(uint16_t row, uint16_t resident)
{
    if (row == 0 && resident == 0)
        return 2;
    if (row == 0 || resident == 0)
        return 0.3;
    return row == resident ? 150 : 0.02;
}

static int32_t address_share(const struct ras_closer_model *model, const struct ras_subject *row,
                             const struct ras_resident *resident, const struct ras_levels *levels,
                             const struct ras_closer_chances *chances)
{
    const double *const m = model->m[RAS_COMPARATOR_ADDRESS];
    const unsigned commune = levels->level[RAS_COMPARATOR_COMMUNE];
    switch (levels->level[RAS_COMPARATOR_ADDRESS]) {
    case RAS_LEVEL_MISSING: return 0;
    case RAS_LEVEL_ADDRESS_OTHER: /* who moved to another commune has another address as well */
        return commune == RAS_LEVEL_COMMUNE_EQUAL ? millibits(m[RAS_LEVEL_ADDRESS_OTHER]) : 0;
    default: break;
    }
    const double ratio = number_ratio(row->fields.address.number, resident->address.number);
    if (commune == RAS_LEVEL_COMMUNE_OTHER) { /* hamlets of one name are everywhere */
        const double kept = ADDRESS_KEPT * ratio / chances->place_anywhere;
        return millibits(kept > 1 ? kept : 1);
    }
    const double known = commune == RAS_LEVEL_COMMUNE_EQUAL ? 1 : chances->commune;
    return millibits((1 - m[RAS_LEVEL_ADDRESS_OTHER]) * ratio / (chances->place * known));
}

static int32_t parent_name_share(const double *m, unsigned level, double chance)
{
    switch (level) {
    case RAS_LEVEL_MISSING: return 0;
    case RAS_LEVEL_MOTHER_NAME_EQUAL:
    case RAS_LEVEL_MOTHER_NAME_MARKS: return millibits(m[RAS_LEVEL_MOTHER_NAME_EQUAL] / chance);
    case RAS_LEVEL_MOTHER_NAME_NEAR: return millibits(m[level] / 1e-3);
    default: return millibits(m[level]);
    }
}

static int32_t parent_id_share(const double *m, unsigned level)
{
    switch (level) {
    case RAS_LEVEL_MISSING: return 0;
    case RAS_LEVEL_MOTHER_ID_EQUAL: return millibits(m[level] / 1e-7);
    case RAS_LEVEL_MOTHER_ID_SLIP: return millibits(m[level] / 5e-7);
    default: return millibits(m[level]);
    }
}

void ras_closer_weigh(const struct ras_closer_model *model, const struct ras_subject *row,
                      const struct ras_resident *resident, int32_t name_share,
                      const struct ras_levels *levels, const struct ras_closer_chances *chances,
                      struct ras_closer_weight *weight)
{
    const uint8_t *const level = levels->level;
    int32_t *const share = weight->share;
    share[RAS_COMPARATOR_NAME] = name_share;
    share[RAS_COMPARATOR_BIRTH_DATE] =
        date_share(model, row, resident, level[RAS_COMPARATOR_BIRTH_DATE], chances) -
        year_of_name(level[RAS_COMPARATOR_BIRTH_DATE], chances);
    share[RAS_COMPARATOR_PERSONAL_ID] = id_share(model, level[RAS_COMPARATOR_PERSONAL_ID], chances);
    share[RAS_COMPARATOR_OLD_ID] =
        old_id_share(model, row, resident, level[RAS_COMPARATOR_OLD_ID], chances);
    share[RAS_COMPARATOR_SEX] = sex_share(model, level[RAS_COMPARATOR_SEX]);
    share[RAS_COMPARATOR_COMMUNE] =
        commune_share(model, row, level[RAS_COMPARATOR_COMMUNE], chances);
    share[RAS_COMPARATOR_ADDRESS] = address_share(model, row, resident, levels, chances);
    share[RAS_COMPARATOR_MOTHER_NAME] =
        parent_name_share(model->m[RAS_COMPARATOR_MOTHER_NAME], level[RAS_COMPARATOR_MOTHER_NAME],
                          chances->mother_name);
    share[RAS_COMPARATOR_MOTHER_ID] =
        parent_id_share(model->m[RAS_COMPARATOR_MOTHER_ID], level[RAS_COMPARATOR_MOTHER_ID]);
    share[RAS_COMPARATOR_FATHER_NAME] =
        parent_name_share(model->m[RAS_COMPARATOR_FATHER_NAME], level[RAS_COMPARATOR_FATHER_NAME],
                          chances->father_name);
    share[RAS_COMPARATOR_FATHER_ID] =
        parent_id_share(model->m[RAS_COMPARATOR_FATHER_ID], level[RAS_COMPARATOR_FATHER_ID]);
    weight->person = weight->household = 0;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        *(i < RAS_COMPARATOR_COMMUNE ? &weight->person : &weight->household) += share[i];
}

int32_t ras_closer_household_max(uint32_t resident_count)
{
    return millibits((resident_count < 8 ? 8 : resident_count) / HOUSEHOLD_MEMBERS);
}
