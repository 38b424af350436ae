/* Social welfare: the old, the poor, children and some others; one row per person and benefit. */
#include "generate/rows.h"

#include "record/date.h"

#define BENEFIT_MISSING UINT32_C(8000)
#define ACCOUNT_MISSING UINT32_C(120000)
#define ACCOUNT_SHARED  UINT32_C(6000)
#define UPDATED_MISSING UINT32_C(15000)
#define UPDATED_STALE   UINT32_C(150000)
#define COPIED_CHANCE   UINT32_C(350000) /* of duplicates */

/* The dead stand in the lists too, fewer of those known to be dead. */
static uint32_t weight_of(const struct ras_block *block, const struct ras_made_person *person)
{
    const bool poor = block->households[person->household].poor;
    uint32_t weight = 110000;
    if (person->age >= 80)
        weight = 960000;
    else if (person->age >= 60)
        weight = 420000;
    else if (person->age < 16)
        weight = poor ? 800000 : 230000;
    else if (poor)
        weight = 600000;
    if (person->dead_unknown)
        return weight / 2;
    return person->death_date != 0 ? weight / 25 : weight;
}

unsigned ras_welfare_chances(const struct ras_block *block, unsigned position,
                             struct ras_chance chances[RAS_CHANCES_MAX])
{
    chances[0] = (struct ras_chance){weight_of(block, &block->persons[position]), 1026};
    return 1;
}

static const char *benefit_of(const struct ras_block *block, const struct ras_made_person *person,
                              struct ras_random *random)
{
    static const char *const children[] = {"Trẻ em mồ côi", "Trẻ em thuộc hộ nghèo",
                                           "Trẻ em khuyết tật"};
    static const char *const others[] = {"Người khuyết tật", "Bảo trợ xã hội", "Người có công",
                                         "Người đơn thân nuôi con"};
    if (person->age >= 80)
        return "Người cao tuổi từ 80 tuổi";
    if (person->age >= 60 && ras_random_below(random, 2) == 0)
        return "Người cao tuổi hưởng trợ cấp hưu trí xã hội";
    if (person->age < 16)
        return children[ras_random_below(random, 3)];
    if (block->households[person->household].poor)
        return "Hộ nghèo";
    return others[ras_random_below(random, person->age < 22 ? 2 : 4)];
}

static void account_write(const struct ras_plan *plan, const struct ras_made_person *person,
                          struct ras_made_cell *cell)
{
    struct ras_random random = ras_random_start(plan->seed, RAS_STREAM_CONTACT, person->number);
    static const uint16_t banks[] = {970, 711, 190, 102, 340, 501};
    ras_cell_number(cell, banks[ras_random_below(&random, 6)], 3);
    ras_cell_number(cell, ras_random_next(&random) % UINT64_C(10000000000), 10);
}

struct extra {
    const char *benefit;
    struct ras_made_cell account;
    struct ras_made_cell updated;
};

static void updated_type(const struct ras_desk *desk, const struct ras_made_person *person,
                         struct ras_random *random, struct extra *extra,
                         struct ras_error_set *errors)
{
    const int32_t now = desk->plan->as_of_days;
    const uint32_t draw = ras_random_below(random, RAS_MILLION);
    const bool stale = draw < UPDATED_STALE + UPDATED_MISSING;
    const int32_t days =
        stale ? ras_random_between(random, 366, 2000) : ras_random_between(random, 0, 365);
    const uint32_t date = ras_date_from_days(now - days);
    if (draw < UPDATED_MISSING) {
        ras_error_set_add(errors, RAS_MADE_UPDATED_MISSING);
    } else {
        ras_cell_date(&extra->updated, date);
        if (stale)
            ras_error_set_add(errors, RAS_MADE_UPDATED_STALE);
    }
    if (person->death_date != 0) {
        ras_error_set_add(errors, RAS_MADE_PAID_AFTER_DEATH);
        if (person->dead_unknown)
            ras_error_set_add(errors, RAS_MADE_DEAD_UNKNOWN);
    }
}

static void row_type(const struct ras_desk *desk, const struct ras_block *block,
                     const struct ras_made_person *person, struct ras_random *random,
                     struct ras_entry *entry, struct extra *extra)
{
    extra->account.length = extra->updated.length = 0;
    ras_entry_make(desk, block, person, desk->rates->id_missing, random, entry);
    const uint32_t draw = ras_random_below(random, RAS_MILLION);
    if (draw < ACCOUNT_MISSING) {
        ras_error_set_add(&entry->errors, RAS_MADE_ACCOUNT_MISSING);
    } else if (draw < ACCOUNT_MISSING + ACCOUNT_SHARED) {
        const struct ras_made_person *const other = ras_desk_other(desk, random);
        account_write(desk->plan, other, &extra->account);
        if (other != person)
            ras_error_set_add(&entry->errors, RAS_MADE_ACCOUNT_SHARED);
    } else {
        account_write(desk->plan, person, &extra->account);
    }
    updated_type(desk, person, random, extra, &entry->errors);
}

static void row_write(struct ras_text *text, const struct ras_entry *entry,
                      const struct extra *extra)
{
    const struct ras_made_cell *const cells[] = {&entry->name,   &entry->birth,   &entry->sex,
                                                 &entry->number, &entry->commune, &entry->address};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        ras_text_char(text, ',');
        ras_text_cell(text, cells[i]);
    }
    ras_text_char(text, ',');
    if (!ras_error_set_has(&entry->errors, RAS_MADE_BENEFIT_MISSING))
        ras_text_string(text, extra->benefit);
    ras_text_char(text, ',');
    ras_text_cell(text, &extra->account);
    ras_text_char(text, ',');
    ras_text_cell(text, &extra->updated);
}

void ras_welfare_rows(const struct ras_desk *desk, const struct ras_block *block, unsigned position,
                      struct ras_rows *rows)
{
    const struct ras_made_person *const person = &block->persons[position];
    struct ras_random random =
        ras_random_start(desk->plan->seed, RAS_STREAM_WELFARE, person->number);
    if (!ras_chosen(desk->rates, weight_of(block, person), &random))
        return;
    struct ras_entry entry;
    struct extra extra = {.benefit = benefit_of(block, person, &random)};
    row_type(desk, block, person, &random, &entry, &extra);
    if (ras_random_chance(&random, BENEFIT_MISSING))
        ras_error_set_add(&entry.errors, RAS_MADE_BENEFIT_MISSING);
    ras_rows_begin(rows, desk, person, 0);
    row_write(&rows->text, &entry, &extra);
    ras_rows_end(rows, desk, person, &entry.errors);
    if (!ras_random_chance(&random, desk->rates->duplicate))
        return;
    if (!ras_random_chance(&random, COPIED_CHANCE))
        row_type(desk, block, person, &random, &entry, &extra);
    ras_error_set_add(&entry.errors, RAS_MADE_DUPLICATE);
    ras_rows_begin(rows, desk, person, 1);
    row_write(&rows->text, &entry, &extra);
    ras_rows_end(rows, desk, person, &entry.errors);
}
