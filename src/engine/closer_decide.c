/* Deciding over groups of doubts: each is one person, so one resident or nobody. */
#include "engine/closer_group.h"

#include "base/alloc.h"
#include "base/try.h"
#include "score/binary_log.h"

#include <stdlib.h>
#include <string.h>

#define MILLIONTHS 1000000u
#define ROUNDING   RAS_CANDIDATES_SHOWN /* of probabilities that are rounded down */
/* Rows that the usual share of absent persons is worth beside what is found. */
#define ABSENT_PRIOR_ROWS  60.0
#define ABSENT_PRIOR_SHARE 0.02

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

static enum ras_status shown_keep(struct ras_source_run *source,
                                  const struct ras_closer_group *group, uint32_t row,
                                  struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&source->shown, 1, &item, error));
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

static void summary_count(struct ras_source_summary *summary, const struct ras_row_state *state,
                          const struct ras_closer_choice *best)
{
    uint64_t *const counts[3] = {&summary->none_count, &summary->review_count,
                                 &summary->match_count};
    ++*counts[state->decision];
    if (best == NULL)
        return;
    summary->weight_histogram[state->decision][ras_histogram_bin(best->total)]++;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        summary->pass_count[pass] += best->pair.passes >> pass & 1;
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
                                   const struct ras_closer_group *group, struct ras_error *error)
{
    struct ras_source_run *const source = deciding->source->source;
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
        summary_count(&source->summary, state, best);
        if (decision == RAS_DECISION_REVIEW)
            RAS_TRY(shown_keep(source, group, row, error));
    }
    return RAS_OK;
}

/* ---- all groups of a source ---- */

struct member {
    uint32_t leader;
    uint32_t item;
};

static int member_compare(const void *left, const void *right)
{
    const struct member *const a = left, *const b = right;
    if (a->leader != b->leader)
        return a->leader < b->leader ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

static void deciding_set(struct ras_closer_deciding *deciding)
{
    const uint32_t residents = (uint32_t)deciding->look->run->index->counts.resident_count;
    const double c = deciding->source->model.coverage;
    deciding->household_max = ras_closer_household_max(residents);
    deciding->absent_odds = ras_log2_millibits((int64_t)ras_log2_value((1 - c) / c));
    deciding->absence =
        deciding->absent_odds + ras_log2_millibits(ras_log2_count(residents > 0 ? residents : 1));
}

static bool has_number(const struct ras_source_run *source, const struct ras_closer_group *group)
{
    const struct ras_leftover *const leftovers = source->leftover_rows.data;
    for (size_t i = 0; i < group->count; i++)
        if (ras_source_states(source)[leftovers[group->members[i]].row].personal_id != 0)
            return true;
    return false;
}

static enum ras_status groups_decide(const struct ras_closer_deciding *deciding,
                                     const uint32_t *items, const uint32_t *leaders, bool write,
                                     double *absent, struct ras_error *error)
{
    const struct ras_source_run *const source = deciding->source->source;
    const size_t count = source->leftover_rows.count;
    struct ras_closer_group *const group = ras_alloc(sizeof *group);
    enum ras_status status = RAS_OK;
    if (group == NULL)
        return ras_no_memory(error, sizeof *group);
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && leaders[items[end]] == leaders[items[start]];)
            end++;
        group->members = items + start;
        group->count = end - start;
        if (!write && !has_number(source, group)) /* says nothing about who is absent */
            continue;
        ras_closer_group_weigh(deciding, group);
        if (write)
            RAS_TRY_DONE(group_write(deciding, group, error));
        const struct ras_leftover *const leftovers = source->leftover_rows.data;
        for (size_t i = start; i < end; i++)
            if (ras_source_states(source)[leftovers[items[i]].row].personal_id != 0)
                *absent += group->absent / (double)MILLIONTHS;
    }
done:
    ras_free(group);
    return status;
}

static int shown_compare(const void *left, const void *right)
{
    const struct ras_shown *const a = left, *const b = right;
    return (a->row > b->row) - (a->row < b->row);
}

enum ras_status ras_closer_decide(struct ras_closer_look *look, struct ras_closer_source *source,
                                  const uint32_t *leaders, struct ras_error *error)
{
    struct ras_source_run *const run = source->source;
    struct ras_closer_deciding deciding = {.look = look, .source = source};
    const size_t count = run->leftover_rows.count;
    double absent = 0, numbered = 0;
    enum ras_status status = RAS_OK;
    if (count == 0)
        return RAS_OK;
    struct member *const members = ras_alloc_zeroed(count, sizeof members[0]);
    uint32_t *const items = ras_alloc_zeroed(count, sizeof items[0]);
    if (members == NULL || items == NULL) {
        status = ras_no_memory(error, count * (sizeof members[0] + sizeof items[0]));
        goto done;
    }
    for (uint32_t i = 0; i < count; i++)
        members[i] = (struct member){leaders[i], i};
    qsort(members, count, sizeof members[0], member_compare);
    for (size_t i = 0; i < count; i++)
        items[i] = members[i].item;
    for (size_t row = 0; row < run->states.count; row++)
        numbered +=
            !ras_source_states(run)[row].rejected && ras_source_states(run)[row].personal_id != 0;
    source->absent_entries = -ras_log2_millibits(
        ras_log2_value(source->ties.occurring < 0.9 ? 1 - source->ties.occurring : 0.1));
    deciding_set(&deciding);
    RAS_TRY_DONE(groups_decide(&deciding, items, leaders, false, &absent, error));
    source->model.coverage =
        1 - (absent + ABSENT_PRIOR_ROWS * ABSENT_PRIOR_SHARE) / (numbered + ABSENT_PRIOR_ROWS);
    deciding_set(&deciding);
    RAS_TRY_DONE(groups_decide(&deciding, items, leaders, true, &absent, error));
    if (run->shown.count > 0)
        qsort(run->shown.data, run->shown.count, sizeof(struct ras_shown), shown_compare);
done:
    ras_free(members);
    ras_free(items);
    return status;
}
