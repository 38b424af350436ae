#include "base/bytes.h"
#include "report/line_fields.h"
#include "support/expect_text.h"

#include <stdio.h>
#include <stdlib.h>

static const char *weight(int32_t millibits)
{
    static char text[RAS_PUT_WEIGHT_MAX + 1];
    *ras_put_weight(text, millibits) = '\0';
    return text;
}

Test(line_fields, rounds_weights_half_away_from_zero)
{
    cr_assert_str_eq(weight(0), "0.00");
    cr_assert_str_eq(weight(4), "0.00");
    cr_assert_str_eq(weight(-4), "0.00"); /* no minus before nothing */
    cr_assert_str_eq(weight(5), "0.01");
    cr_assert_str_eq(weight(-5), "-0.01");
    cr_assert_str_eq(weight(1234), "1.23");
    cr_assert_str_eq(weight(1235), "1.24");
    cr_assert_str_eq(weight(-1235), "-1.24");
    cr_assert_str_eq(weight(9995), "10.00");
    cr_assert_str_eq(weight(31415), "31.42");
    cr_assert_str_eq(weight(INT32_MAX), "2147483.65");
    cr_assert_str_eq(weight(INT32_MIN), "-2147483.65");
}

Test(line_fields, prints_probability_with_six_decimals)
{
    const struct {
        uint32_t millionths;
        const char *text;
    } cases[] = {{0, "0.000000"}, {1, "0.000001"}, {998123, "0.998123"}, {1000000, "1.000000"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[16];
        *ras_put_probability(text, cases[i].millionths) = '\0';
        cr_assert_str_eq(text, cases[i].text);
    }
}

Test(line_fields, levels_agree_with_the_names_of_the_record_layer)
{
    for (unsigned comparator = 0; comparator < RAS_COMPARATOR_COUNT; comparator++) {
        for (unsigned level = 0; level <= ras_level_count(comparator); level++) {
            struct ras_levels levels = {{0}};
            levels.level[comparator] = (uint8_t)level;
            char put[RAS_PUT_LEVELS_MAX + 1], expected[64] = "";
            *ras_put_levels(put, &levels) = '\0';
            if (level != RAS_LEVEL_MISSING)
                (void)snprintf(expected, sizeof expected, "%s=%s", ras_comparator_name(comparator),
                               ras_level_name(comparator, level));
            cr_assert_str_eq(put, expected);
        }
    }
}

Test(line_fields, levels_stand_in_the_order_of_the_comparators_without_the_missing)
{
    struct ras_levels levels = {{0}};
    levels.level[RAS_COMPARATOR_FATHER_ID] = RAS_LEVEL_FATHER_ID_SLIP;
    levels.level[RAS_COMPARATOR_NAME] = RAS_LEVEL_NAME_EQUAL;
    levels.level[RAS_COMPARATOR_BIRTH_DATE] = RAS_LEVEL_BIRTH_DATE_SWAPPED;
    struct ras_text out;
    ras_text_init(&out);
    ras_line_levels(&out, &levels);
    expect_text(&out, "name=equal|date=swapped|father_id=slip");
    ras_text_fini(&out);
}

Test(line_fields, all_levels_fit_their_bound)
{
    struct ras_levels levels;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        levels.level[i] = (uint8_t)ras_level_count(i);
    /* a heap block of just that size: a write beyond it is seen under ASan */
    char *const put = malloc(RAS_PUT_LEVELS_MAX);
    cr_assert_leq(ras_put_levels(put, &levels) - put, (ptrdiff_t)RAS_PUT_LEVELS_MAX);
    free(put);
}

/* The quick writer against the project's slow one, for every byte at every place of a short text.
 */
Test(line_fields, text_is_quoted_as_the_base_layer_does)
{
    for (unsigned byte = 1; byte < 256; byte++) {
        for (unsigned place = 0; place < 3; place++) {
            char field[] = "abc";
            field[place] = (char)byte;
            struct ras_text fast, slow;
            ras_text_init(&fast);
            ras_text_init(&slow);
            ras_line_text(&fast, ras_bytes_of(field));
            ras_text_csv_safe(&slow, ras_bytes_of(field));
            cr_assert_eq(fast.length, slow.length, "byte %u at %u", byte, place);
            cr_assert_eq(memcmp(fast.data, slow.data, fast.length), 0);
            ras_text_fini(&fast);
            ras_text_fini(&slow);
        }
    }
}

/* Blocks of 16, 8 and 4 bytes overlap at the end: every length, with each telling byte at every
 * place and with none, in memory that is exactly as large as it may be. */
Test(line_fields, text_of_any_length_is_quoted_as_the_base_layer_does)
{
    const char bytes[] = ",\"\n\r= \xAC\xEF";
    for (size_t length = 1; length <= 50; length++) {
        char *const field = malloc(length);
        char *const fast = malloc(RAS_PUT_TEXT_MAX(length));
        for (size_t place = 0; place <= length; place++) {
            for (size_t which = 0; which < sizeof bytes - 1; which++) {
                for (size_t i = 0; i < length; i++)
                    field[i] = (char)('a' + i % 26);
                if (place < length)
                    field[place] = bytes[which];
                struct ras_text slow;
                ras_text_init(&slow);
                ras_text_csv_safe(&slow, (struct ras_bytes){field, length});
                const char *const end = ras_put_text(fast, (struct ras_bytes){field, length});
                cr_assert_eq((size_t)(end - fast), slow.length, "%zu bytes, %zu at %zu", length,
                             which, place);
                cr_assert_eq(memcmp(fast, slow.data, slow.length), 0);
                ras_text_fini(&slow);
            }
        }
        free(field);
        free(fast);
    }
}

Test(line_fields, worst_text_fits_its_bound)
{
    char quotes[100];
    memset(quotes, '"', sizeof quotes);
    quotes[0] = '=';
    char *const put = malloc(RAS_PUT_TEXT_MAX(sizeof quotes));
    const char *const end = ras_put_text(put, (struct ras_bytes){quotes, sizeof quotes});
    cr_assert_eq(end - put, 1 + 1 + 1 + 2 * 99 + 1); /* quote, apostrophe, =, 99 pairs, quote */
    free(put);
    cr_assert_eq(ras_put_text(NULL, (struct ras_bytes){NULL, 0}), NULL);
}

Test(line_fields, raw_rows_become_utf8)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_line_raw(&out, (struct ras_bytes){"a\0b\xFF,\xC3\xA2\xC3", 8});
    expect_text(&out, "\"a\xEF\xBF\xBD"
                      "b\xEF\xBF\xBD,\xC3\xA2\xEF\xBF\xBD\"");
    ras_text_fini(&out);
}

