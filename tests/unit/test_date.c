/* Calendar arithmetic against the C library's. */
#include "record/date.h"

#include <criterion/criterion.h>

#include <stdint.h>
#include <string.h>
#include <time.h>

Test(date, every_day_from_1850_to_2100_is_that_of_timegm)
{
    struct tm first = {.tm_year = 1850 - 1900, .tm_mon = 0, .tm_mday = 1};
    const int32_t start = (int32_t)(timegm(&first) / 86400);
    int32_t days = start;
    for (unsigned year = 1850; year <= 2100; year++)
        for (unsigned month = 1; month <= 12; month++)
            for (unsigned day = 1; day <= 31; day++) {
                struct tm parts = {
                    .tm_year = (int)year - 1900, .tm_mon = (int)month - 1, .tm_mday = (int)day};
                const int32_t oracle = (int32_t)(timegm(&parts) / 86400);
                const bool exists = parts.tm_mon == (int)month - 1;
                cr_assert_eq(ras_date_exists(year, month, day), exists);
                if (!exists)
                    continue;
                cr_assert_eq(ras_date_days(year, month, day), oracle);
                cr_assert_eq(ras_date_days(year, month, day), days);
                cr_assert_eq(ras_date_from_days(days), ras_date_make(year, month, day));
                days++;
            }
}

Test(date, what_is_no_day_does_not_exist)
{
    cr_assert_not(ras_date_exists(0, 1, 1));
    cr_assert_not(ras_date_exists(4096, 1, 1));
    cr_assert(ras_date_exists(4095, 12, 31));
    cr_assert_not(ras_date_exists(2000, 0, 1));
    cr_assert_not(ras_date_exists(2000, 13, 1));
    cr_assert_not(ras_date_exists(2000, 1, 0));
    cr_assert_not(ras_date_exists(2000, 1, 32));
    cr_assert_not(ras_date_exists(1900, 2, 29));
    cr_assert(ras_date_exists(2000, 2, 29));
    cr_assert_not(ras_date_exists(2000, UINT32_MAX, UINT32_MAX));
}

Test(date, packing_keeps_the_parts_and_orders)
{
    const uint32_t date = ras_date_make(1985, 3, 7);
    cr_assert_eq(ras_date_year(date), 1985);
    cr_assert_eq(ras_date_month(date), 3);
    cr_assert_eq(ras_date_day(date), 7);
    cr_assert_eq(ras_date_precision(date), RAS_DATE_DAY);
    cr_assert_eq(ras_date_precision(ras_date_make(1985, 3, 0)), RAS_DATE_MONTH);
    cr_assert_eq(ras_date_precision(ras_date_make(1985, 0, 0)), RAS_DATE_YEAR);
    cr_assert_eq(ras_date_precision(0), RAS_DATE_NONE);
    cr_assert_lt(date, UINT32_C(1) << 24);
    cr_assert_lt(ras_date_value(ras_date_make(1985, 12, 31)),
                 ras_date_value(ras_date_make(1986, 1, 1)));
    cr_assert_lt(ras_date_value(ras_date_make(1985, 0, 0)),
                 ras_date_value(ras_date_make(1985, 1, 1)));
    cr_assert_eq(ras_date_year(ras_date_make(4095, 12, 31)), 4095);
}

Test(date, only_the_first_of_january_may_be_a_placeholder)
{
    cr_assert(ras_date_make(1960, 1, 1) & RAS_DATE_PLACEHOLDER);
    cr_assert_not(ras_date_make(1960, 1, 2) & RAS_DATE_PLACEHOLDER);
    cr_assert_not(ras_date_make(1960, 2, 1) & RAS_DATE_PLACEHOLDER);
    cr_assert_not(ras_date_make(1960, 1, 0) & RAS_DATE_PLACEHOLDER);
    cr_assert_not(ras_date_make(1960, 0, 0) & RAS_DATE_PLACEHOLDER);
}

Test(date, years_between_turn_on_the_birthday)
{
    const uint32_t born = ras_date_make(2020, 6, 30);
    cr_assert_eq(ras_date_years_between(born, ras_date_make(2026, 6, 29)), 5);
    cr_assert_eq(ras_date_years_between(born, ras_date_make(2026, 6, 30)), 6);
    cr_assert_eq(ras_date_years_between(born, ras_date_make(2026, 7, 1)), 6);
    cr_assert_eq(ras_date_years_between(born, born), 0);
    cr_assert_eq(ras_date_years_between(ras_date_make(1946, 0, 0), ras_date_make(2026, 6, 30)), 80);
    cr_assert_eq(ras_date_years_between(ras_date_make(1946, 7, 0), ras_date_make(2026, 6, 30)), 79);
    cr_assert_eq(ras_date_years_between(ras_date_make(2026, 6, 30), ras_date_make(2025, 6, 30)),
                 -1);
}

Test(date, is_written_at_its_precision)
{
    char out[11];
    static const struct {
        unsigned year, month, day;
        const char *iso, *vietnamese;
    } cases[] = {{1985, 3, 7, "1985-03-07", "07/03/1985"},
                 {1985, 3, 0, "1985-03", "03/1985"},
                 {1985, 0, 0, "1985", "1985"},
                 {7, 12, 31, "0007-12-31", "31/12/0007"},
                 {4095, 12, 31, "4095-12-31", "31/12/4095"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const uint32_t date = ras_date_make(cases[i].year, cases[i].month, cases[i].day);
        cr_assert_eq(ras_date_iso(date, out), strlen(cases[i].iso));
        cr_assert_str_eq(out, cases[i].iso);
        cr_assert_eq(ras_date_vietnamese(date, out), strlen(cases[i].vietnamese));
        cr_assert_str_eq(out, cases[i].vietnamese);
    }
    memset(out, 'x', sizeof out);
    cr_assert_eq(ras_date_iso(0, out), 0);
    cr_assert_str_eq(out, "");
    cr_assert_eq(ras_date_vietnamese(0, out), 0);
    cr_assert_str_eq(out, "");
}
