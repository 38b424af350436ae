/* The first reading of a source: every row is normalised, matched alone and remembered in 64 bytes.
 *
 * Rejects are written on the way, since nothing later can change them. Rows without a match also go
 * to a small index of their own, so that duplicates among them are found by the same passes and the
 * same model.
 *
 * Threads: workers fill a job's states; ras_pipeline delivers jobs in order, so positions of rows
 * are input order whatever the number of threads. */
#include "engine/run.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/try.h"
#include "engine/chunk_stage.h"
#include "engine/matcher.h"
#include "engine/reject_file.h"
#include "engine/row_group.h"
#include "engine/source_rows.h"
#include "score/decide.h"
#include "record/date.h"

#include <string.h>

struct first_job {
    struct ras_chunk chunk;
    struct ras_arena arena;         /* texts of the leftovers */
    struct ras_vector states;       /* struct ras_row_state */
    struct ras_vector rejects;      /* struct ras_reject */
    struct ras_vector arrivals;     /* struct ras_arrival: leftovers */
    struct ras_vector arrival_rows; /* struct ras_leftover */
    struct ras_vector shown;        /* struct ras_shown: only where no closer look follows */
    struct ras_text reject_lines;
    uint64_t weight_histogram[3][RAS_HISTOGRAM_BINS];
    uint64_t decision_count[3];
    uint64_t pass_count[RAS_PASS_COUNT];
    uint64_t old_id_count;
    uint64_t old_id_unlisted;
};

struct first_worker {
    struct ras_row_scratch scratch;
    struct ras_matcher matcher;
    uint8_t communes_seen[RAS_COMMUNE_SEEN_BYTES];
};

struct first_reading {
    struct ras_run *run;
    struct ras_source_run *source;
    struct ras_source_rows rows;
    struct first_worker *workers;
    struct ras_reject_file rejects;
    uint64_t mandatory;
    int32_t absence; /* millibits that nobody weighs */
    bool alone;      /* no closer look follows: what a row alone gives is what is decided */
};

/* Millibits over nobody, and over the second, from which a match is left as the row alone gives it.
 */
#define SURE_WEIGHT 16000
#define SURE_MARGIN 12000

static enum ras_status first_produce(void *context, void *item, bool *end, struct ras_error *error)
{
    struct first_reading *const reading = context;
    struct first_job *const job = item;
    return ras_reader_next(reading->rows.reader, &job->chunk, end, error);
}

/* ---- what is remembered of a row ---- */

static uint64_t record_tail(struct ras_bytes id)
{
    uint64_t tail = 0;
    const size_t start = id.length > 8 ? id.length - 8 : 0;
    for (size_t i = start; i < id.length; i++)
        tail = tail << 8 | (unsigned char)id.data[i];
    return tail;
}

static uint32_t person_date(enum ras_source_kind kind, const struct ras_person *person)
{
    if (kind == RAS_KIND_VACCINATION)
        return person->dose_date;
    if (person->event_type == RAS_EVENT_DEATH && person->death_date != 0)
        return person->death_date;
    return person->event_date;
}

/* The number in the row is that of a resident other than the linked one. */
static bool id_is_of_another(const struct ras_index *index, const struct ras_person *person,
                             const struct ras_candidate *best)
{
    if (person->personal_id == 0 ||
        best->levels.level[RAS_COMPARATOR_PERSONAL_ID] <= RAS_LEVEL_PERSONAL_ID_REPAIRED)
        return false;
    const uint32_t holder = ras_index_find_id(index, person->personal_id);
    return holder != RAS_RESIDENT_NONE && holder != best->resident;
}

