/* How common a value is among people at large, by a table from outside: values and counts.
 *
 * A file of a few thousand records says little about how rare a surname is; a count of the
 * population says it well, but knows nothing of the place the file is from. Both are used: the
 * table stands for `weight` records that were seen before the file was,
 *
 *   chance(v) = (others(v) + 1 + weight · share(v)) / (present + 1 + weight)
 *
 * others: further records that hold the value, present: records that hold any, share: of the
 * table's count. The mean of a multinomial with a Dirichlet prior; C. Zhai,
 * J. Lafferty, ACM Transactions on Information Systems 22 (2004), 179 to 214. A value that the
 * table has not gets what the file says alone, (others + 1) / (present + 1). */
#ifndef RASOAT_LINKAGE_POPULATION_H
#define RASOAT_LINKAGE_POPULATION_H

#include "linkage/record_table.h"

#include <stdatomic.h>

struct ras_population {
    double *shares; /* per value of the record table; 0: not in the table. NULL = no table */
    double weight;  /* in records */
};

/* The table of a comparison, each value through the transforms of its field; counts of values that
 * become one are added up. Its weight is at most its total: it is worth no more records than it was
 * counted from. RAS_BAD_INPUT where a count cannot be read, or nothing is counted. */
enum ras_status ras_population_read(struct ras_population *population,
                                    const struct ras_record_table *table,
                                    const struct ras_link_comparison *comparison,
                                    const atomic_int *stop, struct ras_error *error) RAS_MUST_CHECK;
void ras_population_fini(struct ras_population *population);

/* The chance that a record which is not of the pair holds the value. */
double ras_population_chance(const struct ras_population *population, uint32_t value, double others,
                             double present);

#endif
