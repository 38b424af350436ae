/* The posterior of each candidate in long double, by the formula. */
#ifndef RASOAT_TESTS_DECISION_NAIVE_H
#define RASOAT_TESTS_DECISION_NAIVE_H

#include "record/pair.h"

#include <stddef.h>

/* probability[i] of each; returns that of all together. */
long double naive_posterior(double coverage, uint32_t resident_count,
                            const struct ras_candidate *candidates, size_t count,
                            long double *probability);

#endif
