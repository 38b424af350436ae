/* Opening a source and taking its rows through normalising. */
#include "engine/source_rows.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "report/report.h"

#include <string.h>

static void paths_free(char **paths, size_t path_count)
{
    for (size_t i = 0; i < path_count; i++)
        ras_free(paths[i]);
    ras_free(paths);
}

/* Columns that each kind cannot do without: nothing can be found or addressed without them. */
static uint64_t columns_required(enum ras_source_kind kind)
{
    const uint64_t identity =
        RAS_FIELD_BIT(RAS_FIELD_FULL_NAME) | RAS_FIELD_BIT(RAS_FIELD_BIRTH_DATE);
    if (kind == RAS_KIND_COUNT)
        return identity | RAS_FIELD_BIT(RAS_FIELD_PERSONAL_ID);
    return identity | RAS_FIELD_BIT(RAS_FIELD_RECORD_ID);
}

static enum ras_status paths_find(struct ras_source_rows *rows, struct ras_context *context,
                                  const char *path, struct ras_error *error)
{
    if (path == NULL) {
        struct ras_error cause;
        const enum ras_status status =
            ras_paths_expand(rows->config->path, &rows->paths, &rows->path_count, &cause);
        if (status == RAS_INPUT_MISSING)
            return ras_fail_at(error, status, context->config->path, rows->config->line_number, 0,
                               "%s", cause.message);
        if (status != RAS_OK && error != NULL)
            *error = cause;
        return status;
    }
    rows->paths = ras_alloc_zeroed(1, sizeof rows->paths[0]);
    if (rows->paths == NULL)
        return ras_no_memory(error, sizeof rows->paths[0]);
    rows->paths[0] = ras_strdup(path);
    if (rows->paths[0] == NULL)
        return ras_no_memory(error, strlen(path));
    rows->path_count = 1;
    return RAS_OK;
}

enum ras_status ras_source_rows_open(struct ras_source_rows *rows, struct ras_context *context,
                                     const struct ras_source_config *config, const char *path,
                                     struct ras_error *error)
{
    enum ras_status status = RAS_OK;
    *rows = (struct ras_source_rows){.config = config};
    rows->normaliser = (struct ras_normaliser){.kind = config->kind,
                                               .as_of = context->config->as_of,
                                               .units = context->units,
                                               .values = config->values,
                                               .value_count = config->value_count};
    RAS_TRY_DONE(paths_find(rows, context, path, error));
    const struct ras_reader_settings settings = {
        .source_name = config->name,
        .paths = (const char *const *)rows->paths,
        .path_count = rows->path_count,
        .mappings = config->columns,
        .mapping_count = config->column_count,
        .carried = config->carry,
        .carried_count = config->carry_count,
        .required = columns_required(config->kind),
        .delimiter = config->delimiter,
        .row_limit = config->kind == RAS_KIND_COUNT ? 0 : context->options->row_limit,
        .stop = context->stop};
    RAS_TRY_DONE(ras_reader_open(&rows->reader, &settings, error));
    return RAS_OK;
done:
    ras_source_rows_close(rows);
    return status;
}

void ras_source_rows_close(struct ras_source_rows *rows)
{
    if (rows->reader != NULL)
        ras_reader_close(rows->reader);
    paths_free(rows->paths, rows->path_count);
    *rows = (struct ras_source_rows){.config = NULL};
}

void ras_row_scratch_init(struct ras_row_scratch *scratch)
{
    ras_arena_init(&scratch->arena, (size_t)256 << 10);
    ras_row_memory_init(&scratch->memory);
}

void ras_row_scratch_fini(struct ras_row_scratch *scratch)
{
    ras_arena_fini(&scratch->arena);
    ras_row_memory_fini(&scratch->memory);
}

static enum ras_reject_code row_judge(enum ras_source_kind kind, const struct ras_person *person)
{
    if (kind == RAS_KIND_COUNT && person->record_id.length == 0 && person->personal_id == 0)
        return RAS_REJECT_NO_RECORD_ID;
    if (kind != RAS_KIND_COUNT && person->record_id.length == 0)
        return RAS_REJECT_NO_RECORD_ID;
    if (person->name.length == 0 && person->personal_id == 0 && person->old_id == 0)
        return RAS_REJECT_NO_IDENTITY;
    return RAS_ROW_ACCEPTED;
}

