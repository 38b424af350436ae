/* Deciding over groups of doubts: each is one person, so one resident or nobody. */
#include "engine/closer_group.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "score/binary_log.h"

#include <stdlib.h>
#include <string.h>

#define MILLIONTHS 1000000u
#define ROUNDING   RAS_CANDIDATES_SHOWN /* of probabilities that are rounded down */
/* Rows that the usual share of absent persons is worth beside what is found. */
#define ABSENT_PRIOR_ROWS  60.0
#define ABSENT_PRIOR_SHARE 0.02
/* The same of the share of all for that of one age; and a bound. */
#define AGE_PRIOR_ROWS 200.0
#define ABSENT_MOST    0.9
#define AGE_STEP       ((size_t)16) /* rows that a counted one stands for */

/* Doubts whose groups a thread takes at a time: those that begin there. */
#define PART_DOUBTS     512u
#define PREFETCH_DOUBTS 4u

/* What one worker decided. Whole numbers and rows that are sorted in the end: no order shows. */
struct decided {
    struct ras_closer_group group;    /* in hand */
    uint64_t absent[RAS_CLOSER_AGES]; /* millionths of rows with a number */
    uint64_t decision_count[3];
    uint64_t weight_histogram[3][RAS_HISTOGRAM_BINS];
    uint64_t pass_count[RAS_PASS_COUNT];
    struct ras_vector shown; /* struct ras_shown */
};

struct round {
    const struct ras_closer_deciding *deciding;
    const uint32_t *items; /* doubts, those of one leader together, rising */
    const uint32_t *leaders;
    struct decided *workers;
    bool write; /* or only count who is absent */
};

/* ---- what is written down ---- */

static enum ras_decision_kind group_decision(const struct ras_model *model,
                                             const struct ras_closer_group *group, int32_t *margin)
{
    const struct ras_closer_choice *const best = group->candidates;
    *margin = INT32_MAX;
    if (group->candidate_count == 0)
        return RAS_DECISION_NONE;
    if (group->candidate_count > 1)
        *margin = best[0].total - best[1].total;
    uint32_t shown = 0; /* nobody can settle what is less likely than not among what he sees */
    for (unsigned i = 0; i < group->candidate_count && i < RAS_CANDIDATES_SHOWN; i++)
        shown += best[i].probability;
    if (shown + ROUNDING < model->review_probability)
        return RAS_DECISION_NONE;
    return best[0].probability >= model->match_probability && *margin >= model->match_margin
               ? RAS_DECISION_MATCH
               : RAS_DECISION_REVIEW;
}

static enum ras_status shown_keep(struct ras_vector *rows, const struct ras_closer_group *group,
                                  uint32_t row, struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(rows, 1, &item, error));
    struct ras_shown *const shown = item;
    *shown = (struct ras_shown){.row = row,
                                .count = group->candidate_count < RAS_CANDIDATES_SHOWN
                                             ? group->candidate_count
                                             : RAS_CANDIDATES_SHOWN};
    for (uint32_t i = 0; i < shown->count; i++) {
        const struct ras_closer_choice *const from = &group->candidates[i];
        shown->candidates[i] = (struct ras_candidate){.resident = from->pair.resident,
                                                      .passes = from->pair.passes,
                                                      .weight = from->total,
                                                      .probability = from->probability,
                                                      .levels = from->pair.levels};
    }
    return RAS_OK;
}

static void decision_count(struct decided *decided, const struct ras_row_state *state,
                           const struct ras_closer_choice *best)
{
    decided->decision_count[state->decision]++;
    if (best == NULL)
        return;
    decided->weight_histogram[state->decision][ras_histogram_bin(best->total)]++;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        decided->pass_count[pass] += best->pair.passes >> pass & 1;
}

/* The number of the row is that of a resident other than the linked one. */
static bool id_is_of_another(const struct ras_index *index, const struct ras_row_state *state,
                             const struct ras_closer_candidate *best)
{
    if (state->personal_id == 0 ||
        best->levels.level[RAS_COMPARATOR_PERSONAL_ID] <= RAS_LEVEL_PERSONAL_ID_REPAIRED)
        return false;
    const uint32_t holder = ras_index_find_id(index, state->personal_id);
    return holder != RAS_RESIDENT_NONE && holder != best->resident;
}

