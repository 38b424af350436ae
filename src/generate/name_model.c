/* Names by people, sex, region and year of birth. */
#include "generate/name_model.h"

#include <assert.h>
#include <string.h>

/* Chances in millionths by era: Văn, Thị, a second middle name, none at all. */
static const uint32_t van_chance[RAS_ERA_COUNT] = {480000, 330000, 100000};
static const uint32_t thi_chance[RAS_ERA_COUNT] = {860000, 680000, 300000};
static const uint32_t four_chance[2][RAS_ERA_COUNT] = {{60000, 110000, 260000},
                                                       {170000, 400000, 580000}};
static const uint32_t two_chance[2][RAS_ERA_COUNT] = {{70000, 40000, 15000}, {25000, 15000, 8000}};

unsigned ras_name_region(uint8_t landscape)
{
    switch ((enum ras_landscape)landscape) {
    case RAS_NORTH_PLAIN:
    case RAS_NORTH_HILLS: return 0;
    case RAS_CENTRE:
    case RAS_HIGHLANDS: return 1;
    case RAS_SOUTH: return 2;
    }
    return 2;
}

unsigned ras_name_era(unsigned birth_year, struct ras_random *random)
{
    const unsigned year = birth_year + ras_random_below(random, 13) - 6;
    return year < 1965 ? 0 : year < 1990 ? 1 : 2;
}

const char *ras_surname_draw(const struct ras_plan *plan, const struct ras_family_names *family,
                             struct ras_random *random)
{
    const struct ras_ethnic_group *const group = family->group;
    if (group == NULL)
        return ras_surname_table.items[ras_sampler_draw(&plan->surnames[family->region], random)]
            .text;
    uint32_t count = 0;
    while (count < 8 && group->surnames[count] != NULL)
        count++;
    if (count == 0)
        return NULL;
    /* The first of the list are the commonest: the smaller of two draws. */
    const uint32_t a = ras_random_below(random, count), b = ras_random_below(random, count);
    return group->surnames[a < b ? a : b];
}

void ras_middle_draw(const struct ras_plan *plan, unsigned sex, unsigned birth_year,
                     struct ras_random *random, const char *middle[2])
{
    const unsigned woman = sex == RAS_SEX_FEMALE;
    const unsigned era = ras_name_era(birth_year, random);
    const struct ras_name_table *const table = &ras_middle_tables[woman];
    middle[0] = middle[1] = NULL;
    if (ras_random_chance(random, two_chance[woman][era]))
        return;
    const bool two = ras_random_chance(random, four_chance[woman][era]);
    const bool common = ras_random_chance(random, woman ? thi_chance[era] : van_chance[era]);
    if (common && (woman || !two)) {
        middle[0] = woman ? "Thị" : "Văn";
    } else {
        middle[0] = table->items[ras_sampler_draw(&plan->middle[woman][era], random)].text;
    }
    if (!two)
        return;
    middle[1] = table->items[ras_sampler_draw(&plan->middle[woman][era], random)].text;
    if (strcmp(middle[1], middle[0]) == 0)
        middle[1] = NULL;
}

static void part_add(struct ras_made_name *name, const char *part)
{
    assert(name->part_count < RAS_NAME_PARTS_MAX);
    name->parts[name->part_count++] = part;
}

/* H' and K' stand before the given name without a blank; Y, A, Ka and the others do not. */
static void marker_add(struct ras_made_name *name, const char *marker)
{
    part_add(name, marker);
    if (marker[strlen(marker) - 1] == '\'')
        name->glued_part = name->part_count;
}

static const char *group_given(const struct ras_ethnic_group *group, unsigned sex,
                               struct ras_random *random)
{
    return group->given[sex == RAS_SEX_FEMALE][ras_random_below(random, 16)];
}

static const char *kinh_given(const struct ras_plan *plan, unsigned sex, unsigned birth_year,
                              struct ras_random *random)
{
    const unsigned woman = sex == RAS_SEX_FEMALE;
    const unsigned era = ras_name_era(birth_year, random);
    const uint32_t item = ras_sampler_draw(&plan->given[woman][era], random);
    return ras_given_tables[woman].items[item].text;
}

