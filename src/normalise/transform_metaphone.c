/* Metaphone of each word of a text.
 * Source: L. Philips, "Hanging on the Metaphone", Computer Language 7 (12), 1990, with the letters
 * of jellyfish where accounts of it differ: 0 is th, X is sh, gh is silent before a consonant and
 * at the end. A first vowel that is doubled counts once and as one inside. */
#include "normalise/transform.h"

#include "base/bytes.h"
#include "normalise/transform_writer.h"

#define FOLDED_MAX 512

/* A folded word and the place in it; letters outside it are 0. */
struct reading {
    struct ras_bytes word;
    size_t at;
};

static char letter_at(const struct reading *reading, ptrdiff_t offset)
{
    const ptrdiff_t at = (ptrdiff_t)reading->at + offset;
    return at < 0 || at >= (ptrdiff_t)reading->word.length ? '\0' : reading->word.data[at];
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool is_soft(char c)
{
    return c == 'e' || c == 'i' || c == 'y';
}

static bool is_io_or_ia(const struct reading *reading)
{
    return letter_at(reading, 1) == 'i' &&
           (letter_at(reading, 2) == 'o' || letter_at(reading, 2) == 'a');
}

static const char *sound_of_c(struct reading *reading)
{
    const char next = letter_at(reading, 1);
    const bool after_s = letter_at(reading, -1) == 's';
    if (next == 'h') {
        reading->at++;
        return after_s ? "K" : "X";
    }
    if (next == 'i' && letter_at(reading, 2) == 'a')
        return "X";
    if (is_soft(next))
        return after_s ? "" : "S";
    return "K";
}

static const char *sound_of_g(struct reading *reading)
{
    const char next = letter_at(reading, 1);
    if (next == 'h' && !is_vowel(letter_at(reading, 2))) {
        reading->at++;
        return "";
    }
    if (next == 'n' && letter_at(reading, 2) == '\0')
        return "";
    return is_soft(next) && letter_at(reading, -1) != 'g' ? "J" : "K";
}

static const char *sound_of_t(struct reading *reading)
{
    const char next = letter_at(reading, 1);
    if (is_io_or_ia(reading))
        return "X";
    if (next == 'h') {
        reading->at++;
        return "0";
    }
    return next == 'c' && letter_at(reading, 2) == 'h' ? "" : "T";
}

static const char *sound_of_s(struct reading *reading)
{
    if (letter_at(reading, 1) == 'h') {
        reading->at++;
        return "X";
    }
    return is_io_or_ia(reading) ? "X" : "S";
}

static const char *sound_of_x(const struct reading *reading)
{
    if (reading->at > 0)
        return "KS";
    return letter_at(reading, 1) == 'h' || is_io_or_ia(reading) ? "X" : "S";
}

static const char *sound_of_d(struct reading *reading)
{
    if (letter_at(reading, 1) != 'g' || !is_soft(letter_at(reading, 2)))
        return "T";
    reading->at += 2;
    return "J";
}

static const char *sound_of_p(struct reading *reading)
{
    if (letter_at(reading, 1) != 'h')
        return "P";
    reading->at++;
    return "F";
}

static const char *sound_of_w(struct reading *reading)
{
    if (reading->at == 0 && letter_at(reading, 1) == 'h') {
        reading->at++;
        return "W";
    }
    return is_vowel(letter_at(reading, 1)) ? "W" : "";
}

/* h is heard where a vowel follows, or no vowel stands before. */
static const char *sound_of_h(const struct reading *reading)
{
    return is_vowel(letter_at(reading, 1)) || !is_vowel(letter_at(reading, -1)) ? "H" : "";
}

/* Moves on to the last letter that was read. */
static const char *sound(struct reading *reading, char *single)
{
    const char c = letter_at(reading, 0);
    single[0] = (char)(c - 'a' + 'A');
    switch (c) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u': return reading->at == 0 ? single : "";
    case 'b': return letter_at(reading, -1) == 'm' && letter_at(reading, 1) == '\0' ? "" : "B";
    case 'c': return sound_of_c(reading);
    case 'd': return sound_of_d(reading);
    case 'g': return sound_of_g(reading);
    case 'h': return sound_of_h(reading);
    case 'k': return letter_at(reading, -1) == 'c' ? "" : "K";
    case 'p': return sound_of_p(reading);
    case 'q': return "K";
    case 's': return sound_of_s(reading);
    case 't': return sound_of_t(reading);
    case 'v': return "F";
    case 'w': return sound_of_w(reading);
    case 'x': return sound_of_x(reading);
    case 'y': return is_vowel(letter_at(reading, 1)) ? "Y" : "";
    case 'z': return "S";
    default: return c >= 'a' && c <= 'z' ? single : "";
    }
}

/* Words that begin with two letters of which the first is silent. */
static bool first_is_silent(struct ras_bytes word)
{
    static const char pairs[][3] = {"kn", "gn", "pn", "wr", "ae"};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (word.length >= 2 && memcmp(word.data, pairs[i], 2) == 0)
            return true;
    return false;
}

static void write_word(struct ras_transform_writer *writer, struct ras_bytes word)
{
    char single[2] = {0, 0};
    const size_t start = writer->length;
    struct reading reading = {first_is_silent(word) ? ras_text_after(word, 1) : word, 0};
    for (; reading.at < reading.word.length; reading.at++) {
        if (letter_at(&reading, 0) == letter_at(&reading, 1) && letter_at(&reading, 0) != 'c')
            continue;
        const char *const heard = sound(&reading, single);
        if (heard[0] == '\0')
            continue;
        if (start > 0 && writer->length == start && !ras_writer_char(writer, ' '))
            return;
        if (!ras_writer_put(writer, heard, strlen(heard)))
            return;
    }
}

size_t ras_transform_metaphone(const struct ras_transform *transform, struct ras_bytes in,
                               char *out, size_t capacity)
{
    char folded[FOLDED_MAX];
    struct ras_transform_writer writer = {out, 0, capacity};
    const size_t length = ras_transform_fold(transform, in, folded, sizeof folded);
    struct ras_bytes text = {folded, length};
    struct ras_bytes word;
    while (ras_text_next_word(&text, &word))
        write_word(&writer, word);
    while (writer.length > 0 && out[writer.length - 1] == ' ')
        writer.length--;
    return writer.length;
}
