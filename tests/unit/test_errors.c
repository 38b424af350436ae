/* The list of error names. */
#include "generate/errors.h"

#include <criterion/criterion.h>
#include <string.h>

Test(errors, names_are_unique_words_with_a_description)
{
    for (unsigned i = 0; i < RAS_MADE_ERROR_COUNT; i++) {
        const char *const name = ras_made_error_name((enum ras_made_error)i);
        cr_assert_eq(strspn(name, "abcdefghijklmnopqrstuvwxyz_"), strlen(name), "%s", name);
        cr_assert_gt(strlen(ras_made_error_description((enum ras_made_error)i)), 5);
        for (unsigned k = 0; k < i; k++)
            cr_assert_str_neq(name, ras_made_error_name((enum ras_made_error)k));
    }
}

Test(errors, a_set_is_written_joined_by_bars)
{
    struct ras_error_set set = {{0, 0}};
    struct ras_text text;
    ras_text_init(&text);
    ras_error_set_write(&set, &text);
    cr_assert_eq(text.length, 0);
    ras_error_set_add(&set, RAS_MADE_DOSE_AFTER_DEATH);
    ras_error_set_add(&set, RAS_MADE_ID_MISSING);
    ras_error_set_add(&set, RAS_MADE_ID_MISSING);
    ras_error_set_write(&set, &text);
    ras_text_char(&text, '\0');
    cr_assert_str_eq(text.data, "id_missing|dose_after_death");
    cr_assert(ras_error_set_has(&set, RAS_MADE_DOSE_AFTER_DEATH));
    cr_assert_not(ras_error_set_has(&set, RAS_MADE_ID_SLIP));
    ras_text_fini(&text);
}

Test(errors, numbers_keep_or_drop_their_zeros)
{
    struct ras_made_cell cell = {.length = 0};
    ras_cell_number(&cell, 7, 5);
    ras_cell_char(&cell, ' ');
    ras_cell_number(&cell, 0, 0);
    ras_cell_char(&cell, ' ');
    ras_cell_number(&cell, UINT64_MAX, 20);
    ras_cell_char(&cell, '\0');
    cr_assert_str_eq(cell.data, "00007 0 18446744073709551615");
}

Test(errors, a_cell_is_cut_at_its_end)
{
    struct ras_made_cell cell = {.length = 0};
    for (unsigned i = 0; i < 100; i++)
        ras_cell_string(&cell, "abcdefg");
    cr_assert_eq(cell.length, RAS_CELL_BYTES);
    ras_cell_char(&cell, 'x');
    cr_assert_eq(cell.length, RAS_CELL_BYTES);
}
