/* Staged look-up, comparison and scoring of a batch of rows. */
#include "engine/matcher.h"

#include "base/alloc.h"
#include "base/try.h"
#include "block/passes.h"
#include "compare/compare.h"
#include "score/decide.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define INSERTION_MAX 24

struct hit {
    uint32_t resident;
    uint32_t passes;
};

void ras_matcher_init(struct ras_matcher *matcher, const struct ras_index *index,
                      const struct ras_model *model)
{
    memset(matcher, 0, sizeof *matcher);
    matcher->index = index;
    matcher->model = model;
    ras_vector_init(&matcher->hits, sizeof(struct hit));
    ras_vector_init(&matcher->candidates, sizeof(struct ras_candidate));
}

void ras_matcher_fini(struct ras_matcher *matcher)
{
    ras_vector_fini(&matcher->hits);
    ras_vector_fini(&matcher->candidates);
}

/* ---- from keys to residents ---- */

static void fences_prefetch(const struct ras_index *index, const struct ras_keys *keys)
{
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        if (keys->key[pass] != 0)
            __builtin_prefetch(&index->blocks[pass].fences[ras_postings_bucket(&index->blocks[pass],
                                                                               keys->key[pass])]);
}

static void postings_prefetch(const struct ras_index *index, const struct ras_keys *keys)
{
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        if (keys->key[pass] == 0)
            continue;
        const struct ras_postings *const blocks = &index->blocks[pass];
        const uint32_t *const fence = &blocks->fences[ras_postings_bucket(blocks, keys->key[pass])];
        /* a usual bucket is half a line long, and may lie across two */
        __builtin_prefetch(&blocks->postings[fence[0]]);
        __builtin_prefetch(&blocks->postings[fence[1]]);
    }
}

/* The residents of one key, or of its refined block where it is above the cap. */
static struct ras_posting_run pass_run(struct ras_matcher *matcher, enum ras_pass pass,
                                       uint64_t key, const struct ras_subject *row)
{
    const struct ras_index *const index = matcher->index;
    const struct ras_posting_run run = ras_postings_find(&index->blocks[pass], key);
    if (run.count <= index->block_rows_max)
        return run;
    matcher->refined_count[pass]++;
    const uint64_t refined_key = ras_key_refine(pass, key, row);
    const struct ras_posting_run none = {NULL, 0};
    if (refined_key == 0) {
        matcher->capped_count[pass]++;
        return none;
    }
    const struct ras_posting_run refined = ras_postings_find(&index->refined[pass], refined_key);
    if (refined.count <= index->block_rows_max)
        return refined;
    matcher->capped_count[pass]++;
    return none;
}

static enum ras_status hits_collect(struct ras_matcher *matcher, const struct ras_keys *keys,
                                    const struct ras_subject *row, struct ras_error *error)
{
    matcher->hits.count = 0;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        if (keys->key[pass] == 0)
            continue;
        const struct ras_posting_run run =
            pass_run(matcher, (enum ras_pass)pass, keys->key[pass], row);
        void *items = NULL;
        RAS_TRY(ras_vector_extend(&matcher->hits, run.count, &items, error));
        for (uint32_t i = 0; i < run.count; i++)
            ((struct hit *)items)[i] = (struct hit){run.first[i].resident, UINT32_C(1) << pass};
    }
    return RAS_OK;
}

static int hit_compare(const void *left, const void *right)
{
    const struct hit *const a = left, *const b = right;
    return (a->resident > b->resident) - (a->resident < b->resident);
}

static void hits_sort(struct hit *hits, size_t count)
{
    if (count > INSERTION_MAX) {
        qsort(hits, count, sizeof hits[0], hit_compare);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        const struct hit hit = hits[i];
        size_t at = i;
        for (; at > 0 && hits[at - 1].resident > hit.resident; at--)
            hits[at] = hits[at - 1];
        hits[at] = hit;
    }
}

/* One candidate per resident, with the bits of all passes it was met in, behind those of the rows
 * before. The resident's line is asked for now and read two stages later. */
