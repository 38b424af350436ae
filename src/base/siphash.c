/* SipHash-2-4 over a byte string. */
#include "base/siphash.h"

#include <string.h>

static inline uint64_t rotate(uint64_t value, unsigned bits)
{
    return value << bits | value >> (64 - bits);
}

static inline uint64_t load_little_endian(const unsigned char *bytes)
{
    uint64_t value = 0;
    for (unsigned i = 8; i > 0; i--)
        value = value << 8 | bytes[i - 1];
    return value;
}

static void sip_rounds(uint64_t v[4], unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        v[0] += v[1];
        v[1] = rotate(v[1], 13) ^ v[0];
        v[0] = rotate(v[0], 32);
        v[2] += v[3];
        v[3] = rotate(v[3], 16) ^ v[2];
        v[0] += v[3];
        v[3] = rotate(v[3], 21) ^ v[0];
        v[2] += v[1];
        v[1] = rotate(v[1], 17) ^ v[2];
        v[2] = rotate(v[2], 32);
    }
}

static void sip_absorb(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    sip_rounds(v, 2);
    v[0] ^= word;
}

uint64_t ras_keyed_hash(const struct ras_key *key, const void *data, size_t length)
{
    const unsigned char *const bytes = data;
    const uint64_t k0 = load_little_endian(key->bytes), k1 = load_little_endian(key->bytes + 8);
    uint64_t v[4] = {k0 ^ UINT64_C(0x736f6d6570736575), k1 ^ UINT64_C(0x646f72616e646f6d),
                     k0 ^ UINT64_C(0x6c7967656e657261), k1 ^ UINT64_C(0x7465646279746573)};
    const size_t whole = length / 8 * 8;
    for (size_t i = 0; i < whole; i += 8)
        sip_absorb(v, load_little_endian(bytes + i));
    unsigned char tail[8] = {0};
    if (length > whole)
        memcpy(tail, bytes + whole, length - whole);
    tail[7] = (unsigned char)length;
    sip_absorb(v, load_little_endian(tail));
    v[2] ^= 0xFF;
    sip_rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}
