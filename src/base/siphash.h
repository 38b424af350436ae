/* A keyed hash for what leaves the house (task ids): without the key it cannot be reversed by
 * trying every 12-digit number, which takes minutes against an unkeyed hash.
 * Source: J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", 2012 (SipHash-2-4).
 */
#ifndef RASOAT_BASE_SIPHASH_H
#define RASOAT_BASE_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

struct ras_key {
    unsigned char bytes[16];
};

uint64_t ras_keyed_hash(const struct ras_key *key, const void *data, size_t length);

#endif
