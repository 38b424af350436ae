/* A wide search for few rows: their wide keys are posted, and all residents pass by once.
 *
 *   rows ── wide keys ──> filter (a bit a key) ──> postings
 *   residents ── wide keys ──> filter ── mostly no ──> next
 *                                └── perhaps ──> postings ──> pairs (row, resident)
 *
 * It costs some hundred nanoseconds a resident whatever the number of rows, and needs nothing that
 * the resident index does not have.
 * Threads: rows and residents are cut into parts; the pairs are the same for any number of threads.
 */
#ifndef RASOAT_ENGINE_WIDE_SEARCH_H
#define RASOAT_ENGINE_WIDE_SEARCH_H

#include "base/vector.h"
#include "index/index.h"
#include "rasoat/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ras_wide_search {
    const struct ras_index *residents;
    uint32_t row_count;
    /* Fill *subject with a row; false: it is not searched for. Called from any thread, twice. */
    bool (*row)(const void *context, uint32_t row, struct ras_subject *subject);
    const void *context;
    void *room; /* memory that the caller has no use for yet, spares fresh; may be NULL */
    size_t room_bytes;
    unsigned thread_count;
    const atomic_int *stop;
};

/* pairs: uint64_t, row in the upper half and resident in the lower, rising, each once. */
enum ras_status ras_wide_search_run(const struct ras_wide_search *search, struct ras_vector *pairs,
                                    struct ras_error *error) RAS_MUST_CHECK;

#endif
