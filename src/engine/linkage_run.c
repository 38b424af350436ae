/* A linkage from end to end: read, propose, learn, weigh, decide, write. */
#include "base/alloc.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/try.h"
#include "engine/context.h"
#include "engine/file_text.h"
#include "engine/linkage_config.h"
#include "engine/linkage_files.h"
#include "linkage/learning.h"
#include "linkage/pair_scores.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MODEL_BYTES_MAX ((size_t)4 << 20)

/* Everything that a linkage holds while it runs. */
struct linkage_run {
    const struct ras_linkage *linkage;
    const struct ras_engine_options *options;
    const atomic_int *stop;
    unsigned thread_count;
    uint64_t start_ns;
    struct ras_record_table table;
    struct ras_blocks blocks;
    struct ras_pair_comparer comparer;
    struct ras_candidates candidates;
    struct ras_link_model model;
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
                                 const struct ras_engine_options *options,
                                 struct ras_linkage_result *result, struct ras_error *error)
{
    *run = (struct linkage_run){.linkage = linkage,
                                .options = options,
                                .stop = options->stop == NULL ? NULL : &options->stop->status,
                                .thread_count = threads_wanted(linkage, options),
                                .start_ns = ras_clock_ns(),
                                .result = result};
    *result = (struct ras_linkage_result){.two_files = linkage->schema.two_files};
    return ras_record_table_init(&run->table, &linkage->schema, error);
}

static void run_end(struct linkage_run *run)
{
    ras_candidates_fini(&run->candidates);
    ras_pair_comparer_fini(&run->comparer);
    ras_blocks_fini(&run->blocks);
    ras_record_table_fini(&run->table);
    run->result->seconds = (double)(ras_clock_ns() - run->start_ns) / 1e9;
}

static void result_blocks(const struct linkage_run *run)
{
    for (unsigned i = 0; i < run->blocks.pass_count && !run->blocks.full; i++) {
        run->result->dropped_blocks += run->blocks.passes[i].dropped_blocks;
        run->result->dropped_pairs += run->blocks.passes[i].dropped_pairs;
    }
    run->result->candidate_count = run->candidates.pairs.count;
    run->result->pattern_count = run->candidates.patterns.count;
}

/* From files to compared candidates. */
static enum ras_status run_compare(struct linkage_run *run, struct ras_error *error)
{
    stage_tell(run, "read", 0, 0);
    RAS_TRY(ras_record_table_read(&run->table, run->stop, error));
    run->result->left_count = run->table.left_count;
    run->result->right_count = run->table.record_count - run->table.left_count;
    run->result->reject_count = run->table.reject_count;
    if (ras_record_pair_count(&run->table) == 0)
        return ras_fail(error, RAS_BAD_INPUT,
                        "fewer than two records: there is nothing to compare");
    stage_tell(run, "block", 0, 0);
    RAS_TRY(ras_blocks_build(&run->blocks, &run->table, run->thread_count, run->stop, error));
    stage_tell(run, "compare", 0, 0);
    RAS_TRY(ras_pair_comparer_init(&run->comparer, &run->table, error));
    RAS_TRY(ras_candidates_collect(&run->candidates, &run->blocks, &run->comparer,
                                   run->thread_count, run->stop, error));
    result_blocks(run);
    return RAS_OK;
}

static enum ras_status run_learn(struct linkage_run *run, struct ras_error *error)
{
    const struct ras_link_schema *const schema = &run->linkage->schema;
    struct ras_chances chances;
    stage_tell(run, "learn", 0, 0);
    RAS_TRY(ras_chances_find(&chances, &run->comparer, run->thread_count, run->stop, error));
    RAS_TRY(ras_link_learn(&run->model, schema, &run->candidates, &chances, run->table.record_count,
                           ras_record_pair_count(&run->table), error));
    run->result->trained = true;
    return RAS_OK;
}

