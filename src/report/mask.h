/* Numbers of persons, hidden but for the ends: 038085001234 is shown as 038*******34, enough for an
 * officer to tell two papers of one person apart and too little to use. Threads: pure. */
#ifndef RASOAT_REPORT_MASK_H
#define RASOAT_REPORT_MASK_H

#include "base/text.h"
#include "rasoat/bytes.h"
#include "record/fields.h"

#include <stdbool.h>

/* A run of so many digits is a number of a person wherever it stands (9: the old identity card; a
 * date has 8). */
#define RAS_MASK_RUN_MIN 9

/* Is a value of that field a number that is shown masked? */
bool ras_mask_field(enum ras_field field);
/* The first 3 and last 2 letters, stars between; shorter than 8 letters: the last 2 only, shorter
 * than 4: stars only. */
void ras_mask_number(struct ras_text *out, struct ras_bytes number);
/* Is there a run of RAS_MASK_RUN_MIN or more digits? */
bool ras_mask_runs_any(struct ras_bytes sentence);
/* A sentence with each run of RAS_MASK_RUN_MIN or more digits masked. */
void ras_mask_runs(struct ras_text *out, struct ras_bytes sentence);

#endif
