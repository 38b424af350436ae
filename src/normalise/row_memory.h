/* What a worker remembers from row to row, so that what registers repeat is not read again. It
 * changes what a row costs, never what it says.
 *
 * Threads: a memory belongs to one thread at a time. */
#ifndef RASOAT_NORMALISE_ROW_MEMORY_H
#define RASOAT_NORMALISE_ROW_MEMORY_H

#include "normalise/name_memory.h"
#include "rasoat/bytes.h"
#include "record/address.h"

#include <stdint.h>
#include <string.h>

#define RAS_WORDING_BYTES 48 /* a longer cell is not kept */
#define RAS_WORDINGS_KEPT 256

/* A cell of few values (a vaccine, a benefit) and the hash that was made of it. */
struct ras_wording {
    char text[RAS_WORDING_BYTES];
    uint64_t hash;
    uint64_t length; /* 0 = free */
};

/* The address of the row before: a household stands together, and says where once a head. */
#define RAS_ADDRESS_BYTES 250

struct ras_address_kept {
    struct ras_address address;
    uint16_t length; /* 0 = none */
    char text[RAS_ADDRESS_BYTES];
};

struct ras_row_memory {
    struct ras_name_memory names;
    struct ras_address_kept address;
    struct ras_wording wordings[RAS_WORDINGS_KEPT]; /* each in its one place, the last one stays */
};

static inline void ras_row_memory_init(struct ras_row_memory *memory)
{
    memory->address.length = 0;
    memset(memory->wordings, 0, sizeof memory->wordings);
    ras_name_memory_init(&memory->names);
}

static inline void ras_row_memory_fini(struct ras_row_memory *memory)
{
    ras_name_memory_fini(&memory->names);
}

#endif
