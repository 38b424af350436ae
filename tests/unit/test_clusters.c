/* Clusters against the obvious: join the best fitting two groups again and again. */
#include "linkage/clusters.h"
#include "support/link_records.h"

#include "base/alloc.h"
#include "base/hash.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define RECORDS 40

struct case_of {
    struct link_records records;
    struct ras_pair_comparer comparer;
    struct ras_link_model model;
    struct ras_pair_scorer scorer;
    struct ras_candidates candidates;
    int32_t weights[RECORDS * RECORDS];
};

/* Two fields of few values with levels exact, alike, other; all pairs are candidates whose weight
 * is above a floor, as passes would leave some out. */
static void case_begin(struct case_of *c, uint64_t seed)
{
    link_records_begin(&c->records, false);
    for (unsigned i = 0; i < RECORDS; i++) {
        char row[64];
        const uint64_t random = ras_hash_mix(seed * 100 + i);
        (void)snprintf(row, sizeof row, "%s%u|%s%u|w", random % 5 == 0 ? "x" : "aaaa",
                       (unsigned)(random >> 8) % 6, (random >> 16) % 5 == 0 ? "y" : "bbbb",
                       (unsigned)(random >> 24) % 6);
        link_records_add(&c->records, row);
    }
    link_records_done(&c->records);
    link_records_compare(&c->records, 'a', "osa", "exact 1");
    link_records_compare(&c->records, 'b', "osa", "exact 1");
    c->model = (struct ras_link_model){.prior = 0.2};
    for (unsigned i = 0; i < 2; i++)
        c->model.comparisons[i] =
            (struct ras_link_levels){{0, 0.7, 0.2, 0.1}, {0, 0.05, 0.35, 0.6}};
    cr_assert_eq(ras_pair_comparer_init(&c->comparer, &c->records.table, NULL), RAS_OK);
    cr_assert_eq(ras_pair_scorer_init(&c->scorer, &c->comparer, &c->model, NULL), RAS_OK);
    ras_vector_init(&c->candidates.pairs, sizeof(struct ras_link_pair));
    ras_vector_init(&c->candidates.patterns, sizeof(struct ras_link_pattern));
}

static void case_end(struct case_of *c)
{
    ras_candidates_fini(&c->candidates);
    ras_pair_scorer_fini(&c->scorer);
    ras_pair_comparer_fini(&c->comparer);
    link_records_end(&c->records);
}

static int64_t floor_mean(int64_t sum, int64_t count)
{
    return sum >= 0 ? sum / count : -((-sum + count - 1) / count);
}

/* Groups are joined where some candidate between them reaches the threshold. */
static void naive_clusters(int32_t weight[RECORDS][RECORDS], bool edge[RECORDS][RECORDS],
                           uint32_t *cluster)
{
    for (uint32_t i = 0; i < RECORDS; i++)
        cluster[i] = i;
    for (;;) {
        int64_t best = -1;
        uint32_t best_a = 0, best_b = 0;
        for (uint32_t a = 0; a < RECORDS; a++)
            for (uint32_t b = a + 1; b < RECORDS; b++) {
                int64_t sum = 0, count = 0;
                bool near = false;
                for (uint32_t i = 0; i < RECORDS; i++)
                    for (uint32_t j = 0; j < RECORDS; j++)
                        if (cluster[i] == a && cluster[j] == b) {
                            sum += weight[i][j];
                            count++;
                            near = near || edge[i][j];
                        }
                if (near && floor_mean(sum, count) > best) {
                    best = floor_mean(sum, count);
                    best_a = a;
                    best_b = b;
                }
            }
        if (best < 0)
            return;
        for (uint32_t i = 0; i < RECORDS; i++)
            cluster[i] = cluster[i] == best_b ? best_a : cluster[i];
    }
}

/* Weights with a small part of their own, so that no two fits are equal and the order of joining
 * is one. */
Test(clusters, are_those_of_joining_the_best_two_again_and_again)
{
    unsigned joined = 0;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        static struct case_of c;
        static int32_t weight[RECORDS][RECORDS];
        static bool edge[RECORDS][RECORDS];
        uint32_t wanted[RECORDS], got[RECORDS], threads[RECORDS];
        struct ras_pair_scratch *const scratch = ras_pair_scratch_create(1);
        case_begin(&c, seed);
        for (uint32_t a = 0; a < RECORDS; a++)
            for (uint32_t b = a + 1; b < RECORDS; b++) {
                weight[a][b] = weight[b][a] = ras_pair_score(&c.scorer, scratch, a, b);
                edge[a][b] = edge[b][a] = weight[a][b] >= 0;
                if (weight[a][b] < -4000 || ras_hash_mix(a * 77 + b) % 4 == 0) {
                    edge[a][b] = edge[b][a] = false;
                    continue; /* not proposed */
                }
                void *item = NULL;
                cr_assert_eq(ras_vector_extend(&c.candidates.pairs, 1, &item, NULL), RAS_OK);
                *(struct ras_link_pair *)item = (struct ras_link_pair){a, b, 0};
                c.weights[c.candidates.pairs.count - 1] = weight[a][b];
            }
        cr_assert_eq(ras_clusters_make(&c.candidates, c.weights, &c.scorer, 0, 1, NULL, got, NULL),
                     RAS_OK);
        cr_assert_eq(
            ras_clusters_make(&c.candidates, c.weights, &c.scorer, 0, 3, NULL, threads, NULL),
            RAS_OK);
        naive_clusters(weight, edge, wanted);
        for (uint32_t i = 0; i < RECORDS; i++) {
            cr_assert_eq(got[i], wanted[i], "seed %lu record %u: %u, wanted %u",
                         (unsigned long)seed, i, got[i], wanted[i]);
            cr_assert_eq(threads[i], got[i]);
            joined += got[i] != i;
        }
        ras_free(scratch);
        case_end(&c);
    }
    cr_assert_gt(joined, 300);
}
