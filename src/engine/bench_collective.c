/* A run without files: its first readings and its closer look, by the very code of the nightly job,
 * and what they decided brought to the rows of a comparison. */
#include "engine/bench_collective.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/try.h"
#include "engine/bench_tally.h"
#include "engine/run.h"

#include <assert.h>
#include <string.h>

/* ---- the run ---- */

static enum ras_status run_decide(struct ras_run *run, const struct ras_bench_rows *rows,
                                  struct ras_error *error)
{
    const struct ras_config *const config = run->context->config;
    run->communes_seen = ras_alloc_zeroed(RAS_COMMUNE_SEEN_BYTES, 1);
    run->sources = ras_alloc_zeroed(config->source_count, sizeof run->sources[0]);
    if (run->communes_seen == NULL || run->sources == NULL)
        return ras_no_memory(error, config->source_count * sizeof run->sources[0]);
    for (unsigned i = 0; i < config->source_count; i++) {
        ras_source_run_init(&run->sources[i], &config->sources[i], i);
        run->source_count = i + 1;
        run->sources[i].skipped = rows[i].skipped;
        if (!rows[i].skipped)
            RAS_TRY(ras_run_first_reading(run, &run->sources[i], error));
    }
    return ras_run_closer_look(run, error);
}

static void run_end(struct ras_run *run)
{
    for (unsigned i = 0; i < run->source_count; i++)
        ras_source_run_fini(&run->sources[i]);
    ras_free(run->sources);
    ras_free(run->communes_seen);
}

/* ---- from states to rows ---- */

static void shown_add(struct ras_bench_row *row, uint32_t resident)
{
    for (unsigned i = 0; i < row->shown_count; i++)
        if (row->shown[i] == resident)
            return;
    if (row->shown_count < RAS_CANDIDATES_SHOWN)
        row->shown[row->shown_count++] = resident;
}

/* Who a person would see: what the closer look shows for review, else its best candidate and those
 * that the row alone had. */
static void shown_take(struct ras_bench_row *row, const struct ras_shown *shown)
{
    const struct ras_bench_row before = *row;
    row->shown_count = 0;
    for (unsigned i = 0; shown != NULL && i < shown->count; i++)
        shown_add(row, shown->candidates[i].resident);
    if (shown != NULL)
        return;
    shown_add(row, row->resident);
    for (unsigned i = 0; i < before.shown_count; i++)
        shown_add(row, before.shown[i]);
}

static void row_take(const struct ras_index *index, const struct ras_row_state *state,
                     const struct ras_shown *shown, struct ras_bench_row *row)
{
    row->decision = state->decision;
    if (state->resident == RAS_RESIDENT_NONE)
        return;
    row->resident = state->resident;
    row->probability = row->expected = row->present = state->probability;
    row->odds = ras_bench_odds(state->probability);
    row->weight = state->weight * 10;
    row->passes = state->passes & ((1u << RAS_PASS_COUNT) - 1);
    if (row->commune == 0)
        row->commune = index->residents[state->resident].commune;
    shown_take(row, shown);
    for (unsigned i = 1; shown != NULL && i < shown->count; i++)
        row->present += shown->candidates[i].probability;
}

/* The wide search met the true resident where no pass did. */
static void truth_take(const struct ras_bench_truth *truth, struct ras_bench_row *row)
{
    if (row->truth == RAS_BENCH_NO_TRUTH || row->true_passes != 0)
        return;
    const uint32_t resident = ras_bench_true_resident(truth, row);
    for (unsigned i = 0; i < row->shown_count; i++)
        if (row->shown[i] == resident)
            row->true_passes = UINT32_C(1) << RAS_PASS_CLOSER;
}

static void source_take(const struct ras_index *index, const struct ras_source_run *source,
                        const struct ras_bench_truth *truth, struct ras_bench_rows *rows)
{
    const struct ras_row_state *const states = ras_source_states(source);
    const struct ras_shown *shown = source->shown.data;
    const struct ras_shown *const shown_end =
        source->shown.count > 0 ? shown + source->shown.count : shown;
    struct ras_bench_row *row = rows->rows.data;
    rows->closer_pair_count = source->closer_pair_count;
    for (uint32_t i = 0; i < source->states.count; i++) {
        while (shown < shown_end && shown->row < i)
            shown++;
        if (states[i].rejected)
            continue;
        if ((states[i].passes >> RAS_PASS_CLOSER & 1) != 0 ||
            states[i].decision != row->decision) { /* else it is what it was */
            row_take(index, &states[i], shown < shown_end && shown->row == i ? shown : NULL, row);
            truth_take(truth, row);
        }
        row++;
    }
    assert(row == (struct ras_bench_row *)rows->rows.data + rows->rows.count);
}

enum ras_status
ras_bench_collective(const struct ras_context *context, const struct ras_index *index,
                     const struct ras_strategy *strategy, const struct ras_model *model,
                     const struct ras_bench_truth *truth, struct ras_bench_rows *rows,
                     double *seconds, struct ras_error *error)
{
    struct ras_config config = *context->config;
    struct ras_context own = *context;
    struct ras_run run = {.context = &own, .index = index, .directory = {.directory = -1}};
    const uint64_t start = ras_clock_ns();
    config.model = *model;
    config.strategy = *strategy;
    own.config = &config;
    const enum ras_status status = run_decide(&run, rows, error);
    *seconds = (double)(ras_clock_ns() - start) / 1e9;
    for (unsigned i = 0; status == RAS_OK && i < run.source_count; i++)
        if (!rows[i].skipped)
            source_take(index, &run.sources[i], truth, &rows[i]);
    run_end(&run);
    return status;
}
