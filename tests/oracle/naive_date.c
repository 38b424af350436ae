/* A calendar by counting. */
#include "oracle/naive_date.h"

unsigned naive_month_days(unsigned year, unsigned month)
{
    if (month == 2)
        return (year % 400 == 0) ? 29 : (year % 100 == 0) ? 28 : (year % 4 == 0) ? 29 : 28;
    if (month == 4 || month == 6 || month == 9 || month == 11)
        return 30;
    return 31;
}

struct naive_date naive_date_next(struct naive_date date)
{
    date.day++;
    if (date.day > naive_month_days(date.year, date.month)) {
        date.day = 1;
        date.month++;
    }
    if (date.month > 12) {
        date.month = 1;
        date.year++;
    }
    return date;
}

int naive_date_serial(struct naive_date date)
{
    int serial = 61 + (int)date.day - 1;
    for (unsigned year = 1900; year < date.year; year++)
        serial += naive_month_days(year, 2) == 29 ? 366 : 365;
    for (unsigned month = 1; month < date.month; month++)
        serial += (int)naive_month_days(date.year, month);
    return serial - 59;
}
