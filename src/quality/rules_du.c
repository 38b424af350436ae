/* Rules of đủ: what the settings ask of the row and the row does not have. */
#include "quality/rule_table.h"

/* ---- predicates: the view knows what is lacking ---- */

bool ras_broken_lacks_number(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_PERSONAL_ID);
}
bool ras_broken_lacks_name(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_FULL_NAME);
}
bool ras_broken_lacks_birth(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_BIRTH_DATE);
}
bool ras_broken_lacks_sex(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_SEX);
}
bool ras_broken_lacks_commune(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_COMMUNE);
}
bool ras_broken_lacks_event(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_EVENT_TYPE) || ras_view_lacks(view, RAS_FIELD_EVENT_DATE);
}
bool ras_broken_lacks_parents(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_MOTHER_NAME) ||
           ras_view_lacks(view, RAS_FIELD_FATHER_NAME);
}
bool ras_broken_lacks_death(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_DEATH_DATE);
}
bool ras_broken_lacks_benefit(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_BENEFIT);
}
bool ras_broken_lacks_account(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_ACCOUNT);
}
bool ras_broken_lacks_dose_number(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_DOSE_NUMBER);
}
bool ras_broken_lacks_dose_date(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_DOSE_DATE);
}
bool ras_broken_lacks_vaccine(const struct ras_rule_view *view)
{
    return ras_view_lacks(view, RAS_FIELD_VACCINE);
}

/* Fields that a rule of their own asks for, in a source of that kind. */
static uint64_t fields_with_rule(enum ras_source_kind kind)
{
#define FIELD(NAME) RAS_FIELD_BIT(RAS_FIELD_##NAME)
    static const uint64_t of_kind[RAS_KIND_COUNT] = {
        [RAS_KIND_CIVIL_REGISTRY] = FIELD(EVENT_TYPE) | FIELD(EVENT_DATE) | FIELD(MOTHER_NAME) |
                                    FIELD(FATHER_NAME) | FIELD(DEATH_DATE),
        [RAS_KIND_SOCIAL_WELFARE] = FIELD(BENEFIT) | FIELD(ACCOUNT),
        [RAS_KIND_VACCINATION] = FIELD(DOSE_NUMBER) | FIELD(DOSE_DATE) | FIELD(VACCINE),
    };
    return of_kind[kind] | FIELD(PERSONAL_ID) | FIELD(FULL_NAME) | FIELD(BIRTH_DATE) | FIELD(SEX) |
           FIELD(COMMUNE);
#undef FIELD
}

static uint64_t other_lacking(const struct ras_rule_view *view)
{
    return view->lacking & ~fields_with_rule(view->input->kind);
}

bool ras_broken_lacks_other(const struct ras_rule_view *view)
{
    return other_lacking(view) != 0;
}

/* A year is not an error: parents' dates are known to the year by law. It is one where the resident
 * has the full date, and a gap where there is no resident to ask. */
bool ras_broken_birth_not_full(const struct ras_rule_view *view)
{
    const uint32_t birth = view->person->birth_date;
    if (birth == 0 || ras_date_precision(birth) == RAS_DATE_DAY)
        return false;
    return !ras_view_matched(view) ||
           ras_date_precision(view->resident->birth_date) > ras_date_precision(birth);
}

bool ras_broken_address_empty(const struct ras_rule_view *view)
{
    return !ras_view_lacks(view, RAS_FIELD_ADDRESS);
}

/* Only where the number is not asked for: elsewhere DU01, SA12 or SO06 speak. */
bool ras_broken_number_unlinked(const struct ras_rule_view *view)
{
    return ras_view_matched(view) && view->person->number_state == RAS_NUMBER_NONE &&
           view->resident->personal_id != 0 && !ras_broken_lacks_number(view);
}

/* DU01 asks nobody in a file without any column for numbers. */
bool ras_number_asks(const struct ras_rule_view *view)
{
    if (view->input->kind == RAS_KIND_CIVIL_REGISTRY)
        return false;
    return view->person->number_state == RAS_NUMBER_MALFORMED ||
           ras_view_fact(view, RAS_FACT_ID_SHARED) ||
           (ras_broken_lacks_number(view) &&
            ras_draft_has_column(view->input->batch, RAS_FIELD_PERSONAL_ID));
}

/* ---- describers ---- */

/* Why there is no value. A column that the whole file lacks is told once, in the figures: no row of
 * it becomes a task. */
static void describe_gap(const struct ras_rule_view *view, enum ras_field field,
                         struct ras_draft *draft)
{
    draft->issue->field = field;
    const bool column = ras_draft_has_column(view->input->batch, field);
    struct ras_draft_line scratch;
    const bool empty = ras_draft_cell(view->input, field, &scratch).length == 0;
    ras_draft_string(&draft->evidence, !column ? "tệp không có cột này"
                                       : empty ? "ô để trống"
                                               : "ô không đọc được");
    if (!column)
        draft->issue->needs_person = false;
}

