/* The splitter: see the drawing in splitter.h. */
#include "read/splitter.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"

#include <assert.h>
#include <string.h>

/* A file is judged by this much of its text even where rows are held short. */
#define HEAD_BYTES_MIN ((size_t)64 << 10)
/* A row, its line end, in full: more is never needed to see that a row is too long. */
#define LINE_END_BYTES 2
#define NOT_FOUND      SIZE_MAX

/* What a chunk holds while it is being cut. */
struct loaded {
    size_t length;
    bool stream_read; /* some of it comes from the stream: then nothing is pending */
    bool at_end;      /* no text follows */
};

enum ras_status ras_splitter_init(struct ras_splitter *splitter, size_t chunk_bytes,
                                  size_t row_bytes_max, struct ras_error *error)
{
    assert(chunk_bytes > 0);
    assert(row_bytes_max > 0 && row_bytes_max < UINT32_MAX / 4);
    *splitter = (struct ras_splitter){.row_bytes_max = row_bytes_max};
    splitter->chunk_bytes = chunk_bytes < row_bytes_max ? chunk_bytes : row_bytes_max;
    const size_t window = row_bytes_max + LINE_END_BYTES;
    splitter->pending_capacity = window < HEAD_BYTES_MIN ? HEAD_BYTES_MIN : window;
    splitter->pending = ras_alloc(splitter->pending_capacity + RAS_TEXT_PADDING);
    return splitter->pending == NULL ? ras_no_memory(error, splitter->pending_capacity) : RAS_OK;
}

void ras_splitter_fini(struct ras_splitter *splitter)
{
    ras_free(splitter->pending);
    splitter->pending = NULL;
}

static enum ras_status pending_fill(struct ras_splitter *splitter, struct ras_error *error)
{
    assert(splitter->pending_start == splitter->pending_end);
    size_t got = 0;
    RAS_TRY(ras_stream_read(splitter->stream, splitter->pending, splitter->pending_capacity, &got,
                            error));
    splitter->stream_ended = got < splitter->pending_capacity;
    splitter->pending_start = 0;
    splitter->pending_end = got;
    return RAS_OK;
}

enum ras_status ras_splitter_start(struct ras_splitter *splitter, struct ras_stream *stream,
                                   struct ras_bytes *head, bool *all, struct ras_error *error)
{
    splitter->stream = stream;
    splitter->pending_start = splitter->pending_end = 0;
    splitter->line_number = 1;
    splitter->byte_offset = 0;
    RAS_TRY(pending_fill(splitter, error));
    memset(splitter->pending + splitter->pending_end, 0, RAS_TEXT_PADDING);
    *head = (struct ras_bytes){splitter->pending, splitter->pending_end};
    *all = splitter->stream_ended;
    return RAS_OK;
}

static void scan_reset(struct ras_splitter *splitter)
{
    splitter->split = (struct ras_csv_split){RAS_CSV_STATE_START, 0, 0, 0};
    splitter->scanned = 0;
}

void ras_splitter_begin_rows(struct ras_splitter *splitter, char delimiter, size_t bytes,
                             uint64_t lines)
{
    assert(bytes <= splitter->pending_end);
    splitter->delimiter = delimiter;
    splitter->pending_start = bytes;
    splitter->byte_offset = bytes;
    splitter->line_number = 1 + lines;
    scan_reset(splitter);
}

static enum ras_status chunk_reserve(struct ras_chunk *chunk, size_t bytes, struct ras_error *error)
{
    if (chunk->capacity >= bytes)
        return RAS_OK;
    char *const text = ras_realloc(chunk->text, bytes + RAS_TEXT_PADDING, 1);
    if (text == NULL)
        return ras_no_memory(error, bytes + RAS_TEXT_PADDING);
    chunk->text = text;
    chunk->capacity = bytes;
    return RAS_OK;
}

/* Bring the chunk's text to `wanted` bytes, or to the end. */
static enum ras_status load(struct ras_splitter *splitter, struct ras_chunk *chunk, size_t wanted,
                            struct loaded *loaded, struct ras_error *error)
{
    RAS_TRY(chunk_reserve(chunk, wanted, error));
    size_t missing = wanted - loaded->length;
    const size_t held = splitter->pending_end - splitter->pending_start;
    const size_t taken = held < missing ? held : missing;
    memcpy(chunk->text + loaded->length, splitter->pending + splitter->pending_start, taken);
    splitter->pending_start += taken;
    loaded->length += taken;
    missing -= taken;
    if (missing > 0 && !splitter->stream_ended) {
        size_t got = 0;
        RAS_TRY(
            ras_stream_read(splitter->stream, chunk->text + loaded->length, missing, &got, error));
        splitter->stream_ended = got < missing;
        loaded->stream_read = loaded->stream_read || got > 0;
        loaded->length += got;
    }
    loaded->at_end = splitter->stream_ended && splitter->pending_start == splitter->pending_end;
    memset(chunk->text + loaded->length, 0, RAS_TEXT_PADDING);
    return RAS_OK;
}

