/* Cells that are only ever compared for being the same: a hash of the folded text, 0 = nothing is
 * left of it. RAS_TEXT_PADDING readable bytes follow the cell. */
#ifndef RASOAT_NORMALISE_CELL_HASH_H
#define RASOAT_NORMALISE_CELL_HASH_H

#include "normalise/row_memory.h"
#include "rasoat/bytes.h"

#include <stdint.h>

/* A code of letters and digits, blanks left out: an account, a household. */
uint64_t ras_cell_hash_code(struct ras_bytes written);
/* Words that a file repeats: a benefit, a vaccine. memory may be NULL. */
uint64_t ras_cell_hash_wording(struct ras_row_memory *memory, struct ras_bytes written);

#endif
