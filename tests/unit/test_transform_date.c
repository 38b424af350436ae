/* Dates of any shape as ISO text. */
#include "support/transforming.h"

#include "record/date.h"

#include <criterion/criterion.h>
#include <stdio.h>

Test(transform_date, shapes_without_doubt)
{
    static const char *const shapes[] = {
        "1985-03-07",          "1985/3/7",         "1985.03.07",    "19850307",
        "7 March 1985",        "Mar 7, 1985",      "07-MAR-1985",   "7th march 1985",
        "1985-03-07T10:20:30", "1985-03-07 00:00", "1985 March 07", "19850307 12:00"};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        expect_transform("iso_date", shapes[i], "1985-03-07");
        expect_transform("date:ymd", shapes[i], "1985-03-07");
    }
    expect_transform("iso_date", "25/03/1985", "1985-03-25"); /* 25 is no month */
    expect_transform("iso_date", "03/25/1985", "1985-03-25");
    expect_transform("iso_date", "05/05/1985", "1985-05-05");
}

Test(transform_date, order_tells_in_doubt)
{
    expect_transform("date:dmy", "07/03/1985", "1985-03-07");
    expect_transform("date:mdy", "07/03/1985", "1985-07-03");
    expect_transform("date:ymd", "07/03/1985", "");
    expect_transform("iso_date", "07/03/1985", "");
    expect_transform("date:dmy", "03/25/1985", "1985-03-25"); /* only one can be */
    expect_transform("date:dmy", "07031985", "1985-03-07");
    expect_transform("date:mdy", "07031985", "1985-07-03");
    expect_transform("date:dmy", "7.3.85", "1985-03-07");
    expect_transform("date:mdy", "7/3/30", "2030-07-03");
    expect_transform("date:ymd", "85-3-7", "1985-03-07");
    expect_transform("iso_date", "7.3.85", "");
    expect_transform("date:dmy", "1985-03-07", "1985-03-07"); /* four digits are the year */
    expect_transform("date:mdy", "7 Mar 1985", "1985-03-07");
    expect_transform("date:dmy", "7 Mar 85", "1985-03-07");
}

Test(transform_date, less_than_a_day)
{
    expect_transform("iso_date", "1985", "1985");
    expect_transform("iso_date", "1985-03", "1985-03");
    expect_transform("iso_date", "03/1985", "1985-03");
    expect_transform("iso_date", "March 1985", "1985-03");
    expect_transform("iso_date", "1985-03-00", "1985-03");
    expect_transform("iso_date", "1985-00-00", "1985");
}

Test(transform_date, errors_stay_errors)
{
    expect_transform("iso_date", "1985-13-41", "1985-13-41");
    expect_transform("iso_date", "19851341", "1985-13-41");
    expect_transform("date:dmy", "41/13/1985", "1985-13-41");
}

Test(transform_date, what_is_no_date)
{
    static const char *const wrong[] = {
        "",           "unknown", "85",      "198503",     "1985-03-07-09",
        "0000-00-00", "march",   "7 march", "123456789",  "1985-3-7 x",
        "-",          "7",       "1/2/345", "1985-003-07"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        expect_transform("date:dmy", wrong[i], "");
}

Test(transform_date, every_day_in_every_order)
{
    for (int32_t day = -30000; day < 15000; day += 13) {
        char iso[12], written[32];
        const uint32_t date = ras_date_from_days(day);
        const unsigned y = ras_date_year(date), m = ras_date_month(date), d = ras_date_day(date);
        (void)ras_date_iso(date, iso);
        (void)snprintf(written, sizeof written, "%u/%u/%u", d, m, y);
        expect_transform("date:dmy", written, iso);
        (void)snprintf(written, sizeof written, "%02u%02u%04u", m, d, y);
        expect_transform("date:mdy", written, iso);
        (void)snprintf(written, sizeof written, "%u.%u.%u", y, m, d);
        expect_transform("date:ymd", written, iso);
        expect_transform("iso_date", iso, iso);
    }
}

Test(transform_date, parts)
{
    expect_transform("year", "1985-03-07", "1985");
    expect_transform("month", "1985-03-07", "03");
    expect_transform("day", "19850307", "07");
    expect_transform("day", "1985-03", "");
    expect_transform("month", "1985", "");
    expect_transform("year", "x", "");
}
