/* The assignment against every way to pair. */
#include "linkage/one_to_one.h"

#include "base/hash.h"

#include <criterion/criterion.h>
#include <string.h>

#define SIDE_MAX  6
#define EDGES_MAX (SIDE_MAX * SIDE_MAX)

/* The best sum of lefts from `left` on, with `used` rights taken and edge `banned` out of play. */
static int64_t best_sum(const struct ras_assignment_edge *edges, size_t count, uint32_t lefts,
                        uint32_t left, unsigned used, size_t banned)
{
    if (left == lefts)
        return 0;
    int64_t best = best_sum(edges, count, lefts, left + 1, used, banned);
    for (size_t i = 0; i < count; i++) {
        if (edges[i].left != left || i == banned || (used >> edges[i].right & 1) != 0)
            continue;
        const int64_t sum = edges[i].weight + best_sum(edges, count, lefts, left + 1,
                                                       used | 1u << edges[i].right, banned);
        best = sum > best ? sum : best;
    }
    return best;
}

static size_t random_edges(struct ras_assignment_edge *edges, uint64_t seed, uint32_t lefts,
                           uint32_t rights, uint32_t weight_max)
{
    size_t count = 0;
    for (uint32_t left = 0; left < lefts; left++)
        for (uint32_t right = 0; right < rights; right++) {
            const uint64_t random = ras_hash_mix(seed * 1000 + left * 10 + right);
            if (random % 3 != 0)
                edges[count++] = (struct ras_assignment_edge){
                    left, right, (int32_t)(1 + (random >> 32) % weight_max)};
        }
    return count;
}

Test(one_to_one, is_the_best_of_all_and_tells_ties)
{
    unsigned ties = 0, clear = 0;
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        struct ras_assignment_edge edges[EDGES_MAX];
        uint32_t partner[SIDE_MAX];
        int64_t loss[SIDE_MAX];
        const uint32_t lefts = 1 + (uint32_t)(seed % 5);
        const uint32_t rights = 1 + (uint32_t)(seed / 5 % 5);
        const size_t count = random_edges(edges, seed, lefts, rights, seed % 2 ? 4 : 1000);
        cr_assert_eq(ras_assign(edges, count, lefts, rights, partner, loss, NULL), RAS_OK);
        int64_t sum = 0;
        unsigned used = 0;
        for (uint32_t left = 0; left < lefts; left++) {
            if (partner[left] == UINT32_MAX)
                continue;
            const struct ras_assignment_edge *const edge = &edges[partner[left]];
            cr_assert_eq(edge->left, left);
            cr_assert_eq(used >> edge->right & 1, 0, "a right is taken twice");
            used |= 1u << edge->right;
            sum += edge->weight;
        }
        const int64_t best = best_sum(edges, count, lefts, 0, 0, EDGES_MAX);
        cr_assert_eq(sum, best, "seed %lu", (unsigned long)seed);
        for (uint32_t left = 0; left < lefts; left++) {
            if (partner[left] == UINT32_MAX)
                continue;
            const int64_t without = best_sum(edges, count, lefts, 0, 0, partner[left]);
            cr_assert_geq(loss[left], 0);
            cr_assert_leq(loss[left], best - without, "seed %lu left %u", (unsigned long)seed,
                          left);
            ties += without == best;
            clear += loss[left] > 0;
        }
    }
    cr_assert_gt(ties, 300);
    cr_assert_gt(clear, 1000);
}

Test(one_to_one, one_edge_alone_is_taken_and_loses_its_weight)
{
    const struct ras_assignment_edge edge = {0, 0, 7};
    uint32_t partner = 0;
    int64_t loss = 0;
    cr_assert_eq(ras_assign(&edge, 1, 1, 1, &partner, &loss, NULL), RAS_OK);
    cr_assert_eq(partner, 0);
    cr_assert_eq(loss, 7);
}

Test(one_to_one, twins_are_a_tie)
{
    const struct ras_assignment_edge edges[] = {{0, 0, 9}, {0, 1, 9}};
    uint32_t partner = 0;
    int64_t loss = 1;
    cr_assert_eq(ras_assign(edges, 2, 1, 2, &partner, &loss, NULL), RAS_OK);
    cr_assert_eq(loss, 0);
}