static void describe_known(struct ras_draft *draft, const char *how)
{
    ras_draft_string(&draft->evidence, "; ");
    ras_draft_string(&draft->evidence, how);
}

void ras_describe_missing_cell(const struct ras_rule_view *view, struct ras_draft *draft)
{
    describe_gap(view, draft->issue->field, draft);
}

void ras_describe_missing_parents(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const bool mother = ras_draft_has_column(view->input->batch, RAS_FIELD_MOTHER_NAME);
    describe_gap(view, mother ? RAS_FIELD_MOTHER_NAME : RAS_FIELD_FATHER_NAME, draft);
}

void ras_describe_missing_number(const struct ras_rule_view *view, struct ras_draft *draft)
{
    describe_gap(view, RAS_FIELD_PERSONAL_ID, draft);
    if (view->person->number_state == RAS_NUMBER_MALFORMED)
        draft->issue->needs_person = false; /* SA12 asks */
    if (ras_view_matched(view) && view->resident->personal_id != 0) {
        ras_draft_unsigned(&draft->proposal, view->resident->personal_id, 12);
        describe_known(draft, "nối được công dân có số định danh");
    }
}

void ras_describe_missing_name(const struct ras_rule_view *view, struct ras_draft *draft)
{
    describe_gap(view, RAS_FIELD_FULL_NAME, draft);
    if (ras_view_matched(view) && view->input->resident_name.length != 0) {
        ras_draft_name(&draft->proposal, view->input->resident_name);
        describe_known(draft, "lấy theo CSDLQG về dân cư");
    }
}

void ras_describe_missing_birth(const struct ras_rule_view *view, struct ras_draft *draft)
{
    describe_gap(view, RAS_FIELD_BIRTH_DATE, draft);
    if (ras_view_matched(view) && view->resident->birth_date != 0) {
        ras_draft_date(&draft->proposal, view->resident->birth_date);
        describe_known(draft, "lấy theo CSDLQG về dân cư");
    }
}

void ras_describe_birth_not_full(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, ras_date_precision(view->person->birth_date) == RAS_DATE_YEAR
                                           ? "chỉ có năm sinh"
                                           : "chỉ có tháng và năm sinh");
    if (!ras_view_matched(view))
        return;
    describe_known(draft, "CSDLQG về dân cư có ngày đầy đủ");
    ras_draft_date(&draft->proposal, view->resident->birth_date);
    /* Where even the year differs the rule of đúng asks. */
    if (ras_birth_differs(&view->levels))
        draft->issue->needs_person = false;
}

/* The sex of a certain match is known; the digit of a sound number tells it as well, but then the
 * officer looks. */
void ras_describe_missing_sex(const struct ras_rule_view *view, struct ras_draft *draft)
{
    describe_gap(view, RAS_FIELD_SEX, draft);
    if (ras_view_matched(view) && view->resident->sex != RAS_SEX_UNKNOWN) {
        ras_draft_sex(&draft->proposal, view->resident->sex);
        describe_known(draft, "lấy theo CSDLQG về dân cư");
        draft->issue->needs_person = false;
    } else if (view->claimed_sex != RAS_SEX_UNKNOWN) {
        ras_draft_sex(&draft->proposal, view->claimed_sex);
        describe_known(draft, "suy từ số định danh");
    }
}

void ras_describe_missing_commune(const struct ras_rule_view *view, struct ras_draft *draft)
{
    describe_gap(view, RAS_FIELD_COMMUNE, draft);
    if (!ras_view_matched(view) || view->resident->commune == 0)
        return;
    ras_draft_unsigned(&draft->proposal, view->resident->commune, 5);
    ras_draft_string(&draft->evidence, "; công dân cư trú tại ");
    ras_draft_commune(&draft->evidence, view->input->units, view->resident->commune);
    draft->issue->needs_person = false;
}

void ras_describe_missing_event(const struct ras_rule_view *view, struct ras_draft *draft)
{
    describe_gap(view,
                 ras_view_lacks(view, RAS_FIELD_EVENT_TYPE) ? RAS_FIELD_EVENT_TYPE
                                                            : RAS_FIELD_EVENT_DATE,
                 draft);
}

void ras_describe_missing_death(const struct ras_rule_view *view, struct ras_draft *draft)
{
    describe_gap(view, RAS_FIELD_DEATH_DATE, draft);
    if (ras_view_matched(view) && view->resident->death_date != 0) {
        ras_draft_date(&draft->proposal, view->resident->death_date);
        describe_known(draft, "lấy theo CSDLQG về dân cư");
    }
}

void ras_describe_missing_other(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const uint64_t other = other_lacking(view);
    if (other == 0)
        return;
    describe_gap(view, (enum ras_field)__builtin_ctzll(other), draft);
    const int count = __builtin_popcountll(other);
    if (count > 1) {
        ras_draft_string(&draft->evidence, "; số trường còn thiếu: ");
        ras_draft_unsigned(&draft->evidence, (uint64_t)count, 1);
    }
}
