/* Stars for letters. */
#include "engine/person_mask.h"

#include <stdbool.h>
#include <stddef.h>

static bool continues_letter(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* U+0300 .. U+036F belong to the letter before them and would tell which it was. */
static bool is_combining(struct ras_bytes rest)
{
    const unsigned char first = (unsigned char)rest.data[0];
    return rest.length > 1 &&
           (first == 0xCC || (first == 0xCD && (unsigned char)rest.data[1] <= 0xAF));
}

static bool is_separator(char byte)
{
    return byte == ' ' || byte == ',' || byte == '.' || byte == '-' || byte == '/' ||
           byte == '\t' || byte == '\n' || byte == '\r' || byte == '(' || byte == ')' ||
           byte == ';';
}

void ras_mask_words(struct ras_text *out, struct ras_bytes text)
{
    bool first_of_word = true;
    bool shown = false; /* the letter in hand */
    for (size_t i = 0; i < text.length; i++) {
        const char byte = text.data[i];
        if (is_separator(byte)) {
            ras_text_char(out, byte);
            first_of_word = true;
            shown = false;
            continue;
        }
        if (continues_letter(byte)) {
            if (shown)
                ras_text_char(out, byte);
            continue;
        }
        if (is_combining((struct ras_bytes){text.data + i, text.length - i})) {
            if (shown)
                ras_text_char(out, byte);
            continue;
        }
        const bool digit = byte >= '0' && byte <= '9';
        shown = first_of_word && !digit;
        ras_text_char(out, shown ? byte : '*');
        first_of_word = false;
    }
}
