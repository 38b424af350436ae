/* Aligning two sets of words. */
#include "linkage/word_evidence.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "base/try.h"
#include "compare/text_distance.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* What is taken off the bits of the commoner word when the words are not equal: these orders of
 * likeness only rank pairs, the level's weight is learnt. */
static const float match_cost[] = {
    [RAS_WORDS_APART] = 0, [RAS_WORDS_EQUAL] = 0,   [RAS_WORDS_VARIANT] = 1,
    [RAS_WORDS_BEGIN] = 3, [RAS_WORDS_INITIAL] = 5, [RAS_WORDS_ALIKE] = 3};
#define INITIAL_BITS_MAX   2.0F
#define CONTRADICTION_BITS 5.0
#define DROPPED_BITS       0.5
#define ALIKE_SIMILARITY   (RAS_SIMILARITY_ONE * 88 / 100)
#define BEGIN_BYTES_MIN    2

const struct ras_word_level ras_word_levels[RAS_WORD_LEVEL_COUNT] = {
    {RAS_WORDS_WHOLE, 36, "whole36"},     {RAS_WORDS_WHOLE, 30, "whole30"},
    {RAS_WORDS_WHOLE, 26, "whole26"},     {RAS_WORDS_WHOLE, 22, "whole22"},
    {RAS_WORDS_WHOLE, 18, "whole18"},     {RAS_WORDS_WHOLE, 15, "whole15"},
    {RAS_WORDS_WHOLE, 12, "whole12"},     {RAS_WORDS_WHOLE, 9, "whole9"},
    {RAS_WORDS_WHOLE, 6, "whole6"},       {RAS_WORDS_WHOLE, INT_MIN, "whole"},
    {RAS_WORDS_PART, 32, "part32"},       {RAS_WORDS_PART, 28, "part28"},
    {RAS_WORDS_PART, 24, "part24"},       {RAS_WORDS_PART, 20, "part20"},
    {RAS_WORDS_PART, 17, "part17"},       {RAS_WORDS_PART, 14, "part14"},
    {RAS_WORDS_PART, 11, "part11"},       {RAS_WORDS_PART, 8, "part8"},
    {RAS_WORDS_PART, 5, "part5"},         {RAS_WORDS_PART, 2, "part2"},
    {RAS_WORDS_PART, INT_MIN, "part"},    {RAS_WORDS_AGAINST, 24, "against24"},
    {RAS_WORDS_AGAINST, 20, "against20"}, {RAS_WORDS_AGAINST, 16, "against16"},
    {RAS_WORDS_AGAINST, 12, "against12"}, {RAS_WORDS_AGAINST, 8, "against8"},
    {RAS_WORDS_AGAINST, 4, "against4"},   {RAS_WORDS_AGAINST, 0, "against0"},
    {RAS_WORDS_AGAINST, -5, "against-5"}, {RAS_WORDS_AGAINST, INT_MIN, "against"},
};

unsigned ras_word_level(const struct ras_word_alignment *alignment)
{
    const enum ras_word_kind kind =
        alignment->left_a + alignment->left_b == 0
            ? RAS_WORDS_WHOLE
            : (alignment->left_a == 0 || alignment->left_b == 0 ? RAS_WORDS_PART
                                                                : RAS_WORDS_AGAINST);
    unsigned level = 0;
    while (ras_word_levels[level].kind != kind || alignment->bits < ras_word_levels[level].bits)
        level++;
    return level + 1;
}

