/* Residents passing by the posted rows. */
#include "engine/wide_search.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/sort.h"
#include "base/try.h"
#include "block/wide_keys.h"
#include "index/postings.h"

#include <string.h>

#define PART_RESIDENTS      16384u
#define PREFETCH_RESIDENTS  8u
#define FILTER_BITS_PER_KEY 16u

/* A search under way. */
struct passing {
    const struct ras_index *residents;
    struct ras_postings rows;
    uint64_t *filter;
    unsigned filter_shift;    /* word of a key = key >> filter_shift */
    struct ras_vector *found; /* of each part: uint64_t pairs */
};

void ras_wide_search_init(struct ras_wide_search *search, const struct ras_index *residents,
                          unsigned thread_count, const atomic_int *stop)
{
    *search = (struct ras_wide_search){
        .residents = residents, .thread_count = thread_count, .stop = stop};
    ras_vector_init(&search->keys, sizeof(uint64_t));
    ras_vector_init(&search->key_row, sizeof(uint32_t));
}

void ras_wide_search_fini(struct ras_wide_search *search)
{
    ras_vector_fini(&search->keys);
    ras_vector_fini(&search->key_row);
}

enum ras_status ras_wide_search_add(struct ras_wide_search *search, const struct ras_subject *row,
                                    struct ras_error *error)
{
    struct ras_wide_keys made;
    void *keys = NULL, *rows = NULL;
    ras_wide_keys_make(row, &made);
    RAS_TRY(ras_vector_extend(&search->keys, made.count, &keys, error));
    RAS_TRY(ras_vector_extend(&search->key_row, made.count, &rows, error));
    for (unsigned i = 0; i < made.count; i++) {
        ((uint64_t *)keys)[i] = made.key[i];
        ((uint32_t *)rows)[i] = search->row_count;
    }
    search->row_count++;
    return RAS_OK;
}

void ras_wide_search_skip(struct ras_wide_search *search)
{
    search->row_count++;
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

static enum ras_status resident_pass(const struct passing *passing, uint32_t resident,
                                     struct ras_vector *found, struct ras_error *error)
{
    struct ras_subject subject;
    struct ras_wide_keys keys;
    subject.fields = passing->residents->residents[resident];
    ras_index_name(passing->residents, subject.fields.name, &subject.name);
    ras_wide_keys_make(&subject, &keys);
    for (unsigned i = 0; i < keys.count; i++) {
        const uint64_t bits = filter_bits(keys.key[i]);
        if ((passing->filter[keys.key[i] >> passing->filter_shift] & bits) == bits)
            RAS_TRY(hits_take(passing, keys.key[i], resident, found, error));
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
    (void)worker;
    for (uint64_t resident = start; resident < end; resident++) {
        names_prefetch(passing->residents, resident, end);
        RAS_TRY(resident_pass(passing, (uint32_t)resident, &passing->found[part], error));
    }
    return RAS_OK;
}

/* ---- all of them ---- */

static enum ras_status filter_make(struct passing *passing, const struct ras_vector *keys,
                                   struct ras_error *error)
{
    unsigned bits = 9;
    while (bits < 40 && (UINT64_C(1) << bits) < FILTER_BITS_PER_KEY * (uint64_t)keys->count)
        bits++;
    passing->filter_shift = 64 - (bits - 6);
    passing->filter = ras_alloc_zeroed((size_t)1 << (bits - 6), sizeof(uint64_t));
    if (passing->filter == NULL)
        return ras_no_memory(error, (size_t)1 << (bits - 3));
    for (size_t i = 0; i < keys->count; i++) {
        const uint64_t key = ((const uint64_t *)keys->data)[i];
        passing->filter[key >> passing->filter_shift] |= filter_bits(key);
    }
    return RAS_OK;
}

static void postings_free(struct ras_postings *postings)
{
    if (postings->fences == NULL)
        return;
    ras_free_huge((void *)(uintptr_t)postings->fences, ras_postings_fence_bytes(postings));
    ras_free_huge((void *)(uintptr_t)postings->postings, ras_postings_posting_bytes(postings));
}

/* Parts in order, then sorted, each pair once. */
static enum ras_status pairs_gather(const struct passing *passing, size_t part_count,
                                    struct ras_vector *pairs, struct ras_error *error)
{
    struct ras_vector scratch;
    void *items = NULL;
    size_t count = 0, made = 0;
    for (size_t part = 0; part < part_count; part++)
        count += passing->found[part].count;
    pairs->count = 0;
    RAS_TRY(ras_vector_extend(pairs, count, &items, error));
    if (count == 0)
        return RAS_OK;
    uint64_t *const all = items;
    for (size_t part = 0, at = 0; part < part_count; at += passing->found[part++].count)
        if (passing->found[part].count > 0)
            memcpy(all + at, passing->found[part].data,
                   passing->found[part].count * sizeof(uint64_t));
    ras_vector_init(&scratch, sizeof(uint64_t));
    const enum ras_status status = ras_vector_extend(&scratch, count, &items, error);
    if (status == RAS_OK) {
        ras_sort_keys(all, items, count, 0);
        for (size_t i = 0; i < count; i++)
            if (made == 0 || all[made - 1] != all[i])
                all[made++] = all[i];
        pairs->count = made;
    }
    ras_vector_fini(&scratch);
    return status;
}

enum ras_status ras_wide_search_run(struct ras_wide_search *search, struct ras_vector *pairs,
                                    struct ras_error *error)
{
    const uint64_t resident_count = search->residents->counts.resident_count;
    const size_t part_count = (size_t)((resident_count + PART_RESIDENTS - 1) / PART_RESIDENTS);
    const struct ras_posting_input input = {
        .keys = search->keys.data, .residents = search->key_row.data, .count = search->keys.count};
    struct passing passing = {.residents = search->residents};
    enum ras_status status = RAS_OK;
    pairs->count = 0;
    if (input.count == 0 || part_count == 0)
        return RAS_OK;
    passing.found = ras_alloc_zeroed(part_count, sizeof passing.found[0]);
    if (passing.found == NULL)
        return ras_no_memory(error, part_count * sizeof passing.found[0]);
    for (size_t part = 0; part < part_count; part++)
        ras_vector_init(&passing.found[part], sizeof(uint64_t));
    RAS_TRY_DONE(
        ras_postings_build(&input, search->thread_count, search->stop, &passing.rows, error));
    RAS_TRY_DONE(filter_make(&passing, &search->keys, error));
    RAS_TRY_DONE(ras_parallel_run(search->thread_count, part_count, part_pass, &passing,
                                  search->stop, error));
    RAS_TRY_DONE(pairs_gather(&passing, part_count, pairs, error));
done:
    for (size_t part = 0; part < part_count; part++)
        ras_vector_fini(&passing.found[part]);
    ras_free(passing.found);
    ras_free(passing.filter);
    postings_free(&passing.rows);
    return status;
}
