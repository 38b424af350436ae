/* One reading of a source for a comparison.
 *
 * Threads: each worker decides its rows with a matcher of its own and counts for itself; rows are
 * delivered in order, counts are integers that are added up at the end. */
#include "engine/bench_rows.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/try.h"
#include "engine/chunk_stage.h"
#include "engine/row_group.h"
#include "score/binary_log.h"
#include "score/decide.h"

#include <string.h>

#define MILLIONTHS 1000000u

struct bench_worker {
    struct ras_row_scratch scratch;
    struct ras_matcher matcher;
    struct ras_bench_pass_count passes[RAS_PASS_COUNT];
};

struct bench_job {
    struct ras_chunk chunk;
    struct ras_vector rows; /* struct ras_bench_row */
    uint64_t reject_count;
};

struct bench_reading {
    struct ras_context *context;
    const struct ras_index *index;
    const struct ras_model *model;
    struct ras_model by_weights; /* the same without a list of rules */
    const struct ras_bench_truth *truth;
    unsigned source;
    struct ras_source_rows source_rows;
    struct bench_worker *workers;
    struct ras_bench_rows *rows;
};

void ras_bench_rows_init(struct ras_bench_rows *rows)
{
    memset(rows, 0, sizeof *rows);
    ras_vector_init(&rows->rows, sizeof(struct ras_bench_row));
}

void ras_bench_rows_fini(struct ras_bench_rows *rows)
{
    ras_vector_fini(&rows->rows);
}

/* ---- odds ---- */

int32_t ras_bench_odds(uint32_t probability)
{
    /* half a millionth more or less cannot be seen */
    const uint32_t for_it = 2 * probability + (probability == 0);
    const uint32_t against = 2 * (MILLIONTHS - probability) + (probability == MILLIONTHS);
    return ras_log2_millibits((int64_t)ras_log2_count(for_it) - ras_log2_count(against));
}

/* For the best candidate against the others and against nobody, which P in millionths is too coarse
 * to tell apart where it is high. */
static int32_t odds_by_weight(const struct bench_reading *reading,
                              const struct ras_candidate *candidates, size_t count,
                              const struct ras_candidate *best)
{
    const uint32_t residents = (uint32_t)reading->index->counts.resident_count;
    const int32_t absence =
        reading->model->absence + ras_log2_millibits(ras_log2_count(residents > 0 ? residents : 1));
    int32_t greatest = absence;
    for (size_t i = 0; i < count; i++)
        if (candidates[i].resident != best->resident && candidates[i].weight > greatest)
            greatest = candidates[i].weight;
    uint64_t sum = ras_power_of_two((uint64_t)((int64_t)greatest - absence));
    for (size_t i = 0; i < count; i++)
        if (candidates[i].resident != best->resident)
            sum += ras_power_of_two((uint64_t)((int64_t)greatest - candidates[i].weight));
    const int32_t rest = greatest + ras_log2_millibits(ras_log2_value((double)sum) -
                                                       (int64_t)RAS_POWER_ONE_BITS * RAS_LOG_ONE);
    const int64_t odds = (int64_t)best->weight - rest;
    return odds > RAS_BENCH_ODDS_MAX    ? RAS_BENCH_ODDS_MAX
           : odds < -RAS_BENCH_ODDS_MAX ? -RAS_BENCH_ODDS_MAX
                                        : (int32_t)odds;
}

/* ---- one row ---- */

static void passes_count(struct bench_worker *worker, const struct ras_candidate *candidates,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const uint32_t met = candidates[i].passes;
        for (uint32_t rest = met; rest != 0; rest &= rest - 1) {
            struct ras_bench_pass_count *const pass = &worker->passes[__builtin_ctz(rest)];
            pass->pairs++;
            pass->added += rest == met;
            pass->only += (met & (met - 1)) == 0;
        }
    }
}

static uint32_t keyed_passes(const struct bench_reading *reading, const struct ras_subject *subject)
{
    struct ras_keys keys;
    uint32_t keyed = 0;
    ras_keys_make(subject, &keys);
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        keyed |= (uint32_t)(keys.key[pass] != 0) << pass;
    return keyed & reading->model->passes;
}

/* What the weights say of the candidate that was chosen, whoever chose it. */
static void expectation_fill(const struct bench_reading *reading,
                             const struct ras_candidate *candidates, size_t count,
                             struct ras_bench_row *row)
{
    struct ras_decision decision;
    ras_decide(&reading->by_weights, candidates, count,
               (uint32_t)reading->index->counts.resident_count, &decision);
    row->present = decision.present;
    for (unsigned i = 0; i < decision.candidate_count; i++)
        if (decision.candidates[i].resident == row->resident)
            row->expected = decision.candidates[i].probability;
}

