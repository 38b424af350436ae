/* Postings of one pass: from keys to buckets. */
#ifndef RASOAT_INDEX_POSTINGS_H
#define RASOAT_INDEX_POSTINGS_H

#include "index/index.h"
#include "rasoat/error.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* What is posted: keys[i] (0 = not posted) belongs to resident residents[i], or i where residents
 * is NULL. */
struct ras_posting_input {
    const uint64_t *keys;
    const uint32_t *residents;
    size_t count;
};

/* Counts, prefix sums and scatter; each thread owns a range of buckets, so nothing is locked and
 * the result does not depend on the number of threads. fences and postings are the caller's
 * (ras_free_huge with the byte counts below). */
enum ras_status ras_postings_build(const struct ras_posting_input *input, unsigned thread_count,
                                   const atomic_int *stop, struct ras_postings *postings,
                                   struct ras_error *error) RAS_MUST_CHECK;
/* The same with the postings in the caller's room, which has place for as many as there are keys
 * and stays the caller's. */
enum ras_status ras_postings_build_in(const struct ras_posting_input *input,
                                      struct ras_posting *room, unsigned thread_count,
                                      const atomic_int *stop, struct ras_postings *postings,
                                      struct ras_error *error) RAS_MUST_CHECK;
static inline size_t ras_postings_fence_bytes(const struct ras_postings *postings)
{
    return ((size_t)postings->bucket_count + 1) * sizeof(uint32_t);
}
static inline size_t ras_postings_posting_bytes(const struct ras_postings *postings)
{
    return (size_t)postings->posting_count * sizeof(struct ras_posting);
}

#endif
