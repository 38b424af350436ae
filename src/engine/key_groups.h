/* Rows of a source that share a key, found by sorting: linear time, so that no group can make it
 * slow, however large.
 *
 * Threads: groups are taken on thread_count threads; a row is in at most one group, so `take` may
 * write to the rows it is given and read only what no other group writes. The order of groups is
 * not fixed; within a group rows rise. */
#ifndef RASOAT_ENGINE_KEY_GROUPS_H
#define RASOAT_ENGINE_KEY_GROUPS_H

#include "rasoat/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The key of a row; 0 = in no group. */
typedef uint64_t ras_key_groups_key(const void *context, uint32_t row);
/* A group: count rows, rising. room .. room + count - 1 are places that no other group has, in an
 * array of row_count that the caller may keep. */
typedef void ras_key_groups_group(void *context, const uint32_t *rows, size_t count, size_t room);

struct ras_key_groups {
    const void *items; /* what `key` looks at: item_bytes for each row */
    size_t item_bytes;
    size_t row_count;
    uint64_t *keys; /* row_count each, not cleared; their contents are lost */
    uint64_t *scratch;
    ras_key_groups_key *key;
    ras_key_groups_group *take;
    bool singles; /* groups of one are taken too */
    void *context;
    unsigned thread_count;
    const atomic_int *stop;
};

enum ras_status ras_key_groups_take(const struct ras_key_groups *groups,
                                    struct ras_error *error) RAS_MUST_CHECK;

#endif
