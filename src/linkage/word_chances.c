/* Drawing pairs of records that share a word. */
#include "linkage/word_chances.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/try.h"

#include <string.h>

#define DRAWN_PAIRS ((uint64_t)1 << 20)
#define TASK_PAIRS  ((uint64_t)1 << 14)

__extension__ typedef unsigned __int128 wide;

/* counts[level][shared words] */
typedef uint64_t shared_counts[RAS_LINK_LEVELS_MAX][RAS_LINK_WORDS_MAX + 1];

struct drawing {
    const struct ras_pair_comparer *comparer;
    unsigned comparison;
    uint32_t field;
    uint32_t value_count;
    uint32_t *starts;     /* of a word's records in `records`; value_count + 1 */
    uint32_t *lefts;      /* how many of them are of the left file */
    uint32_t *records;    /* rising */
    uint64_t *cumulative; /* pairs that share a word up to this one; value_count + 1 */
    struct ras_pair_scratch *scratch;
    shared_counts *counts; /* of each worker */
};

static struct ras_record_words words_of(const struct drawing *drawing, uint32_t record)
{
    const struct ras_record_table *const table = drawing->comparer->table;
    return ras_value_words(table, ras_record_value(table, drawing->field, record));
}

static uint64_t word_pairs(const struct drawing *drawing, uint32_t word)
{
    const uint64_t all = drawing->starts[word + 1] - drawing->starts[word];
    if (drawing->comparer->schema->two_files)
        return drawing->lefts[word] * (all - drawing->lefts[word]);
    return all < 2 ? 0 : all * (all - 1) / 2;
}

static enum ras_status postings_build(struct drawing *drawing, struct ras_error *error)
{
    const struct ras_record_table *const table = drawing->comparer->table;
    const size_t room = drawing->value_count + (size_t)2;
    size_t total = 0;
    for (uint32_t i = 0; i < table->record_count; i++)
        total += words_of(drawing, i).count;
    drawing->starts = ras_alloc_zeroed(room, sizeof drawing->starts[0]);
    drawing->lefts = ras_alloc_zeroed(room, sizeof drawing->lefts[0]);
    drawing->cumulative = ras_alloc_zeroed(room, sizeof drawing->cumulative[0]);
    drawing->records = ras_alloc_zeroed(total + 1, sizeof drawing->records[0]);
    if (drawing->starts == NULL || drawing->lefts == NULL || drawing->cumulative == NULL ||
        drawing->records == NULL)
        return ras_no_memory(error, total * sizeof drawing->records[0]);
    uint32_t *const next = drawing->starts + 1; /* ends up as the starts, one further */
    for (uint32_t i = 0; i < table->record_count; i++) {
        const struct ras_record_words words = words_of(drawing, i);
        for (uint32_t w = 0; w < words.count; w++) {
            next[words.numbers[w] + 1]++;
            drawing->lefts[words.numbers[w]] += i < table->left_count;
        }
    }
    for (uint32_t word = 0; word < drawing->value_count; word++)
        next[word + 1] += next[word];
    for (uint32_t i = 0; i < table->record_count; i++) {
        const struct ras_record_words words = words_of(drawing, i);
        for (uint32_t w = 0; w < words.count; w++)
            drawing->records[next[words.numbers[w]]++] = i;
    }
    for (uint32_t word = 0; word < drawing->value_count; word++)
        drawing->cumulative[word + 1] = drawing->cumulative[word] + word_pairs(drawing, word);
    return RAS_OK;
}

static uint64_t below(uint64_t random, uint64_t bound)
{
    return (uint64_t)(((wide)random * bound) >> 64);
}

