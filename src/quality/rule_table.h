/* What rules.def declares: the number of each rule, its predicate, its describer. Private to
 * quality/. */
#ifndef RASOAT_QUALITY_RULE_TABLE_H
#define RASOAT_QUALITY_RULE_TABLE_H

#include "quality/draft.h"
#include "quality/rule_view.h"
#include "record/issue.h"

#include <assert.h>

enum ras_rule {
#define RULE(code, ...) RAS_RULE_##code,
#include "quality/rules.def"
#undef RULE
    RAS_RULE_COUNT
};
static_assert(RAS_RULE_COUNT <= RAS_RULES_MAX, "a set of rules holds them all");

/* Predicates: is the rule broken? Several rules may share one; prototypes then repeat. */
#define RULE(code, word, group, severity, office, kinds, field, needs_person, measured, wakes,     \
             repairs, predicate, describe, ...)                                                    \
    bool ras_broken_##predicate(const struct ras_rule_view *view);                                 \
    void ras_describe_##describe(const struct ras_rule_view *view, struct ras_draft *draft);
#include "quality/rules.def"
#undef RULE

/* Does the number itself ask for a person on a row that no resident was found for? The question
 * "who is this?" is then not asked as well. */
bool ras_number_asks(const struct ras_rule_view *view);

#endif
