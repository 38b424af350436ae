/* How common every name of an index is. */
#ifndef RASOAT_INDEX_FREQUENCIES_H
#define RASOAT_INDEX_FREQUENCIES_H

#include "base/table.h"
#include "index/index.h"
#include "index/name_population.h"
#include "rasoat/error.h"

#include <stdatomic.h>

/* Blend the counts of a table into those that ras_frequencies_fill has left; counts has its weights
 * afterwards. Once per name: nothing is asked of the table when rows are matched. */
void ras_frequencies_blend(const struct ras_index *index, struct ras_name_entry *names,
                           const struct ras_name_population *population,
                           struct ras_index_counts *counts);

/* How many residents share the folded full name, given name and surname of every name entry; names
 * are those of the index, to be written to. A name that is nobody's own (a parent's) counts nobody,
 * and has at least 1 so that it has a logarithm.
 * spare: a table that is no longer needed, and is emptied: one that was filled with as many names
 * has room for their groups, and fresh memory is dear. */
enum ras_status ras_frequencies_fill(const struct ras_index *index, struct ras_name_entry *names,
                                     struct ras_table *spare, unsigned thread_count,
                                     const atomic_int *stop,
                                     struct ras_error *error) RAS_MUST_CHECK;

#endif
