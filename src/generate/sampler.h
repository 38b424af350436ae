/* Drawing from a list by integer weights: a cumulative table and a guide of 256 starting points, so
 * that a draw costs one random number and a step or two. */
#ifndef RASOAT_GENERATE_SAMPLER_H
#define RASOAT_GENERATE_SAMPLER_H

#include "generate/random.h"

#include <stdint.h>

#define RAS_SAMPLER_ITEMS_MAX 256

struct ras_sampler {
    uint32_t cumulative[RAS_SAMPLER_ITEMS_MAX]; /* sum of the weights up to and with the item */
    uint16_t guide[256]; /* first item whose sum exceeds the start of that 256th of the total */
    uint32_t item_count;
};

void ras_sampler_init(struct ras_sampler *sampler);
/* The next item, in order; at most RAS_SAMPLER_ITEMS_MAX, the sum of weights below 2^32. */
void ras_sampler_add(struct ras_sampler *sampler, uint32_t weight);
/* To be called once after the last item; the sum of the weights must not be 0. */
void ras_sampler_seal(struct ras_sampler *sampler);

/* The position of an item, drawn by weight. Threads: the sampler is only read. */
static inline uint32_t ras_sampler_draw(const struct ras_sampler *sampler,
                                        struct ras_random *random)
{
    const uint32_t value = (uint32_t)(ras_random_next(random) >> 32);
    const uint32_t total = sampler->cumulative[sampler->item_count - 1];
    const uint32_t point = (uint32_t)((uint64_t)value * total >> 32);
    uint32_t item = sampler->guide[value >> 24];
    while (sampler->cumulative[item] <= point)
        item++;
    return item;
}

#endif
