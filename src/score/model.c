/* Weights of agreement, and what a rare or common name changes in them. */
#include "score/model.h"

#include "score/binary_log.h"
#include "score/decimal.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define COVERAGE_DEFAULT           0.9
#define MATCH_PROBABILITY_DEFAULT  990000
#define REVIEW_PROBABILITY_DEFAULT 500000
#define MATCH_MARGIN_DEFAULT       6000
#define HOUSEHOLD_MAX_DEFAULT      20000

#define COVERAGE_MIN 0.000001
/* The rarest name of a hundred million residents is 13 bits rarer than the average. */
#define FREQUENCY_MILLIBITS_MAX 14000
#define FREQUENCY_MILLIBITS_MIN (-8000)

enum weight_rows {
#define LEVEL(COMPARATOR, ENUM, number, name, vietnamese) LISTED_##COMPARATOR##_##ENUM,
    RAS_LEVELS(LEVEL)
#undef LEVEL
        LISTED_COUNT
};
enum default_rows {
#define WEIGHT(COMPARATOR, LEVEL, m, u) WEIGHED_##COMPARATOR##_##LEVEL,
#include "score/default_model.def"
#undef WEIGHT
    WEIGHED_COUNT
};
static_assert((int)LISTED_COUNT == (int)WEIGHED_COUNT, "every level has its default weight");
static_assert(RAS_COMPARATOR_COMMUNE == 5 && RAS_COMPARATOR_COUNT == 11,
              "commune, address and parents are the household's comparators, up to the last");

/* Which count of the resident's name stands behind a level. */
enum frequency_of { NO_NAME, FULL_NAME, PART_NAME };
struct level_frequency {
    enum frequency_of of;
    bool halved;
};
static const struct level_frequency level_frequency[RAS_LEVEL_MAX + 1] = {
    [RAS_LEVEL_NAME_EQUAL] = {FULL_NAME, false},
    [RAS_LEVEL_NAME_TONE_PLACEMENT] = {FULL_NAME, false},
    [RAS_LEVEL_NAME_TONE] = {FULL_NAME, false},
    [RAS_LEVEL_NAME_MARKS] = {FULL_NAME, false},
    [RAS_LEVEL_NAME_RESIDUE] = {FULL_NAME, false},
    [RAS_LEVEL_NAME_DIALECT] = {FULL_NAME, true},
    [RAS_LEVEL_NAME_TYPO] = {FULL_NAME, true},
    [RAS_LEVEL_NAME_MIDDLE] = {PART_NAME, false},
    [RAS_LEVEL_NAME_ORDER] = {PART_NAME, false},
    [RAS_LEVEL_NAME_NEAR] = {PART_NAME, true},
    [RAS_LEVEL_NAME_GIVEN] = {PART_NAME, false},
};

