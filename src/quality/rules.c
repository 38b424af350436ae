/* The walk over the table of rules, and the wording of what it found. */
#include "quality/rules.h"

#include "base/alloc.h"
#include "base/try.h"
#include "quality/describe.h"
#include "quality/rule_table.h"

#include <assert.h>
#include <string.h>

#define RAS_RULE_KINDS_CIVIL               (1U << RAS_KIND_CIVIL_REGISTRY)
#define RAS_RULE_KINDS_WELFARE             (1U << RAS_KIND_SOCIAL_WELFARE)
#define RAS_RULE_KINDS_VACCINATION         (1U << RAS_KIND_VACCINATION)
#define RAS_RULE_KINDS_WELFARE_VACCINATION (RAS_RULE_KINDS_WELFARE | RAS_RULE_KINDS_VACCINATION)
#define RAS_RULE_KINDS_ALL                 (RAS_RULE_KINDS_CIVIL | RAS_RULE_KINDS_WELFARE_VACCINATION)

/* Who settles it: an office, or a role that depends on the source. */
enum settler {
    SETTLER_CONG_AN = RAS_OFFICE_CONG_AN,
    SETTLER_TU_PHAP = RAS_OFFICE_TU_PHAP,
    SETTLER_Y_TE = RAS_OFFICE_Y_TE,
    SETTLER_LAO_DONG = RAS_OFFICE_LAO_DONG,
    SETTLER_TRUTH,
    SETTLER_KEEPER
};
/* What the catalogue shows for a role: the office of the only kind, else công an. */
#define OFFICE_SHOWN(settler, kinds)                                                               \
    ((settler) < SETTLER_TRUTH               ? (enum ras_office)(settler)                          \
     : (kinds) == RAS_RULE_KINDS_CIVIL       ? RAS_OFFICE_TU_PHAP                                  \
     : (settler) == SETTLER_TRUTH            ? RAS_OFFICE_CONG_AN                                  \
     : (kinds) == RAS_RULE_KINDS_WELFARE     ? RAS_OFFICE_LAO_DONG                                 \
     : (kinds) == RAS_RULE_KINDS_VACCINATION ? RAS_OFFICE_Y_TE                                     \
                                             : RAS_OFFICE_CONG_AN)

static const struct ras_rule_info rule_infos[RAS_RULE_COUNT] = {
#define RULE(code_, word_, group_, severity_, office_, kinds_, field_, needs_person_, measured_,   \
             wakes_, repairs_, predicate_, describe_, vietnamese_, english_, action_, paper_)      \
    {#code_,                                                                                       \
     RAS_WORD_##word_,                                                                             \
     (group_),                                                                                     \
     (severity_),                                                                                  \
     OFFICE_SHOWN(SETTLER_##office_, RAS_RULE_KINDS_##kinds_),                                     \
     RAS_RULE_KINDS_##kinds_,                                                                      \
     RAS_FIELD_##field_,                                                                           \
     (needs_person_) != 0,                                                                         \
     vietnamese_,                                                                                  \
     english_,                                                                                     \
     action_,                                                                                      \
     paper_},
#include "quality/rules.def"
#undef RULE
};

/* The part of a rule that the walk reads for every row. */
struct rule_row {
    uint32_t wakes;
    uint16_t kinds;
    uint16_t settler;
    uint64_t repairs;
    bool (*broken)(const struct ras_rule_view *view);
};

static const struct rule_row rule_rows[RAS_RULE_COUNT] = {
#define REPAIR(NAME) RAS_REPAIR_BIT(RAS_REPAIR_##NAME)
#define RULE(code_, word_, group_, severity_, office_, kinds_, field_, needs_person_, measured_,   \
             wakes_, repairs_, predicate_, ...)                                                    \
    {RAS_SIGNAL_BIT(wakes_), RAS_RULE_KINDS_##kinds_, SETTLER_##office_, repairs_,                 \
     ras_broken_##predicate_},
#include "quality/rules.def"
#undef RULE
#undef REPAIR
};

static void (*const describers[RAS_RULE_COUNT])(const struct ras_rule_view *,
                                                struct ras_draft *) = {
#define RULE(code_, word_, group_, severity_, office_, kinds_, field_, needs_person_, measured_,   \
             wakes_, repairs_, predicate_, describe_, ...)                                         \
    ras_describe_##describe_,
#include "quality/rules.def"
#undef RULE
};

static const bool rules_measured[RAS_RULE_COUNT] = {
#define RULE(code_, word_, group_, severity_, office_, kinds_, field_, needs_person_, measured_,   \
             ...)                                                                                  \
    (measured_) != 0,
#include "quality/rules.def"
#undef RULE
};

unsigned ras_rule_count(void)
{
    return RAS_RULE_COUNT;
}

const struct ras_rule_info *ras_rule_at(unsigned rule)
{
    assert(rule < RAS_RULE_COUNT);
    return &rule_infos[rule];
}

int ras_rule_find(const char *code)
{
    for (unsigned rule = 0; rule < RAS_RULE_COUNT; rule++)
        if (strcmp(rule_infos[rule].code, code) == 0)
            return (int)rule;
    return -1;
}

bool ras_rule_measured(unsigned rule)
{
    assert(rule < RAS_RULE_COUNT);
    return rules_measured[rule];
}

