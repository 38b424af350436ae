/* Proposing, comparing and counting, task by task. Each worker numbers the patterns that it meets;
 * at the end the patterns of all are put in one order, and the pairs are numbered anew by it. */
#include "linkage/candidates.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/try.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TASK_PAIRS ((size_t)1 << 16) /* known ones */

struct worker {
    struct ras_table numbers;   /* hash of levels and free -> pattern */
    struct ras_vector patterns; /* struct ras_link_pattern */
    uint32_t *renumbered;
};

struct task_pairs {
    struct ras_vector pairs; /* with the worker's pattern numbers */
    unsigned worker;
    size_t start; /* in the result */
};

struct collection {
    const struct ras_blocks *blocks;    /* that propose, or */
    const struct ras_candidates *known; /* what was proposed before */
    const struct ras_pair_comparer *comparer;
    struct ras_pair_scratch *scratch;
    struct worker *workers;
    unsigned worker_count;
    const struct ras_block_task *tasks; /* NULL: TASK_PAIRS known pairs each */
    struct task_pairs *results;
    size_t task_count;
    uint64_t pass_uses[RAS_LINK_COMPARISONS_MAX]; /* passes that share a column with it */
    struct ras_candidates *out;
};

struct taking {
    struct collection *collection;
    unsigned worker;
    struct task_pairs *result;
};

static uint64_t field_columns(const struct ras_link_schema *schema, uint32_t field)
{
    uint64_t columns = 0;
    for (unsigned i = 0; i < schema->fields[field].column_count; i++)
        columns |= UINT64_C(1) << schema->fields[field].columns[i];
    return columns;
}

static uint64_t comparison_columns(const struct ras_link_schema *schema, unsigned number)
{
    const struct ras_link_comparison *const comparison = &schema->comparisons[number];
    uint64_t columns = field_columns(schema, comparison->field);
    if (comparison->crossed_with >= 0)
        columns |= field_columns(schema, schema->comparisons[comparison->crossed_with].field);
    return columns;
}

static void pass_uses_find(struct collection *collection, const struct ras_link_schema *schema)
{
    for (unsigned i = 0; i < schema->comparison_count; i++)
        for (unsigned pass = 0; pass < schema->pass_count; pass++)
            for (unsigned f = 0; f < schema->passes[pass].field_count; f++)
                if ((comparison_columns(schema, i) &
                     field_columns(schema, schema->passes[pass].fields[f])) != 0)
                    collection->pass_uses[i] |= UINT64_C(1) << pass;
}

/* Comparisons that no pass in which the pair met has touched. */
static uint32_t free_of(const struct collection *collection, uint32_t a, uint32_t b)
{
    const unsigned count = collection->comparer->schema->comparison_count;
    if (collection->blocks->full)
        return (1u << count) - 1;
    const uint64_t met = ras_blocks_met(collection->blocks, a, b);
    uint32_t free = 0;
    for (unsigned i = 0; i < count; i++)
        free |= (uint32_t)((met & ~collection->pass_uses[i]) != 0) << i;
    return free;
}

static enum ras_status pattern_number(struct worker *worker, uint64_t levels, uint32_t free,
                                      uint32_t *number, struct ras_error *error)
{
    const uint64_t hash = ras_hash_mix(levels ^ ras_hash_mix(free));
    const uint32_t fresh = (uint32_t)worker->patterns.count;
    RAS_TRY(ras_table_add(&worker->numbers, hash, fresh, number, error));
    if (*number == fresh) {
        void *item = NULL;
        RAS_TRY(ras_vector_extend(&worker->patterns, 1, &item, error));
        *(struct ras_link_pattern *)item = (struct ras_link_pattern){levels, free, 0};
    }
    ((struct ras_link_pattern *)worker->patterns.data)[*number].count++;
    return RAS_OK;
}

static enum ras_status pair_keep(const struct taking *taking, uint32_t a, uint32_t b,
                                 const uint8_t *levels, uint32_t free, struct ras_error *error)
{
    const struct collection *const collection = taking->collection;
    struct ras_link_pair pair = {a, b, 0};
    RAS_TRY(
        pattern_number(&collection->workers[taking->worker],
                       ras_link_levels_pack(levels, collection->comparer->schema->comparison_count),
                       free, &pair.pattern, error));
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&taking->result->pairs, 1, &item, error));
    *(struct ras_link_pair *)item = pair;
    return RAS_OK;
}

static enum ras_status pair_take(void *context, uint32_t a, uint32_t b, struct ras_error *error)
{
    const struct taking *const taking = context;
    const struct collection *const collection = taking->collection;
    uint8_t levels[RAS_LINK_COMPARISONS_MAX];
    ras_pair_levels(collection->comparer, &collection->scratch[taking->worker], a, b, levels);
    return pair_keep(taking, a, b, levels, free_of(collection, a, b), error);
}

