/* Lines, tasks and counts of one row. */
#include "engine/row_report.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "block/passes.h"
#include "normalise/normaliser.h"
#include "record/date.h"
#include "score/decide.h"

#include <assert.h>
#include <string.h>

#define REVIEW_SEVERITY   2
#define SUBJECT_BYTES_MAX 512
#define DEATH_RULE        "SO03" /* death registered, resident still alive */
#define REVIEW_RULE_NAME  "review"

/* One row with everything that its lines are made of. */
struct row_view {
    const struct ras_row_report *report;
    struct ras_row_worker *worker;
    const struct ras_batch *batch;
    uint32_t row;
    const struct ras_person *person;
    const struct ras_row_state *state;
    struct ras_row_outputs *outputs;
    struct ras_candidate best;
    struct ras_subject resident;
    char resident_name[RAS_NAME_BYTES_MAX + 1];
    char resident_id_text[RAS_RESIDENT_ID_MAX];
    struct ras_line_key record;   /* the row's id as lines hold it */
    struct ras_bytes resident_id; /* of the best candidate, empty without one or for none */
    struct ras_rule_input input;
    struct ras_rule_set broken;
    uint32_t commune; /* of the row, today's code, 0 = unknown */
    uint32_t slot;    /* of the commune */
    bool task_begun;
    struct ras_task task; /* once begun: what all tasks of the row share */
};

void ras_row_report_init(struct ras_row_report *report, struct ras_run *run,
                         struct ras_source_run *source, const struct ras_source_rows *rows)
{
    const int death_rule = ras_rule_find(DEATH_RULE);
    assert(death_rule >= 0);
    report->run = run;
    report->source = source;
    report->rows = rows;
    report->rules = run->rules;
    report->source_name = ras_bytes_of(source->config->name);
    report->death_rule = (unsigned)death_rule;
    ras_line_words_make(&report->words, run->rules, run->rule_count, ras_pass_names(),
                        RAS_PASS_WORDS);
}

/* ---- seeing the row ---- */

static void view_link(struct row_view *view)
{
    const struct ras_row_state *const state = view->state;
    const struct ras_index *const index = view->report->run->index;
    if (state->resident == RAS_RESIDENT_NONE)
        return;
    view->best = (struct ras_candidate){.resident = state->resident,
                                        .passes = state->passes,
                                        .weight = (int32_t)state->weight * 10,
                                        .probability = state->probability,
                                        .levels = ras_levels_unpack(state->levels)};
    if (state->decision == RAS_DECISION_NONE)
        return;
    view->resident_id = ras_index_resident_id(index, state->resident, view->resident_id_text);
    if (state->decision != RAS_DECISION_MATCH)
        return;
    /* rules look at the fields and at the text of the name: no syllables are looked up */
    view->resident = (struct ras_subject){.fields = index->residents[state->resident]};
    view->input.link = &view->best;
    view->input.resident = &view->resident;
}

/* Its own code brought to today's units; else, and where its old commune was divided, the linked
 * resident's; else unknown. */
static uint32_t view_commune(const struct row_view *view)
{
    const struct ras_person *const person = view->person;
    const bool split = (person->repairs & RAS_REPAIR_BIT(RAS_REPAIR_COMMUNE_SPLIT)) != 0;
    const bool linked = view->input.resident != NULL && view->resident.fields.commune != 0;
    if (person->commune != 0 && !(split && linked))
        return person->commune;
    return linked ? view->resident.fields.commune : 0;
}

static void view_facts(struct row_view *view)
{
    const struct ras_resident_fact *const facts = view->report->run->facts;
    struct ras_row_facts *const own = &view->input.facts;
    own->flags = view->state->facts;
    own->duplicate_group = view->state->duplicate_group;
    if (facts == NULL || view->state->decision != RAS_DECISION_MATCH)
        return;
    const struct ras_resident_fact fact = facts[view->state->resident];
    if (fact.death_registered) {
        own->flags |= RAS_FACT_DEATH_REGISTERED;
        own->registered_death = fact.death_date;
    }
    if (fact.birth_registered)
        own->flags |= RAS_FACT_BIRTH_REGISTERED;
}

