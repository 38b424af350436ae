/* One row: every mapped cell to its value. What a cell's repair says about the person's own name,
 * birth date and number is kept; the same repairs on parents' names or on other dates are not,
 * since each repair names the one field it concerns. */
#include "normalise/normaliser.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "normalise/cell_hash.h"
#include "normalise/row_memory.h"
#include "normalise/values.h"
#include "record/date.h"

#include <assert.h>
#include <string.h>

#define JOINED_MAX 512 /* bytes of a name put together from columns */

/* The row in work. */
struct row {
    const struct ras_normaliser *normaliser;
    const struct ras_batch *batch;
    uint32_t number;
    struct ras_row_memory *memory; /* NULL: read everything */
    struct ras_arena *arena;
    struct ras_person *person;
};

/* The value without blanks around it. */
static struct ras_bytes trimmed(struct ras_bytes value)
{
    while (value.length > 0 && (unsigned char)*value.data <= ' ') {
        value.data++;
        value.length--;
    }
    while (value.length > 0 && (unsigned char)value.data[value.length - 1] <= ' ')
        value.length--;
    return value;
}

static inline bool is_blank(struct ras_bytes value)
{
    return value.length == 0 ||
           (value.length <= 32 && ras_value_may_be_blank(value) && ras_value_is_blank(value));
}

static void set_present(const struct row *row, enum ras_field field)
{
    row->person->present |= RAS_FIELD_BIT(field);
}

static void set_unreadable(const struct row *row, enum ras_field field)
{
    row->person->unreadable |= RAS_FIELD_BIT(field);
}

/* A cell with blanks around it, or one that may be a word for nothing. */
static __attribute__((noinline)) struct ras_bytes
take_doubtful(const struct row *row, enum ras_field field, struct ras_bytes value)
{
    if ((unsigned char)value.data[0] <= ' ' || (unsigned char)value.data[value.length - 1] <= ' ')
        value = trimmed(value);
    if (is_blank(value))
        return (struct ras_bytes){NULL, 0};
    set_present(row, field);
    return value;
}

/* The cell, marked present if it says something; length 0 otherwise. */
static inline struct ras_bytes take(const struct row *row, enum ras_field field)
{
    const struct ras_bytes value = ras_batch_value(row->batch, field, row->number);
    if (value.length == 0)
        return value;
    if (!ras_value_head_is_plain(value.data[0]) ||
        (unsigned char)value.data[value.length - 1] <= ' ')
        return take_doubtful(row, field, value);
    set_present(row, field);
    return value;
}

/* ---- names ---- */

/* Where a name goes. */
struct name_place {
    enum ras_field field;
    struct ras_bytes *name;
    struct ras_syllable_list *syllables; /* NULL: not wanted */
};

/* The cell as it stands: the blanks around a name are a repair. */
static enum ras_status read_name(const struct row *row, const struct name_place *place,
                                 struct ras_bytes written, uint64_t *repairs,
                                 struct ras_error *error)
{
    struct ras_syllable_list unwanted;
    if (row->memory != NULL) {
        RAS_TRY(ras_name_recall(&row->memory->names, written, row->arena, place->name,
                                place->syllables == NULL ? &unwanted : place->syllables, repairs,
                                error));
    } else {
        char canonical[RAS_NAME_BYTES_MAX + 1];
        const size_t length = ras_name_canonical(written, canonical, repairs);
        if (length > 0)
            *place->name = ras_arena_copy(row->arena, (struct ras_bytes){canonical, length});
        if (length > 0 && place->name->data == NULL) {
            place->name->length = 0;
            return ras_no_memory(error, length);
        }
    }
    if (place->name->length == 0)
        set_unreadable(row, place->field);
    return RAS_OK;
}

/* Surname, middle and given name in columns of their own. */
static enum ras_status join_name(const struct row *row, const struct name_place *place,
                                 struct ras_error *error)
{
    static const enum ras_field parts[] = {RAS_FIELD_SURNAME, RAS_FIELD_MIDDLE_NAME,
                                           RAS_FIELD_GIVEN_NAME};
    char joined[JOINED_MAX + RAS_TEXT_PADDING];
    size_t length = 0;
    for (unsigned i = 0; i < 3; i++) {
        const struct ras_bytes part = take(row, parts[i]);
        if (part.length == 0 || part.length + 1 > JOINED_MAX - length)
            continue;
        if (length > 0)
            joined[length++] = ' ';
        memcpy(joined + length, part.data, part.length);
        length += part.length;
    }
    if (length == 0)
        return RAS_OK;
    set_present(row, RAS_FIELD_FULL_NAME);
    memset(joined + length, 0, RAS_TEXT_PADDING);
    return read_name(row, place, (struct ras_bytes){joined, length}, &row->person->repairs, error);
}

