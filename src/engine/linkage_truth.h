/* What is known of the records of a linkage: which of them are one person.
 *
 * Of two files: columns left and right, the ids of a true pair; a record may stand in several. Of
 * one file: columns id and cluster, records with one text there are one person; a record that is
 * not named is alone. */
#ifndef RASOAT_ENGINE_LINKAGE_TRUTH_H
#define RASOAT_ENGINE_LINKAGE_TRUTH_H

#include "base/vector.h"
#include "linkage/true_pairs.h"

#include <stdatomic.h>

/* pairs: struct ras_true_pair, added in order of records. RAS_BAD_INPUT with line and column where
 * a column is missing, an id is none of the file or of several of its records, or a line says
 * nothing new. */
enum ras_status ras_linkage_truth_read(const char *path, const struct ras_record_table *table,
                                       const atomic_int *stop, struct ras_vector *pairs,
                                       struct ras_error *error) RAS_MUST_CHECK;

#endif
