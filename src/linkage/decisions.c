/* Deciding on weighed pairs. */
#include "linkage/decisions.h"

#include "base/alloc.h"
#include "base/try.h"
#include "linkage/clusters.h"
#include "linkage/one_partner.h"
#include "linkage/one_to_one.h"

/* A choice that would cost less to give up is a question. */
#define TIE_MILLIBITS 500

const char *ras_pair_decision_name(enum ras_pair_decision decision)
{
    static const char *const names[] = {
        [RAS_PAIR_NONE] = "none", [RAS_PAIR_REVIEW] = "review", [RAS_PAIR_LINK] = "link"};
    return names[decision];
}

struct deciding {
    struct ras_decisions *decisions;
    const struct ras_candidates *candidates;
    const int32_t *weights;
    const struct ras_pair_scorer *scorer;
    int32_t threshold;
    int32_t review;
    unsigned thread_count;
    const atomic_int *stop;
};

static enum ras_status decide_dedupe(const struct deciding *deciding, struct ras_error *error)
{
    const struct ras_link_pair *const pair = deciding->candidates->pairs.data;
    uint8_t *const decision = deciding->decisions->pairs;
    const uint32_t record_count = deciding->scorer->comparer->table->record_count;
    uint32_t *const cluster = ras_alloc_zeroed(record_count + (size_t)1, sizeof cluster[0]);
    deciding->decisions->cluster = cluster;
    if (cluster == NULL)
        return ras_no_memory(error, record_count * sizeof cluster[0]);
    RAS_TRY(ras_clusters_make(deciding->candidates, deciding->weights, deciding->scorer,
                              deciding->threshold, deciding->thread_count, deciding->stop, cluster,
                              error));
    for (size_t i = 0; i < deciding->candidates->pairs.count; i++) {
        if (cluster[pair[i].a] == cluster[pair[i].b])
            decision[i] = RAS_PAIR_LINK;
        else if (deciding->weights[i] >= deciding->review)
            decision[i] = RAS_PAIR_REVIEW;
    }
    return RAS_OK;
}

/* Between the thresholds: a question only where no record that may have one partner has found it.
 */
static enum ras_status review_rest(const struct deciding *deciding, struct ras_error *error)
{
    const struct ras_link_pair *const pair = deciding->candidates->pairs.data;
    uint8_t *const decision = deciding->decisions->pairs;
    const struct ras_record_table *const table = deciding->scorer->comparer->table;
    const bool one_left = table->schema->one_to_one != RAS_LINK_ONE_RIGHT;
    const bool one_right = table->schema->one_to_one != RAS_LINK_ONE_LEFT;
    const uint32_t record_count = table->record_count;
    bool *const has_partner = ras_alloc_zeroed(record_count + (size_t)1, sizeof has_partner[0]);
    if (has_partner == NULL)
        return ras_no_memory(error, record_count * sizeof has_partner[0]);
    for (size_t i = 0; i < deciding->candidates->pairs.count; i++)
        if (decision[i] != RAS_PAIR_NONE)
            has_partner[pair[i].a] = has_partner[pair[i].b] = true;
    for (size_t i = 0; i < deciding->candidates->pairs.count; i++)
        if (deciding->weights[i] >= deciding->review &&
            deciding->weights[i] < deciding->threshold && !(one_left && has_partner[pair[i].a]) &&
            !(one_right && has_partner[pair[i].b]))
            decision[i] = RAS_PAIR_REVIEW;
    ras_free(has_partner);
    return RAS_OK;
}

static void decide_many(const struct deciding *deciding)
{
    for (size_t i = 0; i < deciding->candidates->pairs.count; i++)
        deciding->decisions->pairs[i] = deciding->weights[i] >= deciding->threshold ? RAS_PAIR_LINK
                                        : deciding->weights[i] >= deciding->review ? RAS_PAIR_REVIEW
                                                                                   : RAS_PAIR_NONE;
}

static enum ras_status decide_one_to_one(const struct deciding *deciding, struct ras_error *error)
{
    const struct ras_record_table *const table = deciding->scorer->comparer->table;
    struct ras_components components;
    enum ras_status status =
        ras_components_find(&components, deciding->candidates, deciding->weights,
                            deciding->threshold, table->record_count, error);
    if (status == RAS_OK)
        status = ras_one_to_one(&components, table->left_count, deciding->threshold, TIE_MILLIBITS,
                                deciding->thread_count, deciding->stop, deciding->decisions->pairs,
                                error);
    ras_components_fini(&components);
    return status;
}

static enum ras_status decide_link(const struct deciding *deciding, struct ras_error *error)
{
    const struct ras_record_table *const table = deciding->scorer->comparer->table;
    const enum ras_link_partners partners = table->schema->one_to_one;
    if (partners == RAS_LINK_MANY) {
        decide_many(deciding);
        return RAS_OK;
    }
    RAS_TRY(partners == RAS_LINK_ONE
                ? decide_one_to_one(deciding, error)
                : ras_one_partner(deciding->candidates, deciding->weights, table->record_count,
                                  partners == RAS_LINK_ONE_RIGHT, deciding->threshold,
                                  TIE_MILLIBITS, deciding->decisions->pairs, error));
    return review_rest(deciding, error);
}

enum ras_status ras_decisions_make(struct ras_decisions *decisions,
                                   const struct ras_candidates *candidates, const int32_t *weights,
                                   const struct ras_pair_scorer *scorer, unsigned thread_count,
                                   const atomic_int *stop, struct ras_error *error)
{
    const struct ras_link_schema *const schema = scorer->comparer->schema;
    const struct deciding deciding = {.decisions = decisions,
                                      .candidates = candidates,
                                      .weights = weights,
                                      .scorer = scorer,
                                      .threshold = ras_link_threshold(schema->threshold),
                                      .review = ras_link_threshold(schema->review),
                                      .thread_count = thread_count,
                                      .stop = stop};
    *decisions = (struct ras_decisions){.pairs = NULL};
    decisions->pairs = ras_alloc_zeroed(candidates->pairs.count + 1, 1);
    if (decisions->pairs == NULL)
        return ras_no_memory(error, candidates->pairs.count);
    return schema->two_files ? decide_link(&deciding, error) : decide_dedupe(&deciding, error);
}

void ras_decisions_fini(struct ras_decisions *decisions)
{
    ras_free(decisions->pairs);
    ras_free(decisions->cluster);
    *decisions = (struct ras_decisions){.pairs = NULL};
}
