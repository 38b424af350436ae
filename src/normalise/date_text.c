/* Dates as people and programs write them -> packed dates.
 *
 * The two shapes of nearly all cells, 1985-03-07 and 07/03/1985, are read at fixed places; the rest
 * is split into numbers first and judged by their count and widths. A day that no calendar has
 * leaves the month and year that were written; zeros leave what is not zero. */
#include "base/bytes.h"
#include "base/digits.h"
#include "normalise/date_words.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"
#include "record/date.h"

#include <assert.h>
#include <string.h>

#define YEAR_FIRST   1850u
#define YEAR_PLAIN   1901u /* no date from here on stands for none */
#define YEAR_LAST    2100u
#define NUMBERS_MAX  8
#define TEXT_MAX     160    /* bytes of a date in words */
#define SERIAL_FIRST 10000u /* 1927-05-18 */
#define SERIAL_LAST  60000u /* 2064-04-08 */

/* A written date as numbers. separator[i] stands after number i. */
struct written {
    unsigned count;
    unsigned value[NUMBERS_MAX];
    unsigned digits[NUMBERS_MAX];
    char separator[NUMBERS_MAX];
};

struct reading {
    uint32_t as_of;
    uint64_t repairs;
    bool placeholder;
};

static void set(struct reading *reading, enum ras_repair repair)
{
    reading->repairs |= RAS_REPAIR_BIT(repair);
}

/* ---- year, month, day -> value ---- */

static bool is_no_date(unsigned year, unsigned month, unsigned day)
{
    return year == 0 || year == 9999 || (year == 1900 && month <= 1 && day <= 1) ||
           (year == 1899 && month == 12 && (day == 30 || day == 31));
}

static uint32_t check_future(struct reading *reading, uint32_t date)
{
    if (reading->as_of == 0)
        return date;
    /* Compare at the lower precision: 2026 is not after 2026-10-31. */
    uint32_t mask = RAS_DATE_VALUE_MASK;
    if (ras_date_precision(date) == RAS_DATE_YEAR)
        mask &= ~UINT32_C(0x1FF);
    else if (ras_date_precision(date) == RAS_DATE_MONTH)
        mask &= ~UINT32_C(0x1F);
    if ((date & mask) > (reading->as_of & mask))
        set(reading, RAS_REPAIR_DATE_FUTURE);
    return date;
}

/* The date of written numbers, month and day in either order if only one can be. */
static uint32_t judge(struct reading *reading, unsigned year, unsigned month, unsigned day)
{
    if (is_no_date(year, month, day)) {
        set(reading, RAS_REPAIR_DATE_PLACEHOLDER);
        reading->placeholder = true;
        return 0;
    }
    if (year < YEAR_FIRST || year > YEAR_LAST)
        return 0;
    if (month > 12 && day >= 1 && day <= 12) {
        const unsigned swapped = month;
        month = day;
        day = swapped;
        set(reading, RAS_REPAIR_DATE_MONTH_FIRST);
    }
    if (month == 0 || day == 0) {
        set(reading, RAS_REPAIR_DATE_PLACEHOLDER);
        if (month == 0)
            day = 0;
    }
    if (month > 12) {
        set(reading, RAS_REPAIR_DATE_IMPOSSIBLE);
        month = day = 0;
    } else if (day != 0 && !ras_date_exists(year, month, day)) {
        set(reading, RAS_REPAIR_DATE_IMPOSSIBLE);
        day = 0;
    }
    return check_future(reading, ras_date_make(year, month, day));
}

static uint32_t judge_month(struct reading *reading, unsigned year, unsigned month)
{
    if (is_no_date(year, month, 1)) {
        set(reading, RAS_REPAIR_DATE_PLACEHOLDER);
        reading->placeholder = true;
        return 0;
    }
    if (year < YEAR_FIRST || year > YEAR_LAST)
        return 0;
    if (month == 0)
        set(reading, RAS_REPAIR_DATE_PLACEHOLDER);
    if (month > 12) {
        set(reading, RAS_REPAIR_DATE_IMPOSSIBLE);
        month = 0;
    }
    return check_future(reading, ras_date_make(year, month, 0));
}

static uint32_t judge_year(struct reading *reading, unsigned year)
{
    if (is_no_date(year, 0, 0)) {
        set(reading, RAS_REPAIR_DATE_PLACEHOLDER);
        reading->placeholder = true;
        return 0;
    }
    if (year < YEAR_FIRST || year > YEAR_LAST)
        return 0;
    return check_future(reading, ras_date_make(year, 0, 0));
}

