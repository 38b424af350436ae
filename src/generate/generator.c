/* The run: residents, then each extract with its truth, in jobs of some blocks.
 *
 *   produce: number of the next job ─> work: make the blocks, render, compress ─> consume: write
 *
 * A job holds all it needs (blocks, texts), the pool of jobs bounds the memory: some 4 MB a job,
 * whatever the number of residents. What a job writes depends on its number alone; the pipeline
 * delivers in order; so the files do not depend on threads. */
#include "generate/generator.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/output.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "generate/rows.h"
#include "record/date.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#define BLOCKS_PER_JOB   64u /* 4,096 residents; enters the bytes, since it bounds the shuffling */
#define THREADS_MAX      256u
#define ZSTD_LEVEL       3
#define TRUTH_HEADER     "source,record_id,person_id,resident_id,errors\n"
#define FILES_MAX        8u
#define RESIDENTS_SOURCE RAS_GENERATED_COUNT

struct job {
    uint32_t number;
    uint64_t row_count;
    struct ras_block blocks[BLOCKS_PER_JOB];
    struct ras_rows rows;
    struct ras_text text, truth; /* as written, before compression */
    struct ras_text packed[2];   /* compressed: text, truth */
    ZSTD_CCtx *compressor;
};

struct run {
    const struct ras_generator_settings *settings;
    struct ras_plan plan;
    int directory;
    unsigned thread_count;
    struct job **jobs;
    size_t job_count;
    struct ras_output output, truth;
    bool output_open, truth_open;
    char files[FILES_MAX][64]; /* made so far: removed again if the run fails */
    unsigned file_count;
    uint64_t byte_count;
    /* of the pass under way */
    unsigned source; /* enum ras_generated or RESIDENTS_SOURCE */
    uint32_t next_job;
    uint64_t row_count;
};

void ras_generator_defaults(struct ras_generator_settings *settings)
{
    *settings = (struct ras_generator_settings){
        .resident_count = 100000,
        .seed = 1,
        .dirt = 1.0,
        .civil = 0.17,
        .welfare = 0.26,
        .vaccination = 1.57,
        .thread_count = 1,
        .as_of = ras_date_make(2026, 10, 31),
    };
}

static void jobs_destroy(struct run *run)
{
    for (size_t i = 0; run->jobs != NULL && i < run->job_count; i++) {
        struct job *const job = run->jobs[i];
        if (job == NULL)
            continue;
        ras_rows_fini(&job->rows);
        ras_text_fini(&job->text);
        ras_text_fini(&job->truth);
        ras_text_fini(&job->packed[0]);
        ras_text_fini(&job->packed[1]);
        (void)ZSTD_freeCCtx(job->compressor);
        ras_free(job);
    }
    ras_free(run->jobs);
    run->jobs = NULL;
}

static enum ras_status jobs_create(struct run *run, struct ras_error *error)
{
    run->job_count = run->thread_count + 3;
    run->jobs = ras_alloc_zeroed(run->job_count, sizeof *run->jobs);
    if (run->jobs == NULL)
        return ras_no_memory(error, run->job_count * sizeof *run->jobs);
    for (size_t i = 0; i < run->job_count; i++) {
        struct job *const job = ras_alloc(sizeof *job);
        if (job == NULL)
            return ras_no_memory(error, sizeof *job);
        run->jobs[i] = job;
        job->number = 0;
        job->row_count = 0;
        job->compressor = NULL;
        ras_rows_init(&job->rows);
        ras_text_init(&job->text);
        ras_text_init(&job->truth);
        ras_text_init(&job->packed[0]);
        ras_text_init(&job->packed[1]);
        if (!run->settings->compress)
            continue;
        job->compressor = ZSTD_createCCtx();
        if (job->compressor == NULL)
            return ras_no_memory(error, sizeof *job);
        (void)ZSTD_CCtx_setParameter(job->compressor, ZSTD_c_compressionLevel, ZSTD_LEVEL);
        (void)ZSTD_CCtx_setParameter(job->compressor, ZSTD_c_checksumFlag, 1);
    }
    return RAS_OK;
}

static enum ras_status job_produce(void *context, void *job, bool *end, struct ras_error *error)
{
    struct run *const run = context;
    (void)error;
    const uint32_t count = (run->plan.block_count + BLOCKS_PER_JOB - 1) / BLOCKS_PER_JOB;
    *end = run->next_job == count;
    if (!*end)
        ((struct job *)job)->number = run->next_job++;
    return RAS_OK;
}

/* The frame of one text: compressed by itself, so that frames can be made and read in parallel. */
static enum ras_status frame_make(struct job *job, const struct ras_text *text,
                                  struct ras_text *packed, struct ras_error *error)
{
    ras_text_clear(packed);
    if (text->length == 0)
        return RAS_OK;
    const size_t bound = ZSTD_compressBound(text->length);
    if (!ras_text_reserve(packed, bound))
        return ras_no_memory(error, bound);
    const size_t length =
        ZSTD_compress2(job->compressor, packed->data, bound, text->data, text->length);
    if (ZSTD_isError(length))
        return ras_fail(error, RAS_NO_MEMORY, "cannot compress: %s", ZSTD_getErrorName(length));
    packed->length = length;
    return RAS_OK;
}

