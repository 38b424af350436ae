#include "block/passes.h"

#include "base/hash.h"
#include "base/sort.h"
#include "record/date.h"
#include "support/people_sample.h"
#include "support/spelled_name.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define BIT(pass) (UINT32_C(1) << RAS_PASS_##pass)

/* A subject with every part that a pass can use. */
struct sample {
    struct ras_subject subject;
    struct spelled_name name, mother, father;
};

static void names_set(struct sample *sample, const char *name, const char *mother)
{
    spelled_name_make(&sample->name, name);
    spelled_name_make(&sample->mother, mother);
    sample->subject.name = sample->name.name;
    sample->subject.mother = sample->mother.name;
}

static void sample_make(struct sample *sample)
{
    memset(sample, 0, sizeof *sample);
    names_set(sample, "nguyễn văn hoà", "trần thị lan");
    spelled_name_make(&sample->father, "nguyễn văn nam");
    sample->subject.father = sample->father.name;
    sample->subject.fields = (struct ras_resident){.personal_id = UINT64_C(1085123456),
                                                   .mother_id = UINT64_C(1160000001),
                                                   .father_id = UINT64_C(1060000001),
                                                   .old_id = 123456789,
                                                   .birth_date = ras_date_make(1985, 3, 7),
                                                   .name = 5,
                                                   .commune = 178,
                                                   .address.place = 4711,
                                                   .address.number = 12,
                                                   .sex = RAS_SEX_MALE,
                                                   .status = RAS_STATUS_ALIVE,
                                                   .ethnicity = 1};
}

/* Which keys differ; which of the changed subject's keys are missing. */
static void expect_change(const struct sample *changed, uint32_t passes, uint32_t missing,
                          const char *what)
{
    struct sample whole;
    struct ras_keys before, after;
    sample_make(&whole);
    ras_keys_make(&whole.subject, &before);
    ras_keys_make(&changed->subject, &after);
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        cr_assert_neq(before.key[pass], 0);
        cr_assert_eq(before.key[pass] != after.key[pass], passes >> pass & 1, "%s: pass %s", what,
                     ras_pass_name((enum ras_pass)pass));
        cr_assert_eq(after.key[pass] == 0, missing >> pass & 1, "%s: pass %s", what,
                     ras_pass_name((enum ras_pass)pass));
    }
}

#define NAME_PASSES (BIT(NAME_DATE) | BIT(NAME_YEAR_COMMUNE) | BIT(NAME_COMMUNE) | BIT(NAME_YEAR))
#define DATE_PASSES                                                                                \
    (BIT(NAME_DATE) | BIT(BAG_DATE) | BIT(GIVEN_DATE_SEX) | BIT(MOTHER_DATE) | BIT(DATE_COMMUNE))
#define YEAR_PASSES    (BIT(OLD_ID_YEAR) | BIT(NAME_YEAR_COMMUNE) | BIT(ID_TAIL_YEAR) | BIT(NAME_YEAR))
#define COMMUNE_PASSES (BIT(NAME_YEAR_COMMUNE) | BIT(DATE_COMMUNE) | BIT(NAME_COMMUNE))

Test(passes, a_changed_field_changes_its_keys_only)
{
    static const struct {
        const char *what;
        size_t offset, bytes;
        uint64_t value;
        uint32_t passes;
    } changes[] = {
#define FIELD(member)                                                                              \
    offsetof(struct ras_resident, member), sizeof(((struct ras_resident *)0)->member)
        {"id, head", FIELD(personal_id), UINT64_C(2085123456), BIT(ID)},
        {"id, tail", FIELD(personal_id), UINT64_C(1085123457), BIT(ID) | BIT(ID_TAIL_YEAR)},
        {"old id", FIELD(old_id), 123456788, BIT(OLD_ID_YEAR)},
        {"sex", FIELD(sex), RAS_SEX_FEMALE, BIT(GIVEN_DATE_SEX)},
        {"commune", FIELD(commune), 179, COMMUNE_PASSES},
        {"place", FIELD(address.place), 4712, 0},
        {"house", FIELD(address.number), 13, 0},
        {"status", FIELD(status), RAS_STATUS_DEAD, 0},
        {"ethnicity", FIELD(ethnicity), 2, 0},
        {"mother's id", FIELD(mother_id), UINT64_C(1160000002), 0},
        {"father's id", FIELD(father_id), UINT64_C(1060000002), 0},
        {"number of the name", FIELD(name), 6, 0},
#undef FIELD
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct sample sample;
        sample_make(&sample);
        memcpy((char *)&sample.subject.fields + changes[i].offset, &changes[i].value,
               changes[i].bytes);
        expect_change(&sample, changes[i].passes, 0, changes[i].what);
    }
}

