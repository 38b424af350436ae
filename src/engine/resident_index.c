/* Reuse, build and save of the resident index. */
#include "engine/resident_index.h"

#include "base/alloc.h"
#include "base/block_store.h"
#include "base/try.h"
#include "base/vector.h"
#include "engine/chunk_stage.h"
#include "engine/index_fingerprint.h"
#include "engine/index_saving.h"
#include "engine/name_table.h"
#include "engine/source_rows.h"
#include "index/builder.h"

#include <string.h>
#include <unistd.h>

/* ---- the residents' files ---- */

static enum ras_status files_list(struct ras_resident_index *residents,
                                  const struct ras_source_rows *rows, struct ras_error *error)
{
    residents->files = ras_alloc_zeroed(rows->path_count, sizeof residents->files[0]);
    if (residents->files == NULL)
        return ras_no_memory(error, rows->path_count * sizeof residents->files[0]);
    for (size_t i = 0; i < rows->path_count; i++) {
        residents->files[i].path = ras_strdup(rows->paths[i]);
        if (residents->files[i].path == NULL)
            return ras_no_memory(error, strlen(rows->paths[i]));
        residents->file_count = i + 1;
    }
    return RAS_OK;
}

/* The fingerprint before anything is read: costs a reading of its own. */
static enum ras_status fingerprint_ahead(struct ras_context *context,
                                         struct ras_resident_index *residents,
                                         uint64_t *fingerprint, struct ras_error *error)
{
    for (size_t i = 0; i < residents->file_count; i++) {
        struct ras_resident_file *const file = &residents->files[i];
        RAS_TRY(ras_file_hash(file->path, context->stop, &file->hash, &file->byte_count, error));
    }
    return ras_index_fingerprint(context, residents->files, residents->file_count, fingerprint,
                                 error);
}

/* The same of what a reader has read to its end. */
static enum ras_status fingerprint_read(struct ras_context *context,
                                        struct ras_resident_index *residents,
                                        const struct ras_source_rows *rows, uint64_t *fingerprint,
                                        struct ras_error *error)
{
    for (size_t i = 0; i < residents->file_count; i++) {
        const struct ras_reader_file *const file = ras_reader_file_at(rows->reader, i);
        residents->files[i].hash = file->hash;
        residents->files[i].byte_count = file->file_bytes;
    }
    return ras_index_fingerprint(context, residents->files, residents->file_count, fingerprint,
                                 error);
}

/* The bytes that were read are those that the fingerprint was made of? */
static enum ras_status files_unchanged(const struct ras_resident_index *residents,
                                       const struct ras_source_rows *rows, struct ras_error *error)
{
    for (size_t i = 0; i < residents->file_count; i++)
        if (ras_reader_file_at(rows->reader, i)->hash != residents->files[i].hash)
            return ras_fail(error, RAS_BAD_INPUT, "'%s' changed while it was read",
                            residents->files[i].path);
    return RAS_OK;
}

/* ---- build ---- */

struct build_job {
    struct ras_chunk chunk;
    struct ras_arena arena;     /* texts of the arrivals */
    struct ras_vector arrivals; /* struct ras_arrival */
    struct ras_vector rejects;  /* struct ras_reject */
    struct ras_text reject_lines;
};

struct build {
    struct ras_context *context;
    struct ras_source_rows *rows;
    struct ras_row_scratch *scratch; /* one per worker */
    struct ras_index_builder *builder;
    uint64_t row_count;
    bool keep_ids;
};

static enum ras_status build_produce(void *context, void *item, bool *end, struct ras_error *error)
{
    struct build *const build = context;
    struct build_job *const job = item;
    return ras_reader_next(build->rows->reader, &job->chunk, end, error);
}

/* A resident whose own id is blank goes by the personal id, as where no ids are mapped. */
static enum ras_status id_write(struct ras_arena *arena, uint64_t personal_id, struct ras_bytes *id,
                                struct ras_error *error)
{
    enum { DIGITS = 12 };
    char *const text = ras_arena_alloc(arena, DIGITS, 1);
    if (text == NULL)
        return ras_no_memory(error, DIGITS);
    for (unsigned i = DIGITS; i > 0; i--) {
        text[i - 1] = (char)('0' + personal_id % 10);
        personal_id /= 10;
    }
    *id = (struct ras_bytes){text, DIGITS};
    return RAS_OK;
}

