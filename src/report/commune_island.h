/* The figures of every commune as a compact JSON island, which the page's script makes a table of.
 *
 *   {"g": green, "y": yellow in hundredths, "s": ["civil", ...], "t": 1,
 *    "c": [["01234", "Xã Tân Hòa", "Tỉnh ...", all, civil, ...], ...]}
 *   each set: [rows, tasks, verified n, d, dung n, d, du n, d, sach n, d, song n, d, index] or 0
 *
 * Nothing in it can end the script element or begin another: < > & are written as escapes.
 * Threads: pure. */
#ifndef RASOAT_REPORT_COMMUNE_ISLAND_H
#define RASOAT_REPORT_COMMUNE_ISLAND_H

#include "report/quality_figures.h"

/* Of the 2 MB a page may have, what the island may take. */
#define RAS_ISLAND_BYTES_MAX (UINT64_C(3) << 19)

/* false where the sets of single sources were left out, because the island would be too large. */
bool ras_island_append(const struct ras_quality_report *report, const struct ras_figures_list *list,
                       struct ras_text *out);

#endif
