/* What the run itself left about a row: enough to explain it when every input is gone. */
#include "engine/explain_lines.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "engine/file_text.h"
#include "report/mask.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define MODEL_BYTES_MAX ((size_t)4 << 20)
#define PATH_BYTES      640

#define OLD_ID_DIGITS      9
#define PERSONAL_ID_DIGITS 12

/* ---- texts ---- */

enum ras_status ras_explain_keep(struct ras_explanation *explanation, struct ras_text *text,
                                 struct ras_bytes *kept, struct ras_error *error)
{
    enum ras_status status = ras_text_status(text, error);
    if (status == RAS_OK) {
        *kept = ras_arena_copy(&explanation->arena, (struct ras_bytes){text->data, text->length});
        if (kept->data == NULL)
            status = ras_no_memory(error, text->length);
    }
    ras_text_fini(text);
    return status;
}

void ras_explain_gap(struct ras_explanation *explanation, const char *english,
                     const char *vietnamese)
{
    if (explanation->gap_count == RAS_EXPLAIN_GAPS_MAX)
        return;
    explanation->gaps_english[explanation->gap_count] = english;
    explanation->gaps_vietnamese[explanation->gap_count++] = vietnamese;
}

enum ras_status ras_explain_number(struct ras_explanation *explanation, struct ras_bytes number,
                                   struct ras_bytes *shown, struct ras_error *error)
{
    struct ras_text text;
    ras_text_init(&text);
    if (explanation->request->reveal)
        ras_text_bytes(&text, number);
    else
        ras_mask_number(&text, number);
    return ras_explain_keep(explanation, &text, shown, error);
}

/* A record id is what the asker typed, and is hidden only where it holds a number of a person: a
 * run of 9 or 12 digits. */
static enum ras_status record_id_show(struct ras_explanation *explanation, struct ras_error *error)
{
    const struct ras_bytes id = ras_bytes_of(explanation->request->record_id);
    struct ras_text text;
    ras_text_init(&text);
    for (size_t at = 0; at < id.length;) {
        size_t end = at;
        while (end < id.length && id.data[end] >= '0' && id.data[end] <= '9')
            end++;
        const struct ras_bytes run = {id.data + at, end == at ? 1 : end - at};
        const bool number = run.length == OLD_ID_DIGITS || run.length == PERSONAL_ID_DIGITS;
        if (number && !explanation->request->reveal)
            ras_mask_number(&text, run);
        else
            ras_text_bytes(&text, run);
        at += run.length;
    }
    return ras_explain_keep(explanation, &text, &explanation->record_id, error);
}

/* ---- matches and reviews ---- */

enum review_column { RANK, REVIEW_RESIDENT, REVIEW_PROBABILITY, REVIEW_WEIGHT, REVIEW_LEVELS };
static const char *const review_columns[] = {"rank", "resident_id", "probability", "weight",
                                             "levels"};

/* Shares of the fields from the levels alone. How rare the name is among the residents cannot be
 * known without the index: what the model's table leaves of the weight is the name's. */
static void shares_fill(const struct ras_explanation *explanation,
                        struct ras_explain_candidate *candidate)
{
    if (!explanation->model_known || (explanation->line.passes >> RAS_PASS_CLOSER & 1) != 0)
        return;
    candidate->has_shares = true;
    ras_model_explain(&explanation->model, &candidate->levels, NULL, candidate->share);
    int32_t rest = candidate->weight;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        rest -= candidate->share[i];
    candidate->share[RAS_COMPARATOR_NAME] += rest;
}

static enum ras_status best_from_line(struct ras_explanation *explanation, struct ras_error *error)
{
    const struct ras_explain_line *const line = &explanation->line;
    struct ras_explain_candidate *const best = &explanation->best;
    if (!line->has_candidate)
        return RAS_OK;
    *best = (struct ras_explain_candidate){.known = true,
                                           .rank = 1,
                                           .probability = line->probability,
                                           .weight = line->weight,
                                           .passes = line->passes,
                                           .levels = line->levels};
    shares_fill(explanation, best);
    return ras_explain_number(explanation, line->resident_id, &best->resident_id, error);
}

