/* Reading the first rows of an input and counting what they are like. */
#include "engine/check.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "index/builder.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct profile {
    struct ras_check *check;
    struct ras_check_input *input;
    struct ras_index_builder *builder; /* NULL: nobody is kept */
    struct ras_source_rows rows;
    struct ras_chunk chunk;
    struct ras_vector arrivals; /* struct ras_arrival of the chunk */
    uint64_t row_limit;
    uint64_t row_bytes;  /* of the rows read */
    uint64_t text_bytes; /* of all chunks that came, decompressed */
};

static uint64_t sample_rows(const struct ras_check *check)
{
    const uint64_t asked = check->context.options->row_limit;
    return asked == 0 ? RAS_CHECK_SAMPLE_ROWS : asked;
}

/* ---- rows ---- */

static void value_count(struct ras_check_input *input, enum ras_field field, struct ras_bytes value)
{
    char text[RAS_CHECK_VALUE_BYTES];
    if (value.length == 0 || value.length >= sizeof text)
        return;
    memcpy(text, value.data, value.length);
    text[value.length] = '\0';
    for (unsigned i = 0; i < input->value_count; i++)
        if (input->values[i].field == field && strcmp(input->values[i].text, text) == 0) {
            input->values[i].row_count++;
            return;
        }
    if (input->value_count == RAS_CHECK_VALUES_MAX)
        return;
    struct ras_check_value *const fresh = &input->values[input->value_count++];
    *fresh = (struct ras_check_value){.field = field, .row_count = 1};
    memcpy(fresh->text, text, sizeof text);
}

/* Words of closed lists and commune codes that mean nothing to us. */
static void values_count(struct ras_check_input *input, const struct ras_batch *batch, uint32_t row,
                         const struct ras_person *person)
{
    static const enum ras_field closed[] = {RAS_FIELD_SEX, RAS_FIELD_STATUS, RAS_FIELD_EVENT_TYPE};
    for (unsigned i = 0; i < sizeof closed / sizeof closed[0]; i++)
        if ((person->unreadable & RAS_FIELD_BIT(closed[i])) != 0)
            value_count(input, closed[i], ras_batch_value(batch, closed[i], row));
    if ((person->unreadable & RAS_FIELD_BIT(RAS_FIELD_COMMUNE)) != 0 ||
        (person->repairs & RAS_REPAIR_BIT(RAS_REPAIR_COMMUNE_UNKNOWN)) != 0)
        value_count(input, RAS_FIELD_COMMUNE, ras_batch_value(batch, RAS_FIELD_COMMUNE, row));
}

static void person_count(struct ras_check_input *input, const struct ras_person *person)
{
    input->accepted_count++;
    input->number_state_count[person->number_state]++;
    for (uint64_t left = person->present; left != 0; left &= left - 1)
        input->present_count[__builtin_ctzll(left)]++;
    for (uint64_t left = person->unreadable; left != 0; left &= left - 1)
        input->unreadable_count[__builtin_ctzll(left)]++;
    for (uint64_t left = person->repairs; left != 0; left &= left - 1)
        input->repair_count[__builtin_ctzll(left)]++;
}

/* A resident goes into the index of the sample; a source's row is measured against it. */
static enum ras_status person_use(struct profile *profile, const struct ras_person *person,
                                  struct ras_error *error)
{
    struct ras_check *const check = profile->check;
    void *item = NULL;
    if (profile->builder == NULL) {
        struct ras_subject subject;
        if (check->index == NULL || profile->input->config->kind == RAS_KIND_COUNT)
            return RAS_OK;
        RAS_TRY(ras_source_subject(&check->scratch, person, &subject, error));
        ras_check_pairs_add(check, profile->input, &subject);
        return RAS_OK;
    }
    RAS_TRY(ras_vector_extend(&profile->arrivals, 1, &item, error));
    struct ras_arrival *const arrival = item;
    *arrival = (struct ras_arrival){.name_text = person->name,
                                    .mother_text = person->mother_name,
                                    .father_text = person->father_name,
                                    .resident_id = person->record_id};
    return ras_source_subject(&check->scratch, person, &arrival->subject, error);
}

