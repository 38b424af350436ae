/* A row with all that a rule may look at, clean to begin with: a synthetic person linked to a
 * synthetic resident. Tests break what they mean to break. */
#ifndef RASOAT_TESTS_RULE_ROW_H
#define RASOAT_TESTS_RULE_ROW_H

#include "base/bytes.h"
#include "quality/rules.h"
#include "record/date.h"

#include <string.h>

#define RULE_ROW_TEXT_BYTES 4096

struct rule_row {
    struct ras_quality_settings settings;
    struct ras_person person;
    struct ras_batch batch;
    struct ras_cell cells[RAS_FIELD_COUNT];
    char text[RULE_ROW_TEXT_BYTES];
    uint32_t text_length;
    struct ras_candidate link;
    struct ras_subject resident;
    struct ras_rule_input input;
};

/* The cell of the only row; gives the batch that column. */
static inline void rule_row_cell(struct rule_row *row, enum ras_field field, const char *value)
{
    const uint32_t length = (uint32_t)strlen(value);
    memcpy(row->text + row->text_length, value, length);
    row->cells[field] = (struct ras_cell){row->text_length, length};
    row->batch.cells[field] = &row->cells[field];
    row->text_length += length;
    if (length != 0)
        row->person.present |= RAS_FIELD_BIT(field);
    else
        row->person.present &= ~RAS_FIELD_BIT(field);
}

/* The decision becomes none or review: no link, no resident. */
static inline void rule_row_unlink(struct rule_row *row, enum ras_decision_kind decision)
{
    row->input.decision = decision;
    row->input.link = NULL;
    row->input.resident = NULL;
    row->input.resident_name = (struct ras_bytes){NULL, 0};
}

static inline void rule_row_person(struct rule_row *row)
{
    row->person = (struct ras_person){
        .record_id = RAS_LITERAL("HS-001"),
        .name = RAS_LITERAL("nguyễn văn hùng"),
        .personal_id = 38085001234, /* 038 0 85 001234: a man of 1985 */
        .number_state = RAS_NUMBER_TWELVE,
        .birth_date = ras_date_make(1985, 3, 7),
        .sex = RAS_SEX_MALE,
        .commune = 175,
        .commune_written = 175,
        .updated_date = ras_date_make(2026, 9, 1),
    };
    rule_row_cell(row, RAS_FIELD_RECORD_ID, "HS-001");
    rule_row_cell(row, RAS_FIELD_FULL_NAME, "Nguyễn Văn Hùng");
    rule_row_cell(row, RAS_FIELD_BIRTH_DATE, "1985-03-07");
    rule_row_cell(row, RAS_FIELD_SEX, "Nam");
    rule_row_cell(row, RAS_FIELD_PERSONAL_ID, "038085001234");
    rule_row_cell(row, RAS_FIELD_COMMUNE, "00175");
    rule_row_cell(row, RAS_FIELD_ADDRESS, "Thôn Đông");
    rule_row_cell(row, RAS_FIELD_UPDATED_DATE, "2026-09-01");
}

static inline void rule_row_kind(struct rule_row *row, enum ras_source_kind kind)
{
    struct ras_person *const person = &row->person;
    switch (kind) {
    case RAS_KIND_CIVIL_REGISTRY:
        person->event_type = RAS_EVENT_BIRTH;
        person->event_date = ras_date_make(1985, 4, 1);
        person->mother_name = RAS_LITERAL("trần thị hoa");
        person->father_name = RAS_LITERAL("nguyễn văn nam");
        rule_row_cell(row, RAS_FIELD_EVENT_TYPE, "Khai sinh");
        rule_row_cell(row, RAS_FIELD_EVENT_DATE, "1985-04-01");
        rule_row_cell(row, RAS_FIELD_MOTHER_NAME, "Trần Thị Hoa");
        rule_row_cell(row, RAS_FIELD_FATHER_NAME, "Nguyễn Văn Nam");
        rule_row_cell(row, RAS_FIELD_DEATH_DATE, "");
        break;
    case RAS_KIND_SOCIAL_WELFARE:
        person->benefit_hash = 11;
        person->account_hash = 12;
        rule_row_cell(row, RAS_FIELD_BENEFIT, "Người cao tuổi");
        rule_row_cell(row, RAS_FIELD_ACCOUNT, "9704000012");
        break;
    case RAS_KIND_VACCINATION:
        person->dose_number = 2;
        person->dose_date = ras_date_make(2021, 11, 20);
        person->vaccine_hash = 13;
        person->phone = 912345678;
        rule_row_cell(row, RAS_FIELD_DOSE_NUMBER, "2");
        rule_row_cell(row, RAS_FIELD_DOSE_DATE, "2021-11-20");
        rule_row_cell(row, RAS_FIELD_VACCINE, "A");
        rule_row_cell(row, RAS_FIELD_PHONE, "0912345678");
        break;
    case RAS_KIND_COUNT: break;
    }
}

static inline void rule_row_clean(struct rule_row *row, enum ras_source_kind kind)
{
    memset(row, 0, sizeof *row);
    ras_quality_defaults(&row->settings);
    row->batch.text = row->text;
    row->batch.row_count = 1;
    rule_row_person(row);
    rule_row_kind(row, kind);
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        row->link.levels.level[i] = 1;
    row->link.levels.level[RAS_COMPARATOR_OLD_ID] = RAS_LEVEL_MISSING;
    row->link.probability = 999999;
    row->resident.fields = (struct ras_resident){
        .personal_id = row->person.personal_id,
        .birth_date = row->person.birth_date,
        .sex = row->person.sex,
        .commune = row->person.commune,
        .status = RAS_STATUS_ALIVE,
    };
    row->input = (struct ras_rule_input){.kind = kind,
                                         .as_of = ras_date_make(2026, 10, 31),
                                         .settings = &row->settings,
                                         .person = &row->person,
                                         .batch = &row->batch,
                                         .decision = RAS_DECISION_MATCH,
                                         .outcome = RAS_OUTCOME_RIGHT,
                                         .link = &row->link,
                                         .resident = &row->resident,
                                         .resident_name = RAS_LITERAL("nguyễn văn hùng")};
}

#endif
