/* The builder: arrivals in file order become residents, names and syllables; then frequencies and
 * postings. */
#include "index/builder.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/table.h"
#include "base/try.h"
#include "base/vector.h"
#include "index/frequencies.h"
#include "index/memory.h"
#include "index/postings.h"

#include <assert.h>
#include <string.h>

#define KEY_TASK_RESIDENTS 16384
#define HASHES_AHEAD       8

struct name_hashes {
    uint64_t name, mother, father;
};

struct ras_index_builder {
    bool keep_ids;
    uint64_t reject_count;
    struct ras_vector residents;  /* struct ras_resident */
    struct ras_vector id_offsets; /* uint64_t, kept only with keep_ids */
    struct ras_text id_text;
    struct ras_vector syllables;        /* struct ras_syllable */
    struct ras_vector spelling_offsets; /* uint32_t */
    struct ras_text spelling_text;
    struct ras_vector names;           /* struct ras_name_entry */
    struct ras_vector lists;           /* uint32_t, of long names */
    struct ras_table syllable_numbers; /* spelled hash -> number */
    struct ras_table name_numbers;     /* hash of spelled hashes -> number */
    struct ras_text rejects;
};

/* ---- arrivals ---- */

struct ras_index_builder *ras_index_builder_create(bool keep_ids)
{
    struct ras_index_builder *const builder = ras_alloc_zeroed(1, sizeof *builder);
    if (builder == NULL)
        return NULL;
    builder->keep_ids = keep_ids;
    ras_vector_init(&builder->residents, sizeof(struct ras_resident));
    ras_vector_init(&builder->id_offsets, sizeof(uint64_t));
    ras_text_init(&builder->id_text);
    ras_vector_init(&builder->syllables, sizeof(struct ras_syllable));
    ras_vector_init(&builder->spelling_offsets, sizeof(uint32_t));
    ras_text_init(&builder->spelling_text);
    ras_vector_init(&builder->names, sizeof(struct ras_name_entry));
    ras_vector_init(&builder->lists, sizeof(uint32_t));
    ras_table_init(&builder->syllable_numbers);
    ras_table_init(&builder->name_numbers);
    ras_text_init(&builder->rejects);
    void *item = NULL; /* name 0 is "no name" */
    if (ras_vector_extend(&builder->names, 1, &item, NULL) != RAS_OK) {
        ras_index_builder_destroy(builder);
        return NULL;
    }
    memset(item, 0, sizeof(struct ras_name_entry));
    return builder;
}

void ras_index_builder_destroy(struct ras_index_builder *builder)
{
    if (builder == NULL)
        return;
    ras_vector_fini(&builder->residents);
    ras_vector_fini(&builder->id_offsets);
    ras_text_fini(&builder->id_text);
    ras_vector_fini(&builder->syllables);
    ras_vector_fini(&builder->spelling_offsets);
    ras_text_fini(&builder->spelling_text);
    ras_vector_fini(&builder->names);
    ras_vector_fini(&builder->lists);
    ras_table_fini(&builder->syllable_numbers);
    ras_table_fini(&builder->name_numbers);
    ras_text_fini(&builder->rejects);
    ras_free(builder);
}

/* The position-th token of a canonical name. */
static struct ras_bytes token_at(struct ras_bytes text, uint32_t position)
{
    size_t start = 0;
    for (;;) {
        size_t end = start;
        while (end < text.length && text.data[end] != ' ')
            end++;
        if (position == 0 || end >= text.length)
            return (struct ras_bytes){text.data + start, end - start};
        position -= end > start;
        start = end + 1;
    }
}

static enum ras_status syllable_intern(struct ras_index_builder *builder,
                                       const struct ras_syllable *syllable, struct ras_bytes token,
                                       uint32_t *number, struct ras_error *error)
{
    const uint32_t fresh = (uint32_t)builder->syllables.count;
    RAS_TRY(ras_table_add(&builder->syllable_numbers, syllable->spelled, fresh, number, error));
    if (*number != fresh)
        return RAS_OK;
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&builder->syllables, 1, &item, error));
    memcpy(item, syllable, sizeof *syllable);
    RAS_TRY(ras_vector_extend(&builder->spelling_offsets, 1, &item, error));
    *(uint32_t *)item = (uint32_t)builder->spelling_text.length;
    ras_text_bytes(&builder->spelling_text, token);
    return ras_text_status(&builder->spelling_text, error);
}

