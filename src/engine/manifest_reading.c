/* manifest.json into plain structs. Nothing in it is believed: types are checked, and a path that
 * leaves the run's folder is refused. */
#include "engine/manifest_reading.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "engine/file_text.h"
#include "record/date.h"

#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MANIFEST_BYTES_MAX                                                                         \
    ((size_t)256 << 20) /* a workbook and a CSV for each of 10,000 communes */
#define MANIFEST_FORMAT 1
#define HASH_DIGITS     16

struct reading_context {
    struct ras_arena *arena;
    const char *path; /* of the manifest, for messages */
    struct ras_error *error;
};

static enum ras_status fail_shape(const struct reading_context *context, const char *what)
{
    return ras_fail_at(context->error, RAS_BAD_INPUT, context->path, 0, 0,
                       "not a manifest of a run: %s", what);
}

static enum ras_status take_count(const struct reading_context *context, const json_t *object,
                                  const char *key, uint64_t *count)
{
    const json_t *const value = json_object_get(object, key);
    if (!json_is_integer(value) || json_integer_value(value) < 0)
        return fail_shape(context, key);
    *count = (uint64_t)json_integer_value(value);
    return RAS_OK;
}

static enum ras_status take_text(const struct reading_context *context, const json_t *object,
                                 const char *key, const char **text)
{
    const char *const value = json_string_value(json_object_get(object, key));
    if (value == NULL)
        return fail_shape(context, key);
    *text = ras_arena_copy(context->arena, (struct ras_bytes){value, strlen(value) + 1}).data;
    return *text == NULL ? ras_no_memory(context->error, strlen(value)) : RAS_OK;
}

static enum ras_status take_hash(const struct reading_context *context, const json_t *object,
                                 const char *key, uint64_t *hash)
{
    const char *const value = json_string_value(json_object_get(object, key));
    if (value == NULL || strlen(value) != HASH_DIGITS ||
        strspn(value, "0123456789abcdefABCDEF") != HASH_DIGITS)
        return fail_shape(context, key);
    *hash = strtoull(value, NULL, 16);
    return RAS_OK;
}

/* Does the path stay inside the folder of the run? */
static bool path_stays(const char *path)
{
    if (path[0] == '\0' || path[0] == '/')
        return false;
    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return false;
    }
    return true;
}

static int compare_paths(const void *left, const void *right)
{
    return strcmp(((const struct ras_listed_file *)left)->path,
                  ((const struct ras_listed_file *)right)->path);
}

/* Room for the members of an array. */
static enum ras_status array_room(const struct reading_context *context, const json_t *array,
                                  size_t bytes, void **room)
{
    const size_t count = json_array_size(array);
    *room = ras_arena_alloc(context->arena, count * bytes + 1, 8);
    return *room == NULL ? ras_no_memory(context->error, count * bytes) : RAS_OK;
}

static enum ras_status read_files(const struct reading_context *context, const json_t *array,
                                  struct ras_manifest_reading *reading)
{
    void *room = NULL;
    if (!json_is_array(array))
        return fail_shape(context, "outputs");
    RAS_TRY(array_room(context, array, sizeof *reading->files, &room));
    reading->files = room;
    reading->file_count = json_array_size(array);
    for (size_t i = 0; i < reading->file_count; i++) {
        const json_t *const item = json_array_get(array, i);
        struct ras_listed_file *const file = &reading->files[i];
        RAS_TRY(take_text(context, item, "path", &file->path));
        RAS_TRY(take_count(context, item, "bytes", &file->byte_count));
        RAS_TRY(take_count(context, item, "rows", &file->row_count));
        RAS_TRY(take_hash(context, item, "xxh3", &file->hash));
        if (!path_stays(file->path))
            return fail_shape(context, "a path that leaves the run");
    }
    qsort(reading->files, reading->file_count, sizeof *reading->files, compare_paths);
    return RAS_OK;
}

