/* The view: signals never hide a rule from a row, and the small judgements it is made of. */
#include "quality/rule_view.h"

#include "quality/rule_table.h"
#include "support/random_row.h"

#include <criterion/criterion.h>

/* The commune list is not what is tested here: an empty stand-in. */
const struct ras_unit *ras_units_find(const struct ras_units *units, uint32_t code)
{
    (void)units;
    (void)code;
    return NULL;
}

static struct rule_row shared_row;

/* Every predicate of the catalogue, asked whatever the signals say. */
static void check_all(const struct ras_rule_input *input, struct ras_rule_set *broken)
{
    struct ras_rule_view view;
    ras_rule_view_fill(&view, input);
    *broken = (struct ras_rule_set){{0}};
#define REPAIR(NAME) RAS_REPAIR_BIT(RAS_REPAIR_##NAME)
#define RULE(code_, word_, group_, severity_, office_, kinds_, field_, needs_person_, measured_,   \
             wakes_, repairs_, predicate_, ...)                                                    \
    view.hit = input->person->repairs & (repairs_);                                                \
    if ((ras_rule_at(RAS_RULE_##code_)->kinds >> input->kind & 1) != 0 &&                          \
        ras_broken_##predicate_(&view))                                                            \
        ras_rule_set_add(broken, RAS_RULE_##code_);
#include "quality/rules.def"
#undef RULE
#undef REPAIR
}

/* DU16 is the rule whose predicate is its signal: it is left out of the comparison. */
Test(rule_view, signals_hide_no_rule)
{
    uint64_t state = 11;
    unsigned hits[RAS_RULE_COUNT] = {0};
    for (unsigned round = 0; round < 60000; round++) {
        struct ras_rule_set quick, slow;
        random_row(&shared_row, &state);
        ras_rules_check(&shared_row.input, &quick);
        check_all(&shared_row.input, &slow);
        for (unsigned rule = 0; rule < RAS_RULE_COUNT; rule++) {
            if (rule == RAS_RULE_DU16)
                continue;
            cr_assert_eq(ras_rule_set_has(&quick, rule), ras_rule_set_has(&slow, rule),
                         "round %u: %s", round, ras_rule_at(rule)->code);
            hits[rule] += ras_rule_set_has(&quick, rule);
        }
    }
    unsigned met = 0;
    for (unsigned rule = 0; rule < RAS_RULE_COUNT; rule++)
        met += hits[rule] != 0;
    cr_assert_gt(met, RAS_RULE_COUNT * 9 / 10, "random rows break only %u rules", met);
}

Test(rule_view, random_rows_are_worded_without_fault)
{
    uint64_t state = 12;
    struct ras_arena arena;
    ras_arena_init(&arena, 1 << 16);
    for (unsigned round = 0; round < 4000; round++) {
        struct ras_rule_set broken;
        random_row(&shared_row, &state);
        ras_rules_check(&shared_row.input, &broken);
        for (unsigned rule = 0; rule < RAS_RULE_COUNT; rule++) {
            struct ras_issue issue;
            if (!ras_rule_set_has(&broken, rule))
                continue;
            cr_assert_eq(ras_rule_describe(rule, &shared_row.input, &arena, &issue, NULL), RAS_OK);
            cr_assert_gt(issue.evidence.length, 0, "%s", ras_rule_at(rule)->code);
        }
        ras_arena_reset(&arena);
    }
    ras_arena_fini(&arena);
}

Test(rule_view, dates_are_ordered_at_the_precision_both_have)
{
    const uint32_t day = ras_date_make(1985, 3, 7), month = ras_date_make(1985, 3, 0),
                   year = ras_date_make(1985, 0, 0), january = ras_date_make(1985, 1, 1);
    cr_assert(ras_date_before(january, day));
    cr_assert(!ras_date_before(day, january));
    cr_assert(!ras_date_before(day, day));
    cr_assert(!ras_date_before(month, day));
    cr_assert(!ras_date_before(day, month));
    cr_assert(!ras_date_before(year, month));
    cr_assert(ras_date_before(january, month));
    cr_assert(ras_date_before(ras_date_make(1984, 0, 0), january));
    cr_assert(!ras_date_before(0, day));
    cr_assert(!ras_date_before(day, 0));
    cr_assert(ras_date_apart(day, january));
    cr_assert(!ras_date_apart(day, year));
}

static bool is_stale(uint32_t updated, uint32_t limit_days)
{
    struct ras_rule_view view;
    rule_row_clean(&shared_row, RAS_KIND_SOCIAL_WELFARE);
    shared_row.person.updated_date = updated;
    shared_row.settings.freshness_days[RAS_KIND_SOCIAL_WELFARE] = limit_days;
    ras_rule_view_fill(&view, &shared_row.input);
    return (view.signals & RAS_SIGNAL_BIT(STALE)) != 0;
}

Test(rule_view, staleness_counts_days_exactly)
{
    const int32_t today = ras_date_days(2026, 10, 31);
    const uint32_t limits[] = {0, 1, 30, 31, 59, 365, 366, 730};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        for (int32_t age = 0; age < 900; age++)
            cr_assert_eq(is_stale(ras_date_from_days(today - age), limits[i]),
                         age > (int32_t)limits[i], "age %d, limit %u", age, limits[i]);
    cr_assert(!is_stale(0, 0));
    cr_assert(!is_stale(ras_date_make(2027, 1, 1), 0));
    cr_assert(!is_stale(ras_date_make(2025, 0, 0), 365));
    cr_assert(is_stale(ras_date_make(2024, 0, 0), 365));
}

static uint64_t lacking(void)
{
    struct ras_rule_view view;
    ras_rule_view_fill(&view, &shared_row.input);
    return view.lacking;
}

Test(rule_view, number_or_phone_is_one_demand)
{
    struct ras_person *const person = &shared_row.person;
    rule_row_clean(&shared_row, RAS_KIND_VACCINATION);
    person->number_state = RAS_NUMBER_NONE;
    cr_assert_eq(lacking(), 0);
    person->phone = 0;
    cr_assert_eq(lacking(), RAS_FIELD_BIT(RAS_FIELD_PERSONAL_ID));
    person->number_state = RAS_NUMBER_FOREIGN;
    cr_assert_eq(lacking(), 0);
    person->number_state = RAS_NUMBER_MALFORMED;
    cr_assert_eq(lacking(), RAS_FIELD_BIT(RAS_FIELD_PERSONAL_ID));
    shared_row.settings.mandatory[RAS_KIND_VACCINATION] &= ~RAS_FIELD_BIT(RAS_FIELD_PERSONAL_ID);
    cr_assert_eq(lacking(), RAS_FIELD_BIT(RAS_FIELD_PHONE));
}

Test(rule_view, parents_and_death_are_asked_of_their_events_only)
{
    const uint64_t mother = RAS_FIELD_BIT(RAS_FIELD_MOTHER_NAME),
                   father = RAS_FIELD_BIT(RAS_FIELD_FATHER_NAME);
    struct ras_person *const person = &shared_row.person;
    rule_row_clean(&shared_row, RAS_KIND_CIVIL_REGISTRY);
    person->mother_name.length = 0;
    cr_assert_eq(lacking(), 0);
    person->father_name.length = 0;
    cr_assert_eq(lacking(), mother | father);
    person->event_type = RAS_EVENT_MARRIAGE;
    cr_assert_eq(lacking(), 0);
    person->event_type = RAS_EVENT_DEATH;
    cr_assert_eq(lacking(), RAS_FIELD_BIT(RAS_FIELD_DEATH_DATE));
    person->event_type = RAS_EVENT_BIRTH;
    person->mother_name = RAS_LITERAL("trần thị hoa");
    shared_row.settings.mandatory[RAS_KIND_CIVIL_REGISTRY] &= ~mother; /* the father by himself */
    cr_assert_eq(lacking(), father);
}

Test(rule_view, twelve_digits_claim_sex_and_year)
{
    struct ras_rule_view view;
    rule_row_clean(&shared_row, RAS_KIND_SOCIAL_WELFARE);
    ras_rule_view_fill(&view, &shared_row.input);
    cr_assert_eq(view.claimed_sex, RAS_SEX_MALE);
    cr_assert_eq(view.claimed_year, 1985);
    shared_row.person.personal_id = 38315001234; /* 038 3 15: a woman of 2015 */
    ras_rule_view_fill(&view, &shared_row.input);
    cr_assert_eq(view.claimed_sex, RAS_SEX_FEMALE);
    cr_assert_eq(view.claimed_year, 2015);
    shared_row.person.repairs |= RAS_REPAIR_BIT(RAS_REPAIR_ID_STRUCTURE);
    ras_rule_view_fill(&view, &shared_row.input);
    cr_assert_eq(view.claimed_year, 0);
}
