/* What a linkage leaves in its output folder: pairs.csv, clusters.csv, model.json. Each is written
 * under another name and renamed when all are whole. */
#ifndef RASOAT_ENGINE_LINKAGE_FILES_H
#define RASOAT_ENGINE_LINKAGE_FILES_H

#include "engine/linkage_config.h"
#include "linkage/decisions.h"

struct ras_linkage_outcome {
    const struct ras_linkage *linkage;
    const struct ras_record_table *table;
    const struct ras_candidates *candidates;
    const struct ras_link_model *model;
    const int32_t *weights; /* by candidate, as the decisions */
    const struct ras_decisions *decisions;
};

/* Counts of links, reviews and clusters, and the folder, go into *result. */
enum ras_status ras_linkage_write(const struct ras_linkage_outcome *outcome,
                                  struct ras_linkage_result *result,
                                  struct ras_error *error) RAS_MUST_CHECK;

#endif
