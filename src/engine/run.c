/* The nightly run.
 *
 *   lock ─ index ─┬─ first reading of every source   (match; 64 bytes kept of each row)
 *                 ├─ settle every source             (duplicates, shared numbers, facts)
 *                 ├─ second reading of every source  (lines, issues, tasks, counts)
 *                 └─ worklists ─ figures ─ timing ─ manifest ─ publish
 *
 * Who holds what: the calling thread runs the stages one after another and is the producer of each
 * pipeline; workers hold one chunk each and tools of their own; the index, the units and the model
 * are shared and never written to; a source's states are written by its first reading and its
 * settling, and only read by its second reading. Facts about residents are complete before any
 * second reading begins, so that what a source says of another does not depend on their order. */
#include "engine/run.h"

#include "base/alloc.h"
#include "base/block_store.h"
#include "base/clock.h"
#include "base/try.h"
#include "engine/run_outputs.h"
#include "engine/source_rows.h"
#include "record/date.h"

#include <assert.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static void warn(struct ras_run_result *result, const char *format, ...) RAS_PRINTF(2, 3);

static void warn(struct ras_run_result *result, const char *format, ...)
{
    const unsigned max = sizeof result->warnings / sizeof result->warnings[0];
    va_list arguments;
    if (result->warning_count >= max)
        return;
    va_start(arguments, format);
    (void)vsnprintf(result->warnings[result->warning_count++], sizeof result->warnings[0], format,
                    arguments);
    va_end(arguments);
}

static double seconds_since(uint64_t start_ns)
{
    return (double)(ras_clock_ns() - start_ns) / 1e9;
}

/* ---- communes and populations ---- */

static void residents_seen(struct ras_run *run)
{
    for (uint64_t i = 0; i < run->index->counts.resident_count; i++) {
        const uint32_t commune = run->index->residents[i].commune;
        if (commune < RAS_COMMUNE_CODES)
            run->communes_seen[commune / 8] |= (uint8_t)(1u << commune % 8);
    }
}

/* Every commune of today that a resident or a row has, rising, and "unknown" at the end. */
static enum ras_status slots_make(struct ras_run *run, struct ras_error *error)
{
    uint32_t count = 1;
    for (uint32_t code = 1; code < RAS_COMMUNE_CODES; code++)
        count += run->communes_seen[code / 8] >> code % 8 & 1;
    run->slot_codes = ras_alloc_zeroed(count, sizeof run->slot_codes[0]);
    run->slot_numbers = ras_alloc_zeroed(RAS_COMMUNE_CODES, sizeof run->slot_numbers[0]);
    if (run->slot_codes == NULL || run->slot_numbers == NULL)
        return ras_no_memory(error, RAS_COMMUNE_CODES * sizeof run->slot_numbers[0]);
    for (uint32_t code = 0; code < RAS_COMMUNE_CODES; code++) {
        const bool seen = code != 0 && (run->communes_seen[code / 8] >> code % 8 & 1) != 0;
        run->slot_numbers[code] = seen ? run->slot_count : count - 1;
        if (seen)
            run->slot_codes[run->slot_count++] = code;
    }
    run->slot_codes[run->slot_count++] = 0;
    run->metrics = ras_metrics_create(run->source_count, run->slot_count);
    return run->metrics == NULL ? ras_no_memory(error, run->slot_count) : RAS_OK;
}

static bool in_population(const struct ras_run *run, enum ras_source_kind kind,
                          const struct ras_resident *resident)
{
    const struct ras_config *const config = run->context->config;
    if (resident->status == RAS_STATUS_DEAD || resident->birth_date == 0)
        return false;
    const int age = ras_date_years_between(resident->birth_date, config->as_of);
    return age >= (int)config->quality.population_age_min[kind] &&
           age <= (int)config->quality.population_age_max[kind];
}

/* Which residents occur in a source, a bit each. In a civil registry a resident occurs by its
 * birth: a death or a marriage does not register a birth. */
static void occurrences_mark(const struct ras_run *run, const struct ras_source_run *source,
                             uint8_t *occurs)
{
    const struct ras_row_state *const states = ras_source_states(source);
    const bool civil = source->config->kind == RAS_KIND_CIVIL_REGISTRY;
    for (size_t i = 0; i < source->states.count; i++) {
        if (states[i].rejected || states[i].decision != RAS_DECISION_MATCH ||
            (civil && states[i].event_type != RAS_EVENT_BIRTH))
            continue;
        assert(states[i].resident < run->index->counts.resident_count);
        occurs[states[i].resident / 8] |= (uint8_t)(1u << states[i].resident % 8);
    }
}

