/* Staged look-up, comparison and scoring of a batch of rows. */
#include "engine/matcher.h"

#include "base/alloc.h"
#include "base/try.h"
#include "block/passes.h"
#include "compare/compare.h"
#include "index/probe.h"
#include "record/date.h"
#include "score/decide.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#define INSERTION_MAX  24
#define NAMES_AHEAD    16
#define PASS_BIT(pass) (UINT32_C(1) << (pass))

/* The blocks of these passes lie within that of NAME_YEAR: the name and the year are in their keys
 * too. They are looked up only where that block is above the cap: else all of their residents are
 * met in it, and whom they hold the residents' dates and communes say when they are at hand. */
#define PASSES_WITHIN (PASS_BIT(RAS_PASS_NAME_DATE) | PASS_BIT(RAS_PASS_NAME_YEAR_COMMUNE))
static_assert(RAS_PASS_NAME_YEAR == RAS_PASS_COUNT - 1, "its look-up is the last of a row");

/* Where the hits of each look-up of a row begin, and the last end. */
struct hit_runs {
    size_t start[RAS_PASS_COUNT + 2];
    unsigned count;
};

void ras_matcher_init(struct ras_matcher *matcher, const struct ras_index *index,
                      const struct ras_model *model)
{
    memset(matcher, 0, sizeof *matcher);
    matcher->index = index;
    matcher->model = model;
    ras_vector_init(&matcher->hits, sizeof(uint64_t));
    ras_vector_init(&matcher->merged, sizeof(uint64_t));
    ras_vector_init(&matcher->candidates, sizeof(struct ras_candidate));
}

void ras_matcher_fini(struct ras_matcher *matcher)
{
    ras_vector_fini(&matcher->hits);
    ras_vector_fini(&matcher->merged);
    ras_vector_fini(&matcher->candidates);
}

/* ---- from keys to residents ---- */

/* Passes that are not asked for find nothing. Apart, as hardly anybody leaves passes out. */
static __attribute__((noinline)) void keys_silence(struct ras_keys *keys, uint32_t passes)
{
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        if ((passes >> pass & 1) == 0)
            keys->key[pass] = 0;
}

/* The look-ups of one row but those that NAME_YEAR answers; a key of 0 takes no part. */
static size_t row_probes(const struct ras_index *index, const struct ras_keys *keys,
                         struct ras_probe *probes)
{
    size_t count = 0;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        if ((PASSES_WITHIN & PASS_BIT(pass)) != 0)
            continue;
        probes[count].postings = &index->blocks[pass];
        probes[count].key = keys->key[pass];
        count += keys->key[pass] != 0;
    }
    return count;
}

/* The residents of a key above the cap: those of its refined block. */
static struct ras_posting_run refined_run(struct ras_matcher *matcher, enum ras_pass pass,
                                          uint64_t key, const struct ras_subject *row)
{
    const struct ras_index *const index = matcher->index;
    const struct ras_posting_run none = {NULL, 0};
    matcher->refined_count[pass]++;
    const uint64_t refined_key = ras_key_refine(pass, key, row);
    const struct ras_posting_run refined =
        refined_key == 0 ? none : ras_postings_find(&index->refined[pass], refined_key);
    if (refined_key != 0 && refined.count <= index->block_rows_max)
        return refined;
    matcher->capped_count[pass]++;
    return none;
}

/* Runs of the row's look-ups, those above the cap by their refined ones; all of them together. */
static size_t runs_refine(struct ras_matcher *matcher, struct ras_probe *probes, size_t probe_count,
                          const struct ras_subject *row)
{
    const struct ras_index *const index = matcher->index;
    size_t sum = 0;
    for (size_t i = 0; i < probe_count; i++) {
        const enum ras_pass pass = (enum ras_pass)(probes[i].postings - index->blocks);
        if (probes[i].run.count > index->block_rows_max)
            probes[i].run = refined_run(matcher, pass, probes[i].key, row);
        sum += probes[i].run.count;
    }
    return sum;
}