static void state_fill(const struct first_reading *reading, const struct ras_person *person,
                       const struct ras_decision *decision, struct ras_row_state *state)
{
    const enum ras_source_kind kind = reading->source->config->kind;
    const uint64_t readable = person->present & ~person->unreadable & reading->mandatory;
    memset(state, 0, sizeof *state);
    state->resident = RAS_RESIDENT_NONE;
    state->margin = INT16_MAX;
    state->event_type = person->event_type & 7u;
    state->record_hash = ras_hash(person->record_id.data, person->record_id.length);
    state->record_tail = record_tail(person->record_id);
    state->personal_id = person->personal_id & UINT64_C(0xFFFFFFFFFF);
    state->date = person_date(kind, person) & 0xFFFFFF;
    state->detail_hash = kind == RAS_KIND_VACCINATION
                             ? ras_vaccine_detail(person->vaccine_hash, person->phone)
                             : person->account_hash;
    state->group_hash = (uint32_t)(person->benefit_hash >> 40) & 0x1FFFFF;
    state->mandatory = (uint32_t)__builtin_popcountll(readable) & 0x3F;
    state->updated_date = ras_date_value(person->updated_date) & 0xFFFFFF;
    state->dose_number = person->dose_number;
    state->decision = decision->decision & 3u;
    if (decision->candidate_count == 0)
        return;
    const struct ras_candidate *const best = &decision->candidates[0];
    state->resident = best->resident;
    state->levels = ras_levels_pack(&best->levels) & UINT64_C(0xFFFFFFFFFFF);
    state->passes = best->passes & 0xFFFFu;
    state->weight = ras_centibits(best->weight);
    state->margin = decision->margin == INT32_MAX ? INT16_MAX : ras_centibits(decision->margin);
    state->probability = best->probability & 0xFFFFFu;
    if (decision->decision == RAS_DECISION_MATCH &&
        id_is_of_another(reading->run->index, person, best))
        state->facts |= RAS_FACT_ID_OF_ANOTHER;
}

static void row_count_up(struct first_job *job, const struct ras_decision *decision)
{
    job->decision_count[decision->decision]++;
    if (decision->candidate_count == 0)
        return;
    const struct ras_candidate *const best = &decision->candidates[0];
    job->weight_histogram[decision->decision][ras_histogram_bin(best->weight)]++;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        job->pass_count[pass] += best->passes >> pass & 1;
}

/* How often a resident lacks the 9-digit number that his row has. */
static void old_id_count_up(struct first_job *job, const struct ras_person *person,
                            const struct ras_candidate *best)
{
    const uint8_t *const level = best->levels.level;
    if (person->old_id == 0 || level[RAS_COMPARATOR_NAME] != RAS_LEVEL_NAME_EQUAL ||
        level[RAS_COMPARATOR_BIRTH_DATE] != RAS_LEVEL_BIRTH_DATE_EQUAL)
        return;
    job->old_id_count++;
    job->old_id_unlisted += level[RAS_COMPARATOR_OLD_ID] == RAS_LEVEL_MISSING;
}

static enum ras_status text_keep(struct ras_arena *arena, struct ras_bytes *text,
                                 struct ras_error *error)
{
    const size_t length = text->length;
    *text = ras_arena_copy(arena, *text);
    return text->data == NULL ? ras_no_memory(error, length) : RAS_OK;
}

static enum ras_status leftover_keep(struct first_job *job, const struct ras_person *person,
                                     const struct ras_subject *subject, uint32_t position,
                                     struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&job->arrivals, 1, &item, error));
    struct ras_arrival *const arrival = item;
    *arrival = (struct ras_arrival){.subject = *subject,
                                    .name_text = person->name,
                                    .mother_text = person->mother_name,
                                    .father_text = person->father_name};
    RAS_TRY(text_keep(&job->arena, &arrival->name_text, error));
    RAS_TRY(text_keep(&job->arena, &arrival->mother_text, error));
    RAS_TRY(text_keep(&job->arena, &arrival->father_text, error));
    RAS_TRY(ras_source_subject_keep(&job->arena, &arrival->subject, error));
    RAS_TRY(ras_vector_extend(&job->arrival_rows, 1, &item, error));
    *(struct ras_leftover *)item = (struct ras_leftover){.repairs = person->repairs,
                                                         .partial_id = person->partial_id,
                                                         .phone = person->phone,
                                                         .row = position,
                                                         .partial_digits = person->partial_digits};
    return RAS_OK;
}

/* Nothing that other rows or a closer look could tell would change this match. */
static bool is_sure(const struct first_reading *reading, const struct ras_decision *decision)
{
    if (decision->decision != RAS_DECISION_MATCH)
        return false;
    const struct ras_candidate *const best = &decision->candidates[0];
    const uint8_t *const level = best->levels.level;
    const bool other_name = level[RAS_COMPARATOR_NAME] >= RAS_LEVEL_NAME_NEAR;
    const bool other_date = level[RAS_COMPARATOR_BIRTH_DATE] >= RAS_LEVEL_BIRTH_DATE_YEAR;
    return best->weight >= reading->absence + SURE_WEIGHT && decision->margin >= SURE_MARGIN &&
           !(other_name && (other_date || level[RAS_COMPARATOR_NAME] >= RAS_LEVEL_NAME_SIBLING));
}

