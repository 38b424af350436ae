#include "engine/run_directory.h"

#include "base/alloc.h"
#include "record/date.h"
#include "support/scratch_folder.h"

static struct scratch_folder folder;
static struct ras_config config;
static char output_path[160];

static void begin(void)
{
    scratch_make(&folder);
    memset(&config, 0, sizeof config);
    config.output = scratch_path(&folder, "a/b/out", output_path);
    config.as_of = ras_date_make(2026, 10, 31);
    config.keep_runs = 14;
}

static void end(void)
{
    scratch_remove(&folder);
}

TestSuite(run_directory, .init = begin, .fini = end);

static void run_open(struct ras_run_directory *directory)
{
    cr_assert_eq(ras_run_directory_lock(directory, &config, NULL), RAS_OK);
    cr_assert_eq(ras_run_directory_create(directory, &config, NULL), RAS_OK);
}

/* A whole run with one file; its id into out. */
static void run_publish(bool publish, char *out)
{
    struct ras_run_directory directory;
    struct ras_text text;
    ras_text_init(&text);
    ras_text_string(&text, "one\n");
    run_open(&directory);
    cr_assert_eq(ras_run_directory_write(&directory, "matches/x.csv", &text, 1, true, NULL),
                 RAS_OK);
    cr_assert_eq(ras_run_directory_publish(&directory, &config, publish, NULL), RAS_OK);
    strcpy(out, directory.run_id);
    ras_run_directory_fini(&directory);
    ras_text_fini(&text);
}

static bool run_is_there(const char *run_id)
{
    char name[64];
    (void)snprintf(name, sizeof name, "a/b/out/%s", run_id);
    return scratch_has(&folder, name);
}

static void expect_published(const char *run_id)
{
    char path[160], target[64];
    const ssize_t length =
        readlink(scratch_path(&folder, "a/b/out/published", path), target, sizeof target - 1);
    cr_assert_gt(length, 0);
    target[length] = '\0';
    cr_assert_str_eq(target, run_id);
}

Test(run_directory, a_run_is_published_whole)
{
    char run_id[32];
    run_publish(true, run_id);
    cr_assert_str_eq(run_id, "2026-10-31-1");
    expect_published(run_id);
    char *const text = scratch_read(&folder, "a/b/out/published/matches/x.csv");
    cr_assert_str_eq(text, "one\n");
    free(text);
    cr_assert(scratch_has(&folder, "a/b/out/2026-10-31-1/worklists"));
    cr_assert_not(scratch_has(&folder, "a/b/out/2026-10-31-1.tmp"));
}

Test(run_directory, folders_are_for_their_owner_only)
{
    static const char *const names[] = {"a/b/out", "a/b/out/state", "a/b/out/2026-10-31-1",
                                        "a/b/out/2026-10-31-1/issues"};
    char run_id[32], path[160];
    struct stat information;
    (void)umask(0);
    run_publish(true, run_id);
    for (unsigned i = 0; i < 4; i++) {
        cr_assert_eq(stat(scratch_path(&folder, names[i], path), &information), 0);
        cr_assert_eq(information.st_mode & 0777, 0700, "%s", names[i]);
    }
    cr_assert_eq(stat(scratch_path(&folder, "a/b/out/published/matches/x.csv", path), &information),
                 0);
    cr_assert_eq(information.st_mode & 0777, 0600);
}

Test(run_directory, an_unpublished_run_stays_but_is_not_shown)
{
    char first[32], second[32];
    run_publish(true, first);
    run_publish(false, second);
    cr_assert_str_eq(second, "2026-10-31-2");
    cr_assert(run_is_there(second));
    expect_published(first);
}

Test(run_directory, a_run_given_up_leaves_nothing)
{
    struct ras_run_directory directory;
    run_open(&directory);
    cr_assert(scratch_has(&folder, "a/b/out/2026-10-31-1.tmp/matches"));
    ras_run_directory_fini(&directory);
    cr_assert_not(scratch_has(&folder, "a/b/out/2026-10-31-1.tmp"));
    cr_assert_not(scratch_has(&folder, "a/b/out/published"));
}

