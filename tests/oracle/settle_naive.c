/* The definitions, word by word. */
#include "oracle/settle_naive.h"

#include "record/date.h"

#include <stdbool.h>

static bool one_dose(const struct ras_row_state *a, const struct ras_row_state *b)
{
    if (a->dose_number != 0 && a->dose_number == b->dose_number)
        return true;
    const bool same_day = ras_date_precision(a->date) == RAS_DATE_DAY &&
                          ras_date_precision(b->date) == RAS_DATE_DAY &&
                          ras_date_value(a->date) == ras_date_value(b->date);
    const uint64_t vaccine = ras_detail_vaccine(a->detail_hash);
    if (!same_day || vaccine != ras_detail_vaccine(b->detail_hash))
        return false;
    return vaccine != 0 || (a->dose_number == 0 && b->dose_number == 0);
}

static bool one_entry(enum ras_source_kind kind, const struct ras_row_state *a,
                      const struct ras_row_state *b)
{
    if (kind == RAS_KIND_SOCIAL_WELFARE)
        return a->group_hash == b->group_hash;
    if (kind == RAS_KIND_VACCINATION)
        return one_dose(a, b);
    if (a->event_type != b->event_type || a->event_type == RAS_EVENT_NONE)
        return false;
    if (a->event_type == RAS_EVENT_BIRTH || a->event_type == RAS_EVENT_DEATH)
        return true;
    return a->date != 0 && a->date == b->date;
}

/* a is rather kept than b; the earlier row where nothing tells them apart. */
static bool rather_kept(const struct ras_row_state *states, size_t a, size_t b)
{
    if (states[a].mandatory != states[b].mandatory)
        return states[a].mandatory > states[b].mandatory;
    if (states[a].updated_date != states[b].updated_date)
        return states[a].updated_date > states[b].updated_date;
    if (states[a].record_tail != states[b].record_tail)
        return states[a].record_tail < states[b].record_tail;
    return a < b;
}

static bool certainly_before(uint32_t a, uint32_t b)
{
    if (ras_date_year(a) != ras_date_year(b))
        return ras_date_year(a) < ras_date_year(b);
    if (ras_date_month(a) == 0 || ras_date_month(b) == 0)
        return false;
    if (ras_date_month(a) != ras_date_month(b))
        return ras_date_month(a) < ras_date_month(b);
    return ras_date_day(a) != 0 && ras_date_day(b) != 0 && ras_date_day(a) < ras_date_day(b);
}

/* What two rows say of each other; persons equal or not. */
static void pair_note(enum ras_source_kind kind, struct ras_row_state *states,
                      const uint32_t *persons, size_t a, size_t b)
{
    struct ras_row_state *const one = &states[a];
    const struct ras_row_state *const other = &states[b];
    if (one->record_hash == other->record_hash)
        one->facts |= RAS_FACT_RECORD_ID_REPEATED;
    if (persons[a] == persons[b])
        return;
    if (one->personal_id != 0 && one->personal_id == other->personal_id)
        one->facts |= RAS_FACT_ID_SHARED;
    if (kind == RAS_KIND_SOCIAL_WELFARE && one->detail_hash != 0 &&
        one->detail_hash == other->detail_hash)
        one->facts |= RAS_FACT_ACCOUNT_SHARED;
}

static void groups_close(enum ras_source_kind kind, struct ras_row_state *states,
                         const uint32_t *persons, size_t count, uint32_t *label)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t a = 0; a < count; a++)
            for (size_t b = 0; b < count; b++)
                if (!states[a].rejected && !states[b].rejected && persons[a] == persons[b] &&
                    label[b] < label[a] && one_entry(kind, &states[a], &states[b])) {
                    label[a] = label[b];
                    changed = true;
                }
    }
}

static uint64_t groups_mark(enum ras_source_kind kind, struct ras_row_state *states,
                            const uint32_t *label, size_t count)
{
    uint64_t in_groups = 0;
    uint32_t number = 0;
    for (size_t leader = 0; leader < count; leader++) {
        size_t size = 0, kept = leader;
        for (size_t i = 0; i < count; i++)
            if (!states[i].rejected && label[i] == leader) {
                size++;
                kept = rather_kept(states, i, kept) ? i : kept;
            }
        if (size < 2)
            continue;
        number++;
        in_groups += size;
        for (size_t i = 0; i < count; i++)
            if (!states[i].rejected && label[i] == leader) {
                states[i].duplicate_group = number;
                states[i].facts |= i == kept ? RAS_FACT_DUPLICATE_KEPT : RAS_FACT_DUPLICATE;
                if (kind == RAS_KIND_VACCINATION)
                    states[i].facts |= RAS_FACT_DOSE_REPEATED;
            }
    }
    return in_groups;
}

/* Out of order: dated before a dose of a smaller number that is itself in order. */
static void order_mark(struct ras_row_state *states, const uint32_t *persons, size_t count)
{
    for (unsigned number = 1; number < 256; number++)
        for (size_t a = 0; a < count; a++) {
            uint32_t latest = 0;
            if (states[a].rejected || states[a].dose_number != number || states[a].date == 0)
                continue;
            for (size_t b = 0; b < count; b++)
                if (!states[b].rejected && persons[a] == persons[b] && states[b].dose_number != 0 &&
                    states[b].dose_number < number &&
                    (states[b].facts & RAS_FACT_DOSE_ORDER) == 0 &&
                    ras_date_value(states[b].date) > ras_date_value(latest))
                    latest = states[b].date;
            if (latest != 0 && certainly_before(states[a].date, latest))
                states[a].facts |= RAS_FACT_DOSE_ORDER;
        }
}

uint64_t settle_naive(enum ras_source_kind kind, struct ras_row_state *states,
                      const uint32_t *persons, size_t count)
{
    uint32_t label[512];
    for (size_t a = 0; a < count; a++) {
        bool first = true;
        label[a] = (uint32_t)a;
        for (size_t b = 0; b < count; b++) {
            if (a == b || states[a].rejected || states[b].rejected)
                continue;
            pair_note(kind, states, persons, a, b);
            first = first && !(b < a && persons[a] == persons[b]);
            for (size_t c = 0; c < count && persons[a] == persons[b]; c++)
                if (!states[c].rejected && persons[c] == persons[a] && states[b].personal_id != 0 &&
                    states[c].personal_id != 0 && states[b].personal_id != states[c].personal_id)
                    states[a].facts |= RAS_FACT_TWO_IDS;
        }
        states[a].first_of_person = !states[a].rejected && first;
    }
    if (kind == RAS_KIND_VACCINATION)
        order_mark(states, persons, count);
    groups_close(kind, states, persons, count, label);
    return groups_mark(kind, states, label, count);
}
