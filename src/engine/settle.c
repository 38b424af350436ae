/* Settling a source: what only the whole of it can tell about a row.
 *
 * Everything works on the 64-byte states: rows are grouped by sorting keys (person, number,
 * account, record id), in linear time, so no group can make it slow, however large. Facts are bits
 * on the states; the rules read them in the second reading. */
#include "engine/run.h"

#include "base/alloc.h"
#include "base/leaders.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "compare/compare.h"
#include "engine/matcher.h"
#include "engine/person_entries.h"
#include "engine/key_groups.h"

#include <string.h>

#define PERSON_NONE UINT32_MAX /* a rejected row */
#define ENTRIES_FEW 64u
#define TASK_ROWS   ((size_t)1 << 16)

struct settle {
    struct ras_run *run;
    struct ras_source_run *source;
    struct ras_row_state *states;
    size_t row_count;
    uint32_t *persons; /* per row: resident, or resident_count + leader of the leftovers */
    uint64_t *keys;
    uint64_t *scratch;
    struct ras_person_entry *entries; /* room for those of a person with many */
};

/* ---- leftovers: rows without a match that are one person ---- */

/* The weight at which two leftovers are taken for one person: the match threshold on the prior odds
 * of the main index, margin included, since nobody competes here. */
static int32_t leftover_weight_min(const struct ras_run *run)
{
    const struct ras_model *const model = &run->context->config->model;
    int32_t bits = 0;
    while (run->index->counts.resident_count >> bits > 1)
        bits++;
    return (bits + 1) * RAS_MILLIBITS + model->match_margin;
}

/* A closer look found the resident after all. */
static bool is_matched(const struct ras_source_run *source, uint32_t leftover)
{
    const uint32_t row = ((const struct ras_leftover *)source->leftover_rows.data)[leftover].row;
    return ras_source_states(source)[row].decision == RAS_DECISION_MATCH;
}

static enum ras_status leftovers_join(struct ras_run *run, const struct ras_source_run *source,
                                      uint32_t *leaders, struct ras_error *error)
{
    const struct ras_index *const leftovers = source->leftover_index;
    struct ras_matcher matcher;
    const int32_t weight_min = leftover_weight_min(run);
    enum ras_status status = RAS_OK;
    ras_matcher_init(&matcher, leftovers, &run->context->config->model);
    for (uint32_t i = 0; i < leftovers->counts.resident_count; i++) {
        struct ras_subject subject;
        if (i % 4096 == 0)
            RAS_TRY_DONE(ras_context_stopped(run->context, error));
        ras_index_subject(leftovers, i, &subject);
        if (is_matched(source, i))
            continue;
        RAS_TRY_DONE(ras_matcher_candidates(&matcher, &subject, error));
        const struct ras_candidate *const candidates = matcher.candidates.data;
        for (size_t k = 0; k < matcher.candidates.count; k++)
            if (candidates[k].resident < i && candidates[k].weight >= weight_min &&
                !is_matched(source, candidates[k].resident))
                ras_leaders_join(leaders, candidates[k].resident, i);
    }
done:
    ras_matcher_fini(&matcher);
    return status;
}

/* Persons of the rows without a match; rows alone lead themselves. */
static enum ras_status leftovers_settle(struct settle *settle, struct ras_error *error)
{
    struct ras_run *const run = settle->run;
    struct ras_source_run *const source = settle->source;
    const struct ras_leftover *const rows = source->leftover_rows.data;
    const size_t count = source->leftover_rows.count;
    const uint32_t base = (uint32_t)run->index->counts.resident_count;
    uint32_t *leaders = NULL;
    enum ras_status status = RAS_OK;
    if (count == 0)
        goto done;
    leaders = ras_alloc_zeroed(count, sizeof leaders[0]);
    if (leaders == NULL) {
        status = ras_no_memory(error, count * sizeof leaders[0]);
        goto done;
    }
    for (uint32_t i = 0; i < count; i++)
        leaders[i] = i;
    RAS_TRY_DONE(leftovers_join(run, source, leaders, error));
    for (uint32_t i = 0; i < count; i++)
        if (!is_matched(source, i))
            settle->persons[rows[i].row] = base + ras_leader_find(leaders, i);
done:
    ras_free(leaders);
    ras_index_close(source->leftover_index);
    source->leftover_index = NULL;
    return status;
}