/* NAME_YEAR does not answer: its residents are not all met, but those of the blocks within it may
 * be. Their look-ups go behind the others'. */
static __attribute__((noinline)) size_t
within_probes(const struct ras_index *index, const struct ras_keys *keys, struct ras_probe *probes)
{
    size_t count = 0;
    for (uint32_t left = PASSES_WITHIN; left != 0; left &= left - 1) {
        const unsigned pass = (unsigned)__builtin_ctz(left);
        probes[count].postings = &index->blocks[pass];
        probes[count].key = keys->key[pass];
        count += keys->key[pass] != 0;
    }
    ras_probe_run(probes, count);
    return count;
}

/* A hit is resident << 32 | bit of the pass: a run of them rises as its postings do. The resident
 * that the first look-up met is met by most of the others too: its passes are gathered apart, and
 * it is a run of its own in the end. */
static enum ras_status hits_collect(struct ras_matcher *matcher, const struct ras_probe *probes,
                                    size_t probe_count, size_t sum, struct hit_runs *runs,
                                    struct ras_error *error)
{
    const struct ras_index *const index = matcher->index;
    matcher->hits.count = 0;
    runs->count = 0;
    runs->start[0] = 0;
    if (sum == 0)
        return RAS_OK;
    RAS_TRY(ras_vector_reserve(&matcher->hits, sum, error));
    uint64_t *const hits = matcher->hits.data;
    uint64_t first = 0;
    size_t made = 0;
    for (size_t i = 0; i < probe_count; i++) {
        const struct ras_posting_run run = probes[i].run;
        const uint32_t pass_bit = PASS_BIT(probes[i].postings - index->blocks);
        if (first == 0 && run.count > 0)
            first = (uint64_t)run.first[0].resident << 32;
        for (uint32_t k = 0; k < run.count; k++) {
            const bool again = run.first[k].resident == first >> 32;
            hits[made] = (uint64_t)run.first[k].resident << 32 | pass_bit;
            first |= again ? pass_bit : 0;
            made += !again;
        }
        if (made > runs->start[runs->count])
            runs->start[++runs->count] = made;
    }
    hits[made++] = first;
    runs->start[++runs->count] = made;
    matcher->hits.count = made;
    return RAS_OK;
}

/* NAME_YEAR does not answer for the passes within it where it is left out or above the cap. */
static bool within_unanswered(const struct ras_index *index, const struct ras_keys *keys,
                              const struct ras_probe *year)
{
    if (keys->key[RAS_PASS_NAME_YEAR] == 0)
        return (keys->key[RAS_PASS_NAME_DATE] | keys->key[RAS_PASS_NAME_YEAR_COMMUNE]) != 0;
    return year->run.count > index->block_rows_max;
}

/* The hits of one row, from its look-ups. */
static enum ras_status row_hits(struct ras_matcher *matcher, struct ras_probe *probes,
                                size_t probe_count, const struct ras_keys *keys,
                                const struct ras_subject *row, struct hit_runs *runs,
                                struct ras_error *error)
{
    const struct ras_index *const index = matcher->index;
    struct ras_probe own[RAS_PASS_COUNT];
    if (within_unanswered(index, keys, probes + probe_count - 1)) {
        memcpy(own, probes, probe_count * sizeof own[0]);
        probe_count += within_probes(index, keys, own + probe_count);
        probes = own;
    }
    const size_t sum = runs_refine(matcher, probes, probe_count, row);
    return hits_collect(matcher, probes, probe_count, sum, runs, error);
}

static void hits_insert(uint64_t *hits, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const uint64_t hit = hits[i];
        size_t at = i;
        for (; at > 0 && hits[at - 1] > hit; at--)
            hits[at] = hits[at - 1];
        hits[at] = hit;
    }
}

