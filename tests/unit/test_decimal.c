/* Decimals to and from doubles and text. */
#include "score/decimal.h"

#include "base/bytes.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static void written_as(double value, const char *expected)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_decimal_write(&text, ras_decimal_of(value));
    ras_text_char(&text, '\0');
    cr_expect_str_eq(text.data, expected);
    ras_text_fini(&text);
}

Test(decimal, is_written_shortest)
{
    written_as(1, "1");
    written_as(0.5, "0.5");
    written_as(0.985, "0.985");
    written_as(0.00004, "0.00004");
    written_as(8.3e-5, "0.000083");
    written_as(1.2e-6, "0.0000012");
    written_as(2e-8, "2e-8");
    written_as(3.25e-9, "3.25e-9");
    written_as(1e-15, "1e-15");
    written_as(1.0 / 3, "0.333333333333");
}

Test(decimal, text_and_value_come_back)
{
    uint64_t state = 3;
    for (double scale = 1; scale > 1e-14; scale /= 3) {
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
        const double value = scale * (0.3 + 0.7 * (double)(state >> 11) / 9007199254740992.0);
        struct ras_text text;
        ras_text_init(&text);
        const double rounded = ras_decimal_value(ras_decimal_of(value));
        cr_expect_lt(rounded / value - 1, 1e-7);
        ras_decimal_write(&text, ras_decimal_of(rounded));
        struct ras_decimal read;
        cr_assert(ras_decimal_read((struct ras_bytes){text.data, text.length}, &read));
        cr_expect_eq(ras_decimal_value(read), rounded);
        ras_text_char(&text, '\0');
        cr_expect_eq(strtod(text.data, NULL), rounded, "%s", text.data);
        ras_text_fini(&text);
    }
}

Test(decimal, reads_json_numbers_only)
{
    static const char *const good[] = {"0",   "-0",    "1",       "10",    "0.5",
                                       "1e2", "1E-10", "1.25e+3", "-3.75", "123456789012345"};
    static const char *const bad[] = {"",
                                      "-",
                                      "+1",
                                      ".5",
                                      "5.",
                                      "01",
                                      "1e",
                                      "1e+",
                                      "0x1",
                                      "1 ",
                                      " 1",
                                      "nan",
                                      "1.e1",
                                      "--1",
                                      "1e999",
                                      "1e-99",
                                      "1,5",
                                      "1e23",
                                      "12345678901234567"};
    struct ras_decimal decimal;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        cr_expect(ras_decimal_read(ras_bytes_of(good[i]), &decimal), "%s", good[i]);
        cr_expect_eq(ras_decimal_value(decimal), strtod(good[i], NULL), "%s", good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        cr_expect_not(ras_decimal_read(ras_bytes_of(bad[i]), &decimal), "%s", bad[i]);
}

Test(decimal, scaled_to_integers)
{
    static const struct {
        const char *text;
        int64_t thousandths;
    } rows[] = {{"6", 6000},
                {"-3.2", -3200},
                {"0.0005", 1},
                {"0.00049", 0},
                {"0", 0},
                {"12.3456", 12346},
                {"-0.0015", -2},
                {"1e-22", 0},
                {"20", 20000},
                {"0.9995", 1000},
                {"123456789.0004", 123456789000}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct ras_decimal decimal;
        int64_t scaled;
        cr_assert(ras_decimal_read(ras_bytes_of(rows[i].text), &decimal));
        cr_expect(ras_decimal_scaled(decimal, 1000, &scaled));
        cr_expect_eq(scaled, rows[i].thousandths, "%s: %ld", rows[i].text, (long)scaled);
    }
    struct ras_decimal huge;
    int64_t scaled;
    cr_assert(ras_decimal_read(RAS_LITERAL("123e20"), &huge));
    cr_expect_not(ras_decimal_scaled(huge, 1000, &scaled));
}
