/* Figures on a page of the engine: 1.234.567 and 94,1 % in Vietnamese, 1,234,567 and 94.1 % in
 * English. Threads: pure. */
#ifndef RASOAT_ENGINE_PAGE_FIGURES_H
#define RASOAT_ENGINE_PAGE_FIGURES_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

void ras_page_count(struct ras_text *out, bool vietnamese, uint64_t count);
/* part / whole in percent with two decimals, a dash where whole is 0 */
void ras_page_share(struct ras_text *out, bool vietnamese, uint64_t part, uint64_t whole);
/* scaled / 10^decimals, thousands not parted */
void ras_page_fixed(struct ras_text *out, bool vietnamese, int64_t scaled, unsigned decimals);
/* a value of at least 0, with one decimal */
void ras_page_decimal(struct ras_text *out, bool vietnamese, double value);
/* "57.3 MB": decimal units */
void ras_page_bytes(struct ras_text *out, bool vietnamese, uint64_t bytes);

#endif
