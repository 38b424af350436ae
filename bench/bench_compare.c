/* What comparing, scoring and deciding cost per pair, on the mixes that blocking passes yield.
 *
 *   same     the row is the resident: everything equal
 *   close    one thing differs: a mistyped or missing middle syllable, a digit of the date
 *   homonym  same name and year, another person (name + year + commune)
 *   given    same given name, date and sex, otherwise another person (given name + date + sex)
 *   other    nothing in common
 *
 * Names are ASCII here: what the forms are does not change what comparing them costs. */
#include "bench.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "compare/compare.h"
#include "record/date.h"
#include "score/decide.h"
#include "score/model.h"

#include <stdio.h>
#include <string.h>

#define PAIR_COUNT     512 /* stays in the second cache, as what the engine prefetched does */
#define ROUND_COUNT    1000
#define ROW_PAIRS      8 /* a row meets about so many candidates, one after the other */
#define CANDIDATES_MAX 64
#define DECIDED_ROWS   100000
#define SYLLABLES      (3 * RAS_NAME_SYLLABLES_MAX)

struct person {
    struct ras_subject subject;
    struct ras_syllable syllables[SYLLABLES];
};

enum mix { SAME, CLOSE, HOMONYM, GIVEN, OTHER, MIX_COUNT };
static const char *const mix_names[MIX_COUNT] = {"same", "close", "homonym", "given", "other"};

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % below);
}

static void syllable_fill(struct ras_syllable *out, const char *fold)
{
    memset(out, 0, sizeof *out);
    out->fold_length = (uint8_t)strlen(fold);
    memcpy(out->fold, fold, out->fold_length);
    out->spelled = ras_hash(fold, out->fold_length);
    out->toned = out->marked = out->folded = out->dialect = out->spelled;
    for (const char *c = fold; *c != '\0'; c++)
        out->letters |= UINT32_C(1) << (*c - 'a');
}

static void name_add(struct ras_name *name, struct ras_syllable *room, const char *fold)
{
    syllable_fill(room, fold);
    name->syllable[name->count++] = room;
}

static const char *pick(uint64_t *state, const char *const *words, uint32_t count)
{
    return words[draw(state, count)];
}

static const char *const surnames[] = {"nguyen", "tran", "le", "pham", "hoang", "vu", "dang"};
static const char *const middles[] = {"van", "thi", "duc", "ngoc", "minh", "thanh", "quoc"};
static const char *const givens[] = {"anh", "linh", "huy",    "thao", "hieu", "trang", "nhi",
                                     "duy", "tuan", "phuong", "long", "ngan", "hung",  "hoa"};

static void name_draw(struct ras_name *name, struct ras_syllable *room, uint64_t *state)
{
    memset(name, 0, sizeof *name);
    name_add(name, room, pick(state, surnames, 7));
    name_add(name, room + 1, pick(state, middles, 7));
    if (draw(state, 3) == 0)
        name_add(name, room + 2, pick(state, middles, 7));
    name_add(name, room + 3, pick(state, givens, 14));
}

static void person_draw(struct person *person, uint64_t *state)
{
    struct ras_subject *const s = &person->subject;
    memset(person, 0, sizeof *person);
    name_draw(&s->name, person->syllables, state);
    name_draw(&s->mother, person->syllables + RAS_NAME_SYLLABLES_MAX, state);
    const unsigned year = 1930 + draw(state, 90);
    s->fields.birth_date = ras_date_make(year, 1 + draw(state, 12), 1 + draw(state, 28));
    s->fields.sex = (uint8_t)(1 + draw(state, 2));
    s->fields.personal_id = UINT64_C(38000000000) + (year % 100) * UINT64_C(1000000) +
                            draw(state, 1000000) + s->fields.sex * UINT64_C(100000000);
    s->fields.commune = 14000 + draw(state, 100);
    s->fields.address.place = 1 + draw(state, 1000);
    s->fields.address.number = (uint16_t)draw(state, 200);
}

/* A copy whose names point into itself. */
static void person_copy(struct person *out, const struct person *from)
{
    *out = *from;
    struct ras_name *const names[] = {&out->subject.name, &out->subject.mother};
    for (size_t n = 0; n < 2; n++)
        for (uint32_t i = 0; i < names[n]->count; i++)
            names[n]->syllable[i] = out->syllables + (names[n]->syllable[i] - from->syllables);
}

