/* Ordered pipelines and parallel tasks; their races are looked for in tests/race. */
#include "base/pipeline.h"
#include "base/thread.h"

#include "base/alloc.h"

#include <criterion/criterion.h>

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

struct numbers {
    uint64_t total, produced, delivered;
    uint64_t failing;          /* job whose work fails without a message, UINT64_MAX = none */
    atomic_uint running, most; /* at once */
    bool in_order;
};

static enum ras_status produce(void *context, void *job, bool *end, struct ras_error *error)
{
    struct numbers *const numbers = context;
    (void)error;
    *end = numbers->produced == numbers->total;
    if (!*end)
        *(uint64_t *)job = numbers->produced++;
    return RAS_OK;
}

static enum ras_status work(void *context, unsigned worker, void *job, struct ras_error *error)
{
    struct numbers *const numbers = context;
    (void)worker;
    (void)error;
    const unsigned running = atomic_fetch_add(&numbers->running, 1) + 1;
    unsigned most = atomic_load(&numbers->most);
    while (running > most && !atomic_compare_exchange_weak(&numbers->most, &most, running))
        continue;
    (void)usleep((unsigned)(*(uint64_t *)job % 3) * 300);
    (void)atomic_fetch_sub(&numbers->running, 1);
    return *(uint64_t *)job == numbers->failing ? RAS_BAD_INPUT : RAS_OK;
}

static enum ras_status consume(void *context, void *job, struct ras_error *error)
{
    struct numbers *const numbers = context;
    (void)error;
    numbers->in_order = numbers->in_order && *(uint64_t *)job == numbers->delivered;
    numbers->delivered++;
    return RAS_OK;
}

static enum ras_status numbers_run(struct numbers *numbers, unsigned thread_count, size_t job_count,
                                   bool consuming, struct ras_error *error)
{
    uint64_t jobs[16];
    void *pool[16];
    for (size_t i = 0; i < 16; i++)
        pool[i] = &jobs[i];
    numbers->in_order = true;
    const struct ras_pipeline pipeline = {.produce = produce,
                                          .work = work,
                                          .consume = consuming ? consume : NULL,
                                          .context = numbers,
                                          .jobs = pool,
                                          .job_count = job_count,
                                          .thread_count = thread_count};
    return ras_pipeline_run(&pipeline, error);
}

Test(pipeline, no_job_one_job_many_jobs)
{
    for (unsigned thread_count = 1; thread_count <= 4; thread_count++)
        for (uint64_t total = 0; total < 100; total = total * 3 + 1) {
            struct numbers numbers = {.total = total, .failing = UINT64_MAX};
            cr_assert_eq(numbers_run(&numbers, thread_count, thread_count + 2, true, NULL), RAS_OK);
            cr_assert_eq(numbers.delivered, total);
            cr_assert(numbers.in_order);
        }
}

Test(pipeline, workers_work_at_once)
{
    struct numbers numbers = {.total = 60, .failing = UINT64_MAX};
    cr_assert_eq(numbers_run(&numbers, 3, 6, true, NULL), RAS_OK);
    cr_assert_gt(atomic_load(&numbers.most), 1);
    cr_assert_leq(atomic_load(&numbers.most), 3);
}

Test(pipeline, a_pool_of_one_is_slow_but_right)
{
    struct numbers numbers = {.total = 20, .failing = UINT64_MAX};
    cr_assert_eq(numbers_run(&numbers, 4, 1, true, NULL), RAS_OK);
    cr_assert_eq(numbers.delivered, 20);
    cr_assert(numbers.in_order);
    cr_assert_eq(atomic_load(&numbers.most), 1);
}

Test(pipeline, a_consumer_is_not_needed)
{
    struct numbers numbers = {.total = 20, .failing = UINT64_MAX};
    cr_assert_eq(numbers_run(&numbers, 2, 4, false, NULL), RAS_OK);
    cr_assert_eq(numbers.produced, 20);
}

Test(pipeline, a_failure_without_a_message_keeps_its_status)
{
    for (unsigned thread_count = 1; thread_count <= 4; thread_count++) {
        struct numbers numbers = {.total = 50, .failing = 13};
        struct ras_error error;
        memset(&error, 0x55, sizeof error);
        cr_assert_eq(numbers_run(&numbers, thread_count, thread_count + 2, true, &error),
                     RAS_BAD_INPUT);
        cr_assert_eq(error.status, RAS_BAD_INPUT);
        cr_assert_eq(numbers.delivered, 13);
        numbers = (struct numbers){.total = 50, .failing = 13};
        cr_assert_eq(numbers_run(&numbers, thread_count, thread_count + 2, true, NULL),
                     RAS_BAD_INPUT);
    }
}

