/* Chained blocks with savepoints. */
#include "base/arena.h"

#include "base/alloc.h"
#include "base/bytes.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#if defined(__has_feature) /* clang before 22 tells of ASan this way only */
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(address, bytes)   ASAN_POISON_MEMORY_REGION(address, bytes)
#define UNPOISON(address, bytes) ASAN_UNPOISON_MEMORY_REGION(address, bytes)
#else
#define POISON(address, bytes)   ((void)(address), (void)(bytes))
#define UNPOISON(address, bytes) ((void)(address), (void)(bytes))
#endif

#define ALIGNMENT_MAX 64

struct ras_arena_block {
    struct ras_arena_block *next;
    size_t capacity;
    size_t used;
    char *bytes; /* aligned to ALIGNMENT_MAX inside the same heap block */
};

static struct ras_arena_block *block_create(size_t capacity)
{
    size_t total = 0;
    if (__builtin_add_overflow(capacity, sizeof(struct ras_arena_block) + ALIGNMENT_MAX, &total))
        return NULL;
    struct ras_arena_block *const block = ras_alloc(total);
    if (block == NULL)
        return NULL;
    const uintptr_t start = (uintptr_t)(block + 1);
    block->bytes = (char *)(block + 1) + ((ALIGNMENT_MAX - start % ALIGNMENT_MAX) % ALIGNMENT_MAX);
    block->next = NULL;
    block->capacity = capacity;
    block->used = 0;
    POISON(block->bytes, capacity);
    return block;
}

static void *block_take(struct ras_arena_block *block, size_t bytes, size_t alignment)
{
    const size_t start = (block->used + alignment - 1) & ~(alignment - 1);
    if (start > block->capacity || block->capacity - start < bytes)
        return NULL;
    block->used = start + bytes;
    UNPOISON(block->bytes + start, bytes);
    return block->bytes + start;
}

void ras_arena_init(struct ras_arena *arena, size_t block_bytes)
{
    assert(block_bytes > 0);
    *arena = (struct ras_arena){NULL, NULL, block_bytes};
}

void ras_arena_fini(struct ras_arena *arena)
{
    struct ras_arena_block *block = arena->first;
    while (block != NULL) {
        struct ras_arena_block *const next = block->next;
        UNPOISON(block->bytes, block->capacity);
        ras_free(block);
        block = next;
    }
    arena->first = arena->current = NULL;
}

void ras_arena_reset(struct ras_arena *arena)
{
    for (struct ras_arena_block *block = arena->first; block != NULL; block = block->next) {
        block->used = 0;
        POISON(block->bytes, block->capacity);
    }
    arena->current = arena->first;
}

void *ras_arena_alloc(struct ras_arena *arena, size_t bytes, size_t alignment)
{
    assert(alignment > 0 && alignment <= ALIGNMENT_MAX && (alignment & (alignment - 1)) == 0);
    for (struct ras_arena_block *block = arena->current; block != NULL; block = block->next) {
        void *const taken = block_take(block, bytes, alignment);
        if (taken != NULL) {
            arena->current = block;
            return taken;
        }
        if (block->next == NULL)
            break;
    }
    const size_t wanted = bytes > arena->block_bytes ? bytes : arena->block_bytes;
    struct ras_arena_block *const block = block_create(wanted);
    if (block == NULL)
        return NULL;
    if (arena->current == NULL) {
        arena->first = block;
    } else {
        block->next = NULL;
        struct ras_arena_block *last = arena->current;
        while (last->next != NULL)
            last = last->next;
        last->next = block;
    }
    arena->current = block;
    return block_take(block, bytes, alignment);
}

struct ras_bytes ras_arena_copy(struct ras_arena *arena, struct ras_bytes bytes)
{
    char *const copy = ras_arena_alloc(arena, bytes.length + RAS_TEXT_PADDING, 1);
    if (copy == NULL)
        return (struct ras_bytes){NULL, 0};
    if (bytes.length > 0)
        memcpy(copy, bytes.data, bytes.length);
    memset(copy + bytes.length, 0, RAS_TEXT_PADDING);
    return (struct ras_bytes){copy, bytes.length};
}

struct ras_arena_mark ras_arena_mark(const struct ras_arena *arena)
{
    return (struct ras_arena_mark){arena->current,
                                   arena->current == NULL ? 0 : arena->current->used};
}

void ras_arena_rewind(struct ras_arena *arena, struct ras_arena_mark mark)
{
    if (mark.block == NULL) {
        ras_arena_reset(arena);
        return;
    }
    for (struct ras_arena_block *block = mark.block->next; block != NULL; block = block->next) {
        block->used = 0;
        POISON(block->bytes, block->capacity);
    }
    assert(mark.used <= mark.block->used);
    POISON(mark.block->bytes + mark.used, mark.block->used - mark.used);
    mark.block->used = mark.used;
    arena->current = mark.block;
}
