/* Similarities of texts as words that may stand in any order, be left out, or be misspelt.
 * Sources: A. Monge, C. Elkan, "The Field Matching Problem", KDD 1996; A. Cohen, "FuzzyWuzzy: Fuzzy
 * String Matching in Python", 2011. */
#include "compare/text_distance.h"

#include "base/bytes.h"
#include "compare/code_points.h"
#include "compare/text_words.h"

/* Bytes of a joined text: more than RAS_POINTS_MAX code points are never compared. */
#define JOINED_MAX (4 * RAS_POINTS_MAX)

struct joined {
    size_t length;
    char text[JOINED_MAX];
};

/* One blank between words. */
static void join_word(struct joined *joined, struct ras_bytes word)
{
    if (joined->length > 0 && joined->length < JOINED_MAX)
        joined->text[joined->length++] = ' ';
    const size_t room = JOINED_MAX - joined->length;
    const size_t length = word.length < room ? word.length : room;
    memcpy(joined->text + joined->length, word.data, length);
    joined->length += length;
}

static struct ras_bytes joined_view(const struct joined *joined)
{
    return (struct ras_bytes){joined->text, joined->length};
}

static void join_sorted(struct joined *joined, struct ras_bytes text)
{
    struct ras_words words;
    ras_words_read(&words, text);
    ras_words_sort(&words);
    joined->length = 0;
    for (uint32_t i = 0; i < words.count; i++)
        join_word(joined, words.word[i]);
}

uint32_t ras_token_sort_ratio(struct ras_bytes a, struct ras_bytes b)
{
    struct joined x, y;
    join_sorted(&x, a);
    join_sorted(&y, b);
    return ras_indel_similarity(joined_view(&x), joined_view(&y));
}

/* The words of two texts, each once: of both, and of one side only. */
struct parts {
    struct joined both, only_a, only_b;
};

static void parts_make(struct parts *parts, struct ras_bytes a, struct ras_bytes b)
{
    struct ras_words x, y;
    ras_words_read(&x, a);
    ras_words_read(&y, b);
    ras_words_sort(&x);
    ras_words_sort(&y);
    ras_words_unique(&x);
    ras_words_unique(&y);
    parts->both.length = parts->only_a.length = parts->only_b.length = 0;
    for (uint32_t i = 0, j = 0; i < x.count || j < y.count;) {
        const int order = i == x.count   ? 1
                          : j == y.count ? -1
                                         : ras_bytes_compare(x.word[i], y.word[j]);
        if (order == 0)
            join_word(&parts->both, x.word[i]);
        else if (order < 0)
            join_word(&parts->only_a, x.word[i]);
        else
            join_word(&parts->only_b, y.word[j]);
        i += order <= 0;
        j += order >= 0;
    }
}

static uint32_t points_count(const struct joined *joined)
{
    struct ras_points points;
    ras_points_read(&points, joined_view(joined));
    return points.length;
}

/* 1 - distance / all. */
static uint32_t ratio(uint32_t distance, uint32_t all)
{
    return (uint32_t)(((uint64_t)(all - distance) * RAS_SIMILARITY_ONE + all / 2) / all);
}

uint32_t ras_token_set_ratio(struct ras_bytes a, struct ras_bytes b)
{
    struct parts parts;
    parts_make(&parts, a, b);
    const uint32_t both = points_count(&parts.both);
    const uint32_t only_a = points_count(&parts.only_a);
    const uint32_t only_b = points_count(&parts.only_b);
    if (both == 0 && (only_a == 0 || only_b == 0))
        return only_a == only_b ? RAS_SIMILARITY_ONE : 0;
    if (only_a == 0 || only_b == 0)
        return RAS_SIMILARITY_ONE;
    const uint32_t blank = both > 0;
    const uint32_t distance =
        ras_indel(joined_view(&parts.only_a), joined_view(&parts.only_b), RAS_DISTANCE_ANY);
    uint32_t best = ratio(distance, 2 * (both + blank) + only_a + only_b);
    if (both == 0)
        return best;
    const uint32_t shorter = only_a < only_b ? only_a : only_b;
    const uint32_t shared = ratio(blank + shorter, 2 * both + blank + shorter);
    return shared > best ? shared : best;
}

/* Millionths, summed over the words of `of`. */
static uint64_t best_sum(const struct ras_words *of, const struct ras_words *among)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < of->count; i++) {
        uint32_t best = 0;
        for (uint32_t j = 0; j < among->count && best < RAS_SIMILARITY_ONE; j++) {
            const uint32_t found = ras_jaro_winkler(of->word[i], among->word[j]);
            best = found > best ? found : best;
        }
        sum += best;
    }
    return sum;
}

uint32_t ras_best_tokens(struct ras_bytes a, struct ras_bytes b)
{
    struct ras_words x, y;
    ras_words_read(&x, a);
    ras_words_read(&y, b);
    if (x.count == 0 || y.count == 0)
        return x.count == y.count ? RAS_SIMILARITY_ONE : 0;
    const uint64_t products = 2 * (uint64_t)x.count * y.count;
    const uint64_t sums = best_sum(&x, &y) * y.count + best_sum(&y, &x) * x.count;
    return (uint32_t)((sums + products / 2) / products);
}
