#include "base/table.h"

#include "base/alloc.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>

static uint32_t add(struct ras_table *table, uint64_t hash, uint32_t fresh)
{
    uint32_t number = 0;
    cr_assert_eq(ras_table_add(table, hash, fresh, &number, NULL), RAS_OK);
    return number;
}

Test(table, an_empty_table_has_nothing)
{
    struct ras_table table;
    ras_table_init(&table);
    cr_assert_eq(ras_table_find(&table, 0), RAS_TABLE_NONE);
    cr_assert_eq(ras_table_find(&table, 7), RAS_TABLE_NONE);
    ras_table_fini(&table);
}

Test(table, the_first_number_of_a_hash_stays)
{
    struct ras_table table;
    ras_table_init(&table);
    cr_assert_eq(add(&table, 99, 5), 5);
    cr_assert_eq(add(&table, 99, 6), 5);
    cr_assert_eq(ras_table_find(&table, 99), 5);
    cr_assert_eq(table.count, 1);
    /* 0 marks an empty slot: it is kept as 1 */
    cr_assert_eq(add(&table, 0, 8), 8);
    cr_assert_eq(ras_table_find(&table, 0), 8);
    cr_assert_eq(ras_table_find(&table, 1), 8);
    cr_assert_eq(add(&table, UINT64_MAX, 9), 9);
    cr_assert_eq(ras_table_find(&table, UINT64_MAX), 9);
    ras_table_fini(&table);
}

Test(table, a_cleared_table_is_as_a_new_one)
{
    struct ras_table table;
    ras_table_init(&table);
    ras_table_clear(&table);
    for (uint32_t i = 0; i < 2000; i++)
        cr_assert_eq(add(&table, i + 5, i), i);
    const size_t capacity = table.capacity;
    ras_table_clear(&table);
    cr_assert_eq(table.count, 0);
    cr_assert_eq(table.capacity, capacity);
    for (uint32_t i = 0; i < 2000; i++) {
        cr_assert_eq(ras_table_find(&table, i + 5), RAS_TABLE_NONE);
        cr_assert_eq(add(&table, i + 5, i + 7), i + 7);
    }
    ras_table_fini(&table);
}

/* Past two huge pages: what was added before each growth is found after it. */
Test(table, a_great_table_keeps_what_it_has)
{
    enum { KEYS = 300000 };
    struct ras_table table;
    ras_table_init(&table);
    for (uint32_t i = 0; i < KEYS; i++)
        cr_assert_eq(add(&table, i * UINT64_C(0x9e3779b97f4a7c15), i), i);
    for (uint32_t i = 0; i < KEYS; i++)
        cr_assert_eq(ras_table_find(&table, i * UINT64_C(0x9e3779b97f4a7c15)), i);
    cr_assert_eq(table.count, KEYS);
    ras_table_fini(&table);
}

/* Against an array indexed by key; keys by three ways of meeting in one place of the table. */
Test(table, agrees_with_an_array)
{
    enum { KEYS = 3000 };
    static uint32_t known[KEYS];
    for (unsigned way = 0; way < 3; way++) {
        struct ras_table table;
        uint64_t state = way;
        uint32_t count = 0;
        ras_table_init(&table);
        for (unsigned i = 0; i < KEYS; i++)
            known[i] = RAS_TABLE_NONE;
        for (unsigned step = 0; step < 4 * KEYS; step++) {
            const uint32_t key = sample_below(&state, KEYS);
            /* neighbours, equal low bits, equal high bits; the last slots run over the end */
            const uint64_t hash = way == 0   ? key + 2
                                  : way == 1 ? ((uint64_t)key << 40) + 1023
                                             : UINT64_MAX - key;
            cr_assert_eq(ras_table_find(&table, hash), known[key]);
            if (sample_below(&state, 2) == 0)
                continue;
            const uint32_t fresh = count;
            if (known[key] == RAS_TABLE_NONE)
                known[key] = count++;
            cr_assert_eq(add(&table, hash, fresh), known[key]);
        }
        cr_assert_eq(table.count, count);
        cr_assert_leq(table.count * 2, table.capacity);
        ras_table_fini(&table);
    }
}

Test(table, failed_growth_leaves_what_was_there)
{
    struct ras_table table;
    uint32_t number = 0;
    ras_table_init(&table);
    ras_alloc_fail_at(1);
    cr_assert_eq(ras_table_add(&table, 3, 0, &number, NULL), RAS_NO_MEMORY);
    ras_alloc_fail_at(0);
    uint32_t count = 0;
    for (; table.count * 2 < table.capacity || count == 0; count++)
        (void)add(&table, count + 1, count);
    ras_alloc_fail_at(1);
    cr_assert_eq(ras_table_add(&table, count + 1, count, &number, NULL), RAS_NO_MEMORY);
    ras_alloc_fail_at(0);
    for (uint32_t i = 0; i < count; i++)
        cr_assert_eq(ras_table_find(&table, i + 1), i);
    cr_assert_eq(ras_table_find(&table, count + 1), RAS_TABLE_NONE);
    ras_table_fini(&table);
}
