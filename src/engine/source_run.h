/* A source within a run: what is kept of each row between its two readings, and what was counted.
 *
 * The extract itself is never held. It is read twice: the first reading matches every row alone and
 * keeps 64 bytes of each; then the whole source is looked at (duplicates, shared numbers, facts of
 * other sources); the second reading writes what became of every row. */
#ifndef RASOAT_ENGINE_SOURCE_RUN_H
#define RASOAT_ENGINE_SOURCE_RUN_H

#include "base/vector.h"
#include "block/passes.h"
#include "engine/context.h"
#include "index/builder.h"
#include "record/issue.h"
#include "record/pair.h"
#include "report/report.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

/* One row between the readings. 64 bytes is the promise of the design: memory follows the
 * residents, and a row costs one cache line. */
struct ras_row_state {
    uint64_t levels : 44; /* ras_levels_pack of the best candidate */
    uint64_t passes : 16;
    uint64_t event_type : 3;
    uint64_t rejected : 1;
    uint64_t record_hash;
    uint64_t
        record_tail; /* the last 8 bytes of the record id, big-endian: orders ids of one shape */
    uint64_t personal_id : 40;
    uint64_t date : 24;   /* of the event, death or dose */
    uint64_t detail_hash; /* welfare: account; vaccination: vaccine and telephone, see below */
    uint32_t resident;    /* best candidate, RAS_RESIDENT_NONE = no candidate at all */
    int16_t weight;       /* 1/100 bit, as it is printed */
    int16_t margin;       /* 1/100 bit, INT16_MAX = no second candidate */
    uint32_t probability : 20;
    uint32_t
        mandatory : 6; /* readable mandatory fields, for the row to keep of a duplicate group */
    uint32_t decision : 2;
    uint32_t first_of_person : 1;
    uint32_t group_hash : 21; /* welfare: benefit: tells two entries of one person apart */
    uint32_t facts : 11;      /* enum ras_fact */
    uint32_t duplicate_group;
    uint32_t updated_date : 24;
    uint32_t dose_number : 8;
};
/* vaccination: 30 bits of the vaccine's hash above the 34 bits of a telephone number */
#define RAS_PHONE_BITS 34
static inline uint64_t ras_vaccine_detail(uint64_t vaccine_hash, uint64_t phone)
{
    return vaccine_hash >> RAS_PHONE_BITS << RAS_PHONE_BITS |
           (phone & ((UINT64_C(1) << RAS_PHONE_BITS) - 1));
}
static inline uint64_t ras_detail_vaccine(uint64_t detail)
{
    return detail >> RAS_PHONE_BITS;
}
static inline uint64_t ras_detail_phone(uint64_t detail)
{
    return detail & ((UINT64_C(1) << RAS_PHONE_BITS) - 1);
}
static_assert(sizeof(struct ras_row_state) == 64, "one cache line a row");
static_assert(4 * RAS_COMPARATOR_COUNT <= 44, "the levels of all comparators fit");
static_assert(RAS_PASS_WORDS <= 16, "the passes fit");
static_assert(RAS_FACT_RECORD_ID_REPEATED < 1 << 11, "the facts of a row fit");

struct ras_source_file {
    char *path;
    uint64_t byte_count;
    uint64_t hash;
    uint64_t row_count;
};

/* A row without a sure match, beside what the index of the leftovers holds of it. */
struct ras_leftover {
    uint64_t repairs;
    uint64_t partial_id;
    uint64_t phone;
    uint32_t row;
    uint8_t partial_digits;
};

/* The candidates of a row under review, as they were decided over. */
struct ras_shown {
    uint32_t row;
    uint32_t count;
    struct ras_candidate candidates[RAS_CANDIDATES_SHOWN];
};

struct ras_source_run {
    const struct ras_source_config *config;
    unsigned source_index;
    bool skipped;                        /* optional, and not there */
    struct ras_vector states;            /* struct ras_row_state, in input order */
    struct ras_vector bases;             /* uint64_t: rows before each chunk */
    struct ras_vector files;             /* struct ras_source_file */
    struct ras_index_builder *leftovers; /* rows without a sure match */
    struct ras_vector leftover_rows;     /* struct ras_leftover: what the builder does not keep */
    struct ras_index *leftover_index;    /* of the closer look, to compare leftovers by */
    struct ras_vector shown;             /* struct ras_shown: rows under review, by row */
    uint64_t old_id_count;               /* rows with a 9-digit number, sure by name and date */
    uint64_t old_id_unlisted;            /* ... whose resident has none */
    struct ras_source_summary summary;
    uint64_t pair_count;
    double match_seconds;
    double write_seconds;
};

static inline struct ras_row_state *ras_source_states(const struct ras_source_run *run)
{
    return run->states.data;
}

/* 1/1000 bit to 1/100 bit, half away from zero: the two decimals of the outputs. */
static inline int16_t ras_centibits(int32_t millibits)
{
    const int32_t rounded = (millibits + (millibits < 0 ? -5 : 5)) / 10;
    return (int16_t)(rounded > INT16_MAX - 1   ? INT16_MAX - 1
                     : rounded < INT16_MIN + 1 ? INT16_MIN + 1
                                               : rounded);
}

void ras_source_run_init(struct ras_source_run *run, const struct ras_source_config *config,
                         unsigned source_index);
void ras_source_run_fini(struct ras_source_run *run);

#endif
