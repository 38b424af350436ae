/* Default error rates. The figures of a real clean-up (26 % wrong, 3.5 % not verifiable, 4.6 %
 * without a number; vaccination, March 2022) are of the same order. */
#include "generate/rates.h"

#include <assert.h>

#define CAP UINT64_C(600000)

static uint32_t dirtier(uint32_t rate, uint64_t dirt_millionths)
{
    const uint64_t product = (uint64_t)rate * dirt_millionths / 1000000;
    return (uint32_t)(product < CAP ? product : CAP);
}

struct ras_rates ras_rates_make(enum ras_generated source, uint64_t dirt_millionths)
{
    static const struct ras_rates defaults[RAS_GENERATED_COUNT] = {
        [RAS_GENERATED_CIVIL] = {.id_wrong = 20000,
                                 .name_wrong = 52000,
                                 .date_wrong = 25000,
                                 .sex_wrong = 5000,
                                 .moved = 20000,
                                 .duplicate = 11500,
                                 .id_missing = 355000, /* births; others a quarter of it */
                                 .id_nine_digit = 60000,
                                 .sex_missing = 8000,
                                 .date_imprecise_old = 190000,
                                 .date_imprecise = 20000},
        [RAS_GENERATED_WELFARE] = {.id_wrong = 37500,
                                   .name_wrong = 94000,
                                   .date_wrong = 46000,
                                   .sex_wrong = 6600,
                                   .moved = 71500,
                                   .duplicate = 27500,
                                   .id_missing = 91000,
                                   .id_nine_digit = 285000,
                                   .sex_missing = 20500,
                                   .address_missing = 101000,
                                   .address_otherwise = 455000,
                                   .date_imprecise_old = 205000,
                                   .date_imprecise = 41000},
        [RAS_GENERATED_VACCINATION] = {.id_wrong = 30000,
                                       .name_wrong = 82000,
                                       .date_wrong = 35000,
                                       .sex_wrong = 7000,
                                       .moved = 60000,
                                       .duplicate = 12000,
                                       .id_missing = 132000,
                                       .id_nine_digit = 224000,
                                       .sex_missing = 12000,
                                       .address_missing = 302000,
                                       .address_otherwise = 400000,
                                       .date_imprecise_old = 190000,
                                       .date_imprecise = 30000},
    };
    assert(source < RAS_GENERATED_COUNT);
    struct ras_rates rates = defaults[source];
    rates.id_wrong = dirtier(rates.id_wrong, dirt_millionths);
    rates.name_wrong = dirtier(rates.name_wrong, dirt_millionths);
    rates.date_wrong = dirtier(rates.date_wrong, dirt_millionths);
    rates.sex_wrong = dirtier(rates.sex_wrong, dirt_millionths);
    rates.moved = dirtier(rates.moved, dirt_millionths);
    rates.duplicate = dirtier(rates.duplicate, dirt_millionths);
    return rates;
}

const char *ras_generated_name(enum ras_generated source)
{
    static const char *const names[] = {"civil", "welfare", "vaccination"};
    assert(source < RAS_GENERATED_COUNT);
    return names[source];
}

const char *ras_generated_kind(enum ras_generated source)
{
    static const char *const kinds[] = {"civil_registry", "social_welfare", "vaccination"};
    assert(source < RAS_GENERATED_COUNT);
    return kinds[source];
}
