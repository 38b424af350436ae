/* One reading of the sources for training.
 *
 * Threads: each worker counts for itself, and the counts are added up at the end: integers, so no
 * order of rows or workers shows. The random pairs of a row follow from the seed and its place. */
#include "engine/training_counts.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/try.h"
#include "compare/compare.h"
#include "engine/chunk_stage.h"
#include "engine/row_group.h"

#include <assert.h>
#include <string.h>

struct training_worker {
    struct ras_row_scratch scratch;
    struct ras_matcher matcher;
    struct ras_training_counts counts;
};

struct training_job {
    struct ras_chunk chunk;
};

struct training_reading {
    struct ras_context *context;
    const struct ras_index *index;
    const struct ras_training_settings *settings;
    struct ras_source_rows rows;
    struct training_worker *workers;
    unsigned source;    /* position of the one now read */
    uint64_t row_count; /* for the progress */
};

void ras_training_counts_init(struct ras_training_counts *counts)
{
    memset(counts, 0, sizeof *counts);
    ras_pattern_counts_init(&counts->patterns);
}

void ras_training_counts_fini(struct ras_training_counts *counts)
{
    ras_pattern_counts_fini(&counts->patterns);
}

static enum ras_status counts_add(struct ras_training_counts *into,
                                  const struct ras_training_counts *from, struct ras_error *error)
{
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        for (unsigned level = 0; level <= RAS_LEVEL_MAX; level++)
            into->random_seen[c][level] += from->random_seen[c][level];
    into->random_pair_count += from->random_pair_count;
    into->row_count += from->row_count;
    into->pair_count += from->pair_count;
    for (unsigned bin = 0; bin < RAS_PRESENT_BINS; bin++)
        into->present[bin] += from->present[bin];
    ras_true_counts_add(&into->truth, &from->truth);
    return ras_pattern_counts_merge(&into->patterns, &from->patterns, error);
}

/* ---- one row ---- */

static void random_pairs_count(const struct training_reading *reading,
                               struct ras_training_counts *counts, const struct ras_subject *row,
                               uint64_t place)
{
    uint64_t draw = ras_hash_mix(reading->settings->seed ^ ras_hash_mix(place + 1));
    for (unsigned i = 0; i < reading->settings->pairs_per_row; i++) {
        struct ras_subject resident;
        struct ras_levels levels;
        draw = ras_hash_mix(draw + UINT64_C(0x9E3779B97F4A7C15));
        const uint64_t number = (draw >> 32) * reading->index->counts.resident_count >> 32;
        ras_index_subject(reading->index, (uint32_t)number, &resident);
        ras_compare(row, &resident, &levels);
        for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
            counts->random_seen[c][levels.level[c]]++;
    }
    counts->random_pair_count += reading->settings->pairs_per_row;
}

static enum ras_status patterns_count(const struct ras_matcher *matcher,
                                      struct ras_training_counts *counts, struct ras_error *error)
{
    const struct ras_candidate *const candidates = matcher->candidates.data;
    for (size_t i = 0; i < matcher->candidates.count; i++)
        RAS_TRY(ras_pattern_counts_add(&counts->patterns,
                                       ras_pattern_of(&candidates[i].levels, candidates[i].passes),
                                       1, error));
    return RAS_OK;
}

/* ---- the worker ---- */

/* What the candidates of the rows say of them. */
static enum ras_status candidates_count(const struct training_reading *reading,
                                        struct training_worker *worker, struct ras_row_group *group,
                                        struct ras_error *error)
{
    struct ras_training_counts *const counts = &worker->counts;
    RAS_TRY(
        ras_matcher_run(&worker->matcher, group->subjects, group->count, group->decisions, error));
    if (reading->settings->pairs_per_row > 0)
        RAS_TRY(patterns_count(&worker->matcher, counts, error));
    for (size_t i = 0; i < group->count; i++) {
        counts->present[(group->decisions[i].present + 500) / 1000]++;
        counts->pair_count += group->decisions[i].pair_count;
    }
    return RAS_OK;
}

static void true_pairs_count(const struct training_reading *reading, struct training_worker *worker,
                             const struct ras_row_group *group)
{
    for (size_t i = 0; i < group->count; i++)
        ras_true_pair_count(&worker->counts.truth, reading->settings->truth, reading->index,
                            reading->source, group->persons[i].record_id, &group->subjects[i]);
}

/* Who works on what: place is that of the chunk's first row. */
struct training_hands {
    const struct training_reading *reading;
    struct training_worker *worker;
    uint64_t place;
};

static enum ras_status group_count(void *context, struct ras_row_group *group,
                                   struct ras_error *error)
{
    const struct training_hands *const hands = context;
    const struct training_reading *const reading = hands->reading;
    struct training_worker *const worker = hands->worker;
    struct ras_training_counts *const counts = &worker->counts;
    if (reading->settings->truth != NULL)
        true_pairs_count(reading, worker, group);
    else
        RAS_TRY(candidates_count(reading, worker, group, error));
    for (size_t i = 0; i < group->count; i++)
        random_pairs_count(reading, counts, &group->subjects[i], hands->place + group->rows[i]);
    counts->row_count += group->count;
    return RAS_OK;
}

