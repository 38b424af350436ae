/* Counter-based random numbers, permutations and weighted lists. */
#include "generate/random.h"
#include "generate/sampler.h"

#include <criterion/criterion.h>
#include <string.h>

Test(random, equal_keys_give_equal_sequences_and_others_do_not)
{
    struct ras_random a = ras_random_start(1, RAS_STREAM_BLOCK, 7);
    struct ras_random b = ras_random_start(1, RAS_STREAM_BLOCK, 7);
    struct ras_random c = ras_random_start(1, RAS_STREAM_CIVIL, 7);
    struct ras_random d = ras_random_start(2, RAS_STREAM_BLOCK, 7);
    const uint64_t first = ras_random_next(&a);
    cr_assert_eq(first, ras_random_next(&b));
    cr_assert_neq(first, ras_random_next(&c));
    cr_assert_neq(first, ras_random_next(&d));
}

Test(random, the_sequence_of_a_seed_is_pinned)
{
    /* These values are part of what a seed means: a change here changes every generated file. */
    struct ras_random random = ras_random_start(1, RAS_STREAM_BLOCK, 0);
    const uint64_t first = ras_random_next(&random);
    struct ras_random again = {random.state - UINT64_C(0x9E3779B97F4A7C15)};
    cr_assert_eq(ras_random_next(&again), first);
    cr_assert_eq(first, UINT64_C(0x996BA2308B3E477D));
}

Test(random, bounds_hold_and_are_reached)
{
    struct ras_random random = ras_random_start(3, RAS_STREAM_BLOCK, 0);
    unsigned seen[7] = {0};
    for (unsigned i = 0; i < 7000; i++) {
        const int32_t value = ras_random_between(&random, -3, 3);
        cr_assert(value >= -3 && value <= 3);
        seen[value + 3]++;
    }
    for (unsigned i = 0; i < 7; i++)
        cr_assert(seen[i] > 850 && seen[i] < 1150);
    cr_assert_eq(ras_random_below(&random, 1), 0);
    cr_assert_not(ras_random_chance(&random, 0));
    cr_assert(ras_random_chance(&random, RAS_MILLION));
}

Test(random, permutations_meet_every_value_once)
{
    static const uint64_t counts[] = {1, 2, 3, 5, 64, 1000, 4096, 4097};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        unsigned char seen[4100] = {0};
        for (uint64_t i = 0; i < counts[c]; i++) {
            const uint64_t value = ras_permute(i, counts[c], 99);
            cr_assert_lt(value, counts[c]);
            cr_assert_eq(seen[value]++, 0);
        }
    }
}

Test(random, a_wide_permutation_is_one_too)
{
    uint64_t sum = 0;
    for (uint64_t i = 0; i < 1 << 16; i++)
        sum += ras_permute_bits(i, 16, 5);
    cr_assert_eq(sum, (UINT64_C(1) << 15) * 65535);
}

Test(random, weighted_draws_follow_the_weights)
{
    static const uint32_t weights[] = {1, 0, 500, 3, 96, 400};
    struct ras_sampler sampler;
    unsigned counts[6] = {0};
    ras_sampler_init(&sampler);
    for (unsigned i = 0; i < 6; i++)
        ras_sampler_add(&sampler, weights[i]);
    ras_sampler_seal(&sampler);
    struct ras_random random = ras_random_start(5, RAS_STREAM_BLOCK, 0);
    for (unsigned i = 0; i < 100000; i++)
        counts[ras_sampler_draw(&sampler, &random)]++;
    cr_assert_eq(counts[1], 0);
    cr_assert(counts[0] > 50 && counts[0] < 170);
    cr_assert(counts[2] > 49000 && counts[2] < 51000);
    cr_assert(counts[5] > 39000 && counts[5] < 41000);
}

Test(random, a_list_of_one_is_always_drawn)
{
    struct ras_sampler sampler;
    ras_sampler_init(&sampler);
    ras_sampler_add(&sampler, 1);
    ras_sampler_seal(&sampler);
    struct ras_random random = ras_random_start(5, RAS_STREAM_BLOCK, 1);
    for (unsigned i = 0; i < 100; i++)
        cr_assert_eq(ras_sampler_draw(&sampler, &random), 0);
}
