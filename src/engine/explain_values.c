/* From cells and packed fields to what is shown of them. */
#include "engine/explain_values.h"

#include "base/bytes.h"
#include "base/try.h"
#include "engine/person_mask.h"
#include "normalise/normaliser.h"
#include "record/date.h"
#include "report/mask.h"

#include <string.h>

#define CELLS_MAX 3

/* Columns that may hold the value of a comparator, the usual one first. */
struct cells {
    enum ras_field alone[2];         /* the first that is not empty, RAS_FIELD_NONE ends */
    enum ras_field parts[CELLS_MAX]; /* else these joined; RAS_FIELD_NONE ends */
    const char *joint;
};

#define ALONE(first, second)                                                                       \
    {                                                                                              \
        {RAS_FIELD_##first, RAS_FIELD_##second}, {RAS_FIELD_NONE}, ""                              \
    }
static const struct cells comparator_cells[RAS_COMPARATOR_COUNT] = {
    [RAS_COMPARATOR_NAME] = {{RAS_FIELD_FULL_NAME, RAS_FIELD_NONE},
                             {RAS_FIELD_SURNAME, RAS_FIELD_MIDDLE_NAME, RAS_FIELD_GIVEN_NAME},
                             " "},
    [RAS_COMPARATOR_BIRTH_DATE] = {{RAS_FIELD_BIRTH_DATE, RAS_FIELD_NONE},
                                   {RAS_FIELD_BIRTH_DAY, RAS_FIELD_BIRTH_MONTH,
                                    RAS_FIELD_BIRTH_YEAR},
                                   "/"},
    [RAS_COMPARATOR_PERSONAL_ID] = ALONE(PERSONAL_ID, DOCUMENT_ID),
    [RAS_COMPARATOR_OLD_ID] = ALONE(OLD_ID, DOCUMENT_ID),
    [RAS_COMPARATOR_SEX] = ALONE(SEX, NONE),
    [RAS_COMPARATOR_COMMUNE] = ALONE(COMMUNE, NONE),
    [RAS_COMPARATOR_ADDRESS] = ALONE(ADDRESS, NONE),
    [RAS_COMPARATOR_MOTHER_NAME] = ALONE(MOTHER_NAME, NONE),
    [RAS_COMPARATOR_MOTHER_ID] = ALONE(MOTHER_ID, NONE),
    [RAS_COMPARATOR_FATHER_NAME] = ALONE(FATHER_NAME, NONE),
    [RAS_COMPARATOR_FATHER_ID] = ALONE(FATHER_ID, NONE),
};
#undef ALONE

/* ---- masks ---- */

static enum ras_status value_keep(struct ras_explanation *explanation,
                                  enum ras_comparator comparator, struct ras_bytes value,
                                  uint32_t date, struct ras_bytes *kept, struct ras_error *error)
{
    struct ras_text text;
    ras_text_init(&text);
    if (explanation->request->reveal)
        ras_text_bytes(&text, value);
    else
        switch (comparator) {
        case RAS_COMPARATOR_NAME:
        case RAS_COMPARATOR_MOTHER_NAME:
        case RAS_COMPARATOR_FATHER_NAME:
        case RAS_COMPARATOR_ADDRESS: ras_mask_words(&text, value); break;
        case RAS_COMPARATOR_PERSONAL_ID:
        case RAS_COMPARATOR_OLD_ID:
        case RAS_COMPARATOR_MOTHER_ID:
        case RAS_COMPARATOR_FATHER_ID: ras_mask_number(&text, value); break;
        case RAS_COMPARATOR_BIRTH_DATE: /* the year alone, and nothing where none can be read */
            if (ras_date_year(date) != 0)
                ras_text_digits(&text, ras_date_year(date), 4);
            else if (value.length > 0)
                ras_text_string(&text, "****");
            break;
        case RAS_COMPARATOR_SEX:
        case RAS_COMPARATOR_COMMUNE: /* a cell may hold anything: a number in it stays hidden */
            ras_mask_runs(&text, value);
            break;
        case RAS_COMPARATOR_COUNT: break;
        }
    return ras_explain_keep(explanation, &text, kept, error);
}

/* ---- the row ---- */

static bool is_wrong_column(enum ras_comparator comparator, enum ras_field field,
                            const struct ras_person *person)
{
    if (field != RAS_FIELD_DOCUMENT_ID)
        return false;
    const bool nine = person->number_state == RAS_NUMBER_NINE;
    return comparator == RAS_COMPARATOR_OLD_ID ? !nine : nine;
}

static void cells_join(const struct cells *cells, const struct ras_batch *batch, uint32_t row,
                       struct ras_text *text)
{
    for (unsigned i = 0; i < CELLS_MAX && cells->parts[i] != RAS_FIELD_NONE; i++) {
        const struct ras_bytes part = ras_batch_value(batch, cells->parts[i], row);
        if (part.length == 0)
            continue;
        ras_text_string(text, text->length > 0 ? cells->joint : "");
        ras_text_bytes(text, part);
    }
}

enum ras_status ras_explain_row_values(struct ras_explanation *explanation,
                                       const struct ras_batch *batch, uint32_t row,
                                       const struct ras_person *person, struct ras_bytes *values,
                                       struct ras_error *error)
{
    enum ras_status status = RAS_OK;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT && status == RAS_OK; i++) {
        const struct cells *const cells = &comparator_cells[i];
        const enum ras_comparator comparator = (enum ras_comparator)i;
        struct ras_text written;
        ras_text_init(&written);
        for (unsigned k = 0; k < 2 && cells->alone[k] != RAS_FIELD_NONE; k++)
            if (written.length == 0 && !is_wrong_column(comparator, cells->alone[k], person))
                ras_text_bytes(&written, ras_batch_value(batch, cells->alone[k], row));
        if (written.length == 0)
            cells_join(cells, batch, row, &written);
        status = ras_text_status(&written, error);
        if (status == RAS_OK)
            status = value_keep(explanation, comparator,
                                (struct ras_bytes){written.data, written.length},
                                person->birth_date, &values[i], error);
        ras_text_fini(&written);
    }
    return status;
}

