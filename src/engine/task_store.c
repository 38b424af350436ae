/* Gathering, merging and ordering of tasks. */
#include "engine/task_store.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/sort.h"
#include "base/sort_parallel.h"
#include "base/try.h"
#include "engine/key_groups.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TEXTS_FIRST_BYTES ((size_t)24 << 20)
#define TASKS_FIRST       ((size_t)100000)

void ras_task_store_init(struct ras_task_store *store)
{
    ras_vector_init(&store->tasks, sizeof(struct ras_packed_task));
    ras_vector_init(&store->texts, 1);
    ras_vector_init(&store->order, sizeof(uint32_t));
    ras_vector_init(&store->communes, sizeof(struct ras_commune_tasks));
    ras_vector_init(&store->bulk, sizeof(struct ras_bulk_count));
    ras_table_init(&store->changes);
}

void ras_task_store_fini(struct ras_task_store *store)
{
    ras_vector_fini(&store->tasks);
    ras_vector_fini(&store->texts);
    ras_vector_fini(&store->order);
    ras_vector_fini(&store->communes);
    ras_vector_fini(&store->bulk);
    ras_table_fini(&store->changes);
}

/* ---- gathering ---- */

/* Room that is not used costs nothing, and what the settling of the sources left behind is large
 * enough for it. */
static enum ras_status room_first(struct ras_task_store *store, struct ras_error *error)
{
    RAS_TRY(ras_vector_reserve(&store->texts, TEXTS_FIRST_BYTES, error));
    return ras_vector_reserve(&store->tasks, TASKS_FIRST, error);
}

/* Whole chunks are appended: this is the step that one thread does alone. Tasks that say the same
 * again are few, and are merged when all are there. */
