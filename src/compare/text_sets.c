/* Jaccard and Dice similarity of two texts as sets: of words, compared byte for byte, or of runs of
 * q code points. Rounded to the nearest millionth; two empty sets are alike.
 * Sources: P. Jaccard, "The Distribution of the Flora in the Alpine Zone", New Phytologist 11
 * (1912); L. Dice, "Measures of the Amount of Ecologic Association between Species", Ecology 26
 * (1945). */
#include "compare/text_distance.h"

#include "base/hash.h"
#include "compare/code_points.h"
#include "compare/text_words.h"

#include <assert.h>

#define GRAM_POINTS_MAX 8
#define PACKED_GRAM_MAX 3 /* so many code points of 21 bits are a number of their own */
#define CODE_POINT_BITS 21
static_assert(RAS_WORDS_MAX <= RAS_POINTS_MAX, "a set holds words or runs");

/* Distinct members, ascending: hashes, or the members themselves. */
struct set {
    uint32_t count;
    uint64_t member[RAS_POINTS_MAX];
};

/* Insertion: texts are short. */
static void set_add(struct set *set, uint64_t member)
{
    uint32_t place = set->count;
    while (place > 0 && set->member[place - 1] > member)
        place--;
    if (place > 0 && set->member[place - 1] == member)
        return;
    for (uint32_t i = set->count; i > place; i--)
        set->member[i] = set->member[i - 1];
    set->member[place] = member;
    set->count++;
}

static void set_of_words(struct set *set, struct ras_bytes text)
{
    struct ras_words words;
    ras_words_read(&words, text);
    set->count = 0;
    for (uint32_t i = 0; i < words.count; i++)
        set_add(set, ras_hash(words.word[i].data, words.word[i].length));
}

static uint64_t gram(const uint32_t *point, uint32_t length)
{
    if (length > PACKED_GRAM_MAX)
        return ras_hash(point, length * sizeof *point);
    uint64_t packed = 0;
    for (uint32_t i = 0; i < length; i++)
        packed = packed << CODE_POINT_BITS | (point[i] + 1);
    return packed;
}

static void set_of_grams(struct set *set, struct ras_bytes text, unsigned q)
{
    struct ras_points points;
    ras_points_read(&points, text);
    set->count = 0;
    if (points.length > 0 && points.length < q)
        set_add(set, gram(points.point, points.length));
    for (uint32_t i = 0; i + q <= points.length; i++)
        set_add(set, gram(points.point + i, q));
}

static uint32_t set_shared(const struct set *a, const struct set *b)
{
    uint32_t shared = 0;
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        const uint64_t x = a->member[i];
        const uint64_t y = b->member[j];
        shared += x == y;
        i += x <= y;
        j += y <= x;
    }
    return shared;
}

static uint32_t share(uint32_t part, uint32_t all)
{
    if (all == 0)
        return RAS_SIMILARITY_ONE;
    return (uint32_t)(((uint64_t)part * RAS_SIMILARITY_ONE + all / 2) / all);
}

static uint32_t jaccard(const struct set *a, const struct set *b)
{
    const uint32_t shared = set_shared(a, b);
    return share(shared, a->count + b->count - shared);
}

static uint32_t dice(const struct set *a, const struct set *b)
{
    return share(2 * set_shared(a, b), a->count + b->count);
}

uint32_t ras_token_jaccard(struct ras_bytes a, struct ras_bytes b)
{
    struct set a_set, b_set;
    set_of_words(&a_set, a);
    set_of_words(&b_set, b);
    return jaccard(&a_set, &b_set);
}

uint32_t ras_token_dice(struct ras_bytes a, struct ras_bytes b)
{
    struct set a_set, b_set;
    set_of_words(&a_set, a);
    set_of_words(&b_set, b);
    return dice(&a_set, &b_set);
}

uint32_t ras_gram_jaccard(struct ras_bytes a, struct ras_bytes b, unsigned q)
{
    assert(q >= 1 && q <= GRAM_POINTS_MAX);
    struct set a_set, b_set;
    set_of_grams(&a_set, a, q);
    set_of_grams(&b_set, b, q);
    return jaccard(&a_set, &b_set);
}

uint32_t ras_gram_dice(struct ras_bytes a, struct ras_bytes b, unsigned q)
{
    assert(q >= 1 && q <= GRAM_POINTS_MAX);
    struct set a_set, b_set;
    set_of_grams(&a_set, a, q);
    set_of_grams(&b_set, b, q);
    return dice(&a_set, &b_set);
}
