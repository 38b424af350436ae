/* Readers of plain values: texts, paths, numbers, sizes, dates. Numbers are read by hand into
 * millionths, so that no locale and no rounding of a library function can change a threshold. */
#include "engine/config_values.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "engine/file_text.h"
#include "record/date.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define MILLION         INT64_C(1000000)
#define DIGITS_MAX      12 /* before the point: keeps millionths inside 64 bits */
#define MODEL_BYTES_MAX ((size_t)4 << 20)

/* ---- shared parts ---- */

enum ras_status ras_config_expect(const struct ras_config_reader *reader,
                                  const struct ras_node *node, enum ras_node_kind kind,
                                  const char *expected)
{
    if (node->kind == kind)
        return RAS_OK;
    char shown[RAS_SHOWN_BYTES];
    if (node->key == NULL)
        return ras_config_fail(reader, node, "%s expected here", expected);
    return ras_config_fail(reader, node, "'%s' must be %s", ras_word_shown(node->key->text, shown),
                           expected);
}

enum ras_status ras_config_scalar(const struct ras_config_reader *reader,
                                  const struct ras_node *node, const char *expected,
                                  const char **text)
{
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_SCALAR, expected));
    *text = node->text;
    return RAS_OK;
}

static enum ras_status fail_value(const struct ras_config_reader *reader,
                                  const struct ras_node *node, const char *expected)
{
    char shown[RAS_SHOWN_BYTES];
    if (node->kind != RAS_NODE_SCALAR)
        return ras_config_expect(reader, node, RAS_NODE_SCALAR, expected);
    return ras_config_fail(reader, node, "'%s' must be %s, not '%s'", node->key->text, expected,
                           ras_word_shown(node->text, shown));
}

/* "12.5" into 12500000; false for anything but digits with at most one point and six decimals. */
static bool parse_millionths(const char *text, int64_t *millionths)
{
    const size_t whole = strspn(text, "0123456789");
    if (whole == 0 || whole > DIGITS_MAX)
        return false;
    int64_t value = 0;
    for (size_t i = 0; i < whole; i++)
        value = value * 10 + (text[i] - '0');
    const char *const fraction = text + whole + (text[whole] == '.' ? 1 : 0);
    const size_t decimals = strspn(fraction, "0123456789");
    const bool point = text[whole] == '.';
    if (decimals > 6 || fraction[decimals] != '\0' || (point && decimals == 0) ||
        (!point && decimals != 0))
        return false;
    for (size_t i = 0; i < 6; i++)
        value = value * 10 + (i < decimals ? fraction[i] - '0' : 0);
    *millionths = value;
    return true;
}

/* Millionths as a person writes them: 0.05, 100. */
static const char *format_millionths(int64_t millionths, char out[32])
{
    int length =
        snprintf(out, 32, "%" PRId64 ".%06" PRId64, millionths / MILLION, millionths % MILLION);
    while (length > 0 && out[length - 1] == '0')
        out[--length] = '\0';
    if (length > 0 && out[length - 1] == '.')
        out[--length] = '\0';
    return out;
}

enum ras_status ras_config_number(const struct ras_config_reader *reader,
                                  const struct ras_node *node, int64_t minimum, int64_t maximum,
                                  bool whole, int64_t *millionths)
{
    char low[32];
    char high[32];
    char expected[128];
    (void)snprintf(expected, sizeof expected, "a %s from %s to %s",
                   whole ? "whole number" : "number", format_millionths(minimum, low),
                   format_millionths(maximum, high));
    int64_t value = 0;
    if (node->kind != RAS_NODE_SCALAR || !node->plain || !parse_millionths(node->text, &value) ||
        (whole && strchr(node->text, '.') != NULL) || value < minimum || value > maximum)
        return fail_value(reader, node, expected);
    *millionths = value;
    return RAS_OK;
}

const char *ras_config_copy(struct ras_config *config, const char *text)
{
    return ras_arena_copy(&config->arena, (struct ras_bytes){text, strlen(text) + 1}).data;
}

