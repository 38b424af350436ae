/* Who a doubt could be: candidates of the passes and of the wide search, weighed closely. */
#include "engine/closer_look.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "compare/compare.h"

#include <string.h>

#define PART_DOUBTS 256u

struct weighing {
    struct ras_closer_look *look;
    const struct ras_closer_source *source;
    struct ras_matcher *matchers; /* of each worker */
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
    return a->commune == b->commune && a->address_place != 0 &&
           a->address_place == b->address_place && a->address_number != 0 &&
           a->address_number == b->address_number;
}

void ras_closer_pair(const struct ras_closer_look *look, const struct ras_closer_source *source,
                     const struct ras_closer_row *row, uint32_t resident,
                     struct ras_closer_candidate *candidate)
{
    struct ras_subject subject;
    struct ras_closer_weight weight;
    struct ras_closer_chances chances = row->chances;
    const struct ras_index *const index = look->run->index;
    ras_index_subject(index, resident, &subject);
    ras_compare(&row->subject, &subject, &candidate->levels);
    ras_register_resident(&look->statistics, resident, &chances);
    chances.number_is_of_another = row->holder != RAS_RESIDENT_NONE && row->holder != resident;
    chances.number_is_of_household =
        chances.number_is_of_another &&
        one_household(&index->residents[row->holder], &subject.fields);
    ras_closer_weigh(&source->model, &row->subject, &subject.fields, subject.name.count,
                     &candidate->levels, &chances, &weight);
    const int32_t household_max = ras_closer_household_max(chances.resident_count);
    candidate->resident = resident;
    candidate->household = weight.household;
    candidate->total =
        weight.person + (weight.household < household_max ? weight.household : household_max);
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
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
    if (at == RAS_CLOSER_CANDIDATES)
        return;
    if (found->count < RAS_CLOSER_CANDIDATES)
        found->count++;
    memmove(&found->candidates[at + 1], &found->candidates[at],
            (found->count - 1 - at) * sizeof found->candidates[0]);
    found->candidates[at] = *candidate;
}

/* Candidates of the passes come by resident, and so do the pairs of the search: merged. */
static enum ras_status doubt_weigh(struct weighing *weighing, struct ras_matcher *matcher,
                                   uint32_t item, struct ras_error *error)
{
    struct ras_closer_look *const look = weighing->look;
    const uint32_t doubt = weighing->source->first + item;
    struct ras_closer_found *const found = &look->found[doubt];
    const uint64_t *const pairs = look->pairs.data;
    struct ras_closer_row row;
    ras_closer_row_make(look, weighing->source, item, &row);
    RAS_TRY(ras_matcher_candidates(matcher, &row.subject, error));
    const struct ras_candidate *const met = matcher->candidates.data;
    const size_t met_count = matcher->candidates.count;
    found->count = found->compared = 0;
    size_t at = 0;
    uint32_t pair = look->pair_starts[doubt];
    const uint32_t pair_end = look->pair_starts[doubt + 1];
    while (at < met_count || pair < pair_end) {
        const uint32_t by_pass = at < met_count ? met[at].resident : UINT32_MAX;
        const uint32_t by_search = pair < pair_end ? (uint32_t)pairs[pair] : UINT32_MAX;
        const uint32_t resident = by_pass < by_search ? by_pass : by_search;
        struct ras_closer_candidate candidate;
        ras_closer_pair(look, weighing->source, &row, resident, &candidate);
        candidate.passes = resident == by_pass ? met[at].passes : 0;
        candidate_insert(found, &candidate);
        found->compared++;
        at += resident == by_pass;
        pair += resident == by_search;
    }
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
        RAS_TRY(doubt_weigh(weighing, &weighing->matchers[worker], item, error));
    return RAS_OK;
}

enum ras_status ras_closer_candidates(struct ras_closer_look *look, struct ras_error *error)
{
    const struct ras_run *const run = look->run;
    const unsigned thread_count = run->context->thread_count;
    enum ras_status status = RAS_OK;
    struct weighing weighing = {
        .look = look, .matchers = ras_alloc_zeroed(thread_count, sizeof weighing.matchers[0])};
    if (weighing.matchers == NULL)
        return ras_no_memory(error, thread_count * sizeof weighing.matchers[0]);
    for (unsigned i = 0; i < thread_count; i++)
        ras_matcher_init(&weighing.matchers[i], run->index, &run->context->config->model);
    for (unsigned i = 0; i < look->source_count; i++) {
        const size_t count = look->sources[i].source->leftover_rows.count;
        weighing.source = &look->sources[i];
        RAS_TRY_DONE(ras_parallel_run(thread_count, (count + PART_DOUBTS - 1) / PART_DOUBTS,
                                      part_weigh, &weighing, run->context->stop, error));
    }
done:
    for (unsigned i = 0; i < thread_count; i++)
        ras_matcher_fini(&weighing.matchers[i]);
    ras_free(weighing.matchers);
    return status;
}
