/* Strategies compared on one night's files.
 *
 *   index ─ truth ─┬─ strategy: every source read and decided ─ tallies ─ details ─┬─ report
 *                  └─ strategy: ...                                                ┘
 *
 * One strategy after another, so that none is measured while another runs; the rows of one strategy
 * are in memory at a time. Nothing is published and no run is made. */
#include "base/alloc.h"
#include "base/clock.h"
#include "base/peak_memory.h"
#include "base/try.h"
#include "engine/bench_collective.h"
#include "engine/bench_tally.h"
#include "engine/bench_write.h"
#include "engine/resident_index.h"
#include "rasoat/engine.h"

#include <stdio.h>
#include <string.h>

struct bench {
    struct ras_context *context;
    const struct ras_bench_options *options;
    struct ras_resident_index residents;
    struct ras_bench_truth truth;
    struct ras_strategy strategies[RAS_STRATEGIES_MAX];
    unsigned strategy_count;
    struct ras_bench_report report;
};

/* ---- which strategies ---- */

static enum ras_status strategy_unknown(const struct ras_config *config, struct ras_bytes name,
                                        struct ras_error *error)
{
    const char *names[RAS_STRATEGIES_MAX];
    char list[300] = "";
    size_t used = 0;
    const size_t count = ras_config_strategy_names(config, names);
    for (size_t i = 0; i < count && used < sizeof list; i++)
        used +=
            (size_t)snprintf(list + used, sizeof list - used, "%s%s", i == 0 ? "" : ", ", names[i]);
    return ras_fail(error, RAS_USAGE, "no strategy '%.*s'; there are %s", (int)name.length,
                    name.data, list);
}

static enum ras_status strategy_add(struct bench *bench, struct ras_bytes name,
                                    struct ras_error *error)
{
    char text[RAS_STRATEGY_NAME_MAX + 1];
    struct ras_strategy strategy;
    if (name.length > RAS_STRATEGY_NAME_MAX)
        return strategy_unknown(bench->context->config, name, error);
    memcpy(text, name.data, name.length);
    text[name.length] = '\0';
    if (!ras_config_strategy_find(bench->context->config, text, &strategy))
        return strategy_unknown(bench->context->config, name, error);
    for (unsigned i = 0; i < bench->strategy_count; i++)
        if (strcmp(bench->strategies[i].name, strategy.name) == 0)
            return ras_fail(error, RAS_USAGE, "strategy '%s' is named twice", strategy.name);
    bench->strategies[bench->strategy_count++] = strategy;
    return RAS_OK;
}

static enum ras_status strategies_choose(struct bench *bench, struct ras_error *error)
{
    const char *at = bench->options->strategies;
    const char *names[RAS_STRATEGIES_MAX];
    if (at == NULL) {
        const size_t count = ras_config_strategy_names(bench->context->config, names);
        for (size_t i = 0; i < count; i++)
            RAS_TRY(strategy_add(bench, (struct ras_bytes){names[i], strlen(names[i])}, error));
        return RAS_OK;
    }
    do {
        const size_t length = strcspn(at, ",");
        RAS_TRY(strategy_add(bench, (struct ras_bytes){at, length}, error));
        at += length;
    } while (*at++ == ',');
    return RAS_OK;
}

/* ---- the report's room ---- */

static enum ras_status room_make(void *target, size_t count, size_t bytes, struct ras_error *error)
{
    void *const room = ras_alloc_zeroed(count, bytes);
    memcpy(target, &room, sizeof room);
    return room == NULL ? ras_no_memory(error, count * bytes) : RAS_OK;
}

static enum ras_status strategy_room(const struct bench *bench, const struct ras_strategy *strategy,
                                     struct ras_bench_strategy *told, struct ras_error *error)
{
    const struct ras_bench_report *const report = &bench->report;
    const char *const *const names = bench->truth.names.data;
    told->name = strategy->name;
    told->english = strategy->english;
    told->vietnamese = strategy->vietnamese;
    RAS_TRY(room_make(&told->tallies, report->source_count + 1, sizeof told->tallies[0], error));
    RAS_TRY(room_make(&told->passes, report->pass_count, sizeof told->passes[0], error));
    RAS_TRY(room_make(&told->classes, report->class_count, sizeof told->classes[0], error));
    for (unsigned pass = 0; pass < report->pass_count; pass++)
        told->passes[pass] =
            (struct ras_bench_pass){.name = ras_pass_name((enum ras_pass)pass),
                                    .vietnamese = ras_pass_vietnamese((enum ras_pass)pass),
                                    .used = (strategy->passes >> pass & 1) != 0};
    for (unsigned class = 0; class < report->class_count; class ++)
        told->classes[class].name = class == 0 ? "" : names[class - 1];
    return RAS_OK;
}

static enum ras_status report_begin(struct bench *bench, struct ras_error *error)
{
    const struct ras_config *const config = bench->context->config;
    bench->report = (struct ras_bench_report){
        .purpose = config->purpose,
        .as_of = config->as_of,
        .resident_count = bench->residents.index->counts.resident_count,
        .truth_given = bench->truth.given,
        .truth_lines = bench->truth.lines.count + bench->truth.other_source_count,
        .truth_unlisted = bench->truth.unlisted,
        .truth_other_sources = bench->truth.other_source_count,
        .source_count = (uint32_t)config->source_count,
        .pass_count = RAS_PASS_COUNT,
        .class_count = (uint32_t)bench->truth.names.count + 1,
        .vietnamese = bench->options->vietnamese};
    RAS_TRY(room_make(&bench->report.strategies, bench->strategy_count,
                      sizeof bench->report.strategies[0], error));
    for (unsigned i = 0; i < bench->strategy_count; i++) {
        bench->report.strategy_count = i + 1;
        RAS_TRY(strategy_room(bench, &bench->strategies[i], &bench->report.strategies[i], error));
    }
    return RAS_OK;
}

