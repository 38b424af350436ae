/* Comparators by name, their levels, and the level that two values reach. */
#include "compare/text_comparator.h"

#include "base/bytes.h"
#include "compare/text_distance.h"
#include "support/random_text.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static struct ras_text_comparison comparison_of(const char *comparator, const char *levels)
{
    struct ras_text_comparison comparison;
    const struct ras_text_comparator *const found =
        ras_text_comparator_find(ras_bytes_of(comparator));
    cr_assert_not_null(found, "%s", comparator);
    ras_text_comparison_init(&comparison, found);
    for (const char *at = levels; *at != '\0';) {
        const size_t length = strcspn(at, " ");
        const char *const wrong =
            ras_text_comparison_add(&comparison, (struct ras_bytes){at, length});
        cr_assert_null(wrong, "%s '%s': %s", comparator, at, wrong);
        at += length + (at[length] == ' ');
    }
    return comparison;
}

static unsigned reached(const struct ras_text_comparison *comparison, const char *a, const char *b)
{
    const unsigned there = ras_text_compare(comparison, ras_bytes_of(a), ras_bytes_of(b));
    cr_expect_eq(ras_text_compare(comparison, ras_bytes_of(b), ras_bytes_of(a)), there, "%s %s", a,
                 b);
    return there;
}

Test(text_comparator, similarities_go_down)
{
    const struct ras_text_comparison jw = comparison_of("jaro_winkler", "exact 0.92 0.85");
    cr_expect_eq(jw.level_count, 3);
    cr_expect_eq(reached(&jw, "martha", "martha"), 0);
    cr_expect_eq(reached(&jw, "martha", "marhta"), 1);  /* 0.961 */
    cr_expect_eq(reached(&jw, "dwayne", "duwyane"), 2); /* 0.88 */
    cr_expect_eq(reached(&jw, "dixon", "dicksonx"), 3); /* 0.813 */
    cr_expect_eq(reached(&jw, "", "a"), RAS_TEXT_LEVEL_MISSING);
    cr_expect_eq(reached(&jw, "", ""), RAS_TEXT_LEVEL_MISSING);
}

Test(text_comparator, a_threshold_is_reached_by_what_equals_it)
{
    const struct ras_text_comparison half = comparison_of("levenshtein_similarity", "0.75 0.5");
    cr_expect_eq(reached(&half, "abcd", "abcx"), 0);
    cr_expect_eq(reached(&half, "ab", "ax"), 1);
    cr_expect_eq(reached(&half, "abc", "axx"), 2);
    const struct ras_text_comparison edits = comparison_of("osa", "exact 1 2");
    cr_expect_eq(reached(&edits, "abc", "acb"), 1);
    cr_expect_eq(reached(&edits, "abc", "abcde"), 2);
    cr_expect_eq(reached(&edits, "abc", "abcdef"), 3);
}

Test(text_comparator, words_and_numbers_mix)
{
    const struct ras_text_comparison name =
        comparison_of("jaro_winkler", "exact tokens 0.9 initial contained shared");
    cr_expect_eq(reached(&name, "anna maria", "maria anna"), 1);
    cr_expect_eq(reached(&name, "marie", "maria"), 2);
    cr_expect_eq(reached(&name, "m", "maria"), 3);
    cr_expect_eq(reached(&name, "maria", "anna maria"), 4);
    cr_expect_eq(reached(&name, "anna lena maria", "rosa maria"), 5);
    cr_expect_eq(reached(&name, "anna", "zoe"), 6);
    const struct ras_text_comparison date = comparison_of("date", "exact swapped one_edit 31 year");
    cr_expect_eq(reached(&date, "1985-03-07", "19850307"), 0);
    cr_expect_eq(reached(&date, "1985-03-07", "1985-07-03"), 1);
    cr_expect_eq(reached(&date, "1985-03-07", "1985-03-17"), 2);
    cr_expect_eq(reached(&date, "1984-12-28", "1985-01-07"), 3);
    cr_expect_eq(reached(&date, "1985-03-07", "1985-12-28"), 4);
    cr_expect_eq(reached(&date, "1985-03-07", "1923-12-28"), 5);
    cr_expect_eq(reached(&date, "1985-03-07", "unknown"), RAS_TEXT_LEVEL_MISSING);
    cr_expect_eq(reached(&date, "1985-02-31", "1985-12-28"), 4); /* words ask no calendar */
}

Test(text_comparator, numbers_and_places)
{
    const struct ras_text_comparison number = comparison_of("number", "exact 1 10.5");
    cr_expect_eq(reached(&number, "7", "7.0"), 0);
    cr_expect_eq(reached(&number, "7", "8"), 1);
    cr_expect_eq(reached(&number, "7", "17.5"), 2);
    cr_expect_eq(reached(&number, "7", "17.6"), 3);
    cr_expect_eq(reached(&number, "7", "seven"), RAS_TEXT_LEVEL_MISSING);
    const struct ras_text_comparison place = comparison_of("place", "exact 1 100");
    cr_expect_eq(reached(&place, "21.03,105.85", "21.030 105.85"), 0);
    cr_expect_eq(reached(&place, "21.03,105.85", "21.031,105.85"), 1);
    cr_expect_eq(reached(&place, "21.03,105.85", "10.77,106.7"), 3);
    cr_expect_eq(reached(&place, "21.03,105.85", "north"), RAS_TEXT_LEVEL_MISSING);
}

