/* Large blocks given back and not yet asked for again.
 *
 * Memory never used before is dear: the system clears it, and in a virtual machine the host has to
 * find it first, ten times the cost of clearing a block by hand. So what one stage gives back is
 * kept for the next, up to a bound.
 *
 * Threads: any thread; a lock for each block of megabytes. */
#ifndef RASOAT_BASE_BLOCK_STORE_H
#define RASOAT_BASE_BLOCK_STORE_H

#include "rasoat/error.h"

#include <stdbool.h>
#include <stddef.h>

#define RAS_BLOCK_STORE_BYTES ((size_t)96 << 20) /* at most so much lies in store */

/* Keep a private mapping of `bytes` whole pages, begun at a huge page; false: it is not taken and
 * the caller's still. */
bool ras_block_store_give(void *block, size_t bytes) RAS_MUST_CHECK;
/* A block of exactly that many bytes, as it was left; NULL where there is none so large. It is to
 * be unmapped or given again; it may be a part of one that was given. */
void *ras_block_store_take(size_t bytes) RAS_MUST_CHECK;
/* Back to the system with all of it; the bytes that were in store. */
size_t ras_block_store_empty(void);

#endif
