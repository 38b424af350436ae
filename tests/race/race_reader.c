/* One thread reads, three parse: rows are counted whoever counts them. For ThreadSanitizer. */
#include "read/reader.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define WORKERS 3
#define ROWS    20000

struct shared {
    pthread_mutex_t lock; /* holds reader, and nothing else */
    struct ras_reader *reader;
    atomic_uint_fast64_t rows;
};

static void must(int holds, const char *what)
{
    if (!holds) {
        (void)fprintf(stderr, "race_reader: %s\n", what);
        exit(1);
    }
}

static void *work(void *context)
{
    struct shared *const shared = context;
    struct ras_chunk chunk;
    struct ras_error error;
    bool end = false;
    ras_chunk_init(&chunk);
    for (;;) {
        pthread_mutex_lock(&shared->lock);
        const enum ras_status status = ras_reader_next(shared->reader, &chunk, &end, &error);
        pthread_mutex_unlock(&shared->lock);
        must(status == RAS_OK, error.message);
        if (end)
            break;
        must(ras_chunk_parse(&chunk, &error) == RAS_OK, error.message);
        atomic_fetch_add(&shared->rows, chunk.batch.row_count + chunk.batch.reject_count);
        uint64_t done = 0;
        uint64_t total = 0;
        ras_reader_progress(shared->reader, &done, &total);
        must(done <= total, "progress beyond the end");
    }
    ras_chunk_fini(&chunk);
    return NULL;
}

int main(void)
{
    static struct shared shared = {.lock = PTHREAD_MUTEX_INITIALIZER};
    static char text[ROWS * 24];
    size_t length = (size_t)snprintf(text, sizeof text, "id,full_name\n");
    for (unsigned i = 0; i < ROWS; i++)
        length += (size_t)snprintf(text + length, 24, i % 7 == 0 ? "%u\n" : "%u,\"a\"\"b\"\n", i);
    const int descriptor = memfd_create("race", 0);
    must(write(descriptor, text, length) == (ssize_t)length, "cannot write the input");
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    const char *const paths[] = {path, path};
    struct ras_reader_settings settings = {.paths = paths, .path_count = 2, .chunk_bytes = 4096};
    must(ras_reader_open(&shared.reader, &settings, NULL) == RAS_OK, "cannot open");
    pthread_t threads[WORKERS];
    for (unsigned i = 0; i < WORKERS; i++)
        must(pthread_create(&threads[i], NULL, work, &shared) == 0, "cannot start a thread");
    for (unsigned i = 0; i < WORKERS; i++)
        pthread_join(threads[i], NULL);
    const uint64_t counted = ras_reader_file_at(shared.reader, 0)->row_count +
                             ras_reader_file_at(shared.reader, 1)->row_count;
    must(counted == 2 * ROWS && atomic_load(&shared.rows) == counted, "rows lost");
    ras_reader_close(shared.reader);
    close(descriptor);
    return 0;
}
