/* What building the resident index and matching against it cost, per resident, row and pair.
 *
 *   add      arrivals become residents, names and syllables (one thread, in order)
 *   finish   frequencies and postings (all threads)
 *   find     one look-up of one key
 *   match    whole batches of rows: keys, look-ups, comparison, weights, decision
 *
 * People are invented: few surnames, of which one is borne by two in five, families with both
 * parents, a commune and a street. Four of five rows are residents with now and then a part bent or
 * missing, the rest are strangers. BENCH_INDEX=file measures with an index that was saved before.
 */
#include "bench.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "engine/matcher.h"
#include "index/builder.h"
#include "index/postings.h"
#include "record/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK       4096
#define ROW_COUNT   65536
#define FIND_COUNT  (1u << 20)
#define GIVEN_COUNT 100
#define OTHER_COUNT 40
#define BLOCK_MAX   1000

static struct ras_syllable surnames[OTHER_COUNT], middles[OTHER_COUNT], givens[GIVEN_COUNT];

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % below);
}

/* Small numbers are many times as frequent as great ones. */
static uint32_t draw_skewed(uint64_t *state, uint32_t below)
{
    return (uint32_t)((uint64_t)draw(state, below) * draw(state, below) / below);
}

static void syllables_make(struct ras_syllable *syllables, uint32_t count, char first)
{
    for (uint32_t i = 0; i < count; i++) {
        struct ras_syllable *const out = &syllables[i];
        const char fold[4] = {first, (char)('a' + i % 20), (char)('a' + i / 20 % 20), 'n'};
        memset(out, 0, sizeof *out);
        out->fold_length = sizeof fold;
        memcpy(out->fold, fold, sizeof fold);
        out->spelled = ras_hash(fold, sizeof fold);
        out->toned = out->marked = out->folded = out->dialect = out->spelled;
        for (unsigned c = 0; c < sizeof fold; c++)
            out->letters |= UINT32_C(1) << (fold[c] - 'a');
    }
}

static void name_draw(struct ras_name *name, const struct ras_syllable *surname, uint64_t *state)
{
    name->count = 0;
    name->syllable[name->count++] = surname;
    name->syllable[name->count++] = &middles[draw_skewed(state, OTHER_COUNT)];
    if (draw(state, 3) == 0)
        name->syllable[name->count++] = &middles[draw(state, OTHER_COUNT)];
    name->syllable[name->count++] = &givens[draw_skewed(state, GIVEN_COUNT)];
}

static const struct ras_syllable *surname_draw(uint64_t *state)
{
    return &surnames[draw(state, 5) < 2 ? 0 : draw_skewed(state, OTHER_COUNT)];
}

static void subject_draw(struct ras_subject *subject, uint64_t *state)
{
    const struct ras_syllable *const surname = surname_draw(state);
    const unsigned year = 1940 + draw(state, 85);
    memset(subject, 0, sizeof *subject);
    name_draw(&subject->name, surname, state);
    name_draw(&subject->mother, surname_draw(state), state);
    name_draw(&subject->father, surname, state);
    struct ras_resident *const fields = &subject->fields;
    fields->birth_date = ras_date_make(year, 1 + draw(state, 12), 1 + draw(state, 28));
    fields->sex = (uint8_t)(1 + draw(state, 2));
    fields->personal_id = UINT64_C(38000000000) + (year % 100) * UINT64_C(1000000) +
                          draw(state, 1000000) + fields->sex * UINT64_C(100000000);
    fields->old_id = draw(state, 2) == 0 ? 0 : 100000000 + draw(state, 800000000);
    fields->commune = 14000 + draw(state, 160);
    fields->address.place = 1 + draw(state, 1000);
    fields->address.number = (uint16_t)draw(state, 200);
}

static void arrivals_draw(struct ras_arrival *arrivals, uint64_t *state)
{
    static const char text[] = "aa aa aa aa";
    memset(arrivals, 0, CHUNK * sizeof arrivals[0]);
    for (size_t i = 0; i < CHUNK; i++) {
        subject_draw(&arrivals[i].subject, state);
        arrivals[i].name_text = arrivals[i].mother_text = arrivals[i].father_text =
            (struct ras_bytes){text, sizeof text - 1};
    }
}

static void must(enum ras_status status, const struct ras_error *error)
{
    if (status == RAS_OK)
        return;
    (void)fprintf(stderr, "bench_index: %s\n", error->message);
    exit(status);
}

static void one_report(const char *name, uint64_t nanoseconds, uint64_t items, const char *item)
{
    const double taken = (double)nanoseconds;
    const struct bench_timing timing = {taken, taken, taken, 1};
    bench_report(name, &timing, items, item, 0);
}

