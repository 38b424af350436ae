/* A thread for one piece of work. */
#include "base/background.h"

#include "base/thread.h"

#include <string.h>

static void *background_run(void *argument)
{
    struct ras_background *const background = argument;
    background->status = background->work(background->context, &background->error);
    return NULL;
}

void ras_background_begin(struct ras_background *background, ras_background_function *work,
                          void *context)
{
    memset(background, 0, sizeof *background);
    background->work = work;
    background->context = context;
    background->is_running = ras_thread_start(&background->thread, background_run, background);
    if (!background->is_running)
        (void)background_run(background);
}

enum ras_status ras_background_end(struct ras_background *background, struct ras_error *error)
{
    if (background->is_running)
        (void)pthread_join(background->thread, NULL);
    background->is_running = false;
    if (background->status != RAS_OK && error != NULL)
        *error = background->error;
    return background->status;
}
