/* The match model: how many bits each level of agreement is worth, Fellegi-Sunter.
 *
 *   weight of a pair = sum over comparators of log2(m / u) of its level + name frequency adjustment
 *   m = P(level | same person), u = P(level | two random persons); missing weighs nothing.
 * Source: I. P. Fellegi, A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969); frequency:
 * W. E. Winkler, "Frequency-Based Matching in Fellegi-Sunter Model of Record Linkage", 2000.
 *
 * Units: weights in millibits (1/1000 bit), integers, so that sums are exact everywhere.
 * Threads: a model is read-only once loaded. */
#ifndef RASOAT_SCORE_MODEL_H
#define RASOAT_SCORE_MODEL_H

#include "base/text.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/pair.h"

#include <stdbool.h>
#include <stdint.h>

struct ras_decision_list;

struct ras_model {
    double m[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1]; /* [..][0] unused */
    double u[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1];
    double coverage; /* P(the person of a row is among the residents at all) */
    int32_t weight[RAS_COMPARATOR_COUNT][RAS_LEVEL_MAX + 1]; /* millibits, from m and u */
    /* thresholds of the decision */
    uint32_t match_probability;  /* millionths, default 990000 */
    uint32_t review_probability; /* millionths, default 500000 */
    int32_t match_margin;        /* millibits, default 6000 */
    /* Commune, address and parents say which household, not which of its members: together they
     * count for at most this, default 20000 millibits. Siblings share all of them. */
    int32_t household_max;
    char provenance[400];
    /* what of it is used; a strategy sets these (engine/strategy.h) */
    uint32_t passes;     /* bit per pass of block/passes.def, as in struct ras_candidate */
    bool name_frequency; /* false: every name weighs what the average name does */
    const struct ras_decision_list *list; /* decides instead of the weights; NULL = weights do */
    /* derived by ras_model_refresh */
    int32_t absence;        /* millibits: log2((1 - coverage) / coverage) */
    int32_t full_reference; /* 2^-24 bits: log2 of P(two folded full names agree by chance) */
    int32_t part_reference; /* 2^-24 bits: the same of surname and given name */
    uint32_t full_prior;    /* residents that the average is worth, see ras_model_weight */
    uint32_t part_prior;
};

/* Probabilities in a model lie in [RAS_PROBABILITY_MIN, 1]. */
#define RAS_PROBABILITY_MIN 1e-15

/* The model that ships (score/default_model.def). */
void ras_model_default(struct ras_model *model);
/* Everything derived anew from m, u and coverage, which are first rounded to the digits that
 * model.json can hold: a model in memory and the same model read back give the same weights. */
void ras_model_refresh(struct ras_model *model);
/* model.json: comparators, levels, m, u, bits, thresholds, provenance. Same model, same bytes. */
void ras_model_json(const struct ras_model *model, struct ras_text *out);
/* Read model.json; unknown or doubled names, a comparator or level that is not there, and
 * probabilities outside [1e-15, 1] are RAS_CONFIG errors with the line. "bits" are for readers of
 * the file: weights follow from m and u. Settings that are left out have their default. `source` is
 * the file name for messages. *model is undefined after an error. */
enum ras_status ras_model_parse(struct ras_bytes json, const char *source, struct ras_model *model,
                                struct ras_error *error) RAS_MUST_CHECK;

/* How common the agreed part of a name is among the residents: counts per folded full name and per
 * folded given name. Filled from the index, where counts of people at large may have been blended
 * in (index/name_population.h). */
struct ras_name_frequency {
    uint32_t full_count;    /* residents with this folded full name, at least 1 */
    uint32_t given_count;   /* residents with this folded given name, at least 1 */
    uint32_t surname_count; /* residents with this folded surname, at least 1 */
    uint32_t resident_count;
    /* residents that a table of names stands for beside them, as in the counts; 0 without one */
    uint32_t full_table, given_table, surname_table;
};

/* Weight of a pair in millibits. frequency is of the resident's name (NULL: not known); it replaces
 * the average u of the name levels by the chance of meeting this very name (equal and mark-less
 * levels: full name; middle, order, given: given name and surname), never twice:
 *   adjustment = log2(reference / p),   p = count / (resident_count + table + prior)
 * where reference is the average p that u holds already and prior = 1 / reference keeps a small
 * register, in which every name is frequent, from overruling the average. Levels with a slip of
 * letters (dialect, typo, near) take half of it: what a rare name can be mistaken for is less rare
 * than the name. */
int32_t ras_model_weight(const struct ras_model *model, const struct ras_levels *levels,
                         const struct ras_name_frequency *frequency);
/* Its two parts: what the frequency adds at that level of the name, and the weight of the levels
 * with what a name's frequency adds. */
int32_t ras_model_adjustment(const struct ras_model *model, unsigned name_level,
                             const struct ras_name_frequency *frequency);
int32_t ras_model_sum(const struct ras_model *model, const struct ras_levels *levels,
                      int32_t adjustment);
/* The share of one comparator in that sum: explain prints them, their sum is the weight. */
void ras_model_explain(const struct ras_model *model, const struct ras_levels *levels,
                       const struct ras_name_frequency *frequency,
                       int32_t share[RAS_COMPARATOR_COUNT]);

#endif