enum ras_status ras_source_row(const struct ras_source_rows *rows, const struct ras_batch *batch,
                               uint32_t row, struct ras_row_scratch *scratch,
                               struct ras_person *person, enum ras_reject_code *code,
                               struct ras_error *error)
{
    RAS_TRY(ras_normalise_row(&rows->normaliser, batch, row, &scratch->memory, &scratch->arena,
                              person, error));
    *code = row_judge(rows->config->kind, person);
    return RAS_OK;
}

/* Syllables that came with the name, or else those its text is looked up for. */
static enum ras_status syllables_take(struct ras_row_scratch *scratch, struct ras_bytes text,
                                      const struct ras_syllable_list *syllables,
                                      struct ras_name *name, struct ras_error *error)
{
    if (syllables->list == NULL)
        return ras_syllable_cache_name(&scratch->memory.names.syllables, &scratch->arena, text,
                                       name, error);
    name->count = syllables->count;
    for (uint32_t i = 0; i < syllables->count; i++)
        name->syllable[i] = syllables->list[i];
    return RAS_OK;
}

enum ras_status ras_source_subject(struct ras_row_scratch *scratch, const struct ras_person *person,
                                   struct ras_subject *subject, struct ras_error *error)
{
    subject->fields = (struct ras_resident){.personal_id = person->personal_id,
                                            .mother_id = person->mother_id,
                                            .father_id = person->father_id,
                                            .old_id = person->old_id,
                                            .birth_date = person->birth_date,
                                            .commune = person->commune,
                                            .death_date = person->death_date,
                                            .address = person->address,
                                            .sex = person->sex,
                                            .status = person->status,
                                            .ethnicity = person->ethnicity};
    subject->repairs = person->repairs;
    subject->partial_id = person->partial_id;
    subject->partial_digits = person->partial_digits;
    RAS_TRY(syllables_take(scratch, person->name, &person->name_syllables, &subject->name, error));
    RAS_TRY(syllables_take(scratch, person->mother_name, &person->mother_syllables,
                           &subject->mother, error));
    return syllables_take(scratch, person->father_name, &person->father_syllables, &subject->father,
                          error);
}

static enum ras_status syllables_keep(struct ras_arena *arena, struct ras_name *name,
                                      struct ras_error *error)
{
    const size_t bytes = name->count * sizeof(struct ras_syllable);
    if (bytes == 0)
        return RAS_OK;
    struct ras_syllable *const kept = ras_arena_alloc(arena, bytes, sizeof kept[0]);
    if (kept == NULL)
        return ras_no_memory(error, bytes);
    for (uint32_t i = 0; i < name->count; i++) {
        kept[i] = *name->syllable[i];
        name->syllable[i] = &kept[i];
    }
    return RAS_OK;
}

enum ras_status ras_source_subject_keep(struct ras_arena *arena, struct ras_subject *subject,
                                        struct ras_error *error)
{
    RAS_TRY(syllables_keep(arena, &subject->name, error));
    RAS_TRY(syllables_keep(arena, &subject->mother, error));
    return syllables_keep(arena, &subject->father, error);
}

struct ras_reject ras_source_reject(const struct ras_batch *batch, uint32_t row,
                                    enum ras_reject_code code)
{
    return (struct ras_reject){.offset = batch->row_offset[row],
                               .length = batch->row_length[row],
                               .line = batch->line[row],
                               .error_offset = 0,
                               .code = code,
                               .field = code == RAS_REJECT_NO_RECORD_ID ? RAS_FIELD_RECORD_ID
                                                                        : RAS_FIELD_FULL_NAME,
                               .detail = 0};
}

void ras_source_rejects_append(const struct ras_source_rows *rows, const struct ras_batch *batch,
                               const struct ras_reject *own, size_t own_count, struct ras_text *out)
{
    const char *const file = ras_reader_path(rows->reader, batch->file_index);
    size_t taken = 0;
    for (uint32_t i = 0; i < batch->reject_count; i++) {
        while (taken < own_count && own[taken].line < batch->rejects[i].line)
            ras_reject_append(out, file, batch, &own[taken++]);
        ras_reject_append(out, file, batch, &batch->rejects[i]);
    }
    while (taken < own_count)
        ras_reject_append(out, file, batch, &own[taken++]);
}

bool ras_rejects_exceed(const struct ras_config *config, uint64_t reject_count, uint64_t row_count)
{
    return (double)reject_count > config->reject_share_max * (double)row_count;
}
