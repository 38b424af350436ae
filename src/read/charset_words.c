/* Decoding of legacy words into letters and a tone, and the rules of the Vietnamese syllable.
 *
 * Inside this file a letter is one char: a consonant or plain vowel is itself, and the letters with
 * a hat or horn are capitals: A = â, W = ă, E = ê, O = ô, Q = ơ, U = ư, D = đ. */
#include "read/charset_words.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

/* Order of tones in the tables below: none, grave, hook, tilde, acute, dot. */
enum { TONE_NONE, TONE_GRAVE, TONE_HOOK, TONE_TILDE, TONE_ACUTE, TONE_DOT, TONE_COUNT };

#define VOWEL_COUNT 12
static const char vowels[VOWEL_COUNT + 1] = "aWAeEioOQuUy";

/* One byte for each letter; 0 = the encoding has no such byte (or it is ASCII). */
struct letter_table {
    uint8_t lower[VOWEL_COUNT][TONE_COUNT];
    uint8_t upper[VOWEL_COUNT][TONE_COUNT];
    uint8_t d_lower;
    uint8_t d_upper;
};

static const struct letter_table tcvn3 = {
    .lower = {{0, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9},
              {0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6},
              {0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB},
              {0, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1},
              {0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6},
              {0, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE},
              {0, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4},
              {0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9},
              {0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE},
              {0, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4},
              {0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9},
              {0, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE}},
    /* Capitals with a tone are the small letters, shown by a font of capitals. */
    .upper = {[1] = {0xA1}, [2] = {0xA2}, [4] = {0xA3}, [7] = {0xA4}, [8] = {0xA5}, [10] = {0xA6}},
    .d_lower = 0xAE,
    .d_upper = 0xA7,
};

static const struct letter_table viscii = {
    .lower = {{0, 0xE0, 0xE4, 0xE3, 0xE1, 0xD5},
              {0xE5, 0xA2, 0xC6, 0xC7, 0xA1, 0xA3},
              {0xE2, 0xA5, 0xA6, 0xE7, 0xA4, 0xA7},
              {0, 0xE8, 0xEB, 0xA8, 0xE9, 0xA9},
              {0xEA, 0xAB, 0xAC, 0xAD, 0xAA, 0xAE},
              {0, 0xEC, 0xEF, 0xEE, 0xED, 0xB8},
              {0, 0xF2, 0xF6, 0xF5, 0xF3, 0xF7},
              {0xF4, 0xB0, 0xB1, 0xB2, 0xAF, 0xB5},
              {0xBD, 0xB6, 0xB7, 0xDE, 0xBE, 0xFE},
              {0, 0xF9, 0xFC, 0xFB, 0xFA, 0xF8},
              {0xDF, 0xD7, 0xD8, 0xE6, 0xD1, 0xF1},
              {0, 0xCF, 0xD6, 0xDB, 0xFD, 0xDC}},
    /* Six capitals are control bytes and left out: their words say nothing here. */
    .upper = {{0, 0xC0, 0xC4, 0xC3, 0xC1, 0x80},
              {0xC5, 0x82, 0, 0, 0x81, 0x83},
              {0xC2, 0x85, 0x86, 0, 0x84, 0x87},
              {0, 0xC8, 0xCB, 0x88, 0xC9, 0x89},
              {0xCA, 0x8B, 0x8C, 0x8D, 0x8A, 0x8E},
              {0, 0xCC, 0x9B, 0xCE, 0xCD, 0x98},
              {0, 0xD2, 0x99, 0xA0, 0xD3, 0x9A},
              {0xD4, 0x90, 0x91, 0x92, 0x8F, 0x93},
              {0xB4, 0x96, 0x97, 0xB3, 0x95, 0x94},
              {0, 0xD9, 0x9C, 0x9D, 0xDA, 0x9E},
              {0xBF, 0xBB, 0xBC, 0xFF, 0xBA, 0xB9},
              {0, 0x9F, 0, 0, 0xDD, 0}},
    .d_lower = 0xF0,
    .d_upper = 0xD0,
};

/* Code page 1258: some letters whole, all others with a byte for the tone behind them. */
static const struct letter_table cp1258 = {
    .lower = {{0, 0xE0, 0, 0, 0xE1, 0},
              {0xE3},
              {0xE2},
              {0, 0xE8, 0, 0, 0xE9, 0},
              {0xEA},
              {0, 0, 0, 0, 0xED, 0},
              {0, 0, 0, 0, 0xF3, 0},
              {0xF4},
              {0xF5},
              {0, 0xF9, 0, 0, 0xFA, 0},
              {0xFD},
              {0}},
    .upper = {{0, 0xC0, 0, 0, 0xC1, 0},
              {0xC3},
              {0xC2},
              {0, 0xC8, 0, 0, 0xC9, 0},
              {0xCA},
              {0, 0, 0, 0, 0xCD, 0},
              {0, 0, 0, 0, 0xD3, 0},
              {0xD4},
              {0xD5},
              {0, 0xD9, 0, 0, 0xDA, 0},
              {0xDD},
              {0}},
    .d_lower = 0xF0,
    .d_upper = 0xD0,
};

