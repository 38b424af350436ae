/* Dates of birth and death. */
#include "generate/people.h"

#include "record/date.h"

#define FIRST_JANUARY_CHANCE UINT32_C(30000)
#define DEATH_KNOWN_DAYS     4380 /* the known dead died within twelve years */
#define DEATH_UNKNOWN_DAYS   540  /* the dead not yet known to the residents, within 18 months */
#define YEAR_ONLY_BEFORE     1960u
#define YEAR_ONLY_CHANCE     UINT32_C(122000)

uint32_t ras_birth_date_draw(const struct ras_plan *plan, unsigned age, struct ras_random *random)
{
    const unsigned year = plan->as_of_year - age;
    const int32_t first = ras_date_days(year, 1, 1);
    const int32_t next = ras_date_days(year + 1, 1, 1);
    const int32_t end = next <= plan->as_of_days ? next : plan->as_of_days + 1;
    const int32_t day = ras_random_between(random, first, end - 1);
    return ras_date_from_days(ras_random_chance(random, FIRST_JANUARY_CHANCE) ? first : day);
}

uint32_t ras_date_after(const struct ras_plan *plan, uint32_t date, int32_t days)
{
    const int32_t day =
        ras_date_days(ras_date_year(date), ras_date_month(date), ras_date_day(date)) + days;
    return ras_date_from_days(day < plan->as_of_days ? day : plan->as_of_days);
}

static uint32_t death_chance(unsigned age)
{
    if (age < 15)
        return 1500;
    if (age < 60)
        return 7000;
    if (age < 70)
        return 50000;
    if (age < 80)
        return 120000;
    return age < 90 ? 330000 : 600000;
}

/* A day within `days` before as_of, after birth. */
static uint32_t death_date_draw(const struct ras_plan *plan, const struct ras_made_person *person,
                                int32_t days, struct ras_random *random)
{
    const int32_t birth =
        ras_date_days(ras_date_year(person->birth_date), ras_date_month(person->birth_date),
                      ras_date_day(person->birth_date));
    const int32_t earliest = plan->as_of_days - days;
    const int32_t first = birth > earliest ? birth : earliest;
    return ras_date_from_days(ras_random_between(random, first, plan->as_of_days));
}

void ras_person_fate(const struct ras_plan *plan, struct ras_made_person *person,
                     struct ras_random *random)
{
    const uint32_t fate = ras_random_below(random, RAS_MILLION);
    const uint32_t known = death_chance(person->age);
    const uint32_t unknown = person->age >= 60 ? 22000u : 500u;
    person->year_only = ras_date_year(person->birth_date) < YEAR_ONLY_BEFORE &&
                        ras_random_chance(random, YEAR_ONLY_CHANCE);
    if (person->absent)
        return;
    if (fate < known) {
        person->death_date = death_date_draw(plan, person, DEATH_KNOWN_DAYS, random);
    } else if (fate < known + unknown) {
        person->death_date = death_date_draw(plan, person, DEATH_UNKNOWN_DAYS, random);
        person->dead_unknown = true;
    } else {
        person->moved_away = fate > RAS_MILLION - 10000;
    }
}
