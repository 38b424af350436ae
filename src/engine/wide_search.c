/* Residents passing by the posted rows. */
#include "engine/wide_search.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/sort_parallel.h"
#include "base/try.h"
#include "block/wide_keys.h"
#include "index/postings.h"

#include <assert.h>
#include <string.h>

#define OWN_MAX             3u
#define PART_ROWS           2048u
#define PART_RESIDENTS      16384u
#define PREFETCH_RESIDENTS  8u
#define FILTER_BITS_PER_KEY 16u

/* Memory for a while: the caller's as far as it goes. */
struct room {
    char *free;
    size_t left;
    struct {
        void *block;
        size_t bytes;
    } own[OWN_MAX];
    unsigned own_count;
};

/* A search under way. */
struct passing {
    const struct ras_wide_search *search;
    const struct ras_index *residents;
    size_t *key_starts; /* of each part of the rows, and the end: first counts, then sums */
    uint64_t *keys;
    uint32_t *key_rows; /* the row of each key */
    size_t key_count;
    struct room room;
    struct ras_postings rows; /* its postings are in the room */
    uint64_t *filter;
    unsigned filter_shift;    /* word of a key = key >> filter_shift */
    struct ras_vector *found; /* of each part of the residents: uint64_t pairs */
};

static void room_open(struct room *room, const struct ras_wide_search *search)
{
    room->free = search->room;
    room->left = search->room == NULL ? 0 : search->room_bytes;
}

/* Not cleared, aligned to 8 bytes as the room is. */
static void *room_take(struct room *room, size_t bytes, struct ras_error *error)
{
    const size_t whole = (bytes + 7) & ~(size_t)7;
    if (whole <= room->left) {
        void *const block = room->free;
        room->free += whole;
        room->left -= whole;
        return block;
    }
    assert(room->own_count < OWN_MAX);
    void *const block = ras_grow(NULL, 0, whole);
    if (block == NULL) {
        (void)ras_no_memory(error, whole);
        return NULL;
    }
    room->own[room->own_count].block = block;
    room->own[room->own_count++].bytes = whole;
    return block;
}

/* Nothing that was taken is needed any more. */
static void room_close(struct room *room)
{
    for (unsigned i = 0; i < room->own_count; i++)
        ras_free_grown(room->own[i].block, room->own[i].bytes);
    *room = (struct room){.own_count = 0};
}

/* ---- the rows' keys ---- */

/* The keys of a row that is searched for. */
static bool row_keys(const struct passing *passing, uint32_t row, struct ras_wide_keys *keys)
{
    struct ras_subject subject;
    if (!passing->search->row(passing->search->context, row, &subject))
        return false;
    ras_wide_keys_make(&subject, keys);
    return true;
}

static uint32_t part_end(const struct passing *passing, size_t part)
{
    const uint32_t start = (uint32_t)part * PART_ROWS, count = passing->search->row_count;
    return count - start < PART_ROWS ? count : start + PART_ROWS;
}

static enum ras_status keys_count(void *context, unsigned worker, size_t part,
                                  struct ras_error *error)
{
    const struct passing *const passing = context;
    const uint32_t end = part_end(passing, part);
    size_t count = 0;
    (void)worker;
    (void)error;
    for (uint32_t row = (uint32_t)part * PART_ROWS; row < end; row++) {
        struct ras_wide_keys keys;
        count += row_keys(passing, row, &keys) ? keys.count : 0;
    }
    passing->key_starts[part] = count;
    return RAS_OK;
}

static enum ras_status keys_fill(void *context, unsigned worker, size_t part,
                                 struct ras_error *error)
{
    const struct passing *const passing = context;
    const uint32_t end = part_end(passing, part);
    size_t at = passing->key_starts[part];
    (void)worker;
    (void)error;
    for (uint32_t row = (uint32_t)part * PART_ROWS; row < end; row++) {
        struct ras_wide_keys keys;
        if (!row_keys(passing, row, &keys))
            continue;
        for (unsigned i = 0; i < keys.count; i++, at++) {
            passing->keys[at] = keys.key[i];
            passing->key_rows[at] = row;
        }
    }
    return RAS_OK;
}

