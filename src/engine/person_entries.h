/* The rows of one person in one source: which are one entry, which to keep, and what contradicts
 * itself between them. */
#ifndef RASOAT_ENGINE_PERSON_ENTRIES_H
#define RASOAT_ENGINE_PERSON_ENTRIES_H

#include "engine/source_run.h"

#include <stddef.h>
#include <stdint.h>

struct ras_person_entry {
    uint64_t key;
    uint32_t row;
};

/* rows: count of them, rising, of one person and not rejected, at least one. Sets first_of_person,
 * the facts DUPLICATE, DUPLICATE_KEPT, DOSE_REPEATED, DOSE_ORDER and TWO_IDS, and duplicate_group =
 * 1 + the first row of the group (must be 0 before). room holds count entries.
 * Cost: O(count log count). Threads: the states of these rows are written. */
void ras_person_entries_settle(enum ras_source_kind kind, struct ras_row_state *states,
                               const uint32_t *rows, size_t count, struct ras_person_entry *room);

#endif
