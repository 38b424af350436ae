/* The integer mixer and the seeds. */
#include "base/hash.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

Test(hash, mix_is_the_finaliser_of_splitmix64)
{
    /* The generator's first outputs from seed 0, as its authors print them. */
    const uint64_t step = UINT64_C(0x9e3779b97f4a7c15);
    cr_assert_eq(ras_hash_mix(step), UINT64_C(0xe220a8397b1dcdaf));
    cr_assert_eq(ras_hash_mix(step * 2), UINT64_C(0x6e789e6aa1b965f4));
    cr_assert_eq(ras_hash_mix(step * 3), UINT64_C(0x06c45d188009454f));
    cr_assert_eq(ras_hash_mix(0), 0);
}

Test(hash, one_flipped_bit_flips_about_half)
{
    for (unsigned bit = 0; bit < 64; bit++) {
        unsigned flipped = 0;
        for (uint64_t i = 1; i <= 64; i++)
            flipped += (unsigned)__builtin_popcountll(ras_hash_mix(i) ^
                                                      ras_hash_mix(i ^ UINT64_C(1) << bit));
        cr_assert(flipped > 64 * 26 && flipped < 64 * 38, "bit %u: %u of %u", bit, flipped,
                  64 * 64);
    }
}

Test(hash, key_hash_has_the_key_seed)
{
    static const char name[] = "nguyen van an";
    cr_assert_eq(ras_hash(name, 13), XXH3_64bits_withSeed(name, 13, RAS_HASH_SEED_KEY));
    cr_assert_neq(ras_hash(name, 13), XXH3_64bits(name, 13));
    cr_assert_neq(ras_hash(name, 13), ras_hash(name, 12));
    cr_assert_eq(XXH3_64bits("", 0), UINT64_C(0x2d06800538d394c2)); /* XXH3 of nothing */
}

static int compare_hashes(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Pairs of neighbours that are the same, of the hashes shifted right. Sorts them. */
static size_t equal_pairs(uint64_t *hashes, size_t count, unsigned shift)
{
    size_t equal = 0;
    for (size_t i = 0; i < count; i++)
        hashes[i] = hashes[i] >> shift;
    qsort(hashes, count, sizeof *hashes, compare_hashes);
    for (size_t i = 1; i < count; i++)
        equal += hashes[i] == hashes[i - 1];
    return equal;
}

#define HASHES 1000000u

/* Patterns of keys: each counts its parts up from nothing, as dates, codes and numbers do. */
static uint64_t pattern_hash(unsigned pattern, uint64_t i)
{
    switch (pattern) {
    case 0: return ras_hash_three(i, 1, UINT64_C(1) << 32);                    /* ids */
    case 1: return ras_hash_three(UINT64_C(1085000000) + i / 100, i % 100, 2); /* id, year */
    case 2: return ras_hash_three(ras_hash_mix(i / 1000), i % 1000 + 1, 3);    /* name, date */
    case 3: return ras_hash_three(i / 1000 << 9 | (i / 100 % 10), i % 100, 4); /* date, commune */
    case 4: return ras_hash_three(i % 100, i / 100 % 100, i / 10000);          /* all small */
    case 5: return ras_hash_three(ras_hash_mix(i / 10000), i / 100 % 100, i % 100); /* commune */
    case 6: return ras_hash_three(i << 44, i % 3, 1);                               /* high bits */
    default: return ras_hash_three(UINT64_C(1) << i % 64, UINT64_C(1) << i / 64 % 64, i / 4096);
    }
}

Test(hash, three_keeps_patterns_of_keys_apart)
{
    uint64_t *const hashes = malloc(HASHES * sizeof *hashes);
    for (unsigned pattern = 0; pattern < 8; pattern++)
        for (unsigned half = 0; half < 3; half++) {
            for (uint64_t i = 0; i < HASHES; i++) {
                hashes[i] = pattern_hash(pattern, i);
                if (half == 1) /* the lower half */
                    hashes[i] <<= 32;
            }
            const size_t equal = equal_pairs(hashes, HASHES, half == 0 ? 0 : 32);
            /* 2^32 values: 116 pairs by chance */
            cr_assert(half == 0 ? equal == 0 : equal > 60 && equal < 180,
                      "pattern %u, half %u: %zu pairs", pattern, half, equal);
        }
    free(hashes);
}

Test(hash, three_flips_about_half_of_its_bits)
{
    for (unsigned bit = 0; bit < 3 * 64; bit++) {
        unsigned flipped = 0;
        for (uint64_t i = 1; i <= 64; i++) {
            uint64_t part[3] = {i, 5 * i, 7 * i};
            const uint64_t before = ras_hash_three(part[0], part[1], part[2]);
            part[bit / 64] ^= UINT64_C(1) << bit % 64;
            flipped +=
                (unsigned)__builtin_popcountll(before ^ ras_hash_three(part[0], part[1], part[2]));
        }
        cr_assert(flipped > 64 * 26 && flipped < 64 * 38, "bit %u: %u of %u", bit, flipped,
                  64 * 64);
    }
}
