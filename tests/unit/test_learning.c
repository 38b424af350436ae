/* Learning finds again what pairs were made of. */
#include "linkage/learning.h"

#include <criterion/criterion.h>
#include <math.h>

#define COMPARISONS 4
#define LEVELS      4 /* missing, equal, alike, other */

static const double true_m[LEVELS] = {0, 0.85, 0.10, 0.05};
static const double true_u[LEVELS] = {0, 0.02, 0.08, 0.90};

/* Every pattern with as many pairs as the true parameters make of `pairs` random ones. */
static void make_patterns(struct ras_candidates *candidates, double pairs, double prior,
                          uint32_t free)
{
    ras_vector_init(&candidates->pairs, sizeof(struct ras_link_pair));
    ras_vector_init(&candidates->patterns, sizeof(struct ras_link_pattern));
    for (unsigned code = 0; code < 81; code++) {
        double m = prior, u = 1 - prior;
        uint64_t levels = 0;
        for (unsigned c = 0, rest = code; c < COMPARISONS; c++, rest /= 3) {
            const unsigned level = 1 + rest % 3;
            m *= true_m[level];
            u *= true_u[level];
            levels |= (uint64_t)level << (5 * c);
        }
        void *item = NULL;
        cr_assert_eq(ras_vector_extend(&candidates->patterns, 1, &item, NULL), RAS_OK);
        *(struct ras_link_pattern *)item =
            (struct ras_link_pattern){levels, free, (uint64_t)llround(pairs * (m + u))};
    }
    candidates->pairs.count = 1; /* only asked whether there are any */
}

static void make_schema(struct ras_link_schema *schema)
{
    *schema = (struct ras_link_schema){.comparison_count = COMPARISONS};
    for (unsigned c = 0; c < COMPARISONS; c++)
        schema->comparisons[c].level_count = LEVELS;
}

static void make_chances(struct ras_chances *chances, double prior)
{
    for (unsigned c = 0; c < COMPARISONS; c++)
        for (unsigned level = 1; level < LEVELS; level++)
            chances->share[c][level] = prior * true_m[level] + (1 - prior) * true_u[level];
}

Test(learning, finds_m_u_and_prior_again)
{
    struct ras_link_schema schema;
    struct ras_candidates candidates;
    struct ras_chances chances;
    struct ras_link_model model = {.prior = 0};
    const double pairs = 1e8, prior = 2e-4;
    make_schema(&schema);
    make_chances(&chances, prior);
    make_patterns(&candidates, pairs, prior, 15);
    cr_assert_eq(
        ras_link_learn(&model, &schema, &candidates, &chances, 20000, (uint64_t)pairs, NULL),
        RAS_OK);
    cr_assert(model.converged);
    cr_assert_lt(fabs(model.prior / prior - 1), 0.02, "%g", model.prior);
    for (unsigned c = 0; c < COMPARISONS; c++)
        for (unsigned level = 1; level < LEVELS; level++) {
            cr_assert_lt(fabs(model.comparisons[c].m[level] - true_m[level]), 0.01, "%u %u: %g", c,
                         level, model.comparisons[c].m[level]);
            cr_assert_lt(fabs(model.comparisons[c].u[level] - true_u[level]), 0.001);
        }
    candidates.pairs.count = 0;
    ras_candidates_fini(&candidates);
}

/* Where a comparison is bound by the pass, its m is not learnt from there. */
Test(learning, bound_comparisons_do_not_learn)
{
    struct ras_link_schema schema;
    struct ras_candidates candidates;
    struct ras_chances chances;
    struct ras_link_model model = {.prior = 0};
    make_schema(&schema);
    make_chances(&chances, 2e-4);
    make_patterns(&candidates, 1e8, 2e-4, 7);
    cr_assert_eq(ras_link_learn(&model, &schema, &candidates, &chances, 20000, (uint64_t)1e8, NULL),
                 RAS_OK);
    for (unsigned level = 1; level < LEVELS; level++)
        cr_assert_lt(fabs(model.comparisons[3].m[level] - 1.0 / 3), 1e-9, "no pair told anything");
    candidates.pairs.count = 0;
    ras_candidates_fini(&candidates);
}

Test(learning, without_candidates_says_so)
{
    struct ras_link_schema schema;
    struct ras_candidates candidates = {.pairs = {.count = 0}};
    struct ras_chances chances = {.share = {{0}}};
    struct ras_link_model model = {.prior = 0};
    struct ras_error error = {.status = RAS_OK};
    make_schema(&schema);
    cr_assert_eq(ras_link_learn(&model, &schema, &candidates, &chances, 10, 45, &error),
                 RAS_BAD_INPUT);
    cr_assert_neq(error.message[0], '\0');
}
