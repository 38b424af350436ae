/* Who a doubt could be: candidates of the passes and of the wide search, weighed closely. */
#include "engine/closer_look.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "block/passes.h"
#include "compare/compare.h"
#include "record/date.h"

#include <string.h>

#define PART_DOUBTS 256u
/* Bearers of a name that live as everybody does, beside those that are counted. */
#define HOME_PRIOR 4.0

struct meeting {
    uint32_t resident;
    uint32_t passes;
};

struct worker {
    struct ras_matcher matcher;
    struct ras_vector meetings; /* struct meeting: of the doubt in hand, by resident */
};

struct weighing {
    struct ras_closer_look *look;
    const struct ras_closer_source *source;
    struct worker *workers;
};

void ras_closer_subject(const struct ras_source_run *source, uint32_t item,
                        struct ras_subject *subject)
{
    const struct ras_leftover *const leftover =
        (const struct ras_leftover *)source->leftover_rows.data + item;
    ras_index_subject(source->leftover_index, item, subject);
    subject->repairs = leftover->repairs;
    subject->partial_id = leftover->partial_id;
    subject->partial_digits = leftover->partial_digits;
}

void ras_closer_row_make(const struct ras_closer_look *look, const struct ras_closer_source *source,
                         uint32_t item, struct ras_closer_row *row)
{
    ras_closer_subject(source->source, item, &row->subject);
    const struct ras_resident *const fields = &row->subject.fields;
    memset(&row->chances, 0, sizeof row->chances);
    ras_register_row(&look->statistics, &row->subject, &row->chances);
    row->holder = fields->personal_id == 0
                      ? RAS_RESIDENT_NONE
                      : ras_index_find_id(look->run->index, fields->personal_id);
}

/* Do these two live together, as far as the register says? */
static bool one_household(const struct ras_resident *a, const struct ras_resident *b)
{
    if (a->personal_id == b->mother_id || a->personal_id == b->father_id ||
        b->personal_id == a->mother_id || b->personal_id == a->father_id)
        return true;
    if (a->mother_id != 0 && a->mother_id == b->mother_id)
        return true;
    if (a->commune != b->commune)
        return false;
    if (a->mother_name != 0 && a->mother_name == b->mother_name && a->father_name != 0 &&
        a->father_name == b->father_name)
        return true;
    return a->address_place != 0 && a->address_place == b->address_place &&
           a->address_number != 0 && a->address_number == b->address_number;
}

/* How much likelier one more bearer of this name is than anybody to be where `among` of the bearers
 * are, and where the share `share` of all residents is. */
static double home_ratio(uint32_t among, uint32_t bearers, double share)
{
    return (among + HOME_PRIOR * share) / (bearers + HOME_PRIOR) / share;
}

static uint32_t bearers_find(const struct ras_index *index, enum ras_pass pass, uint64_t folded,
                             uint64_t value)
{
    const uint64_t key = ras_name_key(pass, folded, value);
    return key == 0 ? 0 : ras_postings_find(&index->blocks[pass], key).count;
}

static void homes_find(const struct ras_closer_look *look, const struct ras_closer_row *row,
                       const struct ras_subject *resident, struct ras_closer_chances *chances)
{
    const struct ras_index *const index = look->run->index;
    const uint32_t bearers = index->names[resident->fields.name].full_count;
    const uint32_t commune = row->subject.fields.commune;
    struct ras_name_keys keys;
    ras_name_keys_make(&resident->name, &keys);
    const uint32_t here =
        bearers_find(index, RAS_PASS_NAME_COMMUNE, keys.folded, resident->fields.commune);
    const uint32_t then = bearers_find(index, RAS_PASS_NAME_YEAR, keys.folded,
                                       ras_date_year(resident->fields.birth_date));
    chances->name_in_commune = home_ratio(here, bearers, chances->commune);
    chances->name_in_year = home_ratio(then, bearers, chances->year);
    if (commune == 0 || commune == resident->fields.commune)
        return;
    const uint32_t there = bearers_find(index, RAS_PASS_NAME_COMMUNE, keys.folded, commune);
    chances->name_in_row_commune =
        home_ratio(there, bearers, ras_register_commune(&look->statistics, commune));
}