Test(passes, a_missing_field_takes_no_part)
{
    static const struct {
        const char *what;
        size_t offset, bytes;
        uint32_t passes;
    } missing[] = {
#define FIELD(member)                                                                              \
    offsetof(struct ras_resident, member), sizeof(((struct ras_resident *)0)->member)
        {"id", FIELD(personal_id), BIT(ID) | BIT(ID_TAIL_YEAR)},
        {"old id", FIELD(old_id), BIT(OLD_ID_YEAR)},
        {"sex", FIELD(sex), BIT(GIVEN_DATE_SEX)},
        {"commune", FIELD(commune), COMMUNE_PASSES},
        {"date", FIELD(birth_date), DATE_PASSES | YEAR_PASSES},
        {"place", FIELD(address.place), 0},
#undef FIELD
    };
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++) {
        struct sample sample;
        sample_make(&sample);
        memset((char *)&sample.subject.fields + missing[i].offset, 0, missing[i].bytes);
        expect_change(&sample, missing[i].passes, missing[i].passes, missing[i].what);
    }
}

Test(passes, a_missing_name_takes_no_part)
{
    struct sample sample;
    sample_make(&sample);
    sample.subject.name.count = 0;
    expect_change(&sample, NAME_PASSES | BIT(BAG_DATE) | BIT(GIVEN_DATE_SEX),
                  NAME_PASSES | BIT(BAG_DATE) | BIT(GIVEN_DATE_SEX), "name");
    sample_make(&sample);
    sample.subject.mother.count = 0;
    expect_change(&sample, BIT(MOTHER_DATE), BIT(MOTHER_DATE), "mother");
    sample_make(&sample);
    sample.subject.father.count = 0;
    expect_change(&sample, 0, 0, "father");
}

Test(passes, a_subject_without_anything_has_no_key)
{
    struct ras_subject nobody;
    struct ras_keys keys;
    memset(&nobody, 0, sizeof nobody);
    memset(&keys, 0xFF, sizeof keys);
    ras_keys_make(&nobody, &keys);
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        cr_assert_eq(keys.key[pass], 0);
        cr_assert_eq(ras_key_refine((enum ras_pass)pass, 5, &nobody), 0);
    }
}

Test(passes, dates_take_part_as_far_as_they_are_known)
{
    struct sample sample;
    sample_make(&sample);
    sample.subject.fields.birth_date = ras_date_make(1985, 3, 8);
    expect_change(&sample, DATE_PASSES, 0, "day");
    sample.subject.fields.birth_date = ras_date_make(1986, 3, 7);
    expect_change(&sample, DATE_PASSES | YEAR_PASSES, 0, "year");
    sample.subject.fields.birth_date = ras_date_make(1985, 3, 0);
    expect_change(&sample, DATE_PASSES, DATE_PASSES, "month only");
    sample.subject.fields.birth_date = ras_date_make(1985, 0, 0);
    expect_change(&sample, DATE_PASSES, DATE_PASSES, "year only");
    sample.subject.fields.birth_date = ras_date_make(1985, 3, 7) | RAS_DATE_PLACEHOLDER;
    expect_change(&sample, 0, 0, "the placeholder flag is no part of a date");
}

