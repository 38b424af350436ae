/* What every command of the engine has in hand: the config, the threads, the units, a way to stop
 * and a way to say how far it is. */
#ifndef RASOAT_ENGINE_CONTEXT_H
#define RASOAT_ENGINE_CONTEXT_H

#include "engine/config.h"
#include "rasoat/engine.h"
#include "record/units.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct ras_stop {
    atomic_int status; /* RAS_OK: go on */
};

struct ras_context {
    const struct ras_config *config;
    const struct ras_engine_options *options;
    const atomic_int *stop;
    unsigned thread_count;
    struct ras_units *units;
    const char *stage; /* of the progress now shown */
    const char *source;
    uint64_t stage_start_ns;
};

#define RAS_THREADS_MAX 256

/* Threads and units; to be followed by fini also after an error. */
enum ras_status ras_context_init(struct ras_context *context, const struct ras_config *config,
                                 const struct ras_engine_options *options,
                                 struct ras_error *error) RAS_MUST_CHECK;
void ras_context_fini(struct ras_context *context);

void ras_context_stage(struct ras_context *context, const char *stage, const char *source);
void ras_context_progress(const struct ras_context *context, uint64_t done, uint64_t total,
                          uint64_t row_count);
/* RAS_OK, or the status that was asked for. */
enum ras_status ras_context_stopped(const struct ras_context *context, struct ras_error *error);

/* Read the list of communes and the crosswalk (engine/units_file.c). */
enum ras_status ras_units_read(struct ras_units *units, const char *list, const char *crosswalk,
                               struct ras_error *error) RAS_MUST_CHECK;

#endif
