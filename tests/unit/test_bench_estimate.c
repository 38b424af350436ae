/* Estimates without truth, on rows whose truth the test has drawn. */
#include "engine/bench_tally.h"

#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 40000u

static struct ras_bench_row *rows;

static struct ras_bench_estimate estimate_of(size_t count)
{
    struct ras_bench_estimate estimate;
    const struct ras_bench_span span = {rows, count};
    cr_assert_eq(ras_bench_estimate(&span, 1, &estimate, NULL), RAS_OK);
    return estimate;
}

/* Rows with keys for `keyed`; each pass finds the person with that chance in ten. Returns how many
 * none found. */
static unsigned rows_draw(size_t first, size_t count, uint32_t keyed, unsigned tenths,
                          uint64_t seed)
{
    unsigned lost = 0;
    for (size_t i = first; i < first + count; i++) {
        uint32_t met = 0;
        for (unsigned pass = 0; pass < 16; pass++)
            if ((keyed >> pass & 1) != 0 && sample_below(&seed, 10) < tenths)
                met |= UINT32_C(1) << pass;
        rows[i] =
            (struct ras_bench_row){.resident = met == 0 ? RAS_RESIDENT_NONE : 5,
                                   .keyed = keyed & 0xFFFFu,
                                   .passes = met & 0xFFFFu,
                                   .expected = met == 0 ? 0 : 1000000,
                                   .present = met == 0 ? 0 : 1000000,
                                   .decision = met == 0 ? RAS_DECISION_NONE : RAS_DECISION_MATCH};
        lost += met == 0;
    }
    return lost;
}

static void begin(void)
{
    rows = calloc(ROWS, sizeof rows[0]);
    cr_assert_not_null(rows);
}

static void end(void)
{
    free(rows);
}

TestSuite(bench_estimate, .init = begin, .fini = end);

Test(bench_estimate, no_rows_are_nothing)
{
    const struct ras_bench_estimate estimate = estimate_of(0);
    cr_assert(estimate.lost_known);
    cr_assert_eq(estimate.lost + estimate.found + estimate.right + estimate.unreached_persons, 0);
}

Test(bench_estimate, overlaps_tell_how_many_were_lost)
{
    for (unsigned tenths = 4; tenths <= 7; tenths++) {
        const unsigned lost = rows_draw(0, ROWS, 0x2A, tenths, tenths);
        const struct ras_bench_estimate estimate = estimate_of(ROWS);
        cr_assert(estimate.lost_known);
        cr_assert_float_eq(estimate.found, ROWS - lost, 1e-6);
        cr_assert_float_eq(estimate.lost, lost, lost * 0.1, "%f of %u", estimate.lost, lost);
    }
}

Test(bench_estimate, a_lone_pass_is_told_of_by_the_other_rows)
{
    const unsigned both = rows_draw(0, ROWS / 2, 0x3, 8, 1);
    const unsigned lone = rows_draw(ROWS / 2, ROWS / 2, 0x2, 8, 2);
    const struct ras_bench_estimate estimate = estimate_of(ROWS);
    cr_assert(estimate.lost_known);
    cr_assert_float_eq(estimate.lost, both + lone, (both + lone) * 0.1);
}

Test(bench_estimate, without_any_overlap_nothing_is_claimed)
{
    (void)rows_draw(0, ROWS, 0x4, 8, 1);
    const struct ras_bench_estimate estimate = estimate_of(ROWS);
    cr_assert_not(estimate.lost_known);
    cr_assert_eq(ras_bench_expected_persons(&estimate), 0);
}

Test(bench_estimate, rows_without_a_key_are_out_of_reach)
{
    const unsigned lost = rows_draw(0, ROWS / 2, 0x7, 9, 3);
    (void)rows_draw(ROWS / 2, ROWS / 2, 0, 9, 3);
    const struct ras_bench_estimate estimate = estimate_of(ROWS);
    cr_assert_eq(estimate.unreached, ROWS / 2);
    cr_assert_float_eq(estimate.unreached_persons, estimate.found + estimate.lost, 1e-6);
    cr_assert_lt(fabs(estimate.lost - lost), 40);
}

Test(bench_estimate, no_more_is_lost_than_was_not_found)
{
    for (size_t i = 0; i < 100; i++) /* all found, each by one pass alone */
        rows[i] = (struct ras_bench_row){.resident = 1,
                                         .keyed = 3,
                                         .passes = 1 + i % 2,
                                         .expected = 990000,
                                         .present = 995000,
                                         .decision = RAS_DECISION_MATCH};
    const struct ras_bench_estimate estimate = estimate_of(100);
    cr_assert_eq(estimate.lost, 0);
    cr_assert_float_eq(estimate.right, 99, 1e-9);
    cr_assert_float_eq(estimate.found, 99.5, 1e-9);
}

Test(bench_estimate, the_order_of_rows_never_matters)
{
    (void)rows_draw(0, 1000, 0x15, 5, 8);
    (void)rows_draw(1000, 1000, 0x4, 5, 9);
    for (size_t i = 0; i < 2000; i++)
        rows[i].expected = rows[i].expected == 0 ? 0 : (uint32_t)(600000 + i);
    const struct ras_bench_estimate before = estimate_of(2000);
    for (size_t i = 0; i < 1000; i++) {
        const struct ras_bench_row swap = rows[i];
        rows[i] = rows[1999 - i];
        rows[1999 - i] = swap;
    }
    const struct ras_bench_estimate after = estimate_of(2000);
    cr_assert_eq(memcmp(&before, &after, sizeof before), 0);
}
