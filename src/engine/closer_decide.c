/* Deciding over groups of doubts: each is one person, so one resident or nobody. */
#include "engine/closer_look.h"

#include "base/alloc.h"
#include "base/try.h"
#include "score/binary_log.h"

#include <stdlib.h>
#include <string.h>

#define GROUP_CANDIDATES 48u
#define GROUP_VARIANTS   6u
#define MILLIONTHS       1000000u
/* A sure row of the candidate has the same telephone or account: almost a household by itself. */
#define CONTACT_SHARE 14000
/* What the sure entries of a candidate say about one more. */
#define ENTRY_TWICE (-4500) /* the entry is there already */
#define ENTRY_GAP   4000    /* a later dose is there, this one is missing */
#define ENTRY_NEXT  1500    /* the dose after the last that is there */
#define ENTRY_OTHER (-2000) /* another benefit */
#define ENTRIES_MIN (-10000)
#define ENTRIES_MAX 6000
/* What further variants can hold against a value at most. */
#define AGAINST_MIN (-8000)
/* Unlisted members of a household share what says which household it is. */
#define MEMBERS_SHARE      2000
#define ABSENT_PRIOR_ROWS  60.0
#define ABSENT_PRIOR_SHARE 0.02

struct group_candidate {
    struct ras_closer_candidate pair;        /* of the first variant, for what is shown */
    int32_t share[RAS_COMPARATOR_COMMUNE];   /* the best that a variant says */
    int32_t against[RAS_COMPARATOR_COMMUNE]; /* what further variants hold against it */
    uint32_t known;                          /* bit per comparator: a variant says something */
    uint32_t agreeing;                       /* bit per comparator: a variant has the very value */
    int32_t household;
    int32_t total;
    uint32_t probability;
};

struct group {
    const uint32_t *members; /* items, rising */
    size_t count;
    uint32_t variants[GROUP_VARIANTS];
    unsigned variant_count;
    struct group_candidate candidates[GROUP_CANDIDATES];
    unsigned candidate_count;
    uint32_t absent; /* millionths */
    uint32_t compared;
};

struct deciding {
    struct ras_closer_look *look;
    struct ras_closer_source *source;
    int32_t household_max;
    int32_t absence;     /* millibits of nobody */
    int32_t absent_odds; /* log2((1 - c) / c) */
};

/* ---- who comes into question ---- */

static void candidate_add(struct group *group, uint32_t resident)
{
    for (unsigned i = 0; i < group->candidate_count; i++)
        if (group->candidates[i].pair.resident == resident)
            return;
    if (group->candidate_count < GROUP_CANDIDATES)
        group->candidates[group->candidate_count++] =
            (struct group_candidate){.pair.resident = resident};
}

/* The first of the sure rows with this contact, and how many there are. */
static const struct ras_closer_contact *contacts_find(const struct ras_closer_source *source,
                                                      uint64_t contact, size_t *count)
{
    const struct ras_closer_contact *const all = source->ties.contacts.data;
    size_t low = 0, high = source->ties.contacts.count;
    *count = 0;
    if (contact == 0)
        return NULL;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (all[middle].contact < contact)
            low = middle + 1;
        else
            high = middle;
    }
    while (low + *count < source->ties.contacts.count && all[low + *count].contact == contact)
        ++*count;
    return *count == 0 ? NULL : &all[low];
}

static uint64_t contact_of(const struct ras_closer_source *source, uint32_t item)
{
    const struct ras_leftover *const leftovers = source->source->leftover_rows.data;
    return ras_closer_contact_of(source->source->config->kind,
                                 &ras_source_states(source->source)[leftovers[item].row]);
}

static void variants_find(const struct ras_closer_source *source, struct group *group)
{
    uint64_t details[GROUP_VARIANTS];
    group->variant_count = 0;
    for (size_t i = 0; i < group->count && group->variant_count < GROUP_VARIANTS; i++) {
        const uint64_t own =
            group->count == 1 ? 0 : ras_closer_details(source->source, group->members[i]);
        unsigned at = 0;
        while (at < group->variant_count && details[at] != own)
            at++;
        if (at < group->variant_count)
            continue;
        details[at] = own;
        group->variants[group->variant_count++] = group->members[i];
    }
}

