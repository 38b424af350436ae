/* Gathering, merging and ordering of tasks. */
#include "engine/task_store.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/sort.h"
#include "base/try.h"

#include <assert.h>
#include <stdlib.h>

void ras_task_store_init(struct ras_task_store *store)
{
    ras_arena_init(&store->arena, (size_t)1 << 20);
    ras_vector_init(&store->tasks, sizeof(struct ras_task));
    ras_vector_init(&store->bulk, sizeof(struct ras_bulk_count));
    ras_table_init(&store->problems);
    ras_table_init(&store->changes);
}

void ras_task_store_fini(struct ras_task_store *store)
{
    ras_arena_fini(&store->arena);
    ras_vector_fini(&store->tasks);
    ras_vector_fini(&store->bulk);
    ras_table_fini(&store->problems);
    ras_table_fini(&store->changes);
}

/* Task ids are hashes already; a candidate's rank is mixed in so that each has a slot of its own.
 */
static uint64_t problem_hash(const struct ras_task *task)
{
    return ras_hash_mix(task->task_id ^ (uint64_t)task->candidate_rank << 56);
}

enum ras_status ras_task_store_add(struct ras_task_store *store, const struct ras_task *task,
                                   struct ras_error *error)
{
    void *item = NULL;
    uint32_t position = 0;
    const uint32_t fresh = (uint32_t)store->tasks.count;
    RAS_TRY(ras_table_add(&store->problems, problem_hash(task), fresh, &position, error));
    if (position != fresh) {
        ((struct ras_task *)store->tasks.data)[position].row_count += task->row_count;
        return RAS_OK;
    }
    RAS_TRY(ras_vector_extend(&store->tasks, 1, &item, error));
    struct ras_task *const kept = item;
    *kept = *task;
    struct ras_bytes *const texts[] = {&kept->record_id,
                                       &kept->name,
                                       &kept->birth_date,
                                       &kept->sex,
                                       &kept->number,
                                       &kept->address,
                                       &kept->value,
                                       &kept->proposal,
                                       &kept->evidence,
                                       &kept->candidate_name,
                                       &kept->candidate_birth_date,
                                       &kept->candidate_number,
                                       &kept->candidate_id};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const size_t length = texts[i]->length;
        if (length == 0)
            continue;
        char *const copy = ras_arena_alloc(&store->arena, length, 1);
        if (copy == NULL)
            return ras_no_memory(error, length);
        memcpy(copy, texts[i]->data, length);
        texts[i]->data = copy;
    }
    return RAS_OK;
}

enum ras_status ras_task_store_bulk(struct ras_task_store *store, uint32_t commune, unsigned rule,
                                    uint32_t source_index, uint64_t count, struct ras_error *error)
{
    /* 24 bits of commune, 8 of rule and 32 of source are the whole of the key: no two can meet */
    static_assert(RAS_RULES_MAX <= 256, "a rule fits its bits");
    const uint64_t key = (uint64_t)commune << 40 | (uint64_t)rule << 32 | source_index;
    const uint32_t fresh = (uint32_t)store->bulk.count;
    uint32_t position = 0;
    RAS_TRY(ras_table_add(&store->changes, ras_hash_mix(key), fresh, &position, error));
    if (position == fresh) {
        void *item = NULL;
        RAS_TRY(ras_vector_extend(&store->bulk, 1, &item, error));
        *(struct ras_bulk_count *)item = (struct ras_bulk_count){
            .commune = commune, .line = {.rule = rule, .source_index = source_index, .count = 0}};
    }
    ((struct ras_bulk_count *)store->bulk.data)[position].line.count += count;
    return RAS_OK;
}

static int task_pointer_compare(const void *left, const void *right)
{
    return ras_task_compare(*(const struct ras_task *const *)left,
                            *(const struct ras_task *const *)right);
}

