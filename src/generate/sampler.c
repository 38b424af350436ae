/* Weighted lists. */
#include "generate/sampler.h"

#include <assert.h>

void ras_sampler_init(struct ras_sampler *sampler)
{
    sampler->item_count = 0;
}

void ras_sampler_add(struct ras_sampler *sampler, uint32_t weight)
{
    assert(sampler->item_count < RAS_SAMPLER_ITEMS_MAX);
    const uint32_t before =
        sampler->item_count == 0 ? 0 : sampler->cumulative[sampler->item_count - 1];
    assert(weight <= UINT32_MAX - before);
    sampler->cumulative[sampler->item_count++] = before + weight;
}

void ras_sampler_seal(struct ras_sampler *sampler)
{
    assert(sampler->item_count > 0);
    const uint64_t total = sampler->cumulative[sampler->item_count - 1];
    assert(total > 0);
    uint32_t item = 0;
    for (uint64_t slot = 0; slot < 256; slot++) {
        /* The smallest point of the slot, rounded as ras_sampler_draw rounds it. */
        const uint64_t point = (slot << 24) * total >> 32;
        while (sampler->cumulative[item] <= point)
            item++;
        sampler->guide[slot] = (uint16_t)item;
    }
}
