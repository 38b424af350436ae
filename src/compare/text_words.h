/* The words of a text: runs of anything but ASCII blanks. Threads: pure. */
#ifndef RASOAT_COMPARE_TEXT_WORDS_H
#define RASOAT_COMPARE_TEXT_WORDS_H

#include "rasoat/bytes.h"

#include <stdint.h>

#define RAS_WORDS_MAX 256 /* later words of a text are not read */

struct ras_words {
    uint32_t count;
    struct ras_bytes word[RAS_WORDS_MAX]; /* borrowed from the text */
};

void ras_words_read(struct ras_words *words, struct ras_bytes text);
/* By their bytes, ascending; repeated words stay. */
void ras_words_sort(struct ras_words *words);
/* Of sorted words, each once. */
void ras_words_unique(struct ras_words *words);

#endif
