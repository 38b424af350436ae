/* Readers of config values: each is named in the table of config_schema.c with its bounds. */
#ifndef RASOAT_ENGINE_CONFIG_VALUES_H
#define RASOAT_ENGINE_CONFIG_VALUES_H

#include "engine/config_schema.h"

/* Plain values. In brackets: what *target is. */
ras_config_value ras_config_text;    /* non-empty text of at most `maximum` bytes [const char *] */
ras_config_value ras_config_folder;  /* a path, joined to the config's folder [const char *] */
ras_config_value ras_config_file;    /* the same, and the file exists [const char *] */
ras_config_value ras_config_boolean; /* true or false [bool] */
ras_config_value ras_config_whole;   /* minimum..maximum [uint32_t] */
ras_config_value ras_config_decimal; /* minimum..maximum in millionths [double] */
ras_config_value ras_config_millionths; /* the same [uint32_t, millionths] */
ras_config_value ras_config_millibits;  /* the same, in bits [int32_t, 1/1000 bit] */
ras_config_value ras_config_size;       /* "500MB", "2GB" [uint64_t, bytes] */
ras_config_value ras_config_date;       /* YYYY-MM-DD [uint32_t, packed] */
ras_config_value ras_config_model;      /* the file is parsed into [struct ras_model] */
ras_config_value ras_config_later;      /* always refused: not supported yet */

/* Strategies (config_strategies.c); [struct ras_config] both. */
ras_config_value ras_config_strategies;
ras_config_value ras_config_strategy;

/* Sources (config_sources.c). */
ras_config_value ras_config_sources;   /* [struct ras_config] */
ras_config_value ras_config_name;      /* [a-z0-9_-]{1,40} [const char *] */
ras_config_value ras_config_kind;      /* [enum ras_source_kind] */
ras_config_value ras_config_input;     /* file or glob [struct ras_source_config] */
ras_config_value ras_config_delimiter; /* [char] */
ras_config_value ras_config_encoding;  /* checked, goes nowhere */
ras_config_value ras_config_columns;   /* [struct ras_source_config] */
ras_config_value ras_config_carry;     /* [struct ras_source_config] */
ras_config_value ras_config_mappings;  /* `values:` [struct ras_source_config] */

/* Quality (config_quality.c); [struct ras_quality_settings] all. */
ras_config_value ras_config_weights;
ras_config_value ras_config_bars;
ras_config_value ras_config_freshness;
ras_config_value ras_config_mandatory;
ras_config_value ras_config_populations;

/* ---- parts that those share ---- */

/* The text of a scalar; RAS_CONFIG for lists and mappings. `expected` completes "must be ...". */
enum ras_status ras_config_scalar(const struct ras_config_reader *reader,
                                  const struct ras_node *node, const char *expected,
                                  const char **text) RAS_MUST_CHECK;
/* RAS_CONFIG unless the node is of that kind. */
enum ras_status ras_config_expect(const struct ras_config_reader *reader,
                                  const struct ras_node *node, enum ras_node_kind kind,
                                  const char *expected) RAS_MUST_CHECK;
/* A plain decimal number in millionths, within bounds that are told in the message. */
enum ras_status ras_config_number(const struct ras_config_reader *reader,
                                  const struct ras_node *node, int64_t minimum, int64_t maximum,
                                  bool whole, int64_t *millionths) RAS_MUST_CHECK;
/* A copy in the config's arena; NULL without memory. */
const char *ras_config_copy(struct ras_config *config, const char *text);
/* A path joined to the config's folder, in its arena; NULL without memory. */
const char *ras_config_join(struct ras_config *config, const char *path);
/* RAS_INPUT_MISSING, RAS_CONFIG (a folder) or RAS_IO with the place of the node. */
enum ras_status ras_config_exists(const struct ras_config_reader *reader,
                                  const struct ras_node *node, const char *path) RAS_MUST_CHECK;
/* Room for count things in the config's arena, cleared; RAS_NO_MEMORY. */
enum ras_status ras_config_room(const struct ras_config_reader *reader, size_t count, size_t bytes,
                                void **room) RAS_MUST_CHECK;

#endif
