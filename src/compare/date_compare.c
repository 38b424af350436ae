/* Comparing birth dates as registers write them: at the lower precision of the two, with the known
 * ways in which one date becomes another (01/01 for "only the year was known", day and month
 * exchanged, a digit mistyped, one unit or one decade off, a neighbouring day by time zone). */
#include "compare/compare.h"
#include "record/date.h"

#include <stdbool.h>
#include <stdlib.h>

#define YEAR_DIGITS 4

/* Two digits of a number below 100, four bits each; 103 / 1024 is near enough to a tenth. */
static uint32_t two_digits(uint32_t value)
{
    return value + 6 * (value * 103 >> 10);
}

/* YYYYMMDD, four bits a digit. 5243 / 2^19 is near enough to a hundredth below 4096. */
static uint32_t date_digits(uint32_t date)
{
    const uint32_t year = ras_date_year(date);
    const uint32_t century = year * 5243 >> 19;
    return two_digits(century) << 24 | two_digits(year - 100 * century) << 16 |
           two_digits(ras_date_month(date)) << 8 | two_digits(ras_date_day(date));
}

/* One digit changed, or two neighbours swapped: as ras_digits_slip, for dates that differ. */
static bool digits_slip(uint32_t a, uint32_t b)
{
    const uint32_t difference = a ^ b;
    const uint32_t either = difference | difference >> 1;
    const uint32_t changed = (either | either >> 2) & UINT32_C(0x11111111); /* a bit a digit */
    const uint32_t lowest = changed & (0 - changed);
    if (changed == lowest)
        return true;
    if (changed != (lowest | lowest << 4))
        return false;
    const unsigned place = (unsigned)__builtin_ctz(lowest);
    const uint32_t a_pair = a >> place & 0xFF, b_pair = b >> place & 0xFF;
    return a_pair == ((b_pair >> 4 | b_pair << 4) & 0xFF);
}

/* Neighbouring days of the calendar, also over the end of a month or a year. */
static bool neighbouring_days(uint32_t a, uint32_t b)
{
    return abs(ras_date_days(ras_date_year(a), ras_date_month(a), ras_date_day(a)) -
               ras_date_days(ras_date_year(b), ras_date_month(b), ras_date_day(b))) == 1;
}

/* Both are full dates and differ. */
static bool one_slip(uint32_t a, uint32_t b)
{
    const int years = abs((int)ras_date_year(a) - (int)ras_date_year(b));
    const int months = abs((int)ras_date_month(a) - (int)ras_date_month(b));
    const int days = abs((int)ras_date_day(a) - (int)ras_date_day(b));
    if (days == 0 && months == 0 && (years == 1 || years == 10 || years == 100))
        return true;
    if (years == 0 && days == 0 && months == 1)
        return true;
    if (digits_slip(date_digits(a), date_digits(b)))
        return true;
    return years <= 1 && neighbouring_days(a, b);
}

static bool near_year(uint32_t a, uint32_t b)
{
    const unsigned a_year = ras_date_year(a);
    const unsigned b_year = ras_date_year(b);
    const int years = abs((int)a_year - (int)b_year);
    return years <= 1 || years == 10 || ras_digits_slip(a_year, b_year, YEAR_DIGITS);
}

static unsigned lower_precision_compare(uint32_t a, uint32_t b)
{
    const bool months_known = ras_date_month(a) != 0 && ras_date_month(b) != 0;
    if (ras_date_year(a) == ras_date_year(b))
        return months_known && ras_date_month(a) != ras_date_month(b) ? RAS_LEVEL_BIRTH_DATE_YEAR
                                                                      : RAS_LEVEL_BIRTH_DATE_LOWER;
    return near_year(a, b) ? RAS_LEVEL_BIRTH_DATE_NEAR_YEAR : RAS_LEVEL_BIRTH_DATE_OTHER;
}

unsigned ras_date_compare(uint32_t row, uint32_t resident)
{
    const enum ras_date_precision row_precision = ras_date_precision(row);
    const enum ras_date_precision resident_precision = ras_date_precision(resident);
    if (row_precision == RAS_DATE_NONE || resident_precision == RAS_DATE_NONE)
        return RAS_LEVEL_MISSING;
    if (row_precision != RAS_DATE_DAY || resident_precision != RAS_DATE_DAY)
        return lower_precision_compare(row, resident);
    if (ras_date_value(row) == ras_date_value(resident))
        return (row & RAS_DATE_PLACEHOLDER) != 0 ? RAS_LEVEL_BIRTH_DATE_FIRST_JANUARY
                                                 : RAS_LEVEL_BIRTH_DATE_EQUAL;
    const bool same_year = ras_date_year(row) == ras_date_year(resident);
    if (same_year && ((row | resident) & RAS_DATE_PLACEHOLDER) != 0)
        return RAS_LEVEL_BIRTH_DATE_PLACEHOLDER;
    if (same_year && ras_date_day(row) == ras_date_month(resident) &&
        ras_date_month(row) == ras_date_day(resident))
        return RAS_LEVEL_BIRTH_DATE_SWAPPED;
    if (one_slip(row, resident))
        return RAS_LEVEL_BIRTH_DATE_DIGIT;
    if (same_year)
        return RAS_LEVEL_BIRTH_DATE_YEAR;
    return near_year(row, resident) ? RAS_LEVEL_BIRTH_DATE_NEAR_YEAR : RAS_LEVEL_BIRTH_DATE_OTHER;
}
