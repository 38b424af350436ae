/* Words with their commas. */
#include "report/line_words.h"

#include <assert.h>

static void word_add(struct ras_line_word *word, const char *text)
{
    const size_t length = strlen(text);
    assert(word->length + length <= sizeof word->text);
    memcpy(word->text + word->length, text, length);
    word->length = (uint8_t)(word->length + length);
}

static void word_add_unsigned(struct ras_line_word *word, unsigned value)
{
    char digits[12];
    char *first = digits + sizeof digits - 1;
    *first = '\0';
    do {
        *--first = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    word_add(word, first);
}

static void rules_make(struct ras_line_words *words, const struct ras_rule_info *const *rules)
{
    for (unsigned rule = 0; rule < words->rule_count; rule++) {
        const struct ras_rule_info *const info = rules[rule];
        struct ras_line_word *const issue = &words->issues[rule];
        word_add(&words->codes[rule], info->code);
        word_add(&words->codes[rule], "|");
        word_add(issue, info->code);
        word_add(issue, ",");
        word_add(issue, ras_word_name(info->word));
        word_add(issue, ",");
        word_add_unsigned(issue, info->group);
        word_add(issue, ",");
        word_add_unsigned(issue, info->severity);
        word_add(issue, ",");
    }
}

void ras_line_words_make(struct ras_line_words *words, const struct ras_rule_info *const *rules,
                         unsigned rule_count, const char *const *pass_names, unsigned pass_count)
{
    assert(rule_count <= RAS_RULES_MAX && pass_count <= RAS_LINE_PASSES_MAX);
    memset(words, 0, sizeof *words);
    words->rule_count = rule_count;
    words->pass_count = pass_count;
    rules_make(words, rules);
    for (unsigned pass = 0; pass < pass_count; pass++) {
        word_add(&words->passes[pass], pass_names[pass]);
        word_add(&words->passes[pass], "|");
    }
    for (unsigned office = 0; office < RAS_OFFICE_COUNT; office++) {
        word_add(&words->offices[office], ras_office_name((enum ras_office)office));
        word_add(&words->offices[office], ",");
    }
    for (unsigned field = 0; field <= RAS_FIELD_COUNT; field++) {
        if (field != RAS_FIELD_NONE)
            word_add(&words->fields[field], ras_field_name((enum ras_field)field));
        word_add(&words->fields[field], ",");
    }
    for (unsigned outcome = 0; outcome < RAS_OUTCOME_COUNT; outcome++) {
        word_add(&words->outcomes[outcome], ras_outcome_name((enum ras_outcome)outcome));
        word_add(&words->outcomes[outcome], ",");
    }
}
