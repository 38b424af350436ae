/* Jaro and Jaro-Winkler by their definition, for small inputs. */
#ifndef RASOAT_TESTS_JARO_WINKLER_NAIVE_H
#define RASOAT_TESTS_JARO_WINKLER_NAIVE_H

#include <stddef.h>
#include <stdint.h>

double naive_jaro(const uint32_t *a, size_t a_length, const uint32_t *b, size_t b_length);
double naive_jaro_winkler(const uint32_t *a, size_t a_length, const uint32_t *b, size_t b_length);

#endif