static void candidates_gather(const struct deciding *deciding, struct group *group)
{
    const struct ras_closer_source *const source = deciding->source;
    group->candidate_count = group->compared = 0;
    for (unsigned v = 0; v < group->variant_count; v++) {
        const struct ras_closer_found *const found =
            &deciding->look->found[source->first + group->variants[v]];
        size_t contact_count = 0;
        const struct ras_closer_contact *const contacts =
            contacts_find(source, contact_of(source, group->variants[v]), &contact_count);
        for (uint32_t i = 0; i < found->count; i++)
            candidate_add(group, found->candidates[i].resident);
        for (size_t i = 0; i < contact_count && i < 8; i++)
            candidate_add(group, contacts[i].resident);
        group->compared += found->compared;
    }
}

/* ---- what speaks for each ---- */

/* Is the row's value the resident's, as far as it goes? */
static bool is_agreeing(unsigned comparator, unsigned level)
{
    if (level == RAS_LEVEL_MISSING)
        return false;
    switch (comparator) {
    case RAS_COMPARATOR_NAME: return level <= RAS_LEVEL_NAME_MARKS;
    case RAS_COMPARATOR_BIRTH_DATE: return level <= RAS_LEVEL_BIRTH_DATE_PLACEHOLDER;
    case RAS_COMPARATOR_PERSONAL_ID: return level <= RAS_LEVEL_PERSONAL_ID_REPAIRED;
    default: return level == 1;
    }
}

/* Variants are one person's values typed anew. Somebody else who bears them bears them once: what
 * makes them rare counts once, with the variant that says most. But a value that no variant has
 * right was got wrong anew each time, or is another person's. */
static void variant_add(const struct ras_closer_model *model, struct group_candidate *candidate,
                        const struct ras_closer_candidate *pair)
{
    for (unsigned i = 0; i < RAS_COMPARATOR_COMMUNE; i++) {
        const unsigned level = pair->levels.level[i];
        if (level == RAS_LEVEL_MISSING && pair->share[i] == 0)
            continue;
        const bool known = (candidate->known >> i & 1) != 0;
        candidate->known |= 1u << i;
        if (is_agreeing(i, level))
            candidate->agreeing |= 1u << i;
        else if (known && level != RAS_LEVEL_MISSING)
            candidate->against[i] += ras_log2_millibits(ras_log2_value(model->m[i][level]));
        if (!known || pair->share[i] > candidate->share[i])
            candidate->share[i] = pair->share[i];
    }
}

static int32_t person_share(const struct group_candidate *candidate)
{
    int32_t sum = 0;
    for (unsigned i = 0; i < RAS_COMPARATOR_COMMUNE; i++) {
        sum += candidate->share[i];
        if ((candidate->agreeing >> i & 1) == 0)
            sum += candidate->against[i] > AGAINST_MIN ? candidate->against[i] : AGAINST_MIN;
    }
    return sum;
}

static void variant_weigh(const struct deciding *deciding, struct group *group, unsigned v)
{
    const struct ras_closer_source *const source = deciding->source;
    const uint32_t item = group->variants[v];
    const struct ras_closer_found *const found = &deciding->look->found[source->first + item];
    struct ras_closer_row row;
    size_t contact_count = 0;
    const struct ras_closer_contact *const contacts =
        contacts_find(source, contact_of(source, item), &contact_count);
    bool row_made = false;
    for (unsigned i = 0; i < group->candidate_count; i++) {
        struct group_candidate *const candidate = &group->candidates[i];
        struct ras_closer_candidate pair = {.resident = candidate->pair.resident};
        uint32_t at = 0;
        while (at < found->count && found->candidates[at].resident != pair.resident)
            at++;
        if (at == found->count && !row_made) {
            ras_closer_row_make(deciding->look, source, item, &row);
            row_made = true;
        }
        if (at < found->count)
            pair = found->candidates[at];
        else
            ras_closer_pair(deciding->look, source, &row, pair.resident, true, &pair);
        int32_t household = pair.household;
        for (size_t k = 0; k < contact_count; k++)
            if (contacts[k].resident == pair.resident) {
                household += CONTACT_SHARE;
                break;
            }
        if (v == 0 || household > candidate->household)
            candidate->household = household;
        variant_add(&source->model, candidate, &pair);
        if (v == 0)
            candidate->pair = pair;
    }
}

