/* Ordered pipelines and independent tasks over threads.
 *
 * Sequence numbers: the producer numbers the jobs it fills 0, 1, 2 ... At any time
 *
 *     delivered  <=  taken  <=  produced  <=  delivered + job_count
 *
 * jobs [delivered, taken) are being worked on or wait for their turn, [taken, produced) wait for a
 * worker. At most job_count numbers are alive, so number % job_count names a slot of the ring.
 *
 * Failing: `failed` is the lowest number with an error (UINT64_MAX: none). Jobs are taken in rising
 * order, so when a job fails all jobs before it are in hands already; they are ended and delivered,
 * and may still lower `failed`. What is returned is thus the error a single thread would meet.
 *
 * One mutex guards every field of struct run; a callback runs with it free. What a job holds passes
 * from thread to thread through that mutex. */
#include "base/pipeline.h"

#include "base/alloc.h"
#include "base/thread.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>

#define NONE_FAILED UINT64_MAX

struct slot {
    void *job;
    bool done; /* worked on, or skipped because an earlier job failed */
};

struct run {
    const struct ras_pipeline *pipeline;
    pthread_mutex_t mutex;
    pthread_cond_t filled;  /* workers wait: a job to take, or the end */
    pthread_cond_t emptied; /* the producer waits: an empty job */
    struct slot *slots;     /* ring of job_count */
    void **empty;           /* stack: the job emptied last is the warmest */
    size_t empty_count;
    uint64_t produced, taken, delivered;
    bool ended;      /* nothing more will be produced */
    bool delivering; /* a worker is inside deliver_ready */
    uint64_t failed;
    enum ras_status failed_status;
    struct ras_error failed_error;
};

struct worker {
    pthread_t thread;
    void *shared; /* struct run or struct task_run */
    unsigned number;
};

/* Starts up to `count` threads numbered from `first`; says how many run. */
static unsigned threads_start(struct worker *workers, unsigned count, unsigned first, void *shared,
                              void *(*body)(void *))
{
    unsigned started = 0;
    while (started < count) {
        struct worker *const worker = &workers[started];
        worker->shared = shared;
        worker->number = first + started;
        if (!ras_thread_start(&worker->thread, body, worker))
            break;
        started++;
    }
    return started;
}

static void threads_join(struct worker *workers, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        (void)pthread_join(workers[i].thread, NULL);
}

static enum ras_status stop_status(const atomic_int *stop)
{
    return stop == NULL ? RAS_OK
                        : (enum ras_status)atomic_load_explicit(stop, memory_order_relaxed);
}

static enum ras_status stop_fail(enum ras_status status, struct ras_error *error)
{
    return ras_fail(error, status, "stopped by a signal");
}

/* With the mutex held. A callback that fails need not have filled its error. */
static void record_failure(struct run *run, uint64_t number, enum ras_status status,
                           const struct ras_error *error)
{
    if (status == RAS_OK || number >= run->failed)
        return;
    run->failed = number;
    run->failed_status = status;
    run->failed_error = *error;
    run->failed_error.status = status;
}

/* With the mutex held on entry and return. Only one thread is inside, and it leaves only when the
 * job whose turn it is is not done: so no done job is ever left behind. */
static void deliver_ready(struct run *run)
{
    const struct ras_pipeline *const pipeline = run->pipeline;
    if (run->delivering)
        return;
    run->delivering = true;
    while (run->delivered < run->taken && run->slots[run->delivered % pipeline->job_count].done) {
        const uint64_t number = run->delivered;
        void *const job = run->slots[number % pipeline->job_count].job;
        if (number < run->failed && pipeline->consume != NULL) {
            struct ras_error error = {0};
            (void)pthread_mutex_unlock(&run->mutex);
            const enum ras_status status = pipeline->consume(pipeline->context, job, &error);
            (void)pthread_mutex_lock(&run->mutex);
            record_failure(run, number, status, &error);
        }
        run->delivered++;
        run->empty[run->empty_count++] = job;
        (void)pthread_cond_signal(&run->emptied);
    }
    run->delivering = false;
}

