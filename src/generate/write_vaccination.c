/* Vaccination: one to four doses a person; the details of a later dose are copied from the dose
 * before or typed anew. */
#include "generate/rows.h"

#include "record/date.h"

#define PERSON_WEIGHT       UINT32_C(690000)
#define PHONE_MISSING       UINT32_C(195000)
#define PHONE_OTHERWISE     UINT32_C(60000)
#define COPIED_CHANCE       UINT32_C(600000) /* of later doses and duplicates */
#define DOSE_NUMBER_MISSING UINT32_C(8000)
#define DOSE_DATE_MISSING   UINT32_C(5000)
#define VACCINE_MISSING     UINT32_C(7000)
#define BEFORE_BIRTH        UINT32_C(2000)
#define ORDER_WRONG         UINT32_C(4000)
#define AFTER_DEATH         UINT32_C(4000) /* of doses of the dead */
#define DOSES_MAX           4u
#define CAMPAIGN_YEAR       2021 /* grown-ups: from March 2021 */

unsigned ras_vaccination_chances(const struct ras_block *block, unsigned position,
                                 struct ras_chance chances[RAS_CHANCES_MAX])
{
    (void)block;
    (void)position;
    chances[0] = (struct ras_chance){PERSON_WEIGHT, 2328};
    return 1;
}

struct dose {
    int32_t day;
    unsigned number;
    const char *vaccine;
    struct ras_made_cell phone;
    bool no_number, no_date, no_vaccine;
};

static void phone_type(const struct ras_plan *plan, const struct ras_made_person *person,
                       struct ras_random *random, struct dose *dose, struct ras_error_set *errors)
{
    static const uint16_t prefixes[] = {90, 91, 93, 94, 96, 97, 98, 86, 88, 89, 32, 33, 35, 37, 70};
    struct ras_random own =
        ras_random_start(plan->seed, RAS_STREAM_CONTACT, UINT64_C(1) << 62 | person->number);
    const uint32_t prefix = prefixes[ras_random_below(&own, 15)];
    const uint32_t rest = ras_random_below(&own, 10000000);
    const uint32_t draw = ras_random_below(random, RAS_MILLION);
    dose->phone.length = 0;
    if (draw < PHONE_MISSING) {
        ras_error_set_add(errors, RAS_MADE_PHONE_MISSING);
        return;
    }
    const bool otherwise = draw < PHONE_MISSING + PHONE_OTHERWISE;
    if (otherwise)
        ras_error_set_add(errors, RAS_MADE_PHONE_OTHERWISE);
    ras_cell_string(&dose->phone, otherwise && draw % 3 == 0 ? "+84" : "0");
    if (otherwise && draw % 3 == 1 && prefix >= 32 && prefix <= 39)
        ras_cell_number(&dose->phone, 130 + prefix, 0); /* 032 was 0162 until 2018 */
    else
        ras_cell_number(&dose->phone, prefix, 2);
    if (otherwise && draw % 3 != 0)
        ras_cell_char(&dose->phone, draw % 3 == 1 ? '.' : ' ');
    ras_cell_number(&dose->phone, rest, 7);
}

static int32_t days_of(uint32_t date)
{
    return ras_date_days(ras_date_year(date), ras_date_month(date), ras_date_day(date));
}

/* The true days of the doses; returns how many there are before as_of (or death). */
static unsigned doses_draw(const struct ras_plan *plan, const struct ras_made_person *person,
                           struct ras_random *random, int32_t days[DOSES_MAX])
{
    static const uint8_t percent[DOSES_MAX] = {22, 38, 28, 12};
    const int32_t birth = days_of(person->birth_date);
    const int32_t campaign = ras_date_days(CAMPAIGN_YEAR, 3, 8);
    const int32_t end = person->death_date != 0 ? days_of(person->death_date) : plan->as_of_days;
    unsigned point = ras_random_below(random, 100), wanted = 0;
    while (point >= percent[wanted])
        point -= percent[wanted++];
    int32_t day = birth + ras_random_between(random, 0, 70);
    if (birth < campaign - 5 * 365)
        day = campaign + ras_random_between(random, 0, 500);
    unsigned count = 0;
    for (unsigned i = 0; i <= wanted && day <= end; i++) {
        days[count++] = day;
        day += ras_random_between(random, 28, 180);
    }
    return count;
}

static const char *vaccine_of(const struct ras_made_person *person, unsigned number,
                              struct ras_random *random)
{
    static const char *const children[] = {"Viêm gan B", "5 trong 1", "Sởi - Rubella",
                                           "Bại liệt",   "BCG",       "Viêm não Nhật Bản"};
    static const char *const grown[] = {"AstraZeneca", "Pfizer", "Moderna",
                                        "Vero Cell",   "Abdala", "Cúm mùa"};
    if (person->age < 6)
        return children[number % 6];
    return grown[ras_random_below(random, 6)];
}

