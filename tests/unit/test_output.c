/* The write layer: bytes and hash, and every way in which a disk or a reader lets one down. */
#include "base/output.h"

#include "base/alloc.h"
#include "base/thread.h"

#include <criterion/criterion.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

/* A fresh folder for one test, and its descriptor. */
static char folder[] = "/tmp/rasoat-test-XXXXXX";
static int folder_descriptor = -1;

static void folder_make(void)
{
    cr_assert_not_null(mkdtemp(folder));
    folder_descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cr_assert_geq(folder_descriptor, 0);
}

static void folder_drop(void)
{
    (void)close(folder_descriptor);
    cr_assert_eq(ras_directory_remove(AT_FDCWD, folder, NULL), RAS_OK);
    cr_assert_neq(access(folder, F_OK), 0);
}

TestSuite(output, .init = folder_make, .fini = folder_drop);

static size_t file_read(const char *name, char *into, size_t size)
{
    const int descriptor = openat(folder_descriptor, name, O_RDONLY | O_CLOEXEC);
    cr_assert_geq(descriptor, 0);
    size_t length = 0;
    ssize_t got = 0;
    while ((got = read(descriptor, into + length, size - length)) > 0)
        length += (size_t)got;
    (void)close(descriptor);
    return length;
}

static void fill(char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)ras_hash_mix(i + 1);
}

Test(output, writes_what_it_is_given_in_pieces_of_any_size)
{
    enum { TOTAL = 3 << 20 };
    static const size_t pieces[] = {
        1, 7, 4096, ((size_t)256 << 10) - 1, (size_t)256 << 10, ((size_t)256 << 10) + 1, TOTAL};
    char *const bytes = malloc(TOTAL), *const back = malloc(TOTAL + 1);
    fill(bytes, TOTAL);
    for (size_t p = 0; p < sizeof pieces / sizeof pieces[0]; p++) {
        struct ras_output output;
        struct ras_error error;
        uint64_t hash = 0, byte_count = 0;
        char name[16];
        (void)snprintf(name, sizeof name, "f%zu", p);
        cr_assert_eq(ras_output_open(&output, folder_descriptor, name, name, &error), RAS_OK);
        const size_t total = pieces[p] < 8 ? 600001 : TOTAL;
        for (size_t at = 0; at < total; at += pieces[p])
            ras_output_write(&output, bytes + at, total - at < pieces[p] ? total - at : pieces[p]);
        cr_assert_eq(ras_output_status(&output, &error), RAS_OK);
        cr_assert_eq(ras_output_close(&output, &hash, &byte_count, &error), RAS_OK);
        cr_assert_eq(byte_count, total);
        cr_assert_eq(hash, XXH3_64bits(bytes, total));
        cr_assert_eq(file_read(name, back, TOTAL + 1), total);
        cr_assert_eq(memcmp(back, bytes, total), 0);
    }
    free(bytes);
    free(back);
}

/* Files below, at and above the sizes at which a stream changes its way of writing. */
static void check_streams(void)
{
    enum { BLOCK = 2 << 20, TOTAL = 2 * BLOCK + 70001 };
    static const size_t totals[] = {0,     100,       (size_t)256 << 10, ((size_t)256 << 10) + 1,
                                    BLOCK, BLOCK + 1, 2 * BLOCK,         TOTAL};
    char *const bytes = malloc(TOTAL), *const back = malloc(TOTAL + 1);
    fill(bytes, TOTAL);
    for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++) {
        struct ras_output output;
        struct ras_error error;
        uint64_t hash = 0, byte_count = 0;
        cr_assert_eq(ras_output_open(&output, folder_descriptor, "s", "s", &error), RAS_OK);
        ras_output_stream(&output);
        for (size_t at = 0, part = 1; at < totals[i]; at += part, part = part * 3 % 300007 + 1) {
            part = part < totals[i] - at ? part : totals[i] - at;
            ras_output_write(&output, bytes + at, part);
        }
        cr_assert_eq(ras_output_status(&output, &error), RAS_OK);
        cr_assert_eq(ras_output_close(&output, &hash, &byte_count, &error), RAS_OK);
        cr_assert_eq(byte_count, totals[i]);
        cr_assert_eq(hash, XXH3_64bits(bytes, totals[i]));
        cr_assert_eq(file_read("s", back, TOTAL + 1), totals[i]);
        cr_assert_eq(memcmp(back, bytes, totals[i]), 0);
        cr_assert_eq(unlinkat(folder_descriptor, "s", 0), 0);
    }
    free(bytes);
    free(back);
}

