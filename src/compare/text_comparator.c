/* The table of comparators, levels as written, and the level that two values reach. */
#include "compare/text_comparator.h"

#include "base/bytes.h"
#include "compare/text_distance.h"

#include <assert.h>
#include <math.h>

static const char *const text_word_names[] = {"exact",  "initial",   "prefix",
                                              "tokens", "contained", "shared"};
static const char *const date_word_names[] = {"exact",       "swapped", "one_edit", "two_edits",
                                              "one_element", "decade",  "slip",     "month_day",
                                              "year_month",  "year"};
static const char *const exact_word_names[] = {"exact"};
#define LENGTH(list) (sizeof(list) / sizeof(list)[0])
static_assert(LENGTH(text_word_names) == RAS_LIKENESS_COUNT, "one word for each likeness");
static_assert(LENGTH(date_word_names) == RAS_DATES_CLASS_COUNT, "one word for each class");

/* ---- measures ---- */

#define SIMILARITY_MEASURE(name, function)                                                         \
    static double name(struct ras_bytes a, struct ras_bytes b, double limit)                       \
    {                                                                                              \
        (void)limit;                                                                               \
        return (double)(function) / RAS_SIMILARITY_ONE;                                            \
    }
SIMILARITY_MEASURE(jaro, ras_jaro(a, b))
SIMILARITY_MEASURE(jaro_winkler, ras_jaro_winkler(a, b))
SIMILARITY_MEASURE(levenshtein_similarity, ras_levenshtein_similarity(a, b))
SIMILARITY_MEASURE(optimal_alignment_similarity, ras_optimal_alignment_similarity(a, b))
SIMILARITY_MEASURE(damerau_similarity, ras_damerau_similarity(a, b))
SIMILARITY_MEASURE(indel_similarity, ras_indel_similarity(a, b))
SIMILARITY_MEASURE(common_substring, ras_common_substring(a, b))
SIMILARITY_MEASURE(token_sort, ras_token_sort_ratio(a, b))
SIMILARITY_MEASURE(token_set, ras_token_set_ratio(a, b))
SIMILARITY_MEASURE(token_jaccard, ras_token_jaccard(a, b))
SIMILARITY_MEASURE(token_dice, ras_token_dice(a, b))
SIMILARITY_MEASURE(best_tokens, ras_best_tokens(a, b))
SIMILARITY_MEASURE(bigram_jaccard, ras_gram_jaccard(a, b, 2))
SIMILARITY_MEASURE(bigram_dice, ras_gram_dice(a, b, 2))
SIMILARITY_MEASURE(trigram_jaccard, ras_gram_jaccard(a, b, 3))
SIMILARITY_MEASURE(trigram_dice, ras_gram_dice(a, b, 3))

/* Whole edits that are no more than limit. */
static uint32_t whole(double limit)
{
    return limit < 1e6 ? (uint32_t)limit : RAS_DISTANCE_ANY;
}

static double levenshtein(struct ras_bytes a, struct ras_bytes b, double limit)
{
    return ras_levenshtein(a, b, whole(limit));
}

static double optimal_alignment(struct ras_bytes a, struct ras_bytes b, double limit)
{
    return ras_optimal_alignment(a, b, whole(limit));
}

static double damerau(struct ras_bytes a, struct ras_bytes b, double limit)
{
    return ras_damerau_levenshtein(a, b, whole(limit));
}

static double hamming(struct ras_bytes a, struct ras_bytes b, double limit)
{
    (void)limit;
    return ras_hamming(a, b);
}

static double number(struct ras_bytes a, struct ras_bytes b, double limit)
{
    double difference;
    (void)limit;
    return ras_number_difference(a, b, &difference) ? difference : NAN;
}

static double number_relative(struct ras_bytes a, struct ras_bytes b, double limit)
{
    double difference;
    (void)limit;
    return ras_number_relative(a, b, &difference) ? difference : NAN;
}

static double date_days(struct ras_bytes a, struct ras_bytes b, double limit)
{
    uint32_t days;
    (void)limit;
    return ras_text_date_days(a, b, &days) ? (double)days : NAN;
}

static double place(struct ras_bytes a, struct ras_bytes b, double limit)
{
    double kilometres;
    (void)limit;
    return ras_great_circle(a, b, &kilometres) ? kilometres : NAN;
}

/* ---- words ---- */

static bool text_words(struct ras_bytes a, struct ras_bytes b, unsigned asked, unsigned *words)
{
    *words = asked <= 1u << RAS_LIKENESS_EXACT ? ras_bytes_equal(a, b) : ras_text_likeness(a, b);
    return true;
}

static bool date_words(struct ras_bytes a, struct ras_bytes b, unsigned asked, unsigned *words)
{
    (void)asked;
    return ras_text_date_classes(a, b, words);
}

static bool number_words(struct ras_bytes a, struct ras_bytes b, unsigned asked, unsigned *words)
{
    (void)asked;
    const double difference = number(a, b, INFINITY);
    *words = difference <= 0.0;
    return !isnan(difference);
}