static void truth_fill(const struct bench_reading *reading, const struct ras_candidate *candidates,
                       size_t count, struct ras_bench_row *row)
{
    row->truth = ras_bench_truth_find(reading->truth, row->record);
    if (row->truth == RAS_BENCH_NO_TRUTH)
        return;
    const struct ras_bench_truth_line *const line =
        (const struct ras_bench_truth_line *)reading->truth->lines.data + row->truth;
    for (size_t i = 0; i < count; i++)
        if (candidates[i].resident == line->resident)
            row->true_passes = candidates[i].passes;
}

static void row_fill(const struct bench_reading *reading, const struct ras_person *person,
                     const struct ras_subject *subject, const struct ras_decision *decision,
                     const struct ras_candidate *candidates, struct ras_bench_row *row)
{
    const size_t count = decision->pair_count;
    memset(row, 0, sizeof *row);
    row->record = ras_bench_record_hash(reading->source, person->record_id);
    row->resident = RAS_RESIDENT_NONE;
    row->pair_count = decision->pair_count;
    row->keyed = keyed_passes(reading, subject) & 0xFFFFu;
    row->decision = decision->decision;
    row->commune = person->commune;
    row->odds = -RAS_BENCH_ODDS_MAX;
    if (decision->candidate_count > 0) {
        const struct ras_candidate *const best = &decision->candidates[0];
        row->resident = best->resident;
        row->probability = best->probability;
        row->weight = best->weight;
        row->passes = best->passes & 0xFFFFu;
        row->odds = reading->model->list != NULL ? ras_bench_odds(best->probability)
                                                 : odds_by_weight(reading, candidates, count, best);
        if (row->commune == 0)
            row->commune = reading->index->residents[best->resident].commune;
        for (unsigned i = 0; i < decision->candidate_count; i++)
            row->shown[row->shown_count++] = decision->candidates[i].resident;
    }
    if (count > 0)
        expectation_fill(reading, candidates, count, row);
    truth_fill(reading, candidates, count, row);
}

/* ---- the worker ---- */

/* Who works on what. */
struct bench_hands {
    const struct bench_reading *reading;
    struct bench_worker *worker;
    struct bench_job *job;
};

static enum ras_status group_match(void *context, struct ras_row_group *group,
                                   struct ras_error *error)
{
    const struct bench_hands *const hands = context;
    struct bench_worker *const worker = hands->worker;
    void *items = NULL;
    RAS_TRY(
        ras_matcher_run(&worker->matcher, group->subjects, group->count, group->decisions, error));
    RAS_TRY(ras_vector_extend(&hands->job->rows, group->count, &items, error));
    const struct ras_candidate *candidates = worker->matcher.candidates.data;
    for (size_t i = 0; i < group->count; i++) {
        const struct ras_decision *const decision = &group->decisions[i];
        row_fill(hands->reading, &group->persons[i], &group->subjects[i], decision, candidates,
                 (struct ras_bench_row *)items + i);
        passes_count(worker, candidates, decision->pair_count);
        if (decision->pair_count > 0)
            candidates += decision->pair_count;
    }
    return RAS_OK;
}

static enum ras_status row_reject(void *context, uint32_t row, enum ras_reject_code code,
                                  struct ras_error *error)
{
    (void)row;
    (void)code;
    (void)error;
    ((const struct bench_hands *)context)->job->reject_count++;
    return RAS_OK;
}

static enum ras_status bench_work(void *context, unsigned number, void *item,
                                  struct ras_error *error)
{
    const struct bench_reading *const reading = context;
    struct bench_job *const job = item;
    struct bench_worker *const worker = &reading->workers[number];
    struct bench_hands hands = {reading, worker, job};
    const struct ras_row_taking taking = {.rows = &reading->source_rows,
                                          .scratch = &worker->scratch,
                                          .group = group_match,
                                          .reject = row_reject,
                                          .context = &hands};
    RAS_TRY(ras_chunk_parse(&job->chunk, error));
    job->rows.count = 0;
    job->reject_count = job->chunk.batch.reject_count;
    return ras_rows_take(&taking, &job->chunk.batch, error);
}

static enum ras_status bench_produce(void *context, void *item, bool *end, struct ras_error *error)
{
    struct bench_reading *const reading = context;
    return ras_reader_next(reading->source_rows.reader, &((struct bench_job *)item)->chunk, end,
                           error);
}

