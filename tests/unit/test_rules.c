/* The catalogue and the walk: every rule has an input that breaks it and a near miss that does not,
 * and its texts are fit for officers. */
#include "quality/rules.h"

#include "base/alloc.h"
#include "support/rule_row.h"

#include <criterion/criterion.h>
#include <stdio.h>

/* The commune list is not what is tested here: a stand-in of one commune. */
const struct ras_unit *ras_units_find(const struct ras_units *units, uint32_t code)
{
    static const struct ras_unit known = {178, 1, "Phường Đông", "Thành phố Hà Nội"};
    (void)units;
    return code == known.code ? &known : NULL;
}

#define KIND_CIVIL       RAS_KIND_CIVIL_REGISTRY
#define KIND_WELFARE     RAS_KIND_SOCIAL_WELFARE
#define KIND_VACCINATION RAS_KIND_VACCINATION

/* ---- the words that rule_cases.def is written in ---- */
#define LEVEL(COMPARATOR, NAME)                                                                    \
    row->link.levels.level[RAS_COMPARATOR_##COMPARATOR] = RAS_LEVEL_##COMPARATOR##_##NAME
#define NAME(LEVEL_NAME)  LEVEL(NAME, LEVEL_NAME)
#define BIRTH(LEVEL_NAME) LEVEL(BIRTH_DATE, LEVEL_NAME)
#define REPAIR(NAME)      row->person.repairs |= RAS_REPAIR_BIT(RAS_REPAIR_##NAME)
#define FACT(NAME)        row->input.facts.flags |= RAS_FACT_##NAME
#define UNLINK(DECISION)  rule_row_unlink(row, RAS_DECISION_##DECISION)
#define FIELD(NAME)       RAS_FIELD_BIT(RAS_FIELD_##NAME)
#define CELL(NAME, text)  rule_row_cell(row, RAS_FIELD_##NAME, text)
#define UNREADABLE(NAME)  row->person.unreadable |= FIELD(NAME)
#define BORN(y, m, d)     row->person.birth_date = ras_date_make(y, m, d)
#define DIED(y, m, d)                                                                              \
    row->resident.fields.status = RAS_STATUS_DEAD;                                                 \
    row->resident.fields.death_date = ras_date_make(y, m, d)
#define DEATH_ROW()                                                                                \
    row->person.event_type = RAS_EVENT_DEATH;                                                      \
    row->person.death_date = ras_date_make(2025, 1, 5);                                            \
    row->person.event_date = ras_date_make(2025, 1, 9)
#define NUMBER(STATE)                                                                              \
    row->person.personal_id = 0;                                                                   \
    row->person.number_state = RAS_NUMBER_##STATE;                                                 \
    row->link.levels.level[RAS_COMPARATOR_PERSONAL_ID] = RAS_LEVEL_MISSING
#define NO_NUMBER()                                                                                \
    NUMBER(NONE);                                                                                  \
    row->person.phone = row->input.kind == RAS_KIND_VACCINATION ? 912345678 : 0;                   \
    CELL(PERSONAL_ID, "")
#define NINE_DIGITS()                                                                              \
    NUMBER(NINE);                                                                                  \
    row->person.old_id = 171234567;                                                                \
    LEVEL(OLD_ID, EQUAL)
#define MALFORMED()                                                                                \
    NUMBER(MALFORMED);                                                                             \
    row->person.partial_digits = 11;                                                               \
    CELL(PERSONAL_ID, "03808500123")

#define CASE(code, kind, breaks, misses)                                                           \
    static void break_##code(struct rule_row *row)                                                 \
    {                                                                                              \
        breaks                                                                                     \
    }                                                                                              \
    static void miss_##code(struct rule_row *row)                                                  \
    {                                                                                              \
        misses                                                                                     \
    }
#include "rule_cases.def"
#undef CASE

struct rule_case {
    const char *code;
    enum ras_source_kind kind;
    void (*breaks)(struct rule_row *row);
    void (*misses)(struct rule_row *row);
};
static const struct rule_case cases[] = {
#define CASE(code, kind, breaks, misses) {#code, KIND_##kind, break_##code, miss_##code},
#include "rule_cases.def"
#undef CASE
};
#define CASE_COUNT (sizeof cases / sizeof cases[0])

static struct rule_row shared_row;

static bool breaks_rule(const struct rule_row *row, unsigned rule)
{
    struct ras_rule_set broken;
    ras_rules_check(&row->input, &broken);
    return ras_rule_set_has(&broken, rule);
}

static struct ras_issue describe(const char *code, const struct rule_row *row,
                                 struct ras_arena *arena)
{
    struct ras_issue issue;
    const int rule = ras_rule_find(code);
    cr_assert_geq(rule, 0, "%s", code);
    cr_assert(breaks_rule(row, (unsigned)rule), "%s is not broken", code);
    cr_assert_eq(ras_rule_describe((unsigned)rule, &row->input, arena, &issue, NULL), RAS_OK);
    return issue;
}

static bool says(struct ras_bytes text, const char *expected)
{
    if (!ras_bytes_equal(text, ras_bytes_of(expected)))
        fprintf(stderr, "got '%.*s', not '%s'\n", (int)text.length, text.data, expected);
    return ras_bytes_equal(text, ras_bytes_of(expected));
}

Test(rules, catalogue_is_whole)
{
    unsigned of_word[RAS_WORD_COUNT] = {0}, of_group[9] = {0};
    static const char *const prefixes[RAS_WORD_COUNT] = {"DG", "DU", "SA", "SO"};
    cr_assert_geq(ras_rule_count(), 40);
    cr_assert_leq(ras_rule_count(), RAS_RULES_MAX);
    for (unsigned rule = 0; rule < ras_rule_count(); rule++) {
        const struct ras_rule_info *const info = ras_rule_at(rule);
        of_word[info->word]++;
        cr_assert(info->group >= 1 && info->group <= 8, "%s", info->code);
        of_group[info->group]++;
        cr_assert(info->severity >= 1 && info->severity <= 3, "%s", info->code);
        cr_assert(strncmp(info->code, prefixes[info->word], 2) == 0, "%s", info->code);
        cr_assert(strlen(info->code) == 4 && strlen(info->code) < RAS_RULE_CODE_MAX);
        cr_assert(info->kinds != 0 && info->kinds < 1U << RAS_KIND_COUNT, "%s", info->code);
        cr_assert_lt(info->field, RAS_FIELD_COUNT, "%s", info->code);
        cr_assert_eq(ras_rule_find(info->code), (int)rule, "%s stands twice", info->code);
    }
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
        cr_assert_geq(of_word[word], 8, "%s", prefixes[word]);
    for (unsigned group = 1; group <= 8; group++)
        cr_assert_geq(of_group[group], 3, "group %u", group);
    cr_assert_eq(ras_rule_find("XX99"), -1);
    cr_assert_eq(ras_rule_find(""), -1);
}

Test(rules, texts_are_sentences_for_officers)
{
    for (unsigned rule = 0; rule < ras_rule_count(); rule++) {
        const struct ras_rule_info *const info = ras_rule_at(rule);
        const char *const texts[] = {info->vietnamese, info->english, info->action};
        for (unsigned i = 0; i < 3; i++) {
            const size_t length = strlen(texts[i]);
            cr_assert(length > 4 && length < 160, "%s", info->code);
            cr_assert_neq(texts[i][length - 1], '.', "%s", info->code);
            cr_assert_neq(texts[i][length - 1], ' ', "%s", info->code);
        }
        cr_assert(info->vietnamese[0] < 'a' || info->vietnamese[0] > 'z', "%s", info->code);
        cr_assert_not_null(info->paper);
        for (unsigned other = 0; other < rule; other++)
            cr_assert(strcmp(ras_rule_at(other)->vietnamese, info->vietnamese) != 0, "%s",
                      info->code);
    }
}

Test(rules, clean_rows_break_nothing)
{
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++) {
        struct ras_rule_set broken;
        rule_row_clean(&shared_row, (enum ras_source_kind)kind);
        ras_rules_check(&shared_row.input, &broken);
        for (unsigned rule = 0; rule < ras_rule_count(); rule++)
            cr_assert(!ras_rule_set_has(&broken, rule), "kind %u breaks %s", kind,
                      ras_rule_at(rule)->code);
    }
}

