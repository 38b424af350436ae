/* Dates as text: days between them, and ways of erring. */
#include "compare/text_distance.h"

#include "base/bytes.h"
#include "oracle/edit_distance_naive.h"
#include "record/date.h"
#include "support/random_text.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#define BIT(class) (1u << RAS_DATES_##class)
#define NEAR       (BIT(ONE_EDIT) | BIT(TWO_EDITS) | BIT(ONE_ELEMENT))
#define ALL_SAME                                                                                   \
    (BIT(EXACT) | NEAR | BIT(DECADE) | BIT(SLIP) | BIT(MONTH_DAY) | BIT(YEAR_MONTH) | BIT(YEAR))

static void expect(const char *a, const char *b, unsigned bits)
{
    unsigned there = 0, back = 0;
    cr_expect(ras_text_date_classes(ras_bytes_of(a), ras_bytes_of(b), &there), "%s %s", a, b);
    cr_expect(ras_text_date_classes(ras_bytes_of(b), ras_bytes_of(a), &back));
    cr_expect_eq(there, bits, "%s %s: %x, not %x", a, b, there, bits);
    cr_expect_eq(back, there, "%s %s", b, a);
}

Test(text_date, classes)
{
    expect("1985-03-07", "19850307", ALL_SAME);
    expect("1985-03-07", "1985-07-03", BIT(SWAPPED) | BIT(TWO_EDITS) | BIT(YEAR));
    expect("1985-05-05", "1985-05-05", ALL_SAME);
    expect("1985-03-07", "1985-03-08", NEAR | BIT(SLIP) | BIT(YEAR_MONTH) | BIT(YEAR));
    expect("1985-03-12", "1985-03-21", NEAR | BIT(SLIP) | BIT(YEAR_MONTH) | BIT(YEAR));
    expect("1985-03-07", "1985-12-28", BIT(YEAR));
    expect("1985-03-07", "1995-03-07", NEAR | BIT(DECADE) | BIT(SLIP) | BIT(MONTH_DAY));
    expect("1985-03-07", "1986-03-07", NEAR | BIT(DECADE) | BIT(SLIP) | BIT(MONTH_DAY));
    expect("1985-03-07", "1996-04-06", BIT(SLIP));
    expect("1985-03-07", "1996-03-07",
           BIT(TWO_EDITS) | BIT(ONE_ELEMENT) | BIT(DECADE) | BIT(SLIP) | BIT(MONTH_DAY));
    expect("1985-03-07", "1942-03-07", BIT(TWO_EDITS) | BIT(ONE_ELEMENT) | BIT(MONTH_DAY));
    expect("1985-03-07", "1805-03-07", BIT(TWO_EDITS) | BIT(ONE_ELEMENT) | BIT(MONTH_DAY));
    expect("1985-13-37", "1985-13-37", ALL_SAME); /* no day of the calendar */
    expect("1915-11-11", "2003-07-28", 0);
}

Test(text_date, dates_of_other_precision_reach_what_they_say)
{
    expect("1985", "1985", BIT(EXACT) | BIT(YEAR));
    expect("1985-03", "1985-03", BIT(EXACT) | BIT(YEAR_MONTH) | BIT(YEAR));
    expect("1985-03", "1985-03-07", BIT(YEAR_MONTH) | BIT(YEAR));
    expect("1985", "1985-03-07", BIT(YEAR));
    expect("1985", "1986", 0);
}

Test(text_date, edits_against_the_whole_matrix)
{
    uint64_t state = 19;
    for (unsigned round = 0; round < 20000; round++) {
        char a[12], b[12];
        uint32_t x[8], y[8];
        unsigned classes = 0;
        const unsigned first = 19801010 + random_text_below(&state, 400);
        const unsigned second = 19801010 + random_text_below(&state, 400);
        (void)snprintf(a, sizeof a, "%u", first);
        (void)snprintf(b, sizeof b, "%u", second);
        for (unsigned i = 0; i < 8; i++) {
            x[i] = (unsigned char)a[i];
            y[i] = (unsigned char)b[i];
        }
        const unsigned edits = naive_optimal_alignment(x, 8, y, 8);
        cr_assert(ras_text_date_classes(ras_bytes_of(a), ras_bytes_of(b), &classes));
        if (a[4] == '0' && a[5] == '0')
            continue;
        const bool full = (first / 100 % 100 != 0) && first % 100 != 0 &&
                          (second / 100 % 100 != 0) && second % 100 != 0;
        cr_assert_eq((classes & BIT(ONE_EDIT)) != 0, full && edits <= 1, "%s %s", a, b);
        cr_assert_eq((classes & BIT(TWO_EDITS)) != 0, full && edits <= 2, "%s %s", a, b);
    }
}

Test(text_date, what_is_no_date)
{
    static const char *const wrong[] = {"",          "85",         "198",         "1985-",
                                        "1985-3-7",  "1985/03/07", "19850",       "198503",
                                        "198503-07", "1985-0307",  "1985-03-07 ", "19850307T"};
    unsigned classes;
    uint32_t days;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const struct ras_bytes text = ras_bytes_of(wrong[i]);
        cr_expect_not(ras_text_date_classes(text, RAS_LITERAL("1985-03-07"), &classes), "'%s'",
                      wrong[i]);
        cr_expect_not(ras_text_date_days(RAS_LITERAL("1985-03-07"), text, &days), "'%s'", wrong[i]);
    }
}

Test(text_date, days)
{
    uint32_t days = 0;
    cr_assert(ras_text_date_days(RAS_LITERAL("1985-03-07"), RAS_LITERAL("19850307"), &days));
    cr_assert_eq(days, 0);
    cr_assert(ras_text_date_days(RAS_LITERAL("2000-03-01"), RAS_LITERAL("2000-02-28"), &days));
    cr_assert_eq(days, 2);
    cr_assert(ras_text_date_days(RAS_LITERAL("1900-02-28"), RAS_LITERAL("1900-03-01"), &days));
    cr_assert_eq(days, 1);
    cr_assert_not(ras_text_date_days(RAS_LITERAL("1985-02-30"), RAS_LITERAL("1985-03-07"), &days));
    cr_assert_not(ras_text_date_days(RAS_LITERAL("1985-02"), RAS_LITERAL("1985-03-07"), &days));
    /* Day by day over a century, each the next. */
    char before[12] = "1899-12-31";
    for (int32_t i = -25567; i < 11000; i++) {
        char iso[12];
        (void)ras_date_iso(ras_date_from_days(i), iso);
        cr_assert(ras_text_date_days(ras_bytes_of(before), ras_bytes_of(iso), &days));
        cr_assert_eq(days, 1, "%s %s", before, iso);
        memcpy(before, iso, sizeof before);
    }
}
