/* Comparators that a configuration names: what their levels mean, and which level two values reach.
 *
 * A comparison is a comparator and its levels, best to worst. A level is a number (similarity at
 * least so much, or distance at most so much, as the comparator says) or a word (`exact`
 * everywhere, the others as the comparator says: initial, swapped ...). A pair reaches the first
 * level that holds.
 *
 * Threads: comparing is pure and allocates nothing. To add a comparator: text_comparators.def. */
#ifndef RASOAT_COMPARE_TEXT_COMPARATOR_H
#define RASOAT_COMPARE_TEXT_COMPARATOR_H

#include "rasoat/bytes.h"

#include <stdbool.h>

#define RAS_TEXT_LEVELS_MAX    14
#define RAS_TEXT_LEVEL_MISSING 255 /* a value is empty, or the comparator cannot read it */

enum ras_text_scale {
    RAS_SCALE_WORDS,      /* levels are words only */
    RAS_SCALE_SIMILARITY, /* a number t, 0 < t <= 1, holds where the similarity is >= t */
    RAS_SCALE_DISTANCE    /* a number t >= 0 holds where the distance is <= t */
};

struct ras_text_comparator {
    const char *name;
    const char *unit; /* what a number counts: "edits", "days" ... */
    const char *summary;
    enum ras_text_scale scale;
    /* Similarity 0 .. 1 or distance; NAN where a value cannot be read; NULL on the scale of words.
     * limit: the loosest number asked for; beyond it any number beyond it will do. */
    double (*measure)(struct ras_bytes a, struct ras_bytes b, double limit);
    /* Which words hold, bits by their place, at least of those asked for; false where a value
     * cannot be read. */
    bool (*classify)(struct ras_bytes a, struct ras_bytes b, unsigned asked, unsigned *words);
    const char *const *words;
    unsigned word_count;
};

unsigned ras_text_comparator_count(void);
const struct ras_text_comparator *ras_text_comparator_at(unsigned index);
const char *ras_text_comparator_name(unsigned index);
/* NULL if there is none of that name. */
const struct ras_text_comparator *ras_text_comparator_find(struct ras_bytes name);

struct ras_text_level {
    bool is_word;
    unsigned word; /* its place among the comparator's words */
    double threshold;
};

struct ras_text_comparison {
    const struct ras_text_comparator *comparator;
    double limit;   /* the loosest threshold */
    unsigned words; /* bits of the words asked for */
    unsigned level_count;
    struct ras_text_level level[RAS_TEXT_LEVELS_MAX];
};

void ras_text_comparison_init(struct ras_text_comparison *comparison,
                              const struct ras_text_comparator *comparator);
/* Add the next worse level as written. Returns NULL, or what is wrong with it: an unknown word, a
 * number out of range or not worse than the one before, a level that stands twice, too many. */
const char *ras_text_comparison_add(struct ras_text_comparison *comparison,
                                    struct ras_bytes written);
/* 0 = the best level; level_count = none is reached; or RAS_TEXT_LEVEL_MISSING. */
unsigned ras_text_compare(const struct ras_text_comparison *comparison, struct ras_bytes a,
                          struct ras_bytes b);

#endif
