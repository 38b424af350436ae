/* Why a row and a resident met in a pass, or did not. */
#ifndef RASOAT_ENGINE_EXPLAIN_PASSES_H
#define RASOAT_ENGINE_EXPLAIN_PASSES_H

#include "engine/explain.h"
#include "index/index.h"
#include "record/resident.h"

/* passes: RAS_PASS_COUNT of them, filled. Pure. */
void ras_explain_passes(const struct ras_index *index, const struct ras_subject *row,
                        const struct ras_subject *resident, struct ras_explain_pass *passes);

/* The comparators that the key of a pass is made of, a bit each: pairs of the pass agree in them by
 * construction. */
uint32_t ras_pass_comparators(enum ras_pass pass);

#endif
