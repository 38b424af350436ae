/* Globs into files, in byte order. */
#include "base/alloc.h"
#include "unit/read_support.h"

#include <fcntl.h>
#include <sys/stat.h>

static char folder[64];

static void touch(const char *name)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    const int descriptor = open(path, O_CREAT | O_WRONLY, 0600);
    cr_assert_geq(descriptor, 0, "%s", path);
    close(descriptor);
}

static void make_folder(void)
{
    strcpy(folder, "/tmp/rasoat-paths-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    static const char *const names[] = {"b.csv",        "a.csv", "B.csv", "a[1].csv",
                                        "\xC4\x91.csv", "x.txt", "a1.csv"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        touch(names[i]);
    char sub[128];
    (void)snprintf(sub, sizeof sub, "%s/c.csv", folder);
    cr_assert_eq(mkdir(sub, 0700), 0);
}

static void remove_folder(void)
{
    char command[160];
    (void)snprintf(command, sizeof command, "rm -r '%s'", folder);
    (void)!system(command);
}

static enum ras_status expand(const char *pattern, char *joined, size_t capacity)
{
    char path[256];
    char **paths = NULL;
    size_t count = 0;
    struct ras_error error;
    (void)snprintf(path, sizeof path, "%s/%s", folder, pattern);
    const enum ras_status status = ras_paths_expand(path, &paths, &count, &error);
    joined[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const size_t used = strlen(joined);
        (void)snprintf(joined + used, capacity - used, "%s ", paths[i] + strlen(folder) + 1);
        ras_free(paths[i]);
    }
    ras_free(paths);
    return status;
}

Test(paths, glob_gives_files_in_byte_order, .init = make_folder, .fini = remove_folder)
{
    char joined[512];
    cr_assert_eq(expand("*.csv", joined, sizeof joined), RAS_OK);
    cr_assert_str_eq(joined, "B.csv a.csv a1.csv a[1].csv b.csv \xC4\x91.csv ");
    cr_assert_eq(expand("?.csv", joined, sizeof joined), RAS_OK);
    cr_assert_eq(expand("[ab].csv", joined, sizeof joined), RAS_OK);
    cr_assert_str_eq(joined, "a.csv b.csv ");
}

Test(paths, name_with_brackets_that_exists_is_itself, .init = make_folder, .fini = remove_folder)
{
    char joined[512];
    cr_assert_eq(expand("a[1].csv", joined, sizeof joined), RAS_OK);
    cr_assert_str_eq(joined, "a[1].csv ");
}

Test(paths, nothing_there_is_missing_input, .init = make_folder, .fini = remove_folder)
{
    char joined[512];
    cr_assert_eq(expand("*.zst", joined, sizeof joined), RAS_INPUT_MISSING);
    cr_assert_eq(expand("nothing.csv", joined, sizeof joined), RAS_INPUT_MISSING);
    cr_assert_eq(expand("no/such/*.csv", joined, sizeof joined), RAS_INPUT_MISSING);
    cr_assert_eq(expand("c.cs?", joined, sizeof joined), RAS_INPUT_MISSING); /* a folder */
}

Test(paths, standard_input_is_itself)
{
    char **paths = NULL;
    size_t count = 0;
    cr_assert_eq(ras_paths_expand("-", &paths, &count, NULL), RAS_OK);
    cr_assert_eq(count, 1);
    cr_assert_str_eq(paths[0], "-");
    ras_free(paths[0]);
    ras_free(paths);
}

Test(paths, failed_allocation_is_told, .init = make_folder, .fini = remove_folder)
{
    char joined[512];
    for (uint64_t k = 1; k < 20; k++) {
        ras_alloc_fail_at(k);
        const enum ras_status status = expand("*.csv", joined, sizeof joined);
        ras_alloc_fail_at(0);
        cr_assert(status == RAS_OK || status == RAS_NO_MEMORY);
        if (status == RAS_OK)
            break;
    }
}
