/* The textbook matrices. Damerau-Levenshtein follows Lowrance and Wagner (1975) in its cubic form:
 * a transposition may span letters that are deleted and inserted in between. */
#include "oracle/edit_distance_naive.h"

#include <stdlib.h>

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

size_t naive_points(const char *text, size_t length, uint32_t *points)
{
    size_t count = 0;
    for (size_t i = 0; i < length && count < NAIVE_POINTS_MAX;) {
        const unsigned char lead = (unsigned char)text[i];
        const unsigned extra = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
        uint32_t point = extra == 3   ? lead & 7u
                         : extra == 2 ? lead & 15u
                         : extra == 1 ? lead & 31u
                                      : lead;
        i++;
        for (unsigned j = 0; j < extra && i < length; j++, i++)
            point = point << 6 | ((unsigned char)text[i] & 63u);
        points[count++] = point;
    }
    return count;
}

enum kind { LEVENSHTEIN, OPTIMAL, DAMERAU };

static unsigned transposed(const unsigned *cells, size_t width, const uint32_t *a, size_t i,
                           const uint32_t *b, size_t j, enum kind kind)
{
    unsigned best = UINT32_MAX;
    for (size_t k = 1; k < i; k++)
        for (size_t l = 1; l < j; l++) {
            const int neighbours = k == i - 1 && l == j - 1;
            if ((kind == DAMERAU || neighbours) && a[k - 1] == b[j - 1] && a[i - 1] == b[l - 1])
                best = least(best, cells[(k - 1) * width + l - 1] + (unsigned)(i - k - 1) + 1 +
                                       (unsigned)(j - l - 1));
        }
    return best;
}

static unsigned distance(const uint32_t *a, size_t a_length, const uint32_t *b, size_t b_length,
                         enum kind kind)
{
    const size_t width = b_length + 1;
    unsigned *const cells = calloc((a_length + 1) * width, sizeof *cells);
    for (size_t i = 0; i <= a_length; i++)
        for (size_t j = 0; j <= b_length; j++) {
            unsigned best = i == 0 ? (unsigned)j : j == 0 ? (unsigned)i : UINT32_MAX;
            if (i > 0 && j > 0) {
                best = cells[(i - 1) * width + j - 1] + (a[i - 1] != b[j - 1]);
                best = least(best, cells[(i - 1) * width + j] + 1);
                best = least(best, cells[i * width + j - 1] + 1);
                if (kind != LEVENSHTEIN)
                    best = least(best, transposed(cells, width, a, i, b, j, kind));
            }
            cells[i * width + j] = best;
        }
    const unsigned result = cells[a_length * width + b_length];
    free(cells);
    return result;
}

unsigned naive_levenshtein(const uint32_t *a, size_t a_length, const uint32_t *b, size_t b_length)
{
    return distance(a, a_length, b, b_length, LEVENSHTEIN);
}

unsigned naive_optimal_alignment(const uint32_t *a, size_t a_length, const uint32_t *b,
                                 size_t b_length)
{
    return distance(a, a_length, b, b_length, OPTIMAL);
}

unsigned naive_damerau_levenshtein(const uint32_t *a, size_t a_length, const uint32_t *b,
                                   size_t b_length)
{
    return distance(a, a_length, b, b_length, DAMERAU);
}
