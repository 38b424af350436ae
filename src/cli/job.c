/* Set-up and clean-up around one engine call. */
#include "cli/job.h"

#include "base/bytes.h"
#include "cli/console.h"
#include "cli/signals.h"

enum ras_status ras_job_open(struct ras_job *job, const char *config_path,
                             const struct ras_arguments *arguments, struct ras_error *error)
{
    *job = (struct ras_job){.config = NULL};
    ras_progress_open(&job->progress, arguments->language, arguments->quiet);
    job->options = (struct ras_engine_options){.thread_count = (unsigned)arguments->thread_count,
                                               .row_limit = arguments->row_limit,
                                               .stop = ras_signals_stop(),
                                               .progress = ras_progress_show,
                                               .progress_context = &job->progress};
    return ras_config_read(config_path, &job->config, error);
}

void ras_job_close(struct ras_job *job)
{
    ras_progress_close(&job->progress);
    ras_config_destroy(job->config);
    job->config = NULL;
}

enum ras_status ras_job_print(char *text, enum ras_status status, struct ras_error *error)
{
    if (text != NULL && (status == RAS_OK || status == RAS_BAD_INPUT)) {
        struct ras_error print_error = {.status = RAS_OK};
        const enum ras_status printed = ras_console_print(ras_bytes_of(text), &print_error);
        if (status == RAS_OK && printed != RAS_OK) {
            *error = print_error;
            status = printed;
        }
    }
    ras_engine_text_free(text);
    return status;
}
