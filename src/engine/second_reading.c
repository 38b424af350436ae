/* The second reading of a source: what became of every row is written, in input order.
 *
 * The files are read and normalised again - that costs less than holding the rows - and must be the
 * same bytes as at the first reading, or the run stops.
 *
 * Threads: as in the first reading; each worker counts into metrics of its own. */
#include "engine/run.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/try.h"
#include "engine/chunk_stage.h"
#include "engine/duplicates_file.h"
#include "engine/row_report.h"

#include <stdio.h>
#include <string.h>

#define PREFETCH_ROWS 4u

enum second_file { FILE_MATCHES, FILE_REVIEWS, FILE_ISSUES, FILE_PROPOSALS, FILE_COUNT };

static const char *const file_folders[FILE_COUNT] = {"matches", "reviews", "issues", "proposals"};

struct second_job {
    struct ras_chunk chunk;
    struct ras_arena arena; /* texts of the rows and of what is said about them */
    struct ras_row_outputs outputs;
};

struct second_reading {
    struct ras_run *run;
    struct ras_source_run *source;
    struct ras_source_rows rows;
    struct ras_row_report report;
    struct ras_row_worker *workers;
    struct ras_output files[FILE_COUNT];
    char file_names[FILE_COUNT][80];
    uint64_t line_counts[FILE_COUNT];
    unsigned files_open;
    struct ras_index_builder *duplicates;
    struct ras_vector duplicate_rows; /* struct ras_duplicate_row */
    uint64_t row_count;
};

static enum ras_status second_produce(void *context, void *item, bool *end, struct ras_error *error)
{
    struct second_reading *const reading = context;
    struct second_job *const job = item;
    return ras_reader_next(reading->rows.reader, &job->chunk, end, error);
}

/* ---- the worker ---- */

static enum ras_status changed_input(const struct second_reading *reading, struct ras_error *error)
{
    return ras_fail(error, RAS_BAD_INPUT, "the files of source '%s' changed while they were read",
                    reading->source->config->name);
}

static uint32_t resident_ahead(const struct ras_row_state *states, uint32_t row, uint32_t row_count)
{
    return row < row_count ? states[row].resident : RAS_RESIDENT_NONE;
}

/* The residents of the rows to come are known: they, what the civil registry says of them and, once
 * they are there, their names are asked for ahead. Always inline: gcc takes
 * a function that only asks ahead for one without effect, and leaves its calls out. */
static inline __attribute__((always_inline)) void
residents_prefetch(const struct ras_run *run, const struct ras_row_state *states, uint32_t row,
                   uint32_t row_count)
{
    const struct ras_index *const index = run->index;
    const uint32_t far = resident_ahead(states, row + 3 * PREFETCH_ROWS, row_count);
    const uint32_t middle = resident_ahead(states, row + 2 * PREFETCH_ROWS, row_count);
    if (far != RAS_RESIDENT_NONE)
        __builtin_prefetch(&index->residents[far]);
    if (far != RAS_RESIDENT_NONE && run->facts != NULL)
        __builtin_prefetch(&run->facts[far]);
    if (middle != RAS_RESIDENT_NONE)
        __builtin_prefetch(&index->names[index->residents[middle].name]);
}

