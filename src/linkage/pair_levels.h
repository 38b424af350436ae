/* The levels that a pair of records reaches, one a comparison.
 *
 * Fields hold few distinct values beside the pairs that meet, so what two values came to is kept in
 * a small cache of each worker. Threads: the comparer is read-only, a scratch belongs to one
 * worker.
 */
#ifndef RASOAT_LINKAGE_PAIR_LEVELS_H
#define RASOAT_LINKAGE_PAIR_LEVELS_H

#include "linkage/link_model.h"
#include "linkage/population.h"
#include "linkage/word_evidence.h"

#define RAS_LEVEL_MISSING_NUMBER 0

struct ras_pair_comparer {
    const struct ras_link_schema *schema;
    const struct ras_record_table *table;
    struct ras_word_evidence evidence[RAS_LINK_COMPARISONS_MAX]; /* of those by words */
    struct ras_population populations[RAS_LINK_COMPARISONS_MAX]; /* of those with a table */
};

#define RAS_LEVEL_CACHE_SLOTS ((size_t)1 << 15)
struct ras_level_cache {
    uint64_t pairs[RAS_LEVEL_CACHE_SLOTS];
    uint8_t levels[RAS_LEVEL_CACHE_SLOTS];
};

struct ras_pair_scratch {
    struct ras_level_cache levels[RAS_LINK_COMPARISONS_MAX];
    struct ras_word_cache words[RAS_LINK_COMPARISONS_MAX];
};

enum ras_status ras_pair_comparer_init(struct ras_pair_comparer *comparer,
                                       const struct ras_record_table *table,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* Read the tables that comparisons name. */
enum ras_status ras_pair_comparer_populate(struct ras_pair_comparer *comparer,
                                           const atomic_int *stop,
                                           struct ras_error *error) RAS_MUST_CHECK;
/* Compare with the variants of a model; candidates collected before do not know them. */
enum ras_status ras_pair_comparer_use(struct ras_pair_comparer *comparer,
                                      const struct ras_link_model *model,
                                      struct ras_error *error) RAS_MUST_CHECK;
void ras_pair_comparer_fini(struct ras_pair_comparer *comparer);
/* One scratch a worker, from one block; ras_free gives it back. */
struct ras_pair_scratch *ras_pair_scratch_create(unsigned worker_count) RAS_MUST_CHECK;

/* levels: comparison_count of them; 0 = missing, then as schema.h says. */
void ras_pair_levels(const struct ras_pair_comparer *comparer, struct ras_pair_scratch *scratch,
                     uint32_t a, uint32_t b, uint8_t *levels);
/* The level of two values (0 = missing) of one comparison, not crossed. */
uint8_t ras_value_level(const struct ras_pair_comparer *comparer, struct ras_pair_scratch *scratch,
                        unsigned comparison, uint32_t a, uint32_t b);

/* Levels packed, five bits each. */
static inline uint64_t ras_link_levels_pack(const uint8_t *levels, unsigned count)
{
    uint64_t packed = 0;
    for (unsigned i = 0; i < count; i++)
        packed |= (uint64_t)levels[i] << (5 * i);
    return packed;
}
static inline unsigned ras_link_levels_at(uint64_t packed, unsigned comparison)
{
    return (unsigned)(packed >> (5 * comparison)) & 31;
}

#endif
