/* A closer weight of a pair: for the few rows that the levels alone do not settle.
 *
 * The model's u is an average over all names, days and places. Here the chance that somebody else
 * writes these very values stands in its place: how many residents have this name, this year, this
 * commune, this hamlet. What a slip makes of a value is weighed against the chance that the value
 * written is somebody's true one:
 *
 *   LR(row | resident) = m/k / (right · true + m/k · resident's)
 *     m          P(this kind of slip)            k           how many results such a slip can have
 *     true       P(somebody's value is the written one)      resident's   P(... the resident's one)
 *     right      P(a value is written as it is)
 *
 * so "Anh Nguyễn Tuấn" for Nguyễn Tuấn Anh, which nobody is called, loses next to nothing, and Lê
 * Thu Hoa for Lê Thị Hoa, both common, loses much.
 *
 * The person's comparators (name, date, numbers, sex) and the household's are kept apart: the
 * household's count for at most ras_closer_household_max. Units: millibits. Threads: pure. */
#ifndef RASOAT_SCORE_CLOSER_WEIGHT_H
#define RASOAT_SCORE_CLOSER_WEIGHT_H

#include "record/pair.h"
#include "record/resident.h"
#include "score/model.h"

#include <stdbool.h>
#include <stdint.h>

/* How common the values of a pair are among all residents: probabilities above 0. */
struct ras_closer_chances {
    double name;        /* called, without marks, as the resident is */
    double name_part;   /* the resident's surname and given name */
    double row_name;    /* called, without marks, as the row has it */
    double row_spelled; /* called exactly as the row has it */
    double row_given;   /* given the name that the row has */
    double date;        /* born on the resident's day (or year, where that is all there is) */
    double year;        /* born in the resident's year */
    double row_date;    /* born on the day that the row has (or in its year) */
    double no_old_id;   /* without a 9-digit number, among those born in the resident's year */
    double commune;     /* living in the resident's commune */
    /* Names have their homes and their times: how much likelier than anybody those who are called
     * as the resident live in his commune, live in the row's, were born in his year; 1 = no more */
    double name_in_commune;
    double name_in_row_commune;
    double name_in_year;
    double place;          /* living at the resident's place, among those of the commune */
    double place_anywhere; /* living at a place of that name in whatever commune */
    double mother_name;    /* called as the resident's mother */
    double father_name;
    uint32_t resident_count;
    bool number_is_of_another;   /* the row's number is that of another resident */
    bool number_is_of_household; /* ... of the same household */
};

/* What a source does to its values: m of the model, or counted on the source itself. */
struct ras_closer_model {
    double m[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1];
    double coverage;        /* P(the person of a row is among the residents) */
    double other_number;    /* P(the number written is another resident's) */
    double unlisted_old_id; /* P(the resident has no 9-digit number, though the row has one) */
    double
        garbled_number; /* P(the number written is neither one's own, nor near it, nor anybody's) */
};

struct ras_closer_weight {
    int32_t share[RAS_COMPARATOR_COUNT];
    int32_t person;    /* sum of the comparators before the commune */
    int32_t household; /* sum of the rest */
};

/* What the name says alone: the same for all residents of that name. Of the chances it reads those
 * of names. */
int32_t ras_closer_weigh_name(const struct ras_closer_model *model, const struct ras_subject *row,
                              uint32_t resident_syllables, unsigned level,
                              const struct ras_closer_chances *chances);
/* All shares; place and place_anywhere are read only where the address agrees in part, the parents'
 * chances only where their names agree (ras_closer_wants_place, ras_closer_wants_parent). */
void ras_closer_weigh(const struct ras_closer_model *model, const struct ras_subject *row,
                      const struct ras_resident *resident, int32_t name_share,
                      const struct ras_levels *levels, const struct ras_closer_chances *chances,
                      struct ras_closer_weight *weight);
static inline bool ras_closer_wants_place(const struct ras_levels *levels)
{
    const unsigned level = levels->level[RAS_COMPARATOR_ADDRESS];
    return level != RAS_LEVEL_MISSING && level != RAS_LEVEL_ADDRESS_OTHER;
}
static inline bool ras_closer_wants_parent(unsigned level)
{
    return level == RAS_LEVEL_MOTHER_NAME_EQUAL || level == RAS_LEVEL_MOTHER_NAME_MARKS;
}

/* What a household can say at most: which one of all it is, but not who of its members. */
int32_t ras_closer_household_max(uint32_t resident_count);

#endif
