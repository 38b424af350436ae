/* Learning a match model from a night's own files, with or without their truth. */
#include "base/alloc.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/output.h"
#include "base/try.h"
#include "engine/explain_passes.h"
#include "engine/resident_index.h"
#include "engine/training_counts.h"
#include "rasoat/engine.h"
#include "score/expectation.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define ITERATIONS_MAX  500
#define CHANGE_MIN      1e-6
#define PAIRS_PER_ROW   3u
#define RANDOM_SEEN_MIN 30 /* random pairs of a level below which its u is kept */
#define COVERAGE_ROUNDS 50
#define COVERAGE_MIN    0.001
#define COVERAGE_MAX    0.9999

struct training {
    struct ras_context *context;
    const struct ras_train_options *options;
    struct ras_train_result *result;
    struct ras_resident_index residents;
    struct ras_truth truth; /* empty where none is given */
    struct ras_true_residents true_residents;
    struct ras_training_counts counts;
    struct ras_expectation_result learnt;
    struct ras_model model;
    uint32_t fixed; /* comparators */
};

/* ---- what is kept ---- */

static int comparator_find(struct ras_bytes name)
{
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        if (ras_bytes_equal(name, ras_bytes_of(ras_comparator_name((enum ras_comparator)c))))
            return (int)c;
    return -1;
}

static enum ras_status fixed_read(struct training *training, struct ras_error *error)
{
    const char *at = training->options->fixed;
    while (at != NULL && *at != '\0') {
        const size_t length = strcspn(at, ",");
        const int comparator = comparator_find((struct ras_bytes){at, length});
        if (comparator < 0)
            return ras_fail(error, RAS_USAGE, "no comparator '%.*s'; there are name, date, id, ...",
                            (int)length, at);
        training->fixed |= UINT32_C(1) << comparator;
        at += length + (at[length] == ',');
    }
    return RAS_OK;
}

/* ---- from counts to a model ---- */

static enum ras_status m_learn(struct training *training, struct ras_error *error)
{
    uint32_t tied[RAS_PASS_COUNT];
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        tied[pass] = ras_pass_comparators((enum ras_pass)pass);
    const struct ras_expectation_input input = {
        .patterns = training->counts.patterns.slots,
        .pattern_count = training->counts.patterns.used,
        .start = &training->context->config->base_model,
        .tied = tied,
        .pass_count = RAS_PASS_COUNT,
        .fixed = training->fixed,
        .iterations_max = ITERATIONS_MAX,
        .change_min = CHANGE_MIN,
    };
    RAS_TRY(ras_expectation_run(&input, &training->learnt, error));
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        for (unsigned level = 1; level <= ras_level_count((enum ras_comparator)c); level++)
            training->model.m[c][level] = training->learnt.m[c][level];
    return RAS_OK;
}

/* The same where truth is known: what expectation would believe is counted. */
static void m_count(struct training *training)
{
    const struct ras_model *const start = &training->context->config->base_model;
    struct ras_expectation_result *const learnt = &training->learnt;
    memcpy(learnt->m, start->m, sizeof learnt->m);
    learnt->converged = true;
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++) {
        const unsigned level_count = ras_level_count((enum ras_comparator)c);
        for (unsigned level = 1; level <= level_count; level++)
            learnt->seen[c][level] = (double)training->counts.truth.seen[c][level];
        if ((training->fixed >> c & 1) == 0)
            ras_expectation_shares(learnt->seen[c], start->m[c], level_count, learnt->m[c]);
        memcpy(training->model.m[c], learnt->m[c], sizeof learnt->m[c]);
    }
}

/* A level that a random pair hardly ever has keeps its u: the number itself, or a slip of it, is
 * never seen by chance, and what it is worth is not for chance to say. */
static bool u_is_kept(const struct training *training, unsigned c, unsigned level)
{
    return (training->fixed >> c & 1) != 0 ||
           training->counts.random_seen[c][level] < RANDOM_SEEN_MIN;
}

static void u_learn(struct training *training)
{
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++) {
        const uint64_t *const seen = training->counts.random_seen[c];
        const unsigned level_count = ras_level_count((enum ras_comparator)c);
        uint64_t sum = 0;
        for (unsigned level = 1; level <= level_count; level++)
            sum += seen[level];
        for (unsigned level = 1; level <= level_count; level++)
            if (!u_is_kept(training, c, level))
                training->model.u[c][level] = (double)seen[level] / (double)sum;
    }
}

/* The expected share of rows whose person is a resident, if that share was `coverage` all along:
 * the odds of a row that were found with `before` change with it. */