static enum ras_status rows_write(struct second_reading *reading, struct ras_row_worker *worker,
                                  struct second_job *job, struct ras_error *error)
{
    const struct ras_batch *const batch = &job->chunk.batch;
    const struct ras_vector *const bases = &reading->source->bases;
    if (batch->sequence >= bases->count)
        return changed_input(reading, error);
    const uint64_t base = ((const uint64_t *)bases->data)[batch->sequence];
    if (base + batch->row_count > reading->source->states.count)
        return changed_input(reading, error);
    const struct ras_row_state *const states = ras_source_states(reading->source) + base;
    for (uint32_t row = 0; row < batch->row_count; row++) {
        struct ras_person person;
        enum ras_reject_code code = RAS_ROW_ACCEPTED;
        residents_prefetch(reading->run, states, row, batch->row_count);
        ras_source_row_prefetch(batch, row + PREFETCH_ROWS);
        RAS_TRY(
            ras_source_row(&reading->rows, batch, row, &worker->scratch, &person, &code, error));
        if ((code != RAS_ROW_ACCEPTED) != (states[row].rejected != 0))
            return changed_input(reading, error);
        if (code == RAS_ROW_ACCEPTED)
            RAS_TRY(ras_row_report_write(&reading->report, worker, batch, row, &person,
                                         &states[row], &job->outputs, error));
        else
            ras_metrics_reject(worker->metrics, reading->source->source_index,
                               ras_run_slot(reading->run, person.commune));
    }
    /* a row that cannot be read has no commune */
    for (uint32_t i = 0; i < batch->reject_count; i++)
        ras_metrics_reject(worker->metrics, reading->source->source_index,
                           ras_run_slot(reading->run, 0));
    return RAS_OK;
}

static enum ras_status second_work(void *context, unsigned number, void *item,
                                   struct ras_error *error)
{
    struct second_reading *const reading = context;
    struct second_job *const job = item;
    struct ras_row_worker *const worker = &reading->workers[number];
    RAS_TRY(ras_chunk_parse(&job->chunk, error));
    ras_row_outputs_clear(&job->outputs);
    ras_arena_reset(&job->arena);
    const struct ras_arena own = worker->scratch.arena;
    worker->scratch.arena = job->arena;
    const enum ras_status status = rows_write(reading, worker, job, error);
    job->arena = worker->scratch.arena;
    worker->scratch.arena = own;
    return status;
}

/* ---- in input order ---- */

static enum ras_status duplicates_take(struct second_reading *reading,
                                       const struct ras_row_outputs *outputs,
                                       struct ras_error *error)
{
    void *items = NULL;
    const size_t count = outputs->duplicate_rows.count;
    RAS_TRY(ras_index_builder_add(reading->duplicates, outputs->duplicates.data,
                                  outputs->duplicates.count, error));
    RAS_TRY(ras_vector_extend(&reading->duplicate_rows, count, &items, error));
    if (count > 0)
        memcpy(items, outputs->duplicate_rows.data, count * sizeof(struct ras_duplicate_row));
    return RAS_OK;
}

static enum ras_status second_consume(void *context, void *item, struct ras_error *error)
{
    struct second_reading *const reading = context;
    const struct second_job *const job = item;
    const struct ras_row_outputs *const outputs = &job->outputs;
    struct ras_source_summary *const summary = &reading->source->summary;
    const struct ras_text *const texts[FILE_COUNT] = {&outputs->matches, &outputs->reviews,
                                                      &outputs->issues, &outputs->proposals};
    const uint64_t lines[FILE_COUNT] = {outputs->match_lines, outputs->review_lines,
                                        outputs->issue_lines, outputs->proposal_lines};
    uint64_t done = 0, total = 0;
    for (unsigned i = 0; i < FILE_COUNT; i++) {
        RAS_TRY(ras_text_status(texts[i], error));
        ras_output_text(&reading->files[i], texts[i]);
        reading->line_counts[i] += lines[i];
        RAS_TRY(ras_output_status(&reading->files[i], error));
    }
    RAS_TRY(ras_text_status(&outputs->resident_proposals, error));
    ras_text_bytes(
        &reading->run->resident_proposals,
        (struct ras_bytes){outputs->resident_proposals.data, outputs->resident_proposals.length});
    reading->run->resident_proposal_count += outputs->resident_proposal_lines;
    RAS_TRY(ras_task_store_take(&reading->run->tasks, &outputs->tasks, error));
    RAS_TRY(duplicates_take(reading, outputs, error));
    for (unsigned rule = 0; rule < RAS_RULES_MAX; rule++)
        summary->issue_count[rule] += outputs->issue_count[rule];
    for (unsigned i = 0; i < RAS_OUTCOME_COUNT; i++)
        summary->outcome_count[i] += outputs->outcome_count[i];
    reading->row_count += job->chunk.batch.row_count + job->chunk.batch.reject_count;
    ras_reader_progress(reading->rows.reader, &done, &total);
    ras_context_progress(reading->run->context, done, total, reading->row_count);
    return RAS_OK;
}