Test(rules, every_rule_has_a_row_that_breaks_it_and_one_that_does_not)
{
    bool seen[RAS_RULES_MAX] = {false};
    for (size_t i = 0; i < CASE_COUNT; i++) {
        const int rule = ras_rule_find(cases[i].code);
        cr_assert_geq(rule, 0, "%s is not in the catalogue", cases[i].code);
        seen[rule] = true;
        rule_row_clean(&shared_row, cases[i].kind);
        cases[i].breaks(&shared_row);
        cr_expect(breaks_rule(&shared_row, (unsigned)rule), "%s must break", cases[i].code);
        rule_row_clean(&shared_row, cases[i].kind);
        cases[i].misses(&shared_row);
        cr_expect(!breaks_rule(&shared_row, (unsigned)rule), "%s must not break", cases[i].code);
    }
    for (unsigned rule = 0; rule < ras_rule_count(); rule++)
        cr_expect(seen[rule], "%s has no case", ras_rule_at(rule)->code);
}

Test(rules, rules_keep_to_their_kinds)
{
    for (size_t i = 0; i < CASE_COUNT; i++) {
        const unsigned rule = (unsigned)ras_rule_find(cases[i].code);
        for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++) {
            if ((ras_rule_at(rule)->kinds >> kind & 1) != 0)
                continue;
            rule_row_clean(&shared_row, (enum ras_source_kind)kind);
            cases[i].breaks(&shared_row);
            cr_expect(!breaks_rule(&shared_row, rule), "%s speaks of kind %u", cases[i].code, kind);
        }
    }
}

