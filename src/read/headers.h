/* The table of usual Vietnamese headers: which canonical field a column is.
 *
 * Headers are compared after folding marks, case, blanks, _ - . and brackets. A header that fits
 * two fields is an error that names both. The table is data in headers.def. */
#ifndef RASOAT_READ_HEADERS_H
#define RASOAT_READ_HEADERS_H

#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/fields.h"

#include <stdbool.h>
#include <stddef.h>

/* Folded form of a header into out (at most capacity - 1 bytes, NUL-terminated); returns length. */
size_t ras_header_fold(struct ras_bytes header, char *out, size_t capacity);
/* The field of a header by the table, RAS_FIELD_NONE if it is not there. weak is set for headers
 * taken only if nothing better maps to the field ("stt"). */
enum ras_field ras_header_field(struct ras_bytes header, bool *weak);
/* The known header or candidate nearest to `wanted` (edit distance of folded forms), NULL if none
 * is near: for "did you mean". */
const char *ras_header_nearest(const char *wanted, const char *const *candidates, size_t count);

#endif