static enum ras_status group_write(const struct ras_closer_deciding *deciding,
                                   const struct ras_closer_group *group, struct decided *decided,
                                   struct ras_error *error)
{
    const struct ras_source_run *const source = deciding->source->source;
    const struct ras_leftover *const leftovers = source->leftover_rows.data;
    const struct ras_closer_choice *const best =
        group->candidate_count > 0 ? &group->candidates[0] : NULL;
    int32_t margin = INT32_MAX;
    const enum ras_decision_kind decision =
        group_decision(&deciding->look->run->context->config->model, group, &margin);
    for (size_t i = 0; i < group->count; i++) {
        const uint32_t row = leftovers[group->members[i]].row;
        struct ras_row_state *const state = &ras_source_states(source)[row];
        state->decision = decision;
        state->facts &= ~(unsigned)RAS_FACT_ID_OF_ANOTHER & 0x7FF;
        if (best != NULL) {
            state->resident = best->pair.resident;
            state->levels = ras_levels_pack(&best->pair.levels) & UINT64_C(0xFFFFFFFFFFF);
            state->passes = (best->pair.passes | 1u << RAS_PASS_CLOSER) & 0xFFFFu;
            state->weight = ras_centibits(best->total);
            state->margin = margin == INT32_MAX ? INT16_MAX : ras_centibits(margin);
            state->probability = best->probability & 0xFFFFFu;
            if (decision == RAS_DECISION_MATCH &&
                id_is_of_another(deciding->look->run->index, state, &best->pair))
                state->facts |= RAS_FACT_ID_OF_ANOTHER;
        }
        decision_count(decided, state, best);
        if (decision == RAS_DECISION_REVIEW)
            RAS_TRY(shown_keep(&decided->shown, group, row, error));
    }
    return RAS_OK;
}

/* ---- all groups of a source ---- */

static void deciding_set(struct ras_closer_deciding *deciding, const double absent[RAS_CLOSER_AGES])
{
    const uint32_t residents = (uint32_t)deciding->look->run->index->counts.resident_count;
    deciding->population = ras_log2_millibits(ras_log2_count(residents > 0 ? residents : 1));
    for (unsigned age = 0; age < RAS_CLOSER_AGES; age++)
        deciding->absent_odds[age] =
            ras_log2_millibits((int64_t)ras_log2_value(absent[age] / (1 - absent[age])));
}

static uint64_t numbers_count(const struct ras_source_run *source,
                              const struct ras_closer_group *group)
{
    const struct ras_leftover *const leftovers = source->leftover_rows.data;
    uint64_t count = 0;
    for (size_t i = 0; i < group->count; i++)
        count += ras_source_states(source)[leftovers[group->members[i]].row].personal_id != 0;
    return count;
}

static enum ras_status group_decide(const struct round *round, struct decided *decided,
                                    struct ras_error *error)
{
    struct ras_closer_group *const group = &decided->group;
    if (!round->write) {
        const uint64_t numbers = numbers_count(round->deciding->source->source, group);
        if (numbers == 0) /* says nothing about who is absent */
            return RAS_OK;
        ras_closer_group_weigh(round->deciding, group);
        decided->absent[group->age] += numbers * group->absent;
        return RAS_OK;
    }
    ras_closer_group_weigh(round->deciding, group);
    return group_write(round->deciding, group, decided, error);
}

/* The doubts after next: what is known of them lies far apart. */
static void doubt_prefetch(const struct round *round, size_t at, size_t count)
{
    const struct ras_closer_source *const source = round->deciding->source;
    const struct ras_leftover *const leftovers = source->source->leftover_rows.data;
    if (at >= count)
        return;
    const uint32_t item = round->items[at];
    const char *const found = (const char *)&round->deciding->look->found[source->first + item];
    __builtin_prefetch(&ras_source_states(source->source)[leftovers[item].row], 1);
    for (size_t byte = 0; byte < sizeof(struct ras_closer_found); byte += 64)
        __builtin_prefetch(found + byte);
}

