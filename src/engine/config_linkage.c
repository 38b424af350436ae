/* A linkage config: its sections, its inputs, and whether the columns it names are there. */
#include "engine/linkage_config.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "engine/config_values.h"
#include "engine/file_text.h"
#include "read/headers.h"

#include <string.h>

#define ARENA_BLOCK_BYTES ((size_t)32 << 10)
#define COUNT_OF(array)   (sizeof(array) / sizeof(array)[0])
#define MILLION           INT64_C(1000000)

/* ---- shared parts ---- */

enum ras_status ras_linkage_keys(struct ras_config_reader *reader, const struct ras_node *mapping,
                                 const char *const *words, size_t word_count)
{
    for (const struct ras_node *child = mapping->first; child != NULL; child = child->next) {
        size_t at = 0;
        while (at < word_count && strcmp(words[at], child->key->text) != 0)
            at++;
        if (at == word_count)
            return ras_config_unknown(reader, child->key, "key", words, word_count);
    }
    return RAS_OK;
}

enum ras_status ras_linkage_child(struct ras_config_reader *reader, const struct ras_node *mapping,
                                  const char *key, const struct ras_node **child)
{
    *child = ras_node_child(mapping, key);
    if (*child == NULL)
        return ras_config_fail(reader, mapping, "missing key '%s'", key);
    return ras_node_empty(*child) ? ras_config_fail(reader, *child, "'%s' is empty", key) : RAS_OK;
}

/* ---- inputs ---- */

static enum ras_status text_read(struct ras_config_reader *reader, const struct ras_node *node,
                                 const char **text)
{
    static const struct ras_config_key key = {.maximum = 400};
    return ras_config_text(reader, node, &key, text);
}

static enum ras_status input_read(struct ras_config_reader *reader, const struct ras_node *node,
                                  struct ras_link_input *input)
{
    static const char *const words[] = {"path", "id"};
    static const struct ras_config_key path_key = {.maximum = 400};
    const struct ras_node *path = NULL;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "a file: {path: ..., id: ...}"));
    RAS_TRY(ras_linkage_keys(reader, node, words, COUNT_OF(words)));
    RAS_TRY(ras_linkage_child(reader, node, "path", &path));
    RAS_TRY(ras_config_file(reader, path, &path_key, &input->path));
    input->line_number = path->line;
    const struct ras_node *const id = ras_node_child(node, "id");
    return id == NULL ? RAS_OK : text_read(reader, id, &input->id);
}

static enum ras_status inputs_read(struct ras_config_reader *reader, const struct ras_node *root,
                                   struct ras_link_schema *schema)
{
    static const char *const words[] = {"left", "right"};
    const struct ras_node *const link = ras_node_child(root, "link");
    const struct ras_node *const dedupe = ras_node_child(root, "dedupe");
    if ((link == NULL) == (dedupe == NULL))
        return ras_config_fail(reader, link == NULL ? root : link->key,
                               "one of 'link' and 'dedupe' must be there, and not both");
    if (dedupe != NULL)
        return input_read(reader, dedupe, &schema->inputs[0]);
    schema->two_files = true;
    const struct ras_node *side = NULL;
    RAS_TRY(ras_config_expect(reader, link, RAS_NODE_MAPPING, "two files: left and right"));
    RAS_TRY(ras_linkage_keys(reader, link, words, COUNT_OF(words)));
    for (unsigned i = 0; i < 2; i++) {
        RAS_TRY(ras_linkage_child(reader, link, words[i], &side));
        RAS_TRY(input_read(reader, side, &schema->inputs[i]));
    }
    return RAS_OK;
}

/* ---- match ---- */

static enum ras_status partners_read(struct ras_config_reader *reader, const struct ras_node *node,
                                     struct ras_link_schema *schema)
{
    static const char *const words[] = {[RAS_LINK_MANY] = "false",
                                        [RAS_LINK_ONE] = "true",
                                        [RAS_LINK_ONE_LEFT] = "left",
                                        [RAS_LINK_ONE_RIGHT] = "right"};
    const char *text = NULL;
    RAS_TRY(ras_config_scalar(reader, node, "true, false, left or right", &text));
    for (unsigned i = 0; i < COUNT_OF(words); i++) {
        if (strcmp(text, words[i]) != 0)
            continue;
        if (i >= RAS_LINK_ONE_LEFT && !schema->two_files)
            return ras_config_fail(reader, node, "'%s' is for link, which has two files", text);
        schema->one_to_one = (enum ras_link_partners)i;
        return RAS_OK;
    }
    return ras_config_unknown(reader, node, "value", words, COUNT_OF(words));
}

