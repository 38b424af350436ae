/* How common names are among people at large, by a table from outside: beside the residents, of
 * whom a small register has too few to tell a rare name from a common one.
 *
 *   count(name) = residents who bear it + weight · share(name)       of resident_count + weight
 *
 * share is the table's, weight how many residents the table stands for: RAS_NAME_TABLE_RESIDENTS,
 * or what it counts if that is less. Full names, given names and surnames are blended each for
 * itself. The mean of a multinomial with a Dirichlet prior; C. Zhai, J. Lafferty,
 * ACM Transactions on Information Systems 22 (2004), 179 to 214. A name that the table has not is
 * taken to be as common as the rarest that it has: true of a full count, and no less than the truth
 * of a list of the commonest.
 *
 * Names go by what they fold to, as in the frequencies of the index. A name of one syllable is a
 * given name; of a longer one the whole, the first and the last syllable are counted.
 * Threads: written by one thread, then read by any. */
#ifndef RASOAT_INDEX_NAME_POPULATION_H
#define RASOAT_INDEX_NAME_POPULATION_H

#include "base/table.h"
#include "base/vector.h"
#include "rasoat/error.h"
#include "record/name.h"

#include <stdint.h>

#define RAS_NAME_TABLE_RESIDENTS 100000

/* The counts of full names, or of one part of them. */
struct ras_name_part {
    struct ras_table numbers; /* folded hash -> position in counts */
    struct ras_vector counts; /* uint64_t, all above 0 */
    uint64_t total;
    uint64_t least; /* of the counts; 0 = none */
};

struct ras_name_population {
    struct ras_name_part full, given, surname;
};

void ras_name_population_init(struct ras_name_population *population);
void ras_name_population_fini(struct ras_name_population *population);
/* So many people more who bear the name, which has a syllable at least. */
enum ras_status ras_name_population_add(struct ras_name_population *population,
                                        const struct ras_name *name, uint64_t count,
                                        struct ras_error *error) RAS_MUST_CHECK;
/* The last name is in: what folds to one text may stand on several lines, so the rarest is known
 * only now. */
void ras_name_population_seal(struct ras_name_population *population);

/* How many residents the table stands for: 0 where it holds no such part. */
uint32_t ras_name_part_weight(const struct ras_name_part *part);
/* The blended count of a folded hash that so many residents bear, at least 1. */
uint32_t ras_name_part_blend(const struct ras_name_part *part, uint64_t folded, uint32_t residents);

#endif
