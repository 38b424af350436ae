/* Slips and lost digits against digit strings, and the levels of numbers. */
#include "compare/compare.h"
#include "record/person.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static int naive_slip(uint64_t a, uint64_t b, int digits)
{
    char x[32];
    char y[32];
    snprintf(x, sizeof x, "%0*llu", digits, (unsigned long long)a);
    snprintf(y, sizeof y, "%0*llu", digits, (unsigned long long)b);
    int differing = 0;
    int first = -1;
    int last = -1;
    for (int i = 0; i < digits; i++)
        if (x[i] != y[i]) {
            first = first < 0 ? i : first;
            last = i;
            differing++;
        }
    return differing == 1 ||
           (differing == 2 && last == first + 1 && x[first] == y[last] && x[last] == y[first]);
}

static int naive_lost(uint64_t longer, uint64_t shorter, int digits)
{
    char x[32];
    char y[32];
    snprintf(x, sizeof x, "%0*llu", digits, (unsigned long long)longer);
    snprintf(y, sizeof y, "%0*llu", digits - 1, (unsigned long long)shorter);
    for (int i = 0; i < digits; i++) {
        char left[32];
        memcpy(left, x, (size_t)i);
        strcpy(left + i, x + i + 1);
        if (strcmp(left, y) == 0)
            return 1;
    }
    return 0;
}

Test(number_compare, slips_of_all_four_digit_numbers)
{
    for (unsigned a = 0; a < 10000; a += 7)
        for (unsigned b = 0; b < 10000; b += 3)
            cr_assert_eq(ras_digits_slip(a, b, 4), naive_slip(a, b, 4), "%04u %04u", a, b);
}

Test(number_compare, every_slip_of_a_long_number_is_found)
{
    uint64_t number = 38085001234;
    for (unsigned round = 0; round < 200; round++) {
        number = (number * 48271 + 11) % UINT64_C(1000000000000);
        uint64_t place = 1;
        for (unsigned i = 0; i < 12; i++, place *= 10) {
            const uint64_t digit = number / place % 10;
            for (uint64_t other = 0; other < 10; other++) {
                const uint64_t changed = number - digit * place + other * place;
                cr_assert_eq(ras_digits_slip(number, changed, 12), digit != other);
                cr_assert_eq(ras_digits_slip(changed, number, 12), digit != other);
            }
            const uint64_t next = number / place / 10 % 10;
            const uint64_t swapped =
                number - digit * place - next * place * 10 + next * place + digit * place * 10;
            if (i < 11)
                cr_assert_eq(ras_digits_slip(number, swapped, 12), digit != next);
        }
        const uint64_t random = (number * 7919 + 1) % UINT64_C(1000000000000);
        cr_assert_eq(ras_digits_slip(number, random, 12), naive_slip(number, random, 12));
    }
    cr_assert_eq(ras_digits_slip(0, UINT64_C(9000000000000000000), 19), 1);
    cr_assert_eq(ras_digits_slip(1, 1000001, 6), 0); /* beyond the digits */
}

Test(number_compare, lost_digits_of_all_four_digit_numbers)
{
    for (unsigned a = 0; a < 10000; a += 3)
        for (unsigned b = 0; b < 1000; b++)
            cr_assert_eq(ras_digits_lost(a, b, 4), naive_lost(a, b, 4), "%04u %03u", a, b);
    cr_assert_eq(ras_digits_lost(5, 0, 1), 1);
}