/* What a wrong date looks like; at most one contradiction a dose. */
static void dose_contradict(const struct ras_plan *plan, const struct ras_made_person *person,
                            const int32_t *days, unsigned dose_index, struct ras_random *random,
                            struct dose *dose, struct ras_error_set *errors)
{
    const uint32_t draw = ras_random_below(random, RAS_MILLION);
    if (draw < BEFORE_BIRTH && person->age < 90) {
        dose->day = days_of(person->birth_date) - ras_random_between(random, 1, 400);
        ras_error_set_add(errors, RAS_MADE_DOSE_BEFORE_BIRTH);
    } else if (draw < BEFORE_BIRTH + ORDER_WRONG && dose_index > 0 &&
               days[dose_index - 1] > days_of(person->birth_date)) {
        const int32_t span = days[dose_index - 1] - days_of(person->birth_date);
        dose->day = days[dose_index - 1] - ras_random_between(random, 1, span < 60 ? span : 60);
        ras_error_set_add(errors, RAS_MADE_DOSE_ORDER);
    } else if (person->death_date != 0 && ras_random_chance(random, AFTER_DEATH) &&
               days_of(person->death_date) < plan->as_of_days) {
        const int32_t death = days_of(person->death_date);
        dose->day = ras_random_between(random, death + 1, plan->as_of_days);
        ras_error_set_add(errors, RAS_MADE_DOSE_AFTER_DEATH);
    }
}

static void row_write(struct ras_text *text, const struct ras_entry *entry, const struct dose *dose)
{
    const struct ras_made_cell *const cells[] = {&entry->name,   &entry->birth, &entry->sex,
                                                 &entry->number, &dose->phone,  &entry->commune,
                                                 &entry->address};
    struct ras_made_cell day = {.length = 0};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        ras_text_char(text, ',');
        ras_text_cell(text, cells[i]);
    }
    ras_text_char(text, ',');
    if (!dose->no_number)
        ras_text_unsigned(text, dose->number);
    ras_text_char(text, ',');
    if (!dose->no_date)
        ras_cell_date(&day, ras_date_from_days(dose->day));
    ras_text_cell(text, &day);
    ras_text_char(text, ',');
    if (!dose->no_vaccine)
        ras_text_string(text, dose->vaccine);
}

/* The part of the errors that belongs to the person's details, not to the dose. */
static void details_type(const struct ras_desk *desk, const struct ras_block *block,
                         const struct ras_made_person *person, struct ras_random *random,
                         struct ras_entry *entry, struct dose *dose)
{
    ras_entry_make(desk, block, person, desk->rates->id_missing, random, entry);
    phone_type(desk->plan, person, random, dose, &entry->errors);
}

static void row_end(const struct ras_desk *desk, const struct ras_made_person *person,
                    unsigned row_number, const struct ras_entry *entry, const struct dose *dose,
                    const struct ras_error_set *errors, struct ras_rows *rows)
{
    ras_rows_begin(rows, desk, person, row_number);
    row_write(&rows->text, entry, dose);
    ras_rows_end(rows, desk, person, errors);
}

static void dose_gaps(struct ras_random *random, struct dose *dose, struct ras_error_set *errors)
{
    dose->no_number = ras_random_chance(random, DOSE_NUMBER_MISSING);
    dose->no_date = ras_random_chance(random, DOSE_DATE_MISSING);
    dose->no_vaccine = ras_random_chance(random, VACCINE_MISSING);
    if (dose->no_number)
        ras_error_set_add(errors, RAS_MADE_DOSE_NUMBER_MISSING);
    if (dose->no_date)
        ras_error_set_add(errors, RAS_MADE_DOSE_DATE_MISSING);
    if (dose->no_vaccine)
        ras_error_set_add(errors, RAS_MADE_VACCINE_MISSING);
}

void ras_vaccination_rows(const struct ras_desk *desk, const struct ras_block *block,
                          unsigned position, struct ras_rows *rows)
{
    const struct ras_made_person *const person = &block->persons[position];
    struct ras_random random =
        ras_random_start(desk->plan->seed, RAS_STREAM_VACCINATION, person->number);
    if (!ras_chosen(desk->rates, PERSON_WEIGHT, &random))
        return;
    int32_t days[DOSES_MAX];
    const unsigned count = doses_draw(desk->plan, person, &random, days);
    struct ras_entry entry;
    struct dose dose = {.day = 0};
    for (unsigned i = 0; i < count; i++) {
        if (i == 0 || !ras_random_chance(&random, COPIED_CHANCE))
            details_type(desk, block, person, &random, &entry, &dose);
        struct ras_error_set errors = entry.errors;
        dose.day = days[i];
        dose.number = i + 1;
        dose.vaccine = vaccine_of(person, i, &random);
        dose_gaps(&random, &dose, &errors);
        if (!dose.no_date)
            dose_contradict(desk->plan, person, days, i, &random, &dose, &errors);
        row_end(desk, person, i, &entry, &dose, &errors, rows);
        if (!ras_random_chance(&random, desk->rates->duplicate))
            continue;
        /* The contradictions of a copied dose are copied; details may be typed anew. */
        const struct ras_error_set before = entry.errors;
        if (!ras_random_chance(&random, COPIED_CHANCE))
            details_type(desk, block, person, &random, &entry, &dose);
        struct ras_error_set again = {
            {errors.words[0] & ~before.words[0], errors.words[1] & ~before.words[1]}};
        again.words[0] |= entry.errors.words[0];
        again.words[1] |= entry.errors.words[1];
        ras_error_set_add(&again, RAS_MADE_DUPLICATE);
        row_end(desk, person, DOSES_MAX + i, &entry, &dose, &again, rows);
    }
}
