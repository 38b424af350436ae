/* Worklists by commune in parallel, then the files about the run as a whole. */
#include "engine/run_outputs.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "block/passes.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SOURCE_ROLE_BYTES 56

/* ---- worklists ---- */

struct commune_part {
    uint32_t commune;
    size_t task_start, task_count;
    size_t bulk_start, bulk_count;
    uint64_t csv_hash, csv_bytes; /* once written */
};

/* A file is closed when the disk has it: while one thread waits for that, another one works. Not
 * with workbooks, which keep the processors busy and take memory. */
#define FILES_A_THREAD 2u

/* So many tasks are looked at in one go: few enough to stay in the near caches. */
#define TASKS_AT_ONCE ((size_t)32)

struct worklist_job {
    struct ras_run *run;
    struct ras_worklist_settings settings;
    const struct ras_bulk_line *bulk;
    struct ras_vector parts; /* struct commune_part */
};

static void worklist_name(uint32_t commune, const char *suffix, char *out, size_t capacity)
{
    if (commune == 0)
        (void)snprintf(out, capacity, "worklists/unknown.%s", suffix);
    else
        (void)snprintf(out, capacity, "worklists/%05u.%s", commune, suffix);
}

/* Both lists are sorted by commune: walk them side by side. */
static enum ras_status parts_make(struct worklist_job *job, struct ras_error *error)
{
    const struct ras_task_store *const store = &job->run->tasks;
    const struct ras_commune_tasks *tasks = store->communes.data;
    const struct ras_bulk_count *const bulk = store->bulk.data;
    size_t left = store->communes.count == 0 ? 0 : store->communes.count - 1, line = 0;
    while (left > 0 || line < store->bulk.count) {
        void *item = NULL;
        uint32_t commune = UINT32_MAX;
        if (left > 0)
            commune = tasks->commune;
        if (line < store->bulk.count && bulk[line].commune < commune)
            commune = bulk[line].commune;
        RAS_TRY(ras_vector_extend(&job->parts, 1, &item, error));
        struct commune_part *const part = item;
        *part = (struct commune_part){.commune = commune, .bulk_start = line};
        if (left > 0 && tasks->commune == commune) {
            part->task_start = tasks[0].start;
            part->task_count = tasks[1].start - tasks[0].start;
            tasks++;
            left--;
        }
        while (line < store->bulk.count && bulk[line].commune == commune)
            line++;
        part->bulk_count = line - part->bulk_start;
    }
    return RAS_OK;
}

static enum ras_status csv_write(const struct worklist_job *job, const struct commune_part *part,
                                 struct ras_text *text, struct ras_output *output,
                                 struct ras_error *error)
{
    struct ras_task tasks[TASKS_AT_ONCE];
    ras_worklist_csv_header(text);
    for (size_t done = 0; done < part->task_count; done += TASKS_AT_ONCE) {
        const size_t left = part->task_count - done;
        const size_t count = left < TASKS_AT_ONCE ? left : TASKS_AT_ONCE;
        ras_task_store_read(&job->run->tasks, part->task_start + done, count, tasks);
        ras_worklist_csv_append(text, &job->settings, tasks, count);
        RAS_TRY(ras_text_status(text, error));
        ras_output_text(output, text);
        ras_text_clear(text);
    }
    ras_output_text(output, text);
    return ras_text_status(text, error);
}

static enum ras_status part_write_csv(const struct worklist_job *job, struct commune_part *part,
                                      struct ras_error *error)
{
    char name[64];
    struct ras_text text;
    struct ras_output output;
    worklist_name(part->commune, "csv", name, sizeof name);
    RAS_TRY(ras_run_directory_open(&job->run->directory, name, &output, error));
    ras_text_init(&text);
    const enum ras_status written = csv_write(job, part, &text, &output, error);
    ras_text_fini(&text);
    /* the first error is the one to tell */
    const enum ras_status closed = ras_output_close(&output, &part->csv_hash, &part->csv_bytes,
                                                    written == RAS_OK ? error : NULL);
    return written == RAS_OK ? closed : written;
}

