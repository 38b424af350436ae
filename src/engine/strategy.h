/* A strategy: how rows are matched, as one value that can be chosen, compared and declared.
 *
 * What it settles ends up in a struct ras_model, which everything that looks up, compares or
 * decides has in hand anyway: no code asks which strategy it works for. */
#ifndef RASOAT_ENGINE_STRATEGY_H
#define RASOAT_ENGINE_STRATEGY_H

#include "score/decision_list.h"
#include "score/model.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RAS_STRATEGY_NAME_MAX  40
#define RAS_STRATEGIES_MAX     32 /* in one comparison */
#define RAS_STRATEGY_RULES_MAX 40 /* of one that a config declares */

struct ras_strategy {
    const char *name;
    const char *english; /* what it is, NULL where the config declares it */
    const char *vietnamese;
    struct ras_decision_list list; /* no rules = weights decide */
    uint32_t passes;               /* bit per pass */
    uint32_t comparators;          /* bit per comparator */
    bool name_frequency;
    bool collective;
    /* what it has of its own; the greatest value = as the config's model has it */
    uint32_t match_probability;
    uint32_t review_probability;
    int32_t match_margin;
};

/* Weights, every pass, every comparator, the config's thresholds. */
void ras_strategy_init(struct ras_strategy *strategy);

size_t ras_strategy_count(void); /* built in */
struct ras_strategy ras_strategy_at(size_t position);
/* False if none that is built in has that name. */
bool ras_strategy_find(const char *name, struct ras_strategy *strategy);
#define RAS_STRATEGY_DEFAULT "full"

/* Make a model obey. The weights of comparators that do not count become 0. The strategy must
 * outlive the model. */
void ras_strategy_apply(const struct ras_strategy *strategy, struct ras_model *model);

/* Of strategies.def (engine/strategy_rules.c). */
extern const struct ras_decision_list ras_rules_exact_id;
extern const struct ras_decision_list ras_rules_exact_keys;
extern const struct ras_decision_list ras_rules_written;

#endif