static bool place_words(struct ras_bytes a, struct ras_bytes b, unsigned asked, unsigned *words)
{
    (void)asked;
    const double kilometres = place(a, b, INFINITY);
    *words = kilometres <= 0.0;
    return !isnan(kilometres);
}

/* ---- the table ---- */

#define WORDS_TEXT  text_word_names, LENGTH(text_word_names)
#define WORDS_DATE  date_word_names, LENGTH(date_word_names)
#define WORDS_EXACT exact_word_names, LENGTH(exact_word_names)

static const struct ras_text_comparator comparators[] = {
#define COMPARATOR(name, scale, measure, classify, words, unit, summary)                           \
    {#name, unit, summary, RAS_SCALE_##scale, measure, classify, WORDS_##words},
#include "compare/text_comparators.def"
#undef COMPARATOR
};

unsigned ras_text_comparator_count(void)
{
    return LENGTH(comparators);
}

const struct ras_text_comparator *ras_text_comparator_at(unsigned index)
{
    assert(index < LENGTH(comparators));
    return &comparators[index];
}

const char *ras_text_comparator_name(unsigned index)
{
    return ras_text_comparator_at(index)->name;
}

const struct ras_text_comparator *ras_text_comparator_find(struct ras_bytes name)
{
    for (unsigned i = 0; i < LENGTH(comparators); i++)
        if (ras_bytes_equal(name, ras_bytes_of(comparators[i].name)))
            return &comparators[i];
    return NULL;
}

/* ---- comparisons ---- */

void ras_text_comparison_init(struct ras_text_comparison *comparison,
                              const struct ras_text_comparator *comparator)
{
    assert(comparator != NULL);
    *comparison = (struct ras_text_comparison){.comparator = comparator, .limit = NAN};
}

static bool word_find(const struct ras_text_comparator *comparator, struct ras_bytes written,
                      unsigned *word)
{
    for (*word = 0; *word < comparator->word_count; ++*word)
        if (ras_bytes_equal(written, ras_bytes_of(comparator->words[*word])))
            return true;
    return false;
}

/* A number that may follow `before` (NAN at first). */
static const char *threshold_check(enum ras_text_scale scale, double threshold, double before)
{
    if (scale == RAS_SCALE_SIMILARITY && !(threshold > 0.0 && threshold <= 1.0))
        return "a similarity is more than 0 and at most 1";
    if (scale == RAS_SCALE_DISTANCE && threshold < 0.0)
        return "a distance is not negative";
    const bool worse = scale == RAS_SCALE_SIMILARITY ? threshold < before : threshold > before;
    return isnan(before) || worse ? NULL : "levels go from best to worst";
}

const char *ras_text_comparison_add(struct ras_text_comparison *comparison,
                                    struct ras_bytes written)
{
    const struct ras_text_comparator *const comparator = comparison->comparator;
    struct ras_text_level *const level = &comparison->level[comparison->level_count];
    if (comparison->level_count == RAS_TEXT_LEVELS_MAX)
        return "too many levels";
    unsigned word;
    double threshold = 0.0;
    if (word_find(comparator, written, &word)) {
        if ((comparison->words >> word & 1) != 0)
            return "a level stands twice";
        comparison->words |= 1u << word;
        *level = (struct ras_text_level){.is_word = true, .word = word};
    } else if (comparator->scale == RAS_SCALE_WORDS || !ras_text_number_read(written, &threshold)) {
        return "unknown level";
    } else {
        const char *const wrong = threshold_check(comparator->scale, threshold, comparison->limit);
        if (wrong != NULL)
            return wrong;
        comparison->limit = threshold;
        *level = (struct ras_text_level){.threshold = threshold};
    }
    comparison->level_count++;
    return NULL;
}

static bool level_holds(const struct ras_text_comparison *comparison,
                        const struct ras_text_level *level, unsigned words, double measured)
{
    if (level->is_word)
        return (words >> level->word & 1) != 0;
    return comparison->comparator->scale == RAS_SCALE_SIMILARITY ? measured >= level->threshold
                                                                 : measured <= level->threshold;
}

unsigned ras_text_compare(const struct ras_text_comparison *comparison, struct ras_bytes a,
                          struct ras_bytes b)
{
    const struct ras_text_comparator *const comparator = comparison->comparator;
    unsigned words = 0;
    if (a.length == 0 || b.length == 0 || !comparator->classify(a, b, comparison->words, &words))
        return RAS_TEXT_LEVEL_MISSING;
    double measured = NAN;
    bool is_measured = isnan(comparison->limit);
    for (unsigned i = 0; i < comparison->level_count; i++) {
        const struct ras_text_level *const level = &comparison->level[i];
        if (!level->is_word && !is_measured) {
            measured = comparator->measure(a, b, comparison->limit);
            is_measured = true;
        }
        if (level_holds(comparison, level, words, measured))
            return i;
    }
    return comparison->level_count;
}
