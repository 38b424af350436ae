/* Personal ids (decree 137/2015, art. 13) and the 9-digit numbers before them; see people.h for the
 * way they are kept unique. */
#include "generate/people.h"

#include "record/date.h"

#include <assert.h>

#define HOME_SLOTS      UINT32_C(800000)
#define AWAY_BLOCKS     UINT32_C(199000)
#define USABLE_SUFFIXES UINT32_C(999998)
#define HOME_RANKS_MAX  UINT32_C(8)
#define AWAY_CHANCE     UINT32_C(110000)
#define OLD_ID_SERIES   UINT32_C(10000000) /* seven digits after a prefix of two */

static uint32_t suffix_of(const struct ras_plan *plan, uint64_t cell, uint32_t slot)
{
    assert(slot < USABLE_SUFFIXES);
    const uint64_t key = ras_random_start(plan->seed, RAS_STREAM_NUMBER, cell).state;
    const uint32_t suffix = (uint32_t)ras_permute(slot, USABLE_SUFFIXES, key) + 1;
    return suffix >= 123456 ? suffix + 1 : suffix;
}

static uint32_t cell_rank(const struct ras_block *block, unsigned position, uint64_t cell)
{
    uint32_t rank = 0;
    for (unsigned i = 0; i < position; i++)
        rank += block->cells[i] == cell;
    return rank;
}

/* Province code, sex and century, year: the first six digits. */
static uint64_t cell_of(unsigned old_province, const struct ras_made_person *person)
{
    const unsigned year = ras_date_year(person->birth_date);
    const unsigned century = year >= 2000 ? 2 : 0;
    const unsigned digit = century + (person->sex == RAS_SEX_FEMALE);
    return (uint64_t)ras_old_provinces[old_province].code * 1000 + digit * 100 + year % 100;
}

/* An id of a province other than the home one; 0 if that slot of the block is taken. */
static uint64_t away_id(const struct ras_plan *plan, const struct ras_block *block,
                        unsigned position, unsigned home, uint32_t draw)
{
    const uint32_t groups = (plan->block_count + AWAY_BLOCKS - 1) / AWAY_BLOCKS;
    const uint32_t group = block->number / AWAY_BLOCKS;
    const uint32_t choices = RAS_OLD_PROVINCE_COUNT / groups;
    const unsigned province = group + groups * (draw % choices);
    if (province == home)
        return 0;
    const uint64_t cell = cell_of(province, &block->persons[position]);
    if (cell_rank(block, position, cell) > 0)
        return 0;
    return cell * RAS_MILLION + suffix_of(plan, cell, HOME_SLOTS + block->number % AWAY_BLOCKS);
}

/* An id of the home province; 0 if the block has used up its slots of that cell. */
static uint64_t home_id(const struct ras_plan *plan, const struct ras_block *block,
                        unsigned position, unsigned home)
{
    const uint32_t blocks = plan->communes.province_block_count[home];
    const uint32_t room = HOME_SLOTS / blocks;
    const uint32_t ranks = room < HOME_RANKS_MAX ? room : HOME_RANKS_MAX;
    const uint64_t cell = cell_of(home, &block->persons[position]);
    const uint32_t rank = cell_rank(block, position, cell);
    if (rank >= ranks)
        return 0;
    const uint32_t block_rank = block->number - plan->communes.province_first_block[home];
    return cell * RAS_MILLION + suffix_of(plan, cell, block_rank * ranks + rank);
}

/* Cards of nine digits were given from the age of 14 until 2016, in some provinces until 2021. Two
 * provinces share most prefixes, so that a few numbers were given twice, as in life. */
static uint32_t old_id_draw(const struct ras_plan *plan, const struct ras_block *block,
                            unsigned position, unsigned home, struct ras_random *random)
{
    const unsigned year = ras_date_year(block->persons[position].birth_date);
    const uint32_t chance = year < 1975 ? 970000u : year < 1998 ? 930000u : 400000u;
    if (year > 2003 || !ras_random_chance(random, chance))
        return 0;
    const uint32_t block_rank = block->number - plan->communes.province_first_block[home];
    const uint32_t slot = (block_rank * RAS_BLOCK_PERSONS_MAX + position) % OLD_ID_SERIES;
    const uint64_t key = ras_random_start(plan->seed, RAS_STREAM_NUMBER, home).state;
    const uint32_t prefix = 1 + (uint32_t)home * 37 / RAS_OLD_PROVINCE_COUNT;
    return prefix * OLD_ID_SERIES + (uint32_t)ras_permute(slot, OLD_ID_SERIES, key);
}

void ras_person_numbers(const struct ras_plan *plan, struct ras_block *block, unsigned position,
                        struct ras_random *random)
{
    static_assert(HOME_SLOTS + AWAY_BLOCKS <= USABLE_SUFFIXES, "slots of both kinds fit");
    struct ras_made_person *const person = &block->persons[position];
    const unsigned home = plan->communes.old[block->old_commune].old_province;
    const uint32_t draw = ras_random_below(random, 1u << 16);
    uint64_t id = 0;
    if (ras_random_chance(random, AWAY_CHANCE))
        id = away_id(plan, block, position, home, draw);
    if (id == 0)
        id = home_id(plan, block, position, home);
    /* A block has at most 96 persons and each cell it may use elsewhere takes one of them. */
    for (uint32_t i = 1; id == 0 && i < RAS_OLD_PROVINCE_COUNT; i++)
        id = away_id(plan, block, position, home, draw + i);
    assert(id != 0);
    person->personal_id = id;
    block->cells[position] = (uint32_t)(id / RAS_MILLION);
    person->old_id = old_id_draw(plan, block, position, home, random);
}
