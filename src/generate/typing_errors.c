/* What goes wrong at the keyboard and at the ear, syllable by syllable. */
#include "generate/typing.h"

struct span {
    unsigned start;
    unsigned end;
};

static bool is_separator(uint32_t code)
{
    return code == ' ' || code == '.' || code == '\'';
}

/* The syllable that holds or follows `position`; empty, at the end, if there is none. */
static struct span span_at(const struct ras_letters *letters, unsigned position)
{
    struct span span = {position, position};
    while (span.start < letters->count && is_separator(letters->codes[span.start]))
        span.start++;
    while (span.start > 0 && span.start < letters->count &&
           !is_separator(letters->codes[span.start - 1]))
        span.start--;
    span.end = span.start;
    while (span.end < letters->count && !is_separator(letters->codes[span.end]))
        span.end++;
    return span;
}

static struct span span_next(const struct ras_letters *letters, struct span span)
{
    const struct span next = span_at(letters, span.end);
    return next.start >= letters->count ? span_at(letters, 0) : next;
}

static struct span span_random(const struct ras_letters *letters, struct ras_random *random)
{
    const struct span span = span_at(letters, ras_random_below(random, letters->count));
    return span.start >= letters->count ? span_at(letters, 0) : span;
}

static uint32_t like(uint32_t code, uint32_t model)
{
    return ras_letter_lower(model) != model ? ras_letter_upper(code) : code;
}

static uint32_t neighbour_key(uint32_t code, struct ras_random *random)
{
    static const char *const keys[26] = {
        "sqz", "vng", "xvd", "sfec", "wrd", "dgr", "fht", "gjy", "uok", "hku", "jlo", "kop", "nkj",
        "bmh", "ipl", "ol",  "wa",   "etf", "adw", "ryg", "yij", "cbg", "qes", "zcs", "tuh", "xas"};
    const uint32_t lower = ras_letter_lower(code);
    if (lower < 'a' || lower > 'z')
        return code;
    const char *const near = keys[lower - 'a'];
    const uint32_t chosen = (unsigned char)near[ras_random_below(random, (uint32_t)strlen(near))];
    return like(chosen, code);
}

/* Another vowel shape: a hat lost or put on the wrong letter. */
static uint32_t other_shape(uint32_t code, struct ras_random *random)
{
    static const uint8_t others[12][2] = {{1, 2}, {0, 2}, {0, 1}, {4, 4},   {3, 3}, {11, 5},
                                          {7, 8}, {6, 8}, {6, 7}, {10, 10}, {9, 9}, {5, 5}};
    const struct ras_vowel vowel = ras_vowel_of(code);
    if (!vowel.found)
        return code;
    return ras_vowel_code(others[vowel.base][ras_random_below(random, 2)], vowel.tone, vowel.upper);
}

bool ras_typo_letter(struct ras_letters *letters, struct ras_random *random)
{
    for (unsigned attempt = 0; attempt < 16 && letters->count > 0; attempt++) {
        const unsigned at = ras_random_below(random, letters->count);
        const uint32_t code = letters->codes[at];
        const struct span span = span_at(letters, at);
        const bool first = at == span.start;
        if (is_separator(code) || (first && ras_random_below(random, 4) != 0))
            continue;
        const unsigned kind = ras_random_below(random, 10);
        if (kind < 4) {
            const uint32_t other =
                ras_vowel_of(code).found ? other_shape(code, random) : neighbour_key(code, random);
            if (other == code)
                continue;
            letters->codes[at] = other;
        } else if (kind < 6) {
            if (first || span.end - span.start < 3)
                continue;
            ras_letters_remove(letters, at);
        } else if (kind < 8) {
            if (first || code >= 0x80)
                continue;
            ras_letters_insert(letters, at, code);
        } else {
            if (first || at + 1 >= span.end || letters->codes[at + 1] == code)
                continue;
            letters->codes[at] = letters->codes[at + 1];
            letters->codes[at + 1] = code;
        }
        return true;
    }
    return false;
}

