/* What the sure rows of a source say: who shares a telephone or an account, and who has which
 * entries already. */
#include "engine/closer_look.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/sort_parallel.h"
#include "base/try.h"

#include <stdlib.h>
#include <string.h>

#define PART_ROWS     ((size_t)1 << 15)
#define PREFETCH_ROWS 16u
#define FENCE_BITS    6 /* residents between two fences */

/* Millibits that the sure entries of a resident say to one more. */
#define ENTRY_TWICE (-4500) /* the entry is there already */
#define ENTRY_GAP   4000    /* a later dose is there, this one is missing */
#define ENTRY_NEXT  1500    /* the dose after the last that is there */
#define ENTRY_OTHER (-2000) /* another benefit */

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

/* ---- gathering what sure rows say ---- */

static int contact_compare(const void *left, const void *right)
{
    const struct ras_closer_contact *const a = left, *const b = right;
    if (a->contact != b->contact)
        return a->contact < b->contact ? -1 : 1;
    return (a->resident > b->resident) - (a->resident < b->resident);
}

struct wanted {
    uint8_t *doubtful;  /* bit per row of the source */
    uint8_t *residents; /* bit per resident: is a candidate */
    uint8_t *occurring; /* bit per resident: has a sure row */
    struct ras_table contacts;
};

/* What one part of the rows says. */
struct told {
    struct ras_vector entries;
    struct ras_vector contacts;
};

struct tying {
    const struct ras_source_run *source;
    const struct wanted *wanted;
    struct told *parts;
};

/* Residents are met from all threads. */
static void occurring_set(uint8_t *bits, uint32_t resident)
{
    const uint8_t bit = (uint8_t)(1u << resident % 8);
    if ((__atomic_load_n(&bits[resident / 8], __ATOMIC_RELAXED) & bit) == 0)
        (void)__atomic_fetch_or(&bits[resident / 8], bit, __ATOMIC_RELAXED);
}

static enum ras_status row_tie(const struct tying *tying, const struct ras_row_state *state,
                               struct told *told, struct ras_error *error)
{
    const enum ras_source_kind kind = tying->source->config->kind;
    const struct wanted *const wanted = tying->wanted;
    const uint64_t contact = ras_closer_contact_of(kind, state);
    const uint32_t resident = state->resident;
    void *item = NULL;
    occurring_set(wanted->occurring, resident);
    if ((wanted->residents[resident / 8] >> resident % 8 & 1) != 0) {
        RAS_TRY(ras_vector_extend(&told->entries, 1, &item, error));
        *(uint64_t *)item = (uint64_t)resident << 32 | ras_closer_entry_of(kind, state);
    }
    if (contact != 0 &&
        ras_table_find(&wanted->contacts, ras_hash_mix(contact)) != RAS_TABLE_NONE) {
        RAS_TRY(ras_vector_extend(&told->contacts, 1, &item, error));
        *(struct ras_closer_contact *)item =
            (struct ras_closer_contact){.contact = contact, .resident = resident};
    }
    return RAS_OK;
}

