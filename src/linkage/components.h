/* Records that pairs above a weight hold together, directly or through others: what can be decided
 * apart from all else.
 *
 *   records: | 1 4 9 | 2 5 | ...      component by component, rising
 *   edges:   | 1-4 4-9 | 2-5 | ...    the same */
#ifndef RASOAT_LINKAGE_COMPONENTS_H
#define RASOAT_LINKAGE_COMPONENTS_H

#include "linkage/candidates.h"

struct ras_component_edge {
    uint32_t a; /* records, a < b */
    uint32_t b;
    int32_t weight;
    uint32_t root; /* the smallest record of the component */
    size_t pair;   /* position of the candidate */
};

struct ras_component {
    uint32_t first; /* into records */
    uint32_t count; /* at least 2 */
    size_t first_edge;
    size_t edge_count;
};

struct ras_components {
    struct ras_vector list;  /* struct ras_component, by smallest record */
    struct ras_vector edges; /* struct ras_component_edge */
    uint32_t *records;
    uint32_t *position; /* of a record in its component */
};

/* Of the candidates with a weight of at least `threshold`. fini must follow in any case. */
enum ras_status ras_components_find(struct ras_components *components,
                                    const struct ras_candidates *candidates, const int32_t *weights,
                                    int32_t threshold, uint32_t record_count,
                                    struct ras_error *error) RAS_MUST_CHECK;
void ras_components_fini(struct ras_components *components);

#endif
