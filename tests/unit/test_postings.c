#include "index/postings.h"

#include "base/alloc.h"
#include "oracle/postings_naive.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <string.h>

#define KEYS 3000

static struct ras_postings build(const uint64_t *keys, const uint32_t *residents, size_t count,
                                 unsigned thread_count)
{
    const struct ras_posting_input input = {keys, residents, count};
    struct ras_postings postings;
    memset(&postings, 0, sizeof postings);
    cr_assert_eq(ras_postings_build(&input, thread_count, NULL, &postings, NULL), RAS_OK);
    return postings;
}

static void fini(struct ras_postings *postings)
{
    ras_free_huge((void *)(uintptr_t)postings->fences, ras_postings_fence_bytes(postings));
    ras_free_huge((void *)(uintptr_t)postings->postings, ras_postings_posting_bytes(postings));
}

/* Every key that is posted, its neighbours, and keys that are not. */
static void expect_naive(const uint64_t *keys, const uint32_t *residents, size_t count)
{
    const struct ras_posting_input input = {keys, residents, count};
    const size_t step = count > 400 ? count / 200 : 1;
    struct ras_postings postings = build(keys, residents, count, 1);
    cr_assert(postings_are_sound(&postings, &input));
    for (size_t i = 0; i < count; i += step) {
        cr_assert(keys[i] == 0 || postings_agree(&postings, &input, keys[i]));
        for (unsigned bit = 0; bit < 64; bit += 31)
            cr_assert(postings_agree(&postings, &input, keys[i] ^ UINT64_C(1) << bit));
    }
    cr_assert(postings_agree(&postings, &input, 1));
    cr_assert(postings_agree(&postings, &input, UINT64_MAX));
    fini(&postings);
}

Test(postings, nothing_posted_is_nothing_found)
{
    static const uint64_t zeros[3];
    for (size_t count = 0; count <= 3; count++) {
        struct ras_postings postings = build(zeros, NULL, count, 2);
        cr_assert_eq(postings.posting_count, 0);
        cr_assert_eq(ras_postings_find(&postings, 1).count, 0);
        cr_assert_eq(ras_postings_find(&postings, UINT64_MAX).count, 0);
        fini(&postings);
    }
}

Test(postings, random_keys_agree_with_a_list)
{
    static uint64_t keys[KEYS];
    const size_t counts[] = {1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 100, KEYS};
    uint64_t state = 3;
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        for (size_t i = 0; i < counts[c]; i++) {
            keys[i] = sample_random(&state);
            if (sample_below(&state, 3) == 0) /* blocks of several */
                keys[i] = keys[sample_below(&state, (uint32_t)i + 1)];
            if (sample_below(&state, 10) == 0)
                keys[i] = 0;
        }
        expect_naive(keys, NULL, counts[c]);
    }
}

Test(postings, keys_made_to_hurt_agree_with_a_list)
{
    static uint64_t keys[KEYS];
    const size_t counts[] = {1, 16, 17, 32, 33, 500};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++)
        for (unsigned way = 0; way < 8; way++) {
            for (size_t i = 0; i < counts[c]; i++) {
                const uint64_t item = i;
                const uint64_t ways[8] = {UINT64_C(0x123456789abcdef0), /* all equal */
                                          item + 1,              /* one bucket, tags rising */
                                          counts[c] - item,      /* ... falling */
                                          (item + 1) << 32,      /* tag 0 */
                                          (item % 2 + 1) << 32,  /* one bucket and one tag */
                                          UINT64_MAX - item % 3, /* the last bucket */
                                          item % 2 * UINT64_MAX, /* key 0 and the last */
                                          item << 61 | 5};
                keys[i] = ways[way];
            }
            expect_naive(keys, NULL, counts[c]);
        }
}

Test(postings, residents_may_be_named)
{
    static uint64_t keys[300];
    static uint32_t residents[300];
    uint64_t state = 9;
    for (size_t i = 0; i < 300; i++) {
        keys[i] = (uint64_t)(1 + sample_below(&state, 40)) << 57 | sample_below(&state, 3);
        residents[i] = sample_below(&state, 50) * UINT32_C(80000000);
    }
    expect_naive(keys, residents, 300);
}

Test(postings, same_bytes_for_any_number_of_threads)
{
    static uint64_t keys[KEYS];
    uint64_t state = 5;
    for (unsigned way = 0; way < 3; way++) {
        for (size_t i = 0; i < KEYS; i++)
            keys[i] = way == 0   ? sample_random(&state)
                      : way == 1 ? (uint64_t)sample_below(&state, 20) << 59
                                 : 4711;
        struct ras_postings one = build(keys, NULL, KEYS, 1);
        const unsigned threads[] = {2, 3, 8, 64};
        for (unsigned t = 0; t < 4; t++) {
            struct ras_postings many = build(keys, NULL, KEYS, threads[t]);
            cr_assert_eq(many.posting_count, one.posting_count);
            cr_assert_eq(many.bucket_count, one.bucket_count);
            cr_assert_eq(memcmp(many.fences, one.fences, ras_postings_fence_bytes(&one)), 0);
            cr_assert_eq(memcmp(many.postings, one.postings, ras_postings_posting_bytes(&one)), 0);
            fini(&many);
        }
        fini(&one);
    }
}

Test(postings, more_threads_than_buckets)
{
    const uint64_t keys[3] = {1, UINT64_MAX, 1};
    struct ras_postings postings = build(keys, NULL, 3, 16);
    cr_assert_eq(ras_postings_find(&postings, 1).count, 2);
    cr_assert_eq(ras_postings_find(&postings, UINT64_MAX).count, 1);
    fini(&postings);
}

Test(postings, failed_allocations_leave_nothing)
{
    uint64_t keys[100];
    const struct ras_posting_input input = {keys, NULL, 100};
    for (size_t i = 0; i < 100; i++)
        keys[i] = (i + 1) << 50;
    for (uint64_t k = 1;; k++) {
        struct ras_postings postings;
        ras_alloc_fail_at(k);
        const enum ras_status status = ras_postings_build(&input, 2, NULL, &postings, NULL);
        ras_alloc_fail_at(0);
        if (status == RAS_OK) {
            fini(&postings);
            cr_assert_gt(k, 2);
            break;
        }
        cr_assert_eq(status, RAS_NO_MEMORY);
        cr_assert_lt(k, 100);
    }
}

Test(postings, a_request_to_stop_is_heard)
{
    const uint64_t key = 9;
    const struct ras_posting_input input = {&key, NULL, 1};
    struct ras_postings postings;
    atomic_int stop;
    atomic_init(&stop, RAS_INTERRUPTED);
    cr_assert_eq(ras_postings_build(&input, 2, &stop, &postings, NULL), RAS_INTERRUPTED);
}
