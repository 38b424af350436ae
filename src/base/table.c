/* Insertion and growth of the map. */
#include "base/table.h"

#include "base/alloc.h"
#include "base/try.h"

#include <string.h>

#define CAPACITY_FIRST 1024

void ras_table_init(struct ras_table *table)
{
    *table = (struct ras_table){NULL, 0, 0};
}

void ras_table_fini(struct ras_table *table)
{
    ras_free(table->slots);
    ras_table_init(table);
}

static struct ras_table_slot *slot_of(struct ras_table_slot *slots, size_t capacity, uint64_t hash)
{
    size_t at = (size_t)hash & (capacity - 1);
    while (slots[at].hash != 0 && slots[at].hash != hash)
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

static enum ras_status table_grow(struct ras_table *table, struct ras_error *error)
{
    const size_t capacity = table->capacity == 0 ? CAPACITY_FIRST : table->capacity * 2;
    struct ras_table_slot *const slots = ras_realloc(NULL, capacity, sizeof slots[0]);
    if (slots == NULL)
        return ras_no_memory(error, capacity * sizeof slots[0]);
    /* Cleared by writing: pages that calloc leaves untouched would first be read by a probe and
     * then written, two faults each, the second with an interrupt to the other processors. */
    memset(slots, 0, capacity * sizeof slots[0]);
    for (size_t i = 0; i < table->capacity; i++)
        if (table->slots[i].hash != 0)
            *slot_of(slots, capacity, table->slots[i].hash) = table->slots[i];
    ras_free(table->slots);
    table->slots = slots;
    table->capacity = capacity;
    return RAS_OK;
}

enum ras_status ras_table_add(struct ras_table *table, uint64_t hash, uint32_t fresh,
                              uint32_t *number, struct ras_error *error)
{
    if (table->count * 2 >= table->capacity)
        RAS_TRY(table_grow(table, error));
    const uint64_t wanted = hash == 0 ? 1 : hash;
    struct ras_table_slot *const slot = slot_of(table->slots, table->capacity, wanted);
    if (slot->hash == 0) {
        *slot = (struct ras_table_slot){wanted, fresh};
        table->count++;
    }
    *number = slot->number;
    return RAS_OK;
}
