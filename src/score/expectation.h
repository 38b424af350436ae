/* m of every level, learnt without labels: expectation and maximisation over counted patterns.
 *
 * Candidates come from blocking passes, so each pass is a round of its own: a mixture of pairs that
 * are one person and pairs that are not, in which the comparators that the pass's key is made of
 * are tied (they agree by construction) and say nothing. All rounds share m; the share of true
 * pairs and the habits of the untrue ones belong to the round, since persons who share a name and a
 * year are not two persons at random. Every comparator is free in some round, so every m is
 * estimated from pairs that were not chosen by it.
 * Source: W. E. Winkler, "Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model
 * of Record Linkage", 1988; T. N. Herzog, F. J. Scheuren, W. E. Winkler, "Data Quality and Record
 * Linkage Techniques", 2007, chapter 9.
 *
 * Threads: pure; one thread, sums in the order of the patterns: same counts, same result. */
#ifndef RASOAT_SCORE_EXPECTATION_H
#define RASOAT_SCORE_EXPECTATION_H

#include "rasoat/error.h"
#include "score/model.h"
#include "score/pattern_counts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RAS_EXPECTATION_PASSES_MAX 16

struct ras_expectation_input {
    const struct ras_pattern_count *patterns; /* sorted */
    size_t pattern_count;
    const struct ras_model *start; /* its m and u begin; its m stays where nothing is seen */
    const uint32_t *tied;          /* per pass: a bit for each comparator that is tied */
    unsigned pass_count;
    uint32_t fixed; /* comparators whose m is kept as it is */
    unsigned iterations_max;
    double change_min; /* converged when no m moves by more */
};

struct ras_expectation_result {
    double m[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1];
    double seen[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1]; /* expected pairs behind it */
    double share[RAS_EXPECTATION_PASSES_MAX];             /* of true pairs among those of a pass */
    double change;                                        /* of the last iteration */
    unsigned iterations;
    bool converged;
};

enum ras_status ras_expectation_run(const struct ras_expectation_input *input,
                                    struct ras_expectation_result *result,
                                    struct ras_error *error) RAS_MUST_CHECK;

/* Counts of the levels 1 .. level_count to probabilities, with twenty pairs of the start among
 * them: a level that is hardly ever seen keeps what the start says. Counts may be expected ones or
 * those of true pairs. */
void ras_expectation_shares(const double *counts, const double *start, unsigned level_count,
                            double *shares);

#endif
