/* Jaro and Jaro-Winkler against the definition and the vectors of jellyfish and RapidFuzz. */
#include "compare/text_distance.h"

#include "base/bytes.h"
#include "oracle/edit_distance_naive.h"
#include "oracle/jaro_winkler_naive.h"
#include "support/vectors.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint32_t millionths(double value)
{
    return (uint32_t)(value * 1e6 + 0.5);
}

static void check(struct ras_bytes a, struct ras_bytes b)
{
    uint32_t x[NAIVE_POINTS_MAX];
    uint32_t y[NAIVE_POINTS_MAX];
    const size_t m = naive_points(a.data, a.length, x);
    const size_t n = naive_points(b.data, b.length, y);
    cr_assert_eq(ras_jaro(a, b), millionths(naive_jaro(x, m, y, n)), "'%.*s' '%.*s'", (int)a.length,
                 a.data, (int)b.length, b.data);
    cr_assert_eq(ras_jaro_winkler(a, b), millionths(naive_jaro_winkler(x, m, y, n)),
                 "'%.*s' '%.*s'", (int)a.length, a.data, (int)b.length, b.data);
}

Test(jaro_winkler, all_words_of_up_to_five_letters)
{
    char words[364][8];
    for (unsigned i = 0; i < 364; i++) {
        unsigned number = i;
        unsigned count = 1;
        size_t length = 0;
        for (; number >= count; count *= 3, length++)
            number -= count;
        for (size_t j = 0; j < length; j++, number /= 3)
            words[i][j] = (char)('a' + number % 3);
        words[i][length] = '\0';
    }
    for (unsigned i = 0; i < 364; i++)
        for (unsigned j = 0; j < 364; j++)
            check(ras_bytes_of(words[i]), ras_bytes_of(words[j]));
}

Test(jaro_winkler, equal_texts_of_any_length_are_alike)
{
    static char text[4000];
    memset(text, 'x', sizeof text);
    for (size_t length = 0; length <= sizeof text; length += length < 130 ? 1 : 430) {
        const struct ras_bytes bytes = {text, length};
        cr_assert_eq(ras_jaro(bytes, bytes), 1000000, "%zu", length);
        cr_assert_eq(ras_jaro_winkler(bytes, bytes), 1000000, "%zu", length);
    }
    cr_assert_eq(ras_jaro(RAS_LITERAL(""), RAS_LITERAL("a")), 0);
    cr_assert_eq(ras_jaro(RAS_LITERAL("a"), RAS_LITERAL("b")), 0);
    cr_assert_eq(ras_jaro(RAS_LITERAL("đ"), RAS_LITERAL("đ")), 1000000);
}

Test(jaro_winkler, around_the_word_limit)
{
    uint64_t state = 11;
    for (size_t length = 40; length <= 200; length += length >= 60 && length < 68 ? 1 : 7) {
        char a[256];
        char b[256];
        for (size_t i = 0; i < length; i++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            a[i] = (char)('a' + (state >> 60) % 9);
            b[i] = (state >> 33) % 4 == 0 ? (char)('a' + (state >> 56) % 9) : a[i];
        }
        for (size_t cut = 0; cut <= 30; cut += 5) {
            check((struct ras_bytes){a, length}, (struct ras_bytes){b + cut, length - cut});
            check((struct ras_bytes){b + cut, length - cut}, (struct ras_bytes){a, length});
        }
    }
}

Test(jaro_winkler, oracle_pairs)
{
    struct vectors *const vectors = vectors_open("../shared/data/strings/oracle-pairs.csv");
    if (vectors == NULL)
        cr_skip_test("vectors are not here");
    const char *const *fields;
    size_t checked = 0;
    cr_assert_eq(vectors_next(vectors, &fields), 12);
    while (vectors_next(vectors, &fields) == 12) {
        const struct ras_bytes a = ras_bytes_of(fields[0]);
        const struct ras_bytes b = ras_bytes_of(fields[1]);
        if (a.length == 0 && b.length == 0)
            continue; /* here as RapidFuzz has it, not jellyfish */
        cr_expect_eq(ras_jaro(a, b), millionths(strtod(fields[8], NULL)), "%s %s", fields[0],
                     fields[1]);
        cr_expect_eq(ras_jaro_winkler(a, b), millionths(strtod(fields[10], NULL)), "%s %s",
                     fields[0], fields[1]);
        checked++;
    }
    vectors_close(vectors);
    cr_assert_gt(checked, 5000);
}

/* |expected| is rounded to `decimals` there. */
static void vectors_check(const char *path, uint32_t (*measure)(struct ras_bytes, struct ras_bytes),
                          double tolerance)
{
    struct vectors *const vectors = vectors_open(path);
    const char *const *fields;
    while (vectors != NULL && vectors_next(vectors, &fields) >= 3)
        cr_expect_lt(fabs(measure(ras_bytes_of(fields[0]), ras_bytes_of(fields[1])) / 1e6 -
                          strtod(fields[2], NULL)),
                     tolerance, "%s %s", fields[0], fields[1]);
    vectors_close(vectors);
}

Test(jaro_winkler, vectors_of_other_libraries)
{
    struct vectors *const vectors = vectors_open("../shared/data/strings/rapidfuzz-cases.csv");
    if (vectors == NULL)
        cr_skip_test("vectors are not here");
    const char *const *fields;
    while (vectors_next(vectors, &fields) >= 4) {
        const struct ras_bytes a = ras_bytes_of(fields[1]);
        const struct ras_bytes b = ras_bytes_of(fields[2]);
        const double expected = strtod(fields[3], NULL);
        if (strcmp(fields[0], "jaro") == 0)
            cr_expect_lt(fabs(ras_jaro(a, b) / 1e6 - expected), 1.01e-6, "%s %s", a.data, b.data);
        if (strcmp(fields[0], "jaro_winkler") == 0)
            cr_expect_lt(fabs(ras_jaro_winkler(a, b) / 1e6 - expected), 1.01e-6, "%s %s", a.data,
                         b.data);
    }
    vectors_close(vectors);
    vectors_check("../shared/data/strings/jellyfish/jaro_distance.csv", ras_jaro, 0.00051);
    vectors_check("../shared/data/strings/jellyfish/jaro_winkler.csv", ras_jaro_winkler, 0.00051);
}
