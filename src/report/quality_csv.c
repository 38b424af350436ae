/* quality.csv: every measure, one line each. */
#include "report/report.h"

#include "base/bytes.h"
#include "report/line_fields.h"
#include "report/quality_figures.h"
#include "report/vietnamese_figures.h"

void ras_quality_csv(const struct ras_quality_report *report, struct ras_text *out)
{
    ras_text_string(out, ras_report_at(RAS_REPORT_QUALITY_CSV)->columns);
    ras_text_char(out, '\n');
    for (size_t i = 0; i < report->measure_count; i++) {
        const struct ras_measure *const measure = &report->measures[i];
        ras_text_string(out, ras_scope_name(measure->scope));
        ras_text_char(out, ',');
        ras_measure_code(out, measure);
        ras_text_char(out, ',');
        ras_line_text(out, ras_bytes_of(ras_measure_source(report, measure)));
        ras_text_char(out, ',');
        ras_text_string(out, measure->measure);
        ras_text_char(out, ',');
        ras_text_unsigned(out, measure->numerator);
        ras_text_char(out, ',');
        ras_text_unsigned(out, measure->denominator);
        ras_text_char(out, ',');
        if (measure->denominator > 0)
            ras_text_fixed(
                out, (int64_t)ras_percent_hundredths(measure->numerator, measure->denominator), 2);
        ras_text_char(out, ',');
        ras_line_text(out, ras_bytes_of(measure->rules));
        ras_text_char(out, '\n');
    }
}
