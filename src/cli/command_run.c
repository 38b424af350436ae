/* rasoat run: the nightly job and its summary. */
#include "base/bytes.h"
#include "base/try.h"
#include "cli/console.h"
#include "cli/figures.h"
#include "cli/job.h"
#include "cli/run_summary.h"

static const struct ras_option options[] = {
    RAS_OPTION_THREADS_LINE, RAS_OPTION_LIMIT_LINE, RAS_OPTION_QUIET_LINE,
    RAS_OPTION_JSON_LINE,    RAS_OPTION_LANG_LINE,  RAS_OPTION_HELP_LINE,
};

static void tell_warnings(const struct ras_arguments *arguments,
                          const struct ras_run_result *result)
{
    const unsigned shown = sizeof result->warnings / sizeof result->warnings[0];
    if (arguments->quiet)
        return;
    for (unsigned i = 0; i < result->warning_count && i < shown; i++)
        ras_console_warning(arguments->language, result->warnings[i]);
}

/* The bar that was missed is no trouble of the program, yet the exit code wants its reason told. */
static void tell_bar(enum ras_language language, const struct ras_run_result *result,
                     struct ras_error *error)
{
    struct ras_text text;
    if (error->message[0] != '\0')
        return;
    ras_text_init(&text);
    ras_message_append(&text, language, RAS_MESSAGE_BAR_MISSED, result->missed_bar, NULL, NULL);
    ras_text_char(&text, '\0');
    if (!text.failed)
        (void)ras_fail(error, RAS_BAR_MISSED, "%s", text.data);
    ras_text_fini(&text);
}

static enum ras_status command_run(const struct ras_arguments *arguments, struct ras_error *error)
{
    struct ras_job job;
    struct ras_run_result result = {.run_id = ""};
    struct ras_error print_error = {.status = RAS_OK};
    enum ras_status status = ras_job_open(&job, arguments->operands[0], arguments, error);
    if (status == RAS_OK)
        status = ras_engine_run(job.config, &job.options, &result, error);
    ras_job_close(&job);
    const bool written =
        status == RAS_OK || status == RAS_BAR_MISSED || status == RAS_TOO_MANY_REJECTS;
    if (!written)
        return status;
    tell_warnings(arguments, &result);
    if (status == RAS_BAR_MISSED)
        tell_bar(arguments->language, &result, error);
    struct ras_text text;
    ras_text_init(&text);
    if (arguments->json)
        ras_run_summary_json(&text, status, &result);
    else
        ras_run_summary_text(&text, arguments->language, &result);
    const enum ras_status printed = ras_console_finish(&text, &print_error);
    if (status != RAS_OK || printed == RAS_OK)
        return status;
    *error = print_error;
    return printed;
}

const struct ras_command ras_command_run = {
    .name = "run",
    .summary = {"the nightly job: compare every source with the residents and write results",
                "chạy toàn bộ: đối soát mọi nguồn với dữ liệu dân cư, ghi kết quả"},
    .usage = "CONFIG [--threads N] [--limit ROWS] [--quiet] [--json]",
    .details = {"Reads the residents and every source of CONFIG, decides every row, checks the\n"
                "rules, and writes matches, reviews, rejects, issues, proposals, worklists and\n"
                "the quality report into <output>/<run-id>/. <output>/published then points at\n"
                "it. Inputs are never changed. Exit 1: a quality bar of the config was missed;\n"
                "exit 3: too many rejected rows, the run is written but not published.\n",
                "Đọc dữ liệu dân cư và mọi nguồn trong CONFIG, kết luận từng dòng, kiểm các quy\n"
                "tắc rồi ghi kết quả đối soát, dòng cần rà soát, dòng bị loại, lỗi, đề xuất, bảng\n"
                "việc và báo cáo chất lượng vào <output>/<mã lượt>/; <output>/published trỏ tới\n"
                "đó. Không bao giờ sửa dữ liệu vào. Mã thoát 1: chưa đạt ngưỡng chất lượng; 3:\n"
                "quá nhiều dòng bị loại, đã ghi nhưng chưa công bố.\n"},
    .examples = "  rasoat run demo/rasoat.yaml\n"
                "  rasoat run demo/rasoat.yaml --limit 1000 --json\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .run = command_run,
};
