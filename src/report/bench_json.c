/* A comparison as JSON. Times and memory, which differ from run to run, stand on lines of their own
 * in the member "cost" of each strategy; all else is the same for the same input. */
#include "report/bench_report.h"

#include "report/json_members.h"

#include <math.h>

/* A share with six decimals, null where nothing is shared. */
static void share_append(struct ras_json *json, const char *name, double part, double whole)
{
    ras_json_name(json, name);
    if (whole > 0)
        ras_text_fixed(json->out, llround(part / whole * 1e6), 6);
    else
        ras_text_string(json->out, "null");
}

static void shares_append(struct ras_json *json, const struct ras_bench_tally *tally)
{
    ras_json_open(json, "errors_at_review_shares", '[');
    for (unsigned i = 0; i < RAS_BENCH_SHARES; i++) {
        const struct ras_bench_share *const share = &tally->shares[i];
        ras_json_open(json, NULL, '{');
        ras_json_fixed(json, "share", ras_bench_shares[i], 4);
        ras_json_unsigned(json, "asked", share->asked);
        ras_json_unsigned(json, "wrong", share->wrong);
        ras_json_unsigned(json, "missed", share->missed);
        ras_json_unsigned(json, "errors", share->wrong + share->missed);
        ras_json_close(json, '}');
    }
    ras_json_close(json, ']');
}

static void truth_append(struct ras_json *json, const struct ras_bench_tally *tally)
{
    const double true_rows = (double)tally->true_rows;
    ras_json_unsigned(json, "labelled", tally->labelled);
    ras_json_unsigned(json, "truth_unseen", tally->truth_unseen);
    ras_json_unsigned(json, "true_rows", tally->true_rows);
    ras_json_unsigned(json, "links", tally->links);
    ras_json_unsigned(json, "right", tally->right);
    ras_json_unsigned(json, "wrong", tally->wrong);
    ras_json_unsigned(json, "missed", tally->missed);
    share_append(json, "precision", (double)tally->right, (double)tally->links);
    share_append(json, "recall", (double)tally->right, true_rows);
    share_append(json, "f1", 2 * (double)tally->right, (double)tally->links + true_rows);
    ras_json_open(json, "best", '{');
    ras_json_fixed(json, "threshold_bits", tally->best_odds, 3);
    share_append(json, "precision", (double)tally->best_right, (double)tally->best_links);
    share_append(json, "recall", (double)tally->best_right, true_rows);
    share_append(json, "f1", 2 * (double)tally->best_right, (double)tally->best_links + true_rows);
    ras_json_close(json, '}');
    ras_json_unsigned(json, "reviewed_true", tally->reviewed_true);
    ras_json_unsigned(json, "reviewed_shown", tally->reviewed_shown);
    share_append(json, "truth_shown", (double)tally->reviewed_shown, (double)tally->reviewed_true);
    shares_append(json, tally);
    ras_json_unsigned(json, "true_pairs_met", tally->true_met);
    share_append(json, "pairs_completeness", (double)tally->true_met, true_rows);
}

static void estimate_append(struct ras_json *json, const struct ras_bench_tally *tally)
{
    const struct ras_bench_estimate *const estimate = &tally->estimate;
    const double persons = ras_bench_expected_persons(estimate);
    ras_json_open(json, "estimate", '{');
    share_append(json, "precision", estimate->right, (double)tally->match);
    share_append(json, "recall", estimate->right, persons);
    ras_json_fixed(json, "persons_found", llround(estimate->found * 100), 2);
    ras_json_name(json, "lost_to_blocking");
    if (estimate->lost_known)
        ras_text_fixed(json->out, llround(estimate->lost * 100), 2);
    else
        ras_text_string(json->out, "null");
    ras_json_unsigned(json, "rows_out_of_reach", estimate->unreached);
    ras_json_fixed(json, "persons_out_of_reach", llround(estimate->unreached_persons * 100), 2);
    share_append(json, "share_out_of_reach", (double)estimate->unreached, (double)tally->rows);
    share_append(json, "pairs_completeness", estimate->found, persons);
    ras_json_close(json, '}');
}

