/* UTF-8 text as code points on the stack, and where each stands: what the generic comparators
 * work on. Threads: pure. */
#ifndef RASOAT_COMPARE_CODE_POINTS_H
#define RASOAT_COMPARE_CODE_POINTS_H

#include "rasoat/bytes.h"

#include <stddef.h>
#include <stdint.h>

#define RAS_POINTS_MAX 1024 /* longer texts are compared by their first so many code points */

struct ras_points {
    uint32_t length;
    uint32_t point[RAS_POINTS_MAX];
};

/* A byte that is not UTF-8 becomes a code point of its own (U+DC00 + byte), so that two broken
 * texts differ where their bytes differ. */
void ras_points_read(struct ras_points *out, struct ras_bytes text);

#define RAS_POINT_WORD_BITS 64
#define RAS_POINT_SLOTS     128

/* Bit i of the word of a code point: pattern[i] is that code point. ASCII has its own table; all
 * else goes into a hash table twice as large as a pattern can be. */
struct ras_point_places {
    uint64_t ascii[RAS_POINT_SLOTS];
    uint64_t word[RAS_POINT_SLOTS];
    uint32_t key[RAS_POINT_SLOTS]; /* 0 = free: U+0000 is ASCII */
    int beyond_ascii;
};

/* length is at most RAS_POINT_WORD_BITS. */
void ras_point_places_fill(struct ras_point_places *places, const uint32_t *pattern,
                           uint32_t length);

static inline uint32_t ras_point_slot(const struct ras_point_places *places, uint32_t point)
{
    uint32_t slot = (point * UINT32_C(0x9E3779B1)) >> 25;
    while (places->key[slot] != 0 && places->key[slot] != point)
        slot = (slot + 1) % RAS_POINT_SLOTS;
    return slot;
}

static inline uint64_t ras_point_places_of(const struct ras_point_places *places, uint32_t point)
{
    if (point < RAS_POINT_SLOTS)
        return places->ascii[point];
    return places->beyond_ascii ? places->word[ras_point_slot(places, point)] : 0;
}

#endif
