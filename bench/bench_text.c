/* Nanoseconds a generic comparison and a chain of transforms cost, on pairs of names as blocking
 * yields them: half are the other name misspelt, half are others. */
#include "bench.h"

#include "base/bytes.h"
#include "compare/text_comparator.h"
#include "normalise/transform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAIR_COUNT  1024
#define ROUND_COUNT 100
#define VALUE_MAX   64

struct pair {
    char a[VALUE_MAX], b[VALUE_MAX];
    struct ras_bytes left, right;
};

struct work {
    struct pair pairs[PAIR_COUNT];
    struct ras_text_comparison comparison;
    struct ras_transform chain[4];
    unsigned chain_length;
};

static uint32_t random_below(uint64_t *state, uint32_t limit)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % limit);
}

static void name_make(char *out, uint64_t *state)
{
    static const char *const given[] = {"alexander", "lauren", "gabrielle", "thomas", "isabella",
                                        "kyle",      "mia",    "joshua",    "hannah", "mitchell"};
    static const char *const family[] = {"campbell",  "white",     "nguyen", "harrington",
                                         "o'connell", "efthimiou", "clarke", "matthews"};
    (void)snprintf(out, VALUE_MAX, "%s %s", given[random_below(state, 10)],
                   family[random_below(state, 8)]);
}

static void pairs_make(struct work *work, bool dates)
{
    uint64_t state = 41;
    for (unsigned i = 0; i < PAIR_COUNT; i++) {
        struct pair *const pair = &work->pairs[i];
        name_make(pair->a, &state);
        name_make(pair->b, &state);
        if (dates)
            (void)snprintf(pair->a, VALUE_MAX, "19%02u-%02u-%02u", random_below(&state, 100),
                           1 + random_below(&state, 12), 1 + random_below(&state, 28));
        if (dates || i % 2 == 0)
            memcpy(pair->b, pair->a, VALUE_MAX);
        const uint32_t length = (uint32_t)strlen(pair->b);
        pair->b[random_below(&state, length)] = (char)('0' + random_below(&state, 10));
        pair->left = ras_bytes_of(pair->a);
        pair->right = ras_bytes_of(pair->b);
    }
}

static void run_compare(void *context)
{
    const struct work *const work = context;
    uint64_t sum = 0;
    for (unsigned round = 0; round < ROUND_COUNT; round++)
        for (unsigned i = 0; i < PAIR_COUNT; i++)
            sum += ras_text_compare(&work->comparison, work->pairs[i].left, work->pairs[i].right);
    bench_keep(sum);
}

static void run_chain(void *context)
{
    const struct work *const work = context;
    char out[VALUE_MAX];
    uint64_t sum = 0;
    for (unsigned round = 0; round < ROUND_COUNT; round++)
        for (unsigned i = 0; i < PAIR_COUNT; i++)
            sum += ras_transforms_apply(work->chain, work->chain_length, work->pairs[i].left, out,
                                        sizeof out);
    bench_keep(sum);
}

static void report(const char *name, unsigned runs, bench_function *function, struct work *work)
{
    const struct bench_timing timing = bench_measure(runs, function, work);
    bench_report(name, &timing, (uint64_t)PAIR_COUNT * ROUND_COUNT, "values", 0);
}

static void compare_with(struct work *work, unsigned runs, const char *name,
                         const char *const *levels)
{
    char label[64];
    ras_text_comparison_init(&work->comparison, ras_text_comparator_find(ras_bytes_of(name)));
    for (; *levels != NULL; levels++)
        if (ras_text_comparison_add(&work->comparison, ras_bytes_of(*levels)) != NULL)
            exit(70);
    (void)snprintf(label, sizeof label, "compare %s", name);
    report(label, runs, run_compare, work);
}

static void transform_with(struct work *work, unsigned runs, const char *label,
                           const char *const *names)
{
    for (work->chain_length = 0; *names != NULL; names++, work->chain_length++)
        if (ras_transform_parse(ras_bytes_of(*names), &work->chain[work->chain_length]) != NULL)
            exit(70);
    report(label, runs, run_chain, work);
}

int main(void)
{
    struct work *const work = calloc(1, sizeof *work);
    const unsigned runs = (unsigned)bench_number("BENCH_RUNS", 9);
    static const char *const similar[] = {"exact", "0.92", "0.8", NULL};
    static const char *const edits[] = {"exact", "1", "2", NULL};
    static const char *const classes[] = {"exact", "swapped", "one_edit", "year", NULL};
    static const char *const words[] = {"exact", "initial", "contained", "shared", NULL};
    if (work == NULL)
        return 71;
    bench_print_machine();
    pairs_make(work, false);
    for (unsigned i = 0; i < ras_text_comparator_count(); i++) {
        const struct ras_text_comparator *const comparator = ras_text_comparator_at(i);
        if (comparator->scale == RAS_SCALE_SIMILARITY)
            compare_with(work, runs, comparator->name, similar);
        else if (strcmp(comparator->unit, "edits") == 0)
            compare_with(work, runs, comparator->name, edits);
    }
    compare_with(work, runs, "exact", words);
    transform_with(work, runs, "fold", (const char *const[]){"fold", NULL});
    transform_with(work, runs, "fold prefix", (const char *const[]){"fold", "prefix:3", NULL});
    transform_with(work, runs, "token_set", (const char *const[]){"token_set", NULL});
    transform_with(work, runs, "soundex", (const char *const[]){"soundex", NULL});
    transform_with(work, runs, "nysiis", (const char *const[]){"nysiis", NULL});
    transform_with(work, runs, "metaphone", (const char *const[]){"metaphone", NULL});
    pairs_make(work, true);
    compare_with(work, runs, "date", classes);
    transform_with(work, runs, "iso_date", (const char *const[]){"iso_date", NULL});
    free(work);
    return 0;
}
