/* Sets of numbers that are joined two by two: each set is led by its smallest number, so that who
 * leads does not depend on the order of joining.
 *
 * leaders: an array of the caller's, leaders[i] = i at first. Paths are halved on the way (R. E.
 * Tarjan, J. van Leeuwen, "Worst-Case Analysis of Set Union Algorithms", JACM 31, 1984).
 * Threads: one at a time, finding too. */
#ifndef RASOAT_BASE_LEADERS_H
#define RASOAT_BASE_LEADERS_H

#include <stdint.h>

static inline uint32_t ras_leader_find(uint32_t *leaders, uint32_t item)
{
    while (leaders[item] != item) {
        leaders[item] = leaders[leaders[item]];
        item = leaders[item];
    }
    return item;
}

static inline void ras_leaders_join(uint32_t *leaders, uint32_t a, uint32_t b)
{
    const uint32_t first = ras_leader_find(leaders, a), second = ras_leader_find(leaders, b);
    if (first < second)
        leaders[second] = first;
    else
        leaders[first] = second;
}

#endif
