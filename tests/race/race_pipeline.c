/* Pipelines and parallel tasks under load, for ThreadSanitizer: order, back-pressure, first error
 * in job order, stopping, threads that do not start. Prints what failed and exits 1. */
#include "base/pipeline.h"
#include "base/thread.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JOB_COUNT_MAX 40

struct job {
    uint64_t number;
    uint64_t result;
};

struct load {
    uint64_t job_total;
    uint64_t produced;
    uint64_t delivered;
    uint64_t sum;
    uint64_t fail_produce, fail_work, fail_consume; /* number of the job, UINT64_MAX = none */
    atomic_int stop;
    uint64_t stop_at;
    unsigned thread_count;
    uint64_t per_worker[8]; /* plain on purpose: each belongs to one worker */
    unsigned order_errors;
};

static unsigned failures;

static void check(bool holds, const char *what, unsigned thread_count)
{
    if (!holds) {
        fprintf(stderr, "race_pipeline: %s with %u threads\n", what, thread_count);
        failures++;
    }
}

static uint64_t spin(uint64_t seed)
{
    uint64_t value = seed + 1;
    for (uint64_t i = 0; i < seed % 700; i++)
        value = value * UINT64_C(6364136223846793005) + 1442695040888963407;
    return value;
}

static enum ras_status produce(void *context, void *job_pointer, bool *end, struct ras_error *error)
{
    struct load *const load = context;
    struct job *const job = job_pointer;
    if (load->produced == load->job_total) {
        *end = true;
        return RAS_OK;
    }
    if (load->produced == load->fail_produce)
        return ras_fail(error, RAS_BAD_INPUT, "produce %llu", (unsigned long long)load->produced);
    if (load->produced == load->stop_at)
        atomic_store(&load->stop, RAS_TERMINATED);
    job->number = load->produced++;
    return RAS_OK;
}

static enum ras_status work(void *context, unsigned worker, void *job_pointer,
                            struct ras_error *error)
{
    struct load *const load = context;
    struct job *const job = job_pointer;
    if (worker >= load->thread_count)
        abort();
    load->per_worker[worker]++;
    job->result = spin(job->number * 37 % 1013);
    if (job->number >= load->fail_work && job->number % 3 == load->fail_work % 3)
        return ras_fail(error, RAS_IO, "work %llu", (unsigned long long)job->number);
    return RAS_OK;
}

static enum ras_status consume(void *context, void *job_pointer, struct ras_error *error)
{
    struct load *const load = context;
    struct job *const job = job_pointer;
    if (job->number != load->delivered)
        load->order_errors++;
    if (job->number == load->fail_consume)
        return ras_fail(error, RAS_PIPE_CLOSED, "consume %llu", (unsigned long long)job->number);
    load->delivered++;
    load->sum = load->sum * 31 + job->result;
    return RAS_OK;
}

static enum ras_status load_run(struct load *load, unsigned thread_count, size_t job_count,
                                struct ras_error *error)
{
    struct job jobs[JOB_COUNT_MAX];
    void *pool[JOB_COUNT_MAX];
    memset(jobs, 0, sizeof jobs);
    for (size_t i = 0; i < job_count; i++)
        pool[i] = &jobs[i];
    load->thread_count = thread_count;
    const struct ras_pipeline pipeline = {.produce = produce,
                                          .work = work,
                                          .consume = consume,
                                          .context = load,
                                          .jobs = pool,
                                          .job_count = job_count,
                                          .thread_count = thread_count,
                                          .stop = &load->stop};
    return ras_pipeline_run(&pipeline, error);
}

static struct load load_of(uint64_t job_total)
{
    return (struct load){.job_total = job_total,
                         .fail_produce = UINT64_MAX,
                         .fail_work = UINT64_MAX,
                         .fail_consume = UINT64_MAX,
                         .stop_at = UINT64_MAX};
}

