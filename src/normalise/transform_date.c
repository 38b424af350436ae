/* Dates of any usual shape as ISO text, and the parts of ISO dates.
 *
 * Shapes: 1985-03-07, 7/3/1985, 07.03.85, 19850307, 7 March 1985, Mar 7 1985, 1985-03, 03/1985,
 * 1985; a time of day after it is left out. Four digits are the year wherever they stand. With the
 * year first the month follows. With the year last the given order says which of the others is the
 * day, unless only one can be; without an order such a date is left out where both can be. Years of
 * two digits are 1931 .. 2030. Nothing is checked against the calendar: the text is to be compared,
 * and an error in it is then an error of a digit. Zeros mean that a part is not known. */
#include "normalise/transform.h"

#include "base/bytes.h"
#include "normalise/transform_writer.h"

#include <stdio.h>

#define NUMBERS_MAX      3
#define CENTURY_TURN     30 /* 30 is 2030, 31 is 1931 */
#define ORDER_IN_DOUBT   UINT32_MAX
#define MONTH_NAME_BYTES 3

struct numbers {
    unsigned count;
    unsigned value[NUMBERS_MAX];
    unsigned digits[NUMBERS_MAX];
    bool is_name[NUMBERS_MAX]; /* a month in letters */
};

struct parts {
    unsigned year;
    unsigned month; /* 0 = not said */
    unsigned day;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (unsigned)((c | 0x20) - 'a') < 26;
}

/* Number of the month whose name begins so; 0 = none. */
static unsigned month_named(struct ras_bytes word)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    for (unsigned month = 0; month < 12 && word.length >= MONTH_NAME_BYTES; month++) {
        size_t same = 0;
        while (same < word.length && same < strlen(names[month]) &&
               (word.data[same] | 0x20) == names[month][same])
            same++;
        if (same == word.length)
            return month + 1;
    }
    return 0;
}

/* 7th, 1st: the letters after a day. */
static bool is_ordinal(struct ras_bytes word)
{
    static const char endings[][3] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (word.length == 2 && (word.data[0] | 0x20) == endings[i][0] &&
            (word.data[1] | 0x20) == endings[i][1])
            return true;
    return false;
}

static size_t run_length(struct ras_bytes text, bool (*belongs)(char))
{
    size_t length = 0;
    while (length < text.length && belongs(text.data[length]))
        length++;
    return length;
}

static bool add(struct numbers *numbers, unsigned value, size_t digits, bool is_name)
{
    if (numbers->count == NUMBERS_MAX || digits > 8)
        return false;
    numbers->value[numbers->count] = value;
    numbers->digits[numbers->count] = (unsigned)digits;
    numbers->is_name[numbers->count++] = is_name;
    return true;
}

static bool add_digits(struct numbers *numbers, struct ras_bytes digits)
{
    unsigned value = 0;
    for (size_t i = 0; i < digits.length && i < 9; i++)
        value = value * 10 + (unsigned)(digits.data[i] - '0');
    return add(numbers, value, digits.length, false);
}

static bool add_word(struct numbers *numbers, struct ras_bytes word)
{
    const unsigned month = month_named(word);
    return month != 0 ? add(numbers, month, 2, true) : numbers->count > 0 && is_ordinal(word);
}

/* Is the date said, and what follows a time of day? */
static bool time_follows(const struct numbers *numbers, struct ras_bytes text)
{
    const bool whole = numbers->count == 3 || (numbers->count == 1 && numbers->digits[0] == 8);
    return whole && (text.data[0] == 'T' || text.data[0] == ' ') &&
           memchr(text.data, ':', text.length) != NULL;
}

static bool split(struct ras_bytes text, struct numbers *numbers)
{
    numbers->count = 0;
    while (text.length > 0) {
        if (time_follows(numbers, text))
            return true;
        size_t length = 1;
        bool fits = true;
        if (is_digit(text.data[0])) {
            length = run_length(text, is_digit);
            fits = add_digits(numbers, (struct ras_bytes){text.data, length});
        } else if (is_letter(text.data[0])) {
            length = run_length(text, is_letter);
            fits = add_word(numbers, (struct ras_bytes){text.data, length});
        } else {
            fits = memchr(" -/.,", text.data[0], 5) != NULL;
        }
        if (!fits)
            return false;
        text = ras_text_after(text, length);
    }
    return numbers->count > 0;
}

static unsigned full_year(unsigned value, unsigned digits)
{
    if (digits > 2)
        return value;
    return value + (value > CENTURY_TURN ? 1900 : 2000);
}

/* Two numbers, first and second as written, that are day and month in some order. */
static bool set_day_month(struct parts *parts, unsigned first, unsigned second, uint32_t order)
{
    const bool can_dmy = second <= 12;
    const bool can_mdy = first <= 12;
    bool day_first = order == RAS_ORDER_DMY;
    if (can_dmy != can_mdy)
        day_first = can_dmy;
    else if (order != RAS_ORDER_DMY && order != RAS_ORDER_MDY && first != second)
        return false;
    parts->day = day_first ? first : second;
    parts->month = day_first ? second : first;
    return true;
}