Test(rules, every_issue_is_worded)
{
    struct ras_arena arena;
    ras_arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < CASE_COUNT; i++) {
        rule_row_clean(&shared_row, cases[i].kind);
        cases[i].breaks(&shared_row);
        const struct ras_issue issue = describe(cases[i].code, &shared_row, &arena);
        const struct ras_rule_info *const info = ras_rule_at(issue.rule);
        cr_expect(issue.evidence.length > 0, "%s has no evidence", info->code);
        if (issue.evidence.length > 0)
            cr_expect_neq(issue.evidence.data[issue.evidence.length - 1], '.', "%s", info->code);
        cr_expect_lt(issue.field, RAS_FIELD_COUNT, "%s", info->code);
        cr_expect_lt(issue.office, RAS_OFFICE_COUNT, "%s", info->code);
        cr_expect(!issue.needs_person || info->needs_person, "%s", info->code);
    }
    ras_arena_fini(&arena);
}

Test(rules, measured_rules_of_dung_agree_with_the_outcome)
{
    uint64_t state = 7;
    for (unsigned round = 0; round < 20000; round++) {
        rule_row_clean(&shared_row, (enum ras_source_kind)(round % RAS_KIND_COUNT));
        for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407U;
            const unsigned count = ras_level_count((enum ras_comparator)i) + 1;
            if ((state >> 60) < 4)
                shared_row.link.levels.level[i] = (uint8_t)((state >> 33) % count);
        }
        struct ras_rule_set broken;
        ras_rules_check(&shared_row.input, &broken);
        bool wrong = false;
        for (unsigned rule = 0; rule < ras_rule_count(); rule++)
            wrong |= ras_rule_set_has(&broken, rule) && ras_rule_measured(rule) &&
                     ras_rule_at(rule)->word == RAS_WORD_DUNG;
        const enum ras_outcome outcome =
            ras_outcome_of(&shared_row.person, RAS_DECISION_MATCH, &shared_row.link.levels);
        cr_assert_eq(wrong, outcome == RAS_OUTCOME_WRONG, "round %u", round);
    }
}

