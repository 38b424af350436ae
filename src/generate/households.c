/* Who lives in a household.
 *
 * A household is composed from old to young (grandparents, couple, brother or sister, children), so
 * that parents exist when their children are named. All draws of a block come from one sequence;
 * the order of the draws below is therefore part of what a seed means. */
#include "generate/people.h"

#include "generate/name_model.h"
#include "record/date.h"

#include <assert.h>
#include <string.h>

#define ABSENT_NEWBORN_CHANCE UINT32_C(30000) /* of couples of that age */
#define ABSENT_OTHER_CHANCE   UINT32_C(52000) /* of households */
#define TWINS_CHANCE          UINT32_C(12000)
#define SIBLING_MIDDLE_CHANCE UINT32_C(700000)
#define CHILDREN_MAX          6u

enum household_kind { COUPLE, THREE_GENERATIONS, OLD, SINGLE, MOTHER_ALONE, WITH_SIBLING };

static unsigned age_of(const struct ras_plan *plan, uint32_t birth_date)
{
    return (unsigned)ras_date_years_between(birth_date, plan->as_of);
}

/* A person without parents yet; the name is to be set by the caller. */
static struct ras_made_person *person_add(struct ras_draft *draft, unsigned sex,
                                          uint32_t birth_date, bool absent)
{
    struct ras_block *const block = draft->block;
    const unsigned position = block->person_count;
    assert(position < RAS_BLOCK_PERSONS_MAX);
    struct ras_made_person *const person = &block->persons[position];
    *person = (struct ras_made_person){
        .number = (uint64_t)block->number * 128 + position,
        .birth_date = birth_date,
        .sex = (uint8_t)sex,
        .household = block->household_count,
        .mother_position = RAS_NOBODY,
        .father_position = RAS_NOBODY,
        .spouse_position = RAS_NOBODY,
        .age = (uint8_t)age_of(draft->plan, birth_date),
        .absent = absent,
    };
    ras_person_numbers(draft->plan, block, position, &draft->random);
    ras_person_fate(draft->plan, person, &draft->random);
    block->person_count++;
    block->resident_count = (uint8_t)(block->resident_count + !absent);
    return person;
}

static bool clan_of_mother(const struct ras_draft *draft)
{
    const struct ras_ethnic_group *const group = draft->family.group;
    return group != NULL &&
           (group->form == RAS_FORM_CLAN_LAST || group->form == RAS_FORM_CLAN_FIRST);
}

static const char *surname_of(const struct ras_draft *draft, const struct ras_made_person *person)
{
    const struct ras_ethnic_group *const group = draft->family.group;
    if (group != NULL && group->form == RAS_FORM_CLAN_LAST)
        return person->name.parts[person->name.part_count - 1];
    return person->name.surname_count == 0 ? NULL : person->name.parts[0];
}

/* Names of parents who live elsewhere or no more. The surname comes from one of them. */
static void parents_draw(struct ras_draft *draft, struct ras_made_person *person)
{
    struct ras_random *const random = &draft->random;
    const char *const own = surname_of(draft, person);
    const char *const other = ras_surname_draw(draft->plan, &draft->family, random);
    const bool from_mother = clan_of_mother(draft) || ras_random_chance(random, 30000);
    const unsigned year = ras_date_year(person->birth_date);
    const uint32_t unknown = year < 1950 ? 150000u : 20000u;
    struct ras_made_name mother, father;
    const unsigned mother_year = year - 20 - ras_random_below(random, 16);
    const unsigned father_year = year - 22 - ras_random_below(random, 18);
    ras_name_draw(draft->plan, &draft->family, from_mother ? own : other, NULL, RAS_SEX_FEMALE,
                  mother_year, random, &mother);
    ras_name_draw(draft->plan, &draft->family, from_mother ? other : own, NULL, RAS_SEX_MALE,
                  father_year, random, &father);
    if (!ras_random_chance(random, unknown))
        person->mother = mother;
    if (!ras_random_chance(random, unknown))
        person->father = father;
}

static struct ras_made_person *adult_add(struct ras_draft *draft, unsigned sex, unsigned age,
                                         const char *surname, bool absent)
{
    const uint32_t birth = ras_birth_date_draw(draft->plan, age, &draft->random);
    struct ras_made_person *const person = person_add(draft, sex, birth, absent);
    if (surname == NULL)
        surname = ras_surname_draw(draft->plan, &draft->family, &draft->random);
    ras_name_draw(draft->plan, &draft->family, surname, NULL, sex, ras_date_year(birth),
                  &draft->random, &person->name);
    parents_draw(draft, person);
    return person;
}

static uint8_t position_of(const struct ras_draft *draft, const struct ras_made_person *person)
{
    return (uint8_t)(person - draft->block->persons);
}

static void parents_set(const struct ras_draft *draft, struct ras_made_person *child,
                        const struct ras_made_person *mother, const struct ras_made_person *father)
{
    child->mother = (struct ras_made_name){.part_count = 0};
    child->father = (struct ras_made_name){.part_count = 0};
    if (mother != NULL) {
        child->mother = mother->name;
        child->mother_position = position_of(draft, mother);
    }
    if (father != NULL) {
        child->father = father->name;
        child->father_position = position_of(draft, father);
    }
}