static enum ras_status hits_merge(struct ras_matcher *matcher, struct ras_error *error)
{
    struct hit *const hits = matcher->hits.data;
    const size_t count = matcher->hits.count;
    if (count == 0)
        return RAS_OK;
    hits_sort(hits, count);
    RAS_TRY(ras_vector_reserve(&matcher->candidates, count, error));
    struct ras_candidate *const candidates =
        (struct ras_candidate *)matcher->candidates.data + matcher->candidates.count;
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        if (made > 0 && candidates[made - 1].resident == hits[i].resident) {
            candidates[made - 1].passes |= hits[i].passes;
            continue;
        }
        candidates[made++] =
            (struct ras_candidate){.resident = hits[i].resident, .passes = hits[i].passes};
        __builtin_prefetch(&matcher->index->residents[hits[i].resident]);
    }
    matcher->candidates.count += made;
    return RAS_OK;
}

/* ---- from residents to weights ---- */

/* As ras_index_subject, without the names that this row has nothing to compare with. */
static void resident_subject(const struct ras_index *index, uint32_t resident,
                             const struct ras_subject *row, struct ras_subject *subject)
{
    subject->fields = index->residents[resident];
    ras_index_name(index, subject->fields.name, &subject->name);
    subject->mother.count = 0;
    subject->father.count = 0;
    if (row->mother.count > 0)
        ras_index_name(index, subject->fields.mother_name, &subject->mother);
    if (row->father.count > 0)
        ras_index_name(index, subject->fields.father_name, &subject->father);
    subject->repairs = 0;
    subject->partial_id = 0;
    subject->partial_digits = 0;
}

static void names_prefetch(const struct ras_index *index, const struct ras_candidate *candidates,
                           size_t count)
{
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(&index->names[index->residents[candidates[i].resident].name]);
}

static void lists_prefetch(const struct ras_index *index, const struct ras_candidate *candidates,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const uint32_t name = index->residents[candidates[i].resident].name;
        __builtin_prefetch(&index->syllable_lists[index->names[name].first]);
    }
}

static void candidates_score(struct ras_matcher *matcher, const struct ras_subject *row,
                             struct ras_candidate *candidates, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct ras_subject resident;
        struct ras_name_frequency frequency;
        resident_subject(matcher->index, candidates[i].resident, row, &resident);
        ras_compare(row, &resident, &candidates[i].levels);
        ras_index_frequency(matcher->index, candidates[i].resident, &frequency);
        candidates[i].weight = ras_model_weight(matcher->model, &candidates[i].levels, &frequency);
    }
    matcher->pair_count += count;
}

enum ras_status ras_matcher_candidates(struct ras_matcher *matcher, const struct ras_subject *row,
                                       struct ras_error *error)
{
    struct ras_keys keys;
    ras_keys_make(row, &keys);
    matcher->candidates.count = 0;
    RAS_TRY(hits_collect(matcher, &keys, row, error));
    RAS_TRY(hits_merge(matcher, error));
    candidates_score(matcher, row, matcher->candidates.data, matcher->candidates.count);
    return RAS_OK;
}

/* Candidates of all rows of the batch; starts[i] is where those of row i begin. */
static enum ras_status batch_candidates(struct ras_matcher *matcher, const struct ras_subject *rows,
                                        size_t count, size_t *starts, struct ras_error *error)
{
    struct ras_keys keys[RAS_MATCHER_BATCH];
    for (size_t i = 0; i < count; i++) {
        ras_keys_make(&rows[i], &keys[i]);
        fences_prefetch(matcher->index, &keys[i]);
    }
    for (size_t i = 0; i < count; i++)
        postings_prefetch(matcher->index, &keys[i]);
    matcher->candidates.count = 0;
    for (size_t i = 0; i < count; i++) {
        starts[i] = matcher->candidates.count;
        RAS_TRY(hits_collect(matcher, &keys[i], &rows[i], error));
        RAS_TRY(hits_merge(matcher, error));
    }
    starts[count] = matcher->candidates.count;
    names_prefetch(matcher->index, matcher->candidates.data, matcher->candidates.count);
    lists_prefetch(matcher->index, matcher->candidates.data, matcher->candidates.count);
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
    for (size_t i = 0; i < count; i++) {
        struct ras_candidate *const candidates =
            (struct ras_candidate *)matcher->candidates.data + starts[i];
        const size_t candidate_count = starts[i + 1] - starts[i];
        candidates_score(matcher, &rows[i], candidates, candidate_count);
        ras_decide(matcher->model, candidates, candidate_count, resident_count, &decisions[i]);
        decisions[i].pair_count = (uint32_t)candidate_count;
    }
    return RAS_OK;
}