enum ras_status ras_task_store_take(struct ras_task_store *store,
                                    const struct ras_task_batch *batch, struct ras_error *error)
{
    const struct ras_packed_task *const tasks = batch->tasks.data;
    const size_t count = batch->tasks.count, base = store->texts.count;
    void *items = NULL, *texts = NULL;
    if (count == 0)
        return RAS_OK;
    if (store->tasks.capacity == 0)
        RAS_TRY(room_first(store, error));
    RAS_TRY(ras_vector_extend(&store->texts, batch->texts.length, &texts, error));
    memcpy(texts, batch->texts.data, batch->texts.length);
    RAS_TRY(ras_vector_extend(&store->tasks, count, &items, error));
    struct ras_packed_task *const kept = items;
    for (size_t i = 0; i < count; i++) {
        assert(tasks[i].row_count > 0);
        kept[i] = tasks[i];
        kept[i].row_at = (base + tasks[i].row_at) & RAS_PACKED_AT;
        kept[i].own_at = (base + tasks[i].own_at) & RAS_PACKED_AT;
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

/* ---- bulk lines ---- */

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

/* ---- merging ---- */

/* Task ids are hashes already; a candidate's rank is mixed in so that each candidate of a question
 * stays. */
static uint64_t problem_key(const void *context, uint32_t position)
{
    const struct ras_packed_task *const task =
        (const struct ras_packed_task *)((const struct ras_task_store *)context)->tasks.data +
        position;
    const uint64_t key = task->task_id ^ (uint64_t)task->candidate_rank << 56;
    return key == 0 ? 1 : key;
}

/* The rows of all on the first; none on those that go. */
static void problem_merge(void *context, const uint32_t *positions, size_t count, size_t room)
{
    struct ras_packed_task *const tasks = ((struct ras_task_store *)context)->tasks.data;
    (void)room;
    for (size_t i = 1; i < count; i++) {
        tasks[positions[0]].row_count += tasks[positions[i]].row_count;
        tasks[positions[i]].row_count = 0;
    }
}

static void merged_drop(struct ras_task_store *store)
{
    struct ras_packed_task *const tasks = store->tasks.data;
    size_t kept = 0;
    for (size_t i = 0; i < store->tasks.count; i++) {
        if (tasks[i].row_count == 0)
            continue;
        if (kept != i)
            tasks[kept] = tasks[i];
        kept++;
    }
    store->tasks.count = kept;
}

/* ---- ordering ---- */

/* Tasks stay where they are: keys are sorted, the position of a task in their low halves. */
struct ordering {
    struct ras_task_store *store;
    uint64_t *keys;
    uint64_t *scratch;
};

static const struct ras_packed_task *task_of(const struct ras_task_store *store, uint64_t key)
{
    return (const struct ras_packed_task *)store->tasks.data + (uint32_t)key;
}

static int key_compare(const void *left, const void *right, void *context)
{
    const struct ras_task_store *const store = context;
    struct ras_task a, b;
    ras_task_unpack_order(task_of(store, *(const uint64_t *)left), store->texts.data, &a);
    ras_task_unpack_order(task_of(store, *(const uint64_t *)right), store->texts.data, &b);
    return ras_task_compare(&a, &b);
}

/* What a comparison reads of the tasks a few places on. */
#define TASK_AHEAD ((size_t)32)
#define TEXT_AHEAD ((size_t)16)

static void task_prefetch(const struct ras_task_store *store, const uint64_t *keys, size_t place,
                          size_t count)
{
    if (place + TASK_AHEAD >= count)
        return;
    __builtin_prefetch(task_of(store, keys[place + TASK_AHEAD]));
    __builtin_prefetch((const char *)store->texts.data +
                       task_of(store, keys[place + TEXT_AHEAD])->row_at);
}

/* The upper halves: office, severity and as much of the household as tells those of one commune
 * apart. Never against ras_task_compare; what is equal here is left to it. */
static void keys_fill(const struct ras_task_store *store, uint64_t *keys, size_t count)
{
    uint64_t households = 1;
    for (size_t i = 0; i < count; i++)
        households |= task_of(store, keys[i])->household;
    const unsigned bits = 64 - (unsigned)__builtin_clzll(households);
    const unsigned drop = bits > 28 ? bits - 28 : 0;
    for (size_t i = 0; i < count; i++) {
        const struct ras_packed_task *const task = task_of(store, keys[i]);
        const uint64_t severity = task->severity < 3 ? task->severity : 3;
        static_assert(RAS_OFFICE_COUNT <= 4, "an office fits its bits");
        keys[i] = (uint64_t)task->office << 62 | severity << 60 | task->household >> drop << 32 |
                  (uint32_t)keys[i];
    }
}

static enum ras_status commune_sort(void *context, unsigned worker, size_t commune,
                                    struct ras_error *error)
{
    const struct ordering *const ordering = context;
    const struct ras_commune_tasks *const communes = ordering->store->communes.data;
    const size_t start = communes[commune].start, end = communes[commune + 1].start;
    uint64_t *const keys = ordering->keys + start;
    uint32_t *const order = (uint32_t *)ordering->store->order.data + start;
    const size_t count = end - start;
    (void)worker;
    (void)error;
    keys_fill(ordering->store, keys, count);
    ras_sort_keys(keys, ordering->scratch + start, count, 32);
    for (size_t i = 0, run_end = 0; i < count; i = run_end) {
        for (run_end = i + 1; run_end < count && keys[run_end] >> 32 == keys[i] >> 32; run_end++)
            task_prefetch(ordering->store, keys, run_end, count);
        if (run_end - i > 1)
            qsort_r(&keys[i], run_end - i, sizeof keys[0], key_compare, ordering->store);
    }
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)keys[i];
    return RAS_OK;
}

static enum ras_status commune_add(struct ras_vector *communes, uint32_t commune, size_t start,
                                   struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(communes, 1, &item, error));
    *(struct ras_commune_tasks *)item = (struct ras_commune_tasks){commune, (uint32_t)start};
    return RAS_OK;
}

