#include "engine/closer_group.h"
#include "engine/run.h"

#include "record/date.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <string.h>

#define RESIDENTS 600
#define ROWS      6000 /* many times what a thread takes at once */

/* Residents, and a source in which one row in three is sure of its resident and the rest are
 * doubts: rows of residents with something lost or wrong, several of one telephone, and rows of
 * strangers. */
struct bench {
    struct ras_config config;
    struct ras_engine_options options;
    struct ras_source_config source_config;
    struct ras_context context;
    struct ras_run run;
    struct ras_source_run source;
};

static struct people_sample people, strangers;
static struct ras_index *people_index;

static void begin(void)
{
    people_sample_make(&people, RESIDENTS, 21, 40);
    people_sample_make(&strangers, RESIDENTS, 22, 40);
    people_index = people_sample_index(&people, RESIDENTS, 2000, 1, false);
}

static void end(void)
{
    ras_index_close(people_index);
    people_sample_fini(&people);
    people_sample_fini(&strangers);
}

TestSuite(closer_decide, .init = begin, .fini = end);

static void state_sure(struct ras_row_state *state, uint32_t resident)
{
    struct ras_levels levels = {.level = {0}};
    levels.level[RAS_COMPARATOR_NAME] = RAS_LEVEL_NAME_EQUAL;
    levels.level[RAS_COMPARATOR_BIRTH_DATE] = RAS_LEVEL_BIRTH_DATE_EQUAL;
    levels.level[RAS_COMPARATOR_PERSONAL_ID] = RAS_LEVEL_PERSONAL_ID_EQUAL;
    levels.level[RAS_COMPARATOR_COMMUNE] = RAS_LEVEL_COMMUNE_EQUAL;
    state->decision = RAS_DECISION_MATCH;
    state->levels = ras_levels_pack(&levels) & UINT64_C(0xFFFFFFFFFFF);
    state->personal_id = people.arrivals[resident].subject.fields.personal_id & 0xFFFFFFFFFF;
}

static void doubt_add(struct bench *bench, uint32_t row, uint32_t resident, uint64_t *random)
{
    const bool stranger = sample_below(random, 4) == 0;
    struct ras_arrival arrival = (stranger ? strangers : people).arrivals[resident];
    struct ras_resident *const fields = &arrival.subject.fields;
    struct ras_row_state *const state = &ras_source_states(&bench->source)[row];
    void *item = NULL;
    if (sample_below(random, 2) == 0)
        fields->personal_id = 0;
    if (sample_below(random, 3) == 0)
        fields->birth_date = ras_date_make(ras_date_year(fields->birth_date), 0, 0);
    if (sample_below(random, 4) == 0) {
        const struct ras_arrival *const other = &people.arrivals[sample_below(random, RESIDENTS)];
        arrival.subject.name = other->subject.name;
        arrival.name_text = other->name_text;
    }
    state->decision = RAS_DECISION_REVIEW;
    state->resident = RAS_RESIDENT_NONE;
    state->personal_id = fields->personal_id & 0xFFFFFFFFFF;
    cr_assert_eq(ras_index_builder_add(bench->source.leftovers, &arrival, 1, NULL), RAS_OK);
    cr_assert_eq(ras_vector_extend(&bench->source.leftover_rows, 1, &item, NULL), RAS_OK);
    *(struct ras_leftover *)item = (struct ras_leftover){.row = row};
}

static void bench_begin(struct bench *bench, unsigned thread_count)
{
    void *states = NULL;
    uint64_t random = 5;
    memset(bench, 0, sizeof *bench);
    ras_model_default(&bench->config.model);
    bench->config.block_rows_max = 2000;
    bench->config.strategy.collective = true;
    bench->source_config.kind = RAS_KIND_VACCINATION;
    bench->source_config.name = "source";
    bench->context = (struct ras_context){
        .config = &bench->config, .options = &bench->options, .thread_count = thread_count};
    bench->run = (struct ras_run){.context = &bench->context,
                                  .index = people_index,
                                  .sources = &bench->source,
                                  .source_count = 1};
    ras_source_run_init(&bench->source, &bench->source_config, 0);
    bench->source.leftovers = ras_index_builder_create(false);
    cr_assert_not_null(bench->source.leftovers);
    cr_assert_eq(ras_vector_extend(&bench->source.states, ROWS, &states, NULL), RAS_OK);
    memset(states, 0, ROWS * sizeof(struct ras_row_state));
    for (uint32_t row = 0; row < ROWS; row++) {
        const uint32_t resident = sample_below(&random, RESIDENTS);
        struct ras_row_state *const state = &ras_source_states(&bench->source)[row];
        state->resident = resident;
        state->dose_number = (uint8_t)(1 + sample_below(&random, 3));
        state->detail_hash =
            ras_vaccine_detail(0, sample_below(&random, 3) == 0 ? 0 : 912000000 + resident);
        if (row % 3 == 0)
            state_sure(state, resident);
        else
            doubt_add(bench, row, resident, &random);
    }
}

