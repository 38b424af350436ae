/* Each worker's memory of the syllables it has met: making the weaker forms of a syllable costs far
 * more than finding it again, and Vietnamese has a few thousand.
 *
 * Ownership: the syllables live until fini; pointers stay good while the cache grows. Junk must not
 * let it grow without end: once RAS_SYLLABLES_KEPT_MAX are kept, a further one is made in the
 * caller's arena each time it is met.
 * Threads: a cache belongs to one thread at a time. */
#ifndef RASOAT_NORMALISE_SYLLABLE_CACHE_H
#define RASOAT_NORMALISE_SYLLABLE_CACHE_H

#include "base/arena.h"
#include "base/table.h"
#include "base/vector.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/name.h"

#define RAS_SYLLABLES_KEPT_MAX 32768u /* 2 MB, several times what a country's names hold */

struct ras_syllable_cache {
    struct ras_arena arena;
    struct ras_table table;      /* hash of the spelling -> position below */
    struct ras_vector syllables; /* const struct ras_syllable * */
};

void ras_syllable_cache_init(struct ras_syllable_cache *cache);
void ras_syllable_cache_fini(struct ras_syllable_cache *cache);
/* The syllable of a canonical token (no blanks, not empty), NULL if it is not kept yet and there is
 * no room for one more. */
enum ras_status ras_syllable_cache_token(struct ras_syllable_cache *cache, struct ras_bytes token,
                                         const struct ras_syllable **found,
                                         struct ras_error *error) RAS_MUST_CHECK;
/* A canonical name as syllables of the cache, or of the arena where the cache is full. */
enum ras_status ras_syllable_cache_name(struct ras_syllable_cache *cache, struct ras_arena *arena,
                                        struct ras_bytes canonical, struct ras_name *name,
                                        struct ras_error *error) RAS_MUST_CHECK;

#endif