void ras_closer_pair(const struct ras_closer_look *look, const struct ras_closer_source *source,
                     const struct ras_closer_row *row, uint32_t resident, bool homes,
                     struct ras_closer_candidate *candidate)
{
    struct ras_subject subject;
    struct ras_closer_weight weight;
    struct ras_closer_chances chances = row->chances;
    const struct ras_index *const index = look->run->index;
    ras_index_subject(index, resident, &subject);
    ras_compare(&row->subject, &subject, &candidate->levels);
    ras_register_resident(&look->statistics, resident, &chances);
    chances.name_in_commune = chances.name_in_row_commune = chances.name_in_year = 1;
    if (homes && candidate->levels.level[RAS_COMPARATOR_NAME] <= RAS_LEVEL_NAME_ORDER)
        homes_find(look, row, &subject, &chances);
    chances.number_is_of_another = row->holder != RAS_RESIDENT_NONE && row->holder != resident;
    chances.number_is_of_household = chances.number_is_of_another &&
                                     one_household(&index->residents[row->holder], &subject.fields);
    ras_closer_weigh(&source->model, &row->subject, &subject.fields, subject.name.count,
                     &candidate->levels, &chances, &weight);
    const int32_t household_max = ras_closer_household_max(chances.resident_count);
    candidate->resident = resident;
    candidate->household = weight.household;
    candidate->total =
        weight.person + (weight.household < household_max ? weight.household : household_max);
    for (unsigned i = 0; i < RAS_COMPARATOR_COMMUNE; i++)
        candidate->share[i] = (int16_t)(weight.share[i] > INT16_MAX   ? INT16_MAX
                                        : weight.share[i] < INT16_MIN ? INT16_MIN
                                                                      : weight.share[i]);
}

/* Best first; of equal ones the lower resident. */
static void candidate_insert(struct ras_closer_found *found,
                             const struct ras_closer_candidate *candidate)
{
    uint32_t at = found->count;
    while (at > 0) {
        const struct ras_closer_candidate *const before = &found->candidates[at - 1];
        if (before->total > candidate->total ||
            (before->total == candidate->total && before->resident < candidate->resident))
            break;
        at--;
    }
    if (found->count == RAS_CLOSER_CANDIDATES)
        found->dropped += ras_closer_odds(at == RAS_CLOSER_CANDIDATES
                                              ? candidate->total
                                              : found->candidates[found->count - 1].total);
    if (at == RAS_CLOSER_CANDIDATES)
        return;
    if (found->count < RAS_CLOSER_CANDIDATES)
        found->count++;
    memmove(&found->candidates[at + 1], &found->candidates[at],
            (found->count - 1 - at) * sizeof found->candidates[0]);
    found->candidates[at] = *candidate;
}

/* The same candidates, weighed with the homes of their names. */
static void found_refine(const struct weighing *weighing, const struct ras_closer_row *row,
                         struct ras_closer_found *found)
{
    struct ras_closer_found refined = {
        .count = 0, .compared = found->compared, .dropped = found->dropped};
    for (uint32_t i = 0; i < found->count; i++) {
        struct ras_closer_candidate candidate = {.passes = found->candidates[i].passes};
        ras_closer_pair(weighing->look, weighing->source, row, found->candidates[i].resident, true,
                        &candidate);
        candidate_insert(&refined, &candidate);
    }
    *found = refined;
}

/* Whom the doubt meets: candidates of the passes come by resident, and so do the pairs of the
 * search. Their lines are asked for on the way. */
