#include "engine/explain_lines.h"

#include "base/bytes.h"
#include "report/line_fields.h"

#include <criterion/criterion.h>

Test(explain_lines, figures_come_back_scaled)
{
    cr_assert_eq(ras_line_fixed(RAS_LITERAL(""), 3), 0);
    cr_assert_eq(ras_line_fixed(RAS_LITERAL("7"), 0), 7);
    cr_assert_eq(ras_line_fixed(RAS_LITERAL("12.34"), 3), 12340);
    cr_assert_eq(ras_line_fixed(RAS_LITERAL("-0.05"), 3), -50);
    cr_assert_eq(ras_line_fixed(RAS_LITERAL("0.998123"), 6), 998123);
    cr_assert_eq(ras_line_fixed(RAS_LITERAL("1.000000"), 6), 1000000);
    cr_assert_eq(ras_line_fixed(RAS_LITERAL("1.23456"), 3), 1234); /* further digits are cut */
}

Test(explain_lines, every_level_comes_back_from_what_is_written)
{
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        for (unsigned level = 0; level <= ras_level_count((enum ras_comparator)i); level++) {
            struct ras_levels levels = {{0}};
            struct ras_text text;
            levels.level[i] = (uint8_t)level;
            levels.level[(i + 1) % RAS_COMPARATOR_COUNT] = 1;
            ras_text_init(&text);
            ras_line_levels(&text, &levels);
            const struct ras_levels back =
                ras_line_levels_parse((struct ras_bytes){text.data, text.length});
            cr_assert_eq(ras_levels_pack(&back), ras_levels_pack(&levels));
            ras_text_fini(&text);
        }
}

Test(explain_lines, what_is_not_known_is_missing)
{
    static const char *const odd[] = {"", "|", "=", "name", "name=", "name=nearly", "tribe=equal"};
    for (unsigned i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        const struct ras_levels levels = ras_line_levels_parse(ras_bytes_of(odd[i]));
        cr_assert_eq(ras_levels_pack(&levels), 0, "%s", odd[i]);
    }
}
