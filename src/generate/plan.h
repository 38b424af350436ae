/* What all parts of the generator read: the settings in integers, the name lists, the communes and
 * the chances of every row and error. Made once, then read by many threads. */
#ifndef RASOAT_GENERATE_PLAN_H
#define RASOAT_GENERATE_PLAN_H

#include "generate/communes.h"
#include "generate/generator.h"
#include "generate/name_tables.h"
#include "generate/rates.h"
#include "generate/sampler.h"

#include <stdint.h>

struct ras_plan {
    uint64_t seed;
    uint64_t resident_count;
    uint32_t block_count;
    uint32_t as_of; /* packed date */
    int32_t as_of_days;
    unsigned as_of_year;
    struct ras_communes communes;
    struct ras_sampler surnames[RAS_REGION_COUNT];
    struct ras_sampler given[2][RAS_ERA_COUNT];  /* men, women */
    struct ras_sampler middle[2][RAS_ERA_COUNT]; /* men, women */
    struct ras_rates rates[RAS_GENERATED_COUNT];
};

/* Ownership: create/destroy. Errors: RAS_NO_MEMORY; RAS_USAGE for settings out of range. */
enum ras_status ras_plan_create(struct ras_plan *plan,
                                const struct ras_generator_settings *settings,
                                struct ras_error *error) RAS_MUST_CHECK;
void ras_plan_destroy(struct ras_plan *plan);

#endif
