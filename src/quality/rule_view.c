/* Filling the view: which mandatory fields are lacking, what the number claims, which signals are
 * up. Branch-poor, because every row passes here. */
#include "quality/rule_view.h"

#include <assert.h>

#define REPAIR(NAME) RAS_REPAIR_BIT(RAS_REPAIR_##NAME)
#define FIELD(NAME)  RAS_FIELD_BIT(RAS_FIELD_##NAME)

#define AGE_YEARS_MAX 120

static const uint64_t name_repairs =
    REPAIR(NAME_CASE) | REPAIR(NAME_UNICODE_FORM) | REPAIR(NAME_SPACING) | REPAIR(NAME_INVISIBLE) |
    REPAIR(NAME_LOOKALIKE) | REPAIR(NAME_TITLE) | REPAIR(NAME_BRACKET) | REPAIR(NAME_PUNCTUATION) |
    REPAIR(NAME_DIGIT) | REPAIR(NAME_RESIDUE) | REPAIR(NAME_NO_MARKS) | REPAIR(NAME_INITIAL) |
    REPAIR(NAME_CUT) | REPAIR(NAME_FOREIGN) | REPAIR(NAME_TONE_PLACEMENT) | REPAIR(NAME_GLUED) |
    REPAIR(NAME_LOST);
static const uint64_t date_repairs = REPAIR(DATE_SHAPE) | REPAIR(DATE_SERIAL) |
                                     REPAIR(DATE_MONTH_FIRST) | REPAIR(DATE_TWO_DIGIT_YEAR) |
                                     REPAIR(DATE_IMPOSSIBLE) | REPAIR(DATE_PLACEHOLDER) |
                                     REPAIR(DATE_FUTURE);
static const uint64_t number_repairs =
    REPAIR(ID_SEPARATORS) | REPAIR(ID_APOSTROPHE) | REPAIR(ID_WIDE_DIGITS) | REPAIR(ID_LOST_ZERO) |
    REPAIR(ID_SCIENTIFIC) | REPAIR(ID_PLACEHOLDER) | REPAIR(ID_LETTERS) | REPAIR(ID_STRUCTURE) |
    REPAIR(OLD_ID_LOST_ZERO);
static const uint64_t place_repairs = REPAIR(COMMUNE_OLD) | REPAIR(COMMUNE_SPLIT) |
                                      REPAIR(COMMUNE_LOST_ZERO) | REPAIR(COMMUNE_UNKNOWN);
static const uint64_t form_repairs = REPAIR(PHONE_PREFIX) | REPAIR(SEX_SYNONYM);

/* Fields with a value of their own in struct ras_person: the value answers, not the cell. */
static const uint64_t valued_fields =
    FIELD(FULL_NAME) | FIELD(BIRTH_DATE) | FIELD(SEX) | FIELD(PERSONAL_ID) | FIELD(COMMUNE) |
    FIELD(MOTHER_NAME) | FIELD(FATHER_NAME) | FIELD(PHONE) | FIELD(EVENT_TYPE) | FIELD(EVENT_DATE) |
    FIELD(DEATH_DATE) | FIELD(DOSE_NUMBER) | FIELD(DOSE_DATE) | FIELD(VACCINE) | FIELD(BENEFIT) |
    FIELD(ACCOUNT) | FIELD(UPDATED_DATE);

static inline uint64_t field_if(bool there, enum ras_field field)
{
    return (uint64_t)there << field;
}

static uint64_t readable_fields(const struct ras_person *person)
{
    const uint8_t state = person->number_state;
    return (person->present & ~person->unreadable & ~valued_fields) |
           field_if(person->name.length != 0, RAS_FIELD_FULL_NAME) |
           field_if(person->birth_date != 0, RAS_FIELD_BIRTH_DATE) |
           field_if(person->sex != RAS_SEX_UNKNOWN, RAS_FIELD_SEX) |
           field_if(state != RAS_NUMBER_NONE && state != RAS_NUMBER_MALFORMED,
                    RAS_FIELD_PERSONAL_ID) |
           field_if((person->commune | person->commune_written) != 0, RAS_FIELD_COMMUNE) |
           field_if(person->mother_name.length != 0, RAS_FIELD_MOTHER_NAME) |
           field_if(person->father_name.length != 0, RAS_FIELD_FATHER_NAME) |
           field_if(person->phone != 0, RAS_FIELD_PHONE) |
           field_if(person->event_type != RAS_EVENT_NONE, RAS_FIELD_EVENT_TYPE) |
           field_if(person->event_date != 0, RAS_FIELD_EVENT_DATE) |
           field_if(person->death_date != 0, RAS_FIELD_DEATH_DATE) |
           field_if(person->dose_number != 0, RAS_FIELD_DOSE_NUMBER) |
           field_if(person->dose_date != 0, RAS_FIELD_DOSE_DATE) |
           field_if(person->vaccine_hash != 0, RAS_FIELD_VACCINE) |
           field_if(person->benefit_hash != 0, RAS_FIELD_BENEFIT) |
           field_if(person->account_hash != 0, RAS_FIELD_ACCOUNT) |
           field_if(person->updated_date != 0, RAS_FIELD_UPDATED_DATE);
}

