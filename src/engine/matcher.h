/* The matcher: rows in, decisions out; the heart of the per-row path.
 *
 * Rows are taken in batches of RAS_MATCHER_BATCH, and every look-up is staged over the batch -
 * keys, fences, postings, residents - with a prefetch between stages, so that cache misses overlap
 * instead of adding up (a dependent miss costs twenty times a staged one).
 *
 * A block above the cap is not searched: its refined blocks are. A refined block that is still
 * above the cap gives no candidates from that pass, and is counted.
 *
 * Threads: one matcher belongs to one worker; index and model are shared. */
#ifndef RASOAT_ENGINE_MATCHER_H
#define RASOAT_ENGINE_MATCHER_H

#include "base/vector.h"
#include "index/index.h"
#include "rasoat/error.h"
#include "record/pair.h"
#include "record/resident.h"
#include "score/model.h"

#include <stddef.h>
#include <stdint.h>

#define RAS_MATCHER_BATCH 16

/* What comparing the row in hand with one name of the index gave. */
struct ras_name_memo {
    uint64_t row; /* whose: 0 = none */
    uint32_t number;
    int32_t adjustment;
    uint8_t level;
};
#define RAS_NAME_MEMOS 16

struct ras_matcher {
    const struct ras_index *index;
    const struct ras_model *model;
    struct ras_vector hits;       /* of the row in hand */
    struct ras_vector merged;     /* room to sort them */
    struct ras_vector candidates; /* struct ras_candidate of the batch, row after row */
    struct ras_name_memo memo[RAS_NAME_MEMOS]; /* by the low bits of the name */
    uint64_t row_number;                       /* of the row in hand, from 1 */
    uint64_t pair_count;
    uint64_t refined_count[RAS_PASS_COUNT]; /* look-ups that went to a refined block */
    uint64_t capped_count[RAS_PASS_COUNT];  /* look-ups that a refined block above the cap cost */
};

void ras_matcher_init(struct ras_matcher *matcher, const struct ras_index *index,
                      const struct ras_model *model);
void ras_matcher_fini(struct ras_matcher *matcher);

/* Decide count rows (at most RAS_MATCHER_BATCH), each alone. */
enum ras_status ras_matcher_run(struct ras_matcher *matcher, const struct ras_subject *rows,
                                size_t count, struct ras_decision *decisions,
                                struct ras_error *error) RAS_MUST_CHECK;

/* All candidates of one row with passes, levels and weight, by resident; they stay in
 * matcher->candidates until the next call. For those who need more than a decision. */
enum ras_status ras_matcher_candidates(struct ras_matcher *matcher, const struct ras_subject *row,
                                       struct ras_error *error) RAS_MUST_CHECK;

/* Whom each of count rows (at most RAS_MATCHER_BATCH) meets, neither compared nor weighed: those of
 * row i are matcher->candidates[starts[i] .. starts[i + 1]), by resident, and their lines are asked
 * for. */
enum ras_status ras_matcher_meet(struct ras_matcher *matcher, const struct ras_subject *rows,
                                 size_t count, size_t *starts,
                                 struct ras_error *error) RAS_MUST_CHECK;

#endif
