/* A thread that saves an index, and the two names of its file. */
#include "engine/index_saving.h"

#include "base/alloc.h"
#include "base/background.h"
#include "index/builder.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct ras_index_saving {
    struct ras_background background;
    const struct ras_index *index;
    int directory;
    char *name;
    char *temporary;
    char *shown_path;
};

static enum ras_status save(void *context, struct ras_error *error)
{
    const struct ras_index_saving *const saving = context;
    (void)unlinkat(saving->directory, saving->temporary, 0);
    const enum ras_status status = ras_index_save(saving->index, saving->directory,
                                                  saving->temporary, saving->shown_path, error);
    if (status != RAS_OK) {
        /* on a full disk half an index helps nobody */
        (void)unlinkat(saving->directory, saving->temporary, 0);
        return status;
    }
    if (renameat(saving->directory, saving->temporary, saving->directory, saving->name) != 0)
        return ras_fail(error, RAS_IO, "cannot rename the new index to '%s': %s",
                        saving->shown_path, strerror(errno));
    return RAS_OK;
}

static char *name_with(const char *name, const char *ending)
{
    const size_t bytes = strlen(name) + strlen(ending) + 1;
    char *const text = ras_alloc(bytes);
    if (text != NULL)
        (void)snprintf(text, bytes, "%s%s", name, ending);
    return text;
}

enum ras_status ras_index_saving_begin(const struct ras_index *index, int directory,
                                       const char *name, const char *shown_path,
                                       struct ras_index_saving **out, struct ras_error *error)
{
    struct ras_index_saving *const saving = ras_alloc_zeroed(1, sizeof *saving);
    *out = NULL;
    if (saving == NULL)
        return ras_no_memory(error, sizeof *saving);
    saving->index = index;
    saving->directory = directory;
    saving->name = ras_strdup(name);
    saving->temporary = name_with(name, ".tmp");
    saving->shown_path = ras_strdup(shown_path);
    if (saving->name == NULL || saving->temporary == NULL || saving->shown_path == NULL) {
        ras_index_saving_fini(saving);
        return ras_no_memory(error, strlen(name) + strlen(shown_path));
    }
    ras_background_begin(&saving->background, save, saving);
    *out = saving;
    return RAS_OK;
}

enum ras_status ras_index_saving_end(struct ras_index_saving *saving, struct ras_error *error)
{
    return saving == NULL ? RAS_OK : ras_background_end(&saving->background, error);
}

void ras_index_saving_fini(struct ras_index_saving *saving)
{
    if (saving == NULL)
        return;
    (void)(ras_background_end(&saving->background, NULL) == RAS_OK); /* told where it was asked */
    ras_free(saving->name);
    ras_free(saving->temporary);
    ras_free(saving->shown_path);
    ras_free(saving);
}
