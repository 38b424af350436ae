/* The rules: what is wrong with a row, which of the four words it hurts, and what to propose.
 *
 * A rule is one line in quality/rules.def (its catalogue entry) and one predicate. Rules see the
 * normalised row, the linked resident when the decision is `match`, and facts that only the whole
 * source or other sources know. They never change anything.
 * Threads: pure; describing allocates from the arena only. */
#ifndef RASOAT_QUALITY_RULES_H
#define RASOAT_QUALITY_RULES_H

#include "base/arena.h"
#include "rasoat/error.h"
#include "record/batch.h"
#include "record/issue.h"
#include "record/pair.h"
#include "record/person.h"
#include "record/resident.h"
#include "record/units.h"

#include <stdbool.h>
#include <stdint.h>

/* `quality:` of the config, with the defaults of blueprint §6. */
struct ras_quality_settings {
    double word_weight[RAS_WORD_COUNT];          /* default 1 each */
    double green_percent;                        /* default 90 */
    double yellow_percent;                       /* default 75 */
    uint32_t freshness_days[RAS_KIND_COUNT];     /* default 365 */
    uint64_t mandatory[RAS_KIND_COUNT];          /* RAS_FIELD_BITs; number and phone are special,
                                                    see ras_quality_defaults */
    uint32_t population_age_min[RAS_KIND_COUNT]; /* coverage: residents of at least this age ... */
    uint32_t population_age_max[RAS_KIND_COUNT]; /* ... and at most this one; 200 = no limit */
    double bar_percent[RAS_WORD_COUNT];          /* below: exit 1; 0 = none set */
};
/* Blueprint §6. What the bits of `mandatory` mean:
 *   PERSONAL_ID               a readable number: 12 digits, 9 digits or a passport
 *   PERSONAL_ID and PHONE     one of the two is enough
 *   MOTHER_NAME, FATHER_NAME  civil registry: of births only, both bits = one of the two is enough
 *   DEATH_DATE                civil registry: of deaths only
 *   any other                 the field itself */
void ras_quality_defaults(struct ras_quality_settings *settings);

/* All that a rule may look at. */
struct ras_rule_input {
    enum ras_source_kind kind;
    uint32_t as_of;
    const struct ras_quality_settings *settings;
    const struct ras_units *units;
    const struct ras_person *person;
    const struct ras_batch *batch; /* raw cells, for `value` */
    uint32_t row;
    enum ras_decision_kind decision;
    enum ras_outcome outcome;
    const struct ras_candidate *link;   /* levels and probability; NULL unless decision is match */
    const struct ras_subject *resident; /* the linked resident; NULL unless decision is match */
    struct ras_bytes resident_name;     /* canonical text of the resident's name */
    struct ras_row_facts facts;
};

/* The outcome in the official words, the first that holds (blueprint §6). levels is NULL unless the
 * decision is match. */
enum ras_outcome ras_outcome_of(const struct ras_person *person, enum ras_decision_kind decision,
                                const struct ras_levels *levels);

unsigned ras_rule_count(void);
const struct ras_rule_info *ras_rule_at(unsigned rule);
int ras_rule_find(const char *code); /* -1 = no such rule */
/* Does the word's percentage count the rule? Advice, parents' data and rules on rows without a
 * match are not counted. */
bool ras_rule_measured(unsigned rule);
/* Who settles it in a source of that kind: info->office is the default that the catalogue shows. */
enum ras_office ras_rule_office(unsigned rule, enum ras_source_kind kind);

/* Which rules the row breaks. input->outcome must be filled. */
void ras_rules_check(const struct ras_rule_input *input, struct ras_rule_set *broken);
/* Value, proposal and evidence of one broken rule, for the outputs. issue->needs_person is false
 * where this very case is certain, or where another question on the row already asks for it: only
 * issues with needs_person are tasks. proposal is the new value alone, "" = none can be made; a
 * number is whole (the report masks). value is borrowed from the batch where it is one cell. */
enum ras_status ras_rule_describe(unsigned rule, const struct ras_rule_input *input,
                                  struct ras_arena *arena, struct ras_issue *issue,
                                  struct ras_error *error) RAS_MUST_CHECK;

#endif