static const struct letter_table latin1 = {
    .lower = {{0, 0xE0, 0, 0xE3, 0xE1, 0},
              {0},
              {0xE2},
              {0, 0xE8, 0, 0, 0xE9, 0},
              {0xEA},
              {0, 0xEC, 0, 0, 0xED, 0},
              {0, 0xF2, 0, 0xF5, 0xF3, 0},
              {0xF4},
              {0},
              {0, 0xF9, 0, 0, 0xFA, 0},
              {0},
              {0, 0, 0, 0, 0xFD, 0}},
    .upper = {{0, 0xC0, 0, 0xC3, 0xC1, 0},
              {0},
              {0xC2},
              {0, 0xC8, 0, 0, 0xC9, 0},
              {0xCA},
              {0, 0xCC, 0, 0, 0xCD, 0},
              {0, 0xD2, 0, 0xD5, 0xD3, 0},
              {0xD4},
              {0},
              {0, 0xD9, 0, 0, 0xDA, 0},
              {0},
              {0, 0, 0, 0, 0xDD, 0}},
    .d_lower = 0xF0, /* eth, typed for đ */
    .d_upper = 0xD0,
};

/* VNI-Win: letters of their own ... */
static const struct letter_table vni = {
    .lower = {[5] = {0, 0xEC, 0xE6, 0xF3, 0xED, 0xF2},
              [8] = {0xF4},
              [10] = {0xF6},
              [11] = {0, 0, 0, 0, 0, 0xEE}},
    .upper = {[5] = {0, 0xCC, 0xC6, 0xD3, 0xCD, 0xD2},
              [8] = {0xD4},
              [10] = {0xD6},
              [11] = {0, 0, 0, 0, 0, 0xCE}},
    .d_lower = 0xF1,
    .d_upper = 0xD1,
};

/* ... and marks behind a letter: which letters may stand before, what they become, the tone. The
 * capital's mark is 20 (hex) lower. */
struct mark {
    uint8_t byte;
    const char *letters; /* that may stand before */
    char becomes;        /* 'A' stands for "with a hat": A, E or O; 0 = stays */
    uint8_t tone;
};
static const struct mark vni_marks[] = {
    {0xF8, "aeouyQU", 0, TONE_GRAVE}, {0xFB, "aeouyQU", 0, TONE_HOOK},
    {0xF5, "aeouyQU", 0, TONE_TILDE}, {0xF9, "aeouyQU", 0, TONE_ACUTE},
    {0xEF, "aeouyQU", 0, TONE_DOT},   {0xE2, "aeo", 'A', TONE_NONE},
    {0xE0, "aeo", 'A', TONE_GRAVE},   {0xE5, "aeo", 'A', TONE_HOOK},
    {0xE3, "aeo", 'A', TONE_TILDE},   {0xE1, "aeo", 'A', TONE_ACUTE},
    {0xE4, "aeo", 'A', TONE_DOT},     {0xEA, "a", 'W', TONE_NONE},
    {0xE8, "a", 'W', TONE_GRAVE},     {0xFA, "a", 'W', TONE_HOOK},
    {0xFC, "a", 'W', TONE_TILDE},     {0xE9, "a", 'W', TONE_ACUTE},
    {0xEB, "a", 'W', TONE_DOT},
};
/* In code page 1258 the mark has one code for both cases. */
static const struct mark cp1258_marks[] = {
    {0xCC, "aWAeEioOQuUy", 0, TONE_GRAVE}, {0xD2, "aWAeEioOQuUy", 0, TONE_HOOK},
    {0xDE, "aWAeEioOQuUy", 0, TONE_TILDE}, {0xEC, "aWAeEioOQuUy", 0, TONE_ACUTE},
    {0xF2, "aWAeEioOQuUy", 0, TONE_DOT},
};

struct decoded {
    char letters[RAS_WORD_BYTES_MAX + 1];
    size_t length;
    unsigned tone;
    unsigned tone_count;
};

static const char *const onsets[] = {
    "",  "b",  "c",   "ch", "d", "D",  "g",  "gh", "gi", "h", "k",  "kh", "l", "m",
    "n", "ng", "ngh", "nh", "p", "ph", "qu", "r",  "s",  "t", "th", "tr", "v", "x",
};
/* Nuclei that may have a coda, and those that end the syllable. */
static const char *const nuclei[] = {
    "a",  "W",  "A",  "e",  "E",  "i",  "o",  "O",  "Q",  "u",  "U",  "y",
    "iE", "yE", "uO", "UQ", "oa", "oW", "oe", "oo", "uA", "uE", "uy", "uyE",
};
static const char *const endings[] = {
    "ia",  "ua", "Ua", "uQ",  "ya",  "uya", "ai",  "ay",  "ao",  "au",  "Au",
    "Ay",  "eo", "Eu", "iu",  "iEu", "yEu", "oi",  "Oi",  "Qi",  "ui",  "uOi",
    "UQi", "Ui", "Uu", "UQu", "oai", "oay", "oao", "oeo", "uAy", "uyu",
};
static const char *const codas[] = {"", "c", "ch", "m", "n", "ng", "nh", "p", "t"};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static void letter_add(struct decoded *decoded, char letter, unsigned tone, bool may_join)
{
    /* TCVN3 capitals are also written as the capital and then the small letter with its tone. */
    const bool joins = may_join && tone != TONE_NONE && decoded->tone_count == 0 &&
                       decoded->length > 0 && decoded->letters[decoded->length - 1] == letter;
    if (!joins)
        decoded->letters[decoded->length++] = letter;
    decoded->tone_count += tone != TONE_NONE;
    decoded->tone = tone != TONE_NONE ? tone : decoded->tone;
}

