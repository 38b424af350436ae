/* The reader as its callers see it. */
#include "unit/read_support.h"

#include "base/alloc.h"
#include "base/hash.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/time.h>

#define READ(text, settings, expected) expect_read(text, sizeof(text) - 1, settings, expected)
#define REFUSE(text, settings, part)   expect_refused(text, sizeof(text) - 1, settings, part)
#define AB                             ((struct ras_reader_settings){CARRY("a", "b")})

Test(reader, rows_have_line_byte_and_cells)
{
    READ("a,b\n1,2\n,\n\"x,\"\"y\",z\n", AB,
         "line 2 byte 4 length 3: [1] [2]\n"
         "line 3 byte 8 length 1: [] []\n"
         "line 4 byte 10 length 9: [x,\"y] [z]\n");
}

Test(reader, last_line_needs_no_end)
{
    READ("a,b\n1,2", AB, "line 2 byte 4 length 3: [1] [2]\n");
}

Test(reader, bom_crlf_and_lone_cr_are_read)
{
    READ("\xEF\xBB\xBF"
         "a,b\r\n1,2\r\n3,4\r5,6\n",
         AB,
         "line 2 byte 8 length 3: [1] [2]\n"
         "line 3 byte 13 length 3: [3] [4]\n"
         "line 4 byte 17 length 3: [5] [6]\n");
}

Test(reader, newline_inside_quotes_stays_in_field_and_counts_as_line)
{
    READ("a,b\n\"1\r\n2\",3\n4,5\n", AB,
         "line 2 byte 4 length 8: [1\r\n2] [3]\n"
         "line 4 byte 13 length 3: [4] [5]\n");
}

Test(reader, blank_lines_are_no_rows_but_lines)
{
    READ("\n\na,b\n\n1,2\n  \n\n3,4\n\n", AB,
         "line 5 byte 7 length 3: [1] [2]\n"
         "line 8 byte 15 length 3: [3] [4]\n");
}

Test(reader, ragged_row_is_rejected_with_its_columns)
{
    READ("a,b\n1\n1,2,3\n4,5\n", AB,
         "line 2 byte 4 ragged detail 1 length 1\n"
         "line 3 byte 6 ragged detail 3 length 5\n"
         "line 4 byte 12 length 3: [4] [5]\n");
}

Test(reader, nul_and_invalid_utf8_are_rejected_with_offset)
{
    READ("a,b\n1,x\0y\n\xC3\x81,ok\n2,\xC3(\nx,\xE1\xBB\n3,4\n", AB,
         "line 2 byte 4 nul_byte at 3 detail 0 length 5\n"
         "line 3 byte 10 length 5: [Á] [ok]\n"
         "line 4 byte 16 invalid_utf8 at 2 detail 0 length 4\n"
         "line 5 byte 21 invalid_utf8 at 2 detail 0 length 4\n"
         "line 6 byte 26 length 3: [3] [4]\n");
}

Test(reader, repeated_header_is_rejected)
{
    READ("a,b\n1,2\na,b\r\n\xEF\xBB\xBF"
         "a,b\n",
         AB,
         "line 2 byte 4 length 3: [1] [2]\n"
         "line 3 byte 8 repeated_header at 0 detail 0 length 3\n"
         "line 4 byte 13 repeated_header at 0 detail 0 length 6\n");
}

Test(reader, unclosed_quote_costs_only_its_line)
{
    READ("a,b\n1,\"2\n3,4\n5,6", AB,
         "line 2 byte 4 unclosed_quote at 2 detail 0 length 4\n"
         "line 3 byte 9 length 3: [3] [4]\n"
         "line 4 byte 13 length 3: [5] [6]\n");
    READ("a,b\n1,2\n3,\"", AB,
         "line 2 byte 4 length 3: [1] [2]\n"
         "line 3 byte 8 unclosed_quote at 2 detail 0 length 3\n");
}

Test(reader, unclosed_quote_is_given_up_at_the_row_limit)
{
    struct ras_reader_settings settings = {CARRY("a", "b"), .row_bytes_max = 16};
    READ("a,b\n1,\"2\n3,4\n5,6\n7,8\n9,10\n", settings,
         "line 2 byte 4 unclosed_quote at 2 detail 0 length 4\n"
         "line 3 byte 9 length 3: [3] [4]\n"
         "line 4 byte 13 length 3: [5] [6]\n"
         "line 5 byte 17 length 3: [7] [8]\n"
         "line 6 byte 21 length 4: [9] [10]\n");
}

