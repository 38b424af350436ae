/* The counters: adding rows, merging workers, and the sums that must hold. */
#include "quality/metrics.h"

#include "base/alloc.h"
#include "quality/counters.h"
#include "quality/rule_view.h"

#include <assert.h>
#include <inttypes.h>

void ras_counters_add(struct ras_counters *into, const struct ras_counters *from)
{
    for (unsigned counter = 0; counter < RAS_COUNTER_COUNT; counter++)
        into->count[counter] += from->count[counter];
}

static void fill_word_rules(struct ras_metrics *metrics)
{
    for (unsigned rule = 0; rule < ras_rule_count(); rule++)
        if (ras_rule_measured(rule))
            ras_rule_set_add(&metrics->word_rules[ras_rule_at(rule)->word], rule);
    const int stale = ras_rule_find("SO08");
    assert(stale >= 0);
    metrics->stale_rule = (unsigned)stale;
}

struct ras_metrics *ras_metrics_create(uint32_t source_count, uint32_t slot_count)
{
    assert(source_count > 0);
    assert(slot_count > 0);
    struct ras_metrics *const metrics = ras_alloc_zeroed(1, sizeof *metrics);
    if (metrics == NULL)
        return NULL;
    metrics->source_count = source_count;
    metrics->slot_count = slot_count;
    metrics->slots =
        ras_alloc_zeroed((size_t)source_count * slot_count, sizeof(struct ras_counters));
    metrics->whole = ras_alloc_zeroed(source_count, sizeof(struct ras_counters));
    metrics->rule_counts = ras_alloc_zeroed((size_t)source_count * RAS_RULES_MAX, sizeof(uint64_t));
    if (metrics->slots == NULL || metrics->whole == NULL || metrics->rule_counts == NULL) {
        ras_metrics_destroy(metrics);
        return NULL;
    }
    fill_word_rules(metrics);
    return metrics;
}

void ras_metrics_destroy(struct ras_metrics *metrics)
{
    if (metrics == NULL)
        return;
    ras_free(metrics->slots);
    ras_free(metrics->whole);
    ras_free(metrics->rule_counts);
    ras_free(metrics);
}

void ras_metrics_merge(struct ras_metrics *into, const struct ras_metrics *from)
{
    assert(into->source_count == from->source_count);
    assert(into->slot_count == from->slot_count);
    const size_t slot_total = (size_t)into->source_count * into->slot_count;
    for (size_t i = 0; i < slot_total; i++)
        ras_counters_add(&into->slots[i], &from->slots[i]);
    for (uint32_t source = 0; source < into->source_count; source++)
        ras_counters_add(&into->whole[source], &from->whole[source]);
    for (size_t i = 0; i < (size_t)into->source_count * RAS_RULES_MAX; i++)
        into->rule_counts[i] += from->rule_counts[i];
}

static struct ras_counters *slot_of(struct ras_metrics *metrics, uint32_t source, uint32_t slot)
{
    assert(source < metrics->source_count);
    assert(slot < metrics->slot_count);
    return &metrics->slots[(size_t)source * metrics->slot_count + slot];
}

/* The order of the counters follows the enums that select them. */
static_assert(RAS_COUNTER_NONE + RAS_DECISION_REVIEW == RAS_COUNTER_REVIEW, "decisions");
static_assert(RAS_COUNTER_NONE + RAS_DECISION_MATCH == RAS_COUNTER_MATCH, "decisions");
static_assert(RAS_COUNTER_OUTCOME_RIGHT + RAS_OUTCOME_MALFORMED == RAS_COUNTER_OUTCOME_MALFORMED,
              "outcomes");
static_assert(RAS_COUNTER_PERSON_RIGHT + RAS_OUTCOME_MALFORMED == RAS_COUNTER_PERSON_MALFORMED,
              "outcomes");
static_assert(RAS_COUNTER_NUMBER_NONE + RAS_NUMBER_MALFORMED == RAS_COUNTER_NUMBER_MALFORMED,
              "number states");
static_assert(RAS_COUNTER_DATE_NONE + RAS_DATE_DAY == RAS_COUNTER_DATE_DAY, "precisions");
static_assert(RAS_COUNTER_DUNG_GOOD + RAS_WORD_SONG == RAS_COUNTER_SONG_GOOD, "words");