static enum ras_status match_read(struct ras_config_reader *reader, const struct ras_node *node,
                                  struct ras_link_schema *schema)
{
    static const char *const words[] = {"threshold",  "review", "block_cap", "full_below",
                                        "one_to_one", "seed",   "model"};
    static const struct ras_config_key probability = {.minimum = 0, .maximum = MILLION};
    static const struct ras_config_key cap = {.minimum = 2, .maximum = 1000000};
    static const struct ras_config_key whole = {.minimum = 0, .maximum = 1000000000};
    static const struct ras_config_key model = {.maximum = 400};
    *schema =
        (struct ras_link_schema){.two_files = schema->two_files,
                                 .inputs = {schema->inputs[0], schema->inputs[1]},
                                 .threshold = 0.5,
                                 .review = 0.1,
                                 .block_cap = 5000,
                                 .full_below = 1000000,
                                 .one_to_one = schema->two_files ? RAS_LINK_ONE : RAS_LINK_MANY,
                                 .seed = 1};
    if (node == NULL || ras_node_empty(node))
        return RAS_OK;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "keys with values"));
    RAS_TRY(ras_linkage_keys(reader, node, words, COUNT_OF(words)));
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        const char *const key = child->key->text;
        uint32_t number = 0;
        if (strcmp(key, "threshold") == 0) {
            RAS_TRY(ras_config_decimal(reader, child, &probability, &schema->threshold));
        } else if (strcmp(key, "review") == 0) {
            RAS_TRY(ras_config_decimal(reader, child, &probability, &schema->review));
        } else if (strcmp(key, "block_cap") == 0) {
            RAS_TRY(ras_config_whole(reader, child, &cap, &schema->block_cap));
        } else if (strcmp(key, "full_below") == 0) {
            RAS_TRY(ras_config_whole(reader, child, &whole, &number));
            schema->full_below = number;
        } else if (strcmp(key, "seed") == 0) {
            RAS_TRY(ras_config_whole(reader, child, &whole, &number));
            schema->seed = number;
        } else if (strcmp(key, "one_to_one") == 0) {
            RAS_TRY(partners_read(reader, child, schema));
        } else {
            RAS_TRY(ras_config_file(reader, child, &model, &schema->model));
        }
    }
    if (schema->review > schema->threshold)
        return ras_config_fail(reader, node, "'review' must not be above 'threshold'");
    return RAS_OK;
}

/* ---- the columns named are there ---- */

static enum ras_status column_missing(struct ras_config_reader *reader, const struct ras_node *node,
                                      const char *column, const struct ras_reader_file *file)
{
    char shown[RAS_SHOWN_BYTES];
    const char *const near = ras_header_nearest(column, file->headers, file->column_count);
    (void)ras_word_shown(column, shown);
    if (near == NULL)
        return ras_config_fail(reader, node, "'%s' has no column '%s'", file->path, shown);
    return ras_config_fail(reader, node, "'%s' has no column '%s', did you mean '%s'?", file->path,
                           shown, near);
}

static bool has_column(const struct ras_reader_file *file, const char *column)
{
    char wanted[RAS_HEADER_FOLD_MAX];
    char folded[RAS_HEADER_FOLD_MAX];
    (void)ras_header_fold(ras_bytes_of(column), wanted, sizeof wanted);
    for (uint32_t i = 0; i < file->column_count; i++) {
        (void)ras_header_fold(ras_bytes_of(file->headers[i]), folded, sizeof folded);
        if (strcmp(file->headers[i], column) == 0 || strcmp(folded, wanted) == 0)
            return true;
    }
    return false;
}

enum ras_status ras_linkage_columns(struct ras_config_reader *reader, const char *path,
                                    const char *const *columns, const struct ras_node *const *nodes,
                                    size_t column_count)
{
    const struct ras_reader_settings settings = {
        .source_name = path, .paths = &path, .path_count = 1, .carried_only = true, .row_limit = 1};
    struct ras_reader *open = NULL;
    struct ras_chunk chunk;
    bool end = false;
    ras_chunk_init(&chunk);
    enum ras_status status = ras_reader_open(&open, &settings, reader->error);
    if (status == RAS_OK)
        status = ras_reader_next(open, &chunk, &end, reader->error);
    if (status == RAS_OK) {
        const struct ras_reader_file *const file = ras_reader_file_at(open, 0);
        for (size_t i = 0; i < column_count && status == RAS_OK; i++)
            if (!has_column(file, columns[i]))
                status = column_missing(reader, nodes[i], columns[i], file);
    }
    ras_chunk_fini(&chunk);
    ras_reader_close(open);
    return status;
}

static enum ras_status columns_check(struct ras_config_reader *reader,
                                     const struct ras_linkage *linkage, unsigned side,
                                     const struct ras_node *input_node)
{
    const struct ras_link_input *const input = &linkage->schema.inputs[side];
    const struct ras_node *const id = ras_node_child(input_node, "id");
    if (input->id != NULL)
        RAS_TRY(ras_linkage_columns(reader, input->path, &input->id, &id, 1));
    return ras_linkage_columns(reader, input->path, linkage->schema.columns[side],
                               linkage->column_nodes[side], linkage->schema.column_count);
}

/* ---- the whole ---- */