/* What the chunk does not keep is pending again. */
static void put_back(struct ras_splitter *splitter, const char *rest, size_t length,
                     const struct loaded *loaded)
{
    if (!loaded->stream_read) {
        assert(splitter->pending_start >= length);
        splitter->pending_start -= length; /* its bytes still stand there */
        return;
    }
    assert(splitter->pending_start == splitter->pending_end);
    assert(length <= splitter->pending_capacity);
    memcpy(splitter->pending, rest, length);
    splitter->pending_start = 0;
    splitter->pending_end = length;
}

/* Make text[0, length) the chunk and pass over `consumed` bytes with `lines` line ends. */
static void deliver(struct ras_splitter *splitter, struct ras_chunk *chunk, size_t length,
                    size_t consumed, uint64_t lines, const struct loaded *loaded)
{
    assert(length <= consumed && consumed <= loaded->length);
    put_back(splitter, chunk->text + consumed, loaded->length - consumed, loaded);
    chunk->length = length;
    memset(chunk->text + length, 0, RAS_TEXT_PADDING);
    chunk->batch.first_line_number = splitter->line_number;
    chunk->batch.first_byte_offset = splitter->byte_offset;
    splitter->line_number += lines;
    splitter->byte_offset += consumed;
}

static void deliver_rows(struct ras_splitter *splitter, struct ras_chunk *chunk, size_t cut,
                         const struct loaded *loaded)
{
    struct ras_csv_split *const split = &splitter->split;
    const bool all = cut == loaded->length;
    const uint64_t lines = all ? split->line_count : split->row_end_lines;
    chunk->line_count = lines + (cut > split->row_end);
    chunk->row_failed = false;
    deliver(splitter, chunk, cut, cut, lines, loaded);
    splitter->scanned -= splitter->scanned < cut ? splitter->scanned : cut;
    *split = (struct ras_csv_split){split->state, 0, split->line_count - lines, 0};
}

/* Position of the first line end at or behind `from`, and in *behind what follows it. A CR at the
 * very end may have an LF behind it that is not loaded: it does not count. */
static size_t line_end_find(const char *text, size_t from, const struct loaded *loaded,
                            size_t *behind)
{
    for (size_t at = from; at < loaded->length; at++) {
        if (text[at] != '\n' && text[at] != '\r')
            continue;
        if (text[at] == '\r' && at + 1 == loaded->length && !loaded->at_end)
            break;
        *behind = at + 1 + (text[at] == '\r' && text[at + 1] == '\n');
        return at;
    }
    return NOT_FOUND;
}

static uint64_t lines_count(const char *text, size_t length)
{
    uint64_t lines = 0;
    for (size_t at = 0; at < length; at++)
        lines += text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n');
    return lines;
}

/* Where the quote that is open at the end of text[0, length) was opened. */
static size_t open_quote_find(const char *text, size_t length, char delimiter)
{
    struct ras_csv_state state = RAS_CSV_STATE_START;
    size_t position = 0;
    for (size_t at = 0; at < length; at++) {
        const struct ras_csv_state before = state;
        (void)ras_csv_inside_slow(text + at, 1, delimiter, &state);
        /* A quote right behind the closing one goes on with the same field. */
        const bool again = at > 0 && text[at - 1] == '"';
        if (!before.inside && state.inside && !again)
            position = at;
    }
    return position;
}

/* Pass over text up to and with the next line end; after_cr: a CR has just been passed. */
static enum ras_status line_skip(struct ras_splitter *splitter, bool after_cr,
                                 struct ras_error *error)
{
    for (;;) {
        if (splitter->pending_start == splitter->pending_end) {
            if (splitter->stream_ended)
                return RAS_OK;
            RAS_TRY(pending_fill(splitter, error));
            if (splitter->pending_start == splitter->pending_end)
                return RAS_OK;
        }
        const char *const text = splitter->pending + splitter->pending_start;
        const size_t length = splitter->pending_end - splitter->pending_start;
        size_t at = 0;
        if (after_cr) {
            at = text[0] == '\n';
        } else {
            while (at < length && text[at] != '\n' && text[at] != '\r')
                at++;
        }
        const bool found = !after_cr && at < length;
        const size_t passed = at + found;
        splitter->pending_start += passed;
        splitter->byte_offset += passed;
        if (after_cr || (found && text[at] == '\n'))
            return RAS_OK;
        after_cr = found;
    }
}

static void row_fail(struct ras_chunk *chunk, enum ras_reject_code code, size_t offset)
{
    chunk->row_failed = true;
    chunk->row_failure = code;
    chunk->row_failure_offset = (uint32_t)offset;
    chunk->line_count = 1;
}