static void report_end(struct bench *bench)
{
    for (unsigned i = 0; i < bench->report.strategy_count; i++) {
        ras_free(bench->report.strategies[i].tallies);
        ras_free(bench->report.strategies[i].passes);
        ras_free(bench->report.strategies[i].classes);
    }
    ras_free(bench->report.strategies);
}

/* ---- one strategy ---- */

static uint64_t truth_lines_of(const struct ras_bench_truth *truth, unsigned source)
{
    const struct ras_bench_truth_line *const lines = truth->lines.data;
    uint64_t count = 0;
    for (size_t i = 0; i < truth->lines.count; i++)
        count += lines[i].source == source;
    return count;
}

static enum ras_status tallies_make(const struct bench *bench, const struct ras_bench_rows *rows,
                                    const struct ras_bench_span *spans,
                                    struct ras_bench_strategy *told, struct ras_error *error)
{
    const uint32_t source_count = bench->report.source_count;
    struct ras_bench_tally *const all = &told->tallies[source_count];
    uint64_t closer_pairs = 0;
    for (unsigned source = 0; source < source_count; source++) {
        struct ras_bench_tally *const tally = &told->tallies[source];
        tally->name = bench->context->config->sources[source].name;
        RAS_TRY(ras_bench_tally(&spans[source], 1, &bench->truth, tally, error));
        tally->pairs += rows[source].closer_pair_count;
        closer_pairs += rows[source].closer_pair_count;
        tally->rejected = rows[source].reject_count;
        tally->truth_unseen = truth_lines_of(&bench->truth, source) - tally->labelled;
        all->rejected += tally->rejected;
        all->truth_unseen += tally->truth_unseen;
    }
    RAS_TRY(ras_bench_tally(spans, source_count, &bench->truth, all, error));
    all->pairs += closer_pairs;
    return RAS_OK;
}

static void passes_sum(const struct ras_bench_rows *rows, struct ras_bench_strategy *told)
{
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        told->passes[pass].pairs += rows->passes[pass].pairs;
        told->passes[pass].added += rows->passes[pass].added;
        told->passes[pass].only += rows->passes[pass].only;
        told->passes[pass].refined += rows->passes[pass].refined;
        told->passes[pass].capped += rows->passes[pass].capped;
    }
    told->seconds += rows->seconds;
}

static enum ras_status strategy_run(struct bench *bench, const struct ras_strategy *strategy,
                                    struct ras_bench_strategy *told, struct ras_error *error)
{
    struct ras_context *const context = bench->context;
    struct ras_model model = context->config->base_model;
    struct ras_bench_rows rows[RAS_RUN_SOURCES_MAX];
    struct ras_bench_span spans[RAS_RUN_SOURCES_MAX];
    unsigned taken = 0;
    enum ras_status status = RAS_OK;
    ras_strategy_apply(strategy, &model);
    told->match_probability = model.match_probability;
    ras_peak_memory_reset();
    while (taken < context->config->source_count) {
        const unsigned source = taken++;
        ras_bench_rows_init(&rows[source]);
        RAS_TRY_DONE(ras_bench_rows_take(context, bench->residents.index, &model, source,
                                         &bench->truth, &rows[source], error));
        spans[source] = (struct ras_bench_span){rows[source].rows.data, rows[source].rows.count};
        passes_sum(&rows[source], told);
    }
    if (strategy->collective)
        RAS_TRY_DONE(ras_bench_collective(context, bench->residents.index, strategy, &model,
                                          &bench->truth, rows, &told->seconds, error));
    told->peak_bytes = ras_peak_memory();
    RAS_TRY_DONE(tallies_make(bench, rows, spans, told, error));
    ras_bench_details(spans, taken, &bench->truth, told);
done:
    for (unsigned i = 0; i < taken; i++)
        ras_bench_rows_fini(&rows[i]);
    return status;
}

/* ---- all of it ---- */

static enum ras_status compare(struct bench *bench, char **text, struct ras_error *error)
{
    struct ras_context *const context = bench->context;
    RAS_TRY(strategies_choose(bench, error));
    RAS_TRY(ras_resident_index_look(context, &bench->residents, error));
    ras_context_stage(context, "truth", "");
    if (bench->options->truth != NULL)
        RAS_TRY(ras_bench_truth_read(&bench->truth, bench->options->truth, context,
                                     bench->residents.index, error));
    RAS_TRY(report_begin(bench, error));
    for (unsigned i = 0; i < bench->strategy_count; i++)
        RAS_TRY(strategy_run(bench, &bench->strategies[i], &bench->report.strategies[i], error));
    return ras_bench_write(&bench->report, bench->options, text, error);
}

enum ras_status ras_engine_bench(const struct ras_config *config,
                                 const struct ras_engine_options *options,
                                 const struct ras_bench_options *bench_options, char **text,
                                 struct ras_error *error)
{
    struct ras_context context;
    struct bench bench = {.context = &context, .options = bench_options};
    *text = NULL;
    ras_bench_truth_init(&bench.truth);
    enum ras_status status = ras_context_init(&context, config, options, error);
    if (status == RAS_OK)
        status = compare(&bench, text, error);
    report_end(&bench);
    ras_resident_index_fini(&bench.residents);
    ras_bench_truth_fini(&bench.truth);
    ras_context_fini(&context);
    return status;
}