Test(rules, proposals_are_written_as_officers_write)
{
    struct ras_arena arena;
    struct rule_row *const row = &shared_row;
    ras_arena_init(&arena, 1 << 16);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE);
    NAME(TONE);
    row->input.resident_name = RAS_LITERAL("đặng h'lim êban");
    struct ras_issue issue = describe("DG01", row, &arena);
    cr_assert(says(issue.value, "Nguyễn Văn Hùng"));
    cr_assert(says(issue.proposal, "Đặng H'Lim Êban"));
    cr_assert(says(issue.evidence, "khác dấu thanh; CSDLQG về dân cư ghi Đặng H'Lim Êban"));

    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE);
    REPAIR(DATE_IMPOSSIBLE);
    row->person.birth_date = 0;
    CELL(BIRTH_DATE, "30/02/1985");
    issue = describe("SA17", row, &arena);
    cr_assert(says(issue.value, "30/02/1985"));
    cr_assert(says(issue.proposal, "02/03/1985")); /* 1985 is a common year */
    CELL(BIRTH_DATE, "1984-02-30");
    cr_assert(says(describe("SA17", row, &arena).proposal, "01/03/1984"));
    CELL(BIRTH_DATE, "31/04/1990");
    cr_assert(says(describe("SA17", row, &arena).proposal, "01/05/1990"));
    CELL(BIRTH_DATE, "15/13/1990");
    cr_assert(says(describe("SA17", row, &arena).proposal, ""));

    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE);
    NO_NUMBER();
    issue = describe("DU01", row, &arena);
    cr_assert(issue.needs_person);
    cr_assert(says(issue.value, ""));
    cr_assert(says(issue.proposal, "038085001234"));

    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE);
    row->resident.fields.commune = 178;
    issue = describe("SO05", row, &arena);
    cr_assert(says(issue.value, "00175"));
    cr_assert(says(issue.proposal, "00178"));
    ras_arena_fini(&arena);
}

Test(rules, unit_names_stand_in_the_evidence)
{
    struct ras_arena arena;
    ras_arena_init(&arena, 1 << 16);
    rule_row_clean(&shared_row, RAS_KIND_SOCIAL_WELFARE);
    shared_row.resident.fields.commune = 178;
    shared_row.input.units = (const struct ras_units *)(const void *)&shared_row; /* not read */
    cr_assert(says(describe("SO05", &shared_row, &arena).evidence,
                   "công dân cư trú tại 00178 (Phường Đông)"));
    ras_arena_fini(&arena);
}

Test(rules, values_of_split_columns_are_joined)
{
    struct ras_arena arena;
    struct rule_row *const row = &shared_row;
    ras_arena_init(&arena, 1 << 16);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE);
    row->batch.cells[RAS_FIELD_BIRTH_DATE] = NULL;
    row->batch.cells[RAS_FIELD_FULL_NAME] = NULL;
    CELL(BIRTH_DAY, "7");
    CELL(BIRTH_MONTH, "3");
    CELL(BIRTH_YEAR, "1985");
    CELL(SURNAME, "Nguyễn");
    CELL(MIDDLE_NAME, "");
    CELL(GIVEN_NAME, "Hùng");
    BIRTH(OTHER);
    NAME(MIDDLE);
    cr_assert(says(describe("DG10", row, &arena).value, "7/3/1985"));
    cr_assert(says(describe("DG04", row, &arena).value, "Nguyễn Hùng"));
    ras_arena_fini(&arena);
}

Test(rules, longest_name_is_cut_at_a_letter_and_never_overruns)
{
    struct ras_arena arena;
    static char longest[RAS_NAME_BYTES_MAX];
    ras_arena_init(&arena, 1 << 16);
    for (size_t i = 0; i + 2 < sizeof longest; i += 3)
        memcpy(longest + i, "ị ", 3 < sizeof longest - i ? 3 : 0), longest[i + 2] = '\xE1';
    rule_row_clean(&shared_row, RAS_KIND_SOCIAL_WELFARE);
    shared_row.link.levels.level[RAS_COMPARATOR_NAME] = RAS_LEVEL_NAME_OTHER;
    shared_row.input.resident_name = (struct ras_bytes){longest, sizeof longest};
    const struct ras_issue issue = describe("DG06", &shared_row, &arena);
    cr_assert_leq(issue.evidence.length, 640);
    ras_arena_fini(&arena);
}

Test(rules, what_is_certain_is_no_task)
{
    static const char *const certain[] = {"DG02", "DU17", "SA01", "SA02", "SA03", "SA04", "SA05",
                                          "SA06", "SA07", "SA10", "SA11", "SA15", "SA16", "SA20",
                                          "SA22", "SA23", "SO06", "SO08", "SO13"};
    for (size_t i = 0; i < sizeof certain / sizeof certain[0]; i++)
        cr_assert(!ras_rule_at((unsigned)ras_rule_find(certain[i]))->needs_person, "%s",
                  certain[i]);
}

