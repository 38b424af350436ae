/* A row after normalising: values, what could not be read, and what was done to it. */
#ifndef RASOAT_RECORD_PERSON_H
#define RASOAT_RECORD_PERSON_H

#include "rasoat/bytes.h"
#include "record/address.h"
#include "record/fields.h"
#include "record/name.h"

#include <stdint.h>

/* What normalising did: one bit each, kept as evidence and read by the rules.
 * REPAIR(ENUM, name, field it concerns, Vietnamese text) */
#define RAS_REPAIRS(REPAIR)                                                                        \
    REPAIR(NAME_CASE, name_case, FULL_NAME, "chữ hoa, chữ thường")                                 \
    REPAIR(NAME_UNICODE_FORM, name_unicode_form, FULL_NAME, "dạng Unicode tổ hợp (NFD)")           \
    REPAIR(NAME_SPACING, name_spacing, FULL_NAME, "khoảng trắng thừa")                             \
    REPAIR(NAME_INVISIBLE, name_invisible, FULL_NAME, "ký tự vô hình, dấu cách đặc biệt")          \
    REPAIR(NAME_LOOKALIKE, name_lookalike, FULL_NAME, "Ð (U+00D0) thay cho Đ")                     \
    REPAIR(NAME_TITLE, name_title, FULL_NAME, "có danh xưng (ông, bà, cháu…)")                     \
    REPAIR(NAME_BRACKET, name_bracket, FULL_NAME, "có chú thích trong ngoặc")                      \
    REPAIR(NAME_PUNCTUATION, name_punctuation, FULL_NAME, "dấu chấm, dấu phẩy")                    \
    REPAIR(NAME_APOSTROPHE, name_apostrophe, FULL_NAME, "dấu nháy trong tên dân tộc")              \
    REPAIR(NAME_DIGIT, name_digit, FULL_NAME, "chữ số trong họ tên")                               \
    REPAIR(NAME_RESIDUE, name_residue, FULL_NAME, "sót kiểu gõ Telex, VNI")                        \
    REPAIR(NAME_NO_MARKS, name_no_marks, FULL_NAME, "họ tên không dấu")                            \
    REPAIR(NAME_INITIAL, name_initial, FULL_NAME, "tên viết tắt")                                  \
    REPAIR(NAME_CUT, name_cut, FULL_NAME, "họ tên quá dài")                                        \
    REPAIR(NAME_FOREIGN, name_foreign, FULL_NAME, "chữ ngoài bảng chữ Việt")                       \
    REPAIR(DATE_SHAPE, date_shape, BIRTH_DATE, "ngày viết khác dạng chuẩn")                        \
    REPAIR(DATE_SERIAL, date_serial, BIRTH_DATE, "số ngày của Excel")                              \
    REPAIR(DATE_MONTH_FIRST, date_month_first, BIRTH_DATE, "tháng đứng trước ngày")                \
    REPAIR(DATE_TWO_DIGIT_YEAR, date_two_digit_year, BIRTH_DATE, "năm hai chữ số")                 \
    REPAIR(DATE_IMPOSSIBLE, date_impossible, BIRTH_DATE, "ngày không có trong lịch")               \
    REPAIR(DATE_PLACEHOLDER, date_placeholder, BIRTH_DATE, "ngày giữ chỗ (00/00, 1900, 9999)")     \
    REPAIR(DATE_FUTURE, date_future, BIRTH_DATE, "ngày ở tương lai")                               \
    REPAIR(ID_SEPARATORS, id_separators, PERSONAL_ID, "dấu cách, chấm, gạch trong số")             \
    REPAIR(ID_APOSTROPHE, id_apostrophe, PERSONAL_ID, "dấu nháy trước số")                         \
    REPAIR(ID_WIDE_DIGITS, id_wide_digits, PERSONAL_ID, "chữ số toàn khổ")                         \
    REPAIR(ID_LOST_ZERO, id_lost_zero, PERSONAL_ID, "mất số 0 ở đầu")                              \
    REPAIR(ID_SCIENTIFIC, id_scientific, PERSONAL_ID, "số bị Excel làm tròn")                      \
    REPAIR(ID_PLACEHOLDER, id_placeholder, PERSONAL_ID, "số giữ chỗ")                              \
    REPAIR(ID_LETTERS, id_letters, PERSONAL_ID, "chữ cái trong số")                                \
    REPAIR(ID_STRUCTURE, id_structure, PERSONAL_ID, "sai cấu trúc số định danh")                   \
    REPAIR(OLD_ID_LOST_ZERO, old_id_lost_zero, OLD_ID, "CMND mất số 0 ở đầu")                      \
    REPAIR(SEX_SYNONYM, sex_synonym, SEX, "giới tính viết khác chuẩn")                             \
    REPAIR(PHONE_PREFIX, phone_prefix, PHONE, "đầu số điện thoại cũ, mã +84")                      \
    REPAIR(COMMUNE_OLD, commune_old, COMMUNE, "mã xã trước 1/7/2025")                              \
    REPAIR(COMMUNE_SPLIT, commune_split, COMMUNE, "xã cũ bị chia, cần xác định xã mới")            \
    REPAIR(COMMUNE_LOST_ZERO, commune_lost_zero, COMMUNE, "mã xã mất số 0 ở đầu")                  \
    REPAIR(COMMUNE_UNKNOWN, commune_unknown, COMMUNE, "mã xã không có trong danh mục")             \
    REPAIR(NAME_TONE_PLACEMENT, name_tone_placement, FULL_NAME, "dấu thanh đặt sai chỗ")           \
    REPAIR(NAME_GLUED, name_glued, FULL_NAME, "hai chữ viết liền")                                 \
    REPAIR(NAME_LOST, name_lost, FULL_NAME, "chữ có dấu bị mất, còn dấu ?")

