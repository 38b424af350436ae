/* Edit distances of two texts, on code points: Levenshtein; optimal string alignment (neighbours
 * may be swapped, each substring edited once); Damerau-Levenshtein without that restriction.
 *
 * What both texts begin and end with costs nothing in any of them and is cut off first. The first
 * two run bit-parallel where the shorter rest has at most 64 code points, else by rows; the third
 * by rows, in memory linear in the shorter text, where the others do not settle it.
 * Sources: G. Myers, "A Fast Bit-Vector Algorithm for Approximate String Matching", JACM 46 (1999);
 * H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", 2003;
 * C. Zhao, S. Sahni, "Linear Space String Correction Algorithm Using the Damerau-Levenshtein
 * Distance", BMC Bioinformatics 20 (2019). */
#include "compare/text_distance.h"

#include "compare/code_points.h"

#include <assert.h>

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Part of a text; in a pair, `pattern` is the shorter. */
struct span {
    const uint32_t *point;
    uint32_t length;
};

/* 1 <= pattern.length <= 64; see syllable_distance.c for the names of the words. */
static uint32_t distance_words(struct span pattern, struct span text, bool swaps, uint32_t maximum)
{
    struct ras_point_places places;
    ras_point_places_fill(&places, pattern.point, pattern.length);
    const uint64_t last = UINT64_C(1) << (pattern.length - 1);
    const uint64_t swap_mask = swaps ? UINT64_MAX : 0;
    uint64_t vp = UINT64_MAX;
    uint64_t vn = 0;
    uint64_t d0 = 0;
    uint64_t previous = 0;
    uint32_t distance = pattern.length;
    for (uint32_t j = 0; j < text.length; j++) {
        const uint64_t match = ras_point_places_of(&places, text.point[j]);
        const uint64_t transposed = ((~d0 & match) << 1) & previous & swap_mask;
        d0 = (((match & vp) + vp) ^ vp) | match | vn | transposed;
        const uint64_t hp = vn | ~(d0 | vp);
        const uint64_t hn = d0 & vp;
        distance += (hp & last) != 0;
        distance -= (hn & last) != 0;
        const uint32_t left = text.length - 1 - j; /* letters left take off one each at best */
        if (distance > left && distance - left > maximum)
            return maximum + 1;
        const uint64_t hp_shifted = hp << 1 | 1;
        vp = hn << 1 | ~(d0 | hp_shifted);
        vn = hp_shifted & d0;
        previous = match;
    }
    return distance;
}

/* Three rows of the matrix: a letter of `text` each, a cell per letter of `pattern`. No cell is
 * less than the least of the two rows before it. */
static uint32_t distance_rows(struct span pattern, struct span text, bool swaps, uint32_t maximum)
{
    uint32_t rows[3][RAS_POINTS_MAX + 1];
    uint32_t *before = rows[0];
    uint32_t *above = rows[1];
    uint32_t *row = rows[2];
    uint32_t above_least = 0;
    for (uint32_t i = 0; i <= pattern.length; i++)
        above[i] = before[i] = i;
    for (uint32_t j = 1; j <= text.length; j++) {
        const uint32_t letter = text.point[j - 1];
        uint32_t row_least = j;
        row[0] = j;
        for (uint32_t i = 1; i <= pattern.length; i++) {
            uint32_t best = above[i - 1] + (pattern.point[i - 1] != letter);
            best = least(best, least(above[i], row[i - 1]) + 1);
            if (swaps && i > 1 && j > 1 && pattern.point[i - 2] == letter &&
                pattern.point[i - 1] == text.point[j - 2])
                best = least(best, before[i - 2] + 1);
            row[i] = best;
            row_least = least(row_least, best);
        }
        if (least(row_least, above_least) > maximum)
            return maximum + 1;
        uint32_t *const free = before;
        above_least = row_least;
        before = above;
        above = row;
        row = free;
    }
    return least(above[pattern.length], maximum < RAS_DISTANCE_ANY ? maximum + 1 : maximum);
}

static uint32_t distance(struct span pattern, struct span text, bool swaps, uint32_t maximum)
{
    if (text.length - pattern.length > maximum)
        return maximum + 1;
    if (pattern.length == 0)
        return text.length;
    return pattern.length <= RAS_POINT_WORD_BITS ? distance_words(pattern, text, swaps, maximum)
                                                 : distance_rows(pattern, text, swaps, maximum);
}

struct texts {
    struct ras_points first, second;
    struct span pattern, text; /* what is left between the common ends */
};

