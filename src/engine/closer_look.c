/* The closer look from beginning to end. */
#include "engine/closer_look.h"

#include "base/alloc.h"
#include "base/try.h"
#include "engine/wide_search.h"

#include <string.h>

static enum ras_status leftovers_finish(struct ras_closer_look *look, struct ras_source_run *source,
                                        struct ras_error *error)
{
    const struct ras_run *const run = look->run;
    const struct ras_index_finish finish = {.fingerprint = 1,
                                            .block_rows_max = run->context->config->block_rows_max,
                                            .thread_count = run->context->thread_count,
                                            .stop = run->context->stop};
    if (source->leftover_rows.count == 0)
        return RAS_OK;
    RAS_TRY(ras_index_builder_finish(source->leftovers, &finish, &source->leftover_index, error));
    ras_index_builder_destroy(source->leftovers);
    source->leftovers = NULL;
    return RAS_OK;
}

static enum ras_status sources_begin(struct ras_closer_look *look, struct ras_error *error)
{
    struct ras_run *const run = look->run;
    look->sources = ras_alloc_zeroed(run->source_count, sizeof look->sources[0]);
    if (look->sources == NULL)
        return ras_no_memory(error, run->source_count * sizeof look->sources[0]);
    for (unsigned i = 0; i < run->source_count; i++) {
        if (run->sources[i].skipped)
            continue;
        struct ras_closer_source *const source = &look->sources[look->source_count++];
        source->source = &run->sources[i];
        source->first = look->doubt_count;
        ras_vector_init(&source->ties.entries, sizeof(uint64_t));
        ras_vector_init(&source->ties.contacts, sizeof(struct ras_closer_contact));
        look->doubt_count += (uint32_t)source->source->leftover_rows.count;
        ras_closer_model_make(run->index, source->source, &run->context->config->model,
                              &source->model);
        RAS_TRY(leftovers_finish(look, source->source, error));
    }
    return RAS_OK;
}

/* Pairs of each doubt: they come sorted. */
static enum ras_status pairs_index(struct ras_closer_look *look, struct ras_error *error)
{
    const uint64_t *const pairs = look->pairs.data;
    size_t at = 0;
    look->pair_starts = ras_alloc_zeroed((size_t)look->doubt_count + 1, sizeof(uint32_t));
    if (look->pair_starts == NULL)
        return ras_no_memory(error, look->doubt_count * sizeof(uint32_t));
    for (uint32_t doubt = 0; doubt <= look->doubt_count; doubt++) {
        while (at < look->pairs.count && pairs[at] >> 32 < doubt)
            at++;
        look->pair_starts[doubt] = (uint32_t)at;
    }
    return RAS_OK;
}

static bool is_matched(const struct ras_source_run *source, uint32_t item)
{
    const uint32_t row = ((const struct ras_leftover *)source->leftover_rows.data)[item].row;
    return ras_source_states(source)[row].decision == RAS_DECISION_MATCH;
}

static enum ras_status doubts_search(struct ras_closer_look *look, struct ras_error *error)
{
    struct ras_wide_search search;
    enum ras_status status = RAS_OK;
    ras_wide_search_init(&search, look->run->index, look->run->context->thread_count,
                         look->run->context->stop);
    for (unsigned i = 0; i < look->source_count; i++) {
        const struct ras_source_run *const source = look->sources[i].source;
        for (uint32_t item = 0; item < source->leftover_rows.count; item++) {
            struct ras_subject subject;
            ras_closer_subject(source, item, &subject);
            if (is_matched(source, item)) /* a resident of its own was found without */
                ras_wide_search_skip(&search);
            else
                RAS_TRY_DONE(ras_wide_search_add(&search, &subject, error));
            RAS_TRY_DONE(ras_register_statistics_want(&look->statistics, &subject.name, error));
        }
    }
    RAS_TRY_DONE(ras_wide_search_run(&search, &look->pairs, error));
    status = pairs_index(look, error);
done:
    ras_wide_search_fini(&search);
    return status;
}

static enum ras_status source_settle(struct ras_closer_look *look, struct ras_closer_source *source,
                                     struct ras_error *error)
{
    const size_t count = source->source->leftover_rows.count;
    uint32_t *const leaders = ras_alloc_zeroed(count + 1, sizeof leaders[0]);
    enum ras_status status = RAS_OK;
    if (leaders == NULL)
        return ras_no_memory(error, count * sizeof leaders[0]);
    RAS_TRY_DONE(ras_closer_ties_make(look, source, error));
    RAS_TRY_DONE(ras_closer_groups(look, source, leaders, error));
    RAS_TRY_DONE(ras_closer_decide(look, source, leaders, error));
done:
    ras_free(leaders);
    return status;
}

static void look_end(struct ras_closer_look *look)
{
    for (unsigned i = 0; i < look->source_count; i++) {
        ras_vector_fini(&look->sources[i].ties.entries);
        ras_vector_fini(&look->sources[i].ties.contacts);
    }
    ras_free(look->sources);
    ras_free(look->pair_starts);
    ras_free(look->found);
    ras_vector_fini(&look->pairs);
    ras_register_statistics_fini(&look->statistics);
}

enum ras_status ras_run_closer_look(struct ras_run *run, struct ras_error *error)
{
    struct ras_closer_look look = {.run = run};
    enum ras_status status = RAS_OK;
    ras_vector_init(&look.pairs, sizeof(uint64_t));
    ras_register_statistics_init(&look.statistics, run->index);
    RAS_TRY_DONE(sources_begin(&look, error));
    if (look.doubt_count == 0)
        goto done;
    RAS_TRY_DONE(doubts_search(&look, error));
    RAS_TRY_DONE(ras_register_statistics_count(&look.statistics, error));
    look.found = ras_alloc_zeroed(look.doubt_count, sizeof look.found[0]);
    if (look.found == NULL) {
        status = ras_no_memory(error, look.doubt_count * sizeof look.found[0]);
        goto done;
    }
    RAS_TRY_DONE(ras_closer_candidates(&look, error));
    for (unsigned i = 0; i < look.source_count; i++)
        RAS_TRY_DONE(source_settle(&look, &look.sources[i], error));
done:
    look_end(&look);
    return status;
}
