/* Rows of one person: what sure rows say of a resident, and which doubts belong together. */
#include "engine/closer_look.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/sort.h"
#include "base/try.h"
#include "compare/compare.h"

#include <stdlib.h>
#include <string.h>

#define CONTACT_ROWS_MAX 24 /* a telephone of more rows is that of an office */

uint64_t ras_closer_contact_of(enum ras_source_kind kind, const struct ras_row_state *state)
{
    switch (kind) {
    case RAS_KIND_VACCINATION: return ras_detail_phone(state->detail_hash);
    case RAS_KIND_SOCIAL_WELFARE: return state->detail_hash;
    case RAS_KIND_CIVIL_REGISTRY:
    case RAS_KIND_COUNT: break;
    }
    return 0;
}

uint32_t ras_closer_entry_of(enum ras_source_kind kind, const struct ras_row_state *state)
{
    switch (kind) {
    case RAS_KIND_VACCINATION: return state->dose_number;
    case RAS_KIND_SOCIAL_WELFARE: return state->group_hash | 1u << 31;
    case RAS_KIND_CIVIL_REGISTRY:
        return state->event_type == RAS_EVENT_BIRTH || state->event_type == RAS_EVENT_DEATH
                   ? state->event_type
                   : 0;
    case RAS_KIND_COUNT: break;
    }
    return 0;
}

/* ---- sure rows ---- */

static int contact_compare(const void *left, const void *right)
{
    const struct ras_closer_contact *const a = left, *const b = right;
    if (a->contact != b->contact)
        return a->contact < b->contact ? -1 : 1;
    return (a->resident > b->resident) - (a->resident < b->resident);
}

