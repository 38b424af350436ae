/* Transforms of words (runs of anything but ASCII blanks) and of the order of letters. */
#include "normalise/transform.h"

#include "base/bytes.h"
#include "normalise/transform_writer.h"
#include "normalise/unicode_fold.h"

#define WORDS_MAX 256 /* later words are left out */

size_t ras_transform_first_token(const struct ras_transform *transform, struct ras_bytes in,
                                 char *out, size_t capacity)
{
    struct ras_bytes word;
    (void)transform;
    return ras_text_next_word(&in, &word) ? ras_text_copy(word, out, capacity) : 0;
}

size_t ras_transform_last_token(const struct ras_transform *transform, struct ras_bytes in,
                                char *out, size_t capacity)
{
    struct ras_bytes word, last = {in.data, 0};
    (void)transform;
    while (ras_text_next_word(&in, &word))
        last = word;
    return ras_text_copy(last, out, capacity);
}

static size_t words_sorted(struct ras_bytes in, bool once, char *out, size_t capacity)
{
    struct ras_bytes words[WORDS_MAX], word;
    size_t count = 0;
    while (count < WORDS_MAX && ras_text_next_word(&in, &word)) {
        size_t place = count;
        while (place > 0 && ras_bytes_compare(words[place - 1], word) > 0)
            place--;
        if (once && place > 0 && ras_bytes_equal(words[place - 1], word))
            continue;
        memmove(words + place + 1, words + place, (count - place) * sizeof words[0]);
        words[place] = word;
        count++;
    }
    struct ras_transform_writer writer = {out, 0, capacity};
    for (size_t i = 0; i < count; i++) {
        if (capacity - writer.length < words[i].length + (i > 0))
            break; /* a word is whole or left out */
        if (i > 0)
            (void)ras_writer_char(&writer, ' ');
        (void)ras_writer_put(&writer, words[i].data, words[i].length);
    }
    return writer.length;
}

size_t ras_transform_tokens_sorted(const struct ras_transform *transform, struct ras_bytes in,
                                   char *out, size_t capacity)
{
    (void)transform;
    return words_sorted(in, false, out, capacity);
}

size_t ras_transform_token_set(const struct ras_transform *transform, struct ras_bytes in,
                               char *out, size_t capacity)
{
    (void)transform;
    return words_sorted(in, true, out, capacity);
}

size_t ras_transform_initials(const struct ras_transform *transform, struct ras_bytes in, char *out,
                              size_t capacity)
{
    struct ras_transform_writer writer = {out, 0, capacity};
    struct ras_bytes word;
    (void)transform;
    while (ras_text_next_word(&in, &word) &&
           ras_writer_put(&writer, word.data, ras_text_step(word)))
        continue;
    return writer.length;
}

size_t ras_transform_letters_sorted(const struct ras_transform *transform, struct ras_bytes in,
                                    char *out, size_t capacity)
{
    /* Code points of a text that fits. Counted by insertion: values are short. */
    uint32_t letters[RAS_TRANSFORM_BYTES_MAX];
    size_t count = 0;
    unsigned size;
    (void)transform;
    for (; in.length > 0 && count < RAS_TRANSFORM_BYTES_MAX; in = ras_text_after(in, size)) {
        const uint32_t point = ras_utf8_decode(in.data, in.length, &size);
        if (point == RAS_CODE_POINT_NONE || point <= ' ')
            continue;
        size_t place = count++;
        for (; place > 0 && letters[place - 1] > point; place--)
            letters[place] = letters[place - 1];
        letters[place] = point;
    }
    struct ras_transform_writer writer = {out, 0, capacity};
    for (size_t i = 0; i < count; i++) {
        char encoded[4];
        const unsigned length = ras_utf8_encode(letters[i], encoded);
        if (!ras_writer_put(&writer, encoded, length))
            break;
    }
    return writer.length;
}
