/* Common subsequence, common substring and Hamming distance against their definitions. */
#include "compare/text_distance.h"

#include "base/bytes.h"
#include "oracle/text_naive.h"
#include "support/random_text.h"
#include "support/vectors.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

static uint32_t twice_share(unsigned common, size_t all)
{
    return all == 0 ? RAS_SIMILARITY_ONE : (uint32_t)floor(2e6 * common / (double)all + 0.5);
}

static void check(struct ras_bytes a, struct ras_bytes b)
{
    const struct naive_text x = naive_read(a.data, a.length);
    const struct naive_text y = naive_read(b.data, b.length);
    const unsigned common = naive_subsequence(&x, &y);
    const uint32_t distance = (uint32_t)(x.length + y.length - 2 * common);
    cr_assert_eq(ras_indel(a, b, RAS_DISTANCE_ANY), distance);
    for (uint32_t maximum = distance > 2 ? distance - 2 : 0; maximum < distance + 2; maximum++)
        cr_assert_eq(ras_indel(a, b, maximum), distance <= maximum ? distance : maximum + 1);
    cr_assert_eq(ras_indel_similarity(a, b), twice_share(common, x.length + y.length));
    cr_assert_eq(ras_common_substring(a, b),
                 twice_share(naive_substring(&x, &y), x.length + y.length));
    const size_t shorter = x.length < y.length ? x.length : y.length;
    uint32_t places = (uint32_t)(x.length + y.length - 2 * shorter);
    for (size_t i = 0; i < shorter; i++)
        places += x.point[i] != y.point[i];
    cr_assert_eq(ras_hamming(a, b), places);
}

Test(text_subsequence, random_texts)
{
    uint64_t state = 3;
    static const uint32_t longest[] = {0, 1, 4, 9, 20, 63, 65, 66, 140};
    for (unsigned round = 0; round < 2000; round++) {
        struct random_text a, b;
        random_text_make(&a, &state, longest[random_text_below(&state, 9)], 8);
        random_text_make(&b, &state, longest[random_text_below(&state, 9)], 4);
        check(random_text_view(&a), random_text_view(&b));
        check(random_text_view(&b), random_text_view(&a));
        check(random_text_view(&a), random_text_view(&a));
    }
}

Test(text_subsequence, empty_and_broken_texts)
{
    const struct ras_bytes none = {NULL, 0};
    check(none, none);
    check(none, RAS_LITERAL("a"));
    cr_assert_eq(ras_common_substring(none, none), RAS_SIMILARITY_ONE);
    cr_assert_eq(ras_common_substring(none, RAS_LITERAL("a")), 0);
    cr_assert_eq(ras_hamming(RAS_LITERAL("a\xFF"), RAS_LITERAL("a\xFE")), 1);
}

Test(text_subsequence, texts_beyond_the_limit_are_cut)
{
    static char a[3000], b[2000];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    const struct ras_bytes x = {a, sizeof a}, y = {b, sizeof b};
    cr_assert_eq(ras_indel(x, y, RAS_DISTANCE_ANY), 0);
    cr_assert_eq(ras_common_substring(x, y), RAS_SIMILARITY_ONE);
}

Test(text_subsequence, oracle_pairs)
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
        cr_expect_eq(ras_indel(a, b, RAS_DISTANCE_ANY), strtoul(fields[6], NULL, 10), "%s %s",
                     fields[0], fields[1]);
        if (fields[7][0] != '\0')
            cr_expect_eq(ras_hamming(a, b), strtoul(fields[7], NULL, 10), "%s %s", fields[0],
                         fields[1]);
        checked++;
    }
    vectors_close(vectors);
    cr_assert_gt(checked, 5000);
}

Test(text_subsequence, vectors_of_other_libraries)
{
    struct vectors *const vectors = vectors_open("../shared/data/strings/jellyfish/hamming.csv");
    if (vectors == NULL)
        cr_skip_test("vectors are not here");
    const char *const *fields;
    size_t checked = 0;
    for (; vectors_next(vectors, &fields) >= 3; checked++)
        cr_expect_eq(ras_hamming(ras_bytes_of(fields[0]), ras_bytes_of(fields[1])),
                     strtoul(fields[2], NULL, 10), "%s %s", fields[0], fields[1]);
    vectors_close(vectors);
    cr_assert_eq(checked, 8);
}
