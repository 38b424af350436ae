/* A map from the hash of a spelling to its syllable. */
#include "normalise/syllable_cache.h"

#include "base/hash.h"
#include "base/try.h"
#include "normalise/normaliser.h"

#include <string.h>

void ras_syllable_cache_init(struct ras_syllable_cache *cache)
{
    ras_arena_init(&cache->arena, (size_t)256 << 10);
    ras_table_init(&cache->table);
    ras_vector_init(&cache->syllables, sizeof(const struct ras_syllable *));
}

void ras_syllable_cache_fini(struct ras_syllable_cache *cache)
{
    ras_arena_fini(&cache->arena);
    ras_table_fini(&cache->table);
    ras_vector_fini(&cache->syllables);
}

enum ras_status ras_syllable_cache_token(struct ras_syllable_cache *cache, struct ras_bytes token,
                                         const struct ras_syllable **found, struct ras_error *error)
{
    const uint64_t hash = ras_hash(token.data, token.length);
    uint32_t number = ras_table_find(&cache->table, hash);
    if (number == RAS_TABLE_NONE) {
        *found = NULL;
        if (cache->syllables.count == RAS_SYLLABLES_KEPT_MAX)
            return RAS_OK;
        struct ras_syllable *const syllable =
            ras_arena_alloc(&cache->arena, sizeof *syllable, sizeof *syllable);
        if (syllable == NULL)
            return ras_no_memory(error, sizeof *syllable);
        ras_syllable_make(token, syllable);
        void *item = NULL;
        RAS_TRY(
            ras_table_add(&cache->table, hash, (uint32_t)cache->syllables.count, &number, error));
        RAS_TRY(ras_vector_extend(&cache->syllables, 1, &item, error));
        *(const struct ras_syllable **)item = syllable;
    }
    *found = ((const struct ras_syllable **)cache->syllables.data)[number];
    return RAS_OK;
}

/* The token's syllable in the arena of the text it stands in. */
static enum ras_status make_passing(struct ras_arena *arena, struct ras_bytes token,
                                    const struct ras_syllable **made, struct ras_error *error)
{
    struct ras_syllable *const syllable =
        ras_arena_alloc(arena, sizeof *syllable, sizeof *syllable);
    if (syllable == NULL)
        return ras_no_memory(error, sizeof *syllable);
    ras_syllable_make(token, syllable);
    *made = syllable;
    return RAS_OK;
}

enum ras_status ras_syllable_cache_name(struct ras_syllable_cache *cache, struct ras_arena *arena,
                                        struct ras_bytes canonical, struct ras_name *name,
                                        struct ras_error *error)
{
    name->count = 0;
    for (size_t start = 0, end; start < canonical.length; start = end + 1) {
        const char *const blank = memchr(canonical.data + start, ' ', canonical.length - start);
        end = blank == NULL ? canonical.length : (size_t)(blank - canonical.data);
        if (end == start || name->count == RAS_NAME_SYLLABLES_MAX)
            continue;
        const struct ras_bytes token = {canonical.data + start, end - start};
        const struct ras_syllable **const syllable = &name->syllable[name->count];
        RAS_TRY(ras_syllable_cache_token(cache, token, syllable, error));
        if (*syllable == NULL)
            RAS_TRY(make_passing(arena, token, syllable, error));
        name->count++;
    }
    return RAS_OK;
}
