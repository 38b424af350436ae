/* A task as the cells of one row, the same for workbook and CSV: what an officer reads, masked.
 *
 * Ownership: a cell that stands as it is in the task is borrowed from it; the others lie in the
 * row's text until the next fill. Threads: a row belongs to one thread. */
#ifndef RASOAT_REPORT_WORKLIST_ROW_H
#define RASOAT_REPORT_WORKLIST_ROW_H

#include "report/report.h"

enum ras_worklist_column {
#define COLUMN(ENUM, header, width, where) RAS_WORKLIST_##ENUM,
#include "report/worklist_columns.def"
#undef COLUMN
    RAS_WORKLIST_COLUMN_COUNT
};

enum ras_worklist_where { RAS_WORKLIST_BOTH, RAS_WORKLIST_CSV_ONLY, RAS_WORKLIST_REVIEW };

struct ras_worklist_column_info {
    const char *header;
    unsigned width; /* characters */
    enum ras_worklist_where where;
};
const struct ras_worklist_column_info *ras_worklist_column_at(enum ras_worklist_column column);

struct ras_worklist_row {
    struct ras_bytes cells[RAS_WORKLIST_COLUMN_COUNT];
    struct ras_text text; /* of the cells that are not lent by the task or the settings */
    struct ras_text scratch;
};
void ras_worklist_row_init(struct ras_worklist_row *row);
void ras_worklist_row_fini(struct ras_worklist_row *row);
/* Texts of more than `letters_max` letters are cut, with "…". false without memory. */
bool ras_worklist_row_fill(struct ras_worklist_row *row,
                           const struct ras_worklist_settings *settings,
                           const struct ras_task *task, size_t letters_max);

/* Tasks and not rows: each candidate of a review task is a row, one task. */
static inline bool ras_task_begins(const struct ras_task *task)
{
    return task->candidate_rank <= 1;
}
/* "DG03: họ tên khác ...", or what a review asks. */
void ras_worklist_problem(struct ras_text *out, const struct ras_worklist_settings *settings,
                          uint32_t rule);

#endif
