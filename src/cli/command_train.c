/* rasoat train: learn the weights of a link or dedupe config, without labels. */
#include "cli/linkage_job.h"

static const struct ras_option options[] = {
    {"output",
     'o',
     "FILE",
     RAS_OPTION_TEXT,
     RAS_ARGUMENT(output),
     0,
     0,
     {"where to (default: standard output)", "ghi vào đâu (mặc định: in ra)"}},
    RAS_OPTION_THREADS_LINE,
    RAS_OPTION_QUIET_LINE,
    RAS_OPTION_JSON_LINE,
    RAS_OPTION_LANG_LINE,
    RAS_OPTION_HELP_LINE,
};

static enum ras_status command_train(const struct ras_arguments *arguments, struct ras_error *error)
{
    return ras_linkage_job(arguments, RAS_TASK_TRAIN, error);
}

const struct ras_command ras_command_train = {
    .name = "train",
    .summary = {"learn the weights of a link or dedupe config, without labels",
                "học trọng số cho một cấu hình link hoặc dedupe, không cần nhãn"},
    .usage = "CONFIG [-o FILE] [--threads N]",
    .details = {"The model goes to FILE, else to standard output; name it as match.model to use it "
                "again.\n",
                "Mô hình ghi vào FILE, nếu không thì in ra; đặt ở match.model để dùng lại.\n"},
    .examples = "  rasoat train demo/dedupe.yaml > model.json\n"
                "  rasoat train demo/link.yaml -o demo/model.json --threads 2\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .run = command_train,
};
