/* The base layer: escaping, numbers, hashes, and what a job of a pipeline costs. */
#include "bench.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/siphash.h"
#include "base/text.h"
#include "record/date.h"

#include <stdio.h>

#define ROWS 100000
#define JOBS 20000

static const char *const fields[] = {"Nguyễn Thị Minh Khai", "001085012345", "1985-03-07",
                                     "name=equal|date=swapped|sex=equal", "Ấp 3, xã Tân Hòa"};
#define FIELD_COUNT (sizeof fields / sizeof fields[0])

static uint64_t field_bytes(void)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < FIELD_COUNT; i++)
        bytes += strlen(fields[i]);
    return bytes;
}

static void csv_rows(void *context)
{
    struct ras_text *const text = context;
    for (unsigned row = 0; row < ROWS; row++) {
        ras_text_clear(text);
        for (size_t i = 0; i < FIELD_COUNT; i++)
            ras_text_csv(text, ras_bytes_of(fields[i]));
    }
    bench_keep(text->length);
}

static void json_rows(void *context)
{
    struct ras_text *const text = context;
    for (unsigned row = 0; row < ROWS; row++) {
        ras_text_clear(text);
        for (size_t i = 0; i < FIELD_COUNT; i++)
            ras_text_json(text, ras_bytes_of(fields[i]));
    }
    bench_keep(text->length);
}

static void number_rows(void *context)
{
    struct ras_text *const text = context;
    for (unsigned row = 0; row < ROWS; row++) {
        ras_text_clear(text);
        ras_text_digits(text, UINT64_C(1085012345) + row, 12);
        ras_text_unsigned(text, row);
        ras_text_fixed(text, (int64_t)row * 37, 2);
    }
    bench_keep(text->length);
}

static void date_rows(void *context)
{
    (void)context;
    char out[16];
    uint64_t sum = 0;
    for (int row = 0; row < ROWS; row++)
        sum += ras_date_iso(ras_date_from_days(row % 30000), out) + (unsigned char)out[9];
    bench_keep(sum);
}

static void task_ids(void *context)
{
    (void)context;
    const struct ras_key key = {{1, 2, 3}};
    uint64_t sum = 0;
    for (uint64_t row = 0; row < ROWS; row++)
        sum += ras_keyed_hash(&key, fields[3], strlen(fields[3])) + row;
    bench_keep(sum);
}

struct jobs {
    unsigned left;
};

static enum ras_status produce(void *context, void *job, bool *end, struct ras_error *error)
{
    struct jobs *const jobs = context;
    (void)job, (void)error;
    *end = jobs->left == 0;
    jobs->left -= !*end;
    return RAS_OK;
}

static enum ras_status work(void *context, unsigned worker, void *job, struct ras_error *error)
{
    (void)context, (void)worker, (void)job, (void)error;
    return RAS_OK;
}

static void empty_jobs(void *context)
{
    struct jobs jobs = {.left = JOBS};
    void *const pool[4] = {NULL};
    const struct ras_pipeline pipeline = {.produce = produce,
                                          .work = work,
                                          .context = &jobs,
                                          .jobs = pool,
                                          .job_count = 4,
                                          .thread_count = 2};
    (void)context;
    if (ras_pipeline_run(&pipeline, NULL) != RAS_OK)
        fprintf(stderr, "bench_base: the pipeline failed\n");
}

int main(void)
{
    const unsigned runs = (unsigned)bench_number("BENCH_RUNS", 5);
    struct ras_text text;
    ras_text_init(&text);
    struct bench_timing timing = bench_measure(runs, csv_rows, &text);
    bench_report("text: CSV, five fields a row", &timing, ROWS, "rows", ROWS * field_bytes());
    timing = bench_measure(runs, json_rows, &text);
    bench_report("text: JSON, five strings a row", &timing, ROWS, "rows", ROWS * field_bytes());
    timing = bench_measure(runs, number_rows, &text);
    bench_report("text: three numbers a row", &timing, ROWS, "rows", 0);
    timing = bench_measure(runs, date_rows, NULL);
    bench_report("date: from day number to ISO text", &timing, ROWS, "dates", 0);
    timing = bench_measure(runs, task_ids, NULL);
    bench_report("siphash: a task id", &timing, ROWS, "ids", ROWS * strlen(fields[3]));
    timing = bench_measure(runs, empty_jobs, NULL);
    bench_report("pipeline: an empty job, two workers", &timing, JOBS, "jobs", 0);
    ras_text_fini(&text);
    return 0;
}
