/* Look-ups of many keys at once.
 *
 *   fence of i + 2n asked for ── fence of i + n read, its postings asked for ── run of i found
 *
 * A rolling ring: as many lines are on their way at any time as the processor can wait for, where
 * a burst over a whole batch would ask for more than it can and lose some. Tags of a bucket are
 * compared at once where the processor can; which way is chosen at run time and gives the same
 * runs. Threads: pure, but for the switch ras_probe_force, which is for tests. */
#ifndef RASOAT_INDEX_PROBE_H
#define RASOAT_INDEX_PROBE_H

#include "index/index.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ras_probe {
    const struct ras_postings *postings;
    uint64_t key;
    struct ras_posting_run run; /* filled in: as of ras_postings_find */
};

void ras_probe_run(struct ras_probe *probes, size_t count);

/* "scalar", "avx2" or "avx512" from now on, NULL = the best; false where there is no such. */
bool ras_probe_force(const char *name);

#endif
