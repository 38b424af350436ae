/* Writing the results of a linkage. */
#include "engine/linkage_files.h"

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
    const struct ras_linkage *linkage;
    const struct ras_record_table *table;
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

static void pair_append(struct ras_text *line, const struct writing *writing, uint32_t a,
                        uint32_t b, int32_t weight, uint64_t levels)
{
    const struct ras_bytes *const ids = writing->table->ids.data;
    const double probability = ras_link_probability((double)weight / RAS_LINK_MILLIBITS);
    ras_text_csv_safe(line, ids[a]);
    ras_text_char(line, ',');
    ras_text_csv_safe(line, ids[b]);
    ras_text_char(line, ',');
    ras_text_fixed(line, lround(probability * MILLIONTHS), 6);
    ras_text_char(line, ',');
    ras_text_fixed(line, lround((double)weight / 10), 2);
    ras_text_char(line, ',');
    levels_append(line, &writing->linkage->schema, levels);
    ras_text_char(line, '\n');
}

static enum ras_status output_begin(const struct writing *writing, const char *name,
                                    struct ras_output *output, struct ras_error *error)
{
    char temporary[80];
    char shown[512];
    (void)snprintf(temporary, sizeof temporary, "%s.new", name);
    (void)snprintf(shown, sizeof shown, "%s/%s", writing->path, temporary);
    if (unlinkat(writing->directory, temporary, 0) != 0 && errno != ENOENT)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot remove '%s': %s", shown, strerror(errno));
    return ras_output_open(output, writing->directory, temporary, shown, error);
}

static enum ras_status output_publish(const struct writing *writing, const char *name,
                                      struct ras_error *error)
{
    char temporary[80];
    (void)snprintf(temporary, sizeof temporary, "%s.new", name);
    if (renameat(writing->directory, temporary, writing->directory, name) != 0)
        return ras_fail(error, RAS_IO, "cannot rename '%s/%s': %s", writing->path, temporary,
                        strerror(errno));
    return RAS_OK;
}

static enum ras_status pairs_write(const struct writing *writing,
                                   const struct ras_candidates *candidates, const int32_t *weights,
                                   struct ras_linkage_result *result, struct ras_error *error)
{
    const struct ras_link_pair *const pair = candidates->pairs.data;
    const struct ras_link_pattern *const pattern = candidates->patterns.data;
    const double threshold = writing->linkage->schema.threshold;
    struct ras_output output;
    struct ras_text text;
    RAS_TRY(output_begin(writing, "pairs.csv", &output, error));
    ras_text_init(&text);
    ras_text_string(&text, "left,right,probability,weight,levels\n");
    for (size_t i = 0; i < candidates->pairs.count; i++) {
        if (ras_link_probability((double)weights[i] / RAS_LINK_MILLIBITS) < threshold)
            continue;
        pair_append(&text, writing, pair[i].a, pair[i].b, weights[i],
                    pattern[pair[i].pattern].levels);
        result->pair_count++;
        if (text.length >= FLUSH_BYTES) {
            ras_output_text(&output, &text);
            ras_text_clear(&text);
        }
    }
    ras_output_text(&output, &text);
    const enum ras_status status = ras_text_status(&text, error);
    ras_text_fini(&text);
    const enum ras_status closed = ras_output_close(&output, NULL, NULL, error);
    return status != RAS_OK ? status : closed;
}

static enum ras_status model_write(const struct writing *writing,
                                   const struct ras_link_model *model, struct ras_error *error)
{
    struct ras_output output;
    struct ras_text text;
    RAS_TRY(output_begin(writing, "model.json", &output, error));
    ras_text_init(&text);
    ras_link_model_json(model, &writing->linkage->schema, &text);
    ras_output_text(&output, &text);
    const enum ras_status status = ras_text_status(&text, error);
    ras_text_fini(&text);
    const enum ras_status closed = ras_output_close(&output, NULL, NULL, error);
    return status != RAS_OK ? status : closed;
}

enum ras_status ras_linkage_write(const struct ras_linkage *linkage,
                                  const struct ras_record_table *table,
                                  const struct ras_candidates *candidates,
                                  const struct ras_link_model *model, const int32_t *weights,
                                  struct ras_linkage_result *result, struct ras_error *error)
{
    const char *const path = linkage->base.output;
    RAS_TRY(ras_directory_create(AT_FDCWD, path, false, path, error));
    struct writing writing = {.path = path, .linkage = linkage, .table = table};
    writing.directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (writing.directory < 0)
        return ras_fail(error, RAS_CANNOT_CREATE, "cannot open '%s': %s", path, strerror(errno));
    enum ras_status status = pairs_write(&writing, candidates, weights, result, error);
    if (status == RAS_OK)
        status = model_write(&writing, model, error);
    if (status == RAS_OK)
        status = output_publish(&writing, "pairs.csv", error);
    if (status == RAS_OK)
        status = output_publish(&writing, "model.json", error);
    if (status == RAS_OK)
        (void)snprintf(result->directory, sizeof result->directory, "%s", path);
    (void)close(writing.directory);
    return status;
}
