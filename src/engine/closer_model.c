/* What a source does to its values, counted on its sure rows. */
#include "engine/closer_look.h"

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

struct counts {
    double level[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1];
    double numbers, others, garbled;
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

static double level_sum(const double *level)
{
    double sum = 0;
    for (unsigned i = 1; i <= RAS_LEVEL_MAX; i++)
        sum += level[i];
    return sum;
}

void ras_closer_model_make(const struct ras_index *index, const struct ras_source_run *source,
                           const struct ras_model *base, struct ras_closer_model *model)
{
    struct counts counts = {.numbers = 0};
    const struct ras_row_state *const states = ras_source_states(source);
    for (size_t row = 0; row < source->states.count; row++)
        if (!states[row].rejected && states[row].decision == RAS_DECISION_MATCH)
            row_count(index, &states[row], &counts);
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        const double all = level_sum(counts.level[i]);
        for (unsigned level = 1; level <= RAS_LEVEL_MAX; level++)
            model->m[i][level] =
                (counts.level[i][level] + MODEL_ROWS * base->m[i][level]) / (all + MODEL_ROWS);
    }
    model->coverage = 1 - ABSENT_SHARE;
    model->other_number =
        (counts.others + NUMBER_ROWS * OTHER_NUMBER_SHARE) / (counts.numbers + NUMBER_ROWS);
    model->unlisted_old_id = ((double)source->old_id_unlisted + OLD_ID_ROWS * UNLISTED_SHARE) /
                             ((double)source->old_id_count + OLD_ID_ROWS);
    model->garbled_number =
        (counts.garbled + NUMBER_ROWS * GARBLED_SHARE) / (counts.numbers + NUMBER_ROWS);
}
