/* Jaccard and Dice similarity of words and of runs of letters. */
#include "compare/text_distance.h"

#include "base/bytes.h"
#include "oracle/text_naive.h"
#include "support/random_text.h"
#include "support/vectors.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define SET(a, b) ras_token_jaccard(RAS_LITERAL(a), RAS_LITERAL(b))

Test(text_sets, counts_distinct_words)
{
    cr_expect_eq(SET("", ""), 1000000);
    cr_expect_eq(SET("  ", ""), 1000000);
    cr_expect_eq(SET("a", ""), 0);
    cr_expect_eq(SET("a", "a"), 1000000);
    cr_expect_eq(SET("a a a", "a"), 1000000);
    cr_expect_eq(SET("abc", "abcd"), 0);
    cr_expect_eq(SET("a b", "b  c"), 333333);
    cr_expect_eq(SET("a b c", "\tc\nb "), 666667);
    cr_expect_eq(SET("thôn đông xã tân hòa", "xã tân hòa thôn đông"), 1000000);
    cr_expect_eq(SET("đông", "dong"), 0);
}

Test(text_sets, order_of_words_and_sides_does_not_matter)
{
    cr_expect_eq(SET("q w e r t y", "y t r u i"), SET("u i r t y", "t r e w q y"));
}

Test(text_sets, reads_256_words)
{
    char text[300 * 5];
    size_t length = 0;
    for (int i = 0; i < 256; i++)
        length += (size_t)sprintf(text + length, "%d ", i);
    const struct ras_bytes at_the_limit = {text, length};
    sprintf(text + length, "256");
    const struct ras_bytes beyond = {text, length + 3};
    cr_expect_eq(ras_token_jaccard(at_the_limit, beyond), 1000000);
    cr_expect_eq(ras_token_jaccard(at_the_limit, RAS_LITERAL("0")), 3906);
}

Test(text_sets, dice_of_words)
{
    cr_expect_eq(ras_token_dice(RAS_LITERAL(""), RAS_LITERAL(" ")), 1000000);
    cr_expect_eq(ras_token_dice(RAS_LITERAL("a"), RAS_LITERAL(" ")), 0);
    cr_expect_eq(ras_token_dice(RAS_LITERAL("a b"), RAS_LITERAL("b c d")), 400000);
    cr_expect_eq(ras_token_dice(RAS_LITERAL("b b a"), RAS_LITERAL("a b")), 1000000);
}

static uint32_t share(unsigned part, unsigned all)
{
    return all == 0 ? RAS_SIMILARITY_ONE : (uint32_t)floor(1e6 * part / all + 0.5);
}

Test(text_sets, runs_of_letters_against_the_definition)
{
    uint64_t state = 5;
    for (unsigned round = 0; round < 4000; round++) {
        struct random_text a, b;
        random_text_make(&a, &state, 1 + round % 30, 8);
        random_text_make(&b, &state, 1 + round % 41, 5);
        const struct naive_text x = naive_read(a.data, a.length);
        const struct naive_text y = naive_read(b.data, b.length);
        for (unsigned q = 1; q <= 5; q++) {
            const struct naive_sizes sizes = naive_grams(&x, &y, q);
            cr_assert_eq(ras_gram_jaccard(random_text_view(&a), random_text_view(&b), q),
                         share(sizes.both, sizes.a + sizes.b - sizes.both));
            cr_assert_eq(ras_gram_dice(random_text_view(&a), random_text_view(&b), q),
                         share(2 * sizes.both, sizes.a + sizes.b));
        }
    }
}

Test(text_sets, a_short_text_is_one_run)
{
    cr_expect_eq(ras_gram_dice(RAS_LITERAL("a"), RAS_LITERAL("a"), 2), 1000000);
    cr_expect_eq(ras_gram_dice(RAS_LITERAL("a"), RAS_LITERAL("ab"), 2), 0);
    cr_expect_eq(ras_gram_dice(RAS_LITERAL(""), RAS_LITERAL("ab"), 2), 0);
    cr_expect_eq(ras_gram_jaccard(RAS_LITERAL(""), RAS_LITERAL(""), 8), 1000000);
}

Test(text_sets, vectors_of_other_libraries)
{
    struct vectors *const vectors = vectors_open("../shared/data/strings/jellyfish/jaccard.csv");
    if (vectors == NULL)
        cr_skip_test("vectors are not here");
    const char *const *fields;
    size_t checked = 0;
    for (; vectors_next(vectors, &fields) >= 4; checked++) {
        const struct ras_bytes a = ras_bytes_of(fields[0]);
        const struct ras_bytes b = ras_bytes_of(fields[1]);
        if (fields[3][0] != '\0')
            continue; /* its runs of letters do not overlap: another measure */
        cr_expect_float_eq(ras_token_jaccard(a, b) / 1e6, strtod(fields[2], NULL), 1e-5, "%s %s",
                           fields[0], fields[1]);
    }
    vectors_close(vectors);
    cr_assert_eq(checked, 16);
}
