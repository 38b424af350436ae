/* Scores against the obvious oracle, and against rows whose score is plain to see. */
#include "engine/bench_tally.h"

#include "oracle/bench_naive.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 400

static struct ras_bench_truth truth;

static void begin(void)
{
    ras_bench_truth_init(&truth);
    truth.given = true;
}

static void end(void)
{
    ras_bench_truth_fini(&truth);
}

TestSuite(bench_tally, .init = begin, .fini = end);

/* A line of the truth with one class of errors, or none (class 0). */
static uint32_t truth_add(uint32_t resident, unsigned class)
{
    void *item = NULL;
    const uint32_t line = (uint32_t)truth.lines.count;
    const size_t first = truth.classes.count;
    if (class > 0) {
        cr_assert_eq(ras_vector_extend(&truth.classes, 1, &item, NULL), RAS_OK);
        *(uint16_t *)item = (uint16_t)(class - 1);
    }
    cr_assert_eq(ras_vector_extend(&truth.lines, 1, &item, NULL), RAS_OK);
    *(struct ras_bench_truth_line *)item = (struct ras_bench_truth_line){
        .resident = resident, .first_class = (uint32_t)first, .class_count = class > 0};
    return line;
}

static struct ras_bench_row row_make(uint32_t real, uint32_t best, uint32_t probability,
                                     enum ras_decision_kind decision)
{
    struct ras_bench_row row = {.truth = truth_add(real, 0),
                                .record = truth.lines.count,
                                .resident = best,
                                .probability = probability,
                                .odds = ras_bench_odds(probability),
                                .decision = (uint8_t)decision,
                                .true_passes = best == real && real != RAS_RESIDENT_NONE};
    if (best != RAS_RESIDENT_NONE)
        row.shown[row.shown_count++] = best;
    return row;
}

static struct ras_bench_tally tally_of(const struct ras_bench_row *rows, size_t count)
{
    struct ras_bench_tally tally;
    const struct ras_bench_span span = {rows, count};
    memset(&tally, 0, sizeof tally);
    cr_assert_eq(ras_bench_tally(&span, 1, &truth, &tally, NULL), RAS_OK);
    return tally;
}

Test(bench_tally, no_rows_are_no_figures)
{
    const struct ras_bench_tally tally = tally_of(NULL, 0);
    cr_assert_eq(tally.rows + tally.labelled + tally.right + tally.wrong + tally.missed, 0);
    cr_assert_eq(tally.shares[3].asked, 0);
    cr_assert_eq(tally.best_links, 0);
}

Test(bench_tally, each_fate_of_a_row_counts_as_it_should)
{
    const struct ras_bench_row rows[] = {
        row_make(7, 7, 999999, RAS_DECISION_MATCH),                 /* right */
        row_make(7, 8, 999999, RAS_DECISION_MATCH),                 /* wrong and missed */
        row_make(RAS_RESIDENT_NONE, 8, 999999, RAS_DECISION_MATCH), /* wrong */
        row_make(7, 7, 600000, RAS_DECISION_REVIEW),                /* missed, shown */
        row_make(7, 9, 600000, RAS_DECISION_REVIEW),                /* missed, not shown */
        row_make(7, RAS_RESIDENT_NONE, 0, RAS_DECISION_NONE),       /* missed by blocking */
        row_make(RAS_RESIDENT_NONE, RAS_RESIDENT_NONE, 0, RAS_DECISION_NONE),
        row_make(RAS_BENCH_UNLISTED, 3, 100000, RAS_DECISION_NONE), /* missed: cannot be found */
    };
    const struct ras_bench_tally tally = tally_of(rows, sizeof rows / sizeof rows[0]);
    cr_assert_eq(tally.labelled, 8);
    cr_assert_eq(tally.true_rows, 6);
    cr_assert_eq(tally.true_met, 2);
    cr_assert_eq(tally.links, 3);
    cr_assert_eq(tally.right, 1);
    cr_assert_eq(tally.wrong, 2);
    cr_assert_eq(tally.missed, 5);
    cr_assert_eq(tally.reviewed_true, 2);
    cr_assert_eq(tally.reviewed_shown, 1);
    /* at one half the fourth row is right and the fifth wrong too */
    cr_assert_eq(tally.shares[0].asked, 0);
    cr_assert_eq(tally.shares[0].wrong, 3);
    cr_assert_eq(tally.shares[0].missed, 4);
}

