/* Cutting a text into words. */
#include "compare/text_words.h"

#include "base/bytes.h"

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void ras_words_read(struct ras_words *words, struct ras_bytes text)
{
    words->count = 0;
    for (size_t i = 0; words->count < RAS_WORDS_MAX;) {
        while (i < text.length && is_blank(text.data[i]))
            i++;
        const size_t start = i;
        while (i < text.length && !is_blank(text.data[i]))
            i++;
        if (i == start)
            return;
        words->word[words->count++] = (struct ras_bytes){text.data + start, i - start};
    }
}

void ras_words_sort(struct ras_words *words)
{
    /* Insertion: texts have few words. */
    for (uint32_t i = 1; i < words->count; i++) {
        const struct ras_bytes word = words->word[i];
        uint32_t place = i;
        for (; place > 0 && ras_bytes_compare(words->word[place - 1], word) > 0; place--)
            words->word[place] = words->word[place - 1];
        words->word[place] = word;
    }
}

void ras_words_unique(struct ras_words *words)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < words->count; i++)
        if (kept == 0 || !ras_bytes_equal(words->word[kept - 1], words->word[i]))
            words->word[kept++] = words->word[i];
    words->count = kept;
}