static enum ras_status root_read(struct ras_config_reader *reader, const struct ras_node *root,
                                 struct ras_linkage *linkage)
{
    static const char *const words[] = {"purpose", "output",      "threads", "link", "dedupe",
                                        "fields",  "comparisons", "passes",  "match"};
    static const struct ras_config_key text = {.maximum = 1000};
    static const struct ras_config_key folder = {.maximum = 400};
    static const struct ras_config_key threads = {.minimum = 1, .maximum = 256};
    const struct ras_node *node = NULL;
    RAS_TRY(ras_config_expect(reader, root, RAS_NODE_MAPPING, "keys with values"));
    RAS_TRY(ras_linkage_keys(reader, root, words, COUNT_OF(words)));
    RAS_TRY(ras_linkage_child(reader, root, "purpose", &node));
    RAS_TRY(ras_config_text(reader, node, &text, &linkage->base.purpose));
    RAS_TRY(ras_linkage_child(reader, root, "output", &node));
    RAS_TRY(ras_config_folder(reader, node, &folder, &linkage->base.output));
    node = ras_node_child(root, "threads");
    if (node != NULL)
        RAS_TRY(ras_config_whole(reader, node, &threads, &linkage->base.thread_count));
    RAS_TRY(inputs_read(reader, root, &linkage->schema));
    RAS_TRY(match_read(reader, ras_node_child(root, "match"), &linkage->schema));
    RAS_TRY(ras_linkage_child(reader, root, "fields", &node));
    RAS_TRY(ras_linkage_read_fields(reader, node, linkage));
    RAS_TRY(ras_linkage_child(reader, root, "comparisons", &node));
    RAS_TRY(ras_linkage_read_comparisons(reader, node, linkage));
    RAS_TRY(ras_linkage_child(reader, root, "passes", &node));
    RAS_TRY(ras_linkage_read_passes(reader, node, linkage));
    const struct ras_node *const link = ras_node_child(root, "link");
    if (link == NULL)
        return columns_check(reader, linkage, 0, ras_node_child(root, "dedupe"));
    RAS_TRY(columns_check(reader, linkage, 0, ras_node_child(link, "left")));
    return columns_check(reader, linkage, 1, ras_node_child(link, "right"));
}

static enum ras_status linkage_fill(struct ras_linkage *linkage, const char *path,
                                    struct ras_error *error)
{
    struct ras_bytes text;
    struct ras_node *root = NULL;
    struct ras_config_reader reader = {.config = &linkage->base, .error = error};
    static const struct ras_node start = {.line = 1, .column = 1};
    RAS_TRY(ras_config_set_paths(&linkage->base, path, error));
    const enum ras_status status =
        ras_file_read(path, RAS_DOCUMENT_BYTES_MAX, &linkage->base.arena, &text, error);
    if (status != RAS_OK) {
        if (status == RAS_BAD_INPUT && error != NULL)
            error->status = RAS_CONFIG; /* a folder, or no config of a person's making */
        return status == RAS_BAD_INPUT ? RAS_CONFIG : status;
    }
    RAS_TRY(ras_document_parse(text, linkage->base.path, &linkage->base.arena, &root, error));
    if (root == NULL || ras_node_empty(root))
        return ras_config_fail(&reader, &start, "missing key 'purpose'");
    return root_read(&reader, root, linkage);
}

enum ras_status ras_linkage_read(const char *path, struct ras_linkage **linkage,
                                 struct ras_error *error)
{
    *linkage = NULL;
    struct ras_linkage *const made = ras_alloc_zeroed(1, sizeof *made);
    if (made == NULL)
        return ras_no_memory(error, sizeof *made);
    ras_arena_init(&made->base.arena, ARENA_BLOCK_BYTES);
    const enum ras_status status = linkage_fill(made, path, error);
    if (status == RAS_OK)
        *linkage = made;
    else
        ras_linkage_destroy(made);
    return status;
}

void ras_linkage_destroy(struct ras_linkage *linkage)
{
    if (linkage == NULL)
        return;
    ras_arena_fini(&linkage->base.arena);
    ras_free(linkage);
}

bool ras_linkage_declared(const char *path)
{
    struct ras_arena arena;
    struct ras_bytes text;
    struct ras_node *root = NULL;
    ras_arena_init(&arena, ARENA_BLOCK_BYTES);
    const bool read = ras_file_read(path, RAS_DOCUMENT_BYTES_MAX, &arena, &text, NULL) == RAS_OK &&
                      ras_document_parse(text, path, &arena, &root, NULL) == RAS_OK &&
                      root != NULL && root->kind == RAS_NODE_MAPPING;
    const bool declared =
        read && (ras_node_child(root, "link") != NULL || ras_node_child(root, "dedupe") != NULL);
    ras_arena_fini(&arena);
    return declared;
}

bool ras_linkage_has_two_files(const struct ras_linkage *linkage)
{
    return linkage->schema.two_files;
}
