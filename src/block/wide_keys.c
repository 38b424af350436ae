/* Wide keys of a subject. */
#include "block/wide_keys.h"

#include "base/hash.h"
#include "record/date.h"

/* What a key is made of; part of the key. */
enum kind {
    NAME_AND_DATE = 1,
    NAME_YEAR_COMMUNE,
    NAME_COMMUNE_PLACE,
    NAME_DAY_COMMUNE, /* day of the year */
    NAME_DAY,
    NAME_YEAR,
    GIVEN_YEAR_COMMUNE,
    OLD_ID,
    ID_TAIL_GIVEN,
    MOTHER_ID
};

struct maker {
    struct ras_wide_keys *keys;
    uint64_t date; /* full dates only */
    uint64_t year;
    uint64_t day; /* of the year; 0 for 1 January, which may stand for no day at all */
    uint64_t commune;
    uint64_t place;
};

static inline void put(struct ras_wide_keys *keys, enum kind kind, uint64_t name, uint64_t detail)
{
    const uint64_t key = ras_hash_mix(name + (detail << 4 | kind) * UINT64_C(0x9e3779b97f4a7c15));
    keys->key[keys->count++] = key == 0 ? 1 : key;
}

static inline uint64_t syllable_value(const struct ras_syllable *syllable)
{
    return ras_hash_mix(syllable->fold_length != 0 ? syllable->dialect : syllable->marked);
}

static uint64_t name_value(const struct ras_name *name)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < name->count; i++)
        sum += syllable_value(name->syllable[i]);
    return sum;
}

/* A name, or what is left of it. */
static void part_put(const struct maker *maker, uint64_t part)
{
    struct ras_wide_keys *const keys = maker->keys;
    if (maker->date != 0)
        put(keys, NAME_AND_DATE, part, maker->date);
    if (maker->commune == 0)
        return;
    if (maker->year != 0)
        put(keys, NAME_YEAR_COMMUNE, part, maker->year << 20 | maker->commune);
    if (maker->day != 0)
        put(keys, NAME_DAY_COMMUNE, part, maker->day << 20 | maker->commune);
    if (maker->place != 0)
        put(keys, NAME_COMMUNE_PLACE, part, maker->place << 20 | maker->commune);
}

static void name_put(const struct maker *maker, const struct ras_name *name)
{
    struct ras_wide_keys *const keys = maker->keys;
    if (name->count == 0)
        return;
    const uint64_t whole = name_value(name);
    part_put(maker, whole);
    for (uint32_t i = 0; i < name->count && name->count > 1; i++)
        part_put(maker, whole - syllable_value(name->syllable[i]));
    if (maker->day != 0)
        put(keys, NAME_DAY, whole, maker->day);
    if (maker->year != 0)
        put(keys, NAME_YEAR, whole, maker->year);
    if (maker->year != 0 && maker->commune != 0)
        put(keys, GIVEN_YEAR_COMMUNE, syllable_value(name->syllable[name->count - 1]),
            maker->year << 20 | maker->commune);
}

void ras_wide_keys_make(const struct ras_subject *subject, struct ras_wide_keys *keys)
{
    const struct ras_resident *const fields = &subject->fields;
    const uint32_t date = fields->birth_date;
    const bool full = ras_date_precision(date) == RAS_DATE_DAY;
    const struct maker maker = {
        .keys = keys,
        .date = full ? ras_date_value(date) : 0,
        .year = ras_date_year(date),
        .day = full && (date & RAS_DATE_PLACEHOLDER) == 0 ? ras_date_value(date) & 511 : 0,
        .commune = fields->commune,
        .place = fields->address_place};
    keys->count = 0;
    name_put(&maker, &subject->name);
    if (fields->old_id != 0)
        put(keys, OLD_ID, 0, fields->old_id);
    if (fields->personal_id != 0 && subject->name.count > 0)
        put(keys, ID_TAIL_GIVEN, syllable_value(subject->name.syllable[subject->name.count - 1]),
            fields->personal_id % 1000000);
    if (fields->mother_id != 0)
        put(keys, MOTHER_ID, 0, fields->mother_id);
}
