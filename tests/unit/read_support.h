/* What the tests of src/read share: a text as an input file, and everything read from it. */
#ifndef RASOAT_TESTS_UNIT_READ_SUPPORT_H
#define RASOAT_TESTS_UNIT_READ_SUPPORT_H

#include "read/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A file in memory with a path of its own. */
struct memory_file {
    int descriptor;
    char path[64];
};

static inline struct memory_file memory_file(const void *data, size_t length)
{
    struct memory_file file;
    file.descriptor = memfd_create("input", 0);
    cr_assert_geq(file.descriptor, 0);
    for (size_t done = 0; done < length;) {
        const ssize_t written = write(file.descriptor, (const char *)data + done, length - done);
        cr_assert_gt(written, 0);
        done += (size_t)written;
    }
    (void)snprintf(file.path, sizeof file.path, "/proc/self/fd/%d", file.descriptor);
    return file;
}

/* All that came of reading, as one text: a line for each row and reject, in file order. */
struct read_result {
    enum ras_status status;
    struct ras_error error;
    char *text; /* malloc */
    size_t length;
    uint64_t rows;
    uint64_t rejects;
    uint64_t counted; /* row_count of all files */
    size_t chunk_capacity;
};

static inline void result_add(FILE *out, const struct ras_batch *batch, uint32_t row,
                              uint32_t reject, bool is_row)
{
    if (!is_row) {
        const struct ras_reject *const r = &batch->rejects[reject];
        fprintf(
            out, "line %llu byte %llu %s", (unsigned long long)(batch->first_line_number + r->line),
            (unsigned long long)(batch->first_byte_offset + r->offset), ras_reject_name(r->code));
        if (r->code != RAS_REJECT_RAGGED)
            fprintf(out, " at %u", r->error_offset);
        fprintf(out, " detail %u", r->detail);
        if (r->code != RAS_REJECT_LINE_TOO_LONG)
            fprintf(out, " length %u", r->length);
        fprintf(out, "\n");
        return;
    }
    fprintf(out, "line %llu byte %llu length %u:",
            (unsigned long long)(batch->first_line_number + batch->line[row]),
            (unsigned long long)(batch->first_byte_offset + batch->row_offset[row]),
            batch->row_length[row]);
    for (uint32_t i = 0; i < batch->carried_count; i++) {
        const struct ras_cell cell = batch->carried[i][row];
        fprintf(out, " [");
        fwrite(batch->text + cell.offset, 1, cell.length, out);
        fprintf(out, "]");
    }
    fprintf(out, "\n");
}

static inline void result_batch(FILE *out, const struct ras_batch *batch)
{
    uint32_t row = 0;
    uint32_t reject = 0;
    while (row < batch->row_count || reject < batch->reject_count) {
        const bool is_row =
            row < batch->row_count &&
            (reject == batch->reject_count || batch->line[row] < batch->rejects[reject].line);
        result_add(out, batch, row, reject, is_row);
        row += is_row;
        reject += !is_row;
    }
}

static inline struct read_result read_all(const struct ras_reader_settings *settings)
{
    struct read_result result = {.status = RAS_OK};
    FILE *const out = open_memstream(&result.text, &result.length);
    struct ras_reader *reader = NULL;
    struct ras_chunk chunk;
    ras_chunk_init(&chunk);
    bool end = false;
    result.status = ras_reader_open(&reader, settings, &result.error);
    while (result.status == RAS_OK && !end) {
        result.status = ras_reader_next(reader, &chunk, &end, &result.error);
        if (result.status != RAS_OK || end)
            break;
        result.status = ras_chunk_parse(&chunk, &result.error);
        if (result.status == RAS_OK) {
            result_batch(out, &chunk.batch);
            result.rows += chunk.batch.row_count;
            result.rejects += chunk.batch.reject_count;
        }
    }
    for (size_t i = 0; reader != NULL && i < ras_reader_file_count(reader); i++)
        result.counted += ras_reader_file_at(reader, i)->row_count;
    result.chunk_capacity = chunk.capacity;
    ras_chunk_fini(&chunk);
    ras_reader_close(reader);
    fclose(out);
    return result;
}

/* Read a text with the given columns carried; other settings as they stand. */
static inline struct read_result read_text(const char *text, size_t length,
                                           struct ras_reader_settings settings)
{
    const struct memory_file file = memory_file(text, length);
    const char *const path = file.path;
    settings.paths = &path;
    settings.path_count = 1;
    settings.source_name = "test";
    const struct read_result result = read_all(&settings);
    close(file.descriptor);
    return result;
}

#define CARRY(...)                                                                                 \
    .carried = (const char *const[]){__VA_ARGS__},                                                 \
    .carried_count = sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)

static inline void expect_read(const char *text, size_t length, struct ras_reader_settings settings,
                               const char *expected)
{
    struct read_result result = read_text(text, length, settings);
    cr_assert_eq(result.status, RAS_OK, "%s", result.error.message);
    cr_assert_str_eq(result.text, expected);
    cr_assert_eq(result.counted, result.rows + result.rejects);
    free(result.text);
}

static inline void expect_refused(const char *text, size_t length,
                                  struct ras_reader_settings settings, const char *part)
{
    struct read_result result = read_text(text, length, settings);
    cr_assert_eq(result.status, RAS_BAD_INPUT);
    cr_assert_not_null(strstr(result.error.message, part), "'%s' lacks '%s'", result.error.message,
                       part);
    free(result.text);
}

#endif
