/* The tasks of a run: gathered in input order, then one per problem, sorted for the worklists. */
#ifndef RASOAT_ENGINE_TASK_STORE_H
#define RASOAT_ENGINE_TASK_STORE_H

#include "base/table.h"
#include "base/vector.h"
#include "engine/packed_task.h"
#include "rasoat/error.h"
#include "record/issue.h"
#include "report/report.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* Sure changes of one commune, counted per rule and source. */
struct ras_bulk_count {
    uint32_t commune;
    struct ras_bulk_line line;
};

/* Tasks of one commune in `order`, which end where the next commune begins. */
struct ras_commune_tasks {
    uint32_t commune;
    uint32_t start;
};

struct ras_task_store {
    struct ras_vector
        tasks; /* struct ras_packed_task, in input order; one per problem once settled */
    struct ras_vector texts;    /* char: their texts */
    struct ras_vector order;    /* uint32_t: positions as the worklists have them, once settled */
    struct ras_vector communes; /* struct ras_commune_tasks, rising, once settled */
    struct ras_vector bulk;     /* struct ras_bulk_count */
    struct ras_table changes;   /* commune, rule and source -> position in bulk */
};

void ras_task_store_init(struct ras_task_store *store);
void ras_task_store_fini(struct ras_task_store *store);
/* Keep a copy, texts included; each task has a row_count of at least 1. One thread at a time, in
 * input order. */
enum ras_status ras_task_store_take(struct ras_task_store *store,
                                    const struct ras_task_batch *batch,
                                    struct ras_error *error) RAS_MUST_CHECK;
/* Sure changes, to be approved in bulk. */
enum ras_status ras_task_store_bulk(struct ras_task_store *store, uint32_t commune, unsigned rule,
                                    uint32_t source_index, uint64_t count,
                                    struct ras_error *error) RAS_MUST_CHECK;
/* Of the tasks of one problem the first stays, with the rows of all. Tasks then stand by commune
 * and within it in the order of ras_task_compare (communes are sorted over all threads), bulk lines
 * by commune, rule and source. No task is added after. */
enum ras_status ras_task_store_settle(struct ras_task_store *store, unsigned thread_count,
                                      const atomic_int *stop,
                                      struct ras_error *error) RAS_MUST_CHECK;
/* Once settled: tasks start .. start + count - 1 of the order. Their texts are the store's. */
void ras_task_store_read(const struct ras_task_store *store, size_t start, size_t count,
                         struct ras_task *tasks);

#endif
