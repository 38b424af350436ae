/* One extract as a stream: rows in, lines of matches out, in input order.
 *
 * Every row is decided alone and nothing is kept of it, so memory does not grow with the extract
 * and standard input may go on for ever. What only the whole source, or another source, could tell
 * (duplicates, shared numbers, registered deaths) is unknown here: the facts of a row are empty,
 * and the issues are those of rules that look at the row and its resident alone.
 *
 * Threads: as in the first reading; workers make the lines of their chunk, the ordered consumer
 * writes them. */
#include "base/alloc.h"
#include "base/clock.h"
#include "base/output.h"
#include "base/try.h"
#include "block/passes.h"
#include "engine/chunk_stage.h"
#include "engine/matcher.h"
#include "engine/resident_index.h"
#include "engine/row_group.h"
#include "engine/source_rows.h"
#include "engine/source_run.h"
#include "quality/rules.h"
#include "rasoat/engine.h"
#include "report/report.h"

#include <assert.h>
#include <string.h>

static_assert(RAS_REJECT_CODE_COUNT <= RAS_MATCH_REJECTS_MAX, "every reject code has its place");

struct match_job {
    struct ras_chunk chunk;
    struct ras_text lines;
    uint64_t decision_count[3];
    uint64_t reject_count[RAS_REJECT_CODE_COUNT];
};

struct match_worker {
    struct ras_row_scratch scratch;
    struct ras_matcher matcher;
};

struct match_stream {
    struct ras_context *context;
    const struct ras_source_config *source;
    struct ras_source_rows rows;
    struct ras_resident_index residents;
    struct match_worker *workers;
    struct ras_line_words words;
    struct ras_output output;
    bool header_written;
    uint64_t reject_count[RAS_REJECT_CODE_COUNT];
    struct ras_match_result *result;
};

static enum ras_status match_produce(void *context, void *item, bool *end, struct ras_error *error)
{
    struct match_stream *const stream = context;
    struct match_job *const job = item;
    return ras_reader_next(stream->rows.reader, &job->chunk, end, error);
}

/* ---- one row ---- */

/* What is broken in a row, seen by itself. Weight and margin are brought to the two decimals that
 * a run keeps, so that both write the same line. */
static void line_judge(const struct match_stream *stream, const struct match_job *job,
                       const struct ras_person *person, uint32_t row,
                       const struct ras_candidate *best, struct ras_match_line *line,
                       struct ras_rule_set *broken)
{
    const struct ras_index *const index = stream->residents.index;
    struct ras_subject resident;
    char name[RAS_NAME_BYTES_MAX + 1];
    struct ras_rule_input input = {.kind = stream->source->kind,
                                   .as_of = stream->context->config->as_of,
                                   .settings = &stream->context->config->quality,
                                   .units = stream->context->units,
                                   .person = person,
                                   .batch = &job->chunk.batch,
                                   .row = row,
                                   .decision = line->decision};
    if (line->decision == RAS_DECISION_MATCH) {
        ras_index_subject(index, best->resident, &resident);
        input.link = best;
        input.resident = &resident;
        input.resident_name = ras_index_name_text(index, resident.fields.name, name);
    }
    input.outcome =
        ras_outcome_of(person, line->decision, input.link == NULL ? NULL : &best->levels);
    line->outcome = input.outcome;
    memset(broken, 0, sizeof *broken);
    ras_rules_check(&input, broken);
}

static void line_append(const struct match_stream *stream, struct match_job *job,
                        const struct ras_person *person, uint32_t row,
                        const struct ras_decision *decision)
{
    const struct ras_batch *const batch = &job->chunk.batch;
    struct ras_bytes carried[RAS_CARRIED_MAX];
    char id[RAS_RESIDENT_ID_MAX];
    struct ras_candidate best = decision->candidates[0];
    struct ras_rule_set broken;
    struct ras_match_line line = {.record_id = person->record_id,
                                  .decision = (enum ras_decision_kind)decision->decision,
                                  .margin = INT32_MAX,
                                  .broken = &broken,
                                  .carried = carried,
                                  .carried_count = batch->carried_count};
    for (uint32_t i = 0; i < batch->carried_count; i++) {
        const struct ras_cell cell = batch->carried[i][row];
        carried[i] = (struct ras_bytes){batch->text + cell.offset, cell.length};
    }
    if (decision->candidate_count > 0) {
        best.weight = ras_centibits(best.weight) * 10;
        line.best = &best;
        if (decision->margin != INT32_MAX)
            line.margin = ras_centibits(decision->margin) * 10;
        if (line.decision != RAS_DECISION_NONE)
            line.resident_id = ras_index_resident_id(stream->residents.index, best.resident, id);
    }
    line_judge(stream, job, person, row, &best, &line, &broken);
    ras_match_append(&job->lines, &stream->words, &line);
    job->decision_count[decision->decision]++;
}

