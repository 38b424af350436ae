#include "index/probe.h"

#include "base/alloc.h"
#include "index/postings.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <string.h>

#define KEYS   3000
#define PROBES 200

static const char *const kernels[] = {"scalar", "avx2", "avx512"};

static struct ras_postings build(const uint64_t *keys, size_t count)
{
    const struct ras_posting_input input = {keys, NULL, count};
    struct ras_postings postings;
    cr_assert_eq(ras_postings_build(&input, 1, NULL, &postings, NULL), RAS_OK);
    return postings;
}

static void fini(struct ras_postings *postings)
{
    ras_free_huge((void *)(uintptr_t)postings->fences, ras_postings_fence_bytes(postings));
    ras_free_huge((void *)(uintptr_t)postings->postings, ras_postings_posting_bytes(postings));
}

/* The run holds every resident under the key, and nobody else: all keys are looked at. Keys are
 * told apart by their bucket and their low half. */
static void expect_run(const struct ras_probe *probe, const uint64_t *keys, size_t count)
{
    uint32_t met = 0;
    for (size_t i = 0; i < count; i++) {
        if (keys[i] == 0 || (uint32_t)keys[i] != (uint32_t)probe->key ||
            keys[i] >> probe->postings->shift != probe->key >> probe->postings->shift)
            continue;
        cr_assert_lt(met, probe->run.count);
        cr_assert_eq(probe->run.first[met++].resident, i);
    }
    cr_assert_eq(met, probe->run.count);
}

static void expect_probes(const uint64_t *keys, size_t count, size_t probe_count, uint64_t seed)
{
    static struct ras_probe probes[PROBES];
    struct ras_postings postings = build(keys, count);
    for (unsigned k = 0; k < sizeof kernels / sizeof kernels[0]; k++) {
        uint64_t state = seed;
        if (!ras_probe_force(kernels[k]))
            continue;
        for (size_t i = 0; i < probe_count; i++) {
            const uint64_t key = keys[sample_below(&state, (uint32_t)count)];
            const bool is_new = key == 0 || sample_below(&state, 4) == 0;
            probes[i] = (struct ras_probe){&postings, is_new ? (key ^ 1) | 2 : key, {NULL, 99}};
        }
        ras_probe_run(probes, probe_count);
        for (size_t i = 0; i < probe_count; i++)
            expect_run(&probes[i], keys, count);
    }
    cr_assert(ras_probe_force(NULL));
    fini(&postings);
}

/* Buckets of every fullness: bucket bits of the keys are few, tags are few or many. */
Test(probe, every_kernel_finds_what_a_list_finds)
{
    static uint64_t keys[KEYS];
    const size_t counts[] = {1, 2, 7, 8, 9, 31, 33, 100, KEYS};
    const size_t probe_counts[] = {0, 1, 15, 16, 17, 31, 32, 33, PROBES};
    for (uint64_t seed = 1; seed < 40; seed++) {
        const size_t count = counts[seed % 9];
        uint64_t state = seed;
        for (size_t i = 0; i < count; i++) {
            keys[i] = sample_random(&state);
            if (seed % 3 == 1)
                keys[i] = (keys[i] & UINT64_C(0xFFF0000000000000)) | keys[i] % (1 + seed);
            if (sample_below(&state, 3) == 0)
                keys[i] = keys[sample_below(&state, (uint32_t)i + 1)];
            if (sample_below(&state, 10) == 0)
                keys[i] = 0;
        }
        expect_probes(keys, count, probe_counts[seed / 3 % 9], seed);
    }
}

Test(probe, a_bucket_that_ends_with_the_postings)
{
    uint64_t keys[8];
    for (size_t count = 1; count <= 8; count++) {
        for (size_t i = 0; i < count; i++)
            keys[i] = UINT64_MAX - (i & 3);
        expect_probes(keys, count, PROBES, count);
    }
}

Test(probe, nothing_posted_is_nothing_found)
{
    static const uint64_t zero;
    struct ras_postings postings = build(&zero, 1);
    for (unsigned k = 0; k < sizeof kernels / sizeof kernels[0]; k++) {
        struct ras_probe probes[2] = {{&postings, 1, {NULL, 9}},
                                      {&postings, UINT64_MAX, {NULL, 9}}};
        if (!ras_probe_force(kernels[k]))
            continue;
        ras_probe_run(probes, 2);
        cr_assert_eq(probes[0].run.count, 0);
        cr_assert_eq(probes[1].run.count, 0);
    }
    cr_assert(ras_probe_force(NULL));
    fini(&postings);
}

Test(probe, a_kernel_that_is_not_there)
{
    cr_assert_not(ras_probe_force("mmx"));
    cr_assert(ras_probe_force("scalar"));
    cr_assert(ras_probe_force(NULL));
}
