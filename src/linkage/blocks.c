/* Building the blocks: keys of every record, sorting, splitting what is above the cap, and the way
 * back from a record to its keys. One task a pass. */
#include "linkage/blocks.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/try.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TASK_PAIRS ((uint64_t)1 << 16)
#define KEYS_MAX   (RAS_LINK_WORDS_MAX * RAS_LINK_WORDS_MAX) /* of one record in one pass */
static_assert(RAS_LINK_PASS_WORDS_MAX == 2, "keys of a pass are the words of two fields");
#define ROUNDS_MAX RAS_LINK_FIELDS_MAX

struct build {
    struct ras_blocks *blocks;
    uint32_t coarse[RAS_LINK_FIELDS_MAX]; /* fields, the coarsest first */
    uint32_t coarse_count;
};

static uint64_t key_extend(uint64_t key, uint64_t part)
{
    return ras_hash_mix(key ^ (part + UINT64_C(0x9e3779b97f4a7c15)));
}

/* Combinations of the fields' values, of split fields of their words; a field that stands twice in
 * a pass asks for two different words. *count = 0 where a field is missing. */
static void record_keys(const struct ras_record_table *table, const struct ras_link_pass *pass,
                        uint32_t record, uint64_t *keys, unsigned *count)
{
    const struct ras_link_schema *const schema = table->schema;
    uint32_t last_word[KEYS_MAX] = {0}; /* of the split field before, in each key */
    keys[0] = 0;
    *count = 1;
    for (unsigned i = 0; i < pass->field_count; i++) {
        const uint32_t field = pass->fields[i];
        const uint32_t value = ras_record_value(table, field, record);
        const bool again = i > 0 && pass->fields[i - 1] == field;
        struct ras_record_words words = {&value, 1};
        if (schema->fields[field].words)
            words = ras_value_words(table, value);
        uint64_t made[KEYS_MAX];
        uint32_t made_word[KEYS_MAX];
        unsigned made_count = 0;
        for (unsigned k = 0; k < *count && value != 0; k++)
            for (uint32_t w = 0; w < words.count && made_count < KEYS_MAX; w++) {
                if (again && words.numbers[w] <= last_word[k])
                    continue;
                made[made_count] = key_extend(keys[k], words.numbers[w]);
                made_word[made_count++] = words.numbers[w];
            }
        memcpy(keys, made, made_count * sizeof keys[0]);
        memcpy(last_word, made_word, made_count * sizeof made_word[0]);
        *count = made_count;
    }
}

