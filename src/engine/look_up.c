/* The resident index for commands that only look: no lock while the index file is fresh. */
#include "base/try.h"
#include "engine/resident_index.h"
#include "engine/run_directory.h"

#include <stdio.h>
#include <string.h>

static void directory_clear(struct ras_run_directory *directory)
{
    memset(directory, 0, sizeof *directory);
    directory->output = directory->state = directory->lock = directory->directory = -1;
    ras_vector_init(&directory->files, sizeof(struct ras_manifest_file));
}

enum ras_status ras_resident_index_look(struct ras_context *context,
                                        struct ras_resident_index *residents,
                                        struct ras_error *error)
{
    struct ras_run_directory directory;
    char path[512];
    enum ras_status status = RAS_OK;
    (void)snprintf(path, sizeof path, "%s/state/" RAS_RESIDENT_INDEX_FILE, context->config->output);
    RAS_TRY(ras_resident_index_find(context, path, residents, error));
    if (residents->index != NULL)
        return RAS_OK;
    ras_resident_index_fini(residents);
    directory_clear(&directory);
    RAS_TRY_DONE(ras_run_directory_lock(&directory, context->config, error));
    RAS_TRY_DONE(ras_resident_index_get(context, directory.state, RAS_RESIDENT_INDEX_FILE, path,
                                        residents, error));
done:
    ras_run_directory_fini(&directory);
    return status;
}