/* What makes two names one entry: the hash of their spelled syllables. */
static uint64_t name_hash(const struct ras_name *name)
{
    uint64_t spelled[RAS_NAME_SYLLABLES_MAX];
    for (uint32_t i = 0; i < name->count; i++)
        spelled[i] = name->syllable[i]->spelled;
    return ras_hash(spelled, name->count * sizeof spelled[0]);
}

static enum ras_status name_intern(struct ras_index_builder *builder, const struct ras_name *name,
                                   uint64_t hash, struct ras_bytes text, uint32_t *number,
                                   struct ras_error *error)
{
    *number = 0;
    if (name->count == 0)
        return RAS_OK;
    const uint32_t fresh = (uint32_t)builder->names.count;
    RAS_TRY(ras_table_add(&builder->name_numbers, hash, fresh, number, error));
    if (*number != fresh)
        return RAS_OK;
    void *item = NULL, *list = NULL;
    RAS_TRY(ras_vector_extend(&builder->names, 1, &item, error));
    struct ras_name_entry *const entry = item;
    *entry = (struct ras_name_entry){.count = name->count};
    list = entry->syllable;
    if (name->count > RAS_NAME_INLINE) {
        entry->syllable[0] = (uint32_t)builder->lists.count;
        RAS_TRY(ras_vector_extend(&builder->lists, name->count, &list, error));
    }
    for (uint32_t i = 0; i < name->count; i++)
        RAS_TRY(syllable_intern(builder, name->syllable[i], token_at(text, i),
                                &((uint32_t *)list)[i], error));
    return RAS_OK;
}

static enum ras_status builder_keep_id(struct ras_index_builder *builder, struct ras_bytes id,
                                       struct ras_error *error)
{
    void *item = NULL;
    if (!builder->keep_ids)
        return RAS_OK;
    RAS_TRY(ras_vector_extend(&builder->id_offsets, 1, &item, error));
    *(uint64_t *)item = builder->id_text.length;
    ras_text_bytes(&builder->id_text, id);
    return ras_text_status(&builder->id_text, error);
}

/* The hashes of an arrival's names, and their lines of the table asked for: delivery is the one
 * step of the build that one thread does alone, so it must not wait for memory. */
static void arrival_hash(const struct ras_index_builder *builder, const struct ras_arrival *arrival,
                         struct name_hashes *hashes)
{
    hashes->name = name_hash(&arrival->subject.name);
    hashes->mother = name_hash(&arrival->subject.mother);
    hashes->father = name_hash(&arrival->subject.father);
    ras_table_prefetch(&builder->name_numbers, hashes->name);
    ras_table_prefetch(&builder->name_numbers, hashes->mother);
    ras_table_prefetch(&builder->name_numbers, hashes->father);
}

static enum ras_status arrival_take(struct ras_index_builder *builder,
                                    const struct ras_arrival *arrival,
                                    const struct name_hashes *hashes, struct ras_resident *resident,
                                    struct ras_error *error)
{
    *resident = arrival->subject.fields;
    RAS_TRY(name_intern(builder, &arrival->subject.name, hashes->name, arrival->name_text,
                        &resident->name, error));
    RAS_TRY(name_intern(builder, &arrival->subject.mother, hashes->mother, arrival->mother_text,
                        &resident->mother_name, error));
    RAS_TRY(name_intern(builder, &arrival->subject.father, hashes->father, arrival->father_text,
                        &resident->father_name, error));
    return builder_keep_id(builder, arrival->resident_id, error);
}

