/* The steps of ras_name_canonical, for the memory of tokens: both must agree by construction. */
#ifndef RASOAT_NORMALISE_NAME_CLEAN_H
#define RASOAT_NORMALISE_NAME_CLEAN_H

#include "normalise/name_repair.h"
#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_NAME_CLEAN_BYTES_MAX 250 /* four-byte stores stay inside RAS_NAME_BYTES_MAX + 1 */

/* The canonical form of a text of letters and single blanks; false: not such a text. But for
 * blanks, repairs and marks of the text are those of its tokens together. */
bool ras_name_read_clean(struct ras_bytes written, struct ras_name_text *name, uint64_t *repairs);
/* What concerns whole words: titles, parents, initials, lost marks. */
void ras_name_finish(struct ras_name_text *name, uint64_t *repairs);
/* Could a name that starts with this canonical token start with a title? */
bool ras_name_may_be_title(struct ras_bytes token);

#endif
