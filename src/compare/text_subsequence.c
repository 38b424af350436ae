/* Measures of what two texts have in common in order: longest common subsequence (as a distance of
 * insertions and deletions), longest common substring, and letters in the same place.
 * Source: H. Hyyrö, "Bit-parallel LCS-length Computation Revisited", AWOCA 2004. */
#include "compare/text_distance.h"

#include "compare/code_points.h"

#include <string.h>

static uint32_t most(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Zeros in the word are the letters of `pattern` that the subsequence takes. */
static uint32_t subsequence_words(const struct ras_points *pattern, const struct ras_points *text)
{
    struct ras_point_places places;
    ras_point_places_fill(&places, pattern->point, pattern->length);
    uint64_t free = UINT64_MAX;
    for (uint32_t j = 0; j < text->length; j++) {
        const uint64_t match = free & ras_point_places_of(&places, text->point[j]);
        free = (free + match) | (free - match);
    }
    return (uint32_t)__builtin_popcountll(~free);
}

static uint32_t subsequence_rows(const struct ras_points *a, const struct ras_points *b)
{
    uint32_t row[RAS_POINTS_MAX + 1] = {0};
    for (uint32_t i = 0; i < a->length; i++) {
        uint32_t diagonal = 0;
        for (uint32_t j = 1; j <= b->length; j++) {
            const uint32_t above = row[j];
            row[j] = a->point[i] == b->point[j - 1] ? diagonal + 1 : most(above, row[j - 1]);
            diagonal = above;
        }
    }
    return row[b->length];
}

static uint32_t subsequence(const struct ras_points *a, const struct ras_points *b)
{
    if (a->length == 0 || b->length == 0)
        return 0;
    if (a->length <= RAS_POINT_WORD_BITS)
        return subsequence_words(a, b);
    return b->length <= RAS_POINT_WORD_BITS ? subsequence_words(b, a) : subsequence_rows(a, b);
}

uint32_t ras_indel(struct ras_bytes a, struct ras_bytes b, uint32_t maximum)
{
    struct ras_points x, y;
    ras_points_read(&x, a);
    ras_points_read(&y, b);
    const uint32_t more = x.length > y.length ? x.length - y.length : y.length - x.length;
    if (more > maximum)
        return maximum + 1;
    const uint32_t distance = x.length + y.length - 2 * subsequence(&x, &y);
    return distance > maximum ? maximum + 1 : distance;
}

/* 2 × common / all. */
static uint32_t share(uint32_t common, uint32_t all)
{
    if (all == 0)
        return RAS_SIMILARITY_ONE;
    return (uint32_t)((2 * (uint64_t)common * RAS_SIMILARITY_ONE + all / 2) / all);
}

uint32_t ras_indel_similarity(struct ras_bytes a, struct ras_bytes b)
{
    struct ras_points x, y;
    ras_points_read(&x, a);
    ras_points_read(&y, b);
    return share(subsequence(&x, &y), x.length + y.length);
}

uint32_t ras_common_substring(struct ras_bytes a, struct ras_bytes b)
{
    struct ras_points x, y;
    uint16_t run[RAS_POINTS_MAX + 1]; /* of equal letters that end here, of the row before */
    ras_points_read(&x, a);
    ras_points_read(&y, b);
    memset(run, 0, (y.length + 1) * sizeof run[0]);
    uint32_t longest = 0;
    for (uint32_t i = 0; i < x.length; i++)
        for (uint32_t j = y.length; j > 0; j--) {
            run[j] = x.point[i] == y.point[j - 1] ? (uint16_t)(run[j - 1] + 1) : 0;
            longest = most(longest, run[j]);
        }
    return share(longest, x.length + y.length);
}

uint32_t ras_hamming(struct ras_bytes a, struct ras_bytes b)
{
    struct ras_points x, y;
    ras_points_read(&x, a);
    ras_points_read(&y, b);
    const uint32_t shorter = x.length < y.length ? x.length : y.length;
    uint32_t distance = most(x.length, y.length) - shorter;
    for (uint32_t i = 0; i < shorter; i++)
        distance += x.point[i] != y.point[i];
    return distance;
}
