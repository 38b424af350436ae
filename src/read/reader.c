/* A reader: the files of one source one after the other, each opened, judged, its header line
 * read, then cut into chunks. */
#include "read/reader.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "read/charset.h"
#include "read/csv_scan.h"
#include "read/layout.h"
#include "read/splitter.h"
#include "read/streams.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define ARENA_BLOCK_BYTES ((size_t)16 << 10)

struct file {
    struct ras_reader_file shown;
    struct ras_layout layout;
    atomic_uint_fast64_t row_count;
};

struct ras_reader {
    struct ras_reader_settings settings;
    struct ras_arena arena; /* layouts */
    struct file *files;     /* path_count */
    size_t opened;          /* files opened so far; the last is current while stream_open */
    bool stream_open;
    struct ras_stream stream;
    struct ras_splitter splitter;
    uint64_t sequence;
    uint64_t rows_left; /* with a row_limit */
    atomic_uint_fast64_t done_bytes;
    uint64_t total_bytes; /* 0 = unknown */
};

/* The header line as it lies in the first part of a file. */
struct header_line {
    size_t start;
    size_t end;    /* without line end */
    size_t behind; /* the first row */
    char delimiter;
};

/* All inputs are there, before any is read. */
static enum ras_status inputs_look(struct ras_reader *reader, struct ras_error *error)
{
    bool known = true;
    for (size_t i = 0; i < reader->settings.path_count; i++) {
        const char *const path = reader->settings.paths[i];
        struct stat status;
        reader->files[i].shown.path = path;
        if (strcmp(path, "-") == 0) {
            known = false;
            continue;
        }
        if (stat(path, &status) != 0)
            return ras_fail_at(error,
                               errno == ENOENT || errno == ENOTDIR ? RAS_INPUT_MISSING : RAS_IO,
                               path, 0, 0, "cannot open '%s': %s", path, strerror(errno));
        known = known && S_ISREG(status.st_mode);
        reader->total_bytes += S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
    }
    if (!known)
        reader->total_bytes = 0;
    return RAS_OK;
}

enum ras_status ras_reader_open(struct ras_reader **reader,
                                const struct ras_reader_settings *settings, struct ras_error *error)
{
    assert(reader != NULL);
    assert(settings != NULL);
    assert(settings->carried_count <= RAS_CARRIED_MAX);
    *reader = NULL;
    struct ras_reader *const made = ras_alloc_zeroed(1, sizeof *made);
    if (made == NULL)
        return ras_no_memory(error, sizeof *made);
    enum ras_status status = RAS_OK;
    made->settings = *settings;
    made->rows_left = settings->row_limit;
    ras_arena_init(&made->arena, ARENA_BLOCK_BYTES);
    made->files = ras_alloc_zeroed(settings->path_count, sizeof *made->files);
    if (made->files == NULL) {
        status = ras_no_memory(error, settings->path_count * sizeof *made->files);
        goto done;
    }
    RAS_TRY_DONE(inputs_look(made, error));
    RAS_TRY_DONE(ras_splitter_init(
        &made->splitter,
        settings->chunk_bytes == 0 ? RAS_CHUNK_BYTES_DEFAULT : settings->chunk_bytes,
        settings->row_bytes_max == 0 ? RAS_ROW_BYTES_MAX : settings->row_bytes_max, error));
done:
    if (status != RAS_OK) {
        ras_reader_close(made);
        return status;
    }
    *reader = made;
    return RAS_OK;
}

void ras_reader_close(struct ras_reader *reader)
{
    if (reader == NULL)
        return;
    if (reader->stream_open)
        ras_stream_close(&reader->stream);
    ras_splitter_fini(&reader->splitter);
    ras_arena_fini(&reader->arena);
    ras_free(reader->files);
    ras_free(reader);
}

static enum ras_status bad_header(const struct ras_reader *reader, const char *what,
                                  struct ras_error *error)
{
    return ras_fail_at(error, RAS_BAD_INPUT, reader->stream.path, 1, 0, "'%s' %s",
                       reader->stream.path, what);
}

