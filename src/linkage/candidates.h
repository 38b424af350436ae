/* The pairs that were proposed, with the pattern of levels that each reached.
 *
 *   pairs:     {1, 9, pattern 4} {2, 7, pattern 0} ...        in order of proposal
 *   patterns:  {levels, free, how many pairs} ...             in order of levels
 *
 * Pairs are many, patterns few: learning costs time in the number of patterns. A comparison is free
 * in a pair that met in some pass made of other columns: only there does it say how often pairs of
 * one person agree, since in the pass's own columns all of its pairs do. */
#ifndef RASOAT_LINKAGE_CANDIDATES_H
#define RASOAT_LINKAGE_CANDIDATES_H

#include "linkage/blocks.h"
#include "linkage/pair_levels.h"

struct ras_link_pattern {
    uint64_t levels; /* ras_link_levels_pack */
    uint32_t free;   /* bit per comparison */
    uint64_t count;
};

struct ras_link_pair {
    uint32_t a;
    uint32_t b;
    uint32_t pattern;
};

struct ras_candidates {
    struct ras_vector pairs;    /* struct ras_link_pair */
    struct ras_vector patterns; /* struct ras_link_pattern */
};

enum ras_status ras_candidates_collect(struct ras_candidates *candidates,
                                       const struct ras_blocks *blocks,
                                       const struct ras_pair_comparer *comparer,
                                       unsigned thread_count, const atomic_int *stop,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* The same pairs after the comparer has learnt variants: what these may have changed is compared
 * anew. */
enum ras_status ras_candidates_renew(struct ras_candidates *candidates,
                                     const struct ras_pair_comparer *comparer,
                                     unsigned thread_count, const atomic_int *stop,
                                     struct ras_error *error) RAS_MUST_CHECK;
void ras_candidates_fini(struct ras_candidates *candidates);

/* How often random pairs reach each level: counts[comparison][level], of `sample` pairs drawn with
 * the schema's seed. They are added to what counts holds. */
#define RAS_RANDOM_SHARING (RAS_LINK_LEVELS_MAX - 1) /* by words: pairs that share one */
#define RAS_RANDOM_PAIRS   ((uint64_t)1 << 20)
enum ras_status ras_random_levels(const struct ras_pair_comparer *comparer, uint64_t sample,
                                  unsigned thread_count, const atomic_int *stop,
                                  uint64_t counts[][RAS_LINK_LEVELS_MAX],
                                  struct ras_error *error) RAS_MUST_CHECK;

#endif
