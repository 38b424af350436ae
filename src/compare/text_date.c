/* Two dates of any schema: days between them, and in which ways one may be a slip of the other. */
#include "compare/text_distance.h"

#include "record/date.h"

#define DIGITS 8

static bool digits_take(struct ras_bytes *text, unsigned count, unsigned *number)
{
    unsigned value = 0;
    if (text->length < count)
        return false;
    for (unsigned i = 0; i < count; i++) {
        const unsigned digit = (unsigned)((unsigned char)text->data[i]) - '0';
        if (digit > 9)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    *text = (struct ras_bytes){text->data + count, text->length - count};
    return true;
}

static bool hyphen_take(struct ras_bytes *text)
{
    if (text->length == 0 || text->data[0] != '-')
        return false;
    *text = (struct ras_bytes){text->data + 1, text->length - 1};
    return true;
}

bool ras_text_date_read(struct ras_bytes text, struct ras_text_date *date)
{
    *date = (struct ras_text_date){0, 0, 0};
    if (!digits_take(&text, 4, &date->year))
        return false;
    if (text.length == 0)
        return true;
    const bool hyphens = hyphen_take(&text);
    if (!digits_take(&text, 2, &date->month))
        return false;
    if (text.length == 0 && hyphens)
        return true;
    return (!hyphens || hyphen_take(&text)) && digits_take(&text, 2, &date->day) &&
           text.length == 0;
}

static unsigned apart(unsigned a, unsigned b)
{
    return a > b ? a - b : b - a;
}

static bool decade_or_unit(unsigned difference)
{
    return difference == 1 || (difference >= 9 && difference <= 11);
}

static void digits_write(const struct ras_text_date *date, char *out)
{
    unsigned number = date->year * 10000 + date->month * 100 + date->day;
    for (unsigned at = DIGITS; at > 0; at--, number /= 10)
        out[at - 1] = (char)('0' + number % 10);
}

/* Optimal alignment of the digits, at most 3. */
static uint32_t edits(const struct ras_text_date *a, const struct ras_text_date *b)
{
    char x[DIGITS], y[DIGITS];
    digits_write(a, x);
    digits_write(b, y);
    return ras_optimal_alignment((struct ras_bytes){x, DIGITS}, (struct ras_bytes){y, DIGITS}, 2);
}

static unsigned bit(bool holds, enum ras_date_class class)
{
    return (unsigned)holds << class;
}

static unsigned full_classes(const struct ras_text_date *a, const struct ras_text_date *b)
{
    const unsigned years = apart(a->year, b->year);
    const unsigned months = apart(a->month, b->month);
    const unsigned days = apart(a->day, b->day);
    const uint32_t edit_count = edits(a, b);
    const bool month_day = months == 0 && days == 0;
    const bool swapped = years == 0 && months != 0 && a->month == b->day && a->day == b->month;
    const bool slip =
        (years == 0 || decade_or_unit(years)) && months <= 1 && (days == 0 || decade_or_unit(days));
    return bit(swapped, RAS_DATES_SWAPPED) | bit(edit_count <= 1, RAS_DATES_ONE_EDIT) |
           bit(edit_count <= 2, RAS_DATES_TWO_EDITS) |
           bit((years != 0) + (months != 0) + (days != 0) <= 1, RAS_DATES_ONE_ELEMENT) |
           bit(month_day && (years == 0 || decade_or_unit(years)), RAS_DATES_DECADE) |
           bit(slip, RAS_DATES_SLIP) | bit(month_day, RAS_DATES_MONTH_DAY);
}

bool ras_text_date_classes(struct ras_bytes a, struct ras_bytes b, unsigned *classes)
{
    struct ras_text_date x, y;
    if (!ras_text_date_read(a, &x) || !ras_text_date_read(b, &y))
        return false;
    const bool year = x.year == y.year;
    const bool year_month = year && x.month == y.month && x.month != 0;
    const bool same = year && x.month == y.month && x.day == y.day;
    const bool full = x.month != 0 && x.day != 0 && y.month != 0 && y.day != 0;
    *classes = bit(same, RAS_DATES_EXACT) | bit(year_month, RAS_DATES_YEAR_MONTH) |
               bit(year, RAS_DATES_YEAR) | (full ? full_classes(&x, &y) : 0);
    return true;
}

bool ras_text_date_days(struct ras_bytes a, struct ras_bytes b, uint32_t *days)
{
    struct ras_text_date x, y;
    if (!ras_text_date_read(a, &x) || !ras_text_date_read(b, &y) ||
        !ras_date_exists(x.year, x.month, x.day) || !ras_date_exists(y.year, y.month, y.day))
        return false;
    const int32_t difference =
        ras_date_days(x.year, x.month, x.day) - ras_date_days(y.year, y.month, y.day);
    *days = (uint32_t)(difference < 0 ? -difference : difference);
    return true;
}
