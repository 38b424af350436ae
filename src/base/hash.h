/* XXH3, inlined, and the seeds in use.
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

#endif
