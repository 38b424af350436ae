/* Dates of birth as clerks write them: the usual shape and nine others, less than a whole date, and
 * wrong ones. */
#include "generate/clerks.h"

#include "record/date.h"

#define SERIAL_CHANCE      UINT32_C(9000)
#define MISSING_CHANCE     UINT32_C(4000)
#define PLACEHOLDER_CHANCE UINT32_C(1500)
#define IMPRECISE_KNOWN    UINT32_C(700000) /* where the residents know the year alone */

struct written_date {
    unsigned year, month, day;
};

static struct written_date date_of(uint32_t packed)
{
    return (struct written_date){ras_date_year(packed), ras_date_month(packed),
                                 ras_date_day(packed)};
}

/* One digit or one unit off, still a day of the calendar and another one. */
static bool slip(struct written_date *date, unsigned as_of_year, struct ras_random *random)
{
    for (unsigned attempt = 0; attempt < 16; attempt++) {
        struct written_date other = *date;
        const int step = ras_random_below(random, 2) == 0 ? 1 : -1;
        switch (ras_random_below(random, 6)) {
        case 0: other.day = (unsigned)((int)other.day + step); break;
        case 1: other.month = (unsigned)((int)other.month + step); break;
        case 2: other.year = (unsigned)((int)other.year + step); break;
        case 3: other.year = (unsigned)((int)other.year + 10 * step); break;
        case 4: other.day = other.day % 10 * 10 + other.day / 10; break;
        default: other.day = other.day / 10 * 10 + ras_random_below(random, 10); break;
        }
        const bool changed =
            other.day != date->day || other.month != date->month || other.year != date->year;
        if (!changed || other.year > as_of_year ||
            !ras_date_exists(other.year, other.month, other.day))
            continue;
        *date = other;
        return true;
    }
    return false;
}

static enum ras_made_error make_wrong(struct written_date *date, unsigned as_of_year,
                                      struct ras_random *random)
{
    const uint32_t kind = ras_random_below(random, 100);
    if (kind < 60 && date->day <= 12 && date->day != date->month) {
        const unsigned day = date->day;
        date->day = date->month;
        date->month = day;
        return RAS_MADE_DATE_SWAPPED;
    }
    if (kind >= 95) {
        static const unsigned char months[] = {2, 2, 4, 6, 9, 11};
        date->month = months[ras_random_below(random, 6)];
        date->day = date->month == 2 ? 30 : 31;
        return RAS_MADE_DATE_IMPOSSIBLE;
    }
    if (!slip(date, as_of_year, random))
        date->year--;
    return RAS_MADE_DATE_SLIP;
}

enum shape { USUAL, DASH, DOT, SHORT, ISO, TWO_DIGIT, WORDS, COMPACT, BLANK, TIME };

static void joined(struct ras_made_cell *cell, const struct written_date *date, char between,
                   unsigned digits, unsigned year_digits)
{
    ras_cell_number(cell, date->day, digits);
    if (between != '\0')
        ras_cell_char(cell, between);
    ras_cell_number(cell, date->month, digits);
    if (between != '\0')
        ras_cell_char(cell, between);
    ras_cell_number(cell, year_digits == 2 ? date->year % 100 : date->year, year_digits);
}

static void shape_write(struct ras_made_cell *cell, const struct written_date *date,
                        enum shape shape)
{
    switch (shape) {
    case USUAL: joined(cell, date, '/', 2, 4); return;
    case DASH: joined(cell, date, '-', 2, 4); return;
    case DOT: joined(cell, date, '.', 2, 4); return;
    case SHORT: joined(cell, date, '/', 0, 4); return;
    case TWO_DIGIT: joined(cell, date, '/', 2, 2); return;
    case COMPACT: joined(cell, date, '\0', 2, 4); return;
    case BLANK: joined(cell, date, ' ', 2, 4); return;
    case WORDS:
        ras_cell_string(cell, "ngày ");
        ras_cell_number(cell, date->day, 0);
        ras_cell_string(cell, " tháng ");
        ras_cell_number(cell, date->month, 0);
        ras_cell_string(cell, " năm ");
        ras_cell_number(cell, date->year, 4);
        return;
    case ISO:
    case TIME:
        ras_cell_number(cell, date->year, 4);
        ras_cell_char(cell, '-');
        ras_cell_number(cell, date->month, 2);
        ras_cell_char(cell, '-');
        ras_cell_number(cell, date->day, 2);
        if (shape == TIME)
            ras_cell_string(cell, " 00:00:00");
        return;
    }
}

