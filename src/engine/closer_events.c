/* Deaths, weddings, and rows that come too late. */
#include "engine/closer_events.h"

#include "base/try.h"
#include "record/date.h"
#include "record/person.h"
#include "score/binary_log.h"

#include <stdlib.h>

/* What is thought of a source before its rows are counted, and how many rows that is worth. */
#define DEATH_ROWS 20.0
static const double usual_death[RAS_DEATH_COUNT] = {0.6, 0.1, 0.3};
#define WEDDING_ROWS    20.0
#define USUAL_PARTNER   0.2
#define LATE_ROWS       1000.0
#define USUAL_LATE      0.001
#define LATE_DAYS       31     /* what is written within a month of a death was begun before it */
#define DEATH_DAYS      1000.0 /* days that the deaths of a register are spread over, at least */
#define HOUSE_NUMBERS   100.0  /* houses of a place */
#define EVENT_MAX       12000  /* millibits: no single event says more */
#define LATE_STEP       ((size_t)16) /* rows that a counted one stands for */
#define PARTNERS_SAMPLE ((size_t)4096)

void ras_closer_events_init(struct ras_closer_events *events)
{
    *events = (struct ras_closer_events){.index = NULL};
    ras_vector_init(&events->weddings, sizeof(uint64_t));
}

void ras_closer_events_fini(struct ras_closer_events *events)
{
    ras_vector_fini(&events->weddings);
}

static int32_t bounded(double ratio)
{
    const int32_t share = ras_log2_millibits(ras_log2_value(ratio < 1e-9 ? 1e-9 : ratio));
    return share > EVENT_MAX ? EVENT_MAX : share < -EVENT_MAX ? -EVENT_MAX : share;
}

static bool is_day(uint32_t date)
{
    return ras_date_precision(date) == RAS_DATE_DAY;
}

static int32_t day_number(uint32_t date)
{
    return ras_date_days(ras_date_year(date), ras_date_month(date), ras_date_day(date));
}

/* ---- deaths ---- */

static enum ras_closer_death death_of(const struct ras_resident *resident, uint32_t date)
{
    if (resident->status != RAS_STATUS_DEAD && resident->death_date == 0)
        return RAS_DEATH_UNKNOWN;
    return is_day(date) && ras_date_value(date) == ras_date_value(resident->death_date)
               ? RAS_DEATH_THAT_DAY
               : RAS_DEATH_OTHER_DAY;
}

static bool is_late(const struct ras_resident *resident, uint32_t date)
{
    return is_day(date) && is_day(resident->death_date) &&
           day_number(date) > day_number(resident->death_date) + LATE_DAYS;
}

static void deaths_set(const uint64_t count[RAS_DEATH_COUNT], double dead,
                       struct ras_closer_events *events)
{
    const double all = (double)(count[0] + count[1] + count[2]) + DEATH_ROWS;
    const double anybody[RAS_DEATH_COUNT] = {dead / DEATH_DAYS, dead, 1 - dead};
    for (unsigned i = 0; i < RAS_DEATH_COUNT; i++)
        events->death[i] =
            bounded(((double)count[i] + DEATH_ROWS * usual_death[i]) / all / anybody[i]);
}

static void late_set(uint64_t late, uint64_t dated, double dead, struct ras_closer_events *events)
{
    const double share =
        ((double)late + LATE_ROWS * USUAL_LATE) / ((double)dated + LATE_ROWS) / dead;
    events->after_death = bounded(share < 1 ? share : 1);
}

/* ---- weddings ---- */

/* Does one live where the other does, and how likely does anybody? 0 = no, or nobody knows. */
static double home_chance(const struct ras_closer_events *events, uint32_t resident, uint32_t other)
{
    const struct ras_resident *const a = &events->index->residents[resident];
    const struct ras_resident *const b = &events->index->residents[other];
    struct ras_closer_chances chances;
    if (a->commune != b->commune || a->address.place == 0 || a->address.place != b->address.place ||
        a->address.number != b->address.number)
        return 0;
    ras_register_resident(events->statistics, resident, &chances);
    ras_register_place(events->statistics, resident, &chances);
    return chances.commune * chances.place / (a->address.number == 0 ? 1 : HOUSE_NUMBERS);
}