static void pair_draw(const struct drawing *drawing, uint64_t number, uint32_t *a, uint32_t *b)
{
    const uint64_t seed = ras_hash_mix(drawing->comparer->schema->seed + 1);
    const uint64_t at =
        below(ras_hash_mix(seed + 3 * number), drawing->cumulative[drawing->value_count]);
    uint32_t low = 0, high = drawing->value_count;
    while (high - low > 1) { /* the word whose pairs hold the at-th */
        const uint32_t middle = low + (high - low) / 2;
        if (drawing->cumulative[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    const uint32_t *const record = drawing->records + drawing->starts[low];
    const uint32_t all = drawing->starts[low + 1] - drawing->starts[low];
    const uint32_t left = drawing->comparer->schema->two_files ? drawing->lefts[low] : 0;
    uint64_t i = below(ras_hash_mix(seed + 3 * number + 1), left > 0 ? left : all);
    uint64_t j = left > 0 ? left + below(ras_hash_mix(seed + 3 * number + 2), all - left)
                          : below(ras_hash_mix(seed + 3 * number + 2), all - 1);
    j += left == 0 && j >= i;
    *a = record[i < j ? i : j];
    *b = record[i < j ? j : i];
}

static unsigned shared_words(struct ras_record_words a, struct ras_record_words b)
{
    unsigned shared = 0;
    for (uint32_t i = 0, j = 0; i < a.count && j < b.count;) {
        shared += a.numbers[i] == b.numbers[j];
        const bool step_a = a.numbers[i] <= b.numbers[j];
        j += b.numbers[j] <= a.numbers[i];
        i += step_a;
    }
    return shared;
}

static enum ras_status task_draw(void *context, unsigned worker, size_t task,
                                 struct ras_error *error)
{
    (void)error;
    const struct drawing *const drawing = context;
    const struct ras_record_table *const table = drawing->comparer->table;
    for (uint64_t i = task * TASK_PAIRS; i < (task + 1) * TASK_PAIRS; i++) {
        uint32_t a = 0, b = 0;
        pair_draw(drawing, i, &a, &b);
        const uint8_t level = ras_value_level(
            drawing->comparer, &drawing->scratch[worker], drawing->comparison,
            ras_record_value(table, drawing->field, a), ras_record_value(table, drawing->field, b));
        drawing->counts[worker][level][shared_words(words_of(drawing, a), words_of(drawing, b))]++;
    }
    return RAS_OK;
}

/* How many pairs have words on both sides. */
static double present_pairs(const struct drawing *drawing)
{
    const struct ras_record_table *const table = drawing->comparer->table;
    double present[2] = {0, 0};
    for (uint32_t i = 0; i < table->record_count; i++)
        present[i >= table->left_count] += words_of(drawing, i).count > 0;
    return table->schema->two_files ? present[0] * present[1] : present[0] * (present[0] - 1) / 2;
}

static enum ras_status shared_draw(struct drawing *drawing, unsigned thread_count,
                                   const atomic_int *stop, double *share, struct ras_error *error)
{
    const uint64_t sharing = drawing->cumulative[drawing->value_count];
    const double all = present_pairs(drawing);
    if (sharing == 0 || all <= 0)
        return RAS_OK;
    RAS_TRY(ras_parallel_run(thread_count, (size_t)(DRAWN_PAIRS / TASK_PAIRS), task_draw, drawing,
                             stop, error));
    const double each = (double)sharing / (double)DRAWN_PAIRS / all;
    for (unsigned level = 1; level < RAS_LINK_LEVELS_MAX; level++)
        for (unsigned shared = 1; shared <= RAS_LINK_WORDS_MAX; shared++) {
            uint64_t count = 0;
            for (unsigned w = 0; w < thread_count; w++)
                count += drawing->counts[w][level][shared];
            share[level] += each * (double)count / shared;
        }
    return RAS_OK;
}

enum ras_status ras_word_chances(const struct ras_pair_comparer *comparer, unsigned comparison,
                                 const uint64_t *plain, uint64_t plain_present,
                                 unsigned thread_count, const atomic_int *stop, double *share,
                                 struct ras_error *error)
{
    struct drawing drawing = {.comparer = comparer,
                              .comparison = comparison,
                              .field = comparer->schema->comparisons[comparison].field,
                              .value_count = ras_value_count(comparer->table)};
    enum ras_status status = postings_build(&drawing, error);
    drawing.scratch = ras_pair_scratch_create(thread_count);
    drawing.counts = ras_alloc_zeroed(thread_count, sizeof drawing.counts[0]);
    if (status == RAS_OK && (drawing.scratch == NULL || drawing.counts == NULL))
        status = ras_no_memory(error, thread_count * sizeof drawing.scratch[0]);
    for (unsigned level = 1; level < RAS_LINK_LEVELS_MAX; level++)
        share[level] = plain_present == 0 ? 0 : (double)plain[level] / (double)plain_present;
    if (status == RAS_OK)
        status = shared_draw(&drawing, thread_count, stop, share, error);
    ras_free(drawing.starts);
    ras_free(drawing.lefts);
    ras_free(drawing.records);
    ras_free(drawing.cumulative);
    ras_free(drawing.scratch);
    ras_free(drawing.counts);
    return status;
}
