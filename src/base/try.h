/* Forwarding of operating errors: the one macro that hides a return. */
#ifndef RASOAT_BASE_TRY_H
#define RASOAT_BASE_TRY_H

#include "rasoat/error.h"

#define RAS_TRY(call)                                                                              \
    do {                                                                                           \
        const enum ras_status ras_try_status = (call);                                             \
        if (ras_try_status != RAS_OK)                                                              \
            return ras_try_status;                                                                 \
    } while (0)

/* The same inside a function that has something to release: `status` and the label `done` are the
 * caller's. */
#define RAS_TRY_DONE(call)                                                                         \
    do {                                                                                           \
        status = (call);                                                                           \
        if (status != RAS_OK)                                                                      \
            goto done;                                                                             \
    } while (0)

#endif
