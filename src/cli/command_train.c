/* rasoat train: a match model learnt from a night's own files, with or without their truth. */
#include "base/bytes.h"
#include "cli/console.h"
#include "cli/figures.h"
#include "cli/job.h"
#include "cli/linkage_job.h"

#include <math.h>

#define SEED_MAX (UINT64_C(1) << 53)

static const struct ras_option options[] = {
    {"output",
     'o',
     "FILE",
     RAS_OPTION_TEXT,
     RAS_ARGUMENT(output),
     0,
     0,
     {"write the model there, not to standard output", "ghi mô hình vào tệp này, không in ra"}},
    {"seed",
     0,
     "N",
     RAS_OPTION_COUNT,
     RAS_ARGUMENT(seed),
     0,
     SEED_MAX,
     {"of the random pairs (default: 1)", "số gieo của các cặp ngẫu nhiên (mặc định: 1)"}},
    {"fix",
     0,
     "LIST",
     RAS_OPTION_TEXT,
     RAS_ARGUMENT(fixed),
     0,
     0,
     {"comparators to keep as they are, comma between (id,sex)",
      "các phép so giữ nguyên, cách nhau dấu phẩy (id,sex)"}},
    {"truth",
     0,
     "CSV",
     RAS_OPTION_TEXT,
     RAS_ARGUMENT(truth),
     0,
     0,
     {"count m from this truth, do not estimate it", "đếm m theo tệp đáp án này, không ước lượng"}},
    RAS_OPTION_THREADS_LINE,
    RAS_OPTION_LIMIT_LINE,
    RAS_OPTION_QUIET_LINE,
    RAS_OPTION_JSON_LINE,
    RAS_OPTION_LANG_LINE,
    RAS_OPTION_HELP_LINE,
};

static void append_level(struct ras_text *out, const struct ras_train_level *level)
{
    ras_text_format(out, "%-8s %-14s m %.6f (%.6f)  u %.3e (%.3e)  bits %+7.2f  ",
                    level->comparator, level->level, level->m, level->m_before, level->u,
                    level->u_before, log2(level->m / level->u));
    if (level->seen < 1)
        ras_text_string(out, "m: never seen");
    else
        ras_text_format(out, "m: %.0f pairs", level->seen);
    ras_text_format(out, "%s\n", level->u_kept ? ", u kept" : "");
}

/* "5,821 of 5,821 rows have an answer, 5,702 true pairs, " */
static void append_truth(struct ras_text *out, enum ras_language language,
                         const struct ras_train_result *result)
{
    struct ras_text counts[3];
    const uint64_t values[3] = {result->labelled_count, result->row_count, result->true_pair_count};
    for (unsigned i = 0; i < 3; i++) {
        ras_text_init(&counts[i]);
        ras_shown_count(&counts[i], language, values[i]);
        ras_text_char(&counts[i], '\0');
        out->failed = out->failed || counts[i].failed;
    }
    if (!out->failed)
        ras_message_append(out, language, RAS_MESSAGE_TRAIN_TRUTH, counts[0].data, counts[1].data,
                           counts[2].data);
    ras_text_string(out, ", ");
    for (unsigned i = 0; i < 3; i++)
        ras_text_fini(&counts[i]);
}

static void append_estimate(struct ras_text *out, enum ras_language language,
                            const struct ras_train_result *result)
{
    ras_text_format(out, "%s: ",
                    ras_message(language, result->converged ? RAS_MESSAGE_TRAIN_CONVERGED
                                                            : RAS_MESSAGE_TRAIN_STOPPED));
    ras_text_format(out, "%u, ", result->iterations);
    ras_shown_count(out, language, result->row_count);
    ras_text_format(out, " %s, ", ras_message(language, RAS_MESSAGE_HEAD_ROWS));
    ras_shown_count(out, language, result->pair_count);
    ras_text_format(out, " %s, ", ras_message(language, RAS_MESSAGE_TRAIN_PAIRS));
}

static void append_summary(struct ras_text *out, enum ras_language language,
                           const struct ras_train_result *result)
{
    for (unsigned i = 0; i < result->level_count; i++)
        append_level(out, &result->levels[i]);
    if (result->labelled_count > 0)
        append_truth(out, language, result);
    else
        append_estimate(out, language, result);
    ras_text_format(out, "%s ", ras_message(language, RAS_MESSAGE_TRAIN_COVERAGE));
    ras_figure_decimal(out, language, result->coverage * 100, 2);
    ras_text_string(out, " %, ");
    ras_figure_decimal(out, language, result->seconds, 1);
    ras_text_format(out, " %s\n", ras_message(language, RAS_MESSAGE_SECONDS));
}

/* Where the model itself goes to standard output, the figures are talk. */
static void tell(const struct ras_arguments *arguments, const struct ras_train_result *result)
{
    struct ras_text text;
    if (arguments->quiet)
        return;
    ras_text_init(&text);
    append_summary(&text, arguments->language, result);
    if (!text.failed)
        ras_console_tell((struct ras_bytes){text.data, text.length});
    ras_text_fini(&text);
}

static void append_truth_json(struct ras_text *out, const struct ras_train_result *result)
{
    ras_text_format(out, "\"labelled_rows\":%llu,\"true_pairs\":%llu,\"unlisted\":%llu,",
                    (unsigned long long)result->labelled_count,
                    (unsigned long long)result->true_pair_count,
                    (unsigned long long)result->unlisted_count);
}

