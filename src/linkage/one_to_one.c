/* Assignment by prices: every record has a price, no edge is worth more than the prices of its two
 * ends, a chosen edge exactly as much, and a record without partner costs nothing. Prices and
 * choice then prove each other the best. */
#include "linkage/one_to_one.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/try.h"

#include <assert.h>
#include <string.h>

#define NONE UINT32_MAX
#define FAR  INT64_MAX

struct market {
    const struct ras_assignment_edge *edges;
    uint32_t *first_edge; /* left_count + 1 */
    uint32_t left_count;
    uint32_t right_count;
    int64_t *left_price;
    int64_t *right_price;
    int64_t *right_slack; /* once all are placed: what the next best left is short of each right */
    uint32_t *left_edge;  /* chosen, or NONE */
    uint32_t *right_edge;
    int64_t *distance; /* of rights, in the search now under way */
    uint32_t *way;     /* the edge by which a right was reached */
    bool *closed;
    uint32_t *touched; /* rights with a distance */
    uint32_t touched_count;
    void *room;
};

static enum ras_status market_init(struct market *market, const struct ras_assignment_edge *edges,
                                   size_t edge_count, uint32_t left_count, uint32_t right_count,
                                   struct ras_error *error)
{
    const size_t left = left_count + (size_t)1;
    const size_t right = right_count + (size_t)1;
    *market = (struct market){.edges = edges, .left_count = left_count, .right_count = right_count};
    char *const room = ras_alloc_zeroed(left * 3 + right * 7, sizeof(int64_t));
    if (room == NULL)
        return ras_no_memory(error, (left * 3 + right * 7) * sizeof(int64_t));
    market->room = room;
    market->left_price = (int64_t *)(void *)room;
    market->right_price = market->left_price + left;
    market->right_slack = market->right_price + right;
    market->distance = market->right_slack + right;
    market->first_edge = (uint32_t *)(void *)(market->distance + right);
    market->left_edge = market->first_edge + left;
    market->right_edge = market->left_edge + left;
    market->way = market->right_edge + right;
    market->touched = market->way + right;
    market->closed = (bool *)(market->touched + right);
    for (size_t i = 0; i < edge_count; i++)
        market->first_edge[edges[i].left + 1]++;
    for (uint32_t i = 0; i < left_count; i++)
        market->first_edge[i + 1] += market->first_edge[i];
    for (uint32_t i = 0; i < left_count; i++)
        market->left_edge[i] = NONE;
    for (uint32_t i = 0; i < right_count; i++) {
        market->right_edge[i] = NONE;
        market->distance[i] = FAR;
    }
    for (size_t i = 0; i < edge_count; i++)
        if (edges[i].weight > market->left_price[edges[i].left])
            market->left_price[edges[i].left] = edges[i].weight;
    return RAS_OK;
}

static void search_begin(struct market *market)
{
    for (uint32_t i = 0; i < market->touched_count; i++) {
        market->distance[market->touched[i]] = FAR;
        market->closed[market->touched[i]] = false;
    }
    market->touched_count = 0;
}

/* Reach the rights of a left that lies `base` away, but not over `forbidden`. */
static void left_spread(struct market *market, uint32_t left, int64_t base, uint32_t forbidden)
{
    for (uint32_t e = market->first_edge[left]; e < market->first_edge[left + 1]; e++) {
        const uint32_t right = market->edges[e].right;
        if (e == forbidden || e == market->left_edge[left])
            continue;
        const int64_t reached =
            base + market->left_price[left] + market->right_price[right] - market->edges[e].weight;
        if (reached >= market->distance[right])
            continue;
        if (market->distance[right] == FAR)
            market->touched[market->touched_count++] = right;
        market->distance[right] = reached;
        market->way[right] = e;
    }
}

/* The nearest right not yet closed, NONE where there is none. */
static uint32_t nearest(const struct market *market)
{
    uint32_t best = NONE;
    for (uint32_t i = 0; i < market->touched_count; i++) {
        const uint32_t right = market->touched[i];
        if (!market->closed[right] &&
            (best == NONE || market->distance[right] < market->distance[best] ||
             (market->distance[right] == market->distance[best] && right < best)))
            best = right;
    }
    return best;
}

