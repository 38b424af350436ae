/* rasoat verify: does what a run left still hold? */
#include "cli/job.h"

static const struct ras_option options[] = {RAS_OPTION_JSON_LINE, RAS_OPTION_LANG_LINE,
                                            RAS_OPTION_HELP_LINE};

static enum ras_status command_verify(const struct ras_arguments *arguments,
                                      struct ras_error *error)
{
    char *text = NULL;
    const enum ras_status status =
        ras_engine_verify(arguments->operands[0], arguments->json,
                          arguments->language == RAS_VIETNAMESE, &text, error);
    return ras_job_print(text, status, error);
}

const struct ras_command ras_command_verify = {
    .name = "verify",
    .summary = {"check hashes, counts and reconciliations of a run",
                "kiểm tra mã băm, số lượng và cân đối của một lượt chạy"},
    .usage = "RUN [--json]",
    .details =
        {"Reads every file of the run again and compares it with manifest.json: size,\n"
         "XXH3, lines, and that every row read has one fate. Exit 65 if something does\n"
         "not hold.\n",
         "Đọc lại mọi tệp của lượt chạy và so với manifest.json: kích thước, XXH3, số\n"
         "dòng, và mỗi dòng đã đọc có đúng một kết cục. Mã thoát 65 nếu có điều không đúng.\n"},
    .examples = "  rasoat verify demo/out/published\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .run = command_verify,
};
