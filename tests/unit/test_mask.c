#include "base/bytes.h"
#include "report/mask.h"
#include "support/expect_text.h"

static void expect_masked(const char *number, const char *expected)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_mask_number(&out, ras_bytes_of(number));
    expect_text(&out, expected);
    ras_text_fini(&out);
}

Test(mask, shows_three_and_two)
{
    expect_masked("038085001234", "038*******34");
    expect_masked("024123456", "024****56");
    expect_masked("12345678", "123***78");
}

Test(mask, short_numbers_show_less)
{
    expect_masked("1234567", "*****67");
    expect_masked("1234", "**34");
    expect_masked("123", "***");
    expect_masked("1", "*");
    expect_masked("", "");
}

Test(mask, counts_letters_not_bytes)
{
    expect_masked("số lạ: đ9ê", "số *****9ê");
}

Test(mask, hides_runs_of_digits_in_sentences)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_mask_runs(&out, RAS_LITERAL("số 038085001234 khác 024123456, sinh 07031985 (12345678)"));
    expect_text(&out, "số 038*******34 khác 024****56, sinh 07031985 (12345678)");
    ras_text_clear(&out);
    ras_mask_runs(&out, (struct ras_bytes){NULL, 0});
    expect_text(&out, "");
    ras_text_fini(&out);
}

Test(mask, knows_the_fields_that_are_numbers)
{
    const enum ras_field masked[] = {
        RAS_FIELD_PERSONAL_ID, RAS_FIELD_OLD_ID,  RAS_FIELD_DOCUMENT_ID,  RAS_FIELD_MOTHER_ID,
        RAS_FIELD_FATHER_ID,   RAS_FIELD_ACCOUNT, RAS_FIELD_INSURANCE_ID, RAS_FIELD_PHONE};
    unsigned count = 0;
    for (unsigned field = 0; field <= RAS_FIELD_COUNT; field++)
        count += ras_mask_field((enum ras_field)field);
    cr_assert_eq(count, sizeof masked / sizeof masked[0]);
    for (size_t i = 0; i < sizeof masked / sizeof masked[0]; i++)
        cr_assert(ras_mask_field(masked[i]));
}
