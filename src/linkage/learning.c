/* Expectation maximisation over counted patterns. */
#include "linkage/learning.h"

#include "base/alloc.h"
#include "base/try.h"
#include "linkage/word_chances.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#define ROUNDS_MAX     500
#define CHANGE_ENOUGH  1e-6 /* of any m or, relatively, of the prior */
#define PSEUDO_PAIRS   1.0  /* spread over the levels, so that none is impossible */
#define CHANCE_LEFT    0.02 /* of a level's share among random pairs stays chance at least */
#define CHANCE_SURE    0.3  /* of a level by words that much must be left to be believed */
#define CHANCE_MIN     1e-14
#define WORD_STEP_BITS 4    /* between a kind's last two levels */
#define FIRST_TOP      0.75 /* m of the best level before anything is known */
#define PRIOR_MIN      1e-12

/* How often two random records agree on a comparison's field exactly. */
static enum ras_status equal_chance(const struct ras_record_table *table, uint32_t field,
                                    double *chance, struct ras_error *error)
{
    const uint32_t value_count = ras_value_count(table);
    uint32_t *const counts = ras_alloc_zeroed((size_t)value_count * 2, sizeof counts[0]);
    if (counts == NULL)
        return ras_no_memory(error, value_count * sizeof counts[0]);
    const bool two = table->schema->two_files;
    double present[2] = {0, 0};
    for (uint32_t i = 0; i < table->record_count; i++) {
        const uint32_t value = ras_record_value(table, field, i);
        const unsigned side = two && i >= table->left_count;
        counts[value * 2 + side] += value != 0;
        present[side] += value != 0;
    }
    double equal = 0;
    for (uint32_t i = 1; i < value_count; i++)
        equal += (double)counts[i * 2] *
                 (two ? (double)counts[i * 2 + 1] : (counts[i * 2] > 0 ? counts[i * 2] - 1.0 : 0));
    const double all = two ? present[0] * present[1] : present[0] * (present[0] - 1);
    *chance = all > 0 ? equal / all : 0;
    ras_free(counts);
    return RAS_OK;
}

/* Is the comparison's best level equality, so that its chance is known without sampling? */
static bool best_is_equality(const struct ras_link_comparison *comparison)
{
    return comparison->method == RAS_LINK_TEXT && comparison->text.level[0].is_word &&
           comparison->text.level[0].word == 0 && comparison->crossed_level == 0;
}

static enum ras_status comparison_chances(struct ras_chances *chances,
                                          const struct ras_pair_comparer *comparer, unsigned number,
                                          const uint64_t *counts, struct ras_error *error)
{
    const struct ras_link_comparison *const comparison = &comparer->schema->comparisons[number];
    double *const share = chances->share[number];
    double present = 0;
    for (unsigned level = 1; level < comparison->level_count; level++)
        present += (double)counts[level];
    for (unsigned level = 1; level < comparison->level_count; level++)
        share[level] = ((double)counts[level] + 0.5) / (present + 0.5 * comparison->level_count);
    if (!best_is_equality(comparison))
        return RAS_OK;
    double equal = 0;
    RAS_TRY(equal_chance(comparer->table, comparison->field, &equal, error));
    const double scale = (1 - equal) / (1 - share[1]);
    for (unsigned level = 2; level < comparison->level_count; level++)
        share[level] *= scale;
    share[1] = equal > 1e-12 ? equal : 1e-12;
    return RAS_OK;
}

static enum ras_status words_chances(struct ras_chances *chances,
                                     const struct ras_pair_comparer *comparer, unsigned number,
                                     const uint64_t *counts, unsigned thread_count,
                                     const atomic_int *stop, struct ras_error *error)
{
    uint64_t present = 0;
    for (unsigned level = 1; level < RAS_LINK_LEVELS_MAX; level++)
        present += counts[level];
    return ras_word_chances(comparer, number, counts, present, thread_count, stop,
                            chances->share[number], error);
}

enum ras_status ras_chances_find(struct ras_chances *chances,
                                 const struct ras_pair_comparer *comparer, unsigned thread_count,
                                 const atomic_int *stop, struct ras_error *error)
{
    uint64_t counts[RAS_LINK_COMPARISONS_MAX][RAS_LINK_LEVELS_MAX] = {{0}};
    *chances = (struct ras_chances){.share = {{0}}};
    RAS_TRY(ras_random_levels(comparer, RAS_RANDOM_PAIRS, thread_count, stop, counts, error));
    for (unsigned i = 0; i < comparer->schema->comparison_count; i++)
        RAS_TRY(comparer->schema->comparisons[i].method == RAS_LINK_WORDS
                    ? words_chances(chances, comparer, i, counts[i], thread_count, stop, error)
                    : comparison_chances(chances, comparer, i, counts[i], error));
    return RAS_OK;
}

/* ---- rounds ---- */

/* What is left of a level's share among random pairs once those of one person are taken off. */
static double chance_left(const struct ras_link_model *model, double share, double m)
{
    return (share - model->prior * m) / (1 - model->prior);
}

/* Levels by words have a meaning of their own: one worth a bit more is met by chance half as often.
 * A level of which next to nothing is left follows the one below by that rule. */
