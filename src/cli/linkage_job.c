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

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Of how many pairs one is of one person. */
static uint64_t one_in(const struct ras_linkage_result *result)
{
    return result->prior > 0 ? (uint64_t)llround(1 / result->prior) : 0;
}

static void json_count(struct ras_text *out, const char *name, uint64_t value)
{
    ras_text_format(out, ",\"%s\":%llu", name, (unsigned long long)value);
}

static void json_append(struct ras_text *out, const struct ras_linkage_result *result)
{
    ras_text_string(out, "{\"directory\":");
    ras_text_json(out, ras_bytes_of(result->directory));
    json_count(out, "left", result->left_count);
    json_count(out, "right", result->right_count);
    json_count(out, "rejected", result->reject_count);
    json_count(out, "candidates", result->candidate_count);
    json_count(out, "patterns", result->pattern_count);
    json_count(out, "dropped_blocks", result->dropped_blocks);
    json_count(out, "dropped_pairs", result->dropped_pairs);
    json_count(out, "links", result->pair_count);
    json_count(out, "reviews", result->review_count);
    json_count(out, "clusters", result->cluster_count);
    json_count(out, "clustered", result->clustered_count);
    json_count(out, "iterations", result->iterations);
    if (result->true_pair_count > 0)
        json_count(out, "true_pairs", result->true_pair_count);
    ras_text_format(out, ",\"trained\":%s,\"converged\":%s,\"one_in\":",
                    result->trained ? "true" : "false", result->converged ? "true" : "false");
    ras_text_unsigned(out, one_in(result));
    ras_text_string(out, ",\"seconds\":");
    ras_text_fixed(out, llround(result->seconds * 1000), 3);
    ras_text_string(out, "}\n");
}

/* A message with up to two counts in it, as a line. */
static void line_append(struct ras_text *out, enum ras_language language, enum ras_message message,
                        uint64_t first, uint64_t second)
{
    struct ras_text counts[2];
    for (unsigned i = 0; i < 2; i++) {
        ras_text_init(&counts[i]);
        ras_shown_count(&counts[i], language, i == 0 ? first : second);
        ras_text_char(&counts[i], '\0');
        out->failed = out->failed || counts[i].failed;
    }
    if (!out->failed) {
        ras_message_append(out, language, message, counts[0].data, counts[1].data, NULL);
        ras_text_char(out, '\n');
    }
    for (unsigned i = 0; i < 2; i++)
        ras_text_fini(&counts[i]);
}

static void compared_append(struct ras_text *out, enum ras_language language,
                            const struct ras_linkage_result *result)
{
    struct ras_text records;
    struct ras_text count;
    ras_text_init(&records);
    ras_text_init(&count);
    line_append(&records, language,
                result->two_files ? RAS_MESSAGE_LINKAGE_TWO_FILES : RAS_MESSAGE_LINKAGE_RECORDS,
                result->left_count, result->right_count);
    ras_shown_count(&count, language, result->candidate_count);
    ras_text_char(&count, '\0');
    ras_text_char(&records, '\0');
    out->failed = out->failed || records.failed || count.failed;
    if (!out->failed) {
        records.data[strcspn(records.data, "\n")] = '\0';
        ras_message_append(out, language, RAS_MESSAGE_LINKAGE_COMPARED, count.data, records.data,
                           NULL);
        ras_text_char(out, '\n');
    }
    ras_text_fini(&records);
    ras_text_fini(&count);
}

static void summary_append(struct ras_text *out, enum ras_language language,
                           const struct ras_linkage_result *result)
{
    compared_append(out, language, result);
    if (result->reject_count > 0)
        line_append(out, language, RAS_MESSAGE_LINKAGE_REJECTED, result->reject_count, 0);
    if (result->dropped_blocks > 0)
        line_append(out, language, RAS_MESSAGE_LINKAGE_DROPPED, result->dropped_pairs,
                    result->dropped_blocks);
    if (result->trained)
        line_append(out, language, RAS_MESSAGE_LINKAGE_LEARNT, result->iterations, one_in(result));
    line_append(out, language, RAS_MESSAGE_LINKAGE_LINKS, result->pair_count, result->review_count);
    if (!result->two_files)
        line_append(out, language, RAS_MESSAGE_LINKAGE_CLUSTERS, result->cluster_count,
                    result->clustered_count);
    ras_text_format(out, "%s: %s (", ras_message(language, RAS_MESSAGE_RESULTS), result->directory);
    ras_figure_decimal(out, language, result->seconds, 1);
    ras_text_format(out, " %s)\n", ras_message(language, RAS_MESSAGE_SECONDS));
}

