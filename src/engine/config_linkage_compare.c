/* `comparisons:` of a linkage config. */
#include "engine/linkage_config.h"

#include "base/bytes.h"
#include "base/try.h"
#include "engine/config_values.h"
#include "linkage/word_evidence.h"

#include <stdio.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define WORDS_NAME      "words"
/* What a table is worth where the config does not say: it outweighs a file of a thousand records
 * and yields to one of a million. */
#define TABLE_RECORDS 10000

static void level_name(struct ras_link_comparison *comparison, const char *name)
{
    (void)snprintf(comparison->level_names[comparison->level_count++],
                   sizeof comparison->level_names[0], "%s", name);
}

static enum ras_status comparator_read(struct ras_config_reader *reader,
                                       const struct ras_node *node,
                                       struct ras_link_comparison *comparison)
{
    const char *text = NULL;
    const char *known[128];
    size_t count = 0;
    RAS_TRY(ras_config_scalar(reader, node, "the name of a comparator", &text));
    if (strcmp(text, WORDS_NAME) == 0) {
        comparison->method = RAS_LINK_WORDS;
        return RAS_OK;
    }
    const struct ras_text_comparator *const found = ras_text_comparator_find(ras_bytes_of(text));
    if (found != NULL) {
        ras_text_comparison_init(&comparison->text, found);
        return RAS_OK;
    }
    for (unsigned i = 0; i < ras_text_comparator_count() && count + 1 < COUNT_OF(known); i++)
        known[count++] = ras_text_comparator_name(i);
    known[count++] = WORDS_NAME;
    return ras_config_unknown(reader, node, "comparator", known, count);
}

static enum ras_status level_add(struct ras_config_reader *reader, const struct ras_node *node,
                                 struct ras_link_comparison *comparison, bool crossed)
{
    const char *text = NULL;
    RAS_TRY(ras_config_scalar(reader, node, "a word or a number", &text));
    const char *const wrong = ras_text_comparison_add(&comparison->text, ras_bytes_of(text));
    if (wrong != NULL && strcmp(wrong, "unknown level") == 0)
        return ras_config_unknown(reader, node, "level", comparison->text.comparator->words,
                                  comparison->text.comparator->word_count);
    if (wrong != NULL)
        return ras_config_fail(reader, node, "level '%s': %s", text, wrong);
    if (comparison->level_count + (crossed ? 3u : 1u) >= RAS_LINK_LEVELS_MAX)
        return ras_config_fail(reader, node, "a comparison has too many levels");
    level_name(comparison, text);
    return RAS_OK;
}

static enum ras_status levels_read(struct ras_config_reader *reader, const struct ras_node *mapping,
                                   struct ras_link_comparison *comparison)
{
    const struct ras_node *const levels = ras_node_child(mapping, "levels");
    const bool crossed = ras_node_child(mapping, "crossed_with") != NULL;
    level_name(comparison, "missing");
    if (comparison->method == RAS_LINK_WORDS) {
        if (levels != NULL)
            return ras_config_fail(reader, levels->key,
                                   "comparator 'words' has levels of its own, in bits");
        for (unsigned i = 0; i < RAS_WORD_LEVEL_COUNT; i++)
            level_name(comparison, ras_word_levels[i].name);
        return RAS_OK;
    }
    if (levels == NULL) {
        static const struct ras_node exact = {.plain = true, .text = "exact"};
        RAS_TRY(level_add(reader, &exact, comparison, crossed));
    } else {
        RAS_TRY(ras_config_expect(reader, levels, RAS_NODE_SEQUENCE, "a list, best to worst"));
        if (levels->child_count == 0)
            return ras_config_fail(reader, levels, "'levels' is empty");
        for (const struct ras_node *item = levels->first; item != NULL; item = item->next)
            RAS_TRY(level_add(reader, item, comparison, crossed));
    }
    if (crossed) {
        comparison->crossed_level = comparison->level_count;
        level_name(comparison, "crossed");
        level_name(comparison, "crossed_alike");
    }
    level_name(comparison, "other");
    return RAS_OK;
}

/* `frequency: true`, or the table that it is taken from beside the data. */
static enum ras_status frequency_read(struct ras_config_reader *reader, const struct ras_node *node,
                                      struct ras_link_comparison *comparison)
{
    static const char *const words[] = {"table", "value", "count", "weight"};
    static const struct ras_config_key path = {.maximum = 400};
    static const struct ras_config_key weight = {.minimum = 1, .maximum = 1000000000};
    struct ras_link_population *const population = &comparison->population;
    const struct ras_node *children[3];
    uint32_t records = TABLE_RECORDS;
    if (node->kind != RAS_NODE_MAPPING)
        return ras_config_boolean(reader, node, &path, &comparison->frequency);
    if (comparison->method == RAS_LINK_WORDS)
        return ras_config_fail(reader, node,
                               "comparator 'words' weighs words by the data: it takes no table");
    RAS_TRY(ras_linkage_keys(reader, node, words, COUNT_OF(words)));
    for (unsigned i = 0; i < 3; i++)
        RAS_TRY(ras_linkage_child(reader, node, words[i], &children[i]));
    RAS_TRY(ras_config_file(reader, children[0], &path, &population->path));
    RAS_TRY(ras_config_text(reader, children[1], &path, &population->value));
    RAS_TRY(ras_config_text(reader, children[2], &path, &population->count));
    const struct ras_node *const child = ras_node_child(node, "weight");
    if (child != NULL)
        RAS_TRY(ras_config_whole(reader, child, &weight, &records));
    population->weight = records;
    comparison->frequency = true;
    const char *const columns[] = {population->value, population->count};
    return ras_linkage_columns(reader, population->path, columns, children + 1, COUNT_OF(columns));
}

