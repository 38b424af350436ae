/* The build of a Vietnamese syllable: onset, nucleus, where its tone belongs, and whether there is
 * such a syllable at all.
 *
 * Source of the tone rule: decision 1989/QD-BGDDT of 2018 ("new style": hoà, thuý, khoẻ) and the
 * traditional rule ("old style": hòa, thúy, khỏe), which differ in open syllables with oa, oe, uy
 * only. */
#ifndef RASOAT_NORMALISE_SYLLABLE_RULES_H
#define RASOAT_NORMALISE_SYLLABLE_RULES_H

#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_TOKEN_LETTERS_MAX 32

/* A token as letters. tone_count counts letters that carry one; tone_at and tone are the last's. */
struct ras_token {
    unsigned count;
    unsigned tone_count;
    unsigned tone_at;
    unsigned tone;
    uint8_t letter[RAS_TOKEN_LETTERS_MAX];
};

/* Read a canonical token (lower case, NFC); false if it is empty, too long or has a letter that the
 * tables do not know. At least RAS_TEXT_PADDING bytes need not follow. */
bool ras_token_read(struct ras_bytes text, struct ras_token *token);
/* Write it with its tone at `tone_at`; out holds 3 × count + 4 bytes. Returns the length. */
unsigned ras_token_write(const struct ras_token *token, char *out);

/* Position of the letter that should carry the tone, new style or old; RAS_TOKEN_LETTERS_MAX where
 * the token is no syllable or the place decides the word (giạ, gịa). */
unsigned ras_tone_place(const struct ras_token *token, bool old_style);
/* Is the tone of a canonical token where neither style puts it (qúy, hoàng written hòang)? */
bool ras_tone_misplaced(struct ras_bytes text);
/* Is there such an onset and rime in the language, with this tone? */
bool ras_syllable_plausible(const struct ras_token *token);

#endif
