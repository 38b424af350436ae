/* Reading a finished workbook back: a walk over the archive's central directory, each part unpacked
 * piece by piece, its first tag's name looked for at its end.
 *
 *   local header | name | extra | deflated part | local header | ... | central directory | end
 * record
 *
 * Source: PKWARE APPNOTE 6.3, §4.3. Only what libxlsxwriter writes is understood (one disk, no
 * zip64, deflate); anything else is refused. */
#include "report/worklist_parts.h"

#include "base/alloc.h"
#include "base/try.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <zlib.h>

#define END_RECORD_BYTES    22u
#define END_SIGNATURE       0x06054b50u
#define DIRECTORY_BYTES     46u
#define DIRECTORY_SIGNATURE 0x02014b50u
#define LOCAL_BYTES         30u
#define METHOD_DEFLATE      8u
#define WINDOW_BYTES        65536u
#define TAG_BYTES_MAX       64u

struct archive {
    const unsigned char *data;
    size_t length;
    const char *path;
};

static uint32_t read_16(const unsigned char *at)
{
    return (uint32_t)(at[0] | at[1] << 8);
}

static uint32_t read_32(const unsigned char *at)
{
    return read_16(at) | read_16(at + 2) << 16;
}

static enum ras_status torn(const struct archive *archive, struct ras_error *error)
{
    return ras_fail(error, RAS_IO,
                    "cannot write '%s': the finished file is not whole (No space left on device?)",
                    archive->path);
}

/* The name of the root element: what follows the first '<' that is not "<?". */
static size_t root_name(const char *text, size_t length, char name[TAG_BYTES_MAX])
{
    for (size_t i = 0; i + 1 < length; i++) {
        if (text[i] != '<' || text[i + 1] == '?')
            continue;
        size_t n = 0;
        while (i + 1 + n < length && n < TAG_BYTES_MAX && strchr(" >/\n", text[i + 1 + n]) == NULL)
            n++;
        memcpy(name, text + i + 1, n);
        return n;
    }
    return 0;
}

/* Does the text end with </name>? */
static bool ends_with_tag(const char *text, size_t length, const char *name, size_t name_length)
{
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
        length--;
    const size_t tag = name_length + 3;
    if (name_length == 0 || length < tag)
        return false;
    const char *const end = text + length - tag;
    return end[0] == '<' && end[1] == '/' && memcmp(end + 2, name, name_length) == 0 &&
           end[tag - 1] == '>';
}

/* Unpack through a window whose first TAG_BYTES_MAX * 2 bytes keep the end of the piece before. */
static bool part_is_whole(z_stream *stream, char *window)
{
    const size_t kept_max = (size_t)TAG_BYTES_MAX * 2;
    char name[TAG_BYTES_MAX];
    size_t name_length = 0;
    size_t kept = 0;
    for (int result = Z_OK; result != Z_STREAM_END;) {
        stream->next_out = (unsigned char *)window + kept;
        stream->avail_out = (uInt)(WINDOW_BYTES - kept);
        const size_t before = stream->total_out;
        result = inflate(stream, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END)
            return false;
        const size_t filled = kept + (stream->total_out - before);
        if (before == 0)
            name_length = root_name(window, filled, name);
        if (result == Z_STREAM_END)
            return ends_with_tag(window, filled, name, name_length);
        kept = filled < kept_max ? filled : kept_max;
        memmove(window, window + filled - kept, kept);
    }
    return false;
}

static enum ras_status check_part(const struct archive *archive, const unsigned char *entry,
                                  z_stream *stream, char *window, struct ras_error *error)
{
    const size_t packed = read_32(entry + 20);
    const size_t local = read_32(entry + 42);
    if (read_16(entry + 10) != METHOD_DEFLATE || local > archive->length - LOCAL_BYTES)
        return torn(archive, error);
    const unsigned char *const header = archive->data + local;
    const size_t start = local + LOCAL_BYTES + read_16(header + 26) + read_16(header + 28);
    if (start > archive->length || packed > archive->length - start)
        return torn(archive, error);
    if (inflateReset(stream) != Z_OK)
        return torn(archive, error);
    stream->next_in = (z_const Bytef *)(uintptr_t)(archive->data + start);
    stream->avail_in = (uInt)packed;
    return part_is_whole(stream, window) ? RAS_OK : torn(archive, error);
}

static enum ras_status check_parts(const struct archive *archive, z_stream *stream, char *window,
                                   struct ras_error *error)
{
    if (archive->length < END_RECORD_BYTES + LOCAL_BYTES)
        return torn(archive, error);
    const unsigned char *const end = archive->data + archive->length - END_RECORD_BYTES;
    if (read_32(end) != END_SIGNATURE || read_16(end + 10) == 0)
        return torn(archive, error);
    size_t at = read_32(end + 16);
    for (uint32_t left = read_16(end + 10); left > 0; left--) {
        if (at > archive->length - DIRECTORY_BYTES ||
            read_32(archive->data + at) != DIRECTORY_SIGNATURE)
            return torn(archive, error);
        const unsigned char *const entry = archive->data + at;
        RAS_TRY(check_part(archive, entry, stream, window, error));
        at += DIRECTORY_BYTES + read_16(entry + 28) + read_16(entry + 30) + read_16(entry + 32);
    }
    return RAS_OK;
}

enum ras_status ras_book_verify(int descriptor, const char *path, struct ras_error *error)
{
    struct archive archive = {.path = path};
    struct stat status_of;
    if (fstat(descriptor, &status_of) != 0 || status_of.st_size < (off_t)DIRECTORY_BYTES)
        return torn(&archive, error);
    archive.length = (size_t)status_of.st_size;
    void *const mapping = mmap(NULL, archive.length, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (mapping == MAP_FAILED)
        return ras_no_memory(error, archive.length);
    archive.data = mapping;
    enum ras_status status = RAS_OK;
    z_stream stream = {0};
    char *const window = ras_alloc(WINDOW_BYTES);
    if (window == NULL || inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        status = ras_no_memory(error, WINDOW_BYTES);
        goto done;
    }
    status = check_parts(&archive, &stream, window, error);
    (void)inflateEnd(&stream);
done:
    ras_free(window);
    (void)munmap(mapping, archive.length);
    return status;
}
