/* How often what goes wrong, in millionths, per extract. */
#ifndef RASOAT_GENERATE_RATES_H
#define RASOAT_GENERATE_RATES_H

#include "generate/generator.h"

#include <stdint.h>

enum ras_generated {
    RAS_GENERATED_CIVIL,
    RAS_GENERATED_WELFARE,
    RAS_GENERATED_VACCINATION,
    RAS_GENERATED_COUNT
};

struct ras_rates {
    /* A person of weight w has a row with chance w × selection / 2^20, at most one million. */
    uint64_t selection;
    /* Multiplied by the dirt, capped at 0.6. */
    uint32_t id_wrong;
    uint32_t name_wrong;
    uint32_t date_wrong;
    uint32_t sex_wrong;
    uint32_t moved;
    uint32_t duplicate;
    /* Missing values and formats keep their rates. */
    uint32_t id_missing;
    uint32_t id_nine_digit; /* of those who have such a number: set by calibration */
    uint32_t sex_missing;
    uint32_t address_missing;
    uint32_t address_otherwise;
    uint32_t date_imprecise_old; /* born before 1960 and known exactly to the residents */
    uint32_t date_imprecise;     /* the others */
};

/* The default rates of an extract, multiplied by the dirt (a millionth is the unit of dirt too). */
struct ras_rates ras_rates_make(enum ras_generated source, uint64_t dirt_millionths);
/* "civil", "welfare", "vaccination": names of the source, the file and in truth.csv. */
const char *ras_generated_name(enum ras_generated source);
/* "civil_registry" ... */
const char *ras_generated_kind(enum ras_generated source);

#endif