/* ---- the worker ---- */

/* Who works on what. */
struct match_hands {
    const struct match_stream *stream;
    struct match_worker *worker;
    struct match_job *job;
};

static enum ras_status group_match(void *context, struct ras_row_group *group,
                                   struct ras_error *error)
{
    const struct match_hands *const hands = context;
    RAS_TRY(ras_matcher_run(&hands->worker->matcher, group->subjects, group->count,
                            group->decisions, error));
    for (size_t i = 0; i < group->count; i++)
        line_append(hands->stream, hands->job, &group->persons[i], group->rows[i],
                    &group->decisions[i]);
    return RAS_OK;
}

static enum ras_status row_reject(void *context, uint32_t row, enum ras_reject_code code,
                                  struct ras_error *error)
{
    (void)row;
    (void)error;
    ((const struct match_hands *)context)->job->reject_count[code]++;
    return RAS_OK;
}

static enum ras_status match_work(void *context, unsigned number, void *item,
                                  struct ras_error *error)
{
    const struct match_stream *const stream = context;
    struct match_job *const job = item;
    struct match_worker *const worker = &stream->workers[number];
    struct match_hands hands = {stream, worker, job};
    const struct ras_row_taking taking = {.rows = &stream->rows,
                                          .scratch = &worker->scratch,
                                          .group = group_match,
                                          .reject = row_reject,
                                          .context = &hands};
    RAS_TRY(ras_chunk_parse(&job->chunk, error));
    ras_text_clear(&job->lines);
    memset(job->decision_count, 0, sizeof job->decision_count);
    memset(job->reject_count, 0, sizeof job->reject_count);
    for (uint32_t i = 0; i < job->chunk.batch.reject_count; i++)
        job->reject_count[job->chunk.batch.rejects[i].code]++;
    RAS_TRY(ras_rows_take(&taking, &job->chunk.batch, error));
    return ras_text_status(&job->lines, error);
}

/* ---- in input order ---- */

/* Not before the first rows are there: an extract that cannot be read leaves standard output empty.
 */
static enum ras_status header_write(struct match_stream *stream, struct ras_error *error)
{
    struct ras_text header;
    if (stream->header_written)
        return RAS_OK;
    ras_text_init(&header);
    ras_match_header(&header, stream->source->carry, (uint32_t)stream->source->carry_count);
    const enum ras_status status = ras_text_status(&header, error);
    ras_output_text(&stream->output, &header);
    ras_text_fini(&header);
    stream->header_written = true;
    return status;
}

static enum ras_status match_consume(void *context, void *item, struct ras_error *error)
{
    struct match_stream *const stream = context;
    const struct match_job *const job = item;
    struct ras_match_result *const result = stream->result;
    uint64_t done = 0, total = 0;
    RAS_TRY(header_write(stream, error));
    ras_output_text(&stream->output, &job->lines);
    result->row_count += job->chunk.batch.row_count + job->chunk.batch.reject_count;
    result->none_count += job->decision_count[RAS_DECISION_NONE];
    result->review_count += job->decision_count[RAS_DECISION_REVIEW];
    result->match_count += job->decision_count[RAS_DECISION_MATCH];
    for (unsigned code = 0; code < RAS_REJECT_CODE_COUNT; code++) {
        stream->reject_count[code] += job->reject_count[code];
        result->reject_count += job->reject_count[code];
    }
    ras_reader_progress(stream->rows.reader, &done, &total);
    ras_context_progress(stream->context, done, total, result->row_count);
    return ras_output_status(&stream->output, error);
}

/* ---- beginning and end ---- */

static enum ras_status source_find(const struct ras_config *config, const char *name,
                                   const struct ras_source_config **source, struct ras_error *error)
{
    struct ras_text names;
    for (size_t i = 0; i < config->source_count; i++)
        if (strcmp(config->sources[i].name, name) == 0) {
            *source = &config->sources[i];
            return RAS_OK;
        }
    ras_text_init(&names);
    for (size_t i = 0; i < config->source_count; i++) {
        ras_text_string(&names, i == 0 ? "" : ", ");
        ras_text_string(&names, config->sources[i].name);
    }
    ras_text_char(&names, '\0');
    const enum ras_status status =
        ras_fail(error, RAS_USAGE, "no source '%s' in '%s', which has: %s", name, config->path,
                 names.failed ? "" : names.data);
    ras_text_fini(&names);
    return status;
}

