/* libyaml's events into a tree. The stack of open collections is an array: no recursion. */
#include "engine/config_document.h"

#include "base/alloc.h"
#include "base/bytes.h"

#include <string.h>
#include <yaml.h>

struct builder {
    yaml_parser_t parser;
    const char *source;
    struct ras_bytes text;
    struct ras_arena *arena;
    struct ras_error *error;
    struct ras_node *open[RAS_DOCUMENT_DEPTH_MAX];
    struct ras_node *keys[RAS_DOCUMENT_DEPTH_MAX]; /* of the value that comes next */
    unsigned depth;
    unsigned node_count;
    unsigned document_count;
    struct ras_node *root;
};

static enum ras_status fail(const struct builder *builder, yaml_mark_t mark, const char *message)
{
    return ras_fail_at(builder->error, RAS_CONFIG, builder->source, mark.line + 1, mark.column + 1,
                       "%s", message);
}

/* libyaml gives a mark for grammar errors and only a byte offset for bytes it cannot decode. */
static enum ras_status fail_parser(const struct builder *builder)
{
    const yaml_parser_t *const parser = &builder->parser;
    const char *const problem = parser->problem == NULL ? "not valid YAML" : parser->problem;
    if (parser->error == YAML_MEMORY_ERROR)
        return ras_no_memory(builder->error, builder->text.length);
    if (parser->error != YAML_READER_ERROR)
        return ras_fail_at(builder->error, RAS_CONFIG, builder->source,
                           parser->problem_mark.line + 1, parser->problem_mark.column + 1,
                           "not valid YAML: %s", problem);
    uint64_t line_number = 1;
    for (size_t i = 0; i < parser->problem_offset && i < builder->text.length; i++)
        line_number += builder->text.data[i] == '\n';
    return ras_fail_at(builder->error, RAS_CONFIG, builder->source, line_number, 0,
                       "not valid UTF-8 text: %s", problem);
}

static enum ras_status node_make(struct builder *builder, const yaml_event_t *event,
                                 enum ras_node_kind kind, struct ras_node **made)
{
    if (++builder->node_count > RAS_DOCUMENT_NODES_MAX)
        return fail(builder, event->start_mark, "too many values in one config");
    struct ras_node *const node =
        ras_arena_alloc(builder->arena, sizeof *node, _Alignof(struct ras_node));
    if (node == NULL)
        return ras_no_memory(builder->error, sizeof *node);
    *node = (struct ras_node){.kind = kind,
                              .line = (uint32_t)event->start_mark.line + 1,
                              .column = (uint32_t)event->start_mark.column + 1};
    *made = node;
    return RAS_OK;
}

static enum ras_status scalar_make(struct builder *builder, const yaml_event_t *event,
                                   struct ras_node **made)
{
    struct ras_node *node = NULL;
    const enum ras_status status = node_make(builder, event, RAS_NODE_SCALAR, &node);
    if (status != RAS_OK)
        return status;
    const char *const value = (const char *)event->data.scalar.value;
    const size_t length = event->data.scalar.length;
    if (memchr(value, '\0', length) != NULL)
        return fail(builder, event->start_mark, "a text holds a NUL byte");
    char *const text = ras_arena_alloc(builder->arena, length + 1, 1);
    if (text == NULL)
        return ras_no_memory(builder->error, length + 1);
    memcpy(text, value, length);
    text[length] = '\0';
    node->text = text;
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    *made = node;
    return RAS_OK;
}

static enum ras_status key_take(struct builder *builder, const yaml_event_t *event,
                                struct ras_node *node)
{
    struct ras_node *const mapping = builder->open[builder->depth - 1];
    if (node->kind != RAS_NODE_SCALAR)
        return fail(builder, event->start_mark, "a key must be a word");
    const struct ras_node *const earlier = ras_node_child(mapping, node->text);
    char shown[RAS_SHOWN_BYTES];
    if (earlier != NULL)
        return ras_fail_at(builder->error, RAS_CONFIG, builder->source, node->line, node->column,
                           "doubled key '%s', first on line %u", ras_word_shown(node->text, shown),
                           (unsigned)earlier->key->line);
    builder->keys[builder->depth - 1] = node;
    return RAS_OK;
}

/* Hang a node where it belongs: as root, as item, as key or as the value of the key before it. */
static enum ras_status node_place(struct builder *builder, const yaml_event_t *event,
                                  struct ras_node *node)
{
    if (builder->depth == 0) {
        builder->root = node;
        return RAS_OK;
    }
    struct ras_node *const parent = builder->open[builder->depth - 1];
    struct ras_node **const key = &builder->keys[builder->depth - 1];
    if (parent->kind == RAS_NODE_MAPPING && *key == NULL)
        return key_take(builder, event, node);
    if (++parent->child_count > RAS_DOCUMENT_CHILDREN_MAX)
        return fail(builder, event->start_mark, "too many values in one list");
    node->key = parent->kind == RAS_NODE_MAPPING ? *key : NULL;
    *key = NULL;
    if (parent->first == NULL)
        parent->first = node;
    else
        parent->last->next = node;
    parent->last = node;
    return RAS_OK;
}

