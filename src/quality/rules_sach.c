/* Rules of sạch: the form of the row, its contradictions, and its place in its own source. */
#include "quality/rule_table.h"

#include "base/bytes.h"

#define REPAIR(NAME)      RAS_REPAIR_BIT(RAS_REPAIR_##NAME)
#define LEVEL(COMPARATOR) ras_view_level(view, RAS_COMPARATOR_##COMPARATOR)

/* The repair itself is the fault. */
bool ras_broken_repaired(const struct ras_rule_view *view)
{
    return view->hit != 0;
}

/* ---- names ---- */

static bool name_agrees(const struct ras_rule_view *view)
{
    return LEVEL(NAME) == RAS_LEVEL_NAME_EQUAL || LEVEL(NAME) == RAS_LEVEL_NAME_TONE_PLACEMENT;
}

/* "Kim Lan", "H Lim" or an old-style "Hoà" are whole names where the resident has them like that.
 */
bool ras_broken_name_unlike(const struct ras_rule_view *view)
{
    return view->hit != 0 && !name_agrees(view);
}

bool ras_broken_tone_placement(const struct ras_rule_view *view)
{
    if (LEVEL(NAME) == RAS_LEVEL_NAME_EQUAL)
        return false;
    return view->hit != 0 || LEVEL(NAME) == RAS_LEVEL_NAME_TONE_PLACEMENT;
}

bool ras_broken_name_strange(const struct ras_rule_view *view)
{
    return view->hit != 0 && view->person->foreign == 0;
}

/* The resident's spelling where the link makes it certain, else the name as repaired; a name that
 * no repair completes (without marks, abbreviated, moved tone) gets no proposal from itself. */
void ras_describe_name_form(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const uint64_t open_repairs = REPAIR(NAME_NO_MARKS) | REPAIR(NAME_INITIAL) |
                                  REPAIR(NAME_TONE_PLACEMENT) | REPAIR(NAME_LOST);
    const bool keyboard =
        LEVEL(NAME) == RAS_LEVEL_NAME_RESIDUE ||
        (LEVEL(NAME) == RAS_LEVEL_NAME_MARKS &&
         (view->person->repairs & (REPAIR(NAME_NO_MARKS) | REPAIR(NAME_LOST))) != 0);
    if (name_agrees(view) || keyboard)
        ras_draft_name(&draft->proposal, view->input->resident_name);
    else if ((view->hit & open_repairs) == 0)
        ras_draft_name(&draft->proposal, view->person->name);
    if (view->hit != 0)
        ras_draft_repairs(&draft->evidence, view->hit);
    else
        ras_draft_string(&draft->evidence, "khác chỗ đặt dấu so với CSDLQG về dân cư");
}

/* ---- numbers ---- */

void ras_describe_number_form(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const struct ras_person *const person = view->person;
    ras_draft_repairs(&draft->evidence, view->hit);
    if (view->hit == REPAIR(OLD_ID_LOST_ZERO)) {
        draft->issue->field = RAS_FIELD_OLD_ID; /* also where 12 digits stand beside it */
        ras_draft_unsigned(&draft->proposal, person->old_id, 9);
    } else if (person->number_state == RAS_NUMBER_TWELVE)
        ras_draft_unsigned(&draft->proposal, person->personal_id, 12);
    else if (person->number_state == RAS_NUMBER_NINE)
        ras_draft_unsigned(&draft->proposal, person->old_id, 9);
}

bool ras_broken_number_malformed(const struct ras_rule_view *view)
{
    return view->person->number_state == RAS_NUMBER_MALFORMED ||
           (view->hit & REPAIR(ID_SCIENTIFIC)) != 0;
}

