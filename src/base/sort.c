/* Radix sort of 64-bit keys. */
#include "base/sort.h"

#include <string.h>

#define DIGIT_BITS  11
#define DIGIT_COUNT (1u << DIGIT_BITS)

/* Move keys to `to` by one digit; 0 when all keys have the same digit and nothing was moved. */
static int digit_pass(const uint64_t *from, uint64_t *to, size_t count, unsigned shift)
{
    size_t starts[DIGIT_COUNT] = {0};
    for (size_t i = 0; i < count; i++)
        starts[from[i] >> shift & (DIGIT_COUNT - 1)]++;
    if (starts[from[0] >> shift & (DIGIT_COUNT - 1)] == count)
        return 0;
    size_t sum = 0;
    for (unsigned digit = 0; digit < DIGIT_COUNT; digit++) {
        const size_t here = starts[digit];
        starts[digit] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        to[starts[from[i] >> shift & (DIGIT_COUNT - 1)]++] = from[i];
    return 1;
}

void ras_sort_keys(uint64_t *keys, uint64_t *scratch, size_t count, unsigned first_bit)
{
    uint64_t *from = keys, *to = scratch;
    if (count < 2)
        return;
    for (unsigned shift = first_bit; shift < 64; shift += DIGIT_BITS) {
        if (!digit_pass(from, to, count, shift))
            continue;
        uint64_t *const swap = from;
        from = to;
        to = swap;
    }
    if (from != keys)
        memcpy(keys, from, count * sizeof keys[0]);
}
