/* Insertion and growth of the map. */
#include "base/table.h"

#include "base/alloc.h"
#include "base/try.h"

#include <string.h>

#define CAPACITY_FIRST 1024
#define TOUCH_SLOTS    (((size_t)2 << 20) / sizeof(struct ras_table_slot)) /* a huge page */

void ras_table_init(struct ras_table *table)
{
    *table = (struct ras_table){NULL, 0, 0};
}

void ras_table_fini(struct ras_table *table)
{
    ras_free_huge(table->slots, table->capacity * sizeof table->slots[0]);
    ras_table_init(table);
}

void ras_table_clear(struct ras_table *table)
{
    if (table->count > 0)
        memset(table->slots, 0, table->capacity * sizeof table->slots[0]);
    table->count = 0;
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
    size_t bytes = 0;
    struct ras_table_slot *slots = NULL;
    if (!__builtin_mul_overflow(capacity, sizeof slots[0], &bytes))
        slots = ras_alloc_huge(bytes);
    if (slots == NULL)
        return ras_no_memory(error, bytes);
    /* Every page is written to at once: untouched it would first be read by a probe and then
     * written, two faults, the second with an interrupt to the other processors. */
    for (size_t i = 0; i < capacity; i += TOUCH_SLOTS)
        ((volatile struct ras_table_slot *)slots)[i].hash = 0;
    for (size_t i = 0; i < table->capacity; i++)
        if (table->slots[i].hash != 0)
            *slot_of(slots, capacity, table->slots[i].hash) = table->slots[i];
    ras_free_huge(table->slots, table->capacity * sizeof slots[0]);
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
