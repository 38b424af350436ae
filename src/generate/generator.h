/* Synthetic provinces: residents, three dirty extracts, and the truth about every row.
 *
 * One seed gives the same bytes on any machine and for any number of threads: every random choice
 * comes from a counter-based generator keyed by (seed, stream, number of the person or row), with
 * integers only (no floating point reaches a decision), so that rows can be made in parallel and in
 * any order. No real person: names are drawn from aggregate shares. */
#ifndef RASOAT_GENERATE_GENERATOR_H
#define RASOAT_GENERATE_GENERATOR_H

#include "rasoat/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct ras_generator_settings {
    const char *directory;   /* made if missing; files already there are an error */
    uint64_t resident_count; /* default 100000 */
    uint64_t seed;           /* default 1 */
    double dirt;  /* default 1.0: multiplies wrong ids, names, dates, sex, moves, duplicates */
    double civil; /* rows as fractions of the residents: defaults 0.17, 0.26, 1.57 */
    double welfare;
    double vaccination;
    unsigned thread_count;
    bool compress;  /* write .csv.zst (multi-frame, checksums) instead of .csv */
    uint32_t as_of; /* packed date, default 2026-10-31: fixed, so that seeds stay comparable */
    const atomic_int *stop; /* may be NULL */
};

/* What was written, for the summary. */
struct ras_generator_result {
    uint64_t resident_count;
    uint64_t civil_count;
    uint64_t welfare_count;
    uint64_t vaccination_count;
    uint64_t byte_count;
    double seconds;
};

void ras_generator_defaults(struct ras_generator_settings *settings);
enum ras_status ras_generate(const struct ras_generator_settings *settings,
                             struct ras_generator_result *result,
                             struct ras_error *error) RAS_MUST_CHECK;

#endif
