/* Counting right, wrong and missed. */
#include "engine/bench_tally.h"

#include "base/alloc.h"
#include "base/try.h"

#include <stdlib.h>
#include <string.h>

#define HALF             500000u
#define COMMUNE_ROWS_MIN 100u /* of a commune whose rate is told */
#define COMMUNE_CODES    100000u

/* What a labelled row comes to at probability one half, and what asking about it would. */
struct doubt {
    uint32_t distance; /* of the probability from one half */
    uint8_t wrong;
    uint8_t missed;
    uint8_t missed_asked; /* the true resident is not among the shown */
    uint64_t record;
};

struct ranked {
    int32_t odds;
    uint32_t right;
};

static bool is_shown(const struct ras_bench_row *row, uint32_t resident)
{
    for (unsigned i = 0; i < row->shown_count; i++)
        if (row->shown[i] == resident)
            return true;
    return false;
}

static bool has_candidate(const struct ras_bench_row *row)
{
    return row->resident != RAS_RESIDENT_NONE;
}

/* ---- at the set thresholds ---- */

static void decisions_count(const struct ras_bench_row *row, struct ras_bench_tally *tally)
{
    tally->rows++;
    tally->pairs += row->pair_count;
    tally->match += row->decision == RAS_DECISION_MATCH;
    tally->review += row->decision == RAS_DECISION_REVIEW;
    tally->none += row->decision == RAS_DECISION_NONE;
}

static void truth_count(const struct ras_bench_row *row, uint32_t resident,
                        struct ras_bench_tally *tally)
{
    const bool real = resident != RAS_RESIDENT_NONE;
    const bool linked = row->decision == RAS_DECISION_MATCH;
    const bool right = linked && real && row->resident == resident;
    const bool reviewed = real && row->decision == RAS_DECISION_REVIEW;
    tally->labelled++;
    tally->true_rows += real;
    tally->true_met += real && row->true_passes != 0;
    tally->links += linked;
    tally->right += right;
    tally->wrong += linked && !right;
    tally->missed += real && !right;
    tally->reviewed_true += reviewed;
    tally->reviewed_shown += reviewed && is_shown(row, resident);
}

/* ---- at equal shares of rows asked ---- */

static struct doubt doubt_of(const struct ras_bench_row *row, uint32_t resident)
{
    const bool real = resident != RAS_RESIDENT_NONE;
    const bool linked = has_candidate(row) && row->probability >= HALF;
    const bool right = linked && real && row->resident == resident;
    return (struct doubt){.distance = row->probability >= HALF ? row->probability - HALF
                                                               : HALF - row->probability,
                          .wrong = linked && !right,
                          .missed = real && !right,
                          .missed_asked = real && !is_shown(row, resident),
                          .record = row->record};
}

/* Nearest to the threshold first; the record id decides between equals, and between rows of one
 * record what they come to, so that no order of rows shows. */
static int doubt_compare(const void *a, const void *b)
{
    const struct doubt *const x = a;
    const struct doubt *const y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    const int x_sum = x->wrong * 4 + x->missed * 2 + x->missed_asked;
    const int y_sum = y->wrong * 4 + y->missed * 2 + y->missed_asked;
    return (x_sum > y_sum) - (x_sum < y_sum);
}

/* doubts: rows with a candidate, sorted; before are the errors of the rows without any, which
 * cannot be asked about. */
static void shares_count(const struct doubt *doubts, size_t count, uint64_t missed_unasked,
                         struct ras_bench_tally *tally)
{
    for (unsigned s = 0; s < RAS_BENCH_SHARES; s++) {
        struct ras_bench_share *const share = &tally->shares[s];
        const uint64_t budget = tally->labelled * ras_bench_shares[s] / 10000;
        *share = (struct ras_bench_share){.asked = budget < count ? budget : count,
                                          .missed = missed_unasked};
        for (size_t i = 0; i < count; i++) {
            const bool asked = i < share->asked;
            share->wrong += asked ? 0 : doubts[i].wrong;
            share->missed += asked ? doubts[i].missed_asked : doubts[i].missed;
        }
    }
}

/* ---- at the best threshold ---- */

static int ranked_compare(const void *a, const void *b)
{
    const struct ranked *const x = a;
    const struct ranked *const y = b;
    return (x->odds < y->odds) - (x->odds > y->odds);
}

