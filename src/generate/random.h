/* Random numbers that depend on nothing but (seed, stream, index): a counter-based generator, so
 * that any household or row can be made again, by any thread, in any order.
 *
 * The generator is SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", 2014), started from a mix of the three keys. Every decision compares integers: no
 * floating point, so that no machine rounds otherwise. Chances are in millionths. */
#ifndef RASOAT_GENERATE_RANDOM_H
#define RASOAT_GENERATE_RANDOM_H

#include "base/hash.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#define RAS_MILLION UINT32_C(1000000)

/* What a sequence of numbers is for. The values enter every draw: pinned, never to be reused. */
enum ras_stream {
    RAS_STREAM_PROVINCE = 1,
    RAS_STREAM_COMMUNE = 2,
    RAS_STREAM_BLOCK = 3,
    RAS_STREAM_HOMONYM = 4,
    RAS_STREAM_NUMBER = 5,
    RAS_STREAM_RESIDENTS = 6,
    RAS_STREAM_CIVIL = 7,
    RAS_STREAM_WELFARE = 8,
    RAS_STREAM_VACCINATION = 9,
    RAS_STREAM_ORDER = 10,
    RAS_STREAM_RECORD_ID = 11,
    RAS_STREAM_CONTACT = 12
};

struct ras_random {
    uint64_t state;
};

static inline struct ras_random ras_random_start(uint64_t seed, enum ras_stream stream,
                                                 uint64_t index)
{
    const uint64_t key = ras_hash_mix(seed + UINT64_C(0xD1B54A32D192ED03) * (uint64_t)stream);
    return (struct ras_random){
        ras_hash_mix(key ^ ras_hash_mix(index + UINT64_C(0x8CB92BA72F3D8DD7)))};
}

static inline uint64_t ras_random_next(struct ras_random *random)
{
    random->state += UINT64_C(0x9E3779B97F4A7C15);
    return ras_hash_mix(random->state);
}

/* 0 .. limit - 1; limit at least 1. The bias, at most limit / 2^32, does not matter here. */
static inline uint32_t ras_random_below(struct ras_random *random, uint32_t limit)
{
    return (uint32_t)((ras_random_next(random) >> 32) * limit >> 32);
}

/* first .. last, both included. */
static inline int32_t ras_random_between(struct ras_random *random, int32_t first, int32_t last)
{
    assert(first <= last);
    return first + (int32_t)ras_random_below(random, (uint32_t)(last - first) + 1);
}

/* True in `millionths` of a million draws. */
static inline bool ras_random_chance(struct ras_random *random, uint32_t millionths)
{
    return ras_random_below(random, RAS_MILLION) < millionths;
}

/* A permutation of 0 .. 2^bits - 1 (bits even, 2 to 62): a Feistel network of four rounds. */
static inline uint64_t ras_permute_bits(uint64_t value, unsigned bits, uint64_t key)
{
    const unsigned half = bits / 2;
    const uint64_t mask = (UINT64_C(1) << half) - 1;
    uint64_t left = value >> half, right = value & mask;
    for (uint64_t round = 0; round < 4; round++) {
        const uint64_t mixed = ras_hash_mix(right + key + round * UINT64_C(0x9E3779B97F4A7C15));
        const uint64_t swapped = left ^ (mixed & mask);
        left = right;
        right = swapped;
    }
    return left << half | right;
}

/* The smallest even number of bits, at least 2, whose values cover 0 .. count - 1. */
static inline unsigned ras_permute_width(uint64_t count)
{
    unsigned bits = 2;
    while (bits < 62 && UINT64_C(1) << bits < count)
        bits += 2;
    return bits;
}

/* A permutation of 0 .. count - 1: the network above, walked until it lands inside (at most four
 * steps on average). */
static inline uint64_t ras_permute(uint64_t value, uint64_t count, uint64_t key)
{
    assert(value < count);
    const unsigned bits = ras_permute_width(count);
    do {
        value = ras_permute_bits(value, bits, key);
    } while (value >= count);
    return value;
}

#endif