static enum ras_status shown_keep(struct first_job *job, const struct ras_decision *decision,
                                  uint32_t position, struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&job->shown, 1, &item, error));
    struct ras_shown *const shown = item;
    *shown = (struct ras_shown){.row = position, .count = decision->candidate_count};
    memcpy(shown->candidates, decision->candidates,
           decision->candidate_count * sizeof shown->candidates[0]);
    return RAS_OK;
}

/* ---- the worker ---- */

/* Counted now if nothing more will be said of the row, else kept for what is. */
static enum ras_status row_settle(const struct first_reading *reading, struct first_job *job,
                                  const struct ras_row_group *group, size_t at,
                                  struct ras_error *error)
{
    const struct ras_person *const person = &group->persons[at];
    const struct ras_decision *const decision = &group->decisions[at];
    const bool sure = is_sure(reading, decision);
    if (sure || reading->alone)
        row_count_up(job, decision);
    if (sure)
        old_id_count_up(job, person, &decision->candidates[0]);
    if (reading->alone && decision->decision == RAS_DECISION_REVIEW)
        RAS_TRY(shown_keep(job, decision, group->rows[at], error));
    if (reading->alone ? decision->decision == RAS_DECISION_MATCH : sure)
        return RAS_OK;
    return leftover_keep(job, person, &group->subjects[at], group->rows[at], error);
}

static void commune_seen(uint8_t *seen, uint32_t commune)
{
    if (commune < RAS_COMMUNE_CODES)
        seen[commune / 8] |= (uint8_t)(1u << commune % 8);
}

/* Who works on what. */
struct first_hands {
    struct first_reading *reading;
    struct first_worker *worker;
    struct first_job *job;
};

static enum ras_status group_match(void *context, struct ras_row_group *group,
                                   struct ras_error *error)
{
    const struct first_hands *const hands = context;
    struct first_worker *const worker = hands->worker;
    struct ras_row_state *const states = hands->job->states.data;
    RAS_TRY(
        ras_matcher_run(&worker->matcher, group->subjects, group->count, group->decisions, error));
    for (size_t i = 0; i < group->count; i++) {
        const struct ras_person *const person = &group->persons[i];
        state_fill(hands->reading, person, &group->decisions[i], &states[group->rows[i]]);
        commune_seen(worker->communes_seen, person->commune);
        RAS_TRY(row_settle(hands->reading, hands->job, group, i, error));
    }
    return RAS_OK;
}

static enum ras_status row_reject(void *context, uint32_t row, enum ras_reject_code code,
                                  struct ras_error *error)
{
    struct first_job *const job = ((const struct first_hands *)context)->job;
    struct ras_row_state *const state = (struct ras_row_state *)job->states.data + row;
    void *item = NULL;
    memset(state, 0, sizeof *state);
    state->rejected = 1;
    state->resident = RAS_RESIDENT_NONE;
    RAS_TRY(ras_vector_extend(&job->rejects, 1, &item, error));
    *(struct ras_reject *)item = ras_source_reject(&job->chunk.batch, row, code);
    return RAS_OK;
}

static enum ras_status first_work(void *context, unsigned number, void *item,
                                  struct ras_error *error)
{
    struct first_reading *const reading = context;
    struct first_job *const job = item;
    struct first_worker *const worker = &reading->workers[number];
    struct first_hands hands = {reading, worker, job};
    const struct ras_row_taking taking = {.rows = &reading->rows,
                                          .scratch = &worker->scratch,
                                          .group = group_match,
                                          .reject = row_reject,
                                          .context = &hands};
    void *states = NULL;
    RAS_TRY(ras_chunk_parse(&job->chunk, error));
    job->states.count = job->rejects.count = job->arrivals.count = job->arrival_rows.count = 0;
    job->shown.count = 0;
    ras_arena_reset(&job->arena);
    ras_text_clear(&job->reject_lines);
    memset(job->weight_histogram, 0, sizeof job->weight_histogram);
    memset(job->decision_count, 0, sizeof job->decision_count);
    memset(job->pass_count, 0, sizeof job->pass_count);
    job->old_id_count = job->old_id_unlisted = 0;
    RAS_TRY(ras_vector_extend(&job->states, job->chunk.batch.row_count, &states, error));
    RAS_TRY(ras_rows_take(&taking, &job->chunk.batch, error));
    ras_source_rejects_append(&reading->rows, &job->chunk.batch, job->rejects.data,
                              job->rejects.count, &job->reject_lines);
    return ras_text_status(&job->reject_lines, error);
}

