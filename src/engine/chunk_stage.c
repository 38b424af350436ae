/* The pool of a chunked stage. */
#include "engine/chunk_stage.h"

#include "base/alloc.h"

enum ras_status ras_chunk_stage_run(const struct ras_chunk_stage *stage,
                                    const struct ras_context *engine, struct ras_error *error)
{
    const size_t job_count = 2 * (size_t)engine->thread_count + 2;
    char *const jobs = ras_alloc_zeroed(job_count, stage->job_bytes);
    void **const pool = ras_alloc_zeroed(job_count, sizeof pool[0]);
    enum ras_status status = RAS_OK;
    if (jobs == NULL || pool == NULL) {
        status = ras_no_memory(error, job_count * stage->job_bytes);
        goto done;
    }
    for (size_t i = 0; i < job_count; i++) {
        pool[i] = jobs + i * stage->job_bytes;
        stage->job_init(pool[i]);
    }
    const struct ras_pipeline pipeline = {.produce = stage->produce,
                                          .work = stage->work,
                                          .consume = stage->consume,
                                          .context = stage->context,
                                          .jobs = pool,
                                          .job_count = job_count,
                                          .thread_count = engine->thread_count,
                                          .stop = engine->stop};
    status = ras_pipeline_run(&pipeline, error);
    for (size_t i = 0; i < job_count; i++)
        stage->job_fini(pool[i]);
done:
    ras_free(jobs);
    ras_free(pool);
    return status;
}
