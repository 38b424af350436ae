#include "base/peak_memory.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK ((size_t)64 << 20)

Test(peak_memory, grows_by_what_is_touched)
{
    const uint64_t before = ras_peak_memory();
    cr_assert_gt(before, 0);
    char *const block = malloc(BLOCK);
    cr_assert_not_null(block);
    memset(block, 1, BLOCK);
    cr_assert_geq(ras_peak_memory(), before + BLOCK / 2);
    cr_assert_eq(block[BLOCK / 2], 1);
    free(block);
    ras_peak_memory_reset();
    cr_assert_gt(ras_peak_memory(), 0);
}
