/* Monotonic time, for rates and time left; never for anything that is written into results. */
#ifndef RASOAT_BASE_CLOCK_H
#define RASOAT_BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline uint64_t ras_clock_ns(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

#endif