Test(passes, names_take_part_folded)
{
    struct sample sample;
    sample_make(&sample);
    names_set(&sample, "nguyen van hòa", "tran thi lân");
    expect_change(&sample, 0, 0, "marks and tones");
    names_set(&sample, "văn nguyễn hoà", "trần thị lan");
    expect_change(&sample, NAME_PASSES, 0, "order, given name in its place");
    names_set(&sample, "hoà nguyễn văn", "trần thị lan");
    expect_change(&sample, NAME_PASSES | BIT(GIVEN_DATE_SEX), 0, "order");
    names_set(&sample, "nguyễn hoà", "trần thị lan");
    expect_change(&sample, NAME_PASSES | BIT(BAG_DATE), 0, "middle name left out");
    names_set(&sample, "nguyễn văn hoà", "trần lan");
    expect_change(&sample, BIT(MOTHER_DATE), 0, "mother");
    /* the same letters, cut elsewhere */
    names_set(&sample, "nguyễnvăn hoà", "trần thị lan");
    expect_change(&sample, NAME_PASSES | BIT(BAG_DATE), 0, "glued");
}

Test(passes, a_bag_counts_its_syllables)
{
    static const char *const names[] = {"a",     "b",     "a a",   "a b",   "b b",
                                        "a a a", "a a b", "a b b", "b b b", "a b c"};
    struct ras_name_keys keys[10];
    for (unsigned i = 0; i < 10; i++) {
        struct spelled_name name;
        spelled_name_make(&name, names[i]);
        ras_name_keys_make(&name.name, &keys[i]);
        for (unsigned k = 0; k < i; k++)
            cr_assert_neq(keys[i].bag, keys[k].bag, "%s, %s", names[i], names[k]);
    }
}

Test(passes, a_name_of_the_most_syllables_and_of_one)
{
    struct spelled_name ten, one, turned;
    struct ras_name_keys keys, other;
    spelled_name_make(&ten, "a b c d e g h i k l");
    cr_assert_eq(ten.name.count, RAS_NAME_SYLLABLES_MAX);
    ras_name_keys_make(&ten.name, &keys);
    cr_assert_eq(keys.surname, ten.syllables[0].folded);
    cr_assert_eq(keys.given, ten.syllables[9].folded);
    spelled_name_make(&turned, "l k i h g e d c b a");
    ras_name_keys_make(&turned.name, &other);
    cr_assert_eq(other.bag, keys.bag);
    cr_assert_neq(other.folded, keys.folded);
    cr_assert_eq(other.surname, keys.given);
    spelled_name_make(&one, "a");
    ras_name_keys_make(&one.name, &keys);
    cr_assert_eq(keys.surname, keys.given);
    cr_assert_neq(keys.bag, 0);
    ras_name_keys_make(&(struct ras_name){.count = 0}, &keys);
    cr_assert_eq(keys.folded | keys.bag | keys.given | keys.surname, 0);
}

static enum {
    BY_COMMUNE,
    BY_PLACE,
    BY_GIVEN
} const refined_by[RAS_PASS_COUNT] = {
    [RAS_PASS_NAME_YEAR_COMMUNE] = BY_PLACE,
    [RAS_PASS_DATE_COMMUNE] = BY_GIVEN,
    [RAS_PASS_NAME_COMMUNE] = BY_PLACE,
};