static enum ras_status workers_create(struct match_stream *stream, struct ras_error *error)
{
    const unsigned thread_count = stream->context->thread_count;
    stream->workers = ras_alloc_zeroed(thread_count, sizeof stream->workers[0]);
    if (stream->workers == NULL)
        return ras_no_memory(error, thread_count * sizeof stream->workers[0]);
    for (unsigned i = 0; i < thread_count; i++) {
        ras_row_scratch_init(&stream->workers[i].scratch);
        ras_matcher_init(&stream->workers[i].matcher, stream->residents.index,
                         &stream->context->config->model);
    }
    return RAS_OK;
}

static void workers_destroy(struct match_stream *stream)
{
    for (unsigned i = 0; stream->workers != NULL && i < stream->context->thread_count; i++) {
        ras_row_scratch_fini(&stream->workers[i].scratch);
        ras_matcher_fini(&stream->workers[i].matcher);
    }
    ras_free(stream->workers);
}

static void job_init(void *item)
{
    struct match_job *const job = item;
    ras_chunk_init(&job->chunk);
    ras_text_init(&job->lines);
}

static void job_fini(void *item)
{
    struct match_job *const job = item;
    ras_chunk_fini(&job->chunk);
    ras_text_fini(&job->lines);
}

static enum ras_status pipeline_run(struct match_stream *stream, struct ras_error *error)
{
    const struct ras_chunk_stage stage = {.job_bytes = sizeof(struct match_job),
                                          .job_init = job_init,
                                          .job_fini = job_fini,
                                          .produce = match_produce,
                                          .work = match_work,
                                          .consume = match_consume,
                                          .context = stream};
    return ras_chunk_stage_run(&stage, stream->context, error);
}

static void rejects_tell(struct match_stream *stream)
{
    struct ras_match_result *const result = stream->result;
    for (unsigned code = 0; code < RAS_REJECT_CODE_COUNT; code++)
        if (stream->reject_count[code] > 0)
            result->rejects[result->reject_code_count++] = (struct ras_match_reject){
                ras_reject_name((enum ras_reject_code)code), stream->reject_count[code]};
    assert(result->row_count ==
           result->match_count + result->review_count + result->none_count + result->reject_count);
}

/* Rows to standard output; what was written before an error stays written, and the status says so.
 */
static enum ras_status rows_stream(struct match_stream *stream, struct ras_error *error)
{
    RAS_TRY(ras_output_open_stdout(&stream->output, error));
    enum ras_status status = pipeline_run(stream, error);
    if (status == RAS_OK)
        status = header_write(stream, error);
    const enum ras_status closed =
        ras_output_close(&stream->output, NULL, NULL, status == RAS_OK ? error : NULL);
    rejects_tell(stream);
    return status != RAS_OK ? status : closed;
}

static enum ras_status stream_run(struct match_stream *stream, const char *path,
                                  struct ras_error *error)
{
    enum ras_status status = RAS_OK;
    const struct ras_config *const config = stream->context->config;
    struct ras_match_result *const result = stream->result;
    const struct ras_rule_info *rules[RAS_RULES_MAX];
    RAS_TRY(ras_source_rows_open(&stream->rows, stream->context, stream->source, path, error));
    RAS_TRY_DONE(ras_resident_index_look(stream->context, &stream->residents, error));
    result->index_reused = stream->residents.reused;
    for (unsigned rule = 0; rule < ras_rule_count(); rule++)
        rules[rule] = ras_rule_at(rule);
    ras_line_words_make(&stream->words, rules, ras_rule_count(), ras_pass_names(), RAS_PASS_COUNT);
    RAS_TRY_DONE(workers_create(stream, error));
    ras_context_stage(stream->context, "match", stream->source->name);
    const uint64_t start = ras_clock_ns();
    RAS_TRY_DONE(rows_stream(stream, error));
    result->seconds = (double)(ras_clock_ns() - start) / 1e9;
    if (ras_rejects_exceed(config, result->reject_count, result->row_count))
        status = ras_fail(error, RAS_TOO_MANY_REJECTS,
                          "source '%s': %llu of %llu rows rejected, more than the limit of %.1f %%",
                          stream->source->name, (unsigned long long)result->reject_count,
                          (unsigned long long)result->row_count, config->reject_share_max * 100);
done:
    workers_destroy(stream);
    ras_resident_index_fini(&stream->residents);
    ras_source_rows_close(&stream->rows);
    return status;
}

enum ras_status ras_engine_match(const struct ras_config *config, const char *source_name,
                                 const char *path, const struct ras_engine_options *options,
                                 struct ras_match_result *result, struct ras_error *error)
{
    struct ras_context context;
    struct match_stream stream = {.context = &context, .result = result};
    assert(source_name != NULL);
    memset(result, 0, sizeof *result);
    RAS_TRY(source_find(config, source_name, &stream.source, error));
    enum ras_status status = ras_context_init(&context, config, options, error);
    if (status == RAS_OK)
        status = stream_run(&stream, path, error);
    ras_context_fini(&context);
    return status;
}