static void view_make(struct row_view *view)
{
    const struct ras_context *const context = view->report->run->context;
    view->input =
        (struct ras_rule_input){.kind = view->report->source->config->kind,
                                .as_of = context->config->as_of,
                                .settings = &context->config->quality,
                                .units = context->units,
                                .person = view->person,
                                .batch = view->batch,
                                .row = view->row,
                                .decision = (enum ras_decision_kind)view->state->decision};
    view->resident_id = (struct ras_bytes){NULL, 0};
    view_link(view);
    view_facts(view);
    view->input.outcome =
        ras_outcome_of(view->person, view->input.decision,
                       view->input.link == NULL ? NULL : &view->input.link->levels);
    view->commune = view_commune(view);
    ras_rules_check(&view->input, &view->broken);
}

/* ---- lines ---- */

static void match_write(struct row_view *view)
{
    struct ras_bytes carried[RAS_CARRIED_MAX];
    for (uint32_t i = 0; i < view->batch->carried_count; i++) {
        const struct ras_cell cell = view->batch->carried[i][view->row];
        carried[i] = (struct ras_bytes){view->batch->text + cell.offset, cell.length};
    }
    const int16_t margin = view->state->margin;
    const struct ras_match_line line = {
        .record_id = view->person->record_id,
        .decision = view->input.decision,
        .outcome = view->input.outcome,
        .resident_id = view->resident_id,
        .best = view->state->resident == RAS_RESIDENT_NONE ? NULL : &view->best,
        .margin = margin == INT16_MAX ? INT32_MAX : (int32_t)margin * 10,
        .broken = &view->broken,
        .carried = carried,
        .carried_count = view->batch->carried_count};
    ras_match_append(&view->outputs->matches, &view->report->words, &line);
    view->outputs->match_lines++;
    view->outputs->outcome_count[view->input.outcome]++;
}

/* ---- tasks ---- */

/* Same problem, same number: source, rule and the person it is about (the resident where the row is
 * linked, else the record). */
static uint64_t task_number(const struct row_view *view, const char *rule)
{
    char text[SUBJECT_BYTES_MAX];
    size_t length = 0;
    const bool linked = view->input.decision == RAS_DECISION_MATCH;
    const struct ras_bytes parts[4] = {view->report->source_name, ras_bytes_of(rule),
                                       linked ? RAS_LITERAL("r") : RAS_LITERAL("k"),
                                       linked ? view->resident_id : view->person->record_id};
    for (size_t i = 0; i < 4; i++) {
        const size_t room = sizeof text - 1 - length;
        const size_t part = parts[i].length < room ? parts[i].length : room;
        if (part > 0)
            memcpy(text + length, parts[i].data, part);
        length += part;
        text[length++] = '\0';
        if (length == sizeof text)
            length--;
    }
    const uint64_t number = ras_keyed_hash(&view->report->run->task_key, text, length);
    return number == 0 ? 1 : number;
}

static struct ras_bytes cell_first(const struct row_view *view, const enum ras_field *fields,
                                   size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct ras_bytes value = ras_batch_value(view->batch, fields[i], view->row);
        if (value.length > 0)
            return value;
    }
    return (struct ras_bytes){NULL, 0};
}

/* Rows of one household stand together in a sheet. */
static uint64_t household_of(const struct row_view *view)
{
    struct ras_address address;
    if (view->person->household_hash != 0)
        return view->person->household_hash;
    ras_address_parse(ras_batch_value(view->batch, RAS_FIELD_ADDRESS, view->row), &address);
    return (uint64_t)address.place << 16 | address.number;
}

/* The comparable form of the row: the second reading leaves addresses until one is asked for. */
static enum ras_status view_subject(const struct row_view *view, struct ras_subject *subject,
                                    struct ras_error *error)
{
    RAS_TRY(ras_source_subject(&view->worker->scratch, view->person, subject, error));
    ras_address_parse(ras_batch_value(view->batch, RAS_FIELD_ADDRESS, view->row),
                      &subject->fields.address);
    return RAS_OK;
}

