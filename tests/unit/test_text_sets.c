/* Jaccard similarity of words. */
#include "compare/text_distance.h"

#include "base/bytes.h"

#include <criterion/criterion.h>
#include <stdio.h>

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
