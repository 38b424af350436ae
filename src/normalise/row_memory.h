/* What a worker remembers from row to row, so that what registers repeat is not read again. It
 * changes what a row costs, never what it says.
 *
 * Threads: a memory belongs to one thread at a time. */
#ifndef RASOAT_NORMALISE_ROW_MEMORY_H
#define RASOAT_NORMALISE_ROW_MEMORY_H

#include "normalise/name_memory.h"

struct ras_row_memory {
    struct ras_name_memory names;
};

static inline void ras_row_memory_init(struct ras_row_memory *memory)
{
    ras_name_memory_init(&memory->names);
}

static inline void ras_row_memory_fini(struct ras_row_memory *memory)
{
    ras_name_memory_fini(&memory->names);
}

#endif
