/* A hash table of patterns, linear probing, at most half full. */
#include "score/pattern_counts.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/try.h"

#include <assert.h>
#include <stdlib.h>

#define CAPACITY_MIN ((size_t)1024)

void ras_pattern_counts_init(struct ras_pattern_counts *counts)
{
    *counts = (struct ras_pattern_counts){NULL, 0, 0};
}

void ras_pattern_counts_fini(struct ras_pattern_counts *counts)
{
    ras_free(counts->slots);
    ras_pattern_counts_init(counts);
}

static struct ras_pattern_count *slot_find(const struct ras_pattern_counts *counts,
                                           uint64_t pattern)
{
    size_t at = ras_hash_mix(pattern) & (counts->capacity - 1);
    while (counts->slots[at].count != 0 && counts->slots[at].pattern != pattern)
        at = (at + 1) & (counts->capacity - 1);
    return &counts->slots[at];
}

static enum ras_status table_grow(struct ras_pattern_counts *counts, struct ras_error *error)
{
    struct ras_pattern_counts larger = {.capacity = counts->capacity == 0 ? CAPACITY_MIN
                                                                          : 2 * counts->capacity,
                                        .used = counts->used};
    larger.slots = ras_alloc_zeroed(larger.capacity, sizeof larger.slots[0]);
    if (larger.slots == NULL)
        return ras_no_memory(error, larger.capacity * sizeof larger.slots[0]);
    for (size_t i = 0; i < counts->capacity; i++)
        if (counts->slots[i].count != 0)
            *slot_find(&larger, counts->slots[i].pattern) = counts->slots[i];
    ras_free(counts->slots);
    *counts = larger;
    return RAS_OK;
}

enum ras_status ras_pattern_counts_add(struct ras_pattern_counts *counts, uint64_t pattern,
                                       uint64_t count, struct ras_error *error)
{
    if (count == 0)
        return RAS_OK;
    if (2 * counts->used >= counts->capacity)
        RAS_TRY(table_grow(counts, error));
    struct ras_pattern_count *const slot = slot_find(counts, pattern);
    if (slot->count == 0) {
        slot->pattern = pattern;
        counts->used++;
    }
    slot->count += count;
    return RAS_OK;
}

enum ras_status ras_pattern_counts_merge(struct ras_pattern_counts *into,
                                         const struct ras_pattern_counts *from,
                                         struct ras_error *error)
{
    for (size_t i = 0; i < from->capacity; i++)
        RAS_TRY(ras_pattern_counts_add(into, from->slots[i].pattern, from->slots[i].count, error));
    return RAS_OK;
}

static int pattern_compare(const void *left, const void *right)
{
    const struct ras_pattern_count *const a = left, *const b = right;
    return (a->pattern > b->pattern) - (a->pattern < b->pattern);
}

void ras_pattern_counts_sort(struct ras_pattern_counts *counts)
{
    size_t used = 0;
    for (size_t i = 0; i < counts->capacity; i++)
        if (counts->slots[i].count != 0)
            counts->slots[used++] = counts->slots[i];
    assert(used == counts->used);
    if (used > 0)
        qsort(counts->slots, used, sizeof counts->slots[0], pattern_compare);
}
