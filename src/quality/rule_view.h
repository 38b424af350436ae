/* What predicates look at: one row, its link and its facts, weighed once for all rules.
 *
 * Signals are coarse questions ("is any level bad?") answered while the view is filled. A rule is
 * asked only when the signal it names is up, so that a clean row costs the view and little more.
 * Private to quality/. Threads: pure. */
#ifndef RASOAT_QUALITY_RULE_VIEW_H
#define RASOAT_QUALITY_RULE_VIEW_H

#include "quality/rules.h"
#include "record/date.h"

#define RAS_SIGNALS(SIGNAL)                                                                        \
    SIGNAL(LEVELS)   /* a compared field differs from the resident's */                            \
    SIGNAL(FACTS)    /* the source, or another one, knows something of the row */                  \
    SIGNAL(LACKING)  /* a mandatory field has no readable value */                                 \
    SIGNAL(BIRTH)    /* a date was repaired, is not full, or the birth is out of range */          \
    SIGNAL(NAME)     /* the name was repaired, or has its tone marks elsewhere */                  \
    SIGNAL(NUMBER)   /* the number was repaired, or is not a plain 12-digit one */                 \
    SIGNAL(PLACE)    /* the commune was repaired, or the place differs from the resident's */      \
    SIGNAL(FORM)     /* phone or sex written otherwise */                                          \
    SIGNAL(ADDRESS)  /* there is an address column, and this cell is empty */                      \
    SIGNAL(CLAIMS)   /* sex or birth year against the 12 digits */                                 \
    SIGNAL(ORDER)    /* dates out of order or in the future */                                     \
    SIGNAL(STATE)    /* the resident is not plainly alive, or the row registers a death */         \
    SIGNAL(STALE)    /* older than the configured time */                                          \
    SIGNAL(UNLINKED) /* the decision is none */

enum ras_signal {
#define SIGNAL(NAME) RAS_SIGNAL_INDEX_##NAME,
    RAS_SIGNALS(SIGNAL)
#undef SIGNAL
        RAS_SIGNAL_COUNT
};
#define RAS_SIGNAL_BIT(NAME) (UINT32_C(1) << RAS_SIGNAL_INDEX_##NAME)

struct ras_rule_view {
    const struct ras_rule_input *input;
    const struct ras_person *person;
    const struct ras_resident *resident; /* NULL unless the decision is match */
    struct ras_levels levels;            /* all missing unless the decision is match */
    uint64_t lacking; /* RAS_FIELD_BITs that the settings ask of this very row and it has not */
    uint64_t hit;     /* repairs of the row that the rule being asked speaks of */
    uint32_t signals;
    uint16_t claimed_year; /* what the 12 digits say; 0 = nothing */
    uint8_t claimed_sex;
};

void ras_rule_view_fill(struct ras_rule_view *view, const struct ras_rule_input *input);
/* The same without signals, which tell whether to ask a rule: describing an issue needs none. */
void ras_rule_view_facts(struct ras_rule_view *view, const struct ras_rule_input *input);

/* Does a date come before another, at the precision that both have? False when one is missing. */
bool ras_date_before(uint32_t earlier, uint32_t later);
/* Do two dates differ at the precision that both have? False when one is missing. */
bool ras_date_apart(uint32_t a, uint32_t b);

static inline bool ras_view_matched(const struct ras_rule_view *view)
{
    return view->resident != NULL;
}
static inline unsigned ras_view_level(const struct ras_rule_view *view,
                                      enum ras_comparator comparator)
{
    return view->levels.level[comparator];
}
static inline bool ras_view_lacks(const struct ras_rule_view *view, enum ras_field field)
{
    return (view->lacking & RAS_FIELD_BIT(field)) != 0;
}
static inline bool ras_view_fact(const struct ras_rule_view *view, enum ras_fact fact)
{
    return (view->input->facts.flags & (uint32_t)fact) != 0;
}
static inline bool ras_resident_dead(const struct ras_resident *resident)
{
    return resident->status == RAS_STATUS_DEAD || resident->death_date != 0;
}

/* The number of the row against the resident's. A row with 12 digits answers by them alone; a CMND
 * counts only where there are none (it is no document since 2025). */
static inline bool ras_number_differs(const struct ras_levels *levels)
{
    const unsigned id = levels->level[RAS_COMPARATOR_PERSONAL_ID];
    if (id != RAS_LEVEL_MISSING)
        return id > RAS_LEVEL_PERSONAL_ID_REPAIRED;
    return levels->level[RAS_COMPARATOR_OLD_ID] > RAS_LEVEL_OLD_ID_EQUAL;
}
static inline bool ras_name_differs(const struct ras_levels *levels)
{
    return levels->level[RAS_COMPARATOR_NAME] > RAS_LEVEL_NAME_TONE_PLACEMENT;
}
/* A year against a full date of that year is not a difference: it is counted apart. */
static inline bool ras_birth_differs(const struct ras_levels *levels)
{
    return levels->level[RAS_COMPARATOR_BIRTH_DATE] > RAS_LEVEL_BIRTH_DATE_LOWER;
}
static inline bool ras_sex_differs(const struct ras_levels *levels)
{
    return levels->level[RAS_COMPARATOR_SEX] == RAS_LEVEL_SEX_OTHER;
}

#endif
