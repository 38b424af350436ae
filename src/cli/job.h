/* What the commands that call the engine share: config, engine options, progress line. */
#ifndef RASOAT_CLI_JOB_H
#define RASOAT_CLI_JOB_H

#include "cli/options.h"
#include "cli/progress.h"
#include "rasoat/engine.h"

struct ras_job {
    struct ras_config *config; /* NULL where the command has none */
    struct ras_engine_options options;
    struct ras_progress_line progress;
};

/* Read the config and set up the options; ras_job_close must follow in any case. */
enum ras_status ras_job_open(struct ras_job *job, const char *config_path,
                             const struct ras_arguments *arguments,
                             struct ras_error *error) RAS_MUST_CHECK;
void ras_job_close(struct ras_job *job);

/* Print a text that the engine made, and give it back. status is what the engine said: a text is
 * printed also when it tells what does not hold. */
enum ras_status ras_job_print(char *text, enum ras_status status,
                              struct ras_error *error) RAS_MUST_CHECK;

#endif
