/* Who a doubt could be: candidates of the passes and of the wide search, weighed closely.
 *
 * Doubts are taken in batches as the matcher takes rows, so that their look-ups overlap. All whom a
 * doubt meets are weighed roughly, without the homes of their names; the best of them once more. */
#include "engine/closer_look.h"

#include "base/alloc.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "block/passes.h"
#include "compare/compare.h"
#include "index/probe.h"

#include <string.h>

#define PART_DOUBTS  256u
#define NAMES_AHEAD  16u
#define NAME_MEMOS   32u
#define BATCH_PROBES (RAS_MATCHER_BATCH * RAS_CLOSER_CANDIDATES * RAS_CLOSER_HOMES)

struct meeting {
    uint32_t resident;
    uint32_t passes;
};

/* One of the best so far. */
struct rough {
    uint32_t resident;
    uint32_t passes;
    int32_t total;
    int32_t name_share;
    struct ras_levels levels;
    uint16_t probes; /* bit per look-up of homes: it is made */
};

struct best {
    uint64_t dropped; /* as in struct ras_closer_found */
    uint32_t count;
    struct rough rough[RAS_CLOSER_CANDIDATES];
};

/* What comparing the doubt in hand with one name gave. */
struct name_memo {
    uint64_t doubt; /* number of the comparison, from 1: 0 = none */
    uint32_t name;
    int32_t share;
    uint8_t level;
};

struct worker {
    struct ras_matcher matcher;
    struct ras_vector meetings; /* struct meeting: of the batch, doubt after doubt, by resident */
    struct ras_subject subjects[RAS_MATCHER_BATCH];
    struct ras_closer_row rows[RAS_MATCHER_BATCH];
    size_t starts[RAS_MATCHER_BATCH + 1]; /* of the meetings of each */
    struct best best[RAS_MATCHER_BATCH];
    struct ras_probe probes[BATCH_PROBES];
    struct name_memo memo[NAME_MEMOS]; /* by the low bits of the name */
    uint64_t doubt_number;
};

struct weighing {
    struct ras_closer_look *look;
    const struct ras_closer_source *source;
    struct worker *workers;
};

/* ---- whom a doubt meets ---- */

/* Candidates of the passes (met) come by resident, and so do the pairs of the search. Their lines
 * are asked for on the way. */
static enum ras_status doubt_meet(const struct weighing *weighing, struct worker *worker,
                                  uint32_t doubt, const struct ras_candidate *met, size_t met_count,
                                  struct ras_error *error)
{
    const struct ras_closer_look *const look = weighing->look;
    const uint64_t *const pairs = look->pairs.data;
    uint32_t pair = look->pair_starts[doubt];
    const uint32_t pair_end = look->pair_starts[doubt + 1];
    size_t at = 0, made = 0;
    RAS_TRY(ras_vector_reserve(&worker->meetings, met_count + (pair_end - pair), error));
    struct meeting *const meetings =
        (struct meeting *)worker->meetings.data + worker->meetings.count;
    while (at < met_count || pair < pair_end) {
        const uint32_t by_pass = at < met_count ? met[at].resident : UINT32_MAX;
        const uint32_t by_search = pair < pair_end ? (uint32_t)pairs[pair] : UINT32_MAX;
        const uint32_t resident = by_pass < by_search ? by_pass : by_search;
        meetings[made++] = (struct meeting){.resident = resident,
                                            .passes = resident == by_pass ? met[at].passes : 0};
        __builtin_prefetch(&look->run->index->residents[resident]);
        at += resident == by_pass;
        pair += resident == by_search;
    }
    worker->meetings.count += made;
    return RAS_OK;
}

static enum ras_status batch_meet(const struct weighing *weighing, struct worker *worker,
                                  uint32_t item, size_t count, struct ras_error *error)
{
    size_t met_starts[RAS_MATCHER_BATCH + 1];
    for (size_t i = 0; i < count; i++)
        ras_closer_subject(weighing->source->source, item + (uint32_t)i, &worker->subjects[i]);
    RAS_TRY(ras_matcher_meet(&worker->matcher, worker->subjects, count, met_starts, error));
    worker->meetings.count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct ras_candidate *const met = worker->matcher.candidates.data;
        worker->starts[i] = worker->meetings.count;
        RAS_TRY(doubt_meet(weighing, worker, weighing->source->first + item + (uint32_t)i,
                           met + met_starts[i], met_starts[i + 1] - met_starts[i], error));
    }
    worker->starts[count] = worker->meetings.count;
    return RAS_OK;
}

/* ---- roughly ---- */

