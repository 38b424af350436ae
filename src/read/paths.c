/* Globs of the config into files, in byte order whatever the locale. */
#include "read/reader.h"

#include "base/alloc.h"

#include <assert.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int byte_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void paths_free(char **paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ras_free(paths[i]);
    ras_free(paths);
}

static enum ras_status missing(const char *pattern, int cause, struct ras_error *error)
{
    const enum ras_status status = cause == ENOENT || cause == ENOTDIR ? RAS_INPUT_MISSING : RAS_IO;
    return ras_fail_at(error, status, pattern, 0, 0, "cannot open '%s': %s", pattern,
                       strerror(cause));
}

/* Copies of the found paths without folders ("extracts" beside "*" is no input). */
static enum ras_status paths_copy(const glob_t *found, char ***paths, size_t *path_count,
                                  struct ras_error *error)
{
    char **const copies = ras_alloc_zeroed(found->gl_pathc, sizeof *copies);
    if (copies == NULL)
        return ras_no_memory(error, found->gl_pathc * sizeof *copies);
    size_t count = 0;
    for (size_t i = 0; i < found->gl_pathc; i++) {
        struct stat status;
        if (stat(found->gl_pathv[i], &status) == 0 && S_ISDIR(status.st_mode))
            continue;
        copies[count] = ras_strdup(found->gl_pathv[i]);
        if (copies[count] == NULL) {
            paths_free(copies, count);
            return ras_no_memory(error, strlen(found->gl_pathv[i]) + 1);
        }
        count++;
    }
    if (count > 0)
        qsort(copies, count, sizeof *copies, byte_order);
    *paths = copies;
    *path_count = count;
    return RAS_OK;
}

/* A folder that is not there holds no match; one that cannot be read is an error. */
static int folder_error(const char *path, int cause)
{
    (void)path;
    return cause != ENOENT && cause != ENOTDIR;
}

static enum ras_status glob_expand(const char *pattern, char ***paths, size_t *path_count,
                                   struct ras_error *error)
{
    glob_t found = {0};
    const int result = glob(pattern, GLOB_NOSORT, folder_error, &found);
    enum ras_status status = RAS_OK;
    if (result == 0)
        status = paths_copy(&found, paths, path_count, error);
    else if (result == GLOB_NOSPACE)
        status = ras_no_memory(error, strlen(pattern));
    else if (result == GLOB_ABORTED)
        status =
            ras_fail_at(error, RAS_IO, pattern, 0, 0, "cannot read the folder of '%s'", pattern);
    globfree(&found);
    if (status == RAS_OK && *path_count == 0) {
        ras_free(*paths);
        *paths = NULL;
        return ras_fail_at(error, RAS_INPUT_MISSING, pattern, 0, 0, "no file matches '%s'",
                           pattern);
    }
    return status;
}

enum ras_status ras_paths_expand(const char *pattern, char ***paths, size_t *path_count,
                                 struct ras_error *error)
{
    assert(pattern != NULL);
    assert(paths != NULL);
    *paths = NULL;
    *path_count = 0;
    /* A file that is really called "a[1].csv" is meant itself. */
    struct stat status;
    const bool there = strcmp(pattern, "-") == 0 || stat(pattern, &status) == 0;
    if (!there && strpbrk(pattern, "*?[") != NULL)
        return glob_expand(pattern, paths, path_count, error);
    if (!there)
        return missing(pattern, errno, error);
    char **const one = ras_alloc(sizeof *one);
    char *const copy = ras_strdup(pattern);
    if (one == NULL || copy == NULL) {
        ras_free(one);
        ras_free(copy);
        return ras_no_memory(error, strlen(pattern) + 1);
    }
    one[0] = copy;
    *paths = one;
    *path_count = 1;
    return RAS_OK;
}