void ras_model_default(struct ras_model *model)
{
    memset(model, 0, sizeof *model);
#define WEIGHT(COMPARATOR, LEVEL, m_value, u_value)                                                \
    model->m[RAS_COMPARATOR_##COMPARATOR][RAS_LEVEL_##COMPARATOR##_##LEVEL] = (m_value);           \
    model->u[RAS_COMPARATOR_##COMPARATOR][RAS_LEVEL_##COMPARATOR##_##LEVEL] = (u_value);
#include "score/default_model.def"
#undef WEIGHT
    model->coverage = COVERAGE_DEFAULT;
    model->match_probability = MATCH_PROBABILITY_DEFAULT;
    model->review_probability = REVIEW_PROBABILITY_DEFAULT;
    model->match_margin = MATCH_MARGIN_DEFAULT;
    model->household_max = HOUSEHOLD_MAX_DEFAULT;
    model->passes = UINT32_MAX;
    model->name_frequency = true;
    (void)snprintf(model->provenance, sizeof model->provenance, "default model of rasoat");
    ras_model_refresh(model);
}

static double rounded(double probability)
{
    const double least = RAS_PROBABILITY_MIN;
    const double bounded = probability < least ? least : probability > 1 ? 1 : probability;
    return ras_decimal_value(ras_decimal_of(bounded));
}

/* Sums of what the levels of agreeing full names, and of agreeing surname and given name, hold. */
static void references_refresh(struct ras_model *model)
{
    const double *const u = model->u[RAS_COMPARATOR_NAME];
    const double full = u[RAS_LEVEL_NAME_EQUAL] + u[RAS_LEVEL_NAME_TONE_PLACEMENT] +
                        u[RAS_LEVEL_NAME_TONE] + u[RAS_LEVEL_NAME_MARKS];
    const double part = full + u[RAS_LEVEL_NAME_MIDDLE] + u[RAS_LEVEL_NAME_GIVEN];
    model->full_reference = ras_log2_value(full);
    model->part_reference = ras_log2_value(part);
    const double prior = 1 / full;
    model->full_prior = prior < UINT32_MAX / 2 ? (uint32_t)(prior + 0.5) : UINT32_MAX / 2;
    model->part_prior = (uint32_t)(sqrt(1 / part) + 0.5);
}

void ras_model_refresh(struct ras_model *model)
{
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        for (unsigned level = 1; level <= ras_level_count((enum ras_comparator)i); level++) {
            model->m[i][level] = rounded(model->m[i][level]);
            model->u[i][level] = rounded(model->u[i][level]);
            model->weight[i][level] = ras_log2_millibits(
                (int64_t)ras_log2_value(model->m[i][level]) - ras_log2_value(model->u[i][level]));
        }
    model->coverage = rounded(model->coverage);
    /* a certain or impossible presence would leave no odds to decide by */
    const double coverage = model->coverage < COVERAGE_MIN       ? COVERAGE_MIN
                            : model->coverage > 1 - COVERAGE_MIN ? 1 - COVERAGE_MIN
                                                                 : model->coverage;
    model->absence =
        ras_log2_millibits((int64_t)ras_log2_value(1 - coverage) - ras_log2_value(coverage));
    references_refresh(model);
}

static int32_t log2_share(uint32_t count, uint32_t resident_count, uint32_t table, uint32_t prior)
{
    const uint64_t among = (uint64_t)resident_count + table + prior;
    return ras_log2_count(count == 0 ? 1 : count) -
           ras_log2_count(among > UINT32_MAX ? UINT32_MAX : (uint32_t)among);
}

int32_t ras_model_adjustment(const struct ras_model *model, unsigned name_level,
                             const struct ras_name_frequency *frequency)
{
    const struct level_frequency rule = level_frequency[name_level & RAS_LEVEL_MAX];
    if (rule.of == NO_NAME || !model->name_frequency || frequency == NULL ||
        frequency->resident_count == 0)
        return 0;
    const uint32_t residents = frequency->resident_count;
    const int64_t rarity =
        rule.of == FULL_NAME
            ? (int64_t)model->full_reference - log2_share(frequency->full_count, residents,
                                                          frequency->full_table, model->full_prior)
            : (int64_t)model->part_reference -
                  log2_share(frequency->given_count, residents, frequency->given_table,
                             model->part_prior) -
                  log2_share(frequency->surname_count, residents, frequency->surname_table,
                             model->part_prior);
    const int32_t millibits = ras_log2_millibits(rule.halved ? rarity / 2 : rarity);
    if (millibits > FREQUENCY_MILLIBITS_MAX)
        return FREQUENCY_MILLIBITS_MAX;
    return millibits < FREQUENCY_MILLIBITS_MIN ? FREQUENCY_MILLIBITS_MIN : millibits;
}

int32_t ras_model_weight(const struct ras_model *model, const struct ras_levels *levels,
                         const struct ras_name_frequency *frequency)
{
    return ras_model_sum(
        model, levels, ras_model_adjustment(model, levels->level[RAS_COMPARATOR_NAME], frequency));
}

int32_t ras_model_sum(const struct ras_model *model, const struct ras_levels *levels,
                      int32_t adjustment)
{
    int32_t person = adjustment;
    int32_t household = 0;
    for (unsigned i = 0; i < RAS_COMPARATOR_COMMUNE; i++)
        person += model->weight[i][levels->level[i] & RAS_LEVEL_MAX];
    for (unsigned i = RAS_COMPARATOR_COMMUNE; i < RAS_COMPARATOR_COUNT; i++)
        household += model->weight[i][levels->level[i] & RAS_LEVEL_MAX];
    return person + (household < model->household_max ? household : model->household_max);
}

void ras_model_explain(const struct ras_model *model, const struct ras_levels *levels,
                       const struct ras_name_frequency *frequency,
                       int32_t share[RAS_COMPARATOR_COUNT])
{
    int32_t household = 0;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        share[i] = model->weight[i][levels->level[i] & RAS_LEVEL_MAX];
        household += i >= RAS_COMPARATOR_COMMUNE ? share[i] : 0;
    }
    share[RAS_COMPARATOR_NAME] +=
        ras_model_adjustment(model, levels->level[RAS_COMPARATOR_NAME], frequency);
    /* what the household may not count for is taken from its last comparators first */
    int32_t excess = household - model->household_max;
    for (unsigned i = RAS_COMPARATOR_COUNT; excess > 0 && i > RAS_COMPARATOR_COMMUNE; i--) {
        const int32_t agreed = share[i - 1] > 0 ? share[i - 1] : 0;
        const int32_t cut = agreed < excess ? agreed : excess;
        share[i - 1] -= cut;
        excess -= cut;
    }
}