static int key_compare(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

struct wanted {
    uint8_t *doubtful;  /* bit per row of the source */
    uint8_t *residents; /* bit per resident: is a candidate */
    uint8_t *occurring; /* bit per resident: has a sure row */
    struct ras_table contacts;
};

static enum ras_status row_tie(struct ras_closer_source *source, const struct wanted *wanted,
                               const struct ras_row_state *state, struct ras_error *error)
{
    const enum ras_source_kind kind = source->source->config->kind;
    const uint64_t contact = ras_closer_contact_of(kind, state);
    const uint32_t resident = state->resident;
    void *item = NULL;
    wanted->occurring[resident / 8] |= (uint8_t)(1u << resident % 8);
    if ((wanted->residents[resident / 8] >> resident % 8 & 1) != 0) {
        RAS_TRY(ras_vector_extend(&source->ties.entries, 1, &item, error));
        *(uint64_t *)item = (uint64_t)resident << 32 | ras_closer_entry_of(kind, state);
    }
    if (contact != 0 &&
        ras_table_find(&wanted->contacts, ras_hash_mix(contact)) != RAS_TABLE_NONE) {
        RAS_TRY(ras_vector_extend(&source->ties.contacts, 1, &item, error));
        *(struct ras_closer_contact *)item =
            (struct ras_closer_contact){.contact = contact, .resident = resident};
    }
    return RAS_OK;
}

static enum ras_status wanted_fill(const struct ras_closer_look *look,
                                   const struct ras_closer_source *source, struct wanted *wanted,
                                   struct ras_error *error)
{
    const struct ras_leftover *const leftovers = source->source->leftover_rows.data;
    const struct ras_row_state *const states = ras_source_states(source->source);
    for (size_t i = 0; i < source->source->leftover_rows.count; i++) {
        const struct ras_closer_found *const found = &look->found[source->first + i];
        const uint32_t row = leftovers[i].row;
        const uint64_t contact = ras_closer_contact_of(source->source->config->kind, &states[row]);
        uint32_t number = 0;
        wanted->doubtful[row / 8] |= (uint8_t)(1u << row % 8);
        for (uint32_t k = 0; k < found->count; k++) {
            const uint32_t resident = found->candidates[k].resident;
            wanted->residents[resident / 8] |= (uint8_t)(1u << resident % 8);
        }
        if (contact != 0)
            RAS_TRY(ras_table_add(&wanted->contacts, ras_hash_mix(contact), 0, &number, error));
    }
    return RAS_OK;
}

static double bits_share(const uint8_t *bits, uint64_t count)
{
    uint64_t set = 0;
    for (uint64_t i = 0; i <= count / 8; i++)
        set += (unsigned)__builtin_popcount(bits[i]);
    return count == 0 ? 0 : (double)set / (double)count;
}

enum ras_status ras_closer_ties_make(struct ras_closer_look *look, struct ras_closer_source *source,
                                     struct ras_error *error)
{
    const size_t resident_bytes = look->run->index->counts.resident_count / 8 + 1;
    const size_t row_count = source->source->states.count;
    const struct ras_row_state *const states = ras_source_states(source->source);
    struct wanted wanted = {.doubtful = ras_alloc_zeroed(row_count / 8 + 1, 1),
                            .residents = ras_alloc_zeroed(resident_bytes, 1),
                            .occurring = ras_alloc_zeroed(resident_bytes, 1)};
    enum ras_status status = RAS_OK;
    ras_table_init(&wanted.contacts);
    if (wanted.doubtful == NULL || wanted.residents == NULL || wanted.occurring == NULL) {
        status = ras_no_memory(error, 2 * resident_bytes + row_count / 8);
        goto done;
    }
    RAS_TRY_DONE(wanted_fill(look, source, &wanted, error));
    for (size_t row = 0; row < row_count; row++)
        if (!states[row].rejected && (wanted.doubtful[row / 8] >> row % 8 & 1) == 0)
            RAS_TRY_DONE(row_tie(source, &wanted, &states[row], error));
    source->ties.occurring = bits_share(wanted.occurring, look->run->index->counts.resident_count);
    if (source->ties.entries.count > 0)
        qsort(source->ties.entries.data, source->ties.entries.count, sizeof(uint64_t), key_compare);
    if (source->ties.contacts.count > 0)
        qsort(source->ties.contacts.data, source->ties.contacts.count,
              sizeof(struct ras_closer_contact), contact_compare);
done:
    ras_table_fini(&wanted.contacts);
    ras_free(wanted.doubtful);
    ras_free(wanted.residents);
    ras_free(wanted.occurring);
    return status;
}

/* ---- doubts that are one person ---- */

static uint32_t leader_find(uint32_t *leaders, uint32_t item)
{
    while (leaders[item] != item) {
        leaders[item] = leaders[leaders[item]];
        item = leaders[item];
    }
    return item;
}

static void leaders_join(uint32_t *leaders, uint32_t a, uint32_t b)
{
    const uint32_t first = leader_find(leaders, a), second = leader_find(leaders, b);
    if (first < second)
        leaders[second] = first;
    else
        leaders[first] = second;
}

struct keyed {
    uint64_t key;
    uint32_t item;
};

static int keyed_compare(const void *left, const void *right)
{
    const struct keyed *const a = left, *const b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

static bool one_person(const struct ras_source_run *source, uint32_t a, uint32_t b)
{
    struct ras_subject one, other;
    struct ras_levels levels;
    ras_closer_subject(source, a, &one);
    ras_closer_subject(source, b, &other);
    ras_compare(&one, &other, &levels);
    const unsigned name = levels.level[RAS_COMPARATOR_NAME];
    const unsigned date = levels.level[RAS_COMPARATOR_BIRTH_DATE];
    return name != RAS_LEVEL_MISSING && name <= RAS_LEVEL_NAME_NEAR &&
           (date == RAS_LEVEL_MISSING || date <= RAS_LEVEL_BIRTH_DATE_DIGIT);
}

uint64_t ras_closer_details(const struct ras_source_run *source, uint32_t item)
{
    const struct ras_leftover *const leftovers = source->leftover_rows.data;
    const uint64_t contact = ras_closer_contact_of(source->config->kind,
                                                   &ras_source_states(source)[leftovers[item].row]);
    struct ras_subject subject;
    uint64_t parts[16 + 3 * RAS_NAME_SYLLABLES_MAX];
    size_t count = 0;
    ras_closer_subject(source, item, &subject);
    const struct ras_resident *const fields = &subject.fields;
    const struct ras_name *const names[3] = {&subject.name, &subject.mother, &subject.father};
    parts[count++] = fields->personal_id;
    parts[count++] = fields->mother_id;
    parts[count++] = (uint64_t)fields->old_id << 32 | fields->birth_date;
    parts[count++] = (uint64_t)fields->commune << 32 | fields->address_place;
    parts[count++] = (uint64_t)fields->address_number << 8 | fields->sex;
    parts[count++] = subject.partial_id;
    parts[count++] = contact;
    for (unsigned n = 0; n < 3; n++) {
        parts[count++] = names[n]->count;
        for (uint32_t i = 0; i < names[n]->count; i++)
            parts[count++] = names[n]->syllable[i]->spelled;
    }
    const uint64_t hash = ras_hash(parts, count * sizeof parts[0]);
    return hash == 0 ? 1 : hash;
}

static void copies_join(const struct keyed *keyed, size_t count, uint32_t *leaders)
{
    for (size_t i = 1; i < count; i++)
        if (keyed[i].key == keyed[i - 1].key)
            leaders_join(leaders, keyed[i - 1].item, keyed[i].item);
}

static void contacts_join(const struct ras_source_run *source, const struct keyed *keyed,
                          size_t count, uint32_t *leaders)
{
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && keyed[end].key == keyed[start].key;)
            end++;
        if (keyed[start].key == 0 || end - start > CONTACT_ROWS_MAX)
            continue;
        for (size_t a = start; a < end; a++)
            for (size_t b = a + 1; b < end; b++)
                if (leader_find(leaders, keyed[a].item) != leader_find(leaders, keyed[b].item) &&
                    one_person(source, keyed[a].item, keyed[b].item))
                    leaders_join(leaders, keyed[a].item, keyed[b].item);
    }
}

enum ras_status ras_closer_groups(struct ras_closer_look *look, struct ras_closer_source *source,
                                  uint32_t *leaders, struct ras_error *error)
{
    struct ras_source_run *const run = source->source;
    const struct ras_leftover *const leftovers = run->leftover_rows.data;
    const struct ras_row_state *const states = ras_source_states(run);
    const size_t count = run->leftover_rows.count;
    (void)look;
    if (count == 0)
        return RAS_OK;
    struct keyed *const keyed = ras_alloc_zeroed(count, sizeof keyed[0]);
    if (keyed == NULL)
        return ras_no_memory(error, count * sizeof keyed[0]);
    for (uint32_t i = 0; i < count; i++) {
        leaders[i] = i;
        keyed[i] = (struct keyed){ras_closer_details(run, i), i};
    }
    qsort(keyed, count, sizeof keyed[0], keyed_compare);
    copies_join(keyed, count, leaders);
    for (uint32_t i = 0; i < count; i++)
        keyed[i] =
            (struct keyed){ras_closer_contact_of(run->config->kind, &states[leftovers[i].row]), i};
    qsort(keyed, count, sizeof keyed[0], keyed_compare);
    contacts_join(run, keyed, count, leaders);
    for (uint32_t i = 0; i < count; i++)
        leaders[i] = leader_find(leaders, i);
    ras_free(keyed);
    return RAS_OK;
}
