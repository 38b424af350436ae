/* Soundex and NYSIIS of the letters of a text: what it sounds like in English.
 * Sources: R. Russell and M. Odell, US patents 1261167 (1918) and 1435663 (1922), as the National
 * Archives apply it (h and w part no equal codes); R. Taft, "Name Search Techniques", New York
 * State Identification and Intelligence System, Special Report 1, 1970. */
#include "normalise/transform.h"

#include "base/bytes.h"
#include "normalise/transform_writer.h"

#define SOUNDEX_LENGTH 4
#define KEY_MAX        64 /* letters that are read */

/* The letters A-Z of the text, folded; returns their number. */
static size_t letters_read(struct ras_bytes in, char *letters)
{
    char folded[2 * KEY_MAX];
    const size_t length = ras_transform_fold(NULL, in, folded, sizeof folded);
    size_t count = 0;
    for (size_t i = 0; i < length && count < KEY_MAX; i++)
        if (folded[i] >= 'a' && folded[i] <= 'z')
            letters[count++] = (char)(folded[i] - 'a' + 'A');
    return count;
}

size_t ras_transform_soundex(const struct ras_transform *transform, struct ras_bytes in, char *out,
                             size_t capacity)
{
    /* 0 vowels: part equal codes; - h and w: do not */
    static const char codes[] = "01230120022455012623010202";
    char letters[KEY_MAX];
    char code[SOUNDEX_LENGTH] = "0000";
    (void)transform;
    const size_t count = letters_read(in, letters);
    if (count == 0)
        return 0;
    size_t length = 1;
    char last = codes[letters[0] - 'A'];
    code[0] = letters[0];
    for (size_t i = 1; i < count && length < SOUNDEX_LENGTH; i++) {
        if (letters[i] == 'H' || letters[i] == 'W')
            continue;
        const char digit = codes[letters[i] - 'A'];
        if (digit != '0' && digit != last)
            code[length++] = digit;
        last = digit;
    }
    return ras_text_copy((struct ras_bytes){code, sizeof code}, out, capacity);
}

/* ---- NYSIIS ---- */

struct word {
    char letter[KEY_MAX + 2];
    size_t length;
};

static bool begins(const struct word *word, const char *with)
{
    const size_t length = strlen(with);
    return word->length >= length && memcmp(word->letter, with, length) == 0;
}

static bool ends(const struct word *word, const char *with)
{
    const size_t length = strlen(with);
    return word->length >= length &&
           memcmp(word->letter + word->length - length, with, length) == 0;
}

static bool is_vowel(char c)
{
    return c == 'A' || c == 'E' || c == 'I' || c == 'O' || c == 'U';
}

static void nysiis_ends(struct word *word)
{
    if (begins(word, "MAC")) {
        word->letter[1] = 'C';
    } else if (begins(word, "KN")) {
        memmove(word->letter, word->letter + 1, --word->length);
    } else if (begins(word, "K")) {
        word->letter[0] = 'C';
    } else if (begins(word, "PH") || begins(word, "PF")) {
        memcpy(word->letter, "FF", 2);
    } else if (begins(word, "SCH")) {
        memcpy(word->letter, "SSS", 3);
    }
    static const char *const as_d[] = {"DT", "RT", "RD", "NT", "ND"};
    if (ends(word, "IE") || ends(word, "EE")) {
        word->letter[--word->length - 1] = 'Y';
        return;
    }
    for (size_t i = 0; i < sizeof as_d / sizeof as_d[0]; i++)
        if (ends(word, as_d[i])) {
            word->letter[--word->length - 1] = 'D';
            return;
        }
}

/* What the letter at *at (not the first) becomes, one or two letters; moves on to the last that was
 * read. */
static const char *nysiis_letter(const struct word *word, size_t *at, char *single)
{
    const char c = word->letter[*at];
    const char before = word->letter[*at - 1];
    const bool last = *at + 1 == word->length;
    const char next = last ? '\0' : word->letter[*at + 1];
    const char after = *at + 2 < word->length ? word->letter[*at + 2] : '\0';
    single[0] = c;
    if (c == 'E' && next == 'V') {
        ++*at;
        return "AF";
    }
    if (c == 'S' && next == 'C' && after == 'H') {
        *at += 2;
        return "SS";
    }
    if (c == 'P' && next == 'H') {
        ++*at;
        return "F";
    }
    if (is_vowel(c))
        return "A";
    switch (c) {
    case 'Q': return "G";
    case 'Z': return "S";
    case 'M': return "N";
    case 'K': return next == 'N' ? "N" : "C";
    case 'H':
        if (!is_vowel(before) || !is_vowel(next))
            single[0] = is_vowel(before) ? 'A' : before;
        break;
    case 'W':
        if (is_vowel(before))
            single[0] = before;
        break;
    default: break;
    }
    return single;
}

size_t ras_transform_nysiis(const struct ras_transform *transform, struct ras_bytes in, char *out,
                            size_t capacity)
{
    struct word word;
    struct word key = {{0}, 0};
    char single[2] = {0, 0};
    (void)transform;
    word.length = letters_read(in, word.letter);
    if (word.length == 0)
        return 0;
    nysiis_ends(&word);
    key.letter[key.length++] = word.letter[0];
    for (size_t at = 1; at < word.length && key.length < KEY_MAX; at++) {
        const char *const sound = nysiis_letter(&word, &at, single);
        const size_t length = strlen(sound);
        if (sound[length - 1] == key.letter[key.length - 1])
            continue;
        memcpy(key.letter + key.length, sound, length);
        key.length += length;
    }
    if (key.length > 1 && ends(&key, "S"))
        key.length--;
    if (ends(&key, "AY"))
        key.letter[--key.length - 1] = 'Y';
    if (key.length > 1 && ends(&key, "A"))
        key.length--;
    return ras_text_copy((struct ras_bytes){key.letter, key.length}, out, capacity);
}
