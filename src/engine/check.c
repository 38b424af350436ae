/* Looking at config and inputs before the first night; nothing is written. */
#include "engine/check.h"

#include "base/alloc.h"
#include "base/try.h"
#include "engine/resident_index.h"
#include "index/builder.h"

#include <stdio.h>
#include <string.h>

#define ARENA_BLOCK_BYTES ((size_t)64 << 10)

/* The index that a run left, if it is of these very residents: blocks are then exact. */
static enum ras_status index_open(struct ras_check *check, struct ras_resident_index *residents,
                                  struct ras_error *error)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/state/" RAS_RESIDENT_INDEX_FILE,
                   check->context.config->output);
    const enum ras_status status = ras_resident_index_find(&check->context, path, residents, error);
    if (status == RAS_BAD_INPUT || status == RAS_INPUT_MISSING || status == RAS_IO)
        return RAS_OK; /* the profile of the residents tells the same, in its place */
    RAS_TRY(status);
    check->index = residents->index;
    check->index_exact = check->index != NULL;
    check->index_scale = 1;
    return RAS_OK;
}

static enum ras_status sample_index_build(struct ras_check *check,
                                          struct ras_index_builder *builder,
                                          struct ras_error *error)
{
    const struct ras_check_input *const residents = &check->inputs[0];
    if (residents->status != RAS_OK || residents->accepted_count == 0)
        return RAS_OK;
    check->index_exact = residents->whole;
    check->index_scale = (double)residents->row_estimate / (double)residents->row_count;
    /* blocks of the sample are above the cap when they would be so in the whole */
    const double cap = (double)check->context.config->block_rows_max / check->index_scale;
    const struct ras_index_finish finish = {.fingerprint = 1,
                                            .block_rows_max = (uint32_t)cap,
                                            .thread_count = check->context.thread_count,
                                            .stop = check->context.stop};
    return ras_index_builder_finish(builder, &finish, &check->index, error);
}

static enum ras_status residents_check(struct ras_check *check, struct ras_error *error)
{
    if (check->index != NULL)
        return ras_check_profile(check, &check->inputs[0], NULL, error);
    struct ras_index_builder *const builder = ras_index_builder_create(false);
    if (builder == NULL)
        return ras_no_memory(error, sizeof(void *));
    enum ras_status status = ras_check_profile(check, &check->inputs[0], builder, error);
    if (status == RAS_OK)
        status = sample_index_build(check, builder, error);
    ras_index_builder_destroy(builder);
    return status;
}

static enum ras_status inputs_check(struct ras_check *check, struct ras_error *error)
{
    const struct ras_config *const config = check->context.config;
    check->input_count = (unsigned)config->source_count + 1;
    check->inputs = ras_alloc_zeroed(check->input_count, sizeof check->inputs[0]);
    if (check->inputs == NULL)
        return ras_no_memory(error, check->input_count * sizeof check->inputs[0]);
    for (unsigned i = 0; i < check->input_count; i++) {
        check->inputs[i].config = i == 0 ? &config->residents : &config->sources[i - 1];
        ras_vector_init(&check->inputs[i].files, sizeof(struct ras_check_file));
    }
    RAS_TRY(residents_check(check, error));
    for (unsigned i = 1; i < check->input_count; i++)
        RAS_TRY(ras_check_profile(check, &check->inputs[i], NULL, error));
    ras_check_cost(check);
    return RAS_OK;
}

/* The first input that a run could not do without and cannot read. */
static enum ras_status verdict(const struct ras_check *check, struct ras_error *error)
{
    for (unsigned i = 0; i < check->input_count; i++) {
        const struct ras_check_input *const input = &check->inputs[i];
        if (input->status != RAS_OK && !input->config->optional)
            return ras_fail(error, RAS_BAD_INPUT, "%s", input->message);
    }
    return RAS_OK;
}

static enum ras_status check_run(struct ras_check *check, bool json, bool vietnamese, char **text,
                                 struct ras_error *error)
{
    struct ras_resident_index residents = {.index = NULL};
    struct ras_text out;
    ras_text_init(&out);
    enum ras_status status = index_open(check, &residents, error);
    if (status == RAS_OK)
        status = inputs_check(check, error);
    if (status == RAS_OK) {
        if (json)
            ras_check_json(check, &out);
        else
            ras_check_text(check, vietnamese, &out);
        ras_text_char(&out, '\0');
        status = ras_text_status(&out, error);
    }
    if (check->index != NULL && check->index != residents.index)
        ras_index_close(check->index);
    ras_resident_index_fini(&residents);
    if (status != RAS_OK) {
        ras_text_fini(&out);
        return status;
    }
    *text = out.data; /* the caller's now: ras_engine_text_free */
    return verdict(check, error);
}

enum ras_status ras_engine_check(const struct ras_config *config,
                                 const struct ras_engine_options *options, bool json,
                                 bool vietnamese, char **text, struct ras_error *error)
{
    struct ras_check check = {.input_count = 0};
    *text = NULL;
    ras_arena_init(&check.arena, ARENA_BLOCK_BYTES);
    ras_row_scratch_init(&check.scratch);
    enum ras_status status = ras_context_init(&check.context, config, options, error);
    if (status == RAS_OK)
        status = check_run(&check, json, vietnamese, text, error);
    for (unsigned i = 0; check.inputs != NULL && i < check.input_count; i++)
        ras_vector_fini(&check.inputs[i].files);
    ras_free(check.inputs);
    ras_context_fini(&check.context);
    ras_row_scratch_fini(&check.scratch);
    ras_arena_fini(&check.arena);
    return status;
}
