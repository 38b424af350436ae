/* Readers for `residents` and `sources`: names, kinds, paths, columns, values. */
#include "engine/config_values.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "record/person.h"

#include <assert.h>
#include <string.h>

static const char *const field_names[] = {
#define FIELD(ENUM, name, personal) #name,
    RAS_FIELDS(FIELD)
#undef FIELD
};

static const char *const kind_names[] = {
#define KIND(ENUM, name, vietnamese) #name,
    RAS_SOURCE_KINDS(KIND)
#undef KIND
};

/* The closed lists that `values:` maps onto. */
struct value_list {
    enum ras_field field;
    const char *field_name;
    size_t count;
    const char *names[4];
    uint8_t values[4];
};

static const struct value_list value_lists[] = {
    {RAS_FIELD_SEX, "sex", 2, {"male", "female"}, {RAS_SEX_MALE, RAS_SEX_FEMALE}},
    {RAS_FIELD_STATUS,
     "status",
     4,
     {"alive", "dead", "moved", "missing"},
     {RAS_STATUS_ALIVE, RAS_STATUS_DEAD, RAS_STATUS_MOVED, RAS_STATUS_MISSING}},
    {RAS_FIELD_EVENT_TYPE,
     "event_type",
     4,
     {"birth", "death", "marriage", "other"},
     {RAS_EVENT_BIRTH, RAS_EVENT_DEATH, RAS_EVENT_MARRIAGE, RAS_EVENT_OTHER}},
};

#define VALUE_LIST_COUNT (sizeof value_lists / sizeof value_lists[0])

enum ras_status ras_config_sources(struct ras_config_reader *reader, const struct ras_node *node,
                                   const struct ras_config_key *key, void *target)
{
    (void)key;
    struct ras_config *const config = target;
    void *room = NULL;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_SEQUENCE, "a list, one '- ' for each source"));
    if (node->child_count == 0)
        return ras_config_fail(reader, node, "'sources' is empty");
    if (node->child_count > RAS_RUN_SOURCES_MAX)
        return ras_config_fail(reader, node, "'sources' holds %u sources, at most %d are allowed",
                               (unsigned)node->child_count, RAS_RUN_SOURCES_MAX);
    RAS_TRY(ras_config_room(reader, node->child_count, sizeof *config->sources, &room));
    config->sources = room;
    for (const struct ras_node *item = node->first; item != NULL; item = item->next) {
        RAS_TRY(ras_config_expect(reader, item, RAS_NODE_MAPPING, "keys with values"));
        struct ras_source_config *const source = &config->sources[config->source_count++];
        assert(reader->frame_count < RAS_CONFIG_FRAMES_MAX);
        reader->frames[reader->frame_count++] =
            (struct ras_config_frame){item, "sources[].", source};
    }
    return RAS_OK;
}

enum ras_status ras_config_name(struct ras_config_reader *reader, const struct ras_node *node,
                                const struct ras_config_key *key, void *target)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    const struct ras_config *const config = reader->config;
    const char *name = NULL;
    RAS_TRY(ras_config_scalar(reader, node, "a name", &name));
    const size_t length = strlen(name);
    if (length == 0 || length > (size_t)key->maximum || strspn(name, letters) != length)
        return ras_config_fail(reader, node,
                               "a source name is 1 to 40 of the characters a-z, 0-9, _ and -");
    /* proposals/residents.csv is the residents' own */
    if (strcmp(name, "residents") == 0)
        return ras_config_fail(reader, node, "no source may be called 'residents'");
    for (size_t i = 0; i < config->source_count; i++)
        if (config->sources[i].name != NULL && strcmp(config->sources[i].name, name) == 0)
            return ras_config_fail(reader, node, "two sources are called '%s'", name);
    return ras_config_text(reader, node, key, target);
}

enum ras_status ras_config_kind(struct ras_config_reader *reader, const struct ras_node *node,
                                const struct ras_config_key *key, void *target)
{
    (void)key;
    const char *text = NULL;
    RAS_TRY(ras_config_scalar(reader, node, "the kind of a source", &text));
    const enum ras_source_kind kind = ras_kind_find(ras_bytes_of(text));
    if (kind == RAS_KIND_COUNT)
        return ras_config_unknown(reader, node, "kind", kind_names, RAS_KIND_COUNT);
    *(enum ras_source_kind *)target = kind;
    return RAS_OK;
}

enum ras_status ras_config_input(struct ras_config_reader *reader, const struct ras_node *node,
                                 const struct ras_config_key *key, void *target)
{
    struct ras_source_config *const source = target;
    const char *text = NULL;
    RAS_TRY(ras_config_scalar(reader, node, "a path", &text));
    if (strcmp(text, "-") == 0)
        return ras_config_fail(reader, node,
                               "standard input ('-') can only be given on the command line");
    RAS_TRY(ras_config_folder(reader, node, key, &source->path));
    source->line_number = node->line;
    if (source->optional || reader->config->inputs_may_be_gone || strpbrk(text, "*?[") != NULL)
        return RAS_OK;
    return ras_config_exists(reader, node, source->path);
}

enum ras_status ras_config_delimiter(struct ras_config_reader *reader, const struct ras_node *node,
                                     const struct ras_config_key *key, void *target)
{
    (void)key;
    const char *text = NULL;
    RAS_TRY(ras_config_scalar(reader, node, "one of , ; | tab", &text));
    const char letter = strcmp(text, "tab") == 0 ? '\t' : text[0];
    if (letter == '\0' || strchr(",;|\t", letter) == NULL ||
        (text[1] != '\0' && strcmp(text, "tab") != 0))
        return ras_config_fail(reader, node, "'delimiter' must be one of , ; | tab");
    *(char *)target = letter;
    return RAS_OK;
}

