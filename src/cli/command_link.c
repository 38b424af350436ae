/* rasoat link: link two files of any columns, as the config declares. */
#include "cli/linkage_job.h"

static const struct ras_option options[] = {
    RAS_OPTION_THREADS_LINE, RAS_OPTION_QUIET_LINE, RAS_OPTION_JSON_LINE,
    RAS_OPTION_LANG_LINE,    RAS_OPTION_HELP_LINE,
};

static enum ras_status command_link(const struct ras_arguments *arguments, struct ras_error *error)
{
    return ras_linkage_job(arguments, RAS_TASK_LINK, error);
}

const struct ras_command ras_command_link = {
    .name = "link",
    .summary = {"link two files of any columns, as the config declares",
                "liên kết hai tệp có cột bất kỳ, theo cấu hình"},
    .usage = "CONFIG [--threads N]",
    .details =
        {"CONFIG declares under link: two files, and the fields, comparisons and passes. Weights "
         "are\n"
         "learnt from the files themselves, without labels, or taken from match.model. A record\n"
         "has one partner at most (match.one_to_one); ties are for review. <output> then holds\n"
         "pairs.csv and model.json.\n",
         "CONFIG khai báo trong link: hai tệp, các trường, phép so sánh và lượt chặn khối. Trọng "
         "số\n"
         "được học từ chính dữ liệu, không cần nhãn, hoặc lấy từ match.model. Mỗi bản ghi khớp\n"
         "nhiều nhất một bản ghi (match.one_to_one); hòa thì để rà soát. <output> có pairs.csv\n"
         "và model.json.\n"},
    .examples = "  rasoat link demo/link.yaml\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .run = command_link,
};
