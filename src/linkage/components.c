/* Connected components by union of the smaller root. */
#include "linkage/components.h"

#include "base/alloc.h"
#include "base/leaders.h"
#include "base/try.h"

#include <stdlib.h>

static int edge_order(const void *left, const void *right)
{
    const struct ras_component_edge *const a = left;
    const struct ras_component_edge *const b = right;
    if (a->root != b->root)
        return a->root < b->root ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static enum ras_status edges_take(struct ras_components *components, uint32_t *parent,
                                  const struct ras_candidates *candidates, const int32_t *weights,
                                  int32_t threshold, struct ras_error *error)
{
    const struct ras_link_pair *const pair = candidates->pairs.data;
    for (size_t i = 0; i < candidates->pairs.count; i++) {
        if (weights[i] < threshold)
            continue;
        void *item = NULL;
        RAS_TRY(ras_vector_extend(&components->edges, 1, &item, error));
        *(struct ras_component_edge *)item =
            (struct ras_component_edge){pair[i].a, pair[i].b, weights[i], 0, i};
        ras_leaders_join(parent, pair[i].a, pair[i].b);
    }
    struct ras_component_edge *const edge = components->edges.data;
    for (size_t i = 0; i < components->edges.count; i++)
        edge[i].root = ras_leader_find(parent, edge[i].a);
    if (components->edges.count > 0)
        qsort(edge, components->edges.count, sizeof edge[0], edge_order);
    return RAS_OK;
}

/* The roots are the smallest records of their components, so a component is opened by its first
 * record; starts[root] is where its next record goes. */
static enum ras_status records_lay(struct ras_components *components, uint32_t *parent,
                                   uint32_t *starts, uint32_t record_count, struct ras_error *error)
{
    const struct ras_component_edge *const edge = components->edges.data;
    uint32_t *const counts = components->position; /* by root, until it holds the positions */
    uint32_t next = 0;
    size_t next_edge = 0;
    for (uint32_t i = 0; i < record_count; i++)
        starts[ras_leader_find(parent, i)]++;
    for (uint32_t i = 0; i < record_count; i++) {
        if (parent[i] != i || starts[i] < 2)
            continue;
        struct ras_component component = {next, starts[i], next_edge, 0};
        while (next_edge < components->edges.count && edge[next_edge].root == i)
            next_edge++;
        component.edge_count = next_edge - component.first_edge;
        counts[i] = component.count;
        starts[i] = next;
        next += component.count;
        void *item = NULL;
        RAS_TRY(ras_vector_extend(&components->list, 1, &item, error));
        *(struct ras_component *)item = component;
    }
    const struct ras_component *const list = components->list.data;
    for (uint32_t i = 0; i < record_count; i++) {
        const uint32_t root = ras_leader_find(parent, i);
        if (counts[root] != 0)
            components->records[starts[root]++] = i;
    }
    for (size_t c = 0; c < components->list.count; c++)
        for (uint32_t i = 0; i < list[c].count; i++)
            components->position[components->records[list[c].first + i]] = i;
    return RAS_OK;
}

enum ras_status ras_components_find(struct ras_components *components,
                                    const struct ras_candidates *candidates, const int32_t *weights,
                                    int32_t threshold, uint32_t record_count,
                                    struct ras_error *error)
{
    *components = (struct ras_components){.records = NULL};
    ras_vector_init(&components->list, sizeof(struct ras_component));
    ras_vector_init(&components->edges, sizeof(struct ras_component_edge));
    components->records = ras_alloc_zeroed(record_count + (size_t)1, sizeof(uint32_t));
    components->position = ras_alloc_zeroed(record_count + (size_t)1, sizeof(uint32_t));
    uint32_t *const parent = ras_alloc_zeroed(record_count + (size_t)1, sizeof parent[0]);
    uint32_t *const starts = ras_alloc_zeroed(record_count + (size_t)1, sizeof starts[0]);
    enum ras_status status = RAS_OK;
    if (components->records == NULL || components->position == NULL || parent == NULL ||
        starts == NULL) {
        status = ras_no_memory(error, record_count * sizeof parent[0]);
        goto done;
    }
    for (uint32_t i = 0; i < record_count; i++)
        parent[i] = i;
    RAS_TRY_DONE(edges_take(components, parent, candidates, weights, threshold, error));
    RAS_TRY_DONE(records_lay(components, parent, starts, record_count, error));
done:
    ras_free(parent);
    ras_free(starts);
    return status;
}

void ras_components_fini(struct ras_components *components)
{
    ras_vector_fini(&components->list);
    ras_vector_fini(&components->edges);
    ras_free(components->records);
    ras_free(components->position);
}
