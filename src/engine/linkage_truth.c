/* Ids of a truth file turned into records, and clusters into pairs. */
#include "engine/linkage_truth.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/try.h"
#include "read/column_file.h"

#include <stdlib.h>

#define ALONE       UINT32_MAX /* instead of a cluster: the record is not named */
#define PAIRS_MAX   ((size_t)100000000)
#define COLUMNS_MAX 2

struct truth_reading {
    const struct ras_record_table *table;
    struct ras_vector *pairs;
    struct ras_table records[2]; /* per side: hash of an id -> its first record */
    struct ras_table doubled[2]; /* the same of ids that several records have */
    struct ras_table known;      /* hash of a pair, or of a cluster's text -> its number */
    uint32_t *clusters;          /* by record */
};

/* ---- ids ---- */

static enum ras_status ids_list(struct truth_reading *reading, struct ras_error *error)
{
    const struct ras_bytes *const id = reading->table->ids.data;
    for (uint32_t i = 0; i < reading->table->record_count; i++) {
        const unsigned side = i >= reading->table->left_count;
        const uint64_t hash = ras_hash(id[i].data, id[i].length);
        uint32_t number = 0;
        RAS_TRY(ras_table_add(&reading->records[side], hash, i, &number, error));
        if (number != i)
            RAS_TRY(ras_table_add(&reading->doubled[side], hash, i, &number, error));
    }
    return RAS_OK;
}

static enum ras_status record_find(const struct truth_reading *reading, unsigned side,
                                   const struct ras_column_row *row, unsigned column,
                                   uint32_t *record, struct ras_error *error)
{
    const char *const path = reading->table->schema->inputs[side].path;
    const uint64_t hash = ras_hash(row->value[column].data, row->value[column].length);
    *record = ras_table_find(&reading->records[side], hash);
    if (*record == RAS_TABLE_NONE)
        return ras_column_row_fail(row, column, error, "'%s' has no record with this id", path);
    if (ras_table_find(&reading->doubled[side], hash) != RAS_TABLE_NONE)
        return ras_column_row_fail(row, column, error, "'%s' has several records with this id",
                                   path);
    return RAS_OK;
}

static enum ras_status pair_add(struct truth_reading *reading, uint32_t a, uint32_t b,
                                struct ras_error *error)
{
    void *item = NULL;
    if (reading->pairs->count == PAIRS_MAX)
        return ras_fail(error, RAS_BAD_INPUT, "the truth makes more than %zu pairs", PAIRS_MAX);
    RAS_TRY(ras_vector_extend(reading->pairs, 1, &item, error));
    *(struct ras_true_pair *)item = (struct ras_true_pair){a, b};
    return RAS_OK;
}

/* ---- rows ---- */

static enum ras_status pair_take(void *context, const struct ras_column_row *row,
                                 struct ras_error *error)
{
    struct truth_reading *const reading = context;
    const uint32_t fresh = (uint32_t)reading->known.count;
    uint32_t left = 0, right = 0, number = 0;
    RAS_TRY(record_find(reading, 0, row, 0, &left, error));
    RAS_TRY(record_find(reading, 1, row, 1, &right, error));
    /* two records as one number: mixed one to one, so no two pairs meet */
    RAS_TRY(ras_table_add(&reading->known, ras_hash_mix((uint64_t)left << 32 | right), fresh,
                          &number, error));
    if (number != fresh)
        return ras_column_row_fail(row, 0, error, "this pair stands in the truth twice");
    return pair_add(reading, left, right, error);
}

static enum ras_status cluster_take(void *context, const struct ras_column_row *row,
                                    struct ras_error *error)
{
    struct truth_reading *const reading = context;
    const struct ras_bytes cluster = row->value[1];
    uint32_t record = 0;
    RAS_TRY(record_find(reading, 0, row, 0, &record, error));
    if (reading->clusters[record] != ALONE)
        return ras_column_row_fail(row, 0, error, "this record stands in the truth twice");
    if (cluster.length == 0)
        return ras_column_row_fail(row, 1, error, "the cluster is empty");
    return ras_table_add(&reading->known, ras_hash(cluster.data, cluster.length),
                         (uint32_t)reading->known.count, &reading->clusters[record], error);
}

/* ---- clusters to pairs ---- */

struct member {
    uint32_t cluster;
    uint32_t record;
};

static int member_order(const void *left, const void *right)
{
    const struct member *const a = left, *const b = right;
    if (a->cluster != b->cluster)
        return a->cluster < b->cluster ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

static enum ras_status clusters_pair(struct truth_reading *reading, struct ras_error *error)
{
    const uint32_t record_count = reading->table->record_count;
    struct member *const members = ras_alloc_zeroed(record_count + (size_t)1, sizeof members[0]);
    enum ras_status status = RAS_OK;
    size_t count = 0;
    if (members == NULL)
        return ras_no_memory(error, record_count * sizeof members[0]);
    for (uint32_t i = 0; i < record_count; i++)
        if (reading->clusters[i] != ALONE)
            members[count++] = (struct member){reading->clusters[i], i};
    qsort(members, count, sizeof members[0], member_order);
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count && members[k].cluster == members[i].cluster; k++)
            RAS_TRY_DONE(pair_add(reading, members[i].record, members[k].record, error));
done:
    ras_free(members);
    return status;
}

/* ---- the file ---- */

static enum ras_status file_take(struct truth_reading *reading, const char *path,
                                 const atomic_int *stop, struct ras_error *error)
{
    static const char *const headers[2][COLUMNS_MAX] = {{"id", "cluster"}, {"left", "right"}};
    const bool two_files = reading->table->schema->two_files;
    const struct ras_column_file file = {.path = path,
                                         .what = "truth",
                                         .headers = headers[two_files],
                                         .column_count = COLUMNS_MAX,
                                         .stop = stop};
    RAS_TRY(ids_list(reading, error));
    RAS_TRY(
        ras_column_file_read(&file, two_files ? pair_take : cluster_take, reading, NULL, error));
    return two_files ? RAS_OK : clusters_pair(reading, error);
}

enum ras_status ras_linkage_truth_read(const char *path, const struct ras_record_table *table,
                                       const atomic_int *stop, struct ras_vector *pairs,
                                       struct ras_error *error)
{
    struct truth_reading reading = {.table = table, .pairs = pairs};
    enum ras_status status = RAS_OK;
    for (unsigned side = 0; side < 2; side++) {
        ras_table_init(&reading.records[side]);
        ras_table_init(&reading.doubled[side]);
    }
    ras_table_init(&reading.known);
    reading.clusters = ras_alloc_zeroed(table->record_count + (size_t)1, sizeof(uint32_t));
    if (reading.clusters == NULL) {
        status = ras_no_memory(error, table->record_count * sizeof(uint32_t));
        goto done;
    }
    for (uint32_t i = 0; i < table->record_count; i++)
        reading.clusters[i] = ALONE;
    status = file_take(&reading, path, stop, error);
done:
    ras_free(reading.clusters);
    ras_table_fini(&reading.known);
    for (unsigned side = 0; side < 2; side++) {
        ras_table_fini(&reading.records[side]);
        ras_table_fini(&reading.doubled[side]);
    }
    return status;
}
