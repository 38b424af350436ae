/* The parallel sort against the plain one, which has tests of its own. */
#include "base/sort.h"
#include "base/sort_parallel.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define KEYS ((size_t)70000)

/* Position in the low bits: equal keys that change places are seen. */
static void sorts_as_one_thread(uint64_t mask, unsigned first_bit)
{
    uint64_t *const keys = malloc(3 * KEYS * sizeof keys[0]);
    cr_assert_not_null(keys);
    uint64_t *const expected = keys + KEYS, *const scratch = keys + 2 * KEYS;
    static const unsigned threads[] = {1, 2, 3, 40};
    for (unsigned t = 0; t < 4; t++) {
        uint64_t state = 99;
        for (size_t i = 0; i < KEYS; i++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            keys[i] = ((state ^ state >> 29) & mask) | i;
        }
        memcpy(expected, keys, KEYS * sizeof keys[0]);
        ras_sort_keys(expected, scratch, KEYS, first_bit);
        cr_assert_eq(ras_sort_keys_parallel(keys, scratch, KEYS, first_bit, threads[t], NULL, NULL),
                     RAS_OK);
        cr_assert_eq(memcmp(keys, expected, KEYS * sizeof keys[0]), 0, "%u threads", threads[t]);
    }
    free(keys);
}

Test(sort_parallel, any_spread_of_keys_is_sorted_stably)
{
    sorts_as_one_thread(UINT64_C(0xFFFFFFFF00000000), 32);
    sorts_as_one_thread(UINT64_C(0x0000003F00000000), 32); /* fewer bits than parts */
    sorts_as_one_thread(UINT64_C(0x0001FFFF00000000), 32);
    sorts_as_one_thread(UINT64_C(0x8000000000000000), 32); /* two parts */
    sorts_as_one_thread(UINT64_C(0x0000000100000000), 32);
    sorts_as_one_thread(0, 32); /* nothing to do */
    sorts_as_one_thread(UINT64_C(0xFFFFFFFFFFF00000), 0);
}

Test(sort_parallel, few_keys_and_none)
{
    uint64_t keys[3] = {UINT64_C(5) << 32, UINT64_C(3) << 32, UINT64_C(4) << 32}, scratch[3];
    cr_assert_eq(ras_sort_keys_parallel(keys, scratch, 3, 32, 4, NULL, NULL), RAS_OK);
    cr_assert_eq(keys[0] >> 32, 3);
    cr_assert_eq(keys[2] >> 32, 5);
    cr_assert_eq(ras_sort_keys_parallel(keys, scratch, 0, 32, 4, NULL, NULL), RAS_OK);
}
