/* rasoat.yaml into a checked config: read the bytes, walk the document, then what several keys say
 * together. */
#include "engine/config.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "base/try.h"
#include "engine/config_schema.h"
#include "engine/config_values.h"
#include "engine/file_text.h"
#include "record/date.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ARENA_BLOCK_BYTES ((size_t)32 << 10)
#define SECONDS_PER_DAY   86400
#define EPOCH_DIGITS_MAX  11

enum ras_status ras_config_set_paths(struct ras_config *config, const char *path,
                                     struct ras_error *error)
{
    const char *const slash = strrchr(path, '/');
    config->path = ras_config_copy(config, path);
    char *const directory = ras_arena_alloc(&config->arena, strlen(path) + 2, 1);
    if (config->path == NULL || directory == NULL)
        return ras_no_memory(error, strlen(path));
    if (slash == NULL) {
        memcpy(directory, ".", 2);
    } else {
        const size_t length = slash == path ? 1 : (size_t)(slash - path);
        memcpy(directory, path, length);
        directory[length] = '\0';
    }
    config->directory = directory;
    return RAS_OK;
}

/* SOURCE_DATE_EPOCH (reproducible-builds.org) counts seconds in UTC; without it, today is the day
 * on the wall of this machine, since the nightly job starts after local midnight. */
static enum ras_status default_date(uint32_t *as_of, struct ras_error *error)
{
    const char *const epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch == NULL || epoch[0] == '\0') {
        const time_t now = time(NULL);
        struct tm today;
        if (localtime_r(&now, &today) == NULL)
            return ras_fail(error, RAS_IO, "cannot tell today's date, set 'as_of'");
        *as_of = ras_date_make((unsigned)today.tm_year + 1900, (unsigned)today.tm_mon + 1,
                               (unsigned)today.tm_mday);
        return RAS_OK;
    }
    int64_t seconds = 0;
    const size_t digits = strspn(epoch, "0123456789");
    if (digits == 0 || digits > EPOCH_DIGITS_MAX || epoch[digits] != '\0')
        return ras_fail(error, RAS_CONFIG, "SOURCE_DATE_EPOCH must be seconds since 1970-01-01");
    for (size_t i = 0; i < digits; i++)
        seconds = seconds * 10 + (epoch[i] - '0');
    if (seconds / SECONDS_PER_DAY > ras_date_days(2999, 12, 31))
        return ras_fail(error, RAS_CONFIG, "SOURCE_DATE_EPOCH is after the year 2999");
    *as_of = ras_date_from_days((int32_t)(seconds / SECONDS_PER_DAY));
    return RAS_OK;
}

/* The place of a key that is there, else of its section, else the start. */
static const struct ras_node *place_of(const struct ras_node *root, const char *section,
                                       const char *word)
{
    static const struct ras_node start = {.line = 1, .column = 1};
    const struct ras_node *const mapping = ras_node_child(root, section);
    const struct ras_node *const node = ras_node_child(mapping, word);
    return node != NULL ? node : mapping != NULL ? mapping : &start;
}

/* What a strategy leaves open it has of the config: only together do its thresholds make sense. */
static bool strategy_contradicts(const struct ras_config *config,
                                 const struct ras_strategy *strategy)
{
    struct ras_model model = config->base_model;
    ras_strategy_apply(strategy, &model);
    return model.review_probability > model.match_probability;
}

static enum ras_status check_together(const struct ras_config_reader *reader,
                                      const struct ras_node *root)
{
    const struct ras_config *const config = reader->config;
    if (config->base_model.review_probability > config->base_model.match_probability)
        return ras_config_fail(reader, place_of(root, "match", "review"),
                               "'review' must not be above 'probability'");
    for (size_t i = 0; i < config->strategy_count; i++)
        if (strategy_contradicts(config, &config->strategies[i]))
            return ras_config_fail(reader, place_of(root, "match", "strategies"),
                                   "strategy '%s': 'review' must not be above 'probability'",
                                   config->strategies[i].name);
    if (config->quality.yellow_percent > config->quality.green_percent)
        return ras_config_fail(reader, place_of(root, "quality", "yellow"),
                               "'yellow' must not be above 'green'");
    return RAS_OK;
}

static enum ras_status config_fill(struct ras_config *config, const char *path,
                                   struct ras_error *error)
{
    struct ras_bytes text;
    struct ras_node *root = NULL;
    RAS_TRY(ras_config_set_paths(config, path, error));
    const enum ras_status status =
        ras_file_read(path, RAS_DOCUMENT_BYTES_MAX, &config->arena, &text, error);
    if (status != RAS_OK) {
        if (status == RAS_BAD_INPUT && error != NULL)
            error->status = RAS_CONFIG; /* a folder, or no config of a person's making */
        return status == RAS_BAD_INPUT ? RAS_CONFIG : status;
    }
    config->hash = XXH3_64bits(text.data, text.length);
    config->residents.kind = RAS_KIND_COUNT;
    ras_model_default(&config->base_model);
    ras_quality_defaults(&config->quality);
    RAS_TRY(ras_document_parse(text, config->path, &config->arena, &root, error));
    struct ras_config_reader reader = {.config = config, .error = error};
    RAS_TRY(ras_config_walk(&reader, root));
    if (config->as_of == 0)
        RAS_TRY(default_date(&config->as_of, error));
    RAS_TRY(check_together(&reader, root));
    config->model = config->base_model;
    ras_strategy_apply(&config->strategy, &config->model);
    return RAS_OK;
}

static enum ras_status config_make(const char *path, bool inputs_may_be_gone,
                                   struct ras_config **config, struct ras_error *error)
{
    assert(path != NULL);
    assert(config != NULL);
    *config = NULL;
    struct ras_config *const made = ras_alloc_zeroed(1, sizeof *made);
    if (made == NULL)
        return ras_no_memory(error, sizeof *made);
    made->inputs_may_be_gone = inputs_may_be_gone;
    ras_arena_init(&made->arena, ARENA_BLOCK_BYTES);
    const enum ras_status status = config_fill(made, path, error);
    if (status == RAS_OK)
        *config = made;
    else
        ras_config_destroy(made);
    return status;
}

enum ras_status ras_config_read(const char *path, struct ras_config **config,
                                struct ras_error *error)
{
    return config_make(path, false, config, error);
}

enum ras_status ras_config_read_back(const char *path, struct ras_config **config,
                                     struct ras_error *error)
{
    return config_make(path, true, config, error);
}

void ras_config_destroy(struct ras_config *config)
{
    if (config == NULL)
        return;
    ras_arena_fini(&config->arena);
    ras_free(config);
}
