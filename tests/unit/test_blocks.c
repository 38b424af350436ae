/* Blocks against the obvious: look at all pairs. */
#include "linkage/blocks.h"
#include "support/link_records.h"

#include "base/hash.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RECORDS 120

struct seen {
    unsigned times[RECORDS][RECORDS];
};

static enum ras_status see(void *context, uint32_t a, uint32_t b, struct ras_error *error)
{
    (void)error;
    cr_assert_lt(a, b);
    ((struct seen *)context)->times[a][b]++;
    return RAS_OK;
}

static void random_records(struct link_records *records, bool two_files)
{
    link_records_begin(records, two_files);
    for (unsigned i = 0; i < RECORDS; i++) {
        char row[64];
        const uint64_t random = ras_hash_mix(i + 1);
        if (two_files && i == RECORDS / 3)
            ras_record_table_left_done(&records->table);
        (void)snprintf(row, sizeof row, "%.*s|%.*s|w%u w%u w%u", random % 7 != 0,
                       "xyz" + random % 3, random % 11 != 0, "pqrst" + random / 64 % 5,
                       (unsigned)(random >> 10) % 9, (unsigned)(random >> 20) % 9,
                       (unsigned)(random >> 30) % 9);
        link_records_add(records, row);
    }
    link_records_done(records);
}

static void propose_all(struct link_records *records, unsigned threads, struct seen *seen,
                        struct ras_blocks *blocks)
{
    struct ras_vector tasks;
    memset(seen, 0, sizeof *seen);
    cr_assert_eq(ras_blocks_build(blocks, &records->table, threads, NULL, NULL), RAS_OK);
    cr_assert_eq(ras_blocks_tasks(blocks, &tasks, NULL), RAS_OK);
    for (size_t i = 0; i < tasks.count; i++)
        cr_assert_eq(
            ras_blocks_propose(blocks, (struct ras_block_task *)tasks.data + i, see, seen, NULL),
            RAS_OK);
    ras_vector_fini(&tasks);
}

static unsigned shared_words(const struct ras_record_table *table, uint32_t a, uint32_t b)
{
    const struct ras_record_words x = ras_value_words(table, ras_record_value(table, 2, a));
    const struct ras_record_words y = ras_value_words(table, ras_record_value(table, 2, b));
    unsigned shared = 0;
    for (uint32_t i = 0; i < x.count; i++)
        for (uint32_t j = 0; j < y.count; j++)
            shared += x.numbers[i] == y.numbers[j];
    return shared;
}

/* Passes: a and b; a word of c with a; two words of c. */
static void expect_pairs(bool two_files)
{
    static struct seen seen;
    struct link_records records;
    struct ras_blocks blocks;
    unsigned proposed = 0;
    random_records(&records, two_files);
    link_records_pass(&records, "ab");
    link_records_pass(&records, "ac");
    link_records_pass(&records, "cc");
    propose_all(&records, 2, &seen, &blocks);
    for (uint32_t a = 0; a < RECORDS; a++)
        for (uint32_t b = a + 1; b < RECORDS; b++) {
            const uint32_t first = ras_record_value(&records.table, 0, a);
            const uint32_t second = ras_record_value(&records.table, 1, a);
            const bool same_a = first != 0 && first == ras_record_value(&records.table, 0, b);
            const bool same_b = second != 0 && second == ras_record_value(&records.table, 1, b);
            const unsigned shared = shared_words(&records.table, a, b);
            const uint64_t met = (uint64_t)(same_a && same_b) |
                                 (uint64_t)(same_a && shared > 0) << 1 |
                                 (uint64_t)(shared > 1) << 2;
            const bool allowed = ras_pair_allowed(&records.table, a, b);
            cr_assert_eq(seen.times[a][b], met != 0 && allowed, "%u %u", a, b);
            cr_assert_eq(ras_blocks_met(&blocks, a, b), met, "%u %u", a, b);
            proposed += seen.times[a][b];
        }
    cr_assert_gt(proposed, 100);
    ras_blocks_fini(&blocks);
    link_records_end(&records);
}

Test(blocks, each_pair_of_any_pass_once)
{
    expect_pairs(false);
}

Test(blocks, two_files_pair_left_with_right_only)
{
    expect_pairs(true);
}

Test(blocks, few_records_are_compared_in_full)
{
    static struct seen seen;
    struct link_records records;
    struct ras_blocks blocks;
    for (int two_files = 0; two_files < 2; two_files++) {
        random_records(&records, two_files);
        records.schema.full_below = RECORDS * RECORDS;
        propose_all(&records, 1, &seen, &blocks);
        for (uint32_t a = 0; a < RECORDS; a++)
            for (uint32_t b = a + 1; b < RECORDS; b++)
                cr_assert_eq(seen.times[a][b], ras_pair_allowed(&records.table, a, b));
        ras_blocks_fini(&blocks);
        link_records_end(&records);
    }
}

/* One value of a for all: its block is split by b, which has five values. */
Test(blocks, above_the_cap_a_further_field_splits_and_the_rest_is_counted)
{
    static struct seen seen;
    struct link_records records;
    struct ras_blocks blocks;
    link_records_begin(&records, false);
    for (unsigned i = 0; i < RECORDS; i++) {
        char row[32];
        (void)snprintf(row, sizeof row, "same|%u|w", i % 5);
        link_records_add(&records, row);
    }
    link_records_done(&records);
    link_records_pass(&records, "a");
    records.schema.block_cap = 30;
    propose_all(&records, 1, &seen, &blocks);
    for (uint32_t a = 0; a < RECORDS; a++)
        for (uint32_t b = a + 1; b < RECORDS; b++)
            cr_assert_eq(seen.times[a][b], a % 5 == b % 5);
    cr_assert_eq(blocks.passes[0].refined_blocks, 1);
    cr_assert_eq(blocks.passes[0].dropped_blocks, 0);
    ras_blocks_fini(&blocks);

    records.schema.block_cap = 23; /* now nothing splits them enough */
    propose_all(&records, 1, &seen, &blocks);
    cr_assert_eq(blocks.passes[0].dropped_blocks, 5);
    cr_assert_eq(blocks.passes[0].dropped_pairs, 5 * 24 * 23 / 2);
    for (uint32_t a = 0; a < RECORDS; a++)
        for (uint32_t b = a + 1; b < RECORDS; b++)
            cr_assert_eq(seen.times[a][b], 0);
    ras_blocks_fini(&blocks);
    link_records_end(&records);
}
