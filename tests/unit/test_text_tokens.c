/* Similarities of words: known values of RapidFuzz, and properties. */
#include "compare/text_distance.h"

#include "base/bytes.h"
#include "compare/text_words.h"
#include "support/random_text.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#define SORT(a, b) ras_token_sort_ratio(RAS_LITERAL(a), RAS_LITERAL(b))
#define SET(a, b)  ras_token_set_ratio(RAS_LITERAL(a), RAS_LITERAL(b))
#define BEST(a, b) ras_best_tokens(RAS_LITERAL(a), RAS_LITERAL(b))

Test(text_tokens, words_are_cut_sorted_and_made_unique)
{
    struct ras_words words;
    ras_words_read(&words, RAS_LITERAL("  b\ta \n b  aa"));
    cr_assert_eq(words.count, 4);
    ras_words_sort(&words);
    ras_words_unique(&words);
    cr_assert_eq(words.count, 3);
    cr_assert(ras_bytes_equal(words.word[0], RAS_LITERAL("a")));
    cr_assert(ras_bytes_equal(words.word[1], RAS_LITERAL("aa")));
    cr_assert(ras_bytes_equal(words.word[2], RAS_LITERAL("b")));
    ras_words_read(&words, (struct ras_bytes){NULL, 0});
    cr_assert_eq(words.count, 0);
}

Test(text_tokens, sort_ratio)
{
    cr_expect_eq(SORT("fuzzy wuzzy was a bear", "wuzzy fuzzy was a bear"), 1000000);
    cr_expect_eq(SORT("new york mets", "mets  york new "), 1000000);
    cr_expect_eq(SORT("a b", "b"), 500000); /* a blank, an a and a b against a b */
    cr_expect_eq(SORT("", " "), 1000000);
    cr_expect_eq(SORT("", "a"), 0);
}

Test(text_tokens, set_ratio)
{
    cr_expect_eq(SET("fuzzy was a bear", "fuzzy fuzzy was a bear"), 1000000);
    cr_expect_eq(SET("maria", "maria anna"), 1000000);
    cr_expect_eq(SET("", ""), 1000000);
    cr_expect_eq(SET("", "a"), 0);
    cr_expect_eq(SET("ab", "cd"), 0);
    /* Shared "maria", 5 letters; alone "anna" and "joanne", 4 and 6. Joined they are 10 and 12 and
     * share "maria ann"; shared with the shorter: 5 and 10. The first is 18 / 22. */
    cr_expect_eq(SET("maria anna", "joanne maria"), 818182);
    /* "smith" with "smith j": 10 / 12, more than 14 / 22 of the whole. */
    cr_expect_eq(SET("smith j", "smith xyzzyx v"), 833333);
}

Test(text_tokens, best_tokens)
{
    cr_expect_eq(BEST("", ""), 1000000);
    cr_expect_eq(BEST("", "a"), 0);
    cr_expect_eq(BEST("peter christen", "christen peter"), 1000000);
    /* martha-marhta 0.961111 either way, jones alone has nothing of it */
    const uint32_t martha = ras_jaro_winkler(RAS_LITERAL("martha"), RAS_LITERAL("marhta"));
    const uint32_t jones = ras_jaro_winkler(RAS_LITERAL("jones"), RAS_LITERAL("marhta"));
    const double expected = ((martha + jones) / 2.0 + martha) / 2.0;
    cr_expect_eq(BEST("martha jones", "marhta"), (uint32_t)floor(expected + 0.5));
}

Test(text_tokens, order_of_words_and_sides_does_not_matter)
{
    uint64_t state = 17;
    for (unsigned round = 0; round < 3000; round++) {
        struct random_text x, y;
        random_text_make(&x, &state, 20, 8);
        random_text_make(&y, &state, 20, 4);
        const struct ras_bytes a = random_text_view(&x);
        const struct ras_bytes b = random_text_view(&y);
        cr_assert_eq(ras_token_sort_ratio(a, b), ras_token_sort_ratio(b, a));
        cr_assert_eq(ras_token_set_ratio(a, b), ras_token_set_ratio(b, a));
        cr_assert_eq(ras_best_tokens(a, b), ras_best_tokens(b, a));
        cr_assert_eq(ras_token_set_ratio(a, a), RAS_SIMILARITY_ONE);
        cr_assert_eq(ras_best_tokens(a, a), RAS_SIMILARITY_ONE);
        cr_assert_leq(ras_token_set_ratio(a, b), RAS_SIMILARITY_ONE);
    }
}

Test(text_tokens, long_texts_are_cut)
{
    static char text[20000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 23);
    const struct ras_bytes whole = {text, sizeof text};
    cr_assert_eq(ras_token_sort_ratio(whole, whole), RAS_SIMILARITY_ONE);
    cr_assert_eq(ras_token_set_ratio(whole, whole), RAS_SIMILARITY_ONE);
    memset(text, 'a', sizeof text);
    cr_assert_eq(ras_token_sort_ratio(whole, RAS_LITERAL("b")), 0);
}