static void shaped(struct ras_made_cell *cell, const struct written_date *date,
                   struct ras_random *random, struct ras_error_set *errors)
{
    static const uint8_t percent[] = {66, 6, 3, 6, 9, 2, 1, 2, 1, 4};
    static const enum ras_made_error shapes[] = {
        RAS_MADE_ERROR_COUNT,      RAS_MADE_DATE_SHAPE_DASH,    RAS_MADE_DATE_SHAPE_DOT,
        RAS_MADE_DATE_SHAPE_SHORT, RAS_MADE_DATE_SHAPE_ISO,     RAS_MADE_DATE_SHAPE_TWO_DIGIT,
        RAS_MADE_DATE_SHAPE_WORDS, RAS_MADE_DATE_SHAPE_COMPACT, RAS_MADE_DATE_SHAPE_BLANK,
        RAS_MADE_DATE_SHAPE_TIME,
    };
    unsigned point = ras_random_below(random, 100), shape = 0;
    while (point >= percent[shape])
        point -= percent[shape++];
    shape_write(cell, date, (enum shape)shape);
    if (shape != USUAL)
        ras_error_set_add(errors, shapes[shape]);
}

/* Day number of the 1900 system, whose year 1900 has a 29 February that never was. */
static void serial_write(struct ras_made_cell *cell, const struct written_date *date)
{
    const int32_t days =
        ras_date_days(date->year, date->month, date->day) - ras_date_days(1899, 12, 30);
    ras_cell_number(cell, (uint64_t)days, 0);
}

void ras_birth_clerk(const struct ras_plan *plan, const struct ras_rates *rates,
                     const struct ras_made_person *person, struct ras_random *random,
                     struct ras_made_cell *cell, struct ras_error_set *errors)
{
    struct written_date date = date_of(person->birth_date);
    const uint32_t imprecise = person->year_only   ? IMPRECISE_KNOWN
                               : date.year < 1960u ? rates->date_imprecise_old
                                                   : rates->date_imprecise;
    cell->length = 0;
    const uint32_t draw = ras_random_below(random, RAS_MILLION);
    if (draw < MISSING_CHANCE) {
        ras_error_set_add(errors, RAS_MADE_DATE_MISSING);
        return;
    }
    if (draw < MISSING_CHANCE + PLACEHOLDER_CHANCE) {
        static const char *const nothing[] = {"00/00/0000", "01/01/1900", "31/12/9999"};
        ras_cell_string(cell, nothing[draw % 3]);
        ras_error_set_add(errors, RAS_MADE_DATE_PLACEHOLDER);
        return;
    }
    if (ras_random_chance(random, imprecise)) {
        if (ras_random_below(random, 2) == 0) {
            ras_cell_number(cell, date.year, 4);
            ras_error_set_add(errors, RAS_MADE_DATE_YEAR_ONLY);
            return;
        }
        date.day = date.month = 1;
        ras_error_set_add(errors, RAS_MADE_DATE_FIRST_JANUARY);
        shaped(cell, &date, random, errors);
        return;
    }
    if (ras_random_chance(random, rates->date_wrong))
        ras_error_set_add(errors, make_wrong(&date, plan->as_of_year, random));
    const bool serial = ras_random_chance(random, SERIAL_CHANCE) &&
                        ras_date_exists(date.year, date.month, date.day);
    if (serial) {
        serial_write(cell, &date);
        ras_error_set_add(errors, RAS_MADE_DATE_SERIAL);
        return;
    }
    shaped(cell, &date, random, errors);
}

void ras_sex_clerk(const struct ras_rates *rates, const struct ras_made_person *person,
                   struct ras_random *random, struct ras_made_cell *cell,
                   struct ras_error_set *errors)
{
    static const char *const usual[2] = {"Nam", "Nữ"};
    static const char *const others[2][3] = {{"NAM", "nam", "M"}, {"NỮ", "Nu", "F"}};
    const uint32_t draw = ras_random_below(random, RAS_MILLION);
    unsigned woman = person->sex == RAS_SEX_FEMALE;
    cell->length = 0;
    if (draw < rates->sex_missing) {
        ras_error_set_add(errors, RAS_MADE_SEX_MISSING);
        return;
    }
    if (draw < rates->sex_missing + rates->sex_wrong) {
        woman = 1 - woman;
        ras_error_set_add(errors, RAS_MADE_SEX_WRONG);
    }
    if (ras_random_chance(random, 60000)) {
        ras_cell_string(cell, others[woman][ras_random_below(random, 3)]);
        ras_error_set_add(errors, RAS_MADE_SEX_SYNONYM);
        return;
    }
    ras_cell_string(cell, usual[woman]);
}
