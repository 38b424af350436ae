/* Wide keys of a subject. */
#include "block/wide_keys.h"

#include "base/hash.h"
#include "record/date.h"

#include <stdbool.h>

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

/* The details of a subject's keys, each hashed once: 0 = not there. */
struct maker {
    struct ras_wide_keys *keys;
    uint64_t date, year_commune, day_commune, commune_place;
};

static inline uint64_t detail_value(enum kind kind, uint64_t detail)
{
    return ras_hash_mix(detail << 4 | kind);
}

/* Both are spread over 64 bits already, each by itself: their sum needs no more. */
static inline void put(struct ras_wide_keys *keys, uint64_t name, uint64_t detail)
{
    const uint64_t key = name + detail;
    keys->key[keys->count++] = key == 0 ? 1 : key;
}

static inline uint64_t syllable_value(const struct ras_syllable *syllable)
{
    return ras_hash_mix(syllable->fold_length != 0 ? syllable->dialect : syllable->marked);
}

/* A name, or what is left of it. */
static inline void part_put(const struct maker *maker, uint64_t part)
{
    struct ras_wide_keys *const keys = maker->keys;
    if (maker->date != 0)
        put(keys, part, maker->date);
    if (maker->year_commune != 0)
        put(keys, part, maker->year_commune);
    if (maker->day_commune != 0)
        put(keys, part, maker->day_commune);
    if (maker->commune_place != 0)
        put(keys, part, maker->commune_place);
}

/* The name and all that is left of it without one syllable; its value. */
static uint64_t parts_put(const struct maker *maker, const struct ras_name *name)
{
    uint64_t value[RAS_NAME_SYLLABLES_MAX];
    uint64_t whole = 0;
    for (uint32_t i = 0; i < name->count; i++)
        whole += value[i] = syllable_value(name->syllable[i]);
    part_put(maker, whole);
    for (uint32_t i = 0; i < name->count && name->count > 1; i++)
        part_put(maker, whole - value[i]);
    return whole;
}

static void name_put(const struct ras_subject *subject, struct ras_wide_keys *keys)
{
    const struct ras_name *const name = &subject->name;
    const uint32_t date = subject->fields.birth_date;
    const uint64_t commune = subject->fields.commune, place = subject->fields.address.place;
    const bool full = ras_date_precision(date) == RAS_DATE_DAY;
    /* of the year; 0 for 1 January, which may stand for no day at all */
    const uint64_t day =
        full && (date & RAS_DATE_PLACEHOLDER) == 0 ? ras_date_value(date) & 511 : 0;
    const uint64_t year = ras_date_year(date);
    struct maker maker = {.keys = keys};
    if (name->count == 0)
        return;
    if (full)
        maker.date = detail_value(NAME_AND_DATE, ras_date_value(date));
    if (commune != 0 && year != 0)
        maker.year_commune = detail_value(NAME_YEAR_COMMUNE, year << 20 | commune);
    if (commune != 0 && day != 0)
        maker.day_commune = detail_value(NAME_DAY_COMMUNE, day << 20 | commune);
    if (commune != 0 && place != 0)
        maker.commune_place = detail_value(NAME_COMMUNE_PLACE, place << 20 | commune);
    const uint64_t whole = parts_put(&maker, name);
    if (day != 0)
        put(keys, whole, detail_value(NAME_DAY, day));
    if (year != 0)
        put(keys, whole, detail_value(NAME_YEAR, year));
    if (year != 0 && commune != 0)
        put(keys, syllable_value(name->syllable[name->count - 1]),
            detail_value(GIVEN_YEAR_COMMUNE, year << 20 | commune));
}

void ras_wide_keys_make(const struct ras_subject *subject, struct ras_wide_keys *keys)
{
    const struct ras_resident *const fields = &subject->fields;
    keys->count = 0;
    name_put(subject, keys);
    if (fields->old_id != 0)
        put(keys, 0, detail_value(OLD_ID, fields->old_id));
    if (fields->personal_id != 0 && subject->name.count > 0)
        put(keys, syllable_value(subject->name.syllable[subject->name.count - 1]),
            detail_value(ID_TAIL_GIVEN, fields->personal_id % 1000000));
    if (fields->mother_id != 0)
        put(keys, 0, detail_value(MOTHER_ID, fields->mother_id));
}
