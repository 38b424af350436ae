/* What the second reading makes of one row: its line in every file, its tasks, its counts. */
#ifndef RASOAT_ENGINE_ROW_REPORT_H
#define RASOAT_ENGINE_ROW_REPORT_H

#include "base/arena.h"
#include "base/text.h"
#include "base/vector.h"
#include "engine/run.h"
#include "engine/source_rows.h"
#include "quality/describe.h"
#include "quality/metrics.h"
#include "rasoat/error.h"

#include <stdint.h>

/* A row of a duplicate group, kept until the group is whole. */
struct ras_duplicate_row {
    uint32_t group;
    uint32_t resident; /* RAS_RESIDENT_NONE: no match */
    bool kept;
};

/* Where the lines of one chunk are gathered; emptied by the ordered consumer. */
struct ras_row_outputs {
    struct ras_text matches;
    struct ras_text reviews;
    struct ras_text issues;
    struct ras_text proposals;
    struct ras_text resident_proposals; /* changes that this source proposes to the residents */
    uint64_t match_lines, review_lines, issue_lines, proposal_lines, resident_proposal_lines;
    struct ras_task_batch tasks;
    struct ras_vector duplicates;     /* struct ras_arrival */
    struct ras_vector duplicate_rows; /* struct ras_duplicate_row */
    uint64_t issue_count[RAS_RULES_MAX];
    uint64_t outcome_count[RAS_OUTCOME_COUNT];
};
void ras_row_outputs_init(struct ras_row_outputs *outputs);
void ras_row_outputs_fini(struct ras_row_outputs *outputs);
void ras_row_outputs_clear(struct ras_row_outputs *outputs);

/* What is the same for every row of a source. */
struct ras_row_report {
    struct ras_run *run;
    struct ras_source_run *source;
    const struct ras_source_rows *rows;
    const struct ras_rule_info *const *rules;
    struct ras_bytes source_name;
    unsigned death_rule; /* of the changes proposed to the residents */
    struct ras_line_words words;
};
void ras_row_report_init(struct ras_row_report *report, struct ras_run *run,
                         struct ras_source_run *source, const struct ras_source_rows *rows);

/* One worker's tools. */
struct ras_row_worker {
    struct ras_row_scratch scratch; /* its arena is the chunk's while a chunk is in hand */
    struct ras_describer describer; /* of the row in hand */
    struct ras_metrics *metrics;
    uint32_t *sure_counts; /* sure changes: [slot of the commune][RAS_RULES_MAX] */
};

/* Write everything about one accepted row. */
enum ras_status ras_row_report_write(const struct ras_row_report *report,
                                     struct ras_row_worker *worker, const struct ras_batch *batch,
                                     uint32_t row, const struct ras_person *person,
                                     const struct ras_row_state *state,
                                     struct ras_row_outputs *outputs,
                                     struct ras_error *error) RAS_MUST_CHECK;

#endif
