/* The civil registry: births of the last six years, deaths (known to the residents or not yet), and
 * some marriages with a row for each of the couple. */
#include "generate/people.h"
#include "generate/rows.h"

#include "record/date.h"

#define BIRTH_WEIGHT    UINT32_C(950000)
#define DEATH_WEIGHT    UINT32_C(950000)
#define MARRIAGE_WEIGHT UINT32_C(90000)
#define BIRTH_YEARS     6u
#define MOTHER_MISSING  UINT32_C(76000)
#define FATHER_MISSING  UINT32_C(90000)  /* of the known ones; some are not known at all */
#define NUMBER_MISSING  UINT32_C(200000) /* of the mothers' numbers */
#define TYPE_MISSING    UINT32_C(2000)
#define DATE_MISSING    UINT32_C(4000)
#define DATE_BEFORE     UINT32_C(1500)
#define DEATH_MISSING   UINT32_C(10000)
#define COPIED_CHANCE   UINT32_C(400000) /* of duplicates */

enum event { BIRTH, DEATH, MARRIAGE };

static bool married(const struct ras_made_person *person)
{
    return person->spouse_position != RAS_NOBODY && person->age >= 20 && person->age < 65;
}

unsigned ras_civil_chances(const struct ras_block *block, unsigned position,
                           struct ras_chance chances[RAS_CHANCES_MAX])
{
    const struct ras_made_person *const person = &block->persons[position];
    unsigned count = 0;
    if (person->age < BIRTH_YEARS)
        chances[count++] = (struct ras_chance){BIRTH_WEIGHT, 1010};
    if (person->death_date != 0)
        chances[count++] = (struct ras_chance){DEATH_WEIGHT, 1010};
    if (married(person))
        chances[count++] = (struct ras_chance){MARRIAGE_WEIGHT, 1010};
    return count;
}

struct extra {
    struct ras_made_cell mother;
    struct ras_made_cell mother_number;
    struct ras_made_cell father;
    struct ras_made_cell registered;
    struct ras_made_cell died;
};

static void parents_type(const struct ras_desk *desk, const struct ras_block *block,
                         const struct ras_made_person *person, struct ras_random *random,
                         struct extra *extra, struct ras_error_set *errors)
{
    const uint32_t wrong = desk->rates->name_wrong;
    const bool capitals = ras_error_set_has(errors, RAS_MADE_NAME_CAPITALS);
    const bool no_marks = ras_error_set_has(errors, RAS_MADE_NAME_NO_MARKS);
    if (person->mother.part_count == 0 || ras_random_chance(random, MOTHER_MISSING)) {
        ras_error_set_add(errors, RAS_MADE_MOTHER_MISSING);
    } else {
        if (ras_parent_clerk(&person->mother, wrong, capitals, no_marks, random, &extra->mother))
            ras_error_set_add(errors, RAS_MADE_MOTHER_NAME_WRONG);
        if (person->mother_position != RAS_NOBODY) {
            if (ras_random_chance(random, NUMBER_MISSING))
                ras_error_set_add(errors, RAS_MADE_MOTHER_ID_MISSING);
            else
                ras_cell_number(&extra->mother_number,
                                block->persons[person->mother_position].personal_id, 12);
        }
    }
    if (person->father.part_count == 0 || ras_random_chance(random, FATHER_MISSING))
        ras_error_set_add(errors, RAS_MADE_FATHER_MISSING);
    else if (ras_parent_clerk(&person->father, wrong, capitals, no_marks, random, &extra->father))
        ras_error_set_add(errors, RAS_MADE_FATHER_NAME_WRONG);
}

static void dates_type(const struct ras_desk *desk, const struct ras_made_person *person,
                       enum event event, uint32_t happened, struct ras_random *random,
                       struct extra *extra, struct ras_error_set *errors)
{
    const struct ras_plan *const plan = desk->plan;
    int32_t days = event == MARRIAGE ? 0 : ras_random_between(random, 0, 45);
    if (event == BIRTH && ras_random_below(random, 12) == 0)
        days += ras_random_between(random, 0, 900);
    if (event != MARRIAGE && ras_random_chance(random, DATE_BEFORE)) {
        days = -1 - ras_random_between(random, 0, 40);
        ras_error_set_add(errors, RAS_MADE_EVENT_BEFORE);
    }
    if (ras_random_chance(random, DATE_MISSING))
        ras_error_set_add(errors, RAS_MADE_EVENT_DATE_MISSING);
    else
        ras_cell_date(&extra->registered, ras_date_after(plan, happened, days));
    if (event != DEATH)
        return;
    if (ras_random_chance(random, DEATH_MISSING))
        ras_error_set_add(errors, RAS_MADE_DEATH_DATE_MISSING);
    else
        ras_cell_date(&extra->died, person->death_date);
    if (person->dead_unknown)
        ras_error_set_add(errors, RAS_MADE_DEAD_UNKNOWN);
}

