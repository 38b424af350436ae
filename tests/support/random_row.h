/* Random rows around a clean one: each part is broken now and then, so that combinations occur that
 * nobody thinks of. Deterministic in its state. */
#ifndef RASOAT_TESTS_RANDOM_ROW_H
#define RASOAT_TESTS_RANDOM_ROW_H

#include "rule_row.h"

static inline uint32_t random_below(uint64_t *state, uint32_t limit)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % limit);
}

static inline uint32_t random_date(uint64_t *state)
{
    if (random_below(state, 6) == 0)
        return 0;
    const unsigned year = 1900 + random_below(state, 130);
    const unsigned month = random_below(state, 6) == 0 ? 0 : 1 + random_below(state, 12);
    const unsigned day =
        month == 0 || random_below(state, 6) == 0 ? 0 : 1 + random_below(state, 28);
    return ras_date_make(year, month, day);
}

static inline void random_person(struct ras_person *person, uint64_t *state)
{
#define NOW_AND_THEN if (random_below(state, 5) == 0)
    NOW_AND_THEN person->repairs |= UINT64_C(1) << random_below(state, RAS_REPAIR_COUNT);
    NOW_AND_THEN person->repairs |= UINT64_C(1) << random_below(state, RAS_REPAIR_COUNT);
    NOW_AND_THEN person->unreadable |= UINT64_C(1) << random_below(state, RAS_FIELD_COUNT);
    NOW_AND_THEN person->present &= ~(UINT64_C(1) << random_below(state, RAS_FIELD_COUNT));
    NOW_AND_THEN person->name.length = 0;
    NOW_AND_THEN person->birth_date = random_date(state);
    NOW_AND_THEN person->event_date = random_date(state);
    NOW_AND_THEN person->death_date = random_date(state);
    NOW_AND_THEN person->dose_date = random_date(state);
    NOW_AND_THEN person->updated_date = random_date(state);
    NOW_AND_THEN person->sex = (uint8_t)random_below(state, 3);
    NOW_AND_THEN person->number_state = (uint8_t)random_below(state, 5);
    NOW_AND_THEN person->event_type = (uint8_t)random_below(state, 5);
    NOW_AND_THEN person->commune = random_below(state, 3) * 178;
    NOW_AND_THEN person->foreign = 1;
    NOW_AND_THEN person->phone = 0;
    NOW_AND_THEN person->account_hash = 0;
    NOW_AND_THEN person->mother_name.length = 0;
    NOW_AND_THEN person->father_name.length = 0;
}

static inline void random_row(struct rule_row *row, uint64_t *state)
{
    rule_row_clean(row, (enum ras_source_kind)random_below(state, RAS_KIND_COUNT));
    random_person(&row->person, state);
    NOW_AND_THEN row->input.facts.flags = 1U << random_below(state, 11);
    NOW_AND_THEN row->input.facts.registered_death = random_date(state);
    NOW_AND_THEN row->resident.fields.status = (uint8_t)random_below(state, 5);
    NOW_AND_THEN row->resident.fields.death_date = random_date(state);
    NOW_AND_THEN row->resident.fields.birth_date = random_date(state);
    NOW_AND_THEN row->resident.fields.personal_id = 0;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        NOW_AND_THEN row->link.levels.level[i] =
            (uint8_t)random_below(state, ras_level_count((enum ras_comparator)i) + 1);
    const uint32_t fate = random_below(state, 6);
    if (fate < 2)
        rule_row_unlink(row, (enum ras_decision_kind)fate);
    row->input.outcome = ras_outcome_of(&row->person, row->input.decision,
                                        row->input.link == NULL ? NULL : &row->input.link->levels);
#undef NOW_AND_THEN
}

#endif