static int bulk_compare(const void *left, const void *right)
{
    const struct ras_bulk_count *const a = left, *const b = right;
    if (a->commune != b->commune)
        return a->commune < b->commune ? -1 : 1;
    if (a->line.rule != b->line.rule)
        return a->line.rule < b->line.rule ? -1 : 1;
    return (a->line.source_index > b->line.source_index) -
           (a->line.source_index < b->line.source_index);
}

/* Tasks are large: pointers are sorted, commune by commune, and each task is moved once. */
struct ordering {
    const struct ras_task **order; /* by commune, then input */
    struct ras_task *sorted;
    struct ras_vector starts; /* size_t: where each commune begins, and the end */
};

static enum ras_status commune_sort(void *context, unsigned worker, size_t commune,
                                    struct ras_error *error)
{
    struct ordering *const ordering = context;
    const size_t *const starts = ordering->starts.data;
    const size_t start = starts[commune], end = starts[commune + 1];
    (void)worker;
    (void)error;
    qsort(&ordering->order[start], end - start, sizeof ordering->order[0], task_pointer_compare);
    for (size_t i = start; i < end; i++)
        ordering->sorted[i] = *ordering->order[i];
    return RAS_OK;
}

static enum ras_status start_add(struct ras_vector *starts, size_t start, struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(starts, 1, &item, error));
    *(size_t *)item = start;
    return RAS_OK;
}

/* order = the tasks by commune; starts = where each begins. */
static enum ras_status communes_part(const struct ras_task *tasks, size_t count,
                                     struct ordering *ordering, struct ras_error *error)
{
    uint64_t *const keys = ras_alloc_zeroed(count, 2 * sizeof keys[0]);
    enum ras_status status = RAS_OK;
    if (keys == NULL)
        return ras_no_memory(error, count * 2 * sizeof keys[0]);
    for (size_t i = 0; i < count; i++)
        keys[i] = (uint64_t)tasks[i].commune << 32 | i;
    ras_sort_keys(keys, keys + count, count, 32);
    for (size_t i = 0; i < count; i++) {
        ordering->order[i] = &tasks[(uint32_t)keys[i]];
        if (i == 0 || keys[i] >> 32 != keys[i - 1] >> 32)
            RAS_TRY_DONE(start_add(&ordering->starts, i, error));
    }
    RAS_TRY_DONE(start_add(&ordering->starts, count, error));
done:
    ras_free(keys);
    return status;
}

enum ras_status ras_task_store_settle(struct ras_task_store *store, unsigned thread_count,
                                      const atomic_int *stop, struct ras_error *error)
{
    const size_t count = store->tasks.count;
    enum ras_status status = RAS_OK;
    struct ordering ordering = {NULL, NULL, {NULL, 0, 0, sizeof(size_t)}};
    if (store->bulk.count > 0)
        qsort(store->bulk.data, store->bulk.count, sizeof(struct ras_bulk_count), bulk_compare);
    if (count == 0)
        return RAS_OK;
    ordering.order = ras_alloc_zeroed(count, sizeof ordering.order[0]);
    ordering.sorted = ras_grow(NULL, 0, count * sizeof ordering.sorted[0]);
    if (ordering.order == NULL || ordering.sorted == NULL) {
        status = ras_no_memory(error, count * sizeof ordering.sorted[0]);
        goto done;
    }
    RAS_TRY_DONE(communes_part(store->tasks.data, count, &ordering, error));
    RAS_TRY_DONE(ras_parallel_run(thread_count, ordering.starts.count - 1, commune_sort, &ordering,
                                  stop, error));
    ras_vector_fini(&store->tasks);
    store->tasks = (struct ras_vector){ordering.sorted, count, count, sizeof(struct ras_task)};
    ordering.sorted = NULL;
done:
    ras_free((void *)ordering.order);
    ras_free_grown(ordering.sorted, count * sizeof ordering.sorted[0]);
    ras_vector_fini(&ordering.starts);
    return status;
}