Test(bench_tally, rows_without_truth_count_as_rows_only)
{
    struct ras_bench_row row = row_make(7, 8, 999999, RAS_DECISION_MATCH);
    row.truth = RAS_BENCH_NO_TRUTH;
    const struct ras_bench_tally tally = tally_of(&row, 1);
    cr_assert_eq(tally.rows, 1);
    cr_assert_eq(tally.match, 1);
    cr_assert_eq(tally.labelled + tally.links + tally.wrong + tally.missed, 0);
}

Test(bench_tally, odds_grow_with_probability_and_are_bounded)
{
    cr_assert_eq(ras_bench_odds(500000), 0);
    cr_assert_eq(ras_bench_odds(0), -ras_bench_odds(1000000));
    for (uint32_t probability = 1; probability <= 1000000; probability += 997)
        cr_assert_geq(ras_bench_odds(probability), ras_bench_odds(probability - 1));
    cr_assert_geq(ras_bench_odds(1000000), 20000);
    cr_assert_leq(ras_bench_odds(1000000), 22000);
}

/* Random rows: few probabilities, so that there are ties. */
static void rows_draw(struct ras_bench_row *rows, size_t count, uint64_t seed)
{
    for (size_t i = 0; i < count; i++) {
        const uint32_t real =
            sample_below(&seed, 4) == 0 ? RAS_RESIDENT_NONE : sample_below(&seed, 50);
        const bool found = sample_below(&seed, 8) != 0;
        const uint32_t best = !found                        ? RAS_RESIDENT_NONE
                              : sample_below(&seed, 4) == 0 ? sample_below(&seed, 50)
                                                            : real;
        const uint32_t probability =
            best == RAS_RESIDENT_NONE ? 0 : sample_below(&seed, 21) * 50000;
        rows[i] =
            row_make(real, best, probability,
                     (enum ras_decision_kind)(best == RAS_RESIDENT_NONE ? 0
                                              : probability >= 900000   ? 2
                                                                        : probability >= 500000));
        rows[i].record = sample_random(&seed);
        rows[i].commune = 1 + sample_below(&seed, 2);
        if (found && sample_below(&seed, 2) == 0 && real != RAS_RESIDENT_NONE)
            rows[i].shown[rows[i].shown_count++] = real;
        if (sample_below(&seed, 10) == 0)
            rows[i].truth = RAS_BENCH_NO_TRUTH;
    }
}

Test(bench_tally, agrees_with_the_naive_scores)
{
    static struct ras_bench_row rows[ROWS];
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct ras_bench_tally naive;
        const size_t count = ROWS - seed * 37;
        memset(&naive, 0, sizeof naive);
        rows_draw(rows, count, seed);
        const struct ras_bench_tally tally = tally_of(rows, count);
        bench_naive_decisions(rows, count, &truth, &naive);
        cr_assert_eq(tally.labelled, naive.labelled);
        cr_assert_eq(tally.true_rows, naive.true_rows);
        cr_assert_eq(tally.links, naive.links);
        cr_assert_eq(tally.right, naive.right);
        cr_assert_eq(tally.wrong, naive.wrong);
        cr_assert_eq(tally.missed, naive.missed);
        for (unsigned s = 0; s < RAS_BENCH_SHARES; s++) {
            struct ras_bench_share share;
            bench_naive_share(rows, count, &truth, naive.labelled * ras_bench_shares[s] / 10000,
                              &share);
            cr_assert_eq(tally.shares[s].asked, share.asked);
            cr_assert_eq(tally.shares[s].wrong, share.wrong);
            cr_assert_eq(tally.shares[s].missed, share.missed);
        }
        cr_assert_float_eq(2 * (double)tally.best_right /
                               (double)(tally.best_links + tally.true_rows),
                           bench_naive_best(rows, count, &truth), 1e-12);
    }
}

static void shuffle(struct ras_bench_row *rows, size_t count, uint64_t seed)
{
    for (size_t i = count; i > 1; i--) {
        const size_t other = sample_below(&seed, (uint32_t)i);
        const struct ras_bench_row swap = rows[i - 1];
        rows[i - 1] = rows[other];
        rows[other] = swap;
    }
}