/* The row at the start of the chunk does not end within `scanned` bytes. */
static enum ras_status deliver_failed(struct ras_splitter *splitter, struct ras_chunk *chunk,
                                      const struct loaded *loaded, struct ras_error *error)
{
    const char *const text = chunk->text;
    const size_t scanned = splitter->scanned;
    const bool inside = splitter->split.state.inside;
    const size_t quote = inside ? open_quote_find(text, scanned, splitter->delimiter) : NOT_FOUND;
    const size_t from = inside ? quote : scanned;
    size_t behind = loaded->length;
    size_t end = line_end_find(text, from, loaded, &behind);
    const bool fits = loaded->at_end && loaded->length <= splitter->row_bytes_max;
    if (inside && end == NOT_FOUND && fits)
        end = loaded->length;
    scan_reset(splitter);
    if (inside && end != NOT_FOUND && end <= splitter->row_bytes_max) {
        row_fail(chunk, RAS_REJECT_UNCLOSED_QUOTE, quote);
        deliver(splitter, chunk, end, behind, lines_count(text, behind), loaded);
        return RAS_OK;
    }
    const bool ends_in_cr =
        end == NOT_FOUND && from < loaded->length && text[loaded->length - 1] == '\r';
    const uint64_t lines = lines_count(text, behind) + (end == NOT_FOUND && !ends_in_cr);
    const size_t raw = end == NOT_FOUND ? behind - ends_in_cr : end;
    const size_t shown = raw < RAS_REJECT_RAW_MAX ? raw : RAS_REJECT_RAW_MAX;
    row_fail(chunk, RAS_REJECT_LINE_TOO_LONG, splitter->row_bytes_max);
    deliver(splitter, chunk, shown, behind, lines, loaded);
    return end == NOT_FOUND ? line_skip(splitter, ends_in_cr, error) : RAS_OK;
}

/* No row ends in a chunk of the usual size: look as far as a row may reach. */
static enum ras_status next_long(struct ras_splitter *splitter, struct ras_chunk *chunk,
                                 struct loaded *loaded, struct ras_error *error)
{
    const size_t row_max = splitter->row_bytes_max;
    RAS_TRY(load(splitter, chunk, row_max + LINE_END_BYTES, loaded, error));
    const char *const text = chunk->text;
    /* An LF at row_max is the last that can end a row in time; behind a CR it may be one later. */
    size_t to = loaded->length < row_max + 1 ? loaded->length : row_max + 1;
    if (loaded->length == row_max + LINE_END_BYTES && text[row_max] == '\r' &&
        text[row_max + 1] == '\n')
        to++;
    assert(splitter->scanned <= to);
    ras_csv_split(&splitter->split, text, splitter->scanned, to, splitter->delimiter);
    splitter->scanned = to;
    if (splitter->split.row_end > 0)
        deliver_rows(splitter, chunk, splitter->split.row_end, loaded);
    else if (loaded->at_end && loaded->length <= row_max && !splitter->split.state.inside)
        deliver_rows(splitter, chunk, loaded->length, loaded);
    else
        return deliver_failed(splitter, chunk, loaded, error);
    return RAS_OK;
}

enum ras_status ras_splitter_next(struct ras_splitter *splitter, struct ras_chunk *chunk, bool *end,
                                  struct ras_error *error)
{
    struct loaded loaded = {0, false, false};
    RAS_TRY(load(splitter, chunk, splitter->chunk_bytes, &loaded, error));
    *end = loaded.length == 0;
    if (*end)
        return RAS_OK;
    const bool open_cr = !loaded.at_end && chunk->text[loaded.length - 1] == '\r';
    const size_t to = loaded.length - open_cr; /* an LF may follow: look at it next time */
    if (to > splitter->scanned) {
        ras_csv_split(&splitter->split, chunk->text, splitter->scanned, to, splitter->delimiter);
        splitter->scanned = to;
    }
    if (loaded.at_end && !splitter->split.state.inside)
        deliver_rows(splitter, chunk, loaded.length, &loaded);
    else if (splitter->split.row_end > 0)
        deliver_rows(splitter, chunk, splitter->split.row_end, &loaded);
    else
        return next_long(splitter, chunk, &loaded, error);
    return RAS_OK;
}

uint64_t ras_chunk_cut(struct ras_chunk *chunk, char delimiter, uint64_t row_count)
{
    if (chunk->row_failed)
        return 1;
    struct ras_csv_state state = RAS_CSV_STATE_START;
    uint64_t rows = 0;
    bool blank = true;
    for (size_t at = 0; at < chunk->length; at++) {
        const char c = chunk->text[at];
        const bool inside = ras_csv_inside_slow(chunk->text + at, 1, delimiter, &state) != 0;
        if (inside || (c != '\n' && c != '\r')) {
            blank = blank && c == ' ' && delimiter != ' ';
            continue;
        }
        if (c == '\r' && chunk->text[at + 1] == '\n')
            continue; /* the LF ends the row */
        rows += !blank;
        blank = true;
        if (rows == row_count) {
            chunk->length = at + 1;
            memset(chunk->text + chunk->length, 0, RAS_TEXT_PADDING);
            return rows;
        }
    }
    return rows + !blank;
}