static int entry_order(const void *left, const void *right)
{
    const struct ras_block_entry *const a = left;
    const struct ras_block_entry *const b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

static void entries_sort(struct ras_vector *entries)
{
    if (entries->count > 1)
        qsort(entries->data, entries->count, sizeof(struct ras_block_entry), entry_order);
}

static size_t block_end(const struct ras_vector *entries, size_t first)
{
    const struct ras_block_entry *const entry = entries->data;
    size_t end = first + 1;
    while (end < entries->count && entry[end].key == entry[first].key)
        end++;
    return end;
}

/* Pairs inside a block of entries first .. end - 1, which are in order of record. */
static uint64_t block_pairs(const struct ras_record_table *table,
                            const struct ras_block_entry *entry, size_t first, size_t end)
{
    const uint64_t rows = end - first;
    if (!table->schema->two_files)
        return rows * (rows - 1) / 2;
    size_t middle = first;
    while (middle < end && entry[middle].record < table->left_count)
        middle++;
    return (uint64_t)(middle - first) * (end - middle);
}

static bool pass_has(const struct ras_link_pass *pass, uint32_t field)
{
    for (unsigned i = 0; i < pass->field_count; i++)
        if (pass->fields[i] == field)
            return true;
    return false;
}

/* One round of splitting: every block above the cap takes `field` into its keys. Returns whether
 * there was one. */
static bool blocks_split(const struct ras_record_table *table, struct ras_block_pass *pass,
                         uint32_t field, bool first_round)
{
    struct ras_block_entry *const entry = pass->entries.data;
    bool any = false;
    for (size_t first = 0; first < pass->entries.count;) {
        const size_t end = block_end(&pass->entries, first);
        if (end - first > table->schema->block_cap) {
            any = true;
            pass->refined_blocks += first_round;
            for (size_t i = first; i < end; i++)
                entry[i].key =
                    key_extend(entry[i].key, ras_record_value(table, field, entry[i].record));
        }
        first = end;
    }
    if (any)
        entries_sort(&pass->entries);
    return any;
}

static void blocks_drop(const struct ras_record_table *table, struct ras_block_pass *pass)
{
    struct ras_block_entry *const entry = pass->entries.data;
    size_t kept = 0;
    for (size_t first = 0; first < pass->entries.count;) {
        const size_t end = block_end(&pass->entries, first);
        if (end - first > table->schema->block_cap) {
            pass->dropped_blocks++;
            pass->dropped_pairs += block_pairs(table, entry, first, end);
        } else if (end - first > 1) {
            memmove(entry + kept, entry + first, (end - first) * sizeof entry[0]);
            kept += end - first;
        }
        first = end;
    }
    pass->entries.count = kept;
}

/* The keys of each record, from the entries. */
static enum ras_status records_index(const struct ras_record_table *table,
                                     struct ras_block_pass *pass, struct ras_error *error)
{
    const struct ras_block_entry *const entry = pass->entries.data;
    pass->starts = ras_alloc_zeroed((size_t)table->record_count + 2, sizeof pass->starts[0]);
    pass->keys = ras_alloc_zeroed(pass->entries.count + 1, sizeof pass->keys[0]);
    if (pass->starts == NULL || pass->keys == NULL)
        return ras_no_memory(error, pass->entries.count * sizeof pass->keys[0]);
    for (size_t i = 0; i < pass->entries.count; i++)
        pass->starts[entry[i].record + 2]++;
    for (uint32_t i = 0; i < table->record_count; i++)
        pass->starts[i + 2] += pass->starts[i + 1];
    for (size_t i = 0; i < pass->entries.count; i++) /* in order of key, so each list is rising */
        pass->keys[pass->starts[entry[i].record + 1]++] = entry[i].key;
    return RAS_OK;
}

static enum ras_status pass_build(void *context, unsigned worker, size_t number,
                                  struct ras_error *error)
{
    (void)worker;
    const struct build *const build = context;
    const struct ras_record_table *const table = build->blocks->table;
    const struct ras_link_pass *const asked = &table->schema->passes[number];
    struct ras_block_pass *const pass = &build->blocks->passes[number];
    for (uint32_t record = 0; record < table->record_count; record++) {
        uint64_t keys[KEYS_MAX];
        unsigned count = 0;
        record_keys(table, asked, record, keys, &count);
        void *items = NULL;
        RAS_TRY(ras_vector_extend(&pass->entries, count, &items, error));
        struct ras_block_entry *const entry = items;
        for (unsigned i = 0; i < count; i++)
            entry[i] = (struct ras_block_entry){keys[i], record};
    }
    entries_sort(&pass->entries);
    bool first_round = true;
    for (uint32_t i = 0; i < build->coarse_count; i++) {
        if (pass_has(asked, build->coarse[i]))
            continue;
        if (!blocks_split(table, pass, build->coarse[i], first_round))
            break;
        first_round = false;
    }
    blocks_drop(table, pass);
    return records_index(table, pass, error);
}

/* The chance that two records agree on a field, missing ones among themselves too. */
static enum ras_status field_coarseness(const struct ras_record_table *table, uint32_t field,
                                        double *share, struct ras_error *error)
{
    uint32_t *const counts = ras_alloc_zeroed(ras_value_count(table), sizeof counts[0]);
    if (counts == NULL)
        return ras_no_memory(error, ras_value_count(table) * sizeof counts[0]);
    double sum = 0;
    for (uint32_t i = 0; i < table->record_count; i++)
        counts[ras_record_value(table, field, i)]++;
    for (uint32_t i = 0; i < ras_value_count(table); i++)
        sum += (double)counts[i] * counts[i];
    *share = sum / ((double)table->record_count * table->record_count + 1);
    ras_free(counts);
    return RAS_OK;
}

static enum ras_status coarse_order(struct build *build, struct ras_error *error)
{
    const struct ras_record_table *const table = build->blocks->table;
    double shares[RAS_LINK_FIELDS_MAX];
    for (uint32_t field = 0; field < table->schema->field_count; field++) {
        double share = 0;
        RAS_TRY(field_coarseness(table, field, &share, error));
        uint32_t at = build->coarse_count++;
        for (; at > 0 && shares[at - 1] < share; at--) {
            shares[at] = shares[at - 1];
            build->coarse[at] = build->coarse[at - 1];
        }
        shares[at] = share;
        build->coarse[at] = field;
    }
    return RAS_OK;
}

enum ras_status ras_blocks_build(struct ras_blocks *blocks, const struct ras_record_table *table,
                                 unsigned thread_count, const atomic_int *stop,
                                 struct ras_error *error)
{
    *blocks = (struct ras_blocks){.table = table};
    blocks->full = ras_record_pair_count(table) <= table->schema->full_below;
    blocks->passes = ras_alloc_zeroed(table->schema->pass_count + 1u, sizeof blocks->passes[0]);
    if (blocks->passes == NULL)
        return ras_no_memory(error, table->schema->pass_count * sizeof blocks->passes[0]);
    blocks->pass_count = table->schema->pass_count;
    for (unsigned i = 0; i < blocks->pass_count; i++)
        ras_vector_init(&blocks->passes[i].entries, sizeof(struct ras_block_entry));
    struct build build = {.blocks = blocks};
    RAS_TRY(coarse_order(&build, error));
    return ras_parallel_run(thread_count, blocks->pass_count, pass_build, &build, stop, error);
}

void ras_blocks_fini(struct ras_blocks *blocks)
{
    for (unsigned i = 0; i < blocks->pass_count; i++) {
        ras_vector_fini(&blocks->passes[i].entries);
        ras_free(blocks->passes[i].starts);
        ras_free(blocks->passes[i].keys);
    }
    ras_free(blocks->passes);
    *blocks = (struct ras_blocks){.table = NULL};
}

/* ---- proposing ---- */

/* The smallest common key of two records in a pass; false where they have none. */
static bool common_key(const struct ras_block_pass *pass, uint32_t a, uint32_t b, uint64_t *key)
{
    uint32_t i = pass->starts[a];
    uint32_t j = pass->starts[b];
    while (i < pass->starts[a + 1] && j < pass->starts[b + 1]) {
        if (pass->keys[i] == pass->keys[j]) {
            *key = pass->keys[i];
            return true;
        }
        if (pass->keys[i] < pass->keys[j])
            i++;
        else
            j++;
    }
    return false;
}

bool ras_blocks_meet(const struct ras_blocks *blocks, unsigned pass, uint32_t a, uint32_t b)
{
    uint64_t key = 0;
    return common_key(&blocks->passes[pass], a, b, &key);
}

uint64_t ras_blocks_met(const struct ras_blocks *blocks, uint32_t a, uint32_t b)
{
    uint64_t met = 0;
    for (unsigned i = 0; i < blocks->pass_count; i++)
        met |= (uint64_t)ras_blocks_meet(blocks, i, a, b) << i;
    return met;
}

static bool met_before(const struct ras_blocks *blocks, unsigned pass, uint64_t key, uint32_t a,
                       uint32_t b)
{
    for (unsigned i = 0; i < pass; i++)
        if (ras_blocks_meet(blocks, i, a, b))
            return true;
    uint64_t smallest = 0;
    (void)common_key(&blocks->passes[pass], a, b, &smallest);
    return smallest != key;
}

static enum ras_status task_add(struct ras_vector *tasks, uint32_t pass, size_t first,
                                size_t behind, struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(tasks, 1, &item, error));
    *(struct ras_block_task *)item = (struct ras_block_task){pass, first, behind};
    return RAS_OK;
}

