/* Answers by record. */
#include "engine/truth_file.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "base/try.h"
#include "read/column_file.h"
#include "read/headers.h"

#include <stdio.h>

#define ARENA_BLOCK_BYTES ((size_t)64 << 10)

enum { COLUMN_SOURCE, COLUMN_RECORD, COLUMN_RESIDENT, COLUMN_COUNT };
static const char *const headers[COLUMN_COUNT] = {"source", "record_id", "resident_id"};

struct truth_reading {
    struct ras_truth *truth;
    const struct ras_config *config;
};

void ras_truth_init(struct ras_truth *truth)
{
    *truth = (struct ras_truth){.hash = 0};
    ras_table_init(&truth->by_record);
    ras_vector_init(&truth->lines, sizeof(struct ras_truth_line));
    ras_arena_init(&truth->arena, ARENA_BLOCK_BYTES);
}

void ras_truth_fini(struct ras_truth *truth)
{
    ras_table_fini(&truth->by_record);
    ras_vector_fini(&truth->lines);
    ras_arena_fini(&truth->arena);
}

static uint64_t record_hash(unsigned source, struct ras_bytes record_id)
{
    return ras_hash_mix(ras_hash(record_id.data, record_id.length) + source + 1);
}

enum ras_status ras_truth_add(struct ras_truth *truth, unsigned source, struct ras_bytes record_id,
                              struct ras_bytes resident_id, bool *doubled, struct ras_error *error)
{
    const uint32_t fresh = (uint32_t)truth->lines.count;
    uint32_t number = 0;
    void *item = NULL;
    RAS_TRY(
        ras_table_add(&truth->by_record, record_hash(source, record_id), fresh, &number, error));
    *doubled = number != fresh;
    if (*doubled)
        return RAS_OK;
    const struct ras_bytes copy = ras_arena_copy(&truth->arena, resident_id);
    if (copy.data == NULL && resident_id.length > 0)
        return ras_no_memory(error, resident_id.length);
    RAS_TRY(ras_vector_extend(&truth->lines, 1, &item, error));
    *(struct ras_truth_line *)item = (struct ras_truth_line){copy};
    return RAS_OK;
}

uint32_t ras_truth_find(const struct ras_truth *truth, unsigned source, struct ras_bytes record_id)
{
    const uint32_t line = ras_table_find(&truth->by_record, record_hash(source, record_id));
    return line == RAS_TABLE_NONE ? RAS_TRUTH_NONE : line;
}

/* The name of a source is a word of the config's, no one's value: it may be shown. */
static enum ras_status source_find(const struct truth_reading *reading,
                                   const struct ras_column_row *row, unsigned *source,
                                   struct ras_error *error)
{
    const struct ras_config *const config = reading->config;
    const struct ras_bytes name = row->value[COLUMN_SOURCE];
    const char *known[RAS_RUN_SOURCES_MAX];
    size_t known_count = 0;
    char written[64];
    for (*source = 0; *source < config->source_count; ++*source) {
        if (ras_bytes_equal(name, ras_bytes_of(config->sources[*source].name)))
            return RAS_OK;
        if (known_count < RAS_RUN_SOURCES_MAX)
            known[known_count++] = config->sources[*source].name;
    }
    (void)snprintf(written, sizeof written, "%.*s", (int)(name.length < 60 ? name.length : 60),
                   name.data);
    const char *const near = ras_header_nearest(written, known, known_count);
    if (near != NULL)
        return ras_column_row_fail(row, COLUMN_SOURCE, error,
                                   "the config has no source of this name, did you mean '%s'?",
                                   near);
    return ras_column_row_fail(row, COLUMN_SOURCE, error, "the config has no source of this name");
}

static enum ras_status row_take(void *context, const struct ras_column_row *row,
                                struct ras_error *error)
{
    const struct truth_reading *const reading = context;
    const struct ras_bytes record_id = row->value[COLUMN_RECORD];
    unsigned source = 0;
    bool doubled = false;
    RAS_TRY(source_find(reading, row, &source, error));
    if (record_id.length == 0)
        return ras_column_row_fail(row, COLUMN_RECORD, error, "the record has no id");
    RAS_TRY(ras_truth_add(reading->truth, source, record_id, row->value[COLUMN_RESIDENT], &doubled,
                          error));
    if (doubled)
        return ras_column_row_fail(row, COLUMN_RECORD, error,
                                   "this record of source '%s' stands in the truth twice",
                                   reading->config->sources[source].name);
    return RAS_OK;
}

enum ras_status ras_truth_file_read(struct ras_truth *truth, const char *path,
                                    const struct ras_config *config, const atomic_int *stop,
                                    struct ras_error *error)
{
    struct truth_reading reading = {truth, config};
    const struct ras_column_file file = {.path = path,
                                         .what = "truth",
                                         .headers = headers,
                                         .column_count = COLUMN_COUNT,
                                         .stop = stop};
    return ras_column_file_read(&file, row_take, &reading, &truth->hash, error);
}
