/* A person's name as syllables, each with its weaker forms ready to compare.
 *
 * A syllable is 64 bytes, one cache line. The five hashes are 64-bit hashes of the text of the
 * form, so that "equal without tone" is one comparison of integers and no dictionary is needed to
 * compare two names; the resident index keeps each distinct syllable once and names as lists of
 * numbers.
 *
 *   spelled   as written, lower case, NFC                          hoà
 *   toned     tone mark in its canonical place (new style)         hòa
 *   marked    no tone, letters keep their marks (đ ê ư ...)         hoa
 *   folded    ASCII letters a-z only                               hoa
 *   dialect   folded, with the classes of dialect spelling merged  (l/n, s/x, ch/tr, d/gi/r ...)
 */
#ifndef RASOAT_RECORD_NAME_H
#define RASOAT_RECORD_NAME_H

#include "rasoat/bytes.h"

#include <assert.h>
#include <stdint.h>

#define RAS_NAME_SYLLABLES_MAX 10  /* later syllables are not compared; counted as a repair */
#define RAS_NAME_BYTES_MAX     255 /* of the canonical text of a name */
#define RAS_SYLLABLE_FOLD_MAX  19  /* letters of a longer token are cut for edit distance only */

struct ras_syllable {
    uint64_t spelled;
    uint64_t toned;
    uint64_t marked;
    uint64_t folded;
    uint64_t dialect;
    uint32_t letters; /* bit 0 = 'a' ... bit 25 = 'z': lossless filter for edit distance */
    uint8_t fold_length;
    char fold[RAS_SYLLABLE_FOLD_MAX]; /* folded letters, zero-filled */
};
static_assert(sizeof(struct ras_syllable) == 64, "one cache line");

/* count = 0: no name. The syllables are borrowed (index, or the row's own batch). */
struct ras_name {
    uint32_t count;
    const struct ras_syllable *syllable[RAS_NAME_SYLLABLES_MAX];
};

#endif
