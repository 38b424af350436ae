/* What a source does to its values, counted on its sure rows. */
#include "engine/closer_look.h"

#include "base/alloc.h"
#include "base/pipeline.h"

/* Rows that the model's m is worth beside the counted ones. */
#define MODEL_ROWS 60.0
/* Share of rows whose person is not among the residents, before anything is known of the source. */
#define ABSENT_SHARE 0.02

/* The same of numbers: of another resident, and of nobody. */
#define OTHER_NUMBER_SHARE 0.01
#define GARBLED_SHARE      0.001
#define NUMBER_ROWS        500.0
/* Residents without the 9-digit number that a row of theirs has. */
#define UNLISTED_SHARE 0.1
#define OLD_ID_ROWS    50.0

#define PART_ROWS ((size_t)1 << 15)

struct counts {
    uint64_t level[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1];
    uint64_t numbers, others, garbled;
    uint64_t numbered; /* of all rows */
};

struct counting {
    const struct ras_closer_counting *given;
    struct counts *workers;
};

static bool is_number(unsigned comparator)
{
    return comparator == RAS_COMPARATOR_PERSONAL_ID || comparator == RAS_COMPARATOR_OLD_ID;
}

/* A number counts on rows that are sure without it, the other fields on rows with the number: else
 * a level would be counted on rows that it helped to choose. */
static void row_count(const struct ras_index *index, const struct ras_row_state *state,
                      struct counts *counts)
{
    const struct ras_levels levels = ras_levels_unpack(state->levels);
    const unsigned id = levels.level[RAS_COMPARATOR_PERSONAL_ID];
    const bool by_number =
        id == RAS_LEVEL_PERSONAL_ID_EQUAL || id == RAS_LEVEL_PERSONAL_ID_REPAIRED;
    const bool by_name = levels.level[RAS_COMPARATOR_NAME] == RAS_LEVEL_NAME_EQUAL &&
                         levels.level[RAS_COMPARATOR_BIRTH_DATE] == RAS_LEVEL_BIRTH_DATE_EQUAL &&
                         levels.level[RAS_COMPARATOR_COMMUNE] == RAS_LEVEL_COMMUNE_EQUAL;
    /* an equal number on somebody else's row says nothing about how names are written */
    const bool somebody_else = levels.level[RAS_COMPARATOR_NAME] >= RAS_LEVEL_NAME_SIBLING &&
                               levels.level[RAS_COMPARATOR_BIRTH_DATE] >= RAS_LEVEL_BIRTH_DATE_YEAR;
    const bool stayed = levels.level[RAS_COMPARATOR_COMMUNE] == RAS_LEVEL_COMMUNE_EQUAL;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        if (is_number(i) ? by_name
                         : by_number && !somebody_else && (i != RAS_COMPARATOR_ADDRESS || stayed))
            counts->level[i][levels.level[i]]++;
    if (!by_name || state->personal_id == 0)
        return;
    counts->numbers++;
    if (id < RAS_LEVEL_PERSONAL_ID_STRUCTURE)
        return;
    if (ras_index_find_id(index, state->personal_id) != RAS_RESIDENT_NONE)
        counts->others++;
    else
        counts->garbled++;
}

static enum ras_status rows_count(void *context, unsigned worker, size_t part,
                                  struct ras_error *error)
{
    const struct counting *const counting = context;
    const struct ras_source_run *const source = counting->given->source;
    const struct ras_row_state *const states = ras_source_states(source);
    struct counts *const counts = &counting->workers[worker];
    const size_t start = part * PART_ROWS;
    const size_t end =
        source->states.count - start < PART_ROWS ? source->states.count : start + PART_ROWS;
    (void)error;
    for (size_t row = start; row < end; row++) {
        if (states[row].rejected)
            continue;
        counts->numbered += states[row].personal_id != 0;
        if (states[row].decision == RAS_DECISION_MATCH)
            row_count(counting->given->index, &states[row], counts);
    }
    return RAS_OK;
}

static void counts_add(struct counts *sum, const struct counts *more)
{
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        for (unsigned level = 0; level <= RAS_LEVEL_MAX; level++)
            sum->level[i][level] += more->level[i][level];
    sum->numbers += more->numbers;
    sum->others += more->others;
    sum->garbled += more->garbled;
    sum->numbered += more->numbered;
}

static double level_sum(const uint64_t *level)
{
    uint64_t sum = 0;
    for (unsigned i = 1; i <= RAS_LEVEL_MAX; i++)
        sum += level[i];
    return (double)sum;
}

static void model_fill(const struct counts *counts, const struct ras_closer_counting *counting,
                       struct ras_closer_model *model)
{
    const struct ras_source_run *const source = counting->source;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        const double all = level_sum(counts->level[i]);
        for (unsigned level = 1; level <= RAS_LEVEL_MAX; level++)
            model->m[i][level] =
                ((double)counts->level[i][level] + MODEL_ROWS * counting->base->m[i][level]) /
                (all + MODEL_ROWS);
    }
    const double numbers = (double)counts->numbers + NUMBER_ROWS;
    model->coverage = 1 - ABSENT_SHARE;
    model->other_number = ((double)counts->others + NUMBER_ROWS * OTHER_NUMBER_SHARE) / numbers;
    model->unlisted_old_id = ((double)source->old_id_unlisted + OLD_ID_ROWS * UNLISTED_SHARE) /
                             ((double)source->old_id_count + OLD_ID_ROWS);
    model->garbled_number = ((double)counts->garbled + NUMBER_ROWS * GARBLED_SHARE) / numbers;
}

enum ras_status ras_closer_model_make(const struct ras_closer_counting *given,
                                      struct ras_closer_model *model, uint64_t *numbered,
                                      struct ras_error *error)
{
    const size_t part_count = (given->source->states.count + PART_ROWS - 1) / PART_ROWS;
    struct counting counting = {
        .given = given,
        .workers = ras_alloc_zeroed(given->thread_count, sizeof counting.workers[0])};
    if (counting.workers == NULL)
        return ras_no_memory(error, given->thread_count * sizeof counting.workers[0]);
    const enum ras_status status = ras_parallel_run(given->thread_count, part_count, rows_count,
                                                    &counting, given->stop, error);
    for (unsigned i = 1; i < given->thread_count; i++)
        counts_add(&counting.workers[0], &counting.workers[i]);
    model_fill(&counting.workers[0], given, model);
    *numbered = counting.workers[0].numbered;
    ras_free(counting.workers);
    return status;
}
