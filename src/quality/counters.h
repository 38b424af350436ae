/* What is counted for each source and slot. Private to quality/. */
#ifndef RASOAT_QUALITY_COUNTERS_H
#define RASOAT_QUALITY_COUNTERS_H

#include "quality/metrics.h"

#include <stdint.h>

/* Those before RAS_COUNTER_READ_VN are of every row; the rest are of citizens. The five outcomes,
 * the four number states and the four precisions stand in the order of their enums. */
enum ras_counter {
    RAS_COUNTER_ROWS,
    RAS_COUNTER_NONE, /* in the order of enum ras_decision_kind */
    RAS_COUNTER_REVIEW,
    RAS_COUNTER_MATCH,
    RAS_COUNTER_REJECTED,
    RAS_COUNTER_FOREIGN,
    RAS_COUNTER_READ_VN,
    RAS_COUNTER_MATCH_VN,
    RAS_COUNTER_DUNG_GOOD,
    RAS_COUNTER_DU_GOOD,
    RAS_COUNTER_SACH_GOOD,
    RAS_COUNTER_SONG_GOOD,
    RAS_COUNTER_YEAR_LEVEL,
    RAS_COUNTER_OUTCOME_RIGHT,
    RAS_COUNTER_OUTCOME_WRONG,
    RAS_COUNTER_OUTCOME_UNVERIFIED,
    RAS_COUNTER_OUTCOME_NO_NUMBER,
    RAS_COUNTER_OUTCOME_MALFORMED,
    RAS_COUNTER_NUMBER_NONE,
    RAS_COUNTER_NUMBER_TWELVE,
    RAS_COUNTER_NUMBER_NINE,
    RAS_COUNTER_NUMBER_MALFORMED,
    RAS_COUNTER_DATE_NONE,
    RAS_COUNTER_DATE_YEAR,
    RAS_COUNTER_DATE_MONTH,
    RAS_COUNTER_DATE_DAY,
    RAS_COUNTER_FIRST_JANUARY,
    RAS_COUNTER_DUPLICATE,
    RAS_COUNTER_SURPLUS,
    RAS_COUNTER_DATED,
    RAS_COUNTER_FRESH,
    RAS_COUNTER_PERSONS,
    RAS_COUNTER_PERSON_MATCH,
    RAS_COUNTER_PERSON_RIGHT,
    RAS_COUNTER_PERSON_WRONG,
    RAS_COUNTER_PERSON_UNVERIFIED,
    RAS_COUNTER_PERSON_NO_NUMBER,
    RAS_COUNTER_PERSON_MALFORMED,
    RAS_COUNTER_POPULATION,
    RAS_COUNTER_COVERED,
    RAS_COUNTER_DEAD_POPULATION,
    RAS_COUNTER_DEAD_COVERED,
    RAS_COUNTER_TASKS,
    RAS_COUNTER_COUNT,
    RAS_COUNTER_INDEX = RAS_COUNTER_COUNT /* no counter: made of the four words */
};

struct ras_counters {
    uint64_t count[RAS_COUNTER_COUNT];
};

struct ras_metrics {
    uint32_t source_count;
    uint32_t slot_count;
    struct ras_counters *slots; /* [source][slot] */
    struct ras_counters *whole; /* [source]: fates, counted apart from the slots as their check */
    uint64_t *rule_counts;      /* [source][RAS_RULES_MAX] */
    struct ras_rule_set word_rules[RAS_WORD_COUNT]; /* the measured rules of each word */
    unsigned stale_rule;
};

static inline const struct ras_counters *ras_metrics_slot(const struct ras_metrics *metrics,
                                                          uint32_t source, uint32_t slot)
{
    return &metrics->slots[(size_t)source * metrics->slot_count + slot];
}
void ras_counters_add(struct ras_counters *into, const struct ras_counters *from);

#endif
