/* The table of keys and the walk over it. Mappings are walked from a list of frames, not by
 * recursion; inside one mapping the order is that of the table, so that `match.model` is read
 * before the thresholds that stand above it, wherever they are in the file. */
#include "engine/config_schema.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "engine/config_values.h"
#include "read/headers.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define IN_CONFIG(member)  offsetof(struct ras_config, member)
#define IN_SOURCE(member)  offsetof(struct ras_source_config, member)
#define IN_QUALITY(member) offsetof(struct ras_quality_settings, member)
#define MILLION            INT64_C(1000000)

static_assert(sizeof(unsigned) == sizeof(uint32_t), "thread_count is read as a uint32_t");

/* clang-format off */
static const struct ras_config_key keys[] = {
    /* path                     reader                 goes to                           min        max            default  required */
    {"purpose",                 ras_config_text,       IN_CONFIG(purpose),               1,         1000,          NULL,    true},
    {"as_of",                   ras_config_date,       IN_CONFIG(as_of),                 0,         0,             NULL,    false},
    {"output",                  ras_config_folder,     IN_CONFIG(output),                1,         400,           NULL,    true},
    {"keep_runs",               ras_config_whole,      IN_CONFIG(keep_runs),             1,         10000,         "14",    false},
    {"threads",                 ras_config_whole,      IN_CONFIG(thread_count),          1,         256,           NULL,    false},
    {"ledger",                  ras_config_later,      0,                                0,         0,             NULL,    false},
    {"residents",               NULL,                  IN_CONFIG(residents),             0,         0,             NULL,    true},
    {"residents.path",          ras_config_input,      0,                                1,         400,           NULL,    true},
    {"residents.columns",       ras_config_columns,    0,                                0,         0,             NULL,    false},
    {"residents.values",        ras_config_mappings,   0,                                0,         0,             NULL,    false},
    {"residents.delimiter",     ras_config_delimiter,  IN_SOURCE(delimiter),             0,         0,             NULL,    false},
    {"residents.encoding",      ras_config_encoding,   0,                                0,         0,             NULL,    false},
    {"sources",                 ras_config_sources,    0,                                1,         0,             NULL,    true},
    {"sources[].name",          ras_config_name,       IN_SOURCE(name),                  1,         40,            NULL,    true},
    {"sources[].kind",          ras_config_kind,       IN_SOURCE(kind),                  0,         0,             NULL,    true},
    {"sources[].optional",      ras_config_boolean,    IN_SOURCE(optional),              0,         0,             "false", false},
    {"sources[].path",          ras_config_input,      0,                                1,         400,           NULL,    true},
    {"sources[].columns",       ras_config_columns,    0,                                0,         0,             NULL,    false},
    {"sources[].values",        ras_config_mappings,   0,                                0,         0,             NULL,    false},
    {"sources[].carry",         ras_config_carry,      0,                                0,         0,             NULL,    false},
    {"sources[].delimiter",     ras_config_delimiter,  IN_SOURCE(delimiter),             0,         0,             NULL,    false},
    {"sources[].encoding",      ras_config_encoding,   0,                                0,         0,             NULL,    false},
    {"units",                   NULL,                  0,                                0,         0,             NULL,    false},
    {"units.list",              ras_config_file,       IN_CONFIG(unit_list),             1,         400,           NULL,    false},
    {"units.crosswalk",         ras_config_file,       IN_CONFIG(crosswalk),             1,         400,           NULL,    false},
    {"match",                   NULL,                  0,                                0,         0,             NULL,    false},
    {"match.strategies",        ras_config_strategies, 0,                                0,         0,             NULL,    false},
    {"match.strategy",          ras_config_strategy,   0,                                0,         0,             RAS_STRATEGY_DEFAULT, false},
    {"match.model",             ras_config_model,      IN_CONFIG(base_model),                 1,         400,           NULL,    false},
    {"match.probability",       ras_config_millionths, IN_CONFIG(base_model.match_probability),  1,      MILLION,       NULL,    false},
    {"match.review",            ras_config_millionths, IN_CONFIG(base_model.review_probability), 0,      MILLION,       NULL,    false},
    {"match.margin",            ras_config_millibits,  IN_CONFIG(base_model.match_margin),    0,         100 * MILLION, NULL,    false},
    {"match.block_cap",         ras_config_whole,      IN_CONFIG(block_rows_max),        1,         1000000,       "2000",  false},
    {"match.names",             ras_config_file,       IN_CONFIG(names),                 1,         400,           NULL,    false},
    {"match.passes",            ras_config_later,      0,                                0,         0,             NULL,    false},
    {"match.comparisons",       ras_config_later,      0,                                0,         0,             NULL,    false},
    {"quality",                 NULL,                  IN_CONFIG(quality),               0,         0,             NULL,    false},
    {"quality.weights",         ras_config_weights,    0,                                0,         1000 * MILLION, NULL,   false},
    {"quality.green",           ras_config_decimal,    IN_QUALITY(green_percent),        0,         100 * MILLION, NULL,    false},
    {"quality.yellow",          ras_config_decimal,    IN_QUALITY(yellow_percent),       0,         100 * MILLION, NULL,    false},
    {"quality.freshness_days",  ras_config_freshness,  0,                                1,         36500,         NULL,    false},
    {"quality.mandatory",       ras_config_mandatory,  0,                                0,         0,             NULL,    false},
    {"quality.populations",     ras_config_populations, 0,                               0,         200,           NULL,    false},
    {"quality.bars",            ras_config_bars,       0,                                0,         100 * MILLION, NULL,    false},
    {"worklist",                NULL,                  0,                                0,         0,             NULL,    false},
    {"worklist.reveal",         ras_config_boolean,    IN_CONFIG(reveal_numbers),        0,         0,             "false", false},
    {"worklist.sheet_rows",     ras_config_whole,      IN_CONFIG(sheet_rows_max),        1,         1000000,       "2000",  false},
    {"worklist.workbooks",      ras_config_boolean,    IN_CONFIG(workbooks),             0,         0,             "true",  false},
    {"worklist.key",            ras_config_text,       IN_CONFIG(key_text),              1,         200,           NULL,    false},
    {"limits",                  NULL,                  0,                                0,         0,             NULL,    false},
    {"limits.rejects",          ras_config_decimal,    IN_CONFIG(reject_share_max),      0,         MILLION,       "0.05",  false},
    {"limits.memory",           ras_config_size,       IN_CONFIG(memory_bytes_max),      2 * MILLION, 1000 * MILLION * MILLION, NULL, false},
};
/* clang-format on */