static void row_write(struct ras_text *text, enum event event, const struct ras_entry *entry,
                      const struct extra *extra)
{
    static const char *const events[] = {",Khai sinh,", ",Khai tử,", ",Kết hôn,"};
    const struct ras_made_cell *const cells[] = {
        &extra->registered, &entry->name,   &entry->birth,         &entry->sex,    &entry->number,
        &entry->commune,    &extra->mother, &extra->mother_number, &extra->father, &extra->died};
    const bool untyped = ras_error_set_has(&entry->errors, RAS_MADE_EVENT_TYPE_MISSING);
    ras_text_string(text, untyped ? ",," : events[event]);
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        if (i > 0)
            ras_text_char(text, ',');
        ras_text_cell(text, cells[i]);
    }
}

static void event_type(const struct ras_desk *desk, const struct ras_block *block,
                       const struct ras_made_person *person, enum event event, uint32_t happened,
                       struct ras_random *random, struct ras_entry *entry, struct extra *extra)
{
    const uint32_t missing = desk->rates->id_missing;
    extra->mother.length = extra->mother_number.length = extra->father.length = 0;
    extra->registered.length = extra->died.length = 0;
    ras_entry_make(desk, block, person, event == BIRTH ? missing : missing / 4, random, entry);
    if (ras_random_chance(random, TYPE_MISSING))
        ras_error_set_add(&entry->errors, RAS_MADE_EVENT_TYPE_MISSING);
    dates_type(desk, person, event, happened, random, extra, &entry->errors);
    if (event == BIRTH)
        parents_type(desk, block, person, random, extra, &entry->errors);
}

static void event_rows(const struct ras_desk *desk, const struct ras_block *block,
                       const struct ras_made_person *person, enum event event, uint32_t happened,
                       struct ras_random *random, struct ras_rows *rows)
{
    struct ras_entry entry;
    struct extra extra;
    event_type(desk, block, person, event, happened, random, &entry, &extra);
    ras_rows_begin(rows, desk, person, event * 2u);
    row_write(&rows->text, event, &entry, &extra);
    ras_rows_end(rows, desk, person, &entry.errors);
    if (!ras_random_chance(random, desk->rates->duplicate))
        return;
    if (!ras_random_chance(random, COPIED_CHANCE))
        event_type(desk, block, person, event, happened, random, &entry, &extra);
    ras_error_set_add(&entry.errors, RAS_MADE_DUPLICATE);
    ras_rows_begin(rows, desk, person, event * 2u + 1);
    row_write(&rows->text, event, &entry, &extra);
    ras_rows_end(rows, desk, person, &entry.errors);
}

void ras_civil_rows(const struct ras_desk *desk, const struct ras_block *block, unsigned position,
                    struct ras_rows *rows)
{
    const struct ras_made_person *const person = &block->persons[position];
    const uint64_t seed = desk->plan->seed;
    struct ras_random random = ras_random_start(seed, RAS_STREAM_CIVIL, person->number);
    if (person->age < BIRTH_YEARS && ras_chosen(desk->rates, BIRTH_WEIGHT, &random))
        event_rows(desk, block, person, BIRTH, person->birth_date, &random, rows);
    if (person->death_date != 0 && ras_chosen(desk->rates, DEATH_WEIGHT, &random))
        event_rows(desk, block, person, DEATH, person->death_date, &random, rows);
    if (!married(person))
        return;
    /* Both of a couple ask the same sequence. */
    const struct ras_made_person *const spouse = &block->persons[person->spouse_position];
    const uint64_t couple = person->number < spouse->number ? person->number : spouse->number;
    struct ras_random wedding =
        ras_random_start(seed, RAS_STREAM_CIVIL, UINT64_C(1) << 63 | couple);
    if (!married(spouse) || !ras_chosen(desk->rates, MARRIAGE_WEIGHT, &wedding))
        return;
    const bool younger = ras_date_value(person->birth_date) > ras_date_value(spouse->birth_date);
    const uint32_t day =
        ras_date_after(desk->plan, younger ? person->birth_date : spouse->birth_date,
                       7305 + ras_random_between(&wedding, 0, 3600));
    event_rows(desk, block, person, MARRIAGE, day, &random, rows);
}
