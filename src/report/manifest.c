/* manifest.json: what made this run and what it made, enough to make it again and to see that
 * nothing was touched since. Keys stand in a fixed order; nothing in it depends on the clock, the
 * machine or the number of threads. */
#include "report/report.h"

#include "rasoat/version.h"
#include "report/json_members.h"

/* Raised when a column or key changes its meaning or goes away; new ones at the end do not. */
#define MANIFEST_FORMAT 1
#define CSV_FORMAT      1

static void append_files(struct ras_json *json, const char *name,
                         const struct ras_manifest_file *files, size_t count)
{
    ras_json_open(json, name, '[');
    for (size_t i = 0; i < count; i++) {
        ras_json_open(json, NULL, '{');
        ras_json_string(json, "role", files[i].role);
        ras_json_string(json, "path", files[i].path);
        ras_json_unsigned(json, "bytes", files[i].byte_count);
        ras_json_unsigned(json, "rows", files[i].row_count);
        ras_json_hash(json, "xxh3", files[i].hash);
        ras_json_close(json, '}');
    }
    ras_json_close(json, ']');
}

static void append_counts(struct ras_json *json, const struct ras_manifest *manifest)
{
    ras_json_open(json, "counts", '{');
    ras_json_unsigned(json, "residents", manifest->resident_count);
    ras_json_open(json, "sources", '[');
    for (uint32_t i = 0; i < manifest->source_count; i++) {
        const struct ras_source_summary *const source = &manifest->sources[i];
        ras_json_open(json, NULL, '{');
        ras_json_string(json, "name", source->name);
        ras_json_string(json, "kind", ras_kind_name(source->kind));
        ras_json_unsigned(json, "rows", source->row_count);
        ras_json_unsigned(json, "match", source->match_count);
        ras_json_unsigned(json, "review", source->review_count);
        ras_json_unsigned(json, "none", source->none_count);
        ras_json_unsigned(json, "rejected", source->reject_count);
        ras_json_unsigned(json, "duplicates", source->duplicate_count);
        ras_json_unsigned(json, "tasks", source->task_count);
        if (source->skipped) {
            ras_json_name(json, "skipped");
            ras_text_string(json->out, "true");
        }
        ras_json_close(json, '}');
    }
    ras_json_close(json, ']');
    ras_json_close(json, '}');
}

void ras_manifest_json(const struct ras_manifest *manifest, struct ras_text *out)
{
    struct ras_json json = {out, 0, true};
    ras_json_open(&json, NULL, '{');
    ras_json_open(&json, "program", '{');
    ras_json_string(&json, "name", "rasoat");
    ras_json_string(&json, "version", RAS_VERSION);
    ras_json_close(&json, '}');
    ras_json_open(&json, "formats", '{');
    ras_json_unsigned(&json, "manifest", MANIFEST_FORMAT);
    ras_json_unsigned(&json, "csv", CSV_FORMAT);
    ras_json_close(&json, '}');
    ras_json_string(&json, "run_id", manifest->run_id);
    ras_json_string(&json, "purpose", manifest->purpose);
    ras_json_date(&json, "as_of", manifest->as_of);
    ras_json_open(&json, "config", '{');
    ras_json_string(&json, "path", manifest->config_path);
    ras_json_hash(&json, "xxh3", manifest->config_hash);
    ras_json_close(&json, '}');
    ras_json_hash(&json, "index_xxh3", manifest->index_hash);
    ras_json_string(&json, "strategy", manifest->strategy);
    append_counts(&json, manifest);
    append_files(&json, "inputs", manifest->inputs, manifest->input_count);
    append_files(&json, "outputs", manifest->outputs, manifest->output_count);
    ras_json_close(&json, '}');
    ras_text_char(out, '\n');
}