Test(reader, row_at_the_limit_is_read_and_one_more_byte_is_not)
{
    struct ras_reader_settings settings = {CARRY("a", "b"), .row_bytes_max = 8};
    READ("a,b\n123456,8\n1234567,9\r\n123456,8\r\n1234567,9\r123456,8\n", settings,
         "line 2 byte 4 length 8: [123456] [8]\n"
         "line 3 byte 13 line_too_long at 8 detail 0\n"
         "line 4 byte 24 length 8: [123456] [8]\n"
         "line 5 byte 34 line_too_long at 8 detail 0\n"
         "line 6 byte 44 length 8: [123456] [8]\n");
}

Test(reader, endless_line_is_one_reject_in_bounded_memory)
{
    const size_t bytes = (size_t)20 << 20;
    char *const text = malloc(bytes);
    memset(text, 'x', bytes);
    memcpy(text, "a,b\n1,2\n", 8);
    memcpy(text + bytes - 6, "\r\n3,4\n", 6);
    struct read_result result = read_text(text, bytes, AB);
    cr_assert_eq(result.status, RAS_OK);
    cr_assert_eq(result.rows, 2);
    cr_assert_eq(result.rejects, 1);
    cr_assert_not_null(strstr(result.text, "line 3 byte 8 line_too_long"));
    cr_assert_not_null(strstr(result.text, "line 4 byte 20971516 length 3: [3] [4]"));
    cr_assert_lt(result.chunk_capacity, 2 * RAS_ROW_BYTES_MAX);
    free(result.text);
    free(text);
}

Test(reader, delimiter_is_detected_and_reported)
{
    READ("a;b\n1,5;2\n", AB, "line 2 byte 4 length 5: [1,5] [2]\n");
    READ("a\tb\n1\t2\n", AB, "line 2 byte 4 length 3: [1] [2]\n");
    READ("a|b\n1|2\n", AB, "line 2 byte 4 length 3: [1] [2]\n");
    READ("\"a\",\"b\",\"x;y;z;u\"\n1,2,3\n", AB, "line 2 byte 18 length 5: [1] [2]\n");
    READ("sep=;\na;b\n1;2\n", AB, "line 3 byte 10 length 3: [1] [2]\n");
}

Test(reader, empty_input_is_refused_and_header_alone_is_fine)
{
    REFUSE("", AB, "is empty");
    REFUSE("\xEF\xBB\xBF", AB, "is empty");
    REFUSE("\n\n", AB, "is empty");
    READ("a,b", AB, "");
    READ("a,b\n", AB, "");
    REFUSE("a,\"b\n1,2\n", AB, "quote");
}

Test(reader, missing_file_and_folder_are_told)
{
    const char *const paths[] = {"/nonexistent/x.csv", "/tmp"};
    struct ras_error error;
    struct ras_reader *reader = NULL;
    struct ras_reader_settings settings = {.paths = paths, .path_count = 1};
    cr_assert_eq(ras_reader_open(&reader, &settings, &error), RAS_INPUT_MISSING);
    cr_assert_null(reader);
    settings.paths = paths + 1;
    const struct read_result result = read_all(&settings);
    cr_assert_eq(result.status, RAS_BAD_INPUT);
    cr_assert_not_null(strstr(result.error.message, "folder"));
    free(result.text);
}

Test(reader, several_files_keep_their_own_lines_and_layouts)
{
    const struct memory_file one = memory_file("a,b\n1,2\n", 8);
    const struct memory_file two = memory_file("b;c;a\n3;x;4\n", 12);
    const char *const paths[] = {one.path, two.path};
    struct ras_reader_settings settings = {.paths = paths, .path_count = 2, CARRY("a", "b")};
    struct read_result result = read_all(&settings);
    cr_assert_eq(result.status, RAS_OK, "%s", result.error.message);
    cr_assert_str_eq(result.text, "line 2 byte 4 length 3: [1] [2]\n"
                                  "line 2 byte 6 length 5: [4] [3]\n");
    free(result.text);
    close(one.descriptor);
    close(two.descriptor);
}

Test(reader, row_limit_counts_good_and_rejected_rows_over_all_files)
{
    const struct memory_file file = memory_file("a,b\n1,2\n\nx\n3,4\n5,6\n", 19);
    const char *const paths[] = {file.path, file.path};
    for (uint64_t limit = 1; limit < 10; limit++) {
        struct ras_reader_settings settings = {
            .paths = paths, .path_count = 2, CARRY("a", "b"), .row_limit = limit};
        struct read_result result = read_all(&settings);
        cr_assert_eq(result.status, RAS_OK);
        cr_assert_eq(result.rows + result.rejects, limit < 8 ? limit : 8);
        cr_assert_eq(result.counted, result.rows + result.rejects);
        free(result.text);
    }
    close(file.descriptor);
}

