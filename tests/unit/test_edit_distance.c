/* Edit distances on code points: all short words, known vectors of other libraries, long inputs. */
#include "compare/text_distance.h"

#include "base/bytes.h"
#include "oracle/edit_distance_naive.h"
#include "support/random_text.h"
#include "support/vectors.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct measured {
    uint32_t levenshtein;
    uint32_t optimal;
    uint32_t damerau;
};

static struct measured measure(struct ras_bytes a, struct ras_bytes b)
{
    return (struct measured){ras_levenshtein(a, b, RAS_DISTANCE_ANY),
                             ras_optimal_alignment(a, b, RAS_DISTANCE_ANY),
                             ras_damerau_levenshtein(a, b, RAS_DISTANCE_ANY)};
}

static void check(struct ras_bytes a, struct ras_bytes b)
{
    uint32_t x[NAIVE_POINTS_MAX];
    uint32_t y[NAIVE_POINTS_MAX];
    const size_t m = naive_points(a.data, a.length, x);
    const size_t n = naive_points(b.data, b.length, y);
    const struct measured found = measure(a, b);
    cr_assert_eq(found.levenshtein, naive_levenshtein(x, m, y, n), "'%.*s' '%.*s'", (int)a.length,
                 a.data, (int)b.length, b.data);
    cr_assert_eq(found.optimal, naive_optimal_alignment(x, m, y, n), "'%.*s' '%.*s'", (int)a.length,
                 a.data, (int)b.length, b.data);
    cr_assert_eq(found.damerau, naive_damerau_levenshtein(x, m, y, n), "'%.*s' '%.*s'",
                 (int)a.length, a.data, (int)b.length, b.data);
}

/* The number-th word over `letters`, each `bytes` long. */
static struct ras_bytes word_of(unsigned number, const char *letters, size_t bytes, char *out)
{
    unsigned words = 1;
    unsigned length = 0;
    while (number >= words) {
        number -= words;
        words *= 3;
        length++;
    }
    for (unsigned i = 0; i < length; i++, number /= 3)
        memcpy(out + i * bytes, letters + number % 3 * bytes, bytes);
    return (struct ras_bytes){out, length * bytes};
}

Test(edit_distance, all_words_of_up_to_four_letters)
{
    for (unsigned i = 0; i < 121; i++)
        for (unsigned j = 0; j < 364; j++) {
            char a[16];
            char b[16];
            check(word_of(i, "abc", 1, a), word_of(j, "abc", 1, b));
        }
}

Test(edit_distance, letters_beyond_ascii)
{
    for (unsigned i = 0; i < 40; i++)
        for (unsigned j = 0; j < 121; j++) {
            char a[32];
            char b[32];
            check(word_of(i, "ễờả", 3, a), word_of(j, "ễờả", 3, b));
        }
    check(RAS_LITERAL("nguyễn thị hường"), RAS_LITERAL("nguyễn thị hượng"));
    check(RAS_LITERAL("đào"), RAS_LITERAL("dao"));
}

Test(edit_distance, empty_and_one_letter)
{
    const struct ras_bytes none = {NULL, 0};
    check(none, none);
    check(none, RAS_LITERAL("a"));
    check(RAS_LITERAL("a"), RAS_LITERAL("a"));
    check(RAS_LITERAL("a"), RAS_LITERAL("b"));
}

Test(edit_distance, around_the_word_limit)
{
    uint64_t state = 7;
    for (size_t length = 60; length <= 130; length += length < 67 ? 1 : 21) {
        char a[256];
        char b[256];
        for (size_t i = 0; i < length; i++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            a[i] = (char)('a' + (state >> 60) % 3);
            b[i] = (state >> 33) % 5 == 0 ? 'z' : a[i];
        }
        for (size_t cut = 0; cut <= 3; cut++) {
            check((struct ras_bytes){a, length}, (struct ras_bytes){b + cut, length - cut});
            check((struct ras_bytes){b + cut, length - cut}, (struct ras_bytes){a, length});
        }
    }
}

typedef uint32_t distance_function(struct ras_bytes a, struct ras_bytes b, uint32_t maximum);

static void check_maximum(distance_function *function, struct ras_bytes a, struct ras_bytes b)
{
    const uint32_t distance = function(a, b, RAS_DISTANCE_ANY);
    for (uint32_t maximum = 0; maximum <= distance + 2; maximum++)
        cr_assert_eq(function(a, b, maximum), distance <= maximum ? distance : maximum + 1,
                     "'%.*s' '%.*s' %u", (int)a.length, a.data, (int)b.length, b.data, maximum);
}

static void check_similarity(uint32_t similarity, uint32_t distance, struct ras_bytes a,
                             struct ras_bytes b)
{
    uint32_t points[NAIVE_POINTS_MAX];
    const size_t m = naive_points(a.data, a.length, points);
    const size_t n = naive_points(b.data, b.length, points);
    const size_t longer = m > n ? m : n;
    const double expected = longer == 0 ? 1.0 : 1.0 - distance / (double)longer;
    cr_assert_eq(similarity, (uint32_t)floor(1e6 * expected + 0.5));
}

