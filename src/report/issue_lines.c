/* issues/<source>.csv and proposals/<register>.csv. */
#include "report/report.h"

#include "base/bytes.h"
#include "report/line_fields.h"

#include <assert.h>

/* Task, the words of the rule, commune, office, field, the commas and the line end. */
#define ISSUE_FIXED_BYTES (16u + 3 * RAS_LINE_WORD_BYTES + RAS_PUT_COMMUNE_MAX + 16u)
/* Field, rule, probability, the commas and the line end. */
#define PROPOSAL_FIXED_BYTES (2 * RAS_LINE_WORD_BYTES + RAS_PUT_PROBABILITY_MAX + 16u)

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
void ras_issue_append(struct ras_text *out, const struct ras_line_words *words, uint64_t task_id,
                      const struct ras_line_key *record, const struct ras_issue *issue,
                      uint32_t commune)
{
    const size_t texts =
        RAS_PUT_KEY_MAX(record->text.length) + RAS_PUT_TEXT_MAX(issue->value.length) +
        RAS_PUT_TEXT_MAX(issue->proposal.length) + RAS_PUT_TEXT_MAX(issue->evidence.length);
    assert(issue->rule < words->rule_count);
    if (!ras_text_reserve(out, ISSUE_FIXED_BYTES + texts))
        return;
    char *at = out->data + out->length;
    at = task_id == 0 ? at : ras_put_hash(at, task_id);
    *at++ = ',';
    at = ras_put_key(at, record);
    *at++ = ',';
    at = ras_put_line_word(at, &words->issues[issue->rule]);
    at = ras_put_commune(at, commune);
    *at++ = ',';
    at = ras_put_line_word(at, &words->offices[issue->office]);
    at = ras_put_line_word(at, &words->fields[issue->field]);
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

void ras_proposal_append(struct ras_text *out, const struct ras_line_words *words,
                         const struct ras_proposal_line *line)
{
    const size_t texts = line->register_name.length + RAS_PUT_TEXT_MAX(line->key.length) +
                         RAS_PUT_TEXT_MAX(line->old_value.length) +
                         RAS_PUT_TEXT_MAX(line->new_value.length) + line->source.length +
                         2 * RAS_PUT_KEY_MAX(line->record->text.length);
    assert(line->rule < words->rule_count);
    if (!ras_text_reserve(out, PROPOSAL_FIXED_BYTES + texts))
        return;
    char *at = out->data + out->length;
    at = put_word(at, line->register_name);
    at = line->key.length == 0 ? ras_put_key(at, line->record) : ras_put_text(at, line->key);
    *at++ = ',';
    at = ras_put_line_word(at, &words->fields[line->field]);
    at = ras_put_text(at, line->old_value);
    *at++ = ',';
    at = ras_put_text(at, line->new_value);
    *at++ = ',';
    at = ras_put_line_word(at, &words->codes[line->rule]);
    at[-1] = ','; /* for the bar */
    at = ras_put_probability(at, line->probability);
    *at++ = ',';
    at = put_word(at, line->source);
    at = ras_put_key(at, line->record);
    *at++ = '\n';
    out->length = (size_t)(at - out->data);
    assert(out->length <= out->capacity);
}