/* They are counted, then made again in their places: cheaper than arrays that grow. */
static enum ras_status rows_post(struct passing *passing, struct ras_error *error)
{
    const struct ras_wide_search *const search = passing->search;
    const size_t part_count = (search->row_count + PART_ROWS - 1) / PART_ROWS;
    size_t sum = 0;
    passing->key_starts = ras_alloc_zeroed(part_count + 1, sizeof passing->key_starts[0]);
    if (passing->key_starts == NULL)
        return ras_no_memory(error, part_count * sizeof passing->key_starts[0]);
    RAS_TRY(ras_parallel_run(search->thread_count, part_count, keys_count, passing, search->stop,
                             error));
    for (size_t part = 0; part <= part_count; part++) {
        const size_t count = passing->key_starts[part];
        passing->key_starts[part] = sum;
        sum += count;
    }
    passing->key_count = sum;
    if (sum == 0)
        return RAS_OK;
    passing->keys = room_take(&passing->room, sum * sizeof passing->keys[0], error);
    if (passing->keys == NULL)
        return RAS_NO_MEMORY;
    passing->key_rows = room_take(&passing->room, sum * sizeof passing->key_rows[0], error);
    struct ras_posting *const postings = room_take(&passing->room, sum * sizeof postings[0], error);
    if (passing->key_rows == NULL || postings == NULL)
        return RAS_NO_MEMORY;
    RAS_TRY(ras_parallel_run(search->thread_count, part_count, keys_fill, passing, search->stop,
                             error));
    const struct ras_posting_input input = {
        .keys = passing->keys, .residents = passing->key_rows, .count = sum};
    return ras_postings_build_in(&input, postings, search->thread_count, search->stop,
                                 &passing->rows, error);
}

/* ---- a part of the residents ---- */

/* Three bits in one word: a Bloom filter that costs one miss (F. Putze, P. Sanders, J. Singler,
 * "Cache-, Hash- and Space-Efficient Bloom Filters", 2007). */
static inline uint64_t filter_bits(uint64_t key)
{
    return UINT64_C(1) << (key & 63) | UINT64_C(1) << (key >> 6 & 63) |
           UINT64_C(1) << (key >> 12 & 63);
}

static enum ras_status hits_take(const struct passing *passing, uint64_t key, uint32_t resident,
                                 struct ras_vector *found, struct ras_error *error)
{
    const struct ras_posting_run run = ras_postings_find(&passing->rows, key);
    void *items = NULL;
    RAS_TRY(ras_vector_extend(found, run.count, &items, error));
    for (uint32_t i = 0; i < run.count; i++)
        ((uint64_t *)items)[i] = (uint64_t)run.first[i].resident << 32 | resident;
    return RAS_OK;
}

/* The keys of a resident; their words of the filter are asked for. */
static void resident_keys(const struct passing *passing, uint64_t resident,
                          struct ras_wide_keys *keys)
{
    struct ras_subject subject;
    subject.fields = passing->residents->residents[resident];
    ras_index_name(passing->residents, subject.fields.name, &subject.name);
    ras_wide_keys_make(&subject, keys);
    for (unsigned i = 0; i < keys->count; i++)
        __builtin_prefetch(&passing->filter[keys->key[i] >> passing->filter_shift]);
}

static enum ras_status resident_pass(const struct passing *passing, uint32_t resident,
                                     const struct ras_wide_keys *keys, struct ras_vector *found,
                                     struct ras_error *error)
{
    for (unsigned i = 0; i < keys->count; i++) {
        const uint64_t bits = filter_bits(keys->key[i]);
        if ((passing->filter[keys->key[i] >> passing->filter_shift] & bits) == bits)
            RAS_TRY(hits_take(passing, keys->key[i], resident, found, error));
    }
    return RAS_OK;
}

/* Names lie anywhere: their entries are asked for long ahead, their syllables once those are there.
 */
static inline void names_prefetch(const struct ras_index *index, uint64_t resident, uint64_t end)
{
    if (resident + 2 * PREFETCH_RESIDENTS < end)
        __builtin_prefetch(&index->names[index->residents[resident + 2 * PREFETCH_RESIDENTS].name]);
    if (resident + PREFETCH_RESIDENTS >= end)
        return;
    const struct ras_name_entry *const name =
        &index->names[index->residents[resident + PREFETCH_RESIDENTS].name];
    const uint32_t *const syllables = ras_index_syllables(index, name);
    for (uint32_t i = 0; i < name->count; i++)
        __builtin_prefetch(&index->syllables[syllables[i]]);
}

static enum ras_status part_pass(void *context, unsigned worker, size_t part,
                                 struct ras_error *error)
{
    const struct passing *const passing = context;
    const uint64_t count = passing->residents->counts.resident_count;
    const uint64_t start = (uint64_t)part * PART_RESIDENTS;
    const uint64_t end = start + PART_RESIDENTS < count ? start + PART_RESIDENTS : count;
    struct ras_wide_keys keys[2]; /* of the resident in hand and of the next */
    (void)worker;
    resident_keys(passing, start, &keys[start % 2]);
    for (uint64_t resident = start; resident < end; resident++) {
        names_prefetch(passing->residents, resident, end);
        if (resident + 1 < end)
            resident_keys(passing, resident + 1, &keys[(resident + 1) % 2]);
        RAS_TRY(resident_pass(passing, (uint32_t)resident, &keys[resident % 2],
                              &passing->found[part], error));
    }
    return RAS_OK;
}

