/* A pair of a row and a resident: the level each comparator gave, and what is decided from it.
 *
 * Levels run from best to worst in the order of the lists below; 0 is always "missing" (one side
 * has no value) and weighs nothing. A comparator has at most 15 levels, so that a vector of levels
 * packs into 4 bits each: patterns can be counted, stored and scored by table. */
#ifndef RASOAT_RECORD_PAIR_H
#define RASOAT_RECORD_PAIR_H

#include "rasoat/bytes.h"
#include "record/fields.h"

#include <stdint.h>

/* COMPARATOR(ENUM, name, RAS_FIELD it speaks of, Vietnamese) in the order of the levels column. */
#define RAS_COMPARATORS(COMPARATOR)                                                                \
    COMPARATOR(NAME, name, FULL_NAME, "họ tên")                                                    \
    COMPARATOR(BIRTH_DATE, date, BIRTH_DATE, "ngày sinh")                                          \
    COMPARATOR(PERSONAL_ID, id, PERSONAL_ID, "số định danh")                                       \
    COMPARATOR(OLD_ID, old_id, OLD_ID, "số CMND 9 số")                                             \
    COMPARATOR(SEX, sex, SEX, "giới tính")                                                         \
    COMPARATOR(COMMUNE, commune, COMMUNE, "xã/phường")                                             \
    COMPARATOR(ADDRESS, address, ADDRESS, "địa chỉ")                                               \
    COMPARATOR(MOTHER_NAME, mother, MOTHER_NAME, "họ tên mẹ")                                      \
    COMPARATOR(MOTHER_ID, mother_id, MOTHER_ID, "số định danh mẹ")                                 \
    COMPARATOR(FATHER_NAME, father, FATHER_NAME, "họ tên cha")                                     \
    COMPARATOR(FATHER_ID, father_id, FATHER_ID, "số định danh cha")

enum ras_comparator {
#define COMPARATOR(ENUM, name, field, vietnamese) RAS_COMPARATOR_##ENUM,
    RAS_COMPARATORS(COMPARATOR)
#undef COMPARATOR
        RAS_COMPARATOR_COUNT
};

#define RAS_LEVEL_MISSING 0
#define RAS_LEVEL_MAX     15

/* LEVEL(COMPARATOR, ENUM, number, name, Vietnamese): number is pinned, 1 = best. */
#define RAS_LEVELS(LEVEL)                                                                          \
    LEVEL(NAME, EQUAL, 1, "equal", "giống hệt")                                                    \
    LEVEL(NAME, TONE_PLACEMENT, 2, "format", "khác chỗ đặt dấu, khoảng trắng")                     \
    LEVEL(NAME, TONE, 3, "tone", "khác dấu thanh")                                                 \
    LEVEL(NAME, MARKS, 4, "marks", "giống khi bỏ dấu")                                             \
    LEVEL(NAME, RESIDUE, 5, "residue", "sót kiểu gõ")                                              \
    LEVEL(NAME, DIALECT, 6, "dialect", "khác cách viết phương ngữ")                                \
    LEVEL(NAME, TYPO, 7, "typo", "một chữ gõ sai")                                                 \
    LEVEL(NAME, MIDDLE, 8, "middle", "thiếu, thừa hoặc viết tắt chữ đệm")                          \
    LEVEL(NAME, ORDER, 9, "order", "đảo thứ tự chữ")                                               \
    LEVEL(NAME, NEAR, 10, "near", "gần giống")                                                     \
    LEVEL(NAME, SIBLING, 11, "sibling", "cùng họ và chữ đệm, khác tên")                            \
    LEVEL(NAME, GIVEN, 12, "given", "cùng họ và tên, khác chữ đệm")                                \
    LEVEL(NAME, OTHER, 13, "other", "khác")                                                        \
    LEVEL(BIRTH_DATE, EQUAL, 1, "equal", "trùng")                                                  \
    LEVEL(BIRTH_DATE, FIRST_JANUARY, 2, "first_january", "trùng, nhưng là ngày 01/01")             \
    LEVEL(BIRTH_DATE, LOWER, 3, "year_only", "trùng ở mức tháng hoặc năm")                         \
    LEVEL(BIRTH_DATE, PLACEHOLDER, 4, "placeholder", "cùng năm, một bên là 01/01")                 \
    LEVEL(BIRTH_DATE, SWAPPED, 5, "swapped", "đảo ngày và tháng")                                  \
    LEVEL(BIRTH_DATE, DIGIT, 6, "digit", "lệch một chữ số hoặc một đơn vị")                        \
    LEVEL(BIRTH_DATE, YEAR, 7, "year", "cùng năm")                                                 \
    LEVEL(BIRTH_DATE, NEAR_YEAR, 8, "near_year", "lệch một năm hoặc một chữ số của năm")           \
    LEVEL(BIRTH_DATE, OTHER, 9, "other", "khác")                                                   \
    LEVEL(PERSONAL_ID, EQUAL, 1, "equal", "trùng")                                                 \
    LEVEL(PERSONAL_ID, REPAIRED, 2, "repaired", "trùng sau khi sửa")                               \
    LEVEL(PERSONAL_ID, SLIP, 3, "slip", "sai một số hoặc đảo hai số")                              \
    LEVEL(PERSONAL_ID, LOST_DIGIT, 4, "lost_digit", "thiếu hoặc thừa một số")                      \
    LEVEL(PERSONAL_ID, STRUCTURE, 5, "structure", "cùng tỉnh, giới tính, năm sinh")                \
    LEVEL(PERSONAL_ID, OTHER, 6, "other", "khác")                                                  \
    LEVEL(OLD_ID, EQUAL, 1, "equal", "trùng")                                                      \
    LEVEL(OLD_ID, SLIP, 2, "slip", "sai một số hoặc đảo hai số")                                   \
    LEVEL(OLD_ID, OTHER, 3, "other", "khác")                                                       \
    LEVEL(SEX, EQUAL, 1, "equal", "trùng")                                                         \
    LEVEL(SEX, OTHER, 2, "other", "khác")                                                          \
    LEVEL(COMMUNE, EQUAL, 1, "equal", "trùng")                                                     \
    LEVEL(COMMUNE, OTHER, 2, "other", "khác")                                                      \
    LEVEL(ADDRESS, EQUAL, 1, "equal", "trùng số nhà và nơi")                                       \
    LEVEL(ADDRESS, PLACE, 2, "place", "cùng nơi, khác hoặc thiếu số nhà")                          \
    LEVEL(ADDRESS, OTHER, 3, "other", "khác")                                                      \
    LEVEL(MOTHER_NAME, EQUAL, 1, "equal", "giống hệt")                                             \
    LEVEL(MOTHER_NAME, MARKS, 2, "marks", "giống khi bỏ dấu")                                      \
    LEVEL(MOTHER_NAME, NEAR, 3, "near", "gần giống")                                               \
    LEVEL(MOTHER_NAME, OTHER, 4, "other", "khác")                                                  \
    LEVEL(MOTHER_ID, EQUAL, 1, "equal", "trùng")                                                   \
    LEVEL(MOTHER_ID, SLIP, 2, "slip", "sai một số hoặc đảo hai số")                                \
    LEVEL(MOTHER_ID, OTHER, 3, "other", "khác")                                                    \
    LEVEL(FATHER_NAME, EQUAL, 1, "equal", "giống hệt")                                             \
    LEVEL(FATHER_NAME, MARKS, 2, "marks", "giống khi bỏ dấu")                                      \
    LEVEL(FATHER_NAME, NEAR, 3, "near", "gần giống")                                               \
    LEVEL(FATHER_NAME, OTHER, 4, "other", "khác")                                                  \
    LEVEL(FATHER_ID, EQUAL, 1, "equal", "trùng")                                                   \
    LEVEL(FATHER_ID, SLIP, 2, "slip", "sai một số hoặc đảo hai số")                                \
    LEVEL(FATHER_ID, OTHER, 3, "other", "khác")

