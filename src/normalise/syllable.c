/* A token and its weaker forms, see record/name.h. */
#include "base/hash.h"
#include "normalise/normaliser.h"
#include "normalise/syllable_rules.h"
#include "normalise/vietnamese_letter.h"

#include <string.h>

static uint64_t hash_bytes(const char *text, size_t length)
{
    return ras_hash(text, length);
}

/* The five names whose i and y are two spellings of one word: Quý, Sỹ, Mỹ, Lý, Kỳ. */
static bool spelt_with_i_or_y(const struct ras_token *token)
{
    const uint8_t *const l = token->letter;
    const unsigned last = token->count - 1;
    if (token->tone_count != 1)
        return false;
    if (token->count == 3)
        return l[0] == RAS_LETTER('q') && l[1] == RAS_LETTER('u') && token->tone == RAS_TONE_RISE &&
               (l[2] == RAS_LETTER('i') || l[2] == RAS_LETTER('y'));
    if (token->count != 2 || (l[last] != RAS_LETTER('i') && l[last] != RAS_LETTER('y')))
        return false;
    switch (l[0]) {
    case RAS_LETTER('s'):
    case RAS_LETTER('m'): return token->tone == RAS_TONE_TILDE;
    case RAS_LETTER('l'): return token->tone == RAS_TONE_RISE;
    case RAS_LETTER('k'): return token->tone == RAS_TONE_FALL;
    default: return false;
    }
}

/* The folded text with its onset replaced by the first of its class: n = l, s = x, tr = ch,
 * gi = r = d. out holds length + 2 bytes. Returns the new length. */
static unsigned dialect_text(const char *fold, unsigned length, char *out)
{
    unsigned skip = 1, onset = 1;
    const char second = length > 1 ? fold[1] : '\0';
    out[0] = fold[0];
    switch (fold[0]) {
    case 'n': out[0] = second == 'g' || second == 'h' ? 'n' : 'l'; break;
    case 's': out[0] = 'x'; break;
    case 'r': out[0] = 'd'; break;
    case 't':
        if (second == 'r') {
            out[0] = 'c';
            out[1] = 'h';
            onset = skip = 2;
        }
        break;
    case 'g':
        if (second != 'i')
            break;
        out[0] = 'd';
        /* giêng is d + iêng: its one i is glide and rime; gia is d + a */
        if (length > 2 && strchr("aou", fold[2]) != NULL)
            skip = 2;
        else if (length == 3 && fold[2] == 'e')
            skip = 2;
        break;
    default: break;
    }
    memcpy(out + onset, fold + skip, length - skip);
    return onset + length - skip;
}

/* What the letters of a token come to; room for the longest token and one store beyond. */
struct forms {
    char marked[3 * RAS_TOKEN_LETTERS_MAX + 4];
    char fold[RAS_TOKEN_LETTERS_MAX];
    unsigned marked_length;
};

static void set_fold(struct ras_syllable *syllable, const char *fold, size_t length)
{
    const size_t kept = length < RAS_SYLLABLE_FOLD_MAX ? length : RAS_SYLLABLE_FOLD_MAX;
    memset(syllable->fold, 0, sizeof syllable->fold);
    memcpy(syllable->fold, fold, kept);
    syllable->fold_length = (uint8_t)kept;
    uint32_t letters = 0;
    for (size_t i = 0; i < length; i++) {
        const unsigned letter = (unsigned)(fold[i] - 'a');
        if (letter < 26)
            letters |= UINT32_C(1) << letter;
    }
    syllable->letters = letters;
}

/* A token with letters beyond the tables, or too long for a syllable: no tone, ASCII as far as it
 * goes. */
static void make_other(struct ras_bytes token, struct ras_syllable *syllable)
{
    char fold[RAS_NAME_BYTES_MAX + 1];
    char joined[RAS_NAME_BYTES_MAX + 1];
    size_t kept = 0;
    for (size_t at = 0; at < token.length;
         at++) { /* part by part: '?' is a lost letter, and stays */
        const char *const start = token.data + at;
        const char *const lost = memchr(start, '?', token.length - at);
        const size_t part = lost == NULL ? token.length - at : (size_t)(lost - start);
        const size_t length = ras_text_fold((struct ras_bytes){start, part}, fold, sizeof fold);
        for (size_t i = 0; i < length && kept < sizeof joined - 1; i++)
            if (fold[i] != ' ')
                joined[kept++] = fold[i];
        if (lost != NULL && kept < sizeof joined - 1)
            joined[kept++] = '?';
        at += part;
    }
    syllable->spelled = hash_bytes(token.data, token.length);
    syllable->toned = syllable->spelled;
    syllable->marked = syllable->spelled;
    syllable->folded = kept == 0 ? syllable->spelled : hash_bytes(joined, kept);
    syllable->dialect = syllable->folded;
    set_fold(syllable, joined, kept);
}

static uint64_t toned_hash(const struct ras_token *token, uint64_t spelled)
{
    if (token->tone_count != 1)
        return spelled;
    const unsigned place = ras_tone_place(token, false);
    if (place == RAS_TOKEN_LETTERS_MAX || place == token->tone_at)
        return spelled;
    struct ras_token moved = *token;
    char text[3 * RAS_TOKEN_LETTERS_MAX + 4];
    moved.tone_at = place;
    return hash_bytes(text, ras_token_write(&moved, text));
}

void ras_syllable_make(struct ras_bytes text, struct ras_syllable *syllable)
{
    struct ras_token token;
    if (!ras_token_read(text, &token)) {
        make_other(text, syllable);
        return;
    }
    struct forms forms;
    forms.marked_length = 0;
    for (unsigned i = 0; i < token.count; i++) {
        const unsigned letter = token.letter[i];
        forms.fold[i] = ras_letter_fold[letter];
        forms.marked_length += ras_letter_put(forms.marked + forms.marked_length,
                                              ras_letter_utf8[letter][RAS_TONE_LEVEL]);
    }
    syllable->spelled = hash_bytes(text.data, text.length);
    syllable->toned = toned_hash(&token, syllable->spelled);
    syllable->marked =
        token.tone_count == 0 ? syllable->spelled : hash_bytes(forms.marked, forms.marked_length);
    syllable->folded =
        forms.marked_length == token.count ? syllable->marked : hash_bytes(forms.fold, token.count);
    char dialect[RAS_TOKEN_LETTERS_MAX + 2];
    const unsigned length = dialect_text(forms.fold, token.count, dialect);
    if (spelt_with_i_or_y(&token))
        dialect[length - 1] = 'y';
    const bool same = length == token.count && memcmp(dialect, forms.fold, length) == 0;
    syllable->dialect = same ? syllable->folded : hash_bytes(dialect, length);
    set_fold(syllable, forms.fold, token.count);
}

uint32_t ras_name_syllables(struct ras_bytes canonical, struct ras_syllable *syllables)
{
    uint32_t count = 0;
    for (size_t at = 0; at < canonical.length && count < RAS_NAME_SYLLABLES_MAX;) {
        const char *const token = canonical.data + at;
        const char *const blank = memchr(token, ' ', canonical.length - at);
        const size_t length = blank == NULL ? canonical.length - at : (size_t)(blank - token);
        if (length > 0)
            ras_syllable_make((struct ras_bytes){token, length}, &syllables[count++]);
        at += length + 1;
    }
    return count;
}
