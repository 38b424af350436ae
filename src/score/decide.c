/* Decisions in integers: every candidate's share of the odds is a power of two in fixed point, so
 * their sum is exact and does not depend on the order in which candidates came. */
#include "score/decide.h"

#include "score/binary_log.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#define MILLIONTHS 1000000u
/* A candidate so far above up to SURE_COUNT - 1 others and absence leaves them all together less
 * than half a millionth: 64 × 2^-28 is a quarter of one. */
#define SURE_MARGIN 28000
#define SURE_COUNT  64

static bool is_better(const struct ras_candidate *a, const struct ras_candidate *b)
{
    return a->weight != b->weight ? a->weight > b->weight : a->resident < b->resident;
}

/* The best candidates, best first; most candidates fail at the first comparison. */
static void best_select(const struct ras_candidate *candidates, size_t count,
                        struct ras_decision *decision)
{
    struct ras_candidate *const best = decision->candidates;
    unsigned kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == RAS_CANDIDATES_SHOWN && !is_better(&candidates[i], &best[kept - 1]))
            continue;
        unsigned place = kept < RAS_CANDIDATES_SHOWN ? kept++ : kept - 1;
        for (; place > 0 && is_better(&candidates[i], &best[place - 1]); place--)
            best[place] = best[place - 1];
        best[place] = candidates[i];
    }
    decision->candidate_count = (uint8_t)kept;
}

/* Millionths, to the nearest. part <= whole < 2^64; a part is at most 2^36. */
static uint32_t share_of(uint64_t part, uint64_t whole)
{
    while (whole >> 43 != 0) { /* keeps part × 10^6 and the rounding below 2^64 */
        whole >>= 1;
        part >>= 1;
    }
    const uint64_t scaled = part * MILLIONTHS + whole / 2;
    if (scaled < whole) /* most candidates: nothing to divide */
        return 0;
    return (uint32_t)(scaled / whole);
}

int32_t ras_decide_absence(const struct ras_model *model, uint32_t resident_count)
{
    const uint32_t residents = resident_count > 0 ? resident_count : 1;
    return model->absence + ras_log2_millibits(ras_log2_count(residents));
}

/* Probabilities of the best candidates and of any, from all odds. */
static void odds_share(const struct ras_candidate *candidates, size_t count, int64_t absence,
                       struct ras_decision *decision)
{
    struct ras_candidate *const best = decision->candidates;
    const int64_t greatest = best[0].weight > absence ? best[0].weight : absence;
    uint64_t present = 0;
    for (size_t i = 0; i < count; i++)
        present += ras_power_of_two((uint64_t)(greatest - candidates[i].weight));
    const uint64_t whole = present + ras_power_of_two((uint64_t)(greatest - absence));
    for (unsigned i = 0; i < decision->candidate_count; i++)
        best[i].probability =
            share_of(ras_power_of_two((uint64_t)(greatest - best[i].weight)), whole);
    decision->present = share_of(present, whole);
}

/* What odds_share gives to a candidate far above all else: most matches, and nothing to divide. */
static void best_alone(struct ras_decision *decision)
{
    for (unsigned i = 0; i < decision->candidate_count; i++)
        decision->candidates[i].probability = i == 0 ? MILLIONTHS : 0;
    decision->present = MILLIONTHS;
}

void ras_decide(const struct ras_model *model, const struct ras_candidate *candidates, size_t count,
                uint32_t resident_count, struct ras_decision *decision)
{
    memset(decision, 0, sizeof *decision);
    decision->decision = RAS_DECISION_NONE;
    decision->pair_count = count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
    decision->margin = INT32_MAX;
    if (count == 0)
        return;
    assert(candidates != NULL);
    best_select(candidates, count, decision);
    struct ras_candidate *const best = decision->candidates;
    if (count > 1) {
        const int64_t margin = (int64_t)best[0].weight - best[1].weight;
        decision->margin = margin < INT32_MAX ? (int32_t)margin : INT32_MAX - 1;
    }

    /* All odds relative to the greatest; that nobody is the one weighs as much as a candidate of
     * log2(N × (1 - c) / c). */
    const int64_t absence = ras_decide_absence(model, resident_count);
    if (count <= SURE_COUNT && decision->margin >= SURE_MARGIN &&
        best[0].weight - absence >= SURE_MARGIN)
        best_alone(decision);
    else
        odds_share(candidates, count, absence, decision);
    if (decision->present < model->review_probability)
        return;
    const bool sure = best[0].probability >= model->match_probability &&
                      decision->margin >= model->match_margin && decision->margin > 0;
    decision->decision = sure ? RAS_DECISION_MATCH : RAS_DECISION_REVIEW;
}
