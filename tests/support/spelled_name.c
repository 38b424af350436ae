/* A slow and plain way from a spelling to syllables: decompose by utf8proc, sort out what is a tone
 * mark, what is another mark and what is a letter. The dialect form merges n/l, x/s, tr/ch, gi/r/d
 * at the beginning and a lone final y after q, s, m, l, k. */
#include "support/spelled_name.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define SPELLING_MAX 64

static int is_tone(utf8proc_int32_t point)
{
    return point == 0x300 || point == 0x301 || point == 0x303 || point == 0x309 || point == 0x323;
}

static void dialect_of(const char *fold, char *out)
{
    static const char *const merged[][2] = {
        {"tr", "ch"}, {"gi", "d"}, {"r", "d"}, {"n", "l"}, {"x", "s"}};
    strcpy(out, fold);
    for (size_t i = 0; i < sizeof merged / sizeof merged[0]; i++) {
        const size_t length = strlen(merged[i][0]);
        if (strncmp(fold, merged[i][0], length) == 0 && strncmp(fold, "ng", 2) != 0 &&
            strncmp(fold, "nh", 2) != 0) {
            strcpy(out, merged[i][1]);
            strcat(out, fold + length);
            break;
        }
    }
    if (strcmp(out, "quy") == 0)
        strcpy(out, "qui");
}

static void syllable_from(struct ras_syllable *out, const char *token, size_t length)
{
    char spelling[SPELLING_MAX];
    memcpy(spelling, token, length);
    spelling[length] = '\0';
    utf8proc_uint8_t *const points_text = utf8proc_NFD((const utf8proc_uint8_t *)spelling);
    utf8proc_int32_t marked[SPELLING_MAX];
    size_t marked_count = 0;
    utf8proc_int32_t tone = 0;
    char fold[SPELLING_MAX];
    size_t fold_length = 0;
    const utf8proc_uint8_t *at = points_text;
    while (*at != 0) {
        utf8proc_int32_t point;
        at += utf8proc_iterate(at, -1, &point);
        if (is_tone(point))
            tone = point;
        else
            marked[marked_count++] = point;
        if (point == 0x111)
            fold[fold_length++] = 'd';
        else if (point >= 'a' && point <= 'z')
            fold[fold_length++] = (char)point;
    }
    free(points_text);
    fold[fold_length] = '\0';
    memset(out, 0, sizeof *out);
    utf8proc_int32_t toned[SPELLING_MAX + 1];
    memcpy(toned, marked, marked_count * sizeof marked[0]);
    toned[marked_count] = tone;
    out->marked = ras_hash(marked, marked_count * sizeof marked[0]);
    out->toned = tone == 0 ? out->marked : ras_hash(toned, (marked_count + 1) * sizeof toned[0]);
    out->spelled = tone == 0 ? out->marked : ras_hash(token, length);
    out->folded = ras_hash(fold, fold_length);
    char dialect[SPELLING_MAX + 2];
    dialect_of(fold, dialect);
    out->dialect = ras_hash(dialect, strlen(dialect));
    out->fold_length =
        (uint8_t)(fold_length < RAS_SYLLABLE_FOLD_MAX ? fold_length : RAS_SYLLABLE_FOLD_MAX);
    memcpy(out->fold, fold, out->fold_length);
    for (unsigned i = 0; i < fold_length; i++)
        out->letters |= UINT32_C(1) << (fold[i] - 'a');
}

void spelled_name_make(struct spelled_name *out, const char *text)
{
    memset(out, 0, sizeof *out);
    while (*text != '\0' && out->name.count < RAS_NAME_SYLLABLES_MAX) {
        const size_t length = strcspn(text, " ");
        struct ras_syllable *const syllable = &out->syllables[out->name.count];
        syllable_from(syllable, text, length);
        out->name.syllable[out->name.count++] = syllable;
        text += length;
        text += strspn(text, " ");
    }
}

void spelled_syllable_make(struct ras_syllable *out, const char *fold)
{
    syllable_from(out, fold, strlen(fold));
}
