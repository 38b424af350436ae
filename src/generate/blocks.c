/* Blocks: where households lie, who shares a name and a birthday with whom, and the order in which
 * all this is made. */
#include "generate/households.h"

#include "generate/name_model.h"
#include "generate/people.h"
#include "record/date.h"

#include <assert.h>

#define HOMONYM_CHANCE UINT32_C(60000) /* of pairs of blocks, near and far ones */

static void household_place(struct ras_draft *draft)
{
    struct ras_block *const block = draft->block;
    const struct ras_old_commune *const commune = &draft->plan->communes.old[block->old_commune];
    struct ras_random *const random = &draft->random;
    const uint8_t landscape = ras_old_provinces[commune->old_province].landscape;
    uint8_t ethnicity = 1;
    if (ras_random_chance(random, commune->minority_share))
        ethnicity = commune->minority;
    else if (ras_random_chance(random, 6000))
        ethnicity =
            ras_ethnic_groups[ras_random_below(random, (uint32_t)ras_ethnic_group_count)].code;
    if (draft->homonym != NULL)
        ethnicity = 1;
    const bool numbered = ras_random_chance(random, commune->urban ? 970000 : 450000);
    block->households[block->household_count] = (struct ras_made_household){
        .number = (uint64_t)block->number * RAS_BLOCK_HOUSEHOLDS_MAX + block->household_count,
        .house_number = (uint16_t)(numbered ? 1 + ras_random_below(random, 320) : 0),
        .street = (uint8_t)ras_random_below(random, ras_street_names.count),
        .group = (uint8_t)(1 + block->number % 12),
        .ethnicity = ethnicity,
        .poor = ras_random_chance(random, ethnicity == 1 ? 70000 : 220000),
    };
    draft->family = (struct ras_family_names){
        .group = ras_ethnic_group_find(ethnicity),
        .region = ras_name_region(landscape),
    };
}

/* Two blocks of a pair each have a man of one name and one birthday: different persons, with their
 * own ids, parents and addresses. Pairs are neighbours (near) or any two blocks (far). */
static bool homonym_make(const struct ras_plan *plan, uint32_t number, bool far,
                         struct ras_made_name *name, uint32_t *birth_date)
{
    uint64_t place = number;
    if (far)
        place = ras_permute(number, plan->block_count,
                            ras_random_start(plan->seed, RAS_STREAM_HOMONYM, 0).state);
    const uint64_t pair = place >> 1 << 1 | (uint64_t)far;
    struct ras_random random = ras_random_start(plan->seed, RAS_STREAM_HOMONYM, pair + 1);
    if (!ras_random_chance(&random, HOMONYM_CHANCE))
        return false;
    const struct ras_family_names family = {.region = ras_random_below(&random, RAS_REGION_COUNT)};
    *birth_date = ras_birth_date_draw(plan, 24 + ras_random_below(&random, 46), &random);
    ras_name_draw(plan, &family, ras_surname_draw(plan, &family, &random), NULL, RAS_SEX_MALE,
                  ras_date_year(*birth_date), &random, name);
    return true;
}

/* A mother lives at the birth of her children. */
static void deaths_mend(const struct ras_plan *plan, struct ras_block *block)
{
    for (unsigned i = 0; i < block->person_count; i++) {
        const struct ras_made_person *const child = &block->persons[i];
        const uint8_t parents[2] = {child->mother_position, child->father_position};
        for (unsigned k = 0; k < 2; k++) {
            if (parents[k] == RAS_NOBODY)
                continue;
            struct ras_made_person *const parent = &block->persons[parents[k]];
            if (parent->death_date != 0 &&
                ras_date_value(parent->death_date) < ras_date_value(child->birth_date))
                parent->death_date = ras_date_after(plan, child->birth_date, 20);
        }
    }
}

void ras_block_make(const struct ras_plan *plan, uint32_t number, struct ras_block *block)
{
    assert(number < plan->block_count);
    const uint64_t left = plan->resident_count - (uint64_t)number * RAS_BLOCK_RESIDENTS;
    block->number = number;
    block->old_commune = plan->communes.commune_of_block[number];
    block->today_commune = ras_communes_today(&plan->communes, number);
    block->person_count = block->resident_count = block->household_count = 0;
    const struct ras_old_commune *const commune = &plan->communes.old[block->old_commune];
    const uint32_t position = number - commune->first_block;
    block->hamlet = (uint8_t)((commune->first_hamlet +
                               position * commune->hamlet_count / commune->block_count) %
                              ras_hamlet_names.count);
    struct ras_draft draft = {
        .plan = plan,
        .block = block,
        .random = ras_random_start(plan->seed, RAS_STREAM_BLOCK, number),
        .resident_limit = left < RAS_BLOCK_RESIDENTS ? (unsigned)left : RAS_BLOCK_RESIDENTS,
    };
    while (!ras_draft_full(&draft)) {
        const unsigned household = block->household_count;
        struct ras_made_name homonym;
        draft.homonym = NULL;
        if ((household == 1 || household == 3) &&
            homonym_make(plan, number, household == 3, &homonym, &draft.homonym_birth_date))
            draft.homonym = &homonym;
        household_place(&draft);
        ras_household_people(&draft);
        block->household_count++;
    }
    deaths_mend(plan, block);
}