Test(output, a_stream_writes_what_it_is_given)
{
    check_streams();
}

Test(output, a_stream_without_a_thread_writes_as_any_other)
{
    ras_thread_fail_at(1);
    check_streams();
    ras_thread_fail_at(0);
}

Test(output, a_stream_where_the_page_cache_cannot_be_passed_by)
{
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("none", folder, "ramfs", 0, NULL) != 0)
        cr_skip_test("may not mount");
    const int before = folder_descriptor;
    folder_descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    check_streams();
    (void)close(folder_descriptor);
    folder_descriptor = before;
    cr_assert_eq(umount(folder), 0);
}

Test(output, an_empty_file_is_a_file)
{
    struct ras_output output;
    uint64_t hash = 0, byte_count = 1;
    struct stat found;
    cr_assert_eq(ras_output_open(&output, folder_descriptor, "empty", "empty", NULL), RAS_OK);
    ras_output_write(&output, NULL, 0);
    cr_assert_eq(ras_output_close(&output, &hash, &byte_count, NULL), RAS_OK);
    cr_assert_eq(byte_count, 0);
    cr_assert_eq(hash, XXH3_64bits("", 0));
    cr_assert_eq(fstatat(folder_descriptor, "empty", &found, 0), 0);
    cr_assert_eq(found.st_size, 0);
    cr_assert_eq(found.st_mode & 0777, 0600);
}

Test(output, takes_a_text_and_needs_no_hash)
{
    struct ras_output output;
    struct ras_text text;
    char back[32];
    ras_text_init(&text);
    ras_text_string(&text, "Đỗ,1985\n");
    cr_assert_eq(ras_output_open(&output, folder_descriptor, "t", "t", NULL), RAS_OK);
    ras_output_text(&output, &text);
    cr_assert_eq(ras_output_close(&output, NULL, NULL, NULL), RAS_OK);
    cr_assert_eq(file_read("t", back, sizeof back), text.length);
    ras_text_fini(&text);
}

Test(output, never_writes_to_what_is_there)
{
    struct ras_output output;
    struct ras_error error;
    cr_assert_eq(symlinkat("target", folder_descriptor, "link"), 0);
    cr_assert_eq(mkdirat(folder_descriptor, "dir", 0700), 0);
    cr_assert_eq(ras_output_open(&output, folder_descriptor, "target", "target", NULL), RAS_OK);
    ras_output_write(&output, "x", 1);
    cr_assert_eq(ras_output_close(&output, NULL, NULL, NULL), RAS_OK);
    static const char *const names[] = {"target", "link", "dir", "missing/file", ""};
    for (size_t i = 0; i < 5; i++) {
        cr_assert_eq(ras_output_open(&output, folder_descriptor, names[i], "out/f.csv", &error),
                     RAS_CANNOT_CREATE);
        cr_assert_not_null(strstr(error.message, "cannot create 'out/f.csv': "));
    }
}

Test(output, without_memory_it_opens_nothing)
{
    struct ras_output output;
    ras_alloc_fail_at(1);
    cr_assert_eq(ras_output_open(&output, folder_descriptor, "m", "m", NULL), RAS_NO_MEMORY);
    cr_assert_eq(ras_output_open_stdout(&output, NULL), RAS_NO_MEMORY);
    cr_assert_eq(ras_directory_remove(folder_descriptor, "m", NULL), RAS_NO_MEMORY);
    ras_alloc_fail_at(0);
    cr_assert_neq(faccessat(folder_descriptor, "m", F_OK, 0), 0);
}

