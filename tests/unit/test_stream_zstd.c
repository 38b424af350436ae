/* Compressed input: whole, joined, torn, flipped, followed by other bytes, hostile. */
#include "unit/read_support.h"

#include <zstd.h>

static const char text[] = "a,b\n1,2\n\"x\ny\",4\n5,6\n7,8\n9,10\n";
#define TEXT_BYTES (sizeof text - 1)
#define SETTINGS   ((struct ras_reader_settings){CARRY("a", "b")})

static size_t frame(char *out, size_t capacity, const char *content, size_t length)
{
    ZSTD_CCtx *const context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    const size_t bytes = ZSTD_compress2(context, out, capacity, content, length);
    ZSTD_freeCCtx(context);
    cr_assert_not(ZSTD_isError(bytes));
    return bytes;
}

static char *plain_result(void)
{
    struct read_result result = read_text(text, TEXT_BYTES, SETTINGS);
    cr_assert_eq(result.status, RAS_OK);
    return result.text;
}

Test(stream_zstd, one_frame_reads_as_its_text)
{
    char packed[512];
    char *const expected = plain_result();
    expect_read(packed, frame(packed, sizeof packed, text, TEXT_BYTES), SETTINGS, expected);
    free(expected);
}

Test(stream_zstd, frames_and_skippable_frames_are_joined_at_every_cut)
{
    static const char skippable[] = "\x53\x2A\x4D\x18\x05\0\0\0hello";
    char *const expected = plain_result();
    for (size_t cut = 0; cut <= TEXT_BYTES; cut++) {
        char packed[1024];
        size_t length = 0;
        memcpy(packed, skippable, sizeof skippable - 1);
        length += sizeof skippable - 1;
        length += frame(packed + length, sizeof packed - length, text, cut);
        memcpy(packed + length, skippable, sizeof skippable - 1);
        length += sizeof skippable - 1;
        length += frame(packed + length, sizeof packed - length, text + cut, TEXT_BYTES - cut);
        expect_read(packed, length, SETTINGS, expected);
    }
    free(expected);
}

Test(stream_zstd, torn_at_every_byte_is_refused)
{
    char packed[1024];
    const size_t first = frame(packed, sizeof packed, text, 16);
    const size_t length =
        first + frame(packed + first, sizeof packed - first, text + 16, TEXT_BYTES - 16);
    for (size_t cut = 4; cut < length; cut++) {
        if (cut == first)
            continue; /* a whole frame: nothing shows that another was meant to follow */
        struct read_result result = read_text(packed, cut, SETTINGS);
        cr_assert_eq(result.status, RAS_BAD_INPUT, "cut at %zu", cut);
        cr_assert_not_null(strstr(result.error.message, "cut off"), "%s", result.error.message);
        cr_assert_eq(result.error.byte_offset, cut);
        free(result.text);
    }
}

Test(stream_zstd, every_flipped_bit_is_refused_or_harmless)
{
    char packed[512];
    char *const expected = plain_result();
    const size_t length = frame(packed, sizeof packed, text, TEXT_BYTES);
    unsigned refused = 0;
    for (size_t bit = 0; bit < 8 * length; bit++) {
        packed[bit / 8] = (char)(packed[bit / 8] ^ (1 << (bit % 8)));
        struct read_result result = read_text(packed, length, SETTINGS);
        if (result.status == RAS_OK)
            cr_assert_str_eq(result.text, expected, "bit %zu changes the text unseen", bit);
        else
            cr_assert_eq(result.status, RAS_BAD_INPUT);
        refused += result.status != RAS_OK;
        free(result.text);
        packed[bit / 8] = (char)(packed[bit / 8] ^ (1 << (bit % 8)));
    }
    cr_assert_geq(refused, 8 * length - 4); /* the frame header has bits without meaning */
    free(expected);
}

Test(stream_zstd, bytes_behind_the_last_frame_are_refused_with_offset)
{
    char packed[512];
    const size_t length = frame(packed, sizeof packed, text, TEXT_BYTES);
    for (size_t junk = 1; junk < 12; junk++) {
        memset(packed + length, 'j', junk);
        struct read_result result = read_text(packed, length + junk, SETTINGS);
        cr_assert_eq(result.status, RAS_BAD_INPUT);
        cr_assert_geq(result.error.byte_offset, length);
        free(result.text);
    }
}

/* A file that must have a certain name. */
static enum ras_status read_named(const char *suffix, const char *bytes, size_t length,
                                  struct ras_error *error)
{
    char path[] = "/tmp/rasoat-zstd-XXXXXX.csv.zst";
    const int descriptor = mkstemps(path, (int)strlen(suffix));
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(write(descriptor, bytes, length), (ssize_t)length);
    close(descriptor);
    const char *const shown = path;
    struct ras_reader_settings settings = SETTINGS;
    settings.paths = &shown;
    settings.path_count = 1;
    struct read_result result = read_all(&settings);
    unlink(path);
    free(result.text);
    *error = result.error;
    return result.status;
}

Test(stream_zstd, suffix_without_frame_is_refused)
{
    struct ras_error error;
    cr_assert_eq(read_named(".csv.zst", text, TEXT_BYTES, &error), RAS_BAD_INPUT);
    cr_assert_not_null(strstr(error.message, "is not a zstd stream"), "%s", error.message);
    cr_assert_eq(read_named(".csv.zst", text, 2, &error), RAS_BAD_INPUT);
    cr_assert_eq(read_named(".csv.zst", text, 0, &error), RAS_BAD_INPUT);
    cr_assert_not_null(strstr(error.message, "is empty"), "%s", error.message);
}

Test(stream_zstd, compressed_nothing_is_empty)
{
    char packed[64];
    expect_refused(packed, frame(packed, sizeof packed, "", 0), SETTINGS, "is empty");
}

Test(stream_zstd, bomb_is_refused)
{
    const size_t bytes = (size_t)100 << 20;
    char *const zeros = calloc(bytes, 1);
    char *const packed = malloc(ZSTD_compressBound(bytes));
    memset(zeros, '\n', bytes);
    memcpy(zeros, text, TEXT_BYTES);
    const size_t length = ZSTD_compress(packed, ZSTD_compressBound(bytes), zeros, bytes, 3);
    expect_refused(packed, length, SETTINGS, "grows more than");
    free(zeros);
    free(packed);
}

Test(stream_zstd, huge_window_is_refused)
{
    const size_t bytes = (size_t)1 << 20;
    char *const content = calloc(bytes, 1);
    char *const packed = malloc(ZSTD_compressBound(bytes));
    memset(content, 'x', bytes);
    ZSTD_CCtx *const context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 28);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    ZSTD_outBuffer out = {packed, ZSTD_compressBound(bytes), 0};
    ZSTD_inBuffer in = {content, bytes, 0};
    /* Without a known size the frame says its window. */
    cr_assert_not(ZSTD_isError(ZSTD_compressStream2(context, &out, &in, ZSTD_e_flush)));
    cr_assert_not(ZSTD_isError(ZSTD_compressStream2(context, &out, &in, ZSTD_e_end)));
    ZSTD_freeCCtx(context);
    expect_refused(packed, out.pos, SETTINGS, "corrupt (Frame requires too much memory");
    free(content);
    free(packed);
}
