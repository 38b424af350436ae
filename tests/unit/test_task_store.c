#include "engine/task_store.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <string.h>

static struct ras_task task(uint64_t id, uint32_t commune, const char *record_id)
{
    return (struct ras_task){.task_id = id,
                             .commune = commune,
                             .severity = 1,
                             .row_count = 1,
                             .record_id = ras_bytes_of(record_id)};
}

/* A chunk with one row, which has one task. */
static enum ras_status try_add(struct ras_task_store *store, const struct ras_task *item)
{
    struct ras_task_batch batch;
    ras_task_batch_init(&batch);
    enum ras_status status = ras_task_batch_row(&batch, item, NULL);
    if (status == RAS_OK)
        status = ras_task_batch_add(&batch, item, NULL);
    if (status == RAS_OK)
        status = ras_task_store_take(store, &batch, NULL);
    ras_task_batch_fini(&batch);
    return status;
}

static void add(struct ras_task_store *store, struct ras_task item)
{
    cr_assert_eq(try_add(store, &item), RAS_OK);
}

static struct ras_task *settled(struct ras_task_store *store)
{
    static struct ras_task tasks[4096];
    cr_assert_eq(ras_task_store_settle(store, 2, NULL, NULL), RAS_OK);
    cr_assert_leq(store->tasks.count, 4096);
    ras_task_store_read(store, 0, store->tasks.count, tasks);
    return tasks;
}

Test(task_store, nothing_is_settled_too)
{
    struct ras_task_store store;
    ras_task_store_init(&store);
    cr_assert_eq(ras_task_store_settle(&store, 2, NULL, NULL), RAS_OK);
    cr_assert_eq(store.tasks.count, 0);
    cr_assert_eq(store.bulk.count, 0);
    ras_task_store_fini(&store);
}

Test(task_store, texts_are_copied)
{
    struct ras_task_store store;
    char texts[13][8];
    struct ras_task item = {.row_count = 1};
    struct ras_bytes *const fields[13] = {&item.record_id,
                                          &item.name,
                                          &item.birth_date,
                                          &item.sex,
                                          &item.number,
                                          &item.address,
                                          &item.value,
                                          &item.proposal,
                                          &item.evidence,
                                          &item.candidate_name,
                                          &item.candidate_birth_date,
                                          &item.candidate_number,
                                          &item.candidate_id};
    for (unsigned i = 0; i < 13; i++) {
        memset(texts[i], (char)('a' + i), 8);
        *fields[i] = (struct ras_bytes){texts[i], i % 8};
    }
    ras_task_store_init(&store);
    add(&store, item);
    memset(texts, '!', sizeof texts);
    const struct ras_task *const kept = settled(&store);
    const struct ras_bytes got[13] = {kept->record_id,
                                      kept->name,
                                      kept->birth_date,
                                      kept->sex,
                                      kept->number,
                                      kept->address,
                                      kept->value,
                                      kept->proposal,
                                      kept->evidence,
                                      kept->candidate_name,
                                      kept->candidate_birth_date,
                                      kept->candidate_number,
                                      kept->candidate_id};
    for (unsigned i = 0; i < 13; i++) {
        cr_assert_eq(got[i].length, i % 8);
        for (size_t k = 0; k < got[i].length; k++)
            cr_assert_eq(got[i].data[k], (char)('a' + i));
    }
    ras_task_store_fini(&store);
}

Test(task_store, rows_of_one_problem_are_one_task_with_their_count)
{
    struct ras_task_store store;
    ras_task_store_init(&store);
    add(&store, task(9, 2, "z-first"));
    add(&store, task(5, 1, "b"));
    add(&store, task(9, 2, "a-second"));
    add(&store, task(9, 2, "m-third"));
    const struct ras_task *const tasks = settled(&store);
    cr_assert_eq(store.tasks.count, 2);
    cr_assert_eq(tasks[0].task_id, 5);
    cr_assert_eq(tasks[0].row_count, 1);
    cr_assert_eq(tasks[1].row_count, 3);
    cr_assert(ras_bytes_equal(tasks[1].record_id, RAS_LITERAL("z-first")));
    ras_task_store_fini(&store);
}

Test(task_store, candidates_of_one_question_stay_apart_and_together)
{
    struct ras_task_store store;
    ras_task_store_init(&store);
    for (uint32_t row = 0; row < 2; row++)
        for (uint32_t rank = 3; rank > 0; rank--) {
            struct ras_task item = task(9, 2, "r");
            item.candidate_rank = rank;
            add(&store, item);
        }
    const struct ras_task *const tasks = settled(&store);
    cr_assert_eq(store.tasks.count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        cr_assert_eq(tasks[i].candidate_rank, i + 1);
        cr_assert_eq(tasks[i].row_count, 2);
    }
    ras_task_store_fini(&store);
}

Test(task_store, tasks_stand_by_commune_then_as_worklists_do)
{
    struct ras_task_store store;
    uint64_t state = 11;
    uint64_t rows = 0;
    ras_task_store_init(&store);
    for (unsigned i = 0; i < 3000; i++) {
        static const char *const ids[] = {"a", "b", "c", ""};
        const uint64_t id = 1 + sample_below(&state, 900);
        struct ras_task item = task(id, (uint32_t)(id % 7), ids[id % 4]);
        item.office = (enum ras_office)(id % RAS_OFFICE_COUNT);
        item.severity = 1 + id % 3 % 2;
        /* hashes of houses, numbers of 48 bits and unknown ones stand in one commune */
        item.household = id % 5 == 0   ? 0
                         : id % 5 == 1 ? UINT64_MAX - id % 3
                         : id % 5 == 2 ? (id % 4) << 30
                                       : id % 5;
        item.row_count = 1 + sample_below(&state, 3);
        rows += item.row_count;
        add(&store, item);
    }
    const struct ras_task *const tasks = settled(&store);
    uint64_t kept = 0;
    for (size_t i = 0; i < store.tasks.count; i++) {
        kept += tasks[i].row_count;
        cr_assert_gt(tasks[i].row_count, 0);
        if (i == 0)
            continue;
        cr_assert_leq(tasks[i - 1].commune, tasks[i].commune);
        if (tasks[i - 1].commune == tasks[i].commune)
            cr_assert_lt(ras_task_compare(&tasks[i - 1], &tasks[i]), 0);
    }
    cr_assert_eq(kept, rows);
    ras_task_store_fini(&store);
}

