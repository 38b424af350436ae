/* Rows on their way through the matcher, which takes them in batches so that its look-ups overlap.
 *
 * Threads: a group belongs to one worker. Texts of its persons live in the scratch's arena, which
 * may be reset when the group is emptied. */
#ifndef RASOAT_ENGINE_ROW_GROUP_H
#define RASOAT_ENGINE_ROW_GROUP_H

#include "engine/matcher.h"
#include "engine/source_rows.h"

struct ras_row_group {
    struct ras_person persons[RAS_MATCHER_BATCH];
    struct ras_subject subjects[RAS_MATCHER_BATCH];
    struct ras_decision decisions[RAS_MATCHER_BATCH];
    uint32_t rows[RAS_MATCHER_BATCH]; /* in the batch they were read in */
    size_t count;
};

static inline bool ras_row_group_full(const struct ras_row_group *group)
{
    return group->count == RAS_MATCHER_BATCH;
}

/* Normalise a row into the group, which must not be full. *code says why a row is rejected; it is
 * then not in the group. */
enum ras_status ras_row_group_take(struct ras_row_group *group, const struct ras_source_rows *rows,
                                   const struct ras_batch *batch, uint32_t row,
                                   struct ras_row_scratch *scratch, enum ras_reject_code *code,
                                   struct ras_error *error) RAS_MUST_CHECK;

#endif
