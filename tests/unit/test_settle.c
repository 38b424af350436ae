#include "engine/run.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/hash.h"
#include "oracle/settle_naive.h"
#include "record/date.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define RESIDENTS 1000

/* A run of which only what settling looks at is there. */
struct bench {
    struct ras_config config;
    struct ras_engine_options options;
    struct ras_source_config source_config;
    struct ras_context context;
    struct ras_index index;
    struct ras_run run;
    struct ras_source_run source;
    struct ras_resident_fact facts[RESIDENTS];
};

static void bench_begin(struct bench *bench, enum ras_source_kind kind, size_t row_count)
{
    void *states = NULL;
    memset(bench, 0, sizeof *bench);
    ras_model_default(&bench->config.model);
    bench->config.block_rows_max = 2000;
    bench->source_config.kind = kind;
    bench->source_config.name = "source";
    bench->context = (struct ras_context){
        .config = &bench->config, .options = &bench->options, .thread_count = 2};
    bench->index.counts.resident_count = RESIDENTS;
    bench->run.context = &bench->context;
    bench->run.index = &bench->index;
    bench->run.facts = bench->facts;
    ras_source_run_init(&bench->source, &bench->source_config, 0);
    cr_assert_eq(ras_vector_extend(&bench->source.states, row_count, &states, NULL), RAS_OK);
    if (row_count > 0)
        memset(states, 0, row_count * sizeof(struct ras_row_state));
    bench->source.leftovers = ras_index_builder_create(false);
    cr_assert_not_null(bench->source.leftovers);
}

/* Settling finds the leftovers indexed, as the closer look leaves them. */
static void leftovers_finish(struct bench *bench)
{
    const struct ras_index_finish finish = {
        .fingerprint = 1, .block_rows_max = bench->config.block_rows_max, .thread_count = 2};
    if (bench->source.leftover_rows.count > 0)
        cr_assert_eq(ras_index_builder_finish(bench->source.leftovers, &finish,
                                              &bench->source.leftover_index, NULL),
                     RAS_OK);
}

static void settle(struct bench *bench)
{
    leftovers_finish(bench);
    cr_assert_eq(ras_run_settle(&bench->run, &bench->source, NULL), RAS_OK);
}

/* A row whose person is among the residents. */
static struct ras_row_state *matched(struct bench *bench, size_t row, uint32_t resident)
{
    struct ras_row_state *const state = &ras_source_states(&bench->source)[row];
    state->decision = RAS_DECISION_MATCH;
    state->resident = resident;
    state->record_hash = row + 1;
    state->record_tail = row;
    return state;
}

/* A row that found nobody, and what is known of it. */
static void leftover(struct bench *bench, size_t row, const struct ras_arrival *arrival)
{
    void *item = NULL;
    struct ras_row_state *const state = matched(bench, row, RAS_RESIDENT_NONE);
    state->decision = row % 2 == 0 ? RAS_DECISION_NONE : RAS_DECISION_REVIEW;
    cr_assert_eq(ras_index_builder_add(bench->source.leftovers, arrival, 1, NULL), RAS_OK);
    cr_assert_eq(ras_vector_extend(&bench->source.leftover_rows, 1, &item, NULL), RAS_OK);
    *(struct ras_leftover *)item = (struct ras_leftover){.row = (uint32_t)row};
}

Test(settle, a_source_without_rows)
{
    struct bench bench;
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++) {
        bench_begin(&bench, (enum ras_source_kind)kind, 0);
        settle(&bench);
        cr_assert_eq(bench.source.summary.duplicate_count, 0);
        cr_assert_null(bench.source.leftover_index);
        ras_source_run_fini(&bench.source);
    }
}

Test(settle, one_row_is_the_first_of_its_person)
{
    struct bench bench;
    bench_begin(&bench, RAS_KIND_SOCIAL_WELFARE, 1);
    (void)matched(&bench, 0, 0);
    settle(&bench);
    cr_assert_eq(ras_source_states(&bench.source)[0].first_of_person, 1);
    cr_assert_eq(ras_source_states(&bench.source)[0].facts, 0);
    cr_assert_eq(ras_source_states(&bench.source)[0].duplicate_group, 0);
    ras_source_run_fini(&bench.source);
}

/* ---- against the naive way, on random small sources ---- */

#define SMALL_ROWS 60

static uint32_t day_draw(uint64_t *state)
{
    const uint32_t way = sample_below(state, 8);
    return way == 0   ? 0
           : way == 1 ? ras_date_make(2021, 0, 0)
           : way == 2 ? ras_date_make(2021, 1 + sample_below(state, 3), 0)
                      : ras_date_make(2021, 1 + sample_below(state, 3), 1 + sample_below(state, 3));
}

