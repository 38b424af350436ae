/* A nightly run in progress: what its stages share. */
#ifndef RASOAT_ENGINE_RUN_H
#define RASOAT_ENGINE_RUN_H

#include "base/siphash.h"
#include "engine/context.h"
#include "engine/resident_index.h"
#include "engine/run_directory.h"
#include "engine/source_run.h"
#include "engine/task_store.h"
#include "quality/metrics.h"

#include <stdint.h>

/* What civil registry rows of this run say about a resident. */
struct ras_resident_fact {
    uint32_t death_date : 24;
    uint32_t death_registered : 1;
    uint32_t birth_registered : 1;
};

struct ras_run {
    struct ras_context *context;
    struct ras_run_directory directory;
    struct ras_resident_index residents;
    const struct ras_index *index; /* residents.index */
    struct ras_source_run *sources;
    unsigned source_count;
    struct ras_resident_fact *facts; /* per resident; NULL without a civil source */
    uint8_t *communes_seen;          /* bit per code 0 .. 99999: residents' and rows' */
    uint32_t *slot_codes;            /* communes of the metrics, rising; the last is 0 = unknown */
    uint32_t *slot_numbers;          /* the slot of every code */
    uint32_t slot_count;
    struct ras_metrics *metrics;
    struct ras_task_store tasks;
    struct ras_text
        resident_proposals; /* lines of proposals/residents.csv, in order of source, row */
    uint64_t resident_proposal_count;
    struct ras_key task_key;
    const struct ras_rule_info *rules[RAS_RULES_MAX];
    unsigned rule_count;
};

#define RAS_COMMUNE_CODES      100000u
#define RAS_COMMUNE_SEEN_BYTES (RAS_COMMUNE_CODES / 8)

/* Stage by stage; each may be called once, in this order for every source. */
enum ras_status ras_run_first_reading(struct ras_run *run, struct ras_source_run *source,
                                      struct ras_error *error) RAS_MUST_CHECK;
/* Once, when all sources have been read: rows without a sure match, engine/closer_look.h. */
enum ras_status ras_run_closer_look(struct ras_run *run, struct ras_error *error) RAS_MUST_CHECK;
enum ras_status ras_run_settle(struct ras_run *run, struct ras_source_run *source,
                               struct ras_error *error) RAS_MUST_CHECK;
enum ras_status ras_run_second_reading(struct ras_run *run, struct ras_source_run *source,
                                       struct ras_error *error) RAS_MUST_CHECK;

/* Slot of a commune code in the metrics; codes that are not there are "unknown". */
static inline uint32_t ras_run_slot(const struct ras_run *run, uint32_t commune)
{
    return commune < RAS_COMMUNE_CODES ? run->slot_numbers[commune] : run->slot_count - 1;
}

#endif
