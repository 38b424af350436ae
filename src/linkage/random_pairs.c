/* What random pairs of records have in common: the chance of agreeing without being one person.
 * The i-th pair is made of the seed and i alone, so any number of threads draws the same. */
#include "linkage/candidates.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/try.h"

#define TASK_PAIRS ((uint64_t)1 << 14)

typedef uint64_t level_counts[RAS_LINK_COMPARISONS_MAX][RAS_LINK_LEVELS_MAX];

struct drawing {
    const struct ras_pair_comparer *comparer;
    struct ras_pair_scratch *scratch;
    level_counts *counts; /* of each worker: sums of whole numbers, in any order the same */
    uint64_t sample;
};

/* A number below `bound`, by the high half of a product (D. Lemire, 2019). */
static uint32_t below(uint64_t random, uint32_t bound)
{
    return (uint32_t)((random >> 32) * bound >> 32);
}

static void pair_draw(const struct drawing *drawing, uint64_t number, uint32_t *a, uint32_t *b)
{
    const struct ras_record_table *const table = drawing->comparer->table;
    const uint64_t first = ras_hash_mix(ras_hash_mix(table->schema->seed) + 2 * number);
    const uint64_t second = ras_hash_mix(ras_hash_mix(table->schema->seed) + 2 * number + 1);
    if (table->schema->two_files) {
        *a = below(first, table->left_count);
        *b = table->left_count + below(second, table->record_count - table->left_count);
        return;
    }
    *a = below(first, table->record_count);
    *b = below(second, table->record_count - 1);
    *b += *b >= *a;
}

/* Of a comparison by words only pairs without a common word count by level (word_chances.h draws
 * the others); those with one are put at the end of the levels, which no comparison by words uses.
 */
static unsigned level_counted(const struct ras_pair_comparer *comparer, unsigned comparison,
                              uint32_t a, uint32_t b, unsigned level)
{
    const struct ras_link_comparison *const asked = &comparer->schema->comparisons[comparison];
    if (asked->method != RAS_LINK_WORDS)
        return level;
    const struct ras_record_table *const table = comparer->table;
    const struct ras_record_words x =
        ras_value_words(table, ras_record_value(table, asked->field, a));
    const struct ras_record_words y =
        ras_value_words(table, ras_record_value(table, asked->field, b));
    for (uint32_t i = 0, j = 0; i < x.count && j < y.count;) {
        if (x.numbers[i] == y.numbers[j])
            return RAS_RANDOM_SHARING;
        if (x.numbers[i] < y.numbers[j])
            i++;
        else
            j++;
    }
    return level;
}

static enum ras_status task_draw(void *context, unsigned worker, size_t task,
                                 struct ras_error *error)
{
    (void)error;
    const struct drawing *const drawing = context;
    const uint64_t first = task * TASK_PAIRS;
    const uint64_t behind =
        first + TASK_PAIRS < drawing->sample ? first + TASK_PAIRS : drawing->sample;
    const unsigned count = drawing->comparer->schema->comparison_count;
    for (uint64_t i = first; i < behind; i++) {
        uint32_t a = 0, b = 0;
        uint8_t levels[RAS_LINK_COMPARISONS_MAX];
        pair_draw(drawing, i, &a, &b);
        ras_pair_levels(drawing->comparer, &drawing->scratch[worker], a, b, levels);
        for (unsigned c = 0; c < count; c++)
            drawing->counts[worker][c][level_counted(drawing->comparer, c, a, b, levels[c])]++;
    }
    return RAS_OK;
}

enum ras_status ras_random_levels(const struct ras_pair_comparer *comparer, uint64_t sample,
                                  unsigned thread_count, const atomic_int *stop,
                                  uint64_t counts[][RAS_LINK_LEVELS_MAX], struct ras_error *error)
{
    struct drawing drawing = {.comparer = comparer, .sample = sample};
    enum ras_status status = RAS_OK;
    if (ras_record_pair_count(comparer->table) == 0)
        return RAS_OK;
    drawing.scratch = ras_pair_scratch_create(thread_count);
    drawing.counts = ras_alloc_zeroed(thread_count, sizeof drawing.counts[0]);
    if (drawing.scratch == NULL || drawing.counts == NULL) {
        status = ras_no_memory(error, thread_count * sizeof drawing.scratch[0]);
        goto done;
    }
    RAS_TRY_DONE(ras_parallel_run(thread_count, (size_t)((sample + TASK_PAIRS - 1) / TASK_PAIRS),
                                  task_draw, &drawing, stop, error));
    for (unsigned w = 0; w < thread_count; w++)
        for (unsigned c = 0; c < comparer->schema->comparison_count; c++)
            for (unsigned level = 0; level < RAS_LINK_LEVELS_MAX; level++)
                counts[c][level] += drawing.counts[w][c][level];
done:
    ras_free(drawing.scratch);
    ras_free(drawing.counts);
    return status;
}
