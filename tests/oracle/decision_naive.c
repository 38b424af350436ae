/* P(i) = 2^w_i × c/N / ((1 - c) + sum of 2^w_j × c/N), in the range of long double. */
#include "oracle/decision_naive.h"

#include <math.h>

long double naive_posterior(double coverage, uint32_t resident_count,
                            const struct ras_candidate *candidates, size_t count,
                            long double *probability)
{
    const long double prior = (long double)coverage / resident_count;
    long double present = 0;
    for (size_t i = 0; i < count; i++)
        present += exp2l((long double)candidates[i].weight / RAS_MILLIBITS) * prior;
    const long double whole = present + (1.0L - coverage);
    for (size_t i = 0; i < count; i++)
        probability[i] = exp2l((long double)candidates[i].weight / RAS_MILLIBITS) * prior / whole;
    return present / whole;
}
