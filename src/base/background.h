/* One piece of work beside the caller's own, and a thread for it.
 *
 * Threads: begin and end belong to the caller's thread; between them the work has a thread of its
 * own, with asynchronous signals left to the others. Where no thread can be started the work is
 * done at once. */
#ifndef RASOAT_BASE_BACKGROUND_H
#define RASOAT_BASE_BACKGROUND_H

#include "rasoat/error.h"

#include <pthread.h>
#include <stdbool.h>

typedef enum ras_status ras_background_function(void *context, struct ras_error *error);

struct ras_background {
    ras_background_function *work;
    void *context;
    pthread_t thread;
    bool is_running; /* a thread is to be joined */
    enum ras_status status;
    struct ras_error error;
};

/* context stays until the end; the struct does not move meanwhile. */
void ras_background_begin(struct ras_background *background, ras_background_function *work,
                          void *context);
/* Waits, and says how the work went; again, when asked again. */
enum ras_status ras_background_end(struct ras_background *background, struct ras_error *error);

#endif