/* What all tasks of the row share, when the first of them is met. */
static enum ras_status task_begin(struct row_view *view, struct ras_error *error)
{
    static const enum ras_field numbers[] = {RAS_FIELD_PERSONAL_ID, RAS_FIELD_DOCUMENT_ID,
                                             RAS_FIELD_OLD_ID};
    static const enum ras_field names[] = {RAS_FIELD_FULL_NAME, RAS_FIELD_GIVEN_NAME};
    static const enum ras_field births[] = {RAS_FIELD_BIRTH_DATE, RAS_FIELD_BIRTH_YEAR};
    if (view->task_begun)
        return RAS_OK;
    view->task_begun = true;
    view->task =
        (struct ras_task){.source_index = view->report->source->source_index,
                          .commune = view->commune,
                          .household = household_of(view),
                          .row_count = 1,
                          .record_id = view->person->record_id,
                          .name = cell_first(view, names, 2),
                          .birth_date = cell_first(view, births, 2),
                          .sex = ras_batch_value(view->batch, RAS_FIELD_SEX, view->row),
                          .number = cell_first(view, numbers, 3),
                          .address = ras_batch_value(view->batch, RAS_FIELD_ADDRESS, view->row),
                          .probability = view->input.link == NULL ? 0 : view->best.probability};
    return ras_task_batch_row(&view->outputs->tasks, &view->task, error);
}

/* ---- issues ---- */

static void sure_write(struct row_view *view, const struct ras_issue *issue)
{
    if (issue->proposal.length == 0)
        return;
    const struct ras_bytes source = view->report->source_name;
    const struct ras_proposal_line line = {
        .register_name = source,
        .field = issue->field,
        .old_value = issue->value,
        .new_value = issue->proposal,
        .rule = issue->rule,
        .probability = view->input.link == NULL ? 1000000 : view->best.probability,
        .source = source,
        .record = &view->record};
    ras_proposal_append(&view->outputs->proposals, &view->report->words, &line);
    view->outputs->proposal_lines++;
    view->worker->sure_counts[(size_t)view->slot * RAS_RULES_MAX + issue->rule]++;
}

/* The text of the resident's name lies far away: it is fetched for the rules that speak of names.
 */
static void view_name(struct row_view *view, const struct ras_rule_info *info)
{
    const bool about_name = info->field == RAS_FIELD_FULL_NAME ||
                            info->field == RAS_FIELD_SURNAME || info->field == RAS_FIELD_GIVEN_NAME;
    if (!about_name || view->input.resident == NULL || view->input.resident_name.data != NULL)
        return;
    view->input.resident_name = ras_index_name_text(
        view->report->run->index, view->resident.fields.name, view->resident_name);
}

static enum ras_status issue_task(struct row_view *view, const struct ras_rule_info *info,
                                  const struct ras_issue *issue, struct ras_error *error)
{
    struct ras_task *const task = &view->task;
    RAS_TRY(task_begin(view, error));
    task->task_id = task_number(view, info->code);
    task->rule = issue->rule;
    task->office = issue->office;
    task->severity = info->severity;
    task->field = issue->field;
    task->value = issue->value;
    task->proposal = issue->proposal;
    task->evidence = issue->evidence;
    return ras_task_batch_add(&view->outputs->tasks, task, error);
}

static enum ras_status issue_write(struct row_view *view, unsigned rule, struct ras_error *error)
{
    const struct ras_rule_info *const info = view->report->rules[rule];
    struct ras_issue issue;
    view_name(view, info);
    ras_describer_issue(&view->worker->describer, rule, &issue);
    view->outputs->issue_count[rule]++;
    view->outputs->issue_lines++;
    if (issue.needs_person)
        RAS_TRY(issue_task(view, info, &issue, error));
    else
        sure_write(view, &issue);
    ras_issue_append(&view->outputs->issues, &view->report->words,
                     issue.needs_person ? view->task.task_id : 0, &view->record, &issue,
                     view->commune);
    return RAS_OK;
}