Test(run_directory, two_runs_at_once_are_one_too_many)
{
    struct ras_run_directory first, second;
    struct ras_error error = {0};
    run_open(&first);
    cr_assert_eq(ras_run_directory_lock(&second, &config, &error), RAS_LOCKED);
    ras_run_directory_fini(&second);
    /* whoever did not get in has thrown nothing out */
    cr_assert(scratch_has(&folder, "a/b/out/2026-10-31-1.tmp/matches"));
    ras_run_directory_fini(&first);
    cr_assert_eq(ras_run_directory_lock(&second, &config, &error), RAS_OK);
    ras_run_directory_fini(&second);
}

Test(run_directory, only_leftovers_of_runs_are_cleared)
{
    static const char *const kept[] = {"a/b/out/2026 notes.tmp", "a/b/out/2026-10-31.tmp",
                                       "a/b/out/notes.tmp", "a/b/out/2026-10-31-1x.tmp"};
    char run_id[32], path[160];
    run_publish(true, run_id);
    for (unsigned i = 0; i < 4; i++)
        scratch_write(&folder, kept[i], "mine");
    cr_assert_eq(mkdir(scratch_path(&folder, "a/b/out/2026-10-30-7.tmp", path), 0700), 0);
    scratch_write(&folder, "a/b/out/2026-10-30-7.tmp/x", "half");
    run_publish(true, run_id);
    for (unsigned i = 0; i < 4; i++)
        cr_assert(scratch_has(&folder, kept[i]), "%s", kept[i]);
    cr_assert_not(scratch_has(&folder, "a/b/out/2026-10-30-7.tmp"));
}

Test(run_directory, the_oldest_runs_go_and_their_numbers_are_not_given_again)
{
    char run_id[32], expected[32];
    config.keep_runs = 3;
    for (unsigned i = 1; i <= 12; i++) {
        run_publish(true, run_id);
        (void)snprintf(expected, sizeof expected, "2026-10-31-%u", i);
        cr_assert_str_eq(run_id, expected);
        expect_published(run_id);
        for (unsigned old = 1; old <= i; old++) {
            (void)snprintf(expected, sizeof expected, "2026-10-31-%u", old);
            cr_assert_eq(run_is_there(expected), old + 3 > i, "%s after %u", expected, i);
        }
    }
    /* another day begins at 1; a day before the last one is the oldest, but it is this run */
    config.as_of = ras_date_make(2026, 9, 1);
    run_publish(true, run_id);
    cr_assert_str_eq(run_id, "2026-09-01-1");
    cr_assert(run_is_there(run_id));
    expect_published(run_id);
}

Test(run_directory, the_published_run_is_never_removed)
{
    char first[32], other[32];
    config.keep_runs = 1;
    run_publish(true, first);
    run_publish(false, other);
    run_publish(false, other);
    cr_assert(run_is_there(first));
    expect_published(first);
    run_publish(true, other);
    cr_assert_not(run_is_there(first));
    expect_published(other);
}