/* A workbook looks at its tasks several times: they are unpacked for it. */
static enum ras_status part_write_book(const struct worklist_job *job,
                                       const struct commune_part *part, struct ras_error *error)
{
    char name[64], path[512];
    const struct ras_run_directory *const directory = &job->run->directory;
    const struct ras_unit *const unit =
        part->commune == 0 ? NULL : ras_units_find(job->run->context->units, part->commune);
    struct ras_task *const tasks = ras_alloc_zeroed(part->task_count, sizeof tasks[0]);
    if (tasks == NULL)
        return ras_no_memory(error, part->task_count * sizeof tasks[0]);
    ras_task_store_read(&job->run->tasks, part->task_start, part->task_count, tasks);
    worklist_name(part->commune, "xlsx", name, sizeof name);
    (void)snprintf(path, sizeof path, "%s/%s/%s", directory->output_path, directory->temporary_name,
                   name);
    const enum ras_status status =
        ras_worklist_book(path, &job->settings, unit, tasks, part->task_count,
                          job->bulk + part->bulk_start, part->bulk_count, error);
    ras_free(tasks);
    return status;
}

static enum ras_status part_write(void *context, unsigned worker, size_t number,
                                  struct ras_error *error)
{
    const struct worklist_job *const job = context;
    struct commune_part *const part = (struct commune_part *)job->parts.data + number;
    (void)worker;
    RAS_TRY(part_write_csv(job, part, error));
    if (!job->run->context->config->workbooks)
        return RAS_OK;
    return part_write_book(job, part, error);
}

static enum ras_status parts_note(struct worklist_job *job, struct ras_error *error)
{
    const struct commune_part *const parts = job->parts.data;
    struct ras_run_directory *const directory = &job->run->directory;
    for (size_t i = 0; i < job->parts.count; i++) {
        char name[64];
        worklist_name(parts[i].commune, "csv", name, sizeof name);
        RAS_TRY(ras_run_directory_list(directory, name, parts[i].task_count, parts[i].csv_hash,
                                       parts[i].csv_bytes, error));
        worklist_name(parts[i].commune, "xlsx", name, sizeof name);
        if (job->run->context->config->workbooks)
            RAS_TRY(ras_run_directory_note(directory, name, parts[i].task_count, error));
    }
    return RAS_OK;
}

static void tasks_count(struct ras_run *run, struct ras_run_result *result)
{
    const struct ras_packed_task *const tasks = run->tasks.tasks.data;
    for (size_t i = 0; i < run->tasks.tasks.count; i++) {
        if (tasks[i].candidate_rank > 1)
            continue; /* one question, however many candidates are shown */
        run->sources[tasks[i].source_index].summary.task_count++;
        ras_metrics_task(run->metrics, tasks[i].source_index, ras_run_slot(run, tasks[i].commune));
        result->task_count++;
    }
}

static enum ras_status worklists_write(struct worklist_job *job, struct ras_run_result *result,
                                       struct ras_error *error)
{
    struct ras_run *const run = job->run;
    const struct ras_bulk_count *const counts = run->tasks.bulk.data;
    struct ras_bulk_line *const lines = ras_alloc_zeroed(run->tasks.bulk.count, sizeof lines[0]);
    enum ras_status status = RAS_OK;
    if (lines == NULL)
        return ras_no_memory(error, run->tasks.bulk.count * sizeof lines[0]);
    for (size_t i = 0; i < run->tasks.bulk.count; i++)
        lines[i] = counts[i].line;
    job->bulk = lines;
    RAS_TRY_DONE(parts_make(job, error));
    result->worklist_count = job->parts.count;
    const unsigned files = run->context->config->workbooks ? 1 : FILES_A_THREAD;
    RAS_TRY_DONE(ras_parallel_run(files * run->context->thread_count, job->parts.count, part_write,
                                  job, run->context->stop, error));
    RAS_TRY_DONE(parts_note(job, error));
done:
    ras_free(lines);
    return status;
}