/* Where an augmenting path from `start` ends: at a free right, or at a left that gives up its
 * partner (or start itself, which stays alone). */
struct ending {
    int64_t distance;
    uint32_t right; /* free, or NONE */
    uint32_t left;  /* that gives up, or NONE */
};

static struct ending search(struct market *market, uint32_t start, uint32_t forbidden)
{
    struct ending end = {market->left_price[start], NONE, start};
    search_begin(market);
    left_spread(market, start, 0, forbidden);
    for (;;) {
        const uint32_t right = nearest(market);
        if (right == NONE || market->distance[right] >= end.distance)
            return end;
        market->closed[right] = true;
        if (market->right_edge[right] == NONE)
            return (struct ending){market->distance[right], right, NONE};
        const uint32_t left = market->edges[market->right_edge[right]].left;
        if (market->distance[right] + market->left_price[left] < end.distance)
            end = (struct ending){market->distance[right] + market->left_price[left], NONE, left};
        left_spread(market, left, market->distance[right], forbidden);
    }
}

static void prices_change(struct market *market, uint32_t start, int64_t distance)
{
    market->left_price[start] -= distance;
    for (uint32_t i = 0; i < market->touched_count; i++) {
        const uint32_t right = market->touched[i];
        if (!market->closed[right] || market->distance[right] >= distance)
            continue;
        const int64_t change = distance - market->distance[right];
        market->right_price[right] += change;
        if (market->right_edge[right] != NONE)
            market->left_price[market->edges[market->right_edge[right]].left] -= change;
    }
}

/* Take the edges of the path that ends at `right`, back to the left that began it. */
static void path_take(struct market *market, uint32_t start, uint32_t right)
{
    for (;;) {
        const uint32_t edge = market->way[right];
        const uint32_t left = market->edges[edge].left;
        const uint32_t before = market->left_edge[left];
        market->left_edge[left] = edge;
        market->right_edge[right] = edge;
        if (left == start)
            return;
        right = market->edges[before].right;
    }
}

static void left_place(struct market *market, uint32_t start)
{
    const struct ending end = search(market, start, NONE);
    prices_change(market, start, end.distance);
    if (end.left == start)
        return;
    if (end.right != NONE) {
        path_take(market, start, end.right);
        return;
    }
    const uint32_t given_up = market->edges[market->left_edge[end.left]].right;
    market->left_edge[end.left] = NONE;
    path_take(market, start, given_up);
}

/* How much less all others and this left would be worth together without the edge it has. Its right
 * may find a new left only on the way back to it, or stay free: a lower bound of the loss. */
static int64_t edge_loss(struct market *market, uint32_t left)
{
    const uint32_t edge = market->left_edge[left];
    const uint32_t right = market->edges[edge].right;
    const struct ending end = search(market, left, edge);
    const int64_t around = market->distance[right]; /* FAR, or a way that gives it another left */
    const int64_t freed = market->right_slack[right] < market->right_price[right]
                              ? market->right_slack[right]
                              : market->right_price[right];
    const int64_t apart = end.distance + freed;
    return around < apart ? around : apart;
}

static void slacks_find(struct market *market)
{
    for (uint32_t right = 0; right < market->right_count; right++)
        market->right_slack[right] = FAR;
    for (uint32_t e = 0; e < market->first_edge[market->left_count]; e++) {
        const struct ras_assignment_edge *const edge = &market->edges[e];
        const int64_t slack =
            market->left_price[edge->left] + market->right_price[edge->right] - edge->weight;
        if (market->left_edge[edge->left] != e && slack < market->right_slack[edge->right])
            market->right_slack[edge->right] = slack;
    }
}

