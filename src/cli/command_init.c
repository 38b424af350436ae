/* rasoat init: a first config from the files that are there. */
#include "cli/job.h"

#include <limits.h>

static const struct ras_option options[] = {RAS_OPTION_LANG_LINE, RAS_OPTION_HELP_LINE};

static enum ras_status command_init(const struct ras_arguments *arguments, struct ras_error *error)
{
    char *text = NULL;
    const enum ras_status status = ras_engine_init(
        arguments->operands[0], (const char *const *)(arguments->operands + 1),
        arguments->operand_count - 1, arguments->language == RAS_VIETNAMESE, &text, error);
    return ras_job_print(text, status, error);
}

const struct ras_command ras_command_init = {
    .name = "init",
    .summary = {"print a commented config for these files",
                "in ra tệp cấu hình có chú thích cho các tệp này"},
    .usage = "RESIDENTS SOURCE...",
    .details = {"Reads the header of each file, guesses its kind and which column is which, and\n"
                "prints a config to be read over, completed and saved as rasoat.yaml in this\n"
                "folder (paths in a config are relative to it).\n",
                "Đọc dòng tiêu đề của từng tệp, đoán loại nguồn và ý nghĩa các cột, in ra cấu\n"
                "hình để xem lại, bổ sung và lưu thành rasoat.yaml trong thư mục này (đường dẫn\n"
                "trong cấu hình tính từ chỗ tệp cấu hình).\n"},
    .examples = "  rasoat init demo/residents.csv demo/civil.csv demo/welfare.csv > rasoat.yaml\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 2,
    .operands_max = INT_MAX,
    .run = command_init,
};
