/* Onset, rime and tone of Vietnamese syllables. */
#include "normalise/syllable_rules.h"

#include "normalise/vietnamese_letter.h"

#include <assert.h>
#include <string.h>

#define RIME_LETTERS_MAX 5

/* The rimes of the language, toneless, in the order of their bytes. After qu and gi a
 * rime stands without its glide: quỳnh = qu + ynh, giêng = gi + êng. */
static const char *const rimes[] = {
    "a",   "ac",   "ach",  "ai",   "am",   "an",   "ang", "anh",  "ao",   "ap",   "at",   "au",
    "ay",  "e",    "ec",   "em",   "en",   "eng",  "eo",  "ep",   "et",   "i",    "ia",   "ich",
    "im",  "in",   "inh",  "ip",   "it",   "iu",   "iêc", "iêm",  "iên",  "iêng", "iêp",  "iêt",
    "iêu", "o",    "oa",   "oac",  "oach", "oai",  "oam", "oan",  "oang", "oanh", "oao",  "oap",
    "oat", "oay",  "oc",   "oe",   "oem",  "oen",  "oeo", "oet",  "oi",   "om",   "on",   "ong",
    "ooc", "oong", "op",   "ot",   "oăc",  "oăm",  "oăn", "oăng", "oăt",  "u",    "ua",   "uc",
    "ui",  "um",   "un",   "ung",  "up",   "ut",   "uy",  "uya",  "uych", "uyn",  "uynh", "uyp",
    "uyt", "uyu",  "uyên", "uyêt", "uân",  "uâng", "uât", "uây",  "uê",   "uêch", "uên",  "uênh",
    "uôc", "uôi",  "uôm",  "uôn",  "uông", "uôt",  "uơ",  "y",    "ych",  "ynh",  "yt",   "yêm",
    "yên", "yêng", "yêt",  "yêu",  "âc",   "âm",   "ân",  "âng",  "âp",   "ât",   "âu",   "ây",
    "ê",   "êch",  "êm",   "ên",   "êng",  "ênh",  "êp",  "êt",   "êu",   "ô",    "ôc",   "ôi",
    "ôm",  "ôn",   "ông",  "ôp",   "ôt",   "ăc",   "ăm",  "ăn",   "ăng",  "ăp",   "ăt",   "ơ",
    "ơi",  "ơm",   "ơn",   "ơp",   "ơt",   "ư",    "ưa",  "ưc",   "ưi",   "ưng",  "ưt",   "ưu",
    "ươc", "ươi",  "ươm",  "ươn",  "ương", "ươp",  "ươt", "ươu"};
#define RIME_COUNT (sizeof rimes / sizeof rimes[0])

bool ras_token_read(struct ras_bytes text, struct ras_token *token)
{
    token->count = 0;
    token->tone_count = 0;
    token->tone_at = 0;
    token->tone = RAS_TONE_LEVEL;
    for (size_t at = 0; at < text.length;) {
        unsigned step = 1;
        const uint32_t index =
            ras_letter_at((const unsigned char *)text.data + at, text.length - at, &step);
        const unsigned info = ras_letter_info[index];
        if ((info & RAS_INFO_LETTER) == 0 || token->count == RAS_TOKEN_LETTERS_MAX)
            return false;
        if (ras_info_tone(info) != RAS_TONE_LEVEL) {
            token->tone_count++;
            token->tone_at = token->count;
            token->tone = ras_info_tone(info);
        }
        token->letter[token->count++] = (uint8_t)ras_info_letter(info);
        at += step;
    }
    return token->count > 0;
}

unsigned ras_token_write(const struct ras_token *token, char *out)
{
    unsigned length = 0;
    for (unsigned i = 0; i < token->count; i++) {
        const unsigned tone = i == token->tone_at ? token->tone : RAS_TONE_LEVEL;
        length += ras_letter_put(out + length, ras_letter_utf8[token->letter[i]][tone]);
    }
    return length;
}

/* First letter of the nucleus: after the consonants and after the glides of qu and gi. */
static unsigned nucleus_start(const struct ras_token *token)
{
    const uint8_t *const l = token->letter;
    unsigned at = 0;
    while (at < token->count && !ras_letter_is_vowel(l[at]))
        at++;
    if (at != 1 || token->count < 3 || !ras_letter_is_vowel(l[2]))
        return at;
    const bool qu = l[0] == RAS_LETTER('q') && l[1] == RAS_LETTER('u');
    const bool gi = l[0] == RAS_LETTER('g') && l[1] == RAS_LETTER('i');
    return qu || gi ? 2 : at;
}

static unsigned vowel_end(const struct ras_token *token, unsigned start)
{
    while (start < token->count && ras_letter_is_vowel(token->letter[start]))
        start++;
    return start;
}

