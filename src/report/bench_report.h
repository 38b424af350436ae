/* A comparison of strategies as figures: what the table, the JSON and the page of `rasoat bench`
 * are written from.
 *
 * An error is a row linked to the wrong resident (wrong) or not linked to its true one (missed); a
 * wrong link of a row that has a true resident is both. Blocking misses are misses. Figures that
 * need the truth are of the rows that it knows (`labelled`). */
#ifndef RASOAT_REPORT_BENCH_REPORT_H
#define RASOAT_REPORT_BENCH_REPORT_H

#include "base/text.h"
#include "report/report.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_BENCH_SHARES       4
#define RAS_BENCH_CALIBRATIONS 12
/* Thresholds of the curves: quarters of a bit from RAS_BENCH_CURVE_FIRST bits on. */
#define RAS_BENCH_CURVE_FIRST (-24)
#define RAS_BENCH_CURVE_BINS  320

/* Weights of best candidates: bins of two bits from RAS_BENCH_WEIGHT_FIRST bits on; the first and
 * the last hold what lies beyond. */
#define RAS_BENCH_WEIGHT_FIRST (-24)
#define RAS_BENCH_WEIGHT_BITS  2
#define RAS_BENCH_WEIGHT_BINS  64

/* Shares of the rows that are asked, in hundredths of a percent, and the lower ends of the bins of
 * calibration, in millionths. */
extern const uint32_t ras_bench_shares[RAS_BENCH_SHARES];
extern const uint32_t ras_bench_calibration_edges[RAS_BENCH_CALIBRATIONS];

struct ras_bench_share {
    uint64_t asked;
    uint64_t wrong;
    uint64_t missed;
};

/* What is expected without any truth, in rows. */
struct ras_bench_estimate {
    double right;             /* links that are right */
    double found;             /* rows whose person is among the candidates */
    double lost;              /* rows whose person is a resident, but met in no pass */
    bool lost_known;          /* false: there are passes that no overlap tells of */
    uint64_t unreached;       /* rows for which no pass has a key */
    double unreached_persons; /* ... whose person is a resident */
};
/* Rows whose person is a resident, 0 = not known. */
double ras_bench_expected_persons(const struct ras_bench_estimate *estimate);

/* Rows of one source, or of all of them. */
struct ras_bench_tally {
    const char *name; /* of the source, NULL = all */
    uint64_t rows;    /* decided */
    uint64_t rejected;
    uint64_t match, review, none;
    uint64_t pairs;
    uint64_t labelled;
    uint64_t truth_unseen;                /* lines of the truth that no row was decided for */
    uint64_t true_rows;                   /* whose person is a resident */
    uint64_t true_met;                    /* ... who is among the candidates */
    uint64_t links, right, wrong, missed; /* of the labelled, at the set thresholds */
    uint64_t reviewed_true, reviewed_shown;
    int32_t best_odds; /* millibits: the threshold that gives the greatest F1 */
    uint64_t best_links, best_right;
    struct ras_bench_share shares[RAS_BENCH_SHARES];
    uint32_t worst_commune; /* that gets the most questions a row; 0 = none is large enough */
    uint64_t worst_rows, worst_questions;
    struct ras_bench_estimate estimate;
};

struct ras_bench_class {
    const char *name; /* "" = rows without any error */
    uint64_t rows;    /* with a true resident */
    uint64_t met;     /* ... among the candidates */
    uint64_t right;
    uint64_t asked; /* under review, the true one among the shown */
    uint64_t wrong;
};

struct ras_bench_pass {
    const char *name;
    const char *vietnamese;
    bool used;
    uint64_t pairs, added, only; /* candidates: met, new after the passes before, met by no other */
    uint64_t refined, capped;
    uint64_t true_pairs, true_added, true_only;
};

struct ras_bench_calibration {
    uint64_t rows;
    uint64_t right;
    uint64_t predicted; /* sum of probabilities, millionths */
};

struct ras_bench_curve {
    uint64_t links[RAS_BENCH_CURVE_BINS]; /* best candidates whose odds lie in the bin */
    uint64_t right[RAS_BENCH_CURVE_BINS]; /* ... that are the true ones */
};

struct ras_bench_strategy {
    const char *name;
    const char *english; /* NULL: declared in the config */
    const char *vietnamese;
    uint32_t match_probability;      /* millionths */
    struct ras_bench_tally *tallies; /* of each source, then of all: source_count + 1 */
    struct ras_bench_pass *passes;   /* pass_count */
    struct ras_bench_class *classes; /* class_count */
    struct ras_bench_calibration calibration[RAS_BENCH_CALIBRATIONS];
    double brier; /* mean square of (probability - truth), over best candidates */
    struct ras_bench_curve curve;
    uint64_t right_weights[RAS_BENCH_WEIGHT_BINS]; /* best candidates that are the true ones */
    uint64_t wrong_weights[RAS_BENCH_WEIGHT_BINS]; /* ... and those that are not */
    double seconds;
    uint64_t peak_bytes;
};

struct ras_bench_report {
    const char *purpose;
    uint32_t as_of;
    uint64_t resident_count;
    bool truth_given;
    uint64_t truth_lines;
    uint64_t truth_unlisted;      /* of which the resident is not in the residents' file */
    uint64_t truth_other_sources; /* lines of sources that the config has not */
    uint32_t source_count;
    uint32_t strategy_count;
    uint32_t pass_count;
    uint32_t class_count;
    struct ras_bench_strategy *strategies;
    bool vietnamese;
};

void ras_bench_json(const struct ras_bench_report *report, struct ras_text *out);
void ras_bench_html(const struct ras_bench_report *report, struct ras_text *out);

#endif
