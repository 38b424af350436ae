/* What a file of a run really is: size, hash, and for CSVs what their rows say. */
#ifndef RASOAT_ENGINE_FILE_FACTS_H
#define RASOAT_ENGINE_FILE_FACTS_H

#include "rasoat/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ras_file_facts {
    uint64_t byte_count;
    uint64_t hash;                                  /* XXH3, seed 0 */
    uint64_t row_count;                             /* CSV: rows without the header */
    uint64_t match_count, review_count, none_count; /* CSV: by the word in the second column */
};

/* Rows of a CSV over any cutting of its bytes: line ends inside quotes end no row (RFC 4180). */
struct ras_csv_counter {
    bool quoted;
    bool in_row;
    unsigned field;       /* 0-based */
    unsigned word_length; /* of the second field so far, at most sizeof word */
    char word[8];
    uint64_t row_count; /* with the header */
    uint64_t match_count, review_count, none_count;
};
void ras_csv_count(struct ras_csv_counter *counter, const char *data, size_t length);
/* After the last bytes: a last row without line end. */
void ras_csv_count_end(struct ras_csv_counter *counter);

/* Read `path` below the open folder once. *there is false when it is missing or no plain file.
 * Errors: RAS_IO, RAS_NO_MEMORY. */
enum ras_status ras_file_facts(int directory, const char *path, bool csv, bool *there,
                               struct ras_file_facts *facts,
                               struct ras_error *error) RAS_MUST_CHECK;

#endif
