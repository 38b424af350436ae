/* Wording of issues: values as officers write them. */
#include "quality/draft.h"

#include "base/bytes.h"
#include "base/digits.h"

#include <assert.h>
#include <utf8proc.h>

void ras_draft_cut(struct ras_draft_line *line, struct ras_bytes text)
{
    assert(line->length <= RAS_DRAFT_LINE_MAX);
    size_t take = RAS_DRAFT_LINE_MAX - line->length;
    if (take > text.length)
        take = text.length;
    else /* cut before a byte that begins a letter (not 10xxxxxx) */
        while (take > 0 && take < text.length && ((unsigned char)text.data[take] & 0xC0) == 0x80)
            take--;
    if (take > 0)
        memcpy(line->text + line->length, text.data, take);
    line->length += take;
}

/* Values above 10^8: whole numbers of documents. */
static __attribute__((noinline)) void append_long(struct ras_draft_line *line, uint64_t value,
                                                  unsigned digits)
{
    char text[24]; /* 2^64 has 20 digits */
    size_t start = sizeof text;
    while (value != 0 || sizeof text - start < digits) {
        const uint64_t word = ras_digits_word((uint32_t)(value % 100000000));
        start -= 8;
        memcpy(text + start, &word, sizeof word);
        value /= 100000000;
    }
    while (sizeof text - start > digits && text[start] == '0')
        start++;
    ras_draft_bytes(line, (struct ras_bytes){text + start, sizeof text - start});
}

void ras_draft_unsigned(struct ras_draft_line *line, uint64_t value, unsigned digits)
{
    assert(digits <= 20);
    if (value >= 100000000 || digits > 8) {
        append_long(line, value, digits);
        return;
    }
    const uint64_t word = ras_digits_word((uint32_t)value);
    const unsigned zeros = (unsigned)__builtin_ctzll((word ^ RAS_ZEROS) | UINT64_C(1) << 56) / 8;
    const unsigned skipped = zeros < 8 - digits ? zeros : 8 - digits;
    const uint64_t shown = word >> 8 * skipped;              /* at most seven are skipped */
    if (RAS_DRAFT_LINE_MAX - line->length >= sizeof shown) { /* what is behind is written over */
        memcpy(line->text + line->length, &shown, sizeof shown);
        line->length += 8 - skipped;
    } else {
        ras_draft_bytes(line, (struct ras_bytes){(const char *)&shown, 8 - skipped});
    }
}

void ras_draft_date(struct ras_draft_line *line, uint32_t date)
{
    if (ras_date_day(date) != 0) {
        ras_draft_unsigned(line, ras_date_day(date), 2);
        ras_draft_string(line, "/");
    }
    if (ras_date_month(date) != 0) {
        ras_draft_unsigned(line, ras_date_month(date), 2);
        ras_draft_string(line, "/");
    }
    if (date != 0)
        ras_draft_unsigned(line, ras_date_year(date), 4);
}

void ras_draft_date_iso(struct ras_draft_line *line, uint32_t date)
{
    if (date != 0)
        ras_draft_unsigned(line, ras_date_year(date), 4);
    if (ras_date_month(date) != 0) {
        ras_draft_string(line, "-");
        ras_draft_unsigned(line, ras_date_month(date), 2);
    }
    if (ras_date_day(date) != 0) {
        ras_draft_string(line, "-");
        ras_draft_unsigned(line, ras_date_day(date), 2);
    }
}

static void append_upper(struct ras_draft_line *line, struct ras_bytes letter)
{
    if ((unsigned char)letter.data[0] < 0x80) {
        const char c = letter.data[0];
        const char upper = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        ras_draft_bytes(line, (struct ras_bytes){&upper, 1});
        return;
    }
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t read = utf8proc_iterate((const utf8proc_uint8_t *)letter.data,
                                                   (utf8proc_ssize_t)letter.length, &code);
    if (read <= 0) { /* never in a canonical name; shown as it is */
        ras_draft_bytes(line, letter);
        return;
    }
    utf8proc_uint8_t upper[4];
    const utf8proc_ssize_t length = utf8proc_encode_char(utf8proc_toupper(code), upper);
    ras_draft_bytes(line, (struct ras_bytes){(const char *)upper, (size_t)length});
}

/* Bytes of the UTF-8 letter at the start of text. */
static size_t letter_length(struct ras_bytes text)
{
    size_t length = 1;
    while (length < text.length && ((unsigned char)text.data[length] & 0xC0) == 0x80)
        length++;
    return length;
}

/* Where the run of a capital of `letter` bytes ends: before the next letter that becomes a capital.
 */
static size_t run_length(struct ras_bytes rest, size_t letter)
{
    size_t length = letter;
    if (rest.data[0] == ' ')
        return length;
    while (length < rest.length) {
        const char c = rest.data[length++];
        if (c == ' ')
            break; /* a syllable begins */
        if (c == '\'' && length == letter + 1)
            break; /* after H' and K' */
    }
    return length;
}

