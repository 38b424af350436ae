/* Building and searching the postings of one pass. */
#include "index/postings.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/try.h"

#include <assert.h>
#include <stdlib.h>

#define KEYS_PER_BUCKET 4
#define LINEAR_SCAN_MAX 16
#define INSERTION_MAX   32

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

static int posting_compare(const void *left, const void *right)
{
    const struct ras_posting *const a = left, *const b = right;
    if (a->tag != b->tag)
        return a->tag < b->tag ? -1 : 1;
    return (a->resident > b->resident) - (a->resident < b->resident);
}

static void bucket_sort(struct ras_posting *postings, uint32_t count)
{
    if (count > INSERTION_MAX) {
        qsort(postings, count, sizeof postings[0], posting_compare);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        const struct ras_posting posting = postings[i];
        uint32_t at = i;
        for (; at > 0 && posting_compare(&postings[at - 1], &posting) > 0; at--)
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

enum ras_status ras_postings_build(const struct ras_posting_input *input, unsigned thread_count,
                                   const atomic_int *stop, struct ras_postings *postings,
                                   struct ras_error *error)
{
    const unsigned bits = bucket_bits(input->count);
    struct build build = {.input = input,
                          .bucket_count = UINT32_C(1) << bits,
                          .shift = 64 - bits,
                          .part_count = thread_count};
    enum ras_status status = RAS_OK;
    size_t posted = 0;
    const size_t fence_bytes = ((size_t)build.bucket_count + 1) * sizeof build.fences[0];

    for (size_t i = 0; i < input->count; i++)
        posted += input->keys[i] != 0;
    build.fences = ras_alloc_huge(fence_bytes);
    build.postings = ras_alloc_huge(posted * sizeof build.postings[0]);
    if (build.fences == NULL || build.postings == NULL) {
        status = ras_no_memory(error, fence_bytes + posted * sizeof build.postings[0]);
        goto done;
    }
    RAS_TRY_DONE(
        ras_parallel_run(thread_count, thread_count, part_count_keys, &build, stop, error));
    for (uint32_t bucket = 0; bucket < build.bucket_count; bucket++)
        build.fences[bucket + 1] += build.fences[bucket];
    assert(build.fences[build.bucket_count] == posted);
    RAS_TRY_DONE(ras_parallel_run(thread_count, thread_count, part_scatter, &build, stop, error));
    /* every fence now stands at the end of its bucket: move them one place up again */
    for (uint32_t bucket = build.bucket_count; bucket > 0; bucket--)
        build.fences[bucket] = build.fences[bucket - 1];
    build.fences[0] = 0;
    RAS_TRY_DONE(ras_parallel_run(thread_count, thread_count, part_sort, &build, stop, error));
    *postings = (struct ras_postings){build.fences, build.postings, build.bucket_count,
                                      (uint32_t)posted, build.shift};
    return RAS_OK;
done:
    ras_free_huge(build.fences, fence_bytes);
    ras_free_huge(build.postings, posted * sizeof build.postings[0]);
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
