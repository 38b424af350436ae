/* A date as people write it in registers: a value with a precision and a placeholder flag, in 24
 * bits, so that comparing and storing cost nothing.
 *
 *   bit 23        22..21      20..9   8..5    4..0
 *   placeholder   precision   year    month   day        0 as a whole = no date
 *
 * The low 21 bits order dates. At month precision the day is 0, at year precision month and day are
 * 0. The placeholder flag marks 1 January of a full date: it may be a true birthday or "only the
 * year was known" (domain: default used where day and month are unknown). */
#ifndef RASOAT_RECORD_DATE_H
#define RASOAT_RECORD_DATE_H

#include <stdbool.h>
#include <stdint.h>

enum ras_date_precision {
    RAS_DATE_NONE = 0,
    RAS_DATE_YEAR = 1,
    RAS_DATE_MONTH = 2,
    RAS_DATE_DAY = 3
};

#define RAS_DATE_VALUE_MASK  UINT32_C(0x1FFFFF)
#define RAS_DATE_PLACEHOLDER (UINT32_C(1) << 23)

static inline uint32_t ras_date_make(unsigned year, unsigned month, unsigned day)
{
    const unsigned precision = day != 0     ? RAS_DATE_DAY
                               : month != 0 ? RAS_DATE_MONTH
                                            : RAS_DATE_YEAR;
    const uint32_t flag = day == 1 && month == 1 ? RAS_DATE_PLACEHOLDER : 0;
    return flag | precision << 21 | year << 9 | month << 5 | day;
}
static inline unsigned ras_date_year(uint32_t date)
{
    return date >> 9 & 0xFFF;
}
static inline unsigned ras_date_month(uint32_t date)
{
    return date >> 5 & 0xF;
}
static inline unsigned ras_date_day(uint32_t date)
{
    return date & 0x1F;
}
static inline enum ras_date_precision ras_date_precision(uint32_t date)
{
    return (enum ras_date_precision)(date >> 21 & 3);
}
static inline uint32_t ras_date_value(uint32_t date)
{
    return date & RAS_DATE_VALUE_MASK;
}

/* Is that a day of the Gregorian calendar? */
bool ras_date_exists(unsigned year, unsigned month, unsigned day);
/* Days since 1970-01-01 of a full date (Hinnant, "chrono-compatible low-level date algorithms"). */
int32_t ras_date_days(unsigned year, unsigned month, unsigned day);
/* The full date of that day number. */
uint32_t ras_date_from_days(int32_t days);
/* Whole years between two dates; missing months and days count as 1. */
int ras_date_years_between(uint32_t from, uint32_t to);
/* "1985-03-07", "1985-03" or "1985" into out (at least 11 bytes, NUL-terminated); returns length.
 */
unsigned ras_date_iso(uint32_t date, char *out);
/* "07/03/1985", "03/1985" or "1985", as officers read it. */
unsigned ras_date_vietnamese(uint32_t date, char *out);

#endif