static const char *refusal(const char *comparator, const char *first, const char *level)
{
    struct ras_text_comparison comparison = comparison_of(comparator, first);
    const unsigned count = comparison.level_count;
    const char *const wrong = ras_text_comparison_add(&comparison, ras_bytes_of(level));
    cr_assert_not_null(wrong, "%s %s", comparator, level);
    cr_assert_eq(comparison.level_count, count);
    return wrong;
}

Test(text_comparator, wrong_levels_are_refused)
{
    cr_expect_str_eq(refusal("jaro", "0.9", "0.95"), "levels go from best to worst");
    cr_expect_str_eq(refusal("jaro", "0.9", "0.9"), "levels go from best to worst");
    cr_expect_str_eq(refusal("jaro", "", "1.1"), "a similarity is more than 0 and at most 1");
    cr_expect_str_eq(refusal("jaro", "", "0"), "a similarity is more than 0 and at most 1");
    cr_expect_str_eq(refusal("osa", "2", "1"), "levels go from best to worst");
    cr_expect_str_eq(refusal("osa", "", "-1"), "a distance is not negative");
    cr_expect_str_eq(refusal("osa", "exact", "exact"), "a level stands twice");
    cr_expect_str_eq(refusal("osa", "exact", "swapped"), "unknown level");
    cr_expect_str_eq(refusal("date", "exact", "initial"), "unknown level");
    cr_expect_str_eq(refusal("exact", "exact", "0.5"), "unknown level");
    cr_expect_str_eq(refusal("exact", "exact", ""), "unknown level");
    cr_expect_str_eq(refusal("osa", "0 1 2 3 4 5 6 7 8 9 10 11 12 13", "14"), "too many levels");
    cr_expect_null(ras_text_comparator_find(RAS_LITERAL("jarowinkler")));
}

/* The level by measuring without any limit, and every word asked one by one. */
static unsigned level_slowly(const struct ras_text_comparison *comparison, struct ras_bytes a,
                             struct ras_bytes b)
{
    const struct ras_text_comparator *const comparator = comparison->comparator;
    const bool similar = comparator->scale == RAS_SCALE_SIMILARITY;
    unsigned words = 0;
    if (a.length == 0 || b.length == 0 || !comparator->classify(a, b, ~0u, &words))
        return RAS_TEXT_LEVEL_MISSING;
    for (unsigned i = 0; i < comparison->level_count; i++) {
        const struct ras_text_level *const level = &comparison->level[i];
        if (level->is_word ? (words & 1u << level->word) != 0
            : similar      ? comparator->measure(a, b, 1e-6) >= level->threshold
                           : comparator->measure(a, b, INFINITY) <= level->threshold)
            return i;
    }
    return comparison->level_count;
}

Test(text_comparator, every_comparator_against_its_measure)
{
    uint64_t state = 23;
    for (unsigned i = 0; i < ras_text_comparator_count(); i++) {
        const enum ras_text_scale scale = ras_text_comparator_at(i)->scale;
        const struct ras_text_comparison comparison = comparison_of(
            ras_text_comparator_name(i), scale == RAS_SCALE_WORDS      ? "exact"
                                         : scale == RAS_SCALE_DISTANCE ? "exact 0.4 1 3 5"
                                                                       : "exact 0.9 0.6 0.3");
        for (unsigned round = 0; round < 1000; round++) {
            struct random_text x, y;
            random_text_make(&x, &state, 12, 6);
            random_text_make(&y, &state, 12, 3);
            const struct ras_bytes a = random_text_view(&x), b = random_text_view(&y);
            cr_assert_eq(ras_text_compare(&comparison, a, b), level_slowly(&comparison, a, b));
            if (a.length > 0)
                cr_assert(ras_text_compare(&comparison, a, a) == 0 ||
                          ras_text_compare(&comparison, a, a) == RAS_TEXT_LEVEL_MISSING);
        }
    }
}

Test(text_comparator, every_comparator_says_what_it_is)
{
    for (unsigned i = 0; i < ras_text_comparator_count(); i++) {
        const struct ras_text_comparator *const comparator = ras_text_comparator_at(i);
        cr_expect_eq(ras_text_comparator_find(ras_bytes_of(comparator->name)), comparator);
        cr_expect_gt(strlen(comparator->summary), 0);
        cr_expect_str_eq(comparator->words[0], "exact");
        cr_expect_leq(comparator->word_count, RAS_TEXT_LEVELS_MAX);
        cr_expect_eq(comparator->measure == NULL, comparator->scale == RAS_SCALE_WORDS);
    }
}
