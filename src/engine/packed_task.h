/* A task as it is kept until the worklists are written: 48 bytes, and its texts packed one behind
 * the other. A run has a task for every fourth row; as struct ras_task they would be its largest
 * holding.
 *
 * Texts lie in two blocks: what is written in the row (once for all tasks of the row) and what the
 * task itself says. A block is a byte of bits, one for each text that is not empty, and for each of
 * these its length (seven bits a byte) and its bytes.
 *
 * Ownership: a batch owns what it gathers; texts given to it are copied. Threads: a batch belongs
 * to one thread at a time. */
#ifndef RASOAT_ENGINE_PACKED_TASK_H
#define RASOAT_ENGINE_PACKED_TASK_H

#include "base/text.h"
#include "base/vector.h"
#include "rasoat/engine.h"
#include "rasoat/error.h"
#include "record/issue.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

struct ras_packed_task {
    uint64_t task_id;
    uint64_t household;
    uint64_t row_at : 40; /* where the block of its row begins */
    uint64_t rule : 8;    /* RAS_PACKED_REVIEW for a review */
    uint64_t field : 8;
    uint64_t office : 4;
    uint64_t severity : 4;
    uint64_t own_at : 40; /* and its own */
    uint64_t source_index : 8;
    uint64_t candidate_rank : 16;
    uint32_t commune;
    uint32_t row_count;
    uint32_t probability;
};
#define RAS_PACKED_REVIEW 255u
#define RAS_PACKED_AT     ((UINT64_C(1) << 40) - 1) /* the bits of a place in the texts */
static_assert(sizeof(struct ras_packed_task) == 48, "a task is 48 bytes and its texts");
static_assert(RAS_RULES_MAX <= RAS_PACKED_REVIEW, "a rule fits its bits");
static_assert(RAS_FIELD_NONE < 256, "a field fits its bits");
static_assert(RAS_RUN_SOURCES_MAX <= 256, "a source fits its bits");

/* The tasks of one chunk. */
struct ras_task_batch {
    struct ras_vector tasks; /* struct ras_packed_task */
    struct ras_text texts;
    size_t row_at; /* block of the row in hand */
};
void ras_task_batch_init(struct ras_task_batch *batch);
void ras_task_batch_fini(struct ras_task_batch *batch);
void ras_task_batch_clear(struct ras_task_batch *batch);
/* Begin a row: record_id, name, birth_date, sex, number and address of `task` are those of all
 * tasks added until the next row. */
enum ras_status ras_task_batch_row(struct ras_task_batch *batch, const struct ras_task *task,
                                   struct ras_error *error) RAS_MUST_CHECK;
/* All else of `task`. */
enum ras_status ras_task_batch_add(struct ras_task_batch *batch, const struct ras_task *task,
                                   struct ras_error *error) RAS_MUST_CHECK;

/* The task again; its texts point into `texts`. */
void ras_task_unpack(const struct ras_packed_task *packed, const char *texts,
                     struct ras_task *task);
/* All that ras_task_compare looks at, and nothing more. */
void ras_task_unpack_order(const struct ras_packed_task *packed, const char *texts,
                           struct ras_task *task);
/* Bytes of the block that begins there. */
size_t ras_task_block_bytes(const char *first);

#endif