static int wedding_compare(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* The first wedding of that day or of a later one. */
static size_t wedding_find(const struct ras_closer_events *events, uint64_t day)
{
    const uint64_t *const weddings = events->weddings.data;
    size_t low = 0, high = events->weddings.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (weddings[middle] >> 32 < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Weddings of the day that the resident could be one half of, and the chance that anybody has one
 * of them at home; true: he has. */
static bool partner_find(const struct ras_closer_events *events, uint64_t day, uint32_t resident,
                         double *chance)
{
    const uint64_t *const weddings = events->weddings.data;
    const struct ras_resident *const residents = events->index->residents;
    double home = 0;
    size_t others = 0;
    for (size_t i = wedding_find(events, day);
         i < events->weddings.count && weddings[i] >> 32 == day; i++) {
        const uint32_t other = (uint32_t)weddings[i];
        if (other == resident || residents[other].sex == residents[resident].sex)
            continue;
        const double one = home_chance(events, resident, other);
        others++;
        home = one > home ? one : home;
    }
    *chance = home * (double)others;
    return home > 0;
}

static int32_t wedding_share(const struct ras_closer_events *events, uint32_t date,
                             uint32_t resident)
{
    double chance = 0;
    if (!partner_find(events, ras_date_value(date), resident, &chance))
        return bounded(1 - events->partner_at_home);
    const double ratio = events->partner_at_home / chance;
    return bounded(ratio > 1 ? ratio : 1);
}

/* Of weddings that are sure, evenly spread: those whose other half is at home. */
static void partners_count(struct ras_closer_events *events)
{
    const uint64_t *const weddings = events->weddings.data;
    const size_t count = events->weddings.count;
    const size_t step = count / PARTNERS_SAMPLE + 1;
    double at_home = WEDDING_ROWS * USUAL_PARTNER, all = WEDDING_ROWS, chance = 0;
    for (size_t i = 0; i < count; i += step) {
        at_home += partner_find(events, weddings[i] >> 32, (uint32_t)weddings[i], &chance);
        all++;
    }
    events->partner_at_home = at_home / all;
}

/* ---- together ---- */

static enum ras_status events_count(const struct ras_source_run *source,
                                    struct ras_closer_events *events,
                                    uint64_t deaths[RAS_DEATH_COUNT], struct ras_error *error)
{
    const struct ras_row_state *const states = ras_source_states(source);
    for (size_t row = 0; row < source->states.count; row++) {
        const struct ras_row_state *const state = &states[row];
        if (state->rejected || state->decision != RAS_DECISION_MATCH || state->date == 0)
            continue;
        if (state->event_type == RAS_EVENT_DEATH)
            deaths[death_of(&events->index->residents[state->resident], state->date)]++;
        if (state->event_type != RAS_EVENT_MARRIAGE || !is_day(state->date))
            continue;
        void *item = NULL;
        RAS_TRY(ras_vector_extend(&events->weddings, 1, &item, error));
        *(uint64_t *)item = (uint64_t)ras_date_value(state->date) << 32 | state->resident;
    }
    return RAS_OK;
}

static void late_count(const struct ras_source_run *source, double dead,
                       struct ras_closer_events *events)
{
    const struct ras_row_state *const states = ras_source_states(source);
    uint64_t late = 0, dated = 0;
    for (size_t row = 0; row < source->states.count; row += LATE_STEP) {
        const struct ras_row_state *const state = &states[row];
        if (state->rejected || state->decision != RAS_DECISION_MATCH || !is_day(state->date) ||
            state->event_type == RAS_EVENT_DEATH)
            continue;
        late += is_late(&events->index->residents[state->resident], state->date);
        dated++;
    }
    late_set(late, dated, dead, events);
}

enum ras_status ras_closer_events_make(const struct ras_source_run *source,
                                       const struct ras_index *index,
                                       const struct ras_register_statistics *statistics,
                                       struct ras_closer_events *events, struct ras_error *error)
{
    const double dead = ras_register_dead(statistics);
    uint64_t deaths[RAS_DEATH_COUNT] = {0};
    events->index = index;
    events->statistics = statistics;
    late_count(source, dead, events);
    if (source->config->kind != RAS_KIND_CIVIL_REGISTRY)
        return RAS_OK;
    RAS_TRY(events_count(source, events, deaths, error));
    deaths_set(deaths, dead, events);
    if (events->weddings.count > 0)
        qsort(events->weddings.data, events->weddings.count, sizeof(uint64_t), wedding_compare);
    partners_count(events);
    return RAS_OK;
}

int32_t ras_closer_event_share(const struct ras_closer_events *events,
                               const struct ras_row_state *state, uint32_t resident)
{
    const struct ras_resident *const fields = &events->index->residents[resident];
    if (state->date == 0)
        return 0;
    if (state->event_type == RAS_EVENT_DEATH)
        return events->death[death_of(fields, state->date)];
    if (is_late(fields, state->date))
        return events->after_death;
    return state->event_type == RAS_EVENT_MARRIAGE && is_day(state->date)
               ? wedding_share(events, state->date, resident)
               : 0;
}