static enum ras_status tasks_full(const struct ras_blocks *blocks, struct ras_vector *tasks,
                                  struct ras_error *error)
{
    const struct ras_record_table *const table = blocks->table;
    const uint32_t proposing = table->schema->two_files ? table->left_count : table->record_count;
    uint64_t pairs = 0;
    uint32_t first = 0;
    for (uint32_t i = 0; i < proposing; i++) {
        pairs += table->record_count - (table->schema->two_files ? table->left_count : i + 1);
        if (pairs >= TASK_PAIRS || i + 1 == proposing) {
            RAS_TRY(task_add(tasks, 0, first, i + 1u, error));
            first = i + 1;
            pairs = 0;
        }
    }
    return RAS_OK;
}

enum ras_status ras_blocks_tasks(const struct ras_blocks *blocks, struct ras_vector *tasks,
                                 struct ras_error *error)
{
    ras_vector_init(tasks, sizeof(struct ras_block_task));
    if (blocks->full)
        return tasks_full(blocks, tasks, error);
    for (unsigned i = 0; i < blocks->pass_count; i++) {
        const struct ras_vector *const entries = &blocks->passes[i].entries;
        uint64_t pairs = 0;
        size_t task_first = 0;
        for (size_t first = 0; first < entries->count;) {
            const size_t end = block_end(entries, first);
            pairs += block_pairs(blocks->table, entries->data, first, end);
            first = end;
            if (pairs >= TASK_PAIRS || end == entries->count) {
                RAS_TRY(task_add(tasks, i, task_first, end, error));
                task_first = end;
                pairs = 0;
            }
        }
    }
    return RAS_OK;
}

static enum ras_status propose_full(const struct ras_blocks *blocks,
                                    const struct ras_block_task *task, ras_pair_function *take,
                                    void *context, struct ras_error *error)
{
    const struct ras_record_table *const table = blocks->table;
    for (size_t a = task->first; a < task->behind; a++) {
        const uint32_t from = table->schema->two_files ? table->left_count : (uint32_t)a + 1;
        for (uint32_t b = from; b < table->record_count; b++)
            RAS_TRY(take(context, (uint32_t)a, b, error));
    }
    return RAS_OK;
}

enum ras_status ras_blocks_propose(const struct ras_blocks *blocks,
                                   const struct ras_block_task *task, ras_pair_function *take,
                                   void *context, struct ras_error *error)
{
    if (blocks->full)
        return propose_full(blocks, task, take, context, error);
    const struct ras_vector *const entries = &blocks->passes[task->pass].entries;
    const struct ras_block_entry *const entry = entries->data;
    for (size_t i = task->first; i < task->behind; i++)
        for (size_t j = i + 1; j < entries->count && entry[j].key == entry[i].key; j++)
            if (ras_pair_allowed(blocks->table, entry[i].record, entry[j].record) &&
                !met_before(blocks, task->pass, entry[i].key, entry[i].record, entry[j].record))
                RAS_TRY(take(context, entry[i].record, entry[j].record, error));
    return RAS_OK;
}
