/* Buffered write(2) with a sticky error, and the few operations on folders. */
#include "base/output.h"

#include "base/alloc.h"
#include "base/background_writer.h"
#include "base/write_some.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_BYTES    ((size_t)256 << 10)
#define WRITEBACK_BYTES ((uint64_t)8 << 20)
#define STATE_ALIGNMENT ((size_t)64) /* XXH3 reads its state with aligned vector loads */
#define SHOWN_PATH_MAX  ((size_t)240)
#define REMOVE_DEPTH    64 /* a run is three folders deep; deeper is not ours */

static enum ras_status status_of(int error_number)
{
    return error_number == EPIPE ? RAS_PIPE_CLOSED : RAS_IO;
}

/* A full disk or a broken one is trouble of the system; all else is a name that cannot be had. */
static enum ras_status create_status_of(int error_number)
{
    if (error_number == ENOSPC || error_number == EDQUOT || error_number == EIO)
        return RAS_IO;
    return RAS_CANNOT_CREATE;
}

/* The end of a long path, so that the reason behind it still fits into a message. */
static const char *path_end(const char *path)
{
    const size_t length = strlen(path);
    const char *end = length > SHOWN_PATH_MAX ? path + (length - SHOWN_PATH_MAX) : path;
    while (end > path && ((unsigned char)*end & 0xC0) == 0x80)
        end++; /* not from the middle of a UTF-8 letter */
    return end;
}

/* Let the disk begin while the writer goes on, so that the sync at the end finds little to do. Only
 * a hint: what fails here is seen by that sync. */
static void writeback_start(struct ras_output *output)
{
    const uint64_t waiting = output->written_count - output->handed_count;
    if (output->standard_output || waiting < WRITEBACK_BYTES)
        return;
    (void)sync_file_range(output->descriptor, (off_t)output->handed_count, (off_t)waiting,
                          SYNC_FILE_RANGE_WRITE);
    output->handed_count = output->written_count;
}

static void write_all(struct ras_output *output, const char *data, size_t length)
{
    (void)XXH3_64bits_update(output->hash, data, length);
    while (length > 0) {
        const ssize_t taken = ras_write_some(output->descriptor, data, length);
        if (taken < 0) {
            output->error_number = errno;
            return;
        }
        data += taken;
        length -= (size_t)taken;
        output->written_count += (uint64_t)taken;
    }
    writeback_start(output);
}

static void output_flush(struct ras_output *output)
{
    if (output->error_number == 0 && output->used > 0)
        write_all(output, output->buffer, output->used);
    output->used = 0;
}

/* ---- a stream: buffers handed to a thread that writes them ---- */

static void stream_hand(struct ras_output *output)
{
    char *const full = ras_background_writer_buffer(output->background);
    (void)XXH3_64bits_update(output->hash, full, output->background_used);
    (void)ras_background_writer_hand(output->background, output->background_used);
    output->background_used = 0;
}

static void stream_write(struct ras_output *output, const char *data, size_t length)
{
    while (length > 0) {
        const size_t room = RAS_BACKGROUND_BYTES - output->background_used;
        const size_t part = length < room ? length : room;
        memcpy(ras_background_writer_buffer(output->background) + output->background_used, data,
               part);
        output->background_used += part;
        data += part;
        length -= part;
        if (output->background_used == RAS_BACKGROUND_BYTES)
            stream_hand(output);
    }
}

/* When the first buffer is full the file is a large one. What was filled so far goes first. */
static void stream_start(struct ras_output *output)
{
    output->stream = false;
    output->background = ras_background_writer_start(output->descriptor);
    if (output->background == NULL)
        return; /* no thread or no memory for it: as any other output */
    stream_write(output, output->buffer, output->used);
    output->used = 0;
}

static void stream_end(struct ras_output *output)
{
    stream_hand(output);
    output->error_number = ras_background_writer_stop(output->background, &output->written_count);
    output->background = NULL;
}

void ras_output_stream(struct ras_output *output)
{
    assert(output->byte_count == 0);
    output->stream = !output->standard_output;
}

/* Buffer and hash state in one block, so that an output costs one allocation. */
static enum ras_status output_init(struct ras_output *output, const char *shown_path,
                                   struct ras_error *error)
{
    const size_t bytes = BUFFER_BYTES + STATE_ALIGNMENT + sizeof(XXH3_state_t);
    *output = (struct ras_output){.descriptor = -1};
    output->buffer = ras_alloc(bytes);
    if (output->buffer == NULL)
        return ras_no_memory(error, bytes);
    char *const behind = output->buffer + BUFFER_BYTES;
    const size_t skip = (STATE_ALIGNMENT - (uintptr_t)behind % STATE_ALIGNMENT) % STATE_ALIGNMENT;
    output->hash = (XXH3_state_t *)(void *)(behind + skip);
    XXH3_INITSTATE(output->hash);
    (void)XXH3_64bits_reset(output->hash);
    (void)snprintf(output->path, sizeof output->path, "%s", path_end(shown_path));
    return RAS_OK;
}

