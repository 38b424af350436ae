/* Which records are worth comparing: blocks of records that agree on all fields of a pass.
 *
 *   pass 0:  | key 3: 1 4 9 | key 7: 2 5 | ...        entries by key, then record
 *   record 4 in pass 0:  3 ...                        the same keys by record
 *
 * A field taken word by word gives a record several keys in one pass. A pair that meets more than
 * once is proposed where it meets first: in the first pass, there at the smallest key, so that
 * nothing has to be remembered to propose each pair once.
 * A block above the cap is split by a further field, the coarsest first, and again, until its parts
 * fit; parts that nothing splits are left out, counted and told. Read-only once built. */
#ifndef RASOAT_LINKAGE_BLOCKS_H
#define RASOAT_LINKAGE_BLOCKS_H

#include "base/vector.h"
#include "linkage/record_table.h"

struct ras_block_entry {
    uint64_t key;
    uint32_t record;
};

struct ras_block_pass {
    struct ras_vector entries; /* struct ras_block_entry */
    uint32_t *starts;          /* record_count + 1, into keys */
    uint64_t *keys;            /* of each record, rising */
    uint64_t refined_blocks;   /* above the cap, split */
    uint64_t dropped_blocks;   /* above the cap, and nothing splits them */
    uint64_t dropped_pairs;
};

struct ras_blocks {
    const struct ras_record_table *table;
    struct ras_block_pass *passes; /* of the schema */
    unsigned pass_count;
    bool full; /* few enough records: every pair is proposed, without blocks */
};

/* A range of proposing records that is worked on as one task. */
struct ras_block_task {
    uint32_t pass;
    size_t first; /* entries (or records) that propose pairs with those behind them */
    size_t behind;
};

enum ras_status ras_blocks_build(struct ras_blocks *blocks, const struct ras_record_table *table,
                                 unsigned thread_count, const atomic_int *stop,
                                 struct ras_error *error) RAS_MUST_CHECK;
void ras_blocks_fini(struct ras_blocks *blocks);

/* Tasks of about as many pairs each, the same for any number of threads. */
enum ras_status ras_blocks_tasks(const struct ras_blocks *blocks, struct ras_vector *tasks,
                                 struct ras_error *error) RAS_MUST_CHECK;

/* Do both records have a common key in the pass? */
bool ras_blocks_meet(const struct ras_blocks *blocks, unsigned pass, uint32_t a, uint32_t b);
/* Bits of all passes in which two records meet. */
uint64_t ras_blocks_met(const struct ras_blocks *blocks, uint32_t a, uint32_t b);

/* Every pair that a task proposes, the smaller record first. */
typedef enum ras_status ras_pair_function(void *context, uint32_t a, uint32_t b,
                                          struct ras_error *error);
enum ras_status ras_blocks_propose(const struct ras_blocks *blocks,
                                   const struct ras_block_task *task, ras_pair_function *take,
                                   void *context, struct ras_error *error) RAS_MUST_CHECK;

#endif