/* Coverage: how many residents of the source's population occur in it. */
static enum ras_status population_count(struct ras_run *run, const struct ras_source_run *source,
                                        struct ras_error *error)
{
    const uint64_t resident_count = run->index->counts.resident_count;
    const bool civil = source->config->kind == RAS_KIND_CIVIL_REGISTRY;
    uint8_t *const occurs = ras_alloc_zeroed(resident_count / 8 + 1, 1);
    if (occurs == NULL)
        return ras_no_memory(error, resident_count / 8 + 1);
    occurrences_mark(run, source, occurs);
    for (uint64_t i = 0; i < resident_count; i++) {
        const struct ras_resident *const resident = &run->index->residents[i];
        const uint32_t slot = ras_run_slot(run, resident->commune);
        if (in_population(run, source->config->kind, resident))
            ras_metrics_population(run->metrics, source->source_index, slot,
                                   (occurs[i / 8] >> i % 8 & 1) != 0);
        if (civil && resident->status == RAS_STATUS_DEAD)
            ras_metrics_deaths(run->metrics, source->source_index, slot,
                               run->facts[i].death_registered);
    }
    ras_free(occurs);
    return RAS_OK;
}

/* ---- stages ---- */

/* An optional source that is missing or broken is left out and told; any other stops the run. */
static enum ras_status source_read(struct ras_run *run, struct ras_source_run *source,
                                   struct ras_run_result *result, struct ras_error *error)
{
    struct ras_error cause = {.status = RAS_OK};
    enum ras_status status = ras_run_first_reading(run, source, &cause);
    if (status == RAS_OK && source->summary.row_count == 0)
        status = ras_fail(&cause, RAS_BAD_INPUT, "source '%s' holds no rows, only a header",
                          source->config->name);
    const bool broken = status == RAS_INPUT_MISSING || status == RAS_BAD_INPUT;
    if (broken && source->config->optional) {
        const struct ras_source_config *const config = source->config;
        const unsigned source_index = source->source_index;
        char rejects[80];
        (void)snprintf(rejects, sizeof rejects, "rejects/%s.csv", config->name);
        ras_run_directory_drop(&run->directory, rejects);
        warn(result, "optional source '%s' left out: %s", config->name, cause.message);
        ras_source_run_fini(source);
        ras_source_run_init(source, config, source_index);
        source->skipped = source->summary.skipped = true;
        return RAS_OK;
    }
    if (status != RAS_OK && error != NULL)
        *error = cause;
    return status;
}

static enum ras_status sources_match(struct ras_run *run, struct ras_run_result *result,
                                     struct ras_run_times *times, struct ras_error *error)
{
    uint64_t start = ras_clock_ns();
    bool any = false;
    for (unsigned i = 0; i < run->source_count; i++) {
        RAS_TRY(source_read(run, &run->sources[i], result, error));
        any = any || !run->sources[i].skipped;
    }
    if (!any)
        return ras_fail(error, RAS_INPUT_MISSING,
                        "every source was left out, nothing can be published; %s",
                        result->warnings[0]);
    times->match_seconds = seconds_since(start);
    start = ras_clock_ns();
    RAS_TRY(ras_run_closer_look(run, error));
    for (unsigned i = 0; i < run->source_count; i++)
        if (!run->sources[i].skipped)
            RAS_TRY(ras_run_settle(run, &run->sources[i], error));
    times->settle_seconds = seconds_since(start);
    return RAS_OK;
}

static enum ras_status sources_write(struct ras_run *run, struct ras_run_times *times,
                                     struct ras_error *error)
{
    const uint64_t start = ras_clock_ns();
    RAS_TRY(slots_make(run, error));
    for (unsigned i = 0; i < run->source_count; i++) {
        struct ras_source_run *const source = &run->sources[i];
        if (source->skipped)
            continue;
        RAS_TRY(ras_run_second_reading(run, source, error));
        RAS_TRY(population_count(run, source, error));
        ras_vector_fini(&source->states);
        (void)ras_block_store_empty(); /* here the run holds most: nothing is kept idle */
    }
    times->write_seconds = seconds_since(start);
    return RAS_OK;
}

static bool rejects_exceed(const struct ras_run *run, struct ras_error *error)
{
    for (unsigned i = 0; i < run->source_count; i++) {
        const struct ras_source_summary *const summary = &run->sources[i].summary;
        if (!ras_rejects_exceed(run->context->config, summary->reject_count, summary->row_count))
            continue;
        (void)ras_fail(error, RAS_TOO_MANY_REJECTS,
                       "source '%s': %llu of %llu rows rejected, more than the limit of %.1f %%; "
                       "see rejects/%s.csv of this run; nothing was published",
                       summary->name, (unsigned long long)summary->reject_count,
                       (unsigned long long)summary->row_count,
                       run->context->config->reject_share_max * 100, summary->name);
        return true;
    }
    return false;
}