static enum ras_status part_tie(void *context, unsigned worker, size_t part,
                                struct ras_error *error)
{
    const struct tying *const tying = context;
    const struct wanted *const wanted = tying->wanted;
    const struct ras_row_state *const states = ras_source_states(tying->source);
    const size_t start = part * PART_ROWS, count = tying->source->states.count;
    const size_t end = count - start < PART_ROWS ? count : start + PART_ROWS;
    (void)worker;
    for (size_t row = start; row < end; row++) {
        if (row + PREFETCH_ROWS < end) {
            const uint32_t resident = states[row + PREFETCH_ROWS].resident;
            if (resident != RAS_RESIDENT_NONE) {
                __builtin_prefetch(&wanted->occurring[resident / 8], 1);
                __builtin_prefetch(&wanted->residents[resident / 8]);
            }
        }
        if (!states[row].rejected && (wanted->doubtful[row / 8] >> row % 8 & 1) == 0)
            RAS_TRY(row_tie(tying, &states[row], &tying->parts[part], error));
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

static enum ras_status append(struct ras_vector *all, const struct ras_vector *part,
                              struct ras_error *error)
{
    void *items = NULL;
    RAS_TRY(ras_vector_extend(all, part->count, &items, error));
    if (part->count > 0)
        memcpy(items, part->data, part->count * part->item_bytes);
    return RAS_OK;
}

/* The entries of a resident are few, but there are many residents. */
static enum ras_status fences_make(struct ras_closer_ties *ties, uint64_t resident_count,
                                   struct ras_error *error)
{
    const uint64_t *const entries = ties->entries.data;
    const size_t fence_count = (size_t)(resident_count >> FENCE_BITS) + 2;
    size_t at = 0;
    ties->fences = ras_alloc_zeroed(fence_count, sizeof ties->fences[0]);
    if (ties->fences == NULL)
        return ras_no_memory(error, fence_count * sizeof ties->fences[0]);
    for (size_t fence = 0; fence < fence_count; fence++) {
        while (at < ties->entries.count && entries[at] >> (32 + FENCE_BITS) < fence)
            at++;
        ties->fences[fence] = (uint32_t)at;
    }
    return RAS_OK;
}

/* All parts together, in an order that has nothing to do with theirs. */
static enum ras_status told_gather(const struct ras_closer_look *look,
                                   struct ras_closer_source *source, const struct told *parts,
                                   size_t part_count, struct ras_error *error)
{
    const struct ras_context *const context = look->run->context;
    struct ras_closer_ties *const ties = &source->ties;
    for (size_t part = 0; part < part_count; part++) {
        RAS_TRY(append(&ties->entries, &parts[part].entries, error));
        RAS_TRY(append(&ties->contacts, &parts[part].contacts, error));
    }
    const size_t count = ties->entries.count, bytes = count * sizeof(uint64_t);
    if (count > 0) {
        uint64_t *const scratch = ras_grow(NULL, 0, bytes);
        if (scratch == NULL)
            return ras_no_memory(error, bytes);
        const enum ras_status status = ras_sort_keys_parallel(
            ties->entries.data, scratch, count, 0, context->thread_count, context->stop, error);
        ras_free_grown(scratch, bytes);
        RAS_TRY(status);
    }
    if (ties->contacts.count > 0)
        qsort(ties->contacts.data, ties->contacts.count, sizeof(struct ras_closer_contact),
              contact_compare);
    return fences_make(ties, look->run->index->counts.resident_count, error);
}

static enum ras_status rows_tie(struct ras_closer_look *look, struct ras_closer_source *source,
                                const struct wanted *wanted, struct ras_error *error)
{
    const struct ras_context *const context = look->run->context;
    const size_t part_count = (source->source->states.count + PART_ROWS - 1) / PART_ROWS;
    struct tying tying = {.source = source->source,
                          .wanted = wanted,
                          .parts = ras_alloc_zeroed(part_count, sizeof tying.parts[0])};
    enum ras_status status = RAS_OK;
    if (tying.parts == NULL)
        return ras_no_memory(error, part_count * sizeof tying.parts[0]);
    for (size_t part = 0; part < part_count; part++) {
        ras_vector_init(&tying.parts[part].entries, sizeof(uint64_t));
        ras_vector_init(&tying.parts[part].contacts, sizeof(struct ras_closer_contact));
    }
    RAS_TRY_DONE(ras_parallel_run(context->thread_count, part_count, part_tie, &tying,
                                  context->stop, error));
    source->ties.occurring = bits_share(wanted->occurring, look->run->index->counts.resident_count);
    status = told_gather(look, source, tying.parts, part_count, error);
done:
    for (size_t part = 0; part < part_count; part++) {
        ras_vector_fini(&tying.parts[part].entries);
        ras_vector_fini(&tying.parts[part].contacts);
    }
    ras_free(tying.parts);
    return status;
}

enum ras_status ras_closer_ties_make(struct ras_closer_look *look, struct ras_closer_source *source,
                                     struct ras_error *error)
{
    const size_t resident_bytes = look->run->index->counts.resident_count / 8 + 1;
    const size_t row_count = source->source->states.count;
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
    status = rows_tie(look, source, &wanted, error);
done:
    ras_table_fini(&wanted.contacts);
    ras_free(wanted.doubtful);
    ras_free(wanted.residents);
    ras_free(wanted.occurring);
    return status;
}

/* ---- asking ---- */

const struct ras_closer_contact *ras_closer_contacts_find(const struct ras_closer_source *source,
                                                          uint64_t contact, size_t *count)
{
    const struct ras_closer_contact *const all = source->ties.contacts.data;
    size_t low = 0, high = source->ties.contacts.count;
    *count = 0;
    if (contact == 0)
        return NULL;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (all[middle].contact < contact)
            low = middle + 1;
        else
            high = middle;
    }
    while (low + *count < source->ties.contacts.count && all[low + *count].contact == contact)
        ++*count;
    return *count == 0 ? NULL : &all[low];
}

const uint64_t *ras_closer_entries_find(const struct ras_closer_source *source, uint32_t resident,
                                        size_t *count)
{
    const uint64_t *const entries = source->ties.entries.data;
    const uint32_t *const fences = source->ties.fences;
    size_t low = 0, high = source->ties.entries.count;
    if (fences != NULL) {
        low = fences[resident >> FENCE_BITS];
        high = fences[(resident >> FENCE_BITS) + 1];
    }
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (entries[middle] >> 32 < resident)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < source->ties.entries.count && entries[low + *count] >> 32 == resident)
        ++*count;
    return *count == 0 ? NULL : &entries[low];
}

int32_t ras_closer_entry_share(enum ras_source_kind kind, const uint64_t *entries, size_t count,
                               uint32_t entry)
{
    uint32_t greatest = 0;
    if (entry == 0)
        return 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t other = (uint32_t)entries[i];
        if (other == entry)
            return ENTRY_TWICE;
        greatest = other > greatest ? other : greatest;
    }
    if (kind == RAS_KIND_SOCIAL_WELFARE)
        return ENTRY_OTHER;
    if (kind != RAS_KIND_VACCINATION || greatest == 0)
        return 0;
    return greatest > entry ? ENTRY_GAP : greatest + 1 == entry ? ENTRY_NEXT : 0;
}