static enum ras_status read_names(const struct row *row, struct ras_error *error)
{
    struct ras_person *const person = row->person;
    const struct name_place places[] = {
        {RAS_FIELD_FULL_NAME, &person->name, &person->name_syllables},
        {RAS_FIELD_MOTHER_NAME, &person->mother_name, &person->mother_syllables},
        {RAS_FIELD_FATHER_NAME, &person->father_name, &person->father_syllables},
        {RAS_FIELD_SPOUSE_NAME, &person->spouse_name, NULL}};
    enum ras_status status = RAS_OK;
    uint64_t ignored = 0;
    if (take(row, RAS_FIELD_FULL_NAME).length > 0)
        status = read_name(row, &places[0],
                           ras_batch_value(row->batch, RAS_FIELD_FULL_NAME, row->number),
                           &person->repairs, error);
    else
        status = join_name(row, &places[0], error);
    for (unsigned i = 1; i < 4 && status == RAS_OK; i++) {
        const struct ras_bytes written = take(row, places[i].field);
        if (written.length > 0)
            status = read_name(row, &places[i], written, &ignored, error);
    }
    return status;
}

/* ---- dates ---- */

static __attribute__((noinline)) uint32_t read_date_cell(const struct row *row,
                                                         enum ras_field field, uint64_t *repairs)
{
    const struct ras_bytes written = take(row, field);
    bool placeholder;
    if (written.length == 0)
        return 0;
    const uint32_t date = ras_date_parse(written, row->normaliser->as_of, repairs, &placeholder);
    if (placeholder)
        row->person->present &= ~RAS_FIELD_BIT(field);
    else if (date == 0)
        set_unreadable(row, field);
    return date;
}

/* Most files have two of the five columns. */
static inline uint32_t read_date(const struct row *row, enum ras_field field, uint64_t *repairs)
{
    return row->batch->cells[field] == NULL ? 0 : read_date_cell(row, field, repairs);
}

/* Digits of a cell for a part of a date; false if there is anything else in it. */
static bool part_digits(struct ras_bytes part, unsigned width, char *out)
{
    if (part.length > width || part.length == 0)
        return false;
    memset(out, '0', width);
    for (size_t i = 0; i < part.length; i++) {
        const char c = part.data[i];
        if (c < '0' || c > '9')
            return false;
        out[width - part.length + i] = c;
    }
    return true;
}

/* Day, month and year of birth in columns of their own, read as dd/mm/yyyy. */
static void join_birth_date(const struct row *row)
{
    const struct ras_bytes day = take(row, RAS_FIELD_BIRTH_DAY);
    const struct ras_bytes month = take(row, RAS_FIELD_BIRTH_MONTH);
    const struct ras_bytes year = take(row, RAS_FIELD_BIRTH_YEAR);
    char text[10] = "00/00/0000";
    bool placeholder;
    if (year.length == 0)
        return;
    set_present(row, RAS_FIELD_BIRTH_DATE);
    struct ras_bytes written = {text, 10};
    if (day.length == 0 && month.length == 0) {
        written = year;
    } else if (day.length == 0 && part_digits(month, 2, text + 3) &&
               part_digits(year, 4, text + 6)) {
        written = (struct ras_bytes){text + 3, 7};
    } else if (!part_digits(year, year.length == 2 ? 2 : 4, text + 6) ||
               (month.length > 0 && !part_digits(month, 2, text + 3)) ||
               (day.length > 0 && !part_digits(day, 2, text))) {
        set_unreadable(row, RAS_FIELD_BIRTH_DATE);
        return;
    } else if (year.length == 2) {
        written.length = 8;
    }
    row->person->birth_date =
        ras_date_parse(written, row->normaliser->as_of, &row->person->repairs, &placeholder);
    row->person->repairs &= ~(day.length == 0 && month.length > 0 && !placeholder
                                  ? RAS_REPAIR_BIT(RAS_REPAIR_DATE_SHAPE)
                                  : UINT64_C(0));
    if (placeholder)
        row->person->present &= ~RAS_FIELD_BIT(RAS_FIELD_BIRTH_DATE);
    else if (row->person->birth_date == 0)
        set_unreadable(row, RAS_FIELD_BIRTH_DATE);
}

