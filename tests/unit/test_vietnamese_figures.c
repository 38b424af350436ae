#include "record/date.h"
#include "report/vietnamese_figures.h"
#include "support/expect_text.h"

Test(vietnamese_figures, thousands_have_dots)
{
    struct ras_text out;
    ras_text_init(&out);
    const uint64_t counts[] = {0, 7, 999, 1000, 1001, 999999, 1000000, 1234567, UINT64_MAX};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        ras_figure_count(&out, counts[i]);
        ras_text_char(&out, ' ');
    }
    expect_text(&out, "0 7 999 1.000 1.001 999.999 1.000.000 1.234.567 "
                      "18.446.744.073.709.551.615 ");
    ras_text_fini(&out);
}

Test(vietnamese_figures, percentages_have_two_decimals_and_a_comma)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_figure_share(&out, 9853, 10000);
    ras_figure_share(&out, 1, 3);
    ras_figure_share(&out, 2, 3);
    ras_figure_share(&out, 0, 5);
    ras_figure_share(&out, 5, 5);
    ras_figure_share(&out, 0, 0);
    ras_figure_share(&out, 123456, 100);
    expect_text(&out, "98,53\u00a0%33,33\u00a0%66,67\u00a0%0,00\u00a0%100,00\u00a0%–"
                      "123.456,00\u00a0%");
    ras_text_fini(&out);
}

Test(vietnamese_figures, halves_are_rounded_up)
{
    cr_assert_eq(ras_percent_hundredths(1, 20000), 1); /* 0.005 % */
    cr_assert_eq(ras_percent_hundredths(1, 20001), 0);
    cr_assert_eq(ras_percent_hundredths(19999, 20000), 10000);
    cr_assert_eq(ras_percent_hundredths(UINT64_C(100000000), UINT64_C(300000000)), 3333);
    cr_assert_eq(ras_percent_hundredths(7, 0), 0);
}

Test(vietnamese_figures, dates_have_the_day_first)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_figure_date(&out, ras_date_make(2026, 9, 3));
    ras_figure_date(&out, 0);
    expect_text(&out, "03/09/2026");
    ras_text_fini(&out);
}
