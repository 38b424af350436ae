/* The life of a source within a run. */
#include "engine/source_run.h"

#include "base/alloc.h"

#include <string.h>

void ras_source_run_init(struct ras_source_run *run, const struct ras_source_config *config,
                         unsigned source_index)
{
    memset(run, 0, sizeof *run);
    run->config = config;
    run->source_index = source_index;
    ras_vector_init(&run->states, sizeof(struct ras_row_state));
    ras_vector_init(&run->bases, sizeof(uint64_t));
    ras_vector_init(&run->files, sizeof(struct ras_source_file));
    ras_vector_init(&run->leftover_rows, sizeof(struct ras_leftover));
    ras_vector_init(&run->shown, sizeof(struct ras_shown));
    run->summary.name = config->name;
    run->summary.kind = config->kind;
}

void ras_source_run_fini(struct ras_source_run *run)
{
    struct ras_source_file *const files = run->files.data;
    for (size_t i = 0; i < run->files.count; i++)
        ras_free(files[i].path);
    ras_vector_fini(&run->states);
    ras_vector_fini(&run->bases);
    ras_vector_fini(&run->files);
    ras_vector_fini(&run->leftover_rows);
    ras_index_builder_destroy(run->leftovers);
    run->leftovers = NULL;
    ras_index_close(run->leftover_index);
    run->leftover_index = NULL;
    ras_vector_fini(&run->shown);
}
