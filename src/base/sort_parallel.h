/* ras_sort_keys on several threads. */
#ifndef RASOAT_BASE_SORT_PARALLEL_H
#define RASOAT_BASE_SORT_PARALLEL_H

#include "rasoat/error.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* As ras_sort_keys, which see; few keys are sorted by the caller alone. Errors: those of
 * ras_parallel_run; the keys are then in no order. */
enum ras_status ras_sort_keys_parallel(uint64_t *keys, uint64_t *scratch, size_t count,
                                       unsigned first_bit, unsigned thread_count,
                                       const atomic_int *stop,
                                       struct ras_error *error) RAS_MUST_CHECK;

#endif
