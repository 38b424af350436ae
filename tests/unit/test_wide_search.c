#include "engine/wide_search.h"

#include "base/alloc.h"
#include "block/wide_keys.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <string.h>

#define RESIDENTS 300
#define ROWS      40

static bool keys_meet(const struct ras_subject *a, const struct ras_subject *b)
{
    struct ras_wide_keys one, other;
    ras_wide_keys_make(a, &one);
    ras_wide_keys_make(b, &other);
    for (unsigned i = 0; i < one.count; i++)
        for (unsigned k = 0; k < other.count; k++)
            if (one.key[i] == other.key[k])
                return true;
    return false;
}

/* Every row with every resident. Row 3 is not searched for. */
static void expect_naive(const struct ras_vector *pairs, const struct people_sample *rows,
                         const struct people_sample *residents)
{
    const uint64_t *const got = pairs->data;
    size_t at = 0;
    for (uint64_t row = 0; row < ROWS; row++)
        for (uint64_t resident = 0; resident < RESIDENTS; resident++) {
            if (row == 3 ||
                !keys_meet(&rows->arrivals[row].subject, &residents->arrivals[resident].subject))
                continue;
            cr_assert_lt(at, pairs->count);
            cr_assert_eq(got[at++], row << 32 | resident);
        }
    cr_assert_eq(at, pairs->count);
}

static bool row_of(const void *context, uint32_t row, struct ras_subject *subject)
{
    const struct people_sample *const rows = context;
    *subject = rows->arrivals[row].subject;
    return row != 3;
}

static enum ras_status search_run(const struct ras_index *index, const struct people_sample *rows,
                                  unsigned threads, struct ras_vector *pairs)
{
    const struct ras_wide_search search = {.residents = index,
                                           .row_count = ROWS,
                                           .row = row_of,
                                           .context = rows,
                                           .thread_count = threads};
    return ras_wide_search_run(&search, pairs, NULL);
}

Test(wide_search, agrees_with_comparing_every_key_with_every_other)
{
    size_t met = 0;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct people_sample residents, rows;
        struct ras_vector pairs;
        const uint32_t variety = 1 + (uint32_t)seed % 4 * 6;
        people_sample_make(&residents, RESIDENTS, seed, variety);
        people_sample_make(&rows, ROWS, seed + 100, variety);
        struct ras_index *const index = people_sample_index(&residents, RESIDENTS, 2000, 1, false);
        ras_vector_init(&pairs, sizeof(uint64_t));
        cr_assert_eq(search_run(index, &rows, 1 + (unsigned)seed % 3, &pairs), RAS_OK);
        expect_naive(&pairs, &rows, &residents);
        met += pairs.count;
        ras_vector_fini(&pairs);
        ras_index_close(index);
        people_sample_fini(&residents);
        people_sample_fini(&rows);
    }
    cr_assert_gt(met, 1000);
}

static bool row_left_out(const void *context, uint32_t row, struct ras_subject *subject)
{
    (void)row_of(context, row, subject);
    return false;
}

Test(wide_search, no_rows_no_pairs)
{
    struct people_sample residents;
    struct ras_vector pairs;
    people_sample_make(&residents, RESIDENTS, 5, 6);
    struct ras_index *const index = people_sample_index(&residents, RESIDENTS, 2000, 1, false);
    ras_vector_init(&pairs, sizeof(uint64_t));
    const struct ras_wide_search none = {
        .residents = index, .row_count = 0, .row = row_of, .thread_count = 2};
    cr_assert_eq(ras_wide_search_run(&none, &pairs, NULL), RAS_OK);
    cr_assert_eq(pairs.count, 0);
    /* nor where all rows are left out */
    const struct ras_wide_search left_out = {.residents = index,
                                             .row_count = 4,
                                             .row = row_left_out,
                                             .context = &residents,
                                             .thread_count = 2};
    cr_assert_eq(ras_wide_search_run(&left_out, &pairs, NULL), RAS_OK);
    cr_assert_eq(pairs.count, 0);
    ras_vector_fini(&pairs);
    ras_index_close(index);
    people_sample_fini(&residents);
}

Test(wide_search, failed_allocations_leave_nothing)
{
    struct people_sample residents, rows;
    people_sample_make(&residents, RESIDENTS, 7, 6);
    people_sample_make(&rows, ROWS, 8, 6);
    struct ras_index *const index = people_sample_index(&residents, RESIDENTS, 2000, 1, false);
    for (uint64_t k = 1;; k++) {
        struct ras_vector pairs;
        ras_vector_init(&pairs, sizeof(uint64_t));
        ras_alloc_fail_at(k);
        const enum ras_status status = search_run(index, &rows, 1, &pairs);
        ras_alloc_fail_at(0);
        ras_vector_fini(&pairs);
        if (status == RAS_OK)
            break;
        cr_assert_eq(status, RAS_NO_MEMORY);
        cr_assert_lt(k, 1000);
    }
    ras_index_close(index);
    people_sample_fini(&residents);
    people_sample_fini(&rows);
}