enum ras_status ras_index_builder_add(struct ras_index_builder *builder,
                                      const struct ras_arrival *arrivals, size_t count,
                                      struct ras_error *error)
{
    if (builder->residents.count + count >= RAS_RESIDENT_NONE)
        return ras_fail(error, RAS_BAD_INPUT, "more than %u residents: split them into shards",
                        RAS_RESIDENT_NONE - 1);
    void *items = NULL;
    RAS_TRY(ras_vector_extend(&builder->residents, count, &items, error));
    struct name_hashes ahead[HASHES_AHEAD];
    for (size_t i = 0; i < count && i < HASHES_AHEAD; i++)
        arrival_hash(builder, &arrivals[i], &ahead[i]);
    for (size_t i = 0; i < count; i++) {
        const struct name_hashes hashes = ahead[i % HASHES_AHEAD];
        if (i + HASHES_AHEAD < count)
            arrival_hash(builder, &arrivals[i + HASHES_AHEAD], &ahead[i % HASHES_AHEAD]);
        RAS_TRY(
            arrival_take(builder, &arrivals[i], &hashes, (struct ras_resident *)items + i, error));
    }
    return RAS_OK;
}

enum ras_status ras_index_builder_reject(struct ras_index_builder *builder, struct ras_bytes lines,
                                         uint64_t reject_count, struct ras_error *error)
{
    builder->reject_count += reject_count;
    ras_text_bytes(&builder->rejects, lines);
    return ras_text_status(&builder->rejects, error);
}

/* ---- postings ---- */

struct key_job {
    const struct ras_index *index;
    uint64_t *keys[RAS_PASS_COUNT]; /* one array per pass */
};

static enum ras_status keys_task(void *context, unsigned worker, size_t task,
                                 struct ras_error *error)
{
    const struct key_job *const job = context;
    const uint64_t first = (uint64_t)task * KEY_TASK_RESIDENTS;
    const uint64_t count = job->index->counts.resident_count;
    const uint64_t last = first + KEY_TASK_RESIDENTS < count ? first + KEY_TASK_RESIDENTS : count;
    (void)worker;
    (void)error;
    for (uint64_t i = first; i < last; i++) {
        struct ras_subject subject;
        struct ras_keys keys;
        ras_index_subject(job->index, (uint32_t)i, &subject);
        ras_keys_make(&subject, &keys);
        for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
            job->keys[pass][i] = keys.key[pass];
    }
    return RAS_OK;
}

/* Residents whose key of this pass is above the cap, under their refined key. */
static enum ras_status refined_collect(const struct ras_index *index, enum ras_pass pass,
                                       const uint64_t *keys, uint32_t block_rows_max,
                                       struct ras_vector *refined_keys,
                                       struct ras_vector *refined_residents,
                                       struct ras_error *error)
{
    const struct ras_postings *const blocks = &index->blocks[pass];
    for (uint32_t bucket = 0; bucket < blocks->bucket_count; bucket++) {
        const uint32_t start = blocks->fences[bucket], end = blocks->fences[bucket + 1];
        if (end - start <= block_rows_max)
            continue;
        for (uint32_t i = start; i < end;) {
            const struct ras_posting_run run =
                ras_postings_find(blocks, keys[blocks->postings[i].resident]);
            for (uint32_t k = 0; k < run.count && run.count > block_rows_max; k++) {
                struct ras_subject subject;
                void *item = NULL;
                const uint32_t resident = run.first[k].resident;
                ras_index_subject(index, resident, &subject);
                RAS_TRY(ras_vector_extend(refined_keys, 1, &item, error));
                *(uint64_t *)item = ras_key_refine(pass, keys[resident], &subject);
                RAS_TRY(ras_vector_extend(refined_residents, 1, &item, error));
                *(uint32_t *)item = resident;
            }
            i += run.count;
        }
    }
    return RAS_OK;
}

static void postings_take(struct ras_index *index, enum ras_pass pass, unsigned which,
                          const struct ras_postings *made, size_t held_bytes)
{
    struct ras_section_memory *const memory =
        &index->memory->section[RAS_SECTION_PASSES + 4 * pass + 2 * which];
    const size_t fence_bytes = ras_postings_fence_bytes(made);
    memory[0] = (struct ras_section_memory){made->fences, fence_bytes, RAS_OWNER_HUGE, fence_bytes};
    memory[1] = (struct ras_section_memory){made->postings, ras_postings_posting_bytes(made),
                                            RAS_OWNER_HUGE, held_bytes};
}

