/* Integer logarithms and powers against libm. */
#include "score/binary_log.h"

#include <criterion/criterion.h>
#include <math.h>

Test(binary_log, counts)
{
    cr_assert_eq(ras_log2_count(1), 0);
    for (unsigned i = 0; i < 32; i++)
        cr_assert_eq(ras_log2_count(UINT32_C(1) << i), (int32_t)i * RAS_LOG_ONE);
    int32_t before = -1;
    for (uint64_t count = 1; count <= UINT32_MAX; count += 1 + count / 97) {
        const int32_t log = ras_log2_count((uint32_t)count);
        const double error = log2((double)count) - (double)log / RAS_LOG_ONE;
        cr_assert(error > -2e-7 && error < 1.3e-5, "%lu: %g", (unsigned long)count, error);
        cr_assert_gt(log, before);
        before = log;
    }
    cr_assert_lt(ras_log2_count(UINT32_MAX), 32 * RAS_LOG_ONE);
}

Test(binary_log, values)
{
    for (double value = 1e-15; value < 1e9; value *= 1.0137) {
        const double error = log2(value) - (double)ras_log2_value(value) / RAS_LOG_ONE;
        cr_assert(error > -2e-7 && error < 1.3e-5, "%g: %g", value, error);
    }
    cr_assert_eq(ras_log2_value(0.5), -RAS_LOG_ONE);
    cr_assert_eq(ras_log2_value(1), 0);
}

Test(binary_log, millibits_round_to_the_nearest)
{
    cr_assert_eq(ras_log2_millibits(0), 0);
    cr_assert_eq(ras_log2_millibits(RAS_LOG_ONE), 1000);
    cr_assert_eq(ras_log2_millibits(-(int64_t)RAS_LOG_ONE), -1000);
    for (int64_t log = -3 * RAS_LOG_ONE; log < 3 * RAS_LOG_ONE; log += 997)
        cr_assert_eq(ras_log2_millibits(log),
                     (int32_t)floor((double)log * 1000 / RAS_LOG_ONE + 0.5));
}

Test(binary_log, powers)
{
    const double one = (double)(UINT64_C(1) << RAS_POWER_ONE_BITS);
    uint64_t before = UINT64_MAX;
    for (uint64_t x = 0; x < 40000; x++) {
        const uint64_t power = ras_power_of_two(x);
        const double exact = one * exp2(-(double)x / 1000);
        cr_assert_lt(fabs((double)power - exact), 1 + exact * 3e-9, "%lu", (unsigned long)x);
        cr_assert_leq(power, before);
        before = power;
    }
    cr_assert_eq(ras_power_of_two(0), UINT64_C(1) << RAS_POWER_ONE_BITS);
    cr_assert_eq(ras_power_of_two(1000), UINT64_C(1) << (RAS_POWER_ONE_BITS - 1));
    cr_assert_eq(ras_power_of_two(UINT64_MAX), 0);
}