static void check_order(unsigned thread_count, uint64_t job_total, uint64_t wanted_sum)
{
    struct load load = load_of(job_total);
    struct ras_error error = {0};
    const enum ras_status status = load_run(&load, thread_count, thread_count + 2, &error);
    uint64_t worked = 0;
    for (unsigned i = 0; i < 8; i++)
        worked += load.per_worker[i];
    check(status == RAS_OK, "a good run failed", thread_count);
    check(load.order_errors == 0, "jobs out of order", thread_count);
    check(load.delivered == job_total && worked == job_total, "jobs lost", thread_count);
    check(load.sum == wanted_sum, "other results", thread_count);
}

static void check_errors(unsigned thread_count)
{
    struct load load = load_of(300);
    struct ras_error error = {0};
    load.fail_work = 100;
    check(load_run(&load, thread_count, thread_count + 2, &error) == RAS_IO, "work error lost",
          thread_count);
    check(strcmp(error.message, "work 100") == 0 && load.delivered == 100,
          "another error than the first", thread_count);

    load = load_of(300);
    load.fail_work = 100;
    load.fail_consume = 99;
    check(load_run(&load, thread_count, thread_count + 2, &error) == RAS_PIPE_CLOSED &&
              strcmp(error.message, "consume 99") == 0 && load.delivered == 99,
          "a later work error hid a consume error", thread_count);

    load = load_of(300);
    load.fail_produce = 50;
    load.fail_work = 51;
    check(load_run(&load, thread_count, thread_count + 2, &error) == RAS_BAD_INPUT &&
              load.delivered == 50,
          "produce error", thread_count);
    check(error.status == RAS_BAD_INPUT, "status inside the error", thread_count);

    load = load_of(300);
    load.stop_at = 40;
    check(load_run(&load, thread_count, thread_count + 2, &error) == RAS_TERMINATED &&
              load.produced == 41 && load.delivered <= 41 && load.order_errors == 0,
          "stop", thread_count);
}

struct task_load {
    uint64_t results[500];
    size_t fail_at; /* this task and every second behind it */
    size_t stop_at;
    atomic_int stop;
    uint64_t per_worker[8];
};

static enum ras_status task(void *context, unsigned worker, size_t number, struct ras_error *error)
{
    struct task_load *const load = context;
    load->per_worker[worker]++;
    load->results[number] = spin(number);
    if (number == load->stop_at)
        atomic_store(&load->stop, RAS_INTERRUPTED);
    if (number >= load->fail_at && (number - load->fail_at) % 2 == 0)
        return ras_fail(error, RAS_IO, "task %zu", number);
    return RAS_OK;
}

static void check_tasks(unsigned thread_count)
{
    struct task_load load = {.fail_at = SIZE_MAX, .stop_at = SIZE_MAX};
    struct ras_error error = {0};
    check(ras_parallel_run(thread_count, 500, task, &load, &load.stop, &error) == RAS_OK, "tasks",
          thread_count);
    for (size_t i = 0; i < 500; i++)
        check(load.results[i] == spin(i), "a task's result", thread_count);
    load.fail_at = 77;
    check(ras_parallel_run(thread_count, 500, task, &load, &load.stop, &error) == RAS_IO &&
              strcmp(error.message, "task 77") == 0,
          "first task error", thread_count);
    load.fail_at = SIZE_MAX;
    load.stop_at = 10;
    check(ras_parallel_run(thread_count, 500, task, &load, &load.stop, NULL) == RAS_INTERRUPTED,
          "stop of tasks", thread_count);
}

int main(void)
{
    struct load alone = load_of(2000);
    ras_thread_fail_at(1);
    if (load_run(&alone, 1, 3, NULL) != RAS_OK)
        failures++;
    ras_thread_fail_at(0);
    for (unsigned thread_count = 1; thread_count <= 8; thread_count++)
        for (unsigned fail_at = 0; fail_at <= thread_count + 1; fail_at++) {
            ras_thread_fail_at(fail_at);
            check_order(thread_count, 2000, alone.sum);
            ras_thread_fail_at(fail_at);
            for (unsigned round = 0; round < 5; round++)
                check_errors(thread_count);
            ras_thread_fail_at(fail_at);
            check_tasks(thread_count);
        }
    printf("race_pipeline: %u failures\n", failures);
    return failures == 0 ? 0 : 1;
}