/* Residents come in the order of blocks, extracts in an order that mixes the whole province. */
static unsigned job_blocks(const struct run *run, struct job *job)
{
    const struct ras_plan *const plan = &run->plan;
    const uint64_t key = ras_random_start(plan->seed, RAS_STREAM_ORDER, run->source).state;
    unsigned count = 0;
    for (; count < BLOCKS_PER_JOB; count++) {
        const uint64_t place = (uint64_t)job->number * BLOCKS_PER_JOB + count;
        if (place >= plan->block_count)
            break;
        const uint64_t number =
            run->source == RESIDENTS_SOURCE ? place : ras_permute(place, plan->block_count, key);
        ras_block_make(plan, (uint32_t)number, &job->blocks[count]);
    }
    return count;
}

static void job_residents(const struct run *run, struct job *job, unsigned block_count)
{
    if (job->number == 0)
        ras_text_string(&job->text, RAS_RESIDENTS_HEADER);
    for (unsigned i = 0; i < block_count; i++) {
        ras_residents_write(&run->plan, &job->blocks[i], &job->text);
        job->row_count += job->blocks[i].resident_count;
    }
}

static void job_extract(const struct run *run, struct job *job, unsigned block_count)
{
    const struct ras_extract *const extract = &ras_extracts[run->source];
    const struct ras_desk desk = {&run->plan, &run->plan.rates[run->source], job->blocks,
                                  block_count, (enum ras_generated)run->source};
    if (job->number == 0)
        ras_text_string(&job->text, extract->header);
    if (job->number == 0 && run->source == 0)
        ras_text_string(&job->truth, TRUTH_HEADER);
    ras_rows_clear(&job->rows);
    for (unsigned i = 0; i < block_count; i++)
        for (unsigned position = 0; position < job->blocks[i].person_count; position++)
            extract->person_rows(&desk, &job->blocks[i], position, &job->rows);
    struct ras_random random =
        ras_random_start(run->plan.seed, RAS_STREAM_ORDER,
                         UINT64_C(1) << 40 | (uint64_t)run->source << 32 | job->number);
    ras_rows_deliver(&job->rows, &random, &job->text, &job->truth);
    job->row_count += job->rows.count;
}

static enum ras_status job_work(void *context, unsigned worker, void *item, struct ras_error *error)
{
    const struct run *const run = context;
    struct job *const job = item;
    (void)worker;
    job->row_count = 0;
    ras_text_clear(&job->text);
    ras_text_clear(&job->truth);
    const unsigned block_count = job_blocks(run, job);
    if (run->source == RESIDENTS_SOURCE)
        job_residents(run, job, block_count);
    else
        job_extract(run, job, block_count);
    if (job->rows.failed)
        return ras_no_memory(error, job->rows.capacity * sizeof *job->rows.spans);
    RAS_TRY(ras_text_status(&job->rows.text, error));
    RAS_TRY(ras_text_status(&job->rows.truth, error));
    RAS_TRY(ras_text_status(&job->text, error));
    RAS_TRY(ras_text_status(&job->truth, error));
    if (!run->settings->compress)
        return RAS_OK;
    RAS_TRY(frame_make(job, &job->text, &job->packed[0], error));
    return frame_make(job, &job->truth, &job->packed[1], error);
}

static enum ras_status job_consume(void *context, void *item, struct ras_error *error)
{
    struct run *const run = context;
    const struct job *const job = item;
    const bool compress = run->settings->compress;
    run->row_count += job->row_count;
    ras_output_text(&run->output, compress ? &job->packed[0] : &job->text);
    RAS_TRY(ras_output_status(&run->output, error));
    if (run->source == RESIDENTS_SOURCE)
        return RAS_OK;
    ras_output_text(&run->truth, compress ? &job->packed[1] : &job->truth);
    return ras_output_status(&run->truth, error);
}

static enum ras_status file_open(struct run *run, const char *name, struct ras_output *output,
                                 struct ras_error *error)
{
    char path[512];
    assert(run->file_count < FILES_MAX && strlen(name) < sizeof run->files[0]);
    (void)snprintf(path, sizeof path, "%.400s/%s", run->settings->directory, name);
    RAS_TRY(ras_output_open(output, run->directory, name, path, error));
    strcpy(run->files[run->file_count++], name);
    return RAS_OK;
}

static enum ras_status file_close(struct run *run, struct ras_output *output, bool *open,
                                  struct ras_error *error)
{
    uint64_t bytes = 0;
    *open = false;
    const enum ras_status status = ras_output_close(output, NULL, &bytes, error);
    run->byte_count += bytes;
    return status;
}