/* A decision outside the enum is counted as a row without a fate: reconciling tells. */
static void count_fate(struct ras_counters *counters, enum ras_decision_kind decision)
{
    counters->count[RAS_COUNTER_ROWS]++;
    if ((unsigned)decision <= RAS_DECISION_MATCH)
        counters->count[RAS_COUNTER_NONE + (unsigned)decision]++;
}

static void count_words(const struct ras_metrics *metrics, uint64_t *count,
                        const struct ras_rule_set *broken, bool matched)
{
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++) {
        const bool of_all = word == RAS_WORD_DU || word == RAS_WORD_SACH;
        const struct ras_rule_set *const rules = &metrics->word_rules[word];
        const bool good =
            ((broken->bits[0] & rules->bits[0]) | (broken->bits[1] & rules->bits[1])) == 0;
        count[RAS_COUNTER_DUNG_GOOD + word] += good && (of_all || matched);
    }
}

static void count_citizen(const struct ras_metrics *metrics, uint64_t *count,
                          const struct ras_rule_input *input, const struct ras_rule_set *broken,
                          bool first_of_person)
{
    const struct ras_person *const person = input->person;
    const uint32_t birth = person->birth_date, flags = input->facts.flags;
    const bool matched = input->decision == RAS_DECISION_MATCH;
    count[RAS_COUNTER_READ_VN]++;
    count[RAS_COUNTER_MATCH_VN] += matched;
    const uint64_t right_before = count[RAS_COUNTER_DUNG_GOOD];
    count_words(metrics, count, broken, matched);
    if (matched && count[RAS_COUNTER_DUNG_GOOD] != right_before &&
        input->link->levels.level[RAS_COMPARATOR_BIRTH_DATE] == RAS_LEVEL_BIRTH_DATE_LOWER)
        count[RAS_COUNTER_YEAR_LEVEL]++;
    count[RAS_COUNTER_OUTCOME_RIGHT + input->outcome]++;
    count[RAS_COUNTER_NUMBER_NONE + person->number_state]++;
    count[RAS_COUNTER_DATE_NONE + ras_date_precision(birth)]++;
    count[RAS_COUNTER_FIRST_JANUARY] += (birth & RAS_DATE_PLACEHOLDER) != 0;
    count[RAS_COUNTER_DUPLICATE] += (flags & (RAS_FACT_DUPLICATE | RAS_FACT_DUPLICATE_KEPT)) != 0;
    count[RAS_COUNTER_SURPLUS] += (flags & RAS_FACT_DUPLICATE) != 0;
    if (person->updated_date != 0) {
        count[RAS_COUNTER_DATED]++;
        count[RAS_COUNTER_FRESH] += !ras_rule_set_has(broken, metrics->stale_rule);
    }
    if (first_of_person) {
        count[RAS_COUNTER_PERSONS]++;
        count[RAS_COUNTER_PERSON_MATCH] += matched;
        count[RAS_COUNTER_PERSON_RIGHT + input->outcome]++;
    }
}

void ras_metrics_row(struct ras_metrics *metrics, uint32_t source, uint32_t slot,
                     const struct ras_rule_input *input, const struct ras_rule_set *broken,
                     bool first_of_person)
{
    struct ras_counters *const counters = slot_of(metrics, source, slot);
    count_fate(counters, input->decision);
    count_fate(&metrics->whole[source], input->decision);
    uint64_t *const rule_counts = &metrics->rule_counts[(size_t)source * RAS_RULES_MAX];
    for (unsigned half = 0; half < RAS_RULES_MAX / 64; half++)
        for (uint64_t bits = broken->bits[half]; bits != 0; bits &= bits - 1)
            rule_counts[half * 64 + (unsigned)__builtin_ctzll(bits)]++;
    assert(input->outcome < RAS_OUTCOME_COUNT);
    if (input->person->foreign != 0 || input->person->number_state == RAS_NUMBER_FOREIGN)
        counters->count[RAS_COUNTER_FOREIGN]++;
    else
        count_citizen(metrics, counters->count, input, broken, first_of_person);
}

