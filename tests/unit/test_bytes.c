/* Borrowed bytes: equality and order. */
#include "base/bytes.h"

#include <criterion/criterion.h>

Test(bytes, of_a_string_and_of_nothing)
{
    cr_assert_eq(ras_bytes_of("abc").length, 3);
    cr_assert_eq(ras_bytes_of("").length, 0);
    cr_assert_eq(ras_bytes_of(NULL).length, 0);
    cr_assert_eq(RAS_LITERAL("Đỗ").length, 5);
}

Test(bytes, equal_by_content)
{
    const struct ras_bytes nothing = {NULL, 0};
    cr_assert(ras_bytes_equal(nothing, RAS_LITERAL("")));
    cr_assert(ras_bytes_equal(RAS_LITERAL("a"), RAS_LITERAL("a")));
    cr_assert_not(ras_bytes_equal(RAS_LITERAL("a"), RAS_LITERAL("b")));
    cr_assert_not(ras_bytes_equal(RAS_LITERAL("a"), RAS_LITERAL("ab")));
    cr_assert_not(ras_bytes_equal(RAS_LITERAL("a\0b"), RAS_LITERAL("a\0c")));
}

Test(bytes, order_is_of_unsigned_bytes_and_prefixes_come_first)
{
    static const struct ras_bytes rising[] = {{NULL, 0},   {"\0", 1}, {"A", 1},
                                              {"A\0", 2},  {"AB", 2}, {"B", 1},
                                              {"\x7F", 1}, {"á", 2},  {"\xFF", 1}};
    const int count = sizeof rising / sizeof rising[0];
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++) {
            const int order = ras_bytes_compare(rising[i], rising[j]);
            cr_assert_eq((order > 0) - (order < 0), (i > j) - (i < j));
        }
}