static void result_fill(const struct ras_run *run, struct ras_run_result *result)
{
    result->source_count = run->source_count;
    result->resident_count = run->index->counts.resident_count;
    result->index_reused = run->residents.reused;
    (void)snprintf(result->run_id, sizeof result->run_id, "%s", run->directory.run_id);
    (void)snprintf(result->directory, sizeof result->directory, "%s/%s", run->directory.output_path,
                   run->directory.run_id);
    for (unsigned i = 0; i < run->source_count; i++) {
        const struct ras_source_summary *const summary = &run->sources[i].summary;
        struct ras_run_source *const source = &result->sources[i];
        (void)snprintf(source->name, sizeof source->name, "%s", summary->name);
        source->row_count = summary->row_count;
        source->match_count = summary->match_count;
        source->review_count = summary->review_count;
        source->none_count = summary->none_count;
        source->reject_count = summary->reject_count;
        source->task_count = summary->task_count;
        source->duplicate_count = summary->duplicate_count;
        for (unsigned rule = 0; rule < RAS_RULES_MAX; rule++)
            source->issue_count += summary->issue_count[rule];
    }
}

static void times_end(struct ras_run_times *times, uint64_t start_ns)
{
    struct rusage usage;
    times->total_seconds = seconds_since(start_ns);
    if (getrusage(RUSAGE_SELF, &usage) == 0)
        times->peak_bytes = (uint64_t)usage.ru_maxrss * 1024;
}

static void speed_tell(const struct ras_run_times *times, struct ras_run_result *result)
{
    uint64_t rows = 0;
    for (unsigned i = 0; i < result->source_count; i++)
        rows += result->sources[i].row_count;
    result->seconds = times->total_seconds;
    result->rows_per_second = (double)rows / times->total_seconds;
    result->peak_bytes = times->peak_bytes;
}

/* ---- the run ---- */

static enum ras_status run_begin(struct ras_run *run, struct ras_run_times *times,
                                 struct ras_error *error)
{
    const struct ras_config *const config = run->context->config;
    char index_path[512];
    const uint64_t start = ras_clock_ns();
    RAS_TRY(ras_run_directory_lock(&run->directory, config, error));
    RAS_TRY(ras_task_key_get(&run->directory, config, &run->task_key, error));
    RAS_TRY(ras_run_directory_create(&run->directory, config, error));
    (void)snprintf(index_path, sizeof index_path, "%s/state/" RAS_RESIDENT_INDEX_FILE,
                   run->directory.output_path);
    RAS_TRY(ras_resident_index_begin(run->context, run->directory.state, RAS_RESIDENT_INDEX_FILE,
                                     index_path, &run->residents, error));
    run->index = run->residents.index;
    times->index_seconds = seconds_since(start);
    return RAS_OK;
}

static enum ras_status run_prepare(struct ras_run *run, struct ras_error *error)
{
    const struct ras_config *const config = run->context->config;
    bool civil = false;
    run->communes_seen = ras_alloc_zeroed(RAS_COMMUNE_SEEN_BYTES, 1);
    run->sources = ras_alloc_zeroed(config->source_count, sizeof run->sources[0]);
    if (run->communes_seen == NULL || run->sources == NULL)
        return ras_no_memory(error, config->source_count * sizeof run->sources[0]);
    for (unsigned i = 0; i < config->source_count; i++) {
        ras_source_run_init(&run->sources[i], &config->sources[i], i);
        run->source_count = i + 1;
        civil = civil || config->sources[i].kind == RAS_KIND_CIVIL_REGISTRY;
    }
    if (civil) {
        run->facts = ras_alloc_zeroed(run->index->counts.resident_count, sizeof run->facts[0]);
        if (run->facts == NULL)
            return ras_no_memory(error, run->index->counts.resident_count * sizeof run->facts[0]);
    }
    run->rule_count = ras_rule_count();
    for (unsigned rule = 0; rule < run->rule_count; rule++)
        run->rules[rule] = ras_rule_at(rule);
    residents_seen(run);
    return RAS_OK;
}

