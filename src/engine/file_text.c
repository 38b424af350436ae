/* Small files are read through read(2) until their end, so that pipes and /proc files, whose size
 * is not known before, are read as well. */
#include "engine/file_text.h"

#include "base/alloc.h"
#include "base/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_BYTES ((size_t)16 << 10)

/* Everything up to the end of the file, at most bytes_max + 1 bytes: one more says "too large". */
static enum ras_status read_all(int descriptor, const char *path, size_t bytes_max,
                                struct ras_arena *arena, struct ras_bytes *bytes,
                                struct ras_error *error)
{
    size_t capacity = FIRST_BYTES;
    size_t length = 0;
    char *buffer = ras_arena_alloc(arena, capacity + RAS_TEXT_PADDING, 64);
    while (buffer != NULL && length <= bytes_max) {
        if (length == capacity) {
            char *const larger = ras_arena_alloc(arena, capacity * 2 + RAS_TEXT_PADDING, 64);
            if (larger == NULL)
                return ras_no_memory(error, capacity * 2);
            memcpy(larger, buffer, length);
            buffer = larger;
            capacity *= 2;
        }
        const ssize_t got = read(descriptor, buffer + length, capacity - length);
        if (got == 0)
            break;
        if (got < 0 && errno != EINTR)
            return ras_fail(error, RAS_IO, "cannot read '%s': %s", path, strerror(errno));
        length += got > 0 ? (size_t)got : 0;
    }
    if (buffer == NULL)
        return ras_no_memory(error, capacity);
    if (length > bytes_max)
        return ras_fail(error, RAS_BAD_INPUT, "cannot read '%s': larger than %zu bytes", path,
                        bytes_max);
    memset(buffer + length, 0, RAS_TEXT_PADDING);
    *bytes = (struct ras_bytes){buffer, length};
    return RAS_OK;
}

enum ras_status ras_file_read(const char *path, size_t bytes_max, struct ras_arena *arena,
                              struct ras_bytes *bytes, struct ras_error *error)
{
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return ras_fail(error, missing ? RAS_INPUT_MISSING : RAS_IO, "cannot open '%s': %s", path,
                        strerror(errno));
    }
    struct stat facts;
    enum ras_status status = RAS_OK;
    if (fstat(descriptor, &facts) == 0 && S_ISDIR(facts.st_mode))
        status = ras_fail(error, RAS_BAD_INPUT, "cannot read '%s': it is a folder", path);
    else
        status = read_all(descriptor, path, bytes_max, arena, bytes, error);
    (void)close(descriptor);
    return status;
}
