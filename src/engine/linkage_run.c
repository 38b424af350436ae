/* A linkage from end to end: read, propose, learn, weigh, decide, write. */
#include "base/alloc.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/try.h"
#include "engine/context.h"
#include "engine/file_text.h"
#include "engine/linkage_config.h"
#include "engine/linkage_files.h"
#include "engine/linkage_truth.h"
#include "linkage/learning.h"
#include "linkage/variants.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MODEL_BYTES_MAX   ((size_t)4 << 20)
#define ARENA_BLOCK_BYTES ((size_t)64 << 10)

/* Everything that a linkage holds while it runs. */
struct linkage_run {
    const struct ras_linkage *linkage;
    const struct ras_engine_options *options;
    const atomic_int *stop;
    unsigned thread_count;
    uint64_t start_ns;
    const char *truth; /* a file, NULL = none */
    struct ras_record_table table;
    struct ras_vector true_pairs; /* struct ras_true_pair */
    struct ras_blocks blocks;
    struct ras_pair_comparer comparer;
    struct ras_candidates candidates;
    struct ras_link_model model;
    int32_t *weights; /* by candidate */
    struct ras_decisions decisions;
    struct ras_linkage_result *result;
};

static void stage_tell(const struct linkage_run *run, const char *stage, uint64_t done,
                       uint64_t total)
{
    if (run->options->progress == NULL)
        return;
    const struct ras_progress progress = {.stage = stage,
                                          .source = "",
                                          .done = done,
                                          .total = total,
                                          .row_count = run->table.record_count,
                                          .seconds =
                                              (double)(ras_clock_ns() - run->start_ns) / 1e9};
    run->options->progress(run->options->progress_context, &progress);
}

static unsigned threads_wanted(const struct ras_linkage *linkage,
                               const struct ras_engine_options *options)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const unsigned wanted = options->thread_count != 0        ? options->thread_count
                            : linkage->base.thread_count != 0 ? linkage->base.thread_count
                            : processors < 1                  ? 1
                                                              : (unsigned)processors;
    return wanted > RAS_THREADS_MAX ? RAS_THREADS_MAX : wanted;
}

static enum ras_status run_begin(struct linkage_run *run, const struct ras_linkage *linkage,
                                 const struct ras_engine_options *options, const char *truth,
                                 struct ras_linkage_result *result, struct ras_error *error)
{
    *run = (struct linkage_run){.linkage = linkage,
                                .options = options,
                                .stop = options->stop == NULL ? NULL : &options->stop->status,
                                .thread_count = threads_wanted(linkage, options),
                                .start_ns = ras_clock_ns(),
                                .truth = truth,
                                .result = result};
    *result = (struct ras_linkage_result){.two_files = linkage->schema.two_files};
    ras_link_model_init(&run->model);
    ras_vector_init(&run->true_pairs, sizeof(struct ras_true_pair));
    return ras_record_table_init(&run->table, &linkage->schema, error);
}

static void run_end(struct linkage_run *run)
{
    ras_decisions_fini(&run->decisions);
    ras_free(run->weights);
    ras_link_model_fini(&run->model);
    ras_candidates_fini(&run->candidates);
    ras_pair_comparer_fini(&run->comparer);
    ras_blocks_fini(&run->blocks);
    ras_vector_fini(&run->true_pairs);
    ras_record_table_fini(&run->table);
    run->result->seconds = (double)(ras_clock_ns() - run->start_ns) / 1e9;
}

static void result_fill(const struct linkage_run *run)
{
    struct ras_linkage_result *const result = run->result;
    for (unsigned i = 0; i < run->blocks.pass_count && !run->blocks.full; i++) {
        result->dropped_blocks += run->blocks.passes[i].dropped_blocks;
        result->dropped_pairs += run->blocks.passes[i].dropped_pairs;
    }
    result->left_count = run->table.left_count;
    result->right_count = run->table.record_count - run->table.left_count;
    result->reject_count = run->table.reject_count;
    result->candidate_count = run->candidates.pairs.count;
    result->pattern_count = run->candidates.patterns.count;
    result->prior = run->model.prior;
    result->iterations = run->model.iterations;
    result->converged = run->model.converged;
    result->true_pair_count = run->model.true_pairs;
}

/* From files to blocks. */
static enum ras_status run_read(struct linkage_run *run, struct ras_error *error)
{
    stage_tell(run, "read", 0, 0);
    RAS_TRY(ras_record_table_read(&run->table, run->stop, error));
    if (ras_record_pair_count(&run->table) == 0)
        return ras_fail(error, RAS_BAD_INPUT,
                        "fewer than two records: there is nothing to compare");
    if (run->truth != NULL)
        RAS_TRY(
            ras_linkage_truth_read(run->truth, &run->table, run->stop, &run->true_pairs, error));
    stage_tell(run, "block", 0, 0);
    RAS_TRY(ras_blocks_build(&run->blocks, &run->table, run->thread_count, run->stop, error));
    RAS_TRY(ras_pair_comparer_init(&run->comparer, &run->table, error));
    return ras_pair_comparer_populate(&run->comparer, run->stop, error);
}

static enum ras_status run_compare(struct linkage_run *run, struct ras_error *error)
{
    stage_tell(run, "compare", 0, 0);
    ras_candidates_fini(&run->candidates);
    return ras_candidates_collect(&run->candidates, &run->blocks, &run->comparer, run->thread_count,
                                  run->stop, error);
}