/* The resident of a pair of this mix; *row was drawn before. */
static void partner_make(struct person *resident, struct person *row, enum mix mix, uint64_t *state)
{
    struct ras_subject *const a = &row->subject;
    struct ras_subject *const b = &resident->subject;
    person_draw(resident, state);
    const struct ras_resident drawn = b->fields;
    if (mix == SAME || mix == CLOSE)
        person_copy(resident, row);
    if (mix == CLOSE) {
        const uint32_t last = a->name.count - 1;
        if (draw(state, 2) == 0)
            syllable_fill(&resident->syllables[0], "nguyn");
        else
            b->name = (struct ras_name){2, {b->name.syllable[0], b->name.syllable[last]}};
        b->fields.birth_date += draw(state, 2);
    }
    if (mix == HOMONYM) {
        person_copy(resident, row);
        b->fields = drawn;
        b->fields.birth_date =
            ras_date_make(ras_date_year(a->fields.birth_date), 1 + draw(state, 12), 5);
        b->fields.commune = a->fields.commune;
        b->fields.sex = a->fields.sex;
    }
    if (mix == GIVEN) {
        resident->syllables[3] = row->syllables[3];
        b->fields.birth_date = a->fields.birth_date;
        b->fields.sex = a->fields.sex;
    }
}

struct pairs {
    struct ras_model model;
    struct person *rows;
    struct person *residents;
};

static void compare_pairs(void *context)
{
    const struct pairs *const pairs = context;
    for (unsigned round = 0; round < ROUND_COUNT; round++)
        for (unsigned i = 0; i < PAIR_COUNT; i++) {
            struct ras_levels levels;
            ras_compare(&pairs->rows[i / ROW_PAIRS].subject, &pairs->residents[i].subject, &levels);
            bench_keep(levels.level[RAS_COMPARATOR_NAME]);
        }
}

static void weigh_pairs(void *context)
{
    static const struct ras_name_frequency frequency = {900, 80000, 1000000, 10000000, 0, 0, 0};
    const struct pairs *const pairs = context;
    for (unsigned round = 0; round < ROUND_COUNT; round++)
        for (unsigned i = 0; i < PAIR_COUNT; i++) {
            struct ras_levels levels;
            ras_compare(&pairs->rows[i / ROW_PAIRS].subject, &pairs->residents[i].subject, &levels);
            bench_keep((uint64_t)ras_model_weight(&pairs->model, &levels, &frequency));
        }
}

static void mix_measure(struct pairs *pairs, enum mix mix, unsigned runs)
{
    uint64_t state = 1 + mix;
    for (unsigned i = 0; i < PAIR_COUNT; i++) {
        struct person *const row = &pairs->rows[i / ROW_PAIRS];
        if (i % ROW_PAIRS == 0)
            person_draw(row, &state);
        partner_make(&pairs->residents[i], row, mix, &state);
    }
    char name[64];
    struct bench_timing timing = bench_measure(runs, compare_pairs, pairs);
    (void)snprintf(name, sizeof name, "compare, %s", mix_names[mix]);
    bench_report(name, &timing, (uint64_t)PAIR_COUNT * ROUND_COUNT, "pairs", 0);
    timing = bench_measure(runs, weigh_pairs, pairs);
    (void)snprintf(name, sizeof name, "compare and weigh, %s", mix_names[mix]);
    bench_report(name, &timing, (uint64_t)PAIR_COUNT * ROUND_COUNT, "pairs", 0);
}

struct candidates {
    struct ras_model model;
    struct ras_candidate candidates[CANDIDATES_MAX];
    size_t count;
};

static void decide_rows(void *context)
{
    const struct candidates *const c = context;
    for (unsigned row = 0; row < DECIDED_ROWS; row++) {
        struct ras_decision decision;
        ras_decide(&c->model, c->candidates, c->count, 10000000, &decision);
        bench_keep(decision.candidates[0].probability);
    }
}

static void decide_measure(unsigned runs)
{
    static const size_t counts[] = {1, 7, CANDIDATES_MAX};
    struct candidates c;
    uint64_t state = 3;
    memset(&c, 0, sizeof c);
    ras_model_default(&c.model);
    for (uint32_t i = 0; i < CANDIDATES_MAX; i++) {
        c.candidates[i].resident = i;
        c.candidates[i].weight = (int32_t)draw(&state, 30000) - 10000;
    }
    for (size_t n = 0; n < sizeof counts / sizeof counts[0]; n++) {
        char name[64];
        c.count = counts[n];
        const struct bench_timing timing = bench_measure(runs, decide_rows, &c);
        (void)snprintf(name, sizeof name, "decide, %zu candidates", c.count);
        bench_report(name, &timing, DECIDED_ROWS, "rows", 0);
    }
}

int main(void)
{
    struct pairs pairs;
    const unsigned runs = (unsigned)bench_number("BENCH_RUNS", 5);
    pairs.rows = ras_alloc_zeroed(PAIR_COUNT / ROW_PAIRS, sizeof *pairs.rows);
    pairs.residents = ras_alloc_zeroed(PAIR_COUNT, sizeof *pairs.residents);
    if (pairs.rows == NULL || pairs.residents == NULL)
        return RAS_NO_MEMORY;
    ras_model_default(&pairs.model);
    bench_print_machine();
    for (unsigned mix = 0; mix < MIX_COUNT; mix++)
        mix_measure(&pairs, (enum mix)mix, runs);
    decide_measure(runs);
    ras_free(pairs.rows);
    ras_free(pairs.residents);
    return 0;
}