enum ras_status ras_word_evidence_init(struct ras_word_evidence *evidence,
                                       const struct ras_record_table *table, uint32_t field,
                                       struct ras_error *error)
{
    *evidence = (struct ras_word_evidence){.table = table, .bits_count = ras_value_count(table)};
    ras_table_init(&evidence->variants);
    evidence->bits = ras_alloc_zeroed(evidence->bits_count, sizeof evidence->bits[0]);
    evidence->varied = ras_alloc_zeroed(evidence->bits_count, sizeof evidence->varied[0]);
    if (evidence->bits == NULL || evidence->varied == NULL)
        return ras_no_memory(error, evidence->bits_count * sizeof evidence->bits[0]);
    uint32_t present = 0;
    for (uint32_t i = 0; i < table->record_count; i++) {
        const uint32_t value = ras_record_value(table, field, i);
        const struct ras_record_words words = ras_value_words(table, value);
        present += value != 0;
        for (uint32_t w = 0; w < words.count; w++)
            evidence->bits[words.numbers[w]] += 1;
    }
    for (uint32_t i = 0; i < evidence->bits_count; i++)
        if (evidence->bits[i] > 0)
            evidence->bits[i] = log2f((float)present / evidence->bits[i]);
    return RAS_OK;
}

enum ras_status ras_word_evidence_variant(struct ras_word_evidence *evidence, struct ras_bytes a,
                                          struct ras_bytes b, struct ras_error *error)
{
    const struct ras_table *const numbers = &evidence->table->numbers;
    const uint32_t x = ras_table_find(numbers, ras_hash(a.data, a.length));
    const uint32_t y = ras_table_find(numbers, ras_hash(b.data, b.length));
    uint32_t number = 0;
    if (x == RAS_TABLE_NONE || y == RAS_TABLE_NONE)
        return RAS_OK;
    evidence->varied[x] = evidence->varied[y] = true;
    return ras_table_add(&evidence->variants, ras_hash_mix(ras_word_pair_key(x, y)), 1, &number,
                         error);
}

static bool any_varies(const struct ras_word_evidence *evidence, struct ras_record_words words)
{
    for (uint32_t i = 0; i < words.count; i++)
        if (evidence->varied[words.numbers[i]])
            return true;
    return false;
}

bool ras_words_vary(const struct ras_word_evidence *evidence, struct ras_record_words a,
                    struct ras_record_words b)
{
    return any_varies(evidence, a) && any_varies(evidence, b);
}

void ras_word_evidence_fini(struct ras_word_evidence *evidence)
{
    ras_free(evidence->bits);
    ras_free(evidence->varied);
    ras_table_fini(&evidence->variants);
    *evidence = (struct ras_word_evidence){.table = NULL};
}

static bool begins(struct ras_bytes a, struct ras_bytes b)
{
    const size_t shorter = a.length < b.length ? a.length : b.length;
    return shorter >= BEGIN_BYTES_MIN && memcmp(a.data, b.data, shorter) == 0;
}

static enum ras_word_match words_judge(const struct ras_word_evidence *evidence, uint32_t a,
                                       uint32_t b)
{
    if (ras_table_find(&evidence->variants, ras_hash_mix(ras_word_pair_key(a, b))) !=
        RAS_TABLE_NONE)
        return RAS_WORDS_VARIANT;
    const struct ras_bytes x = ras_value_text(evidence->table, a);
    const struct ras_bytes y = ras_value_text(evidence->table, b);
    if (x.length == 1 || y.length == 1)
        return x.data[0] == y.data[0] ? RAS_WORDS_INITIAL : RAS_WORDS_APART;
    if (begins(x, y))
        return RAS_WORDS_BEGIN;
    if (ras_jaro_winkler(x, y) >= ALIKE_SIMILARITY ||
        ras_optimal_alignment(x, y, 1) <= (x.length > 3 && y.length > 3))
        return RAS_WORDS_ALIKE;
    return RAS_WORDS_APART;
}

static enum ras_word_match words_match(const struct ras_word_evidence *evidence,
                                       struct ras_word_cache *cache, uint32_t a, uint32_t b)
{
    const uint64_t pair = ras_word_pair_key(a, b);
    const size_t slot = ras_hash_mix(pair) & (RAS_WORD_CACHE_SLOTS - 1);
    if (cache->pairs[slot] != pair) {
        cache->pairs[slot] = pair;
        cache->matches[slot] = (uint8_t)words_judge(evidence, a, b);
    }
    return cache->matches[slot];
}

