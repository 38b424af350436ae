/* The words of a run that lines are made of, each with the comma behind it, in slots that are
 * copied with two vector stores: no line looks for the end of a name.
 *
 * Threads: read by all once made. */
#ifndef RASOAT_REPORT_LINE_WORDS_H
#define RASOAT_REPORT_LINE_WORDS_H

#include "record/issue.h"

#include <stdint.h>
#include <string.h>

#define RAS_LINE_WORD_BYTES 32u
#define RAS_LINE_PASSES_MAX 16u

struct ras_line_word {
    char text[RAS_LINE_WORD_BYTES - 1];
    uint8_t length;
};

struct ras_line_words {
    struct ras_line_word issues[RAS_RULES_MAX];       /* "DG03,dung,8,2," */
    struct ras_line_word codes[RAS_RULES_MAX];        /* "DG03|" */
    struct ras_line_word passes[RAS_LINE_PASSES_MAX]; /* "name_date|" */
    struct ras_line_word offices[RAS_OFFICE_COUNT];   /* "cong_an," */
    struct ras_line_word fields[RAS_FIELD_COUNT + 1]; /* "full_name,", "," for none */
    struct ras_line_word outcomes[RAS_OUTCOME_COUNT]; /* "sai," */
    unsigned rule_count, pass_count;
};

/* Names are at most 30 bytes and need no quotes; they may go once the words are made. */
void ras_line_words_make(struct ras_line_words *words, const struct ras_rule_info *const *rules,
                         unsigned rule_count, const char *const *pass_names, unsigned pass_count);

/* Writes RAS_LINE_WORD_BYTES, of which those behind the word are to be written over. */
static inline char *ras_put_line_word(char *at, const struct ras_line_word *word)
{
    memcpy(at, word, RAS_LINE_WORD_BYTES);
    return at + word->length;
}

#endif