static const struct name_memo *name_look(const struct weighing *weighing, struct worker *worker,
                                         const struct ras_closer_row *row, uint32_t number)
{
    struct name_memo *const memo = &worker->memo[number % NAME_MEMOS];
    if (memo->doubt == worker->doubt_number && memo->name == number)
        return memo;
    const struct ras_closer_look *const look = weighing->look;
    struct ras_closer_chances chances = row->chances;
    struct ras_name name;
    ras_index_name(look->run->index, number, &name);
    ras_register_name(&look->statistics, number, &chances);
    const unsigned level = ras_name_compare(&row->subject->name, &name, row->subject->repairs);
    *memo =
        (struct name_memo){.doubt = worker->doubt_number,
                           .name = number,
                           .level = (uint8_t)level,
                           .share = ras_closer_weigh_name(&weighing->source->model, row->subject,
                                                          name.count, level, &chances)};
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

/* Best first; of equal ones the lower resident. */
static void best_insert(struct best *best, const struct rough *rough)
{
    uint32_t at = best->count;
    while (at > 0) {
        const struct rough *const before = &best->rough[at - 1];
        if (before->total > rough->total ||
            (before->total == rough->total && before->resident < rough->resident))
            break;
        at--;
    }
    if (best->count == RAS_CLOSER_CANDIDATES)
        best->dropped += ras_closer_odds(
            at == RAS_CLOSER_CANDIDATES ? rough->total : best->rough[best->count - 1].total);
    if (at == RAS_CLOSER_CANDIDATES)
        return;
    if (best->count < RAS_CLOSER_CANDIDATES)
        best->count++;
    memmove(&best->rough[at + 1], &best->rough[at], (best->count - 1 - at) * sizeof best->rough[0]);
    best->rough[at] = *rough;
}

static void meeting_weigh(const struct weighing *weighing, struct worker *worker,
                          const struct ras_closer_row *row, const struct meeting *meeting,
                          struct ras_closer_chances *chances, struct best *best)
{
    const struct ras_closer_look *const look = weighing->look;
    const struct ras_index *const index = look->run->index;
    const struct ras_resident *const fields = &index->residents[meeting->resident];
    const struct name_memo *const name = name_look(weighing, worker, row, fields->name);
    struct rough rough = {
        .resident = meeting->resident, .passes = meeting->passes, .name_share = name->share};
    uint8_t *const level = rough.levels.level;
    ras_compare_fields(row->subject, fields, &rough.levels);
    level[RAS_COMPARATOR_NAME] = name->level;
    level[RAS_COMPARATOR_MOTHER_NAME] =
        parent_level(index, &row->subject->mother, fields->mother_name);
    level[RAS_COMPARATOR_FATHER_NAME] =
        parent_level(index, &row->subject->father, fields->father_name);
    ras_closer_chances_set(look, row, meeting->resident, &rough.levels, chances);
    rough.total = ras_closer_total(look, weighing->source, row, meeting->resident, name->share,
                                   &rough.levels, chances);
    best_insert(best, &rough);
}

static inline void names_ask(const struct weighing *weighing, const struct worker *worker,
                             size_t at)
{
    const struct ras_index *const index = weighing->look->run->index;
    const struct meeting *const meetings = worker->meetings.data;
    if (at < worker->meetings.count)
        __builtin_prefetch(&index->names[index->residents[meetings[at].resident].name]);
}

static void batch_weigh(const struct weighing *weighing, struct worker *worker, size_t count)
{
    const struct meeting *const meetings = worker->meetings.data;
    for (size_t i = 0; i < NAMES_AHEAD; i++)
        names_ask(weighing, worker, i);
    for (size_t i = 0; i < count; i++) {
        struct ras_closer_row *const row = &worker->rows[i];
        struct best *const best = &worker->best[i];
        ras_closer_row_make(weighing->look, &worker->subjects[i], row);
        struct ras_closer_chances chances = row->chances;
        best->count = 0;
        best->dropped = 0;
        worker->doubt_number++;
        for (size_t k = worker->starts[i]; k < worker->starts[i + 1]; k++) {
            names_ask(weighing, worker, k + NAMES_AHEAD);
            meeting_weigh(weighing, worker, row, &meetings[k], &chances, best);
        }
    }
}

/* ---- once more ---- */

/* Where and when the names of the best are at home: all look-ups of the batch at once. */
static void batch_probe(const struct weighing *weighing, struct worker *worker, size_t count)
{
    const struct ras_closer_look *const look = weighing->look;
    size_t probe_count = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < worker->best[i].count; k++) {
            struct rough *const rough = &worker->best[i].rough[k];
            enum ras_pass pass[RAS_CLOSER_HOMES];
            uint64_t key[RAS_CLOSER_HOMES];
            rough->probes = 0;
            if (!ras_closer_has_homes(&rough->levels))
                continue;
            ras_closer_home_keys(look, &worker->rows[i], rough->resident, pass, key);
            for (unsigned home = 0; home < RAS_CLOSER_HOMES; home++) {
                if (key[home] == 0)
                    continue;
                rough->probes |= (uint16_t)(1u << home);
                worker->probes[probe_count++] = (struct ras_probe){
                    .postings = &look->run->index->blocks[pass[home]], .key = key[home]};
            }
        }
    ras_probe_run(worker->probes, probe_count);
}