Test(reader, file_facts_are_reported)
{
    static const char text[] = "\xEF\xBB\xBF"
                               "Họ và tên;id;x\r\nAn;1;2\r\n";
    const struct memory_file file = memory_file(text, sizeof text - 1);
    const char *const path = file.path;
    struct ras_reader_settings settings = {.paths = &path, .path_count = 1};
    struct ras_reader *reader = NULL;
    struct ras_chunk chunk;
    bool end = false;
    ras_chunk_init(&chunk);
    cr_assert_eq(ras_reader_open(&reader, &settings, NULL), RAS_OK);
    cr_assert_eq(ras_reader_next(reader, &chunk, &end, NULL), RAS_OK);
    cr_assert_not(end);
    cr_assert_eq(ras_chunk_parse(&chunk, NULL), RAS_OK);
    const struct ras_bytes name = ras_batch_value(&chunk.batch, RAS_FIELD_FULL_NAME, 0);
    cr_assert_eq(name.length, 2);
    cr_assert_eq(memcmp(name.data, "An", 2), 0);
    cr_assert_null(chunk.batch.cells[RAS_FIELD_SEX]);
    cr_assert_eq(ras_reader_next(reader, &chunk, &end, NULL), RAS_OK);
    cr_assert(end);
    const struct ras_reader_file *const facts = ras_reader_file_at(reader, 0);
    cr_assert_eq(facts->file_bytes, sizeof text - 1);
    cr_assert_eq(facts->text_bytes, sizeof text - 1);
    cr_assert_eq(facts->hash, XXH3_64bits(text, sizeof text - 1));
    cr_assert_eq(facts->row_count, 1);
    cr_assert_eq(facts->delimiter, ';');
    cr_assert(facts->has_bom);
    cr_assert(facts->has_crlf);
    cr_assert_not(facts->compressed);
    cr_assert_eq(facts->column_count, 3);
    cr_assert_str_eq(facts->headers[0], "Họ và tên");
    cr_assert_eq(facts->column_field[0], RAS_FIELD_FULL_NAME);
    cr_assert_eq(facts->column_field[2], RAS_FIELD_NONE);
    uint64_t done = 0;
    uint64_t total = 0;
    ras_reader_progress(reader, &done, &total);
    cr_assert_eq(done, sizeof text - 1);
    cr_assert_eq(total, sizeof text - 1);
    ras_chunk_fini(&chunk);
    ras_reader_close(reader);
    close(file.descriptor);
}

static void *write_slowly(void *context)
{
    const int descriptor = *(const int *)context;
    static const char text[] = "a,b\n1,2\n\"3\n\",4\n";
    for (size_t i = 0; i < sizeof text - 1; i++) {
        (void)!write(descriptor, text + i, 1);
        usleep(200);
    }
    close(descriptor);
    return NULL;
}

Test(reader, standard_input_may_come_in_drops)
{
    int ends[2];
    pthread_t writer;
    cr_assert_eq(pipe(ends), 0);
    cr_assert_geq(dup2(ends[0], STDIN_FILENO), 0);
    cr_assert_eq(pthread_create(&writer, NULL, write_slowly, &ends[1]), 0);
    const char *const path = "-";
    struct ras_reader_settings settings = {.paths = &path, .path_count = 1, CARRY("a", "b")};
    struct read_result result = read_all(&settings);
    pthread_join(writer, NULL);
    cr_assert_str_eq(result.text, "line 2 byte 4 length 3: [1] [2]\n"
                                  "line 3 byte 8 length 6: [3\n] [4]\n");
    free(result.text);
}

Test(reader, stop_ends_reading_with_its_status)
{
    const atomic_int stop = RAS_TERMINATED;
    struct ras_reader_settings settings = {CARRY("a"), .stop = &stop};
    struct read_result result = read_text("a\n1\n", 4, settings);
    cr_assert_eq(result.status, RAS_TERMINATED);
    free(result.text);
}