/* ---- what groups of rows say ---- */

static uint64_t key_person(const void *context, uint32_t row)
{
    const struct settle *const settle = context;
    return (uint32_t)(settle->persons[row] + 1); /* PERSON_NONE: 0 */
}

static uint64_t key_number(const void *context, uint32_t row)
{
    const struct ras_row_state *const state = &((const struct settle *)context)->states[row];
    return state->rejected ? 0 : state->personal_id;
}

static uint64_t key_account(const void *context, uint32_t row)
{
    const struct ras_row_state *const state = &((const struct settle *)context)->states[row];
    return state->rejected ? 0 : state->detail_hash;
}

static uint64_t key_record(const void *context, uint32_t row)
{
    const struct ras_row_state *const state = &((const struct settle *)context)->states[row];
    return state->rejected ? 0 : state->record_hash;
}

static void facts_add(struct settle *settle, const uint32_t *rows, size_t count, unsigned facts)
{
    for (size_t i = 0; i < count; i++)
        settle->states[rows[i]].facts |= facts & 0x7FFu;
}

static bool persons_differ(const struct settle *settle, const uint32_t *rows, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (settle->persons[rows[i]] != settle->persons[rows[0]])
            return true;
    return false;
}

static void number_group(void *context, const uint32_t *rows, size_t count, size_t room)
{
    struct settle *const settle = context;
    (void)room;
    if (persons_differ(settle, rows, count))
        facts_add(settle, rows, count, RAS_FACT_ID_SHARED);
}

static void account_group(void *context, const uint32_t *rows, size_t count, size_t room)
{
    struct settle *const settle = context;
    (void)room;
    if (persons_differ(settle, rows, count))
        facts_add(settle, rows, count, RAS_FACT_ACCOUNT_SHARED);
}

static void record_group(void *context, const uint32_t *rows, size_t count, size_t room)
{
    (void)room;
    facts_add(context, rows, count, RAS_FACT_RECORD_ID_REPEATED);
}

/* ---- the rows of one person ---- */

static void person_group(void *context, const uint32_t *rows, size_t count, size_t room)
{
    struct settle *const settle = context;
    struct ras_person_entry few[ENTRIES_FEW];
    ras_person_entries_settle(settle->source->config->kind, settle->states, rows, count,
                              count <= ENTRIES_FEW ? few : settle->entries + room);
}

/* Groups of rows whose keys are equal; a group of one is told only where `singles` asks for it. */
static enum ras_status rows_group(struct settle *settle, ras_key_groups_key *key, bool singles,
                                  ras_key_groups_group *take, struct ras_error *error)
{
    const struct ras_key_groups groups = {.items = settle->states,
                                          .item_bytes = sizeof settle->states[0],
                                          .row_count = settle->row_count,
                                          .keys = settle->keys,
                                          .scratch = settle->scratch,
                                          .key = key,
                                          .take = take,
                                          .singles = singles,
                                          .context = settle,
                                          .thread_count = settle->run->context->thread_count,
                                          .stop = settle->run->context->stop};
    return ras_key_groups_take(&groups, error);
}

/* Groups get numbers 1, 2, ... in the order of their first rows, whatever order they were found in.
 */
static void groups_number(struct settle *settle)
{
    uint32_t number = 0;
    for (size_t row = 0; row < settle->row_count; row++) {
        struct ras_row_state *const state = &settle->states[row];
        if (state->duplicate_group == 0)
            continue;
        settle->source->summary.duplicate_count++;
        const uint32_t leader = state->duplicate_group - 1;
        state->duplicate_group = leader == row ? ++number : settle->states[leader].duplicate_group;
    }
}

/* ---- what the civil registry says about residents ---- */

