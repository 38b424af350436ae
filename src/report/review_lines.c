/* reviews/<source>.csv and duplicates/<source>.csv. */
#include "report/report.h"

#include "report/line_fields.h"

void ras_review_header(struct ras_text *out)
{
    ras_text_string(out, ras_report_at(RAS_REPORT_REVIEWS)->columns);
    ras_text_char(out, '\n');
}

void ras_review_append(struct ras_text *out, struct ras_bytes record_id, unsigned rank,
                       struct ras_bytes resident_id, const struct ras_candidate *candidate)
{
    ras_line_text(out, record_id);
    ras_text_char(out, ',');
    ras_text_unsigned(out, rank);
    ras_text_char(out, ',');
    ras_line_text(out, resident_id);
    ras_text_char(out, ',');
    ras_line_probability(out, candidate->probability);
    ras_text_char(out, ',');
    ras_line_weight(out, candidate->weight);
    ras_text_char(out, ',');
    ras_line_levels(out, &candidate->levels);
    ras_text_char(out, '\n');
}

void ras_duplicate_header(struct ras_text *out)
{
    ras_text_string(out, ras_report_at(RAS_REPORT_DUPLICATES)->columns);
    ras_text_char(out, '\n');
}

void ras_duplicate_append(struct ras_text *out, uint32_t group, struct ras_bytes record_id,
                          struct ras_bytes resident_id, int32_t weight, bool kept)
{
    ras_text_unsigned(out, group);
    ras_text_char(out, ',');
    ras_line_text(out, record_id);
    ras_text_char(out, ',');
    ras_line_text(out, resident_id);
    ras_text_char(out, ',');
    if (!kept)
        ras_line_weight(out, weight);
    ras_text_string(out, kept ? ",1\n" : ",0\n");
}