/* No two children of a household have one given name. */
static void child_name(struct ras_draft *draft, struct ras_made_person *child, const char *surname,
                       unsigned first_position)
{
    struct ras_random *const random = &draft->random;
    const unsigned year = ras_date_year(child->birth_date);
    const bool shared = ras_random_chance(random, SIBLING_MIDDLE_CHANCE);
    const char *const *const middle =
        shared ? draft->family.middle[child->sex == RAS_SEX_FEMALE] : NULL;
    ras_name_draw(draft->plan, &draft->family, surname, middle, child->sex, year, random,
                  &child->name);
    const unsigned own = position_of(draft, child);
    for (unsigned i = first_position; i < own; i++)
        if (ras_made_name_equal(&draft->block->persons[i].name, &child->name))
            ras_name_draw_given(draft->plan, &draft->family, child->sex, year, random,
                                &child->name);
}

/* The second twin: all but the given name is the first one's. A boy and a girl share a middle name
 * that both can bear. */
static void twin_add(struct ras_draft *draft, struct ras_made_person *first,
                     const struct ras_made_person *mother, const struct ras_made_person *father)
{
    static const char *const neutral[] = {"Minh", "Ngọc", "Gia", "Bảo", "Khánh", "Hoàng"};
    struct ras_random *const random = &draft->random;
    const bool mixed = draft->family.group == NULL && ras_random_chance(random, 250000);
    const unsigned sex = mixed ? RAS_SEX_MALE + RAS_SEX_FEMALE - first->sex : first->sex;
    struct ras_made_person *const twin = person_add(draft, sex, first->birth_date, first->absent);
    if (mixed && first->name.part_count > 2) {
        first->name.parts[1] = neutral[ras_random_below(random, 6)];
        first->name.parts[2] = first->name.parts[first->name.part_count - 1];
        first->name.part_count = 3;
    }
    twin->name = first->name;
    ras_name_draw_given(draft->plan, &draft->family, sex, ras_date_year(first->birth_date), random,
                        &twin->name);
    first->twin = twin->twin = true;
    twin->year_only = first->year_only;
    parents_set(draft, twin, mother, father);
}

static unsigned child_sex(struct ras_random *random)
{
    return ras_random_chance(random, 525000) ? RAS_SEX_MALE : RAS_SEX_FEMALE;
}

static void children_add(struct ras_draft *draft, const struct ras_made_person *mother,
                         const struct ras_made_person *father, unsigned wanted)
{
    struct ras_random *const random = &draft->random;
    const struct ras_made_person *const namer =
        father == NULL || clan_of_mother(draft) ? mother : father;
    const char *const surname = surname_of(draft, namer);
    const unsigned first_position = draft->block->person_count;
    const unsigned mother_age = mother->age;
    unsigned birth_age = 19 + ras_random_below(random, 7) + ras_random_below(random, 7);
    const unsigned year = draft->plan->as_of_year - mother_age + birth_age + 2;
    ras_middle_draw(draft->plan, RAS_SEX_MALE, year, random, draft->family.middle[0]);
    ras_middle_draw(draft->plan, RAS_SEX_FEMALE, year, random, draft->family.middle[1]);
    for (unsigned i = 0; i < wanted && birth_age < 43; i++) {
        if (mother_age < birth_age + 1 || ras_draft_full(draft))
            return;
        const unsigned age = mother_age - birth_age;
        birth_age += 1 + ras_random_below(random, 4) + ras_random_below(random, 3);
        /* Most grown children have a household of their own. */
        if (age > 24 && !ras_random_chance(random, age > 32 ? 120000 : 400000))
            continue;
        const uint32_t birth = ras_birth_date_draw(draft->plan, age, random);
        struct ras_made_person *const child = person_add(draft, child_sex(random), birth, false);
        child_name(draft, child, surname, first_position);
        parents_set(draft, child, mother, father);
        if (ras_random_chance(random, TWINS_CHANCE) && !ras_draft_full(draft))
            twin_add(draft, child, mother, father);
    }
    if (mother_age >= 19 && mother_age <= 41 && ras_random_chance(random, ABSENT_NEWBORN_CHANCE)) {
        const int32_t days = ras_random_between(random, 0, 240);
        const uint32_t birth = ras_date_from_days(draft->plan->as_of_days - days);
        struct ras_made_person *const child = person_add(draft, child_sex(random), birth, true);
        child_name(draft, child, surname, first_position);
        parents_set(draft, child, mother, father);
    }
}

static unsigned head_age(struct ras_random *random)
{
    static const uint8_t percent[] = {14, 30, 27, 18, 11};
    unsigned point = ras_random_below(random, 100), decade = 0;
    while (point >= percent[decade])
        point -= percent[decade++];
    return 20 + decade * 10 + ras_random_below(random, 10);
}

