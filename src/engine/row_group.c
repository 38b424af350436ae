/* Rows become comparable. */
#include "engine/row_group.h"

#include "base/try.h"

#include <assert.h>

enum ras_status ras_row_group_take(struct ras_row_group *group, const struct ras_source_rows *rows,
                                   const struct ras_batch *batch, uint32_t row,
                                   struct ras_row_scratch *scratch, enum ras_reject_code *code,
                                   struct ras_error *error)
{
    assert(!ras_row_group_full(group));
    struct ras_person *const person = &group->persons[group->count];
    RAS_TRY(ras_source_row(rows, batch, row, scratch, person, code, error));
    if (*code != RAS_ROW_ACCEPTED)
        return RAS_OK;
    RAS_TRY(ras_source_subject(scratch, person, &group->subjects[group->count], error));
    group->rows[group->count++] = row;
    return RAS_OK;
}
