/* The only door to the heap. Library code calls no other allocator.
 *
 * Threads: all functions may be called from any thread.
 * Errors: NULL when memory is not there (callers return RAS_NO_MEMORY). */
#ifndef RASOAT_BASE_ALLOC_H
#define RASOAT_BASE_ALLOC_H

#include "rasoat/error.h"

#include <stddef.h>
#include <stdint.h>

void *ras_alloc(size_t bytes) RAS_MUST_CHECK;                      /* not cleared */
void *ras_alloc_zeroed(size_t count, size_t bytes) RAS_MUST_CHECK; /* count × bytes, checked */
void *ras_realloc(void *block, size_t count,
                  size_t bytes) RAS_MUST_CHECK; /* count × bytes, checked */
void ras_free(void *block);
char *ras_strdup(const char *text) RAS_MUST_CHECK;

/* A cleared block for a large array that is probed at random: from 2 MiB on it is 2 MiB aligned and
 * asked to be backed by huge pages (madvise), which makes a probe two to three times cheaper above
 * a gigabyte; a smaller one is aligned to a cache line. Free it with the size it was asked with. */
void *ras_alloc_huge(size_t bytes) RAS_MUST_CHECK;
void ras_free_huge(void *block, size_t bytes);
/* Give back what lies behind the first `bytes` of a huge block of held_bytes, where that is whole
 * pages; the size that it is then to be freed with. */
size_t ras_trim_huge(void *block, size_t held_bytes, size_t bytes) RAS_MUST_CHECK;

/* A block that grows: block (NULL at first) of old_bytes becomes one of new_bytes, contents kept,
 * the rest not cleared. From RAS_GROWN_BYTES on it is a mapping of its own that moves by page
 * tables, so growing a large array copies nothing and touches no fresh memory twice. Free it with
 * its size. */
#define RAS_GROWN_BYTES ((size_t)4 << 20)
void *ras_grow(void *block, size_t old_bytes, size_t new_bytes) RAS_MUST_CHECK;
void ras_free_grown(void *block, size_t bytes);

/* The message for a failed allocation, in one place. */
enum ras_status ras_no_memory(struct ras_error *error, size_t bytes);

/* For tests: the k-th allocation from now (1 = the next) and all after it fail; 0 = none fails. */
void ras_alloc_fail_at(uint64_t k);

#endif
