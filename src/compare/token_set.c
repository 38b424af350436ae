/* Jaccard similarity of the sets of words of two texts, in millionths: words shared by words in
 * all. Words are runs of anything but ASCII blanks, compared byte for byte; two texts without a
 * word are alike. At most RAS_WORDS_MAX words of each text are read. */
#include "compare/compare.h"

#include "base/hash.h"

#include <stdbool.h>

#define RAS_WORDS_MAX 256
#define MILLIONTHS    1000000u

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Hashes of the distinct words, ascending (insertion: texts have few words). */
static uint32_t words_read(struct ras_bytes text, uint64_t *words)
{
    uint32_t count = 0;
    size_t i = 0;
    while (count < RAS_WORDS_MAX) {
        while (i < text.length && is_blank(text.data[i]))
            i++;
        const size_t start = i;
        while (i < text.length && !is_blank(text.data[i]))
            i++;
        if (i == start)
            break;
        const uint64_t word = ras_hash(text.data + start, i - start);
        uint32_t place = count;
        while (place > 0 && words[place - 1] > word)
            place--;
        if (place > 0 && words[place - 1] == word)
            continue;
        for (uint32_t j = count; j > place; j--)
            words[j] = words[j - 1];
        words[place] = word;
        count++;
    }
    return count;
}

uint32_t ras_token_set(struct ras_bytes a, struct ras_bytes b)
{
    uint64_t a_words[RAS_WORDS_MAX];
    uint64_t b_words[RAS_WORDS_MAX];
    const uint32_t a_count = words_read(a, a_words);
    const uint32_t b_count = words_read(b, b_words);
    if (a_count == 0 && b_count == 0)
        return MILLIONTHS;
    uint32_t shared = 0;
    for (uint32_t i = 0, j = 0; i < a_count && j < b_count;) {
        shared += a_words[i] == b_words[j];
        const bool a_first = a_words[i] <= b_words[j];
        j += b_words[j] <= a_words[i];
        i += a_first;
    }
    const uint32_t all = a_count + b_count - shared;
    return (shared * MILLIONTHS + all / 2) / all;
}