bool ras_typo_tone(struct ras_letters *letters, struct ras_random *random)
{
    const struct span span = span_random(letters, random);
    unsigned bearer = span.end;
    for (unsigned i = span.start; i < span.end; i++) {
        const struct ras_vowel vowel = ras_vowel_of(letters->codes[i]);
        if (vowel.found && (bearer == span.end || vowel.tone != 0))
            bearer = i;
    }
    if (bearer == span.end)
        return false;
    const struct ras_vowel vowel = ras_vowel_of(letters->codes[bearer]);
    unsigned tone = ras_random_below(random, 6);
    /* Hỏi and ngã are the two that are mixed up. */
    if ((vowel.tone == 2 || vowel.tone == 3) && ras_random_below(random, 10) < 7)
        tone = 5u - vowel.tone;
    if (tone == vowel.tone)
        tone = (tone + 1) % 6;
    letters->codes[bearer] = ras_vowel_code(vowel.base, tone, vowel.upper);
    return true;
}

static bool starts(const struct ras_letters *letters, struct span span, const char *onset)
{
    unsigned i = span.start;
    for (; *onset != '\0'; onset++, i++)
        if (i >= span.end || ras_letter_lower(letters->codes[i]) != (unsigned char)*onset)
            return false;
    return i < span.end && ras_vowel_of(letters->codes[i]).found;
}

static void replace(struct ras_letters *letters, unsigned at, unsigned removed, const char *text)
{
    const uint32_t model = letters->codes[at];
    for (unsigned i = 0; i < removed; i++)
        ras_letters_remove(letters, at);
    for (unsigned i = 0; text[i] != '\0'; i++) {
        const uint32_t code = (unsigned char)text[i];
        ras_letters_insert(letters, at + i, i == 0 ? like(code, model) : code);
    }
}

struct sound {
    const char *from;
    const char *to;
};

static bool onset_spoken(struct ras_letters *letters, struct span span, struct ras_random *random)
{
    static const struct sound onsets[] = {{"l", "n"},   {"n", "l"},   {"s", "x"},  {"x", "s"},
                                          {"ch", "tr"}, {"tr", "ch"}, {"d", "gi"}, {"d", "r"},
                                          {"gi", "d"},  {"r", "d"},   {"v", "d"}};
    const unsigned count = sizeof onsets / sizeof onsets[0];
    const unsigned first = ras_random_below(random, count);
    for (unsigned i = 0; i < count; i++) {
        const struct sound *const sound = &onsets[(first + i) % count];
        if (!starts(letters, span, sound->from))
            continue;
        replace(letters, span.start, (unsigned)strlen(sound->from), sound->to);
        return true;
    }
    return false;
}

static bool ending_spoken(struct ras_letters *letters, struct span span)
{
    if (span.end - span.start < 3)
        return false;
    const unsigned last = span.end - 1;
    const uint32_t code = letters->codes[last];
    const bool after_vowel = ras_vowel_of(letters->codes[last - 1]).found;
    if (code == 'n' && after_vowel)
        ras_letters_insert(letters, span.end, 'g');
    else if (code == 'g' && letters->codes[last - 1] == 'n')
        ras_letters_remove(letters, last);
    else if ((code == 't' || code == 'c') && after_vowel)
        letters->codes[last] = code == 't' ? 'c' : 't';
    else
        return false;
    return true;
}

bool ras_typo_dialect(struct ras_letters *letters, struct ras_random *random)
{
    struct span span = span_random(letters, random);
    const bool ending_first = ras_random_below(random, 10) < 4;
    for (unsigned attempt = 0; attempt < 4; attempt++) {
        if (ending_first && ending_spoken(letters, span))
            return true;
        if (onset_spoken(letters, span, random))
            return true;
        if (ending_spoken(letters, span))
            return true;
        span = span_next(letters, span);
    }
    return false;
}

