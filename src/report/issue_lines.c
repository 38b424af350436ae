/* issues/<source>.csv and proposals/<register>.csv. */
#include "report/report.h"

#include "base/bytes.h"
#include "report/line_fields.h"

#include <assert.h>

/* Task, group, severity, commune, the commas and the line end. */
#define ISSUE_FIXED_BYTES (16u + 2 * RAS_PUT_UNSIGNED_MAX + RAS_PUT_COMMUNE_MAX + 16u)
/* Probability, the commas and the line end. */
#define PROPOSAL_FIXED_BYTES (RAS_PUT_PROBABILITY_MAX + 16u)

/* A word of the project's own, which needs no quotes, and the comma after it. */
static char *put_word(char *at, struct ras_bytes word)
{
    at = ras_put_bytes(at, word.data, word.length);
    *at++ = ',';
    return at;
}

void ras_issue_header(struct ras_text *out)
{
    ras_text_string(out, ras_report_at(RAS_REPORT_ISSUES)->columns);
    ras_text_char(out, '\n');
}

/* One reservation per line, then plain copies: there are two issues a row. */
void ras_issue_append(struct ras_text *out, uint64_t task_id, struct ras_bytes record_id,
                      const struct ras_rule_info *rule, const struct ras_issue *issue,
                      uint32_t commune)
{
    const struct ras_bytes code = ras_bytes_of(rule->code);
    const struct ras_bytes word = ras_bytes_of(ras_word_name(rule->word));
    const struct ras_bytes office = ras_bytes_of(ras_office_name(issue->office));
    const struct ras_bytes field = issue->field == RAS_FIELD_NONE
                                       ? RAS_LITERAL("")
                                       : ras_bytes_of(ras_field_name(issue->field));
    const size_t words = code.length + word.length + office.length + field.length;
    const size_t texts =
        RAS_PUT_TEXT_MAX(record_id.length) + RAS_PUT_TEXT_MAX(issue->value.length) +
        RAS_PUT_TEXT_MAX(issue->proposal.length) + RAS_PUT_TEXT_MAX(issue->evidence.length);
    if (!ras_text_reserve(out, ISSUE_FIXED_BYTES + words + texts))
        return;
    char *at = out->data + out->length;
    at = task_id == 0 ? at : ras_put_hash(at, task_id);
    *at++ = ',';
    at = ras_put_text(at, record_id);
    *at++ = ',';
    at = put_word(at, code);
    at = put_word(at, word);
    at = ras_put_unsigned(at, rule->group);
    *at++ = ',';
    at = ras_put_unsigned(at, rule->severity);
    *at++ = ',';
    at = ras_put_commune(at, commune);
    *at++ = ',';
    at = put_word(at, office);
    at = put_word(at, field);
    at = ras_put_text(at, issue->value);
    *at++ = ',';
    at = ras_put_text(at, issue->proposal);
    *at++ = ',';
    at = ras_put_text(at, issue->evidence);
    *at++ = '\n';
    out->length = (size_t)(at - out->data);
    assert(out->length <= out->capacity);
}

void ras_proposal_header(struct ras_text *out)
{
    ras_text_string(out, ras_report_at(RAS_REPORT_PROPOSALS)->columns);
    ras_text_char(out, '\n');
}

void ras_proposal_append(struct ras_text *out, const struct ras_proposal_line *line)
{
    const struct ras_bytes register_name = ras_bytes_of(line->register_name);
    const struct ras_bytes source = ras_bytes_of(line->source);
    const struct ras_bytes rule = ras_bytes_of(line->rule);
    const struct ras_bytes field =
        line->field == RAS_FIELD_NONE ? RAS_LITERAL("") : ras_bytes_of(ras_field_name(line->field));
    const size_t texts =
        RAS_PUT_TEXT_MAX(register_name.length) + RAS_PUT_TEXT_MAX(line->key.length) +
        RAS_PUT_TEXT_MAX(line->old_value.length) + RAS_PUT_TEXT_MAX(line->new_value.length) +
        RAS_PUT_TEXT_MAX(source.length) + RAS_PUT_TEXT_MAX(line->record_id.length);
    if (!ras_text_reserve(out, PROPOSAL_FIXED_BYTES + rule.length + field.length + texts))
        return;
    char *at = out->data + out->length;
    at = ras_put_text(at, register_name);
    *at++ = ',';
    at = ras_put_text(at, line->key);
    *at++ = ',';
    at = put_word(at, field);
    at = ras_put_text(at, line->old_value);
    *at++ = ',';
    at = ras_put_text(at, line->new_value);
    *at++ = ',';
    at = put_word(at, rule);
    at = ras_put_probability(at, line->probability);
    *at++ = ',';
    at = ras_put_text(at, source);
    *at++ = ',';
    at = ras_put_text(at, line->record_id);
    *at++ = '\n';
    out->length = (size_t)(at - out->data);
    assert(out->length <= out->capacity);
}