void ras_describe_number_malformed(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const struct ras_person *const person = view->person;
    if (view->hit != 0)
        ras_draft_repairs(&draft->evidence, view->hit);
    else if (person->partial_digits != 0) {
        ras_draft_string(&draft->evidence, "số chữ số: ");
        ras_draft_unsigned(&draft->evidence, person->partial_digits, 1);
    } else
        ras_draft_string(&draft->evidence, "không phải số 12 hoặc 9 chữ số");
    if (ras_view_matched(view) && view->resident->personal_id != 0) {
        ras_draft_unsigned(&draft->proposal, view->resident->personal_id, 12);
        ras_draft_string(&draft->evidence, "; nối được công dân có số định danh");
    }
    /* DG12 or DG13 asks on a match whose digits could be compared; DU01 where the cell gave none.
     */
    if (ras_number_differs(&view->levels) || person->number_state != RAS_NUMBER_MALFORMED)
        draft->issue->needs_person = false;
}

void ras_describe_number_structure(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "mã nơi đăng ký, thế kỷ hoặc giới tính không hợp lệ");
    if (!ras_number_differs(&view->levels))
        return;
    draft->issue->needs_person = false;
    if (view->resident->personal_id != 0)
        ras_draft_unsigned(&draft->proposal, view->resident->personal_id, 12);
}

/* ---- dates ---- */

/* The normaliser's date repairs do not say which date of the row they were done to: the first cell
 * that is not written as its value, or not readable, is the one. */
static enum ras_field repaired_date_field(const struct ras_rule_view *view)
{
    static const enum ras_field fields[] = {RAS_FIELD_BIRTH_DATE, RAS_FIELD_DOSE_DATE,
                                            RAS_FIELD_EVENT_DATE, RAS_FIELD_DEATH_DATE,
                                            RAS_FIELD_UPDATED_DATE};
    struct ras_draft_line scratch;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const struct ras_bytes cell = ras_draft_cell(view->input, fields[i], &scratch);
        char iso[16];
        ras_date_iso(ras_person_date(view->person, fields[i]), iso);
        if (cell.length != 0 && !ras_bytes_equal(cell, ras_bytes_of(iso)))
            return fields[i];
    }
    return RAS_FIELD_BIRTH_DATE;
}

void ras_describe_date_form(const struct ras_rule_view *view, struct ras_draft *draft)
{
    draft->issue->field = repaired_date_field(view);
    ras_draft_repairs(&draft->evidence, view->hit);
    if ((view->hit & REPAIR(DATE_PLACEHOLDER)) == 0)
        ras_draft_date_iso(&draft->proposal, ras_person_date(view->person, draft->issue->field));
}

/* Three groups of digits, day first or year first; false for any other writing. */
static bool read_three_numbers(struct ras_bytes cell, unsigned number[3])
{
    unsigned count = 0;
    bool inside = false;
    for (size_t i = 0; i < cell.length; i++) {
        const bool digit = cell.data[i] >= '0' && cell.data[i] <= '9';
        if (digit && !inside) {
            if (count == 3)
                return false;
            number[count++] = 0;
        }
        if (digit)
            number[count - 1] = number[count - 1] * 10 + (unsigned)(cell.data[i] - '0');
        if (digit && number[count - 1] > 9999)
            return false;
        inside = digit;
    }
    return count == 3;
}

/* The official reading of a day that is one or two past its month: the days that follow (29/02 of a
 * common year is 01/3, 30/02 is 02/3, 31/4 is 01/5; Sở Tư pháp Thừa Thiên Huế, 11/3/2020). */
static uint32_t following_date(struct ras_bytes cell)
{
    unsigned number[3] = {0, 0, 0};
    if (!read_three_numbers(cell, number))
        return 0;
    const bool year_first = number[0] > 31;
    const unsigned year = year_first ? number[0] : number[2];
    const unsigned day = year_first ? number[2] : number[0];
    const unsigned month = number[1];
    if (!ras_date_exists(year, month, 1) || year < 1000 || day < 29 || day > 31 ||
        ras_date_exists(year, month, day))
        return 0;
    return ras_date_from_days(ras_date_days(year, month, 1) + (int32_t)day - 1);
}