Test(pipeline, threads_that_do_not_start_cost_time_only)
{
    for (unsigned k = 1; k <= 4; k++) {
        struct numbers numbers = {.total = 40, .failing = UINT64_MAX};
        ras_thread_fail_at(k);
        cr_assert_eq(numbers_run(&numbers, 4, 6, true, NULL), RAS_OK);
        ras_thread_fail_at(0);
        cr_assert_eq(numbers.delivered, 40);
        cr_assert(numbers.in_order);
        cr_assert_leq(atomic_load(&numbers.most), k == 1 ? 1 : k - 1);
        numbers = (struct numbers){.total = 50, .failing = 13};
        struct ras_error error = {0};
        ras_thread_fail_at(k);
        cr_assert_eq(numbers_run(&numbers, 4, 6, true, &error), RAS_BAD_INPUT);
        ras_thread_fail_at(0);
        cr_assert_eq(error.status, RAS_BAD_INPUT);
        cr_assert_eq(numbers.delivered, 13);
    }
}

Test(pipeline, every_failed_allocation_is_told)
{
    for (uint64_t k = 1; k <= 3; k++) {
        struct numbers numbers = {.total = 5, .failing = UINT64_MAX};
        ras_alloc_fail_at(k);
        cr_assert_eq(numbers_run(&numbers, 2, 4, true, NULL), RAS_NO_MEMORY);
        ras_alloc_fail_at(0);
        cr_assert_eq(numbers.produced, 0);
    }
}

Test(pipeline, a_stop_before_the_start_produces_nothing)
{
    struct numbers numbers = {.total = 5, .failing = UINT64_MAX};
    const atomic_int stop = RAS_INTERRUPTED;
    uint64_t jobs[3];
    void *const pool[3] = {&jobs[0], &jobs[1], &jobs[2]};
    for (unsigned k = 0; k <= 1; k++) {
        const struct ras_pipeline pipeline = {.produce = produce,
                                              .work = work,
                                              .context = &numbers,
                                              .jobs = pool,
                                              .job_count = 3,
                                              .thread_count = 1,
                                              .stop = &stop};
        ras_thread_fail_at(k);
        struct ras_error error = {0};
        cr_assert_eq(ras_pipeline_run(&pipeline, &error), RAS_INTERRUPTED);
        cr_assert_eq(error.status, RAS_INTERRUPTED);
        ras_thread_fail_at(0);
        cr_assert_eq(numbers.produced, 0);
    }
}

struct tasks {
    atomic_uint seen[100];
    size_t failing;
    atomic_uint worker_most;
};

static enum ras_status task(void *context, unsigned worker, size_t number, struct ras_error *error)
{
    struct tasks *const tasks = context;
    (void)error;
    (void)atomic_fetch_add(&tasks->seen[number], 1);
    if (worker > atomic_load(&tasks->worker_most))
        atomic_store(&tasks->worker_most, worker);
    return number >= tasks->failing ? RAS_IO : RAS_OK;
}

Test(pipeline, every_task_runs_once)
{
    for (unsigned thread_count = 1; thread_count <= 5; thread_count++)
        for (size_t count = 0; count <= 100; count += 25) {
            struct tasks tasks = {.failing = SIZE_MAX};
            cr_assert_eq(ras_parallel_run(thread_count, count, task, &tasks, NULL, NULL), RAS_OK);
            for (size_t i = 0; i < 100; i++)
                cr_assert_eq(atomic_load(&tasks.seen[i]), i < count);
            cr_assert_lt(atomic_load(&tasks.worker_most), thread_count);
        }
}

Test(pipeline, the_lowest_task_error_wins_and_those_before_it_run)
{
    for (unsigned thread_count = 1; thread_count <= 5; thread_count++) {
        struct tasks tasks = {.failing = 40};
        struct ras_error error = {0};
        cr_assert_eq(ras_parallel_run(thread_count, 100, task, &tasks, NULL, &error), RAS_IO);
        cr_assert_eq(error.status, RAS_IO);
        for (size_t i = 0; i <= 40; i++)
            cr_assert_eq(atomic_load(&tasks.seen[i]), 1);
        cr_assert_eq(atomic_load(&tasks.seen[40 + thread_count]), 0);
    }
}

Test(pipeline, tasks_without_threads_or_memory)
{
    struct tasks tasks = {.failing = SIZE_MAX};
    ras_thread_fail_at(1);
    cr_assert_eq(ras_parallel_run(4, 100, task, &tasks, NULL, NULL), RAS_OK);
    ras_thread_fail_at(0);
    cr_assert_eq(atomic_load(&tasks.worker_most), 0);
    ras_alloc_fail_at(1);
    cr_assert_eq(ras_parallel_run(4, 100, task, &tasks, NULL, NULL), RAS_NO_MEMORY);
    cr_assert_eq(ras_parallel_run(1, 50, task, &tasks, NULL, NULL), RAS_OK);
    ras_alloc_fail_at(0);
    const atomic_int stop = RAS_TERMINATED;
    cr_assert_eq(ras_parallel_run(2, 100, task, &tasks, &stop, NULL), RAS_TERMINATED);
}