static enum ras_status collection_open(struct builder *builder, const yaml_event_t *event,
                                       enum ras_node_kind kind)
{
    struct ras_node *node = NULL;
    if (builder->depth == RAS_DOCUMENT_DEPTH_MAX)
        return fail(builder, event->start_mark, "nested too deep");
    enum ras_status status = node_make(builder, event, kind, &node);
    if (status == RAS_OK)
        status = node_place(builder, event, node);
    if (status != RAS_OK)
        return status;
    builder->keys[builder->depth] = NULL;
    builder->open[builder->depth++] = node;
    return RAS_OK;
}

static enum ras_status scalar_place(struct builder *builder, const yaml_event_t *event)
{
    struct ras_node *node = NULL;
    const enum ras_status status = scalar_make(builder, event, &node);
    return status == RAS_OK ? node_place(builder, event, node) : status;
}

static bool has_anchor_or_tag(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor != NULL || event->data.sequence_start.tag != NULL;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor != NULL || event->data.mapping_start.tag != NULL;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_ALIAS_EVENT:
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: break;
    }
    return false;
}

static enum ras_status event_take(struct builder *builder, const yaml_event_t *event)
{
    if (has_anchor_or_tag(event))
        return fail(builder, event->start_mark, "anchors (&) and tags (!) are not allowed");
    switch (event->type) {
    case YAML_ALIAS_EVENT: return fail(builder, event->start_mark, "aliases (*) are not allowed");
    case YAML_DOCUMENT_START_EVENT:
        if (++builder->document_count > 1)
            return fail(builder, event->start_mark,
                        "a config is one document, here a second begins");
        return RAS_OK;
    case YAML_SCALAR_EVENT: return scalar_place(builder, event);
    case YAML_SEQUENCE_START_EVENT: return collection_open(builder, event, RAS_NODE_SEQUENCE);
    case YAML_MAPPING_START_EVENT: return collection_open(builder, event, RAS_NODE_MAPPING);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: builder->depth--; return RAS_OK;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT: break;
    }
    return RAS_OK;
}

enum ras_status ras_document_parse(struct ras_bytes text, const char *source,
                                   struct ras_arena *arena, struct ras_node **root,
                                   struct ras_error *error)
{
    *root = NULL;
    if (text.length >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0)
        text = (struct ras_bytes){text.data + 3, text.length - 3};
    struct builder builder = {.source = source, .text = text, .arena = arena, .error = error};
    if (!yaml_parser_initialize(&builder.parser))
        return ras_no_memory(error, sizeof builder.parser);
    yaml_parser_set_encoding(&builder.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder.parser, (const unsigned char *)text.data, text.length);
    enum ras_status status = RAS_OK;
    for (bool end = false; !end && status == RAS_OK;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&builder.parser, &event)) {
            status = fail_parser(&builder);
            break;
        }
        end = event.type == YAML_STREAM_END_EVENT;
        status = event_take(&builder, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&builder.parser);
    *root = status == RAS_OK ? builder.root : NULL;
    return status;
}

const struct ras_node *ras_node_child(const struct ras_node *mapping, const char *key)
{
    if (mapping == NULL || mapping->kind != RAS_NODE_MAPPING)
        return NULL;
    for (const struct ras_node *child = mapping->first; child != NULL; child = child->next)
        if (strcmp(child->key->text, key) == 0)
            return child;
    return NULL;
}

const char *ras_word_shown(const char *word, char out[RAS_SHOWN_BYTES])
{
    size_t length = strlen(word);
    const bool cut = length >= RAS_SHOWN_BYTES;
    if (cut) {
        length = RAS_SHOWN_BYTES - sizeof "...";
        while (length > 0 && ((unsigned char)word[length] & 0xC0) == 0x80)
            length--;
    }
    for (size_t i = 0; i < length; i++)
        out[i] = (unsigned char)word[i] < 0x20 || word[i] == 0x7F ? '?' : word[i];
    memcpy(out + length, cut ? "..." : "", cut ? sizeof "..." : 1);
    return out;
}

bool ras_node_empty(const struct ras_node *node)
{
    return node->kind == RAS_NODE_SCALAR && node->plain &&
           (node->text[0] == '\0' || strcmp(node->text, "~") == 0 ||
            strcmp(node->text, "null") == 0);
}
