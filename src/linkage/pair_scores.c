/* Weighing pairs. */
#include "linkage/pair_scores.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/try.h"

#include <math.h>

#define TASK_PAIRS ((size_t)1 << 16)
static enum ras_status equal_weights(struct ras_pair_scorer *scorer, unsigned number,
                                     struct ras_error *error)
{
    const struct ras_record_table *const table = scorer->comparer->table;
    const uint32_t field = table->schema->comparisons[number].field;
    const uint32_t value_count = ras_value_count(table);
    int32_t *const weights = ras_alloc_zeroed(value_count, sizeof weights[0]);
    if (weights == NULL)
        return ras_no_memory(error, value_count * sizeof weights[0]);
    scorer->equal[number] = weights;
    double present = 0;
    for (uint32_t i = 0; i < table->record_count; i++) {
        const uint32_t value = ras_record_value(table, field, i);
        weights[value]++;
        present += value != 0;
    }
    const double m = scorer->model->comparisons[number].m[1];
    const struct ras_population *const population = &scorer->comparer->populations[number];
    for (uint32_t i = 0; i < value_count; i++) {
        const double others = weights[i] > 2 ? weights[i] - 2.0 : 0; /* without the pair */
        const double chance = ras_population_chance(population, i, others, present);
        weights[i] = ras_link_millibits(log2(m / chance));
    }
    return RAS_OK;
}

enum ras_status ras_pair_scorer_init(struct ras_pair_scorer *scorer,
                                     const struct ras_pair_comparer *comparer,
                                     const struct ras_link_model *model, struct ras_error *error)
{
    const struct ras_link_schema *const schema = comparer->schema;
    *scorer = (struct ras_pair_scorer){.comparer = comparer, .model = model};
    scorer->prior = ras_link_prior_weight(model);
    for (unsigned c = 0; c < schema->comparison_count; c++) {
        for (unsigned level = 1; level < schema->comparisons[c].level_count; level++)
            scorer->weights[c][level] = ras_link_weight(model, c, level);
        if (schema->comparisons[c].frequency)
            RAS_TRY(equal_weights(scorer, c, error));
    }
    return RAS_OK;
}

void ras_pair_scorer_fini(struct ras_pair_scorer *scorer)
{
    for (unsigned c = 0; c < RAS_LINK_COMPARISONS_MAX; c++)
        ras_free(scorer->equal[c]);
    *scorer = (struct ras_pair_scorer){.comparer = NULL};
}

int32_t ras_pair_weight(const struct ras_pair_scorer *scorer, uint32_t a, uint32_t b,
                        const uint8_t *levels)
{
    const struct ras_link_schema *const schema = scorer->comparer->schema;
    int32_t weight = scorer->prior;
    for (unsigned c = 0; c < schema->comparison_count; c++) {
        const struct ras_link_comparison *const comparison = &schema->comparisons[c];
        if (scorer->equal[c] != NULL && levels[c] == 1)
            weight +=
                scorer->equal[c][ras_record_value(scorer->comparer->table, comparison->field, a)];
        else
            weight += scorer->weights[c][levels[c]];
    }
    (void)b;
    return weight;
}

int32_t ras_pair_score(const struct ras_pair_scorer *scorer, struct ras_pair_scratch *scratch,
                       uint32_t a, uint32_t b)
{
    uint8_t levels[RAS_LINK_COMPARISONS_MAX];
    ras_pair_levels(scorer->comparer, scratch, a, b, levels);
    return ras_pair_weight(scorer, a, b, levels);
}

struct scoring {
    const struct ras_candidates *candidates;
    const struct ras_pair_scorer *scorer;
    int32_t *weights;
};

static enum ras_status task_score(void *context, unsigned worker, size_t task,
                                  struct ras_error *error)
{
    (void)worker;
    (void)error;
    const struct scoring *const scoring = context;
    const struct ras_link_pair *const pair = scoring->candidates->pairs.data;
    const struct ras_link_pattern *const pattern = scoring->candidates->patterns.data;
    const unsigned count = scoring->scorer->comparer->schema->comparison_count;
    const size_t first = task * TASK_PAIRS;
    const size_t all = scoring->candidates->pairs.count;
    for (size_t i = first; i < all && i < first + TASK_PAIRS; i++) {
        uint8_t levels[RAS_LINK_COMPARISONS_MAX];
        for (unsigned c = 0; c < count; c++)
            levels[c] = (uint8_t)ras_link_levels_at(pattern[pair[i].pattern].levels, c);
        scoring->weights[i] = ras_pair_weight(scoring->scorer, pair[i].a, pair[i].b, levels);
    }
    return RAS_OK;
}

enum ras_status ras_candidates_score(const struct ras_candidates *candidates,
                                     const struct ras_pair_scorer *scorer, unsigned thread_count,
                                     const atomic_int *stop, int32_t *weights,
                                     struct ras_error *error)
{
    struct scoring scoring = {candidates, scorer, weights};
    const size_t tasks = (candidates->pairs.count + TASK_PAIRS - 1) / TASK_PAIRS;
    return ras_parallel_run(thread_count, tasks, task_score, &scoring, stop, error);
}
