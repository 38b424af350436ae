/* Reading CSV: the splitting thread and the parsing worker, on 12 columns with a quoted address,
 * with and without quotes, for each instruction set.
 *
 * BENCH_ROWS sets the rows (default 1,000,000), BENCH_RUNS the measured runs. */
#include "bench.h"

#include "base/alloc.h"
#include "base/text.h"
#include "read/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct input {
    char path[64];
    uint64_t rows;
    uint64_t bytes;
    bool parse;
};

static void must(enum ras_status status, const struct ras_error *error)
{
    if (status == RAS_OK)
        return;
    (void)fprintf(stderr, "bench_csv: %s\n", error->message);
    exit((int)status);
}

/* Invented people, the same in every run. */
static void rows_write(struct ras_text *text, uint64_t rows, bool quoted)
{
    static const char *const names[] = {"Nguyễn Văn An", "Trần Thị Bích Ngọc",  "Lê Hoàng",
                                        "PHẠM MINH ĐỨC", "Đặng Thị Hồng Nhung", "Vũ Anh Tuấn"};
    static const char *const places[] = {"thôn Đông", "tổ 5", "ấp Tân Hòa", "khu phố 2"};
    ras_text_string(text, "record_id,full_name,birth_date,sex,personal_id,old_id,commune,address,"
                          "mother_name,phone,ethnicity,updated_date\n");
    for (uint64_t i = 0; i < rows; i++) {
        const uint64_t r = i * UINT64_C(0x9E3779B97F4A7C15);
        ras_text_digits(text, i, 9);
        ras_text_format(text, ",%s,%02u/%02u/19%02u,%s,", names[(r >> 8) % 6],
                        (unsigned)(r >> 16) % 28 + 1, (unsigned)(r >> 24) % 12 + 1,
                        (unsigned)(r >> 32) % 100, (r & 1) != 0 ? "Nam" : "Nữ");
        ras_text_digits(text, (r >> 20) % UINT64_C(1000000000000), 12);
        ras_text_string(text, ",");
        ras_text_digits(text, (r >> 30) % 1000000000, 9);
        ras_text_format(text,
                        quoted ? ",%05u,\"Số %u, %s, xã Mẫu\",%s," : ",%05u,Số %u %s xã Mẫu,%s,",
                        (unsigned)(r >> 40) % 30000, (unsigned)(r >> 50) % 200,
                        places[(r >> 12) % 4], names[(r >> 28) % 6]);
        ras_text_format(text, "09%08u,Kinh,2026-01-15\n", (unsigned)(r >> 36) % 100000000);
    }
}

static struct input input_make(uint64_t rows, bool quoted)
{
    struct input input = {.rows = rows};
    struct ras_text text;
    struct ras_error error;
    ras_text_init(&text);
    rows_write(&text, rows, quoted);
    must(ras_text_status(&text, &error), &error);
    const int descriptor = memfd_create("bench", 0);
    for (size_t done = 0; done < text.length;) {
        const ssize_t written = write(descriptor, text.data + done, text.length - done);
        if (written <= 0) {
            perror("bench_csv: write");
            exit(74);
        }
        done += (size_t)written;
    }
    input.bytes = text.length;
    (void)snprintf(input.path, sizeof input.path, "/proc/self/fd/%d", descriptor);
    ras_text_fini(&text);
    return input;
}

static void read_input(void *context)
{
    const struct input *const input = context;
    const char *const path = input->path;
    struct ras_reader_settings settings = {.source_name = "bench", .paths = &path, .path_count = 1};
    struct ras_reader *reader = NULL;
    struct ras_error error;
    struct ras_chunk chunk;
    bool end = false;
    uint64_t rows = 0;
    ras_chunk_init(&chunk);
    must(ras_reader_open(&reader, &settings, &error), &error);
    for (;;) {
        must(ras_reader_next(reader, &chunk, &end, &error), &error);
        if (end)
            break;
        if (input->parse)
            must(ras_chunk_parse(&chunk, &error), &error);
        rows += input->parse ? chunk.batch.row_count : chunk.line_count;
    }
    if (rows != input->rows) {
        (void)fprintf(stderr, "bench_csv: %llu rows read\n", (unsigned long long)rows);
        exit(70);
    }
    ras_chunk_fini(&chunk);
    ras_reader_close(reader);
}

/* One chunk parsed again and again: what a worker spends, without the reading thread. Quotes are
 * undone in place, so each run starts from a copy. */
struct parsing {
    struct ras_chunk chunk;
    char *copy;
    unsigned repeats;
};

static void parse_chunk(void *context)
{
    struct parsing *const parsing = context;
    struct ras_error error;
    for (unsigned i = 0; i < parsing->repeats; i++) {
        memcpy(parsing->chunk.text, parsing->copy, parsing->chunk.length);
        must(ras_chunk_parse(&parsing->chunk, &error), &error);
        bench_keep(parsing->chunk.batch.row_count);
    }
}

static void parse_measure(const struct input *input, const char *name, unsigned runs)
{
    const char *const path = input->path;
    struct ras_reader_settings settings = {.source_name = "bench", .paths = &path, .path_count = 1};
    struct ras_reader *reader = NULL;
    struct ras_error error;
    struct parsing parsing = {.repeats = 100};
    bool end = false;
    ras_chunk_init(&parsing.chunk);
    must(ras_reader_open(&reader, &settings, &error), &error);
    must(ras_reader_next(reader, &parsing.chunk, &end, &error), &error);
    parsing.copy = malloc(parsing.chunk.length);
    if (parsing.copy == NULL)
        exit(71);
    memcpy(parsing.copy, parsing.chunk.text, parsing.chunk.length);
    const struct bench_timing timing = bench_measure(runs, parse_chunk, &parsing);
    bench_report(name, &timing, (uint64_t)parsing.repeats * parsing.chunk.batch.row_count, "rows",
                 (uint64_t)parsing.repeats * parsing.chunk.length);
    free(parsing.copy);
    ras_chunk_fini(&parsing.chunk);
    ras_reader_close(reader);
}

static void measure(struct input *input, const char *what, unsigned runs)
{
    static const char *const kernels[] = {"scalar", "avx2", "avx512"};
    for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++) {
        char name[80];
        if (!ras_csv_scan_force(kernels[i]))
            continue;
        input->parse = false;
        struct bench_timing timing = bench_measure(runs, read_input, input);
        (void)snprintf(name, sizeof name, "csv split, %s, %s", what, kernels[i]);
        bench_report(name, &timing, input->rows, "rows", input->bytes);
        (void)snprintf(name, sizeof name, "csv parse one chunk, %s, %s", what, kernels[i]);
        parse_measure(input, name, runs);
        input->parse = true;
        timing = bench_measure(runs, read_input, input);
        (void)snprintf(name, sizeof name, "csv split and parse, %s, %s", what, kernels[i]);
        bench_report(name, &timing, input->rows, "rows", input->bytes);
    }
}

int main(void)
{
    const uint64_t rows = bench_number("BENCH_ROWS", 1000000);
    const unsigned runs = (unsigned)bench_number("BENCH_RUNS", 5);
    bench_print_machine();
    struct input plain = input_make(rows, false);
    struct input quoted = input_make(rows, true);
    measure(&plain, "no quotes", runs);
    measure(&quoted, "quoted address", runs);
    return 0;
}
