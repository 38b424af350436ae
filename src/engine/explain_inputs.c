/* The row and its residents themselves, where the inputs of the run are still what they were.
 *
 * Each input is looked at by itself: an index that was built from the very residents of the run
 * tells about them even where their file is gone, and a row can be shown without an index. */
#include "engine/explain_inputs.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "engine/explain_values.h"

#include <stdio.h>
#include <string.h>

#define PATH_BYTES 640

/* ---- config ---- */

static bool config_try(struct ras_explain_inputs *inputs, const char *path)
{
    struct ras_config *config = NULL;
    if (ras_config_read_back(path, &config, NULL) != RAS_OK)
        return false;
    if (config->hash != inputs->explanation->manifest.config_hash) {
        ras_config_destroy(config);
        return false;
    }
    inputs->config = config;
    return true;
}

/* As it was called, or where a config usually lies: beside its output folder. */
static bool config_find(struct ras_explain_inputs *inputs)
{
    char path[PATH_BYTES];
    const struct ras_explanation *const explanation = inputs->explanation;
    const char *const written = explanation->manifest.config_path;
    const char *const slash = strrchr(written, '/');
    const int length =
        snprintf(path, sizeof path, "%s/../../%s", explanation->request->run_directory,
                 slash == NULL ? written : slash + 1);
    if (length > 0 && (size_t)length < sizeof path && config_try(inputs, path))
        return true;
    return config_try(inputs, written);
}

static enum ras_status context_open(struct ras_explain_inputs *inputs)
{
    struct ras_explanation *const explanation = inputs->explanation;
    inputs->config->as_of = explanation->manifest.as_of; /* the run's day, not today */
    if (explanation->model_known)
        inputs->config->model = explanation->model;
    else
        explanation->model = inputs->config->model;
    explanation->model_known = true;
    inputs->context_open = true;
    return ras_context_init(&inputs->context, inputs->config, &inputs->options, NULL);
}

/* ---- index ---- */

/* The index file of the output holds the residents of the run as long as its fingerprint is that of
 * the run, whatever became of the residents' file since. Else it is built again, if the residents
 * are still the same. */
static void index_find(struct ras_explain_inputs *inputs)
{
    const uint64_t wanted = inputs->explanation->manifest.index_fingerprint;
    struct ras_resident_index *const residents = &inputs->residents;
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%s/state/" RAS_RESIDENT_INDEX_FILE, inputs->config->output);
    if (ras_index_open(path, wanted, &residents->index, NULL) == RAS_OK) {
        if (ras_index_check(residents->index, inputs->context.thread_count, NULL) == RAS_OK)
            return;
        ras_index_close(residents->index);
    }
    residents->index = NULL;
    if (ras_resident_index_look(&inputs->context, residents, NULL) != RAS_OK)
        *residents = (struct ras_resident_index){.index = NULL};
    else if (residents->index->fingerprint != wanted)
        ras_resident_index_fini(residents);
}

/* ---- the row ---- */

static const struct ras_source_config *source_config(const struct ras_explain_inputs *inputs)
{
    for (size_t i = 0; i < inputs->config->source_count; i++)
        if (strcmp(inputs->config->sources[i].name, inputs->explanation->source->name) == 0)
            return &inputs->config->sources[i];
    return NULL;
}

/* The files of the source, in the order of the run, byte for byte. */
static bool files_are_same(const struct ras_explain_inputs *inputs)
{
    const struct ras_manifest_reading *const manifest = &inputs->explanation->manifest;
    char role[80];
    size_t taken = 0;
    (void)snprintf(role, sizeof role, "source %s", inputs->explanation->source->name);
    for (size_t i = 0; i < manifest->input_count; i++) {
        uint64_t hash = 0, byte_count = 0;
        if (strcmp(manifest->inputs[i].role, role) != 0)
            continue;
        if (taken == inputs->rows.path_count ||
            ras_file_hash(inputs->rows.paths[taken], NULL, &hash, &byte_count, NULL) != RAS_OK ||
            hash != manifest->inputs[i].hash)
            return false;
        taken++;
    }
    return taken == inputs->rows.path_count;
}

/* Cells of the key are compared before anything is normalised; blanks around them do not count. */
static bool cell_may_be(struct ras_bytes cell, struct ras_bytes id)
{
    return cell.length >= id.length && memmem(cell.data, cell.length, id.data, id.length) != NULL;
}

static enum ras_status chunk_search(struct ras_explain_inputs *inputs, struct ras_bytes id,
                                    bool *found, struct ras_error *error)
{
    const struct ras_batch *const batch = &inputs->chunk.batch;
    for (uint32_t row = 0; row < batch->row_count && !*found; row++) {
        enum ras_reject_code code = RAS_ROW_ACCEPTED;
        if (!cell_may_be(ras_batch_value(batch, RAS_FIELD_RECORD_ID, row), id))
            continue;
        ras_arena_reset(&inputs->scratch.arena);
        RAS_TRY(ras_source_row(&inputs->rows, batch, row, &inputs->scratch, &inputs->person, &code,
                               error));
        *found = code == RAS_ROW_ACCEPTED && ras_bytes_equal(inputs->person.record_id, id);
        inputs->row = row;
    }
    return RAS_OK;
}

