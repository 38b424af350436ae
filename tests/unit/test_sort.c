#include "base/sort.h"

#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define KEYS 5000

static int key_compare(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void expect_sorted(const uint64_t *keys, size_t count)
{
    static uint64_t expected[KEYS], sorted[KEYS], scratch[KEYS];
    memcpy(expected, keys, count * sizeof keys[0]);
    memcpy(sorted, keys, count * sizeof keys[0]);
    qsort(expected, count, sizeof expected[0], key_compare);
    ras_sort_keys(sorted, scratch, count, 0);
    cr_assert_eq(memcmp(sorted, expected, count * sizeof keys[0]), 0);
}

Test(sort, none_and_one_stay_as_they_are)
{
    uint64_t key = 42, scratch = 7;
    ras_sort_keys(NULL, NULL, 0, 0);
    ras_sort_keys(&key, &scratch, 1, 0);
    cr_assert_eq(key, 42);
    cr_assert_eq(scratch, 7);
}

Test(sort, agrees_with_qsort)
{
    static uint64_t keys[KEYS];
    uint64_t state = 1;
    const size_t counts[] = {2, 3, 255, 2047, 2048, 2049, KEYS};
    for (unsigned mask = 0; mask <= 64; mask += 4)
        for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
            for (size_t i = 0; i < counts[c]; i++)
                keys[i] = mask == 64 ? sample_random(&state)
                                     : sample_random(&state) & ~(UINT64_MAX >> 1 >> mask);
            expect_sorted(keys, counts[c]);
        }
}

/* Each of the six digits alone decides; so do all its bits. */
Test(sort, every_bit_counts)
{
    uint64_t keys[128];
    for (unsigned bit = 0; bit < 64; bit++) {
        keys[bit] = UINT64_C(1) << (bit * 37 % 64);
        keys[64 + bit] = ~(UINT64_C(1) << (bit * 29 % 64));
    }
    expect_sorted(keys, 128);
    for (unsigned bit = 0; bit < 64; bit++) {
        uint64_t pair[2] = {UINT64_C(1) << bit, 0};
        expect_sorted(pair, 2);
    }
}

Test(sort, equal_rising_and_falling_keys)
{
    static uint64_t keys[KEYS];
    for (size_t i = 0; i < KEYS; i++)
        keys[i] = UINT64_MAX;
    expect_sorted(keys, KEYS);
    for (size_t i = 0; i < KEYS; i++)
        keys[i] = i;
    expect_sorted(keys, KEYS);
    for (size_t i = 0; i < KEYS; i++)
        keys[i] = UINT64_MAX - i * UINT64_C(0x100000001);
    expect_sorted(keys, KEYS);
}

Test(sort, is_stable_from_a_bit_on)
{
    uint64_t keys[3000], scratch[3000];
    for (uint64_t i = 0; i < 3000; i++) /* rows out of order below bit 32 stay as they came */
        keys[i] = (i * 7 % 5) << 32 | (3000 - i);
    ras_sort_keys(keys, scratch, 3000, 32);
    for (size_t i = 1; i < 3000; i++) {
        cr_assert_leq(keys[i - 1] >> 32, keys[i] >> 32);
        if (keys[i - 1] >> 32 == keys[i] >> 32)
            cr_assert_gt(keys[i - 1], keys[i]);
    }
}
