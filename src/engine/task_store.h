/* The tasks of a run: gathered in input order, then one per problem, sorted for the worklists. */
#ifndef RASOAT_ENGINE_TASK_STORE_H
#define RASOAT_ENGINE_TASK_STORE_H

#include "base/arena.h"
#include "base/vector.h"
#include "rasoat/error.h"
#include "record/issue.h"
#include "report/report.h"

#include <stddef.h>
#include <stdint.h>

/* Sure changes of one commune, counted per rule and source. */
struct ras_bulk_count {
    uint32_t commune;
    struct ras_bulk_line line;
};

struct ras_task_store {
    struct ras_arena arena;  /* texts of the tasks */
    struct ras_vector tasks; /* struct ras_task */
    struct ras_vector bulk;  /* struct ras_bulk_count */
};

void ras_task_store_init(struct ras_task_store *store);
void ras_task_store_fini(struct ras_task_store *store);
/* Keep a copy, texts included. One thread at a time, in input order. */
enum ras_status ras_task_store_add(struct ras_task_store *store, const struct ras_task *task,
                                   struct ras_error *error) RAS_MUST_CHECK;
/* A sure change, to be approved in bulk. */
enum ras_status ras_task_store_bulk(struct ras_task_store *store, uint32_t commune, unsigned rule,
                                    uint32_t source_index, uint64_t count,
                                    struct ras_error *error) RAS_MUST_CHECK;
/* Rows of one problem become one task with their count; tasks then stand by commune and within it
 * in the order of ras_task_compare, bulk lines by commune, rule and source. */
enum ras_status ras_task_store_settle(struct ras_task_store *store,
                                      struct ras_error *error) RAS_MUST_CHECK;

#endif
