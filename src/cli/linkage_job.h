/* What link, dedupe and train share: one linkage, run, and told. */
#ifndef RASOAT_CLI_LINKAGE_JOB_H
#define RASOAT_CLI_LINKAGE_JOB_H

#include "cli/options.h"
#include "rasoat/linkage.h"

enum ras_linkage_task { RAS_TASK_LINK, RAS_TASK_DEDUPE, RAS_TASK_TRAIN };

enum ras_status ras_linkage_job(const struct ras_arguments *arguments, enum ras_linkage_task task,
                                struct ras_error *error) RAS_MUST_CHECK;

#endif
