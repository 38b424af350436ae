/* Text building: numbers against snprintf, and the escapers. */
#include "base/text.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"

#include <criterion/criterion.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* What the text holds, as a string; the text is emptied. */
static const char *taken(struct ras_text *text)
{
    ras_text_char(text, '\0');
    cr_assert(!text->failed);
    ras_text_clear(text);
    return text->data;
}

static const uint64_t numbers[] = {0,
                                   1,
                                   9,
                                   10,
                                   11,
                                   99,
                                   100,
                                   101,
                                   999,
                                   1000,
                                   9999,
                                   10000,
                                   99999,
                                   100000,
                                   12345678,
                                   99999999,
                                   100000000,
                                   UINT64_C(1085012345),
                                   UINT64_C(999999999999),
                                   UINT64_C(1000000000000),
                                   UINT64_C(9999999999999999),
                                   UINT64_C(10000000000000000),
                                   INT64_MAX,
                                   (uint64_t)INT64_MAX + 1,
                                   UINT64_MAX};
#define NUMBER_COUNT (sizeof numbers / sizeof numbers[0])

static void check_number(struct ras_text *text, uint64_t value)
{
    char wanted[64];
    ras_text_unsigned(text, value);
    (void)snprintf(wanted, sizeof wanted, "%" PRIu64, value);
    cr_assert_str_eq(taken(text), wanted);
    ras_text_signed(text, (int64_t)value);
    (void)snprintf(wanted, sizeof wanted, "%" PRId64, (int64_t)value);
    cr_assert_str_eq(taken(text), wanted);
    ras_text_digits(text, value, 20);
    (void)snprintf(wanted, sizeof wanted, "%020" PRIu64, value);
    cr_assert_str_eq(taken(text), wanted);
}

Test(text, numbers_are_those_of_snprintf)
{
    struct ras_text text;
    ras_text_init(&text);
    for (size_t i = 0; i < NUMBER_COUNT; i++)
        check_number(&text, numbers[i]);
    for (uint64_t i = 0; i < 20000; i++)
        check_number(&text, ras_hash_mix(i) >> i % 64);
    ras_text_fini(&text);
}

Test(text, digits_are_exactly_so_many)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_text_digits(&text, 1085012345, 12);
    cr_assert_str_eq(taken(&text), "001085012345");
    ras_text_digits(&text, 0, 1);
    cr_assert_str_eq(taken(&text), "0");
    ras_text_digits(&text, 7, 0);
    cr_assert_str_eq(taken(&text), "");
    ras_text_fini(&text);
}

Test(text, fixed_point_keeps_sign_and_zeros)
{
    struct ras_text text;
    ras_text_init(&text);
    static const struct {
        int64_t scaled;
        unsigned decimals;
        const char *wanted;
    } cases[] = {{-1234, 2, "-12.34"},
                 {5, 2, "0.05"},
                 {-5, 2, "-0.05"},
                 {0, 2, "0.00"},
                 {999999, 6, "0.999999"},
                 {1000000, 6, "1.000000"},
                 {42, 0, "42"},
                 {-42, 0, "-42"},
                 {INT64_MIN, 3, "-9223372036854775.808"},
                 {INT64_MAX, 19, "0.9223372036854775807"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ras_text_fixed(&text, cases[i].scaled, cases[i].decimals);
        cr_assert_str_eq(taken(&text), cases[i].wanted);
    }
    ras_text_fini(&text);
}

static void check_csv(const char *field, const char *plain, const char *safe)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_text_csv(&text, ras_bytes_of(field));
    cr_assert_str_eq(taken(&text), plain);
    ras_text_csv_safe(&text, ras_bytes_of(field));
    cr_assert_str_eq(taken(&text), safe);
    ras_text_fini(&text);
}

Test(text, csv_quotes_where_needed_only)
{
    check_csv("", "", "");
    check_csv("a", "a", "a");
    check_csv("Đỗ Thị Ý", "Đỗ Thị Ý", "Đỗ Thị Ý");
    check_csv("a b", "a b", "a b");
    check_csv(" a", "\" a\"", "\" a\"");
    check_csv("a ", "\"a \"", "\"a \"");
    check_csv(" ", "\" \"", "\" \"");
    check_csv("a,b", "\"a,b\"", "\"a,b\"");
    check_csv("\"", "\"\"\"\"", "\"\"\"\"");
    check_csv("say \"x\"", "\"say \"\"x\"\"\"", "\"say \"\"x\"\"\"");
    check_csv("a\nb", "\"a\nb\"", "\"a\nb\"");
    check_csv("a\rb", "\"a\rb\"", "\"a\rb\"");
    check_csv("it's", "it's", "it's");
}

Test(text, csv_safe_disarms_formulas)
{
    check_csv("=1+1", "=1+1", "\"'=1+1\"");
    check_csv("+84", "+84", "\"'+84\"");
    check_csv("-1", "-1", "\"'-1\"");
    check_csv("@x", "@x", "\"'@x\"");
    check_csv("\tx", "\tx", "\"'\tx\"");
    check_csv("\rx", "\"\rx\"", "\"'\rx\"");
    check_csv("=\"a\",b", "\"=\"\"a\"\",b\"", "\"'=\"\"a\"\",b\"");
    check_csv("a=b", "a=b", "a=b");
    check_csv("＝1", "＝1", "\"'＝1\"");
    check_csv("＋1", "＋1", "\"'＋1\"");
    check_csv("－1", "－1", "\"'－1\"");
    check_csv("＠1", "＠1", "\"'＠1\"");
    check_csv("＊1", "＊1", "＊1");
    check_csv("\xEF\xBC", "\xEF\xBC", "\xEF\xBC");
}