/* Lines of blanks and delimiters only, which spreadsheets put above a table. */
static size_t blank_lines_end(struct ras_bytes head, size_t at)
{
    for (size_t i = at; i < head.length; i++) {
        const char c = head.data[i];
        if (c == '\n' || c == '\r')
            at = i + 1;
        else if (c == '\0' || strchr(" ,;\t|", c) == NULL)
            break;
    }
    return at;
}

/* End of the row at `at`: the position of its line end, head.length if there is none. delimiter 0 =
 * not known yet, any usual one. */
static size_t row_end_find(struct ras_bytes head, size_t at, char delimiter, bool *inside)
{
    struct ras_csv_state state = RAS_CSV_STATE_START;
    for (; at < head.length; at++) {
        const char c = head.data[at];
        if (!state.inside && (c == '\n' || c == '\r'))
            break;
        const bool breaks = delimiter == 0 && c != '\0' && strchr(",;\t|", c) != NULL;
        (void)ras_csv_inside_slow(&c, 1, breaks ? c : delimiter, &state);
    }
    *inside = state.inside;
    return at;
}

static size_t line_end_behind(struct ras_bytes head, size_t at)
{
    if (at + 1 < head.length && head.data[at] == '\r' && head.data[at + 1] == '\n')
        return at + 2;
    return at < head.length ? at + 1 : at;
}

/* Excel writes and obeys a first line "sep=;". Returns the delimiter, 0 if there is no such line.
 */
static char separator_line(struct ras_bytes head, size_t at, size_t *behind)
{
    if (head.length - at < 5 || memcmp(head.data + at, "sep=", 4) != 0)
        return 0;
    if (head.length - at > 5 && head.data[at + 5] != '\n' && head.data[at + 5] != '\r')
        return 0;
    *behind = line_end_behind(head, at + 5);
    return head.data[at + 4];
}

static enum ras_status header_find(const struct ras_reader *reader, struct ras_bytes head, bool all,
                                   struct header_line *header, struct ras_error *error)
{
    header->delimiter = reader->settings.delimiter;
    const char separator = separator_line(head, header->start, &header->start);
    if (header->delimiter == 0)
        header->delimiter = separator;
    header->start = blank_lines_end(head, header->start);
    if (header->start == head.length && all)
        return bad_header(reader, "is empty: it has no header line", error);
    bool inside = false;
    header->end = row_end_find(head, header->start, header->delimiter, &inside);
    if (header->delimiter == 0) {
        header->delimiter = ras_delimiter_detect(
            (struct ras_bytes){head.data + header->start, header->end - header->start});
        header->end = row_end_find(head, header->start, header->delimiter, &inside);
    }
    if (inside && all)
        return bad_header(reader, "has a quote in its header line that does not close", error);
    if ((header->end == head.length && !all) ||
        header->end - header->start > reader->splitter.row_bytes_max)
        return bad_header(reader,
                          "has a header line that is too long, or a quote in it that does "
                          "not close",
                          error);
    header->behind = line_end_behind(head, header->end);
    return RAS_OK;
}

static uint64_t lines_count(struct ras_bytes text)
{
    uint64_t lines = 0;
    for (size_t at = 0; at < text.length; at = at + 1)
        lines += text.data[at] == '\n' ||
                 (text.data[at] == '\r' && (at + 1 == text.length || text.data[at + 1] != '\n'));
    return lines;
}

static void file_show(struct file *file, struct ras_bytes head, const struct header_line *header,
                      bool has_bom, bool compressed)
{
    struct ras_reader_file *const shown = &file->shown;
    shown->delimiter = header->delimiter;
    shown->has_bom = has_bom;
    shown->has_crlf = header->behind == header->end + 2 && head.data[header->end] == '\r';
    shown->compressed = compressed;
    shown->column_count = file->layout.column_count;
    shown->headers = file->layout.headers;
    shown->column_field = file->layout.column_field;
}