static double present_share(const struct ras_training_counts *counts, double before,
                            double coverage)
{
    double sum = 0;
    for (unsigned bin = 0; bin < RAS_PRESENT_BINS; bin++) {
        const double present = (double)bin / (RAS_PRESENT_BINS - 1);
        const double is = present * coverage / before;
        const double is_not = (1 - present) * (1 - coverage) / (1 - before);
        sum += (double)counts->present[bin] * (is / (is + is_not));
    }
    return sum / (double)counts->row_count;
}

static double coverage_bound(double coverage)
{
    return coverage < COVERAGE_MIN   ? COVERAGE_MIN
           : coverage > COVERAGE_MAX ? COVERAGE_MAX
                                     : coverage;
}

/* One more reading under the learnt weights; then the share that reproduces itself. */
static enum ras_status coverage_learn(struct training *training, struct ras_error *error)
{
    struct ras_training_counts counts;
    ras_training_counts_init(&counts);
    training->model.coverage = coverage_bound(training->model.coverage);
    ras_model_refresh(&training->model);
    const double before = training->model.coverage;
    const struct ras_training_settings settings = {.model = &training->model,
                                                   .seed = training->options->seed};
    const enum ras_status status = ras_training_counts_take(
        training->context, training->residents.index, &settings, &counts, error);
    for (unsigned round = 0; status == RAS_OK && counts.row_count > 0 && round < COVERAGE_ROUNDS;
         round++)
        training->model.coverage =
            coverage_bound(present_share(&counts, before, training->model.coverage));
    ras_model_refresh(&training->model);
    ras_training_counts_fini(&counts);
    return status;
}

static void coverage_count(struct training *training)
{
    const struct ras_true_counts *const counts = &training->counts.truth;
    training->model.coverage =
        coverage_bound((double)counts->pair_count / (double)counts->row_count);
    ras_model_refresh(&training->model);
}

static void truth_provenance_write(struct training *training)
{
    const struct ras_train_result *const result = training->result;
    (void)snprintf(training->model.provenance, sizeof training->model.provenance,
                   "learnt from truth: %" PRIu64 " rows with an answer of %" PRIu64 ", %" PRIu64
                   " true pairs, %" PRIu64 " random pairs (seed %" PRIu64 "); truth %016" PRIx64
                   ", config %016" PRIx64 ", residents %016" PRIx64,
                   result->labelled_count, result->row_count, result->true_pair_count,
                   result->random_pair_count, training->options->seed, training->truth.hash,
                   training->context->config->hash, training->residents.index->fingerprint);
}

static void provenance_write(struct training *training)
{
    const struct ras_train_result *const result = training->result;
    (void)snprintf(training->model.provenance, sizeof training->model.provenance,
                   "learnt without labels: %" PRIu64 " rows, %" PRIu64 " pairs, %" PRIu64
                   " patterns, %" PRIu64 " random pairs (seed %" PRIu64
                   "), %u iterations, %s; config %016" PRIx64 ", residents %016" PRIx64,
                   result->row_count, result->pair_count, result->pattern_count,
                   result->random_pair_count, training->options->seed, result->iterations,
                   result->converged ? "converged" : "stopped at the limit",
                   training->context->config->hash, training->residents.index->fingerprint);
}

/* ---- what is told ---- */

static void levels_tell(struct training *training)
{
    struct ras_train_result *const result = training->result;
    const struct ras_model *const before = &training->context->config->base_model;
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        for (unsigned level = 1; level <= ras_level_count((enum ras_comparator)c); level++) {
            assert(result->level_count < RAS_TRAIN_LEVELS_MAX);
            result->levels[result->level_count++] = (struct ras_train_level){
                .comparator = ras_comparator_name((enum ras_comparator)c),
                .level = ras_level_name((enum ras_comparator)c, level),
                .m = training->model.m[c][level],
                .u = training->model.u[c][level],
                .m_before = before->m[c][level],
                .u_before = before->u[c][level],
                .seen = (training->fixed >> c & 1) != 0 ? 0 : training->learnt.seen[c][level],
                .random_seen = training->counts.random_seen[c][level],
                .u_kept = u_is_kept(training, c, level)};
        }
}

static void result_fill(struct training *training)
{
    struct ras_train_result *const result = training->result;
    result->row_count = training->counts.row_count;
    result->pair_count = training->counts.pair_count;
    result->pattern_count = training->counts.patterns.used;
    result->random_pair_count = training->counts.random_pair_count;
    result->iterations = training->learnt.iterations;
    result->converged = training->learnt.converged;
    result->change = training->learnt.change;
    result->labelled_count = training->counts.truth.row_count;
    result->true_pair_count = training->counts.truth.pair_count;
    result->unlisted_count = training->counts.truth.unlisted_count;
}

/* ---- the model file ---- */

