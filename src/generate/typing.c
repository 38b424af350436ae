/* Letters: tables and conversion. */
#include "generate/typing.h"

static const uint16_t vowels[12][6] = {
    {0x61, 0xE0, 0x1EA3, 0xE3, 0xE1, 0x1EA1},
    {0x103, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB7},
    {0xE2, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD},
    {0x65, 0xE8, 0x1EBB, 0x1EBD, 0xE9, 0x1EB9},
    {0xEA, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7},
    {0x69, 0xEC, 0x1EC9, 0x129, 0xED, 0x1ECB},
    {0x6F, 0xF2, 0x1ECF, 0xF5, 0xF3, 0x1ECD},
    {0xF4, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED1, 0x1ED9},
    {0x1A1, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3},
    {0x75, 0xF9, 0x1EE7, 0x169, 0xFA, 0x1EE5},
    {0x1B0, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1},
    {0x79, 0x1EF3, 0x1EF7, 0x1EF9, 0xFD, 0x1EF5},
};
static const char bare_vowels[] = "aaaeeiooouuy";

uint32_t ras_letter_lower(uint32_t code)
{
    if ((code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE && code != 0xD7))
        return code + 0x20;
    if (code == 0x1A0 || code == 0x1AF)
        return code + 1;
    if ((code >= 0x100 && code <= 0x137) || (code >= 0x14A && code <= 0x177) ||
        (code >= 0x1EA0 && code <= 0x1EF9))
        return code | 1;
    return code;
}

uint32_t ras_letter_upper(uint32_t code)
{
    if ((code >= 'a' && code <= 'z') || (code >= 0xE0 && code <= 0xFE && code != 0xF7))
        return code - 0x20;
    if (code == 0x1A1 || code == 0x1B0)
        return code - 1;
    if ((code >= 0x100 && code <= 0x137) || (code >= 0x14A && code <= 0x177) ||
        (code >= 0x1EA0 && code <= 0x1EF9))
        return code & ~UINT32_C(1);
    return code;
}

struct ras_vowel ras_vowel_of(uint32_t code)
{
    const uint32_t lower = ras_letter_lower(code);
    /* Most letters are plain consonants: answered without a search. */
    if (lower < 0x80 && (lower < 'a' || (UINT32_C(0x1104111) >> (lower - 'a') & 1) == 0))
        return (struct ras_vowel){0, 0, false, false};
    for (unsigned base = 0; base < 12; base++)
        for (unsigned tone = 0; tone < 6; tone++)
            if (vowels[base][tone] == lower)
                return (struct ras_vowel){(uint8_t)base, (uint8_t)tone, lower != code, true};
    return (struct ras_vowel){0, 0, false, false};
}

uint32_t ras_vowel_code(unsigned base, unsigned tone, bool upper)
{
    assert(base < 12 && tone < 6);
    return upper ? ras_letter_upper(vowels[base][tone]) : vowels[base][tone];
}

uint32_t ras_letter_bare(uint32_t code)
{
    if (code < 0x80)
        return code;
    const struct ras_vowel vowel = ras_vowel_of(code);
    if (vowel.found) {
        const uint32_t bare = (unsigned char)bare_vowels[vowel.base];
        return vowel.upper ? bare - 0x20 : bare;
    }
    switch (code) {
    case 0x110:
    case 0xD0: return 'D';
    case 0x111:
    case 0xF0: return 'd';
    case 0x114: return 'E';
    case 0x115: return 'e';
    case 0x14E: return 'O';
    case 0x14F: return 'o';
    case 0x16C: return 'U';
    case 0x16D: return 'u';
    case 0x12C: return 'I';
    case 0x12D: return 'i';
    case 0x10C: return 'C';
    case 0x10D: return 'c';
    case 0xD1: return 'N';
    case 0xF1: return 'n';
    default: return code;
    }
}

void ras_letters_read(struct ras_letters *letters, const char *text, size_t length)
{
    letters->count = 0;
    for (size_t i = 0; i < length && letters->count < RAS_LETTERS_MAX;) {
        const unsigned char c = (unsigned char)text[i];
        uint32_t code = c;
        size_t bytes = 1;
        if (c >= 0xE0) {
            code = (c & 0x0Fu) << 12 | ((unsigned char)text[i + 1] & 0x3Fu) << 6 |
                   ((unsigned char)text[i + 2] & 0x3Fu);
            bytes = 3;
        } else if (c >= 0xC0) {
            code = (c & 0x1Fu) << 6 | ((unsigned char)text[i + 1] & 0x3Fu);
            bytes = 2;
        }
        letters->codes[letters->count++] = code;
        i += bytes;
    }
}

static void code_write(struct ras_made_cell *cell, uint32_t code)
{
    char bytes[3];
    size_t length = 0;
    if (code < 0x80) {
        bytes[length++] = (char)code;
    } else if (code < 0x800) {
        bytes[length++] = (char)(0xC0 | code >> 6);
        bytes[length++] = (char)(0x80 | (code & 0x3F));
    } else {
        bytes[length++] = (char)(0xE0 | code >> 12);
        bytes[length++] = (char)(0x80 | (code >> 6 & 0x3F));
        bytes[length++] = (char)(0x80 | (code & 0x3F));
    }
    /* A letter that does not fit is left out whole. */
    if (cell->length + length <= RAS_CELL_BYTES)
        ras_cell_bytes(cell, bytes, length);
}

/* Base letter, then marks by combining class: horn (216), dot below (220), the others (230). */
static void decomposed_write(struct ras_made_cell *cell, uint32_t code)
{
    static const uint16_t shapes[12] = {0, 0x306, 0x302, 0, 0x302, 0, 0, 0x302, 0x31B, 0, 0x31B, 0};
    static const uint16_t tones[6] = {0, 0x300, 0x309, 0x303, 0x301, 0x323};
    const struct ras_vowel vowel = ras_vowel_of(code);
    if (!vowel.found) {
        const uint32_t bare = ras_letter_bare(code);
        const bool breve = bare != code && strchr("EeOoUuIi", (int)bare) != NULL;
        code_write(cell, breve ? bare : code);
        if (breve)
            code_write(cell, 0x306);
        return;
    }
    const uint32_t shape = shapes[vowel.base], tone = tones[vowel.tone];
    const bool dot_first = tone == 0x323 && shape != 0x31B;
    code_write(cell, ras_letter_bare(code));
    if (dot_first)
        code_write(cell, tone);
    if (shape != 0)
        code_write(cell, shape);
    if (tone != 0 && !dot_first)
        code_write(cell, tone);
}

void ras_letters_write(const struct ras_letters *letters, bool decomposed,
                       struct ras_made_cell *cell)
{
    for (unsigned i = 0; i < letters->count; i++) {
        if (decomposed)
            decomposed_write(cell, letters->codes[i]);
        else
            code_write(cell, letters->codes[i]);
    }
}

void ras_letters_insert(struct ras_letters *letters, unsigned position, uint32_t code)
{
    assert(position <= letters->count);
    if (letters->count == RAS_LETTERS_MAX)
        return;
    memmove(letters->codes + position + 1, letters->codes + position,
            (letters->count - position) * sizeof letters->codes[0]);
    letters->codes[position] = code;
    letters->count++;
}

void ras_letters_remove(struct ras_letters *letters, unsigned position)
{
    assert(position < letters->count);
    letters->count--;
    memmove(letters->codes + position, letters->codes + position + 1,
            (letters->count - position) * sizeof letters->codes[0]);
}
