/* rasoat index: build the resident index beforehand. */
#include "base/bytes.h"
#include "cli/console.h"
#include "cli/figures.h"
#include "cli/job.h"

#include <math.h>

static const struct ras_option options[] = {
    {"output",
     'o',
     "FILE",
     RAS_OPTION_TEXT,
     RAS_ARGUMENT(output),
     0,
     0,
     {"where to (default: <output>/state)", "ghi vào đâu (mặc định: <output>/state)"}},
    RAS_OPTION_THREADS_LINE,
    RAS_OPTION_QUIET_LINE,
    RAS_OPTION_JSON_LINE,
    RAS_OPTION_LANG_LINE,
    RAS_OPTION_HELP_LINE,
};

static void append_figure(struct ras_text *out, enum ras_language language, uint64_t count,
                          enum ras_message what)
{
    ras_text_string(out, ", ");
    ras_shown_count(out, language, count);
    ras_text_char(out, ' ');
    ras_text_string(out, ras_message(language, what));
}

static void append_summary(struct ras_text *out, enum ras_language language,
                           const struct ras_index_result *result)
{
    ras_text_format(out, "%s: %s", ras_message(language, RAS_MESSAGE_INDEX_FILE), result->path);
    if (result->reused)
        ras_text_format(out, " (%s)", ras_message(language, RAS_MESSAGE_INDEX_REUSED));
    append_figure(out, language, result->resident_count, RAS_MESSAGE_RESIDENTS);
    append_figure(out, language, result->reject_count, RAS_MESSAGE_REJECTED);
    append_figure(out, language, result->name_count, RAS_MESSAGE_NAMES);
    append_figure(out, language, result->syllable_count, RAS_MESSAGE_SYLLABLES);
    ras_text_string(out, ", ");
    ras_figure_bytes(out, language, result->byte_count);
    ras_text_string(out, ", ");
    ras_figure_decimal(out, language, result->seconds, 1);
    ras_text_format(out, " %s\n", ras_message(language, RAS_MESSAGE_SECONDS));
}

static void append_json(struct ras_text *out, const struct ras_index_result *result)
{
    ras_text_string(out, "{\"path\":");
    ras_text_json(out, ras_bytes_of(result->path));
    ras_text_format(
        out,
        ",\"reused\":%s,\"residents\":%llu,\"rejected\":%llu,\"names\":%llu,"
        "\"syllables\":%llu,\"bytes\":%llu,\"seconds\":",
        result->reused ? "true" : "false", (unsigned long long)result->resident_count,
        (unsigned long long)result->reject_count, (unsigned long long)result->name_count,
        (unsigned long long)result->syllable_count, (unsigned long long)result->byte_count);
    ras_text_fixed(out, llround(result->seconds * 1000), 3);
    ras_text_string(out, "}\n");
}

static enum ras_status command_index(const struct ras_arguments *arguments, struct ras_error *error)
{
    struct ras_job job;
    struct ras_index_result result = {.path = ""};
    enum ras_status status = ras_job_open(&job, arguments->operands[0], arguments, error);
    if (status == RAS_OK)
        status = ras_engine_index(job.config, arguments->output, &job.options, &result, error);
    ras_job_close(&job);
    if (status != RAS_OK)
        return status;
    struct ras_text text;
    ras_text_init(&text);
    if (arguments->json)
        append_json(&text, &result);
    else
        append_summary(&text, arguments->language, &result);
    return ras_console_finish(&text, error);
}

const struct ras_command ras_command_index = {
    .name = "index",
    .summary = {"build the resident index, if its inputs or settings changed",
                "lập chỉ mục dân cư, nếu dữ liệu hoặc cài đặt đã thay đổi"},
    .usage = "CONFIG [-o FILE] [--threads N]",
    .details = {"run and match build the index themselves when they need it; this command does it\n"
                "beforehand.\n",
                "Các lệnh run, match tự lập chỉ mục khi cần; lệnh này làm trước việc đó.\n"},
    .examples = "  rasoat index demo/rasoat.yaml\n"
                "  rasoat index demo/rasoat.yaml -o demo/residents.idx --threads 2\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .run = command_index,
};
