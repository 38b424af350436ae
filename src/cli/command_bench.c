/* rasoat bench: strategies compared on the config's own files. */
#include "cli/console.h"
#include "cli/job.h"

static const struct ras_option options[] = {
    {"truth",
     0,
     "CSV",
     RAS_OPTION_TEXT,
     RAS_ARGUMENT(truth),
     0,
     0,
     {"what is true: source, record_id, resident_id, errors",
      "đáp án: source, record_id, resident_id, errors"}},
    {"strategy",
     0,
     "NAMES",
     RAS_OPTION_TEXT,
     RAS_ARGUMENT(strategies),
     0,
     0,
     {"strategies to compare, comma between (default: all)",
      "các chiến lược cần so, cách nhau dấu phẩy (mặc định: tất cả)"}},
    {"out",
     0,
     "DIR",
     RAS_OPTION_TEXT,
     RAS_ARGUMENT(output),
     0,
     0,
     {"write bench.txt, bench.json and bench.html there",
      "ghi bench.txt, bench.json, bench.html vào thư mục này"}},
    RAS_OPTION_THREADS_LINE,
    RAS_OPTION_LIMIT_LINE,
    RAS_OPTION_QUIET_LINE,
    RAS_OPTION_JSON_LINE,
    RAS_OPTION_LANG_LINE,
    RAS_OPTION_HELP_LINE,
};

static enum ras_status command_bench(const struct ras_arguments *arguments, struct ras_error *error)
{
    struct ras_job job;
    const struct ras_bench_options bench_options = {.truth = arguments->truth,
                                                    .strategies = arguments->strategies,
                                                    .directory = arguments->output,
                                                    .json = arguments->json,
                                                    .vietnamese =
                                                        arguments->language == RAS_VIETNAMESE};
    char *text = NULL;
    enum ras_status status = ras_job_open(&job, arguments->operands[0], arguments, error);
    if (status == RAS_OK)
        status = ras_engine_bench(job.config, &job.options, &bench_options, &text, error);
    ras_job_close(&job);
    return ras_job_print(text, status, error);
}

const struct ras_command ras_command_bench = {
    .name = "bench",
    .summary = {"compare matching strategies, against a truth or by what is expected",
                "so sánh các chiến lược đối soát, với đáp án hoặc theo ước lượng"},
    .usage = "CONFIG [--truth CSV] [--strategy NAMES] [--out DIR]",
    .details = {"Decides every row with each strategy and publishes nothing. Built in: exact-id,\n"
                "exact-keys, rules, fs, fs-tf, full; match.strategies of the config adds others.\n"
                "With a truth (as generate writes it): precision, recall, errors at equal shares\n"
                "of rows asked, calibration, recall per kind of error, what each pass brings.\n"
                "Without: what the weights expect, and what blocking is estimated to lose.\n",
                "Kết luận mọi dòng bằng từng chiến lược, không công bố gì. Có sẵn: exact-id,\n"
                "exact-keys, rules, fs, fs-tf, full; match.strategies trong cấu hình thêm nữa.\n"
                "Có đáp án (như generate ghi): độ chính xác, độ phủ, lỗi khi hỏi cùng tỷ lệ dòng,\n"
                "hiệu chuẩn, độ phủ theo loại lỗi, đóng góp của từng lượt tra. Không có đáp án:\n"
                "ước lượng theo trọng số, và số cặp mà các lượt tra có thể để lọt.\n"},
    .examples = "  rasoat bench demo/rasoat.yaml --truth demo/truth.csv --out demo/bench\n"
                "  rasoat bench demo/rasoat.yaml --strategy exact-keys,full --json\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .run = command_bench,
};