/* ---- the resident ---- */

static void name_append(const struct ras_index *index, uint32_t name, struct ras_text *text)
{
    char canonical[RAS_NAME_BYTES_MAX + 1], shown[2 * RAS_NAME_BYTES_MAX + 4];
    if (name == 0)
        return;
    const struct ras_bytes bytes = ras_index_name_text(index, name, canonical);
    const size_t length = ras_name_display(bytes, shown, sizeof shown);
    ras_text_bytes(text, (struct ras_bytes){shown, length});
}

static void number_append(uint64_t number, unsigned digits, struct ras_text *text)
{
    if (number != 0)
        ras_text_digits(text, number, digits);
}

static void date_append(uint32_t date, struct ras_text *text)
{
    char shown[16];
    const unsigned length = date == 0 ? 0 : ras_date_vietnamese(date, shown);
    ras_text_bytes(text, (struct ras_bytes){shown, length});
}

static void address_append(const struct ras_resident *fields, struct ras_text *text)
{
    if (fields->address.number != 0)
        ras_text_format(text, "Số %u", fields->address.number);
    if (fields->address.place != 0)
        ras_text_string(text, fields->address.number != 0 ? ", …" : "…");
}

static void resident_append(const struct ras_index *index, const struct ras_resident *fields,
                            enum ras_comparator comparator, struct ras_text *text)
{
    switch (comparator) {
    case RAS_COMPARATOR_NAME: name_append(index, fields->name, text); break;
    case RAS_COMPARATOR_BIRTH_DATE: date_append(fields->birth_date, text); break;
    case RAS_COMPARATOR_PERSONAL_ID: number_append(fields->personal_id, 12, text); break;
    case RAS_COMPARATOR_OLD_ID: number_append(fields->old_id, 9, text); break;
    case RAS_COMPARATOR_SEX:
        ras_text_string(text, fields->sex == RAS_SEX_MALE     ? "Nam"
                              : fields->sex == RAS_SEX_FEMALE ? "Nữ"
                                                              : "");
        break;
    case RAS_COMPARATOR_COMMUNE: number_append(fields->commune, 5, text); break;
    case RAS_COMPARATOR_ADDRESS: address_append(fields, text); break;
    case RAS_COMPARATOR_MOTHER_NAME: name_append(index, fields->mother_name, text); break;
    case RAS_COMPARATOR_MOTHER_ID: number_append(fields->mother_id, 12, text); break;
    case RAS_COMPARATOR_FATHER_NAME: name_append(index, fields->father_name, text); break;
    case RAS_COMPARATOR_FATHER_ID: number_append(fields->father_id, 12, text); break;
    case RAS_COMPARATOR_COUNT: break;
    }
}

enum ras_status ras_explain_resident_values(struct ras_explanation *explanation,
                                            const struct ras_index *index, uint32_t resident,
                                            struct ras_bytes *values, struct ras_error *error)
{
    const struct ras_resident *const fields = &index->residents[resident];
    enum ras_status status = RAS_OK;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT && status == RAS_OK; i++) {
        struct ras_text text;
        ras_text_init(&text);
        resident_append(index, fields, (enum ras_comparator)i, &text);
        status = ras_text_status(&text, error);
        if (status == RAS_OK)
            status = value_keep(explanation, (enum ras_comparator)i,
                                (struct ras_bytes){text.data, text.length}, fields->birth_date,
                                &values[i], error);
        ras_text_fini(&text);
    }
    return status;
}
