#include "generate/errors.h"

#include <criterion/criterion.h>
#include <string.h>

Test(made_errors, each_is_named_and_described_once)
{
    cr_assert_leq(RAS_MADE_ERROR_COUNT, 8 * sizeof(struct ras_error_set));
    for (unsigned i = 0; i < RAS_MADE_ERROR_COUNT; i++) {
        const char *const name = ras_made_error_name((enum ras_made_error)i);
        cr_assert_eq(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_"), strlen(name));
        cr_assert_gt(strlen(ras_made_error_description((enum ras_made_error)i)), 5);
        for (unsigned k = 0; k < i; k++)
            cr_assert_str_neq(name, ras_made_error_name((enum ras_made_error)k));
    }
}
