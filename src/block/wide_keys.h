/* Keys for a wide search: by what is left of a name when one syllable of it is wrong, missing or
 * too many, whatever its order, together with part of the date or the place.
 *
 * They are many and their blocks are large, too large to be posted for every resident; a search
 * that has few rows to place posts the rows and lets the residents pass by (engine/wide_search.h).
 *
 * Two subjects meet if any key of the one is a key of the other; a key says by itself what it is
 * made of. A name stands in a key as the sum of its syllables' hashes, dialect spellings merged:
 * the order of syllables is not in it, and the sum less one syllable is that of the name without
 * it. Threads: pure. */
#ifndef RASOAT_BLOCK_WIDE_KEYS_H
#define RASOAT_BLOCK_WIDE_KEYS_H

#include "record/resident.h"

#include <stdint.h>

#define RAS_WIDE_KEYS_MAX (4 * RAS_NAME_SYLLABLES_MAX + 16)

struct ras_wide_keys {
    uint64_t key[RAS_WIDE_KEYS_MAX];
    unsigned count;
};

/* The names of the parents are not read. */
void ras_wide_keys_make(const struct ras_subject *subject, struct ras_wide_keys *keys);

#endif