static enum ras_status refined_build(struct ras_index *index, enum ras_pass pass,
                                     const uint64_t *keys, const struct ras_index_finish *finish,
                                     struct ras_error *error)
{
    struct ras_vector refined_keys, refined_residents;
    enum ras_status status = RAS_OK;
    ras_vector_init(&refined_keys, sizeof(uint64_t));
    ras_vector_init(&refined_residents, sizeof(uint32_t));
    RAS_TRY_DONE(refined_collect(index, pass, keys, finish->block_rows_max, &refined_keys,
                                 &refined_residents, error));
    const struct ras_posting_input hot = {refined_keys.data, refined_residents.data,
                                          refined_keys.count};
    RAS_TRY_DONE(
        ras_postings_build(&hot, finish->thread_count, finish->stop, &index->refined[pass], error));
    postings_take(index, pass, 1, &index->refined[pass],
                  ras_postings_posting_bytes(&index->refined[pass]));
done:
    ras_vector_fini(&refined_keys);
    ras_vector_fini(&refined_residents);
    return status;
}

/* The postings go into *room, which has place for every resident, and take it along. */
static enum ras_status pass_build(struct ras_index *index, enum ras_pass pass, const uint64_t *keys,
                                  void **room, const struct ras_index_finish *finish,
                                  struct ras_error *error)
{
    struct ras_postings *const made = &index->blocks[pass];
    const struct ras_posting_input all = {keys, NULL, index->counts.resident_count};
    const size_t bytes = all.count * sizeof(struct ras_posting);
    RAS_TRY(ras_postings_build_in(&all, *room, finish->thread_count, finish->stop, made, error));
    postings_take(index, pass, 0, made,
                  ras_trim_huge(*room, bytes, ras_postings_posting_bytes(made)));
    *room = NULL;
    return refined_build(index, pass, keys, finish, error);
}

static_assert(sizeof(struct ras_posting) == sizeof(uint64_t), "keys leave room for postings");

/* Passes are built side by side, each by few threads: a thread looks at every key of its pass, so
 * the more share a pass the more looks are in vain. */
#define PASSES_AT_ONCE 4u

/* The keys of one pass are no longer needed once it is built, and become the room of the next that
 * this worker builds: fresh memory is the dearest part of a build. */
struct pass_job {
    struct ras_index *index;
    struct key_job keys;
    void *rooms[PASSES_AT_ONCE]; /* one per worker */
    struct ras_index_finish finish;
};

static enum ras_status pass_task(void *context, unsigned worker, size_t pass,
                                 struct ras_error *error)
{
    struct pass_job *const job = context;
    void **const room = &job->rooms[worker];
    RAS_TRY(pass_build(job->index, (enum ras_pass)pass, job->keys.keys[pass], room, &job->finish,
                       error));
    *room = job->keys.keys[pass];
    job->keys.keys[pass] = NULL;
    return RAS_OK;
}

static enum ras_status pass_memory_get(struct pass_job *job, unsigned workers, size_t bytes,
                                       struct ras_error *error)
{
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        job->keys.keys[pass] = ras_alloc_huge(bytes);
        if (job->keys.keys[pass] == NULL)
            return ras_no_memory(error, bytes);
    }
    for (unsigned worker = 0; worker < workers; worker++) {
        job->rooms[worker] = ras_alloc_huge(bytes);
        if (job->rooms[worker] == NULL)
            return ras_no_memory(error, bytes);
    }
    return RAS_OK;
}

static enum ras_status passes_build(struct ras_index *index, const struct ras_index_finish *finish,
                                    struct ras_error *error)
{
    const size_t count = index->counts.resident_count;
    const size_t bytes = count * sizeof(uint64_t);
    const unsigned workers =
        finish->thread_count < PASSES_AT_ONCE ? finish->thread_count : PASSES_AT_ONCE;
    enum ras_status status = RAS_OK;
    struct pass_job job = {.index = index, .keys = {.index = index}, .finish = *finish};
    job.finish.thread_count = finish->thread_count / workers;
    RAS_TRY_DONE(pass_memory_get(&job, workers, bytes, error));
    RAS_TRY_DONE(ras_parallel_run(finish->thread_count,
                                  (count + KEY_TASK_RESIDENTS - 1) / KEY_TASK_RESIDENTS, keys_task,
                                  &job.keys, finish->stop, error));
    RAS_TRY_DONE(ras_parallel_run(workers, RAS_PASS_COUNT, pass_task, &job, finish->stop, error));
done:
    for (unsigned worker = 0; worker < workers; worker++)
        ras_free_huge(job.rooms[worker], bytes);
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        ras_free_huge(job.keys.keys[pass], bytes);
    return status;
}