enum ras_status ras_run_worklists(struct ras_run *run, struct ras_run_result *result,
                                  struct ras_error *error)
{
    const struct ras_config *const config = run->context->config;
    const char *names[RAS_RUN_SOURCES_MAX];
    enum ras_source_kind kinds[RAS_RUN_SOURCES_MAX];
    struct worklist_job job = {.run = run};
    ras_context_stage(run->context, "worklists", "");
    RAS_TRY(
        ras_task_store_settle(&run->tasks, run->context->thread_count, run->context->stop, error));
    tasks_count(run, result);
    for (unsigned i = 0; i < run->source_count; i++) {
        names[i] = run->sources[i].config->name;
        kinds[i] = run->sources[i].config->kind;
    }
    job.settings = (struct ras_worklist_settings){.reveal_numbers = config->reveal_numbers,
                                                  .sheet_rows_max = config->sheet_rows_max,
                                                  .as_of = config->as_of,
                                                  .run_id = run->directory.run_id,
                                                  .source_names = names,
                                                  .source_kinds = kinds,
                                                  .source_count = run->source_count,
                                                  .rules = run->rules,
                                                  .rule_count = run->rule_count};
    ras_vector_init(&job.parts, sizeof(struct commune_part));
    const enum ras_status status = worklists_write(&job, result, error);
    ras_vector_fini(&job.parts);
    return status;
}

/* ---- quality ---- */

/* The weight at which a candidate without rivals reaches a probability, by the prior of the index.
 */
static int32_t weight_at(const struct ras_run *run, double probability)
{
    const double coverage = run->context->config->model.coverage;
    const double count = (double)run->index->counts.resident_count;
    const double odds = probability / (1 - probability) * (1 - coverage) * count / coverage;
    return (int32_t)lround(log2(odds) * RAS_MILLIBITS);
}

static void result_percentages(const struct ras_measure *measures, size_t count,
                               struct ras_run_result *result)
{
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
        result->word_percent[word] = -1;
    result->index_percent = -1;
    for (size_t i = 0; i < count; i++) {
        const struct ras_measure *const measure = &measures[i];
        if (measure->scope != RAS_SCOPE_ALL || measure->source_index != RAS_SOURCE_ALL ||
            measure->denominator == 0)
            continue;
        const double percent = 100.0 * (double)measure->numerator / (double)measure->denominator;
        for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
            if (strcmp(measure->measure, ras_word_name((enum ras_word)word)) == 0)
                result->word_percent[word] = percent;
        if (strcmp(measure->measure, "index") == 0)
            result->index_percent = percent;
    }
}

static void bars_check(const struct ras_quality_settings *settings, struct ras_run_result *result)
{
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
        if (settings->bar_percent[word] > 0 && result->word_percent[word] >= 0 &&
            result->word_percent[word] < settings->bar_percent[word] &&
            result->missed_bar[0] == '\0')
            (void)snprintf(result->missed_bar, sizeof result->missed_bar, "%s",
                           ras_word_name((enum ras_word)word));
}

static enum ras_status quality_write(struct ras_run *run, const struct ras_quality_report *report,
                                     struct ras_error *error)
{
    typedef void write_function(const struct ras_quality_report *, struct ras_text *);
    static const struct {
        const char *name;
        write_function *write;
    } files[] = {{"quality.csv", ras_quality_csv},
                 {"quality.json", ras_quality_json},
                 {"quality.html", ras_quality_html}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct ras_text text;
        ras_text_init(&text);
        files[i].write(report, &text);
        const enum ras_status status =
            ras_run_directory_write(&run->directory, files[i].name, &text, 0, true, error);
        ras_text_fini(&text);
        if (status != RAS_OK)
            return status;
    }
    return RAS_OK;
}

static enum ras_status resident_rejects_write(struct ras_run *run, struct ras_error *error)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_reject_header(&text);
    ras_text_bytes(&text, run->index->rejects);
    const enum ras_status status =
        ras_run_directory_write(&run->directory, "rejects/residents.csv", &text,
                                run->index->counts.reject_count, true, error);
    ras_text_fini(&text);
    return status;
}

static enum ras_status resident_proposals_write(struct ras_run *run, struct ras_error *error)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_proposal_header(&text);
    ras_text_bytes(
        &text, (struct ras_bytes){run->resident_proposals.data, run->resident_proposals.length});
    enum ras_status status = ras_text_status(&run->resident_proposals, error);
    if (status == RAS_OK)
        status = ras_run_directory_write(&run->directory, "proposals/residents.csv", &text,
                                         run->resident_proposal_count, true, error);
    ras_text_fini(&text);
    return status;
}

static enum ras_status model_write(struct ras_run *run, struct ras_error *error)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_model_json(&run->context->config->model, &text);
    const enum ras_status status =
        ras_run_directory_write(&run->directory, "model.json", &text, 0, true, error);
    ras_text_fini(&text);
    return status;
}

