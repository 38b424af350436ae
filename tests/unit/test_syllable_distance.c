/* Every pair of short words over a small alphabet, and random long ones, against the matrix. */
#include "compare/compare.h"
#include "oracle/edit_distance_naive.h"
#include "support/spelled_name.h"

#include <criterion/criterion.h>
#include <string.h>

static unsigned naive(const char *a, const char *b)
{
    uint32_t a_points[NAIVE_POINTS_MAX];
    uint32_t b_points[NAIVE_POINTS_MAX];
    const size_t a_length = naive_points(a, strlen(a), a_points);
    const size_t b_length = naive_points(b, strlen(b), b_points);
    return naive_optimal_alignment(a_points, a_length, b_points, b_length);
}

/* Letters and length only: what the distance reads. */
static void fill(struct ras_syllable *out, const char *fold)
{
    memset(out, 0, sizeof *out);
    out->fold_length = (uint8_t)strlen(fold);
    memcpy(out->fold, fold, strlen(fold));
    for (; *fold != '\0'; fold++)
        out->letters |= UINT32_C(1) << (*fold - 'a');
}

static void check(const char *a, const char *b)
{
    struct ras_syllable x;
    struct ras_syllable y;
    fill(&x, a);
    fill(&y, b);
    const unsigned distance = naive(a, b);
    for (unsigned limit = 0; limit <= 20; limit = limit < 3 ? limit + 1 : limit + 17) {
        const unsigned expected = distance <= limit ? distance : limit + 1;
        const unsigned found = ras_syllable_distance(&x, &y, limit);
        cr_assert_eq(found, expected, "'%s' '%s' limit %u: %u, not %u", a, b, limit, found,
                     expected);
    }
}

/* The number-th word over a..c: 1 empty, 3 of one letter, 9 of two ... */
static void word_of(unsigned number, char *out)
{
    unsigned words = 1;
    unsigned length = 0;
    while (number >= words) {
        number -= words;
        words *= 3;
        length++;
    }
    for (unsigned i = 0; i < length; i++, number /= 3)
        out[i] = (char)('a' + number % 3);
    out[length] = '\0';
}

Test(syllable_distance, all_words_of_up_to_five_letters)
{
    for (unsigned i = 0; i < 364; i++)
        for (unsigned j = i; j < 364; j++) {
            char a[8];
            char b[8];
            word_of(i, a);
            word_of(j, b);
            check(a, b);
        }
}

Test(syllable_distance, random_words_up_to_nineteen_letters)
{
    uint64_t state = 20240229;
    for (unsigned round = 0; round < 3000; round++) {
        char a[RAS_SYLLABLE_FOLD_MAX + 1];
        char b[RAS_SYLLABLE_FOLD_MAX + 1];
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
        const unsigned a_length = (unsigned)(state >> 33) % (RAS_SYLLABLE_FOLD_MAX + 1);
        const unsigned alphabet = 2 + (unsigned)(state >> 50) % 24;
        unsigned b_length = 0;
        for (unsigned i = 0; i < a_length; i++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            a[i] = (char)('a' + (state >> 40) % alphabet);
            /* b is a with some letters left out or changed */
            const unsigned other = (unsigned)(state >> 45) % alphabet;
            if ((state >> 33) % 8 != 0)
                b[b_length++] = (char)((state >> 36) % 8 == 0 ? 'a' + (char)other : a[i]);
        }
        a[a_length] = b[b_length] = '\0';
        check(a, b);
    }
}

Test(syllable_distance, vietnamese_syllables)
{
    static const char *const syllables[] = {"nghieng", "nguyen", "ngyuen", "nguyn", "thanh",
                                            "thahn",   "phuong", "huong",  "a",     "y",
                                            "an",      "na",     ""};
    for (size_t i = 0; i < sizeof syllables / sizeof syllables[0]; i++)
        for (size_t j = 0; j < sizeof syllables / sizeof syllables[0]; j++)
            check(syllables[i], syllables[j]);
}

Test(syllable_distance, a_longer_token_counts_as_cut)
{
    struct ras_syllable a;
    struct ras_syllable b;
    fill(&a, "abcdefghijklmnopqrs");
    fill(&b, "abcdefghijklmnopqrs");
    b.fold_length = 200;
    cr_assert_eq(ras_syllable_distance(&a, &b, 2), 0);
}
