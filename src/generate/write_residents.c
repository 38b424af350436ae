/* The residents' table: the root data, clean but for a few names in NFD or in another case. */
#include "generate/name_model.h"
#include "generate/rows.h"
#include "generate/typing.h"

#include "record/date.h"

#define NFD_CHANCE  UINT32_C(1000)
#define CASE_CHANCE UINT32_C(1500)

static void comma(struct ras_text *text)
{
    ras_text_char(text, ',');
}

static void cell_write(struct ras_text *text, struct ras_made_cell *cell)
{
    ras_text_cell(text, cell);
    cell->length = 0;
}

static void name_write(const struct ras_made_name *name, struct ras_text *text)
{
    char written[200];
    const size_t length = ras_made_name_write(name, written, sizeof written);
    ras_text_csv(text, (struct ras_bytes){written, length});
}

/* One name in some hundreds is not as it should be, even here. */
static void own_name_write(const struct ras_plan *plan, const struct ras_made_person *person,
                           struct ras_text *text)
{
    struct ras_random random = ras_random_start(plan->seed, RAS_STREAM_RESIDENTS, person->number);
    const uint32_t draw = ras_random_below(&random, RAS_MILLION);
    if (draw >= NFD_CHANCE + CASE_CHANCE) {
        name_write(&person->name, text);
        return;
    }
    char written[200];
    struct ras_letters letters;
    struct ras_made_cell cell = {.length = 0};
    ras_letters_read(&letters, written,
                     ras_made_name_write(&person->name, written, sizeof written));
    if (draw >= NFD_CHANCE)
        for (unsigned i = 0; i < letters.count; i++)
            letters.codes[i] = draw % 2 == 0 ? ras_letter_upper(letters.codes[i])
                                             : ras_letter_lower(letters.codes[i]);
    ras_letters_write(&letters, draw < NFD_CHANCE, &cell);
    ras_text_cell(text, &cell);
}

static const char *ethnicity_name(uint8_t code)
{
    const struct ras_ethnic_group *const group = ras_ethnic_group_find(code);
    return group == NULL ? "Kinh" : group->name;
}

static void parent_write(const struct ras_block *block, const struct ras_made_name *name,
                         uint8_t position, struct ras_text *text)
{
    name_write(name, text);
    comma(text);
    /* A parent who is not in the table has no number there. */
    if (position != RAS_NOBODY && !block->persons[position].absent)
        ras_text_digits(text, block->persons[position].personal_id, 12);
    comma(text);
}

static void resident_write(const struct ras_plan *plan, const struct ras_block *block,
                           const struct ras_made_person *person, struct ras_text *text)
{
    const struct ras_made_household *const household = &block->households[person->household];
    const struct ras_place place = ras_place_of(block, person);
    const bool known_dead = person->death_date != 0 && !person->dead_unknown;
    struct ras_made_cell cell = {.length = 0};
    ras_text_digits(text, person->personal_id, 12);
    comma(text);
    if (person->old_id != 0)
        ras_text_digits(text, person->old_id, 9);
    comma(text);
    own_name_write(plan, person, text);
    comma(text);
    if (person->year_only)
        ras_cell_number(&cell, ras_date_year(person->birth_date), 4);
    else
        ras_cell_date(&cell, person->birth_date);
    cell_write(text, &cell);
    ras_text_string(text, person->sex == RAS_SEX_FEMALE ? ",Nữ," : ",Nam,");
    ras_text_string(text, ethnicity_name(household->ethnicity));
    comma(text);
    ras_text_digits(text, plan->communes.today[block->today_commune].code, 5);
    comma(text);
    ras_address_write(plan, &place, &cell);
    cell_write(text, &cell);
    ras_text_string(text, ",HO");
    ras_text_digits(text, household->number, 10);
    comma(text);
    parent_write(block, &person->mother, person->mother_position, text);
    parent_write(block, &person->father, person->father_position, text);
    ras_text_string(text, known_dead           ? "Đã chết,"
                          : person->moved_away ? "Đã chuyển đi,"
                                               : "Đang sống,");
    if (known_dead)
        ras_cell_date(&cell, person->death_date);
    cell_write(text, &cell);
    ras_text_char(text, '\n');
}

void ras_residents_write(const struct ras_plan *plan, const struct ras_block *block,
                         struct ras_text *text)
{
    for (unsigned i = 0; i < block->person_count; i++)
        if (!block->persons[i].absent)
            resident_write(plan, block, &block->persons[i], text);
}
