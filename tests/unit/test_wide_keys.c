#include "block/wide_keys.h"

#include "record/date.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>

#define COMMUNE 28567u

static struct people_sample people;

static struct ras_subject *person(size_t position, const char *name)
{
    people_sample_name(&people, position, 0, name);
    return &people.arrivals[position].subject;
}

static bool meet(const struct ras_subject *a, const struct ras_subject *b)
{
    struct ras_wide_keys one, other;
    ras_wide_keys_make(a, &one);
    ras_wide_keys_make(b, &other);
    cr_assert_leq(one.count, RAS_WIDE_KEYS_MAX);
    for (unsigned i = 0; i < one.count; i++) {
        cr_assert_neq(one.key[i], 0);
        for (unsigned k = 0; k < other.count; k++)
            if (one.key[i] == other.key[k])
                return true;
    }
    return false;
}

static void begin(void)
{
    people_sample_blank(&people, 2);
    people.arrivals[0].subject.fields = people.arrivals[1].subject.fields =
        (struct ras_resident){0};
}

static void end(void)
{
    people_sample_fini(&people);
}

TestSuite(wide_keys, .init = begin, .fini = end);

/* A year and a commune are enough for names of which one syllable is wrong, missing or too many, in
 * whatever order; not for two. */
Test(wide_keys, one_syllable_may_be_wrong)
{
    static const struct {
        const char *row, *resident;
        bool meet;
    } cases[] = {
        {"nguyễn văn quang", "nguyễn văn quang", true},
        {"nguyễn can quang", "nguyễn văn quang", true},
        {"nguyễn văn quagn", "nguyễn văn quang", true},
        {"nguyễn quang", "nguyễn văn quang", true},
        {"nguyễn văn minh quang", "nguyễn văn quang", true},
        {"quang nguyễn văn", "nguyễn văn quang", true},
        {"nguyễn văn lam", "nguyễn văn nam", true},
        {"trần thị hoa", "nguyễn văn quang", false},
        {"trần thị lan anh", "nguyễn văn lan hương", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ras_subject *const row = person(0, cases[i].row);
        struct ras_subject *const resident = person(1, cases[i].resident);
        row->fields.commune = resident->fields.commune = COMMUNE;
        row->fields.birth_date = ras_date_make(1982, 0, 0);
        resident->fields.birth_date = ras_date_make(1982, 6, 20);
        cr_expect_eq(meet(row, resident), cases[i].meet, "case %zu", i);
        resident->fields.commune = COMMUNE + 3; /* moved, and the year alone: the whole name only */
        const bool whole = i == 0 || i == 5 || i == 6;
        cr_expect_eq(meet(row, resident), whole, "case %zu, moved", i);
    }
}

Test(wide_keys, a_number_or_a_day_is_enough_for_some)
{
    struct ras_subject *const row = person(0, "phạm anh phú");
    struct ras_subject *const resident = person(1, "phạm anh phú");
    row->fields.birth_date = ras_date_make(2003, 3, 17);
    resident->fields.birth_date = ras_date_make(2013, 3, 17);
    cr_expect(meet(row, resident), "the day of the year and the name");
    resident->fields.birth_date = ras_date_make(2013, 4, 17);
    cr_expect(!meet(row, resident));
    row->fields.birth_date = ras_date_make(2003, 1, 1);
    resident->fields.birth_date = ras_date_make(2013, 1, 1);
    cr_expect(!meet(row, resident), "1 January is no day");
    row->fields.old_id = resident->fields.old_id = 275235276;
    cr_expect(meet(row, resident), "the old number");
    row->fields.old_id = 0;
    row->fields.mother_id = resident->fields.mother_id = UINT64_C(31192048099);
    cr_expect(meet(row, resident), "the mother's number");
    row->fields.mother_id = 0;
    row->fields.personal_id = UINT64_C(31208123456);
    resident->fields.personal_id = UINT64_C(38208123456);
    cr_expect(meet(row, resident), "the end of the number and the given name");
}

Test(wide_keys, nothing_makes_no_keys)
{
    struct ras_wide_keys keys;
    const struct ras_subject nobody = {.repairs = 0};
    ras_wide_keys_make(&nobody, &keys);
    cr_assert_eq(keys.count, 0);
}

Test(wide_keys, the_longest_name_has_room)
{
    struct ras_wide_keys keys;
    struct ras_subject *const row = person(0, "a b c d e g h i k l");
    row->fields = (struct ras_resident){.birth_date = ras_date_make(1982, 6, 20),
                                        .commune = COMMUNE,
                                        .address.place = 5,
                                        .old_id = 1,
                                        .personal_id = 1,
                                        .mother_id = 1};
    ras_wide_keys_make(row, &keys);
    cr_assert_eq(keys.count, 4 * (RAS_NAME_SYLLABLES_MAX + 1) + 6);
    cr_assert_leq(keys.count, RAS_WIDE_KEYS_MAX);
}
