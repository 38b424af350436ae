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

#define RAS_HEADER_FOLD_MAX 128 /* longer headers are compared by their first bytes */

/* What the table says of a header: a form may stand for several fields, between which the other
 * columns of the file decide (layout.c). */
struct ras_header_match {
    enum ras_field strong[2]; /* at most two, RAS_FIELD_NONE = no (more) */
    enum ras_field weak;      /* taken only if nothing better maps to the field ("stt") */
    enum ras_field part;      /* taken only where day, month and year are three columns */
};
/* Content in brackets is tried without them and then left out: "Ngày sinh (dd/mm/yyyy)". */
struct ras_header_match ras_header_find(struct ras_bytes header);

/* Folded form of a header into out (at most capacity - 1 bytes, NUL-terminated); returns length.
 * What is left is lower-case letters without marks, digits, and letters of other scripts; every
 * other ASCII byte is dropped. */
size_t ras_header_fold(struct ras_bytes header, char *out, size_t capacity);
/* The field of a header by the table, RAS_FIELD_NONE if it is not there. weak is set for headers
 * taken only if nothing better maps to the field ("stt"). Without its neighbours an ambiguous
 * header is the first field of the table ("tên": full_name). */
enum ras_field ras_header_field(struct ras_bytes header, bool *weak);
/* The known header or candidate nearest to `wanted` (edit distance of folded forms), NULL if none
 * is near: for "did you mean". */
const char *ras_header_nearest(const char *wanted, const char *const *candidates, size_t count);
/* Of the candidates the one nearest to any usual header of the field, NULL if none is near. */
const char *ras_header_nearest_to_field(enum ras_field field, const char *const *candidates,
                                        size_t count);

#endif
