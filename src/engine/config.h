/* A checked config: every key of blueprint §7 that this milestone obeys.
 *
 * Strings belong to the config's arena. Paths are already joined to the folder of the config file.
 * Globs are not expanded here (the files of a night come and go), but a path without * ? [ must
 * exist unless its source is optional. */
#ifndef RASOAT_ENGINE_CONFIG_H
#define RASOAT_ENGINE_CONFIG_H

#include "base/arena.h"
#include "base/siphash.h"
#include "engine/strategy.h"
#include "normalise/normaliser.h"
#include "quality/rules.h"
#include "rasoat/engine.h"
#include "read/reader.h"
#include "score/model.h"

#include <stdbool.h>
#include <stdint.h>

struct ras_source_config {
    const char *name;          /* [a-z0-9_-]+, unique: it names files */
    enum ras_source_kind kind; /* RAS_KIND_COUNT for residents */
    const char *path;          /* may be a glob; "-" is not allowed in a config */
    uint64_t line_number;      /* of the path in the config, for messages */
    bool optional;
    char delimiter;                     /* 0 = detect */
    struct ras_column_mapping *columns; /* columns: */
    size_t column_count;
    const char **carry; /* carry: [header, ...] */
    size_t carry_count;
    struct ras_value_mapping *values; /* values: */
    size_t value_count;
};

struct ras_config {
    struct ras_arena arena;
    const char *path;      /* of the config file */
    const char *directory; /* of the config file, "." at least */
    uint64_t hash;         /* XXH3 of its bytes */
    const char *purpose;
    const char *output;
    uint32_t as_of;        /* packed date: as_of, else SOURCE_DATE_EPOCH, else today */
    unsigned thread_count; /* 0 = all cores */
    uint32_t keep_runs;    /* default 14 */
    struct ras_source_config residents;
    struct ras_source_config *sources;
    size_t source_count;
    const char *unit_list; /* units.list, NULL = none */
    const char *crosswalk; /* units.crosswalk, NULL = none */
    struct ras_model
        base_model; /* default, or match.model; thresholds of match: applied, no strategy yet */
    struct ras_strategy strategy;    /* match.strategy */
    struct ras_strategy *strategies; /* match.strategies */
    size_t strategy_count;
    struct ras_model model; /* base_model as the strategy uses it: what a run matches by */
    struct ras_quality_settings quality;
    double reject_share_max;   /* limits.rejects, default 0.05 */
    uint64_t memory_bytes_max; /* limits.memory, 0 = none */
    uint32_t block_rows_max;   /* match.block_cap, default 2000 */
    const char *names;         /* match.names, NULL = none */
    bool reveal_numbers;       /* worklist.reveal, default false */
    uint32_t sheet_rows_max;   /* worklist.sheet_rows, default 2000 */
    bool workbooks;            /* worklist.workbooks, default true: false leaves the CSVs only */
    bool inputs_may_be_gone;   /* read back after a run: paths of inputs are taken as they are */
    const char *key_text; /* worklist.key: a fixed task key for demos and tests, NULL = key file */
};

/* A strategy by name, built in or declared; false if there is none. What is found must not outlive
 * the config. */
bool ras_config_strategy_find(const struct ras_config *config, const char *name,
                              struct ras_strategy *strategy);
/* Their names, built-in ones first; returns how many. */
size_t ras_config_strategy_names(const struct ras_config *config,
                                 const char *names[RAS_STRATEGIES_MAX]);

/* As ras_config_read, of a run that is over: its inputs need not be there any more. */
enum ras_status ras_config_read_back(const char *path, struct ras_config **config,
                                     struct ras_error *error) RAS_MUST_CHECK;

/* path and directory of a config file, in the arena, which is open. */
enum ras_status ras_config_set_paths(struct ras_config *config, const char *path,
                                     struct ras_error *error) RAS_MUST_CHECK;

#endif
