/* Any bytes as an input file: read with three settings and each instruction set, the rows must
 * agree, lie within their text and be accounted for; or the file is refused with a message.
 *
 * The first byte chooses chunk size and row limit; the rest is the file. */
#include "base/alloc.h"
#include "base/hash.h"
#include "read/reader.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds, const char *what)
{
    if (!holds) {
        (void)fprintf(stderr, "broken: %s\n", what);
        abort();
    }
}

static uint64_t join(uint64_t hash, uint64_t value)
{
    return ras_hash_mix(hash ^ value);
}

/* The hash of all that batches say, but for how rows are grouped into them. */
struct content {
    uint64_t rows;    /* in order */
    uint64_t rejects; /* a sum: rejects stand apart from rows within a batch */
};

static void batch_hash(struct content *content, const struct ras_chunk *chunk)
{
    uint64_t hash = content->rows;
    const struct ras_batch *const batch = &chunk->batch;
    for (uint32_t row = 0; row < batch->row_count; row++) {
        must(batch->row_offset[row] + batch->row_length[row] <= chunk->length, "row in text");
        hash = join(hash, batch->first_line_number + batch->line[row]);
        hash = join(hash, batch->first_byte_offset + batch->row_offset[row]);
        for (unsigned field = 0; field < RAS_FIELD_COUNT; field++) {
            const struct ras_bytes value = ras_batch_value(batch, (enum ras_field)field, row);
            if (batch->cells[field] == NULL)
                continue;
            must(value.data >= chunk->text &&
                     value.data + value.length <= chunk->text + chunk->length,
                 "cell in text");
            hash = join(hash, ras_hash(value.data, value.length));
        }
    }
    for (uint32_t i = 0; i < batch->reject_count; i++) {
        const struct ras_reject *const reject = &batch->rejects[i];
        must(reject->offset + reject->length <= chunk->length, "reject in text");
        content->rejects += join(batch->first_line_number + reject->line, reject->code);
        content->rejects += join(batch->first_byte_offset + reject->offset, reject->error_offset);
    }
    content->rows = hash;
}

static enum ras_status read_once(const char *path, size_t chunk_bytes, size_t row_bytes_max,
                                 struct content *content)
{
    struct ras_reader_settings settings = {.source_name = "fuzz",
                                           .paths = &path,
                                           .path_count = 1,
                                           .chunk_bytes = chunk_bytes,
                                           .row_bytes_max = row_bytes_max};
    struct ras_reader *reader = NULL;
    struct ras_error error = {.status = RAS_OK};
    struct ras_chunk chunk;
    uint64_t rows = 0;
    bool end = false;
    *content = (struct content){0, 0};
    ras_chunk_init(&chunk);
    enum ras_status status = ras_reader_open(&reader, &settings, &error);
    while (status == RAS_OK && !end) {
        status = ras_reader_next(reader, &chunk, &end, &error);
        if (status != RAS_OK || end)
            break;
        status = ras_chunk_parse(&chunk, &error);
        rows += chunk.batch.row_count + chunk.batch.reject_count;
        batch_hash(content, &chunk);
    }
    if (status == RAS_OK)
        must(ras_reader_file_at(reader, 0)->row_count == rows, "rows accounted for");
    else
        must(status == RAS_BAD_INPUT && error.message[0] != '\0', "refused with a message");
    ras_chunk_fini(&chunk);
    ras_reader_close(reader);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const kernels[] = {"scalar", "avx2", "avx512"};
    if (size == 0)
        return 0;
    const int descriptor = memfd_create("fuzz", 0);
    must(descriptor >= 0 && write(descriptor, data + 1, size - 1) == (ssize_t)(size - 1), "memfd");
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);

    const size_t row_max = (data[0] & 0x80) != 0 ? 16384 : 16 + data[0] % 128u;
    struct content expected_content;
    (void)ras_csv_scan_force("scalar");
    const enum ras_status expected = read_once(path, row_max, row_max, &expected_content);
    for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++) {
        if (!ras_csv_scan_force(kernels[i]))
            continue;
        struct content content;
        const size_t chunk_bytes = 1 + (data[0] & 0x7Fu);
        must(read_once(path, chunk_bytes, row_max, &content) == expected, "same status");
        must(expected != RAS_OK || memcmp(&content, &expected_content, sizeof content) == 0,
             "same rows whatever the chunks");
    }
    close(descriptor);
    return 0;
}
