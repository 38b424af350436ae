/* Rules of sống: the row against what became of the person. */
#include "quality/rule_table.h"

#define LEVEL(COMPARATOR) ras_view_level(view, RAS_COMPARATOR_##COMPARATOR)

static uint32_t known_death(const struct ras_rule_view *view)
{
    if (view->resident->death_date != 0)
        return view->resident->death_date;
    return view->input->facts.registered_death;
}

static void add_death(struct ras_draft *draft, uint32_t death)
{
    if (death == 0) {
        ras_draft_string(&draft->evidence, "CSDLQG về dân cư ghi đã chết, không rõ ngày");
        return;
    }
    ras_draft_string(&draft->evidence, "chết ngày ");
    ras_draft_date(&draft->evidence, death);
}

/* A list is as of the day of the run: a person who died before that day and stands on it is paid. A
 * death dated after that day is not known to the list yet. */
bool ras_broken_paid_after_death(const struct ras_rule_view *view)
{
    return ras_view_matched(view) && ras_resident_dead(view->resident) &&
           !ras_date_before(view->input->as_of, view->resident->death_date);
}

void ras_describe_paid_after_death(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const uint32_t updated = view->person->updated_date;
    add_death(draft, view->resident->death_date);
    if (ras_date_before(view->resident->death_date, updated)) {
        ras_draft_string(&draft->evidence, ", bản ghi cập nhật ngày ");
        ras_draft_date(&draft->evidence, updated);
    } else {
        ras_draft_string(&draft->evidence, ", còn trong danh sách ngày ");
        ras_draft_date(&draft->evidence, view->input->as_of);
    }
}

bool ras_broken_dose_after_death(const struct ras_rule_view *view)
{
    return ras_view_matched(view) && ras_date_before(known_death(view), view->person->dose_date);
}

void ras_describe_dose_after_death(const struct ras_rule_view *view, struct ras_draft *draft)
{
    add_death(draft, known_death(view));
    ras_draft_string(&draft->evidence, ", tiêm ngày ");
    ras_draft_date(&draft->evidence, view->person->dose_date);
}

bool ras_broken_resident_not_dead(const struct ras_rule_view *view)
{
    return ras_view_matched(view) && view->person->event_type == RAS_EVENT_DEATH &&
           !ras_resident_dead(view->resident);
}

void ras_describe_resident_not_dead(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const struct ras_person *const person = view->person;
    ras_draft_string(&draft->evidence, "hộ tịch ghi khai tử");
    if (person->death_date != 0) {
        ras_draft_string(&draft->evidence, ", chết ngày ");
        ras_draft_date(&draft->evidence, person->death_date);
    }
}

bool ras_broken_death_registered(const struct ras_rule_view *view)
{
    return ras_view_fact(view, RAS_FACT_DEATH_REGISTERED) &&
           !(ras_view_matched(view) && ras_resident_dead(view->resident));
}

void ras_describe_death_registered(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const uint32_t death = view->input->facts.registered_death;
    ras_draft_string(&draft->evidence, "hộ tịch ghi khai tử");
    if (death != 0) {
        ras_draft_string(&draft->evidence, ", chết ngày ");
        ras_draft_date(&draft->evidence, death);
    }
}

/* A split old commune is an open question of SA21, not a move. */
bool ras_broken_moved(const struct ras_rule_view *view)
{
    const uint64_t open_repairs =
        RAS_REPAIR_BIT(RAS_REPAIR_COMMUNE_SPLIT) | RAS_REPAIR_BIT(RAS_REPAIR_COMMUNE_UNKNOWN);
    return ras_view_matched(view) && view->person->commune != 0 && view->resident->commune != 0 &&
           view->person->commune != view->resident->commune &&
           (view->person->repairs & open_repairs) == 0;
}

/* Only the welfare list asks somebody, for it pays where the person lives; a vaccination follows
 * the resident, and a book of the civil registry stays where it was written. */
