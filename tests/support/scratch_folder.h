/* A folder of a test's own, and small files in it. */
#ifndef RASOAT_TESTS_SCRATCH_FOLDER_H
#define RASOAT_TESTS_SCRATCH_FOLDER_H

#include "base/output.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct scratch_folder {
    char path[64];
};

static inline void scratch_make(struct scratch_folder *folder)
{
    strcpy(folder->path, "/tmp/rasoat-unit-XXXXXX");
    cr_assert_not_null(mkdtemp(folder->path));
}
static inline void scratch_remove(struct scratch_folder *folder)
{
    cr_assert_eq(ras_directory_remove(AT_FDCWD, folder->path, NULL), RAS_OK);
}
/* The path of a name in the folder, kept in the caller's room. */
static inline const char *scratch_path(const struct scratch_folder *folder, const char *name,
                                       char room[160])
{
    (void)snprintf(room, 160, "%s/%s", folder->path, name);
    return room;
}
static inline void scratch_write(const struct scratch_folder *folder, const char *name,
                                 const char *text)
{
    char path[160];
    FILE *const file = fopen(scratch_path(folder, name, path), "wb");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    cr_assert_eq(fclose(file), 0);
}
static inline bool scratch_has(const struct scratch_folder *folder, const char *name)
{
    char path[160];
    struct stat information;
    return lstat(scratch_path(folder, name, path), &information) == 0;
}
/* The whole file, to be freed. */
static inline char *scratch_read(const struct scratch_folder *folder, const char *name)
{
    char path[160];
    struct stat information;
    FILE *const file = fopen(scratch_path(folder, name, path), "rb");
    cr_assert_not_null(file, "%s", name);
    cr_assert_eq(fstat(fileno(file), &information), 0);
    char *const text = calloc((size_t)information.st_size + 1, 1);
    cr_assert_eq(fread(text, 1, (size_t)information.st_size, file), (size_t)information.st_size);
    (void)fclose(file);
    return text;
}

#endif
