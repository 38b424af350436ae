/* The plan: settings checked, name lists made ready, chances calibrated.
 *
 * Calibration looks at a sample of blocks (all of them in a small province) and finds by halving
 * the factor that makes the expected rows of each extract the wanted share of the residents; and
 * what chance of a 9-digit number among those who have one gives the wanted share of all rows. */
#include "generate/plan.h"

#include "base/alloc.h"
#include "base/try.h"
#include "generate/rows.h"
#include "record/date.h"

#include <string.h>

#define RESIDENTS_MAX     UINT64_C(120000000)
#define SHARE_MAX         100.0
#define FASHION_SCALE     20u
#define DIRT_MAX          1000.0
#define SAMPLE_BLOCKS_MAX 512u
#define SELECTION_ONE     (UINT64_C(1) << 20)
#define SELECTION_MAX     (UINT64_C(1) << 40)

struct sample {
    struct ras_chance *chances;
    bool *has_old_id;
    size_t count;
    uint64_t residents;
};

/* The tables are typed flatter than life: names in fashion are fewer and commoner. Bent so that two
 * persons share a full name with the chance known from real lists. */
static uint32_t fashion(uint32_t weight)
{
    return weight * (weight + FASHION_SCALE);
}

static void sampler_fill(struct ras_sampler *sampler, const struct ras_name_table *table,
                         unsigned column, bool bent)
{
    ras_sampler_init(sampler);
    for (size_t i = 0; i < table->item_count; i++)
        ras_sampler_add(sampler, bent ? fashion(table->items[i].weights[column])
                                      : table->items[i].weights[column]);
    ras_sampler_seal(sampler);
}

static void samplers_make(struct ras_plan *plan)
{
    for (unsigned column = 0; column < RAS_REGION_COUNT; column++)
        sampler_fill(&plan->surnames[column], &ras_surname_table, column, false);
    for (unsigned woman = 0; woman < 2; woman++) {
        for (unsigned era = 0; era < RAS_ERA_COUNT; era++) {
            sampler_fill(&plan->given[woman][era], &ras_given_tables[woman], era, true);
            sampler_fill(&plan->middle[woman][era], &ras_middle_tables[woman], era, true);
        }
    }
}

static uint64_t chosen_chance(uint32_t weight, uint64_t selection)
{
    const uint64_t chance = weight * selection >> 20;
    return chance < RAS_MILLION ? chance : RAS_MILLION;
}

/* Expected rows of the sample, in thousandths of a millionth of a row. */
static uint64_t rows_expected(const struct sample *sample, uint64_t selection)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < sample->count; i++)
        sum += chosen_chance(sample->chances[i].weight, selection) * sample->chances[i].rows;
    return sum;
}

static uint64_t selection_find(const struct sample *sample, uint64_t share_millionths)
{
    const uint64_t wanted = sample->residents * share_millionths * 1000;
    uint64_t low = 0, high = SELECTION_MAX;
    while (high - low > 1) {
        const uint64_t middle = low + (high - low) / 2;
        if (rows_expected(sample, middle) < wanted)
            low = middle;
        else
            high = middle;
    }
    return share_millionths == 0 ? 0 : high;
}

/* A share of all rows turned into a chance for those who can have it. */
static uint32_t nine_digit_chance(const struct sample *sample, const struct ras_rates *rates)
{
    uint64_t all = 0, able = 0;
    for (size_t i = 0; i < sample->count; i++) {
        const uint64_t rows =
            chosen_chance(sample->chances[i].weight, rates->selection) * sample->chances[i].rows;
        all += rows;
        able += sample->has_old_id[i] ? rows : 0;
    }
    const uint64_t limit = 900000 - (rates->id_missing + rates->id_wrong);
    if (able == 0)
        return 0;
    const uint64_t chance = (uint64_t)((__uint128_t)rates->id_nine_digit * all / able);
    return (uint32_t)(chance < limit ? chance : limit);
}

