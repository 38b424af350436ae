/* Every reject code and repair has names, each its own. */
#include "record/batch.h"
#include "record/person.h"

#include <criterion/criterion.h>

#include <string.h>

Test(labels, reject_codes_are_named)
{
    for (unsigned code = 0; code < RAS_REJECT_CODE_COUNT; code++) {
        cr_assert_gt(strlen(ras_reject_vietnamese((enum ras_reject_code)code)), 0);
        for (unsigned other = 0; other < code; other++)
            cr_assert_str_neq(ras_reject_name((enum ras_reject_code)code),
                              ras_reject_name((enum ras_reject_code)other));
    }
    cr_assert_str_eq(ras_reject_name(RAS_REJECT_RAGGED), "ragged");
}

Test(labels, repairs_are_named)
{
    for (unsigned repair = 0; repair < RAS_REPAIR_COUNT; repair++) {
        cr_assert_gt(strlen(ras_repair_vietnamese((enum ras_repair)repair)), 0);
        for (unsigned other = 0; other < repair; other++)
            cr_assert_str_neq(ras_repair_name((enum ras_repair)repair),
                              ras_repair_name((enum ras_repair)other));
    }
    cr_assert_str_eq(ras_repair_name(RAS_REPAIR_ID_LOST_ZERO), "id_lost_zero");
}