static enum ras_status run_learn(struct linkage_run *run, struct ras_error *error)
{
    struct ras_chances chances;
    stage_tell(run, "learn", 0, 0);
    RAS_TRY(ras_chances_find(&chances, &run->comparer, run->thread_count, run->stop, error));
    run->result->trained = true;
    if (run->truth != NULL)
        return ras_link_count(&run->model, &run->comparer, run->true_pairs.data,
                              run->true_pairs.count, &chances, error);
    return ras_link_learn(&run->model, &run->linkage->schema, &run->candidates, &chances,
                          run->table.record_count, ras_record_pair_count(&run->table), error);
}

static enum ras_status run_decide(struct linkage_run *run, struct ras_error *error)
{
    const size_t count = run->candidates.pairs.count;
    struct ras_pair_scorer scorer;
    stage_tell(run, "decide", 0, 0);
    ras_decisions_fini(&run->decisions);
    ras_free(run->weights);
    run->weights = ras_alloc_zeroed(count + 1, sizeof run->weights[0]);
    if (run->weights == NULL)
        return ras_no_memory(error, count * sizeof run->weights[0]);
    enum ras_status status = ras_pair_scorer_init(&scorer, &run->comparer, &run->model, error);
    if (status == RAS_OK)
        status = ras_candidates_score(&run->candidates, &scorer, run->thread_count, run->stop,
                                      run->weights, error);
    if (status == RAS_OK)
        status = ras_decisions_make(&run->decisions, &run->candidates, run->weights, &scorer,
                                    run->thread_count, run->stop, error);
    ras_pair_scorer_fini(&scorer);
    return status;
}

/* Words that recur for each other among what is believed; *found = how many. */
static enum ras_status run_variants(struct linkage_run *run, size_t *found, struct ras_error *error)
{
    *found = 0;
    for (unsigned i = 0; i < run->linkage->schema.comparison_count; i++) {
        size_t of_comparison = 0;
        if (run->linkage->schema.comparisons[i].method != RAS_LINK_WORDS)
            continue;
        RAS_TRY(ras_variants_learn(&run->model, &run->comparer, i, &run->candidates,
                                   &run->decisions, &of_comparison, error));
        *found += of_comparison;
    }
    return *found == 0 ? RAS_OK : ras_pair_comparer_use(&run->comparer, &run->model, error);
}

static enum ras_status run_trained(struct linkage_run *run, struct ras_error *error)
{
    const struct ras_link_schema *const schema = &run->linkage->schema;
    struct ras_arena arena;
    struct ras_bytes json;
    ras_arena_init(&arena, ARENA_BLOCK_BYTES);
    enum ras_status status = ras_file_read(schema->model, MODEL_BYTES_MAX, &arena, &json, error);
    if (status == RAS_OK)
        status = ras_link_model_parse(json, schema->model, schema, &run->model, error);
    ras_arena_fini(&arena);
    RAS_TRY(status);
    RAS_TRY(ras_pair_comparer_use(&run->comparer, &run->model, error));
    RAS_TRY(run_compare(run, error));
    return run_decide(run, error);
}

/* Learn, believe, learn variants from what is believed, and then all of it once more. */
static enum ras_status run_training(struct linkage_run *run, struct ras_error *error)
{
    size_t found = 0;
    RAS_TRY(run_compare(run, error));
    RAS_TRY(run_learn(run, error));
    RAS_TRY(run_decide(run, error));
    RAS_TRY(run_variants(run, &found, error));
    if (found == 0)
        return RAS_OK;
    stage_tell(run, "compare", 0, 0);
    RAS_TRY(ras_candidates_renew(&run->candidates, &run->comparer, run->thread_count, run->stop,
                                 error));
    RAS_TRY(run_learn(run, error));
    return run_decide(run, error);
}

static enum ras_status run_write(struct linkage_run *run, struct ras_error *error)
{
    stage_tell(run, "write", 0, 0);
    const struct ras_linkage_outcome outcome = {.linkage = run->linkage,
                                                .table = &run->table,
                                                .candidates = &run->candidates,
                                                .model = &run->model,
                                                .weights = run->weights,
                                                .decisions = &run->decisions};
    return ras_linkage_write(&outcome, run->result, error);
}

enum ras_status ras_linkage_run(const struct ras_linkage *linkage,
                                const struct ras_engine_options *options,
                                struct ras_linkage_result *result, struct ras_error *error)
{
    struct linkage_run run;
    enum ras_status status = run_begin(&run, linkage, options, NULL, result, error);
    if (status == RAS_OK)
        status = run_read(&run, error);
    if (status == RAS_OK)
        status =
            linkage->schema.model == NULL ? run_training(&run, error) : run_trained(&run, error);
    if (status == RAS_OK)
        status = run_write(&run, error);
    result_fill(&run);
    run_end(&run);
    return status;
}

static enum ras_status model_text(const struct linkage_run *run, char **json,
                                  struct ras_error *error)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_link_model_json(&run->model, &run->linkage->schema, &text);
    ras_text_char(&text, '\0');
    enum ras_status status = ras_text_status(&text, error);
    if (status == RAS_OK)
        *json = ras_strdup(text.data);
    if (status == RAS_OK && *json == NULL)
        status = ras_no_memory(error, text.length);
    ras_text_fini(&text);
    return status;
}

enum ras_status ras_linkage_train(const struct ras_linkage *linkage,
                                  const struct ras_engine_options *options, const char *truth,
                                  char **json, struct ras_linkage_result *result,
                                  struct ras_error *error)
{
    struct linkage_run run;
    *json = NULL;
    enum ras_status status = run_begin(&run, linkage, options, truth, result, error);
    if (status == RAS_OK)
        status = run_read(&run, error);
    if (status == RAS_OK)
        status = run_training(&run, error);
    if (status == RAS_OK)
        status = model_text(&run, json, error);
    result_fill(&run);
    run_end(&run);
    return status;
}