static enum ras_status arrival_take(struct build *build, struct ras_row_scratch *scratch,
                                    struct build_job *job, uint32_t row, struct ras_error *error)
{
    struct ras_person person;
    enum ras_reject_code code = RAS_ROW_ACCEPTED;
    void *item = NULL;
    RAS_TRY(ras_source_row(build->rows, &job->chunk.batch, row, scratch, &person, &code, error));
    if (code != RAS_ROW_ACCEPTED) {
        RAS_TRY(ras_vector_extend(&job->rejects, 1, &item, error));
        *(struct ras_reject *)item = ras_source_reject(&job->chunk.batch, row, code);
        return RAS_OK;
    }
    RAS_TRY(ras_vector_extend(&job->arrivals, 1, &item, error));
    struct ras_arrival *const arrival = item;
    RAS_TRY(ras_source_subject(scratch, &person, &arrival->subject, error));
    arrival->name_text = person.name;
    arrival->mother_text = person.mother_name;
    arrival->father_text = person.father_name;
    arrival->resident_id = person.record_id;
    if (build->keep_ids && person.record_id.length == 0)
        return id_write(&scratch->arena, person.personal_id, &arrival->resident_id, error);
    return RAS_OK;
}

/* The worker's arena holds the texts of one group of rows only; those of arrivals must live until
 * the builder has taken them, so the job brings its own arena along. */
static enum ras_status build_work(void *context, unsigned worker, void *item,
                                  struct ras_error *error)
{
    struct build *const build = context;
    struct build_job *const job = item;
    struct ras_row_scratch *const scratch = &build->scratch[worker];
    RAS_TRY(ras_chunk_parse(&job->chunk, error));
    job->arrivals.count = 0;
    job->rejects.count = 0;
    ras_arena_reset(&job->arena);
    ras_text_clear(&job->reject_lines);
    const struct ras_arena own = scratch->arena;
    scratch->arena = job->arena;
    enum ras_status status = RAS_OK;
    for (uint32_t row = 0; row < job->chunk.batch.row_count && status == RAS_OK; row++)
        status = arrival_take(build, scratch, job, row, error);
    job->arena = scratch->arena;
    scratch->arena = own;
    if (status != RAS_OK)
        return status;
    ras_source_rejects_append(build->rows, &job->chunk.batch, job->rejects.data, job->rejects.count,
                              &job->reject_lines);
    return ras_text_status(&job->reject_lines, error);
}

static enum ras_status build_consume(void *context, void *item, struct ras_error *error)
{
    struct build *const build = context;
    struct build_job *const job = item;
    uint64_t done = 0, total = 0;
    build->row_count += job->chunk.batch.row_count + job->chunk.batch.reject_count;
    RAS_TRY(ras_index_builder_add(build->builder, job->arrivals.data, job->arrivals.count, error));
    RAS_TRY(ras_index_builder_reject(
        build->builder, (struct ras_bytes){job->reject_lines.data, job->reject_lines.length},
        job->chunk.batch.reject_count + job->rejects.count, error));
    ras_reader_progress(build->rows->reader, &done, &total);
    ras_context_progress(build->context, done, total, build->row_count);
    return RAS_OK;
}

static void build_job_init(void *item)
{
    struct build_job *const job = item;
    ras_chunk_init(&job->chunk);
    ras_arena_init(&job->arena, (size_t)256 << 10);
    ras_vector_init(&job->arrivals, sizeof(struct ras_arrival));
    ras_vector_init(&job->rejects, sizeof(struct ras_reject));
    ras_text_init(&job->reject_lines);
}

static void build_job_fini(void *item)
{
    struct build_job *const job = item;
    ras_chunk_fini(&job->chunk);
    ras_arena_fini(&job->arena);
    ras_vector_fini(&job->arrivals);
    ras_vector_fini(&job->rejects);
    ras_text_fini(&job->reject_lines);
}

