/* What a run over these inputs would cost. */
#include "engine/check.h"

#include "engine/source_run.h"
#include "record/pair.h"

/* What one job of a pipeline holds: chunk text, its columns, its lines and tasks. */
#define JOB_BYTES ((uint64_t)16 << 20)
/* Tasks wait in memory for their worklists: about one on four rows, some 600 bytes each. */
#define TASK_BYTES_PER_ROW 160
/* Keys and name tables while the index is built. */
#define BUILD_BYTES_PER_RESIDENT 60

/* ---- pairs ---- */

static double block_rows(const struct ras_check *check, const struct ras_postings *postings,
                         uint64_t key)
{
    return (double)ras_postings_find(postings, key).count * check->index_scale;
}

void ras_check_pairs_add(const struct ras_check *check, struct ras_check_input *input,
                         const struct ras_subject *row)
{
    const double cap = (double)check->context.config->block_rows_max;
    struct ras_keys keys;
    ras_keys_make(row, &keys);
    input->paired_row_count++;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        if (keys.key[pass] == 0)
            continue;
        double rows = block_rows(check, &check->index->blocks[pass], keys.key[pass]);
        if (rows > cap) {
            const uint64_t finer = ras_key_refine((enum ras_pass)pass, keys.key[pass], row);
            rows = finer == 0 ? cap + 1 : block_rows(check, &check->index->refined[pass], finer);
        }
        if (rows > cap)
            input->capped_share[pass] += 1;
        else
            input->pairs_per_row[pass] += rows;
    }
}

void ras_check_pairs_mean(struct ras_check_input *input)
{
    const double rows = (double)input->paired_row_count;
    if (input->paired_row_count == 0)
        return;
    input->pairs_known = true;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        input->pairs_per_row[pass] /= rows;
        input->capped_share[pass] /= rows;
        input->candidates_per_row += input->pairs_per_row[pass];
    }
}

/* ---- memory, disk, time ---- */

void ras_check_cost(struct ras_check *check)
{
    struct ras_check_cost *const cost = &check->cost;
    const unsigned threads = check->context.thread_count;
    *cost = (struct ras_check_cost){.resident_count = check->inputs[0].row_estimate};
    for (unsigned i = 1; i < check->input_count; i++)
        cost->row_count += check->inputs[i].row_estimate;
    if (check->index != NULL)
        cost->index_bytes =
            (uint64_t)((double)ras_index_byte_count(check->index) * check->index_scale);
    cost->state_bytes = cost->row_count * sizeof(struct ras_row_state);
    cost->task_bytes = cost->row_count * TASK_BYTES_PER_ROW;
    cost->buffer_bytes =
        (2 * (uint64_t)threads + 2) * JOB_BYTES + cost->resident_count * BUILD_BYTES_PER_RESIDENT;
    cost->memory_bytes =
        cost->index_bytes + cost->state_bytes + cost->task_bytes + cost->buffer_bytes;
    cost->disk_bytes =
        cost->index_bytes + (uint64_t)((double)cost->row_count * RAS_CHECK_OUTPUT_BYTES_PER_ROW);
    cost->seconds = ((double)cost->resident_count / RAS_CHECK_RESIDENTS_PER_SECOND +
                     (double)cost->row_count / RAS_CHECK_ROWS_PER_SECOND) /
                    threads;
}