static void summaries_copy(const struct ras_run *run, struct ras_source_summary *summaries)
{
    for (unsigned i = 0; i < run->source_count; i++)
        summaries[i] = run->sources[i].summary;
}

static enum ras_status figures_write(struct ras_run *run, struct ras_source_summary *summaries,
                                     struct ras_run_result *result, struct ras_error *error)
{
    const struct ras_config *const config = run->context->config;
    const struct ras_quality_settings *const quality = &config->quality;
    struct ras_measure *measures = NULL;
    size_t measure_count = 0;
    RAS_TRY(ras_metrics_reconcile(run->metrics, error));
    RAS_TRY(ras_metrics_measures(run->metrics, quality, run->slot_codes, run->context->units,
                                 &measures, &measure_count, error));
    struct ras_quality_report report = {
        .run_id = run->directory.run_id,
        .purpose = config->purpose,
        .as_of = config->as_of,
        .resident_count = run->index->counts.resident_count,
        .sources = summaries,
        .source_count = run->source_count,
        .measures = measures,
        .measure_count = measure_count,
        .rules = run->rules,
        .rule_count = run->rule_count,
        .pass_names = ras_pass_names(),
        .pass_count = RAS_PASS_COUNT,
        .units = run->context->units,
        .green_percent = quality->green_percent,
        .yellow_percent = quality->yellow_percent,
        .match_weight = weight_at(run, (double)config->model.match_probability / 1e6),
        .review_weight = weight_at(run, (double)config->model.review_probability / 1e6)};
    memcpy(report.word_weight, quality->word_weight, sizeof report.word_weight);
    result_percentages(measures, measure_count, result);
    bars_check(quality, result);
    const enum ras_status status = quality_write(run, &report, error);
    ras_free(measures);
    return status;
}

enum ras_status ras_run_reports(struct ras_run *run, struct ras_run_result *result,
                                struct ras_error *error)
{
    struct ras_source_summary *const summaries =
        ras_alloc_zeroed(run->source_count, sizeof summaries[0]);
    enum ras_status status = RAS_OK;
    ras_context_stage(run->context, "report", "");
    if (summaries == NULL)
        return ras_no_memory(error, run->source_count * sizeof summaries[0]);
    summaries_copy(run, summaries);
    RAS_TRY_DONE(figures_write(run, summaries, result, error));
    RAS_TRY_DONE(resident_rejects_write(run, error));
    RAS_TRY_DONE(resident_proposals_write(run, error));
    RAS_TRY_DONE(model_write(run, error));
done:
    ras_free(summaries);
    return status;
}

/* ---- timing and manifest ---- */

static void seconds_append(struct ras_text *text, const char *name, double seconds)
{
    ras_text_format(text, "  \"%s\": ", name);
    ras_text_fixed(text, (int64_t)llround(seconds * 1000), 3);
    ras_text_string(text, ",\n");
}

enum ras_status ras_run_timing(struct ras_run *run, const struct ras_run_times *times,
                               struct ras_error *error)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_text_format(&text, "{\n  \"threads\": %u,\n", run->context->thread_count);
    seconds_append(&text, "index_seconds", times->index_seconds);
    seconds_append(&text, "match_seconds", times->match_seconds);
    seconds_append(&text, "settle_seconds", times->settle_seconds);
    seconds_append(&text, "write_seconds", times->write_seconds);
    seconds_append(&text, "worklist_seconds", times->worklist_seconds);
    seconds_append(&text, "report_seconds", times->report_seconds);
    seconds_append(&text, "total_seconds", times->total_seconds);
    ras_text_string(&text, "  \"sources\": [\n");
    for (unsigned i = 0; i < run->source_count; i++) {
        const struct ras_source_run *const source = &run->sources[i];
        ras_text_format(&text, "    {\"name\": \"%s\", \"rows\": %llu, \"pairs\": %llu, ",
                        source->config->name, (unsigned long long)source->summary.row_count,
                        (unsigned long long)source->pair_count);
        ras_text_string(&text, "\"match_seconds\": ");
        ras_text_fixed(&text, (int64_t)llround(source->match_seconds * 1000), 3);
        ras_text_string(&text, ", \"write_seconds\": ");
        ras_text_fixed(&text, (int64_t)llround(source->write_seconds * 1000), 3);
        ras_text_string(&text, i + 1 < run->source_count ? "},\n" : "}\n");
    }
    ras_text_format(&text, "  ],\n  \"peak_bytes\": %llu\n}\n",
                    (unsigned long long)times->peak_bytes);
    const enum ras_status status =
        ras_run_directory_write(&run->directory, "timing.json", &text, 0, false, error);
    ras_text_fini(&text);
    return status;
}

