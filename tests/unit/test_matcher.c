#include "engine/matcher.h"

#include "base/alloc.h"
#include "oracle/candidates_naive.h"
#include "score/decide.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define RESIDENTS 250
#define ROWS      96

static struct ras_model model;

static void begin(void)
{
    ras_model_default(&model);
}

TestSuite(matcher, .init = begin);

/* Rows: other people of the same lists, and every third a resident, sometimes bent. */
static void rows_make(struct people_sample *rows, const struct people_sample *residents,
                      uint64_t seed, uint32_t variety)
{
    people_sample_make(rows, ROWS, seed, variety);
    for (size_t i = 0; i < ROWS; i += 3) {
        struct ras_subject *const subject = &rows->arrivals[i].subject;
        const struct ras_name mother = subject->mother;
        *subject = residents->arrivals[i % residents->count].subject;
        if (i % 2 == 0)
            subject->mother = mother;
        if (i % 5 == 0)
            subject->fields.commune += 3;
    }
}

static void expect_candidates(const struct ras_matcher *matcher,
                              const struct candidates_naive *expected)
{
    const struct ras_candidate *const got = matcher->candidates.data;
    cr_assert_eq(matcher->candidates.count, expected->count);
    for (size_t i = 0; i < expected->count; i++) {
        cr_assert_eq(got[i].resident, expected->candidates[i].resident);
        cr_assert_eq(got[i].passes, expected->candidates[i].passes);
        cr_assert_eq(got[i].weight, expected->candidates[i].weight);
        cr_assert_eq(memcmp(&got[i].levels, &expected->candidates[i].levels, sizeof got[i].levels),
                     0);
    }
}

static uint64_t sum(const uint64_t *counts)
{
    uint64_t total = 0;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        total += counts[pass];
    return total;
}

/* Every row against every resident; totals[0] pairs, [1] refined look-ups, [2] capped ones. */
static void expect_naive(uint64_t seed, uint32_t variety, uint32_t cap, uint64_t totals[3])
{
    struct people_sample residents, rows;
    struct ras_matcher matcher;
    struct ras_candidate room[RESIDENTS];
    struct candidates_naive naive = {.candidates = room};
    uint64_t refined = 0, capped = 0;
    people_sample_make(&residents, RESIDENTS, seed, variety);
    rows_make(&rows, &residents, seed + 1, variety);
    struct ras_index *const index = people_sample_index(&residents, RESIDENTS, cap, 1, false);
    ras_matcher_init(&matcher, index, &model);
    for (size_t i = 0; i < ROWS; i++) {
        struct ras_decision decision, expected;
        const struct ras_subject *const row = &rows.arrivals[i].subject;
        candidates_naive_find(index, &model, row, &naive);
        cr_assert_eq(ras_matcher_candidates(&matcher, row, NULL), RAS_OK);
        expect_candidates(&matcher, &naive);
        memset(&decision, 0, sizeof decision);
        memset(&expected, 0, sizeof expected);
        cr_assert_eq(ras_matcher_run(&matcher, row, 1, &decision, NULL), RAS_OK);
        ras_decide(&model, room, naive.count, RESIDENTS, &expected);
        expected.pair_count = (uint32_t)naive.count;
        cr_assert_eq(memcmp(&decision, &expected, sizeof expected), 0);
        totals[0] += 2 * naive.count;
        refined += 2 * naive.refined;
        capped += 2 * naive.capped;
        cr_assert_eq(sum(matcher.refined_count), refined);
        cr_assert_eq(sum(matcher.capped_count), capped);
    }
    cr_assert_eq(matcher.pair_count, totals[0]);
    totals[1] += refined;
    totals[2] += capped;
    ras_matcher_fini(&matcher);
    ras_index_close(index);
    people_sample_fini(&residents);
    people_sample_fini(&rows);
}

Test(matcher, finds_what_looking_at_everybody_finds)
{
    const uint32_t varieties[] = {1, 4, 60};
    const uint32_t caps[] = {1, 6, 1000};
    uint64_t refined = 0, capped = 0;
    for (unsigned v = 0; v < 3; v++)
        for (unsigned c = 0; c < 3; c++) {
            uint64_t totals[3] = {0, 0, 0};
            expect_naive(50 + v, varieties[v], caps[c], totals);
            cr_assert_gt(totals[0], 100);
            cr_assert(caps[c] < 1000 || totals[1] == 0);
            refined += totals[1];
            capped += totals[2];
        }
    cr_assert_gt(refined, capped);
    cr_assert_gt(capped, 100);
}

