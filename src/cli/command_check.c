/* rasoat check: what a run would meet, without writing anything. */
#include "cli/job.h"

static const struct ras_option options[] = {
    RAS_OPTION_THREADS_LINE, RAS_OPTION_LIMIT_LINE, RAS_OPTION_QUIET_LINE,
    RAS_OPTION_JSON_LINE,    RAS_OPTION_LANG_LINE,  RAS_OPTION_HELP_LINE,
};

static enum ras_status command_check(const struct ras_arguments *arguments, struct ras_error *error)
{
    struct ras_job job;
    char *text = NULL;
    enum ras_status status = ras_job_open(&job, arguments->operands[0], arguments, error);
    if (status == RAS_OK)
        status = ras_engine_check(job.config, &job.options, arguments->json,
                                  arguments->language == RAS_VIETNAMESE, &text, error);
    ras_job_close(&job);
    return ras_job_print(text, status, error);
}

const struct ras_command ras_command_check = {
    .name = "check",
    .summary = {"profile config and inputs, estimate pairs, memory and time; writes nothing",
                "kiểm cấu hình và dữ liệu vào, ước lượng bộ nhớ, thời gian; không ghi gì"},
    .usage = "CONFIG [--limit ROWS] [--json]",
    .details = {"Run it before the first night: it reads CONFIG and every input, tells which\n"
                "columns were recognised, how well they are filled and what a run would cost.\n",
                "Nên chạy trước lượt đầu tiên: đọc CONFIG và mọi tệp vào, cho biết đã nhận ra\n"
                "những cột nào, mức độ đầy đủ, và một lượt chạy tốn bao nhiêu.\n"},
    .examples = "  rasoat check demo/rasoat.yaml\n"
                "  rasoat check demo/rasoat.yaml --json\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .run = command_check,
};