Test(edit_distance, random_texts_any_maximum)
{
    static const uint32_t longest[] = {0, 2, 5, 9, 20, 63, 70, 90};
    uint64_t state = 13;
    for (unsigned round = 0; round < 3000; round++) {
        struct random_text x, y;
        const uint32_t points = longest[random_text_below(&state, 8)];
        random_text_make(&x, &state, points, 8);
        random_text_make(&y, &state, points, 5);
        if (round % 3 == 0) { /* an edit or two of the same text */
            y = x;
            for (unsigned i = 0; i < 2 && y.length > 0; i++) {
                char *const letter = &y.data[random_text_below(&state, (uint32_t)y.length)];
                *letter = (unsigned char)*letter < 0x80 ? 'b' : *letter;
            }
        }
        const struct ras_bytes a = random_text_view(&x);
        const struct ras_bytes b = random_text_view(&y);
        check(a, b);
        check_maximum(ras_levenshtein, a, b);
        check_maximum(ras_optimal_alignment, a, b);
        check_maximum(ras_damerau_levenshtein, a, b);
        const struct measured found = measure(a, b);
        check_similarity(ras_levenshtein_similarity(a, b), found.levenshtein, a, b);
        check_similarity(ras_optimal_alignment_similarity(a, b), found.optimal, a, b);
        check_similarity(ras_damerau_similarity(a, b), found.damerau, a, b);
    }
}

Test(edit_distance, texts_beyond_the_limit_are_cut)
{
    static char a[3000];
    static char b[3000];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    b[1023] = 'b'; /* the last that is read */
    b[1024] = 'c';
    const struct measured found =
        measure((struct ras_bytes){a, sizeof a}, (struct ras_bytes){b, sizeof b});
    cr_assert_eq(found.levenshtein, 1);
    cr_assert_eq(found.optimal, 1);
    cr_assert_eq(found.damerau, 1);
}

Test(edit_distance, broken_bytes_are_letters_of_their_own)
{
    cr_assert_eq(ras_levenshtein(RAS_LITERAL("a\xFF"), RAS_LITERAL("a\xFE"), RAS_DISTANCE_ANY), 1);
    cr_assert_eq(ras_levenshtein(RAS_LITERAL("a\xFF"), RAS_LITERAL("a\xFF"), RAS_DISTANCE_ANY), 0);
    cr_assert_eq(ras_levenshtein(RAS_LITERAL("\xE1\xBB"), RAS_LITERAL("\xE1"), RAS_DISTANCE_ANY),
                 1); /* torn */
    cr_assert_eq(ras_levenshtein(RAS_LITERAL("\xC0\x80"), RAS_LITERAL(""), RAS_DISTANCE_ANY),
                 2); /* overlong */
}

Test(edit_distance, oracle_pairs)
{
    struct vectors *const vectors = vectors_open("../shared/data/strings/oracle-pairs.csv");
    if (vectors == NULL)
        cr_skip_test("vectors are not here");
    const char *const *fields;
    size_t checked = 0;
    cr_assert_eq(vectors_next(vectors, &fields), 12);
    while (vectors_next(vectors, &fields) == 12) {
        const struct measured found = measure(ras_bytes_of(fields[0]), ras_bytes_of(fields[1]));
        cr_expect_eq(found.levenshtein, strtoul(fields[3], NULL, 10), "%s", fields[2]);
        cr_expect_eq(found.optimal, strtoul(fields[4], NULL, 10), "%s", fields[2]);
        cr_expect_eq(found.damerau, strtoul(fields[5], NULL, 10), "%s", fields[2]);
        checked++;
    }
    vectors_close(vectors);
    cr_assert_gt(checked, 5000);
}

Test(edit_distance, vectors_of_other_libraries)
{
    struct vectors *vectors = vectors_open("../shared/data/strings/rapidfuzz-cases.csv");
    if (vectors == NULL)
        cr_skip_test("vectors are not here");
    const char *const *fields;
    while (vectors_next(vectors, &fields) >= 4)
        if (strcmp(fields[0], "damerau_levenshtein") == 0)
            cr_expect_eq(ras_damerau_levenshtein(ras_bytes_of(fields[1]), ras_bytes_of(fields[2]),
                                                 RAS_DISTANCE_ANY),
                         strtoul(fields[3], NULL, 10), "%s %s", fields[1], fields[2]);
    vectors_close(vectors);
    vectors = vectors_open("../shared/data/strings/jellyfish/levenshtein.csv");
    while (vectors != NULL && vectors_next(vectors, &fields) >= 3)
        cr_expect_eq(
            ras_levenshtein(ras_bytes_of(fields[0]), ras_bytes_of(fields[1]), RAS_DISTANCE_ANY),
            strtoul(fields[2], NULL, 10), "%s %s", fields[0], fields[1]);
    vectors_close(vectors);
    vectors = vectors_open("../shared/data/strings/jellyfish/damerau_levenshtein.csv");
    while (vectors != NULL && vectors_next(vectors, &fields) >= 3)
        cr_expect_eq(ras_damerau_levenshtein(ras_bytes_of(fields[0]), ras_bytes_of(fields[1]),
                                             RAS_DISTANCE_ANY),
                     strtoul(fields[2], NULL, 10), "%s %s", fields[0], fields[1]);
    vectors_close(vectors);
}
