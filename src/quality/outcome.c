/* The official word for what became of a row. */
#include "quality/rule_view.h"

#include <assert.h>

enum ras_outcome ras_outcome_of(const struct ras_person *person, enum ras_decision_kind decision,
                                const struct ras_levels *levels)
{
    if (person->number_state == RAS_NUMBER_NONE)
        return RAS_OUTCOME_NO_NUMBER;
    if (person->number_state == RAS_NUMBER_MALFORMED)
        return RAS_OUTCOME_MALFORMED;
    if (decision != RAS_DECISION_MATCH)
        return RAS_OUTCOME_UNVERIFIED;
    assert(levels != NULL);
    const bool differs = ras_name_differs(levels) || ras_birth_differs(levels) ||
                         ras_sex_differs(levels) || ras_number_differs(levels);
    return differs ? RAS_OUTCOME_WRONG : RAS_OUTCOME_RIGHT;
}