static enum ras_status chunk_count(struct profile *profile, struct ras_error *error)
{
    struct ras_check_input *const input = profile->input;
    const struct ras_batch *const batch = &profile->chunk.batch;
    uint32_t reject = 0;
    profile->arrivals.count = 0;
    ras_arena_reset(&profile->check->scratch.arena);
    for (uint32_t row = 0; row < batch->row_count && input->row_count < profile->row_limit; row++) {
        struct ras_person person;
        enum ras_reject_code code = RAS_ROW_ACCEPTED;
        for (; reject < batch->reject_count && batch->rejects[reject].line < batch->line[row];
             reject++, input->row_count++)
            input->reject_count[batch->rejects[reject].code]++;
        RAS_TRY(ras_source_row(&profile->rows, batch, row, &profile->check->scratch, &person, &code,
                               error));
        input->row_count++;
        profile->row_bytes += batch->row_length[row] + 1;
        if (code != RAS_ROW_ACCEPTED) {
            input->reject_count[code]++;
            continue;
        }
        person_count(input, &person);
        values_count(input, batch, row, &person);
        RAS_TRY(person_use(profile, &person, error));
    }
    for (; reject < batch->reject_count && input->row_count < profile->row_limit;
         reject++, input->row_count++)
        input->reject_count[batch->rejects[reject].code]++;
    if (profile->builder == NULL)
        return RAS_OK;
    return ras_index_builder_add(profile->builder, profile->arrivals.data, profile->arrivals.count,
                                 error);
}

static enum ras_status rows_count(struct profile *profile, struct ras_error *error)
{
    while (profile->input->row_count < profile->row_limit) {
        bool end = false;
        RAS_TRY(ras_context_stopped(&profile->check->context, error));
        RAS_TRY(ras_reader_next(profile->rows.reader, &profile->chunk, &end, error));
        if (end) {
            /* a --limit ends the reader too */
            profile->input->whole = true;
            return RAS_OK;
        }
        profile->text_bytes += profile->chunk.length;
        RAS_TRY(ras_chunk_parse(&profile->chunk, error));
        RAS_TRY(chunk_count(profile, error));
        ras_context_progress(&profile->check->context, 0, 0, profile->input->row_count);
    }
    return RAS_OK;
}

/* ---- files ---- */

static enum ras_status text_keep(struct ras_check *check, const char *text, const char **kept,
                                 struct ras_error *error)
{
    *kept = ras_arena_copy(&check->arena, (struct ras_bytes){text, strlen(text) + 1}).data;
    return *kept == NULL ? ras_no_memory(error, strlen(text)) : RAS_OK;
}

static bool is_carried(const struct ras_source_config *config, const char *header)
{
    for (size_t i = 0; i < config->carry_count; i++)
        if (strcmp(config->carry[i], header) == 0)
            return true;
    return false;
}

static enum ras_status file_keep(struct profile *profile, const struct ras_reader_file *file,
                                 struct ras_error *error)
{
    struct ras_check *const check = profile->check;
    void *item = NULL;
    RAS_TRY(ras_vector_extend(&profile->input->files, 1, &item, error));
    struct ras_check_file *const kept = item;
    struct stat information;
    const uint64_t byte_count =
        stat(file->path, &information) == 0 ? (uint64_t)information.st_size : file->file_bytes;
    *kept = (struct ras_check_file){.byte_count = byte_count,
                                    .opened = file->column_count > 0,
                                    .delimiter = file->delimiter,
                                    .has_bom = file->has_bom,
                                    .has_crlf = file->has_crlf,
                                    .compressed = file->compressed,
                                    .column_count = file->column_count};
    RAS_TRY(text_keep(check, file->path, &kept->path, error));
    kept->columns =
        ras_arena_alloc(&check->arena, (file->column_count + 1u) * sizeof kept->columns[0],
                        _Alignof(struct ras_check_column));
    if (kept->columns == NULL)
        return ras_no_memory(error, file->column_count * sizeof kept->columns[0]);
    uint64_t mapped = 0;
    for (uint32_t i = 0; i < file->column_count; i++) {
        struct ras_check_column *const column = &kept->columns[i];
        column->field = file->column_field[i];
        column->carried = is_carried(profile->input->config, file->headers[i]);
        if (column->field != RAS_FIELD_NONE)
            mapped |= RAS_FIELD_BIT(column->field);
        RAS_TRY(text_keep(check, file->headers[i], &column->header, error));
    }
    if (kept->opened)
        profile->input->mapped &= mapped;
    return RAS_OK;
}

static enum ras_status files_keep(struct profile *profile, struct ras_error *error)
{
    profile->input->mapped = UINT64_MAX;
    for (size_t i = 0; i < ras_reader_file_count(profile->rows.reader); i++)
        RAS_TRY(file_keep(profile, ras_reader_file_at(profile->rows.reader, i), error));
    return RAS_OK;
}

