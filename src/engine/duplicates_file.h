/* duplicates/<source>.csv: the groups of rows that are one entry of one person. */
#ifndef RASOAT_ENGINE_DUPLICATES_FILE_H
#define RASOAT_ENGINE_DUPLICATES_FILE_H

#include "engine/row_report.h"
#include "engine/run.h"
#include "index/builder.h"
#include "rasoat/error.h"

#include <stddef.h>

/* builder holds the rows in input order (record ids kept), rows[i] says what is known of row i.
 * Each line tells the weight of its row against the kept row of its group, compared as any pair is.
 */
enum ras_status ras_duplicates_write(struct ras_run *run, struct ras_source_run *source,
                                     struct ras_index_builder *builder,
                                     const struct ras_duplicate_row *rows, size_t count,
                                     struct ras_error *error) RAS_MUST_CHECK;

#endif
