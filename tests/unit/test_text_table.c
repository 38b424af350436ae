#include "engine/text_table.h"

#include "base/bytes.h"

#include <criterion/criterion.h>
#include <string.h>

static void expect(struct ras_text_table *table, const char *wanted)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_text_table_append(table, &out);
    ras_text_char(&out, '\0');
    cr_assert_not(out.failed);
    cr_assert_str_eq(out.data, wanted);
    ras_text_fini(&out);
    ras_text_table_fini(table);
}

Test(text_table, counts_letters_and_not_bytes)
{
    cr_assert_eq(ras_text_width(RAS_LITERAL("")), 0);
    cr_assert_eq(ras_text_width(RAS_LITERAL("a")), 1);
    cr_assert_eq(ras_text_width(RAS_LITERAL("Nguyễn")), 6);
    cr_assert_eq(ras_text_width(RAS_LITERAL("e\xCC\x82\xCC\x83")), 1); /* decomposed ễ */
    cr_assert_eq(ras_text_width(RAS_LITERAL("\xF0\xA0\x80\x80")), 1);
    cr_assert_eq(ras_text_width(RAS_LITERAL("\xE1\xBB")), 1); /* cut in the middle */
}

Test(text_table, empty_table_is_nothing)
{
    struct ras_text_table table;
    ras_text_table_init(&table, 3, 0, 20);
    expect(&table, "");
}

Test(text_table, columns_are_as_wide_as_their_widest_cell)
{
    struct ras_text_table table;
    ras_text_table_init(&table, 3, 1u << 2, 20);
    ras_text_table_add_string(&table, "họ tên");
    ras_text_table_add_string(&table, "An");
    ras_text_table_add_string(&table, "1,00");
    ras_text_table_add_string(&table, "x");
    ras_text_table_add_string(&table, "");
    ras_text_table_add_string(&table, "-12,00");
    expect(&table, "họ tên  An    1,00\n"
                   "x           -12,00\n");
}

Test(text_table, lines_end_without_blanks_and_a_row_may_be_short)
{
    struct ras_text_table table;
    ras_text_table_init(&table, 3, 0, 20);
    ras_text_table_add_string(&table, "longer");
    ras_text_table_add_string(&table, "cell");
    ras_text_table_add_string(&table, "");
    ras_text_table_add_string(&table, "s");
    expect(&table, "longer  cell\ns\n");
}

Test(text_table, control_bytes_become_blanks)
{
    struct ras_text_table table;
    ras_text_table_init(&table, 1, 0, 20);
    ras_text_table_add_string(&table, "a\nb\033c\x7F");
    expect(&table, "a b c \n");
}

Test(text_table, cells_are_cut_at_a_letter_behind_the_limit)
{
    struct ras_text_table table;
    ras_text_table_init(&table, 1, 0, 4);
    ras_text_table_add_string(&table, "ễễễễ");
    ras_text_table_add_string(&table, "ễễễễễ");
    expect(&table, "ễễễễ\nễễễ…\n");
}
