/* The keys of block/passes.c taken apart again.
 *
 * The table below repeats which parts each key is made of; a test holds it against the keys: two
 * subjects have one key exactly where all parts are there and equal. */
#include "engine/explain_passes.h"

#include "record/date.h"

#include <assert.h>
#include <stddef.h>

enum part {
    PART_END,
    PART_ID,
    PART_ID_TAIL,
    PART_OLD_ID,
    PART_NAME,
    PART_BAG,
    PART_GIVEN,
    PART_DATE,
    PART_YEAR,
    PART_SEX,
    PART_COMMUNE,
    PART_MOTHER,
    PART_COUNT
};

static const char *const part_names[PART_COUNT] = {
    "",      "personal_id", "personal_id_tail", "old_id", "full_name", "name_syllables",
    "given", "birth_date",  "birth_year",       "sex",    "commune",   "mother_name"};
static const char *const part_vietnamese[PART_COUNT] = {"",
                                                        "số định danh",
                                                        "sáu số cuối",
                                                        "số CMND",
                                                        "họ tên không dấu",
                                                        "các chữ của họ tên",
                                                        "tên",
                                                        "ngày sinh đầy đủ",
                                                        "năm sinh",
                                                        "giới tính",
                                                        "xã",
                                                        "họ tên mẹ"};

static const enum part pass_parts[RAS_PASS_COUNT][RAS_KEY_PARTS_MAX] = {
    [RAS_PASS_ID] = {PART_ID},
    [RAS_PASS_OLD_ID_YEAR] = {PART_OLD_ID, PART_YEAR},
    [RAS_PASS_NAME_DATE] = {PART_NAME, PART_DATE},
    [RAS_PASS_NAME_YEAR_COMMUNE] = {PART_NAME, PART_YEAR, PART_COMMUNE},
    [RAS_PASS_BAG_DATE] = {PART_BAG, PART_DATE},
    [RAS_PASS_GIVEN_DATE_SEX] = {PART_GIVEN, PART_DATE, PART_SEX},
    [RAS_PASS_ID_TAIL_YEAR] = {PART_ID_TAIL, PART_YEAR},
    [RAS_PASS_MOTHER_DATE] = {PART_MOTHER, PART_DATE},
    [RAS_PASS_DATE_COMMUNE] = {PART_DATE, PART_COMMUNE},
    [RAS_PASS_NAME_COMMUNE] = {PART_NAME, PART_COMMUNE},
    [RAS_PASS_NAME_YEAR] = {PART_NAME, PART_YEAR},
};

static const enum ras_comparator part_comparators[PART_COUNT] = {
    [PART_ID] = RAS_COMPARATOR_PERSONAL_ID,    [PART_ID_TAIL] = RAS_COMPARATOR_PERSONAL_ID,
    [PART_OLD_ID] = RAS_COMPARATOR_OLD_ID,     [PART_NAME] = RAS_COMPARATOR_NAME,
    [PART_BAG] = RAS_COMPARATOR_NAME,          [PART_GIVEN] = RAS_COMPARATOR_NAME,
    [PART_DATE] = RAS_COMPARATOR_BIRTH_DATE,   [PART_YEAR] = RAS_COMPARATOR_BIRTH_DATE,
    [PART_SEX] = RAS_COMPARATOR_SEX,           [PART_COMMUNE] = RAS_COMPARATOR_COMMUNE,
    [PART_MOTHER] = RAS_COMPARATOR_MOTHER_NAME};

uint32_t ras_pass_comparators(enum ras_pass pass)
{
    uint32_t comparators = 0;
    for (unsigned i = 0; i < RAS_KEY_PARTS_MAX && pass_parts[pass][i] != PART_END; i++)
        comparators |= UINT32_C(1) << part_comparators[pass_parts[pass][i]];
    return comparators;
}

/* The value that stands for a part in the key, 0 = missing. */
static void parts_of(const struct ras_subject *subject, uint64_t *values)
{
    const struct ras_resident *const fields = &subject->fields;
    const bool full_date = ras_date_precision(fields->birth_date) == RAS_DATE_DAY;
    struct ras_name_keys name, mother;
    ras_name_keys_make(&subject->name, &name);
    ras_name_keys_make(&subject->mother, &mother);
    values[PART_END] = 0;
    values[PART_ID] = fields->personal_id;
    values[PART_ID_TAIL] = fields->personal_id % 1000000;
    values[PART_OLD_ID] = fields->old_id;
    values[PART_NAME] = name.folded;
    values[PART_BAG] = name.bag;
    values[PART_GIVEN] = name.given;
    values[PART_DATE] = full_date ? ras_date_value(fields->birth_date) : 0;
    values[PART_YEAR] = ras_date_year(fields->birth_date);
    values[PART_SEX] = fields->sex;
    values[PART_COMMUNE] = fields->commune;
    values[PART_MOTHER] = mother.folded;
}

static enum ras_part_state part_state(uint64_t row, uint64_t resident)
{
    if (row == 0)
        return RAS_PART_ROW_LACKS;
    if (resident == 0)
        return RAS_PART_RESIDENT_LACKS;
    return row == resident ? RAS_PART_EQUAL : RAS_PART_DIFFERS;
}

/* The keys are equal: is the block small enough to be searched? */
static enum ras_meeting block_meeting(const struct ras_index *index, enum ras_pass pass,
                                      uint64_t key, const struct ras_subject *row,
                                      const struct ras_subject *resident, uint32_t *block_rows)
{
    *block_rows = ras_postings_find(&index->blocks[pass], key).count;
    if (*block_rows <= index->block_rows_max)
        return RAS_MEETING_MET;
    const uint64_t finer = ras_key_refine(pass, key, row);
    if (finer == 0 || finer != ras_key_refine(pass, key, resident))
        return RAS_MEETING_REFINED;
    const uint32_t finer_rows = ras_postings_find(&index->refined[pass], finer).count;
    return finer_rows <= index->block_rows_max ? RAS_MEETING_MET : RAS_MEETING_CAPPED;
}

void ras_explain_passes(const struct ras_index *index, const struct ras_subject *row,
                        const struct ras_subject *resident, struct ras_explain_pass *passes)
{
    uint64_t row_values[PART_COUNT], resident_values[PART_COUNT];
    struct ras_keys keys;
    parts_of(row, row_values);
    parts_of(resident, resident_values);
    ras_keys_make(row, &keys);
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        struct ras_explain_pass *const told = &passes[pass];
        bool equal = true;
        *told = (struct ras_explain_pass){.meeting = RAS_MEETING_APART};
        for (unsigned i = 0; i < RAS_KEY_PARTS_MAX; i++) {
            const enum part part = pass_parts[pass][i];
            if (part == PART_END)
                break;
            told->part_names[i] = part_names[part];
            told->part_vietnamese[i] = part_vietnamese[part];
            told->parts[i] = part_state(row_values[part], resident_values[part]);
            equal = equal && told->parts[i] == RAS_PART_EQUAL;
            told->part_count++;
        }
        assert(told->part_count > 0); /* a new pass needs its line in pass_parts */
        if (equal)
            told->meeting = block_meeting(index, (enum ras_pass)pass, keys.key[pass], row, resident,
                                          &told->block_rows);
    }
}
