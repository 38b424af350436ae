/* The closer look from beginning to end. */
#include "engine/closer_look.h"

#include "base/alloc.h"
#include "base/try.h"
#include "engine/wide_search.h"

#include <string.h>

static enum ras_status leftovers_finish(const struct ras_run *run, struct ras_source_run *source,
                                        struct ras_error *error)
{
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
        ras_closer_events_init(&source->events);
        ras_vector_init(&source->ties.entries, sizeof(uint64_t));
        ras_vector_init(&source->ties.contacts, sizeof(struct ras_closer_contact));
        look->doubt_count += (uint32_t)source->source->leftover_rows.count;
        const struct ras_closer_counting counting = {.index = run->index,
                                                     .source = source->source,
                                                     .base = &run->context->config->model,
                                                     .thread_count = run->context->thread_count,
                                                     .stop = run->context->stop};
        RAS_TRY(ras_closer_model_make(&counting, &source->model, &source->numbered, error));
        RAS_TRY(leftovers_finish(run, source->source, error));
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

/* The source of a doubt; sources are few. */
static const struct ras_closer_source *source_of(const struct ras_closer_look *look, uint32_t doubt)
{
    unsigned i = look->source_count - 1;
    while (look->sources[i].first > doubt)
        i--;
    return &look->sources[i];
}

static bool doubt_subject(const void *context, uint32_t doubt, struct ras_subject *subject)
{
    const struct ras_closer_source *const source = source_of(context, doubt);
    if (is_matched(source->source, doubt - source->first))
        return false; /* a resident of its own was found without */
    ras_closer_subject(source->source, doubt - source->first, subject);
    return true;
}

static void doubt_name(const void *context, uint32_t doubt, struct ras_name *name)
{
    const struct ras_closer_source *const source = source_of(context, doubt);
    const struct ras_index *const index = source->source->leftover_index;
    ras_index_name(index, index->residents[doubt - source->first].name, name);
}

static size_t found_bytes(const struct ras_closer_look *look)
{
    return look->doubt_count * sizeof look->found[0];
}

/* Nothing is found yet: until then the search has that room. */
static enum ras_status doubts_search(struct ras_closer_look *look, struct ras_error *error)
{
    const struct ras_context *const context = look->run->context;
    const struct ras_wide_search search = {.residents = look->run->index,
                                           .row_count = look->doubt_count,
                                           .row = doubt_subject,
                                           .context = look,
                                           .room = look->found,
                                           .room_bytes = found_bytes(look),
                                           .thread_count = context->thread_count,
                                           .stop = context->stop};
    const struct ras_register_rows rows = {
        .count = look->doubt_count, .name = doubt_name, .context = look};
    RAS_TRY(ras_wide_search_run(&search, &look->pairs, error));
    RAS_TRY(pairs_index(look, error));
    return ras_register_statistics_count(&look->statistics, &rows, context->thread_count,
                                         context->stop, error);
}

static enum ras_status source_settle(struct ras_closer_look *look, struct ras_closer_source *source,
                                     struct ras_error *error)
{
    const size_t count = source->source->leftover_rows.count;
    uint32_t *const leaders = ras_alloc_zeroed(count + 1, sizeof leaders[0]);
    enum ras_status status = RAS_OK;
    if (leaders == NULL)
        return ras_no_memory(error, count * sizeof leaders[0]);
    for (size_t i = 0; i < count; i++)
        source->source->closer_pair_count += look->found[source->first + i].compared;
    RAS_TRY_DONE(ras_closer_ties_make(look, source, error));
    RAS_TRY_DONE(ras_closer_events_make(source->source, look->run->index, &look->statistics,
                                        &source->events, error));
    RAS_TRY_DONE(ras_closer_groups(look, source, leaders, error));
    RAS_TRY_DONE(ras_closer_decide(look, source, leaders, error));
done:
    ras_free(leaders);
    return status;
}

static void look_end(struct ras_closer_look *look)
{
    for (unsigned i = 0; i < look->source_count; i++) {
        ras_closer_events_fini(&look->sources[i].events);
        ras_vector_fini(&look->sources[i].ties.entries);
        ras_vector_fini(&look->sources[i].ties.contacts);
        ras_free(look->sources[i].ties.fences);
    }
    ras_free(look->sources);
    ras_free(look->pair_starts);
    ras_free_grown(look->found, found_bytes(look));
    ras_vector_fini(&look->pairs);
    ras_register_statistics_fini(&look->statistics);
}

/* Rows decided alone stay as they are; only duplicates among the rest are still to be found. */
static enum ras_status leftovers_list(struct ras_run *run, struct ras_error *error)
{
    for (unsigned i = 0; i < run->source_count; i++)
        if (!run->sources[i].skipped)
            RAS_TRY(leftovers_finish(run, &run->sources[i], error));
    return RAS_OK;
}

enum ras_status ras_run_closer_look(struct ras_run *run, struct ras_error *error)
{
    if (!run->context->config->strategy.collective)
        return leftovers_list(run, error);
    struct ras_closer_look look = {.run = run};
    enum ras_status status = RAS_OK;
    ras_vector_init(&look.pairs, sizeof(uint64_t));
    ras_register_statistics_init(&look.statistics, run->index);
    RAS_TRY_DONE(sources_begin(&look, error));
    if (look.doubt_count == 0)
        goto done;
    look.household_max = ras_closer_household_max((uint32_t)run->index->counts.resident_count);
    look.found = ras_grow(NULL, 0, found_bytes(&look));
    if (look.found == NULL) {
        status = ras_no_memory(error, found_bytes(&look));
        goto done;
    }
    RAS_TRY_DONE(doubts_search(&look, error));
    RAS_TRY_DONE(ras_closer_candidates(&look, error));
    for (unsigned i = 0; i < look.source_count; i++)
        RAS_TRY_DONE(source_settle(&look, &look.sources[i], error));
done:
    look_end(&look);
    return status;
}