static void state_draw(struct ras_row_state *state, uint64_t *random)
{
    state->event_type = sample_below(random, 5) & 7u;
    state->personal_id = sample_below(random, 4) == 0 ? 0 : 1 + sample_below(random, 6);
    state->date = day_draw(random) & 0xFFFFFFu;
    state->detail_hash = sample_below(random, 4) == 0 ? 0 : (uint64_t)sample_below(random, 4) << 60;
    state->group_hash = sample_below(random, 3) & 3u;
    state->mandatory = sample_below(random, 3) & 3u;
    state->updated_date = sample_below(random, 3) & 3u;
    state->dose_number = sample_below(random, 4) & 255u;
    state->record_hash = 1 + sample_below(random, 40);
    state->record_tail = sample_below(random, 30);
}

/* Leftovers of one class have one id, name and day; those of another differ in all. */
static void class_arrival(struct people_sample *sample, uint32_t class)
{
    static const char *const names[] = {"nguyễn văn hùng", "trần thị lan", "lê quang minh",
                                        "phạm ngọc quý"};
    struct ras_resident *const fields = &sample->arrivals[class].subject.fields;
    people_sample_name(sample, class, 0, names[class]);
    fields->personal_id = UINT64_C(1085000000) + class * UINT64_C(7654321);
    fields->birth_date = ras_date_make(1960 + 9 * class, 1 + class, 2 + 3 * class);
    fields->sex = (uint8_t)(1 + class % 2);
}

static void random_source(struct bench *bench, const struct people_sample *classes, size_t count,
                          uint32_t person_count, uint32_t *persons, uint64_t *random)
{
    for (size_t row = 0; row < count; row++) {
        const uint32_t person = sample_below(random, person_count);
        struct ras_row_state *const state = &ras_source_states(&bench->source)[row];
        persons[row] = person;
        if (person < 4) {
            leftover(bench, row, &classes->arrivals[person]);
        } else {
            (void)matched(bench, row, 5 * person);
        }
        state_draw(state, random);
        if (person >= 4 && sample_below(random, 12) == 0)
            *state = (struct ras_row_state){.rejected = 1, .resident = RAS_RESIDENT_NONE};
    }
}

Test(settle, agrees_with_comparing_every_row_with_every_other)
{
    static struct bench bench;
    static struct ras_row_state expected[SMALL_ROWS];
    struct people_sample classes;
    uint32_t persons[SMALL_ROWS];
    uint64_t random = 1, groups = 0, facts = 0;
    people_sample_blank(&classes, 4);
    for (uint32_t i = 0; i < 4; i++)
        class_arrival(&classes, i);
    for (unsigned round = 0; round < 240; round++) {
        const enum ras_source_kind kind = (enum ras_source_kind)(round % RAS_KIND_COUNT);
        const size_t count = 1 + sample_below(&random, SMALL_ROWS);
        bench_begin(&bench, kind, count);
        random_source(&bench, &classes, count, 1 + sample_below(&random, 20), persons, &random);
        memcpy(expected, bench.source.states.data, count * sizeof expected[0]);
        const uint64_t in_groups = settle_naive(kind, expected, persons, count);
        settle(&bench);
        for (size_t row = 0; row < count; row++) {
            const struct ras_row_state *const got = &ras_source_states(&bench.source)[row];
            cr_assert_eq(got->facts, expected[row].facts, "round %u row %zu: %x, not %x", round,
                         row, (unsigned)got->facts, (unsigned)expected[row].facts);
            cr_assert_eq(got->duplicate_group, expected[row].duplicate_group, "round %u row %zu",
                         round, row);
            cr_assert_eq(got->first_of_person, expected[row].first_of_person);
            facts |= got->facts;
        }
        cr_assert_eq(memcmp(bench.source.states.data, expected, count * sizeof expected[0]), 0);
        cr_assert_eq(bench.source.summary.duplicate_count, in_groups);
        groups += in_groups;
        ras_source_run_fini(&bench.source);
    }
    cr_assert_gt(groups, 1000);
    /* every fact that settling can find was found */
    cr_assert_eq(facts, RAS_FACT_DUPLICATE | RAS_FACT_DUPLICATE_KEPT | RAS_FACT_ID_SHARED |
                            RAS_FACT_TWO_IDS | RAS_FACT_ACCOUNT_SHARED | RAS_FACT_DOSE_ORDER |
                            RAS_FACT_DOSE_REPEATED | RAS_FACT_RECORD_ID_REPEATED);
    people_sample_fini(&classes);
}

/* ---- cases of each kind ---- */

