/* Duplicate groups, in order of group and input. */
#include "engine/duplicates_file.h"

#include "base/alloc.h"
#include "base/sort.h"
#include "base/try.h"
#include "compare/compare.h"

#include <stdio.h>

/* How common the name is among the residents, where the row is linked to one; else nothing is known
 * and the weight is that of the commonest name: a caution, not a claim. */
static void frequency_of(const struct ras_run *run, uint32_t resident,
                         struct ras_name_frequency *frequency)
{
    if (resident != RAS_RESIDENT_NONE) {
        ras_index_frequency(run->index, resident, frequency);
        return;
    }
    const uint32_t residents = (uint32_t)run->index->counts.resident_count;
    *frequency = (struct ras_name_frequency){.full_count = residents / 1000 + 1,
                                             .given_count = residents / 50 + 1,
                                             .surname_count = residents / 3 + 1,
                                             .resident_count = residents};
}

static int32_t pair_weight(const struct ras_run *run, const struct ras_index *index, uint32_t row,
                           uint32_t kept, uint32_t resident)
{
    struct ras_subject left, right;
    struct ras_levels levels;
    struct ras_name_frequency frequency;
    ras_index_subject(index, row, &left);
    ras_index_subject(index, kept, &right);
    ras_compare(&left, &right, &levels);
    frequency_of(run, resident, &frequency);
    return ras_model_weight(&run->context->config->model, &levels, &frequency);
}

static void group_append(const struct ras_run *run, const struct ras_index *index,
                         const struct ras_duplicate_row *rows, const uint64_t *keys, size_t count,
                         struct ras_text *out)
{
    uint32_t kept = (uint32_t)keys[0];
    char resident_text[RAS_RESIDENT_ID_MAX], record_text[RAS_RESIDENT_ID_MAX];
    for (size_t i = 0; i < count; i++)
        if (rows[(uint32_t)keys[i]].kept)
            kept = (uint32_t)keys[i];
    for (size_t i = 0; i < count; i++) {
        const uint32_t row = (uint32_t)keys[i];
        struct ras_bytes resident = {NULL, 0};
        if (rows[row].resident != RAS_RESIDENT_NONE)
            resident = ras_index_resident_id(run->index, rows[row].resident, resident_text);
        ras_duplicate_append(out, rows[row].group, ras_index_resident_id(index, row, record_text),
                             resident, pair_weight(run, index, row, kept, rows[row].resident),
                             row == kept);
    }
}

static enum ras_status groups_append(const struct ras_run *run, const struct ras_index *index,
                                     const struct ras_duplicate_row *rows, size_t count,
                                     struct ras_text *out, struct ras_error *error)
{
    uint64_t *const keys = ras_alloc_zeroed(count, 2 * sizeof keys[0]);
    if (keys == NULL)
        return ras_no_memory(error, count * 2 * sizeof keys[0]);
    for (size_t i = 0; i < count; i++)
        keys[i] = (uint64_t)rows[i].group << 32 | i;
    ras_sort_keys(keys, keys + count, count, 32);
    for (size_t start = 0; start < count;) {
        size_t end = start;
        while (end < count && keys[end] >> 32 == keys[start] >> 32)
            end++;
        group_append(run, index, rows, &keys[start], end - start, out);
        start = end;
    }
    ras_free(keys);
    return ras_text_status(out, error);
}

enum ras_status ras_duplicates_write(struct ras_run *run, struct ras_source_run *source,
                                     struct ras_index_builder *builder,
                                     const struct ras_duplicate_row *rows, size_t count,
                                     struct ras_error *error)
{
    char name[80];
    struct ras_text text;
    struct ras_index *index = NULL;
    enum ras_status status = RAS_OK;
    const struct ras_index_finish finish = {.fingerprint = 1,
                                            .block_rows_max = run->context->config->block_rows_max,
                                            .thread_count = run->context->thread_count,
                                            .stop = run->context->stop};
    (void)snprintf(name, sizeof name, "duplicates/%s.csv", source->config->name);
    ras_text_init(&text);
    ras_duplicate_header(&text);
    if (count > 0) {
        RAS_TRY_DONE(ras_index_builder_finish(builder, &finish, &index, error));
        RAS_TRY_DONE(groups_append(run, index, rows, count, &text, error));
    }
    RAS_TRY_DONE(ras_run_directory_write(&run->directory, name, &text, count, true, error));
done:
    ras_index_close(index);
    ras_text_fini(&text);
    return status;
}
