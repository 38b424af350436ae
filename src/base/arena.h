/* An arena: many small blocks that die together.
 *
 *   block ──> block ──> block          each: header | bytes in use ... | free
 *                        ^ current
 *
 * Ownership: ras_arena_init takes nothing from the heap; the first allocation does. reset keeps the
 * blocks for the next batch; fini gives them back. Threads: one arena belongs to one thread at a
 * time. Errors: NULL when memory is not there. Under ASan rewound bytes are poisoned. */
#ifndef RASOAT_BASE_ARENA_H
#define RASOAT_BASE_ARENA_H

#include "rasoat/bytes.h"
#include "rasoat/error.h"

#include <stddef.h>

struct ras_arena_block;

struct ras_arena {
    struct ras_arena_block *first;
    struct ras_arena_block *current;
    size_t block_bytes; /* size of a usual block; larger requests get a block of their own */
};

struct ras_arena_mark {
    struct ras_arena_block *block;
    size_t used;
};

void ras_arena_init(struct ras_arena *arena, size_t block_bytes);
void ras_arena_fini(struct ras_arena *arena);
void ras_arena_reset(struct ras_arena *arena);

/* alignment: a power of two of at most 64. The bytes are not cleared. */
void *ras_arena_alloc(struct ras_arena *arena, size_t bytes, size_t alignment) RAS_MUST_CHECK;
/* A copy of the bytes, followed by RAS_TEXT_PADDING readable bytes. data is NULL without memory. */
struct ras_bytes ras_arena_copy(struct ras_arena *arena, struct ras_bytes bytes) RAS_MUST_CHECK;

struct ras_arena_mark ras_arena_mark(const struct ras_arena *arena);
void ras_arena_rewind(struct ras_arena *arena, struct ras_arena_mark mark);

#endif
