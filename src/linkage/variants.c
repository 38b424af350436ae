/* Counting left-over words that face each other. */
#include "linkage/variants.h"

#include "base/alloc.h"
#include "base/try.h"

#include <stdlib.h>

#define LEFT_MAX    2   /* more words left over on a side say nothing of any two */
#define PERSONS_MIN 4   /* in so many persons a variant must recur */
#define OFTENER_BY  5.0 /* than chance */

struct facing {
    uint32_t a; /* words, a < b */
    uint32_t b;
    uint32_t person;
};

static int facing_order(const void *left, const void *right)
{
    const struct facing *const x = left;
    const struct facing *const y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return (x->person > y->person) - (x->person < y->person);
}

static enum ras_status facings_add(struct ras_vector *facings, struct ras_record_words a,
                                   struct ras_record_words b,
                                   const struct ras_word_alignment *alignment, uint32_t person,
                                   struct ras_error *error)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < a.count; i++)
        if (alignment->partner[i] != UINT8_MAX)
            taken |= 1u << alignment->partner[i];
    for (uint32_t i = 0; i < a.count; i++)
        for (uint32_t j = 0; alignment->partner[i] == UINT8_MAX && j < b.count; j++) {
            if ((taken >> j & 1) != 0)
                continue;
            const uint32_t x = a.numbers[i], y = b.numbers[j];
            void *item = NULL;
            RAS_TRY(ras_vector_extend(facings, 1, &item, error));
            *(struct facing *)item = (struct facing){x < y ? x : y, x < y ? y : x, person};
        }
    return RAS_OK;
}

static enum ras_status facings_collect(struct ras_vector *facings,
                                       const struct ras_pair_comparer *comparer,
                                       unsigned comparison, const struct ras_candidates *candidates,
                                       const struct ras_decisions *decisions,
                                       struct ras_word_cache *cache, struct ras_error *error)
{
    const struct ras_record_table *const table = comparer->table;
    const uint32_t field = comparer->schema->comparisons[comparison].field;
    const struct ras_link_pair *const pair = candidates->pairs.data;
    for (size_t i = 0; i < candidates->pairs.count; i++) {
        if (decisions->pairs[i] != RAS_PAIR_LINK)
            continue;
        struct ras_word_alignment alignment;
        const struct ras_record_words a =
            ras_value_words(table, ras_record_value(table, field, pair[i].a));
        const struct ras_record_words b =
            ras_value_words(table, ras_record_value(table, field, pair[i].b));
        ras_words_align(&comparer->evidence[comparison], cache, a, b, &alignment);
        if (alignment.left_a == 0 || alignment.left_b == 0 || alignment.left_a > LEFT_MAX ||
            alignment.left_b > LEFT_MAX)
            continue;
        const uint32_t person =
            decisions->cluster == NULL ? pair[i].a : decisions->cluster[pair[i].a];
        RAS_TRY(facings_add(facings, a, b, &alignment, person, error));
    }
    return RAS_OK;
}

/* Each two words once a person. */
static void facings_unique(struct ras_vector *facings)
{
    struct facing *const all = facings->data;
    size_t kept = 0;
    if (facings->count > 0)
        qsort(all, facings->count, sizeof all[0], facing_order);
    for (size_t i = 0; i < facings->count; i++)
        if (kept == 0 || facing_order(&all[kept - 1], &all[i]) != 0)
            all[kept++] = all[i];
    facings->count = kept;
}

static enum ras_status variants_take(struct ras_link_model *model, unsigned comparison,
                                     const struct ras_record_table *table,
                                     const struct ras_vector *facings, const uint32_t *persons,
                                     size_t *found, struct ras_error *error)
{
    const struct facing *const all = facings->data;
    for (size_t first = 0, end = 0; first < facings->count; first = end) {
        while (end < facings->count && all[end].a == all[first].a && all[end].b == all[first].b)
            end++;
        const double chance =
            (double)persons[all[first].a] * persons[all[first].b] / (double)facings->count;
        if (end - first < PERSONS_MIN || (double)(end - first) < OFTENER_BY * chance)
            continue;
        RAS_TRY(ras_link_model_variant(model, comparison, ras_value_text(table, all[first].a),
                                       ras_value_text(table, all[first].b), error));
        ++*found;
    }
    return RAS_OK;
}

enum ras_status ras_variants_learn(struct ras_link_model *model,
                                   const struct ras_pair_comparer *comparer, unsigned comparison,
                                   const struct ras_candidates *candidates,
                                   const struct ras_decisions *decisions, size_t *found,
                                   struct ras_error *error)
{
    struct ras_vector facings;
    enum ras_status status = RAS_OK;
    *found = 0;
    ras_vector_init(&facings, sizeof(struct facing));
    struct ras_word_cache *const cache = ras_alloc_zeroed(1, sizeof *cache);
    uint32_t *const persons = ras_alloc_zeroed(ras_value_count(comparer->table), sizeof persons[0]);
    if (cache == NULL || persons == NULL) {
        status = ras_no_memory(error, sizeof *cache);
        goto done;
    }
    RAS_TRY_DONE(
        facings_collect(&facings, comparer, comparison, candidates, decisions, cache, error));
    facings_unique(&facings);
    const struct facing *const all = facings.data;
    for (size_t i = 0; i < facings.count; i++) {
        persons[all[i].a]++;
        persons[all[i].b]++;
    }
    RAS_TRY_DONE(
        variants_take(model, comparison, comparer->table, &facings, persons, found, error));
done:
    ras_vector_fini(&facings);
    ras_free(cache);
    ras_free(persons);
    return status;
}
