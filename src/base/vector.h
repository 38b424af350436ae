/* A growing array of fixed-size items. Growth moves the items: keep positions, not pointers.
 * Threads: one vector belongs to one thread at a time. */
#ifndef RASOAT_BASE_VECTOR_H
#define RASOAT_BASE_VECTOR_H

#include "base/alloc.h"
#include "rasoat/error.h"

#include <stddef.h>
#include <stdint.h>

struct ras_vector {
    void *data;
    size_t count;
    size_t capacity;
    size_t item_bytes;
};

static inline void ras_vector_init(struct ras_vector *vector, size_t item_bytes)
{
    *vector = (struct ras_vector){NULL, 0, 0, item_bytes};
}

static inline void ras_vector_fini(struct ras_vector *vector)
{
    ras_free_grown(vector->data, vector->capacity * vector->item_bytes);
    vector->data = NULL;
    vector->count = vector->capacity = 0;
}

/* Room for `more` items behind the last; count is not changed. */
static inline enum ras_status ras_vector_reserve(struct ras_vector *vector, size_t more,
                                                 struct ras_error *error)
{
    if (vector->capacity - vector->count >= more)
        return RAS_OK;
    size_t capacity = vector->capacity == 0 ? 64 : vector->capacity + vector->capacity / 2;
    size_t wanted = 0;
    if (__builtin_add_overflow(vector->count, more, &wanted))
        return ras_no_memory(error, SIZE_MAX);
    if (capacity < wanted)
        capacity = wanted;
    size_t bytes = 0;
    if (__builtin_mul_overflow(capacity, vector->item_bytes, &bytes))
        return ras_no_memory(error, SIZE_MAX);
    void *const data = ras_grow(vector->data, vector->capacity * vector->item_bytes, bytes);
    if (data == NULL)
        return ras_no_memory(error, bytes);
    vector->data = data;
    vector->capacity = capacity;
    return RAS_OK;
}

/* `more` new items at the end, not cleared; *items points to the first of them, and is NULL where
 * the vector is empty and stays so. */
static inline enum ras_status ras_vector_extend(struct ras_vector *vector, size_t more,
                                                void **items, struct ras_error *error)
{
    const enum ras_status status = ras_vector_reserve(vector, more, error);
    if (status != RAS_OK)
        return status;
    *items =
        vector->data == NULL ? NULL : (char *)vector->data + vector->count * vector->item_bytes;
    vector->count += more;
    return RAS_OK;
}

#endif
