/* Every list that is one line to add to: names unique, texts there, counts within the bits that are
 * kept for them. What is special to one list is tested beside its file. */
#include "block/passes.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "compare/text_comparator.h"
#include "engine/source_run.h"
#include "normalise/transform.h"
#include "quality/metrics.h"
#include "quality/rules.h"
#include "read/streams.h"
#include "record/batch.h"
#include "record/fields.h"
#include "record/issue.h"
#include "record/pair.h"
#include "record/person.h"
#include "report/report.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <string.h>

typedef const char *text_function(unsigned position);

/* Lower-case words joined by _, none twice. */
static void expect_names(unsigned count, text_function *name, const char *list)
{
    cr_assert_gt(count, 0, "%s", list);
    for (unsigned i = 0; i < count; i++) {
        const char *const text = name(i);
        cr_assert_not_null(text, "%s %u", list, i);
        cr_assert(islower((unsigned char)text[0]), "%s: '%s'", list, text);
        for (const char *c = text; *c != '\0'; c++)
            cr_assert(islower((unsigned char)*c) || isdigit((unsigned char)*c) || *c == '_',
                      "%s: '%s'", list, text);
        for (unsigned k = 0; k < i; k++)
            cr_assert_str_neq(text, name(k), "%s: '%s' stands twice", list, text);
    }
}

static void expect_texts(unsigned count, text_function *text, const char *list)
{
    for (unsigned i = 0; i < count; i++) {
        cr_assert_not_null(text(i), "%s %u", list, i);
        cr_assert_gt(strlen(text(i)), 1, "%s %u", list, i);
        cr_assert_neq(text(i)[strlen(text(i)) - 1], ' ', "%s %u", list, i);
        for (unsigned k = 0; k < i; k++)
            cr_assert_str_neq(text(i), text(k), "%s: '%s' stands twice", list, text(i));
    }
}

#define TEXT_OF(function, type)                                                                    \
    static const char *function##_at(unsigned position)                                            \
    {                                                                                              \
        return function((type)position);                                                           \
    }
TEXT_OF(ras_field_name, enum ras_field)
TEXT_OF(ras_kind_name, enum ras_source_kind)
TEXT_OF(ras_kind_vietnamese, enum ras_source_kind)
TEXT_OF(ras_repair_name, enum ras_repair)
TEXT_OF(ras_repair_vietnamese, enum ras_repair)
TEXT_OF(ras_reject_name, enum ras_reject_code)
TEXT_OF(ras_reject_vietnamese, enum ras_reject_code)
TEXT_OF(ras_comparator_name, enum ras_comparator)
TEXT_OF(ras_comparator_vietnamese, enum ras_comparator)
TEXT_OF(ras_pass_name, enum ras_pass)
TEXT_OF(ras_pass_vietnamese, enum ras_pass)
TEXT_OF(ras_outcome_name, enum ras_outcome)
TEXT_OF(ras_outcome_vietnamese, enum ras_outcome)
TEXT_OF(ras_decision_name, enum ras_decision_kind)
TEXT_OF(ras_word_name, enum ras_word)
TEXT_OF(ras_word_vietnamese, enum ras_word)
TEXT_OF(ras_office_name, enum ras_office)
TEXT_OF(ras_office_vietnamese, enum ras_office)
TEXT_OF(ras_scope_name, enum ras_scope)
#undef TEXT_OF

#define NAMES(function, count) expect_names(count, function##_at, #function)
#define TEXTS(function, count) expect_texts(count, function##_at, #function)

Test(registries, names_are_unique_and_texts_are_there)
{
    NAMES(ras_field_name, RAS_FIELD_COUNT);
    NAMES(ras_kind_name, RAS_KIND_COUNT);
    TEXTS(ras_kind_vietnamese, RAS_KIND_COUNT);
    NAMES(ras_repair_name, RAS_REPAIR_COUNT);
    TEXTS(ras_repair_vietnamese, RAS_REPAIR_COUNT);
    NAMES(ras_reject_name, RAS_REJECT_CODE_COUNT);
    TEXTS(ras_reject_vietnamese, RAS_REJECT_CODE_COUNT);
    NAMES(ras_comparator_name, RAS_COMPARATOR_COUNT);
    TEXTS(ras_comparator_vietnamese, RAS_COMPARATOR_COUNT);
    NAMES(ras_pass_name, RAS_PASS_COUNT);
    TEXTS(ras_pass_vietnamese, RAS_PASS_COUNT);
    NAMES(ras_outcome_name, RAS_OUTCOME_COUNT);
    TEXTS(ras_outcome_vietnamese, RAS_OUTCOME_COUNT);
    NAMES(ras_decision_name, 3);
    NAMES(ras_word_name, RAS_WORD_COUNT);
    TEXTS(ras_word_vietnamese, RAS_WORD_COUNT);
    NAMES(ras_office_name, RAS_OFFICE_COUNT);
    TEXTS(ras_office_vietnamese, RAS_OFFICE_COUNT);
    NAMES(ras_scope_name, 4);
    expect_names(ras_text_comparator_count(), ras_text_comparator_name, "text comparators");
    expect_names(ras_transform_count(), ras_transform_name, "transforms");
}