static float match_bits(const struct ras_word_evidence *evidence, uint32_t a, uint32_t b,
                        enum ras_word_match match)
{
    const float x = evidence->bits[a];
    const float y = evidence->bits[b];
    float bits = (x < y ? x : y) - match_cost[match];
    if (match == RAS_WORDS_INITIAL && bits > INITIAL_BITS_MAX)
        bits = INITIAL_BITS_MAX;
    return bits < 0.25F ? 0.25F : bits;
}

static void align_equal(struct ras_record_words a, struct ras_record_words b,
                        const struct ras_word_evidence *evidence,
                        struct ras_word_alignment *alignment, uint32_t *free_b)
{
    for (uint32_t i = 0, j = 0; i < a.count && j < b.count;) {
        if (a.numbers[i] == b.numbers[j]) {
            alignment->partner[i] = (uint8_t)j;
            alignment->match[i] = RAS_WORDS_EQUAL;
            alignment->bits += evidence->bits[a.numbers[i]];
            *free_b &= ~(1u << j);
            i++;
            j++;
        } else if (a.numbers[i] < b.numbers[j]) {
            i++;
        } else {
            j++;
        }
    }
}

/* The best of the pairs of words still without partner; false where there is none. */
static bool align_next(const struct ras_word_evidence *evidence, struct ras_word_cache *cache,
                       struct ras_record_words a, struct ras_record_words b,
                       struct ras_word_alignment *alignment, uint32_t *free_b)
{
    float best = 0;
    uint32_t best_a = 0, best_b = 0;
    enum ras_word_match best_match = RAS_WORDS_APART;
    for (uint32_t i = 0; i < a.count; i++) {
        if (alignment->partner[i] != UINT8_MAX)
            continue;
        for (uint32_t j = 0; j < b.count; j++) {
            if ((*free_b >> j & 1) == 0)
                continue;
            const enum ras_word_match match =
                words_match(evidence, cache, a.numbers[i], b.numbers[j]);
            if (match == RAS_WORDS_APART)
                continue;
            const float bits = match_bits(evidence, a.numbers[i], b.numbers[j], match);
            if (bits > best) {
                best = bits;
                best_a = i;
                best_b = j;
                best_match = match;
            }
        }
    }
    if (best_match == RAS_WORDS_APART)
        return false;
    alignment->partner[best_a] = (uint8_t)best_b;
    alignment->match[best_a] = (uint8_t)best_match;
    alignment->bits += best;
    *free_b &= ~(1u << best_b);
    return true;
}

void ras_words_align(const struct ras_word_evidence *evidence, struct ras_word_cache *cache,
                     struct ras_record_words a, struct ras_record_words b,
                     struct ras_word_alignment *alignment)
{
    uint32_t free_b = (1u << b.count) - 1;
    alignment->bits = 0;
    memset(alignment->partner, UINT8_MAX, sizeof alignment->partner);
    memset(alignment->match, RAS_WORDS_APART, sizeof alignment->match);
    align_equal(a, b, evidence, alignment, &free_b);
    alignment->left_a = 0;
    for (uint32_t i = 0; i < a.count; i++)
        alignment->left_a += alignment->partner[i] == UINT8_MAX;
    while (alignment->left_a > 0 && free_b != 0 &&
           align_next(evidence, cache, a, b, alignment, &free_b))
        alignment->left_a--;
    alignment->left_b = (unsigned)__builtin_popcount(free_b);
    const unsigned both =
        alignment->left_a < alignment->left_b ? alignment->left_a : alignment->left_b;
    alignment->bits -= CONTRADICTION_BITS * both;
    alignment->bits -= DROPPED_BITS * (alignment->left_a + alignment->left_b - 2 * both);
}