static void train_append(struct ras_text *out, enum ras_language language,
                         const struct ras_linkage_result *result)
{
    compared_append(out, language, result);
    if (result->true_pair_count > 0)
        line_append(out, language, RAS_MESSAGE_LINKAGE_COUNTED, result->true_pair_count,
                    one_in(result));
    else
        line_append(out, language, RAS_MESSAGE_LINKAGE_LEARNT, result->iterations, one_in(result));
    ras_text_format(out, "%s: %s\n", ras_message(language, RAS_MESSAGE_WRITTEN), result->directory);
}

static void converged_tell(const struct ras_arguments *arguments,
                           const struct ras_linkage_result *result)
{
    struct ras_text text;
    char rounds[16];
    if (arguments->quiet || !result->trained || result->converged)
        return;
    (void)snprintf(rounds, sizeof rounds, "%u", result->iterations);
    ras_text_init(&text);
    ras_message_append(&text, arguments->language, RAS_MESSAGE_LINKAGE_NOT_CONVERGED, rounds, NULL,
                       NULL);
    ras_text_char(&text, '\0');
    if (!text.failed)
        ras_console_warning(arguments->language, text.data);
    ras_text_fini(&text);
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

/* The model into a file, whole or not at all. */
static enum ras_status model_save(const char *path, const char *json, struct ras_error *error)
{
    struct ras_output output;
    char fresh[4096];
    if ((size_t)snprintf(fresh, sizeof fresh, "%s.new", path) >= sizeof fresh)
        return ras_fail(error, RAS_USAGE, "the path of the model is too long");
    if (unlink(fresh) != 0 && errno != ENOENT)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot remove '%s': %s", fresh, strerror(errno));
    RAS_TRY(ras_output_open(&output, AT_FDCWD, fresh, fresh, error));
    ras_output_write(&output, json, strlen(json));
    RAS_TRY(ras_output_close(&output, NULL, NULL, error));
    if (rename(fresh, path) != 0)
        return ras_fail(error, RAS_IO, "cannot rename '%s': %s", fresh, strerror(errno));
    return RAS_OK;
}

static enum ras_status task_run(const struct ras_arguments *arguments, enum ras_linkage_task task,
                                const struct ras_linkage *linkage,
                                const struct ras_engine_options *options,
                                struct ras_linkage_result *result, struct ras_error *error)
{
    if (task != RAS_TASK_TRAIN)
        return ras_linkage_run(linkage, options, result, error);
    char *json = NULL;
    enum ras_status status =
        ras_linkage_train(linkage, options, arguments->truth, &json, result, error);
    if (status == RAS_OK && arguments->output != NULL)
        status = model_save(arguments->output, json, error);
    else if (status == RAS_OK)
        status = ras_console_print(ras_bytes_of(json), error);
    ras_engine_text_free(json);
    return status;
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
    const enum ras_status status = task_run(arguments, task, linkage, &options, &result, error);
    ras_progress_close(&progress);
    ras_linkage_destroy(linkage);
    RAS_TRY(status);
    converged_tell(arguments, &result);
    if (task == RAS_TASK_TRAIN && arguments->output == NULL)
        return RAS_OK;
    ras_text_init(&text);
    if (task == RAS_TASK_TRAIN)
        (void)snprintf(result.directory, sizeof result.directory, "%s", arguments->output);
    if (arguments->json)
        json_append(&text, &result);
    else if (task == RAS_TASK_TRAIN)
        train_append(&text, arguments->language, &result);
    else
        summary_append(&text, arguments->language, &result);
    return ras_console_finish(&text, error);
}
