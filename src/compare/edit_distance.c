/* Edit distances of two texts, on code points: Levenshtein; optimal string alignment (neighbours
 * may be swapped, each substring edited once); Damerau-Levenshtein without that restriction.
 *
 * The first two run bit-parallel where the shorter text has at most 64 code points, else by rows;
 * the third by rows always, in memory linear in the shorter text.
 * Sources: G. Myers, "A Fast Bit-Vector Algorithm for Approximate String Matching", JACM 46 (1999);
 * H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", 2003;
 * C. Zhao, S. Sahni, "Linear Space String Correction Algorithm Using the Damerau-Levenshtein
 * Distance", BMC Bioinformatics 20 (2019). */
#include "compare/compare.h"

#include "compare/code_points.h"

#include <assert.h>
#include <stdbool.h>

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* 1 <= pattern->length <= 64; see syllable_distance.c for the names of the words. */
static uint32_t distance_words(const struct ras_points *pattern, const struct ras_points *text,
                               bool swaps)
{
    struct ras_point_places places;
    ras_point_places_fill(&places, pattern->point, pattern->length);
    const uint64_t last = UINT64_C(1) << (pattern->length - 1);
    const uint64_t swap_mask = swaps ? UINT64_MAX : 0;
    uint64_t vp = UINT64_MAX;
    uint64_t vn = 0;
    uint64_t d0 = 0;
    uint64_t previous = 0;
    uint32_t distance = pattern->length;
    for (uint32_t j = 0; j < text->length; j++) {
        const uint64_t match = ras_point_places_of(&places, text->point[j]);
        const uint64_t transposed = ((~d0 & match) << 1) & previous & swap_mask;
        d0 = (((match & vp) + vp) ^ vp) | match | vn | transposed;
        const uint64_t hp = vn | ~(d0 | vp);
        const uint64_t hn = d0 & vp;
        distance += (hp & last) != 0;
        distance -= (hn & last) != 0;
        const uint64_t hp_shifted = hp << 1 | 1;
        vp = hn << 1 | ~(d0 | hp_shifted);
        vn = hp_shifted & d0;
        previous = match;
    }
    return distance;
}

/* Three rows of the matrix: a letter of `text` each, a cell per letter of `pattern`. */
static uint32_t distance_rows(const struct ras_points *pattern, const struct ras_points *text,
                              bool swaps)
{
    uint32_t rows[3][RAS_POINTS_MAX + 1];
    uint32_t *before = rows[0];
    uint32_t *above = rows[1];
    uint32_t *row = rows[2];
    for (uint32_t i = 0; i <= pattern->length; i++)
        above[i] = before[i] = i;
    for (uint32_t j = 1; j <= text->length; j++) {
        const uint32_t letter = text->point[j - 1];
        row[0] = j;
        for (uint32_t i = 1; i <= pattern->length; i++) {
            uint32_t best = above[i - 1] + (pattern->point[i - 1] != letter);
            best = least(best, least(above[i], row[i - 1]) + 1);
            if (swaps && i > 1 && j > 1 && pattern->point[i - 2] == letter &&
                pattern->point[i - 1] == text->point[j - 2])
                best = least(best, before[i - 2] + 1);
            row[i] = best;
        }
        uint32_t *const free = before;
        before = above;
        above = row;
        row = free;
    }
    return above[pattern->length];
}

static void points_in_order(struct ras_bytes a, struct ras_bytes b, struct ras_points *shorter,
                            struct ras_points *longer)
{
    ras_points_read(shorter, a);
    ras_points_read(longer, b);
    if (shorter->length > longer->length) {
        ras_points_read(shorter, b);
        ras_points_read(longer, a);
    }
}

static uint32_t distance(struct ras_bytes a, struct ras_bytes b, bool swaps)
{
    struct ras_points shorter;
    struct ras_points longer;
    points_in_order(a, b, &shorter, &longer);
    if (shorter.length == 0)
        return longer.length;
    return shorter.length <= RAS_POINT_WORD_BITS ? distance_words(&shorter, &longer, swaps)
                                                 : distance_rows(&shorter, &longer, swaps);
}

uint32_t ras_levenshtein(struct ras_bytes a, struct ras_bytes b)
{
    return distance(a, b, false);
}

