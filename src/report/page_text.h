/* The style and the script of quality.html: constant text, no data. */
#ifndef RASOAT_REPORT_PAGE_TEXT_H
#define RASOAT_REPORT_PAGE_TEXT_H

#include "base/text.h"

void ras_page_style(struct ras_text *out);
/* Reads the data island and makes the table of communes: choose a source, sort by a click, filter
 * by text; the state stands in the address (#loc=…&xep=…&chieu=…&nguon=…). Texts are set as text
 * nodes only, never as HTML. */
void ras_page_script(struct ras_text *out);

#endif
