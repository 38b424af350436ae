/* The keys that a config knows, and the walk that puts their values where they belong.
 *
 * One line per key in the table of config_schema.c: its path, the reader of its value, where the
 * value goes, its bounds, its default. A path such as "sources[].name" is the key `name` of an item
 * of the list `sources`. */
#ifndef RASOAT_ENGINE_CONFIG_SCHEMA_H
#define RASOAT_ENGINE_CONFIG_SCHEMA_H

#include "engine/config.h"
#include "engine/config_document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ras_config_reader;
struct ras_config_key;

/* Reads one value into *target. node is never empty. */
typedef enum ras_status ras_config_value(struct ras_config_reader *reader,
                                         const struct ras_node *node,
                                         const struct ras_config_key *key, void *target);

struct ras_config_key {
    const char *path;
    ras_config_value *read; /* NULL = a section: its own keys are lines of the table */
    size_t offset;          /* of the value (or section) in the struct of its section */
    int64_t minimum;        /* in units of the reader: a number's value or millionths */
    int64_t maximum;
    const char *fallback; /* the default, as it would be written; NULL = what is there stays */
    bool required;
};

/* A mapping that waits to be walked: with its keys' prefix and the struct that they fill. */
struct ras_config_frame {
    const struct ras_node *mapping; /* NULL: not in the file, only defaults are set */
    const char *prefix;             /* "match.", "" for the document */
    void *target;
};

#define RAS_CONFIG_FRAMES_MAX (RAS_RUN_SOURCES_MAX + 16)

struct ras_config_reader {
    struct ras_config *config;
    struct ras_error *error;
    struct ras_config_frame frames[RAS_CONFIG_FRAMES_MAX]; /* those not yet walked */
    unsigned frame_count;
};

/* Walk the document: unknown and missing keys, values, defaults. root may be NULL. */
enum ras_status ras_config_walk(struct ras_config_reader *reader,
                                const struct ras_node *root) RAS_MUST_CHECK;

/* RAS_CONFIG at the place of the node. */
enum ras_status ras_config_fail(const struct ras_config_reader *reader, const struct ras_node *node,
                                const char *format, ...) RAS_PRINTF(3, 4);
/* "unknown <what> 'surces', did you mean 'sources'?", or with the list of known words. */
enum ras_status ras_config_unknown(const struct ras_config_reader *reader,
                                   const struct ras_node *node, const char *what,
                                   const char *const *known, size_t known_count);

#endif
