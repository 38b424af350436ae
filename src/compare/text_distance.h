/* How alike two values of any schema are: the generic measures, one file or group each.
 *
 * Texts are UTF-8 and compared code point by code point; a byte that is not UTF-8 is a letter of
 * its own; texts beyond RAS_POINTS_MAX code points are compared by their first so many. Nothing is
 * folded here: fold first (normalise/transform.h).
 *
 * Similarities are millionths, 0 .. RAS_SIMILARITY_ONE, integers so that no machine rounds
 * otherwise. All measures are symmetric, pure and allocate nothing. Two empty texts are equal
 * (similarity one, distance 0), an empty and another have nothing in common; whether an empty value
 * is "missing" is for the caller to say, before it asks.
 *
 * Measures of numbers, dates and places return false where a value cannot be read. */
#ifndef RASOAT_COMPARE_TEXT_DISTANCE_H
#define RASOAT_COMPARE_TEXT_DISTANCE_H

#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_SIMILARITY_ONE 1000000u
#define RAS_DISTANCE_ANY   UINT32_MAX /* a maximum that nothing exceeds */

/* ---- edits (edit_distance.c, text_subsequence.c) ------------------------------------------------
 * Distances: the distance, or maximum + 1 as soon as it must exceed maximum.
 * Bit-parallel where the shorter text has at most 64 code points, else by rows. */

/* Insertions, deletions, substitutions. V. Levenshtein, 1965; G. Myers, JACM 46, 1999. */
uint32_t ras_levenshtein(struct ras_bytes a, struct ras_bytes b, uint32_t maximum);
/* Optimal string alignment: neighbours may be swapped too, each substring edited once; no metric
 * (the triangle may fail). H. Hyyrö, 2003. */
uint32_t ras_optimal_alignment(struct ras_bytes a, struct ras_bytes b, uint32_t maximum);
/* Damerau-Levenshtein without that restriction. F. Damerau, CACM 7, 1964; R. Lowrance and
 * R. Wagner, JACM 22, 1975; C. Zhao and S. Sahni, 2019. */
uint32_t ras_damerau_levenshtein(struct ras_bytes a, struct ras_bytes b, uint32_t maximum);
/* Insertions and deletions only: |a| + |b| - 2 × longest common subsequence. H. Hyyrö,
 * "Bit-parallel LCS-length computation revisited", 2004. */
uint32_t ras_indel(struct ras_bytes a, struct ras_bytes b, uint32_t maximum);
/* Places that differ; what the longer has more counts as differing. R. Hamming, 1950. */
uint32_t ras_hamming(struct ras_bytes a, struct ras_bytes b);

/* 1 - distance / length of the longer. */
uint32_t ras_levenshtein_similarity(struct ras_bytes a, struct ras_bytes b);
uint32_t ras_optimal_alignment_similarity(struct ras_bytes a, struct ras_bytes b);
uint32_t ras_damerau_similarity(struct ras_bytes a, struct ras_bytes b);
/* 1 - distance / (|a| + |b|): the "ratio" of RapidFuzz. */
uint32_t ras_indel_similarity(struct ras_bytes a, struct ras_bytes b);

/* ---- common letters (jaro_winkler.c, text_subsequence.c) ---------------------------------------
 */

/* M. Jaro, JASA 84, 1989; transpositions are half the letters out of order, rounded down. */
uint32_t ras_jaro(struct ras_bytes a, struct ras_bytes b);
/* W. Winkler, 1990: above a Jaro of 0.7, 0.1 of what lacks for each of up to 4 letters in front. */
uint32_t ras_jaro_winkler(struct ras_bytes a, struct ras_bytes b);
/* 2 × longest common substring / (|a| + |b|). */
uint32_t ras_common_substring(struct ras_bytes a, struct ras_bytes b);

/* ---- words (text_sets.c, text_tokens.c) --------------------------------------------------------
 * A word is a run of anything but ASCII blanks; at most RAS_WORDS_MAX words of a text are read
 * (text_words.h). */

/* Sets of words: shared / all (P. Jaccard, 1912); 2 × shared / (|A| + |B|) (L. Dice, 1945). */
uint32_t ras_token_jaccard(struct ras_bytes a, struct ras_bytes b);
uint32_t ras_token_dice(struct ras_bytes a, struct ras_bytes b);
/* Indel similarity of the words sorted by their bytes, and of the best of: shared words with those
 * of the one side, with those of the other, one side with the other (fuzzywuzzy, RapidFuzz): one if
 * all words of a side are shared. Two texts without words: one. */