/* Training learns from rows that a run would match; rejects are the run's to tell. */
static enum ras_status row_reject(void *context, uint32_t row, enum ras_reject_code code,
                                  struct ras_error *error)
{
    (void)context;
    (void)row;
    (void)code;
    (void)error;
    return RAS_OK;
}

static enum ras_status training_work(void *context, unsigned number, void *item,
                                     struct ras_error *error)
{
    const struct training_reading *const reading = context;
    struct training_job *const job = item;
    struct training_worker *const worker = &reading->workers[number];
    RAS_TRY(ras_chunk_parse(&job->chunk, error));
    struct training_hands hands = {reading, worker, job->chunk.batch.sequence << 32};
    const struct ras_row_taking taking = {.rows = &reading->rows,
                                          .scratch = &worker->scratch,
                                          .group = group_count,
                                          .reject = row_reject,
                                          .context = &hands};
    return ras_rows_take(&taking, &job->chunk.batch, error);
}

static enum ras_status training_produce(void *context, void *item, bool *end,
                                        struct ras_error *error)
{
    struct training_reading *const reading = context;
    return ras_reader_next(reading->rows.reader, &((struct training_job *)item)->chunk, end, error);
}

static enum ras_status training_consume(void *context, void *item, struct ras_error *error)
{
    struct training_reading *const reading = context;
    const struct training_job *const job = item;
    uint64_t done = 0, total = 0;
    (void)error;
    reading->row_count += job->chunk.batch.row_count + job->chunk.batch.reject_count;
    ras_reader_progress(reading->rows.reader, &done, &total);
    ras_context_progress(reading->context, done, total, reading->row_count);
    return RAS_OK;
}

/* ---- the sources ---- */

static void job_init(void *item)
{
    ras_chunk_init(&((struct training_job *)item)->chunk);
}

static void job_fini(void *item)
{
    ras_chunk_fini(&((struct training_job *)item)->chunk);
}

static enum ras_status source_count(struct training_reading *reading,
                                    const struct ras_source_config *source, struct ras_error *error)
{
    const struct ras_chunk_stage stage = {.job_bytes = sizeof(struct training_job),
                                          .job_init = job_init,
                                          .job_fini = job_fini,
                                          .produce = training_produce,
                                          .work = training_work,
                                          .consume = training_consume,
                                          .context = reading};
    RAS_TRY(ras_source_rows_open(&reading->rows, reading->context, source, NULL, error));
    reading->row_count = 0;
    ras_context_stage(reading->context, "train", source->name);
    const enum ras_status status = ras_chunk_stage_run(&stage, reading->context, error);
    ras_source_rows_close(&reading->rows);
    return status;
}

static void workers_destroy(struct training_reading *reading)
{
    for (unsigned i = 0; reading->workers != NULL && i < reading->context->thread_count; i++) {
        ras_row_scratch_fini(&reading->workers[i].scratch);
        ras_matcher_fini(&reading->workers[i].matcher);
        ras_training_counts_fini(&reading->workers[i].counts);
    }
    ras_free(reading->workers);
}

static enum ras_status workers_create(struct training_reading *reading, struct ras_error *error)
{
    const unsigned thread_count = reading->context->thread_count;
    reading->workers = ras_alloc_zeroed(thread_count, sizeof reading->workers[0]);
    if (reading->workers == NULL)
        return ras_no_memory(error, thread_count * sizeof reading->workers[0]);
    for (unsigned i = 0; i < thread_count; i++) {
        ras_row_scratch_init(&reading->workers[i].scratch);
        ras_matcher_init(&reading->workers[i].matcher, reading->index, reading->settings->model);
        ras_training_counts_init(&reading->workers[i].counts);
    }
    return RAS_OK;
}

enum ras_status ras_training_counts_take(struct ras_context *context, const struct ras_index *index,
                                         const struct ras_training_settings *settings,
                                         struct ras_training_counts *counts,
                                         struct ras_error *error)
{
    struct training_reading reading = {.context = context, .index = index, .settings = settings};
    enum ras_status status = RAS_OK;
    RAS_TRY_DONE(workers_create(&reading, error));
    for (; reading.source < context->config->source_count; reading.source++)
        RAS_TRY_DONE(source_count(&reading, &context->config->sources[reading.source], error));
    for (unsigned i = 0; i < context->thread_count; i++)
        RAS_TRY_DONE(counts_add(counts, &reading.workers[i].counts, error));
    ras_pattern_counts_sort(&counts->patterns);
done:
    workers_destroy(&reading);
    return status;
}
