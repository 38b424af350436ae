/* Rules of đúng: the row against the linked resident. Each kind of difference has its rule, so that
 * the officer reads what is wrong and not only that something is. */
#include "quality/rule_table.h"

#define LEVEL(COMPARATOR)          ras_view_level(view, RAS_COMPARATOR_##COMPARATOR)
#define LEVEL_IS(COMPARATOR, NAME) (LEVEL(COMPARATOR) == RAS_LEVEL_##COMPARATOR##_##NAME)

/* ---- names ---- */

/* A name wholly without marks, or with typing residue, is the resident's name as a keyboard left
 * it: on a certain match nobody need be asked. Marks that differ here and there are. */
static bool typed_without_marks(const struct ras_rule_view *view)
{
    return LEVEL_IS(NAME, MARKS) &&
           (view->person->repairs & RAS_REPAIR_BIT(RAS_REPAIR_NAME_NO_MARKS)) != 0;
}

bool ras_broken_name_marks(const struct ras_rule_view *view)
{
    return LEVEL_IS(NAME, TONE) || (LEVEL_IS(NAME, MARKS) && !typed_without_marks(view));
}

bool ras_broken_name_keyboard(const struct ras_rule_view *view)
{
    return LEVEL_IS(NAME, RESIDUE) || typed_without_marks(view);
}

bool ras_broken_name_spelling(const struct ras_rule_view *view)
{
    return LEVEL_IS(NAME, TYPO) || LEVEL_IS(NAME, DIALECT);
}

bool ras_broken_name_middle(const struct ras_rule_view *view)
{
    return LEVEL_IS(NAME, MIDDLE) || LEVEL_IS(NAME, GIVEN);
}

bool ras_broken_name_order(const struct ras_rule_view *view)
{
    return LEVEL_IS(NAME, ORDER);
}

bool ras_broken_name_other(const struct ras_rule_view *view)
{
    return LEVEL_IS(NAME, NEAR) || LEVEL_IS(NAME, SIBLING) || LEVEL_IS(NAME, OTHER);
}

/* "khác dấu thanh, CSDLQG ghi " */
static void describe_level(const struct ras_rule_view *view, enum ras_comparator comparator,
                           struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence,
                     ras_level_vietnamese(comparator, ras_view_level(view, comparator)));
    ras_draft_string(&draft->evidence, "; CSDLQG về dân cư ghi ");
}

void ras_describe_resident_name(const struct ras_rule_view *view, struct ras_draft *draft)
{
    describe_level(view, RAS_COMPARATOR_NAME, draft);
    ras_draft_name(&draft->evidence, view->input->resident_name);
    ras_draft_name(&draft->proposal, view->input->resident_name);
}

/* ---- date of birth ---- */

bool ras_broken_birth_swapped(const struct ras_rule_view *view)
{
    return LEVEL_IS(BIRTH_DATE, SWAPPED);
}

bool ras_broken_birth_slip(const struct ras_rule_view *view)
{
    return LEVEL_IS(BIRTH_DATE, DIGIT) || LEVEL_IS(BIRTH_DATE, NEAR_YEAR);
}

bool ras_broken_birth_first_january(const struct ras_rule_view *view)
{
    return LEVEL_IS(BIRTH_DATE, PLACEHOLDER);
}

bool ras_broken_birth_other(const struct ras_rule_view *view)
{
    return LEVEL_IS(BIRTH_DATE, YEAR) || LEVEL_IS(BIRTH_DATE, OTHER);
}

void ras_describe_resident_birth(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const uint32_t birth = view->resident->birth_date;
    describe_level(view, RAS_COMPARATOR_BIRTH_DATE, draft);
    ras_draft_date(&draft->evidence, birth);
    /* Where 01/01 stands on the resident's side the row may know better: nothing is proposed. */
    if (!(LEVEL_IS(BIRTH_DATE, PLACEHOLDER) && (birth & RAS_DATE_PLACEHOLDER) != 0))
        ras_draft_date(&draft->proposal, birth);
}

/* ---- sex ---- */

bool ras_broken_sex_differs(const struct ras_rule_view *view)
{
    return ras_sex_differs(&view->levels);
}

void ras_describe_resident_sex(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "CSDLQG về dân cư ghi ");
    ras_draft_sex(&draft->evidence, view->resident->sex);
    ras_draft_sex(&draft->proposal, view->resident->sex);
}

/* ---- number ---- */

bool ras_broken_number_slip(const struct ras_rule_view *view)
{
    return (LEVEL_IS(PERSONAL_ID, SLIP) || LEVEL_IS(PERSONAL_ID, LOST_DIGIT)) &&
           !ras_view_fact(view, RAS_FACT_ID_OF_ANOTHER);
}

