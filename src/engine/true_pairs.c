/* Answers turned into residents, and pairs into counts. */
#include "engine/true_pairs.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/table.h"
#include "base/try.h"
#include "compare/compare.h"

#define PERSONAL_ID_DIGITS 12

/* Where residents have ids of their own; the first of several that share one. */
static enum ras_status ids_list(struct ras_table *ids, const struct ras_index *index,
                                struct ras_error *error)
{
    for (uint32_t i = 0; i < index->counts.resident_count; i++) {
        char room[RAS_RESIDENT_ID_MAX];
        uint32_t number = 0;
        const struct ras_bytes id = ras_index_resident_id(index, i, room);
        RAS_TRY(ras_table_add(ids, ras_hash(id.data, id.length), i, &number, error));
    }
    return RAS_OK;
}

static uint32_t by_own_id(const struct ras_table *ids, struct ras_bytes id)
{
    const uint32_t found = ras_table_find(ids, ras_hash(id.data, id.length));
    return found == RAS_TABLE_NONE ? RAS_RESIDENT_UNLISTED : found;
}

static uint32_t by_personal_id(const struct ras_index *index, struct ras_bytes id)
{
    uint64_t number = 0;
    if (id.length != PERSONAL_ID_DIGITS)
        return RAS_RESIDENT_UNLISTED;
    for (size_t i = 0; i < id.length; i++) {
        if (id.data[i] < '0' || id.data[i] > '9')
            return RAS_RESIDENT_UNLISTED;
        number = number * 10 + (uint64_t)(id.data[i] - '0');
    }
    const uint32_t found = ras_index_find_id(index, number);
    return found == RAS_RESIDENT_NONE ? RAS_RESIDENT_UNLISTED : found;
}

enum ras_status ras_true_residents_find(struct ras_true_residents *residents,
                                        const struct ras_truth *truth,
                                        const struct ras_index *index, struct ras_error *error)
{
    const struct ras_truth_line *const line = truth->lines.data;
    enum ras_status status = RAS_OK;
    struct ras_table ids;
    ras_table_init(&ids);
    *residents = (struct ras_true_residents){
        .truth = truth,
        .residents = ras_alloc_zeroed(truth->lines.count + 1, sizeof residents->residents[0])};
    if (residents->residents == NULL) {
        status = ras_no_memory(error, truth->lines.count * sizeof residents->residents[0]);
        goto done;
    }
    if (index->id_offsets != NULL)
        RAS_TRY_DONE(ids_list(&ids, index, error));
    for (size_t i = 0; i < truth->lines.count; i++)
        residents->residents[i] = line[i].resident_id.length == 0 ? RAS_RESIDENT_NONE
                                  : index->id_offsets != NULL
                                      ? by_own_id(&ids, line[i].resident_id)
                                      : by_personal_id(index, line[i].resident_id);
done:
    ras_table_fini(&ids);
    return status;
}

void ras_true_residents_fini(struct ras_true_residents *residents)
{
    ras_free(residents->residents);
    *residents = (struct ras_true_residents){.truth = NULL};
}

void ras_true_pair_count(struct ras_true_counts *counts, const struct ras_true_residents *residents,
                         const struct ras_index *index, unsigned source, struct ras_bytes record_id,
                         const struct ras_subject *row)
{
    struct ras_subject person;
    struct ras_levels levels;
    const uint32_t line = ras_truth_find(residents->truth, source, record_id);
    if (line == RAS_TRUTH_NONE)
        return;
    const uint32_t resident = residents->residents[line];
    counts->row_count++;
    counts->unlisted_count += resident == RAS_RESIDENT_UNLISTED;
    if (resident == RAS_RESIDENT_NONE || resident == RAS_RESIDENT_UNLISTED)
        return;
    counts->pair_count++;
    ras_index_subject(index, resident, &person);
    ras_compare(row, &person, &levels);
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        counts->seen[c][levels.level[c]]++;
}

void ras_true_counts_add(struct ras_true_counts *into, const struct ras_true_counts *from)
{
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        for (unsigned level = 0; level <= RAS_LEVEL_MAX; level++)
            into->seen[c][level] += from->seen[c][level];
    into->row_count += from->row_count;
    into->pair_count += from->pair_count;
    into->unlisted_count += from->unlisted_count;
}