/* Writes far more than fits in pieces of 1000 bytes; the failure must name path and bytes. */
static void check_no_room(int directory, uint64_t room, const char *reason, bool stream)
{
    struct ras_output output;
    struct ras_error error;
    char piece[1000] = {0}, wanted[64];
    cr_assert_eq(ras_output_open(&output, directory, "big", "out/big.csv", &error), RAS_OK);
    if (stream)
        ras_output_stream(&output);
    for (unsigned i = 0; i < 2000; i++)
        ras_output_write(&output, piece, sizeof piece);
    if (!stream) /* a thread may still be at it */
        cr_assert_eq(ras_output_status(&output, &error), RAS_IO);
    uint64_t hash = 77, byte_count = 77;
    cr_assert_eq(ras_output_close(&output, &hash, &byte_count, &error), RAS_IO);
    cr_assert_eq(hash, 77);
    cr_assert_eq(byte_count, 77);
    cr_assert_not_null(strstr(error.message, "cannot write 'out/big.csv': "));
    cr_assert_not_null(strstr(error.message, reason));
    (void)snprintf(wanted, sizeof wanted, "(%llu of 2000000 bytes not written)",
                   (unsigned long long)(2000000 - room));
    cr_assert_not_null(strstr(error.message, wanted), "'%s' lacks '%s'", error.message, wanted);
}