/* Tasks that a row makes. */
static unsigned task_count(const struct rule_row *row)
{
    struct ras_arena arena;
    struct ras_rule_set broken;
    unsigned count = 0;
    ras_arena_init(&arena, 1 << 16);
    ras_rules_check(&row->input, &broken);
    for (unsigned rule = 0; rule < ras_rule_count(); rule++) {
        struct ras_issue issue;
        if (!ras_rule_set_has(&broken, rule))
            continue;
        cr_assert_eq(ras_rule_describe(rule, &row->input, &arena, &issue, NULL), RAS_OK);
        count += issue.needs_person;
    }
    ras_arena_fini(&arena);
    return count;
}

Test(rules, one_cause_is_asked_once)
{
    struct rule_row *const row = &shared_row;
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* a slip that breaks the structure as well */
    LEVEL(PERSONAL_ID, SLIP);
    REPAIR(ID_STRUCTURE);
    cr_assert_eq(task_count(row), 1);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* sex against resident and number */
    row->person.sex = RAS_SEX_FEMALE;
    LEVEL(SEX, OTHER);
    cr_assert_eq(task_count(row), 1);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* birth year against resident and number */
    BORN(1986, 3, 7);
    BIRTH(NEAR_YEAR);
    cr_assert_eq(task_count(row), 1);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* a digit lost: malformed, lacking, differing */
    MALFORMED();
    LEVEL(PERSONAL_ID, LOST_DIGIT);
    cr_assert_eq(task_count(row), 1);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* malformed with nothing to compare */
    MALFORMED();
    cr_assert_eq(task_count(row), 1);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* impossible date: unreadable and lacking */
    REPAIR(DATE_IMPOSSIBLE);
    row->person.birth_date = 0;
    CELL(BIRTH_DATE, "30/02/1985");
    cr_assert_eq(task_count(row), 1);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* somebody else's number */
    LEVEL(PERSONAL_ID, OTHER);
    FACT(ID_OF_ANOTHER);
    FACT(ID_SHARED);
    cr_assert_eq(task_count(row), 1);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* no marks on a certain match */
    NAME(MARKS);
    REPAIR(NAME_NO_MARKS);
    cr_assert_eq(task_count(row), 0);
    rule_row_clean(row, RAS_KIND_VACCINATION); /* the same dose twice */
    FACT(DUPLICATE);
    FACT(DOSE_REPEATED);
    cr_assert_eq(task_count(row), 1);
}

Test(rules, nobody_is_asked_who_it_is_twice)
{
    struct rule_row *const row = &shared_row;
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* the review asks already */
    UNLINK(REVIEW);
    MALFORMED();
    row->person.sex = RAS_SEX_UNKNOWN;
    cr_assert_eq(task_count(row), 0);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* not found: the number is asked for */
    UNLINK(NONE);
    MALFORMED();
    row->person.sex = RAS_SEX_UNKNOWN;
    cr_assert_eq(task_count(row), 1);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* not found with a sound number: the person is */
    UNLINK(NONE);
    row->person.sex = RAS_SEX_UNKNOWN;
    row->person.birth_date = ras_date_make(1985, 0, 0);
    cr_assert_eq(task_count(row), 1);
    rule_row_clean(row, RAS_KIND_CIVIL_REGISTRY); /* a birth without resident, without number */
    UNLINK(NONE);
    NO_NUMBER();
    cr_assert_eq(task_count(row), 1);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE); /* an account is another question */
    UNLINK(REVIEW);
    row->person.account_hash = 0;
    cr_assert_eq(task_count(row), 1);
}

Test(rules, column_missing_from_the_file_makes_no_tasks)
{
    struct rule_row *const row = &shared_row;
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE);
    row->person.account_hash = 0;
    cr_assert_eq(task_count(row), 1);
    row->batch.cells[RAS_FIELD_ACCOUNT] = NULL;
    cr_assert_eq(task_count(row), 0);
    cr_assert(breaks_rule(row, (unsigned)ras_rule_find("DU11")));
}

