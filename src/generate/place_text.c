/* Addresses and commune codes as clerks write them. */
#include "generate/clerks.h"

#include "generate/typing.h"

#define CODE_MISSING_CHANCE UINT32_C(4000)
#define CODE_UNKNOWN_CHANCE UINT32_C(10000)
#define CODE_OLD_CHANCE     UINT32_C(450000) /* a third of these codes are also today's */
#define CODE_ZERO_CHANCE    UINT32_C(20000)  /* of codes that begin with 0 */
#define CODE_NOWHERE        99000u           /* codes from here on are in no list */

struct ras_place ras_place_of(const struct ras_block *block, const struct ras_made_person *person)
{
    const struct ras_made_household *const household = &block->households[person->household];
    return (struct ras_place){
        .old_commune = block->old_commune,
        .today_commune = block->today_commune,
        .house_number = household->house_number,
        .street = household->street,
        .group = household->group,
        .hamlet = block->hamlet,
    };
}

struct ras_place ras_place_draw(const struct ras_plan *plan, const struct ras_place *from,
                                struct ras_random *random)
{
    const struct ras_communes *const communes = &plan->communes;
    uint32_t block = ras_random_below(random, communes->block_count);
    for (unsigned attempt = 0; attempt < 8; attempt++) {
        if (ras_communes_today(communes, block) != from->today_commune)
            break;
        block = ras_random_below(random, communes->block_count);
    }
    const uint32_t old = communes->commune_of_block[block];
    const struct ras_old_commune *const commune = &communes->old[old];
    const uint32_t hamlet = commune->first_hamlet + ras_random_below(random, commune->hamlet_count);
    return (struct ras_place){
        .old_commune = old,
        .today_commune = ras_communes_today(communes, block),
        .house_number = (uint16_t)(1 + ras_random_below(random, 320)),
        .street = (uint8_t)ras_random_below(random, ras_street_names.count),
        .group = (uint8_t)(1 + ras_random_below(random, 12)),
        .hamlet = (uint8_t)(hamlet % ras_hamlet_names.count),
    };
}

static const char *hamlet_kind(const struct ras_old_commune *commune)
{
    const uint8_t landscape = ras_old_provinces[commune->old_province].landscape;
    return ras_hamlet_kinds[landscape].items[commune->hamlet_kind];
}

static void place_name_write(uint16_t name, struct ras_made_cell *cell)
{
    ras_cell_string(cell, ras_place_first.items[name / 64]);
    ras_cell_char(cell, ' ');
    ras_cell_string(cell, ras_place_second.items[name % 64]);
}

/* How one writer puts it; the residents' table uses the first of each. */
struct habits {
    const char *house;  /* before the house number */
    const char *street; /* before the street name */
    const char *group;  /* before the group number */
    const char *between;
    bool with_commune;
    bool old_commune; /* the name of before 1 July 2025 */
    bool with_group;
};

static void address_put(const struct ras_plan *plan, const struct ras_place *place,
                        const struct habits *habits, struct ras_made_cell *cell)
{
    const struct ras_old_commune *const commune = &plan->communes.old[place->old_commune];
    const struct ras_today_commune *const today = &plan->communes.today[place->today_commune];
    if (place->house_number != 0) {
        ras_cell_string(cell, habits->house);
        ras_cell_number(cell, place->house_number, 0);
        ras_cell_string(cell, commune->urban ? " " : habits->between);
    }
    if (commune->urban) {
        ras_cell_string(cell, habits->street);
        ras_cell_string(cell, ras_street_names.items[place->street]);
        if (habits->with_group) {
            ras_cell_string(cell, habits->between);
            ras_cell_string(cell, habits->group);
            ras_cell_number(cell, place->group, 0);
        }
    } else {
        ras_cell_string(cell, hamlet_kind(commune));
        ras_cell_char(cell, ' ');
        ras_cell_string(cell, ras_hamlet_names.items[place->hamlet]);
    }
    if (!habits->with_commune)
        return;
    const bool urban = habits->old_commune ? commune->urban : today->urban;
    ras_cell_string(cell, habits->between);
    ras_cell_string(cell, urban ? "phường " : "xã ");
    place_name_write(habits->old_commune ? commune->name : today->name, cell);
}

void ras_address_write(const struct ras_plan *plan, const struct ras_place *place,
                       struct ras_made_cell *cell)
{
    static const struct habits usual = {"Số ", "đường ", "tổ dân phố ", ", ", true, false, true};
    cell->length = 0;
    address_put(plan, place, &usual, cell);
}

void ras_address_write_otherwise(const struct ras_plan *plan, const struct ras_place *place,
                                 struct ras_random *random, struct ras_made_cell *cell)
{
    static const struct habits all[] = {
        {"", "", "tổ ", ", ", true, true, true},
        {"số ", "đ. ", "TDP ", ", ", true, false, true},
        {"", "đường ", "", ", ", false, false, false},
        {"Nhà số ", "", "KP ", " - ", true, true, true},
        {"", "Đ.", "tổ ", ",", true, true, false},
        {"Số ", "đường ", "tổ ", " ", false, false, true},
        {"SN ", "phố ", "TDP", ", ", true, true, true},
    };
    const uint32_t count = sizeof all / sizeof all[0];
    struct ras_letters letters;
    cell->length = 0;
    address_put(plan, place, &all[ras_random_below(random, count)], cell);
    const uint32_t form = ras_random_below(random, 100);
    if (form >= 34)
        return;
    ras_letters_read(&letters, cell->data, cell->length);
    for (unsigned i = 0; i < letters.count; i++) {
        if (form < 14)
            letters.codes[i] = ras_letter_bare(letters.codes[i]);
        if (form >= 8 && form < 26)
            letters.codes[i] = ras_letter_upper(letters.codes[i]);
    }
    if (form >= 26)
        (void)ras_typo_letter(&letters, random);
    cell->length = 0;
    ras_letters_write(&letters, false, cell);
}

void ras_commune_clerk(const struct ras_plan *plan, const struct ras_place *place,
                       struct ras_random *random, struct ras_made_cell *cell,
                       struct ras_error_set *errors)
{
    const struct ras_old_commune *const old = &plan->communes.old[place->old_commune];
    uint32_t code = plan->communes.today[place->today_commune].code;
    const uint32_t draw = ras_random_below(random, RAS_MILLION);
    cell->length = 0;
    if (draw < CODE_MISSING_CHANCE) {
        ras_error_set_add(errors, RAS_MADE_COMMUNE_MISSING);
        return;
    }
    if (draw < CODE_MISSING_CHANCE + CODE_UNKNOWN_CHANCE) {
        ras_cell_number(cell, CODE_NOWHERE + ras_random_below(random, 999), 5);
        ras_error_set_add(errors, RAS_MADE_COMMUNE_UNKNOWN);
        return;
    }
    if (draw < CODE_MISSING_CHANCE + CODE_UNKNOWN_CHANCE + CODE_OLD_CHANCE) {
        /* The code of an old member may be today's code of the whole, or of the other part. */
        if (plan->communes.today[old->today].code != old->code)
            ras_error_set_add(errors, RAS_MADE_COMMUNE_OLD);
        if (old->part_block_count > 0 && old->code != code)
            ras_error_set_add(errors, RAS_MADE_COMMUNE_DIVIDED);
        code = old->code;
    }
    if (code < 10000 && ras_random_chance(random, CODE_ZERO_CHANCE)) {
        ras_cell_number(cell, code, 0);
        ras_error_set_add(errors, RAS_MADE_COMMUNE_LOST_ZERO);
        return;
    }
    ras_cell_number(cell, code, 5);
}
