/* Edit distances by their recurrences over whole matrices, for small inputs. */
#ifndef RASOAT_TESTS_EDIT_DISTANCE_NAIVE_H
#define RASOAT_TESTS_EDIT_DISTANCE_NAIVE_H

#include <stddef.h>
#include <stdint.h>

#define NAIVE_POINTS_MAX 600

size_t naive_points(const char *text, size_t length, uint32_t *points);
unsigned naive_levenshtein(const uint32_t *a, size_t a_length, const uint32_t *b, size_t b_length);
unsigned naive_optimal_alignment(const uint32_t *a, size_t a_length, const uint32_t *b,
                                 size_t b_length);
unsigned naive_damerau_levenshtein(const uint32_t *a, size_t a_length, const uint32_t *b,
                                   size_t b_length);

#endif