bool ras_broken_number_other(const struct ras_rule_view *view)
{
    return ras_number_differs(&view->levels) && !LEVEL_IS(PERSONAL_ID, SLIP) &&
           !LEVEL_IS(PERSONAL_ID, LOST_DIGIT) && !ras_view_fact(view, RAS_FACT_ID_OF_ANOTHER);
}

bool ras_broken_number_of_another(const struct ras_rule_view *view)
{
    return ras_view_matched(view) && ras_view_fact(view, RAS_FACT_ID_OF_ANOTHER);
}

/* Of every rule that proposes the resident's number: DG12, DG13, DG14, DU17, SO06. */
void ras_describe_resident_number(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const struct ras_resident *const resident = view->resident;
    if (LEVEL(PERSONAL_ID) != RAS_LEVEL_MISSING)
        ras_draft_string(&draft->evidence,
                         ras_level_vietnamese(RAS_COMPARATOR_PERSONAL_ID, LEVEL(PERSONAL_ID)));
    else if (LEVEL(OLD_ID) != RAS_LEVEL_MISSING)
        ras_draft_string(&draft->evidence,
                         ras_level_vietnamese(RAS_COMPARATOR_OLD_ID, LEVEL(OLD_ID)));
    else
        ras_draft_string(&draft->evidence, "nối theo họ tên, ngày sinh");
    if (resident->personal_id != 0) {
        ras_draft_unsigned(&draft->proposal, resident->personal_id, 12);
        ras_draft_string(&draft->evidence, "; công dân có số định danh 12 số");
        /* A CMND is replaced by the 12 digits, whatever it was. */
        if (view->person->number_state == RAS_NUMBER_NINE)
            draft->issue->needs_person = false;
    } else if (resident->old_id != 0) {
        ras_draft_unsigned(&draft->proposal, resident->old_id, 9);
        ras_draft_string(&draft->evidence, "; công dân chỉ có CMND 9 số");
    }
}

/* ---- parents, of births ---- */

bool ras_broken_parents_differ(const struct ras_rule_view *view)
{
    return view->person->event_type == RAS_EVENT_BIRTH &&
           (LEVEL(MOTHER_NAME) > RAS_LEVEL_MOTHER_NAME_MARKS ||
            LEVEL(FATHER_NAME) > RAS_LEVEL_FATHER_NAME_MARKS ||
            LEVEL(MOTHER_ID) > RAS_LEVEL_MOTHER_ID_EQUAL ||
            LEVEL(FATHER_ID) > RAS_LEVEL_FATHER_ID_EQUAL);
}

/* The first of the four that differs is shown; the civil registry is what the other side follows
 * (Luật Hộ tịch 60/2014 Đ.60), so a parent's number is proposed only where the names agree. */
void ras_describe_resident_parent(const struct ras_rule_view *view, struct ras_draft *draft)
{
    static const struct {
        enum ras_comparator comparator;
        unsigned good; /* the last level that is no difference */
    } parents[] = {{RAS_COMPARATOR_MOTHER_NAME, RAS_LEVEL_MOTHER_NAME_MARKS},
                   {RAS_COMPARATOR_FATHER_NAME, RAS_LEVEL_FATHER_NAME_MARKS},
                   {RAS_COMPARATOR_MOTHER_ID, RAS_LEVEL_MOTHER_ID_EQUAL},
                   {RAS_COMPARATOR_FATHER_ID, RAS_LEVEL_FATHER_ID_EQUAL}};
    const char *separator = "";
    enum ras_field field = RAS_FIELD_NONE;
    for (size_t i = 0; i < sizeof parents / sizeof parents[0]; i++) {
        const enum ras_comparator comparator = parents[i].comparator;
        const unsigned level = ras_view_level(view, comparator);
        if (level <= parents[i].good)
            continue;
        if (field == RAS_FIELD_NONE)
            field = ras_comparator_field(comparator);
        ras_draft_string(&draft->evidence, separator);
        ras_draft_string(&draft->evidence, ras_comparator_vietnamese(comparator));
        ras_draft_string(&draft->evidence, " ");
        ras_draft_string(&draft->evidence, ras_level_vietnamese(comparator, level));
        separator = ", ";
    }
    draft->issue->field = field;
    if (field == RAS_FIELD_MOTHER_ID)
        ras_draft_unsigned(&draft->proposal, view->resident->mother_id, 12);
    else if (field == RAS_FIELD_FATHER_ID)
        ras_draft_unsigned(&draft->proposal, view->resident->father_id, 12);
}