void ras_describe_moved(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const enum ras_source_kind kind = view->input->kind;
    ras_draft_string(&draft->evidence, "công dân cư trú tại ");
    ras_draft_commune(&draft->evidence, view->input->units, view->resident->commune);
    if (kind != RAS_KIND_CIVIL_REGISTRY)
        ras_draft_unsigned(&draft->proposal, view->resident->commune, 5);
    if (kind != RAS_KIND_SOCIAL_WELFARE || ras_resident_dead(view->resident))
        draft->issue->needs_person = false;
}

bool ras_broken_number_old(const struct ras_rule_view *view)
{
    return ras_view_matched(view) && view->person->number_state == RAS_NUMBER_NINE &&
           view->resident->personal_id != 0;
}

bool ras_broken_resident_gone(const struct ras_rule_view *view)
{
    return ras_view_matched(view) && !ras_resident_dead(view->resident) &&
           (view->resident->status == RAS_STATUS_MOVED ||
            view->resident->status == RAS_STATUS_MISSING);
}

void ras_describe_resident_gone(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, view->resident->status == RAS_STATUS_MOVED
                                           ? "CSDLQG về dân cư ghi đã chuyển đi"
                                           : "CSDLQG về dân cư ghi mất tích");
    if (view->input->kind != RAS_KIND_SOCIAL_WELFARE)
        draft->issue->needs_person = false; /* doses given stay given */
    else if (ras_broken_moved(view))
        draft->issue->needs_person = false; /* SO05 asks where the person lives */
}

/* The signal has weighed it. */
bool ras_broken_stale(const struct ras_rule_view *view)
{
    return (view->signals & RAS_SIGNAL_BIT(STALE)) != 0;
}

void ras_describe_stale(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "cập nhật lần cuối ");
    ras_draft_date(&draft->evidence, view->person->updated_date);
    ras_draft_string(&draft->evidence, ", hạn ");
    ras_draft_unsigned(&draft->evidence, view->input->settings->freshness_days[view->input->kind],
                       1);
    ras_draft_string(&draft->evidence, " ngày");
}

/* ---- no resident at all ---- */

bool ras_broken_death_unknown(const struct ras_rule_view *view)
{
    return view->input->decision == RAS_DECISION_NONE &&
           view->person->event_type == RAS_EVENT_DEATH;
}

bool ras_broken_birth_unknown(const struct ras_rule_view *view)
{
    return view->input->decision == RAS_DECISION_NONE &&
           view->person->event_type == RAS_EVENT_BIRTH;
}

/* Foreigners have no resident to be found. */
bool ras_broken_person_unknown(const struct ras_rule_view *view)
{
    const struct ras_person *const person = view->person;
    const bool own_rule =
        view->input->kind == RAS_KIND_CIVIL_REGISTRY &&
        (person->event_type == RAS_EVENT_BIRTH || person->event_type == RAS_EVENT_DEATH);
    return view->input->decision == RAS_DECISION_NONE && person->foreign == 0 &&
           person->number_state != RAS_NUMBER_FOREIGN && !own_rule;
}

void ras_describe_unlinked(const struct ras_rule_view *view, struct ras_draft *draft)
{
    (void)view;
    ras_draft_string(&draft->evidence,
                     "không có công dân nào khớp số giấy tờ hoặc họ tên, ngày sinh");
}

bool ras_broken_death_date_differs(const struct ras_rule_view *view)
{
    return ras_view_matched(view) && view->person->event_type == RAS_EVENT_DEATH &&
           ras_date_apart(view->person->death_date, view->resident->death_date);
}

void ras_describe_death_date_differs(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "CSDLQG về dân cư ghi chết ngày ");
    ras_draft_date(&draft->evidence, view->resident->death_date);
}

bool ras_broken_address_differs(const struct ras_rule_view *view)
{
    return LEVEL(ADDRESS) == RAS_LEVEL_ADDRESS_OTHER && LEVEL(COMMUNE) != RAS_LEVEL_COMMUNE_OTHER &&
           !ras_broken_moved(view);
}

void ras_describe_address_differs(const struct ras_rule_view *view, struct ras_draft *draft)
{
    (void)view;
    ras_draft_string(&draft->evidence, "nơi ở ghi trong bản ghi khác CSDLQG về dân cư");
}
