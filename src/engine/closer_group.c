/* Weighing a group of doubts: variants, the residents in question, what speaks for each. */
#include "engine/closer_group.h"

#include "record/date.h"
#include "score/binary_log.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define MILLIONTHS 1000000u
/* A sure row of the candidate has the same telephone or account: almost a household by itself. */
#define CONTACT_SHARE 14000
/* All that the sure entries of a candidate can say. */
#define ENTRIES_MIN (-10000)
#define ENTRIES_MAX 6000
/* What further variants can hold against a value at most. */
#define AGAINST_MIN (-8000)
/* Unlisted members of a household share what says which household it is. */
#define MEMBERS_SHARE 2000
/* Odds that no sum of candidates comes near; keeps sums below 2^64. */
#define DROPPED_MAX 1e18
/* Sure rows of one contact that are looked at as candidates. */
#define CONTACTS_MAX 8

/* ---- who comes into question ---- */

static void candidate_add(struct ras_closer_group *group, uint32_t resident)
{
    for (unsigned i = 0; i < group->candidate_count; i++)
        if (group->candidates[i].pair.resident == resident)
            return;
    if (group->candidate_count < RAS_CLOSER_CHOICES)
        group->candidates[group->candidate_count++] =
            (struct ras_closer_choice){.pair.resident = resident};
}

static uint64_t contact_of(const struct ras_closer_source *source, uint32_t item)
{
    const struct ras_leftover *const leftovers = source->source->leftover_rows.data;
    return ras_closer_contact_of(source->source->config->kind,
                                 &ras_source_states(source->source)[leftovers[item].row]);
}

unsigned ras_closer_age(uint32_t birth_date, uint32_t as_of)
{
    static const int bounds[RAS_CLOSER_AGES - 1] = {0, 5, 17, 59, INT_MAX};
    unsigned age = 1;
    if (birth_date == 0)
        return 0;
    while (ras_date_years_between(birth_date, as_of) > bounds[age - 1])
        age++;
    return age;
}

static void variants_find(const struct ras_closer_source *source, struct ras_closer_group *group)
{
    uint64_t details[RAS_CLOSER_VARIANTS];
    group->variant_count = 0;
    for (size_t i = 0; i < group->count && group->variant_count < RAS_CLOSER_VARIANTS; i++) {
        const uint64_t own =
            group->count == 1 ? 0 : ras_closer_details(source->source, group->members[i]);
        unsigned at = 0;
        while (at < group->variant_count && details[at] != own)
            at++;
        if (at < group->variant_count)
            continue;
        details[at] = own;
        group->variants[group->variant_count++] = group->members[i];
    }
}

static void candidates_gather(const struct ras_closer_deciding *deciding,
                              struct ras_closer_group *group)
{
    const struct ras_closer_source *const source = deciding->source;
    group->candidate_count = group->compared = 0;
    for (unsigned v = 0; v < group->variant_count; v++) {
        const struct ras_closer_found *const found =
            &deciding->look->found[source->first + group->variants[v]];
        size_t contact_count = 0;
        const struct ras_closer_contact *const contacts = ras_closer_contacts_find(
            source, contact_of(source, group->variants[v]), &contact_count);
        for (uint32_t i = 0; i < found->count; i++)
            candidate_add(group, found->candidates[i].resident);
        for (size_t i = 0; i < contact_count && i < CONTACTS_MAX; i++)
            candidate_add(group, contacts[i].resident);
        group->compared += found->compared;
    }
}

/* ---- what speaks for each ---- */

/* Is the row's value the resident's, as far as it goes? */
static bool is_agreeing(unsigned comparator, unsigned level)
{
    if (level == RAS_LEVEL_MISSING)
        return false;
    switch (comparator) {
    case RAS_COMPARATOR_NAME: return level <= RAS_LEVEL_NAME_MARKS;
    case RAS_COMPARATOR_BIRTH_DATE: return level <= RAS_LEVEL_BIRTH_DATE_PLACEHOLDER;
    case RAS_COMPARATOR_PERSONAL_ID: return level <= RAS_LEVEL_PERSONAL_ID_REPAIRED;
    default: return level == 1;
    }
}

/* Variants are one person's values typed anew. Somebody else who bears them bears them once: what
 * makes them rare counts once, with the variant that says most. But a value that no variant has
 * right was got wrong anew each time, or is another person's. */