static void tally_append(struct ras_json *json, const struct ras_bench_report *report,
                         const struct ras_bench_tally *tally)
{
    const double all_pairs = (double)tally->rows * (double)report->resident_count;
    ras_json_open(json, NULL, '{');
    ras_json_name(json, "source");
    if (tally->name == NULL)
        ras_text_string(json->out, "null");
    else
        ras_text_json(json->out, (struct ras_bytes){tally->name, strlen(tally->name)});
    ras_json_unsigned(json, "rows", tally->rows);
    ras_json_unsigned(json, "rejected", tally->rejected);
    ras_json_unsigned(json, "match", tally->match);
    ras_json_unsigned(json, "review", tally->review);
    ras_json_unsigned(json, "none", tally->none);
    share_append(json, "review_share", (double)tally->review, (double)tally->rows);
    share_append(json, "questions_per_1000_rows", (double)tally->review * 1000,
                 (double)tally->rows);
    ras_json_unsigned(json, "worst_commune", tally->worst_commune);
    share_append(json, "worst_commune_questions_per_1000_rows",
                 (double)tally->worst_questions * 1000, (double)tally->worst_rows);
    ras_json_unsigned(json, "pairs", tally->pairs);
    ras_json_name(json, "reduction_ratio");
    if (all_pairs > 0)
        ras_text_fixed(json->out, llround((1 - (double)tally->pairs / all_pairs) * 1e9), 9);
    else
        ras_text_string(json->out, "null");
    if (report->truth_given)
        truth_append(json, tally);
    estimate_append(json, tally);
    ras_json_close(json, '}');
}

static void passes_append(struct ras_json *json, const struct ras_bench_report *report,
                          const struct ras_bench_strategy *strategy)
{
    ras_json_open(json, "passes", '[');
    for (unsigned i = 0; i < report->pass_count; i++) {
        const struct ras_bench_pass *const pass = &strategy->passes[i];
        if (!pass->used)
            continue;
        ras_json_open(json, NULL, '{');
        ras_json_string(json, "pass", pass->name);
        ras_json_unsigned(json, "pairs", pass->pairs);
        ras_json_unsigned(json, "pairs_added", pass->added);
        ras_json_unsigned(json, "pairs_only", pass->only);
        ras_json_unsigned(json, "refined", pass->refined);
        ras_json_unsigned(json, "capped", pass->capped);
        if (report->truth_given) {
            ras_json_unsigned(json, "true_pairs", pass->true_pairs);
            ras_json_unsigned(json, "true_pairs_added", pass->true_added);
            ras_json_unsigned(json, "true_pairs_only", pass->true_only);
        }
        ras_json_close(json, '}');
    }
    ras_json_close(json, ']');
}

static void calibration_append(struct ras_json *json, const struct ras_bench_strategy *strategy)
{
    ras_json_open(json, "calibration", '[');
    for (unsigned i = 0; i < RAS_BENCH_CALIBRATIONS; i++) {
        const struct ras_bench_calibration *const bin = &strategy->calibration[i];
        ras_json_open(json, NULL, '{');
        ras_json_fixed(json, "from", ras_bench_calibration_edges[i], 6);
        ras_json_unsigned(json, "rows", bin->rows);
        share_append(json, "predicted", (double)bin->predicted / 1e6, (double)bin->rows);
        share_append(json, "right", (double)bin->right, (double)bin->rows);
        ras_json_close(json, '}');
    }
    ras_json_close(json, ']');
    ras_json_fixed(json, "brier", llround(strategy->brier * 1e9), 9);
}

/* One line: [bits, links from there on, of these right] of the bins that hold something. */
static void curve_append(struct ras_json *json, const struct ras_bench_curve *curve)
{
    uint64_t links = 0, right = 0;
    ras_json_open(json, "curve", '[');
    for (unsigned i = RAS_BENCH_CURVE_BINS; i > 0; i--) {
        if (curve->links[i - 1] == 0)
            continue;
        links += curve->links[i - 1];
        right += curve->right[i - 1];
        ras_json_name(json, NULL);
        ras_text_char(json->out, '[');
        ras_text_fixed(json->out, RAS_BENCH_CURVE_FIRST * 100 + (int64_t)(i - 1) * 25, 2);
        ras_text_format(json->out, ", %llu, %llu]", (unsigned long long)links,
                        (unsigned long long)right);
    }
    ras_json_close(json, ']');
}