static void doses(struct bench *bench, const uint32_t table[][3], size_t count)
{
    bench_begin(bench, RAS_KIND_VACCINATION, count);
    for (size_t row = 0; row < count; row++) {
        struct ras_row_state *const state = matched(bench, row, 7);
        state->dose_number = table[row][0] & 255u;
        state->date = table[row][1] & 0xFFFFFFu;
        state->detail_hash = ras_vaccine_detail((uint64_t)table[row][2] << RAS_PHONE_BITS, row);
    }
    settle(bench);
}

static void expect_facts(struct bench *bench, const unsigned *facts, size_t count)
{
    for (size_t row = 0; row < count; row++)
        cr_assert_eq(ras_source_states(&bench->source)[row].facts, facts[row], "row %zu", row);
    ras_source_run_fini(&bench->source);
}

#define DAY(month, day) ras_date_make(2021, month, day)
#define KEPT            (RAS_FACT_DUPLICATE_KEPT | RAS_FACT_DOSE_REPEATED)
#define AGAIN           (RAS_FACT_DUPLICATE | RAS_FACT_DOSE_REPEATED)

Test(settle, a_dose_entered_twice_is_not_out_of_order)
{
    struct bench bench;
    const uint32_t twice[][3] = {{1, DAY(6, 1), 9}, {1, DAY(5, 1), 9}, {2, DAY(7, 1), 9}};
    const unsigned facts[] = {KEPT, AGAIN, 0};
    doses(&bench, twice, 3);
    expect_facts(&bench, facts, 3);
}

Test(settle, a_later_dose_dated_earlier_is_out_of_order)
{
    struct bench bench;
    const uint32_t table[][3] = {
        {3, DAY(8, 1), 9}, {2, DAY(3, 1), 9}, {1, DAY(5, 1), 9}, {4, DAY(4, 1), 9}};
    const unsigned facts[] = {0, RAS_FACT_DOSE_ORDER, 0, RAS_FACT_DOSE_ORDER};
    doses(&bench, table, 4);
    expect_facts(&bench, facts, 4);
    /* what is known to the month only is not before a day of it */
    const uint32_t coarse[][3] = {{1, DAY(5, 20), 9}, {2, DAY(5, 0), 9}, {3, DAY(4, 0), 9}};
    const unsigned coarse_facts[] = {0, 0, RAS_FACT_DOSE_ORDER};
    doses(&bench, coarse, 3);
    expect_facts(&bench, coarse_facts, 3);
}

Test(settle, one_vaccine_on_one_day_is_one_dose)
{
    struct bench bench;
    const uint32_t table[][3] = {
        {1, DAY(5, 1), 9},                    /* with the next: same day and vaccine */
        {2, DAY(5, 1), 9}, {3, DAY(6, 1), 9}, /* another vaccine that day */
        {4, DAY(6, 1), 8}, {5, DAY(7, 0), 9}, /* the month is no day */
        {6, DAY(7, 0), 9}, {7, DAY(8, 1), 0}, /* no vaccine: the numbers count */
        {8, DAY(8, 1), 0}};
    const unsigned facts[] = {KEPT, AGAIN, 0, 0, 0, 0, 0, 0};
    doses(&bench, table, 8);
    expect_facts(&bench, facts, 8);
    const uint32_t numberless[][3] = {
        {0, DAY(8, 1), 0}, {0, DAY(8, 1), 0}, {0, DAY(9, 1), 0}, {0, 0, 9}, {0, 0, 9}};
    const unsigned numberless_facts[] = {KEPT, AGAIN, 0, 0, 0};
    doses(&bench, numberless, 5);
    expect_facts(&bench, numberless_facts, 5);
}

/* Groups that meet by number here and by day there are one. */
Test(settle, doses_are_joined_through_others)
{
    struct bench bench;
    const uint32_t table[][3] = {{1, DAY(5, 1), 9}, {2, DAY(6, 1), 9}, {2, DAY(5, 1), 9},
                                 {3, DAY(7, 1), 9}, {3, DAY(6, 1), 9}, {4, DAY(9, 1), 9}};
    doses(&bench, table, 6);
    for (size_t row = 0; row < 6; row++)
        cr_assert_eq(ras_source_states(&bench.source)[row].duplicate_group, row < 5 ? 1 : 0);
    cr_assert_eq(bench.source.summary.duplicate_count, 5);
    ras_source_run_fini(&bench.source);
}

