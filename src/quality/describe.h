/* Wording of the issues of one row: what the rules ask of the row is looked at once for all of its
 * issues, and the texts of an issue are lent until the next.
 *
 * Threads: a describer belongs to one thread. */
#ifndef RASOAT_QUALITY_DESCRIBE_H
#define RASOAT_QUALITY_DESCRIBE_H

#include "quality/draft.h"
#include "quality/rule_view.h"
#include "quality/rules.h"

struct ras_describer {
    struct ras_rule_view view;
    struct ras_draft draft;
    struct ras_draft_line value; /* of a field that stands in several columns */
};

/* input is looked at until the last issue of the row is described. */
void ras_describer_begin(struct ras_describer *describer, const struct ras_rule_input *input);
/* As ras_rule_describe; texts live until the next issue. */
void ras_describer_issue(struct ras_describer *describer, unsigned rule, struct ras_issue *issue);

#endif
