/* The wording helpers: names, dates, numbers, and the bound of a line. */
#include "quality/draft.h"

#include "base/bytes.h"

#include <criterion/criterion.h>
#include <stdio.h>

/* The commune list is not what is tested here: an empty stand-in. */
const struct ras_unit *ras_units_find(const struct ras_units *units, uint32_t code)
{
    (void)units;
    (void)code;
    return NULL;
}

static struct ras_draft_line line;

static void reads(const char *expected)
{
    cr_assert(ras_bytes_equal((struct ras_bytes){line.text, line.length}, ras_bytes_of(expected)),
              "'%.*s' is not '%s'", (int)line.length, line.text, expected);
    line.length = 0;
}

Test(draft, names_get_capitals)
{
    static const struct {
        const char *canonical, *expected;
    } names[] = {
        {"", ""},
        {"a", "A"},
        {"ý", "Ý"},
        {"nguyễn văn hùng", "Nguyễn Văn Hùng"},
        {"đặng thị ánh ờ", "Đặng Thị Ánh Ờ"},
        {"h'lim êban", "H'Lim Êban"},
        {"k'ăn", "K'Ăn"},
        {"y blô niê", "Y Blô Niê"},
        {"m'", "M'"},
        {"'a", "'a"},
        {"d'angelo o'neill", "D'Angelo O'Neill"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ras_draft_name(&line, ras_bytes_of(names[i].canonical));
        reads(names[i].expected);
    }
}

Test(draft, dates_at_each_precision)
{
    ras_draft_date(&line, ras_date_make(985, 3, 7));
    reads("07/03/0985");
    ras_draft_date(&line, ras_date_make(1985, 12, 0));
    reads("12/1985");
    ras_draft_date(&line, ras_date_make(1985, 0, 0));
    reads("1985");
    ras_draft_date(&line, 0);
    reads("");
    for (unsigned i = 0; i < 3; i++) {
        const uint32_t date = ras_date_make(1985, i == 0 ? 0 : 1, i == 2 ? 1 : 0);
        char text[16];
        ras_draft_date_iso(&line, date);
        ras_date_iso(date, text);
        reads(text);
        ras_draft_date(&line, date);
        ras_date_vietnamese(date, text);
        reads(text);
    }
    ras_draft_date_iso(&line, 0);
    reads("");
}

Test(draft, numbers_keep_their_zeros)
{
    ras_draft_unsigned(&line, 0, 1);
    reads("0");
    ras_draft_unsigned(&line, 1085001234, 12);
    reads("001085001234");
    ras_draft_unsigned(&line, UINT64_MAX, 1);
    reads("18446744073709551615");
    ras_draft_commune(&line, NULL, 175);
    reads("00175");
}

Test(draft, numbers_of_every_length_and_width_read_as_printed)
{
    uint64_t value = 0;
    for (unsigned length = 0; length <= 20; length++) {
        for (unsigned digits = 0; digits <= 20; digits++) {
            char wanted[32];
            (void)snprintf(wanted, sizeof wanted, "%0*llu", (int)(digits == 0 ? 1 : digits),
                           (unsigned long long)value);
            ras_draft_unsigned(&line, value, digits);
            reads(wanted);
        }
        value = length == 19 ? UINT64_MAX : value * 10 + (length * 7 + 9) % 10;
    }
}

Test(draft, repairs_are_listed)
{
    ras_draft_repairs(&line, 0);
    reads("");
    ras_draft_repairs(&line,
                      RAS_REPAIR_BIT(RAS_REPAIR_NAME_CASE) | RAS_REPAIR_BIT(RAS_REPAIR_NAME_GLUED));
    reads("chữ hoa, chữ thường, hai chữ viết liền");
}

Test(draft, a_full_line_is_cut_at_a_letter)
{
    for (unsigned i = 0; i < RAS_DRAFT_LINE_MAX - 1; i++)
        ras_draft_string(&line, "x");
    ras_draft_string(&line, "ữ"); /* three bytes into one */
    cr_assert_eq(line.length, RAS_DRAFT_LINE_MAX - 1);
    ras_draft_string(&line, "y");
    cr_assert_eq(line.length, RAS_DRAFT_LINE_MAX);
    ras_draft_string(&line, "z");
    cr_assert_eq(line.length, RAS_DRAFT_LINE_MAX);
    line.length = 0;
    char long_text[RAS_DRAFT_LINE_MAX + 1];
    for (size_t i = 0; i < RAS_DRAFT_LINE_MAX; i += 2)
        memcpy(long_text + i, "é", 2);
    long_text[RAS_DRAFT_LINE_MAX] = '\0';
    ras_draft_string(&line, "x");
    ras_draft_string(&line, long_text);
    cr_assert_eq(line.length, RAS_DRAFT_LINE_MAX - 1);
}