static enum ras_status pass_run(struct run *run, unsigned source, uint64_t *row_count,
                                struct ras_error *error)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s.csv%s",
                   source == RESIDENTS_SOURCE ? "residents"
                                              : ras_generated_name((enum ras_generated)source),
                   run->settings->compress ? ".zst" : "");
    run->source = source;
    run->next_job = 0;
    run->row_count = 0;
    RAS_TRY(file_open(run, name, &run->output, error));
    run->output_open = true;
    const struct ras_pipeline pipeline = {
        .produce = job_produce,
        .work = job_work,
        .consume = job_consume,
        .context = run,
        .jobs = (void *const *)run->jobs,
        .job_count = run->job_count,
        .thread_count = run->thread_count,
        .stop = run->settings->stop,
    };
    RAS_TRY(ras_pipeline_run(&pipeline, error));
    *row_count = run->row_count;
    return file_close(run, &run->output, &run->output_open, error);
}

static enum ras_status small_file(struct run *run, const char *name, const struct ras_text *text,
                                  struct ras_error *error)
{
    RAS_TRY(ras_text_status(text, error));
    RAS_TRY(file_open(run, name, &run->output, error));
    run->output_open = true;
    ras_output_text(&run->output, text);
    return file_close(run, &run->output, &run->output_open, error);
}

static enum ras_status small_files(struct run *run, struct ras_error *error)
{
    struct ras_text text;
    enum ras_status status = RAS_OK;
    ras_text_init(&text);
    ras_communes_units_csv(&run->plan.communes, &text);
    RAS_TRY_DONE(small_file(run, "units.csv", &text, error));
    ras_text_clear(&text);
    ras_communes_crosswalk_csv(&run->plan.communes, &text);
    RAS_TRY_DONE(small_file(run, "crosswalk.csv", &text, error));
    ras_text_clear(&text);
    ras_config_write(&run->plan, run->settings->compress, &text);
    RAS_TRY_DONE(small_file(run, "rasoat.yaml", &text, error));
done:
    ras_text_fini(&text);
    return status;
}

static enum ras_status files_write(struct run *run, struct ras_generator_result *result,
                                   struct ras_error *error)
{
    const bool compress = run->settings->compress;
    RAS_TRY(pass_run(run, RESIDENTS_SOURCE, &result->resident_count, error));
    RAS_TRY(file_open(run, compress ? "truth.csv.zst" : "truth.csv", &run->truth, error));
    run->truth_open = true;
    RAS_TRY(pass_run(run, RAS_GENERATED_CIVIL, &result->civil_count, error));
    RAS_TRY(pass_run(run, RAS_GENERATED_WELFARE, &result->welfare_count, error));
    RAS_TRY(pass_run(run, RAS_GENERATED_VACCINATION, &result->vaccination_count, error));
    RAS_TRY(file_close(run, &run->truth, &run->truth_open, error));
    /* The config comes last: where it stands, all that it names is whole. */
    RAS_TRY(small_files(run, error));
    return ras_directory_sync(AT_FDCWD, run->settings->directory, run->settings->directory, error);
}

/* A failed run leaves nothing half-written: what it made is taken away again. */
static void files_give_up(struct run *run)
{
    if (run->output_open)
        (void)!ras_output_close(&run->output, NULL, NULL, NULL);
    if (run->truth_open)
        (void)!ras_output_close(&run->truth, NULL, NULL, NULL);
    for (unsigned i = 0; i < run->file_count; i++)
        (void)unlinkat(run->directory, run->files[i], 0);
}

static enum ras_status run_inside(struct run *run, struct ras_generator_result *result,
                                  struct ras_error *error)
{
    const char *const directory = run->settings->directory;
    RAS_TRY(ras_plan_create(&run->plan, run->settings, error));
    enum ras_status status = ras_directory_create(AT_FDCWD, directory, false, directory, error);
    if (status == RAS_OK) {
        run->directory = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (run->directory < 0)
            status = ras_fail(error, RAS_CANNOT_CREATE, "cannot open '%s': %s", directory,
                              strerror(errno));
    }
    if (status == RAS_OK)
        status = jobs_create(run, error);
    if (status == RAS_OK)
        status = files_write(run, result, error);
    if (status != RAS_OK && run->directory >= 0)
        files_give_up(run);
    jobs_destroy(run);
    if (run->directory >= 0)
        (void)close(run->directory);
    ras_plan_destroy(&run->plan);
    return status;
}

enum ras_status ras_generate(const struct ras_generator_settings *settings,
                             struct ras_generator_result *result, struct ras_error *error)
{
    assert(settings != NULL && settings->directory != NULL);
    assert(result != NULL);
    const uint64_t start = ras_clock_ns();
    *result = (struct ras_generator_result){0};
    struct run *const run = ras_alloc_zeroed(1, sizeof *run);
    if (run == NULL)
        return ras_no_memory(error, sizeof *run);
    run->settings = settings;
    run->directory = -1;
    run->thread_count = settings->thread_count == 0            ? 1
                        : settings->thread_count > THREADS_MAX ? THREADS_MAX
                                                               : settings->thread_count;
    const enum ras_status status = run_inside(run, result, error);
    result->byte_count = run->byte_count;
    result->seconds = (double)(ras_clock_ns() - start) / 1e9;
    ras_free(run);
    return status;
}
