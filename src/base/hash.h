/* XXH3, inlined, the seeds in use, and hashes of integers.
 *
 * A part of a key is always key bytes and never the seed: for keys of up to 16 bytes XXH3 adds the
 * seed to the key, so that two seeds and two keys can meet (measured: 12 % equal hashes on given
 * name with the date as seed). XXH3 is no keyed hash: what leaves the house (task_id) goes through
 * ras_keyed_hash in base/siphash.h. */
#ifndef RASOAT_BASE_HASH_H
#define RASOAT_BASE_HASH_H

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <stddef.h>
#include <stdint.h>

#define RAS_HASH_SEED_FILE UINT64_C(0) /* file and block hashes: the plain XXH3 of the bytes */
#define RAS_HASH_SEED_KEY  UINT64_C(0x7261736f) /* blocking keys and dictionaries */

static inline uint64_t ras_hash(const void *data, size_t length)
{
    return XXH3_64bits_withSeed(data, length, RAS_HASH_SEED_KEY);
}

/* Spreads an integer over 64 bits (the finaliser of SplitMix64; Steele, Lea, Flood 2014). */
static inline uint64_t ras_hash_mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

/* Both halves of the product of two integers; the lower one is returned. */
static inline uint64_t ras_hash_multiply(uint64_t a, uint64_t b, uint64_t *upper)
{
    const __uint128_t product = (__uint128_t)a * b;
    *upper = (uint64_t)(product >> 64);
    return (uint64_t)product;
}

/* Three integers to one, of which the third may be small: two multiplications where XXH3 of their
 * bytes takes many. All 128 bits of the first product go on into the second. The constants are the
 * fractions of the square roots of 2, 3, 5 and 7. */
static inline uint64_t ras_hash_three(uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t upper;
    const uint64_t lower = ras_hash_multiply(a ^ UINT64_C(0x6a09e667f3bcc908),
                                             b ^ UINT64_C(0xbb67ae8584caa73b), &upper);
    const uint64_t last = ras_hash_multiply(lower ^ c ^ UINT64_C(0x3c6ef372fe94f82b),
                                            upper ^ UINT64_C(0xa54ff53a5f1d36f1), &upper);
    return last ^ upper;
}

#endif