static enum ras_status file_begin(struct ras_reader *reader, struct file *file,
                                  struct ras_error *error)
{
    struct ras_bytes head;
    bool all = false;
    const char *const path = reader->stream.path;
    RAS_TRY(ras_splitter_start(&reader->splitter, &reader->stream, &head, &all, error));
    if (head.length == 0)
        return bad_header(reader, "is empty", error);
    RAS_TRY(ras_charset_judge(head, path, error));
    const bool has_bom = head.length >= 3 && memcmp(head.data, "\xEF\xBB\xBF", 3) == 0;
    struct header_line header = {.start = has_bom ? 3 : 0};
    RAS_TRY(header_find(reader, head, all, &header, error));
    RAS_TRY(ras_layout_make(&file->layout, &reader->settings, path,
                            (struct ras_bytes){head.data + header.start, header.end - header.start},
                            header.delimiter, &reader->arena, error));
    file->layout.row_count = &file->row_count;
    file_show(file, head, &header, has_bom, ras_stream_is_compressed(&reader->stream));
    ras_splitter_begin_rows(&reader->splitter, header.delimiter, header.behind,
                            lines_count((struct ras_bytes){head.data, header.behind}));
    return RAS_OK;
}

static enum ras_status file_open(struct ras_reader *reader, struct ras_error *error)
{
    struct file *const file = &reader->files[reader->opened];
    RAS_TRY(ras_stream_open(&reader->stream, file->shown.path, reader->settings.stop,
                            &reader->done_bytes, error));
    reader->stream_open = true;
    reader->opened++;
    return file_begin(reader, file, error);
}

static void file_close(struct ras_reader *reader, bool read_to_end)
{
    struct ras_reader_file *const shown = &reader->files[reader->opened - 1].shown;
    const struct ras_stream *const stream = &reader->stream;
    shown->file_bytes =
        !read_to_end && stream->regular ? (uint64_t)stream->at_open.st_size : stream->disk_bytes;
    shown->text_bytes = stream->text_bytes;
    shown->hash = read_to_end ? ras_stream_hash(stream) : 0;
    ras_stream_close(&reader->stream);
    reader->stream_open = false;
}

static void chunk_finish(struct ras_reader *reader, struct ras_chunk *chunk)
{
    struct file *const file = &reader->files[reader->opened - 1];
    chunk->layout = &file->layout;
    chunk->batch.file_index = (uint32_t)(reader->opened - 1);
    chunk->batch.sequence = reader->sequence++;
    if (reader->settings.row_limit == 0)
        return;
    reader->rows_left -= ras_chunk_cut(chunk, file->layout.delimiter, reader->rows_left);
    if (reader->rows_left == 0)
        file_close(reader, false);
}

enum ras_status ras_reader_next(struct ras_reader *reader, struct ras_chunk *chunk, bool *end,
                                struct ras_error *error)
{
    *end = false;
    for (;;) {
        const int stop = reader->settings.stop == NULL ? 0 : atomic_load(reader->settings.stop);
        if (stop != 0)
            return ras_fail(error, (enum ras_status)stop, "stopped while reading");
        if (reader->settings.row_limit != 0 && reader->rows_left == 0)
            break;
        if (!reader->stream_open) {
            if (reader->opened == reader->settings.path_count)
                break;
            RAS_TRY(file_open(reader, error));
        }
        bool file_ends = false;
        RAS_TRY(ras_splitter_next(&reader->splitter, chunk, &file_ends, error));
        if (!file_ends) {
            chunk_finish(reader, chunk);
            return RAS_OK;
        }
        RAS_TRY(ras_stream_check(&reader->stream, error));
        file_close(reader, true);
    }
    *end = true;
    return RAS_OK;
}

size_t ras_reader_file_count(const struct ras_reader *reader)
{
    return reader->settings.path_count;
}

const char *ras_reader_path(const struct ras_reader *reader, size_t position)
{
    assert(position < reader->settings.path_count);
    return reader->files[position].shown.path;
}

const struct ras_reader_file *ras_reader_file_at(const struct ras_reader *reader, size_t position)
{
    assert(position < reader->settings.path_count);
    struct file *const file = &reader->files[position];
    file->shown.row_count = atomic_load(&file->row_count);
    return &file->shown;
}

void ras_reader_progress(const struct ras_reader *reader, uint64_t *done, uint64_t *total)
{
    *done = atomic_load_explicit(&reader->done_bytes, memory_order_relaxed);
    *total = reader->total_bytes;
}
