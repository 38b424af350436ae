/* Figures as Vietnamese officials write them: 1.234.567 and 98,53 %, dates dd/mm/yyyy; and the one
 * rounding of percentages in the project. Threads: pure. */
#ifndef RASOAT_REPORT_VIETNAMESE_FIGURES_H
#define RASOAT_REPORT_VIETNAMESE_FIGURES_H

#include "base/text.h"

#include <stdint.h>

/* 10000 * numerator / denominator, rounded half up; 0 for an empty denominator. Exact for
 * numerators below 9 * 10^14. */
uint64_t ras_percent_hundredths(uint64_t numerator, uint64_t denominator);

/* "1.234.567" */
void ras_figure_count(struct ras_text *out, uint64_t count);
/* 9853 is "98,53 %", with a no-break space. */
void ras_figure_percent(struct ras_text *out, uint64_t hundredths);
/* Numerator over denominator as a percentage, "–" where the denominator is 0. */
void ras_figure_share(struct ras_text *out, uint64_t numerator, uint64_t denominator);
/* "07/03/1985"; `date` is a packed date of record/date.h. */
void ras_figure_date(struct ras_text *out, uint32_t date);

#endif