Test(output, a_file_size_limit_is_told)
{
    const struct rlimit limit = {100000, 100000};
    cr_assert_neq(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    check_no_room(folder_descriptor, 100000, strerror(EFBIG), false);
    cr_assert_eq(unlinkat(folder_descriptor, "big", 0), 0);
    check_no_room(folder_descriptor, 100000, strerror(EFBIG), true);
}

Test(output, a_full_disk_is_told)
{
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        cr_skip_test("may not mount");
    cr_assert_eq(mkdirat(folder_descriptor, "small", 0700), 0);
    char path[64];
    (void)snprintf(path, sizeof path, "%s/small", folder);
    if (mount("none", path, "tmpfs", 0, "size=64k") != 0)
        cr_skip_test("may not mount");
    const int small = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    check_no_room(small, 65536, strerror(ENOSPC), false);
    cr_assert_eq(unlinkat(small, "big", 0), 0);
    check_no_room(small, 65536, strerror(ENOSPC), true);
    (void)close(small);
    cr_assert_eq(umount(path), 0);
}

Test(output, a_reader_that_went_away_is_told)
{
    int ends[2];
    struct ras_output output;
    struct ras_error error;
    cr_assert_neq(signal(SIGPIPE, SIG_IGN), SIG_ERR);
    cr_assert_eq(pipe(ends), 0);
    const int before = dup(STDOUT_FILENO);
    cr_assert_eq(dup2(ends[1], STDOUT_FILENO), STDOUT_FILENO);
    (void)close(ends[0]);
    (void)close(ends[1]);
    cr_assert_eq(ras_output_open_stdout(&output, &error), RAS_OK);
    ras_output_write(&output, "x", 1);
    cr_assert_eq(ras_output_close(&output, NULL, NULL, &error), RAS_PIPE_CLOSED);
    cr_assert_not_null(strstr(error.message, "standard output"));
    (void)dup2(before, STDOUT_FILENO);
    (void)close(before);
}

Test(output, standard_output_stays_open_and_may_be_closed)
{
    struct ras_output output;
    struct ras_error error;
    const int before = dup(STDOUT_FILENO);
    const int file = openat(folder_descriptor, "stdout", O_WRONLY | O_CREAT, 0600);
    (void)dup2(file, STDOUT_FILENO);
    for (unsigned i = 0; i < 2; i++) {
        cr_assert_eq(ras_output_open_stdout(&output, &error), RAS_OK);
        ras_output_write(&output, "abc", 3);
        cr_assert_eq(ras_output_close(&output, NULL, NULL, &error), RAS_OK);
    }
    (void)close(STDOUT_FILENO);
    const enum ras_status closed = ras_output_open_stdout(&output, &error);
    (void)dup2(before, STDOUT_FILENO);
    (void)close(before);
    (void)close(file);
    char back[8];
    cr_assert_eq(file_read("stdout", back, sizeof back), 6);
    cr_assert_eq(closed, RAS_IO);
}

struct slow_reader {
    int descriptor;
    size_t length;
    XXH3_state_t *hash;
};

static void *read_slowly(void *argument)
{
    struct slow_reader *const reader = argument;
    char bytes[4096];
    ssize_t got = 0;
    while ((got = read(reader->descriptor, bytes, sizeof bytes)) != 0) {
        if (got < 0)
            continue; /* interrupted */
        (void)XXH3_64bits_update(reader->hash, bytes, (size_t)got);
        reader->length += (size_t)got;
        if (reader->length % 65536 < 4096)
            (void)usleep(500);
    }
    return NULL;
}

static void ignore_tick(int number)
{
    (void)number;
}

/* A pipe that takes little at a time, with signals in between. */
static void check_slow_pipe(int flags)
{
    enum { TOTAL = 2 << 20 };
    int ends[2];
    struct ras_output output;
    pthread_t thread;
    const struct sigaction tick = {.sa_handler = ignore_tick};
    const struct itimerval often = {{0, 300}, {0, 300}}, never = {{0, 0}, {0, 0}};
    char *const bytes = malloc(TOTAL);
    fill(bytes, TOTAL);
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(fcntl(ends[1], F_SETFL, flags), 0);
    struct slow_reader reader = {ends[0], 0, XXH3_createState()};
    (void)XXH3_64bits_reset(reader.hash);
    const int before = dup(STDOUT_FILENO);
    (void)dup2(ends[1], STDOUT_FILENO);
    (void)close(ends[1]);
    cr_assert_eq(sigaction(SIGALRM, &tick, NULL), 0);
    cr_assert_eq(pthread_create(&thread, NULL, read_slowly, &reader), 0);
    (void)setitimer(ITIMER_REAL, &often, NULL);
    cr_assert_eq(ras_output_open_stdout(&output, NULL), RAS_OK);
    ras_output_write(&output, bytes, 1000);
    ras_output_write(&output, bytes + 1000, TOTAL - 1000);
    uint64_t hash = 0;
    const enum ras_status status = ras_output_close(&output, &hash, NULL, NULL);
    (void)setitimer(ITIMER_REAL, &never, NULL);
    (void)dup2(before, STDOUT_FILENO);
    (void)close(before);
    (void)pthread_join(thread, NULL);
    cr_assert_eq(status, RAS_OK);
    cr_assert_eq(reader.length, TOTAL);
    cr_assert_eq(XXH3_64bits_digest(reader.hash), XXH3_64bits(bytes, TOTAL));
    cr_assert_eq(hash, XXH3_64bits(bytes, TOTAL));
    (void)XXH3_freeState(reader.hash);
    (void)close(ends[0]);
    free(bytes);
}

Test(output, short_and_interrupted_writes_lose_nothing)
{
    check_slow_pipe(0);
}

Test(output, a_pipe_that_does_not_block_loses_nothing)
{
    check_slow_pipe(O_NONBLOCK);
}

Test(output, folders_are_private_and_fresh_where_asked)
{
    struct ras_error error;
    struct stat found;
    cr_assert_eq(ras_directory_create(folder_descriptor, "run", true, "out/run", &error), RAS_OK);
    cr_assert_eq(fstatat(folder_descriptor, "run", &found, 0), 0);
    cr_assert_eq(found.st_mode & 0777, 0700);
    cr_assert_eq(ras_directory_create(folder_descriptor, "run", false, "out/run", &error), RAS_OK);
    cr_assert_eq(ras_directory_create(folder_descriptor, "run", true, "out/run", &error),
                 RAS_CANNOT_CREATE);
    cr_assert_not_null(strstr(error.message, "'out/run'"));
    cr_assert_eq(ras_directory_create(folder_descriptor, "run/matches", true, "m", &error), RAS_OK);
    cr_assert_eq(ras_directory_create(folder_descriptor, "no/matches", true, "m", &error),
                 RAS_CANNOT_CREATE);
    cr_assert_eq(ras_directory_sync(folder_descriptor, "run", "out/run", &error), RAS_OK);
    cr_assert_eq(ras_directory_sync(folder_descriptor, "no", "out/no", &error), RAS_IO);
    (void)close(openat(folder_descriptor, "file", O_WRONLY | O_CREAT, 0600));
    cr_assert_eq(ras_directory_create(folder_descriptor, "file", false, "file", &error),
                 RAS_CANNOT_CREATE);
}

Test(output, removing_takes_all_below_and_follows_no_link)
{
    struct ras_error error;
    char name[64];
    cr_assert_eq(ras_directory_remove(folder_descriptor, "missing", &error), RAS_OK);
    cr_assert_eq(mkdirat(folder_descriptor, "kept", 0700), 0);
    (void)close(openat(folder_descriptor, "kept/file", O_WRONLY | O_CREAT, 0600));
    cr_assert_eq(mkdirat(folder_descriptor, "run", 0700), 0);
    for (unsigned i = 0; i < 40; i++) {
        (void)snprintf(name, sizeof name, "run/d%u", i);
        cr_assert_eq(mkdirat(folder_descriptor, name, 0700), 0);
        for (unsigned j = 0; j < 40; j++) {
            (void)snprintf(name, sizeof name, "run/d%u/f%u", i, j);
            (void)close(openat(folder_descriptor, name, O_WRONLY | O_CREAT, 0600));
        }
    }
    cr_assert_eq(symlinkat("../kept", folder_descriptor, "run/link"), 0);
    cr_assert_eq(symlinkat("kept", folder_descriptor, "link"), 0);
    cr_assert_eq(ras_directory_remove(folder_descriptor, "run", &error), RAS_OK);
    cr_assert_neq(faccessat(folder_descriptor, "run", F_OK, 0), 0);
    cr_assert_eq(ras_directory_remove(folder_descriptor, "link", &error), RAS_IO);
    cr_assert_eq(faccessat(folder_descriptor, "kept/file", F_OK, 0), 0);
}

Test(output, removing_goes_down_64_folders_and_no_further)
{
    struct ras_error error;
    for (unsigned depth = 64; depth <= 65; depth++) {
        int at = dup(folder_descriptor);
        for (unsigned i = 0; i < depth; i++) {
            cr_assert_eq(mkdirat(at, "d", 0700), 0);
            const int next = openat(at, "d", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            (void)close(at);
            at = next;
        }
        (void)close(at);
        cr_assert_eq(ras_directory_remove(folder_descriptor, "d", &error),
                     depth == 64 ? RAS_OK : RAS_IO);
    }
    cr_assert_not_null(strstr(error.message, "cannot remove folder 'd'"));
    cr_assert_eq(ras_directory_remove(folder_descriptor, "d/d", &error), RAS_OK);
}

Test(output, a_failed_sync_is_told_though_every_byte_was_taken)
{
    struct ras_output output;
    struct ras_error error;
    int ends[2];
    cr_assert_eq(pipe(ends), 0); /* a pipe takes bytes and cannot be synced */
    cr_assert_eq(ras_output_open(&output, folder_descriptor, "f", "out/f.csv", &error), RAS_OK);
    cr_assert_eq(dup2(ends[1], output.descriptor), output.descriptor);
    ras_output_write(&output, "x", 1);
    cr_assert_eq(ras_output_close(&output, NULL, NULL, &error), RAS_IO);
    cr_assert_not_null(strstr(error.message, "cannot finish 'out/f.csv'"));
    (void)close(ends[0]);
    (void)close(ends[1]);
}
