/* Writing a transformed text into a buffer that may be too small for it. */
#ifndef RASOAT_NORMALISE_TRANSFORM_WRITER_H
#define RASOAT_NORMALISE_TRANSFORM_WRITER_H

#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct ras_transform_writer {
    char *out;
    size_t length;
    size_t capacity;
};

/* All of the bytes or nothing; false if they do not fit. */
static inline bool ras_writer_put(struct ras_transform_writer *writer, const char *data,
                                  size_t length)
{
    if (writer->capacity - writer->length < length)
        return false;
    memcpy(writer->out + writer->length, data, length);
    writer->length += length;
    return true;
}

static inline bool ras_writer_char(struct ras_transform_writer *writer, char c)
{
    return ras_writer_put(writer, &c, 1);
}

/* The longest beginning of text of at most `capacity` bytes that cuts no UTF-8 sequence. */
static inline size_t ras_text_cut(struct ras_bytes text, size_t capacity)
{
    if (text.length <= capacity)
        return text.length;
    size_t end = capacity;
    while (end > 0 && capacity - end < 3 && ((unsigned char)text.data[end] & 0xC0u) == 0x80u)
        end--;
    return ((unsigned char)text.data[end] & 0xC0u) == 0x80u ? capacity : end;
}

static inline size_t ras_text_copy(struct ras_bytes text, char *out, size_t capacity)
{
    const size_t length = ras_text_cut(text, capacity);
    if (length > 0)
        memcpy(out, text.data, length);
    return length;
}

/* Bytes of the sequence that begins text (length >= 1): lead byte with its continuation bytes, so
 * that broken text is cut somewhere sensible too. */
static inline size_t ras_text_step(struct ras_bytes text)
{
    const unsigned char lead = (unsigned char)text.data[0];
    const size_t wanted = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    size_t step = 1;
    while (step < wanted && step < text.length && ((unsigned char)text.data[step] & 0xC0u) == 0x80u)
        step++;
    return step;
}

static inline struct ras_bytes ras_text_after(struct ras_bytes text, size_t bytes)
{
    return (struct ras_bytes){text.data + bytes, text.length - bytes};
}

/* Takes the next word (a run of anything but ASCII blanks) off the text; false at the end. */
static inline bool ras_text_next_word(struct ras_bytes *text, struct ras_bytes *word)
{
    size_t from = 0;
    while (from < text->length &&
           (text->data[from] == ' ' || (text->data[from] >= '\t' && text->data[from] <= '\r')))
        from++;
    size_t end = from;
    while (end < text->length && text->data[end] != ' ' &&
           !(text->data[end] >= '\t' && text->data[end] <= '\r'))
        end++;
    *word = (struct ras_bytes){text->data + from, end - from};
    *text = ras_text_after(*text, end);
    return word->length > 0;
}

#endif
