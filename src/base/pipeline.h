/* One producer, N workers, ordered delivery: the shape of every stage that streams.
 *
 *   producer ── job 0, 1, 2 ... ──> workers (any order) ──> consumer (strictly 0, 1, 2 ...)
 *       ^                                                        │
 *       └──────────────── emptied jobs come back ────────────────┘
 *
 * The caller gives a pool of `job_count` jobs; that pool is the back-pressure: the producer waits
 * for an empty job, so memory is bounded whatever the input. The producer has the caller's thread
 * to itself (reading and decompression overlap work, and a signal, which goes to the main thread,
 * interrupts its read); the workers are threads of their own with asynchronous signals blocked.
 * There is no consumer thread: a worker that ends the job whose turn it is delivers it, and all
 * ready ones behind it, while the others work on. One delivery at a time, in order: output bytes
 * cannot depend on the number of threads.
 *
 * Errors: the first error in job order wins (so it too does not depend on threads): every job
 * before it is worked on and delivered, every job behind it is drained unseen. A thread that cannot
 * be started only makes the run slower; with none, everything runs on the caller's thread.
 * Stopping: when *stop becomes non-zero the producer ends early, jobs not yet begun are drained and
 * the call returns that status (RAS_INTERRUPTED or RAS_TERMINATED); an error before it in job order
 * still wins.
 * Locks: one mutex inside; no callback is called with it held. */
#ifndef RASOAT_BASE_PIPELINE_H
#define RASOAT_BASE_PIPELINE_H

#include "rasoat/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct ras_pipeline {
    /* Fill *job; set *end (and leave the job unused) when there is no more. One thread. */
    enum ras_status (*produce)(void *context, void *job, bool *end, struct ras_error *error);
    /* Work on a job; worker is 0 .. thread_count - 1, for per-worker scratch. Many threads. */
    enum ras_status (*work)(void *context, unsigned worker, void *job, struct ras_error *error);
    /* Take a finished job, in order. One thread at a time. May be NULL. */
    enum ras_status (*consume)(void *context, void *job, struct ras_error *error);
    void *context;
    void *const *jobs; /* the pool: job_count pointers, at least thread_count + 2 */
    size_t job_count;
    unsigned thread_count;  /* workers, at least 1 */
    const atomic_int *stop; /* may be NULL */
};

enum ras_status ras_pipeline_run(const struct ras_pipeline *pipeline,
                                 struct ras_error *error) RAS_MUST_CHECK;

/* task_count independent tasks over thread_count threads, taken in rising order of task. The first
 * error by task number wins. Results go where the task number says, never in order of arrival. */
typedef enum ras_status ras_task_function(void *context, unsigned worker, size_t task,
                                          struct ras_error *error);
enum ras_status ras_parallel_run(unsigned thread_count, size_t task_count, ras_task_function *task,
                                 void *context, const atomic_int *stop,
                                 struct ras_error *error) RAS_MUST_CHECK;

#endif
