/* `fields:` and `passes:` of a linkage config. */
#include "engine/linkage_config.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "engine/config_values.h"

#include <stdio.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define COLUMNS_MAX     (RAS_CARRIED_MAX - 1) /* one is the id */

/* The header in both files, or {left: ..., right: ...}. */
static enum ras_status column_names(struct ras_config_reader *reader, const struct ras_node *node,
                                    bool two_files, const struct ras_node *nodes[2])
{
    static const char *const words[] = {"left", "right"};
    const char *name = NULL;
    nodes[0] = nodes[1] = node;
    if (node->kind == RAS_NODE_MAPPING && two_files) {
        RAS_TRY(ras_linkage_keys(reader, node, words, COUNT_OF(words)));
        for (unsigned side = 0; side < 2; side++)
            RAS_TRY(ras_linkage_child(reader, node, words[side], &nodes[side]));
    }
    for (unsigned side = 0; side < 2; side++) {
        RAS_TRY(ras_config_scalar(reader, nodes[side],
                                  two_files ? "a header, {left: ..., right: ...}, or a list"
                                            : "a header, or a list of headers",
                                  &name));
        if (name[0] == '\0')
            return ras_config_fail(reader, nodes[side], "a column is empty");
    }
    return RAS_OK;
}

static enum ras_status column_add(struct ras_config_reader *reader, const struct ras_node *node,
                                  struct ras_linkage *linkage, struct ras_link_field *field)
{
    struct ras_link_schema *const schema = &linkage->schema;
    const struct ras_node *nodes[2];
    RAS_TRY(column_names(reader, node, schema->two_files, nodes));
    if (field->column_count == RAS_LINK_FIELD_COLUMN_MAX)
        return ras_config_fail(reader, node, "a field has more than %d columns",
                               RAS_LINK_FIELD_COLUMN_MAX);
    uint32_t column = 0;
    while (column < schema->column_count &&
           (strcmp(schema->columns[0][column], nodes[0]->text) != 0 ||
            strcmp(schema->columns[1][column], nodes[1]->text) != 0))
        column++;
    if (column == COLUMNS_MAX)
        return ras_config_fail(reader, node, "more than %d columns are used", COLUMNS_MAX);
    for (unsigned side = 0; side < 2 && column == schema->column_count; side++) {
        schema->columns[side][column] = nodes[side]->text; /* of the config's arena too */
        linkage->column_nodes[side][column] = nodes[side];
    }
    schema->column_count += column == schema->column_count;
    field->columns[field->column_count++] = column;
    return RAS_OK;
}

static enum ras_status columns_read(struct ras_config_reader *reader, const struct ras_node *node,
                                    struct ras_linkage *linkage, struct ras_link_field *field)
{
    if (node->kind != RAS_NODE_SEQUENCE)
        return column_add(reader, node, linkage, field);
    for (const struct ras_node *item = node->first; item != NULL; item = item->next)
        RAS_TRY(column_add(reader, item, linkage, field));
    return field->column_count > 0 ? RAS_OK
                                   : ras_config_fail(reader, node, "'%s' is empty", "column");
}

static enum ras_status transform_unknown(struct ras_config_reader *reader,
                                         const struct ras_node *node)
{
    const char *known[256];
    size_t count = 0;
    for (unsigned i = 0; i < ras_transform_count() && count < COUNT_OF(known); i++)
        known[count++] = ras_transform_name(i);
    return ras_config_unknown(reader, node, "transform", known, count);
}

static enum ras_status transforms_read(struct ras_config_reader *reader,
                                       const struct ras_node *node, struct ras_link_field *field)
{
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_SEQUENCE, "a list of transforms"));
    for (const struct ras_node *item = node->first; item != NULL; item = item->next) {
        const char *text = NULL;
        RAS_TRY(ras_config_scalar(reader, item, "the name of a transform", &text));
        if (field->transform_count == RAS_LINK_TRANSFORMS_MAX)
            return ras_config_fail(reader, item, "a field has more than %d transforms",
                                   RAS_LINK_TRANSFORMS_MAX);
        const char *const wrong =
            ras_transform_parse(ras_bytes_of(text), &field->transforms[field->transform_count++]);
        if (wrong != NULL && strcmp(wrong, "unknown transform") == 0)
            return transform_unknown(reader, item);
        if (wrong != NULL)
            return ras_config_fail(reader, item, "%s", wrong);
    }
    return RAS_OK;
}

