/* Names are grouped by what they fold to, and the residents of each group are counted. Full names
 * are grouped through a table of all of them; surnames and given names through their syllables,
 * which are few. */
#include "index/frequencies.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/table.h"
#include "base/try.h"

#define KEYS_AHEAD 8 /* names whose line of the table is asked for before it is looked at */

enum frequency_task { TASK_FULL, TASK_PARTS, TASK_COUNT };

struct frequency_job {
    const struct ras_index *index;
    struct ras_name_entry *names;
    struct ras_table *spare;
    const uint32_t *owners; /* residents whose own name this is, per name */
};

static uint64_t full_key(const struct ras_index *index, size_t number)
{
    struct ras_name name;
    struct ras_name_keys keys;
    ras_index_name(index, (uint32_t)number, &name);
    ras_name_keys_make(&name, &keys);
    return keys.folded;
}

static uint32_t at_least_one(uint32_t count)
{
    return count == 0 ? 1 : count;
}

/* A name's full_count holds the number of its group until all are counted. */
static enum ras_status full_names_group(const struct frequency_job *job, uint32_t *totals,
                                        struct ras_error *error)
{
    struct ras_table *const table = job->spare;
    const size_t name_count = job->index->counts.name_count;
    uint64_t keys[KEYS_AHEAD];
    for (size_t i = 1; i < name_count && i <= KEYS_AHEAD; i++)
        keys[i % KEYS_AHEAD] = full_key(job->index, i);
    for (size_t i = 1; i < name_count; i++) {
        uint32_t *const group = &job->names[i].full_count;
        RAS_TRY(ras_table_add(table, keys[i % KEYS_AHEAD], (uint32_t)table->count, group, error));
        totals[*group] += job->owners[i];
        if (i + KEYS_AHEAD < name_count) {
            keys[i % KEYS_AHEAD] = full_key(job->index, i + KEYS_AHEAD);
            ras_table_prefetch(table, keys[i % KEYS_AHEAD]);
        }
    }
    return RAS_OK;
}

static enum ras_status full_names_count(const struct frequency_job *job, struct ras_error *error)
{
    const size_t name_count = job->index->counts.name_count;
    uint32_t *const totals = ras_alloc_huge(name_count * sizeof totals[0]);
    if (totals == NULL)
        return ras_no_memory(error, name_count * sizeof totals[0]);
    ras_table_clear(job->spare);
    const enum ras_status status = full_names_group(job, totals, error);
    for (size_t i = 1; i < name_count && status == RAS_OK; i++)
        job->names[i].full_count = at_least_one(totals[job->names[i].full_count]);
    ras_free_huge(totals, name_count * sizeof totals[0]);
    return status;
}

/* The group of every syllable: those that fold to the same letters have one. */
static enum ras_status syllables_group(const struct ras_index *index, uint32_t *groups,
                                       struct ras_error *error)
{
    enum ras_status status = RAS_OK;
    struct ras_table table;
    ras_table_init(&table);
    for (size_t i = 0; i < index->counts.syllable_count && status == RAS_OK; i++)
        status = ras_table_add(&table, index->syllables[i].folded, (uint32_t)table.count,
                               &groups[i], error);
    ras_table_fini(&table);
    return status;
}

struct part_counts {
    uint32_t given;
    uint32_t surname;
};

static void parts_count_up(const struct frequency_job *job, const uint32_t *groups,
                           struct part_counts *counts)
{
    const size_t name_count = job->index->counts.name_count;
    for (size_t i = 1; i < name_count; i++) {
        const struct ras_name_entry *const name = &job->names[i];
        const uint32_t *const list = ras_index_syllables(job->index, name);
        counts[groups[list[name->count - 1]]].given += job->owners[i];
        counts[groups[list[0]]].surname += job->owners[i];
    }
    for (size_t i = 1; i < name_count; i++) {
        struct ras_name_entry *const name = &job->names[i];
        const uint32_t *const list = ras_index_syllables(job->index, name);
        name->given_count = at_least_one(counts[groups[list[name->count - 1]]].given);
        name->surname_count = at_least_one(counts[groups[list[0]]].surname);
    }
}

static enum ras_status parts_count(const struct frequency_job *job, struct ras_error *error)
{
    const size_t syllable_count = job->index->counts.syllable_count;
    enum ras_status status = RAS_OK;
    uint32_t *const groups = ras_alloc_zeroed(syllable_count, sizeof groups[0]);
    struct part_counts *const counts = ras_alloc_zeroed(syllable_count, sizeof counts[0]);
    if (groups == NULL || counts == NULL) {
        status = ras_no_memory(error, syllable_count * sizeof counts[0]);
        goto done;
    }
    RAS_TRY_DONE(syllables_group(job->index, groups, error));
    parts_count_up(job, groups, counts);
done:
    ras_free(groups);
    ras_free(counts);
    return status;
}

/* The tasks write members of their own of every name. */
static enum ras_status frequency_run(void *context, unsigned worker, size_t task,
                                     struct ras_error *error)
{
    const struct frequency_job *const job = context;
    (void)worker;
    return task == TASK_FULL ? full_names_count(job, error) : parts_count(job, error);
}

enum ras_status ras_frequencies_fill(const struct ras_index *index, struct ras_name_entry *names,
                                     struct ras_table *spare, unsigned thread_count,
                                     const atomic_int *stop, struct ras_error *error)
{
    const size_t name_count = index->counts.name_count;
    uint32_t *const owners = ras_alloc_huge(name_count * sizeof owners[0]);
    if (owners == NULL)
        return ras_no_memory(error, name_count * sizeof owners[0]);
    for (uint64_t i = 0; i < index->counts.resident_count; i++)
        owners[index->residents[i].name]++;
    struct frequency_job job = {index, names, spare, owners};
    const enum ras_status status =
        ras_parallel_run(thread_count, TASK_COUNT, frequency_run, &job, stop, error);
    ras_free_huge(owners, name_count * sizeof owners[0]);
    return status;
}

void ras_frequencies_blend(const struct ras_index *index, struct ras_name_entry *names,
                           const struct ras_name_population *population,
                           struct ras_index_counts *counts)
{
    for (size_t i = 1; i < index->counts.name_count; i++) {
        struct ras_name_entry *const name = &names[i];
        const uint32_t *const list = ras_index_syllables(index, name);
        name->full_count =
            ras_name_part_blend(&population->full, full_key(index, i), name->full_count);
        name->given_count = ras_name_part_blend(
            &population->given, index->syllables[list[name->count - 1]].folded, name->given_count);
        name->surname_count = ras_name_part_blend(
            &population->surname, index->syllables[list[0]].folded, name->surname_count);
    }
    counts->full_table = ras_name_part_weight(&population->full);
    counts->given_table = ras_name_part_weight(&population->given);
    counts->surname_table = ras_name_part_weight(&population->surname);
}