static void read_dates(const struct row *row)
{
    struct ras_person *const person = row->person;
    uint64_t ignored = 0;
    person->birth_date = read_date(row, RAS_FIELD_BIRTH_DATE, &person->repairs);
    if (person->birth_date == 0 && (person->present & RAS_FIELD_BIT(RAS_FIELD_BIRTH_DATE)) == 0)
        join_birth_date(row);
    person->event_date = read_date(row, RAS_FIELD_EVENT_DATE, &ignored);
    person->death_date = read_date(row, RAS_FIELD_DEATH_DATE, &ignored);
    person->dose_date = read_date(row, RAS_FIELD_DOSE_DATE, &ignored);
    person->updated_date = read_date(row, RAS_FIELD_UPDATED_DATE, &ignored);
}

/* ---- numbers ---- */

static void read_number(const struct row *row, enum ras_field field, struct ras_number *number,
                        uint64_t *repairs)
{
    const struct ras_bytes written = take(row, field);
    *number = (struct ras_number){0};
    if (written.length == 0)
        return;
    ras_number_parse(written, number, repairs);
    if (number->state == RAS_NUMBER_NONE)
        row->person->present &= ~RAS_FIELD_BIT(field);
    else if (number->state == RAS_NUMBER_MALFORMED && !row->person->foreign)
        set_unreadable(row, field);
}

/* How much a state says about the person: the best of the columns counts. */
static unsigned state_rank(unsigned state)
{
    static const unsigned rank[] = {[RAS_NUMBER_NONE] = 0,
                                    [RAS_NUMBER_MALFORMED] = 1,
                                    [RAS_NUMBER_FOREIGN] = 2,
                                    [RAS_NUMBER_NINE] = 3,
                                    [RAS_NUMBER_TWELVE] = 4};
    return rank[state];
}

static void merge_number(struct ras_person *person, const struct ras_number *number)
{
    unsigned state = number->state;
    if (state == RAS_NUMBER_MALFORMED && person->foreign)
        state = RAS_NUMBER_FOREIGN;
    if (person->personal_id == 0)
        person->personal_id = number->personal_id;
    if (person->old_id == 0)
        person->old_id = number->old_id;
    if (person->partial_digits == 0) {
        person->partial_id = number->partial_id;
        person->partial_digits = number->partial_digits;
    }
    if (state_rank(state) > state_rank(person->number_state))
        person->number_state = (uint8_t)state;
}

static void read_numbers(const struct row *row)
{
    static const enum ras_field own[] = {RAS_FIELD_PERSONAL_ID, RAS_FIELD_OLD_ID,
                                         RAS_FIELD_DOCUMENT_ID};
    struct ras_person *const person = row->person;
    struct ras_number number;
    uint64_t ignored = 0;
    for (unsigned i = 0; i < 3; i++) {
        if (row->batch->cells[own[i]] == NULL)
            continue;
        read_number(row, own[i], &number, &person->repairs);
        merge_number(person, &number);
    }
    if (person->personal_id != 0)
        person->partial_id = person->partial_digits = 0;
    /* A number of either column stands for the field it belongs to. */
    if (person->personal_id != 0)
        set_present(row, RAS_FIELD_PERSONAL_ID);
    if (person->old_id != 0)
        set_present(row, RAS_FIELD_OLD_ID);
    read_number(row, RAS_FIELD_MOTHER_ID, &number, &ignored);
    person->mother_id = number.personal_id;
    read_number(row, RAS_FIELD_FATHER_ID, &number, &ignored);
    person->father_id = number.personal_id;
}

/* ---- the rest ---- */

enum hash_kind { HASH_WORDING, HASH_CODE };

static inline uint64_t read_hash(const struct row *row, enum ras_field field, enum hash_kind kind)
{
    const struct ras_bytes written = take(row, field);
    if (written.length == 0)
        return 0;
    const uint64_t hash = kind == HASH_CODE ? ras_cell_hash_code(written)
                                            : ras_cell_hash_wording(row->memory, written);
    if (hash == 0)
        set_unreadable(row, field);
    return hash;
}

static void read_commune(const struct row *row)
{
    struct ras_person *const person = row->person;
    const struct ras_bytes written = take(row, RAS_FIELD_COMMUNE);
    bool found, old, split;
    if (written.length == 0)
        return;
    person->commune_written = ras_commune_parse(written, &person->repairs);
    if (person->commune_written == 0) {
        set_unreadable(row, RAS_FIELD_COMMUNE);
        return;
    }
    const uint32_t today =
        ras_units_today(row->normaliser->units, person->commune_written, &found, &old, &split);
    person->commune = found ? today : 0;
    if (!found)
        person->repairs |= RAS_REPAIR_BIT(RAS_REPAIR_COMMUNE_UNKNOWN);
    if (old)
        person->repairs |= RAS_REPAIR_BIT(RAS_REPAIR_COMMUNE_OLD);
    if (split)
        person->repairs |= RAS_REPAIR_BIT(RAS_REPAIR_COMMUNE_SPLIT);
}