/* ---- in input order ---- */

static enum ras_status states_take(struct ras_source_run *source, struct first_job *job,
                                   struct ras_error *error)
{
    void *item = NULL;
    const uint64_t base = source->states.count;
    if (base + job->states.count >= UINT32_MAX)
        return ras_fail(error, RAS_BAD_INPUT, "source '%s' has more than %u rows",
                        source->config->name, UINT32_MAX - 1);
    RAS_TRY(ras_vector_extend(&source->bases, 1, &item, error));
    *(uint64_t *)item = base;
    RAS_TRY(ras_vector_extend(&source->states, job->states.count, &item, error));
    if (job->states.count > 0)
        memcpy(item, job->states.data, job->states.count * sizeof(struct ras_row_state));
    RAS_TRY(
        ras_index_builder_add(source->leftovers, job->arrivals.data, job->arrivals.count, error));
    RAS_TRY(ras_vector_extend(&source->leftover_rows, job->arrival_rows.count, &item, error));
    for (size_t i = 0; i < job->arrival_rows.count; i++) {
        struct ras_leftover *const leftover = (struct ras_leftover *)item + i;
        *leftover = ((const struct ras_leftover *)job->arrival_rows.data)[i];
        leftover->row += (uint32_t)base;
    }
    RAS_TRY(ras_vector_extend(&source->shown, job->shown.count, &item, error));
    for (size_t i = 0; i < job->shown.count; i++) {
        struct ras_shown *const shown = (struct ras_shown *)item + i;
        *shown = ((const struct ras_shown *)job->shown.data)[i];
        shown->row += (uint32_t)base;
    }
    return RAS_OK;
}

static enum ras_status first_consume(void *context, void *item, struct ras_error *error)
{
    struct first_reading *const reading = context;
    struct first_job *const job = item;
    struct ras_source_summary *const summary = &reading->source->summary;
    uint64_t done = 0, total = 0;
    RAS_TRY(states_take(reading->source, job, error));
    RAS_TRY(ras_reject_file_add(&reading->rejects, &job->reject_lines, error));
    summary->row_count += job->chunk.batch.row_count + job->chunk.batch.reject_count;
    summary->reject_count += job->chunk.batch.reject_count + job->rejects.count;
    summary->none_count += job->decision_count[RAS_DECISION_NONE];
    summary->review_count += job->decision_count[RAS_DECISION_REVIEW];
    summary->match_count += job->decision_count[RAS_DECISION_MATCH];
    reading->source->old_id_count += job->old_id_count;
    reading->source->old_id_unlisted += job->old_id_unlisted;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        summary->pass_count[pass] += job->pass_count[pass];
    for (unsigned i = 0; i < 3 * RAS_HISTOGRAM_BINS; i++)
        summary->weight_histogram[i / RAS_HISTOGRAM_BINS][i % RAS_HISTOGRAM_BINS] +=
            job->weight_histogram[i / RAS_HISTOGRAM_BINS][i % RAS_HISTOGRAM_BINS];
    ras_reader_progress(reading->rows.reader, &done, &total);
    ras_context_progress(reading->run->context, done, total, summary->row_count);
    return RAS_OK;
}

/* ---- beginning and end ---- */

static void job_init(void *item)
{
    struct first_job *const job = item;
    ras_chunk_init(&job->chunk);
    ras_arena_init(&job->arena, (size_t)64 << 10);
    ras_vector_init(&job->states, sizeof(struct ras_row_state));
    ras_vector_init(&job->rejects, sizeof(struct ras_reject));
    ras_vector_init(&job->arrivals, sizeof(struct ras_arrival));
    ras_vector_init(&job->arrival_rows, sizeof(struct ras_leftover));
    ras_vector_init(&job->shown, sizeof(struct ras_shown));
    ras_text_init(&job->reject_lines);
}

static void job_fini(void *item)
{
    struct first_job *const job = item;
    ras_chunk_fini(&job->chunk);
    ras_arena_fini(&job->arena);
    ras_vector_fini(&job->states);
    ras_vector_fini(&job->rejects);
    ras_vector_fini(&job->arrivals);
    ras_vector_fini(&job->arrival_rows);
    ras_vector_fini(&job->shown);
    ras_text_fini(&job->reject_lines);
}

