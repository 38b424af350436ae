/* Names of fields and source kinds go round. */
#include "record/fields.h"

#include "base/bytes.h"

#include <criterion/criterion.h>

#include <stdint.h>

Test(fields, names_find_their_field)
{
    for (unsigned field = 0; field < RAS_FIELD_COUNT; field++)
        cr_assert_eq(ras_field_find(ras_bytes_of(ras_field_name((enum ras_field)field))), field);
    cr_assert_str_eq(ras_field_name(RAS_FIELD_FULL_NAME), "full_name");
}

Test(fields, what_is_no_name_finds_nothing)
{
    static const char *const strange[] = {"", "f", "full_nam", "full_names", "FULL_NAME", "họ tên"};
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++)
        cr_assert_eq(ras_field_find(ras_bytes_of(strange[i])), RAS_FIELD_NONE);
    cr_assert_eq(ras_field_find((struct ras_bytes){NULL, 0}), RAS_FIELD_NONE);
}

Test(fields, kinds_find_themselves)
{
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++) {
        const enum ras_source_kind this = (enum ras_source_kind)kind;
        cr_assert_eq(ras_kind_find(ras_bytes_of(ras_kind_name(this))), this);
        cr_assert_gt(ras_bytes_of(ras_kind_vietnamese(this)).length, 0);
    }
    cr_assert_eq(ras_kind_find(RAS_LITERAL("tax")), RAS_KIND_COUNT);
    cr_assert_eq(ras_kind_find(RAS_LITERAL("")), RAS_KIND_COUNT);
}
