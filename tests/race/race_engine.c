/* The whole engine under load, for ThreadSanitizer: a small province is generated and run with one,
 * four and eight threads, from an index that is built and from one that is reused, and every run
 * counts the same. A second program thread asks a further run to stop. */
#include "generate/generator.h"
#include "rasoat/rasoat.h"

#include <errno.h>
#include <ftw.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define RESIDENTS 5000

/* libxlsxwriter dates a book with gmtime, whose result is one static struct of the C library. All
 * books of a run bear the same date, so what one thread writes there is what the other reads; to
 * close the books one after the other would cost the whole gain of writing them in parallel. */
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void)
{
    return "race:_write_dcterms_created\nrace:_write_dcterms_modified\n";
}

static int fail(const char *what, const struct ras_error *error)
{
    fprintf(stderr, "race_engine: %s: %s\n", what, error == NULL ? "" : error->message);
    return 1;
}

static int entry_remove(const char *path, const struct stat *information, int kind,
                        struct FTW *place)
{
    (void)information;
    (void)kind;
    (void)place;
    return remove(path);
}

static int folder_remove(const char *path)
{
    return nftw(path, entry_remove, 16, FTW_DEPTH | FTW_PHYS);
}

/* Progress comes from one thread at a time, whichever it is: a plain counter must do. */
static void count_call(void *context, const struct ras_progress *progress)
{
    uint64_t *const calls = context;
    *calls += progress->stage[0] != '\0';
}

static int same_counts(const struct ras_run_result *a, const struct ras_run_result *b)
{
    int same = a->source_count == b->source_count && a->task_count == b->task_count &&
               a->worklist_count == b->worklist_count &&
               memcmp(a->word_percent, b->word_percent, sizeof a->word_percent) == 0;
    for (unsigned i = 0; same && i < a->source_count; i++)
        same = memcmp(&a->sources[i], &b->sources[i], sizeof a->sources[i]) == 0;
    return same;
}

static int run_all(const struct ras_config *config, const char *state)
{
    static const unsigned thread_counts[] = {1, 4, 8, 8};
    struct ras_run_result first = {.source_count = 0};
    for (unsigned i = 0; i < sizeof thread_counts / sizeof thread_counts[0]; i++) {
        struct ras_run_result result;
        struct ras_error error = {.status = RAS_OK};
        uint64_t calls = 0;
        const struct ras_engine_options options = {
            .thread_count = thread_counts[i], .progress = count_call, .progress_context = &calls};
        if (i != 2) /* the third run reuses the index of the second */
            (void)folder_remove(state);
        if (ras_engine_run(config, &options, &result, &error) != RAS_OK)
            return fail("a run ended badly", &error);
        if (calls == 0)
            return fail("no progress was told", NULL);
        if (result.index_reused != (i == 2))
            return fail("the index was reused, or was not, against expectation", NULL);
        if (i == 0)
            first = result;
        else if (!same_counts(&first, &result))
            return fail("counts differ between thread counts", NULL);
    }
    return 0;
}

static void *stop_soon(void *context)
{
    const struct timespec pause = {.tv_nsec = 30000000};
    (void)nanosleep(&pause, NULL);
    ras_stop_request(context, RAS_TERMINATED);
    return NULL;
}

static int run_stopped(const struct ras_config *config)
{
    struct ras_run_result result;
    struct ras_error error = {.status = RAS_OK};
    pthread_t thread;
    struct ras_stop *const stop = ras_stop_create();
    if (stop == NULL || pthread_create(&thread, NULL, stop_soon, stop) != 0)
        return fail("no thread", NULL);
    const struct ras_engine_options options = {.thread_count = 4, .stop = stop};
    const enum ras_status status = ras_engine_run(config, &options, &result, &error);
    (void)pthread_join(thread, NULL);
    ras_stop_destroy(stop);
    if (status != RAS_TERMINATED && status != RAS_OK)
        return fail("a stopped run ended badly", &error);
    return 0;
}

int main(void)
{
    char folder[] = "/tmp/race_engine.XXXXXX";
    char data[64], path[96], state[96];
    struct ras_generator_settings settings;
    struct ras_generator_result made;
    struct ras_config *config = NULL;
    struct ras_error error = {.status = RAS_OK};
    if (mkdtemp(folder) == NULL)
        return fail("no folder", NULL);
    (void)snprintf(data, sizeof data, "%s/data", folder);
    (void)snprintf(path, sizeof path, "%s/rasoat.yaml", data);
    (void)snprintf(state, sizeof state, "%s/out/state", data);
    ras_generator_defaults(&settings);
    settings.directory = data;
    settings.resident_count = RESIDENTS;
    settings.dirt = 2;
    settings.thread_count = 4;
    int code = 0;
    if (ras_generate(&settings, &made, &error) != RAS_OK)
        code = fail("cannot generate", &error);
    else if (ras_config_read(path, &config, &error) != RAS_OK)
        code = fail("cannot read the config", &error);
    if (code == 0)
        code = run_all(config, state);
    if (code == 0)
        code = run_stopped(config);
    ras_config_destroy(config);
    (void)folder_remove(folder);
    if (code == 0)
        puts("race_engine: every run counted the same");
    return code;
}