static struct ras_index *index_build(uint64_t resident_count)
{
    struct ras_error error;
    struct ras_index *index = NULL;
    uint64_t state = 1, add_ns = 0;
    struct ras_arrival *const arrivals = ras_alloc(CHUNK * sizeof arrivals[0]);
    struct ras_index_builder *const builder = ras_index_builder_create(false);
    if (arrivals == NULL || builder == NULL)
        exit(RAS_NO_MEMORY);
    for (uint64_t i = 0; i < resident_count; i += CHUNK) {
        arrivals_draw(arrivals, &state);
        const uint64_t start = ras_clock_ns();
        must(ras_index_builder_add(builder, arrivals, CHUNK, &error), &error);
        add_ns += ras_clock_ns() - start;
    }
    one_report("index, add", add_ns, resident_count, "residents");
    const struct ras_index_finish finish = {.fingerprint = 1,
                                            .block_rows_max = BLOCK_MAX,
                                            .thread_count = (unsigned)bench_number("THREADS", 2)};
    const uint64_t start = ras_clock_ns();
    must(ras_index_builder_finish(builder, &finish, &index, &error), &error);
    one_report("index, finish", ras_clock_ns() - start, resident_count, "residents");
    ras_index_builder_destroy(builder);
    ras_free(arrivals);
    return index;
}

struct match {
    struct ras_matcher matcher;
    struct ras_subject *rows;
    struct ras_keys *keys;
};

static void row_bend(struct ras_subject *row, uint64_t *state)
{
    switch (draw(state, 12)) {
    case 0: row->fields.personal_id = 0; break;
    case 1: row->fields.birth_date += 1; break;
    case 2: row->fields.commune += 1; break;
    case 3: row->name.syllable[row->name.count - 1] = &givens[draw(state, GIVEN_COUNT)]; break;
    case 4: row->fields.personal_id += 100; break;
    case 5: row->fields.old_id = 0; break;
    default: break;
    }
}

static void rows_draw(struct match *match, const struct ras_index *index)
{
    uint64_t state = 99;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        struct ras_subject *const row = &match->rows[i];
        if (draw(&state, 5) == 0)
            subject_draw(row, &state);
        else
            ras_index_subject(index, draw(&state, (uint32_t)index->counts.resident_count), row);
        if (draw(&state, 3) > 0)
            row->mother.count = 0;
        if (draw(&state, 3) > 0)
            row->father.count = 0;
        row_bend(row, &state);
        ras_keys_make(row, &match->keys[i]);
    }
}

static void match_rows(void *context)
{
    struct match *const match = context;
    struct ras_error error;
    struct ras_decision decisions[RAS_MATCHER_BATCH];
    match->matcher.pair_count = 0;
    for (size_t i = 0; i < ROW_COUNT; i += RAS_MATCHER_BATCH) {
        must(
            ras_matcher_run(&match->matcher, match->rows + i, RAS_MATCHER_BATCH, decisions, &error),
            &error);
        bench_keep(decisions[0].candidates[0].probability);
    }
}

static void find_keys(void *context)
{
    const struct match *const match = context;
    const struct ras_index *const index = match->matcher.index;
    for (size_t i = 0; i < FIND_COUNT; i++) {
        const size_t pass = i % RAS_PASS_COUNT;
        bench_keep(
            ras_postings_find(&index->blocks[pass], match->keys[i / RAS_PASS_COUNT % 256].key[pass])
                .count);
    }
}

static void match_measure(const struct ras_index *index, unsigned runs)
{
    struct ras_model model;
    struct match match;
    ras_model_default(&model);
    ras_matcher_init(&match.matcher, index, &model);
    match.rows = ras_alloc_zeroed(ROW_COUNT, sizeof match.rows[0]);
    match.keys = ras_alloc_zeroed(ROW_COUNT, sizeof match.keys[0]);
    if (match.rows == NULL || match.keys == NULL)
        exit(RAS_NO_MEMORY);
    rows_draw(&match, index);
    struct bench_timing timing = bench_measure(runs, find_keys, &match);
    bench_report("find, lines in the cache", &timing, FIND_COUNT, "keys", 0);
    timing = bench_measure(runs, match_rows, &match);
    bench_report("match", &timing, ROW_COUNT, "rows", 0);
    bench_report("match, by candidates", &timing, match.matcher.pair_count, "pairs", 0);
    ras_matcher_fini(&match.matcher);
    ras_free(match.rows);
    ras_free(match.keys);
}

int main(void)
{
    struct ras_error error;
    struct ras_index *index = NULL;
    const char *const saved = getenv("BENCH_INDEX");
    bench_print_machine();
    syllables_make(surnames, OTHER_COUNT, 's');
    syllables_make(middles, OTHER_COUNT, 'm');
    syllables_make(givens, GIVEN_COUNT, 'g');
    if (saved != NULL)
        must(ras_index_open(saved, 0, &index, &error), &error);
    else
        index = index_build(bench_number("BENCH_RESIDENTS", 1000000) / CHUNK * CHUNK);
    match_measure(index, (unsigned)bench_number("BENCH_RUNS", 5));
    ras_index_close(index);
    return 0;
}
