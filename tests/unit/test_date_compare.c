/* Levels of dates in their order of preference, over the calendar. */
#include "compare/compare.h"
#include "record/date.h"

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdio.h>

#define EXPECT(a, b, level)                                                                        \
    do {                                                                                           \
        cr_expect_eq(ras_date_compare(a, b), RAS_LEVEL_BIRTH_DATE_##level, "line %d", __LINE__);   \
        cr_expect_eq(ras_date_compare(b, a), RAS_LEVEL_BIRTH_DATE_##level, "line %d", __LINE__);   \
    } while (0)

static uint32_t full(unsigned year, unsigned month, unsigned day)
{
    return ras_date_make(year, month, day);
}

Test(date_compare, no_date_is_missing)
{
    cr_assert_eq(ras_date_compare(0, 0), RAS_LEVEL_MISSING);
    cr_assert_eq(ras_date_compare(full(1985, 3, 7), 0), RAS_LEVEL_MISSING);
    cr_assert_eq(ras_date_compare(0, full(1985, 0, 0)), RAS_LEVEL_MISSING);
}

Test(date_compare, full_dates)
{
    const uint32_t date = full(1985, 3, 7);
    EXPECT(date, full(1985, 3, 7), EQUAL);
    EXPECT(full(1985, 1, 1), full(1985, 1, 1), FIRST_JANUARY);
    EXPECT(date, full(1985, 1, 1), PLACEHOLDER);
    EXPECT(full(1985, 1, 2), full(1985, 1, 1), PLACEHOLDER);
    EXPECT(date, full(1985, 7, 3), SWAPPED);
    EXPECT(full(1985, 3, 2), full(1985, 2, 3), SWAPPED); /* rather than a slip */
    EXPECT(date, full(1985, 3, 8), DIGIT);
    EXPECT(date, full(1985, 3, 17), DIGIT);
    EXPECT(date, full(1985, 4, 7), DIGIT);
    EXPECT(full(1985, 9, 7), full(1985, 10, 7), DIGIT); /* one month */
    EXPECT(full(1985, 3, 9), full(1985, 3, 10), DIGIT); /* one day */
    EXPECT(full(1985, 3, 12), full(1985, 3, 21), DIGIT);
    EXPECT(full(1985, 2, 28), full(1985, 3, 1), DIGIT); /* one day, by time zone */
    EXPECT(full(1984, 12, 31), full(1985, 1, 1), DIGIT);
    EXPECT(date, full(1995, 3, 7), DIGIT);
    EXPECT(full(1989, 3, 7), full(1990, 3, 7), DIGIT); /* one year */
    EXPECT(full(1995, 3, 7), full(2005, 3, 7), DIGIT); /* one decade */
    EXPECT(full(1915, 3, 7), full(2015, 3, 7), DIGIT); /* one century */
    EXPECT(date, full(1958, 3, 7), DIGIT);             /* two neighbours */
    EXPECT(date, full(1985, 6, 20), YEAR);
    EXPECT(date, full(1985, 5, 7), DIGIT); /* a digit, two months */
    EXPECT(full(1985, 10, 7), full(1985, 8, 7), YEAR);
    EXPECT(date, full(1986, 6, 20), NEAR_YEAR);
    EXPECT(date, full(1995, 6, 20), NEAR_YEAR);
    EXPECT(date, full(1958, 6, 20), NEAR_YEAR);
    EXPECT(full(1995, 3, 7), full(2005, 6, 20), NEAR_YEAR);
    EXPECT(date, full(1962, 6, 20), OTHER);
}

/* The digits of two dates side by side: one differs, or two neighbours are swapped. */
static bool text_slip(uint32_t a, uint32_t b)
{
    char x[16], y[16];
    unsigned changed = 0, last = 0;
    (void)snprintf(x, sizeof x, "%04u%02u%02u", ras_date_year(a), ras_date_month(a),
                   ras_date_day(a));
    (void)snprintf(y, sizeof y, "%04u%02u%02u", ras_date_year(b), ras_date_month(b),
                   ras_date_day(b));
    for (unsigned i = 0; i < 8; i++)
        if (x[i] != y[i]) {
            changed++;
            last = i;
        }
    return changed == 1 ||
           (changed == 2 && last > 0 && x[last] == y[last - 1] && x[last - 1] == y[last]);
}

/* Years more than one apart, so that no other reason makes the level. */
Test(date_compare, slips_of_digits_agree_with_the_texts)
{
    unsigned slips = 0;
    for (unsigned year = 1900; year < 2030; year++)
        for (unsigned other = 0; other < 4096; other += other < 1850 || other > 2099 ? 97 : 1)
            for (unsigned month = 1; month <= 12; month += 2)
                for (unsigned step = 0; step < 12; step++) {
                    const uint32_t a = full(year, month, 2 + year % 27);
                    const uint32_t b =
                        full(other, 1 + (month + step) % 12, step % 2 ? 2 + year % 27 : 20);
                    const unsigned apart = year > other ? year - other : other - year;
                    const bool same_day = ras_date_day(a) == ras_date_day(b) &&
                                          ras_date_month(a) == ras_date_month(b);
                    if (apart <= 1 || (same_day && (apart == 10 || apart == 100)))
                        continue;
                    const bool slip = text_slip(a, b);
                    slips += slip;
                    cr_assert_eq(ras_date_compare(a, b) == RAS_LEVEL_BIRTH_DATE_DIGIT, slip,
                                 "%x %x", a, b);
                }
    cr_assert_gt(slips, 1000);
}

Test(date_compare, lower_precision)
{
    EXPECT(full(1985, 0, 0), full(1985, 0, 0), LOWER);
    EXPECT(full(1985, 3, 0), full(1985, 3, 0), LOWER);
    EXPECT(full(1985, 0, 0), full(1985, 3, 7), LOWER);
    EXPECT(full(1985, 0, 0), full(1985, 1, 1), LOWER);
    EXPECT(full(1985, 0, 0), full(1985, 3, 0), LOWER);
    EXPECT(full(1985, 3, 0), full(1985, 3, 7), LOWER);
    EXPECT(full(1985, 4, 0), full(1985, 3, 7), YEAR);
    EXPECT(full(1985, 4, 0), full(1985, 3, 0), YEAR);
    EXPECT(full(1985, 0, 0), full(1986, 3, 7), NEAR_YEAR);
    EXPECT(full(1985, 0, 0), full(1975, 0, 0), NEAR_YEAR);
    EXPECT(full(1985, 0, 0), full(1962, 3, 7), OTHER);
}

/* Whatever two dates: a level between best and worst, and the same both ways. */
Test(date_compare, sides_may_be_exchanged)
{
    for (int32_t a = -3000; a < 12000; a += 97)
        for (int32_t b = -3000; b < 12000; b += 61) {
            const uint32_t x = ras_date_from_days(a);
            const uint32_t y = ras_date_from_days(b);
            const unsigned level = ras_date_compare(x, y);
            cr_assert_eq(level, ras_date_compare(y, x));
            cr_assert(level >= 1 && level <= RAS_LEVEL_BIRTH_DATE_OTHER);
            cr_assert_eq(level == RAS_LEVEL_BIRTH_DATE_EQUAL, a == b);
            if (a - b == 1 || b - a == 1)
                cr_assert_leq(level, RAS_LEVEL_BIRTH_DATE_DIGIT);
        }
}