static enum ras_status second_from_line(struct ras_explanation *explanation,
                                        const struct ras_run_line *line, struct ras_error *error)
{
    struct ras_explain_candidate *const second = &explanation->second;
    *second = (struct ras_explain_candidate){
        .known = true,
        .rank = 2,
        .probability = (uint32_t)ras_line_fixed(line->values[REVIEW_PROBABILITY], 6),
        .weight = (int32_t)ras_line_fixed(line->values[REVIEW_WEIGHT], 3),
        .levels = ras_line_levels_parse(line->values[REVIEW_LEVELS])};
    shares_fill(explanation, second);
    return ras_explain_number(explanation, line->values[REVIEW_RESIDENT], &second->resident_id,
                              error);
}

/* One file of a source; a file without rows, or one that is not there, holds nothing. */
static enum ras_status file_search(struct ras_explanation *explanation, const char *folder,
                                   const char *source, struct ras_run_lines_query *query,
                                   struct ras_run_line *lines, size_t *found,
                                   struct ras_error *error)
{
    char name[PATH_BYTES], path[PATH_BYTES];
    *found = 0;
    (void)snprintf(name, sizeof name, "%s/%s.csv", folder, source);
    const struct ras_listed_file *const listed = ras_manifest_find(&explanation->manifest, name);
    if (listed == NULL || listed->row_count == 0)
        return RAS_OK;
    const int length =
        snprintf(path, sizeof path, "%s/%s", explanation->request->run_directory, name);
    if (length < 0 || (size_t)length >= sizeof path)
        return ras_fail(error, RAS_BAD_INPUT, "the path of the run is longer than %zu bytes",
                        sizeof path);
    query->path = path;
    query->key = ras_bytes_of(explanation->request->record_id);
    return ras_run_lines_find(query, &explanation->arena, lines, found, error);
}

static enum ras_status match_search(struct ras_explanation *explanation, const char *source,
                                    struct ras_explain_line *line, struct ras_error *error)
{
    struct ras_run_lines_query query = {.key_column = "record_id",
                                        .columns = ras_match_columns,
                                        .column_count = RAS_MATCH_COLUMN_COUNT,
                                        .fits = ras_run_line_is,
                                        .line_max = 1};
    struct ras_run_line found;
    size_t count = 0;
    RAS_TRY(file_search(explanation, "matches", source, &query, &found, &count, error));
    line->line_count = (unsigned)count;
    if (count > 0)
        ras_explain_line_fill(&found, line);
    return RAS_OK;
}

static enum ras_status reviews_search(struct ras_explanation *explanation, struct ras_error *error)
{
    struct ras_run_lines_query query = {.key_column = "record_id",
                                        .columns = review_columns,
                                        .column_count = REVIEW_LEVELS + 1,
                                        .fits = ras_run_line_is,
                                        .line_max = 2};
    struct ras_run_line lines[2];
    size_t count = 0;
    if (explanation->line.decision != RAS_DECISION_REVIEW)
        return RAS_OK;
    RAS_TRY(file_search(explanation, "reviews", explanation->source->name, &query, lines, &count,
                        error));
    if (count < 2 || ras_line_fixed(lines[1].values[RANK], 0) != 2)
        return RAS_OK;
    return second_from_line(explanation, &lines[1], error);
}

/* ---- rejects ---- */

static enum ras_status reject_search(struct ras_explanation *explanation,
                                     const struct ras_listed_source *source,
                                     struct ras_error *error)
{
    static const char *const columns[] = {"file", "line", "code", "reason"};
    struct ras_run_lines_query query = {.key_column = "raw",
                                        .columns = columns,
                                        .column_count = 4,
                                        .fits = ras_run_line_holds,
                                        .line_max = 1};
    struct ras_run_line found;
    size_t count = 0;
    RAS_TRY(file_search(explanation, "rejects", source->name, &query, &found, &count, error));
    if (count == 0)
        return RAS_OK;
    explanation->source = source;
    explanation->reject = (struct ras_explain_reject){.found = true,
                                                      .file = found.values[0],
                                                      .line = found.values[1],
                                                      .code = found.values[2],
                                                      .reason = found.values[3]};
    return RAS_OK;
}

/* ---- which source ---- */