Test(registries, names_of_fields_and_kinds_are_found_again)
{
    for (unsigned i = 0; i < RAS_FIELD_COUNT; i++) {
        const char *const name = ras_field_name_at(i);
        cr_assert_eq(ras_field_find((struct ras_bytes){name, strlen(name)}), i);
    }
    for (unsigned i = 0; i < RAS_KIND_COUNT; i++) {
        const char *const name = ras_kind_name_at(i);
        cr_assert_eq(ras_kind_find((struct ras_bytes){name, strlen(name)}), i);
    }
    for (unsigned group = 1; group <= 8; group++)
        cr_assert_gt(strlen(ras_group_vietnamese(group)), 3);
}

Test(registries, levels_are_numbered_named_and_fit_four_bits)
{
    cr_assert_leq(RAS_LEVEL_MAX, 15);
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++) {
        const enum ras_comparator comparator = (enum ras_comparator)c;
        const unsigned count = ras_level_count(comparator);
        cr_assert(count >= 2 && count <= RAS_LEVEL_MAX, "%s", ras_comparator_name(comparator));
        cr_assert_lt(ras_comparator_field(comparator), RAS_FIELD_COUNT);
        cr_assert_str_eq(ras_level_name(comparator, 0), "missing");
        cr_assert_str_eq(ras_level_name(comparator, 1), "equal");
        for (unsigned level = 0; level <= count; level++) {
            cr_assert_gt(strlen(ras_level_name(comparator, level)), 0);
            cr_assert_gt(strlen(ras_level_vietnamese(comparator, level)), 0);
            cr_assert_null(strpbrk(ras_level_name(comparator, level), "|=, \""));
            for (unsigned other = 0; other < level; other++)
                cr_assert_str_neq(ras_level_name(comparator, level),
                                  ras_level_name(comparator, other));
        }
    }
}

Test(registries, levels_survive_packing)
{
    struct ras_levels levels, back;
    for (unsigned shift = 0; shift < 16; shift++) {
        for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
            levels.level[c] = (uint8_t)((c * 7 + shift) % 16);
        back = ras_levels_unpack(ras_levels_pack(&levels));
        cr_assert_eq(memcmp(&levels, &back, sizeof levels), 0);
    }
}

/* The widths of struct ras_row_state and of the sets. */
Test(registries, counts_fit_the_bits_kept_for_them)
{
    struct ras_row_state state;
    memset(&state, 0xFF, sizeof state);
    cr_assert_leq(4 * RAS_COMPARATOR_COUNT, 44);
    cr_assert_eq(state.levels, (UINT64_C(1) << 44) - 1);
    cr_assert_leq(RAS_PASS_COUNT, 16);
    cr_assert_eq(state.passes, (1 << 16) - 1);
    cr_assert_leq(RAS_EVENT_OTHER, state.event_type);
    cr_assert_leq(RAS_DECISION_MATCH, state.decision);
    cr_assert_leq(RAS_FACT_RECORD_ID_REPEATED, state.facts);
    cr_assert_leq(UINT64_C(999999999999), state.personal_id);
    cr_assert_leq(1000000, state.probability);
    cr_assert_leq(RAS_FIELD_COUNT, 64); /* RAS_FIELD_BIT */
    cr_assert_leq(RAS_REPAIR_COUNT, 64);
    cr_assert_leq(ras_rule_count(), RAS_RULES_MAX);
    struct ras_quality_settings settings;
    ras_quality_defaults(&settings);
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++) {
        cr_assert_neq(settings.mandatory[kind], 0);
        cr_assert_leq((unsigned)__builtin_popcountll(settings.mandatory[kind]), state.mandatory);
    }
    const struct ras_source_summary *const summary = NULL;
    cr_assert_leq(RAS_PASS_COUNT, sizeof summary->pass_count / sizeof summary->pass_count[0]);
}

