/* What a linkage has learnt: for each level of each comparison how often pairs of one person (m)
 * and pairs of two (u) reach it, and how likely two random records are one person at all.
 *
 * The JSON names comparisons and levels, so that a model is only used with the comparisons that it
 * was trained for. */
#ifndef RASOAT_LINKAGE_LINK_MODEL_H
#define RASOAT_LINKAGE_LINK_MODEL_H

#include "base/arena.h"
#include "base/text.h"
#include "base/vector.h"
#include "linkage/schema.h"

#define RAS_LINK_MILLIBITS 1000

struct ras_link_levels {
    double m[RAS_LINK_LEVELS_MAX]; /* [0], missing, is not used */
    double u[RAS_LINK_LEVELS_MAX];
};

/* Two words that stand for each other (linkage/variants.h). */
struct ras_link_variant {
    struct ras_bytes a;
    struct ras_bytes b;
};

struct ras_link_model {
    double prior; /* that two random records are one person */
    struct ras_link_levels comparisons[RAS_LINK_COMPARISONS_MAX];
    uint32_t iterations;
    bool converged;
    uint64_t true_pairs; /* that m and the prior were counted from; 0 = learnt without labels */
    struct ras_vector variants[RAS_LINK_COMPARISONS_MAX]; /* struct ras_link_variant */
    struct ras_arena arena;                               /* their texts */
};

void ras_link_model_init(struct ras_link_model *model);
void ras_link_model_fini(struct ras_link_model *model);
enum ras_status ras_link_model_variant(struct ras_link_model *model, unsigned comparison,
                                       struct ras_bytes a, struct ras_bytes b,
                                       struct ras_error *error) RAS_MUST_CHECK;

/* log2(m/u) in millibits; 0 for missing. */
int32_t ras_link_weight(const struct ras_link_model *model, unsigned comparison, unsigned level);
/* log2 of the prior's odds in millibits. */
int32_t ras_link_prior_weight(const struct ras_link_model *model);
/* The probability of a weight in bits of odds, and back; both clamped to what a double tells. */
double ras_link_probability(double bits);
int32_t ras_link_millibits(double value);
/* The weight in millibits from which a pair has at least that probability. */
int32_t ras_link_threshold(double probability);

void ras_link_model_json(const struct ras_link_model *model, const struct ras_link_schema *schema,
                         struct ras_text *out);
/* Into a model that is init and empty. RAS_CONFIG with source, line and column where the text is no
 * such model, or one for other comparisons. */
enum ras_status ras_link_model_parse(struct ras_bytes json, const char *source,
                                     const struct ras_link_schema *schema,
                                     struct ras_link_model *model,
                                     struct ras_error *error) RAS_MUST_CHECK;

#endif