static void decide_all(const struct ras_index *index, const struct ras_subject *rows,
                       const size_t *order, size_t batch, struct ras_decision *decisions)
{
    struct ras_matcher matcher;
    ras_matcher_init(&matcher, index, &model);
    for (size_t i = 0; i < ROWS; i += batch) {
        struct ras_subject group[RAS_MATCHER_BATCH];
        struct ras_decision made[RAS_MATCHER_BATCH];
        const size_t count = ROWS - i < batch ? ROWS - i : batch;
        memset(made, 0, sizeof made);
        for (size_t k = 0; k < count; k++)
            group[k] = rows[order[i + k]];
        cr_assert_eq(ras_matcher_run(&matcher, group, count, made, NULL), RAS_OK);
        for (size_t k = 0; k < count; k++)
            decisions[order[i + k]] = made[k];
    }
    ras_matcher_fini(&matcher);
}

Test(matcher, neither_batches_nor_order_matter)
{
    static struct ras_subject rows[ROWS];
    static struct ras_decision alone[ROWS], grouped[ROWS];
    struct people_sample residents, sample;
    size_t order[ROWS];
    uint64_t state = 17;
    people_sample_make(&residents, RESIDENTS, 5, 10);
    rows_make(&sample, &residents, 6, 10);
    struct ras_index *const index = people_sample_index(&residents, RESIDENTS, 8, 1, false);
    for (size_t i = 0; i < ROWS; i++) {
        rows[i] = sample.arrivals[i].subject;
        order[i] = i;
    }
    decide_all(index, rows, order, 1, alone);
    const size_t batches[] = {RAS_MATCHER_BATCH, RAS_MATCHER_BATCH - 1, 2, 7};
    for (unsigned b = 0; b < 4; b++) {
        decide_all(index, rows, order, batches[b], grouped);
        cr_assert_eq(memcmp(alone, grouped, sizeof alone), 0);
        for (size_t i = ROWS - 1; i > 0; i--) {
            const size_t other = sample_below(&state, (uint32_t)i + 1), kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }
    ras_index_close(index);
    people_sample_fini(&residents);
    people_sample_fini(&sample);
}

Test(matcher, no_row_and_a_row_with_nothing_to_look_for)
{
    struct people_sample residents;
    struct ras_matcher matcher;
    struct ras_subject nobody;
    struct ras_decision decision;
    memset(&nobody, 0, sizeof nobody);
    memset(&decision, 0xFF, sizeof decision);
    people_sample_make(&residents, 30, 5, 10);
    struct ras_index *const index = people_sample_index(&residents, 30, 8, 1, false);
    ras_matcher_init(&matcher, index, &model);
    cr_assert_eq(ras_matcher_run(&matcher, NULL, 0, NULL, NULL), RAS_OK);
    cr_assert_eq(ras_matcher_run(&matcher, &nobody, 1, &decision, NULL), RAS_OK);
    cr_assert_eq(decision.decision, RAS_DECISION_NONE);
    cr_assert_eq(decision.candidate_count, 0);
    cr_assert_eq(decision.pair_count, 0);
    ras_matcher_fini(&matcher);
    ras_index_close(index);
    people_sample_fini(&residents);
}

Test(matcher, an_index_of_nobody_matches_nobody)
{
    struct people_sample residents, rows;
    struct ras_matcher matcher;
    struct ras_decision decision;
    people_sample_blank(&residents, 0);
    people_sample_make(&rows, 5, 5, 10);
    struct ras_index *const index = people_sample_index(&residents, 1, 8, 1, false);
    ras_matcher_init(&matcher, index, &model);
    for (size_t i = 0; i < 5; i++) {
        cr_assert_eq(ras_matcher_run(&matcher, &rows.arrivals[i].subject, 1, &decision, NULL),
                     RAS_OK);
        cr_assert_eq(decision.decision, RAS_DECISION_NONE);
    }
    ras_matcher_fini(&matcher);
    ras_index_close(index);
    people_sample_fini(&residents);
    people_sample_fini(&rows);
}

Test(matcher, failed_allocations_leave_nothing)
{
    struct people_sample residents;
    people_sample_make(&residents, RESIDENTS, 5, 2);
    struct ras_index *const index = people_sample_index(&residents, RESIDENTS, 500, 1, false);
    for (uint64_t k = 1;; k++) {
        struct ras_matcher matcher;
        ras_matcher_init(&matcher, index, &model);
        ras_alloc_fail_at(k);
        enum ras_status status = RAS_OK;
        for (size_t i = 0; i < RESIDENTS && status == RAS_OK; i++)
            status = ras_matcher_candidates(&matcher, &residents.arrivals[i].subject, NULL);
        ras_alloc_fail_at(0);
        ras_matcher_fini(&matcher);
        if (status == RAS_OK) {
            cr_assert_gt(k, 2);
            break;
        }
        cr_assert_eq(status, RAS_NO_MEMORY);
    }
    ras_index_close(index);
    people_sample_fini(&residents);
}