Test(passes, a_block_is_refined_by_the_field_of_its_pass)
{
    for (unsigned p = 0; p < RAS_PASS_COUNT; p++) {
        const enum ras_pass pass = (enum ras_pass)p;
        struct sample sample;
        sample_make(&sample);
        const uint64_t key = ras_key_refine(pass, 77, &sample.subject);
        cr_assert_neq(key, 0);
        cr_assert_neq(key, ras_key_refine(pass, 78, &sample.subject));
        cr_assert_eq(ras_key_refine(pass, 0, &sample.subject), 0);
        sample.subject.fields.commune++;
        cr_assert_eq(key != ras_key_refine(pass, 77, &sample.subject),
                     refined_by[pass] == BY_COMMUNE);
        sample_make(&sample);
        sample.subject.fields.address.place++;
        cr_assert_eq(key != ras_key_refine(pass, 77, &sample.subject),
                     refined_by[pass] == BY_PLACE);
        sample_make(&sample);
        names_set(&sample, "nguyễn văn hùng", "trần thị lan");
        cr_assert_eq(key != ras_key_refine(pass, 77, &sample.subject),
                     refined_by[pass] == BY_GIVEN);
        for (unsigned other = 0; other < RAS_PASS_COUNT; other++)
            if (other != p) {
                sample_make(&sample);
                cr_assert_neq(key, ras_key_refine((enum ras_pass)other, 77, &sample.subject));
            }
    }
}

Test(passes, a_missing_refining_field_gives_no_finer_block)
{
    for (unsigned p = 0; p < RAS_PASS_COUNT; p++) {
        struct sample sample;
        sample_make(&sample);
        if (refined_by[p] == BY_COMMUNE)
            sample.subject.fields.commune = 0;
        else if (refined_by[p] == BY_PLACE)
            sample.subject.fields.address.place = 0;
        else
            sample.subject.name.count = 0;
        cr_assert_eq(ras_key_refine((enum ras_pass)p, 77, &sample.subject), 0);
    }
}

static size_t distinct_count(uint64_t *keys, size_t count)
{
    uint64_t *const scratch = malloc(count * sizeof keys[0]);
    cr_assert_not_null(scratch);
    ras_sort_keys(keys, scratch, count, 0);
    free(scratch);
    size_t distinct = count > 0;
    for (size_t i = 1; i < count; i++)
        distinct += keys[i] != keys[i - 1];
    return distinct;
}

/* With a part as the seed of the hash, one key in eight of such a grid meets another. */
Test(passes, no_two_combinations_of_parts_share_a_key)
{
    enum { SIDE = 150 };
    static uint64_t keys[SIDE * SIDE * RAS_PASS_COUNT];
    size_t count = 0;
    struct sample sample;
    sample_make(&sample);
    struct ras_syllable given = sample.name.syllables[2];
    sample.subject.name.syllable[2] = &given;
    sample.subject.mother = sample.subject.name;
    for (unsigned i = 0; i < SIDE; i++)
        for (unsigned j = 0; j < SIDE; j++) {
            struct ras_keys made;
            given.folded = ras_hash(&i, sizeof i);
            sample.subject.fields.birth_date = ras_date_make(1900 + j, 3, 7);
            sample.subject.fields.personal_id = 1000000 * (uint64_t)j + 1 + i;
            sample.subject.fields.old_id = 1 + i; /* as the tail of the id */
            sample.subject.fields.commune = 1 + j;
            ras_keys_make(&sample.subject, &made);
            for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
                keys[count++] = made.key[pass];
        }
    /* date_commune does not see the name: SIDE keys */
    cr_assert_eq(distinct_count(keys, count), SIDE * SIDE * (RAS_PASS_COUNT - 1) + SIDE);
}

/* Small numbers in each place: what differs only in which part is which must not meet. */
Test(passes, parts_do_not_change_places)
{
    static uint64_t keys[40 * 40 * 2];
    struct sample sample;
    size_t count = 0;
    sample_make(&sample);
    for (uint32_t a = 1; a <= 40; a++)
        for (uint32_t b = 1; b <= 40; b++) {
            struct ras_keys made;
            sample.subject.fields.old_id = a;
            sample.subject.fields.personal_id = a;
            sample.subject.fields.birth_date = ras_date_make(b, 0, 0);
            ras_keys_make(&sample.subject, &made);
            keys[count++] = made.key[RAS_PASS_OLD_ID_YEAR];
            keys[count++] = made.key[RAS_PASS_ID_TAIL_YEAR];
        }
    cr_assert_eq(distinct_count(keys, count), count);
}
