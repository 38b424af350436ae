/* Average-link agglomeration, component by component. */
#include "linkage/clusters.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "linkage/components.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct neighbour {
    uint32_t group;
    int64_t sum; /* of the weights of all pairs between */
};

struct group {
    struct ras_vector members;    /* uint32_t, records */
    struct ras_vector neighbours; /* struct neighbour */
    uint32_t version; /* grows with each join: what the heap holds of older ones is stale */
    uint32_t leader;  /* the smallest record */
    bool gone;
};

struct proposal {
    int32_t fit;
    uint32_t leaders[2]; /* smallest records of both, the smaller first: they order ties */
    uint32_t first;      /* the groups, in that order */
    uint32_t second;
    uint32_t version; /* of both, summed */
};

struct clustering {
    const struct ras_pair_scorer *scorer;
    struct ras_pair_scratch *scratch;
    int32_t threshold;
    const struct ras_components *components;
    uint32_t *cluster;
};

/* ---- one component ---- */

struct joining {
    const struct clustering *clustering;
    struct ras_pair_scratch *scratch;
    struct group *groups;
    uint32_t group_count;
    struct ras_vector heap; /* struct proposal, the best first */
};

static int32_t clipped(int32_t weight)
{
    const int32_t limit = 40 * RAS_LINK_MILLIBITS;
    return weight > limit ? limit : weight < -limit ? -limit : weight;
}

static bool better(const struct proposal *a, const struct proposal *b)
{
    if (a->fit != b->fit)
        return a->fit > b->fit;
    if (a->leaders[0] != b->leaders[0])
        return a->leaders[0] < b->leaders[0];
    return a->leaders[1] < b->leaders[1];
}

static enum ras_status heap_push(struct ras_vector *heap, struct proposal proposal,
                                 struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(heap, 1, &item, error));
    struct proposal *const all = heap->data;
    size_t at = heap->count - 1;
    for (; at > 0 && better(&proposal, &all[(at - 1) / 2]); at = (at - 1) / 2)
        all[at] = all[(at - 1) / 2];
    all[at] = proposal;
    return RAS_OK;
}

static struct proposal heap_pop(struct ras_vector *heap)
{
    struct proposal *const all = heap->data;
    const struct proposal top = all[0];
    const struct proposal last = all[--heap->count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= heap->count)
            break;
        if (child + 1 < heap->count && better(&all[child + 1], &all[child]))
            child++;
        if (!better(&all[child], &last))
            break;
        all[at] = all[child];
        at = child;
    }
    all[at] = last;
    return top;
}

static struct neighbour *neighbour_find(const struct group *group, uint32_t other)
{
    struct neighbour *const all = group->neighbours.data;
    for (size_t i = 0; i < group->neighbours.count; i++)
        if (all[i].group == other)
            return &all[i];
    return NULL;
}

static enum ras_status neighbour_add(struct group *group, uint32_t other, int64_t sum,
                                     struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&group->neighbours, 1, &item, error));
    *(struct neighbour *)item = (struct neighbour){other, sum};
    return RAS_OK;
}

static void neighbour_remove(struct group *group, uint32_t other)
{
    struct neighbour *const found = neighbour_find(group, other);
    const struct neighbour *const last =
        (const struct neighbour *)group->neighbours.data + group->neighbours.count - 1;
    if (found == NULL)
        return;
    *found = *last;
    group->neighbours.count--;
}

/* The sum over all pairs between two groups, compared afresh. */
static int64_t groups_sum(const struct joining *joining, const struct group *one,
                          const struct group *other)
{
    const uint32_t *const a = one->members.data;
    const uint32_t *const b = other->members.data;
    int64_t sum = 0;
    for (size_t i = 0; i < one->members.count; i++)
        for (size_t j = 0; j < other->members.count; j++)
            sum += clipped(ras_pair_score(joining->clustering->scorer, joining->scratch,
                                          a[i] < b[j] ? a[i] : b[j], a[i] < b[j] ? b[j] : a[i]));
    return sum;
}

static enum ras_status propose(struct joining *joining, uint32_t one, uint32_t other, int64_t sum,
                               struct ras_error *error)
{
    const struct group *const a = &joining->groups[one];
    const struct group *const b = &joining->groups[other];
    const int64_t pairs = (int64_t)(a->members.count * b->members.count);
    const int64_t fit = sum >= 0 ? sum / pairs : -((-sum + pairs - 1) / pairs);
    if (fit < joining->clustering->threshold)
        return RAS_OK;
    const bool first = a->leader < b->leader;
    return heap_push(
        &joining->heap,
        (struct proposal){(int32_t)fit,
                          {first ? a->leader : b->leader, first ? b->leader : a->leader},
                          first ? one : other,
                          first ? other : one,
                          a->version + b->version},
        error);
}