enum {
#define LEVEL(COMPARATOR, ENUM, number, name, vietnamese)                                          \
    RAS_LEVEL_##COMPARATOR##_##ENUM = (number),
    RAS_LEVELS(LEVEL)
#undef LEVEL
};

struct ras_levels {
    uint8_t level[RAS_COMPARATOR_COUNT];
};

const char *ras_comparator_name(enum ras_comparator comparator);       /* "date" */
const char *ras_comparator_vietnamese(enum ras_comparator comparator); /* "ngày sinh" */
enum ras_field ras_comparator_field(enum ras_comparator comparator);
unsigned ras_level_count(enum ras_comparator comparator); /* levels beside "missing" */
const char *ras_level_name(enum ras_comparator comparator, unsigned level); /* 0: "missing" */
const char *ras_level_vietnamese(enum ras_comparator comparator, unsigned level);

/* 4 bits a comparator, comparator 0 lowest. */
static inline uint64_t ras_levels_pack(const struct ras_levels *levels)
{
    uint64_t packed = 0;
    for (unsigned i = RAS_COMPARATOR_COUNT; i > 0; i--)
        packed = packed << 4 | levels->level[i - 1];
    return packed;
}
static inline struct ras_levels ras_levels_unpack(uint64_t packed)
{
    struct ras_levels levels;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        levels.level[i] = (uint8_t)(packed >> (4 * i) & 15);
    return levels;
}

/* Weights are integers of 1/1000 bit: sums are exact and the same on every machine. */
#define RAS_MILLIBITS 1000

enum ras_decision_kind { RAS_DECISION_NONE = 0, RAS_DECISION_REVIEW = 1, RAS_DECISION_MATCH = 2 };
const char *ras_decision_name(enum ras_decision_kind decision); /* "match" */

/* The official words for what became of a row, the first that holds. */
enum ras_outcome {
    RAS_OUTCOME_RIGHT = 0,      /* dung            đúng thông tin */
    RAS_OUTCOME_WRONG = 1,      /* sai             sai thông tin */
    RAS_OUTCOME_UNVERIFIED = 2, /* chua_xac_thuc   chưa xác thực được */
    RAS_OUTCOME_NO_NUMBER = 3,  /* khong_so        không có số giấy tờ */
    RAS_OUTCOME_MALFORMED = 4,  /* sai_dinh_dang   số sai định dạng */
    RAS_OUTCOME_COUNT
};
const char *ras_outcome_name(enum ras_outcome outcome);       /* "dung" */
const char *ras_outcome_vietnamese(enum ras_outcome outcome); /* "đúng thông tin" */

struct ras_candidate {
    uint32_t resident;    /* row of the index */
    uint32_t passes;      /* bit per pass of block/passes.def that this pair met in */
    int32_t weight;       /* millibits, without the prior */
    uint32_t probability; /* millionths: that this resident is the one */
    struct ras_levels levels;
};

#define RAS_CANDIDATES_SHOWN 5

/* What is decided about one row. candidates[0] is the best; the rest are there for review. */
struct ras_decision {
    uint8_t decision;        /* enum ras_decision_kind */
    uint8_t candidate_count; /* shown below, best first: weight down, then resident row up */
    uint32_t pair_count;     /* residents compared */
    uint32_t present;        /* millionths: that any of the residents is the row's person */
    int32_t margin;          /* millibits over the second candidate, INT32_MAX = there is none */
    struct ras_candidate candidates[RAS_CANDIDATES_SHOWN];
};

#endif
