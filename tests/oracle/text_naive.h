/* Measures of texts by their definitions, for small inputs. */
#ifndef RASOAT_TESTS_TEXT_NAIVE_H
#define RASOAT_TESTS_TEXT_NAIVE_H

#include "oracle/edit_distance_naive.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct naive_text {
    size_t length;
    uint32_t point[NAIVE_POINTS_MAX];
};

struct naive_text naive_read(const char *text, size_t length);
/* Longest common subsequence over the whole matrix; substring by trying all places. */
unsigned naive_subsequence(const struct naive_text *a, const struct naive_text *b);
unsigned naive_substring(const struct naive_text *a, const struct naive_text *b);
/* Distinct runs of q code points (a shorter text is one run): of a, of b, of both. */
struct naive_sizes {
    unsigned a, b, both;
};
struct naive_sizes naive_grams(const struct naive_text *a, const struct naive_text *b, size_t q);

#endif
