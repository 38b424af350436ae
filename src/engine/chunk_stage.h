/* A stage that takes a source chunk by chunk: the pool of jobs and the pipeline over them.
 *
 * Two jobs a worker and two more keep everybody busy; that pool bounds the memory of the stage. */
#ifndef RASOAT_ENGINE_CHUNK_STAGE_H
#define RASOAT_ENGINE_CHUNK_STAGE_H

#include "base/pipeline.h"
#include "engine/context.h"
#include "rasoat/error.h"

#include <stddef.h>

struct ras_chunk_stage {
    size_t job_bytes;            /* of one job; jobs begin cleared */
    void (*job_init)(void *job); /* may not fail */
    void (*job_fini)(void *job);
    enum ras_status (*produce)(void *context, void *job, bool *end, struct ras_error *error);
    enum ras_status (*work)(void *context, unsigned worker, void *job, struct ras_error *error);
    enum ras_status (*consume)(void *context, void *job, struct ras_error *error);
    void *context; /* of the three */
};

enum ras_status ras_chunk_stage_run(const struct ras_chunk_stage *stage,
                                    const struct ras_context *engine,
                                    struct ras_error *error) RAS_MUST_CHECK;

#endif