static void two_merge(const uint64_t *left, size_t left_count, const uint64_t *right,
                      size_t right_count, uint64_t *out)
{
    const uint64_t *const left_end = left + left_count, *const right_end = right + right_count;
    while (left < left_end && right < right_end) {
        const bool from_right = *right < *left;
        *out++ = from_right ? *right : *left;
        right += from_right;
        left += !from_right;
    }
    memcpy(out, left, (size_t)(left_end - left) * sizeof *out);
    memcpy(out + (left_end - left), right, (size_t)(right_end - right) * sizeof *out);
}

/* Neighbouring runs are merged two by two until there is one; the hits rising, wherever they are
 * in the end. scratch has room for all of them. */
static const uint64_t *runs_merge(uint64_t *hits, uint64_t *scratch, struct hit_runs *runs)
{
    while (runs->count > 1) {
        unsigned made = 0;
        for (unsigned i = 0; i < runs->count; i += 2) {
            const size_t start = runs->start[i], middle = runs->start[i + 1];
            const size_t end = i + 2 <= runs->count ? runs->start[i + 2] : middle;
            two_merge(hits + start, middle - start, hits + middle, end - middle, scratch + start);
            runs->start[made++] = start;
        }
        runs->start[made] = runs->start[runs->count];
        runs->count = made;
        uint64_t *const swap = hits;
        hits = scratch;
        scratch = swap;
    }
    return hits;
}

static enum ras_status hits_sort(struct ras_matcher *matcher, struct hit_runs *runs,
                                 const uint64_t **sorted, struct ras_error *error)
{
    uint64_t *const hits = matcher->hits.data;
    *sorted = hits;
    if (matcher->hits.count <= INSERTION_MAX) {
        hits_insert(hits, matcher->hits.count);
        return RAS_OK;
    }
    matcher->merged.count = 0;
    RAS_TRY(ras_vector_reserve(&matcher->merged, matcher->hits.count, error));
    *sorted = runs_merge(hits, matcher->merged.data, runs);
    return RAS_OK;
}

/* One candidate per resident, with the bits of all passes it was met in, behind those of the rows
 * before. The resident's line is asked for now and read later. */
static enum ras_status hits_merge(struct ras_matcher *matcher, struct hit_runs *runs,
                                  struct ras_error *error)
{
    const size_t count = matcher->hits.count;
    const uint64_t *hits = NULL;
    if (count == 0)
        return RAS_OK;
    RAS_TRY(hits_sort(matcher, runs, &hits, error));
    RAS_TRY(ras_vector_reserve(&matcher->candidates, count, error));
    struct ras_candidate *const candidates =
        (struct ras_candidate *)matcher->candidates.data + matcher->candidates.count;
    /* whether the next hit is of another resident cannot be guessed: nothing branches on it */
    uint64_t before = ~(hits[0] >> 32);
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        const uint64_t resident = hits[i] >> 32;
        made += resident != before;
        struct ras_candidate *const candidate = &candidates[made - 1];
        const uint32_t passes = resident != before ? 0 : candidate->passes;
        memset(candidate, 0, sizeof *candidate); /* and what lies between the members */
        candidate->resident = (uint32_t)resident;
        candidate->passes = passes | (uint32_t)hits[i];
        __builtin_prefetch(&matcher->index->residents[resident]);
        before = resident;
    }
    matcher->candidates.count += made;
    return RAS_OK;
}

