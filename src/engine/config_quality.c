/* Readers for `quality:`: what is given per word or per kind of source. What is not given keeps the
 * defaults that ras_quality_defaults has set before. */
#include "engine/config_values.h"

#include "base/bytes.h"
#include "base/try.h"

#include <string.h>

#define MILLION INT64_C(1000000)

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

/* Numbers per word of clean data: {dung: 95, song: 80}. */
static enum ras_status read_per_word(struct ras_config_reader *reader, const struct ras_node *node,
                                     const struct ras_config_key *key,
                                     double values[RAS_WORD_COUNT])
{
    const char *names[RAS_WORD_COUNT];
    for (unsigned i = 0; i < RAS_WORD_COUNT; i++)
        names[i] = ras_word_name((enum ras_word)i);
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "words with numbers"));
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        unsigned word = 0;
        int64_t millionths = 0;
        while (word < RAS_WORD_COUNT && strcmp(names[word], child->key->text) != 0)
            word++;
        if (word == RAS_WORD_COUNT)
            return ras_config_unknown(reader, child->key, "word", names, RAS_WORD_COUNT);
        RAS_TRY(ras_config_number(reader, child, key->minimum, key->maximum, false, &millionths));
        values[word] = (double)millionths / (double)MILLION;
    }
    return RAS_OK;
}

enum ras_status ras_config_weights(struct ras_config_reader *reader, const struct ras_node *node,
                                   const struct ras_config_key *key, void *target)
{
    struct ras_quality_settings *const quality = target;
    double sum = 0;
    RAS_TRY(read_per_word(reader, node, key, quality->word_weight));
    for (unsigned i = 0; i < RAS_WORD_COUNT; i++)
        sum += quality->word_weight[i];
    if (!(sum > 0))
        return ras_config_fail(reader, node, "all weights are 0, one at least must count");
    return RAS_OK;
}

enum ras_status ras_config_bars(struct ras_config_reader *reader, const struct ras_node *node,
                                const struct ras_config_key *key, void *target)
{
    struct ras_quality_settings *const quality = target;
    return read_per_word(reader, node, key, quality->bar_percent);
}

static enum ras_status find_kind(struct ras_config_reader *reader, const struct ras_node *child,
                                 enum ras_source_kind *kind)
{
    *kind = ras_kind_find(ras_bytes_of(child->key->text));
    if (*kind == RAS_KIND_COUNT)
        return ras_config_unknown(reader, child->key, "kind", kind_names, RAS_KIND_COUNT);
    return RAS_OK;
}

enum ras_status ras_config_freshness(struct ras_config_reader *reader, const struct ras_node *node,
                                     const struct ras_config_key *key, void *target)
{
    struct ras_quality_settings *const quality = target;
    if (node->kind == RAS_NODE_SCALAR) {
        uint32_t days = 0;
        RAS_TRY(ras_config_whole(reader, node, key, &days));
        for (unsigned i = 0; i < RAS_KIND_COUNT; i++)
            quality->freshness_days[i] = days;
        return RAS_OK;
    }
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "a number of days, or one per kind"));
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        enum ras_source_kind kind = RAS_KIND_COUNT;
        RAS_TRY(find_kind(reader, child, &kind));
        RAS_TRY(ras_config_whole(reader, child, key, &quality->freshness_days[kind]));
    }
    return RAS_OK;
}

enum ras_status ras_config_mandatory(struct ras_config_reader *reader, const struct ras_node *node,
                                     const struct ras_config_key *key, void *target)
{
    (void)key;
    struct ras_quality_settings *const quality = target;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "kinds with lists of fields"));
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        enum ras_source_kind kind = RAS_KIND_COUNT;
        uint64_t fields = 0;
        RAS_TRY(find_kind(reader, child, &kind));
        RAS_TRY(ras_config_expect(reader, child, RAS_NODE_SEQUENCE, "a list of fields"));
        for (const struct ras_node *item = child->first; item != NULL; item = item->next) {
            const char *text = NULL;
            RAS_TRY(ras_config_scalar(reader, item, "a field", &text));
            const enum ras_field field = ras_field_find(ras_bytes_of(text));
            if (field == RAS_FIELD_NONE)
                return ras_config_unknown(reader, item, "field", field_names, RAS_FIELD_COUNT);
            fields |= RAS_FIELD_BIT(field);
        }
        quality->mandatory[kind] = fields;
    }
    return RAS_OK;
}

/* {age_min: 80, age_max: 200}: either may be left out. */
static enum ras_status read_ages(struct ras_config_reader *reader, const struct ras_node *node,
                                 const struct ras_config_key *key, uint32_t *age_min,
                                 uint32_t *age_max)
{
    static const char *const known[] = {"age_min", "age_max"};
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "age_min and age_max"));
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        if (strcmp(child->key->text, known[0]) == 0)
            RAS_TRY(ras_config_whole(reader, child, key, age_min));
        else if (strcmp(child->key->text, known[1]) == 0)
            RAS_TRY(ras_config_whole(reader, child, key, age_max));
        else
            return ras_config_unknown(reader, child->key, "key", known, 2);
    }
    if (*age_min > *age_max)
        return ras_config_fail(reader, node, "age_min %u is above age_max %u", (unsigned)*age_min,
                               (unsigned)*age_max);
    return RAS_OK;
}

enum ras_status ras_config_populations(struct ras_config_reader *reader,
                                       const struct ras_node *node,
                                       const struct ras_config_key *key, void *target)
{
    struct ras_quality_settings *const quality = target;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "kinds with ages"));
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        enum ras_source_kind kind = RAS_KIND_COUNT;
        RAS_TRY(find_kind(reader, child, &kind));
        RAS_TRY(read_ages(reader, child, key, &quality->population_age_min[kind],
                          &quality->population_age_max[kind]));
    }
    return RAS_OK;
}