/* The conditional part of ras_quality_settings.mandatory, see ras_quality_defaults. */
static uint64_t lacking_fields(const struct ras_rule_input *input)
{
    const uint64_t number_or_phone = FIELD(PERSONAL_ID) | FIELD(PHONE);
    const uint64_t parents = FIELD(MOTHER_NAME) | FIELD(FATHER_NAME);
    const uint64_t asked = input->settings->mandatory[input->kind];
    uint64_t lacking = asked & ~readable_fields(input->person);
    if (lacking == 0)
        return 0;
    if ((asked & number_or_phone) == number_or_phone)
        lacking &=
            (lacking & number_or_phone) == number_or_phone ? ~FIELD(PHONE) : ~number_or_phone;
    if (input->kind == RAS_KIND_CIVIL_REGISTRY) {
        if (input->person->event_type != RAS_EVENT_DEATH)
            lacking &= ~FIELD(DEATH_DATE);
        if (input->person->event_type != RAS_EVENT_BIRTH ||
            ((asked & parents) == parents && (lacking & parents) != parents))
            lacking &= ~parents;
    }
    return lacking;
}

/* Structure of the number: decree 137/2015 article 13: three digits of place, one of century and
 * sex, two of the birth year, six at random. */
static void read_claims(struct ras_rule_view *view)
{
    const struct ras_person *const person = view->person;
    view->claimed_sex = RAS_SEX_UNKNOWN;
    view->claimed_year = 0;
    if (person->number_state != RAS_NUMBER_TWELVE || (person->repairs & REPAIR(ID_STRUCTURE)) != 0)
        return;
    const unsigned middle = (unsigned)(person->personal_id / 1000000 % 1000);
    const unsigned century_digit = middle / 100;
    view->claimed_sex = century_digit % 2 == 0 ? RAS_SEX_MALE : RAS_SEX_FEMALE;
    view->claimed_year = (uint16_t)(1900 + century_digit / 2 * 100 + middle % 100);
}

static bool claims_broken(const struct ras_rule_view *view)
{
    const struct ras_person *const person = view->person;
    if (view->claimed_year == 0)
        return false;
    return (person->sex != RAS_SEX_UNKNOWN && person->sex != view->claimed_sex) ||
           (person->birth_date != 0 && ras_date_year(person->birth_date) != view->claimed_year);
}

bool ras_date_before(uint32_t earlier, uint32_t later)
{
    if (earlier == 0 || later == 0)
        return false;
    const enum ras_date_precision a = ras_date_precision(earlier), b = ras_date_precision(later);
    /* Year, month and day lie in bits 20..9, 8..5 and 4..0: a coarser date is compared by the bits
     * that both have. */
    const unsigned coarse = a < b ? a : b;
    const unsigned drop = coarse == RAS_DATE_YEAR ? 9 : coarse == RAS_DATE_MONTH ? 5 : 0;
    return ras_date_value(earlier) >> drop < ras_date_value(later) >> drop;
}

bool ras_date_apart(uint32_t a, uint32_t b)
{
    return ras_date_before(a, b) || ras_date_before(b, a);
}

/* Only dates that stand in the row can break an order: one mask answers for most rows. */
static bool order_broken(const struct ras_rule_input *input)
{
    const struct ras_person *const person = input->person;
    const uint32_t event = person->event_date, death = person->death_date, dose = person->dose_date;
    if ((event | death | dose) == 0)
        return false;
    const uint32_t birth = person->birth_date, today = input->as_of;
    return ras_date_before(event, birth) || ras_date_before(death, birth) ||
           ras_date_before(dose, birth) || ras_date_before(event, death) ||
           ras_date_before(today, event) || ras_date_before(today, death) ||
           ras_date_before(today, dose);
}

/* Days between two full dates; a month counts 31 days first, which is never too few, so that most
 * rows need no calendar. */
static bool is_stale(const struct ras_rule_input *input)
{
    const uint32_t updated = input->person->updated_date, today = input->as_of;
    if (updated == 0 || ras_date_value(updated) >= ras_date_value(today))
        return false;
    const uint32_t limit = input->settings->freshness_days[input->kind];
    const unsigned year = ras_date_year(updated), month = ras_date_month(updated),
                   day = ras_date_day(updated);
    const unsigned at_most = (ras_date_year(today) - year) * 372 + ras_date_month(today) * 31 +
                             ras_date_day(today) - month * 31 - day;
    if (at_most <= limit && month != 0 && day != 0)
        return false;
    /* A date known to the year or month is given the benefit: its last day. */
    const unsigned last_month = month == 0 ? 12 : month;
    const int32_t written = ras_date_days(year, last_month, day == 0 ? 28 : day);
    const int32_t now =
        ras_date_days(ras_date_year(today), ras_date_month(today), ras_date_day(today));
    return now > written && (uint32_t)(now - written) > limit;
}

