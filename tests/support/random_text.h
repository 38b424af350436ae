/* Random texts of few letters, so that they have much in common; some letters beyond ASCII. */
#ifndef RASOAT_TESTS_RANDOM_TEXT_H
#define RASOAT_TESTS_RANDOM_TEXT_H

#include "rasoat/bytes.h"

#include <stdint.h>
#include <string.h>

#define RANDOM_TEXT_BYTES 1024

struct random_text {
    char data[RANDOM_TEXT_BYTES];
    size_t length;
};

static inline uint32_t random_text_below(uint64_t *state, uint32_t limit)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % limit);
}

/* Up to points_max code points of the first `letters` (at most 8) letters. */
static inline void random_text_make(struct random_text *text, uint64_t *state, uint32_t points_max,
                                    uint32_t letters)
{
    static const char *const letter[] = {"a", "b", " ", "ễ", "đ", "c", "d", "\xF0\x9F\x98\x80"};
    const uint32_t points = random_text_below(state, points_max + 1);
    text->length = 0;
    for (uint32_t i = 0; i < points; i++) {
        const char *const next = letter[random_text_below(state, letters)];
        memcpy(text->data + text->length, next, strlen(next));
        text->length += strlen(next);
    }
}

static inline struct ras_bytes random_text_view(const struct random_text *text)
{
    return (struct ras_bytes){text->data, text->length};
}

#endif