enum ras_status ras_config_encoding(struct ras_config_reader *reader, const struct ras_node *node,
                                    const struct ras_config_key *key, void *target)
{
    (void)key;
    (void)target;
    const char *text = NULL;
    char shown[RAS_SHOWN_BYTES];
    RAS_TRY(ras_config_scalar(reader, node, "utf-8", &text));
    if (strcasecmp(text, "utf-8") != 0 && strcasecmp(text, "utf8") != 0)
        return ras_config_fail(reader, node,
                               "encoding '%s' is not supported yet, only utf-8 is read",
                               ras_word_shown(text, shown));
    return RAS_OK;
}

/* A header as given for a column: non-empty text, copied. */
static enum ras_status read_header(struct ras_config_reader *reader, const struct ras_node *node,
                                   const char **header)
{
    const char *text = NULL;
    RAS_TRY(ras_config_scalar(reader, node, "the header of a column", &text));
    if (ras_node_empty(node) || text[strspn(text, " \t")] == '\0')
        return ras_config_fail(reader, node, "the header of a column is empty");
    *header = ras_config_copy(reader->config, text);
    return *header == NULL ? ras_no_memory(reader->error, strlen(text)) : RAS_OK;
}

enum ras_status ras_config_columns(struct ras_config_reader *reader, const struct ras_node *node,
                                   const struct ras_config_key *key, void *target)
{
    (void)key;
    struct ras_source_config *const source = target;
    void *room = NULL;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "fields with headers"));
    RAS_TRY(ras_config_room(reader, node->child_count, sizeof *source->columns, &room));
    source->columns = room;
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        const enum ras_field field = ras_field_find(ras_bytes_of(child->key->text));
        if (field == RAS_FIELD_NONE)
            return ras_config_unknown(reader, child->key, "field", field_names, RAS_FIELD_COUNT);
        struct ras_column_mapping *const mapping = &source->columns[source->column_count++];
        mapping->field = field;
        RAS_TRY(read_header(reader, child, &mapping->header));
    }
    return RAS_OK;
}

enum ras_status ras_config_carry(struct ras_config_reader *reader, const struct ras_node *node,
                                 const struct ras_config_key *key, void *target)
{
    (void)key;
    struct ras_source_config *const source = target;
    void *room = NULL;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_SEQUENCE, "a list of headers"));
    if (node->child_count > RAS_CARRIED_MAX)
        return ras_config_fail(reader, node, "'carry' holds %u columns, at most %d are allowed",
                               (unsigned)node->child_count, RAS_CARRIED_MAX);
    RAS_TRY(ras_config_room(reader, node->child_count, sizeof *source->carry, &room));
    source->carry = room;
    for (const struct ras_node *item = node->first; item != NULL; item = item->next) {
        const char *header = NULL;
        char shown[RAS_SHOWN_BYTES];
        RAS_TRY(read_header(reader, item, &header));
        for (size_t i = 0; i < source->carry_count; i++)
            if (strcmp(source->carry[i], header) == 0)
                return ras_config_fail(reader, item, "column '%s' is carried twice",
                                       ras_word_shown(header, shown));
        source->carry[source->carry_count++] = header;
    }
    return RAS_OK;
}

static enum ras_status read_mapping(struct ras_config_reader *reader, const struct ras_node *node,
                                    const struct value_list *list, struct ras_source_config *source)
{
    const char *text = NULL;
    RAS_TRY(ras_config_scalar(reader, node, "a value of the closed list", &text));
    size_t at = 0;
    while (at < list->count && strcmp(list->names[at], text) != 0)
        at++;
    if (at == list->count)
        return ras_config_unknown(reader, node, "value", list->names, list->count);
    const char *const written = ras_config_copy(reader->config, node->key->text);
    if (written == NULL)
        return ras_no_memory(reader->error, strlen(node->key->text));
    source->values[source->value_count++] =
        (struct ras_value_mapping){list->field, written, list->values[at]};
    return RAS_OK;
}

enum ras_status ras_config_mappings(struct ras_config_reader *reader, const struct ras_node *node,
                                    const struct ras_config_key *key, void *target)
{
    (void)key;
    struct ras_source_config *const source = target;
    const char *known[VALUE_LIST_COUNT];
    size_t total = 0;
    void *room = NULL;
    for (size_t i = 0; i < VALUE_LIST_COUNT; i++)
        known[i] = value_lists[i].field_name;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "fields with lists of values"));
    for (const struct ras_node *child = node->first; child != NULL; child = child->next)
        total += child->child_count;
    RAS_TRY(ras_config_room(reader, total, sizeof *source->values, &room));
    source->values = room;
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        size_t at = 0;
        while (at < VALUE_LIST_COUNT && strcmp(known[at], child->key->text) != 0)
            at++;
        if (at == VALUE_LIST_COUNT)
            return ras_config_unknown(reader, child->key, "field", known, VALUE_LIST_COUNT);
        RAS_TRY(ras_config_expect(reader, child, RAS_NODE_MAPPING, "written: meaning"));
        for (const struct ras_node *pair = child->first; pair != NULL; pair = pair->next)
            RAS_TRY(read_mapping(reader, pair, &value_lists[at], source));
    }
    return RAS_OK;
}