static bool birth_signal(const struct ras_rule_input *input)
{
    const struct ras_person *const person = input->person;
    const uint32_t birth = person->birth_date;
    if ((person->repairs & date_repairs) != 0)
        return true;
    if (birth == 0)
        return false;
    return ras_date_precision(birth) != RAS_DATE_DAY ||
           ras_date_year(birth) + AGE_YEARS_MAX < ras_date_year(input->as_of) ||
           ras_date_value(birth) > ras_date_value(input->as_of);
}

static bool level_signal(const struct ras_levels *levels)
{
    return ras_name_differs(levels) || ras_birth_differs(levels) || ras_sex_differs(levels) ||
           ras_number_differs(levels) ||
           levels->level[RAS_COMPARATOR_MOTHER_NAME] > RAS_LEVEL_MOTHER_NAME_MARKS ||
           levels->level[RAS_COMPARATOR_FATHER_NAME] > RAS_LEVEL_FATHER_NAME_MARKS ||
           levels->level[RAS_COMPARATOR_MOTHER_ID] > RAS_LEVEL_MOTHER_ID_EQUAL ||
           levels->level[RAS_COMPARATOR_FATHER_ID] > RAS_LEVEL_FATHER_ID_EQUAL;
}

static uint32_t linked_signals(const struct ras_rule_view *view)
{
    const struct ras_resident *const resident = view->resident;
    const struct ras_person *const person = view->person;
    const struct ras_levels *const levels = &view->levels;
    const bool place =
        levels->level[RAS_COMPARATOR_ADDRESS] == RAS_LEVEL_ADDRESS_OTHER ||
        (person->commune != 0 && resident->commune != 0 && person->commune != resident->commune);
    const bool state = resident->status > RAS_STATUS_ALIVE || resident->death_date != 0 ||
                       view->input->facts.registered_death != 0 ||
                       person->event_type == RAS_EVENT_DEATH;
    return (level_signal(levels) ? RAS_SIGNAL_BIT(LEVELS) : 0) |
           (place ? RAS_SIGNAL_BIT(PLACE) : 0) | (state ? RAS_SIGNAL_BIT(STATE) : 0) |
           (levels->level[RAS_COMPARATOR_NAME] == RAS_LEVEL_NAME_TONE_PLACEMENT
                ? RAS_SIGNAL_BIT(NAME)
                : 0);
}

static uint32_t row_signals(const struct ras_rule_view *view)
{
    const struct ras_rule_input *const input = view->input;
    const struct ras_person *const person = view->person;
    const uint64_t repairs = person->repairs;
    const bool number =
        (repairs & number_repairs) != 0 || person->number_state != RAS_NUMBER_TWELVE;
    const bool form = (repairs & form_repairs) != 0 || (person->unreadable & FIELD(PHONE)) != 0;
    const bool address =
        (person->present & FIELD(ADDRESS)) == 0 && input->batch->cells[RAS_FIELD_ADDRESS] != NULL;
    return (input->facts.flags != 0 ? RAS_SIGNAL_BIT(FACTS) : 0) |
           (view->lacking != 0 ? RAS_SIGNAL_BIT(LACKING) : 0) |
           (birth_signal(input) ? RAS_SIGNAL_BIT(BIRTH) : 0) |
           ((repairs & name_repairs) != 0 ? RAS_SIGNAL_BIT(NAME) : 0) |
           (number ? RAS_SIGNAL_BIT(NUMBER) : 0) |
           ((repairs & place_repairs) != 0 ? RAS_SIGNAL_BIT(PLACE) : 0) |
           (form ? RAS_SIGNAL_BIT(FORM) : 0) | (address ? RAS_SIGNAL_BIT(ADDRESS) : 0) |
           (claims_broken(view) ? RAS_SIGNAL_BIT(CLAIMS) : 0) |
           (order_broken(input) ? RAS_SIGNAL_BIT(ORDER) : 0) |
           (is_stale(input) ? RAS_SIGNAL_BIT(STALE) : 0) |
           (input->decision == RAS_DECISION_NONE ? RAS_SIGNAL_BIT(UNLINKED) : 0);
}

void ras_rule_view_facts(struct ras_rule_view *view, const struct ras_rule_input *input)
{
    assert(input->kind < RAS_KIND_COUNT);
    const bool matched = input->decision == RAS_DECISION_MATCH;
    assert(!matched || (input->link != NULL && input->resident != NULL));
    view->input = input;
    view->person = input->person;
    view->resident = matched ? &input->resident->fields : NULL;
    view->levels = matched ? input->link->levels : (struct ras_levels){{0}};
    view->lacking = lacking_fields(input);
    view->hit = 0;
    view->signals = 0;
    read_claims(view);
}

void ras_rule_view_fill(struct ras_rule_view *view, const struct ras_rule_input *input)
{
    ras_rule_view_facts(view, input);
    view->signals = row_signals(view) | (ras_view_matched(view) ? linked_signals(view) : 0);
}