void ras_metrics_reject(struct ras_metrics *metrics, uint32_t source, uint32_t slot)
{
    struct ras_counters *const counters = slot_of(metrics, source, slot);
    counters->count[RAS_COUNTER_ROWS]++;
    counters->count[RAS_COUNTER_REJECTED]++;
    metrics->whole[source].count[RAS_COUNTER_ROWS]++;
    metrics->whole[source].count[RAS_COUNTER_REJECTED]++;
}

void ras_metrics_population(struct ras_metrics *metrics, uint32_t source, uint32_t slot,
                            bool occurs)
{
    struct ras_counters *const counters = slot_of(metrics, source, slot);
    counters->count[RAS_COUNTER_POPULATION]++;
    counters->count[RAS_COUNTER_COVERED] += occurs;
}

void ras_metrics_deaths(struct ras_metrics *metrics, uint32_t source, uint32_t slot, bool occurs)
{
    struct ras_counters *const counters = slot_of(metrics, source, slot);
    counters->count[RAS_COUNTER_DEAD_POPULATION]++;
    counters->count[RAS_COUNTER_DEAD_COVERED] += occurs;
}

void ras_metrics_task(struct ras_metrics *metrics, uint32_t source, uint32_t slot)
{
    slot_of(metrics, source, slot)->count[RAS_COUNTER_TASKS]++;
}

uint64_t ras_metrics_rule_count(const struct ras_metrics *metrics, uint32_t source, unsigned rule)
{
    assert(source < metrics->source_count);
    assert(rule < RAS_RULES_MAX);
    return metrics->rule_counts[(size_t)source * RAS_RULES_MAX + rule];
}

static enum ras_status check_sums(const struct ras_counters *counters, const char *place,
                                  uint32_t source, uint32_t slot, struct ras_error *error)
{
    const uint64_t *const count = counters->count;
    const uint64_t read =
        count[RAS_COUNTER_MATCH] + count[RAS_COUNTER_REVIEW] + count[RAS_COUNTER_NONE];
    const uint64_t fates = read + count[RAS_COUNTER_REJECTED];
    if (count[RAS_COUNTER_ROWS] != fates)
        return ras_fail(error, RAS_BUG,
                        "cannot reconcile %s %" PRIu32 " of source %" PRIu32 ": %" PRIu64
                        " rows, %" PRIu64 " with a fate",
                        place, slot, source, count[RAS_COUNTER_ROWS], fates);
    const uint64_t known = count[RAS_COUNTER_READ_VN] + count[RAS_COUNTER_FOREIGN];
    uint64_t outcomes = 0;
    for (unsigned outcome = 0; outcome < RAS_OUTCOME_COUNT; outcome++)
        outcomes += count[RAS_COUNTER_OUTCOME_RIGHT + outcome];
    if (known != read || outcomes != count[RAS_COUNTER_READ_VN])
        return ras_fail(error, RAS_BUG,
                        "cannot reconcile %s %" PRIu32 " of source %" PRIu32 ": %" PRIu64
                        " rows read, %" PRIu64 " counted, %" PRIu64 " with an outcome",
                        place, slot, source, read, known, outcomes);
    return RAS_OK;
}

enum ras_status ras_metrics_reconcile(const struct ras_metrics *metrics, struct ras_error *error)
{
    for (uint32_t source = 0; source < metrics->source_count; source++) {
        struct ras_counters sum = {{0}};
        for (uint32_t slot = 0; slot < metrics->slot_count; slot++) {
            const struct ras_counters *const counters = ras_metrics_slot(metrics, source, slot);
            const enum ras_status status = check_sums(counters, "slot", source, slot, error);
            if (status != RAS_OK)
                return status;
            ras_counters_add(&sum, counters);
        }
        for (unsigned fate = RAS_COUNTER_ROWS; fate <= RAS_COUNTER_REJECTED; fate++)
            if (sum.count[fate] != metrics->whole[source].count[fate])
                return ras_fail(error, RAS_BUG,
                                "cannot reconcile source %" PRIu32 ": communes add up to %" PRIu64
                                " rows, the whole is %" PRIu64,
                                source, sum.count[fate], metrics->whole[source].count[fate]);
    }
    return RAS_OK;
}
