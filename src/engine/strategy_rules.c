/* The rule lists of the built-in strategies.
 *
 * Exact keys link where exactly one resident has the same key. The written rules are what a careful
 * officer would write down: first a number that agrees with something else, then full name and full
 * date, then one slip that the commune makes up for; what is left is a question. The probabilities
 * are what the authors of such rules expect of them, and order the rules in curves; nothing was
 * fitted to data. */
#include "block/passes.h"
#include "engine/strategy.h"

#define PASS_BIT(PASS)               (UINT32_C(1) << RAS_PASS_##PASS)
#define LEVEL_BIT(COMPARATOR, LEVEL) (UINT16_C(1) << RAS_LEVEL_##COMPARATOR##_##LEVEL)
#define MISSING                      (UINT16_C(1) << RAS_LEVEL_MISSING)
/* Every level from the best to this one. */
#define UP_TO(COMPARATOR, LEVEL) ((uint16_t)((2u << RAS_LEVEL_##COMPARATOR##_##LEVEL) - 2u))
#define MATCH                    RAS_DECISION_MATCH
#define REVIEW                   RAS_DECISION_REVIEW
#define RULES(rules)                                                                               \
    {                                                                                              \
        rules, sizeof rules / sizeof rules[0]                                                      \
    }

static const struct ras_decision_rule exact_id[] = {
    {.name = "id",
     .passes = PASS_BIT(ID),
     .levels = {[RAS_COMPARATOR_PERSONAL_ID] = LEVEL_BIT(PERSONAL_ID, EQUAL)},
     .probability = 999000,
     .decision = MATCH},
};

static const struct ras_decision_rule exact_keys[] = {
    {.name = "id",
     .passes = PASS_BIT(ID),
     .levels = {[RAS_COMPARATOR_PERSONAL_ID] = LEVEL_BIT(PERSONAL_ID, EQUAL)},
     .probability = 999000,
     .decision = MATCH},
    {.name = "old_id_year",
     .passes = PASS_BIT(OLD_ID_YEAR),
     .probability = 990000,
     .decision = MATCH},
    {.name = "name_date", .passes = PASS_BIT(NAME_DATE), .probability = 970000, .decision = MATCH},
};

#define SAME_NAME    [RAS_COMPARATOR_NAME] = UP_TO(NAME, RESIDUE)
#define LIKE_NAME    [RAS_COMPARATOR_NAME] = UP_TO(NAME, ORDER)
#define SAME_DATE    [RAS_COMPARATOR_BIRTH_DATE] = UP_TO(BIRTH_DATE, FIRST_JANUARY)
#define LIKE_DATE    [RAS_COMPARATOR_BIRTH_DATE] = UP_TO(BIRTH_DATE, DIGIT)
#define SAME_ID      [RAS_COMPARATOR_PERSONAL_ID] = UP_TO(PERSONAL_ID, REPAIRED)
#define LIKE_ID      [RAS_COMPARATOR_PERSONAL_ID] = UP_TO(PERSONAL_ID, LOST_DIGIT)
#define NO_OTHER_ID  [RAS_COMPARATOR_PERSONAL_ID] = MISSING | UP_TO(PERSONAL_ID, LOST_DIGIT)
#define SAME_OLD_ID  [RAS_COMPARATOR_OLD_ID] = UP_TO(OLD_ID, EQUAL)
#define LIKE_OLD_ID  [RAS_COMPARATOR_OLD_ID] = UP_TO(OLD_ID, SLIP)
#define NO_OTHER_OLD [RAS_COMPARATOR_OLD_ID] = MISSING | UP_TO(OLD_ID, SLIP)
#define NO_OTHER_SEX [RAS_COMPARATOR_SEX] = MISSING | UP_TO(SEX, EQUAL)
#define SAME_COMMUNE [RAS_COMPARATOR_COMMUNE] = UP_TO(COMMUNE, EQUAL)
#define SAME_MOTHER  [RAS_COMPARATOR_MOTHER_NAME] = UP_TO(MOTHER_NAME, MARKS)

static const struct ras_decision_rule written[] = {
    {.name = "id, name and date",
     .levels = {SAME_ID, LIKE_NAME, LIKE_DATE},
     .probability = 999900,
     .decision = MATCH},
    {.name = "old id, name and date",
     .levels = {SAME_OLD_ID, LIKE_NAME, LIKE_DATE},
     .probability = 999800,
     .decision = MATCH},
    {.name = "nearly the id, name and date",
     .levels = {LIKE_ID, SAME_NAME, SAME_DATE},
     .probability = 999500,
     .decision = MATCH},
    {.name = "nearly the old id, name and date",
     .levels = {LIKE_OLD_ID, SAME_NAME, SAME_DATE},
     .probability = 999000,
     .decision = MATCH},
    {.name = "id and name",
     .levels = {SAME_ID, LIKE_NAME},
     .probability = 998000,
     .decision = MATCH},
    {.name = "id and date",
     .levels = {SAME_ID, LIKE_DATE},
     .probability = 990000,
     .decision = MATCH},
    {.name = "name, date and mother",
     .levels = {SAME_NAME, SAME_DATE, SAME_MOTHER, NO_OTHER_SEX},
     .probability = 999000,
     .decision = MATCH},
    {.name = "name, date and commune",
     .levels = {SAME_NAME, SAME_DATE, SAME_COMMUNE, NO_OTHER_SEX, NO_OTHER_ID, NO_OTHER_OLD},
     .probability = 998000,
     .decision = MATCH},
    {.name = "name and date",
     .levels = {SAME_NAME, SAME_DATE, NO_OTHER_SEX, NO_OTHER_ID, NO_OTHER_OLD},
     .probability = 980000,
     .decision = MATCH},
    {.name = "nearly the name, date and commune",
     .levels = {LIKE_NAME, SAME_DATE, SAME_COMMUNE, NO_OTHER_SEX, NO_OTHER_ID, NO_OTHER_OLD},
     .probability = 970000,
     .decision = MATCH},
    {.name = "name, nearly the date and commune",
     .levels = {SAME_NAME, LIKE_DATE, SAME_COMMUNE, NO_OTHER_SEX, NO_OTHER_ID, NO_OTHER_OLD},
     .probability = 900000,
     .decision = MATCH},
    {.name = "id alone", .levels = {SAME_ID}, .probability = 300000, .decision = REVIEW},
    {.name = "name and date, another number",
     .levels = {SAME_NAME, SAME_DATE},
     .probability = 550000,
     .decision = REVIEW},
    {.name = "nearly the name and date",
     .levels = {LIKE_NAME, SAME_DATE, NO_OTHER_SEX},
     .probability = 450000,
     .decision = REVIEW},
};

const struct ras_decision_list ras_rules_exact_id = RULES(exact_id);
const struct ras_decision_list ras_rules_exact_keys = RULES(exact_keys);
const struct ras_decision_list ras_rules_written = RULES(written);
