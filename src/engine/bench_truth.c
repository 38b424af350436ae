/* The truth file through the same reader as every other file. */
#include "engine/bench_truth.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "base/try.h"
#include "read/column_file.h"

#include <string.h>

enum { COLUMN_SOURCE, COLUMN_RECORD, COLUMN_RESIDENT, COLUMN_ERRORS, COLUMN_COUNT };
static const char *const headers[COLUMN_COUNT] = {"source", "record_id", "resident_id", "errors"};

#define PERSONAL_ID_DIGITS 12

struct truth_reading {
    struct ras_bench_truth *truth;
    const struct ras_config *config;
    const struct ras_index *index;
    struct ras_table
        residents; /* hash of the resident id -> resident; empty where ids are numbers */
    const char *path;
};

void ras_bench_truth_init(struct ras_bench_truth *truth)
{
    memset(truth, 0, sizeof *truth);
    ras_arena_init(&truth->arena, (size_t)16 << 10);
    ras_table_init(&truth->by_record);
    ras_table_init(&truth->by_class);
    ras_vector_init(&truth->lines, sizeof(struct ras_bench_truth_line));
    ras_vector_init(&truth->classes, sizeof(uint16_t));
    ras_vector_init(&truth->names, sizeof(const char *));
}

void ras_bench_truth_fini(struct ras_bench_truth *truth)
{
    ras_arena_fini(&truth->arena);
    ras_table_fini(&truth->by_record);
    ras_table_fini(&truth->by_class);
    ras_vector_fini(&truth->lines);
    ras_vector_fini(&truth->classes);
    ras_vector_fini(&truth->names);
}

uint64_t ras_bench_record_hash(unsigned source, struct ras_bytes record_id)
{
    return ras_hash_mix(ras_hash(record_id.data, record_id.length) + source + 1);
}

/* ---- residents by their ids ---- */

static enum ras_status residents_list(struct truth_reading *reading, struct ras_error *error)
{
    const struct ras_index *const index = reading->index;
    if (index->id_offsets == NULL)
        return RAS_OK;
    for (uint32_t i = 0; i < index->counts.resident_count; i++) {
        char room[RAS_RESIDENT_ID_MAX];
        uint32_t number = 0;
        const struct ras_bytes id = ras_index_resident_id(index, i, room);
        RAS_TRY(
            ras_table_add(&reading->residents, ras_hash(id.data, id.length), i, &number, error));
    }
    return RAS_OK;
}

static uint32_t resident_find(const struct truth_reading *reading, struct ras_bytes id)
{
    uint64_t number = 0;
    if (reading->index->id_offsets != NULL) {
        const uint32_t found = ras_table_find(&reading->residents, ras_hash(id.data, id.length));
        return found == RAS_TABLE_NONE ? RAS_BENCH_UNLISTED : found;
    }
    for (size_t i = 0; i < id.length; i++) {
        if (id.data[i] < '0' || id.data[i] > '9' || id.length != PERSONAL_ID_DIGITS)
            return RAS_BENCH_UNLISTED;
        number = number * 10 + (uint64_t)(id.data[i] - '0');
    }
    const uint32_t found = ras_index_find_id(reading->index, number);
    return found == RAS_RESIDENT_NONE ? RAS_BENCH_UNLISTED : found;
}

/* ---- one line ---- */

static unsigned source_find(const struct ras_config *config, struct ras_bytes name)
{
    unsigned source = 0;
    while (source < config->source_count &&
           !ras_bytes_equal(name, ras_bytes_of(config->sources[source].name)))
        source++;
    return source;
}