static enum ras_status comparison_read(struct ras_config_reader *reader,
                                       const struct ras_node *node, struct ras_linkage *linkage,
                                       struct ras_link_comparison *comparison)
{
    static const char *const words[] = {"field",  "name",      "comparator",
                                        "levels", "frequency", "crossed_with"};
    static const struct ras_config_key name_key = {.maximum = 64};
    const struct ras_node *child = NULL;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING,
                              "{field: ..., comparator: ..., levels: [...]}"));
    RAS_TRY(ras_linkage_keys(reader, node, words, COUNT_OF(words)));
    RAS_TRY(ras_linkage_child(reader, node, "field", &child));
    RAS_TRY(ras_linkage_field(reader, &linkage->schema, child, &comparison->field));
    comparison->name = linkage->schema.fields[comparison->field].name;
    comparison->crossed_with = -1;
    child = ras_node_child(node, "name");
    if (child != NULL)
        RAS_TRY(ras_config_text(reader, child, &name_key, &comparison->name));
    RAS_TRY(ras_linkage_child(reader, node, "comparator", &child));
    RAS_TRY(comparator_read(reader, child, comparison));
    RAS_TRY(levels_read(reader, node, comparison));
    child = ras_node_child(node, "frequency");
    if (child != NULL)
        RAS_TRY(frequency_read(reader, child, comparison));
    if (comparison->method == RAS_LINK_WORDS)
        linkage->schema.fields[comparison->field].words = true;
    else if (comparison->frequency &&
             (!comparison->text.level[0].is_word || comparison->text.level[0].word != 0))
        return ras_config_fail(reader, child, "'frequency' needs 'exact' as the best level");
    return RAS_OK;
}

/* `crossed_with:` names another comparison, which must name this one. */
static enum ras_status crossed_find(struct ras_config_reader *reader, const struct ras_node *item,
                                    struct ras_link_schema *schema, unsigned number)
{
    const struct ras_node *const node = ras_node_child(item, "crossed_with");
    const char *known[RAS_LINK_COMPARISONS_MAX];
    const char *text = NULL;
    if (node == NULL)
        return RAS_OK;
    RAS_TRY(ras_config_scalar(reader, node, "the name of another comparison", &text));
    for (unsigned i = 0; i < schema->comparison_count; i++) {
        known[i] = schema->comparisons[i].name;
        if (strcmp(known[i], text) == 0 && i != number)
            schema->comparisons[number].crossed_with = (int32_t)i;
    }
    if (schema->comparisons[number].crossed_with < 0)
        return ras_config_unknown(reader, node, "comparison", known, schema->comparison_count);
    if (schema->comparisons[number].method == RAS_LINK_WORDS)
        return ras_config_fail(reader, node, "comparator 'words' can not be crossed");
    return RAS_OK;
}

static enum ras_status crossed_check(struct ras_config_reader *reader, const struct ras_node *node,
                                     const struct ras_link_schema *schema)
{
    for (unsigned i = 0; i < schema->comparison_count; i++) {
        const int32_t other = schema->comparisons[i].crossed_with;
        if (other >= 0 && schema->comparisons[other].crossed_with != (int32_t)i)
            return ras_config_fail(reader, node,
                                   "'%s' is crossed with '%s': they must name each other",
                                   schema->comparisons[i].name, schema->comparisons[other].name);
    }
    return RAS_OK;
}

enum ras_status ras_linkage_read_comparisons(struct ras_config_reader *reader,
                                             const struct ras_node *node,
                                             struct ras_linkage *linkage)
{
    struct ras_link_schema *const schema = &linkage->schema;
    unsigned number = 0;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_SEQUENCE, "a list of comparisons"));
    if (node->child_count == 0 || node->child_count > RAS_LINK_COMPARISONS_MAX)
        return ras_config_fail(reader, node, "1 to %d comparisons can be declared",
                               RAS_LINK_COMPARISONS_MAX);
    for (const struct ras_node *item = node->first; item != NULL; item = item->next)
        RAS_TRY(comparison_read(reader, item, linkage,
                                &schema->comparisons[schema->comparison_count++]));
    for (const struct ras_node *item = node->first; item != NULL; item = item->next)
        RAS_TRY(crossed_find(reader, item, schema, number++));
    return crossed_check(reader, node, schema);
}
