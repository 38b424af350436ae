/* Figures and tables as people read them. */
#include "cli/figures.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static struct ras_text text;

static void text_open(void)
{
    ras_text_init(&text);
}
static void text_close(void)
{
    ras_text_fini(&text);
}
TestSuite(figures, .init = text_open, .fini = text_close);

static const char *taken(void)
{
    ras_text_char(&text, '\0');
    text.length = 0;
    return text.data;
}

Test(figures, counts_are_grouped_by_three)
{
    ras_shown_count(&text, RAS_ENGLISH, 0);
    cr_assert_str_eq(taken(), "0");
    ras_shown_count(&text, RAS_ENGLISH, 999);
    cr_assert_str_eq(taken(), "999");
    ras_shown_count(&text, RAS_ENGLISH, 1000);
    cr_assert_str_eq(taken(), "1,000");
    ras_shown_count(&text, RAS_VIETNAMESE, 1234567);
    cr_assert_str_eq(taken(), "1.234.567");
    ras_shown_count(&text, RAS_ENGLISH, UINT64_MAX);
    cr_assert_str_eq(taken(), "18,446,744,073,709,551,615");
}

Test(figures, decimals_and_what_is_no_number)
{
    ras_figure_decimal(&text, RAS_VIETNAMESE, 1234.56, 1);
    cr_assert_str_eq(taken(), "1.234,6");
    ras_figure_decimal(&text, RAS_ENGLISH, 0.05, 2);
    cr_assert_str_eq(taken(), "0.05");
    ras_figure_decimal(&text, RAS_ENGLISH, 99.96, 1);
    cr_assert_str_eq(taken(), "100.0");
    ras_figure_decimal(&text, RAS_ENGLISH, 7, 0);
    cr_assert_str_eq(taken(), "7");
    ras_figure_decimal(&text, RAS_ENGLISH, -1, 1);
    cr_assert_str_eq(taken(), "–");
    ras_figure_decimal(&text, RAS_ENGLISH, NAN, 1);
    cr_assert_str_eq(taken(), "–");
    ras_figure_decimal(&text, RAS_ENGLISH, INFINITY, 1);
    cr_assert_str_eq(taken(), "–");
}

Test(figures, shares_of_nothing_are_a_dash)
{
    ras_shown_share(&text, RAS_VIETNAMESE, 941, 1000);
    cr_assert_str_eq(taken(), "94,1%");
    ras_shown_share(&text, RAS_VIETNAMESE, 0, 0);
    cr_assert_str_eq(taken(), "–");
}

Test(figures, bytes_in_decimal_units)
{
    ras_figure_bytes(&text, RAS_ENGLISH, 0);
    cr_assert_str_eq(taken(), "0 B");
    ras_figure_bytes(&text, RAS_ENGLISH, 999);
    cr_assert_str_eq(taken(), "999 B");
    ras_figure_bytes(&text, RAS_VIETNAMESE, 1250000);
    cr_assert_str_eq(taken(), "1,3 MB");
    ras_figure_bytes(&text, RAS_ENGLISH, 123456789);
    cr_assert_str_eq(taken(), "123 MB");
    ras_figure_bytes(&text, RAS_ENGLISH, UINT64_MAX);
    cr_assert_str_eq(taken(), "18,446,744 TB");
}

Test(figures, tables_align_by_letters)
{
    struct ras_table table;
    cr_assert_eq(ras_table_open(&table, RAS_VIETNAMESE, 3, 2, NULL), RAS_OK);
    ras_table_text(&table, "nguồn");
    ras_table_text(&table, "khớp");
    ras_table_text(&table, "tỷ lệ");
    ras_table_text(&table, "welfare");
    ras_table_count(&table, 1000);
    ras_table_share(&table, 1, 2);
    ras_table_append(&text, &table);
    ras_table_close(&table);
    cr_assert_str_eq(taken(), "nguồn     khớp  tỷ lệ\n"
                              "welfare  1.000  50,0%\n");
    cr_assert_eq(ras_figure_width("", 0), 0);
    cr_assert_eq(ras_figure_width("đúng", strlen("đúng")), 4);
}
