/* Opening an input and choosing its kind; the one place that calls read(2) on inputs. */
#include "read/streams.h"

#include "base/alloc.h"
#include "base/try.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define HASH_ALIGNMENT 64

static const struct ras_stream_kind *const kinds[] = {
#define STREAM(name) &ras_stream_kind_##name,
#include "read/streams.def"
#undef STREAM
};
#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

static enum ras_status descriptor_open(struct ras_stream *stream, struct ras_error *error)
{
    const char *const path = stream->path;
    stream->owned = strcmp(path, "-") != 0;
    if (!stream->owned) {
        stream->path = "standard input";
        stream->descriptor = STDIN_FILENO;
    } else {
        do
            stream->descriptor = open(path, O_RDONLY | O_CLOEXEC);
        while (stream->descriptor < 0 && errno == EINTR);
    }
    if (stream->descriptor < 0) {
        const enum ras_status status =
            errno == ENOENT || errno == ENOTDIR ? RAS_INPUT_MISSING : RAS_IO;
        return ras_fail_at(error, status, path, 0, 0, "cannot open '%s': %s", path,
                           strerror(errno));
    }
    if (fstat(stream->descriptor, &stream->at_open) != 0)
        return ras_fail_at(error, RAS_IO, stream->path, 0, 0, "cannot read '%s': %s", stream->path,
                           strerror(errno));
    if (S_ISDIR(stream->at_open.st_mode))
        return ras_fail_at(error, RAS_BAD_INPUT, stream->path, 0, 0,
                           "cannot read '%s': it is a folder", stream->path);
    stream->regular = S_ISREG(stream->at_open.st_mode);
    if (stream->regular)
        (void)posix_fadvise(stream->descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    return RAS_OK;
}

static enum ras_status hash_open(struct ras_stream *stream, struct ras_error *error)
{
    const size_t bytes = sizeof(XXH3_state_t) + HASH_ALIGNMENT;
    stream->hash_block = ras_alloc(bytes);
    if (stream->hash_block == NULL)
        return ras_no_memory(error, bytes);
    const size_t skip =
        (HASH_ALIGNMENT - (uintptr_t)stream->hash_block % HASH_ALIGNMENT) % HASH_ALIGNMENT;
    stream->hash = (XXH3_state_t *)(void *)((char *)stream->hash_block + skip);
    XXH3_INITSTATE(stream->hash);
    (void)XXH3_64bits_reset(stream->hash);
    return RAS_OK;
}

/* One read(2), counted and hashed. */
static enum ras_status descriptor_read(struct ras_stream *stream, void *out, size_t capacity,
                                       size_t *length, struct ras_error *error)
{
    ssize_t got = 0;
    *length = 0;
    do {
        const int stop = stream->stop == NULL ? 0 : atomic_load(stream->stop);
        if (stop != 0)
            return ras_fail(error, (enum ras_status)stop, "stopped while reading '%s'",
                            stream->path);
        got = read(stream->descriptor, out, capacity);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        const int cause = errno;
        (void)ras_fail_at(error, RAS_IO, stream->path, 0, 0, "cannot read '%s' at byte %llu: %s",
                          stream->path, (unsigned long long)stream->disk_bytes, strerror(cause));
        if (error != NULL)
            error->byte_offset = stream->disk_bytes;
        return RAS_IO;
    }
    stream->ended = got == 0;
    *length = (size_t)got;
    stream->disk_bytes += (uint64_t)got;
    (void)XXH3_64bits_update(stream->hash, out, (size_t)got);
    if (stream->done_bytes != NULL)
        atomic_fetch_add_explicit(stream->done_bytes, (uint64_t)got, memory_order_relaxed);
    return RAS_OK;
}

static bool suffix_fits(const char *path, const char *suffix)
{
    if (suffix == NULL)
        return false;
    const size_t path_length = strlen(path);
    const size_t suffix_length = strlen(suffix);
    return path_length > suffix_length && strcmp(path + path_length - suffix_length, suffix) == 0;
}

/* The first bytes decide; a suffix that promises a kind holds even where they do not fit, so that
 * the kind itself can say what is wrong with them. An empty input is a plain one. */
static enum ras_status kind_choose(struct ras_stream *stream, struct ras_error *error)
{
    while (stream->magic_length < sizeof stream->magic && !stream->ended) {
        size_t got = 0;
        RAS_TRY(descriptor_read(stream, stream->magic + stream->magic_length,
                                sizeof stream->magic - stream->magic_length, &got, error));
        stream->magic_length += got;
    }
    stream->kind = kinds[KIND_COUNT - 1];
    for (size_t i = KIND_COUNT - 1; i > 0 && stream->magic_length > 0; i--) {
        const struct ras_stream_kind *const kind = kinds[i - 1];
        if (suffix_fits(stream->path, kind->suffix) ||
            (kind->magic != NULL && kind->magic(stream->magic, stream->magic_length)))
            stream->kind = kind;
    }
    return RAS_OK;
}

enum ras_status ras_stream_open(struct ras_stream *stream, const char *path, const atomic_int *stop,
                                atomic_uint_fast64_t *done_bytes, struct ras_error *error)
{
    assert(stream != NULL);
    assert(path != NULL);
    *stream =
        (struct ras_stream){.path = path, .descriptor = -1, .stop = stop, .done_bytes = done_bytes};
    enum ras_status status = RAS_OK;
    RAS_TRY_DONE(descriptor_open(stream, error));
    RAS_TRY_DONE(hash_open(stream, error));
    RAS_TRY_DONE(kind_choose(stream, error));
    RAS_TRY_DONE(stream->kind->open(stream, error));
done:
    if (status != RAS_OK)
        ras_stream_close(stream);
    return status;
}

enum ras_status ras_stream_raw(struct ras_stream *stream, char *out, size_t capacity,
                               size_t *length, struct ras_error *error)
{
    assert(capacity > 0);
    const size_t held = stream->magic_length - stream->magic_given;
    if (held > 0) {
        *length = held < capacity ? held : capacity;
        memcpy(out, stream->magic + stream->magic_given, *length);
        stream->magic_given += *length;
        return RAS_OK;
    }
    *length = 0;
    return stream->ended ? RAS_OK : descriptor_read(stream, out, capacity, length, error);
}

enum ras_status ras_stream_read(struct ras_stream *stream, char *out, size_t capacity,
                                size_t *length, struct ras_error *error)
{
    assert(stream->kind != NULL);
    *length = 0;
    while (*length < capacity) {
        size_t got = 0;
        RAS_TRY(stream->kind->read(stream, out + *length, capacity - *length, &got, error));
        if (got == 0)
            break;
        *length += got;
        stream->text_bytes += got;
    }
    return RAS_OK;
}

enum ras_status ras_stream_check(const struct ras_stream *stream, struct ras_error *error)
{
    if (!stream->regular)
        return RAS_OK;
    struct stat now;
    if (fstat(stream->descriptor, &now) != 0)
        return ras_fail_at(error, RAS_IO, stream->path, 0, 0, "cannot read '%s': %s", stream->path,
                           strerror(errno));
    const bool same = now.st_size == stream->at_open.st_size &&
                      now.st_mtim.tv_sec == stream->at_open.st_mtim.tv_sec &&
                      now.st_mtim.tv_nsec == stream->at_open.st_mtim.tv_nsec;
    if (!same)
        return ras_fail_at(error, RAS_BAD_INPUT, stream->path, 0, 0,
                           "'%s' was changed while it was being read", stream->path);
    return RAS_OK;
}

uint64_t ras_stream_hash(const struct ras_stream *stream)
{
    return XXH3_64bits_digest(stream->hash);
}

bool ras_stream_is_compressed(const struct ras_stream *stream)
{
    return stream->kind != &ras_stream_kind_file;
}

void ras_stream_close(struct ras_stream *stream)
{
    if (stream->kind != NULL && stream->state != NULL)
        stream->kind->close(stream);
    if (stream->owned && stream->descriptor >= 0)
        (void)close(stream->descriptor); /* nothing was written: a failed close loses nothing */
    ras_free(stream->hash_block);
    *stream = (struct ras_stream){.descriptor = -1};
}