/* ---- beginning and end ---- */

static enum ras_status files_open(struct second_reading *reading, struct ras_error *error)
{
    const struct ras_source_config *const config = reading->source->config;
    for (unsigned i = 0; i < FILE_COUNT; i++) {
        struct ras_text header;
        (void)snprintf(reading->file_names[i], sizeof reading->file_names[i], "%s/%s.csv",
                       file_folders[i], config->name);
        RAS_TRY(ras_run_directory_open(&reading->run->directory, reading->file_names[i],
                                       &reading->files[i], error));
        reading->files_open++;
        ras_text_init(&header);
        switch ((enum second_file)i) {
        case FILE_MATCHES:
            ras_match_header(&header, config->carry, (uint32_t)config->carry_count);
            break;
        case FILE_REVIEWS: ras_review_header(&header); break;
        case FILE_ISSUES: ras_issue_header(&header); break;
        case FILE_PROPOSALS: ras_proposal_header(&header); break;
        case FILE_COUNT: break;
        }
        ras_output_text(&reading->files[i], &header);
        const enum ras_status status = ras_text_status(&header, error);
        ras_text_fini(&header);
        RAS_TRY(status);
    }
    return RAS_OK;
}

static enum ras_status files_close(struct second_reading *reading, struct ras_error *error)
{
    while (reading->files_open > 0) {
        const unsigned i = --reading->files_open;
        RAS_TRY(ras_run_directory_close(&reading->run->directory, reading->file_names[i],
                                        reading->line_counts[i], &reading->files[i], error));
    }
    return RAS_OK;
}

static enum ras_status workers_create(struct second_reading *reading, struct ras_error *error)
{
    struct ras_run *const run = reading->run;
    const unsigned thread_count = run->context->thread_count;
    reading->workers = ras_alloc_zeroed(thread_count, sizeof reading->workers[0]);
    if (reading->workers == NULL)
        return ras_no_memory(error, thread_count * sizeof reading->workers[0]);
    for (unsigned i = 0; i < thread_count; i++) {
        struct ras_row_worker *const worker = &reading->workers[i];
        ras_row_scratch_init(&worker->scratch);
    }
    for (unsigned i = 0; i < thread_count; i++) {
        reading->workers[i].metrics = ras_metrics_create(run->source_count, run->slot_count);
        reading->workers[i].sure_counts =
            ras_alloc_zeroed(run->slot_count, RAS_RULES_MAX * sizeof(uint32_t));
        if (reading->workers[i].metrics == NULL || reading->workers[i].sure_counts == NULL)
            return ras_no_memory(error, run->slot_count);
    }
    return RAS_OK;
}

static void workers_destroy(struct second_reading *reading)
{
    for (unsigned i = 0; reading->workers != NULL && i < reading->run->context->thread_count; i++) {
        struct ras_row_worker *const worker = &reading->workers[i];
        ras_row_scratch_fini(&worker->scratch);
        if (worker->metrics != NULL)
            ras_metrics_destroy(worker->metrics);
        ras_free(worker->sure_counts);
    }
    ras_free(reading->workers);
}

static void job_init(void *item)
{
    struct second_job *const job = item;
    ras_chunk_init(&job->chunk);
    ras_arena_init(&job->arena, (size_t)256 << 10);
    ras_row_outputs_init(&job->outputs);
}

static void job_fini(void *item)
{
    struct second_job *const job = item;
    ras_chunk_fini(&job->chunk);
    ras_arena_fini(&job->arena);
    ras_row_outputs_fini(&job->outputs);
}

static enum ras_status pipeline_run(struct second_reading *reading, struct ras_error *error)
{
    const struct ras_chunk_stage stage = {.job_bytes = sizeof(struct second_job),
                                          .job_init = job_init,
                                          .job_fini = job_fini,
                                          .produce = second_produce,
                                          .work = second_work,
                                          .consume = second_consume,
                                          .context = reading};
    return ras_chunk_stage_run(&stage, reading->run->context, error);
}