static void output_fini(struct ras_output *output)
{
    ras_free(output->buffer);
    output->buffer = NULL;
    output->hash = NULL;
    output->descriptor = -1;
}

enum ras_status ras_output_open(struct ras_output *output, int directory, const char *name,
                                const char *shown_path, struct ras_error *error)
{
    const enum ras_status status = output_init(output, shown_path, error);
    if (status != RAS_OK)
        return status;
    do
        output->descriptor =
            openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    while (output->descriptor < 0 && errno == EINTR);
    if (output->descriptor >= 0)
        return RAS_OK;
    const int cause = errno;
    output_fini(output);
    return ras_fail(error, create_status_of(cause), "cannot create '%s': %s", path_end(shown_path),
                    strerror(cause));
}

enum ras_status ras_output_open_stdout(struct ras_output *output, struct ras_error *error)
{
    const enum ras_status status = output_init(output, "standard output", error);
    if (status != RAS_OK)
        return status;
    output->standard_output = true;
    output->descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (output->descriptor >= 0)
        return RAS_OK;
    const int cause = errno;
    output_fini(output);
    return ras_fail(error, RAS_IO, "cannot write to standard output: %s", strerror(cause));
}

void ras_output_write(struct ras_output *output, const void *data, size_t length)
{
    assert(output->buffer != NULL);
    output->byte_count += length;
    if (output->error_number != 0 || length == 0)
        return;
    if (output->stream && length > BUFFER_BYTES - output->used)
        stream_start(output);
    if (output->background != NULL) {
        stream_write(output, data, length);
        return;
    }
    if (length > BUFFER_BYTES - output->used)
        output_flush(output);
    if (output->error_number != 0)
        return;
    if (length >= BUFFER_BYTES) {
        write_all(output, data, length);
        return;
    }
    memcpy(output->buffer + output->used, data, length);
    output->used += length;
}

enum ras_status ras_output_status(const struct ras_output *output, struct ras_error *error)
{
    uint64_t written_count = output->written_count;
    const int error_number = output->background != NULL
                                 ? ras_background_writer_error(output->background, &written_count)
                                 : output->error_number;
    if (error_number == 0)
        return RAS_OK;
    if (written_count == output->byte_count)
        return ras_fail(error, status_of(error_number), "cannot finish '%s': %s", output->path,
                        strerror(error_number));
    return ras_fail(error, status_of(error_number),
                    "cannot write '%s': %s (%llu of %llu bytes not written)", output->path,
                    strerror(error_number),
                    (unsigned long long)(output->byte_count - written_count),
                    (unsigned long long)output->byte_count);
}

enum ras_status ras_output_close(struct ras_output *output, uint64_t *hash, uint64_t *byte_count,
                                 struct ras_error *error)
{
    assert(output->buffer != NULL);
    if (output->background != NULL)
        stream_end(output);
    output_flush(output);
    while (output->error_number == 0 && !output->standard_output)
        if (fdatasync(output->descriptor) == 0)
            break;
        else if (errno != EINTR)
            output->error_number = errno;
    /* Linux gives the descriptor back even when close is interrupted: it must not be tried again.
     */
    if (close(output->descriptor) != 0 && errno != EINTR && output->error_number == 0)
        output->error_number = errno;
    const enum ras_status status = ras_output_status(output, error);
    if (status == RAS_OK && hash != NULL)
        *hash = XXH3_64bits_digest(output->hash);
    if (status == RAS_OK && byte_count != NULL)
        *byte_count = output->byte_count;
    output_fini(output);
    return status;
}

/* ---- folders --------------------------------------------------------------------------------- */