static enum ras_status part_decide(void *context, unsigned worker, size_t part,
                                   struct ras_error *error)
{
    const struct round *const round = context;
    const uint32_t *const items = round->items, *const leaders = round->leaders;
    const size_t count = round->deciding->source->source->leftover_rows.count;
    const size_t last = (part + 1) * PART_DOUBTS < count ? (part + 1) * PART_DOUBTS : count;
    struct decided *const decided = &round->workers[worker];
    size_t start = part * PART_DOUBTS;
    while (start > 0 && start < last && leaders[items[start]] == leaders[items[start - 1]])
        start++; /* begun in the part before */
    for (size_t end; start < last; start = end) {
        doubt_prefetch(round, start + PREFETCH_DOUBTS, count);
        for (end = start + 1; end < count && leaders[items[end]] == leaders[items[start]];)
            end++;
        decided->group.members = items + start;
        decided->group.count = end - start;
        RAS_TRY(group_decide(round, decided, error));
    }
    return RAS_OK;
}

static enum ras_status round_run(struct round *round, struct ras_error *error)
{
    const struct ras_context *const context = round->deciding->look->run->context;
    const size_t count = round->deciding->source->source->leftover_rows.count;
    return ras_parallel_run(context->thread_count, (count + PART_DOUBTS - 1) / PART_DOUBTS,
                            part_decide, round, context->stop, error);
}

/* ---- workers ---- */

static int shown_compare(const void *left, const void *right)
{
    const struct ras_shown *const a = left, *const b = right;
    return (a->row > b->row) - (a->row < b->row);
}

static enum ras_status worker_take(struct ras_source_run *source, const struct decided *decided,
                                   struct ras_error *error)
{
    struct ras_source_summary *const summary = &source->summary;
    void *items = NULL;
    summary->none_count += decided->decision_count[RAS_DECISION_NONE];
    summary->review_count += decided->decision_count[RAS_DECISION_REVIEW];
    summary->match_count += decided->decision_count[RAS_DECISION_MATCH];
    for (unsigned decision = 0; decision < 3; decision++)
        for (unsigned bin = 0; bin < RAS_HISTOGRAM_BINS; bin++)
            summary->weight_histogram[decision][bin] += decided->weight_histogram[decision][bin];
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        summary->pass_count[pass] += decided->pass_count[pass];
    RAS_TRY(ras_vector_extend(&source->shown, decided->shown.count, &items, error));
    if (decided->shown.count > 0)
        memcpy(items, decided->shown.data, decided->shown.count * sizeof(struct ras_shown));
    return RAS_OK;
}

static enum ras_status workers_gather(struct ras_source_run *source, const struct decided *workers,
                                      unsigned count, struct ras_error *error)
{
    for (unsigned i = 0; i < count; i++)
        RAS_TRY(worker_take(source, &workers[i], error));
    if (source->shown.count > 0)
        qsort(source->shown.data, source->shown.count, sizeof(struct ras_shown), shown_compare);
    return RAS_OK;
}

/* Share of each age among the persons of the matched rows; all of them for the unknown. */
static void ages_count(const struct ras_closer_look *look, const struct ras_source_run *source,
                       double share[RAS_CLOSER_AGES])
{
    const struct ras_row_state *const states = ras_source_states(source);
    const uint32_t as_of = look->run->context->config->as_of;
    uint64_t counts[RAS_CLOSER_AGES] = {0}, all = 0;
    for (size_t row = 0; row < source->states.count; row += AGE_STEP) {
        if (states[row].rejected || states[row].decision != RAS_DECISION_MATCH)
            continue;
        counts[ras_closer_age(look->run->index->residents[states[row].resident].birth_date,
                              as_of)]++;
        all++;
    }
    for (unsigned age = 0; age < RAS_CLOSER_AGES; age++)
        share[age] = ((double)counts[age] + 0.1) / ((double)all + 0.1 * RAS_CLOSER_AGES);
    share[0] = 1;
}

/* The share of persons who are no residents, as the rows with a number tell it: of all, and of each
 * age as far as there are rows to tell. */