/* Most mandatory fields, then the newest, then the smallest id, then the first. */
Test(settle, the_row_to_keep_is_chosen)
{
    static const struct {
        unsigned mandatory[3], updated[3], tail[3], kept;
    } cases[] = {{{3, 5, 4}, {9, 0, 9}, {1, 3, 1}, 1},
                 {{5, 5, 4}, {1, 2, 3}, {1, 2, 3}, 1},
                 {{5, 5, 5}, {2, 2, 2}, {7, 6, 8}, 1},
                 {{5, 5, 5}, {2, 2, 2}, {7, 7, 7}, 0}};
    for (unsigned c = 0; c < 4; c++) {
        struct bench bench;
        bench_begin(&bench, RAS_KIND_SOCIAL_WELFARE, 3);
        for (unsigned row = 0; row < 3; row++) {
            struct ras_row_state *const state = matched(&bench, row, 3);
            state->mandatory = cases[c].mandatory[row] & 63;
            state->updated_date = cases[c].updated[row] & 0xFFFF;
            state->record_tail = cases[c].tail[row];
        }
        settle(&bench);
        for (unsigned row = 0; row < 3; row++)
            cr_assert_eq(ras_source_states(&bench.source)[row].facts,
                         row == cases[c].kept ? RAS_FACT_DUPLICATE_KEPT : RAS_FACT_DUPLICATE);
        ras_source_run_fini(&bench.source);
    }
}

Test(settle, what_the_registry_says_of_residents_is_noted)
{
    struct bench bench;
    const uint32_t death = ras_date_make(2024, 5, 6);
    bench_begin(&bench, RAS_KIND_CIVIL_REGISTRY, 5);
    matched(&bench, 0, 3)->event_type = RAS_EVENT_DEATH;
    ras_source_states(&bench.source)[0].date = death & 0xFFFFFF;
    matched(&bench, 1, 4)->event_type = RAS_EVENT_BIRTH;
    matched(&bench, 2, 5)->event_type = RAS_EVENT_MARRIAGE;
    matched(&bench, 3, 6)->event_type = RAS_EVENT_DEATH;
    ras_source_states(&bench.source)[3].rejected = 1;
    matched(&bench, 4, 7)->event_type = RAS_EVENT_DEATH;
    ras_source_states(&bench.source)[4].decision = RAS_DECISION_REVIEW;
    settle(&bench);
    for (uint32_t i = 0; i < RESIDENTS; i++) {
        cr_assert_eq(bench.facts[i].death_registered, i == 3);
        cr_assert_eq(bench.facts[i].birth_registered, i == 4);
        cr_assert_eq(bench.facts[i].death_date, i == 3 ? death : 0);
    }
    ras_source_run_fini(&bench.source);
}

/* ---- size ---- */

static double seconds_to_settle(struct bench *bench)
{
    const uint64_t start = ras_clock_ns();
    settle(bench);
    return (double)(ras_clock_ns() - start) / 1e9;
}

Test(settle, a_million_rows_of_one_person_take_no_longer)
{
    enum { ROWS = 1000000 };
    static struct bench bench;
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++) {
        bench_begin(&bench, (enum ras_source_kind)kind, ROWS);
        for (size_t row = 0; row < ROWS; row++) {
            const unsigned day = (unsigned)row;
            struct ras_row_state *const state = matched(&bench, row, 7);
            state->personal_id = UINT64_C(1085000001);
            state->event_type = RAS_EVENT_BIRTH;
            state->dose_number = row % 200 & 255u;
            state->date =
                ras_date_make(2000 + day % 20, 1 + day / 20 % 12, 1 + day / 240 % 28) & 0xFFFFFFu;
            state->detail_hash = 5;
            state->record_hash = 42;
        }
        cr_assert_lt(seconds_to_settle(&bench), 2.0);
        cr_assert_gt(bench.source.summary.duplicate_count, ROWS / 2);
        ras_source_run_fini(&bench.source);
    }
}

Test(settle, failed_allocations_leave_nothing)
{
    static struct bench bench;
    struct people_sample classes;
    people_sample_blank(&classes, 4);
    for (uint32_t i = 0; i < 4; i++)
        class_arrival(&classes, i);
    for (uint64_t k = 1;; k++) {
        uint32_t persons[40];
        uint64_t random = 3;
        bench_begin(&bench, RAS_KIND_VACCINATION, 40);
        random_source(&bench, &classes, 40, 9, persons, &random);
        leftovers_finish(&bench);
        ras_alloc_fail_at(k);
        const enum ras_status status = ras_run_settle(&bench.run, &bench.source, NULL);
        ras_alloc_fail_at(0);
        ras_source_run_fini(&bench.source);
        if (status == RAS_OK)
            break;
        cr_assert_eq(status, RAS_NO_MEMORY);
        cr_assert_lt(k, 1000);
    }
    people_sample_fini(&classes);
}