/* The newest year of those two digits that is not after as_of. */
static unsigned full_year(struct reading *reading, unsigned two_digits)
{
    const unsigned now = reading->as_of == 0 ? 2099 : ras_date_year(reading->as_of);
    const unsigned year = now / 100 * 100 + two_digits;
    set(reading, RAS_REPAIR_DATE_TWO_DIGIT_YEAR);
    return year > now ? year - 100 : year;
}

/* ---- numbers ---- */

static uint32_t read_eight_digits(struct reading *reading, unsigned number)
{
    const unsigned year = number / 10000;
    if ((year >= YEAR_FIRST && year <= YEAR_LAST && number / 100 % 100 <= 12) || year == 9999)
        return judge(reading, year, number / 100 % 100, number % 100);
    return judge(reading, number % 10000, number / 10000 % 100, number / 1000000);
}

static uint32_t read_six_digits(struct reading *reading, unsigned number)
{
    const unsigned year = number / 100, month = number % 100;
    const unsigned day = number / 10000, second = number / 100 % 100;
    const bool as_month = year >= YEAR_FIRST && year <= YEAR_LAST && month >= 1 && month <= 12;
    const bool as_day = day >= 1 && day <= 31 && second >= 1 && second <= 12;
    if (as_month == as_day)
        return 0; /* 200512 may be either */
    return as_month ? judge_month(reading, year, month)
                    : judge(reading, full_year(reading, month), second, day);
}

static uint32_t read_serial(struct reading *reading, unsigned serial)
{
    if (serial < SERIAL_FIRST || serial > SERIAL_LAST)
        return 0;
    set(reading, RAS_REPAIR_DATE_SERIAL);
    /* Serial 25569 is 1970-01-01 in Excel's 1900 system. */
    return check_future(reading, ras_date_from_days((int32_t)serial - 25569));
}

static uint32_t read_one(struct reading *reading, unsigned number, unsigned digits)
{
    switch (digits) {
    case 4: return judge_year(reading, number);
    case 5: return read_serial(reading, number);
    case 6: return read_six_digits(reading, number);
    case 7: /* ddmmyyyy without its leading zero */
    case 8: return number == 0 ? judge(reading, 0, 0, 0) : read_eight_digits(reading, number);
    default: return 0;
    }
}

static uint32_t read_two(struct reading *reading, const struct written *w)
{
    if (w->digits[0] == 5 && w->separator[0] == '.')
        return read_serial(reading, w->value[0]); /* 31113.5: a serial with a time */
    if (w->digits[0] == 4 && w->digits[1] <= 2)
        return judge_month(reading, w->value[0], w->value[1]);
    if (w->digits[1] == 4 && w->digits[0] <= 2)
        return judge_month(reading, w->value[1], w->value[0]);
    return 0;
}

static uint32_t read_three(struct reading *reading, const struct written *w)
{
    const unsigned a = w->value[0], b = w->value[1], c = w->value[2];
    if (w->digits[1] > 2)
        return 0;
    if (w->digits[0] == 4 && w->digits[2] <= 2)
        return judge(reading, a, b, c);
    if (w->digits[0] > 2)
        return 0;
    if (w->digits[2] == 4)
        return judge(reading, c, b, a);
    if (w->digits[2] != 2)
        return 0;
    if (a == 0 && b == 0 && c == 0)
        return judge(reading, 0, 0, 0);
    return judge(reading, full_year(reading, c), b, a);
}

/* ---- text ---- */

static unsigned month_name(const char *letters, unsigned count)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (count < 3)
        return 0;
    for (unsigned i = 0; i < 12; i++)
        if (memcmp(names + 3 * i, letters, 3) == 0)
            return i + 1;
    return 0;
}

/* Words that say nothing more than "here is a date". */
static bool is_filler(const char *letters, unsigned count)
{
    static const char *const words[] = {"ngay", "thang", "nam", "sinh", "ns"};
    for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == count && memcmp(words[i], letters, count) == 0)
            return true;
    return false;
}

/* The rest after three numbers: a time of day, or a full stop. */
static bool is_time_tail(const char *text, size_t length)
{
    bool colon = false, digit = false;
    for (size_t i = 0; i < length; i++) {
        if (strchr(" 0123456789:.,+-TtZzAaPpMmSCHh", text[i]) == NULL)
            return false;
        colon = colon || text[i] == ':';
        digit = digit || (text[i] >= '0' && text[i] <= '9');
    }
    return colon || !digit;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (unsigned)((c | 0x20) - 'a') < 26;
}

