/* Threads, units, stopping and progress. */
#include "engine/context.h"

#include "base/alloc.h"
#include "base/block_store.h"
#include "base/clock.h"
#include "base/try.h"

#include <unistd.h>

struct ras_stop *ras_stop_create(void)
{
    struct ras_stop *const stop = ras_alloc(sizeof *stop);
    if (stop != NULL)
        atomic_init(&stop->status, RAS_OK);
    return stop;
}

void ras_stop_destroy(struct ras_stop *stop)
{
    ras_free(stop);
}

void ras_stop_request(struct ras_stop *stop, enum ras_status status)
{
    atomic_store(&stop->status, (int)status);
}

static unsigned threads_wanted(const struct ras_config *config,
                               const struct ras_engine_options *options)
{
    if (options->thread_count != 0)
        return options->thread_count;
    if (config->thread_count != 0)
        return config->thread_count;
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : (unsigned)processors;
}

enum ras_status ras_context_init(struct ras_context *context, const struct ras_config *config,
                                 const struct ras_engine_options *options, struct ras_error *error)
{
    const unsigned wanted = threads_wanted(config, options);
    *context =
        (struct ras_context){.config = config, .options = options, .stage = "", .source = ""};
    context->stop = options->stop == NULL ? NULL : &options->stop->status;
    context->thread_count = wanted > RAS_THREADS_MAX ? RAS_THREADS_MAX : wanted;
    context->stage_start_ns = ras_clock_ns();
    context->units = ras_units_create();
    if (context->units == NULL)
        return ras_no_memory(error, sizeof(void *));
    RAS_TRY(ras_units_read(context->units, config->unit_list, config->crosswalk, error));
    ras_units_seal(context->units);
    return RAS_OK;
}

void ras_context_fini(struct ras_context *context)
{
    ras_units_destroy(context->units);
    context->units = NULL;
    (void)ras_block_store_empty();
}

void ras_context_stage(struct ras_context *context, const char *stage, const char *source)
{
    context->stage = stage;
    context->source = source;
    context->stage_start_ns = ras_clock_ns();
    ras_context_progress(context, 0, 0, 0);
}

void ras_context_progress(const struct ras_context *context, uint64_t done, uint64_t total,
                          uint64_t row_count)
{
    if (context->options->progress == NULL)
        return;
    const struct ras_progress progress = {
        .stage = context->stage,
        .source = context->source,
        .done = done,
        .total = total,
        .row_count = row_count,
        .seconds = (double)(ras_clock_ns() - context->stage_start_ns) / 1e9};
    context->options->progress(context->options->progress_context, &progress);
}

enum ras_status ras_context_stopped(const struct ras_context *context, struct ras_error *error)
{
    const int status = context->stop == NULL ? RAS_OK : atomic_load(context->stop);
    if (status == RAS_OK)
        return RAS_OK;
    return ras_fail(error, (enum ras_status)status, "stopped");
}
