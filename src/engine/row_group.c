/* The rows of a batch, gathered for the matcher. */
#include "engine/row_group.h"

#include "base/try.h"

#define PREFETCH_ROWS 4u

static enum ras_status row_add(const struct ras_row_taking *taking, const struct ras_batch *batch,
                               uint32_t row, struct ras_row_group *group, struct ras_error *error)
{
    enum ras_reject_code code = RAS_ROW_ACCEPTED;
    struct ras_person *const person = &group->persons[group->count];
    RAS_TRY(ras_source_row(taking->rows, batch, row, taking->scratch, person, &code, error));
    if (code != RAS_ROW_ACCEPTED)
        return taking->reject(taking->context, row, code, error);
    RAS_TRY(ras_source_subject(taking->scratch, person, &group->subjects[group->count], error));
    group->rows[group->count++] = row;
    return RAS_OK;
}

static enum ras_status group_empty(const struct ras_row_taking *taking, struct ras_row_group *group,
                                   struct ras_error *error)
{
    RAS_TRY(taking->group(taking->context, group, error));
    group->count = 0;
    ras_arena_reset(&taking->scratch->arena);
    return RAS_OK;
}

enum ras_status ras_rows_take(const struct ras_row_taking *taking, const struct ras_batch *batch,
                              struct ras_error *error)
{
    struct ras_row_group group;
    group.count = 0;
    for (uint32_t row = 0; row < batch->row_count; row++) {
        ras_source_row_prefetch(batch, row + PREFETCH_ROWS);
        RAS_TRY(row_add(taking, batch, row, &group, error));
        if (group.count == RAS_MATCHER_BATCH)
            RAS_TRY(group_empty(taking, &group, error));
    }
    return group_empty(taking, &group, error);
}
