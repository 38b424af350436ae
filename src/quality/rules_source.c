/* Rules of sạch that only the whole source can answer: the facts of the row. */
#include "quality/rule_table.h"

bool ras_broken_duplicate(const struct ras_rule_view *view)
{
    return ras_view_fact(view, RAS_FACT_DUPLICATE);
}

void ras_describe_duplicate(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "nhóm trùng số ");
    ras_draft_unsigned(&draft->evidence, view->input->facts.duplicate_group, 1);
    ras_draft_string(&draft->evidence, ", đã có bản ghi đề nghị giữ");
}

bool ras_broken_dose_repeated(const struct ras_rule_view *view)
{
    return ras_view_fact(view, RAS_FACT_DOSE_REPEATED);
}

void ras_describe_dose_repeated(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "cùng người, cùng số mũi hoặc cùng ngày và loại vắc xin");
    if (ras_view_fact(view, RAS_FACT_DUPLICATE))
        draft->issue->needs_person = false; /* SA24 asks */
}

bool ras_broken_dose_order(const struct ras_rule_view *view)
{
    return ras_view_fact(view, RAS_FACT_DOSE_ORDER);
}

void ras_describe_dose_order(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "mũi ");
    ras_draft_unsigned(&draft->evidence, view->person->dose_number, 1);
    ras_draft_string(&draft->evidence, " tiêm sau ngày của một mũi kế tiếp");
}

bool ras_broken_number_shared(const struct ras_rule_view *view)
{
    return ras_view_fact(view, RAS_FACT_ID_SHARED);
}

/* On a match the owner of the number is known: nothing is asked of the owner, and the other row is
 * asked for by DG12 to DG14. */
void ras_describe_number_shared(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "số này còn ghi cho người khác trong cùng nguồn");
    if (ras_view_matched(view) &&
        (ras_view_level(view, RAS_COMPARATOR_PERSONAL_ID) != RAS_LEVEL_MISSING ||
         ras_view_fact(view, RAS_FACT_ID_OF_ANOTHER)))
        draft->issue->needs_person = false;
}

bool ras_broken_two_numbers(const struct ras_rule_view *view)
{
    return ras_view_fact(view, RAS_FACT_TWO_IDS);
}

void ras_describe_two_numbers(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "người này có số 12 số khác ở bản ghi khác cùng nguồn");
    if (ras_view_matched(view) &&
        ras_view_level(view, RAS_COMPARATOR_PERSONAL_ID) != RAS_LEVEL_MISSING)
        draft->issue->needs_person = false; /* the right one is known; the wrong one has its rule */
}

bool ras_broken_account_shared(const struct ras_rule_view *view)
{
    return ras_view_fact(view, RAS_FACT_ACCOUNT_SHARED);
}

void ras_describe_account_shared(const struct ras_rule_view *view, struct ras_draft *draft)
{
    (void)view;
    ras_draft_string(&draft->evidence, "tài khoản này còn ghi cho người hưởng khác");
}

bool ras_broken_record_repeated(const struct ras_rule_view *view)
{
    return ras_view_fact(view, RAS_FACT_RECORD_ID_REPEATED);
}

void ras_describe_record_repeated(const struct ras_rule_view *view, struct ras_draft *draft)
{
    (void)view;
    ras_draft_string(&draft->evidence, "mã này có ở bản ghi khác cùng nguồn");
}
