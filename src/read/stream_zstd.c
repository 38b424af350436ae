/* zstd frames (RFC 8878), any number of them, with skippable frames between; libzstd verifies the
 * checksums that frames carry. What is torn, corrupt, followed by other bytes or suspiciously good
 * is RAS_BAD_INPUT with the offset on disk. */
#include "read/reader.h"
#include "read/streams.h"

#include "base/alloc.h"
#include "base/try.h"

#include <stdio.h>
#include <string.h>
#include <zstd.h>

#define INPUT_BYTES    ((size_t)256 << 10)
#define WINDOW_LOG_MAX 27
/* A small file of equal rows may honestly shrink more than the cap: below this it is not asked. */
#define RATIO_FROM_BYTES ((uint64_t)64 << 20)

struct zstd_state {
    ZSTD_DCtx *context;
    ZSTD_inBuffer input;
    uint64_t input_offset; /* on disk, of input.src[0] */
    bool frame_open;       /* a frame has begun and not ended */
    bool any_frame;
    bool input_ended;
    char buffer[INPUT_BYTES];
};

static bool zstd_magic(const unsigned char *bytes, size_t length)
{
    static const unsigned char frame[4] = {0x28, 0xB5, 0x2F, 0xFD};
    static const unsigned char skippable[3] = {0x2A, 0x4D, 0x18}; /* after 50 .. 5F */
    if (length < 4)
        return false;
    return memcmp(bytes, frame, 4) == 0 ||
           ((bytes[0] & 0xF0) == 0x50 && memcmp(bytes + 1, skippable, 3) == 0);
}

static void zstd_close(struct ras_stream *stream)
{
    struct zstd_state *const state = stream->state;
    (void)ZSTD_freeDCtx(state->context);
    ras_free(state);
    stream->state = NULL;
}

static enum ras_status zstd_open(struct ras_stream *stream, struct ras_error *error)
{
    struct zstd_state *const state = ras_alloc(sizeof *state);
    if (state == NULL)
        return ras_no_memory(error, sizeof *state);
    state->context = ZSTD_createDCtx();
    state->input = (ZSTD_inBuffer){state->buffer, 0, 0};
    state->input_offset = 0;
    state->frame_open = state->any_frame = state->input_ended = false;
    stream->state = state;
    if (state->context == NULL)
        return ras_no_memory(error, INPUT_BYTES);
    if (ZSTD_isError(ZSTD_DCtx_setParameter(state->context, ZSTD_d_windowLogMax, WINDOW_LOG_MAX)))
        return ras_fail(error, RAS_BUG, "libzstd refuses a window of 2^%d bytes", WINDOW_LOG_MAX);
    return RAS_OK;
}

static enum ras_status bad_input(const struct ras_stream *stream, uint64_t offset, const char *what,
                                 struct ras_error *error)
{
    (void)ras_fail_at(error, RAS_BAD_INPUT, stream->path, 0, 0, "'%s' %s at byte %llu",
                      stream->path, what, (unsigned long long)offset);
    if (error != NULL)
        error->byte_offset = offset;
    return RAS_BAD_INPUT;
}

static enum ras_status input_fill(struct ras_stream *stream, struct zstd_state *state,
                                  struct ras_error *error)
{
    if (state->input.pos < state->input.size || state->input_ended)
        return RAS_OK;
    size_t got = 0;
    state->input_offset += state->input.size;
    state->input.pos = state->input.size = 0;
    RAS_TRY(ras_stream_raw(stream, state->buffer, sizeof state->buffer, &got, error));
    state->input.size = got;
    state->input_ended = got == 0;
    return RAS_OK;
}

/* What libzstd found wrong, in words. frame_was_open: before the call that failed. */
static enum ras_status frame_error(const struct ras_stream *stream, const struct zstd_state *state,
                                   bool frame_was_open, size_t result, struct ras_error *error)
{
    const uint64_t offset = state->input_offset + state->input.pos;
    if (!frame_was_open && !state->any_frame)
        return bad_input(stream, offset, "is not a zstd stream: other bytes", error);
    if (!frame_was_open)
        return bad_input(stream, offset, "has bytes after its last zstd frame that are no frame,",
                         error);
    char what[160];
    (void)snprintf(what, sizeof what, "is corrupt (%s)", ZSTD_getErrorName(result));
    return bad_input(stream, offset, what, error);
}

static enum ras_status ratio_check(const struct ras_stream *stream, uint64_t more_bytes,
                                   struct ras_error *error)
{
    const uint64_t text_bytes = stream->text_bytes + more_bytes;
    if (text_bytes <= RATIO_FROM_BYTES || text_bytes / RAS_ZSTD_RATIO_MAX <= stream->disk_bytes)
        return RAS_OK;
    return ras_fail_at(error, RAS_BAD_INPUT, stream->path, 0, 0,
                       "'%s' grows more than %d times when it is decompressed: refused",
                       stream->path, RAS_ZSTD_RATIO_MAX);
}

static enum ras_status zstd_read(struct ras_stream *stream, char *out, size_t capacity,
                                 size_t *length, struct ras_error *error)
{
    struct zstd_state *const state = stream->state;
    ZSTD_outBuffer output = {out, capacity, 0};
    *length = 0;
    while (output.pos == 0) {
        RAS_TRY(input_fill(stream, state, error));
        const size_t input_before = state->input.pos;
        if (input_before == state->input.size && !state->frame_open)
            return RAS_OK; /* the end, between frames */
        const bool frame_was_open = state->frame_open;
        const size_t result = ZSTD_decompressStream(state->context, &output, &state->input);
        if (ZSTD_isError(result))
            return frame_error(stream, state, frame_was_open, result, error);
        state->frame_open = result != 0;
        state->any_frame = state->any_frame || result == 0;
        if (state->input_ended && output.pos == 0 && state->frame_open)
            return bad_input(stream, state->input_offset, "is cut off: it ends inside a frame",
                             error);
    }
    *length = output.pos;
    return ratio_check(stream, output.pos, error);
}

const struct ras_stream_kind ras_stream_kind_zstd = {"zstd",    ".zst",     zstd_magic,
                                                     zstd_open, zstd_close, zstd_read};
