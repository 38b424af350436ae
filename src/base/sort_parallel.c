/* Keys are dealt by the highest bits in which they differ, slice by slice and so stably; what has
 * those bits in common is then sorted by one thread, near enough to its caches. */
#include "base/sort_parallel.h"

#include "base/pipeline.h"
#include "base/sort.h"
#include "base/try.h"

#include <string.h>

#define PART_BITS     8
#define PART_COUNT    (1u << PART_BITS)
#define SLICES_MAX    16u
#define PARALLEL_KEYS ((size_t)1 << 15) /* fewer are not worth the threads */

struct sorting {
    uint64_t *keys;
    uint64_t *scratch;
    size_t count;
    unsigned first_bit;
    unsigned shift;
    unsigned slice_count;
    uint64_t varying[SLICES_MAX];
    uint32_t places[SLICES_MAX][PART_COUNT]; /* keys of a slice in a part, then where they go */
    size_t part_starts[PART_COUNT + 1];
};

static size_t slice_start(const struct sorting *sorting, size_t slice)
{
    return sorting->count * slice / sorting->slice_count;
}

static unsigned part_of(const struct sorting *sorting, uint64_t key)
{
    return (unsigned)(key >> sorting->shift) & (PART_COUNT - 1);
}

static enum ras_status slice_compare(void *context, unsigned worker, size_t slice,
                                     struct ras_error *error)
{
    struct sorting *const sorting = context;
    const size_t end = slice_start(sorting, slice + 1);
    uint64_t varying = 0;
    (void)worker;
    (void)error;
    for (size_t i = slice_start(sorting, slice); i < end; i++)
        varying |= sorting->keys[i] ^ sorting->keys[0];
    sorting->varying[slice] = varying >> sorting->first_bit;
    return RAS_OK;
}

static enum ras_status slice_count(void *context, unsigned worker, size_t slice,
                                   struct ras_error *error)
{
    struct sorting *const sorting = context;
    const size_t end = slice_start(sorting, slice + 1);
    (void)worker;
    (void)error;
    for (size_t i = slice_start(sorting, slice); i < end; i++)
        sorting->places[slice][part_of(sorting, sorting->keys[i])]++;
    return RAS_OK;
}

static enum ras_status slice_deal(void *context, unsigned worker, size_t slice,
                                  struct ras_error *error)
{
    struct sorting *const sorting = context;
    const size_t end = slice_start(sorting, slice + 1);
    uint32_t *const places = sorting->places[slice];
    (void)worker;
    (void)error;
    for (size_t i = slice_start(sorting, slice); i < end; i++)
        sorting->scratch[places[part_of(sorting, sorting->keys[i])]++] = sorting->keys[i];
    return RAS_OK;
}

static enum ras_status part_sort(void *context, unsigned worker, size_t part,
                                 struct ras_error *error)
{
    const struct sorting *const sorting = context;
    const size_t start = sorting->part_starts[part];
    const size_t count = sorting->part_starts[part + 1] - start;
    (void)worker;
    (void)error;
    if (count == 0)
        return RAS_OK;
    ras_sort_keys(sorting->scratch + start, sorting->keys + start, count, sorting->first_bit);
    memcpy(sorting->keys + start, sorting->scratch + start, count * sizeof sorting->keys[0]);
    return RAS_OK;
}

/* Part by part, and in a part slice by slice: keys that agree keep their order. */
static void places_make(struct sorting *sorting)
{
    uint32_t place = 0;
    for (unsigned part = 0; part < PART_COUNT; part++) {
        sorting->part_starts[part] = place;
        for (unsigned slice = 0; slice < sorting->slice_count; slice++) {
            const uint32_t here = sorting->places[slice][part];
            sorting->places[slice][part] = place;
            place += here;
        }
    }
    sorting->part_starts[PART_COUNT] = place;
}

enum ras_status ras_sort_keys_parallel(uint64_t *keys, uint64_t *scratch, size_t count,
                                       unsigned first_bit, unsigned thread_count,
                                       const atomic_int *stop, struct ras_error *error)
{
    if (thread_count == 1 || count < PARALLEL_KEYS || count > UINT32_MAX) {
        ras_sort_keys(keys, scratch, count, first_bit);
        return RAS_OK;
    }
    struct sorting sorting = {.keys = keys,
                              .scratch = scratch,
                              .count = count,
                              .first_bit = first_bit,
                              .slice_count = thread_count < SLICES_MAX ? thread_count : SLICES_MAX};
    uint64_t varying = 0;
    RAS_TRY(
        ras_parallel_run(thread_count, sorting.slice_count, slice_compare, &sorting, stop, error));
    for (unsigned slice = 0; slice < sorting.slice_count; slice++)
        varying |= sorting.varying[slice];
    if (varying == 0)
        return RAS_OK;
    const unsigned bits = 64 - (unsigned)__builtin_clzll(varying);
    sorting.shift = first_bit + (bits > PART_BITS ? bits - PART_BITS : 0);
    RAS_TRY(
        ras_parallel_run(thread_count, sorting.slice_count, slice_count, &sorting, stop, error));
    places_make(&sorting);
    RAS_TRY(ras_parallel_run(thread_count, sorting.slice_count, slice_deal, &sorting, stop, error));
    return ras_parallel_run(thread_count, PART_COUNT, part_sort, &sorting, stop, error);
}
