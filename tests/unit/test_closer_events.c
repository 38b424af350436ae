#include "engine/closer_events.h"

#include "record/date.h"
#include "record/person.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>

#define RESIDENTS 400u
#define DEAD      40u /* the first of them, one a day */
#define COUPLES   60u /* behind them, two by two at a home of their own */

static struct people_sample people;
static struct ras_index *people_index;
static struct ras_register_statistics statistics;
static struct ras_source_run source;
static struct ras_closer_events events;
static struct ras_source_config config;

static uint32_t day_of(uint32_t number)
{
    return ras_date_from_days(18000 + (int32_t)number);
}

static uint32_t husband(uint32_t couple)
{
    return DEAD + 2 * couple;
}

static void row_name(const void *context, uint32_t row, struct ras_name *name)
{
    *name = ((const struct people_sample *)context)->arrivals[row].subject.name;
}

static void begin(void)
{
    const struct ras_register_rows rows = {.count = 0, .name = row_name, .context = &people};
    people_sample_make(&people, RESIDENTS, 11, 5);
    for (uint32_t i = 0; i < RESIDENTS; i++) {
        struct ras_resident *const fields = &people.arrivals[i].subject.fields;
        fields->status = i < DEAD ? RAS_STATUS_DEAD : RAS_STATUS_ALIVE;
        fields->death_date = i < DEAD ? day_of(i) : 0;
        fields->commune = 100 + i % 5 / 2;
        fields->address = (struct ras_address){.place = 1000 + i, .number = 3};
        fields->sex = i % 2 == 0 ? RAS_SEX_MALE : RAS_SEX_FEMALE;
    }
    for (uint32_t i = 0; i < COUPLES; i++) {
        struct ras_resident *const one = &people.arrivals[husband(i)].subject.fields;
        struct ras_resident *const other = &people.arrivals[husband(i) + 1].subject.fields;
        other->commune = one->commune;
        other->address = one->address;
    }
    people_index = people_sample_index(&people, RESIDENTS, 2000, 1, false);
    ras_register_statistics_init(&statistics, people_index);
    cr_assert_eq(ras_register_statistics_count(&statistics, &rows, 1, NULL, NULL), RAS_OK);
    config = (struct ras_source_config){.name = "civil", .kind = RAS_KIND_CIVIL_REGISTRY};
    ras_source_run_init(&source, &config, 0);
    ras_closer_events_init(&events);
}

static void end(void)
{
    ras_closer_events_fini(&events);
    ras_source_run_fini(&source);
    ras_register_statistics_fini(&statistics);
    ras_index_close(people_index);
    people_sample_fini(&people);
}

TestSuite(closer_events, .init = begin, .fini = end);

static struct ras_row_state row_make(enum ras_event_type event, uint32_t date, uint32_t resident)
{
    return (struct ras_row_state){.event_type = event & 7u,
                                  .date = date & 0xFFFFFF,
                                  .decision = RAS_DECISION_MATCH,
                                  .resident = resident};
}

static void sure_row(enum ras_event_type event, uint32_t date, uint32_t resident)
{
    void *item = NULL;
    cr_assert_eq(ras_vector_extend(&source.states, 1, &item, NULL), RAS_OK);
    *(struct ras_row_state *)item = row_make(event, date, resident);
}

static void make(void)
{
    cr_assert_eq(ras_closer_events_make(&source, people_index, &statistics, &events, NULL), RAS_OK);
}

static int32_t share(enum ras_event_type event, uint32_t date, uint32_t resident)
{
    const struct ras_row_state state = row_make(event, date, RAS_RESIDENT_NONE);
    return ras_closer_event_share(&events, &state, resident);
}

Test(closer_events, who_died_that_day_is_likelier)
{
    for (uint32_t i = 0; i < 30; i++) /* three of four deaths are known, nearly all to the day */
        sure_row(RAS_EVENT_DEATH, i == 0 ? day_of(500) : day_of(i), i);
    for (uint32_t i = 0; i < 10; i++)
        sure_row(RAS_EVENT_DEATH, day_of(i), DEAD + i);
    make();
    const int32_t that_day = share(RAS_EVENT_DEATH, day_of(35), 35);
    const int32_t other_day = share(RAS_EVENT_DEATH, day_of(35), 34);
    const int32_t unknown = share(RAS_EVENT_DEATH, day_of(35), DEAD + 3);
    cr_expect_gt(that_day, 9000);
    cr_expect_lt(other_day, 0);
    cr_expect_lt(unknown, 0);
    cr_expect_gt(unknown, -3000);
    cr_expect_eq(share(RAS_EVENT_DEATH, 0, 35), 0, "no day, no word");
    cr_expect_eq(share(RAS_EVENT_BIRTH, day_of(0), 35), 0);
}

/* A register that never hears of deaths has nothing against the living. */
Test(closer_events, how_deaths_are_kept_is_counted)
{
    for (uint32_t i = 0; i < 300; i++)
        sure_row(RAS_EVENT_DEATH, day_of(i), DEAD + i);
    make();
    cr_expect_gt(share(RAS_EVENT_DEATH, day_of(35), DEAD + 3), 0);
    cr_expect_lt(share(RAS_EVENT_DEATH, day_of(35), DEAD + 3), 300);
}

Test(closer_events, a_wedding_is_at_the_home_of_its_other_half)
{
    for (uint32_t i = 0; i < COUPLES; i++)
        for (uint32_t k = 0; k < 2; k++)
            if (i != 7 || k == 1) /* of one couple the husband is to be found */
                sure_row(RAS_EVENT_MARRIAGE, day_of(i / 2), husband(i) + k);
    make();
    cr_expect_gt(events.partner_at_home, 0.8);
    cr_expect_gt(share(RAS_EVENT_MARRIAGE, day_of(3), husband(7)), 5000);
    cr_expect_lt(share(RAS_EVENT_MARRIAGE, day_of(3), husband(20)), -2000, "another home");
    cr_expect_lt(share(RAS_EVENT_MARRIAGE, day_of(4), husband(7)), -2000, "another day");
    cr_expect_lt(share(RAS_EVENT_MARRIAGE, day_of(3), husband(7) + 1), 0,
                 "nobody marries himself, nor his own sex");
    cr_expect_eq(share(RAS_EVENT_MARRIAGE, ras_date_make(2020, 5, 0), husband(7)), 0);
}

/* Where one row a wedding is written, it says nothing that a second one is not found. */
Test(closer_events, lone_weddings_say_nothing)
{
    for (uint32_t i = 0; i < COUPLES; i++)
        sure_row(RAS_EVENT_MARRIAGE, day_of(i), husband(i));
    make();
    cr_expect_lt(events.partner_at_home, 0.06);
    cr_expect_gt(share(RAS_EVENT_MARRIAGE, day_of(300), husband(7)), -100);
}

Test(closer_events, the_dead_come_no_more)
{
    config.kind = RAS_KIND_VACCINATION;
    for (uint32_t i = 0; i < 32000; i++)
        sure_row(RAS_EVENT_NONE, day_of(10), DEAD + i % 300);
    make();
    cr_expect_eq(events.weddings.count, 0);
    cr_expect_lt(share(RAS_EVENT_NONE, day_of(100), 3), -5000);
    cr_expect_eq(share(RAS_EVENT_NONE, day_of(30), 3), 0, "begun before the death");
    cr_expect_eq(share(RAS_EVENT_NONE, day_of(100), DEAD + 3), 0);
    cr_expect_eq(share(RAS_EVENT_NONE, ras_date_make(2030, 0, 0), 3), 0, "no day");
}
