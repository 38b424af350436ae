/* Building and searching the postings of one pass. */
#include "index/postings.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/try.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define KEYS_PER_BUCKET 4
#define LINEAR_SCAN_MAX 16
#define INSERTION_MAX   32
#define NETWORK_MAX     8

static_assert(sizeof(struct ras_posting) == 8, "two to a load, eight to a cache line");

struct build {
    const struct ras_posting_input *input;
    uint32_t *fences;
    struct ras_posting *postings;
    uint32_t bucket_count;
    unsigned shift;
    unsigned part_count;
};

static unsigned bucket_bits(size_t count)
{
    unsigned bits = 1;
    while (bits < 31 && ((size_t)KEYS_PER_BUCKET << bits) < count)
        bits++;
    return bits;
}

static uint32_t part_start(const struct build *build, size_t part)
{
    return (uint32_t)((uint64_t)build->bucket_count * part / build->part_count);
}

/* fences[b + 1] = keys in bucket b, for the buckets of this part. */
static enum ras_status part_count_keys(void *context, unsigned worker, size_t part,
                                       struct ras_error *error)
{
    const struct build *const build = context;
    const uint32_t first = part_start(build, part), last = part_start(build, part + 1);
    (void)worker;
    (void)error;
    for (size_t i = 0; i < build->input->count; i++) {
        const uint64_t key = build->input->keys[i];
        const uint32_t bucket = (uint32_t)(key >> build->shift);
        if (key != 0 && bucket >= first && bucket < last)
            build->fences[bucket + 1]++;
    }
    return RAS_OK;
}

/* Tag, then resident, as one number. */
static uint64_t posting_rank(struct ras_posting posting)
{
    return (uint64_t)posting.tag << 32 | posting.resident;
}

static int posting_compare(const void *left, const void *right)
{
    const struct ras_posting *const a = left, *const b = right;
    return (posting_rank(*a) > posting_rank(*b)) - (posting_rank(*a) < posting_rank(*b));
}

#define ORDER(low, high)                                                                           \
    do {                                                                                           \
        const uint64_t a_ = ranks[low], b_ = ranks[high];                                          \
        ranks[low] = a_ < b_ ? a_ : b_;                                                            \
        ranks[high] = a_ < b_ ? b_ : a_;                                                           \
    } while (0)

static inline void four_order(uint64_t *ranks)
{
    ORDER(0, 1);
    ORDER(2, 3);
    ORDER(0, 2);
    ORDER(1, 3);
    ORDER(1, 2);
}

static inline void eight_order(uint64_t *ranks)
{
    four_order(ranks);
    four_order(ranks + 4);
    ORDER(0, 4);
    ORDER(1, 5);
    ORDER(2, 6);
    ORDER(3, 7);
    ORDER(2, 4);
    ORDER(3, 5);
    ORDER(1, 2);
    ORDER(3, 4);
    ORDER(5, 6);
}

/* The usual bucket holds a few keys in no order: a network of comparisons has no branch to guess
 * wrong. What is missing ranks last and is not written back.
 * Source: K. E. Batcher, "Sorting networks and their applications", 1968 (odd-even merge sort). */
static inline __attribute__((always_inline)) void network_sort(struct ras_posting *postings,
                                                               uint32_t count, unsigned width)
{
    uint64_t ranks[NETWORK_MAX];
    for (uint32_t i = 0; i < width; i++)
        ranks[i] = i < count ? posting_rank(postings[i]) : UINT64_MAX;
    if (width == NETWORK_MAX)
        eight_order(ranks);
    else
        four_order(ranks);
    for (uint32_t i = 0; i < width; i++)
        if (i < count)
            postings[i] = (struct ras_posting){(uint32_t)(ranks[i] >> 32), (uint32_t)ranks[i]};
}

static void bucket_sort(struct ras_posting *postings, uint32_t count)
{
    if (count < 2)
        return;
    if (count <= NETWORK_MAX / 2) {
        network_sort(postings, count, NETWORK_MAX / 2);
        return;
    }
    if (count <= NETWORK_MAX) {
        network_sort(postings, count, NETWORK_MAX);
        return;
    }
    if (count > INSERTION_MAX) {
        qsort(postings, count, sizeof postings[0], posting_compare);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        const struct ras_posting posting = postings[i];
        uint32_t at = i;
        for (; at > 0 && posting_rank(postings[at - 1]) > posting_rank(posting); at--)
            postings[at] = postings[at - 1];
        postings[at] = posting;
    }
}

/* Scatter the keys of this part's buckets and sort each bucket. While it runs fences[b] is the next
 * free place of bucket b; afterwards it is where the bucket ends, which is where b + 1 begins. */