/* Sex, status and event: the config's words first, then the usual ones. */
static void read_closed_lists(const struct row *row)
{
    struct ras_person *const person = row->person;
    struct ras_bytes written = take(row, RAS_FIELD_SEX);
    if (written.length > 0) {
        if (!ras_value_mapped(row->normaliser, RAS_FIELD_SEX, written, &person->sex))
            person->sex = ras_sex_parse(written, &person->repairs);
        if (person->sex == RAS_SEX_UNKNOWN)
            set_unreadable(row, RAS_FIELD_SEX);
    }
    written = take(row, RAS_FIELD_STATUS);
    if (written.length > 0) {
        if (!ras_value_mapped(row->normaliser, RAS_FIELD_STATUS, written, &person->status))
            person->status = ras_status_parse(written);
        if (person->status == RAS_STATUS_UNKNOWN)
            set_unreadable(row, RAS_FIELD_STATUS);
    }
    written = take(row, RAS_FIELD_EVENT_TYPE);
    if (written.length > 0) {
        if (!ras_value_mapped(row->normaliser, RAS_FIELD_EVENT_TYPE, written, &person->event_type))
            person->event_type = ras_event_parse(written);
        if (person->event_type == RAS_EVENT_NONE)
            set_unreadable(row, RAS_FIELD_EVENT_TYPE);
    }
}

static void read_address(const struct row *row, struct ras_bytes written)
{
    struct ras_person *const person = row->person;
    struct ras_address_kept *const kept = row->memory == NULL ? NULL : &row->memory->address;
    if (kept == NULL || written.length > RAS_ADDRESS_BYTES) {
        ras_address_parse(written, &person->address);
        return;
    }
    if (kept->length != written.length || memcmp(kept->text, written.data, written.length) != 0) {
        ras_address_parse(written, &kept->address);
        kept->length = (uint16_t)written.length;
        memcpy(kept->text, written.data, written.length);
    }
    person->address = kept->address;
}

static void read_others(const struct row *row)
{
    struct ras_person *const person = row->person;
    struct ras_bytes written = take(row, RAS_FIELD_PHONE);
    if (written.length > 0) {
        person->phone = ras_phone_parse(written, &person->repairs);
        if (person->phone == 0)
            set_unreadable(row, RAS_FIELD_PHONE);
    }
    written = take(row, RAS_FIELD_ETHNICITY);
    if (written.length > 0) {
        person->ethnicity = ras_ethnicity_parse(written);
        if (person->ethnicity == 0)
            set_unreadable(row, RAS_FIELD_ETHNICITY);
    }
    written = take(row, RAS_FIELD_DOSE_NUMBER);
    if (written.length > 0) {
        person->dose_number = ras_dose_parse(written);
        if (person->dose_number == 0)
            set_unreadable(row, RAS_FIELD_DOSE_NUMBER);
    }
    written = take(row, RAS_FIELD_ADDRESS);
    if (written.length > 0 && !row->normaliser->leave_address)
        read_address(row, written);
    (void)take(row, RAS_FIELD_INSURANCE_ID);
    (void)take(row, RAS_FIELD_ROLE);
    person->benefit_hash = read_hash(row, RAS_FIELD_BENEFIT, HASH_WORDING);
    person->account_hash = read_hash(row, RAS_FIELD_ACCOUNT, HASH_CODE);
    person->vaccine_hash = read_hash(row, RAS_FIELD_VACCINE, HASH_WORDING);
    person->household_hash = read_hash(row, RAS_FIELD_HOUSEHOLD_ID, HASH_CODE);
}

enum ras_status ras_normalise_row(const struct ras_normaliser *normaliser,
                                  const struct ras_batch *batch, uint32_t row_index,
                                  struct ras_row_memory *memory, struct ras_arena *arena,
                                  struct ras_person *person, struct ras_error *error)
{
    assert(normaliser != NULL);
    assert(row_index < batch->row_count);
    const struct row row = {normaliser, batch, row_index, memory, arena, person};
    memset(person, 0, sizeof *person);
    person->record_id = take(&row, RAS_FIELD_RECORD_ID);
    const struct ras_bytes nationality = take(&row, RAS_FIELD_NATIONALITY);
    if (nationality.length > 0)
        person->foreign = ras_nationality_foreign(nationality);
    read_dates(&row);
    read_numbers(&row);
    read_closed_lists(&row);
    read_commune(&row);
    read_others(&row);
    return read_names(&row, error);
}