/* oa, oe, uy: the pairs whose open syllables the two styles write differently. */
static bool style_pair(unsigned first, unsigned second)
{
    return (first == RAS_LETTER('o') && (second == RAS_LETTER('a') || second == RAS_LETTER('e'))) ||
           (first == RAS_LETTER('u') && second == RAS_LETTER('y'));
}

unsigned ras_tone_place(const struct ras_token *token, bool old_style)
{
    const uint8_t *const l = token->letter;
    const unsigned start = nucleus_start(token), end = vowel_end(token, start);
    if (start == end)
        return RAS_TOKEN_LETTERS_MAX;
    for (unsigned i = end; i < token->count; i++)
        if (ras_letter_is_vowel(l[i]))
            return RAS_TOKEN_LETTERS_MAX; /* more than one syllable: Êban */
    if (token->tone == RAS_TONE_HEAVY && token->count == 3 && l[0] == RAS_LETTER('g') &&
        l[1] == RAS_LETTER('i') && l[2] == RAS_LETTER('a'))
        return RAS_TOKEN_LETTERS_MAX; /* giạ and gịa are two words */
    for (unsigned i = end; i > start; i--)
        if (l[i - 1] >= RAS_LETTER_A_BREVE)
            return i - 1; /* a letter with a mark; of ươ the second */
    switch (end - start) {
    case 1: return start;
    case 2:
        if (end < token->count)
            return start + 1;
        return style_pair(l[start], l[start + 1]) && !old_style ? start + 1 : start;
    case 3: return start + 1;
    default: return RAS_TOKEN_LETTERS_MAX;
    }
}

bool ras_tone_misplaced(struct ras_bytes text)
{
    struct ras_token token;
    if (!ras_token_read(text, &token) || token.tone_count != 1)
        return false;
    const unsigned place = ras_tone_place(&token, false);
    return place != RAS_TOKEN_LETTERS_MAX && place != token.tone_at &&
           ras_tone_place(&token, true) != token.tone_at;
}

/* Do the letters before the rime form an onset that may stand before its first vowel? */
static bool onset_plausible(const uint8_t *l, unsigned count, unsigned vowel)
{
    static const char single[] = "bcdghklmnprstvx";
    static const char *const doubled[] = {"ch", "gh", "gi", "kh", "ng",
                                          "nh", "ph", "qu", "th", "tr"};
    const bool front = vowel == RAS_LETTER('e') || vowel == RAS_LETTER('i') ||
                       vowel == RAS_LETTER('y') || vowel == RAS_LETTER_E_HAT;
    if (count == 0)
        return true;
    if (count == 1 && l[0] == RAS_LETTER_D_STROKE)
        return true;
    const char a = ras_letter_fold[l[0]], b = count > 1 ? ras_letter_fold[l[1]] : '\0';
    if (count == 1 && l[0] < RAS_LETTER_A_BREVE)
        return strchr(single, a) != NULL && !(front && a == 'c') && !(!front && a == 'k') &&
               !(a == 'g' && (vowel == RAS_LETTER('e') || vowel == RAS_LETTER_E_HAT));
    if (count == 3)
        return a == 'n' && b == 'g' && ras_letter_fold[l[2]] == 'h' && front;
    if (count != 2 || (a == 'g' && b == 'h' && !front) || (a == 'n' && b == 'g' && front))
        return false;
    for (unsigned i = 0; i < sizeof doubled / sizeof doubled[0]; i++)
        if (doubled[i][0] == a && doubled[i][1] == b)
            return true;
    return false;
}

static bool rime_exists(const uint8_t *letters, unsigned count)
{
    char text[3 * RIME_LETTERS_MAX + 4];
    unsigned length = 0;
    if (count == 0 || count > RIME_LETTERS_MAX)
        return false;
    for (unsigned i = 0; i < count; i++)
        length += ras_letter_put(text + length, ras_letter_utf8[letters[i]][RAS_TONE_LEVEL]);
    text[length] = '\0';
    size_t low = 0, high = RIME_COUNT;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = strcmp(rimes[middle], text);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

bool ras_syllable_plausible(const struct ras_token *token)
{
    const uint8_t *const l = token->letter;
    if (token->count == 0 || token->tone_count > 1)
        return false;
    const unsigned start = nucleus_start(token), last = l[token->count - 1];
    if (start == token->count || !onset_plausible(l, start, l[start]))
        return false;
    if (!rime_exists(l + start, token->count - start))
        return false;
    const unsigned before = token->count > 1 ? l[token->count - 2] : 0;
    const bool stop = last == RAS_LETTER('c') || last == RAS_LETTER('p') ||
                      last == RAS_LETTER('t') ||
                      (last == RAS_LETTER('h') && before == RAS_LETTER('c'));
    /* A syllable that ends in a stop has the rising or the heavy tone. */
    return !stop || token->tone == RAS_TONE_RISE || token->tone == RAS_TONE_HEAVY;
}
