/* Lock, temporary folder, manifest list, rename, retention. */
#include "engine/run_directory.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/try.h"
#include "record/date.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define RUNS_PER_DAY_MAX 9999u

static const char *const sub_folders[] = {"matches", "reviews",   "rejects",  "duplicates",
                                          "issues",  "proposals", "worklists"};

/* ---- lock ---- */

static enum ras_status folder_open(const char *path, int *descriptor, struct ras_error *error)
{
    *descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*descriptor < 0)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot open folder '%s': %s", path,
                        strerror(errno));
    return RAS_OK;
}

/* mkdir -p: the output folder may be several levels below what exists. */
static enum ras_status folders_make(const char *path, struct ras_error *error)
{
    char part[sizeof((struct ras_run_directory *)NULL)->output_path];
    const size_t length = strlen(path);
    if (length >= sizeof part)
        return ras_fail(error, RAS_CONFIG, "the output path is longer than %zu bytes",
                        sizeof part - 1);
    for (size_t i = 1; i <= length; i++) {
        if (i < length && path[i] != '/')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST)
            return ras_fail(error, RAS_CANNOT_CREATE, "cannot create folder '%s': %s", part,
                            strerror(errno));
    }
    return RAS_OK;
}

enum ras_status ras_run_directory_lock(struct ras_run_directory *directory,
                                       const struct ras_config *config, struct ras_error *error)
{
    char state_path[420];
    memset(directory, 0, sizeof *directory);
    directory->output = directory->state = directory->lock = directory->directory = -1;
    ras_vector_init(&directory->files, sizeof(struct ras_manifest_file));
    RAS_TRY(folders_make(config->output, error));
    (void)snprintf(directory->output_path, sizeof directory->output_path, "%s", config->output);
    RAS_TRY(folder_open(directory->output_path, &directory->output, error));
    (void)snprintf(state_path, sizeof state_path, "%s/state", directory->output_path);
    RAS_TRY(ras_directory_create(directory->output, "state", false, state_path, error));
    RAS_TRY(folder_open(state_path, &directory->state, error));
    directory->lock =
        openat(directory->state, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (directory->lock < 0)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot create '%s/lock': %s", state_path,
                        strerror(errno));
    if (flock(directory->lock, LOCK_EX | LOCK_NB) != 0) {
        (void)close(directory->lock);
        directory->lock = -1;
        return ras_fail(error, RAS_LOCKED, "another run is writing to '%s': try again later",
                        directory->output_path);
    }
    return RAS_OK;
}

/* ---- the folder of the run ---- */

/* The name of a run, split. */
struct old_run {
    char name[32];
    unsigned date; /* yyyymmdd */
    unsigned number;
};

static bool run_name_parse(const char *name, size_t length, struct old_run *run)
{
    unsigned year = 0, month = 0, day = 0;
    int end = 0;
    if (length >= sizeof run->name || name[0] < '0' || name[0] > '9')
        return false;
    memcpy(run->name, name, length);
    run->name[length] = '\0';
    if (sscanf(run->name, "%4u-%2u-%2u-%4u%n", &year, &month, &day, &run->number, &end) != 4 ||
        (size_t)end != length)
        return false;
    run->date = year * 10000 + month * 100 + day;
    return true;
}

/* "2026-10-31-1.tmp", and nothing else that somebody keeps there. */
static bool is_temporary(const char *name)
{
    struct old_run run;
    const size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".tmp") == 0 &&
           run_name_parse(name, length - 4, &run);
}

