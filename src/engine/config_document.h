/* A YAML document as a tree that remembers where everything stood.
 *
 *   mapping ── first ─> node ── next ─> node          a child of a mapping carries its key
 *                        │key "path", text "a.csv", line 4, column 20
 *
 * Only what a config needs: scalars, sequences, mappings. Anchors, aliases, tags, several documents
 * and doubled keys are refused; size, depth and numbers of nodes are bounded, so that a hostile
 * file costs no more than a long one. */
#ifndef RASOAT_ENGINE_CONFIG_DOCUMENT_H
#define RASOAT_ENGINE_CONFIG_DOCUMENT_H

#include "base/arena.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RAS_DOCUMENT_BYTES_MAX    ((size_t)1 << 20)
#define RAS_DOCUMENT_DEPTH_MAX    8
#define RAS_DOCUMENT_NODES_MAX    20000
#define RAS_DOCUMENT_CHILDREN_MAX 1000

enum ras_node_kind { RAS_NODE_SCALAR, RAS_NODE_SEQUENCE, RAS_NODE_MAPPING };

struct ras_node {
    enum ras_node_kind kind;
    bool plain;                 /* a scalar without quotes */
    uint32_t line;              /* 1-based */
    uint32_t column;            /* 1-based, in letters */
    const char *text;           /* scalar: NUL-terminated, holds no other NUL */
    const struct ras_node *key; /* in a mapping: the key, a scalar */
    struct ras_node *first;
    struct ras_node *last;
    struct ras_node *next;
    uint32_t child_count;
};

/* *root is NULL for an empty document. `source` is the file name for messages. */
enum ras_status ras_document_parse(struct ras_bytes text, const char *source,
                                   struct ras_arena *arena, struct ras_node **root,
                                   struct ras_error *error) RAS_MUST_CHECK;

/* The child of a mapping with that key, NULL if there is none. mapping may be NULL. */
const struct ras_node *ras_node_child(const struct ras_node *mapping, const char *key);
/* A word of the config as messages show it: cut at a letter, control characters as '?'. */
#define RAS_SHOWN_BYTES 64
const char *ras_word_shown(const char *word, char out[RAS_SHOWN_BYTES]);
/* An empty value: `key:` with nothing behind it, or null. */
bool ras_node_empty(const struct ras_node *node);

#endif