#define KEY_COUNT (sizeof keys / sizeof keys[0])

/* The word of a key inside its section, NULL if it belongs to another one. */
static const char *word_in_section(const struct ras_config_key *key, const char *prefix)
{
    const size_t length = strlen(prefix);
    if (strncmp(key->path, prefix, length) != 0)
        return NULL;
    const char *const word = key->path + length;
    return strpbrk(word, ".[") == NULL ? word : NULL;
}

enum ras_status ras_config_fail(const struct ras_config_reader *reader, const struct ras_node *node,
                                const char *format, ...)
{
    char message[RAS_ERROR_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ras_fail_at(reader->error, RAS_CONFIG, reader->config->path, node->line, node->column,
                       "%s", message);
}

enum ras_status ras_config_unknown(const struct ras_config_reader *reader,
                                   const struct ras_node *node, const char *what,
                                   const char *const *known, size_t known_count)
{
    char shown[RAS_SHOWN_BYTES];
    const char *const near = ras_header_nearest(node->text, known, known_count);
    (void)ras_word_shown(node->text, shown);
    if (near != NULL)
        return ras_config_fail(reader, node, "unknown %s '%s', did you mean '%s'?", what, shown,
                               near);
    char list[240] = "";
    size_t used = 0;
    for (size_t i = 0; i < known_count && used < sizeof list; i++)
        used +=
            (size_t)snprintf(list + used, sizeof list - used, "%s%s", i == 0 ? "" : ", ", known[i]);
    return ras_config_fail(reader, node, "unknown %s '%s', known here: %s%s", what, shown, list,
                           used < sizeof list ? "" : "...");
}

static enum ras_status check_unknown(const struct ras_config_reader *reader,
                                     const struct ras_config_frame *frame)
{
    const char *known[KEY_COUNT];
    size_t known_count = 0;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *const word = word_in_section(&keys[i], frame->prefix);
        if (word != NULL)
            known[known_count++] = word;
    }
    for (const struct ras_node *child = frame->mapping == NULL ? NULL : frame->mapping->first;
         child != NULL; child = child->next) {
        size_t at = 0;
        while (at < known_count && strcmp(known[at], child->key->text) != 0)
            at++;
        if (at == known_count)
            return ras_config_unknown(reader, child->key, "key", known, known_count);
    }
    return RAS_OK;
}