static void sample_take(const struct ras_plan *plan, enum ras_generated source,
                        struct ras_block *block, struct sample *sample)
{
    const uint32_t blocks =
        plan->block_count < SAMPLE_BLOCKS_MAX ? plan->block_count : SAMPLE_BLOCKS_MAX;
    sample->count = 0;
    sample->residents = 0;
    for (uint32_t i = 0; i < blocks; i++) {
        ras_block_make(plan, (uint32_t)((uint64_t)plan->block_count * i / blocks), block);
        sample->residents += block->resident_count;
        for (unsigned position = 0; position < block->person_count; position++) {
            struct ras_chance *const chances = &sample->chances[sample->count];
            const unsigned count = ras_extracts[source].chances(block, position, chances);
            for (unsigned k = 0; k < count; k++)
                sample->has_old_id[sample->count++] = block->persons[position].old_id != 0;
        }
    }
}

static enum ras_status calibrate(struct ras_plan *plan,
                                 const struct ras_generator_settings *settings,
                                 struct ras_error *error)
{
    const double shares[RAS_GENERATED_COUNT] = {settings->civil, settings->welfare,
                                                settings->vaccination};
    const size_t room = (size_t)SAMPLE_BLOCKS_MAX * RAS_BLOCK_PERSONS_MAX * RAS_CHANCES_MAX;
    struct ras_block *const block = ras_alloc(sizeof *block);
    struct sample sample = {.chances = ras_alloc_zeroed(room, sizeof *sample.chances),
                            .has_old_id = ras_alloc_zeroed(room, sizeof *sample.has_old_id)};
    enum ras_status status = RAS_OK;
    if (block == NULL || sample.chances == NULL || sample.has_old_id == NULL) {
        status = ras_no_memory(error, room * sizeof *sample.chances);
        goto done;
    }
    for (unsigned source = 0; source < RAS_GENERATED_COUNT; source++) {
        struct ras_rates *const rates = &plan->rates[source];
        sample_take(plan, (enum ras_generated)source, block, &sample);
        rates->selection = selection_find(&sample, (uint64_t)(shares[source] * 1e6 + 0.5));
        rates->id_nine_digit = nine_digit_chance(&sample, rates);
    }
done:
    ras_free(block);
    ras_free(sample.chances);
    ras_free(sample.has_old_id);
    return status;
}

static bool within(double value, double limit)
{
    return value >= 0.0 && value <= limit; /* false for NaN */
}

enum ras_status ras_plan_create(struct ras_plan *plan,
                                const struct ras_generator_settings *settings,
                                struct ras_error *error)
{
    memset(plan, 0, sizeof *plan);
    if (settings->resident_count == 0 || settings->resident_count > RESIDENTS_MAX)
        return ras_fail(error, RAS_USAGE, "residents must be 1 to %llu",
                        (unsigned long long)RESIDENTS_MAX);
    if (!within(settings->dirt, DIRT_MAX))
        return ras_fail(error, RAS_USAGE, "dirt must be 0 to %.0f", DIRT_MAX);
    if (!within(settings->civil, SHARE_MAX) || !within(settings->welfare, SHARE_MAX) ||
        !within(settings->vaccination, SHARE_MAX))
        return ras_fail(error, RAS_USAGE, "row shares must be 0 to %.0f", SHARE_MAX);
    const unsigned year = ras_date_year(settings->as_of);
    if (ras_date_precision(settings->as_of) != RAS_DATE_DAY || year < 2022 || year > 2090)
        return ras_fail(error, RAS_USAGE, "the date of the extracts must be in 2022 to 2090");
    plan->seed = settings->seed;
    plan->resident_count = settings->resident_count;
    plan->block_count =
        (uint32_t)((settings->resident_count + RAS_BLOCK_RESIDENTS - 1) / RAS_BLOCK_RESIDENTS);
    plan->as_of = settings->as_of;
    plan->as_of_year = year;
    plan->as_of_days =
        ras_date_days(year, ras_date_month(settings->as_of), ras_date_day(settings->as_of));
    samplers_make(plan);
    for (unsigned source = 0; source < RAS_GENERATED_COUNT; source++)
        plan->rates[source] =
            ras_rates_make((enum ras_generated)source, (uint64_t)(settings->dirt * 1e6 + 0.5));
    RAS_TRY(ras_communes_create(&plan->communes, plan->seed, plan->block_count, error));
    const enum ras_status status = calibrate(plan, settings, error);
    if (status != RAS_OK)
        ras_plan_destroy(plan);
    return status;
}

void ras_plan_destroy(struct ras_plan *plan)
{
    ras_communes_destroy(&plan->communes);
}
