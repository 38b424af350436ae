/* The makings of a block: a household under way, and one person's dates, fate and numbers. Used by
 * blocks.c and households.c; the civil registry borrows the dates. */
#ifndef RASOAT_GENERATE_PEOPLE_H
#define RASOAT_GENERATE_PEOPLE_H

#include "generate/name_model.h"

/* A household in the making. */
struct ras_draft {
    const struct ras_plan *plan;
    struct ras_block *block;
    struct ras_random random;
    struct ras_family_names family;
    unsigned resident_limit;
    const struct ras_made_name *homonym; /* the head is called so, or NULL */
    uint32_t homonym_birth_date;
};

static inline bool ras_draft_full(const struct ras_draft *draft)
{
    return draft->block->resident_count >= draft->resident_limit;
}

/* The people of the next household: residents until the block is full, then the absent. */
void ras_household_people(struct ras_draft *draft);

/* A birthday in the year that makes `age` years in the year of as_of, never after as_of. 3 % fall
 * on 1 January, as in life some true ones do. */
uint32_t ras_birth_date_draw(const struct ras_plan *plan, unsigned age, struct ras_random *random);
/* Date `days` after a full packed date, at most as_of. */
uint32_t ras_date_after(const struct ras_plan *plan, uint32_t date, int32_t days);
/* Death, moving away, year-only registration: from age and chance. */
void ras_person_fate(const struct ras_plan *plan, struct ras_made_person *person,
                     struct ras_random *random);

/* The 12-digit id and, for those old enough, the 9-digit one of the person at `position`, whose
 * birth date and sex are set; those before it in the block have their numbers already.
 *
 * Uniqueness by construction, with no table. Ids that share province, sex, century and year of
 * birth are one cell with a million numbers. The block of a person owns some slots of each cell:
 *   born in the province of the block:  slots  rank of the block in it × k + rank in the block
 *   born elsewhere:                     slots  800,000 + block mod 199,000, one person a cell,
 *                                       and only provinces p ≡ block / 199,000 (mod groups)
 * so no two persons of the land have one slot; a permutation keyed by the cell then hides the
 * order, and leaves out the numbers that look like placeholders (000000, 123456). */
void ras_person_numbers(const struct ras_plan *plan, struct ras_block *block, unsigned position,
                        struct ras_random *random);

#endif