const char *ras_config_join(struct ras_config *config, const char *path)
{
    if (path[0] == '/' || strcmp(config->directory, ".") == 0)
        return ras_config_copy(config, path);
    const size_t capacity = strlen(config->directory) + strlen(path) + 2;
    char *const joined = ras_arena_alloc(&config->arena, capacity, 1);
    if (joined != NULL)
        (void)snprintf(joined, capacity, "%s/%s", config->directory, path);
    return joined;
}

enum ras_status ras_config_exists(const struct ras_config_reader *reader,
                                  const struct ras_node *node, const char *path)
{
    struct stat facts;
    if (stat(path, &facts) == 0 && S_ISDIR(facts.st_mode))
        return ras_config_fail(reader, node, "'%s' is a folder, a file is expected", path);
    if (access(path, R_OK) == 0)
        return RAS_OK;
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return ras_fail_at(reader->error, missing ? RAS_INPUT_MISSING : RAS_IO, reader->config->path,
                       node->line, node->column, "cannot open '%s': %s", path, strerror(errno));
}

enum ras_status ras_config_room(const struct ras_config_reader *reader, size_t count, size_t bytes,
                                void **room)
{
    const size_t total = count * bytes; /* counts are bounded by RAS_DOCUMENT_CHILDREN_MAX */
    *room = ras_arena_alloc(&reader->config->arena, total, 64);
    if (*room == NULL)
        return ras_no_memory(reader->error, total);
    memset(*room, 0, total);
    return RAS_OK;
}

/* ---- readers ---- */

enum ras_status ras_config_text(struct ras_config_reader *reader, const struct ras_node *node,
                                const struct ras_config_key *key, void *target)
{
    const char *text = NULL;
    RAS_TRY(ras_config_scalar(reader, node, "a text", &text));
    if (text[strspn(text, " \t\r\n")] == '\0')
        return ras_config_fail(reader, node, "'%s' is empty", node->key->text);
    if (strlen(text) > (size_t)key->maximum)
        return ras_config_fail(reader, node, "'%s' is longer than %" PRId64 " bytes",
                               node->key->text, key->maximum);
    const char *const copy = ras_config_copy(reader->config, text);
    if (copy == NULL)
        return ras_no_memory(reader->error, strlen(text));
    *(const char **)target = copy;
    return RAS_OK;
}

enum ras_status ras_config_folder(struct ras_config_reader *reader, const struct ras_node *node,
                                  const struct ras_config_key *key, void *target)
{
    const char *path = NULL;
    RAS_TRY(ras_config_text(reader, node, key, &path));
    const char *const joined = ras_config_join(reader->config, path);
    if (joined == NULL)
        return ras_no_memory(reader->error, strlen(path));
    *(const char **)target = joined;
    return RAS_OK;
}

enum ras_status ras_config_file(struct ras_config_reader *reader, const struct ras_node *node,
                                const struct ras_config_key *key, void *target)
{
    RAS_TRY(ras_config_folder(reader, node, key, target));
    return ras_config_exists(reader, node, *(const char **)target);
}

enum ras_status ras_config_boolean(struct ras_config_reader *reader, const struct ras_node *node,
                                   const struct ras_config_key *key, void *target)
{
    (void)key;
    const bool yes = node->kind == RAS_NODE_SCALAR && strcmp(node->text, "true") == 0;
    const bool no = node->kind == RAS_NODE_SCALAR && strcmp(node->text, "false") == 0;
    if (!node->plain || (!yes && !no))
        return fail_value(reader, node, "true or false");
    *(bool *)target = yes;
    return RAS_OK;
}

enum ras_status ras_config_whole(struct ras_config_reader *reader, const struct ras_node *node,
                                 const struct ras_config_key *key, void *target)
{
    int64_t millionths = 0;
    RAS_TRY(ras_config_number(reader, node, key->minimum * MILLION, key->maximum * MILLION, true,
                              &millionths));
    *(uint32_t *)target = (uint32_t)(millionths / MILLION);
    return RAS_OK;
}

enum ras_status ras_config_decimal(struct ras_config_reader *reader, const struct ras_node *node,
                                   const struct ras_config_key *key, void *target)
{
    int64_t millionths = 0;
    RAS_TRY(ras_config_number(reader, node, key->minimum, key->maximum, false, &millionths));
    *(double *)target = (double)millionths / (double)MILLION;
    return RAS_OK;
}

