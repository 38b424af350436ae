/* Each letter of a takes the first free equal letter of b within the window; half the letters that
 * then stand in another order are transpositions, rounded down. */
#include "oracle/jaro_winkler_naive.h"

#include <string.h>

#define LETTERS_MAX 600

double naive_jaro(const uint32_t *a, size_t a_length, const uint32_t *b, size_t b_length)
{
    if (a_length == 0 && b_length == 0)
        return 1.0;
    if (a_length == 0 || b_length == 0)
        return 0.0;
    const size_t longer = a_length > b_length ? a_length : b_length;
    const long window = longer / 2 > 0 ? (long)(longer / 2) - 1 : 0;
    char a_taken[LETTERS_MAX] = {0};
    char b_taken[LETTERS_MAX] = {0};
    size_t common = 0;
    for (size_t i = 0; i < a_length; i++)
        for (size_t j = 0; j < b_length; j++)
            if (!b_taken[j] && a[i] == b[j] && (long)j - (long)i <= window &&
                (long)i - (long)j <= window) {
                a_taken[i] = b_taken[j] = 1;
                common++;
                break;
            }
    if (common == 0)
        return 0.0;
    size_t moved = 0;
    for (size_t i = 0, j = 0; i < a_length; i++) {
        if (!a_taken[i])
            continue;
        while (!b_taken[j])
            j++;
        moved += a[i] != b[j++];
    }
    const double m = (double)common;
    return (m / (double)a_length + m / (double)b_length + (m - (double)(moved / 2)) / m) / 3.0;
}

double naive_jaro_winkler(const uint32_t *a, size_t a_length, const uint32_t *b, size_t b_length)
{
    const double jaro = naive_jaro(a, a_length, b, b_length);
    size_t prefix = 0;
    while (prefix < 4 && prefix < a_length && prefix < b_length && a[prefix] == b[prefix])
        prefix++;
    return jaro > 0.7 ? jaro + 0.1 * (double)prefix * (1.0 - jaro) : jaro;
}