/* The runs that are there, in the order of the folder. */
static enum ras_status runs_list(const struct ras_run_directory *directory, struct ras_vector *runs,
                                 struct ras_error *error)
{
    enum ras_status status = RAS_OK;
    const int descriptor = openat(directory->output, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *const folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (folder == NULL)
        return ras_fail(error, RAS_IO, "cannot list '%s': %s", directory->output_path,
                        strerror(errno));
    for (struct dirent *entry = readdir(folder); entry != NULL && status == RAS_OK;
         entry = readdir(folder)) {
        struct old_run run;
        void *item = NULL;
        if (!run_name_parse(entry->d_name, strlen(entry->d_name), &run))
            continue;
        status = ras_vector_extend(runs, 1, &item, error);
        if (status == RAS_OK)
            *(struct old_run *)item = run;
    }
    (void)closedir(folder);
    return status;
}

/* With the lock held, every *.tmp run is the leftover of a run that was killed. */
static enum ras_status leftovers_remove(const struct ras_run_directory *directory,
                                        struct ras_error *error)
{
    enum ras_status status = RAS_OK;
    const int descriptor = openat(directory->output, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *const folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (folder == NULL)
        return ras_fail(error, RAS_IO, "cannot list '%s': %s", directory->output_path,
                        strerror(errno));
    for (struct dirent *entry = readdir(folder); entry != NULL && status == RAS_OK;
         entry = readdir(folder))
        if (is_temporary(entry->d_name))
            status = ras_directory_remove(directory->output, entry->d_name, error);
    (void)closedir(folder);
    return status;
}

/* One more than the last run of that day that is there: a number that retention has freed is not
 * given again, or the newest run would pass for the oldest. */
static enum ras_status run_number_choose(const struct ras_run_directory *directory, uint32_t as_of,
                                         unsigned *number, struct ras_error *error)
{
    const unsigned date =
        ras_date_year(as_of) * 10000 + ras_date_month(as_of) * 100 + ras_date_day(as_of);
    struct ras_vector runs;
    ras_vector_init(&runs, sizeof(struct old_run));
    const enum ras_status status = runs_list(directory, &runs, error);
    const struct old_run *const list = runs.data;
    *number = 1;
    for (size_t i = 0; i < runs.count; i++)
        if (list[i].date == date && list[i].number >= *number)
            *number = list[i].number + 1;
    ras_vector_fini(&runs);
    return status;
}

enum ras_status ras_run_directory_create(struct ras_run_directory *directory,
                                         const struct ras_config *config, struct ras_error *error)
{
    char day[11], path[460];
    unsigned number = 0;
    RAS_TRY(leftovers_remove(directory, error));
    RAS_TRY(run_number_choose(directory, config->as_of, &number, error));
    if (number > RUNS_PER_DAY_MAX)
        return ras_fail(error, RAS_CANNOT_CREATE, "more than %u runs of one day in '%s'",
                        RUNS_PER_DAY_MAX, directory->output_path);
    (void)ras_date_iso(config->as_of, day);
    (void)snprintf(directory->run_id, sizeof directory->run_id, "%s-%u", day, number);
    (void)snprintf(directory->temporary_name, sizeof directory->temporary_name, "%s.tmp",
                   directory->run_id);
    (void)snprintf(path, sizeof path, "%s/%s", directory->output_path, directory->temporary_name);
    RAS_TRY(ras_directory_create(directory->output, directory->temporary_name, true, path, error));
    RAS_TRY(folder_open(path, &directory->directory, error));
    for (size_t i = 0; i < sizeof sub_folders / sizeof sub_folders[0]; i++)
        RAS_TRY(ras_directory_create(directory->directory, sub_folders[i], true, path, error));
    return RAS_OK;
}

/* ---- files ---- */

static void path_shown(const struct ras_run_directory *directory, const char *name, char *out,
                       size_t capacity)
{
    (void)snprintf(out, capacity, "%s/%s/%s", directory->output_path, directory->temporary_name,
                   name);
}

enum ras_status ras_run_directory_open(const struct ras_run_directory *directory, const char *name,
                                       struct ras_output *output, struct ras_error *error)
{
    char path[512];
    path_shown(directory, name, path, sizeof path);
    RAS_TRY(ras_output_open(output, directory->directory, name, path, error));
    ras_output_stream(output); /* read again by people, not by the run */
    return RAS_OK;
}

enum ras_status ras_run_directory_list(struct ras_run_directory *directory, const char *name,
                                       uint64_t row_count, uint64_t hash, uint64_t byte_count,
                                       struct ras_error *error)
{
    void *item = NULL;
    char *const path = ras_strdup(name);
    if (path == NULL)
        return ras_no_memory(error, strlen(name));
    const enum ras_status status = ras_vector_extend(&directory->files, 1, &item, error);
    if (status != RAS_OK) {
        ras_free(path);
        return status;
    }
    *(struct ras_manifest_file *)item = (struct ras_manifest_file){.role = "output",
                                                                   .path = path,
                                                                   .byte_count = byte_count,
                                                                   .row_count = row_count,
                                                                   .hash = hash};
    return RAS_OK;
}

enum ras_status ras_run_directory_close(struct ras_run_directory *directory, const char *name,
                                        uint64_t row_count, struct ras_output *output,
                                        struct ras_error *error)
{
    uint64_t hash = 0, byte_count = 0;
    RAS_TRY(ras_output_close(output, &hash, &byte_count, error));
    return ras_run_directory_list(directory, name, row_count, hash, byte_count, error);
}

enum ras_status ras_run_directory_write(struct ras_run_directory *directory, const char *name,
                                        const struct ras_text *text, uint64_t row_count,
                                        bool listed, struct ras_error *error)
{
    struct ras_output output;
    RAS_TRY(ras_text_status(text, error));
    RAS_TRY(ras_run_directory_open(directory, name, &output, error));
    ras_output_text(&output, text);
    if (listed)
        return ras_run_directory_close(directory, name, row_count, &output, error);
    return ras_output_close(&output, NULL, NULL, error);
}

enum ras_status ras_run_directory_note(struct ras_run_directory *directory, const char *name,
                                       uint64_t row_count, struct ras_error *error)
{
    char path[512], buffer[65536];
    uint64_t byte_count = 0;
    XXH3_state_t state;
    path_shown(directory, name, path, sizeof path);
    const int descriptor = openat(directory->directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return ras_fail(error, RAS_IO, "cannot open '%s': %s", path, strerror(errno));
    XXH3_64bits_reset(&state);
    for (;;) {
        const ssize_t got = read(descriptor, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            int reason = got < 0 ? errno : 0;
            while (reason == 0 && fdatasync(descriptor) != 0)
                if (errno != EINTR)
                    reason = errno;
            (void)close(descriptor);
            if (reason != 0)
                return ras_fail(error, RAS_IO, "cannot read back '%s': %s", path, strerror(reason));
            break;
        }
        XXH3_64bits_update(&state, buffer, (size_t)got);
        byte_count += (uint64_t)got;
    }
    return ras_run_directory_list(directory, name, row_count, XXH3_64bits_digest(&state),
                                  byte_count, error);
}

void ras_run_directory_drop(struct ras_run_directory *directory, const char *name)
{
    struct ras_manifest_file *const files = directory->files.data;
    for (size_t i = 0; i < directory->files.count; i++) {
        if (strcmp(files[i].path, name) != 0)
            continue;
        char *const path = (char *)(uintptr_t)files[i].path; /* owned here, lent as const */
        ras_free(path);
        files[i] = files[--directory->files.count];
        break;
    }
    (void)unlinkat(directory->directory, name, 0);
}

static int file_compare(const void *left, const void *right)
{
    return strcmp(((const struct ras_manifest_file *)left)->path,
                  ((const struct ras_manifest_file *)right)->path);
}

void ras_run_directory_sort(struct ras_run_directory *directory)
{
    if (directory->files.count > 0)
        qsort(directory->files.data, directory->files.count, sizeof(struct ras_manifest_file),
              file_compare);
}

/* ---- publishing ---- */

static enum ras_status link_switch(const struct ras_run_directory *directory,
                                   struct ras_error *error)
{
    (void)unlinkat(directory->output, "published.new", 0);
    if (symlinkat(directory->run_id, directory->output, "published.new") != 0 ||
        renameat(directory->output, "published.new", directory->output, "published") != 0)
        return ras_fail(error, RAS_IO, "cannot switch '%s/published': %s", directory->output_path,
                        strerror(errno));
    return RAS_OK;
}

static int run_compare(const void *left, const void *right)
{
    const struct old_run *const a = left, *const b = right;
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* The runs that there will be, this one among them. */
static enum ras_status runs_foresee(const struct ras_run_directory *directory,
                                    struct ras_vector *runs, struct ras_error *error)
{
    struct old_run own;
    void *item = NULL;
    RAS_TRY(runs_list(directory, runs, error));
    if (!run_name_parse(directory->run_id, strlen(directory->run_id), &own))
        return RAS_OK;
    RAS_TRY(ras_vector_extend(runs, 1, &item, error));
    *(struct old_run *)item = own;
    return RAS_OK;
}

/* The oldest runs beyond keep_runs; never this one, and never the one that is published. */
static enum ras_status old_runs_remove(const struct ras_run_directory *directory,
                                       const struct ras_vector *runs, uint32_t keep_runs,
                                       struct ras_error *error)
{
    char published[64];
    const ssize_t length =
        readlinkat(directory->output, "published", published, sizeof published - 1);
    published[length < 0 ? 0 : length] = '\0';
    struct old_run *const list = runs->data;
    if (runs->count > 0)
        qsort(list, runs->count, sizeof list[0], run_compare);
    for (size_t i = 0; i + keep_runs < runs->count; i++)
        if (strcmp(list[i].name, directory->run_id) != 0 && strcmp(list[i].name, published) != 0)
            RAS_TRY(ras_directory_remove(directory->output, list[i].name, error));
    return RAS_OK;
}

static enum ras_status directory_rename(struct ras_run_directory *directory,
                                        struct ras_error *error)
{
    const char *const shown = directory->output_path;
    for (size_t i = 0; i < sizeof sub_folders / sizeof sub_folders[0]; i++)
        RAS_TRY(ras_directory_sync(directory->directory, sub_folders[i], shown, error));
    RAS_TRY(ras_directory_sync(directory->directory, ".", shown, error));
    if (renameat(directory->output, directory->temporary_name, directory->output,
                 directory->run_id) != 0)
        return ras_fail(error, RAS_IO, "cannot rename '%s/%s': %s", shown,
                        directory->temporary_name, strerror(errno));
    directory->temporary_name[0] = '\0';
    return ras_directory_sync(directory->output, ".", shown, error);
}

enum ras_status ras_run_directory_publish(struct ras_run_directory *directory,
                                          const struct ras_config *config, bool publish,
                                          struct ras_error *error)
{
    enum ras_status status = RAS_OK;
    struct ras_vector runs;
    if (!publish)
        return directory_rename(directory, error);
    /* What needs memory is done first: a run that is published has not failed. */
    ras_vector_init(&runs, sizeof(struct old_run));
    RAS_TRY_DONE(runs_foresee(directory, &runs, error));
    RAS_TRY_DONE(directory_rename(directory, error));
    RAS_TRY_DONE(link_switch(directory, error));
    RAS_TRY_DONE(ras_directory_sync(directory->output, ".", directory->output_path, error));
    RAS_TRY_DONE(old_runs_remove(directory, &runs, config->keep_runs, error));
done:
    ras_vector_fini(&runs);
    return status;
}

static void descriptor_close(int *descriptor)
{
    if (*descriptor >= 0)
        (void)close(*descriptor);
    *descriptor = -1;
}

void ras_run_directory_fini(struct ras_run_directory *directory)
{
    struct ras_manifest_file *const files = directory->files.data;
    for (size_t i = 0; i < directory->files.count; i++) {
        char *const path = (char *)(uintptr_t)files[i].path; /* owned here, lent as const */
        ras_free(path);
    }
    ras_vector_fini(&directory->files);
    descriptor_close(&directory->directory);
    if (directory->output >= 0 && directory->lock >= 0 && directory->temporary_name[0] != '\0')
        /* the run has failed already; what stays is removed by the next one */
        (void)(ras_directory_remove(directory->output, directory->temporary_name, NULL) == RAS_OK);
    descriptor_close(&directory->lock);
    descriptor_close(&directory->state);
    descriptor_close(&directory->output);
}