/* ---- the finished index ---- */

/* Hand a vector's memory to a section. */
static void section_take(struct ras_index *index, enum ras_section section,
                         struct ras_vector *vector)
{
    index->memory->section[section] =
        (struct ras_section_memory){.data = vector->data,
                                    .bytes = vector->count * vector->item_bytes,
                                    .owner = RAS_OWNER_GROWN,
                                    .held_bytes = vector->capacity * vector->item_bytes};
    *vector = (struct ras_vector){NULL, 0, 0, vector->item_bytes};
}

static void section_take_text(struct ras_index *index, enum ras_section section,
                              struct ras_text *text)
{
    index->memory->section[section] =
        (struct ras_section_memory){text->data, text->length, RAS_OWNER_HEAP, 0};
    ras_text_init(text);
}

/* Offsets end with the length of the text, so that entry i is [offset i, offset i + 1). */
static enum ras_status offsets_end(struct ras_index_builder *builder, struct ras_error *error)
{
    void *item = NULL;
    if (builder->spelling_text.length > UINT32_MAX)
        return ras_fail(error, RAS_BAD_INPUT, "the residents' names hold too many distinct words");
    RAS_TRY(ras_vector_extend(&builder->spelling_offsets, 1, &item, error));
    *(uint32_t *)item = (uint32_t)builder->spelling_text.length;
    return builder_keep_id(builder, (struct ras_bytes){NULL, 0}, error);
}

enum ras_status ras_index_builder_finish(struct ras_index_builder *builder,
                                         const struct ras_index_finish *finish,
                                         struct ras_index **out, struct ras_error *error)
{
    assert(finish->thread_count >= 1);
    enum ras_status status = RAS_OK;
    struct ras_pass_shape shapes[RAS_PASS_COUNT];
    struct ras_index *const index = ras_alloc_zeroed(1, sizeof *index);
    *out = NULL;
    if (index == NULL)
        return ras_no_memory(error, sizeof *index);
    index->memory = ras_alloc_zeroed(1, sizeof *index->memory);
    if (index->memory == NULL) {
        status = ras_no_memory(error, sizeof *index->memory);
        goto done;
    }
    index->fingerprint = finish->fingerprint;
    index->block_rows_max = finish->block_rows_max;
    index->counts =
        (struct ras_index_counts){.row_count = builder->residents.count + builder->reject_count,
                                  .reject_count = builder->reject_count,
                                  .resident_count = builder->residents.count,
                                  .name_count = builder->names.count,
                                  .syllable_count = builder->syllables.count};
    RAS_TRY_DONE(offsets_end(builder, error));
    section_take(index, RAS_SECTION_RESIDENTS, &builder->residents);
    if (builder->keep_ids) {
        section_take(index, RAS_SECTION_ID_OFFSETS, &builder->id_offsets);
        section_take_text(index, RAS_SECTION_ID_TEXT, &builder->id_text);
    }
    section_take(index, RAS_SECTION_SYLLABLES, &builder->syllables);
    section_take(index, RAS_SECTION_SPELLING_OFFSETS, &builder->spelling_offsets);
    section_take_text(index, RAS_SECTION_SPELLING_TEXT, &builder->spelling_text);
    struct ras_name_entry *const names = builder->names.data;
    section_take(index, RAS_SECTION_NAMES, &builder->names);
    section_take(index, RAS_SECTION_SYLLABLE_LISTS, &builder->lists);
    section_take_text(index, RAS_SECTION_REJECTS, &builder->rejects);
    memset(shapes, 0, sizeof shapes);
    ras_index_attach(index, shapes);
    RAS_TRY_DONE(ras_frequencies_fill(index, names, &builder->name_numbers, finish->thread_count,
                                      finish->stop, error));
    if (finish->names != NULL)
        ras_frequencies_blend(index, names, finish->names, &index->counts);
    ras_table_fini(&builder->name_numbers); /* its memory serves the passes */
    RAS_TRY_DONE(passes_build(index, finish, error));
    *out = index;
    return RAS_OK;
done:
    ras_index_close(index);
    return status;
}
