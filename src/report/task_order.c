/* The order in which a commune's tasks are settled: who, how urgent, which household. */
#include "report/report.h"

#include "base/bytes.h"

static int compare_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

int ras_task_compare(const struct ras_task *a, const struct ras_task *b)
{
    int order = compare_number(a->office, b->office);
    if (order == 0)
        order = compare_number(a->severity, b->severity);
    if (order == 0)
        order = compare_number(a->household, b->household);
    if (order == 0)
        order = compare_number(a->source_index, b->source_index);
    if (order == 0)
        order = ras_bytes_compare(a->record_id, b->record_id);
    if (order == 0)
        order = compare_number(a->rule, b->rule);
    /* the id before the candidate, so that the candidates of one question stay together even where
     * a record_id stands on two rows */
    if (order == 0)
        order = compare_number(a->task_id, b->task_id);
    if (order == 0)
        order = compare_number(a->candidate_rank, b->candidate_rank);
    return order;
}
