/* rasoat explain: why a row was decided as it was. */
#include "cli/job.h"

static const struct ras_option options[] = {
    {"source",
     0,
     "NAME",
     RAS_OPTION_TEXT,
     RAS_ARGUMENT(source),
     0,
     0,
     {"the source that holds RECORD_ID (needed when several do)",
      "nguồn chứa RECORD_ID (cần khi nhiều nguồn cùng có)"}},
    {"reveal",
     0,
     NULL,
     RAS_OPTION_FLAG,
     RAS_ARGUMENT(reveal),
     0,
     0,
     {"show numbers and names in full", "hiện đầy đủ số giấy tờ và họ tên"}},
    RAS_OPTION_JSON_LINE,
    RAS_OPTION_LANG_LINE,
    RAS_OPTION_HELP_LINE,
};

static enum ras_status command_explain(const struct ras_arguments *arguments,
                                       struct ras_error *error)
{
    char *text = NULL;
    const struct ras_explain_request request = {
        .run_directory = arguments->operands[0],
        .record_id = arguments->operands[1],
        .resident_id = arguments->operand_count > 2 ? arguments->operands[2] : NULL,
        .source_name = arguments->source,
        .reveal = arguments->reveal,
        .json = arguments->json,
        .vietnamese = arguments->language == RAS_VIETNAMESE};
    const enum ras_status status = ras_engine_explain(&request, &text, error);
    return ras_job_print(text, status, error);
}

const struct ras_command ras_command_explain = {
    .name = "explain",
    .summary = {"one decision of a run, or one pair, field by field",
                "giải thích một kết luận, hoặc một cặp, theo từng trường"},
    .usage = "RUN RECORD_ID [RESIDENT_ID] [--source NAME] [--reveal]",
    .details = {"RUN is the folder of a run, or <output>/published. With RESIDENT_ID: why that\n"
                "resident was, or was not, taken. Numbers and names are masked unless --reveal\n"
                "is given.\n",
                "RUN là thư mục của một lượt chạy, hoặc <output>/published. Có RESIDENT_ID: vì\n"
                "sao người đó được, hoặc không được, chọn. Số giấy tờ và họ tên được che, trừ khi\n"
                "có --reveal.\n"},
    .examples = "  rasoat explain demo/out/published RECORD_ID --source civil\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 2,
    .operands_max = 3,
    .run = command_explain,
};