static void expect_same(const struct bench *bench, const struct bench *first)
{
    const unsigned threads = bench->context.thread_count;
    const struct ras_source_run *const a = &bench->source, *const b = &first->source;
    cr_expect_eq(memcmp(a->states.data, b->states.data, ROWS * sizeof(struct ras_row_state)), 0,
                 "states on %u threads", threads);
    cr_expect_eq(memcmp(&a->summary, &b->summary, sizeof a->summary), 0, "summary on %u threads",
                 threads);
    cr_assert_eq(a->shown.count, b->shown.count);
    for (size_t i = 0; i < a->shown.count; i++) {
        const struct ras_shown *const one = (const struct ras_shown *)a->shown.data + i;
        const struct ras_shown *const other = (const struct ras_shown *)b->shown.data + i;
        cr_assert_eq(one->row, other->row);
        cr_assert_eq(one->count, other->count);
        for (uint32_t k = 0; k < one->count; k++) {
            cr_expect_eq(one->candidates[k].resident, other->candidates[k].resident);
            cr_expect_eq(one->candidates[k].weight, other->candidates[k].weight);
            cr_expect_eq(one->candidates[k].probability, other->candidates[k].probability);
        }
    }
}

/* Every doubt is decided once and counted as it is decided, every review is shown, by row. */
static void expect_whole(const struct bench *bench)
{
    uint64_t counts[3] = {0, 0, 0};
    const struct ras_shown *const shown = bench->source.shown.data;
    size_t at = 0;
    for (uint32_t row = 0; row < ROWS; row++) {
        const struct ras_row_state *const state = &ras_source_states(&bench->source)[row];
        if (row % 3 == 0)
            continue;
        counts[state->decision]++;
        if (state->decision == RAS_DECISION_REVIEW) {
            cr_assert_lt(at, bench->source.shown.count);
            cr_assert_eq(shown[at++].row, row);
        }
    }
    cr_expect_eq(at, bench->source.shown.count);
    cr_expect_eq(counts[RAS_DECISION_NONE], bench->source.summary.none_count);
    cr_expect_eq(counts[RAS_DECISION_REVIEW], bench->source.summary.review_count);
    cr_expect_eq(counts[RAS_DECISION_MATCH], bench->source.summary.match_count);
    for (unsigned decision = 0; decision < 3; decision++)
        cr_expect_gt(counts[decision], 20, "decision %u is hardly met", decision);
}

Test(closer_decide, any_number_of_threads_decides_the_same)
{
    static const unsigned thread_counts[] = {1, 2, 3, 8};
    static struct bench benches[4];
    for (unsigned i = 0; i < 4; i++) {
        bench_begin(&benches[i], thread_counts[i]);
        cr_assert_eq(ras_run_closer_look(&benches[i].run, NULL), RAS_OK);
        expect_whole(&benches[i]);
        expect_same(&benches[i], &benches[0]);
    }
    for (unsigned i = 0; i < 4; i++)
        ras_source_run_fini(&benches[i].source);
}

/* Newborns, children before school, pupils, those of working age, the old. */
Test(closer_decide, ages_are_told_apart)
{
    const uint32_t as_of = ras_date_make(2026, 11, 1);
    static const struct {
        unsigned year, month, day, age;
    } births[] = {{2026, 8, 10, 1}, {2026, 0, 0, 1},  {2025, 11, 2, 1}, {2025, 11, 1, 2},
                  {2020, 11, 2, 2}, {2020, 11, 1, 3}, {2008, 11, 2, 3}, {2008, 11, 1, 4},
                  {1966, 11, 2, 4}, {1966, 11, 1, 5}, {1900, 0, 0, 5},  {2027, 1, 2, 1}};
    cr_expect_eq(ras_closer_age(0, as_of), 0);
    for (unsigned i = 0; i < sizeof births / sizeof births[0]; i++)
        cr_expect_eq(
            ras_closer_age(ras_date_make(births[i].year, births[i].month, births[i].day), as_of),
            births[i].age, "%u-%u-%u", births[i].year, births[i].month, births[i].day);
}
