#include "engine/person_mask.h"

#include "base/bytes.h"

#include <criterion/criterion.h>

static void expect(const char *text, const char *wanted)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_mask_words(&out, ras_bytes_of(text));
    ras_text_char(&out, '\0');
    cr_assert_str_eq(out.data, wanted);
    ras_text_fini(&out);
}

Test(person_mask, shows_the_first_letter_of_each_word)
{
    expect("", "");
    expect("A", "A");
    expect("Nguyễn Văn An", "N***** V** A*");
    expect("Đặng Ý", "Đ*** Ý");
    expect("  An ", "  A* ");
}

Test(person_mask, decomposed_letters_count_once_and_hidden_ones_leave_no_mark)
{
    /* N, g, u, y, e + circumflex + tilde, n */
    expect("Nguye\xCC\x82\xCC\x83n", "N*****");
    /* the shown letter keeps its marks */
    expect("E\xCC\x82\xCC\x81m", "E\xCC\x82\xCC\x81*");
}

Test(person_mask, shows_no_digit)
{
    expect("Số 12, thôn Đông", "S* **, t*** Đ***");
    expect("12/3 Lê Lợi", "**/* L* L**");
    expect("7", "*");
}