void ras_draft_name(struct ras_draft_line *line, struct ras_bytes canonical)
{
    for (size_t i = 0; i < canonical.length;) {
        const struct ras_bytes rest = {canonical.data + i, canonical.length - i};
        const size_t letter = letter_length(rest), run = run_length(rest, letter);
        append_upper(line, (struct ras_bytes){rest.data, letter});
        ras_draft_bytes(line, (struct ras_bytes){rest.data + letter, run - letter});
        i += run;
    }
}

void ras_draft_sex(struct ras_draft_line *line, uint8_t sex)
{
    ras_draft_string(line, sex == RAS_SEX_MALE ? "Nam" : sex == RAS_SEX_FEMALE ? "Nữ" : "");
}

void ras_draft_repairs(struct ras_draft_line *line, uint64_t repairs)
{
    const char *separator = "";
    for (; repairs != 0; repairs &= repairs - 1) {
        ras_draft_string(line, separator);
        ras_draft_string(line, ras_repair_vietnamese((enum ras_repair)__builtin_ctzll(repairs)));
        separator = ", ";
    }
}

void ras_draft_commune(struct ras_draft_line *line, const struct ras_units *units, uint32_t code)
{
    ras_draft_unsigned(line, code, 5);
    const struct ras_unit *const unit = units == NULL ? NULL : ras_units_find(units, code);
    if (unit == NULL)
        return;
    ras_draft_string(line, " (");
    ras_draft_string(line, unit->name);
    ras_draft_string(line, ")");
}

/* The columns that a field can be read from, first filled one wins; the last three rows join. */
#define PARTS_MAX 3
struct part_row {
    enum ras_field field;
    bool joined;
    const char *separator;
    enum ras_field parts[PARTS_MAX];
};
static const struct part_row part_rows[] = {
    {RAS_FIELD_PERSONAL_ID, false, "", {RAS_FIELD_DOCUMENT_ID, RAS_FIELD_OLD_ID, RAS_FIELD_NONE}},
    {RAS_FIELD_OLD_ID, false, "", {RAS_FIELD_DOCUMENT_ID, RAS_FIELD_PERSONAL_ID, RAS_FIELD_NONE}},
    {RAS_FIELD_FULL_NAME,
     true,
     " ",
     {RAS_FIELD_SURNAME, RAS_FIELD_MIDDLE_NAME, RAS_FIELD_GIVEN_NAME}},
    {RAS_FIELD_BIRTH_DATE,
     true,
     "/",
     {RAS_FIELD_BIRTH_DAY, RAS_FIELD_BIRTH_MONTH, RAS_FIELD_BIRTH_YEAR}},
};

static const struct part_row *parts_of(enum ras_field field)
{
    for (size_t i = 0; i < sizeof part_rows / sizeof part_rows[0]; i++)
        if (part_rows[i].field == field)
            return &part_rows[i];
    return NULL;
}

struct ras_bytes ras_draft_cell(const struct ras_rule_input *input, enum ras_field field,
                                struct ras_draft_line *scratch)
{
    struct ras_bytes cell = ras_batch_value(input->batch, field, input->row);
    const struct part_row *const row = parts_of(field);
    if (cell.length != 0 || row == NULL)
        return cell;
    scratch->length = 0;
    for (unsigned i = 0; i < PARTS_MAX && row->parts[i] != RAS_FIELD_NONE; i++) {
        cell = ras_batch_value(input->batch, row->parts[i], input->row);
        if (cell.length == 0)
            continue;
        if (!row->joined)
            return cell;
        if (scratch->length != 0)
            ras_draft_string(scratch, row->separator);
        ras_draft_bytes(scratch, cell);
    }
    return (struct ras_bytes){scratch->text, scratch->length};
}

bool ras_draft_has_column(const struct ras_batch *batch, enum ras_field field)
{
    if (batch->cells[field] != NULL)
        return true;
    const struct part_row *const row = parts_of(field);
    if (row == NULL)
        return false;
    for (unsigned i = 0; i < PARTS_MAX && row->parts[i] != RAS_FIELD_NONE; i++)
        if (batch->cells[row->parts[i]] != NULL)
            return true;
    return false;
}

uint32_t ras_person_date(const struct ras_person *person, enum ras_field field)
{
    if (field == RAS_FIELD_BIRTH_DATE)
        return person->birth_date;
    if (field == RAS_FIELD_EVENT_DATE)
        return person->event_date;
    if (field == RAS_FIELD_DEATH_DATE)
        return person->death_date;
    if (field == RAS_FIELD_DOSE_DATE)
        return person->dose_date;
    if (field == RAS_FIELD_UPDATED_DATE)
        return person->updated_date;
    return 0;
}