Test(bench_tally, the_order_of_rows_never_matters)
{
    static struct ras_bench_row rows[ROWS];
    rows_draw(rows, ROWS, 99);
    for (size_t i = 0; i < ROWS; i += 7)
        rows[i].record = 5; /* one record in several rows */
    const struct ras_bench_tally before = tally_of(rows, ROWS);
    for (uint64_t seed = 1; seed <= 10; seed++) {
        shuffle(rows, ROWS, seed);
        const struct ras_bench_tally after = tally_of(rows, ROWS);
        cr_assert_eq(memcmp(&before, &after, sizeof before), 0, "seed %llu",
                     (unsigned long long)seed);
    }
}

Test(bench_tally, spans_count_as_if_they_were_one)
{
    static struct ras_bench_row rows[ROWS];
    struct ras_bench_tally parts;
    rows_draw(rows, ROWS, 3);
    const struct ras_bench_tally whole = tally_of(rows, ROWS);
    const struct ras_bench_span spans[] = {{rows, 1}, {rows + 1, 0}, {rows + 1, ROWS - 1}};
    memset(&parts, 0, sizeof parts);
    cr_assert_eq(ras_bench_tally(spans, 3, &truth, &parts, NULL), RAS_OK);
    cr_assert_eq(memcmp(&whole, &parts, sizeof whole), 0);
}

Test(bench_tally, the_commune_with_the_most_questions_is_told_if_it_is_large)
{
    static struct ras_bench_row rows[250];
    for (size_t i = 0; i < 250; i++) {
        const bool asked = i < 2 || i == 130 || i >= 240;
        rows[i] = row_make(7, 7, 600000, asked ? RAS_DECISION_REVIEW : RAS_DECISION_MATCH);
        rows[i].commune = i < 120 ? 4 : i < 240 ? 9 : 77; /* 77 has ten rows only */
    }
    const struct ras_bench_tally tally = tally_of(rows, 250);
    cr_assert_eq(tally.worst_commune, 4);
    cr_assert_eq(tally.worst_rows, 120);
    cr_assert_eq(tally.worst_questions, 2);
}

Test(bench_tally, details_sort_candidates_into_bins_and_classes)
{
    struct ras_bench_pass passes[RAS_PASS_COUNT];
    struct ras_bench_class classes[3];
    static struct ras_bench_strategy strategy;
    struct ras_bench_row rows[] = {row_make(7, 7, 999999, RAS_DECISION_MATCH),
                                   row_make(7, 8, 400000, RAS_DECISION_REVIEW),
                                   row_make(RAS_RESIDENT_NONE, 8, 30000, RAS_DECISION_NONE)};
    memset(passes, 0, sizeof passes);
    memset(classes, 0, sizeof classes);
    strategy.passes = passes;
    strategy.classes = classes;
    rows[0].truth = truth_add(7, 2);
    rows[0].true_passes = 5; /* passes 0 and 2 */
    rows[0].weight = 31999;
    rows[1].true_passes = 4;
    rows[1].weight = -70000;
    const struct ras_bench_span span = {rows, 3};
    ras_bench_details(&span, 1, &truth, &strategy);
    cr_assert_eq(passes[0].true_pairs, 1);
    cr_assert_eq(passes[0].true_added, 1);
    cr_assert_eq(passes[0].true_only, 0);
    cr_assert_eq(passes[2].true_pairs, 2);
    cr_assert_eq(passes[2].true_added, 1);
    cr_assert_eq(passes[2].true_only, 1);
    cr_assert_eq(classes[2].rows, 1);
    cr_assert_eq(classes[2].right, 1);
    cr_assert_eq(classes[0].rows, 1);
    cr_assert_eq(classes[0].met, 1);
    cr_assert_eq(classes[0].asked, 0, "the true one is not among the shown");
    cr_assert_eq(strategy.calibration[RAS_BENCH_CALIBRATIONS - 1].right, 1);
    cr_assert_eq(strategy.calibration[4].rows, 1);
    cr_assert_eq(strategy.calibration[1].predicted, 30000);
    cr_assert_eq(strategy.right_weights[(31 + 24) / 2], 1);
    cr_assert_eq(strategy.wrong_weights[0], 1);
    cr_assert_float_eq(strategy.brier, (0.4 * 0.4 + 0.03 * 0.03) / 3, 1e-8);
}
