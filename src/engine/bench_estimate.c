/* What the rows tell without a truth.
 *
 * The weights say how likely each candidate is the one; summed up, how many links are right and how
 * many persons were found. Who was missed by every pass is estimated from the passes' overlaps, as
 * animals are counted by catching them again: a pass is an occasion, the rows are parted by the
 * passes they have a key for, and the persons found by one pass alone (f1) and by two (f2) tell of
 * those found by none: f1 (f1 - 1) / 2 (f2 + 1), a lower bound where passes catch unequally well.
 * Where rows have one pass only, there are no overlaps: how often that pass finds what others find
 * is taken from the other rows. Rows with a key for no pass are out of reach, and counted.
 * Source: A. Chao, "Estimating the Population Size for Capture-Recapture Data with Unequal
 * Catchability", Biometrics 43 (1987). */
#include "base/alloc.h"
#include "base/try.h"
#include "engine/bench_tally.h"

#include <stdbool.h>

#define MILLIONTHS 1000000
#define HALF       500000u
#define KEY_SETS   65536u
#define OCCASIONS  2

/* Rows that have keys for the same passes; sums of probabilities in millionths. */
struct key_set {
    uint64_t rows;
    uint64_t found;             /* rows whose best candidate is more likely than not */
    uint64_t mass;              /* their probabilities */
    uint64_t caught[OCCASIONS]; /* ... by one pass, by two */
    uint64_t beyond;            /* ... by none, but by a closer look */
};

struct overlaps {
    struct key_set *sets;
    uint64_t by_others[RAS_PASS_COUNT]; /* found by another pass, with a key for this one */
    uint64_t by_both[RAS_PASS_COUNT];   /* ... and by this one too */
};

static void row_take(const struct ras_bench_row *row, struct overlaps *overlaps)
{
    struct key_set *const set = &overlaps->sets[row->keyed];
    set->rows++;
    if (row->resident == RAS_RESIDENT_NONE || row->expected < HALF)
        return;
    const unsigned times = (unsigned)__builtin_popcount(row->passes);
    set->found++;
    set->mass += row->expected;
    if (times >= 1 && times <= OCCASIONS)
        set->caught[times - 1] += row->expected;
    set->beyond += times == 0 ? row->expected : 0;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        const uint32_t bit = UINT32_C(1) << pass;
        if ((row->keyed & bit) == 0 || (row->passes & ~bit) == 0)
            continue;
        overlaps->by_others[pass] += row->expected;
        overlaps->by_both[pass] += (row->passes & bit) != 0 ? row->expected : 0;
    }
}

/* Persons that none of several passes found. */
static double several_lost(const struct key_set *set)
{
    const double once = (double)set->caught[0] / MILLIONTHS;
    const double twice = (double)set->caught[1] / MILLIONTHS;
    return once > 1 ? once * (once - 1) / (2 * (twice + 1)) : 0;
}

/* Persons that the only pass did not find; false where no other row tells how well it finds. */
static bool single_lost(const struct overlaps *overlaps, const struct key_set *set, unsigned pass,
                        double *lost)
{
    const double others = (double)overlaps->by_others[pass], both = (double)overlaps->by_both[pass];
    if (!(both > 0))
        return false;
    *lost = (double)set->mass / MILLIONTHS * (others - both) / both;
    return true;
}

static void lost_sum(const struct overlaps *overlaps, struct ras_bench_estimate *estimate)
{
    estimate->lost_known = true;
    for (uint32_t keyed = 1; keyed < KEY_SETS; keyed++) {
        const struct key_set *const set = &overlaps->sets[keyed];
        const double unfound = (double)(set->rows - set->found);
        double lost = 0;
        if (set->rows == 0)
            continue;
        if ((keyed & (keyed - 1)) != 0)
            lost = several_lost(set);
        else if (!single_lost(overlaps, set, (unsigned)__builtin_ctz(keyed), &lost) &&
                 set->found < set->rows)
            estimate->lost_known = false;
        lost -= (double)set->beyond / MILLIONTHS; /* not lost after all */
        lost = lost < 0 ? 0 : lost;
        estimate->lost += lost < unfound ? lost : unfound;
    }
}

enum ras_status ras_bench_estimate(const struct ras_bench_span *spans, size_t span_count,
                                   struct ras_bench_estimate *estimate, struct ras_error *error)
{
    struct overlaps overlaps = {.sets = ras_alloc_zeroed(KEY_SETS, sizeof overlaps.sets[0])};
    uint64_t right = 0, present = 0, rows = 0;
    if (overlaps.sets == NULL)
        return ras_no_memory(error, KEY_SETS * sizeof overlaps.sets[0]);
    for (size_t i = 0; i < span_count; i++)
        for (size_t at = 0; at < spans[i].count; at++) {
            const struct ras_bench_row *const row = &spans[i].rows[at];
            row_take(row, &overlaps);
            right += row->decision == RAS_DECISION_MATCH ? row->expected : 0;
            present += row->present;
            rows++;
        }
    const uint64_t unreached = overlaps.sets[0].rows;
    *estimate = (struct ras_bench_estimate){.right = (double)right / MILLIONTHS,
                                            .found = (double)present / MILLIONTHS,
                                            .unreached = unreached};
    lost_sum(&overlaps, estimate);
    /* persons out of reach are residents as often as the others are */
    const double reached = (double)(rows - unreached);
    if (reached > 0)
        estimate->unreached_persons =
            (double)unreached * (estimate->found + estimate->lost) / reached;
    ras_free(overlaps.sets);
    return RAS_OK;
}