static struct ras_made_person *head_add(struct ras_draft *draft, unsigned sex, unsigned age,
                                        const char *surname)
{
    if (draft->homonym == NULL)
        return adult_add(draft, sex, age, surname, false);
    struct ras_made_person *const head = person_add(draft, sex, draft->homonym_birth_date, false);
    head->name = *draft->homonym;
    parents_draw(draft, head);
    return head;
}

static unsigned wanted_children(struct ras_random *random)
{
    static const uint8_t percent[CHILDREN_MAX] = {5, 16, 43, 23, 9, 4};
    unsigned point = ras_random_below(random, 100), count = 0;
    while (point >= percent[count])
        point -= percent[count++];
    return count;
}

/* A couple with what belongs to it: grandparents before, brother or sister and children after. */
static void family_add(struct ras_draft *draft, enum household_kind kind)
{
    struct ras_random *const random = &draft->random;
    const unsigned age = draft->homonym != NULL ? age_of(draft->plan, draft->homonym_birth_date)
                         : kind == THREE_GENERATIONS ? 24 + ras_random_below(random, 22)
                                                     : head_age(random);
    struct ras_made_person *grandmother = NULL, *grandfather = NULL;
    if (kind == THREE_GENERATIONS) {
        if (!ras_random_chance(random, 250000))
            grandfather = adult_add(draft, RAS_SEX_MALE, age + 24 + ras_random_below(random, 12),
                                    NULL, false);
        if (!ras_draft_full(draft))
            grandmother = adult_add(draft, RAS_SEX_FEMALE, age + 20 + ras_random_below(random, 12),
                                    NULL, false);
        if (grandfather != NULL && grandmother != NULL) {
            grandfather->spouse_position = position_of(draft, grandmother);
            grandmother->spouse_position = position_of(draft, grandfather);
        }
        if (ras_draft_full(draft))
            return;
    }
    const struct ras_made_person *const namer =
        grandfather == NULL || clan_of_mother(draft) ? grandmother : grandfather;
    const char *const surname = namer == NULL ? NULL : surname_of(draft, namer);
    struct ras_made_person *const head = head_add(draft, RAS_SEX_MALE, age, surname);
    if (grandmother != NULL)
        parents_set(draft, head, grandmother, grandfather);
    if (ras_draft_full(draft))
        return;
    const unsigned wife_age = age + 2 - ras_random_below(random, age > 24 ? 8 : 4);
    struct ras_made_person *const wife = adult_add(draft, RAS_SEX_FEMALE, wife_age, NULL, false);
    head->spouse_position = position_of(draft, wife);
    wife->spouse_position = position_of(draft, head);
    if (kind == WITH_SIBLING && !ras_draft_full(draft) && age > 22) {
        struct ras_made_person *const sibling =
            adult_add(draft, child_sex(random), age - 1 - ras_random_below(random, 4),
                      surname_of(draft, head), false);
        sibling->mother = head->mother;
        sibling->father = head->father;
    }
    children_add(draft, wife, head, wanted_children(random));
}

static void old_add(struct ras_draft *draft)
{
    struct ras_random *const random = &draft->random;
    const unsigned age = 60 + ras_random_below(random, 18) + ras_random_below(random, 22);
    const bool couple = ras_random_chance(random, 600000);
    struct ras_made_person *const first =
        adult_add(draft, couple ? RAS_SEX_MALE : RAS_SEX_FEMALE, age, NULL, false);
    if (!couple || ras_draft_full(draft))
        return;
    struct ras_made_person *const second =
        adult_add(draft, RAS_SEX_FEMALE, age + 2 - ras_random_below(random, 8), NULL, false);
    first->spouse_position = position_of(draft, second);
    second->spouse_position = position_of(draft, first);
}

void ras_household_people(struct ras_draft *draft)
{
    static const uint8_t percent[] = {56, 18, 8, 7, 6, 5};
    struct ras_random *const random = &draft->random;
    unsigned point = ras_random_below(random, 100), kind = 0;
    while (point >= percent[kind])
        point -= percent[kind++];
    switch ((enum household_kind)(draft->homonym != NULL ? COUPLE : kind)) {
    case COUPLE: family_add(draft, COUPLE); break;
    case THREE_GENERATIONS: family_add(draft, THREE_GENERATIONS); break;
    case WITH_SIBLING: family_add(draft, WITH_SIBLING); break;
    case OLD: old_add(draft); break;
    case SINGLE:
        (void)adult_add(draft, child_sex(random), 20 + ras_random_below(random, 40), NULL, false);
        break;
    case MOTHER_ALONE: {
        const unsigned age = 22 + ras_random_below(random, 28);
        const struct ras_made_person *const mother =
            adult_add(draft, RAS_SEX_FEMALE, age, NULL, false);
        children_add(draft, mother, NULL, 1 + ras_random_below(random, 2));
        break;
    }
    }
    if (ras_random_chance(random, ABSENT_OTHER_CHANCE))
        (void)adult_add(draft, child_sex(random), 1 + ras_random_below(random, 85), NULL, true);
}
