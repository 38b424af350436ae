/* The slow, obvious calendar that the date reader is checked against. */
#ifndef RASOAT_TESTS_NAIVE_DATE_H
#define RASOAT_TESTS_NAIVE_DATE_H

#include <stdint.h>

struct naive_date {
    unsigned year, month, day;
};

unsigned naive_month_days(unsigned year, unsigned month);
/* The next day. */
struct naive_date naive_date_next(struct naive_date date);
/* Excel's number of a day after February 1900, counted day by day from 1900-03-01 = 61. */
int naive_date_serial(struct naive_date date);

#endif
