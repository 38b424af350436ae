/* Duplicates, numbers and doses of one person. */
#include "engine/person_entries.h"

#include "base/hash.h"
#include "quality/rule_view.h"
#include "record/date.h"

#include <stdlib.h>

/* What makes two rows of one person the same entry, by kind: the event (a marriage on its day), the
 * benefit, the number of the dose. 0 = cannot be told, never a duplicate. */
static uint64_t entry_key(enum ras_source_kind kind, const struct ras_row_state *state)
{
    switch (kind) {
    case RAS_KIND_CIVIL_REGISTRY:
        if (state->event_type == RAS_EVENT_MARRIAGE || state->event_type == RAS_EVENT_OTHER)
            return state->date == 0 ? 0 : (uint64_t)state->event_type << 32 | state->date;
        return state->event_type;
    case RAS_KIND_SOCIAL_WELFARE: return (uint64_t)1 << 32 | state->group_hash;
    case RAS_KIND_VACCINATION: return state->dose_number;
    case RAS_KIND_COUNT: break;
    }
    return 0;
}

/* The same vaccine on the same day is one dose whatever its number; without a vaccine only where
 * neither row has a number that says otherwise. */
static uint64_t dose_day_key(const struct ras_row_state *state)
{
    if (ras_date_precision(state->date) != RAS_DATE_DAY)
        return 0;
    const uint64_t vaccine = ras_detail_vaccine(state->detail_hash);
    if (vaccine == 0 && state->dose_number != 0)
        return 0;
    const uint64_t parts[2] = {ras_date_value(state->date), vaccine};
    const uint64_t key = ras_hash(parts, sizeof parts);
    return key == 0 ? 1 : key;
}

static int entry_compare(const void *left, const void *right)
{
    const struct ras_person_entry *const a = left, *const b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

#define INSERTION_MAX 16 /* a person has a handful of rows */

static void entries_sort(struct ras_person_entry *entries, size_t count)
{
    if (count > INSERTION_MAX) {
        qsort(entries, count, sizeof entries[0], entry_compare);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        const struct ras_person_entry entry = entries[i];
        size_t at = i;
        for (; at > 0 && entry_compare(&entries[at - 1], &entry) > 0; at--)
            entries[at] = entries[at - 1];
        entries[at] = entry;
    }
}

/* ---- which rows are one entry: union-find in duplicate_group, the smallest row leads ---- */

static uint32_t leader_of(struct ras_row_state *states, uint32_t row)
{
    while (states[row].duplicate_group != 0 && states[row].duplicate_group != row + 1) {
        const uint32_t parent = states[row].duplicate_group - 1;
        if (states[parent].duplicate_group != 0)
            states[row].duplicate_group = states[parent].duplicate_group;
        row = parent;
    }
    return row;
}

static void rows_link(struct ras_row_state *states, uint32_t a, uint32_t b)
{
    const uint32_t first = leader_of(states, a), second = leader_of(states, b);
    const uint32_t leader = first < second ? first : second;
    states[first].duplicate_group = states[second].duplicate_group = leader + 1;
}

/* Sort by key and link the rows of each key that is not 0. */
static void entries_link(struct ras_row_state *states, struct ras_person_entry *entries,
                         size_t count)
{
    size_t start = 0;
    entries_sort(entries, count);
    for (size_t i = 1; i < count; i++) {
        if (entries[i].key != entries[start].key)
            start = i;
        else if (entries[i].key != 0)
            rows_link(states, entries[start].row, entries[i].row);
    }
}

/* ---- which row of an entry to keep ---- */

/* Most mandatory fields readable, then newest, then smallest record id. */
static bool keeps_better(const struct ras_row_state *a, const struct ras_row_state *b)
{
    if (a->mandatory != b->mandatory)
        return a->mandatory > b->mandatory;
    if (a->updated_date != b->updated_date)
        return a->updated_date > b->updated_date;
    return a->record_tail < b->record_tail;
}

/* rows of one entry, rising. The first of them leads the group; it has no number yet. */
static void duplicates_mark(enum ras_source_kind kind, struct ras_row_state *states,
                            const struct ras_person_entry *entries, size_t count)
{
    uint32_t kept = entries[0].row;
    for (size_t i = 1; i < count; i++)
        if (keeps_better(&states[entries[i].row], &states[kept]))
            kept = entries[i].row;
    for (size_t i = 0; i < count; i++) {
        struct ras_row_state *const state = &states[entries[i].row];
        state->duplicate_group = entries[0].row + 1;
        state->facts |= entries[i].row == kept ? RAS_FACT_DUPLICATE_KEPT : RAS_FACT_DUPLICATE;
        if (kind == RAS_KIND_VACCINATION)
            state->facts |= RAS_FACT_DOSE_REPEATED;
    }
}

static void groups_mark(enum ras_source_kind kind, struct ras_row_state *states,
                        const uint32_t *rows, size_t count, struct ras_person_entry *entries)
{
    size_t linked = 0;
    for (size_t i = 0; i < count; i++)
        if (states[rows[i]].duplicate_group != 0)
            entries[linked++] = (struct ras_person_entry){leader_of(states, rows[i]), rows[i]};
    if (linked > 0)
        entries_sort(entries, linked);
    for (size_t start = 0; start < linked;) {
        size_t end = start;
        while (end < linked && entries[end].key == entries[start].key)
            end++;
        duplicates_mark(kind, states, &entries[start], end - start);
        start = end;
    }
}

/* ---- what contradicts itself ---- */

static void numbers_compare(struct ras_row_state *states, const uint32_t *rows, size_t count)
{
    uint64_t first = 0;
    bool differ = false;
    for (size_t i = 0; i < count; i++) {
        const uint64_t number = states[rows[i]].personal_id;
        differ = differ || (number != 0 && first != 0 && number != first);
        first = first == 0 ? number : first;
    }
    for (size_t i = 0; differ && i < count; i++)
        states[rows[i]].facts |= RAS_FACT_TWO_IDS;
}

/* entries are sorted by dose number: a dose dated before one of a smaller number is out of order.
 * Two rows of one number are no order at all, whichever stands first. */
static void doses_compare(struct ras_row_state *states, const struct ras_person_entry *entries,
                          size_t count)
{
    uint32_t latest = 0, latest_here = 0; /* of smaller numbers; up to this number */
    uint32_t number = 0;
    for (size_t i = 0; i < count; i++) {
        struct ras_row_state *const state = &states[entries[i].row];
        if (state->dose_number == 0 || state->date == 0)
            continue;
        if (state->dose_number != number)
            latest = latest_here;
        number = state->dose_number;
        if (ras_date_before(state->date, latest))
            state->facts |= RAS_FACT_DOSE_ORDER;
        else if (ras_date_value(state->date) > ras_date_value(latest_here))
            latest_here = state->date;
    }
}

void ras_person_entries_settle(enum ras_source_kind kind, struct ras_row_state *states,
                               const uint32_t *rows, size_t count, struct ras_person_entry *room)
{
    states[rows[0]].first_of_person = 1;
    if (count < 2)
        return;
    numbers_compare(states, rows, count);
    for (size_t i = 0; i < count; i++)
        room[i] = (struct ras_person_entry){entry_key(kind, &states[rows[i]]), rows[i]};
    entries_link(states, room, count);
    if (kind == RAS_KIND_VACCINATION) {
        doses_compare(states, room, count);
        for (size_t i = 0; i < count; i++)
            room[i] = (struct ras_person_entry){dose_day_key(&states[rows[i]]), rows[i]};
        entries_link(states, room, count);
    }
    groups_mark(kind, states, rows, count, room);
}