static enum ras_status read_sources(const struct reading_context *context, const json_t *array,
                                    struct ras_manifest_reading *reading)
{
    void *room = NULL;
    if (!json_is_array(array))
        return fail_shape(context, "counts");
    RAS_TRY(array_room(context, array, sizeof *reading->sources, &room));
    reading->sources = room;
    reading->source_count = json_array_size(array);
    for (size_t i = 0; i < reading->source_count; i++) {
        const json_t *const item = json_array_get(array, i);
        struct ras_listed_source *const source = &reading->sources[i];
        RAS_TRY(take_text(context, item, "name", &source->name));
        RAS_TRY(take_text(context, item, "kind", &source->kind));
        RAS_TRY(take_count(context, item, "rows", &source->row_count));
        RAS_TRY(take_count(context, item, "match", &source->match_count));
        RAS_TRY(take_count(context, item, "review", &source->review_count));
        RAS_TRY(take_count(context, item, "none", &source->none_count));
        RAS_TRY(take_count(context, item, "rejected", &source->reject_count));
        RAS_TRY(take_count(context, item, "duplicates", &source->duplicate_count));
        source->skipped = json_is_true(json_object_get(item, "skipped"));
    }
    return RAS_OK;
}

static enum ras_status read_inputs(const struct reading_context *context, const json_t *array,
                                   struct ras_manifest_reading *reading)
{
    void *room = NULL;
    if (!json_is_array(array))
        return fail_shape(context, "inputs");
    RAS_TRY(array_room(context, array, sizeof *reading->inputs, &room));
    reading->inputs = room;
    reading->input_count = json_array_size(array);
    for (size_t i = 0; i < reading->input_count; i++) {
        const json_t *const item = json_array_get(array, i);
        struct ras_listed_input *const input = &reading->inputs[i];
        RAS_TRY(take_text(context, item, "role", &input->role));
        RAS_TRY(take_text(context, item, "path", &input->path));
        RAS_TRY(take_hash(context, item, "xxh3", &input->hash));
    }
    return RAS_OK;
}

static enum ras_status read_date(const struct reading_context *context, const json_t *root,
                                 uint32_t *date)
{
    const char *const value = json_string_value(json_object_get(root, "as_of"));
    unsigned year = 0, month = 0, day = 0;
    if (value == NULL || sscanf(value, "%4u-%2u-%2u", &year, &month, &day) != 3 ||
        !ras_date_exists(year, month, day))
        return fail_shape(context, "as_of");
    *date = ras_date_make(year, month, day);
    return RAS_OK;
}

static enum ras_status read_root(const struct reading_context *context, const json_t *root,
                                 struct ras_manifest_reading *reading)
{
    uint64_t format = 0;
    RAS_TRY(take_count(context, json_object_get(root, "formats"), "manifest", &format));
    if (format != MANIFEST_FORMAT)
        return fail_shape(context, "written by another version");
    RAS_TRY(take_text(context, root, "run_id", &reading->run_id));
    RAS_TRY(read_date(context, root, &reading->as_of));
    const json_t *const config = json_object_get(root, "config");
    RAS_TRY(take_text(context, config, "path", &reading->config_path));
    RAS_TRY(take_hash(context, config, "xxh3", &reading->config_hash));
    RAS_TRY(take_hash(context, root, "index_xxh3", &reading->index_fingerprint));
    RAS_TRY(read_inputs(context, json_object_get(root, "inputs"), reading));
    RAS_TRY(read_sources(context, json_object_get(json_object_get(root, "counts"), "sources"),
                         reading));
    return read_files(context, json_object_get(root, "outputs"), reading);
}

enum ras_status ras_manifest_read(const char *run_directory, struct ras_arena *arena,
                                  struct ras_manifest_reading *reading, struct ras_error *error)
{
    struct ras_bytes text;
    json_error_t problem;
    *reading = (struct ras_manifest_reading){.run_id = ""};
    const size_t capacity = strlen(run_directory) + sizeof "/manifest.json";
    char *const path = ras_arena_alloc(arena, capacity, 1);
    if (path == NULL)
        return ras_no_memory(error, capacity);
    (void)snprintf(path, capacity, "%s/manifest.json", run_directory);
    const struct reading_context context = {arena, path, error};
    RAS_TRY(ras_file_read(path, MANIFEST_BYTES_MAX, arena, &text, error));
    json_t *const root = json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES, &problem);
    if (root == NULL)
        return ras_fail_at(error, RAS_BAD_INPUT, path,
                           problem.line < 0 ? 0 : (uint64_t)problem.line,
                           problem.column < 0 ? 0 : (uint64_t)problem.column, "not valid JSON");
    const enum ras_status status = read_root(&context, root, reading);
    json_decref(root);
    return status;
}

const struct ras_listed_file *ras_manifest_find(const struct ras_manifest_reading *reading,
                                                const char *path)
{
    const struct ras_listed_file wanted = {.path = path};
    if (reading->file_count == 0)
        return NULL;
    return bsearch(&wanted, reading->files, reading->file_count, sizeof wanted, compare_paths);
}