/* Rows of the whole input, from the bytes of those read. What a compressed file grows to is known
 * only for the part that was read. */
static void rows_estimate(struct profile *profile)
{
    struct ras_check_input *const input = profile->input;
    const struct ras_check_file *const files = input->files.data;
    uint64_t done = 0, total = 0, disk_bytes = 0;
    bool compressed = false;
    input->row_estimate = input->row_count;
    if (input->whole || input->accepted_count == 0)
        return;
    for (size_t i = 0; i < input->files.count; i++) {
        disk_bytes += files[i].byte_count;
        compressed = compressed || files[i].compressed;
    }
    ras_reader_progress(profile->rows.reader, &done, &total);
    const double growth = compressed && done > 0 ? (double)profile->text_bytes / (double)done : 1;
    const double row_bytes = (double)profile->row_bytes / (double)input->accepted_count;
    const uint64_t estimate = (uint64_t)((double)disk_bytes * growth / row_bytes);
    if (estimate > input->row_estimate)
        input->row_estimate = estimate;
}

/* A kind's mandatory fields, of which some have several ways to be met. */
static void mandatory_check(struct ras_check *check, struct ras_check_input *input)
{
    const uint64_t number = RAS_FIELD_BIT(RAS_FIELD_PERSONAL_ID) | RAS_FIELD_BIT(RAS_FIELD_OLD_ID) |
                            RAS_FIELD_BIT(RAS_FIELD_DOCUMENT_ID);
    const uint64_t parents =
        RAS_FIELD_BIT(RAS_FIELD_MOTHER_NAME) | RAS_FIELD_BIT(RAS_FIELD_FATHER_NAME);
    const uint64_t phone = RAS_FIELD_BIT(RAS_FIELD_PHONE);
    const uint64_t name = RAS_FIELD_BIT(RAS_FIELD_FULL_NAME);
    const uint64_t birth = RAS_FIELD_BIT(RAS_FIELD_BIRTH_DATE);
    if (input->config->kind == RAS_KIND_COUNT)
        return;
    uint64_t wanted = check->context.config->quality.mandatory[input->config->kind];
    const bool has_number = (input->mapped & number) != 0;
    const bool asks_either = (wanted & number) != 0 && (wanted & phone) != 0;
    if (has_number)
        wanted &= ~number;
    if (asks_either && (has_number || (input->mapped & phone) != 0))
        wanted &= ~(number | phone);
    if ((input->mapped & parents) != 0)
        wanted &= ~parents;
    if ((input->mapped & RAS_FIELD_BIT(RAS_FIELD_GIVEN_NAME)) != 0)
        wanted &= ~name;
    if ((input->mapped & RAS_FIELD_BIT(RAS_FIELD_BIRTH_YEAR)) != 0)
        wanted &= ~birth;
    input->mandatory_missing = wanted & ~input->mapped;
}

/* ---- one input ---- */

static enum ras_status input_read(struct profile *profile, struct ras_error *error)
{
    struct ras_check *const check = profile->check;
    RAS_TRY(
        ras_source_rows_open(&profile->rows, &check->context, profile->input->config, NULL, error));
    enum ras_status status = rows_count(profile, error);
    if (status == RAS_OK)
        status = files_keep(profile, error);
    if (status == RAS_OK) {
        rows_estimate(profile);
        mandatory_check(check, profile->input);
        ras_check_pairs_mean(profile->input);
    }
    ras_source_rows_close(&profile->rows);
    return status;
}

enum ras_status ras_check_profile(struct ras_check *check, struct ras_check_input *input,
                                  struct ras_index_builder *builder, struct ras_error *error)
{
    struct profile profile = {.check = check, .input = input, .builder = builder};
    struct ras_error cause = {.status = RAS_OK};
    ras_context_stage(&check->context, "check", input->config->name);
    ras_chunk_init(&profile.chunk);
    ras_vector_init(&profile.arrivals, sizeof(struct ras_arrival));
    profile.row_limit = sample_rows(check);
    const enum ras_status status = input_read(&profile, &cause);
    ras_vector_fini(&profile.arrivals);
    ras_chunk_fini(&profile.chunk);
    if (status == RAS_OK)
        return RAS_OK;
    if (status != RAS_BAD_INPUT && status != RAS_INPUT_MISSING && status != RAS_IO) {
        if (error != NULL)
            *error = cause;
        return status;
    }
    input->status = status;
    (void)snprintf(input->message, sizeof input->message, "%s", cause.message);
    return RAS_OK;
}
