/* The true resident of every answer, and the levels that true pairs reach.
 *
 * A row is compared with its resident whether or not a pass would propose the pair, so the counts
 * hold the errors that hide a person from every pass too. Threads: residents are found by one
 * thread; counts belong to one thread each, and are sums of whole numbers. */
#ifndef RASOAT_ENGINE_TRUE_PAIRS_H
#define RASOAT_ENGINE_TRUE_PAIRS_H

#include "engine/truth_file.h"
#include "index/index.h"

#include <stdint.h>

/* Instead of a resident: the answer names one that the index does not hold. */
#define RAS_RESIDENT_UNLISTED (RAS_RESIDENT_NONE - 1)

struct ras_true_residents {
    const struct ras_truth *truth;
    uint32_t *residents; /* per line; RAS_RESIDENT_NONE: the person is no resident */
};

/* fini must follow in any case. */
enum ras_status ras_true_residents_find(struct ras_true_residents *residents,
                                        const struct ras_truth *truth,
                                        const struct ras_index *index,
                                        struct ras_error *error) RAS_MUST_CHECK;
void ras_true_residents_fini(struct ras_true_residents *residents);

struct ras_true_counts {
    uint64_t seen[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1]; /* by true pairs */
    uint64_t row_count;                                     /* rows with an answer */
    uint64_t pair_count;     /* of them: their person is a resident of the index */
    uint64_t unlisted_count; /* of them: the answer names a resident that it does not hold */
};

/* Count one row of a source, if there is an answer for it. */
void ras_true_pair_count(struct ras_true_counts *counts, const struct ras_true_residents *residents,
                         const struct ras_index *index, unsigned source, struct ras_bytes record_id,
                         const struct ras_subject *row);
void ras_true_counts_add(struct ras_true_counts *into, const struct ras_true_counts *from);

#endif
