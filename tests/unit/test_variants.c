/* Words that recur for each other in believed pairs. */
#include "linkage/variants.h"
#include "support/link_records.h"

#include "base/alloc.h"
#include "base/bytes.h"

#include <criterion/criterion.h>
#include <stdio.h>

#define PERSONS 40

/* Person p has two records: "tom" and "thomas" for `recurring` of them, else two words of its own;
 * all are linked. */
static struct ras_link_model learnt(unsigned recurring, bool linked, size_t *found)
{
    struct link_records records;
    struct ras_pair_comparer comparer;
    struct ras_candidates candidates;
    uint32_t cluster[2 * PERSONS];
    uint8_t decisions[PERSONS];
    struct ras_link_model model;
    link_records_begin(&records, false);
    ras_vector_init(&candidates.pairs, sizeof(struct ras_link_pair));
    ras_vector_init(&candidates.patterns, sizeof(struct ras_link_pattern));
    for (uint32_t p = 0; p < PERSONS; p++) {
        char row[64];
        (void)snprintf(row, sizeof row, p < recurring ? "||tom family%u" : "||ab%uxyz family%u", p,
                       p);
        link_records_add(&records, row);
        (void)snprintf(row, sizeof row, p < recurring ? "||thomas family%u" : "||%uqrs family%u", p,
                       p);
        link_records_add(&records, row);
        cluster[2 * p] = cluster[2 * p + 1] = 2 * p;
        decisions[p] = linked ? RAS_PAIR_LINK : RAS_PAIR_REVIEW;
        void *item = NULL;
        cr_assert_eq(ras_vector_extend(&candidates.pairs, 1, &item, NULL), RAS_OK);
        *(struct ras_link_pair *)item = (struct ras_link_pair){2 * p, 2 * p + 1, 0};
    }
    link_records_done(&records);
    link_records_compare(&records, 'c', "words", NULL);
    cr_assert_eq(ras_pair_comparer_init(&comparer, &records.table, NULL), RAS_OK);
    const struct ras_decisions made = {decisions, cluster};
    ras_link_model_init(&model);
    cr_assert_eq(ras_variants_learn(&model, &comparer, 0, &candidates, &made, found, NULL), RAS_OK);

    /* what was learnt is used from then on */
    struct ras_pair_scratch *const scratch = ras_pair_scratch_create(2);
    uint8_t before = 0, after = 0;
    ras_pair_levels(&comparer, &scratch[0], 0, 1, &before);
    cr_assert_eq(ras_pair_comparer_use(&comparer, &model, NULL), RAS_OK);
    ras_pair_levels(&comparer, &scratch[1], 0, 1, &after);
    if (*found == 0)
        cr_assert_eq(before, after);
    else
        cr_assert_eq(ras_word_levels[after - 1].kind, RAS_WORDS_WHOLE);
    cr_assert_neq(ras_word_levels[before - 1].kind, RAS_WORDS_WHOLE);
    ras_free(scratch);
    ras_candidates_fini(&candidates);
    ras_pair_comparer_fini(&comparer);
    link_records_end(&records);
    return model;
}

Test(variants, what_recurs_in_several_persons_is_learnt)
{
    size_t found = 0;
    struct ras_link_model model = learnt(6, true, &found);
    cr_assert_eq(found, 1);
    const struct ras_link_variant *const variant = model.variants[0].data;
    cr_assert(ras_bytes_equal(variant->a, RAS_LITERAL("tom")) ||
              ras_bytes_equal(variant->b, RAS_LITERAL("tom")));
    ras_link_model_fini(&model);
}

Test(variants, few_persons_are_no_custom)
{
    size_t found = 1;
    struct ras_link_model model = learnt(3, true, &found);
    cr_assert_eq(found, 0);
    ras_link_model_fini(&model);
}

Test(variants, only_what_is_believed_teaches)
{
    size_t found = 1;
    struct ras_link_model model = learnt(20, false, &found);
    cr_assert_eq(found, 0);
    ras_link_model_fini(&model);
}
