/* How often each comparison pattern occurs: the levels of a pair and the passes it was met in, 60
 * bits together. Training then costs time in the number of distinct patterns, not of pairs.
 *
 * Threads: a table belongs to one thread; tables are merged. Sums do not depend on the order of
 * adding, and sorting makes the order of the patterns that of their numbers. */
#ifndef RASOAT_SCORE_PATTERN_COUNTS_H
#define RASOAT_SCORE_PATTERN_COUNTS_H

#include "rasoat/error.h"
#include "record/pair.h"

#include <stddef.h>
#include <stdint.h>

#define RAS_PATTERN_LEVEL_BITS 44

struct ras_pattern_count {
    uint64_t pattern;
    uint64_t count; /* 0 = an empty slot */
};

struct ras_pattern_counts {
    struct ras_pattern_count *slots; /* a power of two of them, or NULL */
    size_t capacity;
    size_t used;
};

static inline uint64_t ras_pattern_of(const struct ras_levels *levels, uint32_t passes)
{
    return ras_levels_pack(levels) | (uint64_t)passes << RAS_PATTERN_LEVEL_BITS;
}
static inline unsigned ras_pattern_level(uint64_t pattern, unsigned comparator)
{
    return pattern >> (4 * comparator) & 15;
}
static inline uint32_t ras_pattern_passes(uint64_t pattern)
{
    return (uint32_t)(pattern >> RAS_PATTERN_LEVEL_BITS);
}

void ras_pattern_counts_init(struct ras_pattern_counts *counts);
void ras_pattern_counts_fini(struct ras_pattern_counts *counts);
enum ras_status ras_pattern_counts_add(struct ras_pattern_counts *counts, uint64_t pattern,
                                       uint64_t count, struct ras_error *error) RAS_MUST_CHECK;
enum ras_status ras_pattern_counts_merge(struct ras_pattern_counts *into,
                                         const struct ras_pattern_counts *from,
                                         struct ras_error *error) RAS_MUST_CHECK;
/* The `used` patterns to the front of `slots`, rising. Nothing may be added afterwards. */
void ras_pattern_counts_sort(struct ras_pattern_counts *counts);

#endif