static void candidate_insert(struct ras_closer_found *found,
                             const struct ras_closer_candidate *candidate)
{
    uint32_t at = found->count++;
    for (; at > 0; at--) {
        const struct ras_closer_candidate *const before = &found->candidates[at - 1];
        if (before->total > candidate->total ||
            (before->total == candidate->total && before->resident < candidate->resident))
            break;
        found->candidates[at] = *before;
    }
    found->candidates[at] = *candidate;
}

static void batch_refine(const struct weighing *weighing, struct worker *worker, uint32_t item,
                         size_t count)
{
    const struct ras_closer_look *const look = weighing->look;
    const struct ras_probe *probe = worker->probes;
    for (size_t i = 0; i < count; i++) {
        const struct ras_closer_row *const row = &worker->rows[i];
        const struct best *const best = &worker->best[i];
        struct ras_closer_found *const found = &look->found[weighing->source->first + item + i];
        found->count = 0;
        found->compared = (uint32_t)(worker->starts[i + 1] - worker->starts[i]);
        found->dropped = best->dropped;
        for (uint32_t k = 0; k < best->count; k++) {
            const struct rough *const rough = &best->rough[k];
            struct ras_closer_chances chances = row->chances;
            struct ras_closer_candidate candidate = {.passes = rough->passes};
            uint32_t homes[RAS_CLOSER_HOMES] = {0, 0, 0};
            for (unsigned home = 0; home < RAS_CLOSER_HOMES; home++)
                if ((rough->probes >> home & 1) != 0)
                    homes[home] = (probe++)->run.count;
            ras_closer_chances_set(look, row, rough->resident, &rough->levels, &chances);
            if (ras_closer_has_homes(&rough->levels))
                ras_closer_homes_set(look, row, rough->resident, homes, &chances);
            ras_closer_candidate_weigh(look, weighing->source, row, rough->resident,
                                       rough->name_share, &rough->levels, &chances, &candidate);
            candidate_insert(found, &candidate);
        }
    }
}

/* ---- all doubts ---- */

static enum ras_status part_weigh(void *context, unsigned worker_number, size_t part,
                                  struct ras_error *error)
{
    struct weighing *const weighing = context;
    struct worker *const worker = &weighing->workers[worker_number];
    const uint32_t count = (uint32_t)weighing->source->source->leftover_rows.count;
    const uint32_t start = (uint32_t)part * PART_DOUBTS;
    const uint32_t end = count - start < PART_DOUBTS ? count : start + PART_DOUBTS;
    for (uint32_t item = start; item < end; item += RAS_MATCHER_BATCH) {
        const size_t batch = end - item < RAS_MATCHER_BATCH ? end - item : RAS_MATCHER_BATCH;
        RAS_TRY(batch_meet(weighing, worker, item, batch, error));
        batch_weigh(weighing, worker, batch);
        batch_probe(weighing, worker, batch);
        batch_refine(weighing, worker, item, batch);
    }
    return RAS_OK;
}

enum ras_status ras_closer_candidates(struct ras_closer_look *look, struct ras_error *error)
{
    const struct ras_run *const run = look->run;
    const unsigned thread_count = run->context->thread_count;
    enum ras_status status = RAS_OK;
    struct weighing weighing = {
        .look = look, .workers = ras_alloc_zeroed(thread_count, sizeof weighing.workers[0])};
    if (weighing.workers == NULL)
        return ras_no_memory(error, thread_count * sizeof weighing.workers[0]);
    for (unsigned i = 0; i < thread_count; i++) {
        ras_matcher_init(&weighing.workers[i].matcher, run->index, &run->context->config->model);
        ras_vector_init(&weighing.workers[i].meetings, sizeof(struct meeting));
    }
    for (unsigned i = 0; i < look->source_count; i++) {
        const size_t count = look->sources[i].source->leftover_rows.count;
        weighing.source = &look->sources[i];
        RAS_TRY_DONE(ras_parallel_run(thread_count, (count + PART_DOUBTS - 1) / PART_DOUBTS,
                                      part_weigh, &weighing, run->context->stop, error));
    }
done:
    for (unsigned i = 0; i < thread_count; i++) {
        ras_matcher_fini(&weighing.workers[i].matcher);
        ras_vector_fini(&weighing.workers[i].meetings);
    }
    ras_free(weighing.workers);
    return status;
}
