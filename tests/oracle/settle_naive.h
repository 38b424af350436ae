/* Settling a source by comparing every row with every other. */
#ifndef RASOAT_TESTS_SETTLE_NAIVE_H
#define RASOAT_TESTS_SETTLE_NAIVE_H

#include "engine/source_run.h"

#include <stddef.h>
#include <stdint.h>

/* persons[row]: equal for the rows of one person. Fills facts, first_of_person and duplicate_group
 * (numbered 1, 2, ... by first row) of rows that are not rejected; returns the number of rows in
 * groups. Quadratic and more. */
uint64_t settle_naive(enum ras_source_kind kind, struct ras_row_state *states,
                      const uint32_t *persons, size_t count);

#endif