/* Candidates of all rows of the batch; starts[i] is where those of row i begin. */
static enum ras_status batch_candidates(struct ras_matcher *matcher, const struct ras_subject *rows,
                                        size_t count, size_t *starts, struct ras_error *error)
{
    struct ras_probe probes[RAS_MATCHER_BATCH * RAS_PASS_COUNT];
    size_t probe_starts[RAS_MATCHER_BATCH + 1];
    struct ras_keys keys[RAS_MATCHER_BATCH];
    size_t probe_count = 0;
    for (size_t i = 0; i < count; i++) {
        ras_keys_make(&rows[i], &keys[i]);
        if (matcher->model->passes != UINT32_MAX)
            keys_silence(&keys[i], matcher->model->passes);
        probe_starts[i] = probe_count;
        probe_count += row_probes(matcher->index, &keys[i], probes + probe_count);
    }
    probe_starts[count] = probe_count;
    ras_probe_run(probes, probe_count);
    matcher->candidates.count = 0;
    for (size_t i = 0; i < count; i++) {
        struct hit_runs runs;
        starts[i] = matcher->candidates.count;
        RAS_TRY(row_hits(matcher, probes + probe_starts[i], probe_starts[i + 1] - probe_starts[i],
                         &keys[i], &rows[i], &runs, error));
        RAS_TRY(hits_merge(matcher, &runs, error));
    }
    starts[count] = matcher->candidates.count;
    return RAS_OK;
}

/* ---- from residents to weights ---- */

/* How far the names of candidates were asked for: ahead of the candidate in hand. */
struct ahead {
    size_t row;
    size_t candidate;
};

static void names_ask(const struct ras_matcher *matcher, const struct ras_subject *rows,
                      const size_t *starts, struct ahead *ahead)
{
    const struct ras_index *const index = matcher->index;
    if (ahead->candidate == matcher->candidates.count)
        return;
    while (ahead->candidate == starts[ahead->row + 1])
        ahead->row++;
    const struct ras_candidate *const candidate =
        (const struct ras_candidate *)matcher->candidates.data + ahead->candidate++;
    const struct ras_resident *const resident = &index->residents[candidate->resident];
    __builtin_prefetch(&index->names[resident->name]);
    if (rows[ahead->row].mother.count > 0)
        __builtin_prefetch(&index->names[resident->mother_name]);
    if (rows[ahead->row].father.count > 0)
        __builtin_prefetch(&index->names[resident->father_name]);
}

/* Candidates of one row bear few names: each is compared and weighed once. */
static const struct ras_name_memo *name_look(struct ras_matcher *matcher,
                                             const struct ras_subject *row, uint32_t number)
{
    struct ras_name_memo *const memo = &matcher->memo[number % RAS_NAME_MEMOS];
    if (memo->row == matcher->row_number && memo->number == number)
        return memo;
    struct ras_name name;
    struct ras_name_frequency frequency;
    ras_index_name(matcher->index, number, &name);
    ras_index_name_frequency(matcher->index, number, &frequency);
    const unsigned level = ras_name_compare(&row->name, &name, row->repairs);
    *memo = (struct ras_name_memo){.row = matcher->row_number,
                                   .number = number,
                                   .level = (uint8_t)level,
                                   .adjustment =
                                       ras_model_adjustment(matcher->model, level, &frequency)};
    return memo;
}

static uint8_t parent_level(const struct ras_index *index, const struct ras_name *row,
                            uint32_t number)
{
    struct ras_name name;
    if (row->count == 0 || number == 0)
        return RAS_LEVEL_MISSING;
    ras_index_name(index, number, &name);
    return (uint8_t)ras_parent_name_compare(row, &name);
}

/* With the bits of the passes within NAME_YEAR for a resident that was met in it. This holds where
 * it was met in the refined block too: of the same commune, the blocks within are below the cap. */
static uint32_t passes_complete(uint32_t passes, const struct ras_subject *row,
                                const struct ras_resident *resident)
{
    const uint32_t own = row->fields.birth_date & ~RAS_DATE_PLACEHOLDER;
    const uint32_t other = resident->birth_date & ~RAS_DATE_PLACEHOLDER;
    const uint32_t met = passes >> RAS_PASS_NAME_YEAR & 1;
    const bool same_day = own == other && ras_date_precision(own) == RAS_DATE_DAY;
    const bool same_commune = row->fields.commune == resident->commune && resident->commune != 0;
    return passes | (met & same_day) << RAS_PASS_NAME_DATE |
           (met & same_commune) << RAS_PASS_NAME_YEAR_COMMUNE;
}