static enum ras_status run_stages(struct ras_run *run, struct ras_run_result *result,
                                  struct ras_error *error)
{
    struct ras_run_times times = {.total_seconds = 0};
    const uint64_t run_start = ras_clock_ns();
    RAS_TRY(run_begin(run, &times, error));
    RAS_TRY(run_prepare(run, error));
    RAS_TRY(sources_match(run, result, &times, error));
    RAS_TRY(sources_write(run, &times, error));
    uint64_t start = ras_clock_ns();
    RAS_TRY(ras_run_worklists(run, result, error));
    times.worklist_seconds = seconds_since(start);
    start = ras_clock_ns();
    RAS_TRY(ras_run_reports(run, result, error));
    times.report_seconds = seconds_since(start);
    times_end(&times, run_start);
    RAS_TRY(ras_resident_index_saved(&run->residents, error));
    RAS_TRY(ras_run_timing(run, &times, error));
    RAS_TRY(ras_run_manifest(run, error));
    RAS_TRY(ras_context_stopped(run->context, error));
    const bool refused = rejects_exceed(run, error);
    RAS_TRY(ras_run_directory_publish(&run->directory, run->context->config, !refused, error));
    times_end(&times, run_start);
    result_fill(run, result);
    speed_tell(&times, result);
    if (refused)
        return RAS_TOO_MANY_REJECTS;
    (void)snprintf(result->published, sizeof result->published, "%s/published",
                   run->directory.output_path);
    return result->missed_bar[0] == '\0' ? RAS_OK : RAS_BAR_MISSED;
}

static void run_fini(struct ras_run *run)
{
    for (unsigned i = 0; i < run->source_count; i++)
        ras_source_run_fini(&run->sources[i]);
    ras_free(run->sources);
    ras_free(run->facts);
    ras_free(run->communes_seen);
    ras_free(run->slot_codes);
    ras_free(run->slot_numbers);
    if (run->metrics != NULL)
        ras_metrics_destroy(run->metrics);
    ras_task_store_fini(&run->tasks);
    ras_text_fini(&run->resident_proposals);
    ras_resident_index_fini(&run->residents);
    ras_run_directory_fini(&run->directory);
}

enum ras_status ras_engine_run(const struct ras_config *config,
                               const struct ras_engine_options *options,
                               struct ras_run_result *result, struct ras_error *error)
{
    struct ras_context context;
    memset(result, 0, sizeof *result);
    enum ras_status status = ras_context_init(&context, config, options, error);
    struct ras_run *const run = status == RAS_OK ? ras_alloc_zeroed(1, sizeof *run) : NULL;
    if (status == RAS_OK && run == NULL)
        status = ras_no_memory(error, sizeof *run);
    if (status == RAS_OK) {
        run->context = &context;
        run->directory.output = run->directory.state = run->directory.lock =
            run->directory.directory = -1;
        ras_task_store_init(&run->tasks);
        ras_text_init(&run->resident_proposals);
        status = run_stages(run, result, error);
        run_fini(run);
    }
    ras_free(run);
    ras_context_fini(&context);
    return status;
}

enum ras_status ras_engine_index(const struct ras_config *config, const char *path,
                                 const struct ras_engine_options *options,
                                 struct ras_index_result *result, struct ras_error *error)
{
    struct ras_context context;
    struct ras_run_directory directory;
    struct ras_resident_index residents = {.index = NULL};
    enum ras_status status = RAS_OK;
    const uint64_t start = ras_clock_ns();
    memset(result, 0, sizeof *result);
    directory = (struct ras_run_directory){.output = -1, .state = -1, .lock = -1, .directory = -1};
    RAS_TRY_DONE(ras_context_init(&context, config, options, error));
    if (path == NULL) {
        RAS_TRY_DONE(ras_run_directory_lock(&directory, config, error));
        (void)snprintf(result->path, sizeof result->path, "%s/state/" RAS_RESIDENT_INDEX_FILE,
                       directory.output_path);
        RAS_TRY_DONE(ras_resident_index_get(&context, directory.state, RAS_RESIDENT_INDEX_FILE,
                                            result->path, &residents, error));
    } else {
        (void)snprintf(result->path, sizeof result->path, "%s", path);
        RAS_TRY_DONE(ras_resident_index_get(&context, AT_FDCWD, path, path, &residents, error));
    }
    const struct ras_index_counts *const counts = &residents.index->counts;
    result->resident_count = counts->resident_count;
    result->reject_count = counts->reject_count;
    result->name_count = counts->name_count;
    result->syllable_count = counts->syllable_count;
    result->reused = residents.reused;
    result->byte_count = ras_index_byte_count(residents.index);
    result->seconds = seconds_since(start);
done:
    ras_resident_index_fini(&residents);
    ras_run_directory_fini(&directory);
    ras_context_fini(&context);
    return status;
}