static void variant_add(const struct ras_closer_model *model, struct ras_closer_choice *candidate,
                        const struct ras_closer_candidate *pair)
{
    for (unsigned i = 0; i < RAS_COMPARATOR_COMMUNE; i++) {
        const unsigned level = pair->levels.level[i];
        if (level == RAS_LEVEL_MISSING && pair->share[i] == 0)
            continue;
        const bool known = (candidate->known >> i & 1) != 0;
        candidate->known |= 1u << i;
        if (is_agreeing(i, level))
            candidate->agreeing |= 1u << i;
        else if (known && level != RAS_LEVEL_MISSING)
            candidate->against[i] += ras_log2_millibits(ras_log2_value(model->m[i][level]));
        if (!known || pair->share[i] > candidate->share[i])
            candidate->share[i] = pair->share[i];
    }
}

static int32_t person_share(const struct ras_closer_choice *candidate)
{
    int32_t sum = 0;
    for (unsigned i = 0; i < RAS_COMPARATOR_COMMUNE; i++) {
        sum += candidate->share[i];
        if ((candidate->agreeing >> i & 1) == 0)
            sum += candidate->against[i] > AGAINST_MIN ? candidate->against[i] : AGAINST_MIN;
    }
    return sum;
}

static void variant_weigh(const struct ras_closer_deciding *deciding,
                          struct ras_closer_group *group, unsigned v)
{
    const struct ras_closer_source *const source = deciding->source;
    const uint32_t item = group->variants[v];
    const struct ras_closer_found *const found = &deciding->look->found[source->first + item];
    struct ras_subject subject;
    struct ras_closer_row row;
    size_t contact_count = 0;
    const struct ras_closer_contact *const contacts =
        ras_closer_contacts_find(source, contact_of(source, item), &contact_count);
    bool row_made = false;
    for (unsigned i = 0; i < group->candidate_count; i++) {
        struct ras_closer_choice *const candidate = &group->candidates[i];
        struct ras_closer_candidate pair = {.resident = candidate->pair.resident};
        uint32_t at = 0;
        while (at < found->count && found->candidates[at].resident != pair.resident)
            at++;
        if (at == found->count && !row_made) {
            ras_closer_subject(source->source, item, &subject);
            ras_closer_row_make(deciding->look, &subject, &row);
            row_made = true;
        }
        if (at < found->count)
            pair = found->candidates[at];
        else
            ras_closer_pair(deciding->look, source, &row, pair.resident, &pair);
        int32_t household = pair.household;
        for (size_t k = 0; k < contact_count; k++)
            if (contacts[k].resident == pair.resident) {
                household += CONTACT_SHARE;
                break;
            }
        if (v == 0 || household > candidate->household)
            candidate->household = household;
        variant_add(&source->model, candidate, &pair);
        if (v == 0)
            candidate->pair = pair;
    }
}

/* Everybody has one history: who has his rows already is unlikely to have these as well, unless
 * they are what is missing in it. */
static int32_t entries_share(const struct ras_closer_source *source,
                             const struct ras_closer_group *group, uint32_t resident)
{
    const enum ras_source_kind kind = source->source->config->kind;
    const struct ras_leftover *const leftovers = source->source->leftover_rows.data;
    const struct ras_row_state *const states = ras_source_states(source->source);
    size_t count = 0;
    const uint64_t *const entries = ras_closer_entries_find(source, resident, &count);
    int32_t sum = 0;
    if (count == 0)
        return source->absent_entries;
    for (size_t i = 0; i < group->count; i++) {
        const struct ras_row_state *const state = &states[leftovers[group->members[i]].row];
        sum += ras_closer_entry_share(kind, entries, count, ras_closer_entry_of(kind, state));
    }
    return sum < ENTRIES_MIN ? ENTRIES_MIN : sum > ENTRIES_MAX ? ENTRIES_MAX : sum;
}

/* Rows of one person tell one event, or events of one life: what says most counts, once. */
static int32_t events_share(const struct ras_closer_source *source,
                            const struct ras_closer_group *group, uint32_t resident)
{
    const struct ras_leftover *const leftovers = source->source->leftover_rows.data;
    const struct ras_row_state *const states = ras_source_states(source->source);
    int32_t most = 0;
    for (size_t i = 0; i < group->count; i++) {
        const int32_t share = ras_closer_event_share(
            &source->events, &states[leftovers[group->members[i]].row], resident);
        most = abs(share) > abs(most) ? share : most;
    }
    return most;
}

