/* Vietnamese letters taken apart and put together again, for making typing errors. */
#ifndef RASOAT_GENERATE_TYPING_H
#define RASOAT_GENERATE_TYPING_H

#include "generate/errors.h"

#define RAS_LETTERS_MAX 120

struct ras_letters {
    uint32_t codes[RAS_LETTERS_MAX]; /* Unicode, composed */
    unsigned count;
};

/* A vowel: base 0..11 (a ă â e ê i o ô ơ u ư y), tone 0..5 (none, huyền, hỏi, ngã, sắc, nặng). */
struct ras_vowel {
    uint8_t base;
    uint8_t tone;
    bool upper;
    bool found;
};

struct ras_vowel ras_vowel_of(uint32_t code);
uint32_t ras_vowel_code(unsigned base, unsigned tone, bool upper);
uint32_t ras_letter_upper(uint32_t code);
uint32_t ras_letter_lower(uint32_t code);
uint32_t ras_letter_bare(uint32_t code); /* without marks, ASCII for Vietnamese letters */

/* UTF-8 (well formed) in and out; decomposed: NFD in canonical order of marks. */
void ras_letters_read(struct ras_letters *letters, const char *text, size_t length);
void ras_letters_write(const struct ras_letters *letters, bool decomposed,
                       struct ras_made_cell *cell);
void ras_letters_insert(struct ras_letters *letters, unsigned position, uint32_t code);
void ras_letters_remove(struct ras_letters *letters, unsigned position);

/* Errors in syllables; each returns false, and changes nothing, where it does not apply. */
bool ras_typo_letter(struct ras_letters *letters, struct ras_random *random);
bool ras_typo_tone(struct ras_letters *letters, struct ras_random *random);
bool ras_typo_dialect(struct ras_letters *letters, struct ras_random *random);
bool ras_typo_keystrokes(struct ras_letters *letters, bool vni, struct ras_random *random);
bool ras_typo_vowel_iy(struct ras_letters *letters);
bool ras_typo_tone_placement(struct ras_letters *letters);

#endif
