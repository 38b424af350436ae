/* The choice of one side against looking at all pairs of every record. */
#include "linkage/one_partner.h"

#include "base/hash.h"

#include <criterion/criterion.h>
#include <string.h>

#define SIDE      6
#define PAIRS_MAX (SIDE * SIDE)

struct sample {
    struct ras_link_pair pairs[PAIRS_MAX];
    int32_t weights[PAIRS_MAX];
    struct ras_candidates candidates;
};

static void sample_make(struct sample *sample, uint64_t seed, uint32_t range)
{
    size_t count = 0;
    for (uint32_t a = 0; a < SIDE; a++)
        for (uint32_t b = 0; b < SIDE; b++) {
            const uint64_t random = ras_hash_mix(seed * 1000 + a * 10 + b);
            if (random % 3 == 0)
                continue;
            sample->pairs[count] = (struct ras_link_pair){a, SIDE + b, 0};
            sample->weights[count++] = (int32_t)((random >> 32) % range) - 100;
        }
    sample->candidates = (struct ras_candidates){.pairs = {.data = sample->pairs, .count = count}};
}

/* By definition: what is as good as nothing, or as another, within the margin is asked. */
static enum ras_pair_decision decision_naive(const struct sample *sample, size_t at, bool of_right,
                                             int32_t threshold, int32_t margin)
{
    int32_t best = threshold - 1, next = threshold - 1;
    size_t best_at = PAIRS_MAX;
    const struct ras_link_pair *const pair = sample->pairs;
    for (unsigned round = 0; round < 2; round++)
        for (size_t i = 0; i < sample->candidates.pairs.count; i++) {
            const bool same = of_right ? pair[i].b == pair[at].b : pair[i].a == pair[at].a;
            if (same && round == 0 && sample->weights[i] > best) {
                best = sample->weights[i];
                best_at = i;
            }
            if (same && round == 1 && i != best_at && sample->weights[i] > next)
                next = sample->weights[i];
        }
    if (best - next > margin)
        return at == best_at ? RAS_PAIR_LINK : RAS_PAIR_NONE;
    return sample->weights[at] >= best - margin ? RAS_PAIR_REVIEW : RAS_PAIR_NONE;
}

Test(one_partner, agrees_with_the_definition)
{
    unsigned seen[3] = {0, 0, 0}, many = 0;
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        struct sample sample;
        uint8_t decisions[PAIRS_MAX];
        unsigned links[2 * SIDE] = {0};
        const bool of_right = seed % 2 == 0;
        const int32_t threshold = (int32_t)(seed % 5) * 20 - 40, margin = (int32_t)(seed % 7) * 5;
        sample_make(&sample, seed, seed % 3 == 0 ? 220 : 2000);
        memset(decisions, 77, sizeof decisions);
        cr_assert_eq(ras_one_partner(&sample.candidates, sample.weights, 2 * SIDE, of_right,
                                     threshold, margin, decisions, NULL),
                     RAS_OK);
        for (size_t i = 0; i < sample.candidates.pairs.count; i++) {
            if (sample.weights[i] < threshold) {
                cr_assert_eq(decisions[i], 77, "below the threshold nothing is decided here");
                continue;
            }
            cr_assert_eq(decisions[i], decision_naive(&sample, i, of_right, threshold, margin),
                         "seed %lu pair %zu", (unsigned long)seed, i);
            seen[decisions[i]]++;
            links[sample.pairs[i].a] += decisions[i] == RAS_PAIR_LINK;
            links[sample.pairs[i].b] += decisions[i] == RAS_PAIR_LINK;
        }
        for (unsigned i = 0; i < 2 * SIDE; i++) {
            const bool one = (i >= SIDE) == of_right;
            cr_assert(!one || links[i] <= 1, "one partner at most");
            many += !one && links[i] > 1;
        }
    }
    cr_assert_gt(seen[RAS_PAIR_NONE], 1000);
    cr_assert_gt(seen[RAS_PAIR_REVIEW], 1000);
    cr_assert_gt(seen[RAS_PAIR_LINK], 1000);
    cr_assert_gt(many, 500);
}
