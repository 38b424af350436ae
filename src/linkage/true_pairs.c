/* Counting the levels of true pairs. */
#include "linkage/true_pairs.h"

#include "base/alloc.h"
#include "base/try.h"

enum ras_status ras_link_count(struct ras_link_model *model,
                               const struct ras_pair_comparer *comparer,
                               const struct ras_true_pair *pairs, size_t count,
                               const struct ras_chances *chances, struct ras_error *error)
{
    const struct ras_link_schema *const schema = comparer->schema;
    struct ras_level_sums sums = {.matches = (double)count};
    if (count == 0)
        return ras_fail(error, RAS_BAD_INPUT,
                        "the truth holds no pair of one person: there is nothing to count");
    struct ras_pair_scratch *const scratch = ras_pair_scratch_create(1);
    if (scratch == NULL)
        return ras_no_memory(error, sizeof *scratch);
    for (size_t i = 0; i < count; i++) {
        uint8_t levels[RAS_LINK_COMPARISONS_MAX];
        ras_pair_levels(comparer, scratch, pairs[i].a, pairs[i].b, levels);
        for (unsigned c = 0; c < schema->comparison_count; c++)
            sums.levels[c][levels[c]] += 1;
    }
    ras_free(scratch);
    model->true_pairs = count;
    ras_link_learn_sums(model, schema, &sums, chances, ras_record_pair_count(comparer->table));
    return RAS_OK;
}