Test(line_fields, hashes_read_as_printed)
{
    uint64_t value = 1;
    for (unsigned i = 0; i < 2000; i++) {
        char wanted[17];
        struct ras_text out;
        ras_text_init(&out);
        value = value * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        (void)snprintf(wanted, sizeof wanted, "%016llx", (unsigned long long)value);
        ras_line_hash(&out, value);
        expect_text(&out, wanted);
        ras_text_fini(&out);
    }
}

Test(line_fields, unknown_commune_has_a_word)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_line_commune(&out, 0);
    ras_line_commune(&out, 7);
    ras_line_commune(&out, 99999);
    ras_line_commune(&out, 12345);
    ras_line_commune(&out, 7654321);
    ras_line_hash(&out, UINT64_C(0x00fedcba98765432));
    expect_text(&out, "unknown0000799999123455432100fedcba98765432");
    ras_text_fini(&out);
}

Test(line_fields, a_key_is_written_as_its_text)
{
    static const char letters[] = "a\",=\n -1";
    uint64_t state = 9;
    for (size_t length = 0; length <= 60; length++) {
        for (unsigned round = 0; round < 50; round++) {
            char text[60], plain[RAS_PUT_TEXT_MAX(60)], kept[RAS_PUT_KEY_MAX(60)];
            struct ras_line_key key;
            for (size_t i = 0; i < length; i++) {
                state = state * UINT64_C(6364136223846793005) + 1;
                text[i] = letters[(state >> 40) % (sizeof letters - 1)];
            }
            const struct ras_bytes field = {text, length};
            ras_line_key_make(&key, field);
            const size_t expected = (size_t)(ras_put_text(plain, field) - plain);
            cr_assert_eq((size_t)(ras_put_key(kept, &key) - kept), expected);
            cr_assert_eq(memcmp(kept, plain, expected), 0, "length %zu", length);
        }
    }
}
