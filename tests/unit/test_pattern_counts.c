/* Counting patterns, against a plain list. */
#include "score/pattern_counts.h"

#include "base/alloc.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#define KINDS 3000u

static uint64_t pattern_at(unsigned kind)
{
    return (uint64_t)kind * UINT64_C(0x9E3779B97F4A7C15) >> 4;
}

Test(pattern_counts, adds_up_whatever_the_order_and_the_tables)
{
    struct ras_pattern_counts whole, parts[2];
    uint64_t plain[KINDS] = {0};
    struct ras_error error;
    ras_pattern_counts_init(&whole);
    ras_pattern_counts_init(&parts[0]);
    ras_pattern_counts_init(&parts[1]);
    srand(3);
    for (unsigned i = 0; i < 50000; i++) {
        const unsigned kind = (unsigned)rand() % KINDS, count = (unsigned)rand() % 3;
        plain[kind] += count;
        cr_assert_eq(ras_pattern_counts_add(&parts[rand() % 2], pattern_at(kind), count, &error),
                     RAS_OK);
    }
    cr_assert_eq(ras_pattern_counts_merge(&whole, &parts[1], &error), RAS_OK);
    cr_assert_eq(ras_pattern_counts_merge(&whole, &parts[0], &error), RAS_OK);
    ras_pattern_counts_sort(&whole);
    size_t found = 0;
    for (size_t i = 0; i < whole.used; i++) {
        cr_assert(i == 0 || whole.slots[i].pattern > whole.slots[i - 1].pattern);
        for (unsigned kind = 0; kind < KINDS; kind++)
            if (pattern_at(kind) == whole.slots[i].pattern) {
                cr_assert_eq(whole.slots[i].count, plain[kind]);
                found++;
            }
    }
    for (unsigned kind = 0; kind < KINDS; kind++)
        found -= plain[kind] > 0;
    cr_assert_eq(found, 0, "every pattern seen is there once");
    ras_pattern_counts_fini(&whole);
    ras_pattern_counts_fini(&parts[0]);
    ras_pattern_counts_fini(&parts[1]);
}

Test(pattern_counts, levels_and_passes_come_back_out_of_a_pattern)
{
    struct ras_levels levels;
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        levels.level[c] = (uint8_t)(c * 7 % 16);
    const uint64_t pattern = ras_pattern_of(&levels, 0x7A5);
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        cr_assert_eq(ras_pattern_level(pattern, c), levels.level[c]);
    cr_assert_eq(ras_pattern_passes(pattern), 0x7A5);
}

Test(pattern_counts, without_memory_says_so)
{
    struct ras_pattern_counts counts;
    struct ras_error error;
    ras_pattern_counts_init(&counts);
    ras_alloc_fail_at(1);
    cr_assert_eq(ras_pattern_counts_add(&counts, 5, 1, &error), RAS_NO_MEMORY);
    ras_alloc_fail_at(0);
    cr_assert_eq(ras_pattern_counts_add(&counts, 5, 1, &error), RAS_OK);
    ras_pattern_counts_fini(&counts);
}
