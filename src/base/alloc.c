/* The door to malloc, with a switch that lets a test see every allocation fail. */
#include "base/alloc.h"

#include "base/block_store.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define HUGE_PAGE_BYTES  ((size_t)2 << 20)
#define CACHE_LINE_BYTES ((size_t)64)

static _Atomic uint64_t fail_countdown; /* 0 = off, 1 = every allocation fails, k = k - 1 succeed */

static bool allocation_must_fail(void)
{
    uint64_t left = atomic_load_explicit(&fail_countdown, memory_order_relaxed);
    if (left == 0)
        return false;
    while (left > 1)
        if (atomic_compare_exchange_weak(&fail_countdown, &left, left - 1))
            return false;
    return left == 1;
}

void ras_alloc_fail_at(uint64_t k)
{
    atomic_store(&fail_countdown, k);
}

void *ras_alloc(size_t bytes)
{
    if (allocation_must_fail())
        return NULL;
    return malloc(bytes == 0 ? 1 : bytes);
}

void *ras_alloc_zeroed(size_t count, size_t bytes)
{
    size_t total = 0;
    if (allocation_must_fail() || __builtin_mul_overflow(count, bytes, &total))
        return NULL;
    return calloc(total == 0 ? 1 : total, 1);
}

void *ras_realloc(void *block, size_t count, size_t bytes)
{
    size_t total = 0;
    if (allocation_must_fail() || __builtin_mul_overflow(count, bytes, &total))
        return NULL;
    return realloc(block, total == 0 ? 1 : total);
}

void ras_free(void *block)
{
    free(block);
}

char *ras_strdup(const char *text)
{
    const size_t length = strlen(text);
    char *copy = ras_alloc(length + 1);
    if (copy != NULL)
        memcpy(copy, text, length + 1);
    return copy;
}

/* What a huge block of that size takes. */
static size_t huge_bytes(size_t bytes)
{
    return (bytes + HUGE_PAGE_BYTES - 1) & ~(HUGE_PAGE_BYTES - 1);
}

/* Below one huge page there is nothing to gain, and two megabytes to lose on every small index. */
static void *small_block(size_t bytes)
{
    const size_t rounded = (bytes / CACHE_LINE_BYTES + 1) * CACHE_LINE_BYTES;
    void *const block = aligned_alloc(CACHE_LINE_BYTES, rounded);
    if (block != NULL)
        memset(block, 0, rounded);
    return block;
}

void *ras_alloc_huge(size_t bytes)
{
    if (allocation_must_fail())
        return NULL;
    if (bytes > (size_t)PTRDIFF_MAX - 2 * HUGE_PAGE_BYTES)
        return NULL;
    if (bytes < HUGE_PAGE_BYTES)
        return small_block(bytes);
    const size_t rounded = huge_bytes(bytes);
    void *const stored = ras_block_store_take(rounded);
    if (stored != NULL)
        return memset(stored, 0, rounded);
    /* Twice the alignment is mapped and the ends are given back: mmap promises 4 KiB only. */
    char *const raw = mmap(NULL, rounded + HUGE_PAGE_BYTES, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (raw == MAP_FAILED)
        return NULL;
    const size_t skip =
        (HUGE_PAGE_BYTES - ((uintptr_t)raw & (HUGE_PAGE_BYTES - 1))) & (HUGE_PAGE_BYTES - 1);
    if (skip > 0)
        (void)munmap(raw, skip);
    if (HUGE_PAGE_BYTES - skip > 0)
        (void)munmap(raw + skip + rounded, HUGE_PAGE_BYTES - skip);
    (void)madvise(raw + skip, rounded, MADV_HUGEPAGE);
    return raw + skip;
}

void ras_free_huge(void *block, size_t bytes)
{
    if (block == NULL)
        return;
    if (bytes < HUGE_PAGE_BYTES)
        free(block);
    else if (!ras_block_store_give(block, huge_bytes(bytes)))
        (void)munmap(block, huge_bytes(bytes));
}

size_t ras_trim_huge(void *block, size_t held_bytes, size_t bytes)
{
    assert(bytes <= held_bytes);
    if (held_bytes < HUGE_PAGE_BYTES)
        return held_bytes;
    const size_t kept = bytes == 0 ? HUGE_PAGE_BYTES : huge_bytes(bytes);
    if (kept < huge_bytes(held_bytes))
        ras_free_huge((char *)block + kept, huge_bytes(held_bytes) - kept);
    return kept;
}

/* Under ASan every block is the heap's, where overflows are seen. */
static bool is_grown(size_t bytes)
{
#if defined(__SANITIZE_ADDRESS__)
    (void)bytes;
    return false;
#else
    return bytes >= RAS_GROWN_BYTES;
#endif
}

static void *grown_map(size_t bytes)
{
    void *const stored = ras_block_store_take(huge_bytes(bytes));
    if (stored != NULL)
        return stored;
    void *const block =
        mmap(NULL, huge_bytes(bytes), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED)
        return NULL;
    (void)madvise(block, huge_bytes(bytes), MADV_HUGEPAGE);
    return block;
}

void *ras_grow(void *block, size_t old_bytes, size_t new_bytes)
{
    assert(new_bytes >= old_bytes);
    if (allocation_must_fail() || new_bytes > (size_t)PTRDIFF_MAX - HUGE_PAGE_BYTES)
        return NULL;
    if (!is_grown(new_bytes))
        return realloc(block, new_bytes == 0 ? 1 : new_bytes);
    if (is_grown(old_bytes)) {
        void *const moved =
            mremap(block, huge_bytes(old_bytes), huge_bytes(new_bytes), MREMAP_MAYMOVE);
        return moved == MAP_FAILED ? NULL : moved;
    }
    void *const mapped = grown_map(new_bytes);
    if (mapped != NULL && block != NULL) {
        memcpy(mapped, block, old_bytes);
        free(block);
    }
    return mapped;
}

void ras_free_grown(void *block, size_t bytes)
{
    if (block == NULL)
        return;
    if (is_grown(bytes) && !ras_block_store_give(block, huge_bytes(bytes)))
        (void)munmap(block, huge_bytes(bytes));
    else if (!is_grown(bytes))
        free(block);
}

enum ras_status ras_no_memory(struct ras_error *error, size_t bytes)
{
    return ras_fail(error, RAS_NO_MEMORY, "out of memory: cannot get %zu bytes", bytes);
}