static enum ras_status pipeline_run(struct first_reading *reading, struct ras_error *error)
{
    const struct ras_chunk_stage stage = {.job_bytes = sizeof(struct first_job),
                                          .job_init = job_init,
                                          .job_fini = job_fini,
                                          .produce = first_produce,
                                          .work = first_work,
                                          .consume = first_consume,
                                          .context = reading};
    return ras_chunk_stage_run(&stage, reading->run->context, error);
}

static enum ras_status files_note(struct first_reading *reading, struct ras_error *error)
{
    for (size_t i = 0; i < ras_reader_file_count(reading->rows.reader); i++) {
        const struct ras_reader_file *const file = ras_reader_file_at(reading->rows.reader, i);
        void *item = NULL;
        RAS_TRY(ras_vector_extend(&reading->source->files, 1, &item, error));
        struct ras_source_file *const noted = item;
        *noted = (struct ras_source_file){.path = ras_strdup(file->path),
                                          .byte_count = file->file_bytes,
                                          .hash = file->hash,
                                          .row_count = file->row_count};
        if (noted->path == NULL)
            return ras_no_memory(error, strlen(file->path));
    }
    return RAS_OK;
}

/* Workers' sums go to the run. */
static void workers_gather(struct first_reading *reading)
{
    struct ras_run *const run = reading->run;
    for (unsigned i = 0; i < run->context->thread_count; i++) {
        const struct first_worker *const worker = &reading->workers[i];
        reading->source->pair_count += worker->matcher.pair_count;
        for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
            reading->source->summary.capped_count[pass] += worker->matcher.capped_count[pass];
        for (size_t byte = 0; byte < RAS_COMMUNE_SEEN_BYTES; byte++)
            run->communes_seen[byte] |= worker->communes_seen[byte];
    }
}

static enum ras_status workers_create(struct first_reading *reading, struct ras_error *error)
{
    const unsigned thread_count = reading->run->context->thread_count;
    reading->workers = ras_alloc_zeroed(thread_count, sizeof reading->workers[0]);
    if (reading->workers == NULL)
        return ras_no_memory(error, thread_count * sizeof reading->workers[0]);
    for (unsigned i = 0; i < thread_count; i++) {
        ras_row_scratch_init(&reading->workers[i].scratch);
        ras_matcher_init(&reading->workers[i].matcher, reading->run->index,
                         &reading->run->context->config->model);
    }
    return RAS_OK;
}

static void workers_destroy(struct first_reading *reading)
{
    for (unsigned i = 0; reading->workers != NULL && i < reading->run->context->thread_count; i++) {
        ras_row_scratch_fini(&reading->workers[i].scratch);
        ras_matcher_fini(&reading->workers[i].matcher);
    }
    ras_free(reading->workers);
}

enum ras_status ras_run_first_reading(struct ras_run *run, struct ras_source_run *source,
                                      struct ras_error *error)
{
    struct first_reading reading = {.run = run, .source = source};
    enum ras_status status = RAS_OK;
    const uint64_t start = ras_clock_ns();
    reading.absence = ras_decide_absence(&run->context->config->model,
                                         (uint32_t)run->index->counts.resident_count);
    reading.alone = !run->context->config->strategy.collective;
    reading.mandatory = run->context->config->quality.mandatory[source->config->kind];
    ras_context_stage(run->context, "match", source->config->name);
    RAS_TRY(ras_source_rows_open(&reading.rows, run->context, source->config, NULL, error));
    source->leftovers = ras_index_builder_create(false);
    if (source->leftovers == NULL) {
        status = ras_no_memory(error, sizeof(void *));
        goto done;
    }
    RAS_TRY_DONE(workers_create(&reading, error));
    RAS_TRY_DONE(
        ras_reject_file_open(&reading.rejects, &run->directory, source->config->name, error));
    RAS_TRY_DONE(pipeline_run(&reading, error));
    RAS_TRY_DONE(ras_reject_file_close(&reading.rejects, source->summary.reject_count, error));
    RAS_TRY_DONE(files_note(&reading, error));
    workers_gather(&reading);
done:
    ras_reject_file_drop(&reading.rejects);
    workers_destroy(&reading);
    ras_source_rows_close(&reading.rows);
    source->match_seconds = (double)(ras_clock_ns() - start) / 1e9;
    return status;
}