/* With the mutex held on entry and return. */
static void work_on_next(struct run *run, unsigned worker)
{
    const struct ras_pipeline *const pipeline = run->pipeline;
    const uint64_t number = run->taken++;
    struct slot *const slot = &run->slots[number % pipeline->job_count];
    if (number < run->failed) {
        struct ras_error error = {0};
        (void)pthread_mutex_unlock(&run->mutex);
        enum ras_status status = stop_status(pipeline->stop);
        if (status != RAS_OK)
            (void)stop_fail(status, &error);
        else
            status = pipeline->work(pipeline->context, worker, slot->job, &error);
        (void)pthread_mutex_lock(&run->mutex);
        record_failure(run, number, status, &error);
    }
    slot->done = true;
    deliver_ready(run);
}

static void *worker_main(void *argument)
{
    const struct worker *const worker = argument;
    struct run *const run = worker->shared;
    (void)pthread_mutex_lock(&run->mutex);
    for (;;) {
        while (run->taken == run->produced && !run->ended)
            (void)pthread_cond_wait(&run->filled, &run->mutex);
        if (run->taken == run->produced)
            break;
        work_on_next(run, worker->number);
    }
    (void)pthread_mutex_unlock(&run->mutex);
    return NULL;
}

/* One job: false at the end, whatever its reason. The mutex is free on entry and return. */
static bool produce_next(struct run *run)
{
    const struct ras_pipeline *const pipeline = run->pipeline;
    struct ras_error error = {0};
    bool end = false;
    (void)pthread_mutex_lock(&run->mutex);
    while (run->empty_count == 0)
        (void)pthread_cond_wait(&run->emptied, &run->mutex);
    if (run->failed != NONE_FAILED) {
        (void)pthread_mutex_unlock(&run->mutex);
        return false;
    }
    void *const job = run->empty[--run->empty_count];
    (void)pthread_mutex_unlock(&run->mutex);

    enum ras_status status = stop_status(pipeline->stop);
    if (status != RAS_OK)
        (void)stop_fail(status, &error);
    else
        status = pipeline->produce(pipeline->context, job, &end, &error);

    (void)pthread_mutex_lock(&run->mutex);
    record_failure(run, run->produced, status, &error);
    const bool more = status == RAS_OK && !end;
    if (more) {
        run->slots[run->produced % pipeline->job_count] = (struct slot){.job = job};
        run->produced++;
        (void)pthread_cond_signal(&run->filled);
    }
    (void)pthread_mutex_unlock(&run->mutex);
    return more;
}

/* Everything on this thread: no worker could be started. */
static enum ras_status run_alone(const struct ras_pipeline *pipeline, struct ras_error *error)
{
    void *const job = pipeline->jobs[0];
    for (;;) {
        bool end = false;
        enum ras_status status = stop_status(pipeline->stop);
        if (status != RAS_OK)
            return stop_fail(status, error);
        status = pipeline->produce(pipeline->context, job, &end, error);
        if (status != RAS_OK || end)
            return status;
        status = pipeline->work(pipeline->context, 0, job, error);
        if (status == RAS_OK && pipeline->consume != NULL)
            status = pipeline->consume(pipeline->context, job, error);
        if (status != RAS_OK)
            return status;
    }
}

static enum ras_status run_threads(struct run *run, struct worker *workers, struct ras_error *error)
{
    const struct ras_pipeline *const pipeline = run->pipeline;
    for (size_t i = 0; i < pipeline->job_count; i++)
        run->empty[i] = pipeline->jobs[pipeline->job_count - 1 - i];
    run->empty_count = pipeline->job_count;
    run->failed = NONE_FAILED;
    (void)pthread_mutex_init(&run->mutex, NULL);
    (void)pthread_cond_init(&run->filled, NULL);
    (void)pthread_cond_init(&run->emptied, NULL);

    const unsigned started = threads_start(workers, pipeline->thread_count, 0, run, worker_main);
    while (started > 0 && produce_next(run))
        continue;
    (void)pthread_mutex_lock(&run->mutex);
    run->ended = true;
    (void)pthread_cond_broadcast(&run->filled);
    (void)pthread_mutex_unlock(&run->mutex);
    threads_join(workers, started);

