/* Vietnamese numerals, folded, as far as dates need them. */
#include "normalise/date_words.h"

#include "base/bytes.h"

#include <string.h>

#define WORD_COUNT_MAX 40

struct numeral {
    const char *word;
    unsigned value;
};

static const struct numeral units[] = {
    {"khong", 0}, {"mot", 1},  {"hai", 2}, {"ba", 3},  {"bon", 4}, {"tu", 4},  {"nam", 5},
    {"lam", 5},   {"nham", 5}, {"sau", 6}, {"bay", 7}, {"tam", 8}, {"chin", 9}};

static bool unit_value(struct ras_bytes word, unsigned *value)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (ras_bytes_equal(word, ras_bytes_of(units[i].word))) {
            *value = units[i].value;
            return true;
        }
    return false;
}

static bool is(struct ras_bytes word, const char *text)
{
    return ras_bytes_equal(word, ras_bytes_of(text));
}

/* A number below 10,000 from words: thousands, hundreds, tens, units; false if they do not form
 * one. A second unit right after another reads as digits (một chín tám lăm). */
static bool number_of(const struct ras_bytes *words, unsigned count, unsigned *number)
{
    unsigned total = 0, pending = 0;
    bool have = false;
    if (count == 0)
        return false;
    for (unsigned i = 0; i < count; i++) {
        unsigned value;
        if (is(words[i], "nghin") || is(words[i], "ngan")) {
            total += (have ? pending : 1) * 1000;
            have = false;
        } else if (is(words[i], "tram")) {
            total += (have ? pending : 1) * 100;
            have = false;
        } else if (is(words[i], "muoi") || is(words[i], "chuc")) {
            total += (have ? pending : 1) * 10;
            have = false;
        } else if (is(words[i], "linh") || is(words[i], "le")) {
            if (have)
                return false;
        } else if (unit_value(words[i], &value)) {
            pending = have ? pending * 10 + value : value;
            have = true;
        } else {
            return false;
        }
        if (total > 9999 || pending > 9999)
            return false;
    }
    *number = total + (have ? pending : 0);
    return true;
}

static unsigned find_word(const struct ras_bytes *words, unsigned from, unsigned count,
                          const char *word)
{
    while (from < count && !is(words[from], word))
        from++;
    return from;
}

static unsigned split_words(struct ras_bytes text, struct ras_bytes *words)
{
    unsigned count = 0;
    for (size_t at = 0; at < text.length;) {
        const char *const blank = memchr(text.data + at, ' ', text.length - at);
        const size_t end = blank == NULL ? text.length : (size_t)(blank - text.data);
        if (count == WORD_COUNT_MAX)
            return 0;
        words[count++] = (struct ras_bytes){text.data + at, end - at};
        at = end + 1;
    }
    return count;
}

/* Position of the "nam" that means year: the word is also five, so its rest must be a number of
 * four digits. */
static unsigned find_year(const struct ras_bytes *words, unsigned from, unsigned count,
                          unsigned *year)
{
    for (unsigned at = from; at < count; at++)
        if (is(words[at], "nam") && number_of(words + at + 1, count - at - 1, year) &&
            *year >= 1000)
            return at;
    return count;
}

bool ras_date_words(struct ras_bytes folded, unsigned *day, unsigned *month, unsigned *year)
{
    struct ras_bytes words[WORD_COUNT_MAX];
    const unsigned count = split_words(folded, words);
    *day = *month = 0;
    const unsigned month_at = find_word(words, 0, count, "thang");
    const unsigned year_at = find_year(words, month_at == count ? 0 : month_at, count, year);
    if (year_at == count)
        return false;
    if (month_at == count)
        return year_at == 0;
    const struct ras_bytes *const month_words = words + month_at + 1;
    const unsigned month_count = year_at - month_at - 1;
    if (month_count == 1 && is(month_words[0], "gieng"))
        *month = 1;
    else if (month_count == 1 && is(month_words[0], "chap"))
        *month = 12;
    else if (!number_of(month_words, month_count, month) || *month > 12)
        return false;
    unsigned first = month_at > 0 && is(words[0], "ngay");
    if (first < month_at && (is(words[first], "mong") || is(words[first], "mung")))
        first++;
    if (first == month_at)
        return first == 0;
    return number_of(words + first, month_at - first, day) && *day <= 31;
}
