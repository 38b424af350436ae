/* The official outcome, the first that holds. */
#include "quality/rules.h"

#include <criterion/criterion.h>

static enum ras_outcome outcome(enum ras_number_state state, enum ras_decision_kind decision,
                                enum ras_comparator comparator, unsigned level)
{
    struct ras_person person = {.number_state = (uint8_t)state};
    struct ras_levels levels = {{0}};
    levels.level[RAS_COMPARATOR_NAME] = RAS_LEVEL_NAME_EQUAL;
    levels.level[comparator] = (uint8_t)level;
    return ras_outcome_of(&person, decision, decision == RAS_DECISION_MATCH ? &levels : NULL);
}

Test(outcome, number_comes_first_then_link_then_fields)
{
    const struct {
        enum ras_number_state state;
        enum ras_decision_kind decision;
        enum ras_comparator comparator;
        unsigned level;
        enum ras_outcome expected;
    } rows[] = {
        {RAS_NUMBER_NONE, RAS_DECISION_MATCH, RAS_COMPARATOR_NAME, 13, RAS_OUTCOME_NO_NUMBER},
        {RAS_NUMBER_NONE, RAS_DECISION_NONE, RAS_COMPARATOR_NAME, 1, RAS_OUTCOME_NO_NUMBER},
        {RAS_NUMBER_MALFORMED, RAS_DECISION_MATCH, RAS_COMPARATOR_NAME, 1, RAS_OUTCOME_MALFORMED},
        {RAS_NUMBER_TWELVE, RAS_DECISION_NONE, RAS_COMPARATOR_NAME, 1, RAS_OUTCOME_UNVERIFIED},
        {RAS_NUMBER_NINE, RAS_DECISION_REVIEW, RAS_COMPARATOR_NAME, 1, RAS_OUTCOME_UNVERIFIED},
        {RAS_NUMBER_NINE, RAS_DECISION_MATCH, RAS_COMPARATOR_NAME, 1, RAS_OUTCOME_RIGHT},
        {RAS_NUMBER_NINE, RAS_DECISION_MATCH, RAS_COMPARATOR_OLD_ID, 2, RAS_OUTCOME_WRONG},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_NAME, 1, RAS_OUTCOME_RIGHT},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_NAME, 2, RAS_OUTCOME_RIGHT},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_NAME, 3, RAS_OUTCOME_WRONG},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_NAME, 13, RAS_OUTCOME_WRONG},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_BIRTH_DATE, 2, RAS_OUTCOME_RIGHT},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_BIRTH_DATE, 3, RAS_OUTCOME_RIGHT},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_BIRTH_DATE, 4, RAS_OUTCOME_WRONG},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_SEX, 0, RAS_OUTCOME_RIGHT},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_SEX, 2, RAS_OUTCOME_WRONG},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_PERSONAL_ID, 2, RAS_OUTCOME_RIGHT},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_PERSONAL_ID, 3, RAS_OUTCOME_WRONG},
        /* place and parents are no base fields */
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_COMMUNE, 2, RAS_OUTCOME_RIGHT},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_ADDRESS, 3, RAS_OUTCOME_RIGHT},
        {RAS_NUMBER_TWELVE, RAS_DECISION_MATCH, RAS_COMPARATOR_MOTHER_NAME, 4, RAS_OUTCOME_RIGHT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_assert_eq(outcome(rows[i].state, rows[i].decision, rows[i].comparator, rows[i].level),
                     rows[i].expected, "row %zu", i);
}

Test(outcome, twelve_digits_answer_before_the_old_number)
{
    struct ras_person person = {.number_state = RAS_NUMBER_TWELVE};
    struct ras_levels levels = {{0}};
    levels.level[RAS_COMPARATOR_PERSONAL_ID] = RAS_LEVEL_PERSONAL_ID_EQUAL;
    levels.level[RAS_COMPARATOR_OLD_ID] = RAS_LEVEL_OLD_ID_OTHER;
    cr_assert_eq(ras_outcome_of(&person, RAS_DECISION_MATCH, &levels), RAS_OUTCOME_RIGHT);
}

Test(outcome, defaults_are_those_of_the_plan)
{
    struct ras_quality_settings settings;
    ras_quality_defaults(&settings);
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++) {
        cr_assert_eq((int)settings.word_weight[word], 1);
        cr_assert_eq((int)settings.bar_percent[word], 0);
    }
    cr_assert_eq((int)settings.green_percent, 90);
    cr_assert_eq((int)settings.yellow_percent, 75);
    cr_assert_eq(settings.population_age_max[RAS_KIND_CIVIL_REGISTRY], 5);
    cr_assert_eq(settings.population_age_min[RAS_KIND_SOCIAL_WELFARE], 80);
    cr_assert_eq(settings.population_age_min[RAS_KIND_VACCINATION], 0);
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++)
        cr_assert_eq(settings.freshness_days[kind], 365);
}