Test(registries, measures_are_described_and_their_rules_exist)
{
    cr_assert_gt(ras_measure_count(), 10);
    for (unsigned i = 0; i < ras_measure_count(); i++) {
        const struct ras_measure_info *const info = ras_measure_at(i);
        cr_assert_gt(strlen(info->name), 0);
        cr_assert_gt(strlen(info->vietnamese), 3, "%s", info->name);
        cr_assert_gt(strlen(info->english), 3, "%s", info->name);
        for (unsigned k = 0; k < i; k++)
            cr_assert_str_neq(info->name, ras_measure_at(k)->name);
        for (const char *code = info->rules; *code != '\0';) {
            const size_t length = strcspn(code, "|");
            bool found = false;
            for (unsigned rule = 0; rule < ras_rule_count(); rule++)
                found = found || (strlen(ras_rule_at(rule)->code) == length &&
                                  strncmp(ras_rule_at(rule)->code, code, length) == 0);
            cr_assert(found, "%s: %s", info->name, code);
            code += length + (code[length] == '|');
        }
    }
}

Test(registries, rules_have_texts)
{
    for (unsigned rule = 0; rule < ras_rule_count(); rule++) {
        const struct ras_rule_info *const info = ras_rule_at(rule);
        cr_assert_gt(strlen(info->vietnamese), 5, "%s", info->code);
        cr_assert_gt(strlen(info->english), 5, "%s", info->code);
        cr_assert(!info->needs_person || strlen(info->action) > 5, "%s", info->code);
        for (unsigned k = 0; k < rule; k++)
            cr_assert_str_neq(info->code, ras_rule_at(k)->code);
    }
}

Test(registries, streams_can_be_opened_and_the_last_takes_anything)
{
    static const struct ras_stream_kind *const kinds[] = {
#define STREAM(name) &ras_stream_kind_##name,
#include "read/streams.def"
#undef STREAM
    };
    const size_t count = sizeof kinds / sizeof kinds[0];
    for (size_t i = 0; i < count; i++) {
        cr_assert_gt(strlen(kinds[i]->name), 0);
        cr_assert(kinds[i]->read != NULL);
        cr_assert_eq(kinds[i]->magic == NULL, i == count - 1);
        for (size_t k = 0; k < i; k++)
            cr_assert_str_neq(kinds[i]->name, kinds[k]->name);
    }
}

Test(registries, headers_stand_once_under_a_field)
{
    static const struct {
        enum ras_field field;
        const char *folded, *written;
    } headers[] = {
#define HEADER(field, strength, folded, written) {RAS_FIELD_##field, folded, written},
#include "read/headers.def"
#undef HEADER
    };
    const size_t count = sizeof headers / sizeof headers[0];
    for (size_t i = 0; i < count; i++) {
        cr_assert_gt(strlen(headers[i].written), 0);
        for (size_t k = 0; k < i; k++)
            cr_assert(headers[i].field != headers[k].field ||
                          strcmp(headers[i].folded, headers[k].folded) != 0,
                      "'%s' stands twice", headers[i].written);
    }
}

Test(registries, messages_name_the_same_values_in_both_languages)
{
    for (unsigned i = 0; i < RAS_MESSAGE_COUNT; i++) {
        const char *const english = ras_message(RAS_ENGLISH, (enum ras_message)i);
        const char *const vietnamese = ras_message(RAS_VIETNAMESE, (enum ras_message)i);
        cr_assert_gt(strlen(english), 0);
        cr_assert_gt(strlen(vietnamese), 0);
        static const char *const values[] = {"{1}", "{2}", "{3}"};
        for (unsigned v = 0; v < 3; v++)
            cr_assert_eq(strstr(english, values[v]) == NULL, strstr(vietnamese, values[v]) == NULL,
                         "%s", english);
    }
}

Test(registries, outputs_of_a_source_stand_in_folders_of_their_own)
{
    for (unsigned i = 0; i < RAS_REPORT_COUNT; i++)
        for (unsigned k = 0; k < i; k++)
            cr_assert_str_neq(ras_report_at((enum ras_report)i)->pattern,
                              ras_report_at((enum ras_report)k)->pattern);
}