Test(run_directory, files_are_noted_by_path_with_their_hash)
{
    struct ras_run_directory directory;
    struct ras_text text;
    ras_text_init(&text);
    ras_text_string(&text, "abc");
    run_open(&directory);
    cr_assert_eq(ras_run_directory_write(&directory, "reviews/b.csv", &text, 7, true, NULL),
                 RAS_OK);
    cr_assert_eq(ras_run_directory_write(&directory, "issues/a.csv", &text, 8, true, NULL), RAS_OK);
    cr_assert_eq(ras_run_directory_write(&directory, "timing.json", &text, 0, false, NULL), RAS_OK);
    cr_assert_eq(ras_run_directory_note(&directory, "timing.json", 9, NULL), RAS_OK);
    cr_assert_eq(ras_run_directory_note(&directory, "none.json", 9, NULL), RAS_IO);
    cr_assert_neq(ras_run_directory_write(&directory, "issues/a.csv", &text, 8, true, NULL),
                  RAS_OK);
    ras_run_directory_sort(&directory);
    const struct ras_manifest_file *const files = directory.files.data;
    static const char *const paths[] = {"issues/a.csv", "reviews/b.csv", "timing.json"};
    static const uint64_t rows[] = {8, 7, 9};
    cr_assert_eq(directory.files.count, 3);
    for (unsigned i = 0; i < 3; i++) {
        cr_assert_str_eq(files[i].path, paths[i]);
        cr_assert_eq(files[i].row_count, rows[i]);
        cr_assert_eq(files[i].byte_count, 3);
        cr_assert_eq(files[i].hash, XXH3_64bits("abc", 3));
    }
    ras_run_directory_fini(&directory);
    ras_text_fini(&text);
}

Test(run_directory, an_output_that_cannot_be_is_told)
{
    struct ras_run_directory directory;
    struct ras_error error = {0};
    char path[160], far[600];
    scratch_write(&folder, "file", "x");
    config.output = scratch_path(&folder, "file/out", path);
    cr_assert_eq(ras_run_directory_lock(&directory, &config, &error), RAS_CANNOT_CREATE);
    ras_run_directory_fini(&directory);
    memset(far, 'x', sizeof far);
    far[sizeof far - 1] = '\0';
    config.output = far;
    cr_assert_eq(ras_run_directory_lock(&directory, &config, &error), RAS_CONFIG);
    ras_run_directory_fini(&directory);
}

/* ---- the task key ---- */

static enum ras_status key_get(struct ras_key *key)
{
    struct ras_run_directory directory;
    cr_assert_eq(ras_run_directory_lock(&directory, &config, NULL), RAS_OK);
    const enum ras_status status = ras_task_key_get(&directory, &config, key, NULL);
    ras_run_directory_fini(&directory);
    return status;
}

Test(run_directory, the_task_key_is_made_once)
{
    struct ras_key first, second;
    struct stat information;
    char path[160];
    cr_assert_eq(key_get(&first), RAS_OK);
    cr_assert_eq(key_get(&second), RAS_OK);
    cr_assert_eq(memcmp(&first, &second, sizeof first), 0);
    cr_assert_eq(stat(scratch_path(&folder, "a/b/out/state/task.key", path), &information), 0);
    cr_assert_eq(information.st_mode & 0777, 0400);
    /* what a run left that was killed while it made the key */
    cr_assert_eq(unlink(path), 0);
    scratch_write(&folder, "a/b/out/state/task.key.new", "half");
    cr_assert_eq(key_get(&second), RAS_OK);
    cr_assert_neq(memcmp(&first, &second, sizeof first), 0);
    cr_assert_not(scratch_has(&folder, "a/b/out/state/task.key.new"));
}

Test(run_directory, a_damaged_task_key_is_told_and_a_text_needs_no_file)
{
    struct ras_key key, same, other;
    cr_assert_eq(key_get(&key), RAS_OK);
    char path[160];
    cr_assert_eq(unlink(scratch_path(&folder, "a/b/out/state/task.key", path)), 0);
    scratch_write(&folder, "a/b/out/state/task.key", "short");
    cr_assert_eq(key_get(&key), RAS_BAD_INPUT);
    config.key_text = "demo";
    cr_assert_eq(key_get(&key), RAS_OK);
    cr_assert_eq(key_get(&same), RAS_OK);
    config.key_text = "demp";
    cr_assert_eq(key_get(&other), RAS_OK);
    cr_assert_eq(memcmp(&key, &same, sizeof key), 0);
    cr_assert_neq(memcmp(&key, &other, sizeof key), 0);
}
