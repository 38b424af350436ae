/* Grouping rows by a key. */
#include "engine/key_groups.h"

#include "base/hash.h"
#include "base/pipeline.h"
#include "base/sort_parallel.h"
#include "base/try.h"

#include <string.h>

#define PREFETCH_ROWS 16u
#define PARTS_MAX     64u
#define COLLECT_ROWS  ((size_t)1 << 16)

/* Sorted keys: the upper half of the key's hash, then the row. Groups are told apart by the whole
 * key, since two keys may share that half. */
struct sorted {
    const struct ras_key_groups *groups;
    size_t count;
    size_t part_count;
    size_t starts[PARTS_MAX + 1];
};

static bool same_half(uint64_t a, uint64_t b)
{
    return a >> 32 == b >> 32;
}

/* A row without a key stays in its place, and comes to stand among those of half 0. */
static enum ras_status keys_collect(void *context, unsigned worker, size_t part,
                                    struct ras_error *error)
{
    const struct ras_key_groups *const groups = context;
    const size_t start = part * COLLECT_ROWS;
    const size_t end =
        groups->row_count - start < COLLECT_ROWS ? groups->row_count : start + COLLECT_ROWS;
    (void)worker;
    (void)error;
    for (size_t row = start; row < end; row++) /* the hash of 0 is 0 */
        groups->keys[row] =
            (ras_hash_mix(groups->key(groups->context, (uint32_t)row)) & 0xFFFFFFFF00000000) | row;
    return RAS_OK;
}

/* Rows whose hashes share a half: almost always one key, taken at once; split where it is not. */
static void half_take(const struct ras_key_groups *groups, size_t start, size_t end)
{
    uint64_t *const keys = groups->keys;
    while (start < end) {
        /* places of this half only: no other thread has them */
        uint32_t *const rows = (uint32_t *)(groups->scratch + start);
        const uint64_t key = groups->key(groups->context, (uint32_t)keys[start]);
        size_t count = 0, others = start;
        for (size_t i = start; i < end; i++) {
            const uint64_t item = keys[i];
            if (groups->key(groups->context, (uint32_t)item) == key)
                rows[count++] = (uint32_t)item;
            else
                keys[others++] = item;
        }
        if (key != 0 && (count > 1 || groups->singles))
            groups->take(groups->context, rows, count, start);
        const size_t left = others - start;
        memmove(&keys[end - left], &keys[start], left * sizeof keys[0]);
        start = end - left;
    }
}

/* Parts begin where a half begins. */
static void parts_make(struct sorted *sorted)
{
    const uint64_t *const keys = sorted->groups->keys;
    for (size_t part = 0; part <= sorted->part_count; part++) {
        size_t at = sorted->count * part / sorted->part_count;
        while (at > 0 && at < sorted->count && same_half(keys[at - 1], keys[at]))
            at++;
        sorted->starts[part] = at;
    }
}

static inline void row_prefetch(const struct ras_key_groups *groups, size_t at, size_t end)
{
    if (at + PREFETCH_ROWS < end)
        __builtin_prefetch((const char *)groups->items +
                           (uint32_t)groups->keys[at + PREFETCH_ROWS] * groups->item_bytes);
}

static enum ras_status part_take(void *context, unsigned worker, size_t part,
                                 struct ras_error *error)
{
    const struct sorted *const sorted = context;
    const struct ras_key_groups *const groups = sorted->groups;
    const uint64_t *const keys = groups->keys;
    const size_t part_end = sorted->starts[part + 1];
    (void)worker;
    (void)error;
    for (size_t start = sorted->starts[part], end; start < part_end; start = end) {
        end = start;
        do
            row_prefetch(groups, end++, part_end);
        while (end < part_end && same_half(keys[start], keys[end]));
        if (end - start > 1 || groups->singles)
            half_take(groups, start, end);
    }
    return RAS_OK;
}

enum ras_status ras_key_groups_take(const struct ras_key_groups *groups, struct ras_error *error)
{
    struct sorted sorted = {.groups = groups, .count = groups->row_count};
    struct ras_key_groups collected = *groups; /* tasks take a context that is not const */
    RAS_TRY(ras_parallel_run(groups->thread_count,
                             (groups->row_count + COLLECT_ROWS - 1) / COLLECT_ROWS, keys_collect,
                             &collected, groups->stop, error));
    sorted.part_count =
        groups->thread_count < PARTS_MAX / 4 ? 4 * (size_t)groups->thread_count : PARTS_MAX;
    RAS_TRY(ras_sort_keys_parallel(groups->keys, groups->scratch, sorted.count, 32,
                                   groups->thread_count, groups->stop,
                                   error)); /* rows rise already */
    parts_make(&sorted);
    return ras_parallel_run(groups->thread_count, sorted.part_count, part_take, &sorted,
                            groups->stop, error);
}