static void absent_shares(const struct ras_closer_look *look,
                          const struct ras_closer_source *source, const struct decided *workers,
                          unsigned count, double absent[RAS_CLOSER_AGES])
{
    double found[RAS_CLOSER_AGES] = {0}, share[RAS_CLOSER_AGES], all = 0;
    for (unsigned age = 0; age < RAS_CLOSER_AGES; age++) {
        uint64_t millionths = 0; /* whole numbers: the order of the workers does not show */
        for (unsigned i = 0; i < count; i++)
            millionths += workers[i].absent[age];
        found[age] = (double)millionths / MILLIONTHS;
        all += found[age];
    }
    absent[0] = (all + ABSENT_PRIOR_ROWS * ABSENT_PRIOR_SHARE) /
                ((double)source->numbered + ABSENT_PRIOR_ROWS);
    ages_count(look, source->source, share);
    for (unsigned age = 1; age < RAS_CLOSER_AGES; age++) {
        const double rows = (double)source->numbered * share[age];
        const double one = (found[age] + AGE_PRIOR_ROWS * absent[0]) / (rows + AGE_PRIOR_ROWS);
        absent[age] = one < ABSENT_MOST ? one : ABSENT_MOST;
    }
}

static enum ras_status rounds_run(struct ras_closer_look *look, struct ras_closer_source *source,
                                  const uint32_t *items, const uint32_t *leaders,
                                  struct ras_error *error)
{
    const unsigned thread_count = look->run->context->thread_count;
    struct ras_closer_deciding deciding = {.look = look, .source = source};
    double absent[RAS_CLOSER_AGES];
    struct round round = {.deciding = &deciding,
                          .items = items,
                          .leaders = leaders,
                          .workers = ras_alloc_zeroed(thread_count, sizeof round.workers[0])};
    enum ras_status status = RAS_OK;
    if (round.workers == NULL)
        return ras_no_memory(error, thread_count * sizeof round.workers[0]);
    for (unsigned i = 0; i < thread_count; i++)
        ras_vector_init(&round.workers[i].shown, sizeof(struct ras_shown));
    for (unsigned age = 0; age < RAS_CLOSER_AGES; age++)
        absent[age] = 1 - source->model.coverage;
    deciding_set(&deciding, absent);
    RAS_TRY_DONE(round_run(&round, error));
    absent_shares(look, source, round.workers, thread_count, absent);
    source->model.coverage = 1 - absent[0];
    deciding_set(&deciding, absent);
    round.write = true;
    RAS_TRY_DONE(round_run(&round, error));
    status = workers_gather(source->source, round.workers, thread_count, error);
done:
    for (unsigned i = 0; i < thread_count; i++)
        ras_vector_fini(&round.workers[i].shown);
    ras_free(round.workers);
    return status;
}

/* Doubts by leader. The leader is the lowest of a group: counted, then placed, all in one walk
 * each. starts has room for one more than there are doubts. */
static void items_order(const uint32_t *leaders, uint32_t count, uint32_t *starts, uint32_t *items)
{
    for (uint32_t i = 0; i < count; i++)
        starts[leaders[i] + 1]++;
    for (uint32_t i = 0; i < count; i++)
        starts[i + 1] += starts[i];
    for (uint32_t i = 0; i < count; i++)
        items[starts[leaders[i]]++] = i;
}

enum ras_status ras_closer_decide(struct ras_closer_look *look, struct ras_closer_source *source,
                                  const uint32_t *leaders, struct ras_error *error)
{
    const size_t count = source->source->leftover_rows.count;
    enum ras_status status = RAS_OK;
    if (count == 0)
        return RAS_OK;
    uint32_t *const starts = ras_alloc_zeroed(count + 1, sizeof starts[0]);
    uint32_t *const items = ras_alloc_zeroed(count, sizeof items[0]);
    if (starts == NULL || items == NULL) {
        status = ras_no_memory(error, count * (sizeof starts[0] + sizeof items[0]));
        goto done;
    }
    items_order(leaders, (uint32_t)count, starts, items);
    source->absent_entries = -ras_log2_millibits(
        ras_log2_value(source->ties.occurring < 0.9 ? 1 - source->ties.occurring : 0.1));
    status = rounds_run(look, source, items, leaders, error);
done:
    ras_free(starts);
    ras_free(items);
    return status;
}
