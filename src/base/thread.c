/* Signals of new threads. */
#include "base/thread.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_uint fail_countdown; /* 0 = off, 1 = every start fails, k = k - 1 succeed */

void ras_thread_fail_at(unsigned k)
{
    atomic_store(&fail_countdown, k);
}

static bool fails_now(void)
{
    const unsigned left = atomic_load(&fail_countdown);
    if (left > 1)
        atomic_store(&fail_countdown, left - 1);
    return left == 1;
}

bool ras_thread_start(pthread_t *thread, void *(*body)(void *), void *context)
{
    static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};
    sigset_t blocked, before;
    if (fails_now())
        return false;
    (void)sigfillset(&blocked);
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        (void)sigdelset(&blocked, own[i]);
    (void)pthread_sigmask(SIG_SETMASK, &blocked, &before);
    const bool started = pthread_create(thread, NULL, body, context) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}