static enum ras_status push_section(struct ras_config_reader *reader,
                                    const struct ras_config_key *key, const struct ras_node *node,
                                    void *target)
{
    static const char *const prefixes[] = {"residents.", "units.",    "match.",
                                           "quality.",   "worklist.", "limits."};
    const size_t length = strlen(key->path);
    /* a section whose keys are all commented out is empty, and that is fine */
    if (node != NULL && !ras_node_empty(node))
        RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "keys with values"));
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (strncmp(prefixes[i], key->path, length) == 0 && prefixes[i][length] == '.') {
            assert(reader->frame_count < RAS_CONFIG_FRAMES_MAX);
            reader->frames[reader->frame_count++] =
                (struct ras_config_frame){node, prefixes[i], target};
        }
    return RAS_OK;
}

static enum ras_status fail_missing(const struct ras_config_reader *reader,
                                    const struct ras_config_frame *frame, const char *word)
{
    static const struct ras_node start = {.line = 1, .column = 1};
    const struct ras_node *const node = frame->mapping == NULL ? &start : frame->mapping;
    if (strcmp(word, "purpose") == 0)
        return ras_config_fail(reader, node,
                               "missing key 'purpose': say what these data are processed for");
    return ras_config_fail(reader, node, "missing key '%s'", word);
}

static enum ras_status read_key(struct ras_config_reader *reader,
                                const struct ras_config_frame *frame,
                                const struct ras_config_key *key, const char *word)
{
    const struct ras_node *const node = ras_node_child(frame->mapping, word);
    void *const target = (char *)frame->target + key->offset;
    if (node == NULL && key->required)
        return fail_missing(reader, frame, word);
    if (key->read == NULL)
        return push_section(reader, key, node, target);
    if (node != NULL && ras_node_empty(node))
        return ras_config_fail(reader, node, "'%s' is empty", word);
    if (node != NULL)
        return key->read(reader, node, key, target);
    if (key->fallback == NULL)
        return RAS_OK;
    const struct ras_node key_node = {.text = word};
    const struct ras_node fallback = {.plain = true, .text = key->fallback, .key = &key_node};
    return key->read(reader, &fallback, key, target);
}

enum ras_status ras_config_walk(struct ras_config_reader *reader, const struct ras_node *root)
{
    if (root != NULL && ras_node_empty(root))
        root = NULL;
    if (root != NULL)
        RAS_TRY(ras_config_expect(reader, root, RAS_NODE_MAPPING, "keys with values"));
    reader->frames[0] = (struct ras_config_frame){root, "", reader->config};
    reader->frame_count = 1;
    for (unsigned at = 0; at < reader->frame_count; at++) {
        const struct ras_config_frame frame = reader->frames[at];
        RAS_TRY(check_unknown(reader, &frame));
        for (size_t i = 0; i < KEY_COUNT; i++) {
            const char *const word = word_in_section(&keys[i], frame.prefix);
            if (word != NULL)
                RAS_TRY(read_key(reader, &frame, &keys[i], word));
        }
    }
    return RAS_OK;
}
