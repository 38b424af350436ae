#include "base/background.h"

#include "base/thread.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdatomic.h>

struct job {
    atomic_bool may_end;
    pthread_t done_by;
    unsigned runs;
    enum ras_status status;
};

static enum ras_status work(void *context, struct ras_error *error)
{
    struct job *const job = context;
    while (!atomic_load(&job->may_end))
        ;
    job->done_by = pthread_self();
    job->runs++;
    return job->status == RAS_OK ? RAS_OK : ras_fail(error, job->status, "the disk is full");
}

Test(background, the_caller_goes_on_meanwhile)
{
    struct job job = {.status = RAS_OK};
    struct ras_background background;
    ras_background_begin(&background, work, &job);
    atomic_store(&job.may_end, true); /* reached while the work still waits for it */
    cr_assert_eq(ras_background_end(&background, NULL), RAS_OK);
    cr_assert_eq(job.runs, 1);
    cr_assert_not(pthread_equal(job.done_by, pthread_self()));
}

Test(background, an_error_is_told_each_time)
{
    struct job job = {.may_end = true, .status = RAS_IO};
    struct ras_background background;
    ras_background_begin(&background, work, &job);
    for (unsigned i = 0; i < 2; i++) {
        struct ras_error error = {.status = RAS_OK};
        cr_assert_eq(ras_background_end(&background, &error), RAS_IO);
        cr_assert_eq(error.status, RAS_IO);
        cr_assert_str_eq(error.message, "the disk is full");
    }
    cr_assert_eq(ras_background_end(&background, NULL), RAS_IO);
    cr_assert_eq(job.runs, 1);
}

Test(background, without_a_thread_it_is_done_at_once)
{
    struct job job = {.may_end = true, .status = RAS_OK};
    struct ras_background background;
    ras_thread_fail_at(1);
    ras_background_begin(&background, work, &job);
    ras_thread_fail_at(0);
    cr_assert_eq(job.runs, 1);
    cr_assert(pthread_equal(job.done_by, pthread_self()));
    cr_assert_eq(ras_background_end(&background, NULL), RAS_OK);
}