static void minority_name(const struct ras_family_names *family, const char *surname, unsigned sex,
                          struct ras_random *random, struct ras_made_name *name)
{
    const struct ras_ethnic_group *const group = family->group;
    const char *const marker = group->markers[sex == RAS_SEX_FEMALE];
    const char *const given = group_given(group, sex, random);
    switch (group->form) {
    case RAS_FORM_SURNAME:
    case RAS_FORM_SHORT:
        part_add(name, surname);
        name->surname_count = 1;
        part_add(name, given);
        return;
    case RAS_FORM_CLAN_LAST:
        marker_add(name, marker);
        part_add(name, given);
        part_add(name, surname);
        return;
    case RAS_FORM_MARKER:
        marker_add(name, marker);
        part_add(name, given);
        return;
    case RAS_FORM_GLUED:
        marker_add(name, marker);
        part_add(name, given);
        if (surname != NULL && ras_random_chance(random, 200000))
            part_add(name, surname);
        return;
    case RAS_FORM_CLAN_FIRST:
        part_add(name, surname);
        name->surname_count = 1;
        if (marker != NULL && !ras_random_chance(random, 300000))
            marker_add(name, marker);
        part_add(name, given);
        return;
    }
}

void ras_name_draw(const struct ras_plan *plan, const struct ras_family_names *family,
                   const char *surname, const char *const *middle, unsigned sex,
                   unsigned birth_year, struct ras_random *random, struct ras_made_name *name)
{
    const struct ras_ethnic_group *const group = family->group;
    *name = (struct ras_made_name){.part_count = 0};
    if (group != NULL && group->form != RAS_FORM_SURNAME) {
        minority_name(family, surname, sex, random, name);
        return;
    }
    const char *own[2];
    if (middle == NULL) {
        ras_middle_draw(plan, sex, birth_year, random, own);
        middle = own;
    }
    part_add(name, surname);
    name->surname_count = 1;
    for (unsigned i = 0; i < 2; i++)
        if (middle[i] != NULL)
            part_add(name, middle[i]);
    const char *given =
        group != NULL ? group_given(group, sex, random) : kinh_given(plan, sex, birth_year, random);
    /* No "Nguyễn Minh Minh": one more try is enough to make it rare. */
    if (strcmp(given, name->parts[name->part_count - 1]) == 0)
        given = group != NULL ? group_given(group, sex, random)
                              : kinh_given(plan, sex, birth_year, random);
    part_add(name, given);
}

void ras_name_draw_given(const struct ras_plan *plan, const struct ras_family_names *family,
                         unsigned sex, unsigned birth_year, struct ras_random *random,
                         struct ras_made_name *name)
{
    const struct ras_ethnic_group *const group = family->group;
    const bool marked =
        group != NULL && (group->form == RAS_FORM_CLAN_LAST || group->form == RAS_FORM_GLUED);
    const unsigned position = marked ? 1u : name->part_count - 1u;
    const char *const before = name->parts[position];
    for (unsigned attempt = 0; attempt < 8 && strcmp(name->parts[position], before) == 0; attempt++)
        name->parts[position] = group != NULL ? group_given(group, sex, random)
                                              : kinh_given(plan, sex, birth_year, random);
}

bool ras_made_name_equal(const struct ras_made_name *a, const struct ras_made_name *b)
{
    if (a->part_count != b->part_count || a->glued_part != b->glued_part)
        return false;
    for (unsigned i = 0; i < a->part_count; i++)
        if (strcmp(a->parts[i], b->parts[i]) != 0)
            return false;
    return true;
}

size_t ras_made_name_write(const struct ras_made_name *name, char *out, size_t capacity)
{
    size_t length = 0;
    for (unsigned i = 0; i < name->part_count; i++) {
        const size_t part = strlen(name->parts[i]);
        assert(length + part + 2 <= capacity);
        if (i > 0 && i != name->glued_part)
            out[length++] = ' ';
        memcpy(out + length, name->parts[i], part);
        length += part;
    }
    assert(length < capacity);
    out[length] = '\0';
    return length;
}