Test(reader, file_that_changes_under_the_reader_is_refused)
{
    char path[] = "/tmp/rasoat-reader-XXXXXX";
    const int descriptor = mkstemp(path);
    cr_assert_eq(write(descriptor, "a\n1\n", 4), 4);
    const char *const shown = path;
    struct ras_reader_settings settings = {.paths = &shown, .path_count = 1, CARRY("a")};
    struct ras_reader *reader = NULL;
    struct ras_chunk chunk;
    struct ras_error error;
    bool end = false;
    ras_chunk_init(&chunk);
    cr_assert_eq(ras_reader_open(&reader, &settings, &error), RAS_OK);
    cr_assert_eq(ras_reader_next(reader, &chunk, &end, &error), RAS_OK);
    cr_assert_eq(write(descriptor, "2\n", 2), 2);
    cr_assert_eq(ras_reader_next(reader, &chunk, &end, &error), RAS_BAD_INPUT);
    cr_assert_not_null(strstr(error.message, "changed"));
    ras_chunk_fini(&chunk);
    ras_reader_close(reader);
    close(descriptor);
    unlink(path);
}

Test(reader, every_failed_allocation_is_told)
{
    static const char text[] = "a,b,ho_ten\n1,\"2\"\"3\",x\n1\n";
    for (uint64_t k = 1;; k++) {
        const struct memory_file file = memory_file(text, sizeof text - 1);
        const char *const path = file.path;
        struct ras_reader_settings settings = {.paths = &path, .path_count = 1, CARRY("a", "b")};
        ras_alloc_fail_at(k);
        struct read_result result = read_all(&settings);
        ras_alloc_fail_at(0);
        close(file.descriptor);
        free(result.text);
        if (result.status == RAS_OK) {
            cr_assert_gt(k, 5);
            break;
        }
        cr_assert_eq(result.status, RAS_NO_MEMORY);
        cr_assert_lt(k, 200);
    }
}

static void on_alarm(int signal_number)
{
    (void)signal_number;
}

Test(reader, interrupted_reads_go_on)
{
    const struct sigaction action = {.sa_handler = on_alarm}; /* without SA_RESTART */
    const struct itimerval often = {{0, 300}, {0, 300}};
    const struct itimerval never = {{0, 0}, {0, 0}};
    int ends[2];
    pthread_t writer;
    sigset_t alarms;
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    cr_assert_eq(sigaction(SIGALRM, &action, NULL), 0);
    cr_assert_eq(pipe(ends), 0);
    cr_assert_geq(dup2(ends[0], STDIN_FILENO), 0);
    /* The writer inherits the blocked signal, so that all of them hit the reader. */
    cr_assert_eq(pthread_sigmask(SIG_BLOCK, &alarms, NULL), 0);
    cr_assert_eq(pthread_create(&writer, NULL, write_slowly, &ends[1]), 0);
    cr_assert_eq(pthread_sigmask(SIG_UNBLOCK, &alarms, NULL), 0);
    cr_assert_eq(setitimer(ITIMER_REAL, &often, NULL), 0);
    const char *const path = "-";
    struct ras_reader_settings settings = {.paths = &path, .path_count = 1, CARRY("a", "b")};
    struct read_result result = read_all(&settings);
    cr_assert_eq(setitimer(ITIMER_REAL, &never, NULL), 0);
    pthread_join(writer, NULL);
    cr_assert_eq(result.status, RAS_OK);
    cr_assert_eq(result.rows, 2);
    free(result.text);
}

Test(reader, read_error_is_told_with_its_offset)
{
    /* Address 0 of a process cannot be read: EIO. */
    const char *const path = "/proc/self/mem";
    struct ras_reader_settings settings = {.paths = &path, .path_count = 1};
    struct read_result result = read_all(&settings);
    cr_assert_eq(result.status, RAS_IO);
    cr_assert_not_null(strstr(result.error.message, "at byte 0"), "%s", result.error.message);
    free(result.text);
}

Test(reader, many_unclosed_quotes_cost_linear_time)
{
    /* Each line opens a quote that the next one's closes or that nothing closes. */
    static const char line[] = "1,\"\",\"\n";
    const size_t bytes = 4 + (sizeof line - 1) * 800000;
    char *const text = malloc(bytes);
    memcpy(text, "a,b\n", 4);
    for (size_t at = 4; at < bytes; at += sizeof line - 1)
        memcpy(text + at, line, sizeof line - 1);
    struct read_result result = read_text(text, bytes, AB);
    cr_assert_eq(result.status, RAS_OK, "%s", result.error.message);
    cr_assert_gt(result.rejects, 0);
    free(result.text);
    free(text);
}