enum ras_status ras_matcher_meet(struct ras_matcher *matcher, const struct ras_subject *rows,
                                 size_t count, size_t *starts, struct ras_error *error)
{
    assert(count <= RAS_MATCHER_BATCH);
    RAS_TRY(batch_candidates(matcher, rows, count, starts, error));
    struct ras_candidate *const candidates = matcher->candidates.data;
    for (size_t row = 0; row < count; row++)
        for (size_t i = starts[row]; i < starts[row + 1]; i++)
            candidates[i].passes =
                passes_complete(candidates[i].passes, &rows[row],
                                &matcher->index->residents[candidates[i].resident]) &
                matcher->model->passes;
    return RAS_OK;
}

static void candidate_score(struct ras_matcher *matcher, const struct ras_subject *row,
                            struct ras_candidate *candidate)
{
    const struct ras_index *const index = matcher->index;
    const struct ras_resident *const resident = &index->residents[candidate->resident];
    struct ras_levels *const levels = &candidate->levels;
    const struct ras_name_memo *const name = name_look(matcher, row, resident->name);
    candidate->passes = passes_complete(candidate->passes, row, resident) & matcher->model->passes;
    ras_compare_fields(row, resident, levels);
    levels->level[RAS_COMPARATOR_NAME] = name->level;
    levels->level[RAS_COMPARATOR_MOTHER_NAME] =
        parent_level(index, &row->mother, resident->mother_name);
    levels->level[RAS_COMPARATOR_FATHER_NAME] =
        parent_level(index, &row->father, resident->father_name);
    candidate->weight = ras_model_sum(matcher->model, levels, name->adjustment);
}

/* The candidates of every row of the batch; row after row, so that a row's names stay known. */
static void batch_score(struct ras_matcher *matcher, const struct ras_subject *rows, size_t count,
                        const size_t *starts)
{
    struct ras_candidate *const candidates = matcher->candidates.data;
    struct ahead ahead = {0, 0};
    for (unsigned i = 0; i < NAMES_AHEAD; i++)
        names_ask(matcher, rows, starts, &ahead);
    for (size_t row = 0; row < count; row++) {
        matcher->row_number++;
        for (size_t i = starts[row]; i < starts[row + 1]; i++) {
            names_ask(matcher, rows, starts, &ahead);
            candidate_score(matcher, &rows[row], &candidates[i]);
        }
    }
    matcher->pair_count += matcher->candidates.count;
}

enum ras_status ras_matcher_candidates(struct ras_matcher *matcher, const struct ras_subject *row,
                                       struct ras_error *error)
{
    size_t starts[2];
    RAS_TRY(batch_candidates(matcher, row, 1, starts, error));
    batch_score(matcher, row, 1, starts);
    return RAS_OK;
}

enum ras_status ras_matcher_run(struct ras_matcher *matcher, const struct ras_subject *rows,
                                size_t count, struct ras_decision *decisions,
                                struct ras_error *error)
{
    size_t starts[RAS_MATCHER_BATCH + 1];
    const uint32_t resident_count = (uint32_t)matcher->index->counts.resident_count;
    assert(count <= RAS_MATCHER_BATCH);
    RAS_TRY(batch_candidates(matcher, rows, count, starts, error));
    batch_score(matcher, rows, count, starts);
    for (size_t i = 0; i < count; i++) {
        const size_t candidate_count = starts[i + 1] - starts[i];
        ras_decide(matcher->model, (struct ras_candidate *)matcher->candidates.data + starts[i],
                   candidate_count, resident_count, &decisions[i]);
        decisions[i].pair_count = (uint32_t)candidate_count;
    }
    return RAS_OK;
}
