/* Numbers and places written as text. */
#include "compare/text_distance.h"

#include "base/bytes.h"

#include <criterion/criterion.h>
#include <math.h>

static void reads(const char *text, double expected)
{
    double value = NAN;
    cr_expect(ras_text_number_read(ras_bytes_of(text), &value), "'%s'", text);
    cr_expect_eq(value, expected, "'%s' %.17g", text, value);
}

Test(text_number, decimals)
{
    reads("0", 0.0);
    reads("-0", 0.0);
    reads("+7", 7.0);
    reads("0.92", 0.92);
    reads("-12.50", -12.5);
    reads("007", 7.0);
    reads("123456789012345678", 123456789012345678.0);
    reads("0.123456789012345", 0.123456789012345);
}

Test(text_number, anything_else_is_no_number)
{
    static const char *const wrong[] = {"",
                                        " ",
                                        "+",
                                        "-",
                                        ".",
                                        ".5",
                                        "5.",
                                        "1e3",
                                        "1,5",
                                        "1 ",
                                        " 1",
                                        "0x1",
                                        "nan",
                                        "inf",
                                        "--1",
                                        "1.2.3",
                                        "1..2",
                                        "１",
                                        "1234567890123456789"};
    double value;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_expect_not(ras_text_number_read(ras_bytes_of(wrong[i]), &value), "'%s'", wrong[i]);
    cr_expect_not(ras_text_number_read((struct ras_bytes){NULL, 0}, &value));
}

Test(text_number, differences)
{
    double difference;
    cr_assert(ras_number_difference(RAS_LITERAL("10"), RAS_LITERAL("-2.5"), &difference));
    cr_assert_eq(difference, 12.5);
    cr_assert(ras_number_relative(RAS_LITERAL("8"), RAS_LITERAL("10"), &difference));
    cr_assert_float_eq(difference, 0.2, 1e-15);
    cr_assert(ras_number_relative(RAS_LITERAL("-1"), RAS_LITERAL("1"), &difference));
    cr_assert_eq(difference, 2.0);
    cr_assert(ras_number_relative(RAS_LITERAL("0"), RAS_LITERAL("0.0"), &difference));
    cr_assert_eq(difference, 0.0);
    cr_assert_not(ras_number_difference(RAS_LITERAL("10"), RAS_LITERAL("x"), &difference));
    cr_assert_not(ras_number_relative(RAS_LITERAL(""), RAS_LITERAL("1"), &difference));
}

static double kilometres(const char *a, const char *b)
{
    double there = NAN, back = NAN;
    cr_assert(ras_great_circle(ras_bytes_of(a), ras_bytes_of(b), &there), "'%s' '%s'", a, b);
    cr_assert(ras_great_circle(ras_bytes_of(b), ras_bytes_of(a), &back));
    cr_assert_eq(there, back);
    return there;
}

Test(text_number, great_circles)
{
    const double radius = 6371.0088, pi = 3.14159265358979323846;
    cr_expect_eq(kilometres("21.0285,105.8542", "21.0285 105.8542"), 0.0);
    cr_expect_float_eq(kilometres("0,0", "0,1"), radius * pi / 180, 1e-9);
    cr_expect_float_eq(kilometres("0; 0", "90 ,0"), radius * pi / 2, 1e-9);
    cr_expect_float_eq(kilometres("0,-90", "0,90"), radius * pi, 1e-9);
    cr_expect_float_eq(kilometres("90,0", "-90,77"), radius * pi, 1e-9);
    /* Hanoi and Saigon, against the spherical law of cosines. */
    const double a = 21.0285 * pi / 180, b = 10.7769 * pi / 180;
    const double longitude = (106.7009 - 105.8542) * pi / 180;
    const double expected = radius * acos(sin(a) * sin(b) + cos(a) * cos(b) * cos(longitude));
    cr_expect_float_eq(kilometres("21.0285,105.8542", "10.7769,106.7009"), expected, 1e-6);
    cr_expect_float_eq(expected, 1144.0, 5.0);
}

Test(text_number, places_that_are_none)
{
    static const char *const wrong[] = {"",      "1",     "1,",  "1,,2", "1,2,3", "91,0",
                                        "0,181", "-91 0", "a,b", "1,2 ", "1;,2"};
    double distance;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_expect_not(ras_great_circle(ras_bytes_of(wrong[i]), RAS_LITERAL("1,2"), &distance),
                      "'%s'", wrong[i]);
}
