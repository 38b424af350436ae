/* One linkage: read the config, run it, tell what it came to. */
#include "cli/linkage_job.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/output.h"
#include "base/try.h"
#include "cli/console.h"
#include "cli/figures.h"
#include "cli/job.h"
#include "cli/signals.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void json_append(struct ras_text *out, const struct ras_linkage_result *result)
{
    ras_text_string(out, "{\"directory\":");
    ras_text_json(out, ras_bytes_of(result->directory));
    ras_text_format(
        out,
        ",\"left\":%llu,\"right\":%llu,\"rejected\":%llu,\"candidates\":%llu,"
        "\"patterns\":%llu,\"dropped_blocks\":%llu,\"dropped_pairs\":%llu,"
        "\"pairs\":%llu,\"reviews\":%llu,\"clusters\":%llu,\"clustered\":%llu,"
        "\"trained\":%s,\"converged\":%s,\"iterations\":%u,\"prior\":",
        (unsigned long long)result->left_count, (unsigned long long)result->right_count,
        (unsigned long long)result->reject_count, (unsigned long long)result->candidate_count,
        (unsigned long long)result->pattern_count, (unsigned long long)result->dropped_blocks,
        (unsigned long long)result->dropped_pairs, (unsigned long long)result->pair_count,
        (unsigned long long)result->review_count, (unsigned long long)result->cluster_count,
        (unsigned long long)result->clustered_count, result->trained ? "true" : "false",
        result->converged ? "true" : "false", result->iterations);
    ras_text_format(out, "%.6e", result->prior);
    ras_text_string(out, ",\"seconds\":");
    ras_text_fixed(out, llround(result->seconds * 1000), 3);
    ras_text_string(out, "}\n");
}

static enum ras_status linkage_open(const struct ras_arguments *arguments,
                                    enum ras_linkage_task task, struct ras_linkage **linkage,
                                    struct ras_error *error)
{
    const char *const path = arguments->operands[0];
    RAS_TRY(ras_linkage_read(path, linkage, error));
    const bool two = ras_linkage_has_two_files(*linkage);
    if (task == RAS_TASK_TRAIN || two == (task == RAS_TASK_LINK))
        return RAS_OK;
    ras_linkage_destroy(*linkage);
    *linkage = NULL;
    return ras_fail(error, RAS_USAGE, "'%s' %s: use 'rasoat %s'", path,
                    two ? "links two files" : "is about one file", two ? "link" : "dedupe");
}

enum ras_status ras_linkage_job(const struct ras_arguments *arguments, enum ras_linkage_task task,
                                struct ras_error *error)
{
    struct ras_linkage *linkage = NULL;
    struct ras_linkage_result result = {.directory = ""};
    struct ras_progress_line progress;
    struct ras_text text;
    RAS_TRY(linkage_open(arguments, task, &linkage, error));
    ras_progress_open(&progress, arguments->language, arguments->quiet);
    const struct ras_engine_options options = {.thread_count = (unsigned)arguments->thread_count,
                                               .stop = ras_signals_stop(),
                                               .progress = ras_progress_show,
                                               .progress_context = &progress};
    enum ras_status status = ras_linkage_run(linkage, &options, &result, error);
    ras_progress_close(&progress);
    ras_linkage_destroy(linkage);
    RAS_TRY(status);
    ras_text_init(&text);
    json_append(&text, &result);
    return ras_console_finish(&text, error);
}