/* keys = the tasks by commune, then input; communes = where each begins, and the end. */
static enum ras_status communes_part(struct ordering *ordering, unsigned thread_count,
                                     const atomic_int *stop, struct ras_error *error)
{
    struct ras_task_store *const store = ordering->store;
    const struct ras_packed_task *const tasks = store->tasks.data;
    const size_t count = store->tasks.count;
    uint64_t *const keys = ordering->keys;
    for (size_t i = 0; i < count; i++)
        keys[i] = (uint64_t)tasks[i].commune << 32 | i;
    RAS_TRY(ras_sort_keys_parallel(keys, ordering->scratch, count, 32, thread_count, stop, error));
    for (size_t i = 0; i < count; i++)
        if (i == 0 || keys[i] >> 32 != keys[i - 1] >> 32)
            RAS_TRY(commune_add(&store->communes, (uint32_t)(keys[i] >> 32), i, error));
    return commune_add(&store->communes, UINT32_MAX, count, error);
}

static enum ras_status tasks_merge(struct ordering *ordering, unsigned thread_count,
                                   const atomic_int *stop, struct ras_error *error)
{
    struct ras_task_store *const store = ordering->store;
    const struct ras_key_groups problems = {.items = store->tasks.data,
                                            .item_bytes = sizeof(struct ras_packed_task),
                                            .row_count = store->tasks.count,
                                            .keys = ordering->keys,
                                            .scratch = ordering->scratch,
                                            .key = problem_key,
                                            .take = problem_merge,
                                            .context = store,
                                            .thread_count = thread_count,
                                            .stop = stop};
    RAS_TRY(ras_key_groups_take(&problems, error));
    merged_drop(store);
    return RAS_OK;
}

enum ras_status ras_task_store_settle(struct ras_task_store *store, unsigned thread_count,
                                      const atomic_int *stop, struct ras_error *error)
{
    const size_t count = store->tasks.count, bytes = 2 * count * sizeof(uint64_t);
    enum ras_status status = RAS_OK;
    void *order = NULL;
    if (store->bulk.count > 0)
        qsort(store->bulk.data, store->bulk.count, sizeof(struct ras_bulk_count), bulk_compare);
    if (count == 0)
        return RAS_OK;
    if (count > UINT32_MAX)
        return ras_fail(error, RAS_BAD_INPUT, "more than %u tasks", UINT32_MAX);
    struct ordering ordering = {.store = store, .keys = ras_grow(NULL, 0, bytes)};
    if (ordering.keys == NULL)
        return ras_no_memory(error, bytes);
    ordering.scratch = ordering.keys + count;
    RAS_TRY_DONE(tasks_merge(&ordering, thread_count, stop, error));
    RAS_TRY_DONE(ras_vector_extend(&store->order, store->tasks.count, &order, error));
    RAS_TRY_DONE(communes_part(&ordering, thread_count, stop, error));
    RAS_TRY_DONE(ras_parallel_run(thread_count, store->communes.count - 1, commune_sort, &ordering,
                                  stop, error));
done:
    ras_free_grown(ordering.keys, bytes);
    return status;
}

void ras_task_store_read(const struct ras_task_store *store, size_t start, size_t count,
                         struct ras_task *tasks)
{
    const uint32_t *const order = (const uint32_t *)store->order.data + start;
    const struct ras_packed_task *const packed = store->tasks.data;
    const char *const texts = store->texts.data;
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(&packed[order[i]]);
    for (size_t i = 0; i < count; i++) {
        const struct ras_packed_task *const task = &packed[order[i]];
        __builtin_prefetch(texts + task->row_at);
        __builtin_prefetch(texts + task->own_at);
        __builtin_prefetch(texts + task->own_at + 64);
    }
    for (size_t i = 0; i < count; i++)
        ras_task_unpack(&packed[order[i]], texts, &tasks[i]);
}