bool ras_typo_keystrokes(struct ras_letters *letters, bool vni, struct ras_random *random)
{
    static const char telex_shapes[] = "\0wa\0e\0\0ow\0w";
    static const char vni_shapes[] = "\0"
                                     "86\0"
                                     "6\0\0"
                                     "67\0"
                                     "7";
    static const char telex_tones[] = "\0frxsj";
    static const char vni_tones[] = "\0"
                                    "23415";
    const char *const shapes = vni ? vni_shapes : telex_shapes;
    const char *const tones = vni ? vni_tones : telex_tones;
    struct span span = span_random(letters, random);
    for (unsigned attempt = 0; attempt < 4; attempt++, span = span_next(letters, span)) {
        char tone_key = '\0';
        bool changed = false;
        const bool tone_last = ras_random_below(random, 2) == 0;
        for (unsigned i = span.start; i < span.end; i++) {
            const uint32_t code = letters->codes[i];
            const struct ras_vowel vowel = ras_vowel_of(code);
            const uint32_t bare = ras_letter_bare(code);
            if (bare == code)
                continue;
            changed = true;
            letters->codes[i] = bare;
            char keys[2] = {'\0', '\0'};
            if (vowel.found) {
                keys[0] = vowel.base < 11 ? shapes[vowel.base] : '\0';
                if (tone_last)
                    tone_key = vowel.tone != 0 ? tones[vowel.tone] : tone_key;
                else
                    keys[1] = tones[vowel.tone];
            } else {
                keys[0] = vni ? '9' : 'd';
            }
            for (unsigned k = 0; k < 2; k++) {
                if (keys[k] == '\0')
                    continue;
                ras_letters_insert(letters, ++i, (unsigned char)keys[k]);
                span.end++;
            }
        }
        if (tone_key != '\0')
            ras_letters_insert(letters, span.end, (unsigned char)tone_key);
        if (changed)
            return true;
    }
    return false;
}

/* Only where one word has two spellings; Vy and Vi, My and Mi are different names. */
bool ras_typo_vowel_iy(struct ras_letters *letters)
{
    static const struct {
        const char *onset;
        uint8_t tone;
    } words[] = {{"qu", 4}, {"s", 3}, {"m", 3}, {"l", 4}, {"k", 1}};
    struct span span = span_at(letters, 0);
    while (span.start < letters->count) {
        const struct ras_vowel vowel = ras_vowel_of(letters->codes[span.end - 1]);
        for (unsigned w = 0; w < 5 && vowel.found && (vowel.base == 5 || vowel.base == 11); w++) {
            if (!starts(letters, span, words[w].onset) || vowel.tone != words[w].tone ||
                span.end - span.start != strlen(words[w].onset) + 1)
                continue;
            letters->codes[span.end - 1] =
                ras_vowel_code(16u - vowel.base, vowel.tone, vowel.upper);
            return true;
        }
        span = span_at(letters, span.end);
    }
    return false;
}

bool ras_typo_tone_placement(struct ras_letters *letters)
{
    for (unsigned i = 1; i + 1 < letters->count; i++) {
        const bool last = i + 2 == letters->count || is_separator(letters->codes[i + 2]);
        const struct ras_vowel a = ras_vowel_of(letters->codes[i]);
        if (!last || !a.found || (a.base != 6 && a.base != 9))
            continue;
        const struct ras_vowel b = ras_vowel_of(letters->codes[i + 1]);
        const bool pair = b.found && (a.base == 6 ? b.base == 0 || b.base == 3 : b.base == 11);
        if (!pair || ras_letter_lower(letters->codes[i - 1]) == 'q')
            continue;
        if ((a.tone == 0) == (b.tone == 0))
            continue;
        letters->codes[i] = ras_vowel_code(a.base, b.tone, a.upper);
        letters->codes[i + 1] = ras_vowel_code(b.base, a.tone, b.upper);
        return true;
    }
    return false;
}
