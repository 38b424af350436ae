/* Jaro and Jaro-Winkler similarity of two texts, on code points.
 *
 * Result:      millionths, rounded to the nearest; 1,000,000 for equal texts of any length (also
 * two empty ones), 0 where nothing is shared. Conventions: those of jellyfish and RapidFuzz.
 * Letters match within max(|a|, |b|)/2 - 1 places (at least 0); half the matched letters out of
 * order are transpositions, rounded down; the prefix of up to 4 letters counts 0.1 each, only above
 * a Jaro of 0.7. Two empty texts are alike (as RapidFuzz has it; jellyfish says 0). Cost:
 * bit-parallel up to 64 code points, else |a| × window. Source:      W. E. Winkler, "String
 * Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage",
 * 1990. */
#include "compare/text_distance.h"

#include "compare/code_points.h"

#include <stdbool.h>
#include <string.h>

#define BOOST_ABOVE   0.7
#define PREFIX_WEIGHT 0.1
#define PREFIX_MAX    4
#define MILLIONTHS    1000000.0

/* What two texts have in common under the window. */
struct common {
    uint32_t matched;
    uint32_t moved; /* matched letters that stand at another rank on the other side */
};

/* Both have at most 64 code points: the taken letters of each side are the bits of one word. */
static struct common common_words(const struct ras_points *a, const struct ras_points *b,
                                  uint32_t window)
{
    struct ras_point_places places;
    ras_point_places_fill(&places, b->point, b->length);
    uint64_t a_taken = 0;
    uint64_t b_taken = 0;
    uint64_t near = (UINT64_C(2) << window) - 1; /* places of b in the window of letter i */
    for (uint32_t i = 0; i < a->length; i++) {
        const uint64_t free = ras_point_places_of(&places, a->point[i]) & ~b_taken & near;
        b_taken |= free & (~free + 1);
        a_taken |= (uint64_t)(free != 0) << i;
        near = near << 1 | (i < window);
    }
    struct common found = {(uint32_t)__builtin_popcountll(a_taken), 0};
    for (; a_taken != 0; a_taken &= a_taken - 1, b_taken &= b_taken - 1)
        found.moved += a->point[__builtin_ctzll(a_taken)] != b->point[__builtin_ctzll(b_taken)];
    return found;
}

static struct common common_plain(const struct ras_points *a, const struct ras_points *b,
                                  uint32_t window)
{
    bool b_taken[RAS_POINTS_MAX];
    uint32_t matches[RAS_POINTS_MAX]; /* matched letters of a, in order */
    memset(b_taken, 0, b->length * sizeof b_taken[0]);
    struct common found = {0, 0};
    for (uint32_t i = 0; i < a->length; i++) {
        uint32_t j = i > window ? i - window : 0;
        const uint32_t end = i + window + 1 < b->length ? i + window + 1 : b->length;
        while (j < end && (b_taken[j] || b->point[j] != a->point[i]))
            j++;
        if (j < end) {
            b_taken[j] = true;
            matches[found.matched++] = a->point[i];
        }
    }
    for (uint32_t j = 0, rank = 0; rank < found.matched; j++)
        if (b_taken[j])
            found.moved += b->point[j] != matches[rank++];
    return found;
}

static double jaro(const struct ras_points *a, const struct ras_points *b)
{
    const uint32_t longer = a->length > b->length ? a->length : b->length;
    if (longer == 0)
        return 1.0;
    const uint32_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
    const struct common found =
        longer <= RAS_POINT_WORD_BITS ? common_words(a, b, window) : common_plain(a, b, window);
    if (found.matched == 0)
        return 0.0;
    const double matched = found.matched;
    return (matched / a->length + matched / b->length + (matched - found.moved / 2) / matched) /
           3.0;
}

static uint32_t millionths(double similarity)
{
    return (uint32_t)(similarity * MILLIONTHS + 0.5);
}

uint32_t ras_jaro(struct ras_bytes a, struct ras_bytes b)
{
    struct ras_points a_points;
    struct ras_points b_points;
    ras_points_read(&a_points, a);
    ras_points_read(&b_points, b);
    return millionths(jaro(&a_points, &b_points));
}

uint32_t ras_jaro_winkler(struct ras_bytes a, struct ras_bytes b)
{
    struct ras_points a_points;
    struct ras_points b_points;
    ras_points_read(&a_points, a);
    ras_points_read(&b_points, b);
    const double plain = jaro(&a_points, &b_points);
    if (plain <= BOOST_ABOVE)
        return millionths(plain);
    uint32_t prefix = 0;
    while (prefix < PREFIX_MAX && prefix < a_points.length && prefix < b_points.length &&
           a_points.point[prefix] == b_points.point[prefix])
        prefix++;
    return millionths(plain + prefix * PREFIX_WEIGHT * (1.0 - plain));
}