/* Where the candidate's sure entries begin; *count of them. */
static const uint64_t *entries_find(const struct ras_closer_source *source, uint32_t resident,
                                    size_t *count)
{
    const uint64_t *const entries = source->ties.entries.data;
    size_t low = 0, high = source->ties.entries.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (entries[middle] >> 32 < resident)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < source->ties.entries.count && entries[low + *count] >> 32 == resident)
        ++*count;
    return *count == 0 ? NULL : &entries[low];
}

/* What they say to one more of this kind. */
static int32_t entry_share(enum ras_source_kind kind, const uint64_t *entries, size_t count,
                           uint32_t entry)
{
    uint32_t greatest = 0;
    if (entry == 0)
        return 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t other = (uint32_t)entries[i];
        if (other == entry)
            return ENTRY_TWICE;
        greatest = other > greatest ? other : greatest;
    }
    if (kind == RAS_KIND_SOCIAL_WELFARE)
        return ENTRY_OTHER;
    if (kind != RAS_KIND_VACCINATION || greatest == 0)
        return 0;
    return greatest > entry ? ENTRY_GAP : greatest + 1 == entry ? ENTRY_NEXT : 0;
}

/* Everybody has one history: who has his rows already is unlikely to have these as well, unless
 * they are what is missing in it. */
static int32_t entries_share(const struct ras_closer_source *source, const struct group *group,
                             uint32_t resident)
{
    const enum ras_source_kind kind = source->source->config->kind;
    const struct ras_leftover *const leftovers = source->source->leftover_rows.data;
    const struct ras_row_state *const states = ras_source_states(source->source);
    size_t count = 0;
    const uint64_t *const entries = entries_find(source, resident, &count);
    int32_t sum = 0;
    if (count == 0)
        return source->absent_entries;
    for (size_t i = 0; i < group->count; i++)
        sum += entry_share(kind, entries, count,
                           ras_closer_entry_of(kind, &states[leftovers[group->members[i]].row]));
    return sum < ENTRIES_MIN ? ENTRIES_MIN : sum > ENTRIES_MAX ? ENTRIES_MAX : sum;
}

static int candidate_compare(const void *left, const void *right)
{
    const struct group_candidate *const a = left, *const b = right;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    return (a->pair.resident > b->pair.resident) - (a->pair.resident < b->pair.resident);
}

/* ---- probabilities ---- */

/* Millionths, rounded down: of two equal candidates neither is likelier than not. */
static uint32_t share_of(uint64_t part, uint64_t whole)
{
    while (whole >> 43 != 0) {
        whole >>= 1;
        part >>= 1;
    }
    return (uint32_t)(part * MILLIONTHS / whole);
}

/* Somebody of a candidate's household who is not in the register: the household speaks for him as
 * it does for the candidate, and its members' numbers are taken for each other's. */
static int32_t unlisted_weight(const struct deciding *deciding, const struct group *group)
{
    int32_t most = INT32_MIN;
    for (unsigned i = 0; i < group->candidate_count; i++) {
        const struct group_candidate *const candidate = &group->candidates[i];
        int32_t own = candidate->household < deciding->household_max ? candidate->household
                                                                     : deciding->household_max;
        if ((candidate->agreeing >> RAS_COMPARATOR_PERSONAL_ID & 1) != 0)
            own += deciding->household_max;
        most = own > most ? own : most;
    }
    return most == INT32_MIN ? most : most + deciding->absent_odds + MEMBERS_SHARE;
}

static void probabilities(const struct deciding *deciding, struct group *group)
{
    const int32_t unlisted = unlisted_weight(deciding, group);
    int32_t greatest = deciding->absence;
    if (unlisted > greatest)
        greatest = unlisted;
    if (group->candidate_count > 0 && group->candidates[0].total > greatest)
        greatest = group->candidates[0].total;
    uint64_t whole = ras_power_of_two((uint64_t)((int64_t)greatest - deciding->absence));
    if (unlisted != INT32_MIN)
        whole += ras_power_of_two((uint64_t)((int64_t)greatest - unlisted));
    const uint64_t absent = whole;
    for (unsigned i = 0; i < group->candidate_count; i++)
        whole += ras_power_of_two((uint64_t)((int64_t)greatest - group->candidates[i].total));
    for (unsigned i = 0; i < group->candidate_count; i++)
        group->candidates[i].probability = share_of(
            ras_power_of_two((uint64_t)((int64_t)greatest - group->candidates[i].total)), whole);
    group->absent = share_of(absent, whole);
}

