/* The handler only stores numbers; these are the program's only global variables, because a handler
 * has no other way to speak. */
#include "cli/signals.h"

#include "rasoat/error.h"

#include <signal.h>
#include <stddef.h>

static struct ras_stop *stop; /* lives as long as the process */
static atomic_int flag;

static void take_signal(int number)
{
    const enum ras_status status = number == SIGINT ? RAS_INTERRUPTED : RAS_TERMINATED;
    if (atomic_load(&flag) !=
        0) { /* asked twice: the person does not want to wait for a clean end */
        (void)signal(number, SIG_DFL);
        (void)raise(number);
        return;
    }
    atomic_store(&flag, (int)status);
    if (stop != NULL)
        ras_stop_request(stop, status);
}

void ras_signals_install(void)
{
    static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = take_signal}; /* no SA_RESTART: a read must return */
    stop = ras_stop_create();
    (void)sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof stopping / sizeof stopping[0]; i++) {
        struct sigaction before;
        /* under nohup SIGHUP is ignored already, and stays so */
        if (stopping[i] == SIGHUP && sigaction(SIGHUP, NULL, &before) == 0 &&
            before.sa_handler == SIG_IGN)
            continue;
        (void)sigaction(stopping[i], &action, NULL);
    }
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
}

struct ras_stop *ras_signals_stop(void)
{
    return stop;
}

const atomic_int *ras_signals_flag(void)
{
    return &flag;
}