static enum ras_status field_read(struct ras_config_reader *reader, const struct ras_node *node,
                                  struct ras_linkage *linkage, struct ras_link_field *field)
{
    static const char *const words[] = {"column", "transforms", "words"};
    static const struct ras_config_key no_key = {.maximum = 0};
    const struct ras_node *child = NULL;
    field->name = node->key->text;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "{column: ..., transforms: [...]}"));
    RAS_TRY(ras_linkage_keys(reader, node, words, COUNT_OF(words)));
    RAS_TRY(ras_linkage_child(reader, node, "column", &child));
    RAS_TRY(columns_read(reader, child, linkage, field));
    child = ras_node_child(node, "words");
    if (child != NULL)
        RAS_TRY(ras_config_boolean(reader, child, &no_key, &field->words));
    child = ras_node_child(node, "transforms");
    return child == NULL ? RAS_OK : transforms_read(reader, child, field);
}

enum ras_status ras_linkage_read_fields(struct ras_config_reader *reader,
                                        const struct ras_node *node, struct ras_linkage *linkage)
{
    struct ras_link_schema *const schema = &linkage->schema;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "fields by name"));
    if (node->child_count > RAS_LINK_FIELDS_MAX)
        return ras_config_fail(reader, node, "more than %d fields", RAS_LINK_FIELDS_MAX);
    void *fields = NULL;
    RAS_TRY(ras_config_room(reader, node->child_count, sizeof schema->fields[0], &fields));
    schema->fields = fields;
    for (unsigned side = 0; side < 2; side++) {
        void *columns = NULL, *nodes = NULL;
        RAS_TRY(ras_config_room(reader, RAS_CARRIED_MAX, sizeof(char *), &columns));
        RAS_TRY(ras_config_room(reader, RAS_CARRIED_MAX, sizeof(struct ras_node *), &nodes));
        schema->columns[side] = columns;
        linkage->column_nodes[side] = nodes;
    }
    for (const struct ras_node *child = node->first; child != NULL; child = child->next)
        RAS_TRY(field_read(reader, child, linkage, &schema->fields[schema->field_count++]));
    return RAS_OK;
}

enum ras_status ras_linkage_field(struct ras_config_reader *reader,
                                  const struct ras_link_schema *schema, const struct ras_node *node,
                                  uint32_t *field)
{
    const char *text = NULL;
    const char *known[RAS_LINK_FIELDS_MAX];
    RAS_TRY(ras_config_scalar(reader, node, "the name of a field", &text));
    for (*field = 0; *field < schema->field_count; ++*field) {
        if (strcmp(schema->fields[*field].name, text) == 0)
            return RAS_OK;
        known[*field] = schema->fields[*field].name;
    }
    return ras_config_unknown(reader, node, "field", known, schema->field_count);
}

/* "given+dob" */
static enum ras_status pass_name(struct ras_config_reader *reader,
                                 const struct ras_link_schema *schema, struct ras_link_pass *pass)
{
    char name[256] = "";
    size_t used = 0;
    for (unsigned i = 0; i < pass->field_count && used < sizeof name; i++)
        used += (size_t)snprintf(name + used, sizeof name - used, "%s%s", i == 0 ? "" : "+",
                                 schema->fields[pass->fields[i]].name);
    pass->name = ras_config_copy(reader->config, name);
    return pass->name == NULL ? ras_no_memory(reader->error, used) : RAS_OK;
}

enum ras_status ras_linkage_read_passes(struct ras_config_reader *reader,
                                        const struct ras_node *node, struct ras_linkage *linkage)
{
    struct ras_link_schema *const schema = &linkage->schema;
    void *passes = NULL;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_SEQUENCE, "a list of lists of fields"));
    if (node->child_count > RAS_LINK_PASSES_MAX)
        return ras_config_fail(reader, node, "more than %d passes", RAS_LINK_PASSES_MAX);
    RAS_TRY(ras_config_room(reader, node->child_count, sizeof schema->passes[0], &passes));
    schema->passes = passes;
    for (const struct ras_node *item = node->first; item != NULL; item = item->next) {
        struct ras_link_pass *const pass = &schema->passes[schema->pass_count++];
        RAS_TRY(ras_config_expect(reader, item, RAS_NODE_SEQUENCE, "a list of fields"));
        if (item->child_count == 0 || item->child_count > RAS_LINK_PASS_FIELDS_MAX)
            return ras_config_fail(reader, item, "a pass has 1 to %d fields",
                                   RAS_LINK_PASS_FIELDS_MAX);
        for (const struct ras_node *field = item->first; field != NULL; field = field->next)
            RAS_TRY(ras_linkage_field(reader, schema, field, &pass->fields[pass->field_count++]));
        unsigned by_words = 0;
        for (unsigned i = 0; i < pass->field_count; i++)
            by_words += schema->fields[pass->fields[i]].words;
        if (by_words > RAS_LINK_PASS_WORDS_MAX)
            return ras_config_fail(reader, item, "a pass takes at most %d fields by words",
                                   RAS_LINK_PASS_WORDS_MAX);
        RAS_TRY(pass_name(reader, schema, pass));
    }
    return RAS_OK;
}
