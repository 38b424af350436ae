/* rasoat link. */
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
    .summary = {"link", "link"},
    .usage = "CONFIG",
    .details = {"", ""},
    .examples = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .run = command_link,
};