static int candidate_compare(const void *left, const void *right)
{
    const struct ras_closer_choice *const a = left, *const b = right;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    return (a->pair.resident > b->pair.resident) - (a->pair.resident < b->pair.resident);
}

/* ---- probabilities ---- */

/* Millionths, rounded down: of two equal candidates neither is likelier than not. */
static uint32_t share_of(uint64_t part, uint64_t whole)
{
    while (whole >> 43 != 0) {
        whole >>= 1;
        part >>= 1;
    }
    return (uint32_t)(part * MILLIONTHS / whole);
}

/* Somebody of a candidate's household who is not in the register: the household speaks for him as
 * it does for the candidate, and its members' numbers are taken for each other's. */
static int32_t unlisted_weight(const struct ras_closer_deciding *deciding,
                               const struct ras_closer_group *group)
{
    int32_t most = INT32_MIN;
    for (unsigned i = 0; i < group->candidate_count; i++) {
        const struct ras_closer_choice *const candidate = &group->candidates[i];
        int32_t own = candidate->household < deciding->look->household_max
                          ? candidate->household
                          : deciding->look->household_max;
        if ((candidate->agreeing >> RAS_COMPARATOR_PERSONAL_ID & 1) != 0)
            own += deciding->look->household_max;
        most = own > most ? own : most;
    }
    return most == INT32_MIN ? most : most + deciding->absent_odds[group->age] + MEMBERS_SHARE;
}

/* Candidates of the first variant that were not kept, on the scale of the greatest total. */
static uint64_t dropped_odds(const struct ras_closer_deciding *deciding,
                             const struct ras_closer_group *group, int32_t greatest)
{
    const uint64_t dropped =
        deciding->look->found[deciding->source->first + group->variants[0]].dropped;
    const int64_t step = (int64_t)greatest - RAS_CLOSER_ODDS;
    const uint64_t power = ras_power_of_two((uint64_t)(step < 0 ? -step : step));
    if (power == 0)
        return 0;
    const double one = (double)(UINT64_C(1) << RAS_POWER_ONE_BITS);
    const double scaled =
        step < 0 ? (double)dropped / (double)power * one : (double)dropped * (double)power / one;
    return (uint64_t)(scaled < DROPPED_MAX ? scaled : DROPPED_MAX);
}

static void probabilities(const struct ras_closer_deciding *deciding,
                          struct ras_closer_group *group)
{
    const int32_t unlisted = unlisted_weight(deciding, group);
    const int32_t absence = deciding->population + deciding->absent_odds[group->age];
    int32_t greatest = absence;
    if (unlisted > greatest)
        greatest = unlisted;
    if (group->candidate_count > 0 && group->candidates[0].total > greatest)
        greatest = group->candidates[0].total;
    uint64_t whole = ras_power_of_two((uint64_t)((int64_t)greatest - absence));
    if (unlisted != INT32_MIN)
        whole += ras_power_of_two((uint64_t)((int64_t)greatest - unlisted));
    const uint64_t absent = whole;
    whole += dropped_odds(deciding, group, greatest);
    for (unsigned i = 0; i < group->candidate_count; i++)
        whole += ras_power_of_two((uint64_t)((int64_t)greatest - group->candidates[i].total));
    for (unsigned i = 0; i < group->candidate_count; i++)
        group->candidates[i].probability = share_of(
            ras_power_of_two((uint64_t)((int64_t)greatest - group->candidates[i].total)), whole);
    group->absent = share_of(absent, whole);
}

void ras_closer_group_weigh(const struct ras_closer_deciding *deciding,
                            struct ras_closer_group *group)
{
    variants_find(deciding->source, group);
    group->age = ras_closer_age(
        deciding->source->source->leftover_index->residents[group->variants[0]].birth_date,
        deciding->look->run->context->config->as_of);
    candidates_gather(deciding, group);
    for (unsigned v = 0; v < group->variant_count; v++)
        variant_weigh(deciding, group, v);
    for (unsigned i = 0; i < group->candidate_count; i++) {
        struct ras_closer_choice *const candidate = &group->candidates[i];
        const int32_t household = candidate->household < deciding->look->household_max
                                      ? candidate->household
                                      : deciding->look->household_max;
        candidate->total = person_share(candidate) + household +
                           entries_share(deciding->source, group, candidate->pair.resident) +
                           events_share(deciding->source, group, candidate->pair.resident);
    }
    qsort(group->candidates, group->candidate_count, sizeof group->candidates[0],
          candidate_compare);
    probabilities(deciding, group);
}