void ras_describe_date_impossible(const struct ras_rule_view *view, struct ras_draft *draft)
{
    draft->issue->field = repaired_date_field(view);
    struct ras_draft_line scratch;
    const uint32_t following =
        following_date(ras_draft_cell(view->input, draft->issue->field, &scratch));
    ras_draft_string(&draft->evidence, "ngày không có trong lịch");
    if (following != 0) {
        ras_draft_date(&draft->proposal, following);
        ras_draft_string(&draft->evidence, "; ngày kế tiếp theo hướng dẫn hộ tịch");
    }
}

#define AGE_YEARS_MAX 120

static bool birth_in_future(const struct ras_rule_view *view)
{
    return ras_date_before(view->input->as_of, view->person->birth_date);
}

/* A person of 121 in a book of 1900 is dead, not wrong: only lists of the living have the limit. A
 * future date that the normaliser did not take is told here only if it was the birth's. */
bool ras_broken_birth_range(const struct ras_rule_view *view)
{
    const struct ras_person *const person = view->person;
    if (person->birth_date == 0)
        return view->hit != 0 && (person->unreadable & RAS_FIELD_BIT(RAS_FIELD_BIRTH_DATE)) != 0;
    if (birth_in_future(view))
        return true;
    return view->input->kind != RAS_KIND_CIVIL_REGISTRY &&
           ras_date_years_between(person->birth_date, view->input->as_of) > AGE_YEARS_MAX;
}

void ras_describe_birth_range(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const bool future = view->person->birth_date == 0 || birth_in_future(view);
    ras_draft_string(&draft->evidence,
                     future ? "sau ngày chốt số liệu " : "trên 120 tuổi tại ngày ");
    ras_draft_date(&draft->evidence, view->input->as_of);
    if (!ras_view_matched(view))
        return;
    if (ras_birth_differs(&view->levels))
        ras_draft_date(&draft->proposal, view->resident->birth_date);
    /* The rule of đúng asks, or DU03 where no date was left. */
    if (ras_birth_differs(&view->levels) || view->person->birth_date == 0)
        draft->issue->needs_person = false;
}

/* ---- commune ---- */

bool ras_broken_commune_old(const struct ras_rule_view *view)
{
    return view->hit != 0 && (view->person->repairs & REPAIR(COMMUNE_SPLIT)) == 0;
}

void ras_describe_commune_form(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_repairs(&draft->evidence, view->hit);
    if (view->person->commune == 0)
        return;
    ras_draft_unsigned(&draft->proposal, view->person->commune, 5);
    ras_draft_string(&draft->evidence, "; nay là ");
    ras_draft_commune(&draft->evidence, view->input->units, view->person->commune);
}

void ras_describe_commune_open(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_repairs(&draft->evidence, view->hit);
    if (!ras_view_matched(view) || view->resident->commune == 0)
        return;
    ras_draft_unsigned(&draft->proposal, view->resident->commune, 5);
    ras_draft_string(&draft->evidence, "; công dân cư trú tại ");
    ras_draft_commune(&draft->evidence, view->input->units, view->resident->commune);
    draft->issue->needs_person = false;
}

/* ---- phone, sex ---- */

bool ras_broken_phone_form(const struct ras_rule_view *view)
{
    return view->hit != 0 || (view->person->unreadable & RAS_FIELD_BIT(RAS_FIELD_PHONE)) != 0;
}

void ras_describe_phone_form(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const uint64_t phone = view->person->phone;
    ras_draft_string(&draft->evidence,
                     view->hit != 0 ? "đầu số cũ hoặc mã +84" : "không phải số điện thoại");
    if (phone == 0)
        return;
    ras_draft_string(&draft->proposal, "0");
    ras_draft_unsigned(&draft->proposal, phone, 1);
}

void ras_describe_sex_form(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_repairs(&draft->evidence, view->hit);
    ras_draft_sex(&draft->proposal, view->person->sex);
}

