/* What a run leaves: the formats of blueprint §9 and §10, one function per kind of line or file.
 *
 * CSV lines are appended to a struct ras_text by any worker and written in order by the engine;
 * files that need the whole run (quality.*, workbooks, manifest) are made by one call each.
 * Threads: pure but for the buffers given. No personal data leaves except into the files named. */
#ifndef RASOAT_REPORT_REPORT_H
#define RASOAT_REPORT_REPORT_H

#include "base/text.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/batch.h"
#include "record/issue.h"
#include "record/pair.h"
#include "record/units.h"
#include "report/line_fields.h"
#include "report/line_words.h"

#include <stdbool.h>
#include <stdint.h>

/* ---- the list of what a run leaves (report/outputs.def) ---- */
enum ras_report {
#define OUTPUT(ENUM, name, pattern, columns, vietnamese, english) RAS_REPORT_##ENUM,
#include "report/outputs.def"
#undef OUTPUT
    RAS_REPORT_COUNT
};
struct ras_report_info {
    const char *name;    /* "matches" */
    const char *pattern; /* "matches/<source>.csv", relative to the run */
    const char *columns; /* the header line without its line end, "" for files that have none */
    const char *vietnamese;
    const char *english;
};
const struct ras_report_info *ras_report_at(enum ras_report report);

/* ---- matches/<source>.csv ---- */
struct ras_match_line {
    struct ras_bytes record_id;
    enum ras_decision_kind decision;
    enum ras_outcome outcome;
    struct ras_bytes resident_id;     /* empty for none */
    const struct ras_candidate *best; /* NULL when there is no candidate at all */
    int32_t margin; /* millibits, INT32_MAX = no second candidate: printed empty */
    const struct ras_rule_set *broken; /* numbers of the words' rules */
    const struct ras_bytes *carried;   /* carried_count values */
    uint32_t carried_count;
};
void ras_match_header(struct ras_text *out, const char *const *carried, uint32_t carried_count);
void ras_match_append(struct ras_text *out, const struct ras_line_words *words,
                      const struct ras_match_line *line);

/* ---- reviews, rejects, duplicates, issues, proposals ---- */
void ras_review_header(struct ras_text *out);
void ras_review_append(struct ras_text *out, struct ras_bytes record_id, unsigned rank,
                       struct ras_bytes resident_id, const struct ras_candidate *candidate);
void ras_reject_header(struct ras_text *out);
void ras_reject_append(struct ras_text *out, const char *file, const struct ras_batch *batch,
                       const struct ras_reject *reject);
void ras_duplicate_header(struct ras_text *out);
/* The kept row is measured against nothing: its weight is printed empty. */
void ras_duplicate_append(struct ras_text *out, uint32_t group, struct ras_bytes record_id,
                          struct ras_bytes resident_id, int32_t weight, bool kept);
void ras_issue_header(struct ras_text *out);
/* task_id 0 = no person needed: printed empty. */
void ras_issue_append(struct ras_text *out, const struct ras_line_words *words, uint64_t task_id,
                      const struct ras_line_key *record, const struct ras_issue *issue,
                      uint32_t commune);
struct ras_proposal_line {
    struct ras_bytes register_name; /* source name, or "residents": needs no quotes */
    struct ras_bytes key;           /* resident_id to change; empty: the record itself */
    enum ras_field field;
    struct ras_bytes old_value;
    struct ras_bytes new_value;
    unsigned rule;
    uint32_t probability; /* millionths of the link behind it */
    struct ras_bytes source;
    const struct ras_line_key *record; /* id of the record that speaks for it */
};
void ras_proposal_header(struct ras_text *out);
void ras_proposal_append(struct ras_text *out, const struct ras_line_words *words,
                         const struct ras_proposal_line *line);

/* ---- quality.json, quality.csv, quality.html ---- */
#define RAS_HISTOGRAM_BINS  64 /* match weight, one bit a bin, bin 0 = -16 bits and less */
#define RAS_HISTOGRAM_FIRST (-16)
/* The bin of a weight in millibits: bin i holds [i - 16, i - 15) bits, the ends hold what lies
 * beyond them. */
