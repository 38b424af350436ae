/* Transforms of letters. */
#include "support/transforming.h"

#include <criterion/criterion.h>

Test(transform_text, lower)
{
    expect_transform("lower", "ĐỖ Thị ÁNH 12", "đỗ thị ánh 12");
    expect_transform("lower", "ÄÖÜ ŁÓDŹ", "äöü łódź");
    expect_transform("lower",
                     "A\xFF"
                     "B",
                     "a\xFF"
                     "b");
}

Test(transform_text, fold)
{
    expect_transform("fold", "  Nguyễn   Thị Hường ", "nguyen thi huong");
    expect_transform("fold", "Đặng", "dang");
    expect_transform("fold", "Łukasz Ørsted", "lukasz orsted");
    expect_transform("fold", "Müller-Lüdenscheidt", "muller ludenscheidt");
    expect_transform("fold", "Groß", "gross");
    expect_transform("fold", "Æsir Œuvre Þór Ðór", "aesir oeuvre thor dor");
    expect_transform("fold", "O'Brien O’Hara", "obrien ohara");
    expect_transform("fold", "'", "");
    expect_transform("fold", "Ça va, José?", "ca va jose");
    expect_transform("fold", "e\xCC\x81", "e"); /* a mark of its own */
    expect_transform("fold", "...", "");
}

Test(transform_text, trim_and_squeeze)
{
    expect_transform("trim", " \t a  b \xC2\xA0", "a  b");
    expect_transform("trim", "  ", "");
    expect_transform("trim", "a", "a");
    expect_transform("squeeze", " elk\xC2\xA0 i \n", "elki");
}

Test(transform_text, digits_and_letters)
{
    expect_transform("digits", "+44 (0) 12-3４x", "4401234");
    expect_transform("digits", "none", "");
    expect_transform("letters", "Đỗ 12 o'Brien!", "ĐỗoBrien");
    expect_transform("letters", "e\xCC\x81 \xCC\x81 1", "e\xCC\x81\xCC\x81");
    expect_transform("letters", "123", "");
}

Test(transform_text, beginnings_and_ends)
{
    expect_transform("prefix:2", "đỗ", "đỗ");
    expect_transform("prefix:1", "đỗ", "đ");
    expect_transform("prefix:9", "abc", "abc");
    expect_transform("suffix:1", "đỗ", "ỗ");
    expect_transform("suffix:2", "abc", "bc");
    expect_transform("suffix:9", "abc", "abc");
    expect_transform("min_length:2", "đỗ", "đỗ");
    expect_transform("min_length:3", "đỗ", "");
}

Test(transform_text, null_if)
{
    expect_transform("null_if:unknown", "unknown", "");
    expect_transform("null_if:unknown", "unknown ", "unknown ");
    expect_transform("null_if:a:b", "a:b", "");
}