static enum ras_status class_add(struct truth_reading *reading, struct ras_bytes name,
                                 uint64_t line_number, struct ras_error *error)
{
    struct ras_bench_truth *const truth = reading->truth;
    const uint32_t fresh = (uint32_t)truth->names.count;
    uint32_t number = 0;
    void *item = NULL;
    RAS_TRY(
        ras_table_add(&truth->by_class, ras_hash(name.data, name.length), fresh, &number, error));
    if (number == fresh) {
        if (fresh == RAS_BENCH_CLASSES_MAX)
            return ras_fail_at(error, RAS_BAD_INPUT, reading->path, line_number, 0,
                               "more than %d kinds of errors", RAS_BENCH_CLASSES_MAX);
        char *const copy = ras_arena_alloc(&truth->arena, name.length + 1, 1);
        if (copy == NULL)
            return ras_no_memory(error, name.length);
        memcpy(copy, name.data, name.length);
        copy[name.length] = '\0';
        RAS_TRY(ras_vector_extend(&truth->names, 1, &item, error));
        *(const char **)item = copy;
    }
    RAS_TRY(ras_vector_extend(&truth->classes, 1, &item, error));
    *(uint16_t *)item = (uint16_t)number;
    return RAS_OK;
}

static enum ras_status classes_add(struct truth_reading *reading, struct ras_bytes errors,
                                   uint64_t line_number, struct ras_error *error)
{
    size_t start = 0;
    for (size_t at = 0; at <= errors.length; at++) {
        if (at < errors.length && errors.data[at] != '|')
            continue;
        if (at > start)
            RAS_TRY(class_add(reading, (struct ras_bytes){errors.data + start, at - start},
                              line_number, error));
        start = at + 1;
    }
    return RAS_OK;
}

static enum ras_status line_add(void *context, const struct ras_column_row *row,
                                struct ras_error *error)
{
    struct truth_reading *const reading = context;
    const struct ras_bytes *const values = row->value;
    struct ras_bench_truth *const truth = reading->truth;
    const unsigned source = source_find(reading->config, values[COLUMN_SOURCE]);
    const uint32_t fresh = (uint32_t)truth->lines.count;
    const size_t first_class = truth->classes.count;
    uint32_t number = 0;
    void *item = NULL;
    if (source == reading->config->source_count) {
        truth->other_source_count++;
        return RAS_OK;
    }
    RAS_TRY(ras_table_add(&truth->by_record, ras_bench_record_hash(source, values[COLUMN_RECORD]),
                          fresh, &number, error));
    if (number != fresh)
        return ras_fail_at(error, RAS_BAD_INPUT, reading->path, row->line_number, 0,
                           "this record of source '%s' is in the truth twice",
                           reading->config->sources[source].name);
    RAS_TRY(classes_add(reading, values[COLUMN_ERRORS], row->line_number, error));
    RAS_TRY(ras_vector_extend(&truth->lines, 1, &item, error));
    const uint32_t resident = values[COLUMN_RESIDENT].length == 0
                                  ? RAS_RESIDENT_NONE
                                  : resident_find(reading, values[COLUMN_RESIDENT]);
    truth->unlisted += resident == RAS_BENCH_UNLISTED;
    *(struct ras_bench_truth_line *)item =
        (struct ras_bench_truth_line){.resident = resident,
                                      .first_class = (uint32_t)first_class,
                                      .class_count = (uint16_t)(truth->classes.count - first_class),
                                      .source = (uint16_t)source};
    return RAS_OK;
}

/* ---- the file ---- */

static enum ras_status file_read(struct truth_reading *reading, size_t column_count,
                                 const struct ras_context *context, struct ras_error *error)
{
    const struct ras_column_file file = {.path = reading->path,
                                         .what = "truth",
                                         .headers = headers,
                                         .column_count = column_count,
                                         .stop = context->stop};
    return ras_column_file_read(&file, line_add, reading, NULL, error);
}

enum ras_status ras_bench_truth_read(struct ras_bench_truth *truth, const char *path,
                                     const struct ras_context *context,
                                     const struct ras_index *index, struct ras_error *error)
{
    struct truth_reading reading = {
        .truth = truth, .config = context->config, .index = index, .path = path};
    enum ras_status status = RAS_OK;
    truth->given = true;
    ras_table_init(&reading.residents);
    RAS_TRY_DONE(residents_list(&reading, error));
    status = file_read(&reading, COLUMN_COUNT, context, error);
    if (status == RAS_BAD_INPUT && truth->lines.count == 0 && truth->other_source_count == 0)
        status = file_read(&reading, COLUMN_ERRORS, context, error); /* without that column */
done:
    ras_table_fini(&reading.residents);
    return status;
}
