/* What rows come to when they are looked at once more, all together, as a run does it. */
#ifndef RASOAT_ENGINE_BENCH_COLLECTIVE_H
#define RASOAT_ENGINE_BENCH_COLLECTIVE_H

#include "engine/bench_rows.h"
#include "engine/strategy.h"

/* rows: of each source of the config, decided alone by the same strategy; a source that is skipped
 * has none. What the closer look decided takes the place of what a row alone gave. *seconds: of the
 * run's own stages, from the first reading on. */
enum ras_status
ras_bench_collective(const struct ras_context *context, const struct ras_index *index,
                     const struct ras_strategy *strategy, const struct ras_model *model,
                     const struct ras_bench_truth *truth, struct ras_bench_rows *rows,
                     double *seconds, struct ras_error *error) RAS_MUST_CHECK;

#endif
