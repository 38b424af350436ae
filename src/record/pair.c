/* Names of comparators, levels, decisions and outcomes, from the lists in pair.h. */
#include "record/pair.h"

#include <assert.h>
#include <stddef.h>

static_assert(RAS_COMPARATOR_COUNT * 4 <= 64, "a vector of levels packs into 64 bits");

struct level_row {
    enum ras_comparator comparator;
    unsigned number;
    const char *name;
    const char *vietnamese;
};

static const struct level_row level_rows[] = {
#define LEVEL(COMPARATOR, ENUM, number, name, vietnamese)                                          \
    {RAS_COMPARATOR_##COMPARATOR, number, name, vietnamese},
    RAS_LEVELS(LEVEL)
#undef LEVEL
};

static const struct level_row *level_find(enum ras_comparator comparator, unsigned level)
{
    for (size_t i = 0; i < sizeof level_rows / sizeof level_rows[0]; i++)
        if (level_rows[i].comparator == comparator && level_rows[i].number == level)
            return &level_rows[i];
    return NULL;
}

const char *ras_comparator_name(enum ras_comparator comparator)
{
    static const char *const names[] = {
#define COMPARATOR(ENUM, name, field, vietnamese) #name,
        RAS_COMPARATORS(COMPARATOR)
#undef COMPARATOR
    };
    assert(comparator < RAS_COMPARATOR_COUNT);
    return names[comparator];
}

const char *ras_comparator_vietnamese(enum ras_comparator comparator)
{
    static const char *const names[] = {
#define COMPARATOR(ENUM, name, field, vietnamese) vietnamese,
        RAS_COMPARATORS(COMPARATOR)
#undef COMPARATOR
    };
    assert(comparator < RAS_COMPARATOR_COUNT);
    return names[comparator];
}

enum ras_field ras_comparator_field(enum ras_comparator comparator)
{
    static const enum ras_field fields[] = {
#define COMPARATOR(ENUM, name, field, vietnamese) RAS_FIELD_##field,
        RAS_COMPARATORS(COMPARATOR)
#undef COMPARATOR
    };
    assert(comparator < RAS_COMPARATOR_COUNT);
    return fields[comparator];
}

unsigned ras_level_count(enum ras_comparator comparator)
{
    unsigned count = 0;
    for (size_t i = 0; i < sizeof level_rows / sizeof level_rows[0]; i++)
        if (level_rows[i].comparator == comparator && level_rows[i].number > count)
            count = level_rows[i].number;
    return count;
}

const char *ras_level_name(enum ras_comparator comparator, unsigned level)
{
    const struct level_row *const row = level_find(comparator, level);
    return row == NULL ? "missing" : row->name;
}

const char *ras_level_vietnamese(enum ras_comparator comparator, unsigned level)
{
    const struct level_row *const row = level_find(comparator, level);
    return row == NULL ? "không có" : row->vietnamese;
}

const char *ras_decision_name(enum ras_decision_kind decision)
{
    switch (decision) {
    case RAS_DECISION_NONE: return "none";
    case RAS_DECISION_REVIEW: return "review";
    case RAS_DECISION_MATCH: return "match";
    }
    return "none";
}

const char *ras_outcome_name(enum ras_outcome outcome)
{
    static const char *const names[RAS_OUTCOME_COUNT] = {"dung", "sai", "chua_xac_thuc", "khong_so",
                                                         "sai_dinh_dang"};
    assert(outcome < RAS_OUTCOME_COUNT);
    return names[outcome];
}

const char *ras_outcome_vietnamese(enum ras_outcome outcome)
{
    static const char *const names[RAS_OUTCOME_COUNT] = {"đúng thông tin", "sai thông tin",
                                                         "chưa xác thực được",
                                                         "không có số giấy tờ", "số sai định dạng"};
    assert(outcome < RAS_OUTCOME_COUNT);
    return names[outcome];
}
