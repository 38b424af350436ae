/* Gathering, merging and ordering of tasks. */
#include "engine/task_store.h"

#include "base/alloc.h"
#include "base/try.h"

#include <stdlib.h>

void ras_task_store_init(struct ras_task_store *store)
{
    ras_arena_init(&store->arena, (size_t)1 << 20);
    ras_vector_init(&store->tasks, sizeof(struct ras_task));
    ras_vector_init(&store->bulk, sizeof(struct ras_bulk_count));
}

void ras_task_store_fini(struct ras_task_store *store)
{
    ras_arena_fini(&store->arena);
    ras_vector_fini(&store->tasks);
    ras_vector_fini(&store->bulk);
}

enum ras_status ras_task_store_add(struct ras_task_store *store, const struct ras_task *task,
                                   struct ras_error *error)
{
    void *item = NULL;
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
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&store->bulk, 1, &item, error));
    *(struct ras_bulk_count *)item = (struct ras_bulk_count){
        .commune = commune, .line = {.rule = rule, .source_index = source_index, .count = count}};
    return RAS_OK;
}

/* Rows of one problem side by side, the first row of the input in front (record order is kept by
 * the position, which rises with the input). */
static int problem_compare(const void *left, const void *right)
{
    const struct ras_task *const a = *(const struct ras_task *const *)left;
    const struct ras_task *const b = *(const struct ras_task *const *)right;
    if (a->task_id != b->task_id)
        return a->task_id < b->task_id ? -1 : 1;
    if (a->candidate_rank != b->candidate_rank)
        return a->candidate_rank < b->candidate_rank ? -1 : 1;
    return (a > b) - (a < b);
}

static int worklist_compare(const void *left, const void *right)
{
    const struct ras_task *const a = *(const struct ras_task *const *)left;
    const struct ras_task *const b = *(const struct ras_task *const *)right;
    if (a->commune != b->commune)
        return a->commune < b->commune ? -1 : 1;
    return ras_task_compare(a, b);
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

static void bulk_merge(struct ras_vector *bulk)
{
    struct ras_bulk_count *const counts = bulk->data;
    size_t kept = 0;
    if (bulk->count == 0)
        return;
    qsort(counts, bulk->count, sizeof counts[0], bulk_compare);
    for (size_t i = 1; i < bulk->count; i++) {
        if (bulk_compare(&counts[kept], &counts[i]) == 0)
            counts[kept].line.count += counts[i].line.count;
        else
            counts[++kept] = counts[i];
    }
    bulk->count = kept + 1;
}

/* Only the first row of each problem stays in `order`, with the count of all of them. */
static size_t problems_merge(struct ras_task **order, size_t count)
{
    size_t kept = 0;
    qsort(order, count, sizeof order[0], problem_compare);
    for (size_t i = 1; i < count; i++) {
        struct ras_task *const first = order[kept];
        if (order[i]->task_id == first->task_id &&
            order[i]->candidate_rank == first->candidate_rank)
            first->row_count += order[i]->row_count;
        else
            order[++kept] = order[i];
    }
    return kept + 1;
}

/* Tasks are large: pointers are sorted, and each task is moved once. */
static enum ras_status tasks_settle(struct ras_vector *tasks, struct ras_error *error)
{
    const size_t count = tasks->count;
    struct ras_task *const items = tasks->data;
    struct ras_task **const order = ras_alloc_zeroed(count, sizeof(struct ras_task *));
    struct ras_task *sorted = NULL;
    if (order == NULL)
        return ras_no_memory(error, count * sizeof(struct ras_task *));
    for (size_t i = 0; i < count; i++)
        order[i] = &items[i];
    const size_t kept = problems_merge(order, count);
    qsort(order, kept, sizeof order[0], worklist_compare);
    sorted = ras_alloc_zeroed(kept, sizeof sorted[0]);
    if (sorted == NULL) {
        ras_free(order);
        return ras_no_memory(error, kept * sizeof sorted[0]);
    }
    for (size_t i = 0; i < kept; i++)
        sorted[i] = *order[i];
    ras_free(order);
    ras_free(tasks->data);
    *tasks = (struct ras_vector){sorted, kept, kept, sizeof sorted[0]};
    return RAS_OK;
}

enum ras_status ras_task_store_settle(struct ras_task_store *store, struct ras_error *error)
{
    bulk_merge(&store->bulk);
    return store->tasks.count == 0 ? RAS_OK : tasks_settle(&store->tasks, error);
}
