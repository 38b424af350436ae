/* The parts of bench.html: words and figures in the language of the reader, tables, charts. */
#ifndef RASOAT_REPORT_BENCH_PAGE_H
#define RASOAT_REPORT_BENCH_PAGE_H

#include "report/bench_report.h"

struct ras_bench_page {
    const struct ras_bench_report *report;
    struct ras_text *out;
};

static inline const char *ras_bench_say(const struct ras_bench_page *page, const char *english,
                                        const char *vietnamese)
{
    return page->report->vietnamese ? vietnamese : english;
}
static inline const struct ras_bench_tally *ras_bench_all(const struct ras_bench_page *page,
                                                          unsigned strategy)
{
    return &page->report->strategies[strategy].tallies[page->report->source_count];
}

void ras_bench_page_count(const struct ras_bench_page *page, uint64_t count);
/* part / whole × unit with that many decimals, a dash where whole is 0 */
void ras_bench_page_ratio(const struct ras_bench_page *page, double part, double whole, double unit,
                          unsigned decimals);
/* Cells of a table row. */
void ras_bench_cell_text(const struct ras_bench_page *page, const char *text);
void ras_bench_cell_count(const struct ras_bench_page *page, uint64_t count);
/* Rounded; a dash where it is not known. */
void ras_bench_cell_known(const struct ras_bench_page *page, double count, bool known);
void ras_bench_cell_ratio(const struct ras_bench_page *page, double part, double whole, double unit,
                          unsigned decimals);

/* ---- tables (report/bench_tables.c, bench_detail_tables.c) ---- */
void ras_bench_accuracy(const struct ras_bench_page *page);
void ras_bench_shares_table(const struct ras_bench_page *page);
void ras_bench_sources(const struct ras_bench_page *page);
void ras_bench_estimates(const struct ras_bench_page *page);
void ras_bench_questions(const struct ras_bench_page *page);
void ras_bench_calibration_table(const struct ras_bench_page *page);
void ras_bench_classes_table(const struct ras_bench_page *page);
void ras_bench_passes_table(const struct ras_bench_page *page);
/* Times and memory: all that may differ between equal comparisons. */
void ras_bench_cost(const struct ras_bench_page *page);

/* ---- charts (report/bench_charts.c) ---- */
void ras_bench_legend(const struct ras_bench_page *page);
void ras_bench_chart_precision_recall(const struct ras_bench_page *page);
void ras_bench_chart_thresholds(const struct ras_bench_page *page);
void ras_bench_chart_weights(const struct ras_bench_page *page);

#endif