static enum ras_status issues_write(struct row_view *view, struct ras_error *error)
{
    if ((view->broken.bits[0] | view->broken.bits[1]) == 0)
        return RAS_OK;
    static_assert(RAS_RULES_MAX == 128, "two words of rules");
    ras_describer_begin(&view->worker->describer, &view->input);
    for (unsigned word = 0; word < RAS_RULES_MAX / 64; word++)
        for (uint64_t left = view->broken.bits[word]; left != 0; left &= left - 1)
            RAS_TRY(issue_write(view, word * 64 + (unsigned)__builtin_ctzll(left), error));
    return RAS_OK;
}

/* ---- what the civil registry proposes to the residents ---- */

/* The civil registry is the origin (law 60/2014 art. 60): a death that it holds and the residents
 * do not know is proposed to them. It stays a task too: a person confirms it first. */
static void death_propose(struct row_view *view)
{
    char date[11];
    const struct ras_person *const person = view->person;
    if (view->input.kind != RAS_KIND_CIVIL_REGISTRY || person->event_type != RAS_EVENT_DEATH ||
        view->input.resident == NULL || view->resident.fields.status == RAS_STATUS_DEAD)
        return;
    const uint32_t death = person->death_date != 0 ? person->death_date : person->event_date;
    const unsigned length = ras_date_iso(death, date);
    const struct ras_bytes old_values[2] = {RAS_LITERAL("alive"), {NULL, 0}};
    const struct ras_bytes new_values[2] = {RAS_LITERAL("dead"), {date, length}};
    const enum ras_field fields[2] = {RAS_FIELD_STATUS, RAS_FIELD_DEATH_DATE};
    for (unsigned i = 0; i < (length == 0 ? 1u : 2u); i++) {
        const struct ras_proposal_line line = {.register_name = RAS_LITERAL("residents"),
                                               .key = view->resident_id,
                                               .field = fields[i],
                                               .old_value = old_values[i],
                                               .new_value = new_values[i],
                                               .rule = view->report->death_rule,
                                               .probability = view->best.probability,
                                               .source = view->report->source_name,
                                               .record = &view->record};
        ras_proposal_append(&view->outputs->resident_proposals, &view->report->words, &line);
        view->outputs->resident_proposal_lines++;
    }
}

/* ---- rows under review ---- */

static enum ras_status text_copy(struct ras_arena *arena, struct ras_bytes text,
                                 struct ras_bytes *copy, struct ras_error *error)
{
    *copy = ras_arena_copy(arena, text);
    return copy->data == NULL ? ras_no_memory(error, text.length) : RAS_OK;
}

/* The resident as an officer reads it, in the chunk's arena. */
static enum ras_status candidate_describe(struct row_view *view, uint32_t resident,
                                          struct ras_task *task, struct ras_error *error)
{
    const struct ras_index *const index = view->report->run->index;
    struct ras_arena *const arena = &view->worker->scratch.arena;
    char canonical[RAS_NAME_BYTES_MAX + 1], name[2 * RAS_NAME_BYTES_MAX + 4];
    char id[RAS_RESIDENT_ID_MAX], date[11];
    struct ras_text digits;
    const struct ras_resident *const fields = &index->residents[resident];
    const struct ras_bytes text = ras_index_name_text(index, fields->name, canonical);
    const size_t name_length = ras_name_display(text, name, sizeof name);
    const unsigned date_length = ras_date_vietnamese(fields->birth_date, date);
    RAS_TRY(text_copy(arena, (struct ras_bytes){name, name_length}, &task->candidate_name, error));
    RAS_TRY(text_copy(arena, (struct ras_bytes){date, date_length}, &task->candidate_birth_date,
                      error));
    RAS_TRY(
        text_copy(arena, ras_index_resident_id(index, resident, id), &task->candidate_id, error));
    ras_text_init(&digits);
    if (fields->personal_id != 0)
        ras_text_digits(&digits, fields->personal_id, 12);
    const enum ras_status status = text_copy(arena, (struct ras_bytes){digits.data, digits.length},
                                             &task->candidate_number, error);
    ras_text_fini(&digits);
    return status;
}

