/* Shares of levels by words against looking at every pair. */
#include "linkage/word_chances.h"
#include "linkage/candidates.h"
#include "support/link_records.h"

#include "base/alloc.h"
#include "base/hash.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define RECORDS 400

static void sample(struct link_records *records, bool two_files)
{
    link_records_begin(records, two_files);
    for (unsigned i = 0; i < RECORDS; i++) {
        char row[64];
        const uint64_t random = ras_hash_mix(i + 9);
        if (two_files && i == 150)
            ras_record_table_left_done(&records->table);
        (void)snprintf(row, sizeof row, "||%s word%u name%u", random % 3 == 0 ? "" : "often",
                       (unsigned)(random >> 8) % 30, (unsigned)(random >> 20) % 90);
        link_records_add(records, random % 17 == 0 ? "||" : row);
    }
    link_records_done(records);
    link_records_compare(records, 'c', "words", NULL);
}

static double exhaustive(const struct ras_pair_comparer *comparer, double *share)
{
    const struct ras_record_table *const table = comparer->table;
    struct ras_pair_scratch *const scratch = ras_pair_scratch_create(1);
    double present = 0;
    for (uint32_t a = 0; a < RECORDS; a++)
        for (uint32_t b = a + 1; b < RECORDS; b++) {
            uint8_t level = 0;
            if (!ras_pair_allowed(table, a, b))
                continue;
            ras_pair_levels(comparer, scratch, a, b, &level);
            share[level] += 1;
            present += level != 0;
        }
    for (unsigned level = 1; level < RAS_LINK_LEVELS_MAX; level++)
        share[level] /= present;
    ras_free(scratch);
    return present;
}

static void expect_shares(bool two_files)
{
    struct link_records records;
    struct ras_pair_comparer comparer;
    double wanted[RAS_LINK_LEVELS_MAX] = {0}, got[RAS_LINK_LEVELS_MAX] = {0};
    double again[RAS_LINK_LEVELS_MAX] = {0};
    uint64_t counts[RAS_LINK_COMPARISONS_MAX][RAS_LINK_LEVELS_MAX] = {{0}};
    uint64_t present = 0;
    sample(&records, two_files);
    cr_assert_eq(ras_pair_comparer_init(&comparer, &records.table, NULL), RAS_OK);
    const double pairs = exhaustive(&comparer, wanted);
    cr_assert_eq(ras_random_levels(&comparer, 1 << 18, 2, NULL, counts, NULL), RAS_OK);
    for (unsigned level = 1; level < RAS_LINK_LEVELS_MAX; level++)
        present += counts[0][level];
    cr_assert_eq(ras_word_chances(&comparer, 0, counts[0], present, 2, NULL, got, NULL), RAS_OK);
    cr_assert_eq(ras_word_chances(&comparer, 0, counts[0], present, 5, NULL, again, NULL), RAS_OK);
    unsigned seen = 0;
    for (unsigned level = 1; level <= RAS_WORD_LEVEL_COUNT; level++) {
        const double slack = 0.08 * wanted[level] + 3 / pairs;
        cr_assert_lt(fabs(got[level] - wanted[level]), slack, "%s: %g, wanted %g",
                     ras_word_levels[level - 1].name, got[level], wanted[level]);
        cr_assert(got[level] == again[level], "threads change nothing");
        seen += wanted[level] > 10 / pairs;
    }
    cr_assert_gt(seen, 6);
    ras_pair_comparer_fini(&comparer);
    link_records_end(&records);
}

Test(word_chances, shares_are_those_of_all_pairs)
{
    expect_shares(false);
}

Test(word_chances, shares_are_those_of_all_pairs_of_two_files)
{
    expect_shares(true);
}
