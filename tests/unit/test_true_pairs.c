/* True pairs against counting by hand over all residents. */
#include "engine/true_pairs.h"

#include "base/bytes.h"
#include "compare/compare.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define PEOPLE 300

static struct people_sample sample;
static struct ras_truth truth;
static char ids[PEOPLE][16];

/* The answers: every fifth person is no resident, every seventh one of another list, and every
 * eleventh has none. */
static void truth_make(void)
{
    bool doubled = false;
    ras_truth_init(&truth);
    for (unsigned i = 0; i < PEOPLE; i++) {
        char record[16];
        (void)snprintf(record, sizeof record, "R%u", i);
        const struct ras_bytes id = i % 5 == 0   ? RAS_LITERAL("")
                                    : i % 7 == 0 ? RAS_LITERAL("999999999999")
                                                 : ras_bytes_of(ids[(i + 1) % PEOPLE]);
        if (i % 11 != 0)
            cr_assert_eq(ras_truth_add(&truth, i % 2, ras_bytes_of(record), id, &doubled, NULL),
                         RAS_OK);
    }
}

static struct ras_index *index_make(bool keep_ids)
{
    people_sample_make(&sample, PEOPLE, 5, 40);
    for (unsigned i = 0; i < PEOPLE; i++) {
        struct ras_arrival *const arrival = &sample.arrivals[i];
        arrival->subject.fields.personal_id = UINT64_C(1085000000) + i;
        (void)snprintf(ids[i], sizeof ids[i], keep_ids ? "D%u" : "%012u",
                       keep_ids ? i : 1085000000 + i);
        arrival->resident_id = ras_bytes_of(ids[i]);
    }
    return people_sample_index(&sample, 64, 20, 1, keep_ids);
}

static void expect_counts(bool keep_ids)
{
    struct ras_true_residents residents;
    struct ras_true_counts counts, wanted, doubled;
    struct ras_index *const index = index_make(keep_ids);
    memset(&counts, 0, sizeof counts);
    memset(&wanted, 0, sizeof wanted);
    truth_make();
    cr_assert_eq(ras_true_residents_find(&residents, &truth, index, NULL), RAS_OK);
    for (unsigned i = 0; i < PEOPLE; i++) {
        char record[16];
        (void)snprintf(record, sizeof record, "R%u", i);
        const struct ras_subject *const row = &sample.arrivals[i].subject;
        ras_true_pair_count(&counts, &residents, index, i % 2, ras_bytes_of(record), row);
        /* the same record id in the other source is another record */
        ras_true_pair_count(&counts, &residents, index, 1 - i % 2, ras_bytes_of(record), row);
        if (i % 11 == 0)
            continue;
        wanted.row_count++;
        wanted.unlisted_count += i % 5 != 0 && i % 7 == 0;
        if (i % 5 == 0 || i % 7 == 0)
            continue;
        struct ras_levels levels;
        ras_compare(row, &sample.arrivals[(i + 1) % PEOPLE].subject, &levels);
        wanted.pair_count++;
        for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
            wanted.seen[c][levels.level[c]]++;
    }
    cr_assert_gt(wanted.pair_count, 150);
    cr_assert_eq(memcmp(&counts, &wanted, sizeof counts), 0);
    doubled = counts;
    ras_true_counts_add(&doubled, &counts);
    cr_assert_eq(doubled.pair_count, 2 * counts.pair_count);
    cr_assert_eq(doubled.row_count, 2 * counts.row_count);
    cr_assert_eq(doubled.unlisted_count, 2 * counts.unlisted_count);
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        for (unsigned level = 0; level <= RAS_LEVEL_MAX; level++)
            cr_assert_eq(doubled.seen[c][level], 2 * counts.seen[c][level]);
    ras_true_residents_fini(&residents);
    ras_truth_fini(&truth);
    ras_index_close(index);
    people_sample_fini(&sample);
}

Test(true_pairs, residents_by_ids_of_their_own)
{
    expect_counts(true);
}

Test(true_pairs, residents_by_personal_id)
{
    expect_counts(false);
}