/* A known pair: its comparisons by words are done again where variants may have a say. */
static enum ras_status pair_renew(const struct taking *taking, const struct ras_link_pair *pair,
                                  const struct ras_link_pattern *pattern, struct ras_error *error)
{
    const struct ras_pair_comparer *const comparer = taking->collection->comparer;
    uint8_t levels[RAS_LINK_COMPARISONS_MAX];
    for (unsigned c = 0; c < comparer->schema->comparison_count; c++) {
        const struct ras_link_comparison *const comparison = &comparer->schema->comparisons[c];
        const uint32_t a = ras_record_value(comparer->table, comparison->field, pair->a);
        const uint32_t b = ras_record_value(comparer->table, comparison->field, pair->b);
        levels[c] = (uint8_t)ras_link_levels_at(pattern->levels, c);
        if (comparison->method == RAS_LINK_WORDS &&
            ras_words_vary(&comparer->evidence[c], ras_value_words(comparer->table, a),
                           ras_value_words(comparer->table, b)))
            levels[c] =
                ras_value_level(comparer, &taking->collection->scratch[taking->worker], c, a, b);
    }
    return pair_keep(taking, pair->a, pair->b, levels, pattern->free, error);
}

static enum ras_status task_work(void *context, unsigned worker, size_t task,
                                 struct ras_error *error)
{
    struct collection *const collection = context;
    struct taking taking = {collection, worker, &collection->results[task]};
    taking.result->worker = worker;
    if (collection->known == NULL)
        return ras_blocks_propose(collection->blocks, &collection->tasks[task], pair_take, &taking,
                                  error);
    const struct ras_link_pair *const pair = collection->known->pairs.data;
    const struct ras_link_pattern *const pattern = collection->known->patterns.data;
    for (size_t i = task * TASK_PAIRS;
         i < collection->known->pairs.count && i < (task + 1) * TASK_PAIRS; i++)
        RAS_TRY(pair_renew(&taking, &pair[i], &pattern[pair[i].pattern], error));
    return RAS_OK;
}

static int pattern_order(const void *left, const void *right)
{
    const struct ras_link_pattern *const a = left;
    const struct ras_link_pattern *const b = right;
    if (a->levels != b->levels)
        return a->levels < b->levels ? -1 : 1;
    return (a->free > b->free) - (a->free < b->free);
}

static enum ras_status patterns_merge(struct collection *collection, struct ras_error *error)
{
    struct ras_vector *const all = &collection->out->patterns;
    for (unsigned w = 0; w < collection->worker_count; w++) {
        const struct ras_vector *const some = &collection->workers[w].patterns;
        void *items = NULL;
        RAS_TRY(ras_vector_extend(all, some->count, &items, error));
        if (some->count > 0)
            memcpy(items, some->data, some->count * sizeof(struct ras_link_pattern));
    }
    struct ras_link_pattern *const pattern = all->data;
    if (all->count > 0)
        qsort(pattern, all->count, sizeof pattern[0], pattern_order);
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (kept > 0 && pattern_order(&pattern[kept - 1], &pattern[i]) == 0)
            pattern[kept - 1].count += pattern[i].count;
        else
            pattern[kept++] = pattern[i];
    }
    all->count = kept;
    return RAS_OK;
}

static enum ras_status workers_renumber(struct collection *collection, struct ras_error *error)
{
    const struct ras_vector *const all = &collection->out->patterns;
    for (unsigned w = 0; w < collection->worker_count; w++) {
        struct worker *const worker = &collection->workers[w];
        const struct ras_link_pattern *const own = worker->patterns.data;
        worker->renumbered =
            ras_alloc_zeroed(worker->patterns.count + 1, sizeof worker->renumbered[0]);
        if (worker->renumbered == NULL)
            return ras_no_memory(error, worker->patterns.count * sizeof(uint32_t));
        for (size_t i = 0; i < worker->patterns.count; i++) {
            const struct ras_link_pattern *const found =
                bsearch(&own[i], all->data, all->count, sizeof own[0], pattern_order);
            worker->renumbered[i] = (uint32_t)(found - (const struct ras_link_pattern *)all->data);
        }
    }
    return RAS_OK;
}

