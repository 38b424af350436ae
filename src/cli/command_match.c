/* rasoat match: one extract in, its decisions out, as a filter. */
#include "cli/console.h"
#include "cli/figures.h"
#include "cli/job.h"

static const struct ras_option options[] = {
    {"source",
     0,
     "NAME",
     RAS_OPTION_TEXT,
     RAS_ARGUMENT(source),
     0,
     0,
     {"the source of the config whose columns and kind hold", "tên nguồn trong cấu hình"}},
    RAS_OPTION_THREADS_LINE,
    RAS_OPTION_LIMIT_LINE,
    RAS_OPTION_QUIET_LINE,
    RAS_OPTION_LANG_LINE,
    RAS_OPTION_HELP_LINE,
};

static void append_count(struct ras_text *out, enum ras_language language, enum ras_message what,
                         uint64_t count)
{
    ras_text_format(out, "%s ", ras_message(language, what));
    ras_shown_count(out, language, count);
}

/* One line of talk: data go to standard output, counts to standard error. */
static void tell_counts(const struct ras_arguments *arguments,
                        const struct ras_match_result *result)
{
    const enum ras_language language = arguments->language;
    struct ras_text text;
    if (arguments->quiet)
        return;
    ras_text_init(&text);
    ras_text_format(&text, "%s: ", arguments->source);
    append_count(&text, language, RAS_MESSAGE_HEAD_ROWS, result->row_count);
    ras_text_string(&text, ": ");
    append_count(&text, language, RAS_MESSAGE_HEAD_MATCH, result->match_count);
    ras_text_string(&text, ", ");
    append_count(&text, language, RAS_MESSAGE_HEAD_REVIEW, result->review_count);
    ras_text_string(&text, ", ");
    append_count(&text, language, RAS_MESSAGE_HEAD_NONE, result->none_count);
    ras_text_string(&text, ", ");
    append_count(&text, language, RAS_MESSAGE_HEAD_REJECT, result->reject_count);
    for (unsigned i = 0; i < result->reject_code_count; i++)
        ras_text_format(&text, "%s%s %llu", i == 0 ? " (" : ", ", result->rejects[i].code,
                        (unsigned long long)result->rejects[i].count);
    ras_text_string(&text, result->reject_code_count > 0 ? ")\n" : "\n");
    if (!text.failed)
        ras_console_tell((struct ras_bytes){text.data, text.length});
    ras_text_fini(&text);
}

static enum ras_status command_match(const struct ras_arguments *arguments, struct ras_error *error)
{
    struct ras_job job;
    struct ras_match_result result = {.row_count = 0};
    const char *const path = arguments->operand_count > 1 ? arguments->operands[1] : NULL;
    if (arguments->source == NULL) {
        struct ras_text text;
        ras_text_init(&text);
        ras_message_append(&text, arguments->language, RAS_MESSAGE_OPTION_NEEDED, "--source NAME",
                           NULL, NULL);
        ras_text_char(&text, '\0');
        const enum ras_status status =
            ras_fail(error, RAS_USAGE, "%s", text.failed ? "" : text.data);
        ras_text_fini(&text);
        return status;
    }
    enum ras_status status = ras_job_open(&job, arguments->operands[0], arguments, error);
    if (status == RAS_OK)
        status =
            ras_engine_match(job.config, arguments->source, path, &job.options, &result, error);
    ras_job_close(&job);
    if (status == RAS_OK || status == RAS_TOO_MANY_REJECTS)
        tell_counts(arguments, &result);
    return status;
}

const struct ras_command ras_command_match = {
    .name = "match",
    .summary = {"match one extract, rows in order, as CSV on standard output",
                "đối soát một bản trích xuất, in CSV theo thứ tự dòng"},
    .usage = "CONFIG --source NAME [FILE|-]",
    .details = {"Decides each row alone: what only the whole source can tell (duplicates, shared\n"
                "numbers, one row per benefit) is not seen here, use run for that. FILE defaults\n"
                "to the path in CONFIG; - is standard input.\n",
                "Kết luận từng dòng riêng lẻ: những gì chỉ cả nguồn mới cho biết (trùng lặp, dùng\n"
                "chung số, một người một chế độ) không xét ở đây, hãy dùng lệnh run. Không nêu\n"
                "FILE thì đọc tệp trong CONFIG; dấu - là đầu vào chuẩn.\n"},
    .examples = "  rasoat match demo/rasoat.yaml --source civil > civil-matches.csv\n"
                "  head -n 101 demo/civil.csv | rasoat match demo/rasoat.yaml --source civil -\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 2,
    .run = command_match,
};
