/* Scores of decided rows, the slow and obvious way. */
#ifndef RASOAT_TESTS_BENCH_NAIVE_H
#define RASOAT_TESTS_BENCH_NAIVE_H

#include "engine/bench_tally.h"

/* links, right, wrong and missed at the set thresholds. */
void bench_naive_decisions(const struct ras_bench_row *rows, size_t count,
                           const struct ras_bench_truth *truth, struct ras_bench_tally *tally);
/* Wrong and missed when `asked` rows are asked: the one nearest to one half, again and again. */
void bench_naive_share(const struct ras_bench_row *rows, size_t count,
                       const struct ras_bench_truth *truth, uint64_t budget,
                       struct ras_bench_share *share);
/* The greatest F1 over every threshold that a row has. */
double bench_naive_best(const struct ras_bench_row *rows, size_t count,
                        const struct ras_bench_truth *truth);

#endif