uint32_t ras_optimal_alignment(struct ras_bytes a, struct ras_bytes b)
{
    return distance(a, b, true);
}

/* Letters of a numbered from 0 in order of appearance; letters that a lacks all get `count`. */
struct letter_numbers {
    uint16_t a[RAS_POINTS_MAX];
    uint16_t b[RAS_POINTS_MAX];
    uint16_t count;
};

static void letters_number(const struct ras_points *a, const struct ras_points *b,
                           struct letter_numbers *numbers)
{
    uint32_t known[RAS_POINTS_MAX];
    uint16_t count = 0;
    for (uint32_t i = 0; i < a->length; i++) {
        uint16_t n = 0;
        while (n < count && known[n] != a->point[i])
            n++;
        if (n == count)
            known[count++] = a->point[i];
        numbers->a[i] = n;
    }
    for (uint32_t j = 0; j < b->length; j++) {
        uint16_t n = 0;
        while (n < count && known[n] != b->point[j])
            n++;
        numbers->b[j] = n;
    }
    numbers->count = count;
}

/* The rows of Zhao and Sahni. A transposition in cell (i, j) pairs a[i] with its last equal letter
 * b[l], l < j, and b[j] with its last equal letter a[k], k < i; it can be the best only if k = i -
 * 1 or l = j - 1, and then costs the cell (k - 1, l - 1) and what lies between. Cells needed from
 * before: column_saved[j] is H(k - 1, j - 2) of the row k where b[j] was last met;
 * row_saved is H(i - 2, l - 1) of the column l where a[i] was last met. */
static uint32_t damerau_rows(const struct letter_numbers *letters, uint32_t a_length,
                             uint32_t b_length)
{
    uint32_t rows[2][RAS_POINTS_MAX + 1];
    uint32_t column_saved[RAS_POINTS_MAX + 1];
    uint32_t
        last_row[RAS_POINTS_MAX + 1]; /* per letter number: last i with that letter, 0 = none */
    const uint32_t far = a_length + b_length + 1;
    uint32_t *above = rows[0];
    uint32_t *row = rows[1]; /* holds the row before above until it is overwritten */
    for (uint32_t j = 0; j <= b_length; j++) {
        above[j] = j;
        row[j] = far;
        column_saved[j] = far;
    }
    for (uint32_t n = 0; n <= letters->count; n++)
        last_row[n] = 0;
    for (uint32_t i = 1; i <= a_length; i++) {
        uint32_t last_column = 0;         /* last j with b[j] = a[i] */
        uint32_t two_above_left = row[0]; /* H(i - 2, j - 1) */
        uint32_t row_saved = far;
        row[0] = i;
        for (uint32_t j = 1; j <= b_length; j++) {
            const bool equal = letters->a[i - 1] == letters->b[j - 1];
            const uint32_t two_above = row[j];
            uint32_t best = above[j - 1] + !equal;
            best = least(best, least(row[j - 1], above[j]) + 1);
            if (equal) {
                last_column = j;
                column_saved[j] = j >= 2 ? above[j - 2] : far;
                row_saved = two_above_left;
            } else {
                const uint32_t k = last_row[letters->b[j - 1]];
                if (last_column > 0 && j - last_column == 1 && k > 0)
                    best = least(best, column_saved[j] + (i - k));
                else if (k > 0 && i - k == 1 && last_column > 0)
                    best = least(best, row_saved + (j - last_column));
            }
            two_above_left = two_above;
            row[j] = best;
        }
        last_row[letters->a[i - 1]] = i;
        uint32_t *const swap = above;
        above = row;
        row = swap;
    }
    return above[b_length];
}

uint32_t ras_damerau_levenshtein(struct ras_bytes a, struct ras_bytes b)
{
    struct ras_points a_points;
    struct ras_points b_points;
    ras_points_read(&a_points, a);
    ras_points_read(&b_points, b);
    if (a_points.length == 0 || b_points.length == 0)
        return a_points.length + b_points.length;
    struct letter_numbers letters;
    letters_number(&a_points, &b_points, &letters);
    return damerau_rows(&letters, a_points.length, b_points.length);
}