Test(number_compare, levels_of_a_personal_id)
{
    const uint64_t id = UINT64_C(38085001234);
    const uint64_t lost_zero = RAS_REPAIR_BIT(RAS_REPAIR_ID_LOST_ZERO);
    const uint64_t separators = RAS_REPAIR_BIT(RAS_REPAIR_ID_SEPARATORS);
    cr_expect_eq(ras_personal_id_compare(0, id, 0, 0, 0), RAS_LEVEL_MISSING);
    cr_expect_eq(ras_personal_id_compare(id, 0, 0, 0, 0), RAS_LEVEL_MISSING);
    cr_expect_eq(ras_personal_id_compare(id, id, 0, 0, 0), RAS_LEVEL_PERSONAL_ID_EQUAL);
    cr_expect_eq(ras_personal_id_compare(id, id, 0, 0, separators), RAS_LEVEL_PERSONAL_ID_EQUAL);
    cr_expect_eq(ras_personal_id_compare(id, id, 0, 0, lost_zero), RAS_LEVEL_PERSONAL_ID_REPAIRED);
    cr_expect_eq(ras_personal_id_compare(id + 3, id, 0, 0, 0), RAS_LEVEL_PERSONAL_ID_SLIP);
    cr_expect_eq(ras_personal_id_compare(UINT64_C(38085001243), id, 0, 0, 0),
                 RAS_LEVEL_PERSONAL_ID_SLIP);
    cr_expect_eq(ras_personal_id_compare(UINT64_C(38085777777), id, 0, 0, 0),
                 RAS_LEVEL_PERSONAL_ID_STRUCTURE);
    cr_expect_eq(ras_personal_id_compare(UINT64_C(1190777777), id, 0, 0, 0),
                 RAS_LEVEL_PERSONAL_ID_OTHER);
}

Test(number_compare, levels_of_a_number_with_too_few_or_too_many_digits)
{
    const uint64_t id = UINT64_C(38085001234); /* 038085001234 */
    cr_expect_eq(ras_personal_id_compare(0, id, UINT64_C(3808501234), 11, 0),
                 RAS_LEVEL_PERSONAL_ID_LOST_DIGIT);
    cr_expect_eq(ras_personal_id_compare(0, id, UINT64_C(3808500123), 11, 0),
                 RAS_LEVEL_PERSONAL_ID_LOST_DIGIT); /* the last one */
    cr_expect_eq(ras_personal_id_compare(0, id, UINT64_C(380850012), 10, 0),
                 RAS_LEVEL_PERSONAL_ID_LOST_DIGIT); /* the last two */
    cr_expect_eq(ras_personal_id_compare(0, id, UINT64_C(380850012934), 13, 0),
                 RAS_LEVEL_PERSONAL_ID_LOST_DIGIT);
    cr_expect_eq(ras_personal_id_compare(0, id, UINT64_C(99999999999), 11, 0),
                 RAS_LEVEL_PERSONAL_ID_OTHER);
    cr_expect_eq(ras_personal_id_compare(0, id, UINT64_C(9999999999999), 13, 0),
                 RAS_LEVEL_PERSONAL_ID_OTHER);
    cr_expect_eq(ras_personal_id_compare(0, id, 912345678, 10, 0), RAS_LEVEL_MISSING); /* a phone */
    cr_expect_eq(ras_personal_id_compare(0, 0, 912345678, 11, 0), RAS_LEVEL_MISSING);
}

Test(number_compare, levels_of_old_and_parent_numbers)
{
    cr_expect_eq(ras_old_id_compare(0, 271450001), RAS_LEVEL_MISSING);
    cr_expect_eq(ras_old_id_compare(271450001, 271450001), RAS_LEVEL_OLD_ID_EQUAL);
    cr_expect_eq(ras_old_id_compare(271450001, 271450010), RAS_LEVEL_OLD_ID_SLIP);
    cr_expect_eq(ras_old_id_compare(271450001, 271400101), RAS_LEVEL_OLD_ID_OTHER);
    cr_expect_eq(ras_parent_id_compare(0, 5), RAS_LEVEL_MISSING);
    cr_expect_eq(ras_parent_id_compare(5, 0), RAS_LEVEL_MISSING);
    cr_expect_eq(ras_parent_id_compare(38085001234, 38085001234), RAS_LEVEL_MOTHER_ID_EQUAL);
    cr_expect_eq(ras_parent_id_compare(38085001234, 38085001235), RAS_LEVEL_FATHER_ID_SLIP);
    cr_expect_eq(ras_parent_id_compare(38085001234, 38085001289), RAS_LEVEL_FATHER_ID_OTHER);
}
