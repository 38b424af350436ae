/* Digits by words against digits one by one. */
#include "base/digits.h"

#include <criterion/criterion.h>
#include <stdio.h>

static bool naive(const char *text, unsigned count, uint64_t *number)
{
    *number = 0;
    for (unsigned i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = *number * 10 + (uint64_t)(text[i] - '0');
    }
    return true;
}

Test(digits, numbers_of_eight_to_sixteen_digits_are_read)
{
    uint64_t state = 3;
    for (unsigned count = 8; count <= 16; count++) {
        for (unsigned i = 0; i < 20000; i++) {
            char text[17] = {0};
            uint64_t expected, number = 0;
            for (unsigned k = 0; k < count; k++) {
                state = state * UINT64_C(6364136223846793005) + 1;
                text[k] = (char)('0' + (state >> 40) % (i == 0 ? 1 : 10));
            }
            cr_assert(naive(text, count, &expected));
            cr_assert(ras_digits_read(text, count, &number), "'%s'", text);
            cr_assert_eq(number, expected, "'%s'", text);
        }
    }
}

Test(digits, any_other_byte_anywhere_is_refused)
{
    for (unsigned count = 8; count <= 16; count++) {
        for (unsigned at = 0; at < count; at++) {
            for (unsigned byte = 0; byte < 256; byte++) {
                char text[17] = "1234567890123456";
                uint64_t expected, number;
                text[at] = (char)byte;
                cr_assert_eq(ras_digits_read(text, count, &number), naive(text, count, &expected),
                             "%u at %u of %u", byte, at, count);
            }
        }
    }
}

static void expect_word(uint32_t number)
{
    char expected[9];
    snprintf(expected, sizeof expected, "%08u", number);
    const uint64_t word = ras_digits_word(number);
    cr_assert_eq(memcmp(&word, expected, sizeof word), 0, "%u", number);
}

Test(digits, eight_digits_are_written_as_printf_writes_them)
{
    for (uint32_t number = 0; number < 10000; number++) {
        expect_word(number);
        expect_word(number * 10000);
        expect_word(number * 10000 + 9999 - number);
    }
    for (uint32_t number = 0; number < 100000000; number += 9973)
        expect_word(number);
    expect_word(99999999);
}
