/* Transforms of words and of the order of letters. */
#include "support/transforming.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

Test(transform_token, first_and_last)
{
    expect_transform("first_token", "  anna  maria ", "anna");
    expect_transform("last_token", "  anna  maria ", "maria");
    expect_transform("last_token", "đỗ", "đỗ");
    expect_transform("first_token", " \t\n", "");
    expect_transform("last_token", " ", "");
}

Test(transform_token, sorted_and_once)
{
    expect_transform("tokens_sorted", "b a  c a", "a a b c");
    expect_transform("token_set", "b a  c a b", "a b c");
    expect_transform("token_set", " ", "");
    expect_transform("token_set", "anna", "anna");
}

Test(transform_token, words_are_whole_or_left_out)
{
    struct ras_transform transform;
    char out[8];
    cr_assert_null(ras_transform_parse(RAS_LITERAL("token_set"), &transform));
    cr_assert_eq(transform.kind->apply(&transform, RAS_LITERAL("ccc aaa bbb"), out, sizeof out), 7);
    cr_assert_eq(memcmp(out, "aaa bbb", 7), 0);
}

Test(transform_token, initials)
{
    expect_transform("initials", "đỗ thị ánh", "đtá");
    expect_transform("initials", "x", "x");
}

Test(transform_token, letters_sorted)
{
    expect_transform("letters_sorted", "martha", "aahmrt");
    expect_transform("letters_sorted", "mar hta", "aahmrt");
    expect_transform("letters_sorted", "đỗ a", "ađỗ");
}