static bool table_find(const struct letter_table *table, unsigned char byte,
                       struct decoded *decoded)
{
    if (byte == table->d_lower || byte == table->d_upper) {
        letter_add(decoded, 'D', TONE_NONE, false);
        return true;
    }
    for (unsigned vowel = 0; vowel < VOWEL_COUNT; vowel++)
        for (unsigned tone = 0; tone < TONE_COUNT; tone++) {
            if (table->lower[vowel][tone] != byte && table->upper[vowel][tone] != byte)
                continue;
            letter_add(decoded, vowels[vowel], tone, table == &tcvn3);
            return true;
        }
    return false;
}

static bool mark_find(const struct mark *marks, size_t count, unsigned char byte,
                      unsigned char upper_distance, struct decoded *decoded)
{
    if (decoded->length == 0)
        return false;
    char *const last = &decoded->letters[decoded->length - 1];
    for (size_t i = 0; i < count; i++) {
        const bool fits = byte == marks[i].byte ||
                          (upper_distance != 0 && byte + upper_distance == marks[i].byte);
        if (!fits || strchr(marks[i].letters, *last) == NULL)
            continue;
        if (marks[i].becomes == 'A')
            *last = *last == 'a' ? 'A' : *last == 'e' ? 'E' : 'O';
        else if (marks[i].becomes != 0)
            *last = marks[i].becomes;
        decoded->tone_count += marks[i].tone != TONE_NONE;
        decoded->tone = marks[i].tone != TONE_NONE ? marks[i].tone : decoded->tone;
        return true;
    }
    return false;
}

static bool byte_decode(enum ras_legacy legacy, unsigned char byte, struct decoded *decoded)
{
    switch (legacy) {
    case RAS_LEGACY_TCVN3: return table_find(&tcvn3, byte, decoded);
    case RAS_LEGACY_VISCII: return table_find(&viscii, byte, decoded);
    case RAS_LEGACY_LATIN1: return table_find(&latin1, byte, decoded);
    case RAS_LEGACY_VNI:
        return mark_find(vni_marks, COUNT(vni_marks), byte, 0x20, decoded) ||
               table_find(&vni, byte, decoded);
    case RAS_LEGACY_CP1258:
        return mark_find(cp1258_marks, COUNT(cp1258_marks), byte, 0, decoded) ||
               table_find(&cp1258, byte, decoded);
    case RAS_LEGACY_COUNT: break;
    }
    return false;
}

static bool equals(const char *text, size_t length, const char *wanted)
{
    return strlen(wanted) == length && memcmp(text, wanted, length) == 0;
}

static bool rime_is_valid(const char *rime, size_t length, unsigned tone)
{
    size_t vowel_length = 0;
    while (vowel_length < length && strchr(vowels, rime[vowel_length]) != NULL)
        vowel_length++;
    if (vowel_length == 0)
        return false;
    for (size_t i = 0; i < COUNT(endings); i++)
        if (vowel_length == length && equals(rime, length, endings[i]))
            return true;
    bool nucleus = false;
    for (size_t i = 0; i < COUNT(nuclei); i++)
        nucleus = nucleus || equals(rime, vowel_length, nuclei[i]);
    const char *const coda = rime + vowel_length;
    const size_t coda_length = length - vowel_length;
    bool known = false;
    for (size_t i = 0; i < COUNT(codas); i++)
        known = known || equals(coda, coda_length, codas[i]);
    /* A syllable that ends in a stop has the acute tone or the dot. */
    const bool stop = coda_length > 0 && strchr("cpt", coda[0]) != NULL;
    return nucleus && known && (!stop || tone == TONE_ACUTE || tone == TONE_DOT);
}

bool ras_legacy_is_syllable(enum ras_legacy legacy, const unsigned char *word, size_t length)
{
    if (length == 0 || length > RAS_WORD_BYTES_MAX)
        return false;
    struct decoded decoded = {{0}, 0, TONE_NONE, 0};
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = word[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (unsigned char)(byte + 'a' - 'A');
        if (byte < 0x80)
            decoded.letters[decoded.length++] = (char)byte;
        else if (!byte_decode(legacy, byte, &decoded))
            return false;
    }
    if (decoded.tone_count > 1)
        return false;
    for (size_t i = 0; i < COUNT(onsets); i++) {
        const size_t onset = strlen(onsets[i]);
        if (onset <= decoded.length && memcmp(decoded.letters, onsets[i], onset) == 0 &&
            rime_is_valid(decoded.letters + onset, decoded.length - onset, decoded.tone))
            return true;
    }
    return false;
}