static bool source_wanted(const struct ras_explanation *explanation,
                          const struct ras_listed_source *source)
{
    const char *const wanted = explanation->request->source_name;
    return wanted == NULL || strcmp(wanted, source->name) == 0;
}

/* "civil, welfare": all sources of the run, or those in which `holders` has a bit. */
static enum ras_status sources_fail(const struct ras_explanation *explanation, uint64_t holders,
                                    enum ras_status status, const char *what,
                                    struct ras_error *error)
{
    const struct ras_manifest_reading *const manifest = &explanation->manifest;
    struct ras_text names;
    bool first = true;
    ras_text_init(&names);
    for (size_t i = 0; i < manifest->source_count; i++) {
        if ((holders >> (i & 63) & 1) == 0)
            continue;
        ras_text_string(&names, first ? "" : ", ");
        ras_text_string(&names, manifest->sources[i].name);
        first = false;
    }
    ras_text_char(&names, '\0');
    (void)ras_fail(error, status, "%s: %s", what, names.failed ? "" : names.data);
    ras_text_fini(&names);
    return status;
}

static enum ras_status source_check(const struct ras_explanation *explanation,
                                    struct ras_error *error)
{
    for (size_t i = 0; i < explanation->manifest.source_count; i++)
        if (source_wanted(explanation, &explanation->manifest.sources[i]))
            return RAS_OK;
    return sources_fail(explanation, UINT64_MAX, RAS_USAGE,
                        "no source of that name in this run, which has", error);
}

static enum ras_status rejects_search(struct ras_explanation *explanation, struct ras_error *error)
{
    const struct ras_manifest_reading *const manifest = &explanation->manifest;
    for (size_t i = 0; i < manifest->source_count && !explanation->reject.found; i++)
        if (source_wanted(explanation, &manifest->sources[i]))
            RAS_TRY(reject_search(explanation, &manifest->sources[i], error));
    if (explanation->reject.found)
        return RAS_OK;
    return sources_fail(explanation, UINT64_MAX, RAS_BAD_INPUT,
                        "no row with that record id was read in this run; its sources are", error);
}

static enum ras_status row_search(struct ras_explanation *explanation, struct ras_error *error)
{
    const struct ras_manifest_reading *const manifest = &explanation->manifest;
    uint64_t holders = 0;
    for (size_t i = 0; i < manifest->source_count && i < 64; i++) {
        struct ras_explain_line line = {.margin = INT32_MAX};
        if (!source_wanted(explanation, &manifest->sources[i]))
            continue;
        RAS_TRY(match_search(explanation, manifest->sources[i].name, &line, error));
        if (line.line_count == 0)
            continue;
        holders |= UINT64_C(1) << i;
        explanation->line = line;
        explanation->source = &manifest->sources[i];
    }
    if (holders == 0)
        return rejects_search(explanation, error);
    if ((holders & (holders - 1)) != 0)
        return sources_fail(explanation, holders, RAS_USAGE,
                            "several sources hold that record id, name one with --source", error);
    return RAS_OK;
}

static void model_read(struct ras_explanation *explanation)
{
    char path[PATH_BYTES];
    struct ras_bytes text;
    (void)snprintf(path, sizeof path, "%s/model.json", explanation->request->run_directory);
    if (ras_file_read(path, MODEL_BYTES_MAX, &explanation->arena, &text, NULL) == RAS_OK &&
        ras_model_parse(text, path, &explanation->model, NULL) == RAS_OK) {
        explanation->model_known = true;
        return;
    }
    ras_explain_gap(explanation, "the run's model.json is gone: weights are shown as a whole",
                    "không còn đọc được model.json của lượt chạy: chỉ có tổng điểm");
}

enum ras_status ras_explain_files(struct ras_explanation *explanation, struct ras_error *error)
{
    RAS_TRY(ras_manifest_read(explanation->request->run_directory, &explanation->arena,
                              &explanation->manifest, error));
    RAS_TRY(record_id_show(explanation, error));
    RAS_TRY(source_check(explanation, error));
    RAS_TRY(row_search(explanation, error));
    if (explanation->reject.found)
        return RAS_OK;
    model_read(explanation);
    RAS_TRY(best_from_line(explanation, error));
    return reviews_search(explanation, error);
}
