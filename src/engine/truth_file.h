/* What is known of the rows of the sources: whose each of them is.
 *
 *   source + record id ──hash──> line {resident id, "" = the person is no resident}
 *
 * Answers come from a truth file with the columns source, record_id and resident_id, as `rasoat
 * generate` writes it (further columns are not looked at), or one by one from elsewhere: what is
 * done with them does not ask where they come from.
 * Threads: written by one thread, then read by any. */
#ifndef RASOAT_ENGINE_TRUTH_FILE_H
#define RASOAT_ENGINE_TRUTH_FILE_H

#include "base/arena.h"
#include "base/table.h"
#include "base/vector.h"
#include "engine/config.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RAS_TRUTH_NONE UINT32_MAX /* instead of a line: nothing is known of the row */

struct ras_truth_line {
    struct ras_bytes resident_id;
};

struct ras_truth {
    struct ras_table by_record; /* hash of source and record id -> line */
    struct ras_vector lines;    /* struct ras_truth_line, in order of arrival */
    struct ras_arena arena;     /* their texts */
    uint64_t hash;              /* XXH3 of the file that was read, 0 = none */
};

void ras_truth_init(struct ras_truth *truth);
void ras_truth_fini(struct ras_truth *truth);

/* One more answer; source is its position in the config. *doubled: there is one for the record
 * already, and that one stays. */
enum ras_status ras_truth_add(struct ras_truth *truth, unsigned source, struct ras_bytes record_id,
                              struct ras_bytes resident_id, bool *doubled,
                              struct ras_error *error) RAS_MUST_CHECK;
/* The answers of a file. RAS_BAD_INPUT with line and column where a column is missing, a source is
 * none of the config, a record has no id or stands there twice. */
enum ras_status ras_truth_file_read(struct ras_truth *truth, const char *path,
                                    const struct ras_config *config, const atomic_int *stop,
                                    struct ras_error *error) RAS_MUST_CHECK;

/* The line of a record, RAS_TRUTH_NONE if there is none. */
uint32_t ras_truth_find(const struct ras_truth *truth, unsigned source, struct ras_bytes record_id);

#endif
