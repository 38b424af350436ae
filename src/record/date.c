/* Calendar arithmetic on packed dates. */
#include "record/date.h"

bool ras_date_exists(unsigned year, unsigned month, unsigned day)
{
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 4095 || month < 1 || month > 12 || day < 1)
        return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (unsigned)(leap && month == 2);
}

int32_t ras_date_days(unsigned year, unsigned month, unsigned day)
{
    const int32_t y = (int32_t)year - (month <= 2);
    const int32_t era = (y >= 0 ? y : y - 399) / 400;
    const int32_t year_of_era = y - era * 400;
    const int32_t shifted_month = ((int32_t)month + 9) % 12;
    const int32_t day_of_year = (153 * shifted_month + 2) / 5 + (int32_t)day - 1;
    const int32_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

uint32_t ras_date_from_days(int32_t days)
{
    const int32_t z = days + 719468;
    const int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int32_t day_of_era = z - era * 146097;
    const int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int32_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int32_t shifted_month = (5 * day_of_year + 2) / 153;
    const unsigned day = (unsigned)(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    const unsigned month = (unsigned)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    return ras_date_make((unsigned)(year_of_era + era * 400 + (month <= 2)), month, day);
}

int ras_date_years_between(uint32_t from, uint32_t to)
{
    const int years = (int)ras_date_year(to) - (int)ras_date_year(from);
    const unsigned from_month = ras_date_month(from) == 0 ? 1 : ras_date_month(from);
    const unsigned from_day = ras_date_day(from) == 0 ? 1 : ras_date_day(from);
    const unsigned to_month = ras_date_month(to) == 0 ? 1 : ras_date_month(to);
    const unsigned to_day = ras_date_day(to) == 0 ? 1 : ras_date_day(to);
    return years - (to_month < from_month || (to_month == from_month && to_day < from_day));
}

/* Exactly that many digits; returns the place behind them. */
static char *put_digits(char *out, unsigned value, unsigned digits)
{
    for (unsigned at = digits; at > 0; at--) {
        out[at - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + digits;
}

unsigned ras_date_iso(uint32_t date, char *out)
{
    const enum ras_date_precision precision = ras_date_precision(date);
    char *end = out;
    if (precision >= RAS_DATE_YEAR)
        end = put_digits(end, ras_date_year(date), 4);
    if (precision >= RAS_DATE_MONTH) {
        *end++ = '-';
        end = put_digits(end, ras_date_month(date), 2);
    }
    if (precision == RAS_DATE_DAY) {
        *end++ = '-';
        end = put_digits(end, ras_date_day(date), 2);
    }
    *end = '\0';
    return (unsigned)(end - out);
}

unsigned ras_date_vietnamese(uint32_t date, char *out)
{
    const enum ras_date_precision precision = ras_date_precision(date);
    char *end = out;
    if (precision == RAS_DATE_DAY) {
        end = put_digits(end, ras_date_day(date), 2);
        *end++ = '/';
    }
    if (precision >= RAS_DATE_MONTH) {
        end = put_digits(end, ras_date_month(date), 2);
        *end++ = '/';
    }
    if (precision >= RAS_DATE_YEAR)
        end = put_digits(end, ras_date_year(date), 4);
    *end = '\0';
    return (unsigned)(end - out);
}
