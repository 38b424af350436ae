/* What a linkage is asked to do: which columns make which fields, how fields are compared, which
 * fields propose pairs, and what is decided from it. Built by engine/config_linkage.c, read by all
 * of linkage/; texts belong to the config's arena.
 *
 *   columns ── transforms ──> fields ──> comparisons ──> levels of a pair
 *                                  └───> passes ───────> candidate pairs */
#ifndef RASOAT_LINKAGE_SCHEMA_H
#define RASOAT_LINKAGE_SCHEMA_H

#include "compare/text_comparator.h"
#include "normalise/transform.h"
#include "read/reader.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_LINK_FIELDS_MAX      64
#define RAS_LINK_COMPARISONS_MAX 12 /* their levels are packed into 64 bits, five each */
#define RAS_LINK_PASSES_MAX      64
#define RAS_LINK_PASS_FIELDS_MAX 8
/* Fields by words in one pass: a record then has at most 16 × 16 keys there. */
#define RAS_LINK_PASS_WORDS_MAX   2
#define RAS_LINK_TRANSFORMS_MAX   8
#define RAS_LINK_FIELD_COLUMN_MAX 8
/* Level 0 of a comparison is "missing"; its own levels follow, the last is "none of them". */
#define RAS_LINK_LEVELS_MAX 32
/* Words of a value that are compared or blocked on; further ones are left out. */
#define RAS_LINK_WORDS_MAX 16

struct ras_link_field {
    const char *name;
    uint32_t columns[RAS_LINK_FIELD_COLUMN_MAX]; /* positions in ras_link_schema.columns */
    unsigned column_count;                       /* several are joined by a blank */
    struct ras_transform transforms[RAS_LINK_TRANSFORMS_MAX];
    unsigned transform_count;
    bool words; /* a pass or comparison takes its words one by one */
};

enum ras_link_method {
    RAS_LINK_TEXT, /* a comparator of compare/text_comparator.h */
    RAS_LINK_WORDS /* words of names, weighed by how rare they are (linkage/word_evidence.h) */
};

/* `frequency: {table, value, count, weight}`: linkage/population.h */
struct ras_link_population {
    const char *path; /* NULL = no table */
    const char *value;
    const char *count; /* columns */
    double weight;
};

struct ras_link_comparison {
    const char *name; /* of its field, unless named */
    enum ras_link_method method;
    uint32_t field;
    int32_t crossed_with; /* the comparison whose field may stand in this one's place; -1 = none */
    struct ras_text_comparison text;
    unsigned level_count;   /* with missing, crossed ones and none */
    unsigned crossed_level; /* first of two levels: equal crosswise, alike crosswise; 0 = none */
    char level_names[RAS_LINK_LEVELS_MAX][24];
    bool frequency; /* agreeing on a rare value says more */
    struct ras_link_population population;
};

/* Of two files: how many partners a record has at most. */
enum ras_link_partners {
    RAS_LINK_MANY,      /* as many as there are, on both sides */
    RAS_LINK_ONE,       /* one on both sides */
    RAS_LINK_ONE_LEFT,  /* a left record one, a right record many */
    RAS_LINK_ONE_RIGHT, /* a right record one, a left record many */
};

struct ras_link_pass {
    uint32_t fields[RAS_LINK_PASS_FIELDS_MAX];
    unsigned field_count;
    const char *name; /* "given+dob" */
};

struct ras_link_input {
    const char *path;
    const char *id;       /* column, NULL = the row's number */
    uint64_t line_number; /* of the path in the config */
};

struct ras_link_schema {
    bool two_files; /* link, not dedupe */
    struct ras_link_input inputs[2];
    const char **columns[2]; /* every column that a field reads, as each file calls it */
    uint32_t column_count;
    struct ras_link_field *fields;
    uint32_t field_count;
    struct ras_link_comparison comparisons[RAS_LINK_COMPARISONS_MAX];
    unsigned comparison_count;
    struct ras_link_pass *passes;
    unsigned pass_count;

    double threshold;    /* match.threshold: probability from which a pair is a link */
    double review;       /* match.review: from which it is a question */
    uint32_t block_cap;  /* match.block_cap: rows of the greatest block */
    uint64_t full_below; /* match.full_below: this many pairs at most are all compared */
    enum ras_link_partners one_to_one; /* match.one_to_one */
    uint64_t seed;                     /* match.seed, of the random pairs */
    const char *model;                 /* match.model: a trained one; NULL = train */
};

#endif