enum ras_status ras_config_millionths(struct ras_config_reader *reader, const struct ras_node *node,
                                      const struct ras_config_key *key, void *target)
{
    int64_t millionths = 0;
    RAS_TRY(ras_config_number(reader, node, key->minimum, key->maximum, false, &millionths));
    *(uint32_t *)target = (uint32_t)millionths;
    return RAS_OK;
}

enum ras_status ras_config_millibits(struct ras_config_reader *reader, const struct ras_node *node,
                                     const struct ras_config_key *key, void *target)
{
    int64_t millionths = 0;
    RAS_TRY(ras_config_number(reader, node, key->minimum, key->maximum, false, &millionths));
    *(int32_t *)target = (int32_t)(millionths / 1000);
    return RAS_OK;
}

enum ras_status ras_config_size(struct ras_config_reader *reader, const struct ras_node *node,
                                const struct ras_config_key *key, void *target)
{
    static const struct {
        const char *name;
        int64_t bytes;
    } units[] = {{"MB", MILLION},           {"GB", 1000 * MILLION},    {"TB", MILLION * MILLION},
                 {"MiB", INT64_C(1) << 20}, {"GiB", INT64_C(1) << 30}, {"TiB", INT64_C(1) << 40}};
    static const char expected[] = "a size such as 500MB or 2GB";
    char number[20] = "";
    int64_t millionths = 0;
    int64_t unit = 0;
    if (node->kind != RAS_NODE_SCALAR)
        return fail_value(reader, node, expected);
    const size_t length = strspn(node->text, "0123456789.");
    const char *const suffix = node->text + length + strspn(node->text + length, " ");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcasecmp(suffix, units[i].name) == 0)
            unit = units[i].bytes;
    if (unit == 0 || length >= sizeof number)
        return fail_value(reader, node, expected);
    memcpy(number, node->text, length);
    /* at most 6 digits: 999999 TiB in millionths of a unit stays inside 64 bits when divided first
     */
    if (strcspn(number, ".") > 6 || !parse_millionths(number, &millionths))
        return fail_value(reader, node, expected);
    int64_t bytes = 0;
    if (__builtin_mul_overflow(millionths / 1000, unit, &bytes) || bytes / 1000 < key->minimum ||
        bytes / 1000 > key->maximum)
        return fail_value(reader, node, "a size from 2MB to 1000TB");
    *(uint64_t *)target = (uint64_t)(bytes / 1000);
    return RAS_OK;
}

enum ras_status ras_config_date(struct ras_config_reader *reader, const struct ras_node *node,
                                const struct ras_config_key *key, void *target)
{
    (void)key;
    static const char expected[] = "a date written as YYYY-MM-DD";
    unsigned parts[3] = {0, 0, 0};
    const char *const text = node->kind == RAS_NODE_SCALAR ? node->text : "";
    bool good = strlen(text) == 10;
    for (size_t i = 0, part = 0; good && i < 10; i++) {
        if (i == 4 || i == 7) {
            good = text[i] == '-';
            part++;
        } else {
            good = text[i] >= '0' && text[i] <= '9';
            parts[part] = parts[part] * 10 + (unsigned)(text[i] - '0');
        }
    }
    if (!good || parts[0] < 1900 || !ras_date_exists(parts[0], parts[1], parts[2]))
        return fail_value(reader, node, expected);
    *(uint32_t *)target = ras_date_make(parts[0], parts[1], parts[2]);
    return RAS_OK;
}

enum ras_status ras_config_model(struct ras_config_reader *reader, const struct ras_node *node,
                                 const struct ras_config_key *key, void *target)
{
    const char *path = NULL;
    struct ras_bytes json;
    RAS_TRY(ras_config_file(reader, node, key, &path));
    RAS_TRY(ras_file_read(path, MODEL_BYTES_MAX, &reader->config->arena, &json, reader->error));
    return ras_model_parse(json, path, target, reader->error);
}

enum ras_status ras_config_later(struct ras_config_reader *reader, const struct ras_node *node,
                                 const struct ras_config_key *key, void *target)
{
    (void)key;
    (void)target;
    return ras_config_fail(reader, node->key, "key '%s' is not supported yet", node->key->text);
}
