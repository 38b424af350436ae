/* Test vectors from a CSV file, row by row. */
#ifndef RASOAT_TESTS_VECTORS_H
#define RASOAT_TESTS_VECTORS_H

#include <stddef.h>

struct vectors;

/* NULL where the file is not there. */
struct vectors *vectors_open(const char *path);
/* The fields of the next row, unquoted, until the next call; returns how many, 0 at the end. */
size_t vectors_next(struct vectors *vectors, const char *const **fields);
void vectors_close(struct vectors *vectors); /* NULL is fine */

#endif
