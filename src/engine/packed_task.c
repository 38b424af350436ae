/* Packing of tasks. */
#include "engine/packed_task.h"

#include "base/try.h"

#include <string.h>

#define LENGTH_BYTES_MAX 10u

static const size_t row_parts[] = {
    offsetof(struct ras_task, record_id),  offsetof(struct ras_task, name),
    offsetof(struct ras_task, birth_date), offsetof(struct ras_task, sex),
    offsetof(struct ras_task, number),     offsetof(struct ras_task, address)};
static const size_t own_parts[] = {offsetof(struct ras_task, value),
                                   offsetof(struct ras_task, proposal),
                                   offsetof(struct ras_task, evidence),
                                   offsetof(struct ras_task, candidate_name),
                                   offsetof(struct ras_task, candidate_birth_date),
                                   offsetof(struct ras_task, candidate_number),
                                   offsetof(struct ras_task, candidate_id)};
#define ROW_PARTS (sizeof row_parts / sizeof row_parts[0])
#define OWN_PARTS (sizeof own_parts / sizeof own_parts[0])
static_assert(ROW_PARTS <= 8 && OWN_PARTS <= 8, "a byte tells which texts are there");

void ras_task_batch_init(struct ras_task_batch *batch)
{
    ras_vector_init(&batch->tasks, sizeof(struct ras_packed_task));
    ras_text_init(&batch->texts);
    batch->row_at = 0;
}

void ras_task_batch_fini(struct ras_task_batch *batch)
{
    ras_vector_fini(&batch->tasks);
    ras_text_fini(&batch->texts);
}

void ras_task_batch_clear(struct ras_task_batch *batch)
{
    batch->tasks.count = 0;
    ras_text_clear(&batch->texts);
    batch->row_at = 0;
}

/* ---- blocks of texts ---- */

static inline struct ras_bytes *part_of(struct ras_task *task, size_t offset)
{
    return (struct ras_bytes *)(void *)((char *)task + offset);
}

static inline const struct ras_bytes *part_seen(const struct ras_task *task, size_t offset)
{
    return (const struct ras_bytes *)(const void *)((const char *)task + offset);
}

static char *put_part(char *at, struct ras_bytes part)
{
    size_t length = part.length;
    for (; length >= 128; length >>= 7)
        *at++ = (char)(length | 128);
    *at++ = (char)length;
    memcpy(at, part.data, part.length);
    return at + part.length;
}

static inline size_t get_length(const char **at)
{
    size_t length = 0;
    for (unsigned shift = 0;; shift += 7) {
        const unsigned char byte = (unsigned char)*(*at)++;
        length |= (size_t)(byte & 127) << shift;
        if (byte < 128)
            return length;
    }
}

static enum ras_status block_put(struct ras_text *texts, const struct ras_task *task,
                                 const size_t *parts, size_t count, struct ras_error *error)
{
    size_t bytes = 1;
    for (size_t i = 0; i < count; i++)
        bytes += part_seen(task, parts[i])->length + LENGTH_BYTES_MAX;
    if (!ras_text_reserve(texts, bytes))
        return ras_text_status(texts, error);
    char *const first = texts->data + texts->length, *at = first + 1;
    unsigned there = 0;
    for (size_t i = 0; i < count; i++) {
        const struct ras_bytes part = *part_seen(task, parts[i]);
        if (part.length == 0)
            continue;
        there |= 1u << i;
        at = put_part(at, part);
    }
    *first = (char)there;
    texts->length += (size_t)(at - first);
    return RAS_OK;
}

static void block_get(const char *at, struct ras_task *task, const size_t *parts, size_t count)
{
    const unsigned there = (unsigned char)*at++;
    for (size_t i = 0; i < count; i++) {
        struct ras_bytes *const part = part_of(task, parts[i]);
        *part = (struct ras_bytes){NULL, 0};
        if ((there >> i & 1) == 0)
            continue;
        part->length = get_length(&at);
        part->data = at;
        at += part->length;
    }
}

size_t ras_task_block_bytes(const char *first)
{
    const char *at = first + 1;
    for (unsigned there = (unsigned char)*first; there != 0; there &= there - 1) {
        const size_t length = get_length(&at);
        at += length;
    }
    return (size_t)(at - first);
}

/* ---- tasks ---- */

enum ras_status ras_task_batch_row(struct ras_task_batch *batch, const struct ras_task *task,
                                   struct ras_error *error)
{
    batch->row_at = batch->texts.length;
    return block_put(&batch->texts, task, row_parts, ROW_PARTS, error);
}

enum ras_status ras_task_batch_add(struct ras_task_batch *batch, const struct ras_task *task,
                                   struct ras_error *error)
{
    void *item = NULL;
    const size_t own_at = batch->texts.length;
    assert(task->rule == RAS_TASK_REVIEW || task->rule < RAS_RULES_MAX);
    RAS_TRY(block_put(&batch->texts, task, own_parts, OWN_PARTS, error));
    RAS_TRY(ras_vector_extend(&batch->tasks, 1, &item, error));
    *(struct ras_packed_task *)item = (struct ras_packed_task){
        .task_id = task->task_id,
        .household = task->household,
        .row_at = batch->row_at & RAS_PACKED_AT,
        .own_at = own_at & RAS_PACKED_AT,
        .rule = task->rule == RAS_TASK_REVIEW ? RAS_PACKED_REVIEW : task->rule & 255,
        .field = (unsigned)task->field & 255,
        .office = (unsigned)task->office & 15,
        .severity = task->severity & 15,
        .source_index = task->source_index & 255,
        .candidate_rank = task->candidate_rank & 65535,
        .commune = task->commune,
        .row_count = task->row_count,
        .probability = task->probability};
    return RAS_OK;
}

static void fixed_unpack(const struct ras_packed_task *packed, struct ras_task *task)
{
    task->task_id = packed->task_id;
    task->source_index = packed->source_index;
    task->rule = packed->rule == RAS_PACKED_REVIEW ? RAS_TASK_REVIEW : packed->rule;
    task->commune = packed->commune;
    task->office = (enum ras_office)packed->office;
    task->severity = packed->severity;
    task->household = packed->household;
    task->row_count = packed->row_count;
    task->field = (enum ras_field)packed->field;
    task->candidate_rank = packed->candidate_rank;
    task->probability = packed->probability;
}

void ras_task_unpack(const struct ras_packed_task *packed, const char *texts, struct ras_task *task)
{
    fixed_unpack(packed, task);
    block_get(texts + packed->row_at, task, row_parts, ROW_PARTS);
    block_get(texts + packed->own_at, task, own_parts, OWN_PARTS);
}

void ras_task_unpack_order(const struct ras_packed_task *packed, const char *texts,
                           struct ras_task *task)
{
    fixed_unpack(packed, task);
    block_get(texts + packed->row_at, task, row_parts, 1);
}
