/* A wide search for few rows: their wide keys are posted, and all residents pass by once.
 *
 *   rows ── wide keys ──> filter (a bit a key) ──> postings
 *   residents ── wide keys ──> filter ── mostly no ──> next
 *                                └── perhaps ──> postings ──> pairs (row, resident)
 *
 * It costs some hundred nanoseconds a resident whatever the number of rows, and needs nothing that
 * the resident index does not have.
 * Threads: residents are cut into parts; the pairs are the same for any number of threads. */
#ifndef RASOAT_ENGINE_WIDE_SEARCH_H
#define RASOAT_ENGINE_WIDE_SEARCH_H

#include "base/vector.h"
#include "index/index.h"
#include "rasoat/error.h"

#include <stdatomic.h>
#include <stdint.h>

/* Rows are numbered by whoever asks. */
struct ras_wide_search {
    const struct ras_index *residents;
    struct ras_vector keys;    /* uint64_t */
    struct ras_vector key_row; /* uint32_t: the row of each */
    uint32_t row_count;
    unsigned thread_count;
    const atomic_int *stop;
};

void ras_wide_search_init(struct ras_wide_search *search, const struct ras_index *residents,
                          unsigned thread_count, const atomic_int *stop);
void ras_wide_search_fini(struct ras_wide_search *search);
/* The next row; rows are numbered 0, 1, 2, ... */
enum ras_status ras_wide_search_add(struct ras_wide_search *search, const struct ras_subject *row,
                                    struct ras_error *error) RAS_MUST_CHECK;
/* The next row is not searched for. */
void ras_wide_search_skip(struct ras_wide_search *search);
/* pairs: uint64_t, row in the upper half and resident in the lower, rising, each once. */
enum ras_status ras_wide_search_run(struct ras_wide_search *search, struct ras_vector *pairs,
                                    struct ras_error *error) RAS_MUST_CHECK;

#endif
