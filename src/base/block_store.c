/* A short list of blocks under one lock. */
#include "base/block_store.h"

#include <pthread.h>
#include <stdint.h>
#include <sys/mman.h>

#define BLOCKS_MAX      64u
#define HUGE_PAGE_BYTES ((size_t)2 << 20)

struct block {
    char *start;
    size_t bytes;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct block blocks[BLOCKS_MAX];
static unsigned block_count;
static size_t stored_bytes;

/* Under ASan a use after the end of a block must fault. */
static bool is_used(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return false;
#else
    return true;
#endif
}

bool ras_block_store_give(void *block, size_t bytes)
{
    bool taken = false;
    if (!is_used() || (uintptr_t)block % HUGE_PAGE_BYTES != 0 || bytes % HUGE_PAGE_BYTES != 0)
        return false;
    (void)pthread_mutex_lock(&mutex);
    if (block_count < BLOCKS_MAX && bytes <= RAS_BLOCK_STORE_BYTES - stored_bytes) {
        blocks[block_count++] = (struct block){block, bytes};
        stored_bytes += bytes;
        taken = true;
    }
    (void)pthread_mutex_unlock(&mutex);
    return taken;
}

/* The smallest that is large enough; block_count: none. */
static unsigned fitting_find(size_t bytes)
{
    unsigned best = block_count;
    for (unsigned i = 0; i < block_count; i++)
        if (blocks[i].bytes >= bytes &&
            (best == block_count || blocks[i].bytes < blocks[best].bytes))
            best = i;
    return best;
}

void *ras_block_store_take(size_t bytes)
{
    char *start = NULL;
    if (bytes == 0 || bytes % HUGE_PAGE_BYTES != 0)
        return NULL;
    (void)pthread_mutex_lock(&mutex);
    const unsigned best = fitting_find(bytes);
    if (best < block_count) {
        start = blocks[best].start;
        blocks[best].start += bytes;
        blocks[best].bytes -= bytes;
        stored_bytes -= bytes;
        if (blocks[best].bytes == 0)
            blocks[best] = blocks[--block_count];
    }
    (void)pthread_mutex_unlock(&mutex);
    return start;
}

size_t ras_block_store_empty(void)
{
    (void)pthread_mutex_lock(&mutex);
    const size_t bytes = stored_bytes;
    for (unsigned i = 0; i < block_count; i++)
        (void)munmap(blocks[i].start, blocks[i].bytes);
    block_count = 0;
    stored_bytes = 0;
    (void)pthread_mutex_unlock(&mutex);
    return bytes;
}
