/* Each worker's memory of the syllables it has met: making the weaker forms of a syllable costs far
 * more than finding it again, and Vietnamese has a few thousand.
 *
 * Ownership: the syllables live until fini; pointers stay good while the cache grows.
 * Threads: a cache belongs to one thread at a time. */
#ifndef RASOAT_INDEX_SYLLABLE_CACHE_H
#define RASOAT_INDEX_SYLLABLE_CACHE_H

#include "base/arena.h"
#include "base/table.h"
#include "base/vector.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/name.h"

struct ras_syllable_cache {
    struct ras_arena arena;
    struct ras_table table;      /* hash of the spelling -> position below */
    struct ras_vector syllables; /* const struct ras_syllable * */
};

void ras_syllable_cache_init(struct ras_syllable_cache *cache);
void ras_syllable_cache_fini(struct ras_syllable_cache *cache);
/* A canonical name as syllables of the cache. */
enum ras_status ras_syllable_cache_name(struct ras_syllable_cache *cache,
                                        struct ras_bytes canonical, struct ras_name *name,
                                        struct ras_error *error) RAS_MUST_CHECK;

#endif