static void weights_append(struct ras_json *json, const struct ras_bench_strategy *strategy)
{
    ras_json_open(json, "weights", '[');
    for (unsigned i = 0; i < RAS_BENCH_WEIGHT_BINS; i++) {
        if (strategy->right_weights[i] + strategy->wrong_weights[i] == 0)
            continue;
        ras_json_name(json, NULL);
        ras_text_format(json->out, "[%d, %llu, %llu]",
                        (int)i * RAS_BENCH_WEIGHT_BITS + RAS_BENCH_WEIGHT_FIRST,
                        (unsigned long long)strategy->right_weights[i],
                        (unsigned long long)strategy->wrong_weights[i]);
    }
    ras_json_close(json, ']');
}

static void classes_append(struct ras_json *json, const struct ras_bench_report *report,
                           const struct ras_bench_strategy *strategy)
{
    ras_json_open(json, "error_classes", '[');
    for (unsigned i = 0; i < report->class_count; i++) {
        const struct ras_bench_class *const class = &strategy->classes[i];
        if (class->rows == 0)
            continue;
        ras_json_open(json, NULL, '{');
        ras_json_string(json, "class", class->name);
        ras_json_unsigned(json, "rows", class->rows);
        ras_json_unsigned(json, "met", class->met);
        ras_json_unsigned(json, "right", class->right);
        ras_json_unsigned(json, "asked", class->asked);
        ras_json_unsigned(json, "wrong", class->wrong);
        share_append(json, "recall", (double)class->right, (double)class->rows);
        ras_json_close(json, '}');
    }
    ras_json_close(json, ']');
}

static void strategy_append(struct ras_json *json, const struct ras_bench_report *report,
                            const struct ras_bench_strategy *strategy)
{
    const uint64_t rows = strategy->tallies[report->source_count].rows;
    ras_json_open(json, NULL, '{');
    ras_json_string(json, "name", strategy->name);
    ras_json_fixed(json, "match_probability", strategy->match_probability, 6);
    ras_json_open(json, "sources", '[');
    for (unsigned i = 0; i <= report->source_count; i++)
        tally_append(json, report, &strategy->tallies[i]);
    ras_json_close(json, ']');
    passes_append(json, report, strategy);
    if (report->truth_given) {
        calibration_append(json, strategy);
        curve_append(json, &strategy->curve);
        weights_append(json, strategy);
        classes_append(json, report, strategy);
    }
    ras_json_open(json, "cost", '{');
    ras_json_fixed(json, "seconds", llround(strategy->seconds * 1000), 3);
    ras_json_name(json, "rows_per_second");
    ras_text_unsigned(json->out,
                      strategy->seconds > 0 ? (uint64_t)((double)rows / strategy->seconds) : 0);
    ras_json_unsigned(json, "peak_bytes", strategy->peak_bytes);
    ras_json_close(json, '}');
    ras_json_close(json, '}');
}

void ras_bench_json(const struct ras_bench_report *report, struct ras_text *out)
{
    struct ras_json json = {.out = out, .depth = 0, .first = true};
    ras_json_open(&json, NULL, '{');
    ras_json_string(&json, "purpose", report->purpose);
    ras_json_date(&json, "as_of", report->as_of);
    ras_json_unsigned(&json, "residents", report->resident_count);
    ras_json_name(&json, "truth");
    ras_text_string(out, report->truth_given ? "true" : "false");
    ras_json_unsigned(&json, "truth_lines", report->truth_lines);
    ras_json_unsigned(&json, "truth_of_other_sources", report->truth_other_sources);
    ras_json_unsigned(&json, "truth_residents_not_listed", report->truth_unlisted);
    ras_json_open(&json, "strategies", '[');
    for (unsigned i = 0; i < report->strategy_count; i++)
        strategy_append(&json, report, &report->strategies[i]);
    ras_json_close(&json, ']');
    ras_json_close(&json, '}');
    ras_text_char(out, '\n');
}
