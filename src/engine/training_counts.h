/* What training learns from: comparison patterns of the candidates of every row, levels of random
 * pairs, and how many rows have their person among the residents. */
#ifndef RASOAT_ENGINE_TRAINING_COUNTS_H
#define RASOAT_ENGINE_TRAINING_COUNTS_H

#include "engine/context.h"
#include "engine/true_pairs.h"
#include "index/index.h"
#include "score/pattern_counts.h"

#include <stdint.h>

#define RAS_PRESENT_BINS 1001

struct ras_training_counts {
    struct ras_pattern_counts patterns; /* sorted */
    uint64_t random_seen[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1];
    uint64_t random_pair_count;
    uint64_t row_count; /* not rejected */
    uint64_t pair_count;
    uint64_t present[RAS_PRESENT_BINS]; /* rows by P(their person is a resident), per mille */
    struct ras_true_counts truth;       /* instead of patterns and present, where there is truth */
};

struct ras_training_settings {
    const struct ras_model *model;
    uint64_t seed;                          /* of the random pairs */
    unsigned pairs_per_row;                 /* random ones; 0: neither they nor patterns */
    const struct ras_true_residents *truth; /* NULL: unknown; else no candidate is looked for */
};

void ras_training_counts_init(struct ras_training_counts *counts);
void ras_training_counts_fini(struct ras_training_counts *counts);

/* Every source of the config once. The same counts for any number of threads. */
enum ras_status ras_training_counts_take(struct ras_context *context, const struct ras_index *index,
                                         const struct ras_training_settings *settings,
                                         struct ras_training_counts *counts,
                                         struct ras_error *error) RAS_MUST_CHECK;

#endif
