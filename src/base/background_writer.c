/* Two buffers between a filler and a writing thread. */
#include "base/background_writer.h"

#include "base/alloc.h"
#include "base/thread.h"
#include "base/write_some.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#define BOTH_BYTES  (2 * RAS_BACKGROUND_BYTES + BLOCK_BYTES) /* with room to align */
#define BLOCK_BYTES ((size_t)4096) /* O_DIRECT: addresses, places and lengths are multiples */

struct ras_background_writer {
    int descriptor;
    bool direct;      /* the writing thread's, as the descriptor is */
    char *block;      /* both buffers, as allocated */
    char *buffers[2]; /* aligned */
    unsigned filling; /* which of them the owner fills */
    atomic_int error_number;
    atomic_uint_fast64_t written_count;
    pthread_t thread;
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t handed;
    pthread_cond_t written;
    const char *data; /* NULL: nothing to write */
    size_t length;
    bool ended;
};

static void direct_set(struct ras_background_writer *writer, bool direct)
{
    const int flags = fcntl(writer->descriptor, F_GETFL);
    if (flags < 0 || writer->direct == direct)
        return;
    if (fcntl(writer->descriptor, F_SETFL, direct ? flags | O_DIRECT : flags & ~O_DIRECT) == 0)
        writer->direct = direct;
}

/* The end of a file is no whole block, and a file system may refuse any block: then the page cache
 * takes it. */
static void bytes_write(struct ras_background_writer *writer, const char *data, size_t length)
{
    while (length > 0 && atomic_load(&writer->error_number) == 0) {
        size_t part = length;
        if (writer->direct && part >= BLOCK_BYTES)
            part -= part % BLOCK_BYTES;
        else
            direct_set(writer, false);
        const ssize_t taken = ras_write_some(writer->descriptor, data, part);
        if (taken < 0 && errno == EINVAL && writer->direct) {
            direct_set(writer, false);
            continue;
        }
        if (taken < 0) {
            atomic_store(&writer->error_number, errno);
            return;
        }
        data += taken;
        length -= (size_t)taken;
        atomic_fetch_add(&writer->written_count, (uint64_t)taken);
        if (length > 0 && (size_t)taken % BLOCK_BYTES != 0)
            direct_set(writer, false); /* no longer at a multiple */
    }
}

static void *writer_main(void *context)
{
    struct ras_background_writer *const writer = context;
    (void)pthread_mutex_lock(&writer->mutex);
    for (;;) {
        while (writer->data == NULL && !writer->ended)
            (void)pthread_cond_wait(&writer->handed, &writer->mutex);
        if (writer->data == NULL)
            break;
        const char *const data = writer->data;
        const size_t length = writer->length;
        (void)pthread_mutex_unlock(&writer->mutex);
        bytes_write(writer, data, length);
        (void)pthread_mutex_lock(&writer->mutex);
        writer->data = NULL;
        (void)pthread_cond_signal(&writer->written);
    }
    (void)pthread_mutex_unlock(&writer->mutex);
    return NULL;
}

static void writer_free(struct ras_background_writer *writer)
{
    ras_free_grown(writer->block, BOTH_BYTES);
    ras_free(writer);
}

struct ras_background_writer *ras_background_writer_start(int descriptor)
{
    struct ras_background_writer *const writer = ras_alloc_zeroed(1, sizeof *writer);
    if (writer == NULL)
        return NULL;
    writer->descriptor = descriptor;
    writer->block = ras_grow(NULL, 0, BOTH_BYTES);
    if (writer->block == NULL) {
        writer_free(writer);
        return NULL;
    }
    const size_t skip = (BLOCK_BYTES - (uintptr_t)writer->block % BLOCK_BYTES) % BLOCK_BYTES;
    writer->buffers[0] = writer->block + skip;
    writer->buffers[1] = writer->buffers[0] + RAS_BACKGROUND_BYTES;
    direct_set(writer, true);
    (void)pthread_mutex_init(&writer->mutex, NULL);
    (void)pthread_cond_init(&writer->handed, NULL);
    (void)pthread_cond_init(&writer->written, NULL);
    if (ras_thread_start(&writer->thread, writer_main, writer))
        return writer;
    direct_set(writer, false);
    writer_free(writer);
    return NULL;
}

char *ras_background_writer_buffer(struct ras_background_writer *writer)
{
    return writer->buffers[writer->filling];
}

char *ras_background_writer_hand(struct ras_background_writer *writer, size_t length)
{
    assert(length <= RAS_BACKGROUND_BYTES);
    (void)pthread_mutex_lock(&writer->mutex);
    while (writer->data != NULL)
        (void)pthread_cond_wait(&writer->written, &writer->mutex);
    writer->data = length == 0 ? NULL : writer->buffers[writer->filling];
    writer->length = length;
    writer->filling ^= 1u;
    (void)pthread_cond_signal(&writer->handed);
    (void)pthread_mutex_unlock(&writer->mutex);
    return writer->buffers[writer->filling];
}

int ras_background_writer_error(const struct ras_background_writer *writer, uint64_t *written_count)
{
    *written_count = atomic_load(&writer->written_count);
    return atomic_load(&writer->error_number);
}

int ras_background_writer_stop(struct ras_background_writer *writer, uint64_t *written_count)
{
    (void)pthread_mutex_lock(&writer->mutex);
    writer->ended = true;
    (void)pthread_cond_signal(&writer->handed);
    (void)pthread_mutex_unlock(&writer->mutex);
    (void)pthread_join(writer->thread, NULL);
    const int error_number = ras_background_writer_error(writer, written_count);
    direct_set(writer, false);
    (void)pthread_cond_destroy(&writer->handed);
    (void)pthread_cond_destroy(&writer->written);
    (void)pthread_mutex_destroy(&writer->mutex);
    writer_free(writer);
    return error_number;
}