static enum ras_status residents_read(struct build *build, struct ras_error *error)
{
    const unsigned thread_count = build->context->thread_count;
    build->scratch = ras_alloc_zeroed(thread_count, sizeof build->scratch[0]);
    if (build->scratch == NULL)
        return ras_no_memory(error, thread_count * sizeof build->scratch[0]);
    for (unsigned i = 0; i < thread_count; i++)
        ras_row_scratch_init(&build->scratch[i]);
    const struct ras_chunk_stage stage = {.job_bytes = sizeof(struct build_job),
                                          .job_init = build_job_init,
                                          .job_fini = build_job_fini,
                                          .produce = build_produce,
                                          .work = build_work,
                                          .consume = build_consume,
                                          .context = build};
    return ras_chunk_stage_run(&stage, build->context, error);
}

/* Residents are the root data: an extract without rows is a mistake, and so is one with more
 * rejects than the limit - nothing could be trusted that was matched against it. */
static enum ras_status residents_judge(const struct ras_config *config,
                                       const struct ras_index *index, struct ras_error *error)
{
    if (index->counts.resident_count == 0)
        return ras_fail(error, RAS_BAD_INPUT, "no resident can be read from '%s'",
                        config->residents.path);
    if (ras_rejects_exceed(config, index->counts.reject_count, index->counts.row_count))
        return ras_fail(error, RAS_TOO_MANY_REJECTS,
                        "%llu of %llu residents rejected, more than the limit of %.1f %%",
                        (unsigned long long)index->counts.reject_count,
                        (unsigned long long)index->counts.row_count,
                        config->reject_share_max * 100);
    return RAS_OK;
}

static bool has_record_id(const struct ras_reader_file *file)
{
    for (uint32_t i = 0; i < file->column_count; i++)
        if (file->column_field[i] == RAS_FIELD_RECORD_ID)
            return true;
    return false;
}

/* Does any of the files have a column of resident ids? The columns of a file are known once its
 * first rows were read, but the builder must know before it takes any: the headers are read ahead.
 */
static enum ras_status ids_are_mapped(struct ras_context *context,
                                      const struct ras_source_rows *rows, bool *mapped,
                                      struct ras_error *error)
{
    *mapped = false;
    for (size_t i = 0; i < rows->path_count && !*mapped; i++) {
        struct ras_source_rows ahead;
        struct ras_chunk chunk;
        bool end = false;
        RAS_TRY(ras_source_rows_open(&ahead, context, rows->config, rows->paths[i], error));
        ras_chunk_init(&chunk);
        const enum ras_status status = ras_reader_next(ahead.reader, &chunk, &end, error);
        if (status == RAS_OK)
            *mapped = has_record_id(ras_reader_file_at(ahead.reader, 0));
        ras_chunk_fini(&chunk);
        ras_source_rows_close(&ahead);
        RAS_TRY(status);
    }
    return RAS_OK;
}

/* fingerprint 0: not known yet. */
static enum ras_status index_build(struct ras_context *context, struct ras_source_rows *rows,
                                   uint64_t fingerprint, struct ras_resident_index *residents,
                                   struct ras_error *error)
{
    struct build build = {.context = context, .rows = rows};
    struct ras_index_finish finish = {.fingerprint = fingerprint,
                                      .block_rows_max = context->config->block_rows_max,
                                      .thread_count = context->thread_count,
                                      .stop = context->stop};
    struct ras_name_population names;
    enum ras_status status = RAS_OK;
    RAS_TRY(ids_are_mapped(context, rows, &build.keep_ids, error));
    build.builder = ras_index_builder_create(build.keep_ids);
    if (build.builder == NULL)
        return ras_no_memory(error, sizeof(void *));
    ras_name_population_init(&names);
    RAS_TRY_DONE(residents_read(&build, error));
    if (fingerprint == 0)
        RAS_TRY_DONE(fingerprint_read(context, residents, rows, &finish.fingerprint, error));
    else
        RAS_TRY_DONE(files_unchanged(residents, rows, error));
    if (context->config->names != NULL) {
        RAS_TRY_DONE(ras_name_table_read(&names, context->config->names, context->stop, error));
        finish.names = &names;
    }
    RAS_TRY_DONE(ras_index_builder_finish(build.builder, &finish, &residents->index, error));
    status = residents_judge(context->config, residents->index, error);
done:
    for (unsigned i = 0; build.scratch != NULL && i < context->thread_count; i++)
        ras_row_scratch_fini(&build.scratch[i]);
    ras_free(build.scratch);
    ras_index_builder_destroy(build.builder);
    ras_name_population_fini(&names);
    return status;
}

