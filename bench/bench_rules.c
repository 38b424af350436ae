/* What judging and counting cost a row: clean rows, rows as registers have them (a fault or two on
 * every third), and rows in which everything may be wrong. */
#include "bench.h"

#include "../tests/support/random_row.h"
#include "quality/metrics.h"

#include <stdio.h>
#include <stdlib.h>

#define ROWS  1024U
#define SLOTS 160U /* communes of a large province */

struct found {
    unsigned row, rule;
};
#define FOUND_MAX (ROWS * 16U)

struct workload {
    struct rule_row *rows;
    struct ras_metrics *metrics; /* NULL: rules alone */
    struct found *found;
    uint64_t found_count;
    struct ras_arena *arena; /* as a worker's: warm, reset for each row */
};

static void judge(void *context)
{
    const struct workload *const work = context;
    for (unsigned i = 0; i < ROWS; i++) {
        struct ras_rule_set broken;
        const struct rule_row *const row = &work->rows[i];
        ras_rules_check(&row->input, &broken);
        bench_keep(broken.bits[0] ^ broken.bits[1]);
        if (work->metrics != NULL)
            ras_metrics_row(work->metrics, (uint32_t)row->input.kind, i * 7 % SLOTS, &row->input,
                            &broken, (i & 1) == 0);
    }
}

static void word_all(void *context)
{
    const struct workload *const work = context;
    for (uint64_t i = 0; i < work->found_count; i++) {
        struct ras_issue issue;
        if (ras_rule_describe(work->found[i].rule, &work->rows[work->found[i].row].input,
                              work->arena, &issue, NULL) != RAS_OK)
            exit(1);
        bench_keep(issue.evidence.length);
        ras_arena_reset(work->arena);
    }
}

static void find(struct workload *work)
{
    work->found_count = 0;
    for (unsigned i = 0; i < ROWS; i++) {
        struct ras_rule_set broken;
        ras_rules_check(&work->rows[i].input, &broken);
        for (unsigned rule = 0; rule < ras_rule_count(); rule++)
            if (ras_rule_set_has(&broken, rule) && work->found_count < FOUND_MAX)
                work->found[work->found_count++] = (struct found){i, rule};
    }
}

/* dirty_of_three: how many of three rows are made random. */
static void fill(struct rule_row *rows, unsigned dirty_of_three, unsigned faults_of_random)
{
    uint64_t state = 5;
    for (unsigned i = 0; i < ROWS; i++) {
        if (i % 3 >= dirty_of_three)
            rule_row_clean(&rows[i], (enum ras_source_kind)random_below(&state, RAS_KIND_COUNT));
        else if (faults_of_random != 0)
            random_row(&rows[i], &state);
        else {
            rule_row_clean(&rows[i], (enum ras_source_kind)random_below(&state, RAS_KIND_COUNT));
            rows[i].person.repairs = UINT64_C(1) << random_below(&state, RAS_REPAIR_COUNT);
            rows[i].link.levels.level[random_below(&state, RAS_COMPARATOR_COUNT)] = 2;
        }
    }
}

int main(void)
{
    static const struct {
        const char *name;
        unsigned dirty_of_three, random;
    } mixes[] = {{"clean", 0, 0}, {"usual", 1, 0}, {"wild", 3, 1}};
    const unsigned runs = (unsigned)bench_number("BENCH_RUNS", 9);
    struct ras_arena arena;
    ras_arena_init(&arena, 1 << 16);
    struct workload rules = {.rows = calloc(ROWS, sizeof(struct rule_row)),
                             .found = calloc(FOUND_MAX, sizeof(struct found)),
                             .arena = &arena};
    struct workload counted = {.rows = rules.rows,
                               .metrics = ras_metrics_create(RAS_KIND_COUNT, SLOTS)};
    if (rules.rows == NULL || rules.found == NULL || counted.metrics == NULL)
        return 1;
    bench_print_machine();
    for (unsigned i = 0; i < sizeof mixes / sizeof mixes[0]; i++) {
        char name[64];
        fill(rules.rows, mixes[i].dirty_of_three, mixes[i].random);
        struct bench_timing timing = bench_measure(runs, judge, &rules);
        snprintf(name, sizeof name, "rules, %s rows", mixes[i].name);
        bench_report(name, &timing, ROWS, "rows", 0);
        timing = bench_measure(runs, judge, &counted);
        snprintf(name, sizeof name, "rules + metrics, %s rows", mixes[i].name);
        bench_report(name, &timing, ROWS, "rows", 0);
        find(&rules);
        if (rules.found_count == 0)
            continue;
        timing = bench_measure(runs, word_all, &rules);
        snprintf(name, sizeof name, "wording, %s rows", mixes[i].name);
        bench_report(name, &timing, rules.found_count, "issues", 0);
    }
    ras_arena_fini(&arena);
    ras_metrics_destroy(counted.metrics);
    free(rules.found);
    free(rules.rows);
    return 0;
}
