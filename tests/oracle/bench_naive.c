#include "oracle/bench_naive.h"

#include <stdlib.h>

static uint32_t true_of(const struct ras_bench_truth *truth, const struct ras_bench_row *row)
{
    return ((const struct ras_bench_truth_line *)truth->lines.data)[row->truth].resident;
}

void bench_naive_decisions(const struct ras_bench_row *rows, size_t count,
                           const struct ras_bench_truth *truth, struct ras_bench_tally *tally)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].truth == RAS_BENCH_NO_TRUTH)
            continue;
        const uint32_t real = true_of(truth, &rows[i]);
        const uint32_t link =
            rows[i].decision == RAS_DECISION_MATCH ? rows[i].resident : RAS_RESIDENT_NONE;
        tally->labelled++;
        if (real != RAS_RESIDENT_NONE)
            tally->true_rows++;
        if (link != RAS_RESIDENT_NONE)
            tally->links++;
        if (link != RAS_RESIDENT_NONE && link == real)
            tally->right++;
        if (link != RAS_RESIDENT_NONE && link != real)
            tally->wrong++;
        if (real != RAS_RESIDENT_NONE && link != real)
            tally->missed++;
    }
}

static uint32_t distance_of(const struct ras_bench_row *row)
{
    return row->probability >= 500000 ? row->probability - 500000 : 500000 - row->probability;
}

void bench_naive_share(const struct ras_bench_row *rows, size_t count,
                       const struct ras_bench_truth *truth, uint64_t budget,
                       struct ras_bench_share *share)
{
    bool *const asked = calloc(count + 1, sizeof *asked);
    *share = (struct ras_bench_share){0, 0, 0};
    for (; budget > 0; budget--) {
        size_t nearest = count;
        for (size_t i = 0; i < count; i++) {
            if (asked[i] || rows[i].truth == RAS_BENCH_NO_TRUTH ||
                rows[i].resident == RAS_RESIDENT_NONE)
                continue;
            if (nearest == count || distance_of(&rows[i]) < distance_of(&rows[nearest]) ||
                (distance_of(&rows[i]) == distance_of(&rows[nearest]) &&
                 rows[i].record < rows[nearest].record))
                nearest = i;
        }
        if (nearest == count)
            break;
        asked[nearest] = true;
        share->asked++;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t link = RAS_RESIDENT_NONE;
        if (rows[i].truth == RAS_BENCH_NO_TRUTH)
            continue;
        const uint32_t real = true_of(truth, &rows[i]);
        if (asked[i]) {
            for (unsigned k = 0; k < rows[i].shown_count; k++)
                if (rows[i].shown[k] == real)
                    link = real;
        } else if (rows[i].probability >= 500000) {
            link = rows[i].resident;
        }
        share->wrong += link != RAS_RESIDENT_NONE && link != real;
        share->missed += real != RAS_RESIDENT_NONE && link != real;
    }
    free(asked);
}

double bench_naive_best(const struct ras_bench_row *rows, size_t count,
                        const struct ras_bench_truth *truth)
{
    double best = 0;
    for (size_t at = 0; at < count; at++) {
        double links = 0, right = 0, real_count = 0;
        for (size_t i = 0; i < count; i++) {
            if (rows[i].truth == RAS_BENCH_NO_TRUTH)
                continue;
            const uint32_t real = true_of(truth, &rows[i]);
            const bool linked =
                rows[i].resident != RAS_RESIDENT_NONE && rows[i].odds >= rows[at].odds;
            real_count += real != RAS_RESIDENT_NONE;
            links += linked;
            right += linked && rows[i].resident == real;
        }
        const double f1 = links + real_count > 0 ? 2 * right / (links + real_count) : 0;
        best = f1 > best ? f1 : best;
    }
    return best;
}
