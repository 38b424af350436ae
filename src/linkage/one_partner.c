/* The best and the next best of every record. */
#include "linkage/one_partner.h"

#include "base/alloc.h"

struct best {
    int32_t first;
    int32_t second;
};

static uint32_t record_of(const struct ras_link_pair *pair, bool of_right)
{
    return of_right ? pair->b : pair->a;
}

static void bests_find(const struct ras_candidates *candidates, const int32_t *weights,
                       bool of_right, struct best *bests)
{
    const struct ras_link_pair *const pair = candidates->pairs.data;
    for (size_t i = 0; i < candidates->pairs.count; i++) {
        struct best *const best = &bests[record_of(&pair[i], of_right)];
        if (weights[i] > best->first)
            *best = (struct best){weights[i], best->first};
        else if (weights[i] > best->second)
            best->second = weights[i];
    }
}

enum ras_status ras_one_partner(const struct ras_candidates *candidates, const int32_t *weights,
                                uint32_t record_count, bool of_right, int32_t threshold,
                                int32_t margin, uint8_t *decisions, struct ras_error *error)
{
    const struct ras_link_pair *const pair = candidates->pairs.data;
    struct best *const bests = ras_alloc_zeroed(record_count + (size_t)1, sizeof bests[0]);
    if (bests == NULL)
        return ras_no_memory(error, record_count * sizeof bests[0]);
    for (uint32_t i = 0; i < record_count; i++)
        bests[i] = (struct best){threshold - 1, threshold - 1}; /* no partner at all */
    bests_find(candidates, weights, of_right, bests);
    for (size_t i = 0; i < candidates->pairs.count; i++) {
        const struct best *const best = &bests[record_of(&pair[i], of_right)];
        if (weights[i] < threshold)
            continue;
        if ((int64_t)best->first - best->second > margin)
            decisions[i] = weights[i] == best->first ? RAS_PAIR_LINK : RAS_PAIR_NONE;
        else
            decisions[i] =
                (int64_t)best->first - weights[i] <= margin ? RAS_PAIR_REVIEW : RAS_PAIR_NONE;
    }
    ras_free(bests);
    return RAS_OK;
}
