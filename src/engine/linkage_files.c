/* Writing the results of a linkage. */
#include "engine/linkage_files.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/output.h"
#include "base/try.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MILLIONTHS  1000000
#define FLUSH_BYTES ((size_t)1 << 16)

struct writing {
    int directory;
    const char *path; /* of the folder */
    const struct ras_linkage_outcome *outcome;
    struct ras_linkage_result *result;
    struct ras_output output;
    struct ras_text text; /* not yet given to the output */
};

static void levels_append(struct ras_text *line, const struct ras_link_schema *schema,
                          uint64_t levels)
{
    for (unsigned c = 0; c < schema->comparison_count; c++) {
        if (c > 0)
            ras_text_char(line, '|');
        ras_text_format(line, "%s=%s", schema->comparisons[c].name,
                        schema->comparisons[c].level_names[ras_link_levels_at(levels, c)]);
    }
}

static void pair_append(struct writing *writing, const struct ras_link_pair *pair, int32_t weight,
                        enum ras_pair_decision decision, uint64_t levels)
{
    struct ras_text *const line = &writing->text;
    const struct ras_bytes *const ids = writing->outcome->table->ids.data;
    const double probability = ras_link_probability((double)weight / RAS_LINK_MILLIBITS);
    ras_text_csv_safe(line, ids[pair->a]);
    ras_text_char(line, ',');
    ras_text_csv_safe(line, ids[pair->b]);
    ras_text_format(line, ",%s,", ras_pair_decision_name(decision));
    ras_text_fixed(line, lround(probability * MILLIONTHS), 6);
    ras_text_char(line, ',');
    ras_text_fixed(line, lround((double)weight / 10), 2);
    ras_text_char(line, ',');
    levels_append(line, writing->outcome->table->schema, levels);
    ras_text_char(line, '\n');
}

static void lines_flush(struct writing *writing, size_t bytes)
{
    if (writing->text.length < bytes)
        return;
    ras_output_text(&writing->output, &writing->text);
    ras_text_clear(&writing->text);
}

/* Every pair with a decision, in order of proposal. */
static void pairs_append(struct writing *writing)
{
    const struct ras_linkage_outcome *const outcome = writing->outcome;
    const struct ras_link_pair *const pair = outcome->candidates->pairs.data;
    const struct ras_link_pattern *const pattern = outcome->candidates->patterns.data;
    ras_text_string(&writing->text, "left,right,decision,probability,weight,levels\n");
    for (size_t i = 0; i < outcome->candidates->pairs.count; i++) {
        const enum ras_pair_decision decision =
            (enum ras_pair_decision)outcome->decisions->pairs[i];
        if (decision == RAS_PAIR_NONE)
            continue;
        pair_append(writing, &pair[i], outcome->weights[i], decision,
                    pattern[pair[i].pattern].levels);
        writing->result->pair_count += decision == RAS_PAIR_LINK;
        writing->result->review_count += decision == RAS_PAIR_REVIEW;
        lines_flush(writing, FLUSH_BYTES);
    }
}

/* Every record with the record that leads its cluster, its own for one that is alone. */
static void clusters_append(struct writing *writing)
{
    const struct ras_record_table *const table = writing->outcome->table;
    const struct ras_bytes *const ids = table->ids.data;
    const uint32_t *const cluster = writing->outcome->decisions->cluster;
    ras_text_string(&writing->text, "id,cluster\n");
    for (uint32_t i = 0; cluster != NULL && i < table->record_count; i++) {
        ras_text_csv_safe(&writing->text, ids[i]);
        ras_text_char(&writing->text, ',');
        ras_text_csv_safe(&writing->text, ids[cluster[i]]);
        ras_text_char(&writing->text, '\n');
        lines_flush(writing, FLUSH_BYTES);
    }
}

static void model_append(struct writing *writing)
{
    ras_link_model_json(writing->outcome->model, writing->outcome->table->schema, &writing->text);
}

static enum ras_status file_write(struct writing *writing, const char *name,
                                  void (*append)(struct writing *writing), struct ras_error *error)
{
    char temporary[80];
    char shown[512];
    (void)snprintf(temporary, sizeof temporary, "%s.new", name);
    (void)snprintf(shown, sizeof shown, "%s/%s", writing->path, temporary);
    if (unlinkat(writing->directory, temporary, 0) != 0 && errno != ENOENT)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot remove '%s': %s", shown, strerror(errno));
    RAS_TRY(ras_output_open(&writing->output, writing->directory, temporary, shown, error));
    ras_text_init(&writing->text);
    append(writing);
    lines_flush(writing, 0);
    const enum ras_status status = ras_text_status(&writing->text, error);
    ras_text_fini(&writing->text);
    const enum ras_status closed = ras_output_close(&writing->output, NULL, NULL, error);
    return status != RAS_OK ? status : closed;
}

static enum ras_status file_publish(const struct writing *writing, const char *name,
                                    struct ras_error *error)
{
    char temporary[80];
    (void)snprintf(temporary, sizeof temporary, "%s.new", name);
    if (renameat(writing->directory, temporary, writing->directory, name) != 0)
        return ras_fail(error, RAS_IO, "cannot rename '%s/%s': %s", writing->path, temporary,
                        strerror(errno));
    return RAS_OK;
}

static enum ras_status files_write(struct writing *writing, struct ras_error *error)
{
    static const struct {
        const char *name;
        void (*append)(struct writing *writing);
        bool one_file; /* of dedupe alone */
    } files[] = {{"pairs.csv", pairs_append, false},
                 {"clusters.csv", clusters_append, true},
                 {"model.json", model_append, false}};
    const bool two_files = writing->outcome->table->schema->two_files;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (!files[i].one_file || !two_files)
            RAS_TRY(file_write(writing, files[i].name, files[i].append, error));
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (!files[i].one_file || !two_files)
            RAS_TRY(file_publish(writing, files[i].name, error));
    return ras_directory_sync(AT_FDCWD, writing->path, writing->path, error);
}

static enum ras_status clusters_count(const struct ras_linkage_outcome *outcome,
                                      struct ras_linkage_result *result, struct ras_error *error)
{
    const uint32_t *const cluster = outcome->decisions->cluster;
    const uint32_t record_count = outcome->table->record_count;
    if (cluster == NULL)
        return RAS_OK;
    uint32_t *const sizes = ras_alloc_zeroed(record_count, sizeof sizes[0]);
    if (sizes == NULL)
        return ras_no_memory(error, record_count * sizeof sizes[0]);
    for (uint32_t i = 0; i < record_count; i++)
        sizes[cluster[i]]++;
    for (uint32_t i = 0; i < record_count; i++) {
        result->cluster_count += sizes[i] > 1;
        result->clustered_count += sizes[i] > 1 ? sizes[i] : 0;
    }
    ras_free(sizes);
    return RAS_OK;
}

enum ras_status ras_linkage_write(const struct ras_linkage_outcome *outcome,
                                  struct ras_linkage_result *result, struct ras_error *error)
{
    const char *const path = outcome->linkage->base.output;
    RAS_TRY(ras_directory_create(AT_FDCWD, path, false, path, error));
    struct writing writing = {.path = path, .outcome = outcome, .result = result};
    writing.directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (writing.directory < 0)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot open '%s': %s", path, strerror(errno));
    const enum ras_status status = files_write(&writing, error);
    (void)close(writing.directory);
    RAS_TRY(status);
    (void)snprintf(result->directory, sizeof result->directory, "%s", path);
    return clusters_count(outcome, result, error);
}