static void group_weigh(const struct deciding *deciding, struct group *group)
{
    variants_find(deciding->source, group);
    candidates_gather(deciding, group);
    for (unsigned v = 0; v < group->variant_count; v++)
        variant_weigh(deciding, group, v);
    for (unsigned i = 0; i < group->candidate_count; i++) {
        struct group_candidate *const candidate = &group->candidates[i];
        const int32_t household = candidate->household < deciding->household_max
                                      ? candidate->household
                                      : deciding->household_max;
        candidate->total = person_share(candidate) + household +
                           entries_share(deciding->source, group, candidate->pair.resident);
    }
    qsort(group->candidates, group->candidate_count, sizeof group->candidates[0],
          candidate_compare);
    probabilities(deciding, group);
}

/* ---- what is written down ---- */

static enum ras_decision_kind group_decision(const struct ras_model *model,
                                             const struct group *group, int32_t *margin)
{
    const struct group_candidate *const best = group->candidates;
    *margin = INT32_MAX;
    if (group->candidate_count == 0)
        return RAS_DECISION_NONE;
    if (group->candidate_count > 1)
        *margin = best[0].total - best[1].total;
    if (MILLIONTHS - group->absent < model->review_probability)
        return RAS_DECISION_NONE;
    return best[0].probability >= model->match_probability && *margin >= model->match_margin
               ? RAS_DECISION_MATCH
               : RAS_DECISION_REVIEW;
}

static enum ras_status shown_keep(struct ras_source_run *source, const struct group *group,
                                  uint32_t row, struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&source->shown, 1, &item, error));
    struct ras_shown *const shown = item;
    *shown = (struct ras_shown){.row = row,
                                .count = group->candidate_count < RAS_CANDIDATES_SHOWN
                                             ? group->candidate_count
                                             : RAS_CANDIDATES_SHOWN};
    for (uint32_t i = 0; i < shown->count; i++) {
        const struct group_candidate *const from = &group->candidates[i];
        shown->candidates[i] = (struct ras_candidate){.resident = from->pair.resident,
                                                      .passes = from->pair.passes,
                                                      .weight = from->total,
                                                      .probability = from->probability,
                                                      .levels = from->pair.levels};
    }
    return RAS_OK;
}

static void summary_count(struct ras_source_summary *summary, const struct ras_row_state *state,
                          const struct group_candidate *best)
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

static enum ras_status group_write(const struct deciding *deciding, const struct group *group,
                                   struct ras_error *error)
{
    struct ras_source_run *const source = deciding->source->source;
    const struct ras_leftover *const leftovers = source->leftover_rows.data;
    const struct group_candidate *const best =
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

static void deciding_set(struct deciding *deciding)
{
    const uint32_t residents = (uint32_t)deciding->look->run->index->counts.resident_count;
    const double c = deciding->source->model.coverage;
    deciding->household_max = ras_closer_household_max(residents);
    deciding->absent_odds = ras_log2_millibits((int64_t)ras_log2_value((1 - c) / c));
    deciding->absence =
        deciding->absent_odds + ras_log2_millibits(ras_log2_count(residents > 0 ? residents : 1));
}

static enum ras_status groups_decide(const struct deciding *deciding, const uint32_t *items,
                                     const uint32_t *leaders, bool write, double *absent,
                                     struct ras_error *error)
{
    const struct ras_source_run *const source = deciding->source->source;
    const size_t count = source->leftover_rows.count;
    struct group *const group = ras_alloc(sizeof *group);
    enum ras_status status = RAS_OK;
    if (group == NULL)
        return ras_no_memory(error, sizeof *group);
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && leaders[items[end]] == leaders[items[start]];)
            end++;
        group->members = items + start;
        group->count = end - start;
        group_weigh(deciding, group);
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
    struct deciding deciding = {.look = look, .source = source};
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
