/* The canonical fields of a record: one line each, in one place.
 *
 * RAS_FIELDS(FIELD) expands FIELD(ENUM, name, personal) with personal = 1 where a value says
 * something about a person (such values appear in no log, message or progress line). */
#ifndef RASOAT_RECORD_FIELDS_H
#define RASOAT_RECORD_FIELDS_H

#include "rasoat/bytes.h"

#define RAS_FIELDS(FIELD)                                                                          \
    FIELD(RECORD_ID, record_id, 1)                                                                 \
    FIELD(FULL_NAME, full_name, 1)                                                                 \
    FIELD(SURNAME, surname, 1)                                                                     \
    FIELD(MIDDLE_NAME, middle_name, 1)                                                             \
    FIELD(GIVEN_NAME, given_name, 1)                                                               \
    FIELD(BIRTH_DATE, birth_date, 1)                                                               \
    FIELD(BIRTH_DAY, birth_day, 1)                                                                 \
    FIELD(BIRTH_MONTH, birth_month, 1)                                                             \
    FIELD(BIRTH_YEAR, birth_year, 1)                                                               \
    FIELD(SEX, sex, 1)                                                                             \
    FIELD(PERSONAL_ID, personal_id, 1)                                                             \
    FIELD(OLD_ID, old_id, 1)                                                                       \
    FIELD(DOCUMENT_ID, document_id, 1)                                                             \
    FIELD(COMMUNE, commune, 0)                                                                     \
    FIELD(ADDRESS, address, 1)                                                                     \
    FIELD(MOTHER_NAME, mother_name, 1)                                                             \
    FIELD(MOTHER_ID, mother_id, 1)                                                                 \
    FIELD(FATHER_NAME, father_name, 1)                                                             \
    FIELD(FATHER_ID, father_id, 1)                                                                 \
    FIELD(SPOUSE_NAME, spouse_name, 1)                                                             \
    FIELD(PHONE, phone, 1)                                                                         \
    FIELD(ETHNICITY, ethnicity, 1)                                                                 \
    FIELD(NATIONALITY, nationality, 1)                                                             \
    FIELD(STATUS, status, 1)                                                                       \
    FIELD(EVENT_TYPE, event_type, 1)                                                               \
    FIELD(EVENT_DATE, event_date, 1)                                                               \
    FIELD(DEATH_DATE, death_date, 1)                                                               \
    FIELD(DOSE_NUMBER, dose_number, 1)                                                             \
    FIELD(DOSE_DATE, dose_date, 1)                                                                 \
    FIELD(VACCINE, vaccine, 1)                                                                     \
    FIELD(BENEFIT, benefit, 1)                                                                     \
    FIELD(ACCOUNT, account, 1)                                                                     \
    FIELD(INSURANCE_ID, insurance_id, 1)                                                           \
    FIELD(HOUSEHOLD_ID, household_id, 1)                                                           \
    FIELD(ROLE, role, 1)                                                                           \
    FIELD(UPDATED_DATE, updated_date, 0)

enum ras_field {
#define FIELD(ENUM, name, personal) RAS_FIELD_##ENUM,
    RAS_FIELDS(FIELD)
#undef FIELD
        RAS_FIELD_COUNT
};

#define RAS_FIELD_NONE       RAS_FIELD_COUNT
#define RAS_FIELD_BIT(field) (UINT64_C(1) << (field))

/* "full_name" for RAS_FIELD_FULL_NAME. Threads: pure. */
const char *ras_field_name(enum ras_field field);
/* The field of that canonical name, RAS_FIELD_NONE if there is none. */
enum ras_field ras_field_find(struct ras_bytes name);

/* The kinds of source that have rules and measures of their own. */
#define RAS_SOURCE_KINDS(KIND)                                                                     \
    KIND(CIVIL_REGISTRY, civil_registry, "hộ tịch")                                                \
    KIND(SOCIAL_WELFARE, social_welfare, "an sinh xã hội")                                         \
    KIND(VACCINATION, vaccination, "tiêm chủng")

enum ras_source_kind {
#define KIND(ENUM, name, vietnamese) RAS_KIND_##ENUM,
    RAS_SOURCE_KINDS(KIND)
#undef KIND
        RAS_KIND_COUNT
};

const char *ras_kind_name(enum ras_source_kind kind);       /* "civil_registry" */
const char *ras_kind_vietnamese(enum ras_source_kind kind); /* "hộ tịch" */
enum ras_source_kind ras_kind_find(struct ras_bytes name);  /* RAS_KIND_COUNT = unknown */

#endif