static enum ras_status part_scatter(void *context, unsigned worker, size_t part,
                                    struct ras_error *error)
{
    const struct build *const build = context;
    const uint32_t first = part_start(build, part), last = part_start(build, part + 1);
    (void)worker;
    (void)error;
    for (size_t i = 0; i < build->input->count; i++) {
        const uint64_t key = build->input->keys[i];
        const uint32_t bucket = (uint32_t)(key >> build->shift);
        if (key == 0 || bucket < first || bucket >= last)
            continue;
        const uint32_t resident =
            build->input->residents == NULL ? (uint32_t)i : build->input->residents[i];
        build->postings[build->fences[bucket]++] = (struct ras_posting){(uint32_t)key, resident};
    }
    return RAS_OK;
}

static enum ras_status part_sort(void *context, unsigned worker, size_t part,
                                 struct ras_error *error)
{
    const struct build *const build = context;
    const uint32_t last = part_start(build, part + 1);
    (void)worker;
    (void)error;
    for (uint32_t bucket = part_start(build, part); bucket < last; bucket++)
        bucket_sort(build->postings + build->fences[bucket],
                    build->fences[bucket + 1] - build->fences[bucket]);
    return RAS_OK;
}

static enum ras_status buckets_build(struct build *build, unsigned thread_count,
                                     const atomic_int *stop, struct ras_error *error)
{
    RAS_TRY(ras_parallel_run(thread_count, thread_count, part_count_keys, build, stop, error));
    for (uint32_t bucket = 0; bucket < build->bucket_count; bucket++)
        build->fences[bucket + 1] += build->fences[bucket];
    RAS_TRY(ras_parallel_run(thread_count, thread_count, part_scatter, build, stop, error));
    /* every fence now stands at the end of its bucket: move them one place up again */
    memmove(build->fences + 1, build->fences, build->bucket_count * sizeof build->fences[0]);
    build->fences[0] = 0;
    return ras_parallel_run(thread_count, thread_count, part_sort, build, stop, error);
}

enum ras_status ras_postings_build_in(const struct ras_posting_input *input,
                                      struct ras_posting *room, unsigned thread_count,
                                      const atomic_int *stop, struct ras_postings *postings,
                                      struct ras_error *error)
{
    const unsigned bits = bucket_bits(input->count);
    struct build build = {.input = input,
                          .postings = room,
                          .bucket_count = UINT32_C(1) << bits,
                          .shift = 64 - bits,
                          .part_count = thread_count};
    const size_t fence_bytes = ((size_t)build.bucket_count + 1) * sizeof build.fences[0];
    build.fences = ras_alloc_huge(fence_bytes);
    if (build.fences == NULL)
        return ras_no_memory(error, fence_bytes);
    const enum ras_status status = buckets_build(&build, thread_count, stop, error);
    if (status != RAS_OK) {
        ras_free_huge(build.fences, fence_bytes);
        return status;
    }
    *postings = (struct ras_postings){build.fences, build.postings, build.bucket_count,
                                      build.fences[build.bucket_count], build.shift};
    return RAS_OK;
}

enum ras_status ras_postings_build(const struct ras_posting_input *input, unsigned thread_count,
                                   const atomic_int *stop, struct ras_postings *postings,
                                   struct ras_error *error)
{
    size_t posted = 0;
    for (size_t i = 0; i < input->count; i++)
        posted += input->keys[i] != 0;
    const size_t bytes = posted * sizeof(struct ras_posting);
    struct ras_posting *const room = ras_alloc_huge(bytes);
    if (room == NULL)
        return ras_no_memory(error, bytes);
    const enum ras_status status =
        ras_postings_build_in(input, room, thread_count, stop, postings, error);
    if (status != RAS_OK)
        ras_free_huge(room, bytes);
    return status;
}

static uint32_t lower_bound(const struct ras_posting *postings, uint32_t count, uint64_t tag)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (postings[middle].tag < tag)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct ras_posting_run ras_postings_find(const struct ras_postings *postings, uint64_t key)
{
    const uint32_t bucket = ras_postings_bucket(postings, key);
    const struct ras_posting *const first = postings->postings + postings->fences[bucket];
    const uint32_t count = postings->fences[bucket + 1] - postings->fences[bucket];
    const uint32_t tag = (uint32_t)key;
    uint32_t start = 0;
    if (count > LINEAR_SCAN_MAX) {
        start = lower_bound(first, count, tag);
        return (struct ras_posting_run){first + start,
                                        lower_bound(first, count, (uint64_t)tag + 1) - start};
    }
    while (start < count && first[start].tag < tag)
        start++;
    uint32_t end = start;
    while (end < count && first[end].tag == tag)
        end++;
    return (struct ras_posting_run){first + start, end - start};
}
