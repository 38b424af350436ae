/* What the input methods Telex and VNI leave behind when they are off: Nguyeexn, Nguye6n4.
 *
 * The typed keys are replayed on a token: a key either adds a letter, puts a mark on a letter that
 * stands, or sets the tone. Nothing is accepted that is not a Vietnamese syllable in the end. */
#include "normalise/name_repair.h"
#include "normalise/vietnamese_letter.h"

#include <assert.h>
#include <string.h>

/* Last letter of the token that is one of the two, or -1. */
static int find_last(const struct ras_token *token, unsigned letter, unsigned other)
{
    for (unsigned i = token->count; i > 0; i--)
        if (token->letter[i - 1] == letter || token->letter[i - 1] == other)
            return (int)i - 1;
    return -1;
}

static bool has_vowel(const struct ras_token *token)
{
    for (unsigned i = 0; i < token->count; i++)
        if (ras_letter_is_vowel(token->letter[i]))
            return true;
    return false;
}

static bool put_hat(struct ras_token *token, char vowel)
{
    const int at = find_last(token, (unsigned)RAS_LETTER(vowel), (unsigned)RAS_LETTER(vowel));
    if (at < 0)
        return false;
    token->letter[at] = vowel == 'a'   ? RAS_LETTER_A_HAT
                        : vowel == 'e' ? RAS_LETTER_E_HAT
                                       : RAS_LETTER_O_HAT;
    return true;
}

/* The horn: on u and o both where they stand together (ươ). */
static bool put_horn(struct ras_token *token)
{
    const int at = find_last(token, RAS_LETTER('u'), RAS_LETTER('o'));
    if (at < 0)
        return false;
    if (token->letter[at] == RAS_LETTER('u')) {
        token->letter[at] = RAS_LETTER_U_HORN;
        return true;
    }
    token->letter[at] = RAS_LETTER_O_HORN;
    const bool after_q = at == 2 && token->letter[0] == RAS_LETTER('q');
    if (at > 0 && token->letter[at - 1] == RAS_LETTER('u') && !after_q)
        token->letter[at - 1] = RAS_LETTER_U_HORN;
    return true;
}

static bool put_breve(struct ras_token *token)
{
    const int at = find_last(token, RAS_LETTER('a'), RAS_LETTER('a'));
    if (at < 0)
        return false;
    token->letter[at] = RAS_LETTER_A_BREVE;
    return true;
}

static bool put_stroke(struct ras_token *token)
{
    if (token->count == 0 || token->letter[0] != RAS_LETTER('d'))
        return false;
    token->letter[0] = RAS_LETTER_D_STROKE;
    return true;
}

static bool put_tone(struct ras_token *token, unsigned tone)
{
    if (!has_vowel(token) || token->tone != RAS_TONE_LEVEL)
        return false;
    token->tone = tone;
    return true;
}

static unsigned telex_tone(char key)
{
    switch (key) {
    case 'f': return RAS_TONE_FALL;
    case 'r': return RAS_TONE_HOOK;
    case 'x': return RAS_TONE_TILDE;
    case 's': return RAS_TONE_RISE;
    case 'j': return RAS_TONE_HEAVY;
    default: return RAS_TONE_LEVEL;
    }
}

static bool press_digit(struct ras_token *token, char key)
{
    static const uint8_t tones[6] = {
        0, RAS_TONE_RISE, RAS_TONE_FALL, RAS_TONE_HOOK, RAS_TONE_TILDE, RAS_TONE_HEAVY};
    switch (key) {
    case '6': return put_hat(token, 'a') || put_hat(token, 'e') || put_hat(token, 'o');
    case '7': return put_horn(token);
    case '8': return put_breve(token);
    case '9': return put_stroke(token);
    case '0': return false;
    default: return put_tone(token, tones[key - '0']);
    }
}

/* A key that puts a mark or a tone; false when it is a letter of its own. */
static bool press_telex(struct ras_token *token, char key, bool *strong)
{
    if (token->count == 0)
        return false;
    const bool doubled = (key == 'a' || key == 'e' || key == 'o') && put_hat(token, key);
    const bool marked = key == 'w' && (put_horn(token) || put_breve(token));
    const bool stroke = key == 'd' && put_stroke(token);
    if (doubled || marked || stroke) {
        *strong = true;
        return true;
    }
    const unsigned tone = telex_tone(key);
    return tone != RAS_TONE_LEVEL && put_tone(token, tone);
}

bool ras_residue_decode(const char *typed, unsigned length, struct ras_token *token, bool *strong)
{
    *token = (struct ras_token){.tone = RAS_TONE_LEVEL};
    *strong = false;
    for (unsigned i = 0; i < length; i++) {
        const char key = typed[i];
        if (key >= '0' && key <= '9') {
            if (!press_digit(token, key))
                return false;
            *strong = true;
            continue;
        }
        if (key < 'a' || key > 'z')
            return false;
        if (press_telex(token, key, strong))
            continue;
        if (token->count == RAS_TOKEN_LETTERS_MAX)
            return false;
        token->letter[token->count++] = (uint8_t)RAS_LETTER(key);
    }
    if (token->count == 0 || token->count == length)
        return false;
    token->tone_count = token->tone != RAS_TONE_LEVEL;
    const unsigned place = ras_tone_place(token, false);
    if (place == RAS_TOKEN_LETTERS_MAX)
        return false;
    token->tone_at = place;
    return ras_syllable_plausible(token);
}