/* ---- contradictions inside the row ---- */

bool ras_broken_sex_against_number(const struct ras_rule_view *view)
{
    return view->claimed_sex != RAS_SEX_UNKNOWN && view->person->sex != RAS_SEX_UNKNOWN &&
           view->person->sex != view->claimed_sex;
}

bool ras_broken_year_against_number(const struct ras_rule_view *view)
{
    return view->claimed_year != 0 && view->person->birth_date != 0 &&
           ras_date_year(view->person->birth_date) != view->claimed_year;
}

void ras_describe_sex_against_number(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "số định danh ghi giới tính ");
    ras_draft_sex(&draft->evidence, view->claimed_sex);
    if (ras_sex_differs(&view->levels) || ras_number_differs(&view->levels))
        draft->issue->needs_person = false; /* a rule of đúng asks for the wrong one of the two */
}

void ras_describe_year_against_number(const struct ras_rule_view *view, struct ras_draft *draft)
{
    ras_draft_string(&draft->evidence, "số định danh ghi năm sinh ");
    ras_draft_unsigned(&draft->evidence, view->claimed_year, 4);
    if (ras_birth_differs(&view->levels) || ras_number_differs(&view->levels))
        draft->issue->needs_person = false;
}

bool ras_broken_dose_before_birth(const struct ras_rule_view *view)
{
    return ras_date_before(view->person->dose_date, view->person->birth_date);
}

static void add_dated(struct ras_draft *draft, const char *label, uint32_t date)
{
    if (date == 0)
        return;
    if (draft->evidence.length != 0)
        ras_draft_string(&draft->evidence, ", ");
    ras_draft_string(&draft->evidence, label);
    ras_draft_date(&draft->evidence, date);
}

void ras_describe_dose_before_birth(const struct ras_rule_view *view, struct ras_draft *draft)
{
    add_dated(draft, "sinh ngày ", view->person->birth_date);
    add_dated(draft, "tiêm ngày ", view->person->dose_date);
    if (ras_birth_differs(&view->levels))
        draft->issue->needs_person = false; /* the birth date is what is wrong */
}

bool ras_broken_event_order(const struct ras_rule_view *view)
{
    const struct ras_person *const person = view->person;
    return ras_date_before(person->event_date, person->birth_date) ||
           ras_date_before(person->death_date, person->birth_date) ||
           ras_date_before(person->event_date, person->death_date);
}

void ras_describe_event_order(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const struct ras_person *const person = view->person;
    add_dated(draft, "sinh ngày ", person->birth_date);
    add_dated(draft, "chết ngày ", person->death_date);
    add_dated(draft, "đăng ký ngày ", person->event_date);
    if (ras_date_before(person->death_date, person->birth_date))
        draft->issue->field = RAS_FIELD_DEATH_DATE;
    if (ras_birth_differs(&view->levels) &&
        !ras_date_before(person->event_date, person->death_date))
        draft->issue->needs_person = false;
}

bool ras_broken_event_future(const struct ras_rule_view *view)
{
    const uint32_t today = view->input->as_of;
    const struct ras_person *const person = view->person;
    return ras_date_before(today, person->event_date) ||
           ras_date_before(today, person->death_date) || ras_date_before(today, person->dose_date);
}

void ras_describe_event_future(const struct ras_rule_view *view, struct ras_draft *draft)
{
    const uint32_t today = view->input->as_of;
    const struct ras_person *const person = view->person;
    draft->issue->field = ras_date_before(today, person->dose_date)    ? RAS_FIELD_DOSE_DATE
                          : ras_date_before(today, person->death_date) ? RAS_FIELD_DEATH_DATE
                                                                       : RAS_FIELD_EVENT_DATE;
    ras_draft_string(&draft->evidence, "sau ngày chốt số liệu ");
    ras_draft_date(&draft->evidence, today);
}
