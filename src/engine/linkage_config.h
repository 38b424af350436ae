/* A checked linkage config. Texts belong to the arena of `base`, which is the part of a config that
 * the readers of values need: where the file lies, and room. */
#ifndef RASOAT_ENGINE_LINKAGE_CONFIG_H
#define RASOAT_ENGINE_LINKAGE_CONFIG_H

#include "engine/config.h"
#include "engine/config_schema.h"
#include "linkage/schema.h"
#include "rasoat/linkage.h"

struct ras_linkage {
    struct ras_config base;
    struct ras_link_schema schema;
    const struct ras_node **column_nodes[2]; /* per column: where it is first named */
};

/* ---- parts that the files of this reader share ---- */

/* Every key of the mapping is one of the words. */
enum ras_status ras_linkage_keys(struct ras_config_reader *reader, const struct ras_node *mapping,
                                 const char *const *words, size_t word_count) RAS_MUST_CHECK;
/* The value of a key that must be there and not be empty. */
enum ras_status ras_linkage_child(struct ras_config_reader *reader, const struct ras_node *mapping,
                                  const char *key, const struct ras_node **child) RAS_MUST_CHECK;
/* The number of a field named by the node. */
enum ras_status ras_linkage_field(struct ras_config_reader *reader,
                                  const struct ras_link_schema *schema, const struct ras_node *node,
                                  uint32_t *field) RAS_MUST_CHECK;

/* Has the file these columns? nodes: where each is named, of what is wrong. */
enum ras_status ras_linkage_columns(struct ras_config_reader *reader, const char *path,
                                    const char *const *columns, const struct ras_node *const *nodes,
                                    size_t column_count) RAS_MUST_CHECK;

/* The sections (config_linkage_fields.c, config_linkage_compare.c). */
enum ras_status ras_linkage_read_fields(struct ras_config_reader *reader,
                                        const struct ras_node *node,
                                        struct ras_linkage *linkage) RAS_MUST_CHECK;
enum ras_status ras_linkage_read_passes(struct ras_config_reader *reader,
                                        const struct ras_node *node,
                                        struct ras_linkage *linkage) RAS_MUST_CHECK;
enum ras_status ras_linkage_read_comparisons(struct ras_config_reader *reader,
                                             const struct ras_node *node,
                                             struct ras_linkage *linkage) RAS_MUST_CHECK;

#endif