static enum ras_status bench_consume(void *context, void *item, struct ras_error *error)
{
    struct bench_reading *const reading = context;
    const struct bench_job *const job = item;
    struct ras_bench_rows *const rows = reading->rows;
    uint64_t done = 0, total = 0;
    void *items = NULL;
    RAS_TRY(ras_vector_extend(&rows->rows, job->rows.count, &items, error));
    if (job->rows.count > 0)
        memcpy(items, job->rows.data, job->rows.count * sizeof(struct ras_bench_row));
    rows->row_count += job->rows.count + job->reject_count;
    rows->reject_count += job->reject_count;
    ras_reader_progress(reading->source_rows.reader, &done, &total);
    ras_context_progress(reading->context, done, total, rows->row_count);
    return RAS_OK;
}

/* ---- the source ---- */

static void job_init(void *item)
{
    struct bench_job *const job = item;
    ras_chunk_init(&job->chunk);
    ras_vector_init(&job->rows, sizeof(struct ras_bench_row));
}

static void job_fini(void *item)
{
    struct bench_job *const job = item;
    ras_chunk_fini(&job->chunk);
    ras_vector_fini(&job->rows);
}

static enum ras_status workers_create(struct bench_reading *reading, struct ras_error *error)
{
    const unsigned thread_count = reading->context->thread_count;
    reading->workers = ras_alloc_zeroed(thread_count, sizeof reading->workers[0]);
    if (reading->workers == NULL)
        return ras_no_memory(error, thread_count * sizeof reading->workers[0]);
    for (unsigned i = 0; i < thread_count; i++) {
        ras_row_scratch_init(&reading->workers[i].scratch);
        ras_matcher_init(&reading->workers[i].matcher, reading->index, reading->model);
    }
    return RAS_OK;
}

static void workers_gather(struct bench_reading *reading)
{
    for (unsigned i = 0; i < reading->context->thread_count; i++) {
        const struct bench_worker *const worker = &reading->workers[i];
        reading->rows->pair_count += worker->matcher.pair_count;
        for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
            struct ras_bench_pass_count *const sum = &reading->rows->passes[pass];
            sum->pairs += worker->passes[pass].pairs;
            sum->added += worker->passes[pass].added;
            sum->only += worker->passes[pass].only;
            sum->refined += worker->matcher.refined_count[pass];
            sum->capped += worker->matcher.capped_count[pass];
        }
    }
}

static void workers_destroy(struct bench_reading *reading)
{
    for (unsigned i = 0; reading->workers != NULL && i < reading->context->thread_count; i++) {
        ras_row_scratch_fini(&reading->workers[i].scratch);
        ras_matcher_fini(&reading->workers[i].matcher);
    }
    ras_free(reading->workers);
}

static enum ras_status source_take(struct ras_context *context, const struct ras_index *index,
                                   const struct ras_model *model, unsigned source,
                                   const struct ras_bench_truth *truth, struct ras_bench_rows *rows,
                                   struct ras_error *error)
{
    const struct ras_source_config *const config = &context->config->sources[source];
    struct bench_reading reading = {.context = context,
                                    .index = index,
                                    .model = model,
                                    .by_weights = *model,
                                    .truth = truth,
                                    .source = source,
                                    .rows = rows};
    const struct ras_chunk_stage stage = {.job_bytes = sizeof(struct bench_job),
                                          .job_init = job_init,
                                          .job_fini = job_fini,
                                          .produce = bench_produce,
                                          .work = bench_work,
                                          .consume = bench_consume,
                                          .context = &reading};
    const uint64_t start = ras_clock_ns();
    enum ras_status status = RAS_OK;
    reading.by_weights.list = NULL;
    ras_context_stage(context, "bench", config->name);
    RAS_TRY(ras_source_rows_open(&reading.source_rows, context, config, NULL, error));
    RAS_TRY_DONE(workers_create(&reading, error));
    RAS_TRY_DONE(ras_chunk_stage_run(&stage, context, error));
    workers_gather(&reading);
done:
    workers_destroy(&reading);
    ras_source_rows_close(&reading.source_rows);
    rows->seconds = (double)(ras_clock_ns() - start) / 1e9;
    return status;
}

enum ras_status ras_bench_rows_take(struct ras_context *context, const struct ras_index *index,
                                    const struct ras_model *model, unsigned source,
                                    const struct ras_bench_truth *truth,
                                    struct ras_bench_rows *rows, struct ras_error *error)
{
    struct ras_error cause = {.status = RAS_OK};
    const enum ras_status status = source_take(context, index, model, source, truth, rows, &cause);
    if ((status == RAS_INPUT_MISSING || status == RAS_BAD_INPUT) &&
        context->config->sources[source].optional) {
        ras_bench_rows_fini(rows);
        ras_bench_rows_init(rows);
        rows->skipped = true;
        return RAS_OK;
    }
    if (status != RAS_OK && error != NULL)
        *error = cause;
    return status;
}
