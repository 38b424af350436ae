/* Optimal string alignment distance of two folded syllables.
 *
 * Vietnamese syllables have at most seven letters, so most calls end before any matrix: the sets of
 * letters differ by too much, or what is left after the common beginning and end is one edit by its
 * shape alone. The rest runs through one 32-bit word per letter.
 *
 * Source: H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances",
 * Nordic Journal of Computing 10 (2003). */
#include "compare/compare.h"

#include <string.h>

#define LETTER_SLOTS 32 /* a letter's slot is its low five bits */

static unsigned fold_length(const struct ras_syllable *syllable)
{
    return syllable->fold_length < RAS_SYLLABLE_FOLD_MAX ? syllable->fold_length
                                                         : RAS_SYLLABLE_FOLD_MAX;
}

/* Vertical positive and negative differences (VP, VN) of one column of the matrix, a bit per row;
 * D0 marks rows where the diagonal did not grow. 1 <= pattern_length <= 31. */
static unsigned distance_words(const char *pattern, unsigned pattern_length, const char *text,
                               unsigned text_length, unsigned limit)
{
    uint32_t positions[LETTER_SLOTS] = {0};
    for (unsigned i = 0; i < pattern_length; i++)
        positions[pattern[i] & (LETTER_SLOTS - 1)] |= UINT32_C(1) << i;

    const uint32_t last = UINT32_C(1) << (pattern_length - 1);
    uint32_t vp = UINT32_MAX;
    uint32_t vn = 0;
    uint32_t d0 = 0;
    uint32_t previous = 0;
    unsigned distance = pattern_length;
    for (unsigned j = 0; j < text_length; j++) {
        const uint32_t match = positions[text[j] & (LETTER_SLOTS - 1)];
        const uint32_t transposed = ((~d0 & match) << 1) & previous;
        d0 = (((match & vp) + vp) ^ vp) | match | vn | transposed;
        const uint32_t hp = vn | ~(d0 | vp);
        const uint32_t hn = d0 & vp;
        distance += (hp & last) != 0;
        distance -= (hn & last) != 0;
        /* each letter still to come lowers the distance by one at most */
        if (distance > limit + (text_length - 1 - j))
            return limit + 1;
        const uint32_t hp_shifted = hp << 1 | 1;
        vp = hn << 1 | ~(d0 | hp_shifted);
        vn = hp_shifted & d0;
        previous = match;
    }
    return distance;
}

unsigned ras_syllable_distance(const struct ras_syllable *a, const struct ras_syllable *b,
                               unsigned limit)
{
    /* one edit changes at most two letters of the set */
    if (ras_more_bits_than(a->letters ^ b->letters, 2 * limit))
        return limit + 1;
    unsigned a_length = fold_length(a);
    unsigned b_length = fold_length(b);
    const unsigned shorter = a_length < b_length ? a_length : b_length;
    const unsigned longer = a_length < b_length ? b_length : a_length;
    if (longer - shorter > limit)
        return limit + 1;

    unsigned start = 0;
    while (start < shorter && a->fold[start] == b->fold[start])
        start++;
    while (a_length > start && b_length > start && a->fold[a_length - 1] == b->fold[b_length - 1]) {
        a_length--;
        b_length--;
    }
    const char *const a_rest = a->fold + start;
    const char *const b_rest = b->fold + start;
    a_length -= start;
    b_length -= start;
    if (a_length == 0 || b_length == 0)
        return a_length + b_length; /* at most longer - shorter */
    if (limit == 0)
        return 1;
    if (a_length == 1 && b_length == 1)
        return 1;
    if (a_length == 2 && b_length == 2 && a_rest[0] == b_rest[1] && a_rest[1] == b_rest[0])
        return 1;
    if (limit == 1)
        return 2;
    const unsigned distance = distance_words(a_rest, a_length, b_rest, b_length, limit);
    return distance > limit ? limit + 1 : distance;
}
