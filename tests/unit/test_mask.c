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

Test(mask, a_run_is_found_wherever_it_stands)
{
    char text[40];
    for (size_t length = 0; length <= sizeof text; length++)
        for (size_t first = 0; first <= length; first++)
            for (size_t run = 0; first + run <= length; run++) {
                memset(text, 'x', sizeof text);
                memset(text + first, '7', run);
                cr_assert_eq(ras_mask_runs_any((struct ras_bytes){text, length}), run >= 9,
                             "%zu digits at %zu of %zu", run, first, length);
            }
    cr_assert(!ras_mask_runs_any(RAS_LITERAL("07/03/1985 12345678 12345678.12345678")));
    cr_assert(ras_mask_runs_any(RAS_LITERAL("12345678 12345678 123456789")));
}

/* Letters of one byte have a way of their own. */
Test(mask, a_number_is_masked_alike_with_and_without_wide_letters)
{
    for (size_t letters = 0; letters <= 18; letters++) {
        struct ras_text narrow, wide;
        char text[40] = "";
        ras_text_init(&narrow);
        ras_text_init(&wide);
        memset(text, '5', letters);
        ras_mask_number(&narrow, (struct ras_bytes){text, letters});
        for (size_t i = 0; i < letters; i++)
            memcpy(text + 2 * i, "\xC3\xAA", 2);
        ras_mask_number(&wide, (struct ras_bytes){text, 2 * letters});
        size_t at = 0;
        for (size_t i = 0; i < narrow.length; i++) {
            const bool star = wide.data[at] == '*';
            cr_assert_eq(narrow.data[i] == '*', star, "%zu of %zu", i, letters);
            at += star ? 1 : 2;
        }
        cr_assert_eq(at, wide.length);
        cr_assert_eq(narrow.length, letters);
        ras_text_fini(&narrow);
        ras_text_fini(&wide);
    }
}