static inline unsigned ras_histogram_bin(int32_t weight)
{
    if (weight < (RAS_HISTOGRAM_FIRST + 1) * RAS_MILLIBITS)
        return 0;
    if (weight >= (RAS_HISTOGRAM_FIRST + RAS_HISTOGRAM_BINS) * RAS_MILLIBITS)
        return RAS_HISTOGRAM_BINS - 1;
    return (unsigned)(weight - RAS_HISTOGRAM_FIRST * RAS_MILLIBITS) / RAS_MILLIBITS;
}
struct ras_source_summary {
    const char *name;
    enum ras_source_kind kind;
    uint64_t row_count, match_count, review_count, none_count, reject_count;
    uint64_t outcome_count[RAS_OUTCOME_COUNT];
    uint64_t duplicate_count;  /* rows in duplicate groups */
    uint64_t pass_count[16];   /* rows whose best candidate met in pass i */
    uint64_t capped_count[16]; /* look-ups of pass i that met a block above its cap */
    uint64_t weight_histogram[3][RAS_HISTOGRAM_BINS]; /* by decision, rows with a candidate */
    uint64_t issue_count[RAS_RULES_MAX];              /* by rule */
    uint64_t task_count;
    bool skipped; /* optional, missing or broken: nothing of it was read */
};
struct ras_quality_report {
    const char *run_id;
    const char *purpose;
    uint32_t as_of;
    uint64_t resident_count;
    const struct ras_source_summary *sources;
    uint32_t source_count;
    const struct ras_measure *measures;
    size_t measure_count;
    const struct ras_rule_info *const *rules;
    unsigned rule_count;
    const char *const *pass_names;
    unsigned pass_count;
    const struct ras_units *units;
    double word_weight[RAS_WORD_COUNT];
    double green_percent, yellow_percent;
    int32_t match_weight; /* the two thresholds on the weight axis of the chart, millibits */
    int32_t review_weight;
};
void ras_quality_csv(const struct ras_quality_report *report, struct ras_text *out);
void ras_quality_json(const struct ras_quality_report *report, struct ras_text *out);
/* One file, offline, Vietnamese, prints on A4, at most 2 MB. */
void ras_quality_html(const struct ras_quality_report *report, struct ras_text *out);

/* ---- worklists/<commune>.xlsx and .csv ---- */
struct ras_worklist_settings {
    bool reveal_numbers;     /* default false: ids masked */
    uint32_t sheet_rows_max; /* default 2000 */
    uint32_t as_of;
    const char *run_id;
    const char *const *source_names;
    const enum ras_source_kind *source_kinds;
    uint32_t source_count;
    const struct ras_rule_info *const *rules;
    unsigned rule_count;
};
/* Changes the engine is sure of, one line per rule on the commune's first sheet. */
struct ras_bulk_line {
    unsigned rule;
    uint32_t source_index;
    uint64_t count;
};
/* Order of a commune's tasks, total: office, severity, household, source, record_id, rule, task_id,
 * candidate. */
int ras_task_compare(const struct ras_task *a, const struct ras_task *b);
/* The workbook of one commune into a new file `path` (0600). tasks are sorted. Different communes
 * may be written at the same time by different threads. unit is NULL for "unknown". */
enum ras_status ras_worklist_book(const char *path, const struct ras_worklist_settings *settings,
                                  const struct ras_unit *unit, const struct ras_task *tasks,
                                  size_t task_count, const struct ras_bulk_line *bulk,
                                  size_t bulk_count, struct ras_error *error) RAS_MUST_CHECK;
void ras_worklist_csv_header(struct ras_text *out);
/* One line a task. */
void ras_worklist_csv_append(struct ras_text *out, const struct ras_worklist_settings *settings,
                             const struct ras_task *tasks, size_t task_count);

/* ---- manifest.json, timing.json ---- */
struct ras_manifest_file {
    const char *role; /* "residents", "source civil", "units", "config", or "output" */
    const char *path; /* as in the config, or relative to the run */
    uint64_t byte_count;
    uint64_t row_count; /* 0 where it has no rows */
    uint64_t hash;
};
struct ras_manifest {
    const char *run_id;
    const char *purpose;
    const char *config_path;
    uint32_t as_of;
    uint64_t config_hash;
    uint64_t index_hash;
    const char *strategy;
    uint64_t resident_count;
    const struct ras_source_summary *sources;
    uint32_t source_count;
    const struct ras_manifest_file *inputs;
    size_t input_count;
    const struct ras_manifest_file *outputs;
    size_t output_count;
};
void ras_manifest_json(const struct ras_manifest *manifest, struct ras_text *out);

#endif
