/* Which pairs of two files hold when a record has one partner at most.
 *
 * Of all ways to pair the records the one with the greatest sum of weights above the threshold: a
 * true optimum of every component, by shortest augmenting paths with prices in whole numbers
 * (H. Kuhn, 1955; J. Edmonds and R. Karp, 1972). A pair whose loss would cost the sum less than
 * `margin` is a tie: it is chosen, but a person should look. */
#ifndef RASOAT_LINKAGE_ONE_TO_ONE_H
#define RASOAT_LINKAGE_ONE_TO_ONE_H

#include "linkage/components.h"
#include "linkage/decisions.h"

/* The choice of one component, for tests too. Lefts and rights are numbered from 0; weights are
 * positive. */
struct ras_assignment_edge {
    uint32_t left;
    uint32_t right;
    int32_t weight;
};
/* partner[left] = position of the chosen edge or UINT32_MAX; loss[left] = by how much the sum falls
 * at least if that edge is not taken. edges in order of left. */
enum ras_status ras_assign(const struct ras_assignment_edge *edges, size_t edge_count,
                           uint32_t left_count, uint32_t right_count, uint32_t *partner,
                           int64_t *loss, struct ras_error *error) RAS_MUST_CHECK;

/* Decisions, by candidate, of all edges of the components. */
enum ras_status ras_one_to_one(const struct ras_components *components, uint32_t left_count,
                               int32_t threshold, int32_t margin, unsigned thread_count,
                               const atomic_int *stop, uint8_t *decisions,
                               struct ras_error *error) RAS_MUST_CHECK;

#endif