/* ---- all of them ---- */

static enum ras_status filter_make(struct passing *passing, struct ras_error *error)
{
    unsigned bits = 9;
    while (bits < 40 && (UINT64_C(1) << bits) < FILTER_BITS_PER_KEY * (uint64_t)passing->key_count)
        bits++;
    passing->filter_shift = 64 - (bits - 6);
    passing->filter = ras_alloc_huge((size_t)1 << (bits - 3));
    if (passing->filter == NULL)
        return ras_no_memory(error, (size_t)1 << (bits - 3));
    for (size_t i = 0; i < passing->key_count; i++)
        passing->filter[passing->keys[i] >> passing->filter_shift] |= filter_bits(passing->keys[i]);
    return RAS_OK;
}

static size_t filter_bytes(const struct passing *passing)
{
    return (size_t)8 << (64 - passing->filter_shift);
}

static void passing_end(struct passing *passing, size_t part_count)
{
    const struct ras_postings *const rows = &passing->rows;
    room_close(&passing->room);
    for (size_t part = 0; part < part_count; part++)
        ras_vector_fini(&passing->found[part]);
    ras_free(passing->found);
    ras_free(passing->key_starts);
    if (passing->filter != NULL)
        ras_free_huge(passing->filter, filter_bytes(passing));
    if (rows->fences != NULL)
        ras_free_huge((void *)(uintptr_t)rows->fences, ras_postings_fence_bytes(rows));
}

/* Parts in order, so residents rise: they are sorted by row alone. Each pair once. The keys are not
 * needed any more. */
static enum ras_status pairs_gather(struct passing *passing, size_t part_count,
                                    struct ras_vector *pairs, struct ras_error *error)
{
    const struct ras_wide_search *const search = passing->search;
    void *items = NULL;
    size_t count = 0, made = 0;
    for (size_t part = 0; part < part_count; part++)
        count += passing->found[part].count;
    RAS_TRY(ras_vector_extend(pairs, count, &items, error));
    if (count == 0)
        return RAS_OK;
    uint64_t *const all = items;
    room_close(&passing->room);
    room_open(&passing->room, search);
    uint64_t *const scratch = room_take(&passing->room, count * sizeof scratch[0], error);
    if (scratch == NULL)
        return RAS_NO_MEMORY;
    for (size_t part = 0, at = 0; part < part_count; at += passing->found[part++].count)
        if (passing->found[part].count > 0)
            memcpy(all + at, passing->found[part].data,
                   passing->found[part].count * sizeof(uint64_t));
    const enum ras_status status =
        ras_sort_keys_parallel(all, scratch, count, 32, search->thread_count, search->stop, error);
    for (size_t i = 0; i < count && status == RAS_OK; i++)
        if (made == 0 || all[made - 1] != all[i])
            all[made++] = all[i];
    pairs->count = made;
    return status;
}

enum ras_status ras_wide_search_run(const struct ras_wide_search *search, struct ras_vector *pairs,
                                    struct ras_error *error)
{
    const uint64_t resident_count = search->residents->counts.resident_count;
    const size_t part_count = (size_t)((resident_count + PART_RESIDENTS - 1) / PART_RESIDENTS);
    struct passing passing = {.search = search, .residents = search->residents};
    enum ras_status status = RAS_OK;
    pairs->count = 0;
    if (search->row_count == 0 || part_count == 0)
        return RAS_OK;
    passing.found = ras_alloc_zeroed(part_count, sizeof passing.found[0]);
    if (passing.found == NULL)
        return ras_no_memory(error, part_count * sizeof passing.found[0]);
    for (size_t part = 0; part < part_count; part++)
        ras_vector_init(&passing.found[part], sizeof(uint64_t));
    room_open(&passing.room, search);
    RAS_TRY_DONE(rows_post(&passing, error));
    if (passing.key_count == 0)
        goto done;
    RAS_TRY_DONE(filter_make(&passing, error));
    RAS_TRY_DONE(ras_parallel_run(search->thread_count, part_count, part_pass, &passing,
                                  search->stop, error));
    RAS_TRY_DONE(pairs_gather(&passing, part_count, pairs, error));
done:
    passing_end(&passing, part_count);
    return status;
}
