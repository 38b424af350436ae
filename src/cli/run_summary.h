/* The summary of a run: for people, and as JSON. */
#ifndef RASOAT_CLI_RUN_SUMMARY_H
#define RASOAT_CLI_RUN_SUMMARY_H

#include "cli/messages.h"
#include "rasoat/engine.h"

void ras_run_summary_text(struct ras_text *out, enum ras_language language,
                          const struct ras_run_result *result);
void ras_run_summary_json(struct ras_text *out, enum ras_status status,
                          const struct ras_run_result *result);

#endif