static enum ras_status file_replace(const char *path, const struct ras_text *text,
                                    struct ras_error *error)
{
    char temporary[512];
    struct ras_output output;
    if ((size_t)snprintf(temporary, sizeof temporary, "%s.new", path) >= sizeof temporary)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot create '%s': %s", path,
                        strerror(ENAMETOOLONG));
    (void)remove(temporary); /* left by a run that was cut off */
    RAS_TRY(ras_output_open(&output, AT_FDCWD, temporary, path, error));
    ras_output_text(&output, text);
    RAS_TRY(ras_output_close(&output, NULL, NULL, error));
    if (rename(temporary, path) != 0)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot create '%s': %s", path, strerror(errno));
    return RAS_OK;
}

static enum ras_status model_give(struct training *training, char **json, struct ras_error *error)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_model_json(&training->model, &text);
    enum ras_status status = ras_text_status(&text, error);
    if (status == RAS_OK && training->options->path != NULL)
        status = file_replace(training->options->path, &text, error);
    if (status == RAS_OK && json != NULL) {
        ras_text_char(&text, '\0');
        status = ras_text_status(&text, error);
        *json = status == RAS_OK ? ras_strdup(text.data) : NULL;
        if (status == RAS_OK && *json == NULL)
            status = ras_no_memory(error, text.length);
    }
    ras_text_fini(&text);
    return status;
}

/* ---- the two ways ---- */

static enum ras_status learn_alone(struct training *training, struct ras_error *error)
{
    const struct ras_training_settings settings = {.model = &training->context->config->base_model,
                                                   .seed = training->options->seed,
                                                   .pairs_per_row = PAIRS_PER_ROW};
    RAS_TRY(ras_training_counts_take(training->context, training->residents.index, &settings,
                                     &training->counts, error));
    RAS_TRY(m_learn(training, error));
    u_learn(training);
    result_fill(training);
    RAS_TRY(coverage_learn(training, error));
    provenance_write(training);
    return RAS_OK;
}

static enum ras_status learn_from_truth(struct training *training, struct ras_error *error)
{
    const struct ras_training_settings settings = {.model = &training->context->config->base_model,
                                                   .seed = training->options->seed,
                                                   .pairs_per_row = PAIRS_PER_ROW,
                                                   .truth = &training->true_residents};
    RAS_TRY(ras_true_residents_find(&training->true_residents, &training->truth,
                                    training->residents.index, error));
    RAS_TRY(ras_training_counts_take(training->context, training->residents.index, &settings,
                                     &training->counts, error));
    if (training->counts.truth.pair_count == 0)
        return ras_fail_at(error, RAS_BAD_INPUT, training->options->truth, 0, 0,
                           "the truth names no resident of any row: there is nothing to count");
    m_count(training);
    u_learn(training);
    result_fill(training);
    coverage_count(training);
    truth_provenance_write(training);
    return RAS_OK;
}

static enum ras_status train(struct training *training, char **json, struct ras_error *error)
{
    enum ras_status status = RAS_OK;
    struct ras_train_result *const result = training->result;
    const char *const truth = training->options->truth;
    RAS_TRY(fixed_read(training, error));
    if (truth != NULL)
        RAS_TRY(ras_truth_file_read(&training->truth, truth, training->context->config,
                                    training->context->stop, error));
    RAS_TRY(ras_resident_index_look(training->context, &training->residents, error));
    const uint64_t start = ras_clock_ns();
    training->model = training->context->config->base_model;
    RAS_TRY_DONE(truth == NULL ? learn_alone(training, error) : learn_from_truth(training, error));
    result->coverage = training->model.coverage;
    result->pair_match_probability =
        result->coverage / (double)training->residents.index->counts.resident_count;
    levels_tell(training);
    RAS_TRY_DONE(model_give(training, json, error));
    result->seconds = (double)(ras_clock_ns() - start) / 1e9;
done:
    ras_resident_index_fini(&training->residents);
    return status;
}

enum ras_status ras_engine_train(const struct ras_config *config,
                                 const struct ras_engine_options *options,
                                 const struct ras_train_options *train_options,
                                 struct ras_train_result *result, char **json,
                                 struct ras_error *error)
{
    struct ras_context context;
    struct training training = {.context = &context, .options = train_options, .result = result};
    memset(result, 0, sizeof *result);
    if (json != NULL)
        *json = NULL;
    ras_training_counts_init(&training.counts);
    ras_truth_init(&training.truth);
    enum ras_status status = ras_context_init(&context, config, options, error);
    if (status == RAS_OK)
        status = train(&training, json, error);
    ras_training_counts_fini(&training.counts);
    ras_true_residents_fini(&training.true_residents);
    ras_truth_fini(&training.truth);
    ras_context_fini(&context);
    return status;
}
