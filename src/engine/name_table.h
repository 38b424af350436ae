/* `match.names`: how many people bear a name, columns name and count. */
#ifndef RASOAT_ENGINE_NAME_TABLE_H
#define RASOAT_ENGINE_NAME_TABLE_H

#include "index/name_population.h"
#include "rasoat/error.h"

#include <stdatomic.h>

/* Into a population that is init and empty; names are read as those of residents are. RAS_BAD_INPUT
 * with line and column where a name or a count is none, or where nothing is counted. */
enum ras_status ras_name_table_read(struct ras_name_population *population, const char *path,
                                    const atomic_int *stop, struct ras_error *error) RAS_MUST_CHECK;

#endif