Test(rules, file_without_numbers_still_asks_for_the_person)
{
    struct rule_row *const row = &shared_row;
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE);
    UNLINK(NONE);
    NO_NUMBER();
    cr_assert_eq(task_count(row), 1);
    row->batch.cells[RAS_FIELD_PERSONAL_ID] = NULL;
    cr_assert_eq(task_count(row), 1);
}

Test(rules, old_number_beside_twelve_digits_has_its_own_proposal)
{
    struct ras_arena arena;
    struct rule_row *const row = &shared_row;
    ras_arena_init(&arena, 1 << 16);
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE);
    REPAIR(OLD_ID_LOST_ZERO);
    CELL(OLD_ID, "12345678");
    row->person.old_id = 12345678;
    const struct ras_issue issue = describe("SA10", row, &arena);
    cr_assert_eq(issue.field, RAS_FIELD_OLD_ID);
    cr_assert(says(issue.value, "12345678"));
    cr_assert(says(issue.proposal, "012345678"));
    ras_arena_fini(&arena);
}

Test(rules, wording_survives_failing_allocations)
{
    struct ras_arena arena;
    struct rule_row *const row = &shared_row;
    struct ras_issue issue;
    struct ras_error error;
    const unsigned rule = (unsigned)ras_rule_find("DG01");
    rule_row_clean(row, RAS_KIND_SOCIAL_WELFARE);
    NAME(TONE);
    ras_arena_init(&arena, 64);
    ras_alloc_fail_at(1);
    cr_assert_eq(ras_rule_describe(rule, &row->input, &arena, &issue, &error), RAS_NO_MEMORY);
    ras_alloc_fail_at(0);
    cr_assert_eq(ras_rule_describe(rule, &row->input, &arena, &issue, &error), RAS_OK);
    ras_arena_fini(&arena);
}

Test(rules, offices_follow_the_source)
{
    const unsigned name = (unsigned)ras_rule_find("DG03"), sex = (unsigned)ras_rule_find("SA23"),
                   number = (unsigned)ras_rule_find("DG12");
    cr_assert_eq(ras_rule_office(name, RAS_KIND_CIVIL_REGISTRY), RAS_OFFICE_TU_PHAP);
    cr_assert_eq(ras_rule_office(name, RAS_KIND_VACCINATION), RAS_OFFICE_CONG_AN);
    cr_assert_eq(ras_rule_office(sex, RAS_KIND_VACCINATION), RAS_OFFICE_Y_TE);
    cr_assert_eq(ras_rule_office(sex, RAS_KIND_SOCIAL_WELFARE), RAS_OFFICE_LAO_DONG);
    cr_assert_eq(ras_rule_office(number, RAS_KIND_CIVIL_REGISTRY), RAS_OFFICE_CONG_AN);
    cr_assert_eq(ras_rule_at((unsigned)ras_rule_find("SO10"))->office, RAS_OFFICE_TU_PHAP);
}

Test(rules, an_empty_person_breaks_rules_and_survives)
{
    struct ras_arena arena;
    ras_arena_init(&arena, 1 << 12);
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++)
        for (unsigned decision = 0; decision <= RAS_DECISION_MATCH; decision++) {
            struct ras_rule_set broken;
            rule_row_clean(&shared_row, (enum ras_source_kind)kind);
            shared_row.person = (struct ras_person){.foreign = 0};
            memset(shared_row.batch.cells, 0, sizeof shared_row.batch.cells);
            shared_row.link.levels = (struct ras_levels){{0}};
            shared_row.resident.fields = (struct ras_resident){.status = 0};
            if (decision != RAS_DECISION_MATCH)
                rule_row_unlink(&shared_row, (enum ras_decision_kind)decision);
            shared_row.input.decision = (enum ras_decision_kind)decision;
            ras_rules_check(&shared_row.input, &broken);
            cr_assert(ras_rule_set_has(&broken, (unsigned)ras_rule_find("DU02")));
            for (unsigned rule = 0; rule < ras_rule_count(); rule++) {
                struct ras_issue issue;
                if (ras_rule_set_has(&broken, rule))
                    cr_assert_eq(ras_rule_describe(rule, &shared_row.input, &arena, &issue, NULL),
                                 RAS_OK);
            }
        }
    ras_arena_fini(&arena);
}