uint32_t ras_token_sort_ratio(struct ras_bytes a, struct ras_bytes b);
uint32_t ras_token_set_ratio(struct ras_bytes a, struct ras_bytes b);
/* Mean over the words of a side of their best Jaro-Winkler on the other (A. Monge and C. Elkan,
 * KDD 1996), and the mean of both sides, so that it is symmetric. */
uint32_t ras_best_tokens(struct ras_bytes a, struct ras_bytes b);

/* Sets of runs of q code points, 1 <= q <= 8, no padding; a shorter text is one run. */
uint32_t ras_gram_jaccard(struct ras_bytes a, struct ras_bytes b, unsigned q);
uint32_t ras_gram_dice(struct ras_bytes a, struct ras_bytes b, unsigned q);

/* ---- kinds of likeness that no measure catches: enum ras_text_likeness (text_likeness.c) --------
 * Several may hold at once. Either text empty: none but exact. */
enum ras_text_likeness {
    RAS_LIKENESS_EXACT,     /* the same bytes */
    RAS_LIKENESS_INITIAL,   /* one is a single letter, the first of the other */
    RAS_LIKENESS_PREFIX,    /* one begins the other, with at least 3 letters: rob, robert */
    RAS_LIKENESS_TOKENS,    /* the same set of words */
    RAS_LIKENESS_CONTAINED, /* every word of one is a word of the other */
    RAS_LIKENESS_SHARED,    /* some word of at least 2 letters is a word of both */
    RAS_LIKENESS_COUNT
};
unsigned ras_text_likeness(struct ras_bytes a, struct ras_bytes b); /* bits 1 << kind */

/* ---- numbers and places (text_number.c) -------------------------------------------------------
 */

/* [-+]digits[.digits] and nothing else, at most 18 digits; rounded to the nearest
 * double up to 15 digits, within one unit in the last place beyond. */
bool ras_text_number_read(struct ras_bytes text, double *value);
bool ras_number_difference(struct ras_bytes a, struct ras_bytes b, double *difference);
/* |a - b| / max(|a|, |b|), 0 .. 2; 0 for two zeros. */
bool ras_number_relative(struct ras_bytes a, struct ras_bytes b, double *difference);
/* Kilometres on a sphere of 6371.0088 km (the haversine formula: R. Sinnott, Sky and Telescope 68,
 * 1984) between two places written as latitude and longitude in decimal degrees, a comma, semicolon
 * or blanks between. */
bool ras_great_circle(struct ras_bytes a, struct ras_bytes b, double *kilometres);

/* ---- dates (text_date.c) -----------------------------------------------------------------------
 */

/* Year, month and day as written, 0 = not said: 1985-03-07, 19850307, 1985-03, 1985. The day need
 * not be in the calendar: typing errors are compared as they stand. */
struct ras_text_date {
    unsigned year;
    unsigned month;
    unsigned day;
};
bool ras_text_date_read(struct ras_bytes text, struct ras_text_date *date);

/* Several may hold at once; the bits of ras_text_date_classes are 1 << class. Dates of other than
 * full precision reach exact, year and year_month alone. */
enum ras_date_class {
    RAS_DATES_EXACT,
    RAS_DATES_SWAPPED,     /* day and month in each other's place, another date */
    RAS_DATES_ONE_EDIT,    /* of the 8 digits one differs, or two neighbours are swapped */
    RAS_DATES_TWO_EDITS,   /* at most two such edits (optimal string alignment) */
    RAS_DATES_ONE_ELEMENT, /* at most one of year, month and day differs */
    RAS_DATES_DECADE,      /* day and month agree, the years are 1, 9, 10 or 11 apart */
    RAS_DATES_SLIP,        /* year 0, 1, 9, 10, 11; month 0, 1; day 0, 1, 9, 10 or 11 apart */
    RAS_DATES_MONTH_DAY,   /* the same day of the year, any year */
    RAS_DATES_YEAR_MONTH,
    RAS_DATES_YEAR,
    RAS_DATES_CLASS_COUNT
};
/* false where a date cannot be read. */
bool ras_text_date_classes(struct ras_bytes a, struct ras_bytes b, unsigned *classes);
/* Days between two full dates of the calendar. */
bool ras_text_date_days(struct ras_bytes a, struct ras_bytes b, uint32_t *days);

#endif
