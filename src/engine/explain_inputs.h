/* The inputs of a run, opened again for one row. */
#ifndef RASOAT_ENGINE_EXPLAIN_INPUTS_H
#define RASOAT_ENGINE_EXPLAIN_INPUTS_H

#include "engine/config.h"
#include "engine/context.h"
#include "engine/explain.h"
#include "engine/matcher.h"
#include "engine/resident_index.h"
#include "engine/source_rows.h"
#include "rasoat/error.h"

#include <stdbool.h>
#include <stdint.h>

struct ras_explain_inputs {
    struct ras_explanation *explanation;
    struct ras_config *config;
    struct ras_engine_options options;
    struct ras_context context;
    bool context_open;
    struct ras_resident_index residents;
    struct ras_source_rows rows;
    bool rows_open;
    struct ras_chunk chunk; /* holds the row once it is found */
    struct ras_row_scratch scratch;
    uint32_t row;
    struct ras_person person;
    struct ras_subject subject;
    struct ras_matcher matcher;
    bool matcher_open;
};

/* The candidates of the row, anew from row and index: best and second, and whether they come to
 * what the run wrote. */
enum ras_status ras_explain_candidates(struct ras_explain_inputs *inputs,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* The resident that was asked for beside the row: passes, weight, and what would be decided.
 * RAS_BAD_INPUT: there is no such resident. To be called after ras_explain_candidates. */
enum ras_status ras_explain_pair_with(struct ras_explain_inputs *inputs,
                                      struct ras_error *error) RAS_MUST_CHECK;
/* The same for a row that was settled together with others: what would be decided is not told. */
enum ras_status ras_explain_pair_alone(struct ras_explain_inputs *inputs,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* Without the row, the resident of the run's line can still be shown from the index. */
enum ras_status ras_explain_resident_only(struct ras_explain_inputs *inputs,
                                          struct ras_error *error) RAS_MUST_CHECK;

#endif
