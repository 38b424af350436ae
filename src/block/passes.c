/* Keys of every pass. */
#include "block/passes.h"

#include "base/hash.h"
#include "record/date.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#define BAG_STEP UINT64_C(0x9e3779b97f4a7c15) /* no syllable adds nothing */

static_assert(RAS_PASS_WORDS <= 16, "passes are kept in 16 bits a row");

enum refinement { REFINE_COMMUNE, REFINE_PLACE, REFINE_GIVEN };

static const enum refinement refinements[RAS_PASS_COUNT] = {
#define PASS(ENUM, name, refined, vietnamese) REFINE_##refined,
#include "block/passes.def"
#undef PASS
};

/* A hash of 0 would read as "missing". */
static uint64_t key_of(uint64_t a, uint64_t b, uint64_t c)
{
    const uint64_t key = ras_hash_three(a, b, c);
    return key == 0 ? 1 : key;
}

/* What takes part in a key with the pass: its number lies above every commune and sex. */
static uint64_t with_pass(enum ras_pass pass, uint64_t value)
{
    return ((uint64_t)pass + 1) << 32 | value;
}

static uint64_t key_of_two(enum ras_pass pass, uint64_t a, uint64_t b)
{
    return a == 0 || b == 0 ? 0 : key_of(a, b, with_pass(pass, 0));
}

static uint64_t key_of_three(enum ras_pass pass, uint64_t a, uint64_t b, uint32_t c)
{
    return a == 0 || b == 0 || c == 0 ? 0 : key_of(a, b, with_pass(pass, c));
}

void ras_name_keys_make(const struct ras_name *name, struct ras_name_keys *keys)
{
    uint64_t folded = name->count;
    uint64_t bag = 0; /* a sum does not depend on the order of what is summed */
    memset(keys, 0, sizeof *keys);
    if (name->count == 0)
        return;
    for (uint32_t i = 0; i < name->count; i++) {
        const uint64_t hash = name->syllable[i]->folded;
        folded = ras_hash_three(folded, hash, i);
        bag += ras_hash_mix(hash + BAG_STEP);
    }
    keys->surname = name->syllable[0]->folded;
    keys->given = name->syllable[name->count - 1]->folded;
    keys->folded = folded == 0 ? 1 : folded;
    keys->bag = bag == 0 ? 1 : bag;
}

void ras_keys_make(const struct ras_subject *subject, struct ras_keys *keys)
{
    const struct ras_resident *const fields = &subject->fields;
    const uint32_t value = ras_date_value(fields->birth_date);
    const uint64_t date = ras_date_precision(fields->birth_date) == RAS_DATE_DAY ? value : 0;
    const uint64_t year = ras_date_year(fields->birth_date);
    const uint64_t id_tail = fields->personal_id % 1000000;
    struct ras_name_keys name, mother;
    ras_name_keys_make(&subject->name, &name);
    ras_name_keys_make(&subject->mother, &mother);

    uint64_t *const key = keys->key;
    key[RAS_PASS_ID] = key_of_two(RAS_PASS_ID, fields->personal_id, 1);
    key[RAS_PASS_OLD_ID_YEAR] = key_of_two(RAS_PASS_OLD_ID_YEAR, fields->old_id, year);
    key[RAS_PASS_NAME_DATE] = key_of_two(RAS_PASS_NAME_DATE, name.folded, date);
    key[RAS_PASS_NAME_YEAR_COMMUNE] =
        key_of_three(RAS_PASS_NAME_YEAR_COMMUNE, name.folded, year, fields->commune);
    key[RAS_PASS_BAG_DATE] = key_of_two(RAS_PASS_BAG_DATE, name.bag, date);
    key[RAS_PASS_GIVEN_DATE_SEX] =
        key_of_three(RAS_PASS_GIVEN_DATE_SEX, name.given, date, fields->sex);
    key[RAS_PASS_ID_TAIL_YEAR] = key_of_two(RAS_PASS_ID_TAIL_YEAR, id_tail, year);
    key[RAS_PASS_MOTHER_DATE] = key_of_two(RAS_PASS_MOTHER_DATE, mother.folded, date);
    key[RAS_PASS_DATE_COMMUNE] = key_of_two(RAS_PASS_DATE_COMMUNE, date, fields->commune);
    key[RAS_PASS_NAME_YEAR] = key_of_two(RAS_PASS_NAME_YEAR, name.folded, year);
    key[RAS_PASS_NAME_COMMUNE] = key_of_two(RAS_PASS_NAME_COMMUNE, name.folded, fields->commune);
}

uint64_t ras_name_key(enum ras_pass pass, uint64_t folded, uint64_t value)
{
    return key_of_two(pass, folded, value);
}

uint64_t ras_key_refine(enum ras_pass pass, uint64_t key, const struct ras_subject *subject)
{
    assert(pass < RAS_PASS_COUNT);
    uint64_t further = 0;
    switch (refinements[pass]) {
    case REFINE_COMMUNE: further = subject->fields.commune; break;
    case REFINE_PLACE: further = subject->fields.address.place; break;
    case REFINE_GIVEN:
        if (subject->name.count > 0)
            further = subject->name.syllable[subject->name.count - 1]->folded;
        break;
    }
    return key_of_two(pass, key, further);
}

const char *const *ras_pass_names(void)
{
    static const char *const names[RAS_PASS_WORDS] = {
#define PASS(ENUM, name, refined, vietnamese) #name,
#include "block/passes.def"
#undef PASS
        "closer"};
    return names;
}

const char *ras_pass_name(enum ras_pass pass)
{
    assert(pass < RAS_PASS_WORDS);
    return ras_pass_names()[pass];
}

const char *ras_pass_vietnamese(enum ras_pass pass)
{
    static const char *const texts[RAS_PASS_WORDS] = {
#define PASS(ENUM, name, refined, vietnamese) vietnamese,
#include "block/passes.def"
#undef PASS
        "xem xét kỹ cùng các dòng khác"};
    assert(pass < RAS_PASS_WORDS);
    return texts[pass];
}
