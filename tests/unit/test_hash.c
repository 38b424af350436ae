/* The integer mixer and the seeds. */
#include "base/hash.h"

#include <criterion/criterion.h>

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