static void append_json(struct ras_text *out, const struct ras_train_result *result)
{
    ras_text_format(out,
                    "{\"rows\":%llu,\"pairs\":%llu,\"patterns\":%llu,\"random_pairs\":%llu,"
                    "\"iterations\":%u,\"converged\":%s,\"coverage\":%.6f,"
                    "\"pair_match_probability\":%.6e,",
                    (unsigned long long)result->row_count, (unsigned long long)result->pair_count,
                    (unsigned long long)result->pattern_count,
                    (unsigned long long)result->random_pair_count, result->iterations,
                    result->converged ? "true" : "false", result->coverage,
                    result->pair_match_probability);
    if (result->labelled_count > 0) /* "levels":[ comes last */
        append_truth_json(out, result);
    ras_text_string(out, "\"levels\":[");
    for (unsigned i = 0; i < result->level_count; i++) {
        const struct ras_train_level *const level = &result->levels[i];
        ras_text_format(out,
                        "%s{\"comparator\":\"%s\",\"level\":\"%s\",\"m\":%.6e,\"u\":%.6e,"
                        "\"m_before\":%.6e,\"u_before\":%.6e,\"pairs\":%.0f,"
                        "\"random_pairs\":%llu}",
                        i == 0 ? "" : ",", level->comparator, level->level, level->m, level->u,
                        level->m_before, level->u_before, level->seen,
                        (unsigned long long)level->random_seen);
    }
    ras_text_string(out, "],\"seconds\":");
    ras_text_fixed(out, llround(result->seconds * 1000), 3);
    ras_text_string(out, "}\n");
}

/* What the training of a linkage does not know is refused, not left unheard. */
static enum ras_status train_linkage(const struct ras_arguments *arguments, struct ras_error *error)
{
    struct ras_arguments usual;
    ras_arguments_init(&usual, arguments->language);
    if (arguments->fixed != NULL || arguments->row_limit != 0 || arguments->seed != usual.seed)
        return ras_fail(error, RAS_USAGE,
                        "--fix, --limit and --seed are not for a link or dedupe config (it has "
                        "match.seed)");
    return ras_linkage_job(arguments, RAS_TASK_TRAIN, error);
}

static enum ras_status command_train(const struct ras_arguments *arguments, struct ras_error *error)
{
    if (ras_linkage_declared(arguments->operands[0]))
        return train_linkage(arguments, error);
    struct ras_job job;
    static struct ras_train_result result;
    const struct ras_train_options train_options = {.seed = arguments->seed,
                                                    .fixed = arguments->fixed,
                                                    .path = arguments->output,
                                                    .truth = arguments->truth};
    char *json = NULL;
    enum ras_status status = ras_job_open(&job, arguments->operands[0], arguments, error);
    if (status == RAS_OK)
        status = ras_engine_train(job.config, &job.options, &train_options, &result, &json, error);
    ras_job_close(&job);
    if (status != RAS_OK)
        return status;
    struct ras_text text;
    ras_text_init(&text);
    if (arguments->json) {
        append_json(&text, &result);
    } else if (arguments->output != NULL) {
        append_summary(&text, arguments->language, &result);
    } else {
        tell(arguments, &result);
        ras_text_string(&text, json);
    }
    ras_engine_text_free(json);
    return ras_console_finish(&text, error);
}

const struct ras_command ras_command_train = {
    .name = "train",
    .summary = {"learn a match model from the config's own files, with or without truth",
                "học mô hình đối soát từ chính dữ liệu của cấu hình, có hoặc không có đáp án"},
    .usage = "CONFIG [-o FILE] [--truth CSV] [--seed N] [--fix LIST]",
    .details =
        {"Reads residents and sources, publishes nothing. The weights of every level are\n"
         "learnt from the pairs that blocking finds (m) and from random pairs (u); what is\n"
         "too rare to be learnt keeps the value of the model in use, and is told. Put the\n"
         "file into match.model of the config to use it; run itself never trains. A config of\n"
         "link or dedupe is trained in its own way (no --seed, --fix, --limit).\n"
         "With --truth, m is counted from the true pairs, also those that blocking misses. The\n"
         "file has the columns source, record_id and resident_id (empty: not a resident), as\n"
         "generate writes it; for link left and right, for dedupe id and cluster.\n",
         "Đọc dân cư và các nguồn, không công bố gì. Trọng số mỗi mức được học từ các cặp\n"
         "ứng viên (m) và các cặp ngẫu nhiên (u); mức quá hiếm thì giữ giá trị của mô hình\n"
         "đang dùng và được báo rõ. Ghi tên tệp vào match.model của cấu hình để dùng; lệnh\n"
         "run không tự học. Cấu hình link hoặc dedupe học theo cách riêng (không có --seed,\n"
         "--fix, --limit).\n"
         "Với --truth, m được đếm từ các cặp đúng, kể cả cặp không được đem ra so. Tệp đáp án\n"
         "có các cột source, record_id và resident_id (để trống: không có trong dân cư) như\n"
         "generate ghi ra; với link là left và right, với dedupe là id và cluster.\n"},
    .examples = "  rasoat train demo/rasoat.yaml -o demo/model.json\n"
                "  rasoat train demo/rasoat.yaml --fix id,old_id --json\n"
                "  rasoat train demo/rasoat.yaml --truth demo/truth.csv -o demo/model.json\n",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .run = command_train,
};
