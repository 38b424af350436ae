/* Kinds of likeness of two texts that say more than a number does. */
#include "compare/text_distance.h"

#include "base/bytes.h"
#include "compare/text_words.h"

#define PREFIX_POINTS_MIN 3
#define SHARED_POINTS_MIN 2

static size_t points_count(struct ras_bytes text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.data[i] & 0xC0u) != 0x80u;
    return count;
}

/* `shorter` begins `longer`, between two code points. */
static bool begins(struct ras_bytes shorter, struct ras_bytes longer)
{
    return shorter.length < longer.length &&
           memcmp(shorter.data, longer.data, shorter.length) == 0 &&
           ((unsigned char)longer.data[shorter.length] & 0xC0u) != 0x80u;
}

static bool has_word(const struct ras_words *words, struct ras_bytes word)
{
    for (uint32_t i = 0; i < words->count; i++)
        if (ras_bytes_equal(words->word[i], word))
            return true;
    return false;
}

struct found {
    bool all;    /* words of the one are in the other */
    bool common; /* some word that is no initial */
};

static struct found words_found(const struct ras_words *words, const struct ras_words *among)
{
    struct found found = {words->count > 0, false};
    for (uint32_t i = 0; i < words->count; i++) {
        const bool there = has_word(among, words->word[i]);
        found.all = found.all && there;
        found.common = found.common || (there && points_count(words->word[i]) >= SHARED_POINTS_MIN);
    }
    return found;
}

static unsigned bit(bool holds, enum ras_text_likeness kind)
{
    return (unsigned)holds << kind;
}

unsigned ras_text_likeness(struct ras_bytes a, struct ras_bytes b)
{
    if (a.length == 0 || b.length == 0)
        return bit(a.length == b.length, RAS_LIKENESS_EXACT);
    const struct ras_bytes shorter = a.length <= b.length ? a : b;
    const struct ras_bytes longer = a.length <= b.length ? b : a;
    const size_t points = begins(shorter, longer) ? points_count(shorter) : 0;
    struct ras_words x, y;
    ras_words_read(&x, a);
    ras_words_read(&y, b);
    const struct found a_found = words_found(&x, &y);
    const struct found b_found = words_found(&y, &x);
    return bit(ras_bytes_equal(a, b), RAS_LIKENESS_EXACT) | bit(points == 1, RAS_LIKENESS_INITIAL) |
           bit(points >= PREFIX_POINTS_MIN, RAS_LIKENESS_PREFIX) |
           bit(a_found.all && b_found.all, RAS_LIKENESS_TOKENS) |
           bit(a_found.all || b_found.all, RAS_LIKENESS_CONTAINED) |
           bit(a_found.common, RAS_LIKENESS_SHARED);
}
