/* Runs of ASCII digits, eight bytes at a time. */
#ifndef RASOAT_BASE_DIGITS_H
#define RASOAT_BASE_DIGITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The eight bytes at text as a word, the first lowest. */
static inline uint64_t ras_word_at(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return word;
}

#define RAS_ZEROS UINT64_C(0x3030303030303030) /* "00000000" */

/* Are the bytes, each less '0', all 0..9? */
static inline bool ras_digits_hold(uint64_t values)
{
    const uint64_t low = values & UINT64_C(0x7F7F7F7F7F7F7F7F);
    return (((low + UINT64_C(0x7676767676767676)) | values) & UINT64_C(0x8080808080808080)) == 0;
}

/* The number of eight such bytes, the first the highest: pairs, then fours, then all. */
static inline uint32_t ras_digits_value(uint64_t values)
{
    values = values * 10 + (values >> 8);
    const uint64_t even = values & UINT64_C(0x000000FF000000FF);
    const uint64_t odd = values >> 16 & UINT64_C(0x000000FF000000FF);
    return (uint32_t)((even * (100 + (UINT64_C(1000000) << 32)) +
                       odd * (1 + (UINT64_C(10000) << 32))) >>
                      32);
}

/* The other way: a number below 10^8 as eight digits, the first in the lowest byte. */
static inline uint64_t ras_digits_word(uint32_t number)
{
    const uint64_t fours = number / 10000 | (uint64_t)(number % 10000) << 32;
    /* 10486 / 2^20 is near enough to a hundredth below 10,000, 103 / 2^10 to a tenth below 100 */
    const uint64_t hundreds = fours * 10486 >> 20 & UINT64_C(0x0000007F0000007F);
    const uint64_t pairs = hundreds | (fours - 100 * hundreds) << 16;
    const uint64_t tens = pairs * 103 >> 10 & UINT64_C(0x000F000F000F000F);
    return (tens | (pairs - 10 * tens) << 8) + RAS_ZEROS;
}

/* Read 8 to 16 digits; false if there is any other byte among them. */
static inline bool ras_digits_read(const char *text, unsigned count, uint64_t *number)
{
    /* the last eight overlap the first; the bytes they share are taken as zeros */
    const uint64_t first = ras_word_at(text) ^ RAS_ZEROS;
    const uint64_t last = ras_word_at(text + count - 8) ^ RAS_ZEROS;
    static const uint32_t powers[] = {1,      10,      100,      1000,     10000,
                                      100000, 1000000, 10000000, 100000000};
    if (!ras_digits_hold(first) || !ras_digits_hold(last))
        return false;
    const unsigned rest = count - 8;
    const uint64_t tail = rest == 0 ? 0 : last >> 8 * (8 - rest) << 8 * (8 - rest);
    *number = (uint64_t)ras_digits_value(first) * powers[rest] + ras_digits_value(tail);
    return true;
}

#endif
