/* issues/<source>.csv and proposals/<register>.csv. */
#include "report/report.h"

#include "base/bytes.h"
#include "report/line_fields.h"

void ras_issue_header(struct ras_text *out)
{
    ras_text_string(out, ras_report_at(RAS_REPORT_ISSUES)->columns);
    ras_text_char(out, '\n');
}

void ras_issue_append(struct ras_text *out, uint64_t task_id, struct ras_bytes record_id,
                      const struct ras_rule_info *rule, const struct ras_issue *issue,
                      uint32_t commune)
{
    if (task_id != 0)
        ras_line_hash(out, task_id);
    ras_text_char(out, ',');
    ras_line_text(out, record_id);
    ras_text_char(out, ',');
    ras_text_string(out, rule->code);
    ras_text_char(out, ',');
    ras_text_string(out, ras_word_name(rule->word));
    ras_text_char(out, ',');
    ras_text_unsigned(out, rule->group);
    ras_text_char(out, ',');
    ras_text_unsigned(out, rule->severity);
    ras_text_char(out, ',');
    ras_line_commune(out, commune);
    ras_text_char(out, ',');
    ras_text_string(out, ras_office_name(issue->office));
    ras_text_char(out, ',');
    if (issue->field != RAS_FIELD_NONE)
        ras_text_string(out, ras_field_name(issue->field));
    ras_text_char(out, ',');
    ras_line_text(out, issue->value);
    ras_text_char(out, ',');
    ras_line_text(out, issue->proposal);
    ras_text_char(out, ',');
    ras_line_text(out, issue->evidence);
    ras_text_char(out, '\n');
}

void ras_proposal_header(struct ras_text *out)
{
    ras_text_string(out, ras_report_at(RAS_REPORT_PROPOSALS)->columns);
    ras_text_char(out, '\n');
}

void ras_proposal_append(struct ras_text *out, const struct ras_proposal_line *line)
{
    ras_line_text(out, ras_bytes_of(line->register_name));
    ras_text_char(out, ',');
    ras_line_text(out, line->key);
    ras_text_char(out, ',');
    if (line->field != RAS_FIELD_NONE)
        ras_text_string(out, ras_field_name(line->field));
    ras_text_char(out, ',');
    ras_line_text(out, line->old_value);
    ras_text_char(out, ',');
    ras_line_text(out, line->new_value);
    ras_text_char(out, ',');
    ras_text_string(out, line->rule);
    ras_text_char(out, ',');
    ras_line_probability(out, line->probability);
    ras_text_char(out, ',');
    ras_line_text(out, ras_bytes_of(line->source));
    ras_text_char(out, ',');
    ras_line_text(out, line->record_id);
    ras_text_char(out, '\n');
}
