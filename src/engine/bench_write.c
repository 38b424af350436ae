/* Texts out. */
#include "engine/bench_write.h"

#include "base/alloc.h"
#include "base/output.h"
#include "base/try.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#define PATH_BYTES 640

typedef void append_function(const struct ras_bench_report *report, struct ras_text *out);

static enum ras_status file_replace(const char *path, const struct ras_text *text,
                                    struct ras_error *error)
{
    char temporary[PATH_BYTES + 4];
    struct ras_output output;
    (void)snprintf(temporary, sizeof temporary, "%s.new", path);
    (void)remove(temporary); /* left by a call that was cut off */
    RAS_TRY(ras_output_open(&output, AT_FDCWD, temporary, path, error));
    ras_output_text(&output, text);
    RAS_TRY(ras_output_close(&output, NULL, NULL, error));
    if (rename(temporary, path) != 0)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot create '%s': %s", path, strerror(errno));
    return RAS_OK;
}

static enum ras_status file_write(const struct ras_bench_report *report, const char *directory,
                                  const char *name, append_function *append,
                                  struct ras_error *error)
{
    char path[PATH_BYTES];
    struct ras_text text;
    if ((size_t)snprintf(path, sizeof path, "%s/%s", directory, name) >= sizeof path)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot create '%s': %s", directory,
                        strerror(ENAMETOOLONG));
    ras_text_init(&text);
    append(report, &text);
    enum ras_status status = ras_text_status(&text, error);
    if (status == RAS_OK)
        status = file_replace(path, &text, error);
    ras_text_fini(&text);
    return status;
}

enum ras_status ras_bench_write(const struct ras_bench_report *report,
                                const struct ras_bench_options *options, char **text,
                                struct ras_error *error)
{
    struct ras_text shown;
    if (options->directory != NULL) {
        RAS_TRY(
            ras_directory_create(AT_FDCWD, options->directory, false, options->directory, error));
        RAS_TRY(file_write(report, options->directory, "bench.txt", ras_bench_table, error));
        RAS_TRY(file_write(report, options->directory, "bench.json", ras_bench_json, error));
        RAS_TRY(file_write(report, options->directory, "bench.html", ras_bench_html, error));
    }
    ras_text_init(&shown);
    if (options->json)
        ras_bench_json(report, &shown);
    else
        ras_bench_table(report, &shown);
    ras_text_char(&shown, '\0');
    enum ras_status status = ras_text_status(&shown, error);
    *text = status == RAS_OK ? ras_strdup(shown.data) : NULL;
    if (status == RAS_OK && *text == NULL)
        status = ras_no_memory(error, shown.length);
    ras_text_fini(&shown);
    return status;
}