static enum ras_status task_gather(void *context, unsigned worker, size_t task,
                                   struct ras_error *error)
{
    (void)worker;
    (void)error;
    struct collection *const collection = context;
    struct task_pairs *const result = &collection->results[task];
    const uint32_t *const renumbered = collection->workers[result->worker].renumbered;
    const struct ras_link_pair *const from = result->pairs.data;
    struct ras_link_pair *const to =
        (struct ras_link_pair *)collection->out->pairs.data + result->start;
    for (size_t i = 0; i < result->pairs.count; i++)
        to[i] = (struct ras_link_pair){from[i].a, from[i].b, renumbered[from[i].pattern]};
    ras_vector_fini(&result->pairs);
    return RAS_OK;
}

static enum ras_status collection_run(struct collection *collection, const atomic_int *stop,
                                      struct ras_error *error)
{
    const unsigned threads = collection->worker_count;
    collection->workers = ras_alloc_zeroed(threads, sizeof collection->workers[0]);
    collection->results =
        ras_alloc_zeroed(collection->task_count + 1, sizeof collection->results[0]);
    collection->scratch = ras_pair_scratch_create(threads);
    if (collection->workers == NULL || collection->results == NULL || collection->scratch == NULL)
        return ras_no_memory(error, threads * sizeof collection->scratch[0]);
    for (unsigned w = 0; w < threads; w++) {
        ras_table_init(&collection->workers[w].numbers);
        ras_vector_init(&collection->workers[w].patterns, sizeof(struct ras_link_pattern));
    }
    for (size_t i = 0; i < collection->task_count; i++)
        ras_vector_init(&collection->results[i].pairs, sizeof(struct ras_link_pair));
    RAS_TRY(ras_parallel_run(threads, collection->task_count, task_work, collection, stop, error));
    RAS_TRY(patterns_merge(collection, error));
    RAS_TRY(workers_renumber(collection, error));
    size_t total = 0;
    for (size_t i = 0; i < collection->task_count; i++) {
        collection->results[i].start = total;
        total += collection->results[i].pairs.count;
    }
    void *items = NULL;
    RAS_TRY(ras_vector_extend(&collection->out->pairs, total, &items, error));
    return ras_parallel_run(threads, collection->task_count, task_gather, collection, stop, error);
}

static void collection_fini(struct collection *collection)
{
    for (unsigned w = 0; collection->workers != NULL && w < collection->worker_count; w++) {
        ras_table_fini(&collection->workers[w].numbers);
        ras_vector_fini(&collection->workers[w].patterns);
        ras_free(collection->workers[w].renumbered);
    }
    for (size_t i = 0; collection->results != NULL && i < collection->task_count; i++)
        ras_vector_fini(&collection->results[i].pairs);
    ras_free(collection->workers);
    ras_free(collection->results);
    ras_free(collection->scratch);
}

enum ras_status ras_candidates_collect(struct ras_candidates *candidates,
                                       const struct ras_blocks *blocks,
                                       const struct ras_pair_comparer *comparer,
                                       unsigned thread_count, const atomic_int *stop,
                                       struct ras_error *error)
{
    struct ras_vector tasks;
    ras_vector_init(&candidates->pairs, sizeof(struct ras_link_pair));
    ras_vector_init(&candidates->patterns, sizeof(struct ras_link_pattern));
    struct collection collection = {
        .blocks = blocks, .comparer = comparer, .worker_count = thread_count, .out = candidates};
    pass_uses_find(&collection, comparer->schema);
    enum ras_status status = ras_blocks_tasks(blocks, &tasks, error);
    if (status == RAS_OK) {
        collection.tasks = tasks.data;
        collection.task_count = tasks.count;
        status = collection_run(&collection, stop, error);
        collection_fini(&collection);
    }
    ras_vector_fini(&tasks);
    return status;
}

enum ras_status ras_candidates_renew(struct ras_candidates *candidates,
                                     const struct ras_pair_comparer *comparer,
                                     unsigned thread_count, const atomic_int *stop,
                                     struct ras_error *error)
{
    struct ras_candidates renewed;
    ras_vector_init(&renewed.pairs, sizeof(struct ras_link_pair));
    ras_vector_init(&renewed.patterns, sizeof(struct ras_link_pattern));
    struct collection collection = {.known = candidates,
                                    .comparer = comparer,
                                    .worker_count = thread_count,
                                    .task_count =
                                        (candidates->pairs.count + TASK_PAIRS - 1) / TASK_PAIRS,
                                    .out = &renewed};
    const enum ras_status status = collection_run(&collection, stop, error);
    collection_fini(&collection);
    ras_candidates_fini(candidates);
    *candidates = renewed;
    return status;
}

void ras_candidates_fini(struct ras_candidates *candidates)
{
    ras_vector_fini(&candidates->pairs);
    ras_vector_fini(&candidates->patterns);
}
