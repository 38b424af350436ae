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
/* Issues per rule and source. */
uint64_t ras_metrics_rule_count(const struct ras_metrics *metrics, uint32_t source, unsigned rule);

/* rows = match + review + none + rejected for every source and slot, parts add up to the whole.
 * RAS_BUG with the first place where they do not. */
enum ras_status ras_metrics_reconcile(const struct ras_metrics *metrics,
                                      struct ras_error *error) RAS_MUST_CHECK;

/* The lines of quality.csv, in order: by scope (all, source, province, commune), source, code,
 * measure. slot_codes: code of each slot, 0 for the last. The array is the caller's (ras_free). */
enum ras_status ras_metrics_measures(const struct ras_metrics *metrics,
                                     const struct ras_quality_settings *settings,
                                     const uint32_t *slot_codes, const struct ras_units *units,
                                     struct ras_measure **measures, size_t *measure_count,
                                     struct ras_error *error) RAS_MUST_CHECK;

#endif