enum ras_office ras_rule_office(unsigned rule, enum ras_source_kind kind)
{
    static const enum ras_office keepers[RAS_KIND_COUNT] = {
        [RAS_KIND_CIVIL_REGISTRY] = RAS_OFFICE_TU_PHAP,
        [RAS_KIND_SOCIAL_WELFARE] = RAS_OFFICE_LAO_DONG,
        [RAS_KIND_VACCINATION] = RAS_OFFICE_Y_TE,
    };
    assert(rule < RAS_RULE_COUNT);
    assert(kind < RAS_KIND_COUNT);
    const unsigned settler = rule_rows[rule].settler;
    if (settler < SETTLER_TRUTH)
        return (enum ras_office)settler;
    if (settler == SETTLER_KEEPER || kind == RAS_KIND_CIVIL_REGISTRY)
        return keepers[kind];
    return RAS_OFFICE_CONG_AN;
}

/* Which rules of a kind each signal wakes: a row asks these alone. */
static struct ras_rule_set woken_rules[RAS_KIND_COUNT][RAS_SIGNAL_COUNT];

static __attribute__((constructor)) void woken_rules_fill(void)
{
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++)
        for (unsigned signal = 0; signal < RAS_SIGNAL_COUNT; signal++)
            for (unsigned rule = 0; rule < RAS_RULE_COUNT; rule++)
                if ((rule_rows[rule].kinds >> kind & 1) != 0 &&
                    (rule_rows[rule].wakes >> signal & 1) != 0)
                    ras_rule_set_add(&woken_rules[kind][signal], rule);
}

void ras_rules_check(const struct ras_rule_input *input, struct ras_rule_set *broken)
{
    *broken = (struct ras_rule_set){{0}};
    struct ras_rule_set woken = {{0}};
    struct ras_rule_view view;
    ras_rule_view_fill(&view, input);
    for (uint32_t left = view.signals; left != 0; left &= left - 1) {
        const struct ras_rule_set *const rules = &woken_rules[input->kind][__builtin_ctz(left)];
        woken.bits[0] |= rules->bits[0];
        woken.bits[1] |= rules->bits[1];
    }
    const uint64_t repairs = input->person->repairs;
    for (unsigned part = 0; part < RAS_RULES_MAX / 64; part++)
        for (uint64_t left = woken.bits[part]; left != 0; left &= left - 1) {
            const unsigned rule = part * 64 + (unsigned)__builtin_ctzll(left);
            const struct rule_row *const row = &rule_rows[rule];
            view.hit = repairs & row->repairs;
            if (row->broken(&view))
                ras_rule_set_add(broken, rule);
        }
}

static bool identity_field(enum ras_field field)
{
    return field == RAS_FIELD_FULL_NAME || field == RAS_FIELD_BIRTH_DATE ||
           field == RAS_FIELD_SEX || field == RAS_FIELD_PERSONAL_ID || field == RAS_FIELD_OLD_ID;
}

/* One question a cause. While a row waits for "is this the person?", nothing is asked about who the
 * person is; where no resident was found, either the number is asked for or the person is. */
static bool asked_elsewhere(const struct ras_rule_view *view, unsigned rule)
{
    if (ras_view_matched(view) || !identity_field(rule_infos[rule].field))
        return false;
    if (view->input->decision == RAS_DECISION_REVIEW)
        return true;
    if (rule == RAS_RULE_SO09 || rule == RAS_RULE_SO10)
        return false;
    const bool number_rule =
        rule == RAS_RULE_DU01 || rule == RAS_RULE_SA12 || rule == RAS_RULE_SA26;
    return ras_number_asks(view) ? !number_rule : rule != RAS_RULE_SO12;
}

void ras_describer_begin(struct ras_describer *describer, const struct ras_rule_input *input)
{
    ras_rule_view_facts(&describer->view, input);
}

void ras_describer_issue(struct ras_describer *describer, unsigned rule, struct ras_issue *issue)
{
    assert(rule < RAS_RULE_COUNT);
    const struct ras_rule_info *const info = &rule_infos[rule];
    struct ras_rule_view *const view = &describer->view;
    struct ras_draft *const draft = &describer->draft;
    view->hit = view->person->repairs & rule_rows[rule].repairs;
    *issue = (struct ras_issue){.rule = rule,
                                .field = info->field,
                                .needs_person = info->needs_person,
                                .office = ras_rule_office(rule, view->input->kind)};
    draft->issue = issue; /* its texts are not cleared: lengths tell what is there */
    draft->proposal.length = 0;
    draft->evidence.length = 0;
    describers[rule](view, draft);
    if (asked_elsewhere(view, rule))
        issue->needs_person = false;
    issue->value = ras_draft_cell(view->input, issue->field, &describer->value);
    issue->proposal = (struct ras_bytes){draft->proposal.text, draft->proposal.length};
    issue->evidence = (struct ras_bytes){draft->evidence.text, draft->evidence.length};
}

static enum ras_status text_keep(struct ras_arena *arena, struct ras_bytes *text,
                                 struct ras_error *error)
{
    if (text->length == 0) {
        *text = (struct ras_bytes){NULL, 0};
        return RAS_OK;
    }
    const size_t length = text->length;
    *text = ras_arena_copy(arena, *text);
    return text->data == NULL ? ras_no_memory(error, length) : RAS_OK;
}

enum ras_status ras_rule_describe(unsigned rule, const struct ras_rule_input *input,
                                  struct ras_arena *arena, struct ras_issue *issue,
                                  struct ras_error *error)
{
    struct ras_describer describer;
    ras_describer_begin(&describer, input);
    ras_describer_issue(&describer, rule, issue);
    if (issue->value.data == describer.value.text)
        RAS_TRY(text_keep(arena, &issue->value, error));
    RAS_TRY(text_keep(arena, &issue->proposal, error));
    return text_keep(arena, &issue->evidence, error);
}