static int directory_open(int directory, const char *name, int flags)
{
    int descriptor;
    do
        descriptor = openat(directory, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
    while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

/* 0 or an errno. Some file systems cannot sync a folder and say EINVAL: nothing can be done. */
static int descriptor_sync(int descriptor)
{
    while (fsync(descriptor) != 0)
        if (errno != EINTR)
            return errno == EINVAL ? 0 : errno;
    return 0;
}

static int directory_sync(int directory, const char *name)
{
    const int descriptor = directory_open(directory, name, 0);
    if (descriptor < 0)
        return errno;
    const int cause = descriptor_sync(descriptor);
    (void)close(descriptor);
    return cause;
}

/* The new folder, and the parent that holds its name. */
static int new_directory_sync(int directory, const char *name)
{
    const int descriptor = directory_open(directory, name, O_NOFOLLOW);
    if (descriptor < 0)
        return errno;
    int cause = descriptor_sync(descriptor);
    if (cause == 0)
        cause = directory_sync(descriptor, "..");
    (void)close(descriptor);
    return cause;
}

enum ras_status ras_directory_create(int directory, const char *name, bool fresh,
                                     const char *shown_path, struct ras_error *error)
{
    int cause = 0;
    if (mkdirat(directory, name, 0700) != 0) {
        struct stat found;
        cause = errno;
        if (cause == EEXIST && !fresh) {
            if (fstatat(directory, name, &found, 0) == 0 && S_ISDIR(found.st_mode))
                return RAS_OK;
            cause = ENOTDIR;
        }
        return ras_fail(error, create_status_of(cause), "cannot create folder '%s': %s",
                        path_end(shown_path), strerror(cause));
    }
    cause = new_directory_sync(directory, name);
    if (cause != 0)
        return ras_fail(error, RAS_IO, "cannot sync folder '%s': %s", path_end(shown_path),
                        strerror(cause));
    return RAS_OK;
}

enum ras_status ras_directory_sync(int directory, const char *name, const char *shown_path,
                                   struct ras_error *error)
{
    const int cause = directory_sync(directory, name);
    if (cause != 0)
        return ras_fail(error, RAS_IO, "cannot sync folder '%s': %s", path_end(shown_path),
                        strerror(cause));
    return RAS_OK;
}

/* The folders being emptied, outermost first: entries[depth - 1] is read. */
struct removal {
    size_t depth;
    struct {
        DIR *stream;
        bool removed_any; /* in this pass: what readdir shows beside removals is not promised */
        char name[NAME_MAX + 1];
    } folder[REMOVE_DEPTH];
};

/* 0 or an errno. name[] of the outermost folder stays empty: only its caller needs it. */
static int removal_enter(struct removal *removal, int directory, const char *name)
{
    if (removal->depth == REMOVE_DEPTH)
        return ENAMETOOLONG;
    const int descriptor = directory_open(directory, name, O_NOFOLLOW);
    if (descriptor < 0)
        return errno;
    DIR *const stream = fdopendir(descriptor);
    if (stream == NULL) {
        const int cause = errno;
        (void)close(descriptor);
        return cause;
    }
    removal->folder[removal->depth].stream = stream;
    removal->folder[removal->depth].removed_any = false;
    (void)snprintf(removal->folder[removal->depth].name, NAME_MAX + 1, "%s",
                   removal->depth == 0 ? "" : name);
    removal->depth++;
    return 0;
}

static int entry_remove(int directory, const char *name, int flags)
{
    return unlinkat(directory, name, flags) == 0 || errno == ENOENT ? 0 : errno;
}

/* One entry of the innermost folder, or the way out of it. 0 or an errno. */
static int removal_step(struct removal *removal)
{
    const size_t here = removal->depth - 1;
    DIR *const stream = removal->folder[here].stream;
    errno = 0;
    const struct dirent *const entry = readdir(stream);
    if (entry == NULL && errno != 0)
        return errno;
    if (entry != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            return 0;
        const int cause = entry_remove(dirfd(stream), entry->d_name, 0);
        removal->folder[here].removed_any |= cause == 0;
        return cause == EISDIR || cause == EPERM
                   ? removal_enter(removal, dirfd(stream), entry->d_name)
                   : cause;
    }
    if (removal->folder[here].removed_any) {
        removal->folder[here].removed_any = false;
        rewinddir(stream);
        return 0;
    }
    (void)closedir(stream);
    removal->depth--;
    if (here == 0)
        return 0;
    removal->folder[here - 1].removed_any = true;
    return entry_remove(dirfd(removal->folder[here - 1].stream), removal->folder[here].name,
                        AT_REMOVEDIR);
}

enum ras_status ras_directory_remove(int directory, const char *name, struct ras_error *error)
{
    struct removal *const removal = ras_alloc_zeroed(1, sizeof *removal);
    if (removal == NULL)
        return ras_no_memory(error, sizeof *removal);
    int cause = removal_enter(removal, directory, name);
    const bool missing = cause == ENOENT;
    while (cause == 0 && removal->depth > 0)
        cause = removal_step(removal);
    while (removal->depth > 0)
        (void)closedir(removal->folder[--removal->depth].stream);
    ras_free(removal);
    if (missing)
        return RAS_OK;
    if (cause == 0)
        cause = entry_remove(directory, name, AT_REMOVEDIR);
    if (cause != 0)
        return ras_fail(error, RAS_IO, "cannot remove folder '%s': %s", path_end(name),
                        strerror(cause));
    return RAS_OK;
}