static void residents_note(struct settle *settle)
{
    struct ras_resident_fact *const facts = settle->run->facts;
    if (settle->source->config->kind != RAS_KIND_CIVIL_REGISTRY)
        return;
    for (size_t row = 0; row < settle->row_count; row++) {
        const struct ras_row_state *const state = &settle->states[row];
        if (state->rejected || state->decision != RAS_DECISION_MATCH)
            continue;
        struct ras_resident_fact *const fact = &facts[state->resident];
        if (state->event_type == RAS_EVENT_BIRTH)
            fact->birth_registered = 1;
        if (state->event_type == RAS_EVENT_DEATH) {
            fact->death_registered = 1;
            fact->death_date = state->date & 0xFFFFFF;
        }
    }
}

static enum ras_status persons_fill(void *context, unsigned worker, size_t part,
                                    struct ras_error *error)
{
    const struct settle *const settle = context;
    const uint32_t base = (uint32_t)settle->run->index->counts.resident_count;
    const size_t start = part * TASK_ROWS;
    const size_t end =
        settle->row_count - start < TASK_ROWS ? settle->row_count : start + TASK_ROWS;
    (void)worker;
    (void)error;
    for (size_t row = start; row < end; row++) {
        const struct ras_row_state *const state = &settle->states[row];
        settle->persons[row] = state->rejected                         ? PERSON_NONE
                               : state->decision == RAS_DECISION_MATCH ? state->resident
                                                                       : base;
    }
    return RAS_OK;
}

/* A block each, which earlier stages and sources leave to later ones. */
static size_t keys_bytes(const struct settle *settle)
{
    return settle->row_count * sizeof settle->keys[0];
}

static size_t persons_bytes(const struct settle *settle)
{
    return settle->row_count * sizeof settle->persons[0];
}

/* Entries are hardly ever needed, and cost nothing until then. */
static enum ras_status settle_begin(struct settle *settle, struct ras_error *error)
{
    const struct ras_context *const context = settle->run->context;
    settle->states = ras_source_states(settle->source);
    settle->row_count = settle->source->states.count;
    const size_t count = settle->row_count;
    settle->keys = ras_grow(NULL, 0, keys_bytes(settle));
    settle->scratch = ras_grow(NULL, 0, keys_bytes(settle));
    settle->persons = ras_grow(NULL, 0, persons_bytes(settle));
    settle->entries = ras_alloc_zeroed(count, sizeof settle->entries[0]);
    if (settle->keys == NULL || settle->scratch == NULL || settle->persons == NULL ||
        settle->entries == NULL)
        return ras_no_memory(error, 2 * keys_bytes(settle) + persons_bytes(settle));
    return ras_parallel_run(context->thread_count, (count + TASK_ROWS - 1) / TASK_ROWS,
                            persons_fill, settle, context->stop, error);
}

static void settle_end(struct settle *settle)
{
    ras_free_grown(settle->keys, keys_bytes(settle));
    ras_free_grown(settle->scratch, keys_bytes(settle));
    ras_free_grown(settle->persons, persons_bytes(settle));
    ras_free(settle->entries);
}

enum ras_status ras_run_settle(struct ras_run *run, struct ras_source_run *source,
                               struct ras_error *error)
{
    struct settle settle = {.run = run, .source = source};
    enum ras_status status = RAS_OK;
    ras_context_stage(run->context, "settle", source->config->name);
    RAS_TRY_DONE(settle_begin(&settle, error));
    RAS_TRY_DONE(leftovers_settle(&settle, error));
    RAS_TRY_DONE(rows_group(&settle, key_person, true, person_group, error));
    RAS_TRY_DONE(rows_group(&settle, key_number, false, number_group, error));
    RAS_TRY_DONE(rows_group(&settle, key_record, false, record_group, error));
    if (source->config->kind == RAS_KIND_SOCIAL_WELFARE)
        RAS_TRY_DONE(rows_group(&settle, key_account, false, account_group, error));
    groups_number(&settle);
    residents_note(&settle);
done:
    settle_end(&settle);
    return status;
}