/* F1 = 2 right / (links + true): the greatest, at the highest threshold that has it. */
static void best_find(const struct ranked *ranked, size_t count, struct ras_bench_tally *tally)
{
    uint64_t right = 0;
    tally->best_odds = RAS_BENCH_ODDS_MAX;
    tally->best_links = tally->best_right = 0;
    for (size_t i = 0; i < count; i++) {
        right += ranked[i].right;
        if (i + 1 < count && ranked[i + 1].odds == ranked[i].odds)
            continue;
        const uint64_t links = i + 1;
        if (right * (tally->best_links + tally->true_rows) >
            tally->best_right * (links + tally->true_rows)) {
            tally->best_odds = ranked[i].odds;
            tally->best_links = links;
            tally->best_right = right;
        }
    }
}

/* ---- questions of communes ---- */

struct commune_counts {
    uint32_t rows;
    uint32_t questions;
};

/* The most questions a row; of equals the smallest code. */
static void worst_find(const struct commune_counts *communes, struct ras_bench_tally *tally)
{
    for (uint32_t code = 1; code < COMMUNE_CODES; code++) {
        const uint64_t rows = communes[code].rows, questions = communes[code].questions;
        if (rows < COMMUNE_ROWS_MIN ||
            questions * tally->worst_rows < tally->worst_questions * rows ||
            (tally->worst_commune != 0 &&
             questions * tally->worst_rows == tally->worst_questions * rows))
            continue;
        tally->worst_commune = code;
        tally->worst_rows = rows;
        tally->worst_questions = questions;
    }
}

/* ---- all of it ---- */

struct tallying {
    struct doubt *doubts;
    struct ranked *ranked;
    struct commune_counts *communes;
    size_t count; /* of doubts and ranked */
    uint64_t missed_unasked;
};

static void row_take(struct tallying *tallying, const struct ras_bench_row *row,
                     const struct ras_bench_truth *truth, struct ras_bench_tally *tally)
{
    struct commune_counts *const commune =
        &tallying->communes[row->commune < COMMUNE_CODES ? row->commune : 0];
    decisions_count(row, tally);
    commune->rows++;
    commune->questions += row->decision == RAS_DECISION_REVIEW;
    if (row->truth == RAS_BENCH_NO_TRUTH)
        return;
    const uint32_t resident = ras_bench_true_resident(truth, row);
    truth_count(row, resident, tally);
    if (!has_candidate(row)) {
        tallying->missed_unasked += resident != RAS_RESIDENT_NONE;
        return;
    }
    tallying->doubts[tallying->count] = doubt_of(row, resident);
    tallying->ranked[tallying->count++] =
        (struct ranked){.odds = row->odds, .right = row->resident == resident};
}

enum ras_status ras_bench_tally(const struct ras_bench_span *spans, size_t span_count,
                                const struct ras_bench_truth *truth, struct ras_bench_tally *tally,
                                struct ras_error *error)
{
    struct tallying tallying = {.count = 0};
    enum ras_status status = RAS_OK;
    size_t count = 1; /* room for nothing may be no room */
    for (size_t i = 0; i < span_count; i++)
        count += spans[i].count;
    tallying.doubts = ras_alloc_zeroed(count, sizeof tallying.doubts[0]);
    tallying.ranked = ras_alloc_zeroed(count, sizeof tallying.ranked[0]);
    tallying.communes = ras_alloc_zeroed(COMMUNE_CODES, sizeof tallying.communes[0]);
    if (tallying.doubts == NULL || tallying.ranked == NULL || tallying.communes == NULL) {
        status = ras_no_memory(error, count * sizeof tallying.doubts[0]);
        goto done;
    }
    for (size_t i = 0; i < span_count; i++)
        for (size_t row = 0; row < spans[i].count; row++)
            row_take(&tallying, &spans[i].rows[row], truth, tally);
    qsort(tallying.doubts, tallying.count, sizeof tallying.doubts[0], doubt_compare);
    qsort(tallying.ranked, tallying.count, sizeof tallying.ranked[0], ranked_compare);
    shares_count(tallying.doubts, tallying.count, tallying.missed_unasked, tally);
    best_find(tallying.ranked, tallying.count, tally);
    worst_find(tallying.communes, tally);
    status = ras_bench_estimate(spans, span_count, &tally->estimate, error);
done:
    ras_free(tallying.doubts);
    ras_free(tallying.ranked);
    ras_free(tallying.communes);
    return status;
}