enum ras_repair {
#define REPAIR(ENUM, name, field, vietnamese) RAS_REPAIR_##ENUM,
    RAS_REPAIRS(REPAIR)
#undef REPAIR
        RAS_REPAIR_COUNT
};
#define RAS_REPAIR_BIT(repair) (UINT64_C(1) << (repair))
const char *ras_repair_name(enum ras_repair repair);
const char *ras_repair_vietnamese(enum ras_repair repair);

enum ras_sex { RAS_SEX_UNKNOWN = 0, RAS_SEX_MALE = 1, RAS_SEX_FEMALE = 2 };
enum ras_person_status {
    RAS_STATUS_UNKNOWN = 0,
    RAS_STATUS_ALIVE = 1,
    RAS_STATUS_DEAD = 2,
    RAS_STATUS_MOVED = 3,
    RAS_STATUS_MISSING = 4
};
enum ras_event_type {
    RAS_EVENT_NONE = 0,
    RAS_EVENT_BIRTH = 1,
    RAS_EVENT_DEATH = 2,
    RAS_EVENT_MARRIAGE = 3,
    RAS_EVENT_OTHER = 4
};
/* What the row says about its number, before anyone is asked whether it is right. */
enum ras_number_state {
    RAS_NUMBER_NONE = 0,      /* khong_so */
    RAS_NUMBER_TWELVE = 1,    /* a readable 12-digit number (perhaps after repair) */
    RAS_NUMBER_NINE = 2,      /* a readable 9-digit number */
    RAS_NUMBER_MALFORMED = 3, /* sai_dinh_dang */
    RAS_NUMBER_FOREIGN = 4    /* a passport: counted beside, not inside, the denominators */
};

/* The syllables of a name that the normaliser knew without looking for them; list is NULL where it
 * did not. They are borrowed, the list lies in the arena of the text. */
struct ras_syllable_list {
    const struct ras_syllable *const *list;
    uint32_t count; /* at most RAS_NAME_SYLLABLES_MAX */
};

/* Texts point into the batch or the arena given to the normaliser.
 * Names are canonical: NFC, lower case, one blank between syllables, no titles, brackets or
 * punctuation; tone marks stay where they were written. */
struct ras_person {
    struct ras_bytes record_id;
    struct ras_bytes name;
    struct ras_bytes mother_name;
    struct ras_bytes father_name;
    struct ras_bytes spouse_name;
    struct ras_syllable_list name_syllables;
    struct ras_syllable_list mother_syllables;
    struct ras_syllable_list father_syllables;
    uint64_t personal_id; /* 12 digits as a number, 0 = none */
    uint64_t mother_id;
    uint64_t father_id;
    uint64_t phone;        /* digits after the leading 0, 0 = none */
    uint64_t benefit_hash; /* of the folded text, 0 = none: the one-row-per-person key of welfare */
    uint64_t account_hash; /* of the digits or letters, 0 = none */
    uint64_t vaccine_hash;
    uint64_t household_hash; /* of household_id; 0 = none */
    uint64_t repairs;        /* RAS_REPAIR_BIT set */
    uint64_t present;    /* RAS_FIELD_BIT set: the cell is there and not blank or a placeholder */
    uint64_t unreadable; /* RAS_FIELD_BIT set: present, but no value could be made of it */
    uint64_t partial_id; /* digits of a malformed number of 10, 11 or 13 digits, else 0 */
    uint8_t partial_digits;
    uint32_t old_id;     /* 9 digits as a number, 0 = none */
    uint32_t birth_date; /* packed dates of record/date.h, 0 = none */
    uint32_t event_date;
    uint32_t death_date;
    uint32_t dose_date;
    uint32_t updated_date;
    uint32_t commune;         /* code in today's units, 0 = none or unknown */
    uint32_t commune_written; /* code as written, any vintage, 0 = none */
    struct ras_address address;
    uint8_t sex;          /* enum ras_sex */
    uint8_t status;       /* enum ras_person_status */
    uint8_t event_type;   /* enum ras_event_type */
    uint8_t number_state; /* enum ras_number_state */
    uint8_t ethnicity;    /* code 1..54 of the 1979 list, 0 = none or unknown */
    uint8_t foreign;      /* 1: nationality is not Vietnamese */
    uint8_t dose_number;  /* 0 = none */
};

#endif
