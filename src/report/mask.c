/* Masking of numbers. */
#include "report/mask.h"

#include <stddef.h>
#include <stdint.h>

#define SHOWN_FIRST 3
#define SHOWN_LAST  2

#define MASKED_FIELDS                                                                              \
    (RAS_FIELD_BIT(RAS_FIELD_PERSONAL_ID) | RAS_FIELD_BIT(RAS_FIELD_OLD_ID) |                      \
     RAS_FIELD_BIT(RAS_FIELD_DOCUMENT_ID) | RAS_FIELD_BIT(RAS_FIELD_MOTHER_ID) |                   \
     RAS_FIELD_BIT(RAS_FIELD_FATHER_ID) | RAS_FIELD_BIT(RAS_FIELD_ACCOUNT) |                       \
     RAS_FIELD_BIT(RAS_FIELD_INSURANCE_ID) | RAS_FIELD_BIT(RAS_FIELD_PHONE))

static bool continues_letter(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool ras_mask_field(enum ras_field field)
{
    return field != RAS_FIELD_NONE && (MASKED_FIELDS >> field & 1) != 0;
}

void ras_mask_number(struct ras_text *out, struct ras_bytes number)
{
    size_t letters = 0;
    for (size_t i = 0; i < number.length; i++)
        letters += !continues_letter(number.data[i]);
    if (letters == number.length && letters >= 8 && ras_text_reserve(out, letters)) {
        char *const at = out->data + out->length; /* one byte a letter, as nearly always */
        memset(at, '*', letters);
        memcpy(at, number.data, SHOWN_FIRST);
        memcpy(at + letters - SHOWN_LAST, number.data + letters - SHOWN_LAST, SHOWN_LAST);
        out->length += letters;
        return;
    }
    const size_t first = letters >= 8 ? SHOWN_FIRST : 0;
    const size_t last = letters >= 4 ? SHOWN_LAST : 0;
    size_t letter = 0;
    for (size_t i = 0; i < number.length; i++) {
        if (!continues_letter(number.data[i]))
            letter++; /* 1-based from here on */
        const bool shown = letter <= first || letter > letters - last;
        if (shown)
            ras_text_char(out, number.data[i]);
        else if (!continues_letter(number.data[i]))
            ras_text_char(out, '*');
    }
}

/* A run of nine digits covers one of every nine places: only there need be looked. */
bool ras_mask_runs_any(struct ras_bytes sentence)
{
    for (size_t at = RAS_MASK_RUN_MIN - 1; at < sentence.length; at += RAS_MASK_RUN_MIN) {
        size_t first = at, end = at;
        while (end < sentence.length && is_digit(sentence.data[end]))
            end++;
        if (end == at)
            continue;
        while (first > 0 && is_digit(sentence.data[first - 1]))
            first--;
        if (end - first >= RAS_MASK_RUN_MIN)
            return true;
    }
    return false;
}

void ras_mask_runs(struct ras_text *out, struct ras_bytes sentence)
{
    size_t at = 0;
    while (at < sentence.length) {
        size_t end = at;
        while (end < sentence.length && is_digit(sentence.data[end]) == is_digit(sentence.data[at]))
            end++;
        const struct ras_bytes run = {sentence.data + at, end - at};
        if (is_digit(sentence.data[at]) && run.length >= RAS_MASK_RUN_MIN)
            ras_mask_number(out, run);
        else
            ras_text_bytes(out, run);
        at = end;
    }
}