/* The neighbours of `from` become those of `into`; each then has a sum over the whole new group. */
static enum ras_status groups_join(struct joining *joining, uint32_t into, uint32_t from,
                                   struct ras_error *error)
{
    struct group *const kept = &joining->groups[into];
    struct group *const gone = &joining->groups[from];
    neighbour_remove(kept, from);
    neighbour_remove(gone, into);
    for (size_t i = 0; i < kept->neighbours.count; i++) {
        struct neighbour *const next = (struct neighbour *)kept->neighbours.data + i;
        const struct neighbour *const same = neighbour_find(gone, next->group);
        next->sum +=
            same != NULL ? same->sum : groups_sum(joining, gone, &joining->groups[next->group]);
    }
    for (size_t i = 0; i < gone->neighbours.count; i++) {
        const struct neighbour next = ((const struct neighbour *)gone->neighbours.data)[i];
        neighbour_remove(&joining->groups[next.group], from);
        if (neighbour_find(kept, next.group) != NULL)
            continue;
        const int64_t sum = next.sum + groups_sum(joining, kept, &joining->groups[next.group]);
        RAS_TRY(neighbour_add(kept, next.group, sum, error));
        RAS_TRY(neighbour_add(&joining->groups[next.group], into, sum, error));
    }
    void *items = NULL;
    RAS_TRY(ras_vector_extend(&kept->members, gone->members.count, &items, error));
    memcpy(items, gone->members.data, gone->members.count * sizeof(uint32_t));
    gone->gone = true;
    kept->leader = gone->leader < kept->leader ? gone->leader : kept->leader;
    kept->version += gone->version + 1;
    for (size_t i = 0; i < kept->neighbours.count; i++) {
        const struct neighbour next = ((const struct neighbour *)kept->neighbours.data)[i];
        neighbour_find(&joining->groups[next.group], into)->sum = next.sum;
        RAS_TRY(propose(joining, into, next.group, next.sum, error));
    }
    return RAS_OK;
}

static enum ras_status component_begin(struct joining *joining,
                                       const struct ras_component *component,
                                       struct ras_error *error)
{
    const struct clustering *const clustering = joining->clustering;
    joining->group_count = component->count;
    joining->groups = ras_alloc_zeroed(component->count, sizeof joining->groups[0]);
    if (joining->groups == NULL)
        return ras_no_memory(error, component->count * sizeof joining->groups[0]);
    for (uint32_t i = 0; i < component->count; i++) {
        struct group *const group = &joining->groups[i];
        void *item = NULL;
        ras_vector_init(&group->members, sizeof(uint32_t));
        ras_vector_init(&group->neighbours, sizeof(struct neighbour));
        RAS_TRY(ras_vector_extend(&group->members, 1, &item, error));
        group->leader = clustering->components->records[component->first + i];
        *(uint32_t *)item = group->leader;
    }
    for (size_t i = 0; i < component->edge_count; i++) {
        const struct ras_component_edge *const edge =
            (const struct ras_component_edge *)clustering->components->edges.data +
            component->first_edge + i;
        const uint32_t a = clustering->components->position[edge->a];
        const uint32_t b = clustering->components->position[edge->b];
        RAS_TRY(neighbour_add(&joining->groups[a], b, clipped(edge->weight), error));
        RAS_TRY(neighbour_add(&joining->groups[b], a, clipped(edge->weight), error));
        RAS_TRY(propose(joining, a, b, clipped(edge->weight), error));
    }
    return RAS_OK;
}

static enum ras_status component_join(struct joining *joining, struct ras_error *error)
{
    while (joining->heap.count > 0) {
        const struct proposal best = heap_pop(&joining->heap);
        const struct group *const a = &joining->groups[best.first];
        const struct group *const b = &joining->groups[best.second];
        if (a->gone || b->gone || a->version + b->version != best.version)
            continue;
        /* the one with more neighbours is kept: fewer of them have to be told */
        const bool first = a->neighbours.count >= b->neighbours.count;
        RAS_TRY(groups_join(joining, first ? best.first : best.second,
                            first ? best.second : best.first, error));
    }
    return RAS_OK;
}

static void component_show(const struct joining *joining)
{
    for (uint32_t i = 0; i < joining->group_count; i++) {
        const struct group *const group = &joining->groups[i];
        const uint32_t *const member = group->members.data;
        for (size_t k = 0; !group->gone && k < group->members.count; k++)
            joining->clustering->cluster[member[k]] = group->leader;
    }
}

static enum ras_status component_work(void *context, unsigned worker, size_t number,
                                      struct ras_error *error)
{
    const struct clustering *const clustering = context;
    struct joining joining = {.clustering = clustering, .scratch = &clustering->scratch[worker]};
    ras_vector_init(&joining.heap, sizeof(struct proposal));
    enum ras_status status = component_begin(
        &joining, (const struct ras_component *)clustering->components->list.data + number, error);
    if (status == RAS_OK)
        status = component_join(&joining, error);
    if (status == RAS_OK)
        component_show(&joining);
    for (uint32_t i = 0; joining.groups != NULL && i < joining.group_count; i++) {
        ras_vector_fini(&joining.groups[i].members);
        ras_vector_fini(&joining.groups[i].neighbours);
    }
    ras_free(joining.groups);
    ras_vector_fini(&joining.heap);
    return status;
}

enum ras_status ras_clusters_make(const struct ras_candidates *candidates, const int32_t *weights,
                                  const struct ras_pair_scorer *scorer, int32_t threshold,
                                  unsigned thread_count, const atomic_int *stop, uint32_t *cluster,
                                  struct ras_error *error)
{
    const uint32_t record_count = scorer->comparer->table->record_count;
    struct ras_components components;
    struct clustering clustering = {.scorer = scorer,
                                    .threshold = threshold,
                                    .components = &components,
                                    .cluster = cluster,
                                    .scratch = ras_pair_scratch_create(thread_count)};
    if (clustering.scratch == NULL)
        return ras_no_memory(error, thread_count * sizeof clustering.scratch[0]);
    for (uint32_t i = 0; i < record_count; i++)
        cluster[i] = i;
    enum ras_status status =
        ras_components_find(&components, candidates, weights, threshold, record_count, error);
    if (status == RAS_OK)
        status = ras_parallel_run(thread_count, components.list.count, component_work, &clustering,
                                  stop, error);
    ras_components_fini(&components);
    ras_free(clustering.scratch);
    return status;
}
