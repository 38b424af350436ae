/* Where the lines and tasks of a chunk are gathered. */
#include "engine/row_report.h"

#include <string.h>

void ras_row_outputs_init(struct ras_row_outputs *outputs)
{
    memset(outputs, 0, sizeof *outputs);
    ras_text_init(&outputs->matches);
    ras_text_init(&outputs->reviews);
    ras_text_init(&outputs->issues);
    ras_text_init(&outputs->proposals);
    ras_text_init(&outputs->resident_proposals);
    ras_task_batch_init(&outputs->tasks);
    ras_vector_init(&outputs->duplicates, sizeof(struct ras_arrival));
    ras_vector_init(&outputs->duplicate_rows, sizeof(struct ras_duplicate_row));
}

void ras_row_outputs_fini(struct ras_row_outputs *outputs)
{
    ras_text_fini(&outputs->matches);
    ras_text_fini(&outputs->reviews);
    ras_text_fini(&outputs->issues);
    ras_text_fini(&outputs->proposals);
    ras_text_fini(&outputs->resident_proposals);
    ras_task_batch_fini(&outputs->tasks);
    ras_vector_fini(&outputs->duplicates);
    ras_vector_fini(&outputs->duplicate_rows);
}

void ras_row_outputs_clear(struct ras_row_outputs *outputs)
{
    ras_text_clear(&outputs->matches);
    ras_text_clear(&outputs->reviews);
    ras_text_clear(&outputs->issues);
    ras_text_clear(&outputs->proposals);
    ras_text_clear(&outputs->resident_proposals);
    ras_task_batch_clear(&outputs->tasks);
    outputs->duplicates.count = outputs->duplicate_rows.count = 0;
    outputs->match_lines = outputs->review_lines = outputs->issue_lines = 0;
    outputs->proposal_lines = outputs->resident_proposal_lines = 0;
    memset(outputs->issue_count, 0, sizeof outputs->issue_count);
    memset(outputs->outcome_count, 0, sizeof outputs->outcome_count);
}