static enum ras_status run_model(struct linkage_run *run, struct ras_error *error)
{
    const struct ras_link_schema *const schema = &run->linkage->schema;
    if (schema->model == NULL) {
        RAS_TRY(run_learn(run, error));
    } else {
        struct ras_arena arena;
        struct ras_bytes json;
        ras_arena_init(&arena, MODEL_BYTES_MAX);
        enum ras_status status =
            ras_file_read(schema->model, MODEL_BYTES_MAX, &arena, &json, error);
        if (status == RAS_OK)
            status = ras_link_model_parse(json, schema->model, schema, &run->model, error);
        ras_arena_fini(&arena);
        RAS_TRY(status);
    }
    run->result->prior = run->model.prior;
    run->result->iterations = run->model.iterations;
    run->result->converged = run->model.converged;
    return RAS_OK;
}

static enum ras_status run_decide(struct linkage_run *run, struct ras_error *error)
{
    const size_t count = run->candidates.pairs.count;
    struct ras_pair_scorer scorer = {.comparer = NULL};
    struct ras_decisions decisions = {.pairs = NULL};
    enum ras_status status = RAS_OK;
    int32_t *const weights = ras_alloc_zeroed(count + 1, sizeof weights[0]);
    if (weights == NULL)
        return ras_no_memory(error, count * sizeof weights[0]);
    stage_tell(run, "decide", 0, 0);
    RAS_TRY_DONE(ras_pair_scorer_init(&scorer, &run->comparer, &run->model, error));
    RAS_TRY_DONE(ras_candidates_score(&run->candidates, &scorer, run->thread_count, run->stop,
                                      weights, error));
    RAS_TRY_DONE(ras_decisions_make(&decisions, &run->candidates, weights, &scorer,
                                    run->thread_count, run->stop, error));
    stage_tell(run, "write", 0, 0);
    const struct ras_linkage_outcome outcome = {.linkage = run->linkage,
                                                .table = &run->table,
                                                .candidates = &run->candidates,
                                                .model = &run->model,
                                                .weights = weights,
                                                .decisions = &decisions};
    RAS_TRY_DONE(ras_linkage_write(&outcome, run->result, error));
done:
    ras_decisions_fini(&decisions);
    ras_pair_scorer_fini(&scorer);
    ras_free(weights);
    return status;
}

enum ras_status ras_linkage_run(const struct ras_linkage *linkage,
                                const struct ras_engine_options *options,
                                struct ras_linkage_result *result, struct ras_error *error)
{
    struct linkage_run run;
    enum ras_status status = run_begin(&run, linkage, options, result, error);
    if (status == RAS_OK)
        status = run_compare(&run, error);
    if (status == RAS_OK)
        status = run_model(&run, error);
    if (status == RAS_OK)
        status = run_decide(&run, error);
    run_end(&run);
    return status;
}

enum ras_status ras_linkage_train(const struct ras_linkage *linkage,
                                  const struct ras_engine_options *options, char **json,
                                  struct ras_linkage_result *result, struct ras_error *error)
{
    struct linkage_run run;
    struct ras_text text;
    *json = NULL;
    enum ras_status status = run_begin(&run, linkage, options, result, error);
    if (status == RAS_OK)
        status = run_compare(&run, error);
    if (status == RAS_OK)
        status = run_learn(&run, error);
    result->prior = run.model.prior;
    result->iterations = run.model.iterations;
    result->converged = run.model.converged;
    ras_text_init(&text);
    if (status == RAS_OK) {
        ras_link_model_json(&run.model, &linkage->schema, &text);
        ras_text_char(&text, '\0');
        status = ras_text_status(&text, error);
    }
    if (status == RAS_OK)
        *json = ras_strdup(text.data);
    if (status == RAS_OK && *json == NULL)
        status = ras_no_memory(error, text.length);
    ras_text_fini(&text);
    run_end(&run);
    return status;
}
