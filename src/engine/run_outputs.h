/* What the whole run leaves beside the files of each source: worklists, quality figures, model,
 * timing and manifest. */
#ifndef RASOAT_ENGINE_RUN_OUTPUTS_H
#define RASOAT_ENGINE_RUN_OUTPUTS_H

#include "engine/run.h"
#include "rasoat/engine.h"
#include "rasoat/error.h"

#include <stdint.h>

struct ras_run_times {
    double index_seconds;
    double match_seconds;
    double settle_seconds;
    double write_seconds;
    double worklist_seconds;
    double report_seconds;
    double total_seconds;
    uint64_t peak_bytes;
};

/* worklists/<commune>.xlsx and .csv; tasks are settled first. */
enum ras_status ras_run_worklists(struct ras_run *run, struct ras_run_result *result,
                                  struct ras_error *error) RAS_MUST_CHECK;
/* rejects/residents.csv, quality.json, quality.csv, quality.html, model.json; fills the percentages
 * of the result and the missed bar. */
enum ras_status ras_run_reports(struct ras_run *run, struct ras_run_result *result,
                                struct ras_error *error) RAS_MUST_CHECK;
/* timing.json (not in the manifest: the only file that may differ between equal runs). */
enum ras_status ras_run_timing(struct ras_run *run, const struct ras_run_times *times,
                               struct ras_error *error) RAS_MUST_CHECK;
/* manifest.json, after everything else. */
enum ras_status ras_run_manifest(struct ras_run *run, struct ras_error *error) RAS_MUST_CHECK;

#endif
