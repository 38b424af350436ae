/* The tables of quality.html. Threads: pure. */
#ifndef RASOAT_REPORT_QUALITY_TABLES_H
#define RASOAT_REPORT_QUALITY_TABLES_H

#include "report/quality_figures.h"

/* The index and the four words of the whole, as large figures. */
void ras_table_glance(const struct ras_quality_report *report, const struct ras_figures_list *list,
                      struct ras_text *out);
/* Sources: rows and their fates, verification, words, index. */
void ras_table_sources(const struct ras_quality_report *report, const struct ras_figures_list *list,
                       struct ras_text *out);
/* Outcomes in the official words, per source. */
void ras_table_outcomes(const struct ras_quality_report *report, struct ras_text *out);
/* Provinces; nothing where there is at most one. */
void ras_table_provinces(const struct ras_quality_report *report,
                         const struct ras_figures_list *list, struct ras_text *out);
/* The eight official error groups, per source. */
void ras_table_groups(const struct ras_quality_report *report, struct ras_text *out);
/* In which pass the best candidates met, and which look-ups met a capped block. */
void ras_table_passes(const struct ras_quality_report *report, struct ras_text *out);

/* "m-xanh", "m-vang", "m-do" or "": the class of a percentage. */
const char *ras_colour_class(const struct ras_quality_report *report, int32_t hundredths);

#endif
