/* The two charts of the report, as SVG written by hand: colours come from the page's classes, every
 * text goes through the one HTML escaper. Threads: pure. */
#ifndef RASOAT_REPORT_CHARTS_H
#define RASOAT_REPORT_CHARTS_H

#include "report/report.h"

#define RAS_CHART_BARS_MAX 20

/* Horizontal bars of issues by rule, most first, at most RAS_CHART_BARS_MAX; the rest are told in
 * a line below. Nothing but a sentence where there are no issues. */
void ras_chart_issues(const struct ras_quality_report *report, struct ras_text *out);
/* The match weights of each decision, all sources together, above one axis in bits, with the two
 * thresholds as lines. Each decision has its own scale, told beside it: matched rows outnumber the
 * doubtful ones a hundred to one, on one scale the doubt would not be seen. */
void ras_chart_weights(const struct ras_quality_report *report, struct ras_text *out);

#endif