Test(text, csv_of_long_fields_finds_the_one_byte_that_needs_quotes)
{
    for (unsigned c = 1; c < 256; c++)
        for (size_t length = 1; length < 25; length++)
            for (size_t at = 0; at < length; at++) {
                char field[32], wanted[64];
                /* the comma's neighbours: a borrow between bytes must not be taken for a hit */
                memset(field, c % 2 == 0 ? '-' : '+', length);
                field[length] = '\0';
                field[at] = (char)c;
                const bool blank_end = c == ' ' && (at == 0 || at == length - 1);
                const bool quoted = blank_end || c == ',' || c == '"' || c == '\n' || c == '\r';
                (void)snprintf(wanted, sizeof wanted, quoted ? "\"%.*s%s%s\"" : "%.*s%s%s", (int)at,
                               field, c == '"' ? "\"" : "", field + at);
                struct ras_text text;
                ras_text_init(&text);
                ras_text_csv(&text, ras_bytes_of(field));
                cr_assert_str_eq(taken(&text), wanted);
                ras_text_fini(&text);
            }
}

Test(text, csv_safe_takes_a_nul_for_no_formula)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_text_csv_safe(&text, (struct ras_bytes){"\0a", 2});
    cr_assert_eq(text.length, 2);
    ras_text_fini(&text);
}

static void check_json(const char *string, const char *wanted)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_text_json(&text, ras_bytes_of(string));
    cr_assert_str_eq(taken(&text), wanted);
    ras_text_fini(&text);
}

Test(text, json_escapes)
{
    check_json("", "\"\"");
    check_json("a", "\"a\"");
    check_json("Nguyễn \xF0\xA0\x80\x80", "\"Nguyễn \xF0\xA0\x80\x80\"");
    check_json("\"\\/", "\"\\\"\\\\/\"");
    check_json("a\nb\tc\x01\x1f\x7f", "\"a\\u000ab\\u0009c\\u0001\\u001f\\u007f\"");
    struct ras_text text;
    ras_text_init(&text);
    ras_text_json(&text, (struct ras_bytes){"\0", 1});
    cr_assert_str_eq(taken(&text), "\"\\u0000\"");
    ras_text_fini(&text);
}

Test(text, json_replaces_what_is_not_utf8)
{
#define BAD "\xEF\xBF\xBD"
    check_json("\x80", "\"" BAD "\"");
    check_json("\xC0\x80", "\"" BAD BAD "\"");         /* overlong */
    check_json("\xE1\xBA", "\"" BAD BAD "\"");         /* cut */
    check_json("\xE1\xBAx", "\"" BAD BAD "x\"");       /* broken off */
    check_json("\xED\xA0\x80", "\"" BAD BAD BAD "\""); /* surrogate */
    check_json("\xF4\x90\x80\x80", "\"" BAD BAD BAD BAD "\"");
    check_json("\xF5\xFF", "\"" BAD BAD "\"");
    check_json("\xF4\x8F\xBF\xBF", "\"\xF4\x8F\xBF\xBF\"");
    check_json("\xED\x9F\xBF\xEE\x80\x80", "\"\xED\x9F\xBF\xEE\x80\x80\"");
#undef BAD
}

Test(text, html_escapes_text_and_attributes)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_text_html(&text, RAS_LITERAL("<b a=\"1\" c='2'>Tân & Hòa</b>"));
    cr_assert_str_eq(taken(&text),
                     "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;Tân &amp; Hòa&lt;/b&gt;");
    ras_text_html(&text, (struct ras_bytes){NULL, 0});
    cr_assert_str_eq(taken(&text), "");
    ras_text_fini(&text);
}

Test(text, format_takes_any_length)
{
    struct ras_text text;
    ras_text_init(&text);
    char *const long_text = malloc(5001);
    memset(long_text, 'q', 5000);
    long_text[5000] = '\0';
    static const int lengths[] = {0, 1, 255, 256, 510, 511, 512, 513, 5000};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        ras_text_format(&text, "%.*s", lengths[i], long_text);
        cr_assert_eq(text.length, (size_t)lengths[i]);
        cr_assert(ras_bytes_equal((struct ras_bytes){text.data, text.length},
                                  (struct ras_bytes){long_text, (size_t)lengths[i]}));
        ras_text_clear(&text);
    }
    free(long_text);
    ras_text_fini(&text);
}

Test(text, grows_to_what_is_asked)
{
    struct ras_text text;
    ras_text_init(&text);
    for (size_t i = 0; i < 5000; i++)
        ras_text_char(&text, (char)('a' + i % 26));
    cr_assert_eq(text.length, 5000);
    for (size_t i = 0; i < 5000; i++)
        cr_assert_eq(text.data[i], (char)('a' + i % 26));
    cr_assert(ras_text_reserve(&text, 100000));
    cr_assert_geq(text.capacity - text.length, 100000);
    ras_text_fini(&text);
}

Test(text, a_failed_allocation_is_remembered)
{
    struct ras_text text;
    struct ras_error error;
    ras_text_init(&text);
    cr_assert_eq(ras_text_status(&text, &error), RAS_OK);
    ras_text_string(&text, "kept");
    ras_alloc_fail_at(1);
    ras_text_format(&text, "%1000d", 1);
    ras_alloc_fail_at(0);
    const size_t length = text.length;
    ras_text_string(&text, "not taken");
    cr_assert_eq(text.length, length);
    cr_assert_eq(ras_text_status(&text, &error), RAS_NO_MEMORY);
    ras_text_fini(&text);
}

Test(text, an_absurd_size_fails_and_ends)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_text_char(&text, 'x');
    cr_assert_not(ras_text_reserve(&text, SIZE_MAX));
    cr_assert(text.failed);
    ras_text_fini(&text);
}
