/* Communes by code: codes have five digits, so both lists are tables indexed by the code itself. */
#include "record/units.h"

#include "base/alloc.h"

#include <assert.h>
#include <stdlib.h>

#define CODE_COUNT 100000u

/* What an old code leads to. */
struct old_unit {
    uint32_t today; /* 0 = not in the crosswalk; the first target of a divided commune */
    bool split;
};

struct ras_units {
    struct ras_unit *unit; /* by code once sealed */
    size_t count;
    size_t capacity;
    uint32_t *position;   /* CODE_COUNT: index in unit plus 1, 0 = not one of today's */
    struct old_unit *old; /* CODE_COUNT */
    bool sealed;
};

struct ras_units *ras_units_create(void)
{
    struct ras_units *const units = ras_alloc_zeroed(1, sizeof *units);
    if (units == NULL)
        return NULL;
    units->position = ras_alloc_zeroed(CODE_COUNT, sizeof *units->position);
    units->old = ras_alloc_zeroed(CODE_COUNT, sizeof *units->old);
    if (units->position == NULL || units->old == NULL) {
        ras_units_destroy(units);
        return NULL;
    }
    return units;
}

void ras_units_destroy(struct ras_units *units)
{
    if (units == NULL)
        return;
    ras_free(units->unit);
    ras_free(units->position);
    ras_free(units->old);
    ras_free(units);
}

static enum ras_status check_code(uint32_t code, struct ras_error *error)
{
    if (code == 0 || code >= CODE_COUNT)
        return ras_fail(error, RAS_BAD_INPUT, "commune code %u has not one to five digits", code);
    return RAS_OK;
}

enum ras_status ras_units_add(struct ras_units *units, const struct ras_unit *unit,
                              struct ras_error *error)
{
    assert(!units->sealed);
    const enum ras_status status = check_code(unit->code, error);
    if (status != RAS_OK)
        return status;
    if (units->position[unit->code] != 0)
        return RAS_OK;
    if (units->count == units->capacity) {
        const size_t capacity = units->capacity == 0 ? 1024 : units->capacity * 2;
        struct ras_unit *const grown = ras_realloc(units->unit, capacity, sizeof *grown);
        if (grown == NULL)
            return ras_no_memory(error, capacity * sizeof *grown);
        units->unit = grown;
        units->capacity = capacity;
    }
    units->unit[units->count++] = *unit;
    units->position[unit->code] = (uint32_t)units->count;
    return RAS_OK;
}

enum ras_status ras_units_add_old(struct ras_units *units, uint32_t old_code, uint32_t new_code,
                                  struct ras_error *error)
{
    assert(!units->sealed);
    enum ras_status status = check_code(old_code, error);
    if (status == RAS_OK)
        status = check_code(new_code, error);
    if (status != RAS_OK)
        return status;
    struct old_unit *const old = &units->old[old_code];
    if (old->today == 0)
        old->today = new_code;
    else if (old->today != new_code)
        old->split = true;
    return RAS_OK;
}

static int compare_codes(const void *a, const void *b)
{
    const uint32_t x = ((const struct ras_unit *)a)->code, y = ((const struct ras_unit *)b)->code;
    return (x > y) - (x < y);
}

void ras_units_seal(struct ras_units *units)
{
    if (units->count > 0)
        qsort(units->unit, units->count, sizeof *units->unit, compare_codes);
    for (size_t i = 0; i < units->count; i++)
        units->position[units->unit[i].code] = (uint32_t)i + 1;
    units->sealed = true;
}

uint32_t ras_units_today(const struct ras_units *units, uint32_t written, bool *found, bool *old,
                         bool *split)
{
    *found = true;
    *old = false;
    *split = false;
    if (units == NULL || units->count == 0)
        return written;
    if (written < CODE_COUNT && units->position[written] != 0)
        return written;
    if (written < CODE_COUNT && units->old[written].today != 0) {
        *old = true;
        *split = units->old[written].split;
        return units->old[written].today;
    }
    *found = false;
    return written;
}

size_t ras_units_count(const struct ras_units *units)
{
    return units == NULL ? 0 : units->count;
}

const struct ras_unit *ras_units_at(const struct ras_units *units, size_t position)
{
    assert(units->sealed);
    assert(position < units->count);
    return &units->unit[position];
}

const struct ras_unit *ras_units_find(const struct ras_units *units, uint32_t code)
{
    if (units == NULL || code >= CODE_COUNT || units->position[code] == 0)
        return NULL;
    return &units->unit[units->position[code] - 1];
}
