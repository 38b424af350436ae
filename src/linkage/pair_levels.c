/* Comparing two records. */
#include "linkage/pair_levels.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/try.h"

#include <string.h>

enum ras_status ras_pair_comparer_init(struct ras_pair_comparer *comparer,
                                       const struct ras_record_table *table,
                                       struct ras_error *error)
{
    *comparer = (struct ras_pair_comparer){.schema = table->schema, .table = table};
    for (unsigned i = 0; i < table->schema->comparison_count; i++) {
        const struct ras_link_comparison *const comparison = &table->schema->comparisons[i];
        if (comparison->method == RAS_LINK_WORDS)
            RAS_TRY(
                ras_word_evidence_init(&comparer->evidence[i], table, comparison->field, error));
    }
    return RAS_OK;
}

enum ras_status ras_pair_comparer_populate(struct ras_pair_comparer *comparer,
                                           const atomic_int *stop, struct ras_error *error)
{
    for (unsigned i = 0; i < comparer->schema->comparison_count; i++)
        if (comparer->schema->comparisons[i].population.path != NULL)
            RAS_TRY(ras_population_read(&comparer->populations[i], comparer->table,
                                        &comparer->schema->comparisons[i], stop, error));
    return RAS_OK;
}

enum ras_status ras_pair_comparer_use(struct ras_pair_comparer *comparer,
                                      const struct ras_link_model *model, struct ras_error *error)
{
    for (unsigned i = 0; i < comparer->schema->comparison_count; i++) {
        const struct ras_link_variant *const variant = model->variants[i].data;
        for (size_t k = 0; k < model->variants[i].count; k++)
            RAS_TRY(ras_word_evidence_variant(&comparer->evidence[i], variant[k].a, variant[k].b,
                                              error));
    }
    return RAS_OK;
}

void ras_pair_comparer_fini(struct ras_pair_comparer *comparer)
{
    for (unsigned i = 0; i < RAS_LINK_COMPARISONS_MAX; i++) {
        ras_word_evidence_fini(&comparer->evidence[i]);
        ras_population_fini(&comparer->populations[i]);
    }
}

struct ras_pair_scratch *ras_pair_scratch_create(unsigned worker_count)
{
    return ras_alloc_zeroed(worker_count, sizeof(struct ras_pair_scratch));
}

static uint8_t level_judge(const struct ras_pair_comparer *comparer,
                           struct ras_pair_scratch *scratch, unsigned number, uint32_t a,
                           uint32_t b)
{
    const struct ras_link_comparison *const comparison = &comparer->schema->comparisons[number];
    if (comparison->method == RAS_LINK_WORDS) {
        struct ras_word_alignment alignment;
        const struct ras_record_words x = ras_value_words(comparer->table, a);
        const struct ras_record_words y = ras_value_words(comparer->table, b);
        if (x.count == 0 || y.count == 0)
            return RAS_LEVEL_MISSING_NUMBER;
        ras_words_align(&comparer->evidence[number], &scratch->words[number], x, y, &alignment);
        return (uint8_t)ras_word_level(&alignment);
    }
    const unsigned level = ras_text_compare(&comparison->text, ras_value_text(comparer->table, a),
                                            ras_value_text(comparer->table, b));
    if (level == RAS_TEXT_LEVEL_MISSING)
        return RAS_LEVEL_MISSING_NUMBER;
    return level == comparison->text.level_count ? (uint8_t)(comparison->level_count - 1)
                                                 : (uint8_t)(level + 1);
}

uint8_t ras_value_level(const struct ras_pair_comparer *comparer, struct ras_pair_scratch *scratch,
                        unsigned comparison, uint32_t a, uint32_t b)
{
    if (a == 0 || b == 0)
        return RAS_LEVEL_MISSING_NUMBER;
    struct ras_level_cache *const cache = &scratch->levels[comparison];
    const uint64_t pair = (uint64_t)a << 32 | b;
    const size_t slot = ras_hash_mix(pair) & (RAS_LEVEL_CACHE_SLOTS - 1);
    if (cache->pairs[slot] != pair) {
        cache->levels[slot] = level_judge(comparer, scratch, comparison, a, b);
        cache->pairs[slot] = pair;
    }
    return cache->levels[slot];
}

/* How well a reading of two fields, straight or crossed, explains the pair: twice the points. */
static int level_points(const struct ras_link_comparison *comparison, unsigned level)
{
    if (level == RAS_LEVEL_MISSING_NUMBER)
        return 0;
    return level == 1 ? 6 : level == comparison->level_count - 1u ? -2 : 4;
}

/* The level of a value beside one of the other field. */
static uint8_t crossed_level(const struct ras_pair_comparer *comparer,
                             struct ras_pair_scratch *scratch, unsigned number, uint32_t a,
                             uint32_t b, int *points)
{
    const struct ras_link_comparison *const comparison = &comparer->schema->comparisons[number];
    const uint8_t straight = ras_value_level(comparer, scratch, number, a, b);
    *points += level_points(comparison, straight);
    if (straight == RAS_LEVEL_MISSING_NUMBER || straight == comparison->level_count - 1)
        return straight;
    return (uint8_t)(comparison->crossed_level + (straight == 1 ? 0 : 1));
}

/* Given name and surname, or any two fields that clerks confuse: the reading that explains more. */
static void levels_cross(const struct ras_pair_comparer *comparer, struct ras_pair_scratch *scratch,
                         unsigned first, uint32_t a, uint32_t b, uint8_t *levels)
{
    const struct ras_link_comparison *const one = &comparer->schema->comparisons[first];
    const unsigned second = (unsigned)one->crossed_with;
    const struct ras_link_comparison *const two = &comparer->schema->comparisons[second];
    const int straight = level_points(one, levels[first]) + level_points(two, levels[second]);
    if (straight >= 8)
        return;
    int crossed = -1; /* in doubt, straight */
    const uint8_t level_one =
        crossed_level(comparer, scratch, first, ras_record_value(comparer->table, one->field, a),
                      ras_record_value(comparer->table, two->field, b), &crossed);
    const uint8_t level_two =
        crossed_level(comparer, scratch, second, ras_record_value(comparer->table, two->field, a),
                      ras_record_value(comparer->table, one->field, b), &crossed);
    if (crossed <= straight)
        return;
    levels[first] = level_one;
    levels[second] = level_two;
}

void ras_pair_levels(const struct ras_pair_comparer *comparer, struct ras_pair_scratch *scratch,
                     uint32_t a, uint32_t b, uint8_t *levels)
{
    const struct ras_link_schema *const schema = comparer->schema;
    for (unsigned i = 0; i < schema->comparison_count; i++) {
        const uint32_t field = schema->comparisons[i].field;
        levels[i] =
            ras_value_level(comparer, scratch, i, ras_record_value(comparer->table, field, a),
                            ras_record_value(comparer->table, field, b));
    }
    for (unsigned i = 0; i < schema->comparison_count; i++)
        if (schema->comparisons[i].crossed_with > (int32_t)i)
            levels_cross(comparer, scratch, i, a, b, levels);
}