    (void)pthread_cond_destroy(&run->emptied);
    (void)pthread_cond_destroy(&run->filled);
    (void)pthread_mutex_destroy(&run->mutex);
    if (started == 0)
        return run_alone(pipeline, error);
    assert(run->failed != NONE_FAILED || run->delivered == run->produced);
    if (run->failed == NONE_FAILED)
        return RAS_OK;
    if (error != NULL)
        *error = run->failed_error;
    return run->failed_status;
}

enum ras_status ras_pipeline_run(const struct ras_pipeline *pipeline, struct ras_error *error)
{
    assert(pipeline->produce != NULL && pipeline->work != NULL);
    assert(pipeline->thread_count >= 1);
    assert(pipeline->job_count >= 1);
    struct run run = {.pipeline = pipeline};
    enum ras_status status = RAS_OK;
    struct worker *const workers = ras_alloc_zeroed(pipeline->thread_count, sizeof *workers);
    run.slots = ras_alloc_zeroed(pipeline->job_count, sizeof *run.slots);
    run.empty = ras_alloc_zeroed(pipeline->job_count, sizeof *run.empty);
    if (workers == NULL || run.slots == NULL || run.empty == NULL)
        status =
            ras_no_memory(error, pipeline->job_count * (sizeof *run.slots + sizeof *run.empty) +
                                     pipeline->thread_count * sizeof *workers);
    else
        status = run_threads(&run, workers, error);
    if (status != RAS_OK && error != NULL)
        error->status = status;
    ras_free(run.empty);
    ras_free(run.slots);
    ras_free(workers);
    return status;
}

/* ---- independent tasks ----------------------------------------------------------------------- */

struct task_run {
    ras_task_function *task;
    void *context;
    const atomic_int *stop;
    size_t task_count;
    atomic_size_t next;
    atomic_size_t failed;  /* lowest number with an error, SIZE_MAX = none */
    pthread_mutex_t mutex; /* guards what follows, and writing of failed */
    enum ras_status failed_status;
    struct ras_error failed_error;
};

static void record_task_failure(struct task_run *run, size_t number, enum ras_status status,
                                const struct ras_error *error)
{
    (void)pthread_mutex_lock(&run->mutex);
    if (number < atomic_load(&run->failed)) {
        atomic_store(&run->failed, number);
        run->failed_status = status;
        run->failed_error = *error;
        run->failed_error.status = status;
    }
    (void)pthread_mutex_unlock(&run->mutex);
}

static void *task_main(void *argument)
{
    const struct worker *const worker = argument;
    struct task_run *const run = worker->shared;
    for (;;) {
        const size_t number = atomic_fetch_add(&run->next, 1);
        if (number >= run->task_count || number > atomic_load(&run->failed))
            return NULL;
        struct ras_error error = {0};
        enum ras_status status = stop_status(run->stop);
        if (status != RAS_OK)
            (void)stop_fail(status, &error);
        else
            status = run->task(run->context, worker->number, number, &error);
        if (status != RAS_OK)
            record_task_failure(run, number, status, &error);
    }
}

enum ras_status ras_parallel_run(unsigned thread_count, size_t task_count, ras_task_function *task,
                                 void *context, const atomic_int *stop, struct ras_error *error)
{
    assert(thread_count >= 1);
    assert(task != NULL);
    struct task_run run = {.task = task,
                           .context = context,
                           .stop = stop,
                           .task_count = task_count,
                           .failed = SIZE_MAX};
    /* The caller is worker 0, so a lone thread needs nothing from the heap. */
    const unsigned useful = thread_count <= task_count ? thread_count : (unsigned)task_count;
    const unsigned extra = useful > 1 ? useful - 1 : 0;
    struct worker *const workers = extra > 0 ? ras_alloc_zeroed(extra, sizeof *workers) : NULL;
    if (extra > 0 && workers == NULL)
        return ras_no_memory(error, extra * sizeof *workers);
    (void)pthread_mutex_init(&run.mutex, NULL);
    const unsigned started = threads_start(workers, extra, 1, &run, task_main);
    struct worker caller = {.shared = &run, .number = 0};
    (void)task_main(&caller);
    threads_join(workers, started);
    (void)pthread_mutex_destroy(&run.mutex);
    ras_free(workers);
    if (atomic_load(&run.failed) == SIZE_MAX)
        return RAS_OK;
    if (error != NULL)
        *error = run.failed_error;
    return run.failed_status;
}
