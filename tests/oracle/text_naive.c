/* Slow and obvious: definitions written down. */
#include "oracle/text_naive.h"

#include <string.h>

struct naive_text naive_read(const char *text, size_t length)
{
    struct naive_text out;
    out.length = naive_points(text, length, out.point);
    return out;
}

unsigned naive_subsequence(const struct naive_text *a, const struct naive_text *b)
{
    static unsigned cell[NAIVE_POINTS_MAX + 1][NAIVE_POINTS_MAX + 1];
    for (size_t i = 0; i <= a->length; i++)
        for (size_t j = 0; j <= b->length; j++) {
            if (i == 0 || j == 0)
                cell[i][j] = 0;
            else if (a->point[i - 1] == b->point[j - 1])
                cell[i][j] = cell[i - 1][j - 1] + 1;
            else
                cell[i][j] = cell[i - 1][j] > cell[i][j - 1] ? cell[i - 1][j] : cell[i][j - 1];
        }
    return cell[a->length][b->length];
}

unsigned naive_substring(const struct naive_text *a, const struct naive_text *b)
{
    unsigned longest = 0;
    for (size_t i = 0; i < a->length; i++)
        for (size_t j = 0; j < b->length; j++) {
            unsigned run = 0;
            while (i + run < a->length && j + run < b->length &&
                   a->point[i + run] == b->point[j + run])
                run++;
            longest = run > longest ? run : longest;
        }
    return longest;
}

static size_t gram_count(const struct naive_text *text, size_t q)
{
    return text->length >= q ? text->length - q + 1 : text->length > 0;
}

static bool same_gram(const struct naive_text *a, size_t i, const struct naive_text *b, size_t j,
                      size_t q)
{
    const size_t a_length = a->length < q ? a->length : q;
    const size_t b_length = b->length < q ? b->length : q;
    return a_length == b_length &&
           memcmp(a->point + i, b->point + j, a_length * sizeof a->point[0]) == 0;
}

static bool seen_before(const struct naive_text *text, size_t at, size_t q)
{
    for (size_t i = 0; i < at; i++)
        if (same_gram(text, i, text, at, q))
            return true;
    return false;
}

struct naive_sizes naive_grams(const struct naive_text *a, const struct naive_text *b, size_t q)
{
    struct naive_sizes sizes = {0, 0, 0};
    for (size_t j = 0; j < gram_count(b, q); j++)
        sizes.b += !seen_before(b, j, q);
    for (size_t i = 0; i < gram_count(a, q); i++) {
        if (seen_before(a, i, q))
            continue;
        bool both = false;
        for (size_t j = 0; j < gram_count(b, q) && !both; j++)
            both = same_gram(a, i, b, j, q);
        sizes.a++;
        sizes.both += both;
    }
    return sizes;
}