static bool read_eight(struct parts *parts, unsigned number, uint32_t order)
{
    if (order == RAS_ORDER_YMD || order == ORDER_IN_DOUBT) {
        *parts = (struct parts){number / 10000, number / 100 % 100, number % 100};
        return true;
    }
    parts->year = number % 10000;
    return set_day_month(parts, number / 1000000, number / 10000 % 100, order);
}

static bool read_two(struct parts *parts, const struct numbers *n)
{
    const unsigned year = n->digits[0] == 4 ? 0 : 1;
    if (n->digits[year] != 4 || n->digits[1 - year] > 2)
        return false;
    *parts = (struct parts){n->value[year], n->value[1 - year], 0};
    return true;
}

static bool read_three(struct parts *parts, const struct numbers *n, uint32_t order)
{
    const bool year_first = n->digits[0] == 4 || (order == RAS_ORDER_YMD && n->digits[2] <= 2);
    const unsigned year = year_first ? 0 : 2;
    const unsigned first = year_first ? 1 : 0, second = first + 1;
    const bool two_digits = n->digits[year] == 2 && order != ORDER_IN_DOUBT;
    if (n->is_name[year] || (n->digits[year] != 4 && !two_digits) || n->digits[first] > 2 ||
        n->digits[second] > 2)
        return false;
    parts->year = full_year(n->value[year], n->digits[year]);
    if (n->is_name[first] || year_first) {
        parts->month = n->value[first];
        parts->day = n->value[second];
        return true;
    }
    if (n->is_name[second]) {
        parts->month = n->value[second];
        parts->day = n->value[first];
        return true;
    }
    return set_day_month(parts, n->value[first], n->value[second], order);
}

static bool read_numbers(struct parts *parts, const struct numbers *n, uint32_t order)
{
    *parts = (struct parts){0, 0, 0};
    if (n->count == 3)
        return read_three(parts, n, order);
    if (n->count == 2)
        return read_two(parts, n);
    if (n->digits[0] == 8)
        return read_eight(parts, n->value[0], order);
    parts->year = n->value[0];
    return n->digits[0] == 4 && !n->is_name[0];
}

static size_t write_parts(struct parts parts, char *out, size_t capacity)
{
    char iso[16];
    if (parts.year == 0 || parts.year > 9999 || parts.month > 99 || parts.day > 99)
        return 0;
    int length = snprintf(iso, sizeof iso, "%04u", parts.year % 10000);
    if (parts.month != 0)
        length = snprintf(iso, sizeof iso, "%04u-%02u", parts.year % 10000, parts.month % 100);
    if (parts.month != 0 && parts.day != 0)
        length = snprintf(iso, sizeof iso, "%04u-%02u-%02u", parts.year % 10000, parts.month % 100,
                          parts.day % 100);
    return ras_text_copy((struct ras_bytes){iso, (size_t)length}, out, capacity);
}

static size_t transform_date(struct ras_bytes in, uint32_t order, char *out, size_t capacity)
{
    struct numbers numbers;
    struct parts parts;
    while (in.length > 0 && in.data[in.length - 1] == ' ')
        in.length--;
    if (!split(in, &numbers) || !read_numbers(&parts, &numbers, order))
        return 0;
    return write_parts(parts, out, capacity);
}

size_t ras_transform_date(const struct ras_transform *transform, struct ras_bytes in, char *out,
                          size_t capacity)
{
    return transform_date(in, transform->number, out, capacity);
}

size_t ras_transform_iso_date(const struct ras_transform *transform, struct ras_bytes in, char *out,
                              size_t capacity)
{
    (void)transform;
    return transform_date(in, ORDER_IN_DOUBT, out, capacity);
}

/* ---- parts of an ISO date ---- */

/* Copies [from, from + length) if the date goes so far and there are digits. */
static size_t part(struct ras_bytes in, size_t from, size_t length, char *out, size_t capacity)
{
    char iso[16];
    const size_t iso_length = transform_date(in, ORDER_IN_DOUBT, iso, sizeof iso);
    if (iso_length < from + length)
        return 0;
    return ras_text_copy((struct ras_bytes){iso + from, length}, out, capacity);
}

size_t ras_transform_year(const struct ras_transform *transform, struct ras_bytes in, char *out,
                          size_t capacity)
{
    (void)transform;
    return part(in, 0, 4, out, capacity);
}

size_t ras_transform_month(const struct ras_transform *transform, struct ras_bytes in, char *out,
                           size_t capacity)
{
    (void)transform;
    return part(in, 5, 2, out, capacity);
}

size_t ras_transform_day(const struct ras_transform *transform, struct ras_bytes in, char *out,
                         size_t capacity)
{
    (void)transform;
    return part(in, 8, 2, out, capacity);
}