Test(task_store, tasks_of_one_row_share_its_texts)
{
    struct ras_task_batch batch;
    struct ras_task_store store;
    static char long_text[70000];
    memset(long_text, 'x', sizeof long_text);
    ras_task_batch_init(&batch);
    ras_task_store_init(&store);
    for (unsigned chunk = 0; chunk < 2; chunk++) {
        ras_task_batch_clear(&batch);
        for (uint32_t row = 0; row < 3; row++) {
            const char *const ids[] = {"r0", "r1", "r2", "r3", "r4", "r5"};
            struct ras_task item = task(0, 1, ids[chunk * 3 + row]);
            item.address =
                (struct ras_bytes){long_text, (size_t)row * 127 + (row == 2 ? 60000 : 0)};
            cr_assert_eq(ras_task_batch_row(&batch, &item, NULL), RAS_OK);
            for (uint32_t rule = 0; rule < row + 1; rule++) {
                item.task_id = 100 + (chunk * 3 + row) * 10 + rule;
                item.rule = rule == 2 ? RAS_TASK_REVIEW : 127 - rule;
                item.field = RAS_FIELD_NONE;
                item.probability = UINT32_MAX;
                item.evidence = (struct ras_bytes){long_text, (size_t)128 << rule * 3};
                cr_assert_eq(ras_task_batch_add(&batch, &item, NULL), RAS_OK);
            }
        }
        cr_assert_eq(ras_task_store_take(&store, &batch, NULL), RAS_OK);
    }
    const struct ras_task *const tasks = settled(&store);
    cr_assert_eq(store.tasks.count, 12);
    for (size_t i = 0; i < 12; i++) {
        const uint64_t row = (tasks[i].task_id - 100) / 10, rule = (tasks[i].task_id - 100) % 10;
        cr_assert_eq(tasks[i].record_id.length, 2);
        cr_assert_eq((uint64_t)(tasks[i].record_id.data[1] - '0'), row);
        cr_assert_eq(tasks[i].address.length, row % 3 * 127 + (row % 3 == 2 ? 60000u : 0u));
        cr_assert_eq(tasks[i].rule, rule == 2 ? RAS_TASK_REVIEW : 127 - rule);
        cr_assert_eq(tasks[i].field, RAS_FIELD_NONE);
        cr_assert_eq(tasks[i].probability, UINT32_MAX);
        cr_assert_eq(tasks[i].evidence.length, (size_t)128 << rule * 3);
        cr_assert_eq(memcmp(tasks[i].evidence.data, long_text, tasks[i].evidence.length), 0);
        cr_assert_eq(tasks[i].value.length, 0);
    }
    ras_task_batch_fini(&batch);
    ras_task_store_fini(&store);
}

Test(task_store, bulk_lines_of_one_rule_are_added_up)
{
    struct ras_task_store store;
    const uint32_t lines[][4] = {/* commune, rule, source, count */
                                 {2, 1, 0, 5}, {1, 9, 1, 1}, {2, 1, 0, 7},
                                 {1, 9, 0, 2}, {0, 3, 0, 4}, {1, 9, 1, 10}};
    const uint32_t expected[][4] = {{0, 3, 0, 4}, {1, 9, 0, 2}, {1, 9, 1, 11}, {2, 1, 0, 12}};
    ras_task_store_init(&store);
    for (unsigned i = 0; i < 6; i++)
        cr_assert_eq(
            ras_task_store_bulk(&store, lines[i][0], lines[i][1], lines[i][2], lines[i][3], NULL),
            RAS_OK);
    cr_assert_eq(ras_task_store_settle(&store, 2, NULL, NULL), RAS_OK);
    const struct ras_bulk_count *const bulk = store.bulk.data;
    cr_assert_eq(store.bulk.count, 4);
    for (unsigned i = 0; i < 4; i++) {
        cr_assert_eq(bulk[i].commune, expected[i][0]);
        cr_assert_eq(bulk[i].line.rule, expected[i][1]);
        cr_assert_eq(bulk[i].line.source_index, expected[i][2]);
        cr_assert_eq(bulk[i].line.count, expected[i][3]);
    }
    ras_task_store_fini(&store);
}

Test(task_store, failed_allocations_leave_nothing)
{
    for (uint64_t k = 1;; k++) {
        struct ras_task_store store;
        enum ras_status status = RAS_OK;
        ras_task_store_init(&store);
        ras_alloc_fail_at(k);
        for (unsigned i = 0; i < 200 && status == RAS_OK; i++) {
            const struct ras_task item = task(i, 1, "record");
            status = try_add(&store, &item);
        }
        if (status == RAS_OK)
            status = ras_task_store_bulk(&store, 1, 1, 1, 1, NULL);
        if (status == RAS_OK)
            status = ras_task_store_settle(&store, 2, NULL, NULL);
        ras_alloc_fail_at(0);
        ras_task_store_fini(&store);
        if (status == RAS_OK)
            break;
        cr_assert_eq(status, RAS_NO_MEMORY);
    }
}