static bool add_number(struct written *w, unsigned value, unsigned digits, char separator)
{
    if (w->count == NUMBERS_MAX)
        return false;
    w->value[w->count] = value;
    w->digits[w->count] = digits;
    w->separator[w->count++] = separator;
    return true;
}

/* Split plain ASCII text into numbers; false if it holds what no date does. */
static bool split_numbers(const char *text, size_t length, struct written *w)
{
    w->count = 0;
    for (size_t at = 0; at < length;) {
        if (w->count == 3 && is_time_tail(text + at, length - at))
            return true;
        size_t end = at;
        if (is_digit(text[at])) {
            unsigned value = 0;
            while (end < length && is_digit(text[end]) && end - at < 9)
                value = value * 10 + (unsigned)(text[end++] - '0');
            if (end < length && is_digit(text[end]))
                return false;
            if (!add_number(w, value, (unsigned)(end - at), end < length ? text[end] : '\0'))
                return false;
        } else if (is_letter(text[at])) {
            char letters[12] = {0};
            while (end < length && is_letter(text[end])) {
                if (end - at < sizeof letters)
                    letters[end - at] = (char)(text[end] | 0x20);
                end++;
            }
            const unsigned count = (unsigned)(end - at), month = month_name(letters, count);
            if (count > sizeof letters || (month == 0 && !is_filler(letters, count)))
                return false;
            if (month != 0 && !add_number(w, month, 2, ' '))
                return false;
        } else if (strchr("/-. ,_\\", text[at]) != NULL) {
            end++;
        } else {
            return false;
        }
        at = end;
    }
    return w->count > 0;
}

/* ASCII of the text with its punctuation: letters without marks, digits, other bytes as they are;
 * 0 = too long or of no use. */
static size_t plain_text(struct ras_bytes written, char *out, size_t capacity)
{
    size_t length = 0;
    for (size_t at = 0; at < written.length;) {
        unsigned size;
        const uint32_t sign = ras_sign_read(written.data + at, written.length - at, &size);
        const uint32_t point = sign == RAS_CODE_POINT_NONE ? '?' : sign;
        if (capacity - length < 32)
            return 0;
        if (point < 0x80) {
            if (point >= 0x20 && point != '\'' && point != '"')
                out[length++] = (char)point;
            else if (point == '\t')
                out[length++] = ' ';
        } else {
            const enum ras_sign_kind kind = ras_sign_kind(point);
            if (kind == RAS_SIGN_ODD_BLANK)
                out[length++] = ' ';
            else if (kind == RAS_SIGN_HYPHEN)
                out[length++] = '-';
            else if (kind == RAS_SIGN_LETTER)
                length +=
                    ras_text_fold((struct ras_bytes){written.data + at, size}, out + length, 31);
            else if (kind != RAS_SIGN_MARK && kind != RAS_SIGN_INVISIBLE &&
                     kind != RAS_SIGN_APOSTROPHE)
                out[length++] = '?';
        }
        at += size;
    }
    while (length > 0 && out[length - 1] == ' ')
        length--;
    return length;
}

static uint32_t read_words(struct reading *reading, const char *text, size_t length)
{
    char folded[TEXT_MAX + 32];
    unsigned day, month, year;
    const size_t count = ras_text_fold((struct ras_bytes){text, length}, folded, sizeof folded);
    if (!ras_date_words((struct ras_bytes){folded, count}, &day, &month, &year))
        return 0;
    if (day != 0)
        return judge(reading, year, month, day);
    return month != 0 ? judge_month(reading, year, month) : judge_year(reading, year);
}

static uint32_t read_any(struct reading *reading, struct ras_bytes text)
{
    char plain[TEXT_MAX + 32];
    struct written w;
    if (text.length > TEXT_MAX)
        return 0;
    const size_t length = plain_text(text, plain, sizeof plain);
    if (length == 0)
        return 0;
    set(reading, RAS_REPAIR_DATE_SHAPE);
    if (!split_numbers(plain, length, &w))
        return read_words(reading, plain, length);
    switch (w.count) {
    case 1: return read_one(reading, w.value[0], w.digits[0]);
    case 2: return read_two(reading, &w);
    case 3: return read_three(reading, &w);
    default: return 0;
    }
}

