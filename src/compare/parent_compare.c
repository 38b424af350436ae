/* Comparing a parent's name and number: the levels of a person's own name in four steps. */
#include "compare/compare.h"

#include <assert.h>

static_assert((int)RAS_LEVEL_MOTHER_NAME_EQUAL == (int)RAS_LEVEL_FATHER_NAME_EQUAL &&
                  (int)RAS_LEVEL_MOTHER_NAME_OTHER == (int)RAS_LEVEL_FATHER_NAME_OTHER,
              "one function serves both parents");
static_assert((int)RAS_LEVEL_MOTHER_ID_SLIP == (int)RAS_LEVEL_FATHER_ID_SLIP,
              "one function serves both parents");

#define PERSONAL_ID_DIGITS 12

unsigned ras_parent_name_compare(const struct ras_name *row, const struct ras_name *resident)
{
    const unsigned level = ras_name_compare(row, resident, 0);
    if (level == RAS_LEVEL_MISSING)
        return RAS_LEVEL_MISSING;
    if (level <= RAS_LEVEL_NAME_TONE_PLACEMENT)
        return RAS_LEVEL_MOTHER_NAME_EQUAL;
    if (level <= RAS_LEVEL_NAME_MARKS)
        return RAS_LEVEL_MOTHER_NAME_MARKS;
    if (level <= RAS_LEVEL_NAME_NEAR)
        return RAS_LEVEL_MOTHER_NAME_NEAR;
    return RAS_LEVEL_MOTHER_NAME_OTHER;
}

unsigned ras_parent_id_compare(uint64_t row, uint64_t resident)
{
    if (row == 0 || resident == 0)
        return RAS_LEVEL_MISSING;
    if (row == resident)
        return RAS_LEVEL_MOTHER_ID_EQUAL;
    return ras_digits_slip(row, resident, PERSONAL_ID_DIGITS) ? RAS_LEVEL_MOTHER_ID_SLIP
                                                              : RAS_LEVEL_MOTHER_ID_OTHER;
}
