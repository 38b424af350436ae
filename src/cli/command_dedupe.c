/* rasoat dedupe: find the duplicates in one file of any columns. */
#include "cli/linkage_job.h"

static const struct ras_option options[] = {
    RAS_OPTION_THREADS_LINE, RAS_OPTION_QUIET_LINE, RAS_OPTION_JSON_LINE,
    RAS_OPTION_LANG_LINE,    RAS_OPTION_HELP_LINE,
};

static enum ras_status command_dedupe(const struct ras_arguments *arguments,
                                      struct ras_error *error)
{
    return ras_linkage_job(arguments, RAS_TASK_DEDUPE, error);
}

const struct ras_command ras_command_dedupe = {
    .name = "dedupe",
    .summary = {"find the duplicates in one file of any columns",
                "tìm bản ghi trùng trong một tệp có cột bất kỳ"},
    .usage = "CONFIG [--threads N]",
    .details =
        {"CONFIG declares under dedupe: one file, and the fields, comparisons and passes. Weights "
         "are\n"
         "learnt from the file itself, without labels, or taken from match.model. <output> then\n"
         "holds pairs.csv, clusters.csv and model.json.\n",
         "CONFIG khai báo trong dedupe: một tệp, các trường, phép so sánh và lượt chặn khối. "
         "Trọng\n"
         "số được học từ chính dữ liệu, không cần nhãn, hoặc lấy từ match.model. <output> có\n"
         "pairs.csv, clusters.csv và model.json.\n"},
    .examples = "  rasoat dedupe demo/dedupe.yaml\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .run = command_dedupe,
};