/* Is it worth a reading of the residents to ask whether the file is of these very inputs? */
static bool may_be_reused(const struct ras_context *context, const char *shown_path)
{
    struct ras_index *index = NULL;
    if (ras_index_open(shown_path, 0, &index, NULL) != RAS_OK)
        return false;
    const bool may = index->block_rows_max == context->config->block_rows_max;
    ras_index_close(index);
    return may;
}

/* The file, if it is of these very inputs and whole. A damaged block means a rebuild, not a stop:
 * the inputs are all there. */
static void index_reuse(const struct ras_context *context, const char *shown_path,
                        uint64_t fingerprint, struct ras_resident_index *residents)
{
    if (ras_index_open(shown_path, fingerprint, &residents->index, NULL) != RAS_OK) {
        residents->index = NULL;
        return;
    }
    if (ras_index_check(residents->index, context->thread_count, NULL) == RAS_OK) {
        residents->reused = true;
        return;
    }
    ras_index_close(residents->index);
    residents->index = NULL;
}

enum ras_status ras_resident_index_find(struct ras_context *context, const char *path,
                                        struct ras_resident_index *residents,
                                        struct ras_error *error)
{
    struct ras_source_rows rows;
    uint64_t fingerprint = 0;
    enum ras_status status = RAS_OK;
    *residents = (struct ras_resident_index){.index = NULL};
    if (access(path, R_OK) != 0)
        return RAS_OK;
    ras_context_stage(context, "index", "residents");
    RAS_TRY(ras_source_rows_open(&rows, context, &context->config->residents, NULL, error));
    RAS_TRY_DONE(files_list(residents, &rows, error));
    RAS_TRY_DONE(fingerprint_ahead(context, residents, &fingerprint, error));
    index_reuse(context, path, fingerprint, residents);
done:
    ras_source_rows_close(&rows);
    if (status != RAS_OK)
        ras_resident_index_fini(residents);
    return status;
}

enum ras_status ras_resident_index_begin(struct ras_context *context, int directory,
                                         const char *name, const char *shown_path,
                                         struct ras_resident_index *residents,
                                         struct ras_error *error)
{
    struct ras_source_rows rows;
    uint64_t fingerprint = 0;
    enum ras_status status = RAS_OK;
    *residents = (struct ras_resident_index){.index = NULL};
    ras_context_stage(context, "index", "residents");
    RAS_TRY(ras_source_rows_open(&rows, context, &context->config->residents, NULL, error));
    RAS_TRY_DONE(files_list(residents, &rows, error));
    if (may_be_reused(context, shown_path)) {
        RAS_TRY_DONE(fingerprint_ahead(context, residents, &fingerprint, error));
        index_reuse(context, shown_path, fingerprint, residents);
    }
    if (residents->reused) {
        /* the limit of rejects is no part of the fingerprint: it may be another today */
        status = residents_judge(context->config, residents->index, error);
        goto done;
    }
    RAS_TRY_DONE(index_build(context, &rows, fingerprint, residents, error));
    (void)ras_block_store_empty(); /* matching has no use for blocks of this size */
    RAS_TRY_DONE(ras_index_saving_begin(residents->index, directory, name, shown_path,
                                        &residents->saving, error));
done:
    ras_source_rows_close(&rows);
    if (status != RAS_OK)
        ras_resident_index_fini(residents);
    return status;
}

enum ras_status ras_resident_index_saved(struct ras_resident_index *residents,
                                         struct ras_error *error)
{
    return ras_index_saving_end(residents->saving, error);
}

enum ras_status ras_resident_index_get(struct ras_context *context, int directory, const char *name,
                                       const char *shown_path, struct ras_resident_index *residents,
                                       struct ras_error *error)
{
    RAS_TRY(ras_resident_index_begin(context, directory, name, shown_path, residents, error));
    const enum ras_status status = ras_resident_index_saved(residents, error);
    if (status != RAS_OK)
        ras_resident_index_fini(residents);
    return status;
}

void ras_resident_index_fini(struct ras_resident_index *residents)
{
    ras_index_saving_fini(residents->saving);
    ras_index_close(residents->index);
    for (size_t i = 0; i < residents->file_count; i++)
        ras_free(residents->files[i].path);
    ras_free(residents->files);
    *residents = (struct ras_resident_index){.index = NULL};
}