/* The same bytes as at the first reading, and every row accounted for. */
static enum ras_status reading_verify(const struct second_reading *reading, struct ras_error *error)
{
    const struct ras_source_file *const noted = reading->source->files.data;
    const struct ras_source_summary *const summary = &reading->source->summary;
    const size_t file_count = ras_reader_file_count(reading->rows.reader);
    if (file_count != reading->source->files.count)
        return changed_input(reading, error);
    for (size_t i = 0; i < file_count; i++)
        if (ras_reader_file_at(reading->rows.reader, i)->hash != noted[i].hash)
            return changed_input(reading, error);
    if (reading->row_count != summary->row_count ||
        reading->line_counts[FILE_MATCHES] != summary->row_count - summary->reject_count ||
        summary->row_count != summary->match_count + summary->review_count + summary->none_count +
                                  summary->reject_count)
        return ras_fail(error, RAS_BUG,
                        "source '%s': rows read and rows accounted for differ (%llu read, %llu "
                        "written, %llu rejected)",
                        reading->source->config->name, (unsigned long long)summary->row_count,
                        (unsigned long long)reading->line_counts[FILE_MATCHES],
                        (unsigned long long)summary->reject_count);
    return RAS_OK;
}

/* What every worker counted for itself. */
static enum ras_status counts_take(const struct second_reading *reading, struct ras_error *error)
{
    struct ras_run *const run = reading->run;
    for (unsigned i = 0; i < run->context->thread_count; i++) {
        const uint32_t *const sure = reading->workers[i].sure_counts;
        ras_metrics_merge(run->metrics, reading->workers[i].metrics);
        for (size_t at = 0; at < (size_t)run->slot_count * RAS_RULES_MAX; at++)
            if (sure[at] != 0)
                RAS_TRY(ras_task_store_bulk(&run->tasks, run->slot_codes[at / RAS_RULES_MAX],
                                            at % RAS_RULES_MAX, reading->source->source_index,
                                            sure[at], error));
    }
    return RAS_OK;
}

static enum ras_status reading_begin(struct second_reading *reading, struct ras_error *error)
{
    struct ras_run *const run = reading->run;
    ras_row_report_init(&reading->report, run, reading->source, &reading->rows);
    RAS_TRY(
        ras_source_rows_open(&reading->rows, run->context, reading->source->config, NULL, error));
    reading->rows.normaliser.leave_address = true;
    reading->duplicates = ras_index_builder_create(true);
    if (reading->duplicates == NULL)
        return ras_no_memory(error, sizeof(void *));
    RAS_TRY(workers_create(reading, error));
    return files_open(reading, error);
}

enum ras_status ras_run_second_reading(struct ras_run *run, struct ras_source_run *source,
                                       struct ras_error *error)
{
    struct second_reading reading = {.run = run, .source = source};
    enum ras_status status = RAS_OK;
    const uint64_t start = ras_clock_ns();
    ras_vector_init(&reading.duplicate_rows, sizeof(struct ras_duplicate_row));
    ras_context_stage(run->context, "write", source->config->name);
    RAS_TRY_DONE(reading_begin(&reading, error));
    RAS_TRY_DONE(pipeline_run(&reading, error));
    RAS_TRY_DONE(reading_verify(&reading, error));
    RAS_TRY_DONE(files_close(&reading, error));
    RAS_TRY_DONE(ras_duplicates_write(run, source, reading.duplicates, reading.duplicate_rows.data,
                                      reading.duplicate_rows.count, error));
    RAS_TRY_DONE(counts_take(&reading, error));
done:
    while (reading.files_open > 0) /* the first error is the one to tell */
        (void)(ras_output_close(&reading.files[--reading.files_open], NULL, NULL, NULL) == RAS_OK);
    workers_destroy(&reading);
    ras_index_builder_destroy(reading.duplicates);
    ras_vector_fini(&reading.duplicate_rows);
    ras_source_rows_close(&reading.rows);
    source->write_seconds = (double)(ras_clock_ns() - start) / 1e9;
    return status;
}