/* ---- the common shapes ---- */

static bool all_digits(const char *s, unsigned count)
{
    bool all = true;
    for (unsigned i = 0; i < count; i++)
        all &= is_digit(s[i]);
    return all;
}

static unsigned two(const char *s)
{
    return (unsigned)(s[0] - '0') * 10 + (unsigned)(s[1] - '0');
}

static bool read_common(struct reading *reading, struct ras_bytes text, uint32_t *date)
{
    const char *const s = text.data;
    if (text.length == 10 && s[4] == '-' && s[7] == '-' && all_digits(s, 4) &&
        all_digits(s + 5, 2) && all_digits(s + 8, 2)) {
        *date = judge(reading, two(s) * 100 + two(s + 2), two(s + 5), two(s + 8));
        return true;
    }
    if (text.length == 10 && (s[2] == '/' || s[2] == '-') && s[5] == s[2] && all_digits(s, 2) &&
        all_digits(s + 3, 2) && all_digits(s + 6, 4)) {
        if (s[2] == '-')
            set(reading, RAS_REPAIR_DATE_SHAPE);
        *date = judge(reading, two(s + 6) * 100 + two(s + 8), two(s + 3), two(s));
        return true;
    }
    if (text.length == 4 && all_digits(s, 4)) {
        *date = judge_year(reading, two(s) * 100 + two(s + 2));
        return true;
    }
    return false;
}

/* Whole days between the edges of the calendar that need no judging: 07/03/1985, 07-03-1985,
 * 07.03.1985 and 1985-03-07; 0 = look closer. */
static uint32_t read_plain(struct ras_bytes text, bool *usual_shape)
{
    /* byte i is a digit less '0', or a separator less itself */
    const uint64_t separators = UINT64_C(0x0000010000010000), iso = UINT64_C(0x2D30302D30303030);
    uint16_t tail;
    if (text.length != 10)
        return 0;
    const uint64_t head = ras_word_at(text.data);
    const unsigned separator = (unsigned char)text.data[2];
    memcpy(&tail, text.data + 8, sizeof tail);
    const bool day_first = separator == '/' || separator == '-' || separator == '.';
    const uint64_t shape =
        day_first ? (RAS_ZEROS & ~(separators * 0xFF)) | separators * separator : iso;
    const uint64_t values = head ^ shape, last = tail ^ 0x3030u;
    const uint64_t nothing = day_first ? separators * 0xFF : UINT64_C(0xFF0000FF00000000);
    if (!ras_digits_hold(values) || !ras_digits_hold(last) || (values & nothing) != 0)
        return 0;
    const uint64_t pairs = values * 10 + (values >> 8);
    const unsigned last_pair = (unsigned)(last * 10 + (last >> 8)) & 0xFF;
    const unsigned at0 = pairs & 0xFF, at2 = pairs >> 16 & 0xFF, at3 = pairs >> 24 & 0xFF,
                   at5 = pairs >> 40 & 0xFF, at6 = pairs >> 48 & 0xFF;
    const unsigned year = day_first ? at6 * 100 + last_pair : at0 * 100 + at2;
    const unsigned month = day_first ? at3 : at5;
    const unsigned day = day_first ? at0 : last_pair;
    *usual_shape = !day_first || separator == '/';
    if (year - YEAR_PLAIN > YEAR_LAST - YEAR_PLAIN || month - 1 > 11 || day - 1 > 27)
        return 0;
    return ras_date_make(year, month, day);
}

uint32_t ras_date_parse(struct ras_bytes written, uint32_t as_of, uint64_t *repairs,
                        bool *placeholder)
{
    struct reading reading = {as_of, 0, false};
    bool usual_shape;
    uint32_t date = read_plain(written, &usual_shape);
    if (date != 0) {
        if (!usual_shape)
            set(&reading, RAS_REPAIR_DATE_SHAPE);
        date = check_future(&reading, date);
        *repairs |= reading.repairs;
        *placeholder = false;
        return date;
    }
    while (written.length > 0 && *written.data == ' ') {
        written.data++;
        written.length--;
    }
    while (written.length > 0 && written.data[written.length - 1] == ' ')
        written.length--;
    if (written.length > 0 && !read_common(&reading, written, &date))
        date = read_any(&reading, written);
    *repairs |= reading.repairs;
    *placeholder = reading.placeholder;
    return date;
}
