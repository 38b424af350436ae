#include "base/bytes.h"
#include "report/report.h"

#include <criterion/criterion.h>

/* Each task is after the one before it, by a later criterion than the next. */
Test(task_order, criteria_come_in_their_order)
{
    const struct ras_bytes a = RAS_LITERAL("a"), b = RAS_LITERAL("ab");
    const struct ras_task tasks[] = {
        {.office = RAS_OFFICE_CONG_AN, .severity = 1, .record_id = a},
        {.office = RAS_OFFICE_CONG_AN, .severity = 1, .record_id = a, .candidate_rank = 1},
        {.office = RAS_OFFICE_CONG_AN, .severity = 1, .record_id = a, .task_id = 1},
        {.office = RAS_OFFICE_CONG_AN, .severity = 1, .record_id = a, .rule = 1},
        {.office = RAS_OFFICE_CONG_AN, .severity = 1, .record_id = a, .rule = RAS_TASK_REVIEW},
        {.office = RAS_OFFICE_CONG_AN, .severity = 1, .record_id = b},
        {.office = RAS_OFFICE_CONG_AN, .severity = 1, .source_index = 1},
        {.office = RAS_OFFICE_CONG_AN, .severity = 1, .household = 1},
        {.office = RAS_OFFICE_CONG_AN, .severity = 1, .household = UINT64_MAX},
        {.office = RAS_OFFICE_CONG_AN, .severity = 2},
        {.office = RAS_OFFICE_LAO_DONG, .severity = 1},
    };
    const size_t count = sizeof tasks / sizeof tasks[0];
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            const int order = ras_task_compare(&tasks[i], &tasks[j]);
            cr_assert_eq((order > 0) - (order < 0), (i > j) - (i < j), "%zu and %zu", i, j);
        }
}
