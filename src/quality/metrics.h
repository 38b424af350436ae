/* Counting: every row into its source and commune, and from there into percentages whose parts add
 * up. Counters are integers, so that the order of adding never matters.
 *
 * Slots: communes are numbered 0 .. slot_count - 1 by the caller (sorted codes, the last slot is
 * "unknown"). Threads: one struct per worker, merged at the end. */
#ifndef RASOAT_QUALITY_METRICS_H
#define RASOAT_QUALITY_METRICS_H

#include "quality/rules.h"
#include "rasoat/error.h"
#include "record/issue.h"
#include "record/person.h"

#include <stdint.h>

struct ras_metrics;

struct ras_metrics *ras_metrics_create(uint32_t source_count, uint32_t slot_count) RAS_MUST_CHECK;
void ras_metrics_destroy(struct ras_metrics *metrics);
void ras_metrics_merge(struct ras_metrics *into, const struct ras_metrics *from);

/* One row that was read and not rejected. `first_of_person` is true on one row of each person of a
 * source (vaccination figures stand by dose and by person). */
void ras_metrics_row(struct ras_metrics *metrics, uint32_t source, uint32_t slot,
                     const struct ras_rule_input *input, const struct ras_rule_set *broken,
                     bool first_of_person);
void ras_metrics_reject(struct ras_metrics *metrics, uint32_t source, uint32_t slot);
/* A resident of the source's population, and whether it occurs in the source (coverage). */
void ras_metrics_population(struct ras_metrics *metrics, uint32_t source, uint32_t slot,
                            bool occurs);
/* The second population of a civil registry: a resident known dead, and whether the source holds
 * the death (ras_metrics_population counts the births there). */
void ras_metrics_deaths(struct ras_metrics *metrics, uint32_t source, uint32_t slot, bool occurs);
/* A task of the worklists. */
void ras_metrics_task(struct ras_metrics *metrics, uint32_t source, uint32_t slot);
/* Issues per rule and source, of foreigners too. */
uint64_t ras_metrics_rule_count(const struct ras_metrics *metrics, uint32_t source, unsigned rule);

/* rows = match + review + none + rejected for every source and slot, parts add up to the whole.
 * RAS_BUG with the first place where they do not. */
enum ras_status ras_metrics_reconcile(const struct ras_metrics *metrics,
                                      struct ras_error *error) RAS_MUST_CHECK;

/* The catalogue of measures (quality/measures.def): which rows stand in numerator and denominator
 * is told there. rules is "" for the four words, whose lists come from rules.def. */
struct ras_measure_info {
    const char *name;
    const char *vietnamese;
    const char *english;
    const char *rules;
};
unsigned ras_measure_count(void);
const struct ras_measure_info *ras_measure_at(unsigned measure);

/* The lines of quality.csv, in order: by scope (all, source, province, commune), source
 * (RAS_SOURCE_ALL last), code, measure as in the catalogue. A province or commune with nothing to
 * count in a source has no lines there, and its lines with denominator 0 are left out; whole and
 * sources have every line. Province 0 holds the communes that the unit list does not know.
 * slot_codes: code of each slot, 0 for the last. The array, texts included, is the caller's
 * (ras_free). units may be NULL. */
enum ras_status ras_metrics_measures(const struct ras_metrics *metrics,
                                     const struct ras_quality_settings *settings,
                                     const uint32_t *slot_codes, const struct ras_units *units,
                                     struct ras_measure **measures, size_t *measure_count,
                                     struct ras_error *error) RAS_MUST_CHECK;

#endif
