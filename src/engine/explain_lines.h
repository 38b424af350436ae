/* Lines of matches and reviews read back into what they were written from. Threads: pure. */
#ifndef RASOAT_ENGINE_EXPLAIN_LINES_H
#define RASOAT_ENGINE_EXPLAIN_LINES_H

#include "engine/explain.h"
#include "engine/run_lines.h"
#include "rasoat/bytes.h"
#include "record/pair.h"

#include <stdint.h>

/* What ras_explain_line_fill takes of a line of matches, in this order. */
#define RAS_MATCH_COLUMN_COUNT 9
extern const char *const ras_match_columns[RAS_MATCH_COLUMN_COUNT];
void ras_explain_line_fill(const struct ras_run_line *found, struct ras_explain_line *line);

/* "12.34" with 3 decimals is 12340, "0.998123" with 6 is 998123. */
int64_t ras_line_fixed(struct ras_bytes text, unsigned decimals);
/* "name=equal|date=swapped"; what is not known is missing. */
struct ras_levels ras_line_levels_parse(struct ras_bytes list);

#endif