/* The table of names, which the counts of the index took in. */
static enum ras_status names_list(const struct ras_run *run, struct ras_vector *inputs,
                                  struct ras_error *error)
{
    const char *const path = run->context->config->names;
    uint64_t hash = 0, byte_count = 0;
    void *item = NULL;
    if (path == NULL)
        return RAS_OK;
    RAS_TRY(ras_file_hash(path, run->context->stop, &hash, &byte_count, error));
    RAS_TRY(ras_vector_extend(inputs, 1, &item, error));
    *(struct ras_manifest_file *)item = (struct ras_manifest_file){
        .role = "names", .path = path, .byte_count = byte_count, .hash = hash};
    return RAS_OK;
}

static enum ras_status inputs_list(const struct ras_run *run, struct ras_vector *inputs,
                                   char (*roles)[SOURCE_ROLE_BYTES], struct ras_error *error)
{
    void *item = NULL;
    for (size_t i = 0; i < run->residents.file_count; i++) {
        const struct ras_resident_file *const file = &run->residents.files[i];
        RAS_TRY(ras_vector_extend(inputs, 1, &item, error));
        *(struct ras_manifest_file *)item =
            (struct ras_manifest_file){.role = "residents",
                                       .path = file->path,
                                       .byte_count = file->byte_count,
                                       .row_count = i == 0 ? run->index->counts.row_count : 0,
                                       .hash = file->hash};
    }
    RAS_TRY(names_list(run, inputs, error));
    for (unsigned s = 0; s < run->source_count; s++) {
        const struct ras_source_file *const files = run->sources[s].files.data;
        (void)snprintf(roles[s], sizeof roles[s], "source %s", run->sources[s].config->name);
        for (size_t i = 0; i < run->sources[s].files.count; i++) {
            RAS_TRY(ras_vector_extend(inputs, 1, &item, error));
            *(struct ras_manifest_file *)item =
                (struct ras_manifest_file){.role = roles[s],
                                           .path = files[i].path,
                                           .byte_count = files[i].byte_count,
                                           .row_count = files[i].row_count,
                                           .hash = files[i].hash};
        }
    }
    return RAS_OK;
}

enum ras_status ras_run_manifest(struct ras_run *run, struct ras_error *error)
{
    const struct ras_config *const config = run->context->config;
    char roles[RAS_RUN_SOURCES_MAX][SOURCE_ROLE_BYTES];
    struct ras_vector inputs;
    struct ras_text text;
    enum ras_status status = RAS_OK;
    struct ras_source_summary *const summaries =
        ras_alloc_zeroed(run->source_count, sizeof summaries[0]);
    ras_vector_init(&inputs, sizeof(struct ras_manifest_file));
    ras_text_init(&text);
    if (summaries == NULL) {
        status = ras_no_memory(error, run->source_count * sizeof summaries[0]);
        goto done;
    }
    summaries_copy(run, summaries);
    RAS_TRY_DONE(inputs_list(run, &inputs, roles, error));
    ras_run_directory_sort(&run->directory);
    const struct ras_manifest manifest = {.run_id = run->directory.run_id,
                                          .purpose = config->purpose,
                                          .config_path = config->path,
                                          .as_of = config->as_of,
                                          .config_hash = config->hash,
                                          .index_hash = run->index->fingerprint,
                                          .strategy = config->strategy.name,
                                          .resident_count = run->index->counts.resident_count,
                                          .sources = summaries,
                                          .source_count = run->source_count,
                                          .inputs = inputs.data,
                                          .input_count = inputs.count,
                                          .outputs = run->directory.files.data,
                                          .output_count = run->directory.files.count};
    ras_manifest_json(&manifest, &text);
    status = ras_run_directory_write(&run->directory, "manifest.json", &text, 0, false, error);
done:
    ras_text_fini(&text);
    ras_vector_fini(&inputs);
    ras_free(summaries);
    return status;
}
