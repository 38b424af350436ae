/* Fields of lines, read back. */
#include "engine/explain_lines.h"

#include "base/bytes.h"

#include <assert.h>
#include <string.h>

enum match_column {
    DECISION,
    OUTCOME,
    RESIDENT,
    PROBABILITY,
    WEIGHT,
    MARGIN,
    PASS,
    LEVELS,
    ISSUES
};
const char *const ras_match_columns[RAS_MATCH_COLUMN_COUNT] = {
    "decision", "outcome", "resident_id", "probability", "weight",
    "margin",   "pass",    "levels",      "issues"};
static_assert(ISSUES + 1 == RAS_MATCH_COLUMN_COUNT, "as many columns as names");

int64_t ras_line_fixed(struct ras_bytes text, unsigned decimals)
{
    int64_t value = 0;
    bool point = false, negative = false;
    for (size_t i = 0; i < text.length; i++) {
        const char c = text.data[i];
        if (c == '-')
            negative = true;
        else if (c == '.')
            point = true;
        else if (c >= '0' && c <= '9' && value < INT64_MAX / 100) {
            if (point && decimals == 0)
                break;
            value = value * 10 + (c - '0');
            decimals -= point;
        }
    }
    for (; decimals > 0 && value < INT64_MAX / 100; decimals--)
        value *= 10;
    return negative ? -value : value;
}

/* The next item of a list joined by bars; false at its end. */
static bool item_next(struct ras_bytes *list, struct ras_bytes *item)
{
    if (list->length == 0)
        return false;
    const char *const bar = memchr(list->data, '|', list->length);
    item->data = list->data;
    item->length = bar == NULL ? list->length : (size_t)(bar - list->data);
    const size_t taken = item->length + (bar != NULL);
    list->data += taken;
    list->length -= taken;
    return true;
}

static uint32_t passes_parse(struct ras_bytes list)
{
    struct ras_bytes item;
    uint32_t passes = 0;
    while (item_next(&list, &item))
        for (unsigned pass = 0; pass < RAS_PASS_WORDS; pass++)
            if (ras_bytes_equal(item, ras_bytes_of(ras_pass_name((enum ras_pass)pass))))
                passes |= UINT32_C(1) << pass;
    return passes;
}

static void level_parse(struct ras_bytes name, struct ras_bytes level_name,
                        struct ras_levels *levels)
{
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        const enum ras_comparator comparator = (enum ras_comparator)i;
        if (!ras_bytes_equal(name, ras_bytes_of(ras_comparator_name(comparator))))
            continue;
        for (unsigned level = 1; level <= ras_level_count(comparator); level++)
            if (ras_bytes_equal(level_name, ras_bytes_of(ras_level_name(comparator, level))))
                levels->level[i] = (uint8_t)level;
    }
}

struct ras_levels ras_line_levels_parse(struct ras_bytes list)
{
    struct ras_levels levels = {{0}};
    struct ras_bytes item;
    while (item_next(&list, &item)) {
        const char *const sign = memchr(item.data, '=', item.length);
        if (sign == NULL)
            continue;
        const size_t name_length = (size_t)(sign - item.data);
        level_parse((struct ras_bytes){item.data, name_length},
                    (struct ras_bytes){sign + 1, item.length - name_length - 1}, &levels);
    }
    return levels;
}

void ras_explain_line_fill(const struct ras_run_line *found, struct ras_explain_line *line)
{
    const struct ras_bytes *const values = found->values;
    for (unsigned i = RAS_DECISION_NONE; i <= RAS_DECISION_MATCH; i++)
        if (ras_bytes_equal(values[DECISION],
                            ras_bytes_of(ras_decision_name((enum ras_decision_kind)i))))
            line->decision = (enum ras_decision_kind)i;
    for (unsigned i = 0; i < RAS_OUTCOME_COUNT; i++)
        if (ras_bytes_equal(values[OUTCOME], ras_bytes_of(ras_outcome_name((enum ras_outcome)i))))
            line->outcome = (enum ras_outcome)i;
    line->resident_id = values[RESIDENT];
    line->has_candidate = values[PROBABILITY].length > 0;
    line->probability = (uint32_t)ras_line_fixed(values[PROBABILITY], 6);
    line->weight = (int32_t)ras_line_fixed(values[WEIGHT], 3);
    line->margin =
        values[MARGIN].length == 0 ? INT32_MAX : (int32_t)ras_line_fixed(values[MARGIN], 3);
    line->passes = passes_parse(values[PASS]);
    line->levels = ras_line_levels_parse(values[LEVELS]);
    line->issues = values[ISSUES];
}
