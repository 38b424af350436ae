/* Starting a thread of the engine's own. */
#ifndef RASOAT_BASE_THREAD_H
#define RASOAT_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* The thread leaves asynchronous signals to the thread that was there before; a fault of its own
 * still reaches its handler. False: none could be started. */
bool ras_thread_start(pthread_t *thread, void *(*body)(void *), void *context);

/* For tests: the k-th start of a thread from now (1 = the next) and all after it fail; 0 = none. */
void ras_thread_fail_at(unsigned k);

#endif