static enum ras_status doubt_meet(const struct weighing *weighing, struct worker *worker,
                                  uint32_t doubt, struct ras_error *error)
{
    const struct ras_closer_look *const look = weighing->look;
    const struct ras_candidate *const met = worker->matcher.candidates.data;
    const size_t met_count = worker->matcher.candidates.count;
    const uint64_t *const pairs = look->pairs.data;
    uint32_t pair = look->pair_starts[doubt];
    const uint32_t pair_end = look->pair_starts[doubt + 1];
    size_t at = 0;
    worker->meetings.count = 0;
    while (at < met_count || pair < pair_end) {
        void *item = NULL;
        const uint32_t by_pass = at < met_count ? met[at].resident : UINT32_MAX;
        const uint32_t by_search = pair < pair_end ? (uint32_t)pairs[pair] : UINT32_MAX;
        const uint32_t resident = by_pass < by_search ? by_pass : by_search;
        RAS_TRY(ras_vector_extend(&worker->meetings, 1, &item, error));
        *(struct meeting *)item = (struct meeting){
            .resident = resident, .passes = resident == by_pass ? met[at].passes : 0};
        __builtin_prefetch(&look->run->index->residents[resident]);
        at += resident == by_pass;
        pair += resident == by_search;
    }
    return RAS_OK;
}

static enum ras_status doubt_weigh(struct weighing *weighing, struct worker *worker, uint32_t item,
                                   struct ras_error *error)
{
    struct ras_closer_look *const look = weighing->look;
    const struct ras_index *const index = look->run->index;
    struct ras_closer_found *const found = &look->found[weighing->source->first + item];
    struct ras_closer_row row;
    ras_closer_row_make(look, weighing->source, item, &row);
    RAS_TRY(ras_matcher_candidates(&worker->matcher, &row.subject, error));
    RAS_TRY(doubt_meet(weighing, worker, weighing->source->first + item, error));
    const struct meeting *const meetings = worker->meetings.data;
    for (size_t i = 0; i < worker->meetings.count; i++)
        __builtin_prefetch(&index->names[index->residents[meetings[i].resident].name]);
    found->count = 0;
    found->dropped = 0;
    found->compared = (uint32_t)worker->meetings.count;
    for (size_t i = 0; i < worker->meetings.count; i++) {
        struct ras_closer_candidate candidate = {.passes = meetings[i].passes};
        ras_closer_pair(look, weighing->source, &row, meetings[i].resident, false, &candidate);
        candidate_insert(found, &candidate);
    }
    found_refine(weighing, &row, found);
    return RAS_OK;
}

static enum ras_status part_weigh(void *context, unsigned worker, size_t part,
                                  struct ras_error *error)
{
    struct weighing *const weighing = context;
    const uint32_t count = (uint32_t)weighing->source->source->leftover_rows.count;
    const uint32_t start = (uint32_t)part * PART_DOUBTS;
    const uint32_t end = count - start < PART_DOUBTS ? count : start + PART_DOUBTS;
    for (uint32_t item = start; item < end; item++)
        RAS_TRY(doubt_weigh(weighing, &weighing->workers[worker], item, error));
    return RAS_OK;
}

enum ras_status ras_closer_candidates(struct ras_closer_look *look, struct ras_error *error)
{
    const struct ras_run *const run = look->run;
    const unsigned thread_count = run->context->thread_count;
    enum ras_status status = RAS_OK;
    struct weighing weighing = {
        .look = look, .workers = ras_alloc_zeroed(thread_count, sizeof weighing.workers[0])};
    if (weighing.workers == NULL)
        return ras_no_memory(error, thread_count * sizeof weighing.workers[0]);
    for (unsigned i = 0; i < thread_count; i++) {
        ras_matcher_init(&weighing.workers[i].matcher, run->index, &run->context->config->model);
        ras_vector_init(&weighing.workers[i].meetings, sizeof(struct meeting));
    }
    for (unsigned i = 0; i < look->source_count; i++) {
        const size_t count = look->sources[i].source->leftover_rows.count;
        weighing.source = &look->sources[i];
        RAS_TRY_DONE(ras_parallel_run(thread_count, (count + PART_DOUBTS - 1) / PART_DOUBTS,
                                      part_weigh, &weighing, run->context->stop, error));
    }
done:
    for (unsigned i = 0; i < thread_count; i++) {
        ras_matcher_fini(&weighing.workers[i].matcher);
        ras_vector_fini(&weighing.workers[i].meetings);
    }
    ras_free(weighing.workers);
    return status;
}