/* The candidates that the row was decided over. */
static const struct ras_shown *shown_find(const struct row_view *view)
{
    const struct ras_source_run *const source = view->report->source;
    const struct ras_shown *const all = source->shown.data;
    const uint32_t row = (uint32_t)(view->state - ras_source_states(source));
    size_t low = 0, high = source->shown.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (all[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < source->shown.count && all[low].row == row ? &all[low] : NULL;
}

static enum ras_status review_write(struct row_view *view, struct ras_error *error)
{
    char id[RAS_RESIDENT_ID_MAX];
    struct ras_task *const task = &view->task;
    const struct ras_index *const index = view->report->run->index;
    const struct ras_shown *const shown = shown_find(view);
    if (shown == NULL)
        return RAS_OK;
    RAS_TRY(task_begin(view, error));
    task->task_id = task_number(view, REVIEW_RULE_NAME);
    task->rule = RAS_TASK_REVIEW;
    task->office = RAS_OFFICE_CONG_AN;
    task->severity = REVIEW_SEVERITY;
    task->field = RAS_FIELD_NONE;
    task->value = task->proposal = task->evidence = (struct ras_bytes){NULL, 0};
    for (unsigned i = 0; i < shown->count; i++) {
        const struct ras_candidate *const candidate = &shown->candidates[i];
        ras_review_append(&view->outputs->reviews, view->person->record_id, i + 1,
                          ras_index_resident_id(index, candidate->resident, id), candidate);
        view->outputs->review_lines++;
        task->candidate_rank = i + 1;
        task->probability = candidate->probability;
        RAS_TRY(candidate_describe(view, candidate->resident, task, error));
        RAS_TRY(ras_task_batch_add(&view->outputs->tasks, task, error));
    }
    return RAS_OK;
}

/* ---- duplicates ---- */

static enum ras_status duplicate_write(struct row_view *view, struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&view->outputs->duplicates, 1, &item, error));
    struct ras_arrival *const arrival = item;
    *arrival = (struct ras_arrival){.name_text = view->person->name,
                                    .mother_text = view->person->mother_name,
                                    .father_text = view->person->father_name,
                                    .resident_id = view->person->record_id};
    RAS_TRY(view_subject(view, &arrival->subject, error));
    RAS_TRY(ras_vector_extend(&view->outputs->duplicate_rows, 1, &item, error));
    *(struct ras_duplicate_row *)item = (struct ras_duplicate_row){
        .group = view->state->duplicate_group,
        .resident =
            view->input.decision == RAS_DECISION_MATCH ? view->state->resident : RAS_RESIDENT_NONE,
        .kept = (view->state->facts & RAS_FACT_DUPLICATE_KEPT) != 0};
    return RAS_OK;
}

enum ras_status ras_row_report_write(const struct ras_row_report *report,
                                     struct ras_row_worker *worker, const struct ras_batch *batch,
                                     uint32_t row, const struct ras_person *person,
                                     const struct ras_row_state *state,
                                     struct ras_row_outputs *outputs, struct ras_error *error)
{
    struct row_view view;
    view.report = report;
    view.worker = worker;
    view.batch = batch;
    view.row = row;
    view.person = person;
    view.state = state;
    view.outputs = outputs;
    view.task_begun = false;
    view_make(&view);
    view.slot = ras_run_slot(report->run, view.commune);
    ras_metrics_row(worker->metrics, report->source->source_index, view.slot, &view.input,
                    &view.broken, state->first_of_person);
    match_write(&view);
    ras_line_key_make(&view.record, person->record_id);
    RAS_TRY(issues_write(&view, error));
    death_propose(&view);
    if (view.input.decision == RAS_DECISION_REVIEW)
        RAS_TRY(review_write(&view, error));
    if (state->duplicate_group != 0)
        RAS_TRY(duplicate_write(&view, error));
    return RAS_OK;
}
