/* Made-up results of a run, the same at every call: for the tests of report/. */
#ifndef RASOAT_TESTS_REPORT_SAMPLE_H
#define RASOAT_TESTS_REPORT_SAMPLE_H

#include "report/report.h"
#include "support/units_double.h"

#define SAMPLE_SOURCES 3
#define SAMPLE_RULES   24
#define SAMPLE_TEXT    256

extern const struct ras_rule_info *const sample_rules[SAMPLE_RULES];
extern const char *const sample_pass_names[8];
extern const char *const sample_source_names[SAMPLE_SOURCES];
extern const enum ras_source_kind sample_source_kinds[SAMPLE_SOURCES];

struct ras_worklist_settings sample_settings(void);

/* Tasks in order, of all offices, with reviews of three candidates; made[0 .. count - 1].
 * names: NULL, or name_count texts that take the place of names, addresses and evidence. */
struct sample_task_text {
    char record_id[32], name[SAMPLE_TEXT], number[16], address[SAMPLE_TEXT];
};
void sample_tasks(struct ras_task *made, struct sample_task_text *texts, size_t count,
                  const char *const *names, size_t name_count);

/* A whole report over commune_count communes; `names` as above, for commune names. fini frees. */
struct sample_report {
    struct ras_quality_report report;
    struct ras_source_summary sources[SAMPLE_SOURCES];
    struct ras_measure *measures;
    struct units_double units;
};
void sample_report_init(struct sample_report *sample, uint32_t commune_count,
                        const char *const *names, size_t name_count);
void sample_report_fini(struct sample_report *sample);

/* Payloads that must stay text wherever they are shown. */
extern const char *const sample_hostile[];
extern const size_t sample_hostile_count;

#endif