static enum ras_status row_search(struct ras_explain_inputs *inputs, bool *found,
                                  struct ras_error *error)
{
    const struct ras_bytes id = ras_bytes_of(inputs->explanation->request->record_id);
    bool end = false;
    while (!*found) {
        RAS_TRY(ras_reader_next(inputs->rows.reader, &inputs->chunk, &end, error));
        if (end)
            return RAS_OK;
        RAS_TRY(ras_chunk_parse(&inputs->chunk, error));
        RAS_TRY(chunk_search(inputs, id, found, error));
    }
    return ras_source_subject(&inputs->scratch, &inputs->person, &inputs->subject, error);
}

/* false and a gap where the row cannot be had; an error only for want of memory. */
static enum ras_status row_find(struct ras_explain_inputs *inputs, struct ras_error *error)
{
    struct ras_explanation *const explanation = inputs->explanation;
    const struct ras_source_config *const source = source_config(inputs);
    struct ras_error cause = {.status = RAS_OK};
    bool found = false;
    enum ras_status status = RAS_INPUT_MISSING;
    if (source != NULL)
        status = ras_source_rows_open(&inputs->rows, &inputs->context, source, NULL, &cause);
    inputs->rows_open = status == RAS_OK;
    if (status == RAS_OK && !files_are_same(inputs))
        status = RAS_BAD_INPUT;
    if (status == RAS_OK)
        status = row_search(inputs, &found, &cause);
    if (status == RAS_NO_MEMORY) {
        if (error != NULL)
            *error = cause;
        return status;
    }
    if (status != RAS_OK || !found) {
        ras_explain_gap(explanation,
                        "the source's files are gone or changed since the run: the row itself "
                        "cannot be shown",
                        "tệp của nguồn không còn hoặc đã thay đổi từ lượt chạy đó: không hiện "
                        "được nội dung hồ sơ");
        return RAS_OK;
    }
    explanation->has_row = true;
    return ras_explain_row_values(explanation, &inputs->chunk.batch, inputs->row, &inputs->person,
                                  explanation->row_values, error);
}

static enum ras_status inputs_use(struct ras_explain_inputs *inputs, struct ras_error *error)
{
    struct ras_explanation *const explanation = inputs->explanation;
    RAS_TRY(row_find(inputs, error));
    index_find(inputs);
    if (inputs->residents.index == NULL) {
        ras_explain_gap(explanation,
                        "the residents are gone or changed since the run, and no index of them is "
                        "left: levels and weights are those of the run's files",
                        "dữ liệu dân cư không còn hoặc đã thay đổi, cũng không còn chỉ mục: mức và "
                        "điểm lấy từ tệp của lượt chạy");
        return RAS_OK;
    }
    if (!explanation->has_row)
        return ras_explain_resident_only(inputs, error);
    if ((explanation->line.passes >> RAS_PASS_CLOSER & 1) != 0) {
        ras_explain_gap(explanation,
                        "the row was settled by a closer look, together with the other rows of its "
                        "source: its weight is shown as a whole",
                        "dòng này được quyết định sau khi xem xét kỹ cùng các dòng khác của nguồn: "
                        "điểm chỉ hiện tổng cộng");
        RAS_TRY(ras_explain_resident_only(inputs, error));
        return explanation->pair.asked ? ras_explain_pair_alone(inputs, error) : RAS_OK;
    }
    RAS_TRY(ras_explain_candidates(inputs, error));
    return explanation->pair.asked ? ras_explain_pair_with(inputs, error) : RAS_OK;
}

static void inputs_fini(struct ras_explain_inputs *inputs)
{
    if (inputs->matcher_open)
        ras_matcher_fini(&inputs->matcher);
    if (inputs->rows_open)
        ras_source_rows_close(&inputs->rows);
    ras_chunk_fini(&inputs->chunk);
    ras_row_scratch_fini(&inputs->scratch);
    ras_resident_index_fini(&inputs->residents);
    if (inputs->context_open)
        ras_context_fini(&inputs->context);
    ras_config_destroy(inputs->config);
}

enum ras_status ras_explain_inputs(struct ras_explanation *explanation, struct ras_error *error)
{
    struct ras_explain_inputs *const inputs = ras_alloc_zeroed(1, sizeof *inputs);
    enum ras_status status = RAS_OK;
    if (inputs == NULL)
        return ras_no_memory(error, sizeof *inputs);
    inputs->explanation = explanation;
    ras_chunk_init(&inputs->chunk);
    ras_row_scratch_init(&inputs->scratch);
    if (!config_find(inputs)) {
        ras_explain_gap(explanation,
                        "the config is gone or changed since the run: levels and weights are those "
                        "of the run's files",
                        "tệp cấu hình không còn hoặc đã thay đổi từ lượt chạy đó: mức và điểm lấy "
                        "từ tệp của lượt chạy");
    } else if (context_open(inputs) == RAS_OK) {
        status = inputs_use(inputs, error);
    } else {
        ras_explain_gap(explanation, "the list of communes is gone or cannot be read any more",
                        "danh mục xã không còn hoặc không đọc được nữa");
    }
    inputs_fini(inputs);
    ras_free(inputs);
    return status;
}