enum ras_status ras_assign(const struct ras_assignment_edge *edges, size_t edge_count,
                           uint32_t left_count, uint32_t right_count, uint32_t *partner,
                           int64_t *loss, struct ras_error *error)
{
    struct market market;
    RAS_TRY(market_init(&market, edges, edge_count, left_count, right_count, error));
    for (uint32_t left = 0; left < left_count; left++)
        if (market.left_price[left] > 0)
            left_place(&market, left);
    slacks_find(&market);
    for (uint32_t left = 0; left < left_count; left++) {
        partner[left] = market.left_edge[left];
        loss[left] = partner[left] == NONE ? 0 : edge_loss(&market, left);
    }
    ras_free(market.room);
    return RAS_OK;
}

/* ---- all components ---- */

struct choosing {
    const struct ras_components *components;
    uint32_t left_count;
    int32_t threshold;
    int32_t margin;
    uint8_t *decisions;
};

static void decisions_tell(const struct choosing *choosing, const struct ras_component_edge *edge,
                           const struct ras_assignment_edge *edges, size_t edge_count,
                           const uint32_t *partner, const int64_t *loss)
{
    for (size_t i = 0; i < edge_count; i++) {
        const uint32_t left = edges[i].left;
        uint8_t *const decision = &choosing->decisions[edge[i].pair];
        if (partner[left] == i)
            *decision = loss[left] <= choosing->margin ? RAS_PAIR_REVIEW : RAS_PAIR_LINK;
        else
            *decision = RAS_PAIR_NONE;
    }
    /* the other side of a tie is a question too */
    for (size_t i = 0; i < edge_count; i++) {
        const uint32_t chosen = partner[edges[i].left];
        uint8_t *const decision = &choosing->decisions[edge[i].pair];
        if (chosen != NONE && chosen != i && loss[edges[i].left] <= choosing->margin &&
            edges[i].weight + choosing->margin >= edges[chosen].weight)
            *decision = RAS_PAIR_REVIEW;
    }
}

static enum ras_status component_choose(void *context, unsigned worker, size_t number,
                                        struct ras_error *error)
{
    (void)worker;
    const struct choosing *const choosing = context;
    const struct ras_component *const component =
        (const struct ras_component *)choosing->components->list.data + number;
    const struct ras_component_edge *const edge =
        (const struct ras_component_edge *)choosing->components->edges.data + component->first_edge;
    const uint32_t *const record = choosing->components->records + component->first;
    uint32_t left_count = 0;
    enum ras_status status = RAS_OK;
    while (left_count < component->count && record[left_count] < choosing->left_count)
        left_count++;
    struct ras_assignment_edge *const edges =
        ras_alloc_zeroed(component->edge_count, sizeof edges[0]);
    uint32_t *const partner = ras_alloc_zeroed(component->count, sizeof partner[0]);
    int64_t *const loss = ras_alloc_zeroed(component->count, sizeof loss[0]);
    size_t count = 0;
    if (edges == NULL || partner == NULL || loss == NULL) {
        status = ras_no_memory(error, component->edge_count * sizeof edges[0]);
        goto done;
    }
    for (size_t i = 0; i < component->edge_count; i++) {
        const int64_t weight = (int64_t)edge[i].weight - choosing->threshold + 1;
        assert(weight > 0);
        edges[count++] = (struct ras_assignment_edge){
            choosing->components->position[edge[i].a],
            choosing->components->position[edge[i].b] - left_count, (int32_t)weight};
    }
    RAS_TRY_DONE(
        ras_assign(edges, count, left_count, component->count - left_count, partner, loss, error));
    decisions_tell(choosing, edge, edges, count, partner, loss);
done:
    ras_free(edges);
    ras_free(partner);
    ras_free(loss);
    return status;
}

enum ras_status ras_one_to_one(const struct ras_components *components, uint32_t left_count,
                               int32_t threshold, int32_t margin, unsigned thread_count,
                               const atomic_int *stop, uint8_t *decisions, struct ras_error *error)
{
    struct choosing choosing = {components, left_count, threshold, margin, decisions};
    return ras_parallel_run(thread_count, components->list.count, component_choose, &choosing, stop,
                            error);
}
