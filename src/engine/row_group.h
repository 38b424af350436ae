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

/* What is done with the rows of a batch. */
struct ras_row_taking {
    const struct ras_source_rows *rows;
    struct ras_row_scratch *scratch;
    /* The group is full, or the batch at its end; it may be empty, and is emptied afterwards. */
    enum ras_status (*group)(void *context, struct ras_row_group *group, struct ras_error *error);
    /* A row that the engine rejects; it is in no group. */
    enum ras_status (*reject)(void *context, uint32_t row, enum ras_reject_code code,
                              struct ras_error *error);
    void *context; /* of both */
};

/* Every row of the batch, normalised and comparable, in order. */
enum ras_status ras_rows_take(const struct ras_row_taking *taking, const struct ras_batch *batch,
                              struct ras_error *error) RAS_MUST_CHECK;

#endif