static void word_chances_left(struct ras_link_model *model, unsigned number, const double *share)
{
    struct ras_link_levels *const levels = &model->comparisons[number];
    for (unsigned level = RAS_WORD_LEVEL_COUNT; level > 0; level--) {
        const struct ras_word_level *const this = &ras_word_levels[level - 1];
        const double left = chance_left(model, share[level], levels->m[level]);
        levels->u[level] = fmax(left, CHANCE_MIN);
        if (left >= share[level] * CHANCE_SURE || this->bits == INT_MIN)
            continue;
        const int below = this[1].bits == INT_MIN ? this->bits - WORD_STEP_BITS : this[1].bits;
        levels->u[level] = fmax(levels->u[level + 1] * exp2(below - this->bits), CHANCE_MIN);
    }
}

static void chances_left(struct ras_link_model *model, const struct ras_link_schema *schema,
                         const struct ras_chances *chances)
{
    for (unsigned c = 0; c < schema->comparison_count; c++) {
        const double *const share = chances->share[c];
        struct ras_link_levels *const levels = &model->comparisons[c];
        if (schema->comparisons[c].method == RAS_LINK_WORDS) {
            word_chances_left(model, c, share);
            continue;
        }
        for (unsigned level = 1; level < schema->comparisons[c].level_count; level++)
            levels->u[level] = fmax(chance_left(model, share[level], levels->m[level]),
                                    share[level] * CHANCE_LEFT);
    }
}

static void model_begin(struct ras_link_model *model, const struct ras_link_schema *schema,
                        const struct ras_chances *chances, uint64_t record_count,
                        uint64_t pair_count)
{
    model->prior = fmin((double)record_count / 2 / (double)pair_count, 0.5);
    model->iterations = 0;
    model->converged = false;
    for (unsigned c = 0; c < schema->comparison_count; c++) {
        const unsigned count = schema->comparisons[c].level_count;
        double left = 1;
        for (unsigned level = 1; level < count; level++) {
            const double share = level + 1 == count ? left : left * FIRST_TOP;
            model->comparisons[c].m[level] = fmax(share, 1e-3);
            left -= share;
        }
    }
    chances_left(model, schema, chances);
}

static void expectation(const struct ras_link_model *model, const struct ras_link_schema *schema,
                        const struct ras_candidates *candidates, struct ras_level_sums *sums)
{
    double logs[RAS_LINK_COMPARISONS_MAX][RAS_LINK_LEVELS_MAX] = {{0}};
    const struct ras_link_pattern *const pattern = candidates->patterns.data;
    const unsigned count = schema->comparison_count;
    for (unsigned c = 0; c < count; c++)
        for (unsigned level = 1; level < schema->comparisons[c].level_count; level++)
            logs[c][level] = log2(model->comparisons[c].m[level] / model->comparisons[c].u[level]);
    const double prior = log2(model->prior / (1 - model->prior));
    *sums = (struct ras_level_sums){.matches = 0};
    for (size_t i = 0; i < candidates->patterns.count; i++) {
        double bits = prior;
        for (unsigned c = 0; c < count; c++)
            bits += logs[c][ras_link_levels_at(pattern[i].levels, c)];
        const double matches = ras_link_probability(bits) * (double)pattern[i].count;
        sums->matches += matches;
        for (unsigned c = 0; c < count; c++)
            if ((pattern[i].free >> c & 1) != 0)
                sums->levels[c][ras_link_levels_at(pattern[i].levels, c)] += matches;
    }
}

/* The greatest change of an m, or of the prior in shares of itself. */
static double maximisation(struct ras_link_model *model, const struct ras_link_schema *schema,
                           const struct ras_level_sums *sums, uint64_t pair_count)
{
    const double prior = fmin(fmax(sums->matches / (double)pair_count, PRIOR_MIN), 0.5);
    double change = model->prior > 0 ? fabs(prior - model->prior) / model->prior : 1;
    model->prior = prior;
    for (unsigned c = 0; c < schema->comparison_count; c++) {
        const unsigned count = schema->comparisons[c].level_count;
        double all = 0;
        for (unsigned level = 1; level < count; level++)
            all += sums->levels[c][level];
        for (unsigned level = 1; level < count; level++) {
            const double m =
                (sums->levels[c][level] + PSEUDO_PAIRS / (count - 1)) / (all + PSEUDO_PAIRS);
            change = fmax(change, fabs(m - model->comparisons[c].m[level]));
            model->comparisons[c].m[level] = m;
        }
    }
    return change;
}

void ras_link_learn_sums(struct ras_link_model *model, const struct ras_link_schema *schema,
                         const struct ras_level_sums *sums, const struct ras_chances *chances,
                         uint64_t pair_count)
{
    (void)maximisation(model, schema, sums, pair_count);
    chances_left(model, schema, chances);
    model->iterations = 0;
    model->converged = true;
}

enum ras_status ras_link_learn(struct ras_link_model *model, const struct ras_link_schema *schema,
                               const struct ras_candidates *candidates,
                               const struct ras_chances *chances, uint64_t record_count,
                               uint64_t pair_count, struct ras_error *error)
{
    if (candidates->pairs.count == 0)
        return ras_fail(error, RAS_BAD_INPUT, "no pass proposes a pair: there is nothing to learn");
    model_begin(model, schema, chances, record_count, pair_count);
    while (model->iterations < ROUNDS_MAX && !model->converged) {
        struct ras_level_sums sums;
        expectation(model, schema, candidates, &sums);
        model->converged = maximisation(model, schema, &sums, pair_count) < CHANGE_ENOUGH;
        chances_left(model, schema, chances);
        model->iterations++;
    }
    return RAS_OK;
}
