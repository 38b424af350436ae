/* An open-addressing map from a 64-bit hash to a 32-bit number: linear probing, at most half full.
 *
 *   slots:  [hash|number] [  0  ] [hash|number] ...      hash 0 = empty (a hash of 0 is stored as
 * 1)
 *
 * The hash is the key: callers accept that two keys with one 64-bit hash are one.
 * Threads: one table belongs to one thread at a time. */
#ifndef RASOAT_BASE_TABLE_H
#define RASOAT_BASE_TABLE_H

#include "rasoat/error.h"

#include <stddef.h>
#include <stdint.h>

#define RAS_TABLE_NONE UINT32_MAX

struct ras_table_slot {
    uint64_t hash;
    uint32_t number;
};

struct ras_table {
    struct ras_table_slot *slots;
    size_t capacity; /* a power of two */
    size_t count;
};

void ras_table_init(struct ras_table *table);
void ras_table_fini(struct ras_table *table);
/* Empty again, with the memory that it has. */
void ras_table_clear(struct ras_table *table);

/* The number of a hash, RAS_TABLE_NONE if it is not there. */
static inline uint32_t ras_table_find(const struct ras_table *table, uint64_t hash)
{
    if (table->capacity == 0)
        return RAS_TABLE_NONE;
    const uint64_t wanted = hash == 0 ? 1 : hash;
    for (size_t at = (size_t)wanted & (table->capacity - 1);;
         at = (at + 1) & (table->capacity - 1)) {
        if (table->slots[at].hash == wanted)
            return table->slots[at].number;
        if (table->slots[at].hash == 0)
            return RAS_TABLE_NONE;
    }
}

/* Ask for the line of a hash that will be looked up soon. */
static inline void ras_table_prefetch(const struct ras_table *table, uint64_t hash)
{
    if (table->capacity != 0)
        __builtin_prefetch(&table->slots[(size_t)(hash == 0 ? 1 : hash) & (table->capacity - 1)]);
}

/* *number = the number of the hash, which becomes `fresh` if the hash was not there. */
enum ras_status ras_table_add(struct ras_table *table, uint64_t hash, uint32_t fresh,
                              uint32_t *number, struct ras_error *error) RAS_MUST_CHECK;

#endif