static void texts_read(struct texts *texts, struct ras_bytes a, struct ras_bytes b)
{
    ras_points_read(&texts->first, a);
    ras_points_read(&texts->second, b);
    const bool in_order = texts->first.length <= texts->second.length;
    const struct ras_points *const shorter = in_order ? &texts->first : &texts->second;
    const struct ras_points *const longer = in_order ? &texts->second : &texts->first;
    uint32_t from = 0;
    uint32_t end = shorter->length;
    const uint32_t more = longer->length - shorter->length;
    while (from < end && shorter->point[from] == longer->point[from])
        from++;
    while (from < end && shorter->point[end - 1] == longer->point[end - 1 + more])
        end--;
    texts->pattern = (struct span){shorter->point + from, end - from};
    texts->text = (struct span){longer->point + from, end - from + more};
}

uint32_t ras_levenshtein(struct ras_bytes a, struct ras_bytes b, uint32_t maximum)
{
    struct texts texts;
    texts_read(&texts, a, b);
    return distance(texts.pattern, texts.text, false, maximum);
}

uint32_t ras_optimal_alignment(struct ras_bytes a, struct ras_bytes b, uint32_t maximum)
{
    struct texts texts;
    texts_read(&texts, a, b);
    return distance(texts.pattern, texts.text, true, maximum);
}

/* Letters of a numbered from 0 in order of appearance; letters that a lacks all get `count`. */
struct letter_numbers {
    uint16_t a[RAS_POINTS_MAX];
    uint16_t b[RAS_POINTS_MAX];
    uint16_t count;
};

static void letters_number(struct span a, struct span b, struct letter_numbers *numbers)
{
    uint32_t known[RAS_POINTS_MAX];
    uint16_t count = 0;
    for (uint32_t i = 0; i < a.length; i++) {
        uint16_t n = 0;
        while (n < count && known[n] != a.point[i])
            n++;
        if (n == count)
            known[count++] = a.point[i];
        numbers->a[i] = n;
    }
    for (uint32_t j = 0; j < b.length; j++) {
        uint16_t n = 0;
        while (n < count && known[n] != b.point[j])
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

/* The optimal alignment settles most: it is never less, and the same up to 2; and a distance of d
 * takes at most 2 d edits without swaps. */
static uint32_t damerau(struct span a, struct span b, uint32_t maximum)
{
    if (a.length <= RAS_POINT_WORD_BITS) {
        const uint32_t aligned = distance(a, b, true, RAS_DISTANCE_ANY);
        if (aligned <= 2 || a.length == 0)
            return least(aligned, maximum < aligned ? maximum + 1 : aligned);
        if (maximum < aligned && distance(a, b, false, 2 * maximum) > 2 * maximum)
            return maximum + 1;
    }
    struct letter_numbers letters;
    letters_number(a, b, &letters);
    const uint32_t found = damerau_rows(&letters, a.length, b.length);
    return found > maximum ? maximum + 1 : found;
}

uint32_t ras_damerau_levenshtein(struct ras_bytes a, struct ras_bytes b, uint32_t maximum)
{
    struct texts texts;
    texts_read(&texts, a, b);
    if (texts.text.length - texts.pattern.length > maximum)
        return maximum + 1;
    return damerau(texts.pattern, texts.text, maximum);
}

/* ---- similarities ---- */

/* 1 - distance / all, rounded to the nearest. */
static uint32_t similarity(uint32_t distance_found, uint32_t all)
{
    if (all == 0)
        return RAS_SIMILARITY_ONE;
    return (uint32_t)(((uint64_t)(all - distance_found) * RAS_SIMILARITY_ONE + all / 2) / all);
}

/* Length of the longer, before its ends were cut off. */
static uint32_t longer_length(const struct texts *texts)
{
    return texts->first.length > texts->second.length ? texts->first.length : texts->second.length;
}

uint32_t ras_levenshtein_similarity(struct ras_bytes a, struct ras_bytes b)
{
    struct texts texts;
    texts_read(&texts, a, b);
    return similarity(distance(texts.pattern, texts.text, false, RAS_DISTANCE_ANY),
                      longer_length(&texts));
}

uint32_t ras_optimal_alignment_similarity(struct ras_bytes a, struct ras_bytes b)
{
    struct texts texts;
    texts_read(&texts, a, b);
    return similarity(distance(texts.pattern, texts.text, true, RAS_DISTANCE_ANY),
                      longer_length(&texts));
}

uint32_t ras_damerau_similarity(struct ras_bytes a, struct ras_bytes b)
{
    struct texts texts;
    texts_read(&texts, a, b);
    return similarity(damerau(texts.pattern, texts.text, RAS_DISTANCE_ANY), longer_length(&texts));
}
